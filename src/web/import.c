#include "web/import.h"

#include "app/catalogue.h"
#include "app/import_fixes.h"
#include "app/template.h"
#include "base/mem.h"
#include "intake/rows.h"
#include "web/data.h"
#include "web/said.h"
#include "web/templates/templates.h"
#include "web/work_page.h"

#include <string.h>

/* ---- words ---- */

const char *
import_layout_words(struct page *pg, const char *layout, struct bilingual title)
{
	if (layout == NULL)
		return "";
	if (strcmp(layout, "schools") == 0)
		return tr(pg->lang, MSG("list of schools"));
	if (strcmp(layout, "results") == 0)
		return tr(pg->lang, MSG("results of procedures"));
	if (title.ru == NULL)
		return layout;
	return pg->lang == LANG_EN && title.en != NULL ? title.en : title.ru;
}

const char *
import_back(struct page *pg)
{
	return mem_printf(pg->ctx, "/work/%lld", (long long)work_of_page(pg));
}

const struct import_choice *
import_choices(struct page *pg)
{
	const struct layouts *list;
	struct import_choice *out;
	size_t i;

	if (catalogue_layouts(pg->ctx, &list, NULL) != OK)
		return mem_array(pg->ctx, struct import_choice, 1);
	out = mem_array(pg->ctx, struct import_choice, list->count + 3);
	out[0].name = "results";
	out[1].name = "schools";
	for (i = 0; i < list->count; i++)
		out[i + 2] = (struct import_choice){list->items[i]->name, list->items[i]->title};
	return out;
}

const char *
import_letters(struct page *pg, int32_t column)
{
	return import_column_letters(pg->ctx, column);
}

const char *
import_where(struct page *pg, const struct place *p, bool several)
{
	char *s = mem_strdup(pg->ctx, several && p->file != NULL ? p->file : "");
	const char *part;
	int i;

	for (i = 0; i < 3; i++) {
		if (i == 0 && p->sheet != NULL && p->sheet[0] != '\0')
			part = say(pg->ctx, pg->lang, MSG("sheet «{0}»"), arg_text(p->sheet));
		else if (i == 1 && p->row > 0)
			part = say(pg->ctx, pg->lang, MSG("row {0}"), arg_year(p->row));
		else if (i == 2 && p->column > 0)
			part = say(pg->ctx, pg->lang, MSG("column {0}"),
			    arg_text(import_letters(pg, p->column)));
		else
			continue;
		s = mem_printf(pg->ctx, "%s%s%s", s, s[0] == '\0' ? "" : ", ", part);
	}
	return text_capital(pg->ctx, s);
}

/* ---- what is shown ---- */

/* The id of a row: by file, sheet and row. */
static const char *
anchor_of(const struct page *pg, size_t file, size_t sheet, int64_t row)
{
	return mem_printf(pg->ctx, "row-%zu-%zu-%lld", file + 1, sheet + 1, (long long)row);
}

static const struct import_repair *
repair_of(struct page *pg, const struct import_file *f, const struct import_row *row)
{
	struct import_repair *r;
	struct arg args[ERROR_ARGS + 1];
	size_t i, k;

	for (i = 0; i < row->nproblems; i++) {
		error_args(&row->problems[i]->what, args);
		for (k = 0; k < f->nunknown && args[0].type == ARG_TEXT; k++) {
			if (strcmp(f->unknown[k].said, args[0].text) != 0)
				continue;
			r = mem_new(pg->ctx, struct import_repair);
			*r = (struct import_repair){
			    f->unknown[k].said, f->unknown[k].count, f->unknown[k].proposals};
			return r;
		}
	}
	return NULL;
}

/*
 * Which cells a problem is about: that of its column, or those that hold the very text it speaks of
 * where the reader of our own form did not say the column.
 */
static void
mark_cells(const struct import_rows *rows, const struct import_row *row, const struct problem *p,
    bool *off)
{
	struct arg args[ERROR_ARGS + 1];
	size_t k;

	error_args(&p->what, args);
	for (k = 0; k < rows->ncolumns; k++) {
		if (p->place.column > 0)
			off[k] |= rows->columns[k] == p->place.column;
		else if (args[0].type == ARG_TEXT && args[0].text[0] != '\0')
			off[k] |= strcmp(row->cells[k], args[0].text) == 0;
	}
}

static void
fill_line(struct page *pg, struct import_shown *s, const struct import_file *f,
    const struct import_rows *rows, const struct import_row *row, struct import_line_row *line)
{
	size_t i;

	line->row = row;
	line->off = mem_array(pg->ctx, bool, rows->ncolumns + 1);
	line->messages = mem_array(pg->ctx, const char *, row->nproblems + 1);
	for (i = 0; i < row->nproblems; i++) {
		line->messages[line->nmessages++] = said_error(pg, &row->problems[i]->what);
		mark_cells(rows, row, row->problems[i], line->off);
	}
	line->repair = repair_of(pg, f, row);
	s->choices |= line->repair != NULL && page_may(pg, ACTION_MATCH);
}

static void
add_table(
    struct page *pg, struct import_shown *s, size_t file, size_t sheet, const struct import_rows *r)
{
	const struct import_file *f = &s->view->files[file];
	struct import_table *t;
	size_t i;

	s->rows_left += r->left;
	if (r->count == 0)
		return;
	t = &mem_push(pg->ctx, s->tables, s->ntables);
	*t = (struct import_table){
	    .file = file, .title = r->sheet[0] != '\0' ? r->sheet : f->name, .rows = r};
	t->letters = mem_array(pg->ctx, const char *, r->ncolumns + 1);
	for (i = 0; i < r->ncolumns; i++)
		t->letters[i] = import_letters(pg, r->columns[i]);
	t->lines = mem_array(pg->ctx, struct import_line_row, r->count + 1);
	for (i = 0; i < r->count; i++) {
		fill_line(pg, s, f, r, &r->rows[i], &t->lines[i]);
		if (r->rows[i].nproblems == 0)
			continue;
		t->lines[i].anchor = anchor_of(pg, file, sheet, r->rows[i].number);
		import_fix_row(pg, s, file, r, &t->lines[i]);
	}
}

/* The anchor of the row a problem is of, if that row is shown. */
static const char *
find_anchor(const struct import_shown *s, const struct problem *p)
{
	size_t t, i, k;

	for (t = 0; t < s->ntables; t++) {
		for (i = 0; i < s->tables[t].rows->count; i++) {
			const struct import_row *row = &s->tables[t].rows->rows[i];

			for (k = 0; k < row->nproblems; k++) {
				if (row->problems[k] == p)
					return s->tables[t].lines[i].anchor;
			}
		}
	}
	return NULL;
}

static void
add_line(
    struct page *pg, struct import_shown *s, const struct import_file *f, const struct problem *p)
{
	bool error = p->severity == SEVERITY_ERROR;
	struct import_lines *lines = error ? &s->errors : &s->warnings;
	struct place place = p->place;

	if (lines->count == (error ? IMPORT_ERRORS_SHOWN : IMPORT_LINES_SHOWN))
		return;
	if (f->nparts == 1 && place.row > 0)
		place.sheet = NULL; /* which else */
	mem_push(pg->ctx, lines->items, lines->count) =
	    (struct import_line){import_where(pg, &place, s->view->count > 1),
		said_error(pg, &p->what), find_anchor(s, p)};
}

/* What is of no row stands first: it is said nowhere else. */
static void
add_lines(struct page *pg, struct import_shown *s, const struct import_file *f)
{
	const struct problems *list = f->problems;
	size_t i;
	int rows;

	for (rows = 0; rows < 2; rows++) {
		for (i = 0; i < list->count; i++) {
			if ((list->items[i].place.row > 0) == (rows == 1))
				add_line(pg, s, f, &list->items[i]);
		}
	}
	s->errors.left += list->errors;
	s->warnings.left += list->warnings;
}

void
import_lines_add(struct page *pg, struct import_lines *lines, const struct problems *list)
{
	size_t i;

	for (i = 0; i < list->count && lines->count < IMPORT_LINES_SHOWN; i++)
		mem_push(pg->ctx, lines->items, lines->count) =
		    (struct import_line){import_where(pg, &list->items[i].place, false),
			said_error(pg, &list->items[i].what), NULL};
	lines->left = list->count - lines->count;
}

static const char *
years_of(struct page *pg, const struct import_file *f)
{
	if (f->year_first == 0)
		return NULL;
	if (f->year_first == f->year_last)
		return mem_printf(pg->ctx, "%d", f->year_first);
	return mem_printf(pg->ctx, "%d–%d", f->year_first, f->year_last);
}

static void
add_card(struct page *pg, struct import_shown *s, const struct import_file *f)
{
	mem_push(pg->ctx, s->cards, s->ncards) =
	    (struct import_card){f, import_layout_words(pg, f->layout, f->title), years_of(pg, f)};
	s->rows += f->rows_read;
}

static void
fill_tables(struct page *pg, struct import_shown *s)
{
	size_t i, k, n, most = IMPORT_ROWS_SHOWN, before;
	struct import_rows *rows;

	for (i = 0; i < s->view->count && i < s->params->files.count; i++) {
		if (s->view->files[i].problems->errors == 0 ||
		    import_rows_read(pg->ctx, &s->view->files[i], &s->params->files.items[i], most,
			&rows, &n, NULL) != OK)
			continue;
		for (k = 0; k < n; k++) {
			add_table(pg, s, i, k, &rows[k]);
			for (before = 0; before < rows[k].count; before++)
				most -= rows[k].rows[before].nproblems > 0;
		}
	}
	if (s->ntables == 1 && s->view->count == 1)
		s->tables[0].title = NULL;
}

static enum import_step
step_of(const struct import_shown *s)
{
	size_t i;

	if (s->view->stored)
		return IMPORT_DONE;
	for (i = 0; i < s->view->count; i++) {
		if (s->view->files[i].layout == NULL)
			return IMPORT_RECOGNISED;
	}
	if (s->view->asked)
		return IMPORT_RECOGNISED;
	return s->errors.count > 0 || s->failed != NULL ? IMPORT_MISTAKES : IMPORT_STORING;
}

static bool
lacks_year(const struct import_view *v)
{
	size_t i, k;

	for (i = 0; i < v->count; i++) {
		for (k = 0; k < v->files[i].problems->count; k++) {
			if (strcmp(v->files[i].problems->items[k].what.id, INTAKE_NO_YEAR) == 0)
				return true;
		}
	}
	return false;
}

static bool
brings_results(const struct import_view *v)
{
	size_t i;

	for (i = 0; i < v->count; i++) {
		if (v->files[i].year_last != 0)
			return true;
	}
	return false;
}

static struct import_shown *
shown(struct page *pg, const struct import_view *v)
{
	struct import_shown *s = mem_new(pg->ctx, struct import_shown);
	size_t i;

	s->view = v;
	s->params = pg->params;
	s->work = work_of_page(pg);
	fill_tables(pg, s);
	for (i = 0; i < v->count; i++) {
		add_lines(pg, s, &v->files[i]);
		add_card(pg, s, &v->files[i]);
	}
	s->errors.left -= s->errors.count;
	s->warnings.left -= s->warnings.count;
	if (pg->error != NULL && s->errors.count == 0)
		s->failed = said_error(pg, pg->error);
	pg->error = NULL; /* the page says it in its own words */
	s->step = step_of(s);
	import_point(pg, s);
	import_fixed(pg, s);
	s->results = brings_results(s->view);
	s->lacks_year = lacks_year(s->view);
	s->matched = pg->done != NULL && s->errors.count > 0;
	return s;
}

void
import_page(struct page *pg, const void *view)
{
	data_frame(pg);
	tmpl_import_result(pg, shown(pg, view));
}

/* The year chosen for the pages is not that of a table: a table is often of the year before. */
const char *
import_year(const struct page *pg)
{
	return pg->request->method == HTTP_POST ? page_value(pg, "year") : "";
}

void
import_form(struct page *pg, const void *view)
{
	(void)view;
	data_frame(pg);
	tmpl_import_form(pg);
}

/* ---- the file with the column of mistakes ---- */

bool
import_problems_file(struct page *pg, const void *view, struct download *out)
{
	const struct import_view *v = view;
	const struct import_params *p = pg->params;
	struct problems_file *files = mem_array(pg->ctx, struct problems_file, v->count + 1);
	char *bytes;
	size_t i;

	for (i = 0; i < v->count && i < p->files.count; i++)
		files[i] = (struct problems_file){v->files[i].name, p->files.items[i].bytes,
		    p->files.items[i].len, v->files[i].problems, v->files[i].rules,
		    &v->files[i].fixes};
	if (i == 0 || problems_table_bytes(pg->ctx, pg->lang, app_tmp(pg->ctx, pg->app),
			  pg->app->now, files, i, &bytes, &out->len, NULL) != OK)
		return false;
	out->name = say(pg->ctx, pg->lang, MSG("Mistakes in {0}.xlsx"), arg_text(v->files[0].name));
	out->type = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";
	out->bytes = bytes;
	return true;
}
