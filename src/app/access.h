/*
 * What opens the door meanwhile: sessions of browsers and keys of programs, listed and ended. One's
 * own with any account; others' by who manages that account.
 */
#ifndef APP_ACCESS_H
#define APP_ACCESS_H

#include "app/app.h"
#include "store/statements.h"

#define KEY_DAYS 90 /* unless other is said */

struct access_params {
	const char *login; /* NULL: one's own; on the command line all */
};
struct access_end_params {
	int64_t number;
	const char *own; /* session end: the actor's password, see account_prove() */
};
struct key_add_params {
	const char *name;
	const char *login; /* NULL: one's own */
	int64_t days;      /* 0: KEY_DAYS */
	int64_t role;      /* a role_grant; 0: the one in which one acts, or the only one */
	bool write;
};

struct sessions_view {
	size_t count;
	struct db_sessions_of *rows;
	int64_t own; /* the session that asks, 0 = none */
};
struct keys_view {
	size_t count;
	struct db_tokens_of *rows;
};
struct key_view {
	int64_t number;
	const char *login, *name;
	const char *key; /* shown once; NULL: it was ended */
	int64_t until;
};
struct ended_view {
	int64_t number;
};

enum err session_list_run(
    TALLOC_CTX *ctx, struct app *app, const void *params, void **view, struct error *err);
/* All sessions of the actor but the one that asks. */
enum err session_end_others_run(
    TALLOC_CTX *ctx, struct app *app, const void *params, void **view, struct error *err);
enum err session_end_run(
    TALLOC_CTX *ctx, struct app *app, const void *params, void **view, struct error *err);
enum err token_add_run(
    TALLOC_CTX *ctx, struct app *app, const void *params, void **view, struct error *err);
enum err token_list_run(
    TALLOC_CTX *ctx, struct app *app, const void *params, void **view, struct error *err);
enum err token_end_run(
    TALLOC_CTX *ctx, struct app *app, const void *params, void **view, struct error *err);
void sessions_json(struct json *j, const void *view);
void keys_json(struct json *j, const void *view);
void key_json(struct json *j, const void *view);
void ended_json(struct json *j, const void *view);

#endif
