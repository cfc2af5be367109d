/*
 * Signing in through a provider of OpenID Connect: the code flow with PKCE.
 *
 * The ID token comes straight from the token endpoint over a connection whose certificate was
 * checked, which OpenID Connect Core 1.0, 3.1.3.7 (6) takes instead of its signature: so claims are
 * checked here, and no signature. A token that came any other way must never be given to this file.
 */
#ifndef NET_OIDC_H
#define NET_OIDC_H

#include "base/error.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <talloc.h>

#define OIDC_LEEWAY 60         /* seconds that clocks may differ */
#define OIDC_SUBJECT_MAX 255   /* bytes: Core 1.0, section 2 */
#define OIDC_CLAIM_MAX 320     /* bytes of a name or address */
#define OIDC_CHALLENGE_SIZE 44 /* 43 letters and NUL */

/* What the installation knows of its provider. */
struct oidc_client {
	const char *issuer, *id, *secret;
	const char *redirect; /* the whole address where the browser comes back */
	const char *ca_file;  /* NULL = the system's certificates */
};

/* Of the discovery document. */
struct oidc_provider {
	const char *authorization, *token; /* endpoints */
	bool post;                         /* wants the secret in the form, not by HTTP Basic */
	bool says_issuer;                  /* names itself when the browser comes back (RFC 9207) */
};

/*
 * Reads a discovery document (OpenID Connect Discovery 1.0, section 4.3). ERR_INVALID says what of
 * it is not as it must be: another issuer, an endpoint without https, no code flow, no S256.
 */
enum err oidc_read_provider(TALLOC_CTX *ctx, const char *issuer, const char *bytes, size_t len,
    struct oidc_provider *out, struct error *err);

/* Fetches and reads it. */
enum err oidc_discover(TALLOC_CTX *ctx, const struct oidc_client *client, struct oidc_provider *out,
    struct error *err);

/* The challenge of a verifier: S256 of RFC 7636. */
void oidc_challenge(const char *verifier, char out[OIDC_CHALLENGE_SIZE]);

/* Where the browser is sent. */
char *oidc_authorization_url(TALLOC_CTX *ctx, const struct oidc_client *client,
    const struct oidc_provider *provider, const char *state, const char *nonce,
    const char *verifier);

/*
 * Gives the @code for *@token, the ID token, still unread. ERR_DENIED when the provider refuses the
 * code, ERR_IO when it can't be asked, ERR_INVALID when its answer is none.
 */
enum err oidc_redeem(TALLOC_CTX *ctx, const struct oidc_client *client,
    const struct oidc_provider *provider, const char *code, const char *verifier,
    const char **token, struct error *err);

/* What an ID token says, checked. */
struct oidc_claims {
	const char *subject;
	const char *name;   /* the claim that was asked for; NULL = not said */
	bool name_verified; /* it is an e-mail address that the provider has verified */
	bool two_factors;   /* by amr (RFC 8176: mfa), or by the acr that was asked for */
};

/* What an ID token must say, and what is wanted of it. */
struct oidc_expected {
	const char *issuer, *client_id, *nonce;
	int64_t now;       /* seconds since 1970 */
	const char *claim; /* "preferred_username", "email"; NULL = none */
	const char *acr;   /* the acr that stands for two factors; NULL = none */
};

/*
 * Reads the ID token @token by OpenID Connect Core 1.0, 3.1.3.7. ERR_INVALID when it is no token,
 * ERR_DENIED says which claim is not as expected. Texts of *@out under @ctx.
 */
enum err oidc_read_token(TALLOC_CTX *ctx, const struct oidc_expected *expected, const char *token,
    struct oidc_claims *out, struct error *err);

#endif
