/* The chain of who did what: each row's hash covers the row before it. */
#ifndef APP_AUDIT_H
#define APP_AUDIT_H

#include "app/app.h"
#include "base/buf.h"
#include "store/statements.h"

/* Appends the row that app_audit() prepared for @action, inside the open transaction. */
enum err audit_append(struct app *app, const char *action, struct error *err);

struct audit_state {
	int64_t bad;   /* the first row that doesn't fit, 0 = none */
	int64_t count; /* rows there are */
	bool cut;      /* the newest row is not the one that was written last */
};

/* Walks the whole chain, and looks whether its last rows are there. */
enum err audit_verify(struct app *app, struct audit_state *state, struct error *err);

/* What is wrong as a sentence; OK when nothing is. */
enum err audit_complaint(const struct audit_state *state, struct error *err);

#define AUDIT_LAST 100    /* rows listed unless more are asked for */
#define AUDIT_MOST 100000 /* more are not listed at once */

struct audit_params {
	bool verify;
	int64_t last;            /* so many; 0 = AUDIT_LAST */
	int64_t before;          /* only rows with a smaller number; 0 = from the newest */
	const char *actor;       /* a login, or «cli:0» as the rows have it */
	const char *action;      /* a command */
	struct day since, until; /* days, both included */
	const char *object;      /* a kind, or kind and number: «batch», «batch 3» */
	const char *csv;         /* write the rows into this file; NULL = don't */
};

struct audit_view {
	bool verified;            /* then state, else rows */
	struct audit_state state; /* the chain */
	size_t count;
	struct db_audit_newest *rows; /* newest first */
	int64_t before;               /* earlier rows fit, too: those before this; 0 = none does */
	const char *file;             /* written; NULL: none */
};

/* The rows of @v as CSV. ERR_INVALID when they don't fit into @out. */
enum err audit_csv(const struct audit_view *v, struct buf *out, struct error *err);

enum err audit_run(
    TALLOC_CTX *ctx, struct app *app, const void *params, void **view, struct error *err);
/* Walks the chain and leaves a row about it when it is whole. */
enum err audit_verify_run(
    TALLOC_CTX *ctx, struct app *app, const void *params, void **view, struct error *err);
void audit_json(struct json *j, const void *view);

#endif
