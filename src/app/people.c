#include "app/people.h"

#include "app/account.h"
#include "app/audit.h"
#include "app/person.h"
#include "app/role.h"
#include "app/template.h"
#include "base/buf.h"
#include "base/mem.h"
#include "base/text.h"
#include "base/tr.h"

#include <string.h>

enum err
org_find(
    TALLOC_CTX *ctx, struct app *app, const char *said, struct org_said *out, struct error *err)
{
	struct db_org_named *rows;
	struct db_org_in_scope row;
	size_t n = 1;
	bool found = true;
	int64_t id = app->org;
	enum err e = OK;

	*out = (struct org_said){0};
	if (said == NULL && id == 0)
		return OK;
	if (said != NULL)
		e = db_org_named(
		    ctx, app->db, app->scope, said, text_fold(ctx, said), &rows, &n, err);
	if (e == OK && n == 0)
		return fail(
		    err, ERR_NOT_FOUND, MSG("there is no organisation «{0}»"), arg_text(said));
	if (e == OK && n > 1)
		return fail(err, ERR_CONFLICT,
		    MSG("several organisations are called «{0}»; give the code of the school"),
		    arg_text(said));
	if (e == OK && said != NULL) {
		id = rows[0].id;
		out->name = rows[0].name;
		out->kind = rows[0].kind;
	}
	if (e == OK)
		e = db_org_in_scope(ctx, app->db, app->scope, id, &row, &found, err);
	if (e == OK && !found)
		return fail(err, ERR_NOT_FOUND, MSG("there is no organisation {0}"), arg_int(id));
	out->id = id;
	out->path = e == OK ? row.path : NULL;
	return e;
}

/* {"login": …, and what else is not secret}; every value by the writer of JSON. */
static const char *
changes(TALLOC_CTX *ctx, const char *login, const char *key, const char *value, const char *key2,
    const char *value2)
{
	struct buf b = buf_new(ctx, 1 << 16);
	struct json *j = json_new(ctx, json_to_buf, &b);

	json_object(j, NULL);
	json_text(j, "login", login);
	if (key != NULL)
		json_text(j, key, value);
	if (key2 != NULL)
		json_text(j, key2, value2);
	json_end(j);
	json_finish(j, NULL);
	return b.bytes;
}

static enum err
check_login(TALLOC_CTX *ctx, const char *login, struct error *err)
{
	static const char plain[] = "abcdefghijklmnopqrstuvwxyz0123456789._-@";
	size_t n = strlen(login);

	if (n < LOGIN_MIN || n > LOGIN_MAX || strspn(text_fold(ctx, login), plain) != n)
		return fail(err, ERR_INVALID,
		    MSG("a login has {0} to {1} Latin letters, digits, . _ - or @; not «{2}»"),
		    arg_int(LOGIN_MIN), arg_int(LOGIN_MAX), arg_text(login));
	return OK;
}

static enum err
refuse_wide_role(struct app *app, const char *role, const struct org_said *org, struct error *err)
{
	if (account_may_grant(app, role, org->path))
		return OK;
	return fail(err, ERR_DENIED,
	    MSG("you can't give the role {0} there: it is wider than yours; ask the administrator"),
	    arg_text(role));
}

static enum err
add_grant(TALLOC_CTX *ctx, struct app *app, int64_t account, const char *role,
    const struct org_said *org, const char *since, const char *until, const char *document,
    struct user_view *v, struct error *err)
{
	struct db_grant_add row;
	bool found;
	enum err e = db_grant_add(
	    ctx, app->db, account, role, org->id, since, until, document, &row, &found, err);

	if (e != OK)
		return e;
	v->grant = row.id;
	v->role = role;
	v->org_name = org->name;
	return OK;
}

/* The rows of a new account; *@v gets its number and its link. */
static enum err
add_account(TALLOC_CTX *ctx, struct app *app, const struct user_add_params *p,
    const struct org_said *org, struct user_view *v, struct error *err)
{
	struct db_person_add person = {0};
	struct db_account_add account = {0};
	char today[DAY_TEXT_SIZE], *link;
	bool found;
	enum err e =
	    db_person_add(ctx, app->db, org->id, p->name, p->post, p->email, &person, &found, err);

	day_text(app->today, today);
	if (e == OK)
		e = db_account_add(ctx, app->db, person.id, p->login, text_fold(ctx, p->login), 0,
		    app->now, &account, &found, err);
	if (e == OK && p->role != NULL)
		e = add_grant(ctx, app, account.id, p->role, org, today, NULL, NULL, v, err);
	if (e == OK)
		e = account_invite(ctx, app, account.id, &link, err);
	if (e != OK)
		return e;
	v->account = account.id;
	v->login = p->login;
	v->link = link;
	v->link_until = app->now + INVITATION_LASTS;
	return OK;
}

static enum err
refuse_taken(TALLOC_CTX *ctx, struct app *app, const char *login, struct error *err)
{
	struct db_account_by_login row;
	bool found;
	enum err e = db_account_by_login(ctx, app->db, text_fold(ctx, login), &row, &found, err);

	if (e == OK && found)
		return fail(err, ERR_CONFLICT, MSG("the login «{0}» is taken"), arg_text(login));
	return e;
}

enum err
user_add_run(TALLOC_CTX *ctx, struct app *app, const void *params, void **view, struct error *err)
{
	const struct user_add_params *p = params;
	struct user_view *v = mem_new(ctx, struct user_view);
	struct org_said org;
	enum err e = check_login(v, p->login, err);

	if (e == OK)
		e = person_check_email(p->email, err);
	if (e == OK)
		e = app_begin(app, err); /* the login must stay free till the row is there */
	if (e == OK)
		e = org_find(v, app, p->org, &org, err);
	if (e == OK && p->role != NULL)
		e = refuse_wide_role(app, p->role, &org, err);
	if (e == OK)
		e = refuse_taken(v, app, p->login, err);
	if (e == OK)
		e = add_account(v, app, p, &org, v, err);
	if (e != OK)
		return e;
	app_audit(
	    app, "account", v->account, changes(v, p->login, "role", p->role, "org", org.name));
	*view = v;
	return OK;
}

static bool
in_scope(const struct app *app, const char *path)
{
	return db_scope_is_all(app->scope) || (path != NULL && strcmp(path, app->scope.from) >= 0 &&
						  strcmp(path, app->scope.to) < 0);
}

enum err
people_fill_grants(TALLOC_CTX *ctx, struct app *app, struct user_row *row, struct error *err)
{
	size_t n, i;
	enum err e = db_grants_of(ctx, app->db, row->account.id, &row->grants, &n, err);

	for (i = 0; e == OK && i < n; i++) {
		if (in_scope(app, row->grants[i].path))
			row->grants[row->ngrants++] = row->grants[i];
	}
	return e;
}

static bool
has_text(TALLOC_CTX *ctx, const char *in, const char *folded)
{
	return strstr(text_fold(ctx, in), folded) != NULL;
}

/* Does the account fit what was asked for? */
static bool
fits(TALLOC_CTX *ctx, const struct user_row *r, const struct user_list_params *p)
{
	const struct db_accounts *a = &r->account;
	const char *state = a->disabled ? "shut" : a->invited ? "invited" : "works";
	const char *search = p->search == NULL ? "" : text_fold(ctx, p->search);
	size_t i;

	if (p->state != NULL && strcmp(p->state, state) != 0)
		return false;
	if (!has_text(ctx, a->login, search) && !has_text(ctx, a->name, search) &&
	    !has_text(ctx, a->post, search))
		return false;
	for (i = 0; p->role != NULL && i < r->ngrants; i++) {
		if (strcmp(r->grants[i].role, p->role) == 0)
			return true;
	}
	return p->role == NULL;
}

enum err
user_list_run(TALLOC_CTX *ctx, struct app *app, const void *params, void **view, struct error *err)
{
	const struct user_list_params *p = params;
	struct users_view *v = mem_new(ctx, struct users_view);
	struct db_accounts *rows;
	size_t i, all = 0;
	enum err e =
	    db_accounts(v, app->db, app->scope, db_scope_is_all(app->scope), 0, &rows, &all, err);

	v->now = app->now;
	v->rows = mem_array(v, struct user_row, all + 1);
	for (i = 0; e == OK && i < all; i++) {
		struct user_row *r = &v->rows[v->count];

		r->account = rows[i];
		e = people_fill_grants(v, app, r, err);
		if (e == OK && fits(v, r, p))
			v->count++;
		else
			*r = (struct user_row){.ngrants = 0};
	}
	*view = e == OK ? v : NULL;
	return e;
}

static enum err
check_term(
    const struct user_grant_params *p, const char *since, const char *until, struct error *err)
{
	if (until != NULL && strcmp(until, since) < 0)
		return fail(err, ERR_INVALID, MSG("the last day lies before the first"));
	return OK;
}

enum err
user_grant_run(TALLOC_CTX *ctx, struct app *app, const void *params, void **view, struct error *err)
{
	const struct user_grant_params *p = params;
	struct user_view *v = mem_new(ctx, struct user_view);
	char since[DAY_TEXT_SIZE], until[DAY_TEXT_SIZE];
	const char *last = p->until.year == 0 ? NULL : until;
	struct db_account_get a;
	struct org_said org;
	enum err e;

	day_text(p->since.year == 0 ? app->today : p->since, since);
	if (last != NULL)
		day_text(p->until, until);
	e = check_term(p, since, last, err);
	if (e == OK)
		e = app_begin(app, err);
	if (e == OK)
		e = account_to_manage(v, app, p->login, &a, err);
	if (e == OK)
		e = org_find(v, app, p->org, &org, err);
	if (e == OK)
		e = refuse_wide_role(app, p->role, &org, err);
	if (e == OK)
		e = add_grant(v, app, a.id, p->role, &org, since, last, p->document, v, err);
	if (e != OK)
		return e;
	v->account = a.id;
	v->login = a.login;
	app_audit(app, "account", a.id, changes(v, a.login, "role", p->role, "org", org.name));
	*view = v;
	return OK;
}

/* The grant of @account with this number that holds, or will. */
static enum err
find_grant(TALLOC_CTX *ctx, struct app *app, int64_t account, int64_t id, struct db_grants_of *out,
    struct error *err)
{
	struct db_grants_of *rows;
	size_t n, i;
	enum err e = db_grants_of(ctx, app->db, account, &rows, &n, err);

	for (i = 0; e == OK && i < n; i++) {
		if (rows[i].id == id) {
			*out = rows[i];
			return OK;
		}
	}
	return e != OK ? e
		       : fail(err, ERR_NOT_FOUND, MSG("the account has no role {0}"), arg_int(id));
}

/* The last day was yesterday: a role ends at once, not at midnight. */
enum err
user_revoke_run(
    TALLOC_CTX *ctx, struct app *app, const void *params, void **view, struct error *err)
{
	const struct user_revoke_params *p = params;
	struct user_view *v = mem_new(ctx, struct user_view);
	char yesterday[DAY_TEXT_SIZE];
	struct db_account_get a;
	struct db_grants_of grant;
	struct db_grant_end ended;
	bool found;
	enum err e = app_begin(app, err);

	day_text(day_from_number(day_number(app->today) - 1), yesterday);
	if (e == OK)
		e = account_to_manage(v, app, p->login, &a, err);
	if (e == OK)
		e = find_grant(v, app, a.id, p->role, &grant, err);
	if (e == OK && grant.until != NULL && strcmp(grant.until, yesterday) <= 0)
		return fail(
		    err, ERR_CONFLICT, MSG("the role {0} is over already"), arg_int(p->role));
	if (e == OK)
		e = db_grant_end(v, app->db, grant.id, yesterday, grant.rev, &ended, &found, err);
	if (e == OK && !found)
		return stored_refuse_stale(err);
	if (e != OK)
		return e;
	*v =
	    (struct user_view){a.id, a.login, NULL, 0, grant.role, grant.org_name, grant.id, false};
	app_audit(app, "account", a.id,
	    changes(v, a.login, "role taken", grant.role, "org", grant.org_name));
	*view = v;
	return OK;
}

/* Begins an action on one account: the transaction, and whether the actor may. */
static enum err
manage(struct app *app, const char *login, struct user_view *v, struct db_account_get *a,
    struct error *err)
{
	enum err e = app_begin(app, err);

	if (e == OK)
		e = account_to_manage(v, app, login, a, err);
	if (e == OK) {
		v->account = a->id;
		v->login = a->login;
		v->disabled = a->disabled != 0;
	}
	return e;
}

static enum err
set_disabled(TALLOC_CTX *ctx, struct app *app, const char *login, bool disabled, void **view,
    struct error *err)
{
	struct user_view *v = mem_new(ctx, struct user_view);
	struct db_account_get a;
	enum err e = manage(app, login, v, &a, err);

	if (e == OK && disabled && a.id == app->account)
		return fail(err, ERR_CONFLICT, MSG("you can't shut your own account"));
	if (e == OK)
		e = db_account_disabled(app->db, a.id, disabled, err);
	if (e == OK && disabled)
		e = db_sessions_end(app->db, a.id, 0, err);
	if (e == OK && disabled)
		e = db_tokens_end(app->db, a.id, err);
	if (e == OK && disabled)
		e = db_invitations_end(app->db, a.id, app->now, err);
	if (e != OK)
		return e;
	v->disabled = disabled;
	app_audit(app, "account", a.id, changes(v, a.login, NULL, NULL, NULL, NULL));
	*view = v;
	return OK;
}

enum err
user_disable_run(
    TALLOC_CTX *ctx, struct app *app, const void *params, void **view, struct error *err)
{
	const struct user_params *p = params;

	return set_disabled(ctx, app, p->login, true, view, err);
}

enum err
user_enable_run(
    TALLOC_CTX *ctx, struct app *app, const void *params, void **view, struct error *err)
{
	const struct user_params *p = params;

	return set_disabled(ctx, app, p->login, false, view, err);
}

enum err
user_passwd_run(
    TALLOC_CTX *ctx, struct app *app, const void *params, void **view, struct error *err)
{
	const struct user_passwd_params *p = params;
	struct user_view *v = mem_new(ctx, struct user_view);
	char secret[SECRET_HASH_SIZE];
	struct db_account_get a;
	enum err e = account_to_manage(v, app, p->login, &a, err);

	if (e == OK)
		e = account_check_password(v, app, &a, p->password, err);
	if (e != OK)
		return e;
	secret_hash(p->password, secret);
	e = manage(app, p->login, v, &a, err); /* again: the hash took its time */
	if (e == OK)
		e = account_set_password(app, a.id, secret, err);
	if (e != OK)
		return e;
	app_audit(app, "account", a.id, changes(v, a.login, NULL, NULL, NULL, NULL));
	*view = v;
	return OK;
}

enum err
user_reset_run(TALLOC_CTX *ctx, struct app *app, const void *params, void **view, struct error *err)
{
	const struct user_params *p = params;
	struct user_view *v = mem_new(ctx, struct user_view);
	struct db_account_get a;
	char *link;
	enum err e = manage(app, p->login, v, &a, err);

	if (e == OK)
		e = account_invite(v, app, a.id, &link, err);
	if (e == OK)
		e = db_account_password(app->db, a.id, NULL, err);
	if (e == OK)
		e = db_sessions_end(app->db, a.id, 0, err);
	if (e == OK)
		e = db_tokens_end(app->db, a.id, err);
	if (e != OK)
		return e;
	v->link = link;
	v->link_until = app->now + INVITATION_LASTS;
	app_audit(app, "account", a.id, changes(v, a.login, NULL, NULL, NULL, NULL));
	*view = v;
	return OK;
}

enum err
user_reset_2fa_run(
    TALLOC_CTX *ctx, struct app *app, const void *params, void **view, struct error *err)
{
	const struct user_params *p = params;
	struct user_view *v = mem_new(ctx, struct user_view);
	struct db_account_get a;
	enum err e = account_to_manage(v, app, p->login, &a, err);

	if (e == OK)
		e = account_prove(v, app, p->own, err);
	if (e == OK) /* again: the hash took its time */
		e = manage(app, p->login, v, &a, err);
	if (e == OK)
		e = db_account_totp(app->db, a.id, NULL, "none", 0, err);
	if (e == OK)
		e = db_recovery_clear(app->db, a.id, err);
	if (e == OK)
		e = db_sessions_end(app->db, a.id, 0, err);
	if (e != OK)
		return e;
	app_audit(app, "account", a.id, changes(v, a.login, "reason", p->reason, NULL, NULL));
	*view = v;
	return OK;
}

enum err
app_first_start(TALLOC_CTX *ctx, struct app *app, char **link, struct error *err)
{
	const char *post = tr(app_lang(app), MSG("administrator"));
	struct user_add_params first = {"admin", post, post, NULL, "admin", NULL};
	struct user_view *v = mem_new(ctx, struct user_view);
	struct org_said whole = {0};
	struct db_account_count count = {0};
	bool found;
	enum err e;

	*link = NULL;
	app_clock(app);
	e = app_begin(app, err);
	if (e == OK)
		e = db_account_count(v, app->db, &count, &found, err);
	if (e == OK && count.n == 0)
		e = add_account(v, app, &first, &whole, v, err);
	if (e == OK && count.n == 0) {
		app_audit(app, "account", v->account, "{\"login\":\"admin\"}");
		e = audit_append(app, "first start", err);
	}
	if (e == OK)
		e = db_commit(app->db, err);
	if (e != OK)
		db_rollback(app->db);
	else if (count.n == 0)
		*link = mem_strdup(ctx, v->link);
	return e;
}
