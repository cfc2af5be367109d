/*
 * Signing in and out, and what people set for themselves: password, second factor, the role in
 * which they act, language and theme. A browser's own business: the command line offers none of it.
 *
 * Every refusal is a row of the audit. What was typed never stands in it.
 */
#ifndef APP_SIGN_IN_H
#define APP_SIGN_IN_H

#include "app/app.h"
#include "app/totp.h"
#include "base/hash.h"

struct sign_in_params {
	const char *login, *password;
};
struct code_params {
	const char *code; /* of the second factor, or a recovery code */
};
struct join_params {
	const char *token, *password, *again; /* the password twice */
};
struct act_as_params {
	int64_t role; /* a role_grant of one's own */
};
struct password_params {
	const char *old, *password, *again;
};
struct look_params {
	const char *language, *theme; /* NULL: as it is */
};

/* The token of the session is in app->new_token. */
struct sign_in_view {
	const char *login;
	bool needs_code;       /* the second factor is asked next */
	bool must_enrol;       /* a role asks for a second factor, which is to be set up first */
	int64_t recovery_left; /* recovery codes left; -1: none was spent now */
	const char *back;      /* the page wanted, when no form says it; else NULL */
};

/* Shown once: only hashes of the codes are kept. */
struct factor_view {
	const char *secret, *url; /* of an offer; NULL afterwards */
	struct qr qr;
	const char *qr_path;
	size_t ncodes; /* after the confirmation */
	const char **codes;
};

enum err sign_in_run(
    TALLOC_CTX *ctx, struct app *app, const void *params, void **view, struct error *err);
enum err sign_in_code_run(
    TALLOC_CTX *ctx, struct app *app, const void *params, void **view, struct error *err);
enum err sign_out_run(
    TALLOC_CTX *ctx, struct app *app, const void *params, void **view, struct error *err);
enum err join_run(
    TALLOC_CTX *ctx, struct app *app, const void *params, void **view, struct error *err);
enum err act_as_run(
    TALLOC_CTX *ctx, struct app *app, const void *params, void **view, struct error *err);
enum err password_run(
    TALLOC_CTX *ctx, struct app *app, const void *params, void **view, struct error *err);
enum err look_run(
    TALLOC_CTX *ctx, struct app *app, const void *params, void **view, struct error *err);
enum err factor_offer_run(
    TALLOC_CTX *ctx, struct app *app, const void *params, void **view, struct error *err);
enum err factor_confirm_run(
    TALLOC_CTX *ctx, struct app *app, const void *params, void **view, struct error *err);

#endif
