/* Pointing at the columns of a table that no layout fits. */
#include "web/import.h"

#include "base/mem.h"
#include "web/link.h"

#include <string.h>

#define ROWS_SHOWN 12
#define SHEETS_SHOWN 5
#define YEARS_SHOWN 8

static const struct import_word fields[] = {
    {"school", MSG("code of the school")},
    {"school_name", MSG("name of the school")},
    {"municipality", MSG("municipality")},
    {"participants", MSG("participants")},
    {"low", MSG("low results, how many")},
    {"low%", MSG("low results, %")},
    {"mark2", MSG("marks 2")},
    {"mark3", MSG("marks 3")},
    {"mark4", MSG("marks 4")},
    {"mark5", MSG("marks 5")},
    {"mark2%", MSG("marks 2, %")},
    {"mark3%", MSG("marks 3, %")},
    {"mark4%", MSG("marks 4, %")},
    {"mark5%", MSG("marks 5, %")},
    {"mean", MSG("mean")},
    {"drop", MSG("not needed")},
};

const struct import_word *
import_point_fields(struct page *pg)
{
	size_t i, n = sizeof fields / sizeof *fields;
	struct import_word *out = mem_array(pg->ctx, struct import_word, n + 1);

	for (i = 0; i < n; i++)
		out[i] = (struct import_word){fields[i].word, tr(pg->lang, fields[i].text)};
	return out;
}

const struct import_word *
import_point_procedures(struct page *pg)
{
	const struct procedures *list = pg->app->procedures;
	struct import_word *out = mem_array(pg->ctx, struct import_word, list->count + 1);
	size_t i;

	for (i = 0; i < list->count; i++)
		out[i] = (struct import_word){
		    list->items[i].code, bilingual_get(list->items[i].title, pg->lang)};
	return out;
}

const struct import_word *
import_point_years(struct page *pg)
{
	struct import_word *out = mem_array(pg->ctx, struct import_word, YEARS_SHOWN + 1);
	int i;

	for (i = 0; i < YEARS_SHOWN; i++) {
		out[i].word = link_number(pg, pg->app->today.year + 1 - i);
		out[i].text = text_school_year(pg->ctx, pg->app->today.year + 1 - i);
	}
	return out;
}

const char *
import_point_value(struct page *pg, int32_t column, const char *word)
{
	return mem_printf(pg->ctx, "%d=%s", column, word);
}

/* Does @point say @word of @column? */
static bool
point_has(const char *point, int32_t column, const char *word)
{
	const char *equals = strchr(point, '='), *at;
	struct rational n;
	size_t len;

	if (equals == NULL || !rational_parse(point, (size_t)(equals - point), &n) || n.den != 1 ||
	    n.num != column)
		return false;
	for (at = equals + 1;; at += len + 1) {
		len = strcspn(at, ",");
		if (strlen(word) == len && memcmp(at, word, len) == 0)
			return true;
		if (at[len] == '\0')
			return false;
	}
}

static bool
guessed(const struct import_candidate *guess, int32_t column, const char *word)
{
	char year[16];
	size_t i, len;

	for (i = 0; guess != NULL && i < guess->ncolumns; i++) {
		const struct import_column *c = &guess->columns[i];

		if (c->number != column)
			continue;
		snprintf(year, sizeof year, "%d", c->year);
		len = strlen(c->is);
		return (strncmp(c->is, word, len) == 0 &&
			   strcmp(word + len, c->percent ? "%" : "") == 0) ||
		       (c->procedure != NULL && strcmp(c->procedure, word) == 0) ||
		       strcmp(year, word) == 0;
	}
	return false;
}

bool
import_point_said(
    const struct import_shown *s, const struct import_pointing *p, int32_t column, const char *word)
{
	const struct texts *points = &s->params->points.points;
	size_t i;

	if (points->count == 0)
		return guessed(p->guess, column, word);
	for (i = 0; i < points->count; i++) {
		if (point_has(points->items[i], column, word))
			return true;
	}
	return false;
}

static const struct import_candidate *
guess_of(const struct import_file *f, const char *sheet)
{
	size_t i;

	for (i = 0; i < f->nsheets; i++) {
		if (strcmp(f->sheets[i].name, sheet) == 0 && f->sheets[i].count > 0)
			return &f->sheets[i].candidates[0];
	}
	return NULL;
}

static void
add(struct page *pg, struct import_shown *s, const struct import_rows *rows, bool named)
{
	const struct import_params *p = s->params;
	struct import_pointing *one;
	size_t i;

	if (p->points.sheet != NULL && p->points.points.count > 0 &&
	    strcmp(p->points.sheet, rows->sheet) != 0)
		return;
	one = &mem_push(pg->ctx, s->pointings, s->npointings);
	*one = (struct import_pointing){.sheet = rows->sheet,
	    .named = named,
	    .rows = rows,
	    .guess = guess_of(&s->view->files[0], rows->sheet)};
	one->head = p->points.head != 0                           ? p->points.head
		    : one->guess != NULL && one->guess->head != 0 ? one->guess->head
								  : 1;
	one->letters = mem_array(pg->ctx, const char *, rows->ncolumns + 1);
	for (i = 0; i < rows->ncolumns; i++)
		one->letters[i] = import_letters(pg, rows->columns[i]);
}

/* Rows of persons are shown to nobody: such a table is not pointed at. */
static bool
is_personal(const struct import_file *f)
{
	size_t i, k;

	for (i = 0; i < f->nsheets; i++) {
		for (k = 0; k < f->sheets[i].count; k++) {
			if (f->sheets[i].candidates[k].personal)
				return true;
		}
	}
	return f->rules.personal;
}

void
import_point(struct page *pg, struct import_shown *s)
{
	const struct import_view *v = s->view;
	bool again =
	    s->params->points.points.count > 0 && v->count > 0 && v->files[0].layout == NULL;
	struct import_rows *rows;
	size_t i, n;

	if (v->count != 1 || s->params->files.count != 1 || (!v->asked && !again))
		return;
	s->personal = is_personal(&v->files[0]);
	if (s->personal || import_rows_first(pg->ctx, v->files[0].name, &s->params->files.items[0],
			       ROWS_SHOWN, SHEETS_SHOWN, &rows, &n, NULL) != OK)
		return;
	for (i = 0; i < n; i++) {
		if (rows[i].count > 0)
			add(pg, s, &rows[i], n > 1);
	}
}
