#include "web/frame.h"

#include "app/inbox.h"
#include "app/role.h"
#include "app/session.h"
#include "base/mem.h"
#include "domain/method/method.h"
#include "web/help.h"
#include "web/static.h"

#include <string.h>

static const struct {
	enum nav nav;
	enum action_id id;
	const char *text;
} sections[] = {
    {NAV_CYCLE, ACTION_BOARD, MSG("Cycle of the year")},
    {NAV_SCHOOLS, ACTION_SCHOOLS, MSG("Schools")},
    {NAV_RESULTS, ACTION_TABLE, MSG("Results")},
    {NAV_IDENTIFY, ACTION_IDENTIFY, MSG("Identification")},
    {NAV_DATA, ACTION_IMPORTS, MSG("Data")},
    {NAV_ADMIN, ACTION_USER_LIST, MSG("Administration")},
};

static void
add_link(struct frame_link *links, size_t *n, const char *text, struct url url, enum nav nav)
{
	if (*n < FRAME_LINKS)
		links[(*n)++] = (struct frame_link){text, url, nav};
}

static void
add_sections(struct page *pg, struct frame *f)
{
	size_t i;

	for (i = 0; i < sizeof sections / sizeof sections[0]; i++) {
		if (page_action(sections[i].id)->path != NULL && page_may(pg, sections[i].id))
			add_link(f->nav, &f->nnav, tr(pg->lang, sections[i].text),
			    link_to(pg, sections[i].id, NULL), sections[i].nav);
	}
}

/* Where the count fails the page itself will tell why. */
static void
add_inbox(struct page *pg, struct frame *f)
{
	const struct inbox *inbox;
	struct error err;

	if (pg->who.account == 0 || pg->who.needs_code || pg->who.must_enrol)
		return;
	f->inbox_url = link_to(pg, ACTION_INBOX, NULL);
	f->search_url = link_to(pg, ACTION_SEARCH, NULL);
	if (inbox_get(pg->ctx, pg->app, &inbox, &err) == OK)
		f->inbox = (int64_t)inbox->count;
}

static struct frame_form *
add_form(struct page *pg, struct frame *f, const char *title, enum action_id id, const char *name)
{
	struct frame_form *form = &f->forms[f->nforms++];

	*form = (struct frame_form){tr(pg->lang, title), link_to(pg, id, NULL), name, 0};
	return form;
}

static void
add_choice(struct frame_form *form, const char *value, const char *text, bool pressed)
{
	if (form->count < FRAME_CHOICES)
		form->choices[form->count++] = (struct frame_choice){value, text, NULL, pressed};
}

/* Only who has several roles chooses among them. */
static void
add_roles(struct page *pg, struct frame *f)
{
	struct frame_form *form;
	size_t i;

	if (pg->who.ngrants < 2)
		return;
	form = add_form(pg, f, MSG("Act as"), ACTION_ACT_AS, "role");
	for (i = 0; i < pg->who.ngrants; i++) {
		const struct db_grants_of *g = &pg->who.grants[i];
		const struct role *role = role_find(g->role);

		add_choice(form, link_number(pg, g->id), tr(pg->lang, role->label),
		    g->id == pg->who.acts_as);
		form->choices[form->count - 1].place = g->org_name;
	}
}

static void
add_looks(struct page *pg, struct frame *f)
{
	static const struct choice themes[] = {{"auto", MSG("Theme of the device")},
	    {"light", MSG("Light theme")}, {"dark", MSG("Dark theme")},
	    {"contrast", MSG("Contrast theme")}, {NULL}};
	const char *now = pg->who.theme[0] == '\0' ? "auto" : pg->who.theme;
	struct frame_form *form = add_form(pg, f, MSG("Theme"), ACTION_LOOK, "theme");
	const struct choice *c;

	for (c = themes; c->value != NULL; c++)
		add_choice(form, c->value, tr(pg->lang, c->label), strcmp(c->value, now) == 0);
	form = add_form(pg, f, MSG("Language"), ACTION_LOOK, "language");
	add_choice(form, "ru", "Русский", pg->lang == LANG_RU);
	add_choice(form, "en", "English", pg->lang == LANG_EN);
}

/* What is the reader's own: his page, roles, look, the way out. */
static void
add_own(struct page *pg, struct frame *f)
{
	add_link(f->menu, &f->nmenu, tr(pg->lang, MSG("My settings")), link_to(pg, ACTION_ME, NULL),
	    NAV_NONE);
	add_link(f->menu, &f->nmenu, tr(pg->lang, MSG("What my role may do")),
	    link_to(pg, ACTION_PERMISSIONS, NULL), NAV_NONE);
	add_roles(pg, f);
	add_looks(pg, f);
	add_choice(add_form(pg, f, MSG("Sign out"), ACTION_SIGN_OUT, NULL), "",
	    tr(pg->lang, MSG("Sign out")), false);
	if (page_may(pg, ACTION_YEARS))
		f->year_url = link_to(pg, ACTION_YEARS, "back",
		    link_here(pg, "year", NULL, "done", NULL, NULL).text, NULL);
}

#define WINDOW_TITLE 61 /* letters that a tab or a list of visited pages has room for */

/* How much of it a letter takes: a sign that HTML escapes as much as it is written there. */
static size_t
room_of(char c)
{
	if (((unsigned char)c & 0xC0) == 0x80)
		return 0; /* inside of a letter */
	return c == '"' ? 6 : c == '&' || c == '\'' ? 5 : c == '<' || c == '>' ? 4 : 1;
}

static const char *
fit_window(struct page *pg, const char *title)
{
	size_t used = 0, end = 0, i;

	for (i = 0; title[i] != '\0' && used <= WINDOW_TITLE; i++) {
		if (room_of(title[i]) > 0 && used < WINDOW_TITLE)
			end = i;
		used += room_of(title[i]);
	}
	return used <= WINDOW_TITLE ? title : mem_printf(pg->ctx, "%.*s…", (int)end, title);
}

const struct frame *
frame_of(struct page *pg)
{
	struct frame *f;

	if (pg->frame != NULL)
		return pg->frame;
	f = mem_new(pg->ctx, struct frame);
	f->window_title =
	    mem_printf(pg->ctx, "%s · %s", fit_window(pg, pg->title), tr(pg->lang, MSG("Opora")));
	f->refresh = pg->refresh;
	f->foot = say(pg->ctx, pg->lang, MSG("Data as of {0}"),
	    arg_text(text_instant(pg->ctx, pg->lang, pg->app->now)));
	if (pg->method != NULL)
		f->foot = mem_printf(pg->ctx, "%s · %s", f->foot,
		    say(pg->ctx, pg->lang, MSG("Method {0}, version {1}"), arg_text(pg->method->id),
			arg_year(pg->method->version)));
	add_sections(pg, f);
	add_inbox(pg, f);
	f->help_url = help_about(pg);
	if (pg->who.account == 0)
		f->sign_in_url = link_to(pg, ACTION_SIGN_IN, NULL);
	else
		add_own(pg, f);
	pg->frame = f;
	return f;
}

struct url
frame_home(struct page *pg)
{
	const struct frame *f;

	if (pg->who.account == 0)
		return link_to(pg, ACTION_SIGN_IN, NULL);
	pg->title = "";
	f = frame_of(pg);
	return f->nnav > 0 ? f->nav[0].url : link_to(pg, ACTION_ME, NULL);
}

struct url
frame_mark(struct page *pg)
{
	return (struct url){mem_printf(pg->ctx, "%s#mark", static_url("icons.svg"))};
}
