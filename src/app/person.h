/*
 * One account as its page shows it, and what is known of its person: name, post, address for
 * letters.
 */
#ifndef APP_PERSON_H
#define APP_PERSON_H

#include "app/history.h"
#include "app/people.h"
#include "app/stored.h"

struct user_show_view {
	struct user_row row;
	bool manages;          /* whether the actor may change it */
	size_t sessions, keys; /* open now */
	size_t nposts;
	struct db_posts_held *posts; /* held today */
	struct history history;      /* of the account, but for comings and goings */
	int64_t now;
};

struct user_edit_params {
	const char *login;
	const char *name, *post, *email; /* NULL: stays as it is; of the address "" = none */
	int64_t rev;                     /* of the person as it was seen; 0 = whatever it is now */
};

struct user_edit_view {
	const char *login, *name, *post, *email; /* as they are now; no address: NULL */
	int64_t rev;
};

/* ERR_INVALID unless @email looks like an address for letters; "" and NULL are none. */
enum err person_check_email(const char *email, struct error *err);

enum err user_show_run(
    TALLOC_CTX *ctx, struct app *app, const void *params, void **view, struct error *err);
void user_show_json(struct json *j, const void *view);
enum err user_edit_run(
    TALLOC_CTX *ctx, struct app *app, const void *params, void **view, struct error *err);
enum err user_edit_stored(
    TALLOC_CTX *ctx, struct app *app, const void *params, struct stored *out, struct error *err);
void user_edit_json(struct json *j, const void *view);

#endif
