/*
 * One signing in between its start and the way back. All of it is in a cookie of the browser that
 * began: a random token, the moment, and the page wanted. State, nonce and verifier are derived
 * from them, so the server keeps nothing, and only the browser that holds the cookie can go on.
 */
#ifndef APP_OIDC_FLOW_H
#define APP_OIDC_FLOW_H

#include "base/secret.h"

#include <talloc.h>

#define OIDC_FLOW_BACK_MAX 400 /* bytes of the page wanted; a longer one is left out */
#define OIDC_FLOW_SIZE 640     /* of the cookie with its NUL */

struct oidc_flow {
	int64_t began; /* ms UTC */
	const char *back;
	char state[TOKEN_SIZE], nonce[TOKEN_SIZE], verifier[TOKEN_SIZE];
};

/* Begins one at @now; *@cookie is for the browser. Texts under @ctx. */
void oidc_flow_new(
    TALLOC_CTX *ctx, int64_t now, const char *back, struct oidc_flow *out, const char **cookie);

/* Of a cookie (may be NULL) that came back; false when it is none of ours. */
bool oidc_flow_read(TALLOC_CTX *ctx, const char *cookie, struct oidc_flow *out);

#endif
