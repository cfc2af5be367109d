/* Which account a subject of another system is: linked by an administrator, or by a claim. */
#include "app/account.h"
#include "app/config.h"
#include "app/oidc.h"
#include "app/oidc_int.h"
#include "app/people.h"
#include "app/sign_in_int.h"
#include "base/buf.h"
#include "base/mem.h"
#include "base/text.h"

#include <string.h>
#include <strings.h>

static const char *
issuer_of(const struct app *app)
{
	return config_text(app->config, CONFIG_OIDC_ISSUER);
}

/* A name in ASCII: others fold to it («K» of Kelvin to «k»), and must not pass for it. */
static bool
is_ascii(const char *s)
{
	for (; *s != '\0'; s++) {
		if (*s <= ' ' || *s > '~')
			return false;
	}
	return true;
}

/* The one account whose person has this address; 0 when there is none, or several. */
static enum err
account_of_email(
    TALLOC_CTX *ctx, struct app *app, const char *email, int64_t *account, struct error *err)
{
	struct db_account_emails *rows;
	size_t n, i, found = 0;
	enum err e = db_account_emails(ctx, app->db, &rows, &n, err);

	for (i = 0; e == OK && i < n; i++) {
		if (strcasecmp(rows[i].email, email) == 0) {
			*account = rows[i].account;
			found++;
		}
	}
	if (found != 1)
		*account = 0;
	return e;
}

/* The account by the claim of the settings; 0 when it says none that may be believed. */
static enum err
account_of_claim(TALLOC_CTX *ctx, struct app *app, const struct oidc_claims *claims,
    int64_t *account, struct error *err)
{
	const char *claim = oidc_claim(app);
	struct db_account_by_login row;
	bool found = false;
	enum err e;

	*account = 0;
	if (claim == NULL || claims->name == NULL || !is_ascii(claims->name))
		return OK;
	if (strcmp(claim, "email") == 0)
		return claims->name_verified
			   ? account_of_email(ctx, app, claims->name, account, err)
			   : OK;
	e = db_account_by_login(ctx, app->db, text_fold(ctx, claims->name), &row, &found, err);
	if (e == OK && found)
		*account = row.id;
	return e;
}

/* Links for good, so that a name that changes hands at the provider opens nothing here. */
static enum err
link_account(
    TALLOC_CTX *ctx, struct app *app, int64_t account, const char *subject, struct error *err)
{
	struct db_identity_subject other;
	bool found;
	enum err e =
	    db_identity_subject(ctx, app->db, account, issuer_of(app), &other, &found, err);

	if (e == OK && found)
		return fail(err, ERR_CONFLICT,
		    MSG("the account is linked to another person of that system; unlink it first"));
	if (e == OK)
		e = db_identity_add(app->db, issuer_of(app), subject, account, app->now, err);
	return e;
}

/* *@account of the subject: linked before, or by the claim; 0 when there is none. */
static enum err
find_account(TALLOC_CTX *ctx, struct app *app, const struct oidc_claims *claims, int64_t *account,
    bool *linked, struct error *err)
{
	struct db_identity_account row;
	enum err e =
	    db_identity_account(ctx, app->db, issuer_of(app), claims->subject, &row, linked, err);

	if (e == OK && !*linked)
		return account_of_claim(ctx, app, claims, account, err);
	*account = e == OK ? row.account : 0;
	return e;
}

static enum err
refuse_unknown(
    TALLOC_CTX *ctx, struct app *app, const struct oidc_claims *claims, struct error *err)
{
	return oidc_refuse(ctx, app, 0, "not linked", claims->subject,
	    fail(err, ERR_DENIED,
		MSG("no account here is linked to you; give the administrator the number by which "
		    "that system knows you: {0}"),
		arg_text(claims->subject)),
	    err);
}

/* What the row of the audit says beside that somebody came in. */
static const char *
came_in(TALLOC_CTX *ctx, const struct app *app, const struct sign_in_view *v, const char *linked)
{
	struct buf b = buf_new(ctx, 1 << 14);
	struct json *j = json_new(ctx, json_to_buf, &b);

	json_object(j, NULL);
	json_text(j, "through", issuer_of(app));
	if (linked != NULL)
		json_text(j, "linked", linked);
	if (v->needs_code)
		json_text(j, "next", "code");
	json_end(j);
	json_finish(j, NULL);
	return b.bytes;
}

enum err
oidc_let_in(TALLOC_CTX *ctx, struct app *app, const struct oidc_claims *claims,
    struct sign_in_view *v, struct error *err)
{
	struct db_account_get a;
	bool shut = false, linked;
	int64_t account;
	enum err e = find_account(ctx, app, claims, &account, &linked, err);

	if (e == OK && account == 0)
		return refuse_unknown(ctx, app, claims, err);
	if (e == OK)
		e = account_of_id(ctx, app, account, &a, err);
	if (e == OK)
		e = sign_in_open_to(ctx, app, &a, &shut, err);
	if (e == OK && shut)
		return oidc_refuse(ctx, app, a.id, "disabled", NULL,
		    fail(err, ERR_DENIED, MSG("the account is shut; ask the administrator")), err);
	if (e == OK && !linked)
		e = link_account(ctx, app, a.id, claims->subject, err);
	if (e == ERR_CONFLICT)
		return oidc_refuse(ctx, app, a.id, "linked", claims->subject, e, err);
	if (e == OK)
		e = sign_in_let_in(ctx, app, &a, claims->two_factors, v, err);
	if (e == OK)
		app_audit(
		    app, "account", a.id, came_in(ctx, app, v, linked ? NULL : claims->subject));
	return e;
}

/* ---- By an administrator ---- */

static enum err
need_provider(const struct app *app, struct error *err)
{
	if (oidc_is_set(app))
		return OK;
	return fail(err, ERR_INVALID,
	    MSG("signing in through another system is not set up: there is no oidc_issuer"));
}

static const char *
changes(
    TALLOC_CTX *ctx, const struct app *app, const char *login, const char *key, const char *subject)
{
	struct buf b = buf_new(ctx, 1 << 14);
	struct json *j = json_new(ctx, json_to_buf, &b);

	json_object(j, NULL);
	json_text(j, "login", login);
	json_text(j, "issuer", issuer_of(app));
	json_text(j, key, subject);
	json_end(j);
	json_finish(j, NULL);
	return b.bytes;
}

static enum err
refuse_taken(TALLOC_CTX *ctx, struct app *app, const char *subject, struct error *err)
{
	struct db_identity_account row;
	bool found;
	enum err e = db_identity_account(ctx, app->db, issuer_of(app), subject, &row, &found, err);

	if (e == OK && found)
		return fail(err, ERR_CONFLICT,
		    MSG("«{0}» is linked to an account already; unlink that one first"),
		    arg_text(subject));
	return e;
}

enum err
user_link_run(TALLOC_CTX *ctx, struct app *app, const void *params, void **view, struct error *err)
{
	const struct user_link_params *p = params;
	struct user_view *v = mem_new(ctx, struct user_view);
	struct db_account_get a;
	enum err e = need_provider(app, err);

	if (e == OK)
		e = app_begin(app, err);
	if (e == OK)
		e = account_to_manage(v, app, p->login, &a, err);
	if (e == OK)
		e = refuse_taken(v, app, p->subject, err);
	if (e == OK)
		e = link_account(v, app, a.id, p->subject, err);
	if (e != OK)
		return e;
	*v = (struct user_view){.account = a.id, .login = a.login, .disabled = a.disabled != 0};
	app_audit(app, "account", a.id, changes(v, app, a.login, "subject", p->subject));
	*view = v;
	return OK;
}

/* Its sessions end, too: whoever came in by the link is out. */
enum err
user_unlink_run(
    TALLOC_CTX *ctx, struct app *app, const void *params, void **view, struct error *err)
{
	const struct user_params *p = params;
	struct user_view *v = mem_new(ctx, struct user_view);
	struct db_identity_subject row;
	struct db_account_get a;
	bool found = false;
	enum err e = need_provider(app, err);

	if (e == OK)
		e = app_begin(app, err);
	if (e == OK)
		e = account_to_manage(v, app, p->login, &a, err);
	if (e == OK)
		e = db_identity_subject(v, app->db, a.id, issuer_of(app), &row, &found, err);
	if (e == OK && !found)
		return fail(err, ERR_NOT_FOUND, MSG("the account is not linked"));
	if (e == OK)
		e = db_identity_end(app->db, a.id, issuer_of(app), err);
	if (e == OK)
		e = db_sessions_end(app->db, a.id, 0, err);
	if (e != OK)
		return e;
	*v = (struct user_view){.account = a.id, .login = a.login, .disabled = a.disabled != 0};
	app_audit(app, "account", a.id, changes(v, app, a.login, "unlinked", row.subject));
	*view = v;
	return OK;
}
