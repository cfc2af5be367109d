#include "app/access.h"

#include "app/account.h"
#include "app/session.h"
#include "base/hash.h"
#include "base/mem.h"

#include <string.h>

#define DAY_MS ((int64_t)24 * 3600 * 1000)

/*
 * Whose sessions or keys are meant: *@account 0 = everybody's, which only the command line may ask.
 */
static enum err
whose(TALLOC_CTX *ctx, struct app *app, const char *login, int64_t *account, struct error *err)
{
	struct db_account_get a;
	enum err e;

	*account = app->account;
	if (login == NULL)
		return OK;
	if (app->account != 0 && !app_permitted(app, PERMIT_PEOPLE))
		return fail(err, ERR_DENIED, MSG("you see only what is your own"));
	e = account_to_manage(ctx, app, login, &a, err);
	if (e == OK)
		*account = a.id;
	return e;
}

/* May the actor end what belongs to @account? */
static enum err
may_end(TALLOC_CTX *ctx, struct app *app, int64_t account, const char *login, struct error *err)
{
	struct db_account_get a;

	if (app->account == 0 || app->account == account)
		return OK;
	if (!app_permitted(app, PERMIT_PEOPLE))
		return ERR_NOT_FOUND;
	return account_to_manage(ctx, app, login, &a, err) == OK ? OK : ERR_NOT_FOUND;
}

enum err
session_list_run(
    TALLOC_CTX *ctx, struct app *app, const void *params, void **view, struct error *err)
{
	const struct access_params *p = params;
	struct sessions_view *v = mem_new(ctx, struct sessions_view);
	struct db_sessions_of *rows;
	size_t n = 0, i;
	int64_t account;
	enum err e = whose(v, app, p->login, &account, err);

	if (e == OK)
		e = db_sessions_of(v, app->db, account, &rows, &n, err);
	if (e != OK)
		return e;
	v->rows = rows;
	v->own = app->session;
	for (i = 0; i < n; i++) { /* those whose time is over are only not swept yet */
		if (rows[i].expires > app->now && rows[i].seen + SESSION_IDLE > app->now)
			rows[v->count++] = rows[i];
	}
	*view = v;
	return OK;
}

/* The session @number that the actor may end; ERR_NOT_FOUND. */
static enum err
find_session(
    struct ended_view *v, struct app *app, int64_t number, int64_t *account, struct error *err)
{
	struct db_sessions_of *rows;
	size_t n, i;
	enum err e = db_sessions_of(v, app->db, 0, &rows, &n, err);

	if (e != OK)
		return e;
	for (i = 0; i < n && rows[i].id != number; i++)
		;
	if (i == n || may_end(v, app, rows[i].account, rows[i].login, err) != OK)
		return fail(err, ERR_NOT_FOUND, MSG("there is no session {0}"), arg_int(number));
	*account = rows[i].account;
	return OK;
}

enum err
session_end_run(
    TALLOC_CTX *ctx, struct app *app, const void *params, void **view, struct error *err)
{
	const struct access_end_params *p = params;
	struct ended_view *v = mem_new(ctx, struct ended_view);
	int64_t account = 0;
	enum err e = find_session(v, app, p->number, &account, err);

	if (e == OK)
		e = account_prove(v, app, p->own, err);
	if (e == OK)
		e = session_close(app, p->number, err);
	if (e != OK)
		return e;
	v->number = p->number;
	app_audit(
	    app, "account", account, mem_printf(v, "{\"session\":%lld}", (long long)p->number));
	*view = v;
	return OK;
}

enum err
session_end_others_run(
    TALLOC_CTX *ctx, struct app *app, const void *params, void **view, struct error *err)
{
	const struct access_end_params *p = params;
	struct ended_view *v = mem_new(ctx, struct ended_view);
	enum err e = account_prove(v, app, p->own, err);

	if (e == OK)
		e = db_sessions_end(app->db, app->account, app->session, err);
	if (e != OK)
		return e;
	app_audit(app, "account", app->account, "{\"sessions\":\"all others\"}");
	*view = v;
	return OK;
}

/* The role in which the key acts: the one said, the actor's own, or the only one that holds. */
static enum err
role_of_key(TALLOC_CTX *ctx, struct app *app, int64_t account, int64_t *role, struct error *err)
{
	struct db_grants_of *grants;
	size_t n, i;
	enum err e = session_grants(ctx, app, account, &grants, &n, err);

	if (e != OK)
		return e;
	if (*role == 0 && account == app->account)
		*role = app->acts_as;
	if (*role == 0 && n == 1)
		*role = grants[0].id;
	for (i = 0; i < n && grants[i].id != *role; i++)
		;
	if (i < n)
		return OK;
	return fail(err, ERR_INVALID,
	    MSG("say in which role the key acts: --role NUMBER, from opora user list"));
}

static enum err
add_key(struct app *app, const struct key_add_params *p, const struct db_account_get *a,
    int64_t role, struct key_view *v, struct error *err)
{
	char token[TOKEN_SIZE], hash[SHA256_TEXT_SIZE];
	struct db_token_add row = {0};
	bool found;
	enum err e;

	token_new(token);
	sha256_of(token, strlen(token), hash);
	v->until = app->now + (p->days == 0 ? KEY_DAYS : p->days) * DAY_MS;
	e = db_token_add(v, app->db, hash, a->id, role, p->name, p->write, app->now, v->until, &row,
	    &found, err);
	v->number = row.id;
	v->login = a->login;
	v->name = p->name;
	v->key = mem_strdup(v, token);
	return e;
}

enum err
token_add_run(TALLOC_CTX *ctx, struct app *app, const void *params, void **view, struct error *err)
{
	const struct key_add_params *p = params;
	struct key_view *v = mem_new(ctx, struct key_view);
	struct db_account_get a;
	int64_t account, role = p->role;
	enum err e = whose(v, app, p->login, &account, err);

	if (e == OK && app->account != 0 && account != app->account)
		return fail(err, ERR_DENIED, MSG("a key is made by its owner"));
	if (e == OK && account == 0)
		return fail(err, ERR_USAGE, MSG("say whose key: --login LOGIN"));
	if (e == OK)
		e = app_begin(app, err);
	if (e == OK)
		e = account_of_id(v, app, account, &a, err);
	if (e == OK)
		e = role_of_key(v, app, account, &role, err);
	if (e == OK)
		e = add_key(app, p, &a, role, v, err);
	if (e != OK)
		return e;
	app_audit(app, "account", account,
	    mem_printf(v, "{\"key\":%lld,\"writes\":%s}", (long long)v->number,
		p->write ? "true" : "false"));
	*view = v;
	return OK;
}

enum err
token_list_run(TALLOC_CTX *ctx, struct app *app, const void *params, void **view, struct error *err)
{
	const struct access_params *p = params;
	struct keys_view *v = mem_new(ctx, struct keys_view);
	int64_t account;
	enum err e = whose(v, app, p->login, &account, err);

	if (e == OK)
		e = db_tokens_of(v, app->db, account, &v->rows, &v->count, err);
	*view = e == OK ? v : NULL;
	return e;
}

enum err
token_end_run(TALLOC_CTX *ctx, struct app *app, const void *params, void **view, struct error *err)
{
	const struct access_end_params *p = params;
	struct ended_view *v = mem_new(ctx, struct ended_view);
	struct db_tokens_of *rows;
	size_t n, i;
	enum err e = app_begin(app, err);

	if (e == OK)
		e = db_tokens_of(v, app->db, 0, &rows, &n, err);
	if (e != OK)
		return e;
	for (i = 0; i < n && rows[i].id != p->number; i++)
		;
	if (i == n || may_end(v, app, rows[i].account, rows[i].login, err) != OK)
		return fail(err, ERR_NOT_FOUND, MSG("there is no key {0}"), arg_int(p->number));
	e = db_token_end(app->db, p->number, err);
	v->number = p->number;
	app_audit(app, "account", rows[i].account,
	    mem_printf(v, "{\"key ended\":%lld}", (long long)p->number));
	*view = e == OK ? v : NULL;
	return e;
}

void
sessions_json(struct json *j, const void *view)
{
	const struct sessions_view *v = view;
	size_t i;

	json_object(j, NULL);
	json_array(j, "sessions");
	for (i = 0; i < v->count; i++) {
		json_object(j, NULL);
		json_int(j, "session", v->rows[i].id);
		json_text(j, "login", v->rows[i].login);
		json_text(j, "role", v->rows[i].role);
		json_int(j, "created", v->rows[i].created);
		json_int(j, "seen", v->rows[i].seen);
		json_text(j, "agent", v->rows[i].agent);
		json_bool(j, "own", v->rows[i].id == v->own);
		json_end(j);
	}
	json_end(j);
	json_end(j);
}

void
keys_json(struct json *j, const void *view)
{
	const struct keys_view *v = view;
	size_t i;

	json_object(j, NULL);
	json_array(j, "keys");
	for (i = 0; i < v->count; i++) {
		json_object(j, NULL);
		json_int(j, "key", v->rows[i].id);
		json_text(j, "login", v->rows[i].login);
		json_text(j, "name", v->rows[i].name);
		json_text(j, "role", v->rows[i].role);
		json_bool(j, "writes", v->rows[i].writes != 0);
		json_int(j, "created", v->rows[i].created);
		json_int(j, "until", v->rows[i].expires);
		json_int(j, "seen", v->rows[i].seen);
		json_end(j);
	}
	json_end(j);
	json_end(j);
}

void
key_json(struct json *j, const void *view)
{
	const struct key_view *v = view;

	json_object(j, NULL);
	json_int(j, "number", v->number);
	json_text(j, "login", v->login);
	json_text(j, "name", v->name);
	json_text(j, "key", v->key);
	json_int(j, "until", v->until);
	json_end(j);
}

void
ended_json(struct json *j, const void *view)
{
	const struct ended_view *v = view;

	json_object(j, NULL);
	json_int(j, "ended", v->number);
	json_end(j);
}
