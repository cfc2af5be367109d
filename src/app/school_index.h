/*
 * All schools of an actor's scope in one year with what a list filters and sorts by, and how many
 * of each outcome there are.
 *
 * A list shows fifty schools and evaluates the method for these only; but its totals, and a filter
 * or order by outcome or share, need every school: forty thousand take seconds. So it stands on the
 * shelf (app/shelf.h), counted once for each state of the data.
 */
#ifndef APP_SCHOOL_INDEX_H
#define APP_SCHOOL_INDEX_H

#include "app/outcome.h"

struct indexed_school {
	int64_t id, municipality;
	const char *path, *code, *name, *short_name, *name_key;
	const char *fold; /* name, short name and code, for searching */
	const char *municipality_name;
	enum outcome outcome;
	struct pooled pooled;
};

struct school_index {
	int year;
	size_t count;
	struct indexed_school *schools; /* by name, then code */
	const struct indexed_school **by_id;
	size_t totals[OUTCOME_COUNT];
	size_t nmunicipalities;
	const char **municipalities; /* by name */
};

/* The index of app->scope and @year by the default method; stays until @ctx goes. */
enum err school_index_get(
    TALLOC_CTX *ctx, struct app *app, int year, const struct school_index **out, struct error *err);

/* The school with that id, or NULL. */
const struct indexed_school *school_index_find(const struct school_index *x, int64_t id);

#endif
