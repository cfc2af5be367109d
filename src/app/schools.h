/* The list of schools: found, sorted, fifty to a page, each with what the method says of it. */
#ifndef APP_SCHOOLS_H
#define APP_SCHOOLS_H

#include "app/school_index.h"

#define SCHOOLS_PAGE 50

struct schools_params {
	int year;
	const char *search, *status, *municipality, *sort; /* NULL = not said */
	int64_t page;                                      /* from 1; 0 = the first */
	const char *show; /* of the table of schools and procedures: "share" or "change" */
	bool all;         /* every school on one page */
};

struct schools_view {
	int year;
	const struct method *method;
	const struct schools_params *asked;
	size_t totals[OUTCOME_COUNT], schools; /* of the whole scope */
	size_t found, page, pages;             /* page: from 1 */
	size_t count;
	const struct indexed_school **rows; /* of this page */
	size_t nmunicipalities;
	const char *const *municipalities;
};

/* Values of --sort and --status. */
extern const struct choice schools_sorts[], schools_statuses[];

/* The change of the pooled share from the first to the last year that has it, in points. */
bool schools_change(const struct pooled years[INDEX_YEARS], struct rational *points);

/* Schools as asked, on one page or all of them; of what a list shows of each. */
enum err schools_find(
    TALLOC_CTX *ctx, struct app *app, const void *params, void **view, struct error *err);
/* The same, if it fits the page that is asked for. */
enum err schools_run(
    TALLOC_CTX *ctx, struct app *app, const void *params, void **view, struct error *err);
void schools_json(struct json *j, const void *view);

#endif
