#include "web/users.h"

#include "app/field.h"
#include "base/mem.h"
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
user_form(struct page *pg, const void *view)
{
	const char *login = page_value(pg, "login");

	(void)view;
	pg->nav = NAV_ADMIN;
	page_crumb(pg, tr(pg->lang, MSG("Accounts")), link_to(pg, ACTION_USER_LIST, NULL));
	page_crumb(pg, say(pg->ctx, pg->lang, MSG("Account {0}"), arg_text(login)),
	    link_to(pg, ACTION_USER_SHOW, "login", login, NULL));
	tmpl_form_page(pg, pg->action);
}

void
user_page(struct page *pg, const void *view)
{
	const struct user_view *v = view;

	pg->nav = NAV_ADMIN;
	page_crumb(pg, tr(pg->lang, MSG("Accounts")), link_to(pg, ACTION_USER_LIST, NULL));
	pg->title = tr(pg->lang, MSG("Link to choose a password"));
	page_crumb(pg, say(pg->ctx, pg->lang, MSG("Account {0}"), arg_text(v->login)),
	    link_to(pg, ACTION_USER_SHOW, "login", v->login, NULL));
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
