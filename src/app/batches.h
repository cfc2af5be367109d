/* Loaded batches: the list, and undoing one whole. */
#ifndef APP_BATCHES_H
#define APP_BATCHES_H

#include "app/app.h"
#include "base/problem.h"
#include "store/statements.h"

struct imports_view {
	size_t count;
	struct db_batches *rows; /* newest first */
};

/* One batch: what it holds, and what undoing it would do. */
struct batch_params {
	int64_t batch;
};

struct batch_view {
	int64_t batch, rows, at, undone_at; /* undone_at 0 = it stands */
	const char *name, *layout;
	int64_t figures, back, schools; /* that go; that come back; that go with them */
	struct problems *warnings;      /* that were told when it was loaded */
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
