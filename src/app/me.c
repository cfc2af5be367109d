#include "app/me.h"

#include "app/posts.h"
#include "app/account.h"
#include "base/mem.h"

#include <string.h>

enum err
me_run(TALLOC_CTX *ctx, struct app *app, const void *params, void **view, struct error *err)
{
	struct me_view *v = mem_new(ctx, struct me_view);
	struct db_account_get a = {0};
	struct db_recovery_count codes = {0};
	struct db_sessions_of *sessions;
	struct db_tokens_of *keys;
	char today[DAY_TEXT_SIZE];
	bool found;
	enum err e;

	(void)params;
	if (app->account == 0)
		return fail(err, ERR_DENIED, MSG("this is for people who signed in"));
	e = account_of_id(v, app, app->account, &a, err);
	if (e == OK)
		e = db_recovery_count(v, app->db, a.id, &codes, &found, err);
	if (e == OK)
		e = db_sessions_of(v, app->db, a.id, &sessions, &v->sessions, err);
	if (e == OK)
		e = db_tokens_of(v, app->db, a.id, &keys, &v->keys, err);
	day_text(app->today, today);
	if (e == OK)
		e = db_posts_held(v, app->db, a.person, today, &v->posts, &v->nposts, err);
	if (e != OK)
		return e;
	v->login = a.login;
	v->name = a.name;
	v->post = a.post;
	v->second = strcmp(a.totp_state, "on") == 0;
	v->recovery_left = codes.n;
	v->since = a.created;
	*view = v;
	return OK;
}

void
me_json(struct json *j, const void *view)
{
	const struct me_view *v = view;

	json_object(j, NULL);
	json_text(j, "login", v->login);
	json_text(j, "name", v->name);
	json_text(j, "post", v->post);
	json_bool(j, "second_factor", v->second);
	json_int(j, "recovery_codes_left", v->recovery_left);
	json_int(j, "sessions", (int64_t)v->sessions);
	json_int(j, "keys", (int64_t)v->keys);
	posts_held_json(j, v->posts, v->nposts);
	json_end(j);
}
