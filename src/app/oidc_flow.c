#include "app/oidc_flow.h"

#include "base/base64.h"
#include "base/mem.h"

#include <string.h>

/* The state covers moment and page, too: the provider brings it back as it was at the start. */
static void
derive(TALLOC_CTX *ctx, const char *cookie, struct oidc_flow *out)
{
	secret_derive(cookie, mem_printf(ctx, "oidc state %s", cookie + TOKEN_SIZE), out->state);
	secret_derive(cookie, "oidc nonce", out->nonce);
	secret_derive(cookie, "oidc verifier", out->verifier);
}

void
oidc_flow_new(
    TALLOC_CTX *ctx, int64_t now, const char *back, struct oidc_flow *out, const char **cookie)
{
	char token[TOKEN_SIZE];

	if (back == NULL || strlen(back) > OIDC_FLOW_BACK_MAX)
		back = "/";
	token_new(token);
	*cookie = mem_printf(
	    ctx, "%s.%lld.%s", token, (long long)now, base64url(ctx, back, strlen(back)));
	out->began = now;
	out->back = mem_strdup(ctx, back);
	derive(ctx, *cookie, out);
}

/* At most 15 digits, ended by a dot; NULL when it is something else. */
static const char *
read_moment(const char *s, int64_t *out)
{
	size_t n = strspn(s, "0123456789");

	if (n == 0 || n > 15 || s[n] != '.')
		return NULL;
	for (*out = 0; *s != '.'; s++)
		*out = *out * 10 + (*s - '0');
	return s + 1;
}

bool
oidc_flow_read(TALLOC_CTX *ctx, const char *cookie, struct oidc_flow *out)
{
	const char *back;
	size_t len;

	if (cookie == NULL || strspn(cookie, "0123456789abcdef") != TOKEN_SIZE - 1 ||
	    cookie[TOKEN_SIZE - 1] != '.')
		return false;
	back = read_moment(cookie + TOKEN_SIZE, &out->began);
	if (back == NULL)
		return false;
	out->back = base64url_read(ctx, back, strlen(back), &len);
	if (out->back == NULL || strlen(out->back) != len)
		return false;
	derive(ctx, cookie, out);
	return true;
}
