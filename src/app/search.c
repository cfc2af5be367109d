#include "app/search.h"

#include "app/batches.h"
#include "app/listing.h"
#include "app/manual.h"
#include "app/methods.h"
#include "base/mem.h"
#include "base/tr.h"

#include <string.h>

static const struct {
	const char *code, *words;
} groups[SEARCH_GROUPS] = {{"schools", MSG("Schools")}, {"methods", MSG("Methods")},
    {"lists", MSG("Lists")}, {"imports", MSG("Imports")}, {"pages", MSG("Pages")},
    {"manual", MSG("Manual")}};

const char *
search_group_code(enum search_group group)
{
	return groups[group].code;
}

const char *
search_group_words(enum search_group group)
{
	return groups[group].words;
}

struct searching {
	struct app *app;
	struct search_view *view;
	size_t nwords;
	const char *words[SEARCH_WORDS]; /* folded */
	const char *longest;
};

static void
split_words(struct searching *s, const char *text)
{
	const char *rest = text_fold(s->view, text), *word;
	size_t len;

	for (; *rest != '\0' && s->nwords < SEARCH_WORDS; rest += len + (rest[len] == ' ')) {
		len = strcspn(rest, " ");
		if (len == 0)
			continue;
		word = mem_strndup(s->view, rest, len);
		s->words[s->nwords++] = word;
		if (s->longest == NULL || len > strlen(s->longest))
			s->longest = word;
	}
}

/* Are all words in @folded? */
static bool
has_words(const struct searching *s, const char *folded)
{
	size_t i;

	for (i = 0; i < s->nwords; i++) {
		if (strstr(folded, s->words[i]) == NULL)
			return false;
	}
	return s->nwords > 0;
}

static bool
fits(const struct searching *s, const char *text)
{
	char *folded = text_fold(NULL, text);
	bool found = has_words(s, folded);

	talloc_free(folded);
	return found;
}

/* Room for a hit, or NULL when only its count is told. */
static struct search_hit *
add(struct searching *s, enum search_group group)
{
	struct search_found *g = &s->view->groups[group];

	g->count++;
	s->view->count++;
	return g->nhits < SEARCH_HITS ? &g->hits[g->nhits++] : NULL;
}

static void
lead_to(struct search_hit *hit, enum action_id action, const char *field, const char *value)
{
	hit->action = action;
	hit->field = field;
	hit->value = value;
}

/* ---- the data ---- */

static enum err
take_school(void *arg, const struct db_school_search *row, struct error *err)
{
	struct searching *s = arg;
	char *all = mem_printf(NULL, "%s %s", row->name_fold, row->code);
	struct search_hit *hit = has_words(s, all) ? add(s, SEARCH_SCHOOLS) : NULL;

	(void)err;
	talloc_free(all);
	if (hit == NULL)
		return OK;
	hit->own = mem_strdup(s->view, row->name);
	hit->note = mem_strdup(s->view, row->code);
	if (row->closed != NULL)
		day_parse(row->closed, strlen(row->closed), &hit->closed);
	lead_to(hit, ACTION_SCHOOL, "school", hit->note);
	return OK;
}

static enum err
find_methods(struct searching *s, struct error *err)
{
	const struct methods_view *v;
	void *view = NULL;
	size_t i;
	enum err e = method_list_run(s->view, s->app, NULL, &view, err);

	v = view;
	for (i = 0; e == OK && i < v->count; i++) {
		const struct method *m = v->rows[i].method;
		char *all = mem_printf(s->view, "%s %s %s", m->id, m->title.ru,
		    m->title.en == NULL ? "" : m->title.en);
		struct search_hit *hit = fits(s, all) ? add(s, SEARCH_METHODS) : NULL;

		if (hit == NULL)
			continue;
		hit->own = m->title.ru;
		hit->note = method_name(s->view, m->id, m->version);
		lead_to(hit, ACTION_METHOD_SHOW, "method", hit->note);
	}
	return e;
}

static enum err
find_lists(struct searching *s, struct error *err)
{
	const struct listings_params p = {.year = 0};
	const struct listings_view *v;
	void *view = NULL;
	size_t i;
	enum err e = lists_run(s->view, s->app, &p, &view, err);

	v = view;
	for (i = 0; e == OK && i < v->count; i++) {
		const struct db_listings *row = &v->rows[i];
		char *id = mem_printf(s->view, "%lld", (long long)row->id);
		char *all = mem_printf(s->view, "%s %s %s %s", id, row->title,
		    row->number == NULL ? "" : row->number, tr(LANG_RU, MSG("list of schools")));
		struct search_hit *hit = fits(s, all) ? add(s, SEARCH_LISTS) : NULL;

		if (hit == NULL)
			continue;
		fail(&hit->said, OK, MSG("List {0}"), arg_year(row->id));
		hit->note = row->title[0] == '\0' ? NULL : row->title;
		lead_to(hit, ACTION_LIST_SHOW, "list", id);
	}
	return e;
}

static enum err
find_imports(struct searching *s, struct error *err)
{
	struct imports_view v = {0};
	size_t i;
	enum err e = imports_load(s->view, s->app, false, &v, err);

	for (i = 0; e == OK && i < v.count; i++) {
		struct search_hit *hit = fits(s, v.rows[i].name) ? add(s, SEARCH_IMPORTS) : NULL;

		if (hit == NULL)
			continue;
		hit->own = v.rows[i].name;
		lead_to(hit, ACTION_IMPORTS, NULL, NULL);
	}
	return e;
}

/* ---- the program ---- */

static void
find_pages(struct searching *s)
{
	size_t i;

	for (i = 0; i < s->app->nactions; i++) {
		const struct action *a = &s->app->actions[i];
		const char *title = a->title != NULL ? a->title : a->summary;
		struct search_hit *hit;
		char *all;

		if (a->path == NULL || strchr(a->path, '{') != NULL || a->title == NULL ||
		    !app_permitted(s->app, a->permission))
			continue;
		all = mem_printf(s->view, "%s %s", tr(LANG_RU, title), title);
		hit = fits(s, all) ? add(s, SEARCH_PAGES) : NULL;
		if (hit == NULL)
			continue;
		fail(&hit->said, OK, title);
		lead_to(hit, a->id, NULL, NULL);
	}
}

static void
find_manual(struct searching *s)
{
	const struct manual_view *v = manual_all(s->view);
	size_t i;

	for (i = 0; i < v->count; i++) {
		char *title = manual_text(s->view, v->pages[i].title);
		char *all =
		    mem_printf(s->view, "%s %s", title, manual_text(s->view, v->pages[i].html));
		struct search_hit *hit = fits(s, all) ? add(s, SEARCH_MANUAL) : NULL;

		if (hit == NULL)
			continue;
		hit->own = title;
		lead_to(hit, ACTION_MANUAL_PAGE, "page", v->pages[i].name);
	}
}

static enum err
find_data(struct searching *s, struct error *err)
{
	enum err e = db_school_search(s->app->db, s->app->scope, s->longest, take_school, s, err);

	if (e == OK)
		e = find_methods(s, err);
	if (e == OK)
		e = find_lists(s, err);
	if (e == OK)
		e = find_imports(s, err);
	return e;
}

enum err
search_run(TALLOC_CTX *ctx, struct app *app, const void *params, void **view, struct error *err)
{
	const struct search_params *p = params;
	struct search_view *v = mem_new(ctx, struct search_view);
	struct searching s = {.app = app, .view = v};
	enum err e = OK;

	v->text = p->text == NULL ? "" : p->text;
	split_words(&s, v->text);
	if (s.nwords > 0 && app_permitted(app, PERMIT_READ))
		e = find_data(&s, err);
	if (e == OK && s.nwords > 0) {
		find_pages(&s);
		find_manual(&s);
	}
	if (e == OK)
		*view = v;
	return e;
}

void
search_json(struct json *j, const void *view)
{
	const struct search_view *v = view;
	char day[DAY_TEXT_SIZE];
	size_t i, k;

	json_object(j, NULL);
	json_text(j, "text", v->text);
	json_int(j, "count", (int64_t)v->count);
	for (i = 0; i < SEARCH_GROUPS; i++) {
		json_object(j, groups[i].code);
		json_int(j, "count", (int64_t)v->groups[i].count);
		json_array(j, "found");
		for (k = 0; k < v->groups[i].nhits; k++) {
			const struct search_hit *hit = &v->groups[i].hits[k];

			json_object(j, NULL);
			json_text(j, "text",
			    hit->own != NULL ? hit->own : tr_error(j, LANG_EN, &hit->said));
			json_text(j, "note", hit->note);
			if (hit->closed.year != 0) {
				day_text(hit->closed, day);
				json_text(j, "closed", day);
			}
			json_end(j);
		}
		json_end(j);
		json_end(j);
	}
	json_end(j);
}
