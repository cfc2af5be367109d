/* Accounts as facts for programs. A link stands in them once, in the answer that made it. */
#include "app/person.h"

#include "app/posts.h"
static void
grant_json(struct json *j, const struct db_grants_of *g)
{
	json_object(j, NULL);
	json_int(j, "number", g->id);
	json_text(j, "role", g->role);
	json_text(j, "org", g->org_name);
	json_text(j, "since", g->since);
	json_text(j, "until", g->until);
	json_text(j, "document", g->document);
	json_end(j);
}

void
user_json(struct json *j, const void *view)
{
	const struct user_view *v = view;

	json_object(j, NULL);
	json_int(j, "account", v->account);
	json_text(j, "login", v->login);
	json_bool(j, "disabled", v->disabled);
	if (v->link != NULL) {
		json_text(j, "link", v->link);
		json_int(j, "link_until", v->link_until);
	}
	if (v->role != NULL) {
		json_int(j, "number", v->grant);
		json_text(j, "role", v->role);
		json_text(j, "org", v->org_name);
	}
	json_end(j);
}

/* Leaves the object open. */
static void
row_json(struct json *j, const struct user_row *r, int64_t now)
{
	const struct db_accounts *a = &r->account;
	size_t i;

	json_object(j, NULL);
	json_int(j, "account", a->id);
	json_text(j, "login", a->login);
	json_text(j, "name", a->name);
	json_text(j, "post", a->post);
	json_text(j, "email", a->email);
	json_text(j, "org", a->org_name);
	json_bool(j, "disabled", a->disabled != 0);
	json_bool(j, "invited", a->invited != 0);
	json_bool(j, "second_factor", a->second != 0);
	json_bool(j, "locked", a->locked_until > now);
	json_bool(j, "demo", a->demo != 0);
	json_array(j, "roles");
	for (i = 0; i < r->ngrants; i++)
		grant_json(j, &r->grants[i]);
	json_end(j);
}

void
users_json(struct json *j, const void *view)
{
	const struct users_view *v = view;
	size_t i;

	json_object(j, NULL);
	json_array(j, "users");
	for (i = 0; i < v->count; i++) {
		row_json(j, &v->rows[i], v->now);
		json_end(j);
	}
	json_end(j);
	json_end(j);
}

void
user_show_json(struct json *j, const void *view)
{
	const struct user_show_view *v = view;

	row_json(j, &v->row, v->now);
	json_int(j, "sessions", (int64_t)v->sessions);
	json_int(j, "keys", (int64_t)v->keys);
	posts_held_json(j, v->posts, v->nposts);
	history_json(j, &v->history);
	json_end(j);
}

void
user_edit_json(struct json *j, const void *view)
{
	const struct user_edit_view *v = view;

	json_object(j, NULL);
	json_text(j, "login", v->login);
	json_text(j, "name", v->name);
	json_text(j, "post", v->post);
	json_text(j, "email", v->email);
	json_int(j, "rev", v->rev);
	json_end(j);
}
