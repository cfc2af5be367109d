/* Between the files of signing in through another system. */
#ifndef APP_OIDC_INT_H
#define APP_OIDC_INT_H

#include "app/oidc.h"
#include "app/sign_in.h"

/* The claim by which an account may be linked at the first signing in; NULL = by none. */
const char *oidc_claim(const struct app *app);

/*
 * Keeps a row of the audit with the reason @why and the sentence of @err, and returns @e. @subject
 * stands in it when an administrator can do something with it.
 */
enum err oidc_refuse(TALLOC_CTX *ctx, struct app *app, int64_t account, const char *why,
    const char *subject, enum err e, struct error *err);

/* Opens the session of the account that @claims mean, inside an open transaction. */
enum err oidc_let_in(TALLOC_CTX *ctx, struct app *app, const struct oidc_claims *claims,
    struct sign_in_view *v, struct error *err);

#endif
