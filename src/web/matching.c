/* «Сопоставление школ»: which name of a file means which school. */
#include "web/typing.h"

#include "base/mem.h"
#include "web/data.h"
#include "web/templates/templates.h"
#include "web/work_page.h"

#include <string.h>

#define WORKS_LOOKED_AT 20
#define UNKNOWN_SHOWN 100

static bool
is_there(const struct matching_shown *s, const char *said)
{
	size_t i;

	for (i = 0; i < s->nunknown; i++) {
		if (strcmp(s->unknown[i].said, said) == 0)
			return true;
	}
	return false;
}

/* The work may be dropped while the page is made: everything is copied. */
static void
add_unknown(struct page *pg, struct matching_shown *s, const struct import_unknown *u)
{
	struct import_unknown *copy;
	size_t i;

	if (s->nunknown == UNKNOWN_SHOWN || is_there(s, u->said))
		return;
	copy = &mem_push(pg->ctx, s->unknown, s->nunknown);
	*copy = *u;
	copy->said = mem_strdup(pg->ctx, u->said);
	for (i = 0; i < u->count; i++) {
		copy->proposals[i].code = mem_strdup(pg->ctx, u->proposals[i].code);
		copy->proposals[i].name = mem_strdup(pg->ctx, u->proposals[i].name);
	}
}

static bool
is_answered(const struct match_view *answers, const struct import_unknown *u, struct page *pg)
{
	char *fold = school_name_fold(pg->ctx, u->said);
	size_t i;

	for (i = 0; i < answers->count; i++) {
		if (strcmp(answers->lines[i].name, fold) == 0)
			return true;
	}
	return false;
}

static void
take_work(struct page *pg, struct matching_shown *s, const struct work_look *look)
{
	const struct import_view *v = look->view;
	size_t i, k;

	if (look->action->id != ACTION_IMPORT || look->state != WORK_ENDED || v == NULL)
		return;
	for (i = 0; i < v->count; i++) {
		for (k = 0; k < v->files[i].nunknown; k++) {
			if (!is_answered(s->answers, &v->files[i].unknown[k], pg))
				add_unknown(pg, s, &v->files[i].unknown[k]);
		}
	}
}

void
matching_page(struct page *pg, const void *view)
{
	struct matching_shown *s = mem_new(pg->ctx, struct matching_shown);
	int64_t ids[WORKS_LOOKED_AT];
	struct work_look look;
	size_t i, n = work_recent(pg->app, ids, WORKS_LOOKED_AT);

	s->answers = view;
	for (i = 0; i < n; i++) {
		if (!work_look(ids[i], pg->app, &look))
			continue;
		take_work(pg, s, &look);
		work_release(ids[i]);
	}
	pg->nav = NAV_DATA;
	pg->lead = tr(pg->lang,
	    MSG("Files call one school by many names. Nothing is guessed: what you said once is "
		"remembered for the next file."));
	tmpl_matching(pg, s);
}

const struct match_view *
school_choices(struct page *pg)
{
	struct match_view *v = mem_new(pg->ctx, struct match_view);

	if (match_schools(v, pg->app, NULL, SCHOOL_CHOICES_MAX, NULL) != OK)
		v->count = 0;
	return v;
}

static const struct match_view *
search(struct page *pg, const char *words)
{
	const struct match_params params = {.find = words};
	struct error ignored;
	void *found = NULL;

	if (app_dispatch(pg->ctx, pg->app, page_action(ACTION_MATCH), &params, &found, &ignored) !=
	    OK)
		return NULL;
	return found;
}

void
match_form(struct page *pg, const void *view)
{
	struct matching_asked *a = mem_new(pg->ctx, struct matching_asked);
	struct match_params params = {0};
	struct error ignored;
	void *found = NULL;

	(void)view;
	a->name = page_value(pg, "name");
	a->find = page_value(pg, "find");
	if (a->find[0] != '\0' && strlen(a->find) <= FIELD_TEXT_MAX)
		a->found = search(pg, a->find);
	a->back = page_value(pg, "back");
	if (!link_is_local(a->back))
		a->back = link_to(pg, ACTION_MATCHING, NULL).text;
	params.name = a->name;
	/* an address has no limit of the field, and likening takes its time */
	if (a->name[0] != '\0' && strlen(a->name) <= FIELD_TEXT_MAX &&
	    app_dispatch(pg->ctx, pg->app, page_action(ACTION_MATCH), &params, &found, &ignored) ==
		OK)
		a->proposals = found;
	data_frame(pg);
	tmpl_match(pg, a);
}
