#include "app/person.h"

#include "app/account.h"
#include "base/buf.h"
#include "base/mem.h"

#include <string.h>

enum err
person_check_email(const char *email, struct error *err)
{
	const char *at = email == NULL ? NULL : strchr(email, '@');

	if (email == NULL || email[0] == '\0')
		return OK;
	if (at != NULL && at > email && at[1] != '\0' && strchr(at + 1, '@') == NULL &&
	    strpbrk(email, " \t<>,;\"") == NULL)
		return OK;
	return fail(err, ERR_INVALID,
	    MSG("an address for letters looks like post@example.ru; not «{0}»"), arg_text(email));
}

/* The account of @login among those the actor sees; ERR_NOT_FOUND. */
static enum err
see_account(struct user_show_view *v, struct app *app, const char *login, struct db_account_get *a,
    struct error *err)
{
	struct db_accounts *rows;
	size_t n = 0;
	enum err e = account_of_login(v, app, login, a, err);

	if (e == OK)
		e = db_accounts(
		    v, app->db, app->scope, db_scope_is_all(app->scope), a->id, &rows, &n, err);
	if (e == OK && n == 0)
		return account_refuse_unknown(login, err);
	if (e == OK)
		v->row.account = rows[0];
	return e;
}

static enum err
fill_show(
    struct user_show_view *v, struct app *app, const struct db_account_get *a, struct error *err)
{
	struct db_sessions_of *sessions;
	struct db_tokens_of *keys;
	struct db_account_get same;
	struct error none;
	char today[DAY_TEXT_SIZE];
	enum err e = people_fill_grants(v, app, &v->row, err);

	day_text(app->today, today);
	if (e == OK)
		e = db_posts_held(v, app->db, a->person, today, &v->posts, &v->nposts, err);
	if (e == OK)
		e = db_sessions_of(v, app->db, a->id, &sessions, &v->sessions, err);
	if (e == OK)
		e = db_tokens_of(v, app->db, a->id, &keys, &v->keys, err);
	if (e == OK)
		e = history_find(v, app, "account", a->id, &v->history, err);
	v->manages = e == OK && account_to_manage(v, app, a->login, &same, &none) == OK;
	v->now = app->now;
	return e;
}

enum err
user_show_run(TALLOC_CTX *ctx, struct app *app, const void *params, void **view, struct error *err)
{
	const struct user_params *p = params;
	struct user_show_view *v = mem_new(ctx, struct user_show_view);
	struct db_account_get a;
	enum err e = see_account(v, app, p->login, &a, err);

	if (e == OK)
		e = fill_show(v, app, &a, err);
	*view = e == OK ? v : NULL;
	return e;
}

static bool
same_text(const char *a, const char *b)
{
	return strcmp(a == NULL ? "" : a, b == NULL ? "" : b) == 0;
}

/* What the person will be: what is not said stays. */
static enum err
merge(const struct user_edit_params *p, const struct db_account_get *a, struct user_edit_view *v,
    struct error *err)
{
	v->login = a->login;
	v->name = p->name == NULL ? a->name : p->name;
	v->post = p->post == NULL ? a->post : p->post;
	v->email = p->email == NULL ? a->email : p->email[0] == '\0' ? NULL : p->email;
	if (v->name[0] == '\0' || v->post[0] == '\0')
		return fail(err, ERR_INVALID, MSG("a person has a name and a post: write both"));
	return person_check_email(v->email, err);
}

static void
put_change(TALLOC_CTX *ctx, struct json *j, const char *name, const char *was, const char *now)
{
	if (same_text(was, now))
		return;
	json_text(j, name, now == NULL ? "" : now);
	json_text(j, mem_printf(ctx, "%s before", name), was == NULL ? "" : was);
}

static const char *
changes(TALLOC_CTX *ctx, const struct db_account_get *was, const struct user_edit_view *now)
{
	struct buf b = buf_new(ctx, 1 << 16);
	struct json *j = json_new(ctx, json_to_buf, &b);

	json_object(j, NULL);
	json_text(j, "login", was->login);
	put_change(ctx, j, "name", was->name, now->name);
	put_change(ctx, j, "post", was->post, now->post);
	put_change(ctx, j, "email", was->email, now->email);
	json_end(j);
	json_finish(j, NULL);
	return b.bytes;
}

enum err
user_edit_run(TALLOC_CTX *ctx, struct app *app, const void *params, void **view, struct error *err)
{
	const struct user_edit_params *p = params;
	struct user_edit_view *v = mem_new(ctx, struct user_edit_view);
	struct db_person_edit row;
	struct db_account_get a;
	bool found;
	enum err e = app_begin(app, err);

	if (e == OK)
		e = account_to_manage(v, app, p->login, &a, err);
	if (e == OK && p->rev != 0 && p->rev != a.person_rev)
		return stored_refuse_stale(err);
	if (e == OK)
		e = merge(p, &a, v, err);
	if (e == OK && same_text(v->name, a.name) && same_text(v->post, a.post) &&
	    same_text(v->email, a.email))
		return fail(err, ERR_INVALID,
		    MSG("nothing differs from what is stored; change something first"));
	if (e == OK)
		e = db_person_edit(v, app->db, a.person, v->name, v->post, v->email, a.person_rev,
		    &row, &found, err);
	if (e == OK && !found)
		return stored_refuse_stale(err);
	if (e != OK)
		return e;
	v->rev = row.rev;
	app_audit(app, "account", a.id, changes(v, &a, v));
	*view = v;
	return OK;
}

enum err
user_edit_stored(
    TALLOC_CTX *ctx, struct app *app, const void *params, struct stored *out, struct error *err)
{
	const struct user_edit_params *p = params;
	struct db_account_get a;
	enum err e = account_to_manage(ctx, app, p->login, &a, err);

	if (e == OK)
		*out = (struct stored){a.person_rev, "account", a.id, "user edit", 3,
		    {{"name", a.name}, {"post", a.post}, {"email", a.email}}};
	return e;
}
