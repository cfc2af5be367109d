/* What signing in by a password and through another system share. */
#ifndef APP_SIGN_IN_INT_H
#define APP_SIGN_IN_INT_H

#include "app/account.h"
#include "app/sign_in.h"

/* Keeps a row of the audit with the reason @why, and returns @e. */
enum err sign_in_refuse(
    TALLOC_CTX *ctx, struct app *app, int64_t account, const char *why, enum err e);

/*
 * Whether @account may sign in at all: not shut (*@shut), nor of the demonstration elsewhere, nor
 * locked (ERR_DENIED, with its row of the audit).
 */
enum err sign_in_open_to(TALLOC_CTX *ctx, struct app *app, const struct db_account_get *account,
    bool *shut, struct error *err);

/*
 * Opens the session of who has shown who he is, inside an open transaction, with its row of the
 * audit. @two_factors: the second one was shown already, elsewhere; else the account's own is
 * asked.
 */
enum err sign_in_let_in(TALLOC_CTX *ctx, struct app *app, const struct db_account_get *account,
    bool two_factors, struct sign_in_view *v, struct error *err);

#endif
