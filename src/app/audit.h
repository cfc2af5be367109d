/* The chain of who did what: each row's hash covers the row before it. */
#ifndef APP_AUDIT_H
#define APP_AUDIT_H

#include "app/app.h"
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

#define AUDIT_LAST 100 /* rows listed unless more are asked for */

struct audit_params {
	bool verify;
	int64_t last;
};

struct audit_view {
	bool verified;            /* then state, else rows */
	struct audit_state state; /* the chain */
	size_t count;
	struct db_audit_newest *rows; /* newest first */
};

enum err audit_run(
    TALLOC_CTX *ctx, struct app *app, const void *params, void **view, struct error *err);
void audit_json(struct json *j, const void *view);

#endif
