#include "web/me.h"

#include "web/templates/templates.h"
#include "web/users.h"

/* Of another's account one comes from its page. */
static void
crumb_me(struct page *pg)
{
	const char *login = page_value(pg, "login");

	if (login[0] != '\0' && page_may(pg, ACTION_USER_SHOW)) {
		users_crumbs(pg, login);
		return;
	}
	page_crumb(pg, tr(pg->lang, MSG("My settings")), link_to(pg, ACTION_ME, NULL));
}

void
me_page(struct page *pg, const void *view)
{
	tmpl_me(pg, view);
}

void
sessions_page(struct page *pg, const void *view)
{
	crumb_me(pg);
	tmpl_sessions(pg, view);
}

void
session_form(struct page *pg, const void *view)
{
	(void)view;
	crumb_me(pg);
	page_crumb(pg, tr(pg->lang, MSG("Open sessions")), link_to(pg, ACTION_SESSION_LIST, NULL));
	tmpl_form_page(pg, pg->action);
}

void
keys_page(struct page *pg, const void *view)
{
	crumb_me(pg);
	tmpl_keys(pg, view);
}

/* Below the list of keys. */
static void
crumb_keys(struct page *pg)
{
	crumb_me(pg);
	page_crumb(pg, tr(pg->lang, MSG("Keys of programs")), link_to(pg, ACTION_TOKEN_LIST, NULL));
}

void
key_form(struct page *pg, const void *view)
{
	(void)view;
	crumb_keys(pg);
	tmpl_form_page(pg, pg->action);
}

void
key_page(struct page *pg, const void *view)
{
	crumb_keys(pg);
	tmpl_key(pg, view);
}

void
years_page(struct page *pg, const void *view)
{
	const char *back = page_value(pg, "back");

	tmpl_years(pg, view, link_is_local(back) ? back : "/");
}

void
year_kept_page(struct page *pg, const void *view)
{
	const struct year_params *v = view;
	const char *back = page_value(pg, "back");

	pg->keep_year = v->year;
	pg->go = link_path(pg, link_is_local(back) ? back : "/");
}
