/* Why a school is or is not listed. */
#ifndef APP_EXPLAIN_H
#define APP_EXPLAIN_H

#include "app/saved_run.h"

struct explain_params {
	const char *school; /* a code, or a name that fits one school */
	int year;
	const char *method;
	struct texts param;
	const char *on; /* a day, or NULL */
};

struct explain_view {
	struct identify_view *run;
	const struct identify_item *item;
	struct listing_standing standing; /* in the lists of results of the year */
	size_t nsaid;
	struct run_said *said; /* what saved runs of the year said of it, newest first */
};

enum err explain_run(
    TALLOC_CTX *ctx, struct app *app, const void *params, void **view, struct error *err);
void explain_json(struct json *j, const void *view);

#endif
