#include "app/dataset.h"
#include "app/reorganised.h"

#include "base/mem.h"
#include "store/statements.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

const char *const wave_codes[WAVE_COUNT] = {"main", "autumn", "retake", "sample", "gve"};

int
wave_parse(const char *code)
{
	int i;

	for (i = 0; i < WAVE_COUNT; i++) {
		if (strcmp(wave_codes[i], code) == 0)
			return i;
	}
	return -1;
}

struct loading {
	struct mem_texts texts;
	struct dataset *data;
	size_t school;         /* the one that rows belong to now */
	const char *sheet;     /* the last sheet's name, shared by its rows */
	const char *procedure; /* the last procedure's code and index */
	int procedure_index;
};

static enum err
take_school(void *arg, const struct db_schools *row, struct error *err)
{
	struct loading *l = arg;
	struct dataset *d = l->data;
	struct dataset_school *s = &mem_push(d, d->schools, d->nschools);

	memset(s, 0, sizeof *s);
	s->id = row->id;
	s->municipality = row->municipality;
	s->head = row->head;
	s->path = mem_text(d, &l->texts, row->path);
	s->code = mem_text(d, &l->texts, row->code);
	s->name = mem_text(d, &l->texts, row->name);
	s->short_name = mem_text(d, &l->texts, row->short_name);
	s->name_key = mem_text(d, &l->texts, row->name_key);
	s->municipality_name = mem_text(d, &l->texts, row->municipality_name);
	return OK;
}

/* Rows come in order of school; moves to the school of @org. False if it isn't in the scope. */
static bool
seek(struct loading *l, int64_t org)
{
	struct dataset *d = l->data;

	while (l->school < d->nschools && d->schools[l->school].id < org)
		l->school++;
	return l->school < d->nschools && d->schools[l->school].id == org;
}

static enum err
take_fact(void *arg, const struct db_facts *row, struct error *err)
{
	struct loading *l = arg;
	struct dataset *d = l->data;
	struct dataset_fact *f;
	struct dataset_school *s;

	if (!seek(l, row->org) || (d->on != NULL && strcmp(row->since, d->on) > 0))
		return OK;
	s = &d->schools[l->school];
	if (s->nfacts == 0)
		s->fact = d->nfacts;
	s->nfacts++;
	f = &mem_push(d, d->facts, d->nfacts);
	f->attribute = mem_text(d, &l->texts, row->attribute);
	f->since = mem_text(d, &l->texts, row->since);
	f->value = mem_text(d, &l->texts, row->value);
	if (strcmp(row->attribute, "levels") == 0) {
		s->levels_changed = s->levels != 0;
		s->levels = levels_parse(row->value);
	}
	return OK;
}

static int
procedure_index(const struct procedures *list, const char *code)
{
	const struct procedure *p = procedure_find(list, code);

	return p == NULL ? -1 : (int)(p - list->items);
}

static int32_t
narrow(int64_t count)
{
	return count < 0 || count > INT32_MAX ? -1 : (int32_t)count;
}

/* False when the catalogue doesn't know the procedure. */
static bool
figure_of(struct loading *l, const struct db_figures *row, struct figure *out)
{
	struct dataset *d = l->data;
	enum absence status = ABSENCE_NONE;

	if (l->procedure == NULL || strcmp(l->procedure, row->procedure) != 0) {
		l->procedure_index = procedure_index(d->procedures, row->procedure);
		l->procedure =
		    l->procedure_index < 0 ? NULL : d->procedures->items[l->procedure_index].code;
	}
	if (l->procedure_index < 0)
		return false;
	if (l->sheet == NULL || strcmp(l->sheet, row->sheet) != 0)
		l->sheet = mem_text(d, &l->texts, row->sheet);
	if (row->status != NULL)
		absence_parse(row->status, &status);
	*out =
	    (struct figure){narrow(row->participants), narrow(row->low), narrow(row->low_regional),
		{narrow(row->m2), narrow(row->m3), narrow(row->m4), narrow(row->m5)},
		(int16_t)row->year, (uint16_t)l->procedure_index, (uint8_t)wave_parse(row->wave),
		(uint8_t)status, (int32_t)row->batch, (int32_t)row->row, l->sheet,
		row->mean == NULL ? NULL : mem_text(d, &l->texts, row->mean)};
	return true;
}

static enum err
take_figure(void *arg, const struct db_figures *row, struct error *err)
{
	struct loading *l = arg;
	struct dataset *d = l->data;
	struct figure f;

	if (!seek(l, row->org) || !figure_of(l, row, &f))
		return OK;
	if (d->schools[l->school].nfigures++ == 0)
		d->schools[l->school].figure = d->nfigures;
	mem_push(d, d->figures, d->nfigures) = f;
	return OK;
}

struct loading_one {
	struct loading loading;
	int64_t org;
	struct figure *figures;
	size_t count;
};

static enum err
take_figure_of(void *arg, const struct db_figures *row, struct error *err)
{
	struct loading_one *l = arg;
	struct figure f;

	if (row->org == l->org && figure_of(&l->loading, row, &f))
		mem_push(l->loading.data, l->figures, l->count) = f;
	return OK;
}

enum err
dataset_figures_of(struct dataset *data, struct app *app, int64_t org, const char *path, int from,
    int until, struct figure **out, size_t *n, struct error *err)
{
	struct loading_one l = {.loading = {.data = data}, .org = org};
	enum err e =
	    db_figures(app->db, db_scope_below(data, path), from, until, take_figure_of, &l, err);

	*out = l.figures;
	*n = l.count;
	return e;
}

/* The day that a fact of @s says, or year 0. */
static struct day
fact_day(const struct dataset *d, const struct dataset_school *s, const char *attribute)
{
	struct day day = {0};
	size_t i;

	for (i = s->fact; i < s->fact + s->nfacts; i++) {
		if (strcmp(d->facts[i].attribute, attribute) == 0)
			day_parse(d->facts[i].value, strlen(d->facts[i].value), &day);
	}
	return day;
}

/* Was there such a school on the day asked for, else in the school year that ends in @d->year
 * (1 September to 31 August)? */
static bool
existed(const struct dataset *d, const struct dataset_school *s)
{
	struct day opened = fact_day(d, s, "opened"), closed = fact_day(d, s, "closed");
	struct day first = {.year = d->year - 1, .month = 9, .day = 1};
	struct day last = {.year = d->year, .month = 8, .day = 31};

	if (d->on != NULL) {
		day_parse(d->on, strlen(d->on), &first);
		last = first;
	}
	return (opened.year == 0 || day_cmp(opened, last) <= 0) &&
	       (closed.year == 0 || day_cmp(closed, first) >= 0);
}

/* Schools not yet open or closed before leave; rows of figures that nobody owns are not read. */
static void
leave_out_absent(struct dataset *d)
{
	size_t i, kept = 0;

	for (i = 0; i < d->nschools; i++) {
		if (existed(d, &d->schools[i]))
			d->schools[kept++] = d->schools[i];
	}
	d->nschools = kept;
}

/* Each statement for every scope, so that rows come in order of school. */
static enum err
load_scopes(
    struct app *app, const struct db_scope *scopes, size_t n, struct loading *l, struct error *err)
{
	int since = l->data->since, year = l->data->year;
	const char *day = l->data->on == NULL ? DAY_LAST : l->data->on;
	enum err e = OK;
	size_t i;

	for (i = 0; e == OK && i < n; i++)
		e = db_schools(app->db, scopes[i], day, take_school, l, err);
	for (i = 0; e == OK && i < n; i++)
		e = db_facts(app->db, scopes[i], take_fact, l, err);
	if (e != OK)
		return e;
	l->school = 0;
	leave_out_absent(l->data);
	for (i = 0; e == OK && i < n; i++)
		e = db_figures(app->db, scopes[i], since, year, take_figure, l, err);
	return e;
}

static int
compare_ids(const void *a, const void *b)
{
	int64_t x = *(const int64_t *)a, y = *(const int64_t *)b;

	return x < y ? -1 : x > y;
}

/* Each id once, sorted. Figures of one file mostly stand side by side. */
static size_t
batch_ids(TALLOC_CTX *ctx, const struct dataset *d, int64_t **out)
{
	int64_t *ids = NULL;
	size_t n = 0, kept = 0, i;

	for (i = 0; i < d->nfigures; i++) {
		if (n == 0 || ids[n - 1] != d->figures[i].batch)
			mem_push(ctx, ids, n) = d->figures[i].batch;
	}
	if (n > 1)
		qsort(ids, n, sizeof *ids, compare_ids);
	for (i = 0; i < n; i++) {
		if (i == 0 || ids[i] != ids[kept - 1])
			ids[kept++] = ids[i];
	}
	*out = ids;
	return kept;
}

/* By id, whoever loaded it: a figure of one's own school may have come with a file of the region.
 */
static enum err
load_batches(struct app *app, struct dataset *d, struct error *err)
{
	TALLOC_CTX *local = mem_check(talloc_new(NULL));
	struct db_batch_name row;
	int64_t *ids;
	size_t i, n = batch_ids(local, d, &ids);
	bool found;
	enum err e = OK;

	d->batches = mem_array(d, struct dataset_batch, n + 1);
	for (i = 0; e == OK && i < n; i++) {
		e = db_batch_name(local, app->db, ids[i], &row, &found, err);
		if (e == OK && found)
			d->batches[d->nbatches++] =
			    (struct dataset_batch){ids[i], row.at, mem_strdup(d, row.name)};
	}
	talloc_free(local);
	return e;
}

const struct dataset_school *
dataset_school(const struct dataset *data, int64_t id)
{
	/* the id is the first member */
	return data->nschools == 0 ? NULL
				   : bsearch(&id, data->schools, data->nschools,
					 sizeof *data->schools, compare_ids);
}

const struct dataset_batch *
dataset_batch(const struct dataset *data, int64_t id)
{
	/* the id is the first member */
	return data->nbatches == 0 ? NULL
				   : bsearch(&id, data->batches, data->nbatches,
					 sizeof *data->batches, compare_ids);
}

enum err
dataset_load(TALLOC_CTX *ctx, struct app *app, const struct db_scope *scopes, size_t nscopes,
    int since, int year, const char *on, struct dataset **out, struct error *err)
{
	struct dataset *d = mem_new(ctx, struct dataset);
	struct loading l = {.data = d};
	enum err e;

	d->year = year;
	d->since = since == 0 ? year - DATASET_YEARS : since;
	d->on = on;
	d->procedures = app->procedures;
	e = load_scopes(app, scopes, nscopes, &l, err);
	if (e == OK)
		e = reorganised_apply(app, d, err);
	if (e == OK)
		e = load_batches(app, d, err);
	if (e != OK) {
		talloc_free(d);
		return e;
	}
	*out = d;
	return OK;
}

const struct figure *
dataset_figure(const struct dataset *data, size_t school, int procedure, int year,
    const uint8_t *waves, size_t nwaves)
{
	const struct dataset_school *s = &data->schools[school];
	const struct figure *f = data->figures + s->figure, *end = f + s->nfigures, *found = NULL;
	size_t best = 2 * nwaves, w, rank;

	for (; f < end; f++) {
		if (f->procedure != procedure || f->year != year)
			continue;
		for (w = 0; w < nwaves && waves[w] != f->wave; w++)
			;
		/* a wave with counts goes before any that only says why there are none */
		rank = w + (f->status == ABSENCE_NONE ? 0 : nwaves);
		if (w < nwaves && rank < best) {
			best = rank;
			found = f;
		}
	}
	return found;
}

/* The levels of @s in the school year @year, which ends on 31 August. */
static int
levels_in(const struct dataset *d, const struct dataset_school *s, int year)
{
	char last[DAY_TEXT_SIZE];
	int levels = 0;
	size_t i;

	if (!s->levels_changed)
		return s->levels;
	day_text((struct day){.year = (int16_t)year, .month = 8, .day = 31}, last);
	for (i = s->fact; i < s->fact + s->nfacts; i++) {
		if (strcmp(d->facts[i].attribute, "levels") == 0 &&
		    strcmp(d->facts[i].since, last) <= 0)
			levels = levels_parse(d->facts[i].value);
	}
	return levels;
}

enum absence
dataset_absence(const struct dataset *data, size_t school, int procedure, int year)
{
	const struct procedure *p;

	if (procedure < 0)
		return ABSENCE_NO_DATA;
	p = &data->procedures->items[procedure];
	if (!procedure_held(p, year))
		return ABSENCE_NOT_HELD;
	if (!procedure_offered(p, levels_in(data, &data->schools[school], year)))
		return ABSENCE_NOT_OFFERED;
	return ABSENCE_NO_DATA;
}
