#include "web/action_form.h"

#include "app/stored.h"
#include "base/mem.h"

#include <string.h>

const char *
action_form_label(struct page *pg, const struct field *f)
{
	if (f->label != NULL)
		return tr(pg->lang, f->label);
	return text_sentence(pg->ctx, tr(pg->lang, f->what != NULL ? f->what : f->help));
}

const char *
action_form_described(struct page *pg, const struct field *f)
{
	if (page_field_error(pg, f->name) != NULL)
		return mem_printf(pg->ctx, "h-%s e-%s", f->name, f->name);
	return mem_printf(pg->ctx, "h-%s", f->name);
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
