/*
 * Sessions of browsers and keys of programs: from a token to the actor of struct app.
 *
 * A token has 256 random bits; the database knows only its SHA-256. A session is over after two
 * hours without use and twelve hours after signing in, and gets a new token whenever what it may do
 * changes: at the second factor, another role, another password.
 */
#ifndef APP_SESSION_H
#define APP_SESSION_H

#include "app/app.h"
#include "store/statements.h"

#define SESSION_IDLE ((int64_t)2 * 3600 * 1000)
#define SESSION_LONGEST ((int64_t)12 * 3600 * 1000)
#define SESSION_CODE_WAITS ((int64_t)10 * 60 * 1000) /* for the second factor */
#define SESSION_AGENT_MAX 120                        /* bytes kept of the browser's name */

/* Who stands behind a token, and in what role. Texts under the ctx it was found with. */
struct session_view {
	int64_t id; /* 0: a program's key */
	int64_t account;
	int64_t since;     /* when the person signed in */
	int64_t acts_as;   /* the role_grant; 0: no role now, only one's own settings */
	int64_t org;       /* for which the role is given; 0 = the whole installation */
	const char *actor; /* for the audit */
	const char *login, *name, *post;
	const char *role, *org_name; /* NULL: none; the whole installation */
	const char *language, *theme;
	bool needs_code;  /* only the second factor may be given now */
	bool must_enrol;  /* a role asks for a second factor that isn't there: only set it up */
	bool two_factors; /* another system asked for both when the person signed in through it */
	bool read_only;   /* a key that doesn't write */
	unsigned permissions;
	struct db_scope scope;
	size_t ngrants; /* roles that hold today, to choose from */
	struct db_grants_of *grants;
};

/*
 * The session of @token, at app->now and app->today. ERR_DENIED when there is none or its time is
 * over. Notes the use once a minute, outside of the audit; that it couldn't is no error. The
 * database must be open and not writing.
 */
enum err session_find(TALLOC_CTX *ctx, struct app *app, const char *token, struct session_view *out,
    struct error *err);

/* The same of a program's key. */
enum err session_of_key(
    TALLOC_CTX *ctx, struct app *app, const char *key, struct session_view *out, struct error *err);

/* Makes who was found the actor of @app; @s must live until session_leave(). */
void session_enter(struct app *app, const struct session_view *s);

/* Nobody: what a request without a session is. Serves before the first request, too. */
void session_leave(struct app *app);

/*
 * Opens a session of @account in role @acts_as (0 = none), inside an open transaction; its token
 * goes to app->new_token, and app->session_two_factors into it. With @code only the second factor
 * can be given in it. The session of
 * @app, if any, is closed, and the new one lasts no longer than that would have.
 */
enum err session_open(
    struct app *app, int64_t account, int64_t acts_as, bool code, struct error *err);

/* The same of a session that is signed in whole, in the first role that holds today. */
enum err session_open_first(struct app *app, int64_t account, struct error *err);

/* Closes session @id, inside an open transaction. */
enum err session_close(struct app *app, int64_t id, struct error *err);

/* What a form of this session carries, so that no other site can send it. */
void session_csrf(const char *token, char out[TOKEN_SIZE]);

/* Whether @said is it. In constant time. */
bool session_csrf_right(const char *token, const char *said);

/* Roles of @account that hold today. */
enum err session_grants(TALLOC_CTX *ctx, struct app *app, int64_t account,
    struct db_grants_of **out, size_t *n, struct error *err);

/* Does one of these roles ask for a second factor that @account doesn't have? */
bool session_must_enrol(
    const struct db_account_get *account, const struct db_grants_of *grants, size_t n);

#endif
