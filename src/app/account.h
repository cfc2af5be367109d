/*
 * What all use cases about accounts share: reading one, counting failures, links, passwords, and
 * whose account an actor may touch.
 */
#ifndef APP_ACCOUNT_H
#define APP_ACCOUNT_H

#include "app/app.h"
#include "store/statements.h"

#define FAILURES_FREE 5 /* so many in a row lock for a minute, each further one twice as long */
#define LOCK_FIRST ((int64_t)60 * 1000)
#define LOCK_LONGEST ((int64_t)3600 * 1000)
#define INVITATION_LASTS ((int64_t)7 * 24 * 3600 * 1000)
#define LOGIN_MIN 3
#define LOGIN_MAX 64

/* The account of @login; ERR_NOT_FOUND. */
enum err account_of_login(TALLOC_CTX *ctx, struct app *app, const char *login,
    struct db_account_get *out, struct error *err);

/* ERR_NOT_FOUND: there is no account @login, or the actor may not know of it. */
enum err account_refuse_unknown(const char *login, struct error *err);

/* Account @id; ERR_NOT_FOUND. */
enum err account_of_id(
    TALLOC_CTX *ctx, struct app *app, int64_t id, struct db_account_get *out, struct error *err);

/*
 * The account of @login for an administrator's action: ERR_NOT_FOUND when the actor may not know of
 * it, ERR_DENIED when it has a role that is wider than the actor's.
 */
enum err account_to_manage(TALLOC_CTX *ctx, struct app *app, const char *login,
    struct db_account_get *out, struct error *err);

/* Whether the actor may give @role for an organisation at @path (NULL = the whole installation). */
bool account_may_grant(const struct app *app, const char *role, const char *path);

/* How long an account is locked after so many failures in a row; 0 = not. In ms. */
int64_t account_lock_time(int64_t failures);

/* ERR_DENIED with the minutes to wait, when @account is locked. */
enum err account_refuse_locked(
    const struct app *app, const struct db_account_get *account, struct error *err);

/* One more failure of @account, inside an open transaction: counts and locks. */
enum err account_failed(TALLOC_CTX *ctx, struct app *app, int64_t account, struct error *err);

/*
 * Sets a password after checking it, inside an open transaction: @hash is of secret_hash(), made
 * before the transaction. Ends all sessions but the actor's own, all keys of programs, all links:
 * whoever had the old password may have made some.
 */
enum err account_set_password(
    struct app *app, int64_t account, const char *hash, struct error *err);

/* A new link "/join/TOKEN" for @account in *@path; earlier ones stop working. In a transaction. */
enum err account_invite(
    TALLOC_CTX *ctx, struct app *app, int64_t account, char **path, struct error *err);

/* ERR_INVALID unless a new password was typed the same twice. */
enum err account_check_again(const char *password, const char *again, struct error *err);

#define PROVE_FRESH ((int64_t)10 * 60 * 1000)

/*
 * Before what is grave: the actor shows by the password of his own account that the session is
 * still his. ERR_INVALID when it is wrong, which counts as at signing in and stands in the audit.
 * Who has no password here must have signed in within PROVE_FRESH, through the other system. A key
 * of a program is refused; the command line is asked nothing. Opens the transaction.
 */
enum err account_prove(TALLOC_CTX *ctx, struct app *app, const char *password, struct error *err);

/* ERR_INVALID unless @password may be one of @a: password_check(), with what is known of it. */
enum err account_check_password(TALLOC_CTX *ctx, struct app *app, const struct db_account_get *a,
    const char *password, struct error *err);

#endif
