#include "net/oidc.h"

#include "base/base64.h"
#include "base/hash.h"
#include "base/json_read.h"
#include "base/mem.h"
#include "net/http_client.h"

#include <string.h>

#define DISCOVERY "/.well-known/openid-configuration"

/* ---- The provider ---- */

static bool
is_https(const char *url)
{
	return url != NULL && strncmp(url, "https://", 8) == 0 && url[8] != '\0' && url[8] != '/';
}

static enum err
take_endpoint(const struct json_value *root, const char *name, const char **out, struct error *err)
{
	const char *url = json_member_text(root, name);

	if (!is_https(url) || strpbrk(url, " \r\n#") != NULL)
		return fail(err, ERR_INVALID,
		    MSG("the provider's document has no {0} that begins with https://"),
		    arg_text(name));
	*out = url;
	return OK;
}

/* Where the list @name of the document stands, @wanted must be in it. */
static enum err
want(const struct json_value *root, const char *name, const char *wanted, struct error *err)
{
	if (json_has_text(json_member(root, name), wanted))
		return OK;
	return fail(err, ERR_INVALID, MSG("the provider's document lacks {1} in {0}"),
	    arg_text(name), arg_text(wanted));
}

enum err
oidc_read_provider(TALLOC_CTX *ctx, const char *issuer, const char *bytes, size_t len,
    struct oidc_provider *out, struct error *err)
{
	const struct json_value *methods, *says;
	struct oidc_provider p = {0};
	struct json_value root;
	const char *named;
	enum err e = json_read(ctx, bytes, len, &root, err);

	if (e != OK)
		return e;
	named = json_member_text(&root, "issuer");
	if (named == NULL || strcmp(named, issuer) != 0)
		return fail(err, ERR_INVALID,
		    MSG("the provider calls itself «{0}», not «{1}» as the settings say"),
		    arg_text(named == NULL ? "" : named), arg_text(issuer));
	e = take_endpoint(&root, "authorization_endpoint", &p.authorization, err);
	if (e == OK)
		e = take_endpoint(&root, "token_endpoint", &p.token, err);
	if (e == OK)
		e = want(&root, "response_types_supported", "code", err);
	if (e == OK)
		e = want(&root, "code_challenge_methods_supported", "S256", err);
	if (e != OK)
		return e;
	methods = json_member(&root, "token_endpoint_auth_methods_supported");
	p.post = methods != NULL && !json_has_text(methods, "client_secret_basic") &&
		 json_has_text(methods, "client_secret_post");
	says = json_member(&root, "authorization_response_iss_parameter_supported");
	p.says_issuer = says != NULL && says->kind == JSON_IS_BOOL && says->truth;
	*out = p;
	return OK;
}

enum err
oidc_discover(
    TALLOC_CTX *ctx, const struct oidc_client *client, struct oidc_provider *out, struct error *err)
{
	size_t n = strlen(client->issuer);
	struct http_call call = {.ca_file = client->ca_file};
	struct http_answer answer;
	enum err e;

	n -= n > 0 && client->issuer[n - 1] == '/';
	call.url = mem_printf(ctx, "%.*s" DISCOVERY, (int)n, client->issuer);
	e = http_call(ctx, &call, &answer, err);
	if (e == OK && answer.status != 200)
		return fail(err, ERR_IO, MSG("{0} answered with the status {1}"),
		    arg_text(call.url), arg_year(answer.status));
	if (e == OK)
		e = oidc_read_provider(ctx, client->issuer, answer.body, answer.len, out, err);
	return e;
}

/* ---- The code ---- */

void
oidc_challenge(const char *verifier, char out[OIDC_CHALLENGE_SIZE])
{
	unsigned char digest[SHA256_SIZE];
	char *text;

	sha256_bytes(verifier, strlen(verifier), digest);
	text = base64url(NULL, digest, sizeof digest);
	memcpy(out, text, OIDC_CHALLENGE_SIZE);
	talloc_free(text);
}

char *
oidc_authorization_url(TALLOC_CTX *ctx, const struct oidc_client *client,
    const struct oidc_provider *provider, const char *state, const char *nonce,
    const char *verifier)
{
	char challenge[OIDC_CHALLENGE_SIZE], *q;

	oidc_challenge(verifier, challenge);
	q = http_pair_add(ctx, NULL, "response_type", "code");
	q = http_pair_add(ctx, q, "client_id", client->id);
	q = http_pair_add(ctx, q, "redirect_uri", client->redirect);
	q = http_pair_add(ctx, q, "scope", "openid profile email");
	q = http_pair_add(ctx, q, "state", state);
	q = http_pair_add(ctx, q, "nonce", nonce);
	q = http_pair_add(ctx, q, "code_challenge", challenge);
	q = http_pair_add(ctx, q, "code_challenge_method", "S256");
	return mem_printf(ctx, "%s%c%s", provider->authorization,
	    strchr(provider->authorization, '?') == NULL ? '?' : '&', q);
}

/* What the token endpoint said; its error is a short code (RFC 6749, 5.2), the only text kept. */
static enum err
read_answer(
    TALLOC_CTX *ctx, const struct http_answer *answer, const char **token, struct error *err)
{
	struct json_value root;
	const char *why;
	enum err e = json_read(ctx, answer->body, answer->len, &root, err);

	why = e == OK ? json_member_text(&root, "error") : NULL;
	if (why != NULL && strlen(why) < 64)
		return fail(err, strcmp(why, "invalid_grant") == 0 ? ERR_DENIED : ERR_IO,
		    MSG("the provider did not take the code: {0}"), arg_text(why));
	if (e != OK || answer->status != 200)
		return fail(err, ERR_IO, MSG("the provider answered the code with the status {0}"),
		    arg_year(answer->status));
	*token = json_member_text(&root, "id_token");
	if (*token == NULL)
		return fail(err, ERR_INVALID, MSG("the provider gave no ID token"));
	return OK;
}

enum err
oidc_redeem(TALLOC_CTX *ctx, const struct oidc_client *client, const struct oidc_provider *provider,
    const char *code, const char *verifier, const char **token, struct error *err)
{
	struct http_call call = {.url = provider->token, .ca_file = client->ca_file};
	struct http_answer answer;
	char *form = http_pair_add(ctx, NULL, "grant_type", "authorization_code");
	enum err e;

	form = http_pair_add(ctx, form, "code", code);
	form = http_pair_add(ctx, form, "redirect_uri", client->redirect);
	form = http_pair_add(ctx, form, "code_verifier", verifier);
	if (provider->post) {
		form = http_pair_add(ctx, form, "client_id", client->id);
		form = http_pair_add(ctx, form, "client_secret", client->secret);
	} else {
		call.user = http_encode(ctx, client->id); /* RFC 6749, 2.3.1 */
		call.password = http_encode(ctx, client->secret);
	}
	call.form = form;
	e = http_call(ctx, &call, &answer, err);
	return e != OK ? e : read_answer(ctx, &answer, token, err);
}

/* ---- The token ---- */

/* The payload between the two dots. */
static enum err
read_payload(TALLOC_CTX *ctx, const char *token, struct json_value *out, struct error *err)
{
	const char *first = strchr(token, '.');
	const char *second = first == NULL ? NULL : strchr(first + 1, '.');
	struct error ignored;
	char *json;
	size_t len;

	if (second != NULL && strchr(second + 1, '.') == NULL) {
		json = base64url_read(ctx, first + 1, (size_t)(second - first - 1), &len);
		if (json != NULL && json_read(ctx, json, len, out, &ignored) == OK &&
		    out->kind == JSON_IS_OBJECT)
			return OK;
	}
	return fail(err, ERR_INVALID, MSG("the provider's ID token can't be read"));
}

static enum err
refuse(struct error *err, const char *claim)
{
	return fail(err, ERR_DENIED,
	    MSG("the provider's ID token is refused: {0} is not what it must be"), arg_text(claim));
}

static bool
says(const struct json_value *token, const char *claim, const char *wanted)
{
	const char *said = json_member_text(token, claim);

	return said != NULL && strcmp(said, wanted) == 0;
}

/* A moment in seconds; false when there is none. Some providers write decimals. */
static bool
moment(const struct json_value *token, const char *claim, int64_t *out)
{
	const struct json_value *v = json_member(token, claim);

	if (v != NULL && v->kind == JSON_IS_INT)
		*out = v->whole;
	else if (v != NULL && v->kind == JSON_IS_REAL && v->real > 0 && v->real < 1e15)
		*out = (int64_t)v->real;
	else
		return false;
	return *out > 0 && *out < (int64_t)1000000000000000;
}

/* Steps 3 to 5: the client is meant, and nobody beside it unless it is the one it was made for. */
static bool
is_for(const struct json_value *token, const char *client_id)
{
	const struct json_value *aud = json_member(token, "aud"), *azp = json_member(token, "azp");
	bool several = aud != NULL && aud->kind == JSON_IS_LIST && aud->count > 1;

	return json_has_text(aud, client_id) && (azp != NULL || !several) &&
	       (azp == NULL || says(token, "azp", client_id));
}

/* Steps 2 to 11, in their order. */
static enum err
check(const struct oidc_expected *x, const struct json_value *token, struct error *err)
{
	const char *subject = json_member_text(token, "sub");
	int64_t exp, iat, nbf;

	if (!says(token, "iss", x->issuer))
		return refuse(err, "iss");
	if (!is_for(token, x->client_id))
		return refuse(err, "aud");
	if (!moment(token, "exp", &exp) || exp + OIDC_LEEWAY <= x->now)
		return refuse(err, "exp");
	if (!moment(token, "iat", &iat) || iat - OIDC_LEEWAY > x->now)
		return refuse(err, "iat");
	if (json_member(token, "nbf") != NULL &&
	    (!moment(token, "nbf", &nbf) || nbf - OIDC_LEEWAY > x->now))
		return refuse(err, "nbf");
	if (!says(token, "nonce", x->nonce))
		return refuse(err, "nonce");
	if (subject == NULL || subject[0] == '\0' || strlen(subject) > OIDC_SUBJECT_MAX)
		return refuse(err, "sub");
	return OK;
}

static bool
is_true(const struct json_value *v)
{
	return v != NULL && v->kind == JSON_IS_BOOL && v->truth;
}

enum err
oidc_read_token(TALLOC_CTX *ctx, const struct oidc_expected *expected, const char *token,
    struct oidc_claims *out, struct error *err)
{
	const struct oidc_expected *x = expected;
	struct json_value root;
	struct oidc_claims c = {0};
	enum err e = read_payload(ctx, token, &root, err);

	if (e == OK)
		e = check(x, &root, err);
	if (e != OK)
		return e;
	c.subject = json_member_text(&root, "sub");
	c.name = x->claim == NULL ? NULL : json_member_text(&root, x->claim);
	if (c.name != NULL && (c.name[0] == '\0' || strlen(c.name) > OIDC_CLAIM_MAX))
		c.name = NULL;
	c.name_verified = c.name != NULL && strcmp(x->claim, "email") == 0 &&
			  is_true(json_member(&root, "email_verified"));
	c.two_factors = json_has_text(json_member(&root, "amr"), "mfa") ||
			(x->acr != NULL && says(&root, "acr", x->acr));
	*out = c;
	return OK;
}
