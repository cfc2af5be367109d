#include "app/typing.h"

#include "app/known.h"
#include "app/school_table.h"
#include "app/template.h"
#include "base/mem.h"
#include "base/tr.h"
#include "store/statements.h"

#include <stdlib.h>
#include <string.h>

#define CSV_MAX ((size_t)1 << 20)
#define CSV_FIRST_CELL 4 /* the column of participants in the CSV below, from 1 */

static const char *const codes[TYPING_CELLS] = {
    "participants", "low", "mark2", "mark3", "mark4", "mark5", "status"};

const char *
typing_cell_code(enum typing_cell cell)
{
	return codes[cell];
}

/* ---- what is stored ---- */

struct filling {
	struct typing_view *view;
	int64_t *orgs; /* beside the rows */
};

static struct typing_row *
row_of_org(const struct filling *f, int64_t org)
{
	size_t i;

	for (i = 0; i < f->view->count; i++) {
		if (f->orgs[i] == org)
			return &f->view->rows[i];
	}
	return NULL;
}

static const char *
count_text(TALLOC_CTX *ctx, int64_t n)
{
	return n < 0 ? "" : mem_printf(ctx, "%lld", (long long)n);
}

static enum err
take_figure(void *arg, const struct db_figures *row, struct error *err)
{
	struct filling *f = arg;
	struct typing_row *r;
	const int64_t counts[] = {row->participants, row->low, row->m2, row->m3, row->m4, row->m5};
	size_t i;

	(void)err;
	if (strcmp(row->procedure, f->view->procedure->code) != 0 || strcmp(row->wave, "main") != 0)
		return OK;
	r = row_of_org(f, row->org);
	if (r == NULL)
		return OK;
	for (i = 0; i < sizeof counts / sizeof *counts; i++)
		r->live[i] = count_text(f->view, counts[i]);
	if (row->status != NULL)
		r->live[TYPING_STATUS] = mem_strdup(f->view, row->status);
	return OK;
}

static enum err
load_live(struct typing_view *v, struct app *app, struct error *err)
{
	struct filling f = {v, mem_array(v, int64_t, v->count + 1)};
	const struct known_code *k;
	struct known *known;
	size_t i;
	enum err e = known_load(v, app, &known, err);

	for (i = 0; e == OK && i < v->count; i++) {
		k = known_find(known, v->rows[i].code);
		f.orgs[i] = k == NULL ? 0 : k->org;
	}
	return e == OK ? db_figures(app->db, app->scope, v->year, v->year, take_figure, &f, err)
		       : e;
}

/* ---- the schools of the page ---- */

static void
add_place(struct typing_view *v, const char *place)
{
	size_t i;

	for (i = 0; i < v->nplaces; i++) {
		if (strcmp(v->places[i], place) == 0)
			return;
	}
	mem_push(v, v->places, v->nplaces) = place;
}

static int
by_place(const void *a, const void *b)
{
	return text_cmp(*(const char *const *)a, *(const char *const *)b);
}

static int
by_name(const void *a, const void *b)
{
	return text_cmp(((const struct typing_row *)a)->name, ((const struct typing_row *)b)->name);
}

static void
add_rows(struct typing_view *v, const struct template_school *schools, size_t n)
{
	size_t i, c;

	v->rows = mem_array(v, struct typing_row, n + 1);
	for (i = 0; i < n; i++) {
		struct typing_row *r = &v->rows[v->count];

		if (v->place == NULL || strcmp(schools[i].municipality, v->place) != 0 ||
		    (schools[i].closed.year != 0 && schools[i].closed.year < v->year))
			continue;
		*r = (struct typing_row){schools[i].code, schools[i].short_name};
		r->offered = procedure_offered(v->procedure, schools[i].levels);
		for (c = 0; c < TYPING_CELLS; c++)
			r->live[c] = "";
		v->count++;
	}
	if (v->count > 1)
		qsort(v->rows, v->count, sizeof *v->rows, by_name);
	if (v->count > TYPING_ROWS) {
		v->left = v->count - TYPING_ROWS;
		v->count = TYPING_ROWS;
	}
}

static enum err
load(TALLOC_CTX *ctx, struct app *app, const struct typing_params *p, struct typing_view **out,
    struct error *err)
{
	struct typing_view *v = mem_new(ctx, struct typing_view);
	struct template_school *schools = NULL;
	size_t i, n = 0;
	enum err e = school_table_load(v, app, NULL, &schools, &n, err);

	v->year = p->year;
	if (e == OK && p->procedure != NULL) {
		v->procedure = procedure_find(app->procedures, p->procedure);
		if (v->procedure == NULL)
			e = fail(err, ERR_USAGE,
			    MSG("there is no procedure «{0}» in the catalogue"),
			    arg_text(p->procedure));
	}
	if (e != OK)
		return e;
	for (i = 0; i < n; i++)
		add_place(v, schools[i].municipality);
	if (v->nplaces > 1)
		qsort(v->places, v->nplaces, sizeof *v->places, by_place);
	v->place = p->place != NULL ? p->place : v->nplaces > 0 ? v->places[0] : NULL;
	*out = v;
	if (v->procedure == NULL || v->year == 0)
		return OK;
	add_rows(v, schools, n);
	return load_live(v, app, err);
}

enum err
typing_run(TALLOC_CTX *ctx, struct app *app, const void *params, void **view, struct error *err)
{
	struct typing_view *v;
	enum err e = load(ctx, app, params, &v, err);

	if (e == OK)
		*view = v;
	return e;
}

/* ---- storing what was typed ---- */

struct typed {
	struct typing_view *view;
	struct buf csv;
	struct typing_row **rows; /* by line of the CSV, the head not counted */
};

static struct typing_row *
row_of(struct typing_view *v, const char *code)
{
	size_t i;

	for (i = 0; i < v->count; i++) {
		if (strcmp(v->rows[i].code, code) == 0)
			return &v->rows[i];
	}
	return NULL;
}

static enum err
check_lengths(const struct type_params *p, struct error *err)
{
	size_t c, i;

	for (c = 0; c < TYPING_CELLS; c++) {
		if (p->cells[c].count != 0 && p->cells[c].count != p->schools.count)
			return fail(err, ERR_USAGE,
			    MSG("{0} must be given as often as school: {1} times, not {2}"),
			    arg_text(codes[c]), arg_int((int64_t)p->schools.count),
			    arg_int((int64_t)p->cells[c].count));
		for (i = 0; i < p->cells[c].count; i++) {
			if (text_length(p->cells[c].items[i]) > TYPING_LETTERS)
				return fail(err, ERR_USAGE, MSG("{0} is longer than {1} letters"),
				    arg_text(codes[c]), arg_int(TYPING_LETTERS));
		}
	}
	return OK;
}

static void
put_cell(struct buf *out, const char *s)
{
	buf_char(out, '"');
	for (; *s != '\0'; s++) {
		if (*s == '"')
			buf_char(out, '"');
		buf_char(out, *s);
	}
	buf_text(out, "\";");
}

static bool
is_empty(const char *const *cells)
{
	int c;

	for (c = 0; c < TYPING_CELLS; c++) {
		if (cells[c][0] != '\0')
			return false;
	}
	return true;
}

static bool
differs(const struct typing_row *r)
{
	int c;

	for (c = 0; c < TYPING_CELLS; c++) {
		/* low is known by the marks: left empty it says nothing else */
		if (strcmp(r->typed[c], r->live[c]) != 0 &&
		    (c != TYPING_LOW || r->typed[c][0] != '\0'))
			return true;
	}
	return false;
}

/* A line of results.csv; its last cell makes the same figures typed anew another file. */
static void
put_line(struct typed *t, const struct app *app, struct typing_row *r)
{
	struct typing_view *v = t->view;
	int c;

	buf_printf(&t->csv, "%d;%s;", v->year, v->procedure->code);
	put_cell(&t->csv, r->code);
	for (c = 0; c < TYPING_CELLS; c++)
		put_cell(&t->csv, r->typed[c]);
	buf_printf(&t->csv, "%lld\n", (long long)app->now);
	t->rows[v->changed++] = r;
}

static void
add_mistake(struct typing_view *v, struct typing_row *r, const struct error *what)
{
	if (r == NULL)
		v->whole = what;
	else
		mem_push(v, r->mistakes, r->nmistakes) = what;
}

static void
refuse_taking_away(struct typing_view *v, struct typing_row *r)
{
	struct error *what = mem_new(v, struct error);

	error_set(what, ERR_INVALID,
	    MSG("an empty row does not take a stored figure away; undo the load that brought it"),
	    (struct arg[]){{.type = ARG_NONE}});
	add_mistake(v, r, what);
}

static enum err
take_typed(struct typed *t, const struct app *app, const struct type_params *p, struct error *err)
{
	struct typing_view *v = t->view;
	struct typing_row *r;
	size_t i, c;

	buf_text(&t->csv, "year;procedure;school;");
	for (c = 0; c < TYPING_CELLS; c++)
		buf_printf(&t->csv, "%s;", codes[c]);
	buf_text(&t->csv, "procedure_name\n");
	for (i = 0; i < p->schools.count; i++) {
		r = row_of(v, p->schools.items[i]);
		if (r == NULL)
			return fail(err, ERR_NOT_FOUND,
			    MSG("row {0} is of a school that is not in this table; open it anew"),
			    arg_year((int64_t)i + 1));
		for (c = 0; c < TYPING_CELLS; c++)
			r->typed[c] = p->cells[c].count == 0 ? r->live[c]
							     : text_clean(v, p->cells[c].items[i],
								   strlen(p->cells[c].items[i]));
		if (is_empty(r->typed) && !is_empty(r->live))
			refuse_taking_away(v, r);
		else if (differs(r))
			put_line(t, app, r);
	}
	return OK;
}

static void
take_problems(struct typed *t, const struct problems *list)
{
	size_t i;

	for (i = 0; i < list->count; i++) {
		const struct problem *p = &list->items[i];
		int64_t line = p->place.row - 2, cell = p->place.column - CSV_FIRST_CELL;
		struct typing_row *r =
		    line >= 0 && line < (int64_t)t->view->changed ? t->rows[line] : NULL;

		if (p->severity != SEVERITY_ERROR)
			continue;
		if (r != NULL && cell >= 0 && cell < TYPING_CELLS)
			r->wrong[cell] = true;
		add_mistake(t->view, r, &p->what);
	}
}

static enum err
store(struct typed *t, struct app *app, const struct type_params *p, struct error *err)
{
	struct typing_view *v = t->view;
	const char *name = say(v, app_lang(app), MSG("Typed by hand, {0}, {1}.csv"),
	    arg_text(v->procedure->code), arg_year(v->year));
	struct input source = {NULL, name, t->csv.bytes, t->csv.len};
	const struct import_params params = {.replace = p->replace, .layout = "results"};
	struct import_view *found = NULL;
	enum err e = import_sources(v, app, &source, 1, &params, &found, err);

	if (found != NULL && e != OK)
		take_problems(t, found->files[0].problems);
	if (e == OK)
		v->batch = found->files[0].batch;
	return e;
}

static bool
has_mistakes(const struct typing_view *v)
{
	size_t i;

	for (i = 0; i < v->count; i++) {
		if (v->rows[i].nmistakes > 0)
			return true;
	}
	return false;
}

enum err
type_run(TALLOC_CTX *ctx, struct app *app, const void *params, void **view, struct error *err)
{
	const struct type_params *p = params;
	struct typed t = {0};
	enum err e = check_lengths(p, err);

	if (e == OK)
		e = load(ctx, app, &p->of, &t.view, err);
	if (e != OK)
		return e;
	t.csv = buf_new(t.view, CSV_MAX);
	t.rows = mem_array(t.view, struct typing_row *, p->schools.count + 1);
	t.view->typed = true;
	e = take_typed(&t, app, p, err);
	if (e == OK && has_mistakes(t.view))
		e = fail(err, ERR_INVALID, MSG("what was typed has mistakes; nothing was stored"));
	if (e == OK && t.view->changed > 0)
		e = store(&t, app, p, err);
	*view = t.view;
	return e;
}

void
typing_json(struct json *j, const void *view)
{
	const struct typing_view *v = view;
	size_t i;
	int c;

	json_object(j, NULL);
	json_int(j, "year", v->year);
	json_text(j, "procedure", v->procedure == NULL ? NULL : v->procedure->code);
	json_text(j, "municipality", v->place);
	if (v->batch > 0)
		json_int(j, "batch", v->batch);
	else
		json_null(j, "batch");
	json_array(j, "schools");
	for (i = 0; i < v->count; i++) {
		json_object(j, NULL);
		json_text(j, "school", v->rows[i].code);
		json_text(j, "name", v->rows[i].name);
		for (c = 0; c < TYPING_CELLS; c++)
			json_text(j, codes[c], v->rows[i].live[c]);
		json_end(j);
	}
	json_end(j);
	json_end(j);
}
