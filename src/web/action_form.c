#include "web/action_form.h"

#include "base/mem.h"

#include <string.h>

const char *
action_form_label(struct page *pg, const struct field *f)
{
	const char *id = f->label != NULL ? f->label : f->what != NULL ? f->what : f->help;

	return tr(pg->lang, id);
}

const char *
action_form_described(struct page *pg, const struct field *f)
{
	if (page_field_error(pg, f->name) != NULL)
		return mem_printf(pg->ctx, "h-%s e-%s", f->name, f->name);
	return mem_printf(pg->ctx, "h-%s", f->name);
}

const char *
action_form_type(const struct field *f)
{
	switch (f->type) {
	case FIELD_SECRET:
		return "password";
	case FIELD_INT:
	case FIELD_YEAR:
		return "text"; /* a number field refuses «2 023» without a word */
	default:
		return "text";
	}
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

const char *
action_form_autocomplete(const struct field *f)
{
	if (f->type == FIELD_SECRET)
		return strncmp(f->name, "new", 3) == 0 ? "new-password" : "current-password";
	return strcmp(f->name, "login") == 0 ? "username" : "off";
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
	return page_field_error(pg, f->name) == NULL && pg->request->method == HTTP_GET &&
	       strcmp(f->name, "rev") == 0;
}
