/* What people set for themselves: password, second factor, language and theme. */
#include "app/account.h"
#include "app/factor_key.h"
#include "app/recovery.h"
#include "app/session.h"
#include "app/sign_in.h"
#include "base/hash.h"
#include "base/mem.h"
#include "base/text.h"

#include <string.h>

static enum err
own_account(TALLOC_CTX *ctx, struct app *app, struct db_account_get *out, struct error *err)
{
	if (app->account == 0 || app->session == 0)
		return fail(err, ERR_DENIED, MSG("this is for people who signed in"));
	return account_of_id(ctx, app, app->account, out, err);
}

/* A wrong password of one's own session counts like one at signing in. */
static enum err
wrong_old(TALLOC_CTX *ctx, struct app *app, int64_t account, struct error *err)
{
	enum err e = app_begin(app, err);

	if (e == OK)
		e = account_failed(ctx, app, account, err);
	if (e != OK)
		return e;
	app_audit_refusal(app, "account", account, "{\"refused\":\"password\"}");
	return fail(err, ERR_DENIED, MSG("the password that holds now is wrong"));
}

enum err
password_run(TALLOC_CTX *ctx, struct app *app, const void *params, void **view, struct error *err)
{
	const struct password_params *p = params;
	struct sign_in_view *v = mem_new(ctx, struct sign_in_view);
	char secret[SECRET_HASH_SIZE];
	struct db_account_get a;
	enum err e = own_account(v, app, &a, err);

	if (e == OK)
		e = account_check_again(p->password, p->again, err);
	if (e == OK)
		e = account_refuse_locked(app, &a, err);
	if (e == OK && !secret_right(a.secret, p->old))
		return wrong_old(v, app, a.id, err);
	if (e == OK)
		e = account_check_password(v, app, &a, p->password, err);
	if (e != OK)
		return e;
	secret_hash(p->password, secret);
	e = app_begin(app, err);
	if (e == OK)
		e = account_set_password(app, a.id, secret, err);
	if (e == OK)
		e = session_open(app, a.id, app->acts_as, false, err);
	app_audit(app, "account", a.id, "{\"password\":\"changed\"}");
	v->login = a.login;
	v->recovery_left = -1;
	*view = e == OK ? v : NULL;
	return e;
}

enum err
look_run(TALLOC_CTX *ctx, struct app *app, const void *params, void **view, struct error *err)
{
	const struct look_params *p = params;
	struct sign_in_view *v = mem_new(ctx, struct sign_in_view);
	struct db_account_get a;
	enum err e = own_account(v, app, &a, err);

	if (e == OK)
		e = app_begin(app, err);
	if (e == OK)
		e = db_account_look(app->db, a.id, p->language == NULL ? a.language : p->language,
		    p->theme == NULL ? a.theme : p->theme, err);
	app_audit(app, "account", app->account, "{}");
	*view = e == OK ? v : NULL;
	return e;
}

enum err
factor_offer_run(
    TALLOC_CTX *ctx, struct app *app, const void *params, void **view, struct error *err)
{
	struct factor_view *v = mem_new(ctx, struct factor_view);
	struct db_account_get a;
	const char *kept;
	enum err e = own_account(v, app, &a, err);

	if (e == OK && strcmp(a.totp_state, "on") == 0)
		return fail(err, ERR_CONFLICT,
		    MSG("the second factor is on already; if the device is lost, an administrator "
			"takes it off"));
	if (e == OK)
		e = app_begin(app, err);
	if (e != OK)
		return e;
	v->secret = totp_secret(v);
	e = factor_seal(v, app, a.id, v->secret, &kept, err);
	if (e != OK)
		return e;
	v->url = totp_url(v, v->secret, a.login);
	e = qr_of(v, v->url, &v->qr, err);
	if (e == OK)
		e = db_account_totp(app->db, a.id, kept, "offered", 0, err);
	if (e != OK)
		return e;
	v->qr_path = qr_path(v, &v->qr);
	app_audit(app, "account", a.id, "{\"second factor\":\"offered\"}");
	*view = v;
	return OK;
}

enum err
factor_confirm_run(
    TALLOC_CTX *ctx, struct app *app, const void *params, void **view, struct error *err)
{
	const struct code_params *p = params;
	struct factor_view *v = mem_new(ctx, struct factor_view);
	struct db_account_get a;
	const char *secret = NULL;
	struct recovery_codes *codes;
	int64_t step;
	enum err e = own_account(v, app, &a, err);

	if (e == OK && strcmp(a.totp_state, "offered") != 0)
		return fail(
		    err, ERR_CONFLICT, MSG("there is no second factor that waits for its code"));
	if (e == OK)
		e = factor_unseal(v, app, a.id, a.totp_secret, &secret, err);
	if (e == OK && !totp_right(secret, p->code, app->now / 1000, 0, &step))
		return fail(err, ERR_INVALID,
		    MSG("the code doesn't fit; look whether the clock of the device is right, and "
			"give the code it shows now"));
	if (e != OK)
		return e;
	codes = recovery_make(v, a.id);
	e = app_begin(app, err);
	if (e == OK)
		e = db_account_totp(app->db, a.id, a.totp_secret, "on", step, err);
	if (e == OK)
		e = recovery_put(app, a.id, codes, err);
	if (e == OK)
		e = db_sessions_end(app->db, a.id, app->session, err);
	if (e == OK)
		e = session_open_first(app, a.id, err);
	v->codes = codes->codes;
	v->ncodes = RECOVERY_CODES;
	app_audit(app, "account", app->account, "{\"second factor\":\"on\"}");
	*view = e == OK ? v : NULL;
	return e;
}
