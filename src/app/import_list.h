/*
 * A list of schools received by letter: read by the layouts like any other table, its schools
 * resolved, nothing stored. What becomes of the list is the business of listing.h.
 */
#ifndef APP_IMPORT_LIST_H
#define APP_IMPORT_LIST_H

#include "app/import.h"

/* A school of the list, resolved. All texts live as long as @ctx of the call. */
struct import_listed {
	int64_t org;
	const char *said;   /* the school as the list says it */
	const char *reason; /* what the list gives as its reason; NULL = nothing */
	const char *sheet;
	int64_t row;
};

/*
 * Reads the table @in by the layout that fits (school-list, bias-list, or @p->layout, @p->map).
 * Every row that means no school, or one that stands in the list already, goes to @problems with
 * its sheet and row, all at once: then ERR_INVALID. So does a table that is no list. Only layout,
 * map and year of @p are used.
 */
enum err import_list(TALLOC_CTX *ctx, struct app *app, const struct input *in,
    const struct import_params *p, struct problems *problems, struct import_listed **out,
    size_t *count, struct error *err);

#endif
