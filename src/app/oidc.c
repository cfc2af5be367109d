#include "app/oidc.h"

#include "app/config.h"
#include "app/oidc_flow.h"
#include "app/oidc_int.h"
#include "base/buf.h"
#include "base/file.h"
#include "base/mem.h"
#include "base/tr.h"

#include <string.h>
#include <sys/stat.h>

#define SECRET_MAX 1000 /* bytes of its file */

/* ---- Settings ---- */

bool
oidc_is_set(const struct app *app)
{
	return config_text(app->config, CONFIG_OIDC_ISSUER) != NULL;
}

const char *
oidc_shown(TALLOC_CTX *ctx, const struct app *app)
{
	const char *name = config_text(app->config, CONFIG_OIDC_NAME);
	const char *issuer = config_text(app->config, CONFIG_OIDC_ISSUER), *host;

	if (issuer == NULL || name != NULL)
		return issuer == NULL ? NULL : name;
	host = strstr(issuer, "://");
	host = host == NULL ? issuer : host + 3;
	return mem_strndup(ctx, host, strcspn(host, "/"));
}

const char *
oidc_claim(const struct app *app)
{
	const char *claim = config_text(app->config, CONFIG_OIDC_CLAIM);

	return claim == NULL || strcmp(claim, "sub") == 0 ? NULL : claim;
}

/* The file stands in no option and no database, and is its owner's alone. */
static enum err
read_secret(TALLOC_CTX *ctx, const char *path, const char **out, struct error *err)
{
	struct stat st;
	char *bytes;
	size_t len;
	enum err e = file_read(ctx, path, SECRET_MAX, &bytes, &len, err);

	if (e != OK)
		return e;
	if (stat(path, &st) != 0 || (st.st_mode & 077) != 0)
		return fail(err, ERR_INVALID,
		    MSG("{0}: others than its owner may read this secret; say chmod 600"),
		    arg_text(path));
	bytes[strcspn(bytes, "\r\n")] = '\0';
	if (bytes[0] == '\0')
		return fail(err, ERR_INVALID, MSG("{0}: there is no secret in it"), arg_text(path));
	*out = bytes;
	return OK;
}

static enum err
missing(const struct app *app, enum config_key key, struct error *err)
{
	return fail(err, ERR_INVALID,
	    MSG("the setting {0} is missing; signing in through another system needs it"),
	    arg_text(app->config->entries[key].name));
}

enum err
oidc_client_of(TALLOC_CTX *ctx, const struct app *app, struct oidc_client *out, struct error *err)
{
	const char *file = config_text(app->config, CONFIG_OIDC_SECRET_FILE);

	if (!oidc_is_set(app))
		return fail(err, ERR_NOT_FOUND,
		    MSG("signing in through another system is not set up here"));
	*out = (struct oidc_client){.issuer = config_text(app->config, CONFIG_OIDC_ISSUER),
	    .id = config_text(app->config, CONFIG_OIDC_CLIENT_ID),
	    .ca_file = config_text(app->config, CONFIG_OIDC_CA_FILE)};
	if (out->id == NULL)
		return missing(app, CONFIG_OIDC_CLIENT_ID, err);
	if (file == NULL)
		return missing(app, CONFIG_OIDC_SECRET_FILE, err);
	out->redirect =
	    mem_printf(ctx, "%s" OIDC_BACK_PATH, app->origin == NULL ? "" : app->origin);
	return read_secret(ctx, file, &out->secret, err);
}

/* ---- Refusals ---- */

/* {"refused": @why, "because": the sentence people read, "subject": …} */
static const char *
changes(TALLOC_CTX *ctx, const char *why, const struct error *err, const char *subject)
{
	struct buf b = buf_new(ctx, 1 << 14);
	struct json *j = json_new(ctx, json_to_buf, &b);

	json_object(j, NULL);
	json_text(j, "refused", why);
	if (err->id != NULL)
		json_text(j, "because", tr_error(ctx, LANG_EN, err));
	if (subject != NULL)
		json_text(j, "subject", subject);
	json_end(j);
	json_finish(j, NULL);
	return b.bytes;
}

enum err
oidc_refuse(TALLOC_CTX *ctx, struct app *app, int64_t account, const char *why, const char *subject,
    enum err e, struct error *err)
{
	enum err begun = app->db->writing ? OK : app_begin(app, NULL);

	if (begun == OK)
		app_audit_refusal(app, "account", account, changes(ctx, why, err, subject));
	return e;
}

/* ---- The start ---- */

enum err
oidc_start_run(TALLOC_CTX *ctx, struct app *app, const void *params, void **view, struct error *err)
{
	const struct oidc_start_params *p = params;
	struct oidc_start_view *v = mem_new(ctx, struct oidc_start_view);
	struct oidc_provider provider;
	struct oidc_client client;
	struct oidc_flow flow;
	enum err e = oidc_client_of(v, app, &client, err);

	if (e == ERR_NOT_FOUND && !oidc_is_set(app))
		return e; /* nobody was asked for anything */
	if (e == OK)
		e = oidc_discover(v, &client, &provider, err);
	if (e != OK)
		return oidc_refuse(v, app, 0, "provider", NULL, e, err);
	oidc_flow_new(v, app->now, p->back, &flow, &app->new_flow);
	v->url =
	    oidc_authorization_url(v, &client, &provider, flow.state, flow.nonce, flow.verifier);
	*view = v;
	return OK;
}

/* ---- The way back ---- */

/* The answer belongs to the request of this very browser, and came in time. */
static enum err
check_flow(TALLOC_CTX *ctx, struct app *app, const struct oidc_back_params *p,
    struct oidc_flow *flow, struct error *err)
{
	if (p->state != NULL && oidc_flow_read(ctx, app->flow, flow) &&
	    token_equal(p->state, flow->state) && flow->began <= app->now &&
	    app->now - flow->began < OIDC_FLOW_LASTS)
		return OK;
	return oidc_refuse(ctx, app, 0, "state", NULL,
	    fail(err, ERR_DENIED,
		MSG("this answer belongs to no request of this browser, or came too late; begin "
		    "anew from the page of signing in")),
	    err);
}

/* A short word of RFC 6749, 4.1.2.1; anything else is not repeated. */
static const char *
error_word(const char *said)
{
	size_t n = strspn(said, "abcdefghijklmnopqrstuvwxyz_");

	return said[n] == '\0' && n > 0 && n < 64 ? said : "?";
}

static enum err
check_answer(TALLOC_CTX *ctx, struct app *app, const struct oidc_back_params *p, struct error *err)
{
	const char *issuer = config_text(app->config, CONFIG_OIDC_ISSUER);

	if (p->error != NULL)
		return oidc_refuse(ctx, app, 0, "provider's answer", NULL,
		    fail(err, ERR_DENIED, MSG("the other system let nobody in: {0}"),
			arg_text(error_word(p->error))),
		    err);
	if (p->code == NULL || (p->issuer != NULL && strcmp(p->issuer, issuer) != 0))
		return oidc_refuse(ctx, app, 0, "provider's answer", NULL,
		    fail(err, ERR_DENIED,
			MSG("the answer is not one of the system that was asked; begin anew from "
			    "the page of signing in")),
		    err);
	return OK;
}

/* Asks the provider whom the code stands for. */
static enum err
redeem(TALLOC_CTX *ctx, struct app *app, const struct oidc_back_params *p,
    const struct oidc_flow *flow, struct oidc_claims *claims, struct error *err)
{
	const char *why = "provider", *token;
	struct oidc_provider provider;
	struct oidc_client client;
	struct oidc_expected expected;
	enum err e = oidc_client_of(ctx, app, &client, err);

	if (e == OK)
		e = oidc_discover(ctx, &client, &provider, err);
	if (e == OK && provider.says_issuer && p->issuer == NULL) /* RFC 9207 */
		e = fail(err, ERR_DENIED,
		    MSG("the answer does not name the system it comes from; begin anew from the "
			"page of signing in"));
	if (e == OK) {
		why = "code";
		e = oidc_redeem(ctx, &client, &provider, p->code, flow->verifier, &token, err);
	}
	if (e == OK) {
		why = "token";
		expected = (struct oidc_expected){client.issuer, client.id, flow->nonce,
		    app->now / 1000, oidc_claim(app), config_text(app->config, CONFIG_OIDC_ACR)};
		e = oidc_read_token(ctx, &expected, token, claims, err);
	}
	return e == OK ? OK : oidc_refuse(ctx, app, 0, why, NULL, e, err);
}

enum err
oidc_back_run(TALLOC_CTX *ctx, struct app *app, const void *params, void **view, struct error *err)
{
	const struct oidc_back_params *p = params;
	struct sign_in_view *v = mem_new(ctx, struct sign_in_view);
	struct oidc_claims claims;
	struct oidc_flow flow;
	enum err e;

	if (!oidc_is_set(app))
		return fail(err, ERR_NOT_FOUND,
		    MSG("signing in through another system is not set up here"));
	app->new_flow = ""; /* it serves once, whatever comes of it */
	e = check_flow(v, app, p, &flow, err);
	if (e == OK)
		e = check_answer(v, app, p, err);
	if (e == OK)
		e = redeem(v, app, p, &flow, &claims, err);
	if (e == OK)
		e = app_begin(app, err); /* only now: the provider takes its time */
	if (e == OK)
		e = oidc_let_in(v, app, &claims, v, err);
	v->back = flow.back;
	*view = e == OK ? v : NULL;
	return e;
}
