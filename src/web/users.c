#include "web/users.h"

#include "app/field.h"
#include "base/mem.h"
#include "web/route.h"
#include "web/templates/templates.h"

#include <string.h>

const char *
users_role(const struct page *pg, const char *code)
{
	const struct role *role = role_find(code);

	return role == NULL ? code : tr(pg->lang, role->label);
}

const struct choice *
users_choices(enum action_id id, const char *field)
{
	return field_find(page_action(id), field, strlen(field))->choices;
}

const char *
users_state(const struct page *pg, const struct db_accounts *a, int64_t now)
{
	if (a->disabled)
		return tr(pg->lang, MSG("shut"));
	if (a->invited)
		return tr(pg->lang, MSG("invited"));
	if (a->locked_until > now)
		return tr(pg->lang, MSG("locked"));
	return NULL;
}

bool
users_day_over(const struct page *pg, const char *until)
{
	char today[DAY_TEXT_SIZE];

	day_text(pg->app->today, today);
	return until != NULL && strcmp(until, today) < 0;
}

bool
users_grant_over(const struct page *pg, const struct db_grants_of *g)
{
	return users_day_over(pg, g->until);
}

const char *
users_day(struct page *pg, const char *iso)
{
	struct day day;

	return day_parse(iso, strlen(iso), &day) ? text_day(pg->ctx, pg->lang, day) : iso;
}

const char *
users_term(struct page *pg, const char *since, const char *until)
{
	if (until == NULL)
		return say(pg->ctx, pg->lang, MSG("since {0}"), arg_text(users_day(pg, since)));
	return mem_printf(pg->ctx, "%s–%s", users_day(pg, since), users_day(pg, until));
}

static const char *
kind_words(const struct page *pg, const char *kind)
{
	static const struct choice kinds[] = {{"account", MSG("account")},
	    {"backup", MSG("backup")}, {"batch", MSG("import")}, {"database", MSG("database")},
	    {"list", MSG("list of schools")}, {"method", MSG("method")},
	    {"objection", MSG("objection")}, {"org", MSG("organisation")}, {"post", MSG("post")},
	    {"run", MSG("run of a method")}, {"setting", MSG("setting")}, {NULL}};
	const struct choice *c;

	for (c = kinds; c->value != NULL; c++) {
		if (strcmp(c->value, kind) == 0)
			return tr(pg->lang, c->label);
	}
	return kind;
}

const char *
users_about(struct page *pg, const struct db_audit_newest *row)
{
	const char *kind = kind_words(pg, row->object_kind);

	if (row->object_login != NULL)
		return mem_printf(pg->ctx, "%s %s", kind, row->object_login);
	return row->object_id == 0
		   ? kind
		   : mem_printf(pg->ctx, "%s %lld", kind, (long long)row->object_id);
}

const char *
users_actor(const struct page *pg, const char *actor)
{
	if (strncmp(actor, "cli:", 4) == 0)
		return tr(pg->lang, MSG("command line"));
	return strcmp(actor, APP_NOBODY) == 0 ? tr(pg->lang, MSG("not signed in")) : actor;
}

const char *
users_object(struct page *pg, const char *kind, int64_t id)
{
	return id == 0 ? kind : mem_printf(pg->ctx, "%s %lld", kind, (long long)id);
}

const char *
users_whole_link(struct page *pg, const char *path)
{
	const char *host = pg->request->header(pg->request, "host");

	return mem_printf(pg->ctx, "%s://%s%s", pg->request->secure ? "https" : "http",
	    host == NULL ? "" : host, path);
}

void
users_page(struct page *pg, const void *view)
{
	pg->nav = NAV_ADMIN;
	tmpl_users(pg, view);
}

void
user_show_page(struct page *pg, const void *view)
{
	const struct user_show_view *v = view;

	pg->nav = NAV_ADMIN;
	pg->title = say(pg->ctx, pg->lang, MSG("Account {0}"), arg_text(v->row.account.login));
	page_crumb(pg, tr(pg->lang, MSG("Accounts")), link_to(pg, ACTION_USER_LIST, NULL));
	tmpl_user_show(pg, v);
}

void
users_crumbs(struct page *pg, const char *login)
{
	pg->nav = NAV_ADMIN;
	page_crumb(pg, tr(pg->lang, MSG("Accounts")), link_to(pg, ACTION_USER_LIST, NULL));
	page_crumb(pg, say(pg->ctx, pg->lang, MSG("Account {0}"), arg_text(login)),
	    link_to(pg, ACTION_USER_SHOW, "login", login, NULL));
}

void
user_form(struct page *pg, const void *view)
{
	(void)view;
	users_crumbs(pg, page_value(pg, "login"));
	tmpl_form_page(pg, pg->action);
}

/* The role that the form is about, among those of the account; NULL: there is none such. */
static const struct db_grants_of *
asked_grant(struct page *pg)
{
	struct user_params params = {.login = page_value(pg, "login")};
	const char *said = page_value(pg, "role");
	struct user_show_view *v;
	void *view = NULL;
	struct error err;
	size_t i;

	if (route_dispatch(pg->ctx, pg->app, page_action(ACTION_USER_SHOW), &params, &view, &err) !=
	    OK)
		return NULL;
	v = view;
	for (i = 0; i < v->row.ngrants; i++) {
		if (strcmp(link_number(pg, v->row.grants[i].id), said) == 0)
			return &v->row.grants[i];
	}
	return NULL;
}

void
revoke_form(struct page *pg, const void *view)
{
	const struct db_grants_of *grant = asked_grant(pg);

	if (grant == NULL) {
		user_form(pg, view);
		return;
	}
	users_crumbs(pg, page_value(pg, "login"));
	tmpl_user_revoke(pg, grant);
}

void
people_form(struct page *pg, const void *view)
{
	(void)view;
	pg->nav = NAV_ADMIN;
	if (pg->action->then == NULL)
		page_crumb(pg, tr(pg->lang, MSG("Accounts")), link_to(pg, ACTION_USER_LIST, NULL));
	link_crumb_then(pg, pg->action);
	tmpl_form_page(pg, pg->action);
}

void
user_page(struct page *pg, const void *view)
{
	const struct user_view *v = view;

	users_crumbs(pg, v->login);
	pg->title = tr(pg->lang, MSG("Link to choose a password"));
	tmpl_user_link(pg, v);
}

void
posts_page(struct page *pg, const void *view)
{
	pg->nav = NAV_ADMIN;
	tmpl_posts(pg, view);
}

void
bodies_page(struct page *pg, const void *view)
{
	pg->nav = NAV_ADMIN;
	tmpl_bodies(pg, view);
}

void
permissions_page(struct page *pg, const void *view)
{
	pg->nav = NAV_ADMIN;
	tmpl_permissions(pg, view);
}
