#include "app/table.h"

#include "app/catalogue.h"
#include "app/methods.h"
#include "base/mem.h"
#include "domain/scale.h"

#include <stdlib.h>
#include <string.h>

#define TABLE_OTHERS 3 /* columns beside procedures: the name and two sums */

const struct choice table_shows[] = {{"share", MSG("the share below the threshold")},
    {"change", MSG("the change in a year")}, {NULL}};

static int
by_id(const void *a, const void *b)
{
	const struct indexed_school *x = *(const struct indexed_school *const *)a,
				    *y = *(const struct indexed_school *const *)b;

	return x->id < y->id ? -1 : x->id > y->id;
}

/* The figures of the schools of the page and no others, of the year and the one before. */
static enum err
read_figures(struct table_view *v, struct app *app, struct error *err)
{
	size_t i, n = v->list->count;
	const struct indexed_school **schools = mem_array(v, const struct indexed_school *, n + 1);
	struct db_scope *scopes = mem_array(v, struct db_scope, n + 1);
	struct identify_request q = {.year = v->list->year,
	    .since = v->list->year - 1,
	    .nonly = n == v->list->schools ? 0 : n, /* all of them are read at one go */
	    .only = scopes};
	struct identify_view *run;
	enum err e;

	if (n == 0) { /* no school is not every school */
		scopes[0] = db_scope_one(v, "");
		q.nonly = 1;
	}
	memcpy(schools, v->list->rows, n * sizeof *schools);
	if (n > 1)
		qsort(schools, n, sizeof *schools, by_id);
	for (i = 0; i < n; i++)
		scopes[i] = db_scope_one(v, schools[i]->path);
	e = identify_read(v, app, &q, &run, err);
	if (e == OK)
		v->run = run;
	return e;
}

static void
compare(struct table_cell *c, const struct card_cell *then)
{
	struct rational now, before, change;

	if (c->now.before != CARD_NO_BREAK)
		return;
	c->compared = rational_make(c->now.count.k, c->now.count.n, &now) &&
		      rational_make(then->count.k, then->count.n, &before) &&
		      rational_sub(now, before, &change) &&
		      rational_mul(change, rational_int(100), &c->change);
}

static void
fill_cell(struct table_view *v, const struct indexed_school *row, size_t k, uint16_t procedure,
    const struct scales *scales, struct table_cell *c)
{
	const struct dataset *d = v->run->data;
	const struct dataset_school *school = dataset_school(d, row->id);
	int year = v->run->year;
	struct card_cell then;

	if (school == NULL) /* gone since the schools were counted */
		return;
	c->now = card_cell_of(v->run, (size_t)(school - d->schools), procedure, year);
	c->low = (row->low_bits >> k & 1) != 0;
	c->few = c->now.count.n > 0 && c->now.count.n < v->run->warn_below;
	then = card_cell_of(v->run, (size_t)(school - d->schools), procedure, year - 1);
	c->now.before = card_break_between(scales, school, v->procedures[k], year, &c->now, &then);
	compare(c, &then);
}

static void
fill_cells(struct table_view *v, const uint16_t *procedures, const struct scales *scales)
{
	size_t i, k, n = v->nprocedures;

	v->cells = mem_array(v, struct table_cell, v->list->count * n + 1);
	for (i = 0; i < v->list->count; i++) {
		for (k = 0; k < n; k++)
			fill_cell(
			    v, v->list->rows[i], k, procedures[k], scales, &v->cells[i * n + k]);
	}
}

enum err
table_run(TALLOC_CTX *ctx, struct app *app, const void *params, void **view, struct error *err)
{
	const struct schools_params *p = params;
	struct table_view *v = mem_new(ctx, struct table_view);
	uint16_t procedures[METHOD_PROCEDURES];
	const struct scales *scales;
	void *list;
	size_t i;
	enum err e = schools_run(v, app, params, &list, err);

	if (e != OK)
		return e;
	v->list = list;
	v->nprocedures = method_procedures_of(v->list->method, app->procedures, procedures);
	e = app_page_holds(app, v->list->count, v->nprocedures + TABLE_OTHERS, err);
	if (e == OK)
		e = read_figures(v, app, err);
	if (e == OK)
		e = catalogue_scales(app, &scales, err);
	if (e != OK)
		return e;
	v->change = p->show != NULL && strcmp(p->show, "change") == 0;
	v->procedures = mem_array(v, const struct procedure *, v->nprocedures + 1);
	for (i = 0; i < v->nprocedures; i++)
		v->procedures[i] = &app->procedures->items[procedures[i]];
	fill_cells(v, procedures, scales);
	*view = v;
	return OK;
}

static void
cell_json(struct json *j, const struct table_view *v, const struct table_cell *c, size_t k)
{
	json_object(j, NULL);
	json_text(j, "procedure", v->procedures[k]->code);
	if (c->now.count.n > 0) {
		json_int(j, "participants", c->now.count.n);
		json_int(j, "low", c->now.count.k);
		json_bool(j, "is_low", c->low);
		json_bool(j, "few", c->few);
	} else {
		json_text(j, "status", absence_code(c->now.absence));
	}
	if (c->compared)
		json_rational(j, "change_points", c->change, 3);
	else if (c->now.before != CARD_NO_BREAK)
		json_text(j, "not_compared", card_break_code(c->now.before));
	json_end(j);
}

void
table_json(struct json *j, const void *view)
{
	const struct table_view *v = view;
	size_t i, k;

	json_object(j, NULL);
	method_json(j, "method", v->run->method);
	json_int(j, "year", v->list->year);
	json_int(j, "found", (int64_t)v->list->found);
	json_int(j, "page", (int64_t)v->list->page);
	json_int(j, "pages", (int64_t)v->list->pages);
	json_array(j, "schools");
	for (i = 0; i < v->list->count; i++) {
		json_object(j, NULL);
		json_text(j, "school", v->list->rows[i]->code);
		json_text(j, "name", v->list->rows[i]->name);
		json_text(j, "outcome", outcome_code(v->list->rows[i]->outcome));
		json_int(j, "low_procedures", (int64_t)v->list->rows[i]->low);
		json_array(j, "cells");
		for (k = 0; k < v->nprocedures; k++)
			cell_json(j, v, &v->cells[i * v->nprocedures + k], k);
		json_end(j);
		json_end(j);
	}
	json_end(j);
	json_end(j);
}
