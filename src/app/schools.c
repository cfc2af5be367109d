#include "app/schools.h"

#include "app/methods.h"
#include "app/school_index.h"
#include "base/mem.h"
#include "base/text.h"
#include "document/template.h"
#include "store/statements.h"

#include <stdlib.h>
#include <string.h>

const struct choice schools_statuses[] = {{"meets", MSG("meets the conditions")},
    {"not", MSG("does not meet them")}, {"unsettled", MSG("not met, data are missing")},
    {"undecided", MSG("can't be decided")}, {"no_data", MSG("no data of the year")}, {NULL, NULL}};

const struct choice schools_sorts[] = {{"name", MSG("by name")},
    {"-name", MSG("by name, from the end")}, {"status", MSG("by the outcome")},
    {"-status", MSG("by the outcome, from the end")}, {"share", MSG("by the share, from below")},
    {"-share", MSG("by the share, from above")}, {NULL, NULL}};

/* ---- Which schools, in which order ---- */

struct found {
	const struct indexed_school *school;
	size_t at; /* its place by name, which decides between equals */
};

struct wanted {
	const char *search; /* folded */
	const char *municipality;
	bool by_status;
	enum outcome status;
};

static bool
is_wanted(const struct wanted *w, const struct indexed_school *s)
{
	return (!w->by_status || s->outcome == w->status) &&
	       (w->municipality == NULL || strcmp(s->municipality_name, w->municipality) == 0) &&
	       (w->search == NULL || strstr(s->fold, w->search) != NULL);
}

static int
by_place(const struct found *x, const struct found *y)
{
	return x->at < y->at ? -1 : x->at > y->at;
}

static int
by_status(const void *a, const void *b)
{
	const struct found *x = a, *y = b;

	if (x->school->outcome != y->school->outcome)
		return x->school->outcome < y->school->outcome ? -1 : 1;
	return by_place(x, y);
}

/* Who has no data stands last in both directions. */
static int
by_share(const struct found *x, const struct found *y, int sign)
{
	const struct pooled *p = &x->school->pooled, *q = &y->school->pooled;
	int64_t left = p->k * q->n, right = q->k * p->n;

	if ((p->n == 0) != (q->n == 0))
		return p->n == 0 ? 1 : -1;
	if (p->n == 0 || left == right)
		return by_place(x, y);
	return left < right ? -sign : sign;
}

static int
share_rising(const void *a, const void *b)
{
	return by_share(a, b, 1);
}

static int
share_falling(const void *a, const void *b)
{
	return by_share(a, b, -1);
}

static void
turn(struct found *found, size_t n)
{
	struct found one;
	size_t i;

	for (i = 0; i < n / 2; i++) {
		one = found[i];
		found[i] = found[n - 1 - i];
		found[n - 1 - i] = one;
	}
}

static void
sort_found(struct found *found, size_t n, const char *sort)
{
	if (n < 2 || sort == NULL)
		return;
	if (strcmp(sort, "share") == 0)
		qsort(found, n, sizeof *found, share_rising);
	else if (strcmp(sort, "-share") == 0)
		qsort(found, n, sizeof *found, share_falling);
	else if (strcmp(sort, "status") == 0 || strcmp(sort, "-status") == 0)
		qsort(found, n, sizeof *found, by_status);
	if (strcmp(sort, "-name") == 0 || strcmp(sort, "-status") == 0)
		turn(found, n);
}

static struct found *
find(struct schools_view *v, const struct school_index *x)
{
	const struct schools_params *p = v->asked;
	struct found *out = mem_array(v, struct found, x->count + 1);
	struct wanted w = {.municipality = p->municipality};
	size_t i;

	if (p->search != NULL)
		w.search = text_fold(v, p->search);
	w.by_status = p->status != NULL && outcome_parse(p->status, &w.status);
	for (i = 0; i < x->count; i++) {
		if (is_wanted(&w, &x->schools[i]))
			out[v->found++] = (struct found){&x->schools[i], i};
	}
	sort_found(out, v->found, p->sort);
	return out;
}

/* A page beyond the last is the last. */
static void
choose_page(struct schools_view *v)
{
	v->pages = v->asked->all ? 1 : (v->found + SCHOOLS_PAGE - 1) / SCHOOLS_PAGE;
	if (v->pages == 0)
		v->pages = 1;
	v->page = v->asked->page < 1 ? 1 : (size_t)v->asked->page;
	if (v->page > v->pages)
		v->page = v->pages;
	v->count = v->found - (v->page - 1) * SCHOOLS_PAGE;
	if (!v->asked->all && v->count > SCHOOLS_PAGE)
		v->count = SCHOOLS_PAGE;
}

/* ---- What is said of the schools of the page ---- */

static int
by_id(const void *a, const void *b)
{
	const struct indexed_school *x = *(const struct indexed_school *const *)a,
				    *y = *(const struct indexed_school *const *)b;

	return x->id < y->id ? -1 : x->id > y->id;
}

/* The figures of these schools and no others. */
static struct db_scope *
scopes_of(struct schools_view *v, const struct found *found)
{
	const struct indexed_school **schools =
	    mem_array(v, const struct indexed_school *, v->count + 1);
	struct db_scope *out = mem_array(v, struct db_scope, v->count + 1);
	size_t i;

	for (i = 0; i < v->count; i++)
		schools[i] = found[i].school;
	if (v->count > 1)
		qsort(schools, v->count, sizeof *schools, by_id);
	for (i = 0; i < v->count; i++)
		out[i] = db_scope_one(v, schools[i]->path);
	return out;
}

/* What a run says of each school, to be found by the school's id. */
struct said {
	const struct identify_view *run;
	const struct identify_item **items; /* by index into run->data->schools */
};

static struct said
said_by(struct schools_view *v, const struct identify_view *run)
{
	struct said s = {run, mem_array(v, const struct identify_item *, run->data->nschools + 1)};
	size_t i;

	for (i = 0; i < run->count; i++)
		s.items[run->items[i].school] = &run->items[i];
	return s;
}

static int
school_by_id(const void *key, const void *school)
{
	int64_t id = *(const int64_t *)key;
	const struct dataset_school *s = school;

	return id < s->id ? -1 : id > s->id;
}

static const struct identify_item *
said_of(const struct said *s, int64_t id)
{
	const struct dataset *d = s->run->data;
	const struct dataset_school *found =
	    d->nschools == 0
		? NULL
		: bsearch(&id, d->schools, d->nschools, sizeof *d->schools, school_by_id);

	return found == NULL ? NULL : s->items[found - d->schools];
}

static void
count_cells(struct school_row *row, int year)
{
	size_t i;

	for (i = 0; i < row->item->ncells; i++) {
		const struct identify_cell *c = &row->item->cells[i];

		if (c->year != year)
			continue;
		row->procedures += c->is_low >= 0;
		row->low += c->is_low == 1;
	}
}

static const char *
kind_of(const struct dataset *d, const struct dataset_school *s)
{
	const char *kind = "";
	size_t i;

	for (i = s->fact; i < s->fact + s->nfacts; i++) {
		if (strcmp(d->facts[i].attribute, "kind") == 0)
			kind = d->facts[i].value;
	}
	return kind;
}

static void
fill_row(struct schools_view *v, const struct school_index *x, const struct identify_item *last,
    struct school_row *row)
{
	uint16_t procedures[METHOD_PROCEDURES];
	size_t n = method_procedures(v->run, procedures), i;
	const struct indexed_school *head;

	row->school = &v->run->data->schools[row->item->school];
	row->kind = kind_of(v->run->data, row->school);
	head = school_index_find(x, row->school->head);
	row->head = head == NULL ? "" : head->code;
	row->outcome = outcome_of(row->item);
	row->before = last == NULL ? OUTCOME_NO_DATA : outcome_of(last);
	count_cells(row, v->year);
	for (i = 0; i < SCHOOLS_YEARS; i++)
		row->years[i] = outcome_pooled(
		    v->run, row->item->school, v->year - SCHOOLS_YEARS + 1 + (int)i, procedures, n);
}

static enum err
fill_rows(struct app *app, struct schools_view *v, const struct school_index *x,
    const struct found *found, struct error *err)
{
	struct identify_request q = {.year = v->year, .nonly = v->asked->all ? 0 : v->count};
	struct identify_view *run, *before;
	struct said now, then;
	size_t i, kept = 0;
	enum err e;

	q.only = scopes_of(v, found);
	e = identify_schools(v, app, &q, &run, err);
	if (e != OK)
		return e;
	q.year = v->year - 1;
	q.later = run;
	e = identify_schools(v, app, &q, &before, err);
	if (e != OK)
		return e;
	v->run = run;
	v->rows = mem_array(v, struct school_row, v->count + 1);
	now = said_by(v, run);
	then = said_by(v, before);
	for (i = 0; i < v->count; i++) {
		v->rows[kept].item = said_of(&now, found[i].school->id);
		/* gone since the schools were counted */
		if (v->rows[kept].item != NULL)
			fill_row(v, x, said_of(&then, found[i].school->id), &v->rows[kept++]);
	}
	v->count = kept;
	return OK;
}

bool
schools_change(const struct pooled years[SCHOOLS_YEARS], struct rational *points)
{
	struct rational first, last, change;
	size_t i = 0;

	while (i < SCHOOLS_YEARS && years[i].n == 0)
		i++;
	if (i >= SCHOOLS_YEARS - 1 || years[SCHOOLS_YEARS - 1].n == 0)
		return false;
	return rational_make(years[i].k, years[i].n, &first) &&
	       rational_make(years[SCHOOLS_YEARS - 1].k, years[SCHOOLS_YEARS - 1].n, &last) &&
	       rational_sub(last, first, &change) &&
	       rational_mul(change, rational_int(100), points);
}

enum err
schools_run(TALLOC_CTX *ctx, struct app *app, const void *params, void **view, struct error *err)
{
	struct schools_view *v = mem_new(ctx, struct schools_view);
	const struct school_index *x;
	struct found *found;
	enum err e;

	v->asked = params;
	v->year = v->asked->year;
	e = school_index_get(v, app, v->year, &x, err);
	if (e != OK)
		return e;
	v->schools = x->count;
	memcpy(v->totals, x->totals, sizeof v->totals);
	v->nmunicipalities = x->nmunicipalities;
	v->municipalities = x->municipalities;
	found = find(v, x);
	choose_page(v);
	e = fill_rows(app, v, x, found + (v->page - 1) * SCHOOLS_PAGE, err);
	if (e == OK)
		*view = v;
	return e;
}

/* ---- JSON ---- */

static void
pooled_json(struct json *j, int year, const struct pooled *p)
{
	struct interval interval;
	struct rational share;

	json_object(j, NULL);
	json_int(j, "year", year);
	json_int(j, "participants", p->n);
	json_int(j, "low", p->k);
	if (rational_make(p->k, p->n, &share) && uncertainty_wilson(p->k, p->n, &interval)) {
		json_rational(j, "share", share, 9);
		json_array(j, "interval95");
		json_double(j, NULL, interval.low, 3);
		json_double(j, NULL, interval.high, 3);
		json_end(j);
	}
	json_end(j);
}

static void
row_json(struct json *j, const struct schools_view *v, const struct school_row *row)
{
	struct rational change;
	size_t i;

	json_object(j, NULL);
	json_text(j, "school", row->school->code);
	json_text(j, "name", row->school->name);
	json_text(j, "short_name", row->school->short_name);
	json_text(j, "municipality", row->school->municipality_name);
	json_text(j, "kind", row->kind);
	json_text(j, "levels", template_levels(v->rows, row->school->levels));
	json_text(j, "branch_of", row->head[0] == '\0' ? NULL : row->head);
	json_text(j, "outcome", outcome_code(row->outcome));
	json_text(j, "year_before", outcome_code(row->before));
	for (i = 0; row->item->conditions[i].name != NULL; i++)
		;
	named_values_json(j, "conditions", row->item->conditions, i);
	json_int(j, "procedures", (int64_t)row->procedures);
	json_int(j, "low_procedures", (int64_t)row->low);
	json_array(j, "all_procedures");
	for (i = 0; i < SCHOOLS_YEARS; i++)
		pooled_json(j, v->year - SCHOOLS_YEARS + 1 + (int)i, &row->years[i]);
	json_end(j);
	if (schools_change(row->years, &change))
		json_rational(j, "change_points", change, 3);
	json_end(j);
}

void
schools_json(struct json *j, const void *view)
{
	const struct schools_view *v = view;
	size_t i;

	json_object(j, NULL);
	method_json(j, "method", v->run->method);
	json_int(j, "year", v->year);
	json_object(j, "counts");
	json_int(j, "schools", (int64_t)v->schools);
	for (i = 0; i < OUTCOME_COUNT; i++)
		json_int(j, outcome_code((enum outcome)i), (int64_t)v->totals[i]);
	json_end(j);
	json_int(j, "found", (int64_t)v->found);
	json_int(j, "page", (int64_t)v->page);
	json_int(j, "pages", (int64_t)v->pages);
	json_array(j, "schools");
	for (i = 0; i < v->count; i++)
		row_json(j, v, &v->rows[i]);
	json_end(j);
	json_end(j);
}
