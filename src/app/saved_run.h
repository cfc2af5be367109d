/*
 * A saved run read again: which there is, and what it said then. No figure of today is looked at.
 *
 * A run belongs to the lowest authority that has all its schools under it. An actor sees the runs
 * of authorities in his scope, and those above it that a list he sees rests on; of each, the
 * schools of his scope.
 */
#ifndef APP_SAVED_RUN_H
#define APP_SAVED_RUN_H

#include "app/listing.h"

struct saved_run {
	const struct db_run_heads *row;
	const struct method *method;
	const struct value *params;  /* in order of method->params */
	struct db_run_counts counts; /* schools of the actor's scope */
	bool decides;                /* the method has the result `listed` */
	size_t nlists;
	const struct db_listings *
	    *lists; /* that rest on it and that the actor sees, newest first */
};

/* Does parameter @i differ from the method's own? */
bool saved_run_differs(const struct saved_run *run, size_t i);

/* The run with this number. ERR_NOT_FOUND: there is none, or not for this actor. */
enum err saved_run_find(
    TALLOC_CTX *ctx, struct app *app, int64_t id, struct saved_run *out, struct error *err);

/* The runs the actor sees, of a year (0: all), newest first; counts and params are not read yet. */
enum err saved_run_all(TALLOC_CTX *ctx, struct app *app, int year, struct saved_run **out,
    size_t *n, struct error *err);

/* Reads method, parameters and counts of @run, which saved_run_all() gave. */
enum err saved_run_fill(TALLOC_CTX *ctx, struct app *app, struct saved_run *run, struct error *err);

/* The schools of @scope by id, for saved_run_said(): codes and names as of today. */
enum err saved_run_schools(TALLOC_CTX *ctx, struct app *app, struct db_scope scope,
    struct dataset **out, struct error *err);

/*
 * What the run said of the schools of @data, as a view whose items stand in their order; of a
 * school that the run did not know with_data is false. Cells and results are not in it.
 */
enum err saved_run_said(TALLOC_CTX *ctx, struct app *app, const struct saved_run *run,
    const struct dataset *data, struct identify_view **out, struct error *err);

/* ---- use cases ---- */

struct runs_params {
	int year;           /* 0 = all */
	const char *method; /* only of this one, id or id@version; NULL = all */
	int64_t before;     /* only with a smaller number; 0 = from the newest */
};
#define RUNS_SHOWN 50

struct runs_view {
	const struct runs_params *asked;
	size_t count;
	struct saved_run *rows;
	int64_t before; /* there are earlier ones: those before this; 0 = none */
};

struct run_params {
	int64_t run;
};

struct run_view {
	struct saved_run run;
	struct identify_view *said; /* schools it knew, by name */
	struct run_changes changes; /* figures it read that are others now */
};

struct run_make_params {
	int year;
	const char *method;
	struct texts param;
};

enum err runs_run(
    TALLOC_CTX *ctx, struct app *app, const void *params, void **view, struct error *err);
enum err run_show_run(
    TALLOC_CTX *ctx, struct app *app, const void *params, void **view, struct error *err);
/* The view is struct identify_view with its number in `run`. */
enum err run_make_run(
    TALLOC_CTX *ctx, struct app *app, const void *params, void **view, struct error *err);
void runs_json(struct json *j, const void *view);
void run_show_json(struct json *j, const void *view);

/* What saved runs of a year said of one school. */
struct run_said {
	int64_t run;
	const char *method; /* "id@version" */
	int64_t at;
	enum listing_outcome outcome;
	bool own_params; /* made with the method's own parameters */
};

/* Newest first, @org of the actor's scope; at most RUNS_SHOWN. */
enum err saved_run_of_school(TALLOC_CTX *ctx, struct app *app, int64_t org, int year,
    struct run_said **out, size_t *n, struct error *err);

#endif
