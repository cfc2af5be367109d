/* Two methods over the same figures: who enters and who leaves. */
#ifndef APP_COMPARE_H
#define APP_COMPARE_H

#include "app/identify.h"

struct compare_params {
	int year;
	struct texts methods; /* exactly two */
	struct texts param;   /* for the second */
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
void compare_json(struct json *j, const void *view);

#endif
