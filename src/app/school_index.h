/*
 * All schools of an actor's scope in one year with what the default method says of each: what a
 * list shows, filters and sorts by, and how many of each outcome there are.
 *
 * A page shows fifty schools, but its totals, a filter or an order by outcome or share need every
 * one, and forty thousand take seconds to decide about. So the index stands on the shelf
 * (app/shelf.h), counted once for each state of the data.
 */
#ifndef APP_SCHOOL_INDEX_H
#define APP_SCHOOL_INDEX_H

#include "app/outcome.h"

#define INDEX_YEARS 5 /* of the pooled share: the year and four before */

struct indexed_school {
	int64_t id, municipality;
	const char *path, *code, *name, *short_name, *name_key;
	const char *fold; /* name, short name and code, for searching */
	const char *municipality_name;
	const char *kind;             /* as it was loaded, or "" */
	const char *head;             /* of a branch: its school's code, or "" */
	int levels;                   /* bits of domain/level.h; 0 = not said */
	enum outcome outcome, before; /* before: in the year before, by the same method */
	/* Of the procedures in the year, by the method: how many have data, how many are low, and
	 * which: a bit for each of method_procedures(). */
	int procedures, low;
	uint64_t low_bits;
	struct rational threshold;        /* of a share of the method; den 0 = none */
	struct named_value *conditions;   /* ended by a name that is NULL */
	struct pooled years[INDEX_YEARS]; /* the oldest first */
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
