/*
 * Administration of people: accounts and their roles. An actor manages what lies in the actor's
 * scope, and gives no role that is wider than the actor's own; the administrator gives any.
 */
#ifndef APP_PEOPLE_H
#define APP_PEOPLE_H

#include "app/app.h"
#include "store/statements.h"

struct user_add_params {
	const char *login, *name, *post, *email;
	const char *role; /* NULL: an account without a role yet */
	const char *org;  /* code or name; NULL = the whole of the actor's scope, if it is all */
};
struct user_list_params {
	const char *search; /* in login, name or post; NULL: all */
	const char *role;   /* with this role; NULL: all */
	const char *state;  /* "works", "shut", "invited"; NULL: all */
};
struct user_params {
	const char *login;
	const char *reason; /* of reset-2fa */
	const char *own;    /* of reset-2fa: the actor's password, see account_prove() */
};
struct user_grant_params {
	const char *login, *role, *org, *document;
	struct day since, until; /* year 0: today; without term */
};
struct user_revoke_params {
	const char *login;
	int64_t role; /* number of the role_grant */
};
struct user_passwd_params {
	const char *login, *password;
};

/* Of an action on one account. */
struct user_view {
	int64_t account;
	const char *login;
	const char *link; /* "/join/TOKEN", shown once; NULL = none was made */
	int64_t link_until;
	const char *role, *org_name; /* a role that was given or taken; NULL = none */
	int64_t grant;
	bool disabled;
};

struct user_row {
	struct db_accounts account;
	size_t ngrants; /* roles in the actor's scope, also past and coming */
	struct db_grants_of *grants;
};
struct users_view {
	size_t count;
	struct user_row *rows;
	int64_t now;
};

/* The roles of the account of @row that lie in the actor's scope. */
enum err people_fill_grants(
    TALLOC_CTX *ctx, struct app *app, struct user_row *row, struct error *err);

enum err user_add_run(
    TALLOC_CTX *ctx, struct app *app, const void *params, void **view, struct error *err);
enum err user_list_run(
    TALLOC_CTX *ctx, struct app *app, const void *params, void **view, struct error *err);
enum err user_grant_run(
    TALLOC_CTX *ctx, struct app *app, const void *params, void **view, struct error *err);
enum err user_revoke_run(
    TALLOC_CTX *ctx, struct app *app, const void *params, void **view, struct error *err);
enum err user_disable_run(
    TALLOC_CTX *ctx, struct app *app, const void *params, void **view, struct error *err);
enum err user_enable_run(
    TALLOC_CTX *ctx, struct app *app, const void *params, void **view, struct error *err);
enum err user_passwd_run(
    TALLOC_CTX *ctx, struct app *app, const void *params, void **view, struct error *err);
enum err user_reset_run(
    TALLOC_CTX *ctx, struct app *app, const void *params, void **view, struct error *err);
enum err user_reset_2fa_run(
    TALLOC_CTX *ctx, struct app *app, const void *params, void **view, struct error *err);
void user_json(struct json *j, const void *view);
void users_json(struct json *j, const void *view);

/*
 * At the first start: makes the account «admin» when there is no account yet, in a transaction of
 * its own with its audit row. *@link: the path to choose its password, shown once; NULL when there
 * were accounts.
 */
enum err app_first_start(TALLOC_CTX *ctx, struct app *app, char **link, struct error *err);

/*
 * The organisation that people call @said, in the actor's scope: a school's code or a name.
 * @said NULL: the organisation of the actor's own role (0 = the whole installation).
 */
struct org_said {
	int64_t id;
	const char *path; /* NULL: the whole installation */
	const char *name; /* NULL: the same */
	const char *kind;
};
enum err org_find(
    TALLOC_CTX *ctx, struct app *app, const char *said, struct org_said *out, struct error *err);

#endif
