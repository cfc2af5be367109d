#include "app/account.h"

#include "app/password.h"
#include "app/role.h"
#include "app/session.h"
#include "base/hash.h"
#include "base/mem.h"
#include "base/text.h"

#include <string.h>

enum err
account_of_id(
    TALLOC_CTX *ctx, struct app *app, int64_t id, struct db_account_get *out, struct error *err)
{
	bool found;
	enum err e = db_account_get(ctx, app->db, id, out, &found, err);

	if (e == OK && !found)
		return fail(err, ERR_NOT_FOUND, MSG("there is no account {0}"), arg_int(id));
	return e;
}

enum err
account_refuse_unknown(const char *login, struct error *err)
{
	return fail(err, ERR_NOT_FOUND,
	    MSG("there is no account «{0}»; opora user list shows them"), arg_text(login));
}

enum err
account_of_login(TALLOC_CTX *ctx, struct app *app, const char *login, struct db_account_get *out,
    struct error *err)
{
	struct db_account_by_login row;
	bool found;
	enum err e = db_account_by_login(ctx, app->db, text_fold(ctx, login), &row, &found, err);

	if (e == OK && !found)
		return account_refuse_unknown(login, err);
	return e == OK ? account_of_id(ctx, app, row.id, out, err) : e;
}

static bool
inside(struct db_scope scope, const char *path)
{
	if (path == NULL)
		return db_scope_is_all(scope);
	return strcmp(path, scope.from) >= 0 && strcmp(path, scope.to) < 0;
}

/* The administrator gives any role: otherwise nobody could give one with figures. */
bool
account_may_grant(const struct app *app, const char *role, const char *path)
{
	const struct role *r = role_find(role);

	if (r != NULL && r->permissions & 1u << PERMIT_ADMIN && path != NULL)
		return false; /* the installation is one: nobody administers a part of it */
	return r != NULL && inside(app->scope, path) &&
	       (app_permitted(app, PERMIT_ADMIN) || (r->permissions & ~app->permissions) == 0);
}

/* Roles that are over don't count; those to come do. */
static enum err
refuse_wider(TALLOC_CTX *ctx, struct app *app, int64_t account, bool known, const char *login,
    struct error *err)
{
	struct db_grants_of *grants;
	char today[DAY_TEXT_SIZE];
	bool wider = false;
	size_t n, i;
	enum err e = db_grants_of(ctx, app->db, account, &grants, &n, err);

	if (e != OK)
		return e;
	day_text(app->today, today);
	for (i = 0; i < n; i++) {
		if (grants[i].until != NULL && strcmp(grants[i].until, today) < 0)
			continue;
		known = known || inside(app->scope, grants[i].path);
		wider = wider || !account_may_grant(app, grants[i].role, grants[i].path);
	}
	if (!known)
		return account_refuse_unknown(login, err);
	if (wider)
		return fail(err, ERR_DENIED,
		    MSG("«{0}» has a role that you can't give yourself; ask the administrator"),
		    arg_text(login));
	return OK;
}

enum err
account_to_manage(TALLOC_CTX *ctx, struct app *app, const char *login, struct db_account_get *out,
    struct error *err)
{
	struct db_account_get a;
	enum err e = account_of_login(ctx, app, login, &a, err);

	if (e == OK)
		e = refuse_wider(ctx, app, a.id, inside(app->scope, a.path), login, err);
	if (e == OK)
		*out = a;
	return e;
}

int64_t
account_lock_time(int64_t failures)
{
	int64_t time = LOCK_FIRST;

	if (failures < FAILURES_FREE)
		return 0;
	for (; failures > FAILURES_FREE && time < LOCK_LONGEST; failures--)
		time *= 2;
	return time < LOCK_LONGEST ? time : LOCK_LONGEST;
}

enum err
account_refuse_locked(
    const struct app *app, const struct db_account_get *account, struct error *err)
{
	int64_t left = account->locked_until - app->now;

	if (left <= 0)
		return OK;
	return fail(err, ERR_DENIED,
	    MSG_N("too many wrong passwords or codes in a row: signing in opens again in {0} "
		  "minute; an administrator can give a new password",
		"too many wrong passwords or codes in a row: signing in opens again in {0} "
		"minutes; an administrator can give a new password"),
	    arg_int((left + 59999) / 60000));
}

enum err
account_failed(TALLOC_CTX *ctx, struct app *app, int64_t account, struct error *err)
{
	struct db_account_failed row;
	int64_t lock;
	bool found;
	enum err e = db_account_failed(ctx, app->db, account, &row, &found, err);

	lock = e == OK && found ? account_lock_time(row.failures) : 0;
	return lock > 0 ? db_account_lock(app->db, account, app->now + lock, err) : e;
}

enum err
account_set_password(struct app *app, int64_t account, const char *hash, struct error *err)
{
	enum err e = db_account_password(app->db, account, hash, err);

	if (e == OK)
		e = db_invitations_end(app->db, account, app->now, err);
	if (e == OK)
		e = db_tokens_end(app->db, account, err);
	if (e == OK)
		e = db_sessions_end(
		    app->db, account, app->account == account ? app->session : 0, err);
	return e;
}

enum err
account_invite(TALLOC_CTX *ctx, struct app *app, int64_t account, char **path, struct error *err)
{
	char token[TOKEN_SIZE], hash[SHA256_TEXT_SIZE];
	enum err e = db_invitations_end(app->db, account, app->now, err);

	token_new(token);
	sha256_of(token, strlen(token), hash);
	if (e == OK)
		e = db_invitation_add(
		    app->db, hash, account, app->now, app->now + INVITATION_LASTS, err);
	if (e == OK)
		*path = mem_printf(ctx, "/join/%s", token);
	return e;
}

enum err
account_check_again(const char *password, const char *again, struct error *err)
{
	if (again != NULL && strcmp(password, again) == 0)
		return OK;
	return fail(err, ERR_INVALID, MSG("the two passwords differ; type the same one twice"));
}

enum err
account_check_password(TALLOC_CTX *ctx, struct app *app, const struct db_account_get *a,
    const char *password, struct error *err)
{
	struct db_setting_get authority;
	struct db_grants_of *grants;
	const char **known = NULL;
	bool found;
	size_t n, count = 0, i;
	enum err e = db_setting_get(ctx, app->db, "authority", &authority, &found, err);

	if (e == OK)
		e = db_grants_of(ctx, app->db, a->id, &grants, &n, err);
	if (e != OK)
		return e;
	mem_push(ctx, known, count) = a->name;
	mem_push(ctx, known, count) = a->post;
	if (found)
		mem_push(ctx, known, count) = authority.value;
	for (i = 0; i < n; i++) {
		if (grants[i].org_name != NULL)
			mem_push(ctx, known, count) = grants[i].org_name;
	}
	mem_push(ctx, known, count) = NULL;
	return password_check(ctx, a->login, known, password, err);
}

static enum err
wrong_proof(TALLOC_CTX *ctx, struct app *app, struct error *err)
{
	enum err e = account_failed(ctx, app, app->account, err);

	if (e != OK)
		return e;
	app_audit_refusal(app, "account", app->account, "{\"refused\":\"password\"}");
	return fail(err, ERR_INVALID, MSG("the password that holds now is wrong"));
}

enum err
account_prove(TALLOC_CTX *ctx, struct app *app, const char *password, struct error *err)
{
	struct db_account_get a;
	bool right;
	enum err e;

	if (app->account == 0)
		return app_begin(app, err);
	if (app->session == 0)
		return fail(err, ERR_DENIED,
		    MSG("a key of a program can't do this: sign in, or use the command line"));
	e = account_of_id(ctx, app, app->account, &a, err);
	if (e == OK)
		e = account_refuse_locked(app, &a, err);
	if (e == OK && a.secret == NULL && app->now - app->session_since > PROVE_FRESH)
		return fail(err, ERR_INVALID,
		    MSG("you have no password here: sign out, sign in again and repeat this within "
			"ten minutes"));
	if (e != OK)
		return e;
	right = a.secret == NULL || (password != NULL && secret_right(a.secret, password));
	e = app_begin(app, err);
	return e != OK || right ? e : wrong_proof(ctx, app, err);
}
