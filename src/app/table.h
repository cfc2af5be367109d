/* Schools × procedures of the method: the shares of a year, or their change since the year before.
 */
#ifndef APP_TABLE_H
#define APP_TABLE_H

#include "app/card.h"
#include "app/schools.h"

struct table_cell {
	struct card_cell now;   /* now.before: why it can't be compared */
	bool low, few;          /* by the method; fewer participants than it warns below */
	bool compared;          /* change is known */
	struct rational change; /* in points */
};

struct table_view {
	const struct schools_view *list; /* the schools of the page, by name */
	const struct identify_view *run; /* their figures, read only: identify_read() */
	bool change;
	size_t nprocedures;
	const struct procedure **procedures; /* in the method's order */
	struct table_cell *cells;            /* list->count × nprocedures */
};

/* Values of --show. */
extern const struct choice table_shows[];

/* @params: a struct schools_params without search, status and sort. */
enum err table_run(
    TALLOC_CTX *ctx, struct app *app, const void *params, void **view, struct error *err);
void table_json(struct json *j, const void *view);

#endif
