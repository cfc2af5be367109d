/* Why a school is or is not listed. */
#ifndef APP_EXPLAIN_H
#define APP_EXPLAIN_H

#include "app/outcome.h"
#include "app/saved_run.h"

struct explain_params {
	const char *school; /* a code, or a name that fits one school */
	int year;           /* 0 = the newest with figures */
	const char *method;
	struct texts param;
	const char *on; /* a day, or NULL */
	int64_t run;    /* as it was in this saved run, of its year and method; 0 = today */
};

/* What became of it since a saved run. */
struct explain_since {
	struct saved_run run;
	struct run_changes changes; /* figures of the school that are others now */
	bool there;       /* is there such a school in the year, as things are known today? */
	enum outcome now; /* by the same method and parameters; only of one that is there */
};

struct explain_view {
	struct identify_view *run;
	const struct identify_item *item;
	const struct explain_since *since; /* of a saved run; NULL = it is of today */
	struct listing_standing standing;  /* in the lists of results of the year */
	size_t nsaid;
	struct run_said *said; /* what saved runs of the year said of it, newest first */
};

enum err explain_run(
    TALLOC_CTX *ctx, struct app *app, const void *params, void **view, struct error *err);
void explain_json(struct json *j, const void *view);

#endif
