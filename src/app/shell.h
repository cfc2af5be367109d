/* What stands around every page: the years there are figures of. */
#ifndef APP_SHELL_H
#define APP_SHELL_H

#include "app/app.h"
#include "store/statements.h"

/* The newest school year with a live figure, else the one of today. */
enum err shell_newest_year(TALLOC_CTX *ctx, struct app *app, int *year, struct error *err);

struct years_view {
	size_t count;
	struct db_years *rows; /* newest first */
};

/* The year a browser stays in. */
struct year_params {
	int year;
};

enum err years_run(
    TALLOC_CTX *ctx, struct app *app, const void *params, void **view, struct error *err);
/* Its view is the struct year_params itself: a choice of the browser, nothing is stored. */
enum err year_run(
    TALLOC_CTX *ctx, struct app *app, const void *params, void **view, struct error *err);
void years_json(struct json *j, const void *view);

#endif
