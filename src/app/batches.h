/* Loaded batches: the list, and undoing one whole. */
#ifndef APP_BATCHES_H
#define APP_BATCHES_H

#include "app/app.h"
#include "store/statements.h"

struct imports_view {
	size_t count;
	struct db_batches *rows; /* newest first */
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
enum err undo_run(
    TALLOC_CTX *ctx, struct app *app, const void *params, void **view, struct error *err);
void undo_json(struct json *j, const void *view);

#endif
