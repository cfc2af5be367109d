/*
 * Signing in through a provider of OpenID Connect, named by the settings oidc_*. Nobody gets an
 * account by it: an account is linked to a subject of the provider by an administrator, or at the
 * first signing in by the claim of the setting oidc_claim. Every refusal is a row of the audit.
 */
#ifndef APP_OIDC_H
#define APP_OIDC_H

#include "app/app.h"
#include "net/oidc.h"

#define OIDC_FLOW_LASTS ((int64_t)10 * 60 * 1000) /* from the button to the way back, ms */
#define OIDC_BACK_PATH "/sign-in/oidc/back"       /* what is registered with the provider */

struct oidc_start_params {
	const char *back; /* a page of ours to go to afterwards, or NULL */
};
struct oidc_start_view {
	const char *url; /* of the provider; the browser's cookie is in app->new_flow */
};
/* What the provider says when it sends the browser back. */
struct oidc_back_params {
	const char *code, *state, *error, *issuer;
};
struct user_link_params {
	const char *login, *subject;
};

/* Whether there is a provider. */
bool oidc_is_set(const struct app *app);

/* What it is called, for the button. */
const char *oidc_shown(TALLOC_CTX *ctx, const struct app *app);

/*
 * The settings as a client with its secret. ERR_NOT_FOUND when there is no provider; ERR_INVALID
 * when a setting is missing, or others than its owner may read the file of the secret.
 */
enum err oidc_client_of(
    TALLOC_CTX *ctx, const struct app *app, struct oidc_client *out, struct error *err);

enum err oidc_start_run(
    TALLOC_CTX *ctx, struct app *app, const void *params, void **view, struct error *err);
/* The view is a struct sign_in_view. */
enum err oidc_back_run(
    TALLOC_CTX *ctx, struct app *app, const void *params, void **view, struct error *err);
/* An administrator links an account, or unlinks it (user_params); the view is a user_view. */
enum err user_link_run(
    TALLOC_CTX *ctx, struct app *app, const void *params, void **view, struct error *err);
enum err user_unlink_run(
    TALLOC_CTX *ctx, struct app *app, const void *params, void **view, struct error *err);

#endif
