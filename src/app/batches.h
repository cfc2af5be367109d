/*
 * Loaded batches: the list, and undoing one whole.
 *
 * Whose a batch is, is said in one place, the statement `batches`: an actor sees whole what was
 * loaded within the actor's scope, and of other batches what they hold of its schools, counted and
 * told so far only. Undoing takes all of a batch, so it is for one whose scope holds all of it.
 */
#ifndef APP_BATCHES_H
#define APP_BATCHES_H

#include "app/history.h"
#include "base/problem.h"
#include "intake/corrected.h"
#include "store/statements.h"

struct imports_view {
	size_t count;
	struct db_batches *rows; /* newest first */
};

/*
 * Batches that were loaded within the actor's scope and, with @parts, those that hold something of
 * its schools: that has to read all their figures.
 */
enum err imports_load(
    TALLOC_CTX *ctx, struct app *app, bool parts, struct imports_view *out, struct error *err);

/* Of those the one with that number; *@found = false when the actor has no part in it. */
enum err batch_find(TALLOC_CTX *ctx, struct app *app, int64_t batch, struct db_batches *out,
    bool *found, struct error *err);

/* One batch: what it holds, and what undoing it would do. */
struct batch_params {
	int64_t batch;
};

struct batch_view {
	int64_t batch, rows, at, undone_at; /* undone_at 0 = it stands */
	const char *name, *layout, *login;  /* login NULL: the command line, or not whole */
	bool whole;                     /* else everything here is of the actor's schools only */
	int64_t beyond;                 /* organisations outside of the actor's scope it is about */
	int64_t figures, back, schools; /* that go; that come back; that go with them */
	struct problems *warnings;      /* that were told when it was loaded */
	struct corrections corrections; /* made by hand by who loaded it */
	struct history history;         /* when it is whole */
};

struct undo_params {
	int64_t batch;
};

struct undo_view {
	int64_t batch, rows;
	const char *name;
};

enum err imports_run(
    TALLOC_CTX *ctx, struct app *app, const void *params, void **view, struct error *err);
void imports_json(struct json *j, const void *view);
enum err batch_run(
    TALLOC_CTX *ctx, struct app *app, const void *params, void **view, struct error *err);
void batch_json(struct json *j, const void *view);
enum err undo_run(
    TALLOC_CTX *ctx, struct app *app, const void *params, void **view, struct error *err);
void undo_json(struct json *j, const void *view);

#endif
