#include "app/sign_in.h"

#include "app/factor_key.h"
#include "app/installation.h"
#include "app/recovery.h"
#include "app/role.h"
#include "app/session.h"
#include "app/sign_in_int.h"
#include "base/hash.h"
#include "base/mem.h"

#include <string.h>

/* The same for a login that is not there, a wrong password and a locked account, right or not. */
static enum err
wrong_password(struct error *err)
{
	return fail(err, ERR_DENIED,
	    MSG("login or password is wrong; after {0} failures in a row signing in to an account "
		"is closed for a minute, then longer, an hour at most: wait, or ask the "
		"administrator for a new link"),
	    arg_int(FAILURES_FREE));
}

enum err
sign_in_refuse(TALLOC_CTX *ctx, struct app *app, int64_t account, const char *why, enum err e)
{
	app_audit_refusal(app, "account", account, mem_printf(ctx, "{\"refused\":\"%s\"}", why));
	return e;
}

/* Accounts of the demonstration have a password everybody knows. */
static enum err
demo_elsewhere(
    TALLOC_CTX *ctx, struct app *app, const struct db_account_get *a, bool *yes, struct error *err)
{
	struct db_setting_get demo;
	bool found = true;
	enum err e = a->demo ? db_setting_get(ctx, app->db, DEMO_KEY, &demo, &found, err) : OK;

	*yes = !found;
	return e;
}

/* The account of @login, or none with id 0. */
static enum err
find_account(TALLOC_CTX *ctx, struct app *app, const char *login, struct db_account_get *a,
    struct error *err)
{
	struct error none;
	enum err e = account_of_login(ctx, app, login, a, &none);

	if (e == OK || e == ERR_NOT_FOUND) {
		if (e != OK)
			*a = (struct db_account_get){0};
		return OK;
	}
	*err = none;
	return e;
}

/* Opens the session of whoever is signed in whole, in the first role that holds. */
static enum err
open_whole(TALLOC_CTX *ctx, struct app *app, const struct db_account_get *a, struct sign_in_view *v,
    struct error *err)
{
	struct db_grants_of *grants;
	size_t n;
	enum err e = db_account_signed_in(app->db, a->id, err);

	if (e == OK)
		e = session_open_first(app, a->id, err);
	if (e == OK)
		e = session_grants(ctx, app, a->id, &grants, &n, err);
	if (e == OK)
		v->must_enrol = !app->session_two_factors && session_must_enrol(a, grants, n);
	return e;
}

enum err
sign_in_open_to(TALLOC_CTX *ctx, struct app *app, const struct db_account_get *account, bool *shut,
    struct error *err)
{
	bool elsewhere = false;
	enum err e = demo_elsewhere(ctx, app, account, &elsewhere, err);

	if (e != OK)
		return e;
	e = account_refuse_locked(app, account, err);
	if (e != OK)
		return sign_in_refuse(ctx, app, account->id, "locked", e);
	*shut = account->disabled || elsewhere;
	return OK;
}

enum err
sign_in_let_in(TALLOC_CTX *ctx, struct app *app, const struct db_account_get *account,
    bool two_factors, struct sign_in_view *v, struct error *err)
{
	enum err e;

	app->session_two_factors = two_factors; /* of whoever was there before, no more */
	v->login = account->login;
	v->recovery_left = -1;
	v->needs_code = !two_factors && strcmp(account->totp_state, "on") == 0;
	if (v->needs_code)
		e = session_open(app, account->id, 0, true, err);
	else
		e = open_whole(ctx, app, account, v, err);
	app_audit(app, "account", account->id, v->needs_code ? "{\"next\":\"code\"}" : "{}");
	return e;
}

static bool
same_text(const char *a, const char *b)
{
	return a != NULL && b != NULL && strcmp(a, b) == 0;
}

/*
 * Looks again, with the writer's lock: many may try at once, and the password may have been changed
 * while the hash was made. @secret is what the password was @right for.
 */
static enum err
decide(TALLOC_CTX *ctx, struct app *app, int64_t account, bool right, const char *secret,
    struct sign_in_view *v, struct error *err)
{
	struct db_account_get a;
	bool elsewhere = false;
	enum err e = account_of_id(ctx, app, account, &a, err);

	if (e == OK)
		e = demo_elsewhere(ctx, app, &a, &elsewhere, err);
	if (e != OK)
		return e;
	if (account_refuse_locked(app, &a, err) != OK)
		return sign_in_refuse(ctx, app, a.id, "locked", wrong_password(err));
	if (a.disabled || elsewhere)
		return sign_in_refuse(ctx, app, a.id, "disabled", wrong_password(err));
	if (!right || !same_text(a.secret, secret)) {
		e = account_failed(ctx, app, a.id, err);
		return e != OK ? e
			       : sign_in_refuse(ctx, app, a.id, "password", wrong_password(err));
	}
	return sign_in_let_in(ctx, app, &a, false, v, err);
}

enum err
sign_in_run(TALLOC_CTX *ctx, struct app *app, const void *params, void **view, struct error *err)
{
	const struct sign_in_params *p = params;
	struct sign_in_view *v = mem_new(ctx, struct sign_in_view);
	struct db_account_get a;
	bool right;
	enum err e = find_account(v, app, p->login, &a, err);

	if (e != OK)
		return e;
	right = secret_right(a.id == 0 ? NULL : a.secret, p->password);
	e = app_begin(app, err); /* only now: the hash takes its time */
	if (e == OK && a.id == 0)
		return sign_in_refuse(v, app, 0, "login", wrong_password(err));
	if (e == OK)
		e = decide(v, app, a.id, right, a.secret, v, err);
	if (e == OK)
		*view = v;
	return e;
}

/* Whether @code opens: of the authenticator, its step not spent; or @recovery, one of those codes.
 */
static enum err
take_code(TALLOC_CTX *ctx, struct app *app, const struct db_account_get *a, const char *code,
    const char *recovery, bool *right, int64_t *left, struct error *err)
{
	struct db_account_totp_step step_row;
	const char *secret;
	int64_t step;
	enum err e;

	if (recovery != NULL) /* which need no key */
		return recovery_take(ctx, app, a->id, recovery, right, left, err);
	e = factor_unseal(ctx, app, a->id, a->totp_secret, &secret, err);
	if (e == OK && totp_right(secret, code, app->now / 1000, a->totp_step, &step))
		return db_account_totp_step(ctx, app->db, a->id, step, &step_row, right, err);
	return e;
}

static enum err
wrong_code(TALLOC_CTX *ctx, struct app *app, int64_t account, struct error *err)
{
	enum err e = account_failed(ctx, app, account, err);

	if (e != OK)
		return e;
	return sign_in_refuse(ctx, app, account, "code",
	    fail(err, ERR_DENIED,
		MSG("the code is wrong, or was used already; wait for the next one")));
}

enum err
sign_in_code_run(
    TALLOC_CTX *ctx, struct app *app, const void *params, void **view, struct error *err)
{
	const struct code_params *p = params;
	struct sign_in_view *v = mem_new(ctx, struct sign_in_view);
	struct db_account_get a;
	const char *recovery;
	bool right = false;
	enum err e;

	if (!app->session_code)
		return fail(err, ERR_DENIED, MSG("no code is asked for now: sign in"));
	e = recovery_hash(v, app, app->account, p->code, &recovery, err);
	if (e == OK)
		e = app_begin(app, err);
	if (e == OK)
		e = account_of_id(v, app, app->account, &a, err);
	if (e != OK)
		return e;
	e = account_refuse_locked(app, &a, err);
	if (e != OK)
		return sign_in_refuse(v, app, a.id, "locked", e);
	v->login = a.login;
	v->recovery_left = -1;
	e = take_code(v, app, &a, p->code, recovery, &right, &v->recovery_left, err);
	if (e == OK && !right)
		return wrong_code(v, app, a.id, err);
	if (e == OK)
		e = open_whole(v, app, &a, v, err);
	app_audit(app, "account", a.id, v->recovery_left < 0 ? "{}" : "{\"by\":\"recovery code\"}");
	if (e == OK)
		*view = v;
	return e;
}

enum err
sign_out_run(TALLOC_CTX *ctx, struct app *app, const void *params, void **view, struct error *err)
{
	struct sign_in_view *v = mem_new(ctx, struct sign_in_view);
	enum err e;

	*view = v;
	if (app->session == 0)
		return OK; /* twice is no mistake */
	e = app_begin(app, err);
	if (e == OK)
		e = session_close(app, app->session, err);
	app_audit(app, "account", app->account, "{}");
	return e;
}

enum err
join_run(TALLOC_CTX *ctx, struct app *app, const void *params, void **view, struct error *err)
{
	const struct join_params *p = params;
	struct sign_in_view *v = mem_new(ctx, struct sign_in_view);
	char token[SHA256_TEXT_SIZE], secret[SECRET_HASH_SIZE];
	struct db_invitation_get row = {0};
	struct db_account_get a;
	bool found = false;
	enum err e = account_check_again(p->password, p->again, err);
	int round;

	if (e != OK)
		return e;
	sha256_of(p->token, strlen(p->token), token);
	for (round = 0; round < 2; round++) { /* again with the writer's lock, after the hash */
		e = db_invitation_get(v, app->db, token, app->now, &row, &found, err);
		if (e == OK && !found)
			return fail(err, ERR_DENIED,
			    MSG("this link was used or is too old; ask for a new one"));
		if (e != OK || round == 1)
			break;
		e = account_of_id(v, app, row.account, &a, err);
		if (e == OK)
			e = account_check_password(v, app, &a, p->password, err);
		if (e != OK)
			return e;
		secret_hash(p->password, secret);
		e = app_begin(app, err);
		if (e != OK)
			return e;
	}
	if (e == OK)
		e = account_set_password(app, row.account, secret, err);
	app_audit(app, "account", row.account, "{\"by\":\"link\"}");
	v->login = a.login;
	v->recovery_left = -1;
	*view = e == OK ? v : NULL;
	return e;
}

enum err
act_as_run(TALLOC_CTX *ctx, struct app *app, const void *params, void **view, struct error *err)
{
	const struct act_as_params *p = params;
	struct sign_in_view *v = mem_new(ctx, struct sign_in_view);
	struct db_grants_of *grants;
	size_t n, i;
	enum err e = session_grants(v, app, app->account, &grants, &n, err);

	if (e != OK)
		return e;
	for (i = 0; i < n && grants[i].id != p->role; i++)
		;
	if (i == n || app->session == 0)
		return fail(err, ERR_NOT_FOUND, MSG("you have no such role today"));
	e = app_begin(app, err);
	if (e == OK)
		e = session_open(app, app->account, p->role, false, err);
	app_audit(app, "account", app->account,
	    mem_printf(v, "{\"role\":\"%s\",\"grant\":%lld}", grants[i].role, (long long)p->role));
	v->recovery_left = -1;
	*view = e == OK ? v : NULL;
	return e;
}
