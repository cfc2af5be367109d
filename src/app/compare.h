/* Two methods over the same figures: who enters and who leaves. */
#ifndef APP_COMPARE_H
#define APP_COMPARE_H

#include "app/identify.h"

struct compare_params {
	int year;
	struct texts methods; /* exactly two, or none with runs */
	struct texts param;   /* for the second */
	bool save;            /* keep both runs */
	struct texts runs;    /* two saved runs instead of year and methods */
};

struct compare_row {
	size_t school;        /* index into the data of either run */
	int8_t first, second; /* listed: 1, 0, -1 */
};

struct compare_view {
	struct identify_view *first, *second;
	size_t nenters, nleaves, nstays, nunclear;
	struct compare_row *enters, *leaves, *unclear; /* unclear: undecided by one of the two */
};

enum err compare_run(
    TALLOC_CTX *ctx, struct app *app, const void *params, void **view, struct error *err);

/* Two saved runs, as they were kept, side by side: no figure of today is looked at. */
enum err compare_saved(TALLOC_CTX *ctx, struct app *app, const struct texts *runs,
    struct identify_view *out[2], struct error *err);
void compare_json(struct json *j, const void *view);

#endif
