#include "web/action_form.h"

#include "app/stored.h"
#include "base/mem.h"
#include "web/route.h"
#include "web/said.h"
#include "web/templates/templates.h"

#include <string.h>

const char *
action_form_label(struct page *pg, const struct field *f)
{
	if (f->label != NULL)
		return tr(pg->lang, f->label);
	return text_sentence(pg->ctx, tr(pg->lang, f->what != NULL ? f->what : f->help));
}

const char *
action_form_hint(struct page *pg, const struct field *f)
{
	const char *hint = said_hint(pg, f->help);

	if (hint != NULL && strcmp(text_capital(pg->ctx, hint), action_form_label(pg, f)) != 0)
		return hint;
	return f->type == FIELD_DAY ? tr(pg->lang, MSG("for example 22.11.2026")) : NULL;
}

const char *
action_form_value(struct page *pg, const struct field *f)
{
	const char *value = f->type == FIELD_SECRET ? "" : page_value(pg, f->name);

	if (f->type != FIELD_YEAR || !f->required || value[0] != '\0' || pg->year == 0 ||
	    page_field_error(pg, f->name) != NULL)
		return value;
	return link_number(pg, pg->year);
}

const char *
action_form_described(struct page *pg, const struct field *f)
{
	const char *hint =
	    action_form_hint(pg, f) == NULL ? "" : mem_printf(pg->ctx, "h-%s", f->name);

	if (page_field_error(pg, f->name) == NULL)
		return hint;
	return mem_printf(pg->ctx, "%s%se-%s", hint, hint[0] == '\0' ? "" : " ", f->name);
}

/* The code of a second factor is copied from another screen: it is seen while it is typed. */
static bool
is_code(const struct field *f)
{
	return f->type == FIELD_SECRET && strcmp(f->name, "code") == 0;
}

/* Numbers, too, are texts: a number field refuses «2 023» without a word. */
const char *
action_form_type(const struct field *f)
{
	return f->type == FIELD_SECRET && !is_code(f) ? "password" : "text";
}

int64_t
action_form_max(const struct field *f)
{
	if (f->type == FIELD_TEXT || f->type == FIELD_SECRET)
		return f->max > 0 ? f->max : FIELD_TEXT_MAX;
	if (f->type == FIELD_LONG)
		return f->max > 0 ? f->max : FIELD_LONG_MAX;
	return 200;
}

/* Managers of passwords offer the old one where it is asked, and a new one where it is chosen. */
const char *
action_form_autocomplete(const struct page *pg, const struct field *f)
{
	bool signs_in = pg->action != NULL && pg->action->id == ACTION_SIGN_IN;

	if (is_code(f))
		return "one-time-code";
	if (f->type == FIELD_SECRET)
		return signs_in || f->web || strcmp(f->name, "old") == 0 ? "current-password"
									 : "new-password";
	return signs_in && strcmp(f->name, "login") == 0 ? "username" : "off";
}

const char *
action_form_button(struct page *pg, const struct action *a)
{
	return tr(pg->lang, a->button != NULL ? a->button : MSG("Do it"));
}

const char *
action_form_enctype(const struct action *a)
{
	size_t i;

	for (i = 0; i < a->nfields; i++) {
		if (a->fields[i].type == FIELD_FILES)
			return "multipart/form-data";
	}
	return "application/x-www-form-urlencoded";
}

bool
action_form_in_path(const struct action *a, const struct field *f)
{
	size_t len = strlen(f->name);
	const char *at;

	for (at = strchr(a->path, '{'); at != NULL; at = strchr(at + 1, '{')) {
		if (strncmp(at + 1, f->name, len) == 0 && at[1 + len] == '}')
			return true;
	}
	return false;
}

bool
action_form_fixed(const struct page *pg, const struct field *f)
{
	/* asked again when it is what was wrong */
	return page_field_error(pg, f->name) == NULL && strcmp(f->name, "rev") == 0;
}

const char *
action_form_rev(struct page *pg)
{
	const char *said = page_value(pg, "rev");

	if (pg->rev != 0)
		return link_number(pg, pg->rev);
	return said[0] == '\0' && pg->stored != NULL ? link_number(pg, pg->stored->rev) : said;
}

/* Sections by the beginning of the path; what the path names stands one step above the form. */
static const struct section {
	const char *path;
	enum nav nav;
	enum action_id all;
	const char *title, *one; /* @one: "List {0}", with what the path names; or NULL */
	enum action_id of;
	const char *word;
} sections[] = {
    {"/lists", NAV_IDENTIFY, ACTION_LISTS, MSG("Lists"), MSG("List {0}"), ACTION_LIST_SHOW, "list"},
    {"/objections", NAV_IDENTIFY, ACTION_LISTS, MSG("Lists"), NULL, ACTION_LISTS, NULL},
    {"/runs", NAV_IDENTIFY, ACTION_RUNS, MSG("Saved runs"), NULL, ACTION_RUNS, NULL},
    {"/schools", NAV_SCHOOLS, ACTION_SCHOOLS, MSG("Schools"), MSG("School {0}"), ACTION_SCHOOL,
	"school"},
    {"/municipalities", NAV_SCHOOLS, ACTION_SCHOOLS, MSG("Schools"), NULL, ACTION_SCHOOLS, NULL},
    {"/settings", NAV_ADMIN, ACTION_SETTING_LIST, MSG("Settings"), NULL, ACTION_SETTING_LIST, NULL},
    {"/backups", NAV_ADMIN, ACTION_BACKUPS, MSG("Backups"), NULL, ACTION_BACKUPS, NULL},
    {"/me", NAV_NONE, ACTION_ME, MSG("My settings"), NULL, ACTION_ME, NULL},
};

static void
put_section(struct page *pg, const struct section *p)
{
	pg->nav = p->nav;
	if (page_may(pg, p->all))
		page_crumb(pg, tr(pg->lang, p->title), link_to(pg, p->all, NULL));
	if (p->one != NULL && pg->nwords > 0 && page_may(pg, p->of))
		page_crumb(pg, say(pg->ctx, pg->lang, p->one, arg_text(pg->words[0].value)),
		    link_to(pg, p->of, p->word, pg->words[0].value, NULL));
}

void
action_form_page(struct page *pg, const struct action *a)
{
	size_t i;

	if (pg->begun != NULL)
		pg->request = pg->begun; /* with what was typed, sent to where it was sent */
	if (pg->who.account == 0) {
		tmpl_form_alone(pg, a);
		return;
	}
	for (i = 0; i < sizeof sections / sizeof *sections; i++) {
		if (strncmp(a->path, sections[i].path, strlen(sections[i].path)) == 0)
			break;
	}
	if (i < sizeof sections / sizeof *sections)
		put_section(pg, &sections[i]);
	else
		link_crumb_then(pg, a);
	tmpl_form_page(pg, a);
}

const struct picks *
action_form_picks(struct page *pg, const struct field *f, const char *value)
{
	struct picks *picks = mem_new(pg->ctx, struct picks);
	struct pick_row *rows;
	struct error err;
	bool many;
	size_t i;

	if (f->pick == PICK_NONE || pg->who.account == 0 ||
	    pick_rows(pg->ctx, pg->app, f->pick, &rows, &picks->count, &many, &err) != OK || many)
		return NULL;
	picks->rows = rows;
	picks->known = value[0] == '\0';
	for (i = 0; i < picks->count; i++)
		picks->known = picks->known || strcmp(rows[i].value, value) == 0;
	return picks;
}

const char *
action_form_pick_label(struct page *pg, const struct pick_row *row)
{
	if (row->said == NULL)
		return row->label;
	if (row->label == NULL)
		return tr(pg->lang, row->said);
	return mem_printf(pg->ctx, "%s, %s", tr(pg->lang, row->said), row->label);
}
