#include "app/posts.h"

#include "app/account.h"
#include "app/people.h"
#include "base/hash.h"
#include "base/mem.h"
#include "base/text.h"

#include <string.h>

/* An organisation under which a post or a body can stand. */
static enum err
find_home(
    TALLOC_CTX *ctx, struct app *app, const char *said, struct org_said *org, struct error *err)
{
	enum err e = org_find(ctx, app, said, org, err);

	if (e == OK && org->id == 0)
		return fail(err, ERR_USAGE, MSG("say of which organisation: --org"));
	return e;
}

enum err
post_add_run(TALLOC_CTX *ctx, struct app *app, const void *params, void **view, struct error *err)
{
	const struct post_add_params *p = params;
	struct made_view *v = mem_new(ctx, struct made_view);
	struct db_post_by_title there;
	struct db_post_add row;
	struct org_said org;
	bool found;
	char *fold = text_fold(v, p->title);
	enum err e = app_begin(app, err);

	if (e == OK)
		e = find_home(v, app, p->org, &org, err);
	if (e == OK)
		e = db_post_by_title(v, app->db, org.id, fold, &there, &found, err);
	if (e == OK && found)
		return fail(err, ERR_CONFLICT, MSG("the organisation has the post «{0}» already"),
		    arg_text(p->title));
	if (e == OK)
		e = db_post_add(v, app->db, org.id, p->title, fold, &row, &found, err);
	if (e != OK)
		return e;
	*v = (struct made_view){row.id, p->title};
	app_audit(app, "post", row.id, "{}");
	*view = v;
	return OK;
}

enum err
post_list_run(TALLOC_CTX *ctx, struct app *app, const void *params, void **view, struct error *err)
{
	struct posts_view *v = mem_new(ctx, struct posts_view);
	enum err e = db_posts(v, app->db, app->scope, &v->rows, &v->count, err);

	*view = e == OK ? v : NULL;
	return e;
}

/* The holder before ends the day before; whoever came later would be overtaken. */
static enum err
end_holder_before(
    TALLOC_CTX *ctx, struct app *app, int64_t post, struct day since, struct error *err)
{
	char first[DAY_TEXT_SIZE], last[DAY_TEXT_SIZE];
	struct db_holder_newest now;
	bool found;
	enum err e = db_holder_newest(ctx, app->db, post, &now, &found, err);

	day_text(since, first);
	day_text(day_from_number(day_number(since) - 1), last);
	if (e != OK || !found)
		return e;
	if (strcmp(now.since, first) >= 0)
		return fail(err, ERR_CONFLICT,
		    MSG("the post has a holder since {0}; the next one begins later"),
		    arg_text(now.since));
	if (now.until != NULL && strcmp(now.until, first) < 0)
		return OK;
	return db_holder_end(app->db, post, now.since, last, err);
}

/* Stores who holds the post next, and what the audit says of it. */
static enum err
put_holder(TALLOC_CTX *ctx, struct app *app, const struct holder_set_params *p, int64_t person,
    struct error *err)
{
	struct day since = p->since.year == 0 ? app->today : p->since;
	char first[DAY_TEXT_SIZE];
	enum err e = end_holder_before(ctx, app, p->post, since, err);

	day_text(since, first);
	if (e == OK)
		e = db_holder_add(
		    app->db, p->post, person, first, NULL, p->acting, p->document, err);
	if (e == OK)
		app_audit(app, "post", p->post,
		    mem_printf(
			ctx, "{\"person\":%lld,\"since\":\"%s\"}", (long long)person, first));
	return e;
}

/* The colleague of @own: a working account of another person of the same organisation. */
static enum err
find_colleague(TALLOC_CTX *ctx, struct app *app, const struct db_account_get *own,
    const char *login, int64_t *person, struct error *err)
{
	struct db_account_by_login row = {0};
	struct db_account_get a = {0};
	bool found;
	enum err e = db_account_by_login(ctx, app->db, text_fold(ctx, login), &row, &found, err);

	if (e == OK && found)
		e = account_of_id(ctx, app, row.id, &a, err);
	if (e != OK)
		return e;
	if (!found || a.org != own->org || a.disabled)
		return fail(err, ERR_NOT_FOUND,
		    MSG("there is no account «{0}» in your organisation"), arg_text(login));
	if (a.person == own->person)
		return fail(err, ERR_INVALID, MSG("you hold the post yourself already"));
	*person = a.person;
	return OK;
}

static enum err
find_held(TALLOC_CTX *ctx, struct app *app, int64_t person, int64_t post, struct made_view *v,
    struct error *err)
{
	struct db_posts_held *rows;
	char today[DAY_TEXT_SIZE];
	size_t n, i;
	enum err e;

	day_text(app->today, today);
	e = db_posts_held(ctx, app->db, person, today, &rows, &n, err);
	for (i = 0; e == OK && i < n; i++) {
		if (rows[i].id == post) {
			*v = (struct made_view){post, rows[i].title};
			return OK;
		}
	}
	return e != OK
		   ? e
		   : fail(err, ERR_NOT_FOUND, MSG("you don't hold the post {0}"), arg_int(post));
}

enum err
hand_over_run(TALLOC_CTX *ctx, struct app *app, const void *params, void **view, struct error *err)
{
	const struct holder_set_params *p = params;
	struct made_view *v = mem_new(ctx, struct made_view);
	struct db_account_get own;
	int64_t person = 0;
	enum err e;

	if (app->account == 0)
		return fail(err, ERR_DENIED, MSG("this is for people who signed in"));
	if (p->since.year != 0 && day_cmp(p->since, app->today) < 0)
		return fail(err, ERR_INVALID, MSG("a post is handed over from today on or later"));
	e = app_begin(app, err);
	if (e == OK)
		e = account_of_id(v, app, app->account, &own, err);
	if (e == OK)
		e = find_held(v, app, own.person, p->post, v, err);
	if (e == OK)
		e = find_colleague(v, app, &own, p->login, &person, err);
	if (e == OK)
		e = put_holder(v, app, p, person, err);
	*view = e == OK ? v : NULL;
	return e;
}

enum err
holder_set_run(TALLOC_CTX *ctx, struct app *app, const void *params, void **view, struct error *err)
{
	const struct holder_set_params *p = params;
	struct made_view *v = mem_new(ctx, struct made_view);
	struct db_account_get a;
	struct db_post_get post;
	bool found;
	enum err e = app_begin(app, err);

	if (e == OK)
		e = db_post_get(v, app->db, app->scope, p->post, &post, &found, err);
	if (e == OK && !found)
		return fail(err, ERR_NOT_FOUND, MSG("there is no post {0}"), arg_int(p->post));
	if (e == OK)
		e = account_to_manage(v, app, p->login, &a, err);
	if (e == OK)
		e = put_holder(v, app, p, a.person, err);
	if (e != OK)
		return e;
	*v = (struct made_view){post.id, post.title};
	*view = v;
	return OK;
}

enum err
body_add_run(TALLOC_CTX *ctx, struct app *app, const void *params, void **view, struct error *err)
{
	const struct body_add_params *p = params;
	struct made_view *v = mem_new(ctx, struct made_view);
	char uid[UID_TEXT_SIZE], *fold = text_fold(v, p->name);
	struct db_org_by_fold *there;
	struct db_org_add row = {0};
	struct org_said org;
	size_t n = 0;
	bool found;
	enum err e = app_begin(app, err);

	if (e == OK)
		e = find_home(v, app, p->org, &org, err);
	if (e == OK)
		e = db_org_by_fold(v, app->db, "body", org.id, fold, &there, &n, err);
	if (e == OK && n > 0)
		return fail(err, ERR_CONFLICT, MSG("there is «{0}» already"), arg_text(p->name));
	uid_new(uid);
	if (e == OK)
		e = db_org_add(v, app->db, uid, "body", org.id, 0, &row, &found, err);
	if (e == OK)
		e = db_org_path_set(
		    app->db, row.id, mem_printf(v, "%s%lld/", org.path, (long long)row.id), err);
	if (e == OK)
		e = db_org_name_add(
		    app->db, row.id, "", p->name, p->name, fold, text_key(v, p->name), 0, err);
	if (e != OK)
		return e;
	*v = (struct made_view){row.id, p->name};
	app_audit(app, "org", row.id, "{\"kind\":\"body\"}");
	*view = v;
	return OK;
}

/* The person or the post that becomes a member. */
static enum err
find_member(TALLOC_CTX *ctx, struct app *app, const struct body_member_params *p, int64_t *person,
    struct error *err)
{
	struct db_account_get a;
	struct db_post_get post;
	bool found;
	enum err e;

	*person = 0;
	if ((p->login != NULL) + (p->post != 0) != 1)
		return fail(err, ERR_USAGE, MSG("say who: either --login or --holder-of"));
	if (p->login != NULL) {
		e = account_to_manage(ctx, app, p->login, &a, err);
		*person = e == OK ? a.person : 0;
		return e;
	}
	e = db_post_get(ctx, app->db, app->scope, p->post, &post, &found, err);
	if (e == OK && !found)
		return fail(err, ERR_NOT_FOUND, MSG("there is no post {0}"), arg_int(p->post));
	return e;
}

enum err
body_member_run(
    TALLOC_CTX *ctx, struct app *app, const void *params, void **view, struct error *err)
{
	const struct body_member_params *p = params;
	struct made_view *v = mem_new(ctx, struct made_view);
	char since[DAY_TEXT_SIZE], until[DAY_TEXT_SIZE];
	struct db_member_add row;
	struct org_said body;
	int64_t person;
	bool found;
	enum err e = app_begin(app, err);

	if (e == OK)
		e = org_find(v, app, p->body, &body, err);
	if (e == OK && (body.kind == NULL || strcmp(body.kind, "body") != 0))
		return fail(err, ERR_NOT_FOUND, MSG("«{0}» is no body; make it: opora body add"),
		    arg_text(p->body));
	if (e == OK)
		e = find_member(v, app, p, &person, err);
	day_text(p->since.year == 0 ? app->today : p->since, since);
	day_text(p->until, until);
	if (e == OK)
		e = db_member_add(v, app->db, body.id, person, p->post, p->role, since,
		    p->until.year == 0 ? NULL : until, &row, &found, err);
	if (e != OK)
		return e;
	*v = (struct made_view){row.id, body.name};
	app_audit(app, "org", body.id,
	    mem_printf(v, "{\"member\":%lld,\"person\":%lld,\"post\":%lld}", (long long)row.id,
		(long long)person, (long long)p->post));
	*view = v;
	return OK;
}

/* The membership of the scope that can end on @until. */
static enum err
find_membership(TALLOC_CTX *ctx, struct app *app, int64_t member, const char *until,
    struct db_member_get *out, struct error *err)
{
	char today[DAY_TEXT_SIZE];
	bool found;
	enum err e = db_member_get(ctx, app->db, app->scope, member, out, &found, err);

	day_text(app->today, today);
	if (e != OK)
		return e;
	if (!found)
		return fail(err, ERR_NOT_FOUND,
		    MSG("there is no member {0}; opora body list shows them"), arg_int(member));
	if (out->until != NULL && strcmp(out->until, today) < 0)
		return fail(
		    err, ERR_CONFLICT, MSG("the membership {0} is over already"), arg_int(member));
	if (strcmp(until, out->since) < 0)
		return fail(err, ERR_INVALID, MSG("the last day lies before the first"));
	return OK;
}

enum err
body_leave_run(TALLOC_CTX *ctx, struct app *app, const void *params, void **view, struct error *err)
{
	const struct body_leave_params *p = params;
	struct made_view *v = mem_new(ctx, struct made_view);
	char until[DAY_TEXT_SIZE];
	struct db_member_get row;
	enum err e = app_begin(app, err);

	day_text(p->until.year == 0 ? app->today : p->until, until);
	if (e == OK)
		e = find_membership(v, app, p->member, until, &row, err);
	if (e == OK)
		e = db_member_end(app->db, p->member, until, err);
	if (e != OK)
		return e;
	*v = (struct made_view){p->member, row.role};
	app_audit(app, "org", row.org,
	    mem_printf(v, "{\"member\":%lld,\"until\":\"%s\"}", (long long)p->member, until));
	*view = v;
	return OK;
}

void
posts_json(struct json *j, const void *view)
{
	const struct posts_view *v = view;
	size_t i;

	json_object(j, NULL);
	json_array(j, "posts");
	for (i = 0; i < v->count; i++) {
		const struct db_posts *r = &v->rows[i];

		json_object(j, NULL);
		json_int(j, "post", r->id);
		json_text(j, "title", r->title);
		json_text(j, "org", r->org_name);
		json_text(j, "holder", r->person);
		json_text(j, "since", r->since);
		json_text(j, "until", r->until);
		json_bool(j, "acting", r->acting != 0);
		json_text(j, "document", r->document);
		json_end(j);
	}
	json_end(j);
	json_end(j);
}

void
made_json(struct json *j, const void *view)
{
	const struct made_view *v = view;

	json_object(j, NULL);
	json_int(j, "number", v->number);
	json_text(j, "name", v->name);
	json_end(j);
}

void
posts_held_json(struct json *j, const struct db_posts_held *posts, size_t n)
{
	size_t i;

	json_array(j, "posts");
	for (i = 0; i < n; i++) {
		json_object(j, NULL);
		json_int(j, "post", posts[i].id);
		json_text(j, "title", posts[i].title);
		json_text(j, "org", posts[i].org_name);
		json_text(j, "since", posts[i].since);
		json_bool(j, "acting", posts[i].acting != 0);
		json_end(j);
	}
	json_end(j);
}
