#include "app/schools.h"

#include "app/methods.h"
#include "app/school_index.h"
#include "base/mem.h"
#include "base/text.h"
#include "domain/level.h"
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
	const struct pooled *p = &x->school->years[INDEX_YEARS - 1],
			    *q = &y->school->years[INDEX_YEARS - 1];
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

/* NULL: all of them, in the order of the index. */
static struct found *
find(struct schools_view *v, const struct school_index *x)
{
	const struct schools_params *p = v->asked;
	struct wanted w = {.municipality = p->municipality};
	struct found *out;
	size_t i;

	v->found = x->count;
	if (p->search == NULL && p->status == NULL && p->municipality == NULL && p->sort == NULL)
		return NULL;
	v->found = 0;
	out = mem_room(v, struct found, x->count + 1);
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

bool
schools_change(const struct pooled years[INDEX_YEARS], struct rational *points)
{
	struct rational first, last, change;
	size_t i = 0;

	while (i < INDEX_YEARS && years[i].n == 0)
		i++;
	if (i >= INDEX_YEARS - 1 || years[INDEX_YEARS - 1].n == 0)
		return false;
	return rational_make(years[i].k, years[i].n, &first) &&
	       rational_make(years[INDEX_YEARS - 1].k, years[INDEX_YEARS - 1].n, &last) &&
	       rational_sub(last, first, &change) &&
	       rational_mul(change, rational_int(100), points);
}

enum err
schools_run(TALLOC_CTX *ctx, struct app *app, const void *params, void **view, struct error *err)
{
	struct schools_view *v = mem_new(ctx, struct schools_view);
	const struct school_index *x;
	struct method *method;
	struct found *found;
	size_t i, first;
	enum err e;

	v->asked = params;
	v->year = v->asked->year;
	e = school_index_get(v, app, v->year, &x, err);
	if (e == OK)
		e = method_load(v, app, NULL, &method, NULL, err);
	if (e != OK)
		return e;
	v->method = method;
	v->schools = x->count;
	memcpy(v->totals, x->totals, sizeof v->totals);
	v->nmunicipalities = x->nmunicipalities;
	v->municipalities = x->municipalities;
	found = find(v, x);
	choose_page(v);
	v->rows = mem_array(v, const struct indexed_school *, v->count + 1);
	first = (v->page - 1) * SCHOOLS_PAGE;
	for (i = first; i < first + v->count; i++)
		v->rows[i - first] = found == NULL ? &x->schools[i] : found[i].school;
	*view = v;
	return OK;
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
row_json(struct json *j, const struct schools_view *v, const struct indexed_school *row)
{
	struct rational change;
	size_t i;

	json_object(j, NULL);
	json_text(j, "school", row->code);
	json_text(j, "name", row->name);
	json_text(j, "short_name", row->short_name);
	json_text(j, "municipality", row->municipality_name);
	json_text(j, "kind", row->kind);
	json_text(j, "levels", levels_code(row->levels));
	json_text(j, "branch_of", row->head[0] == '\0' ? NULL : row->head);
	json_text(j, "outcome", outcome_code(row->outcome));
	json_text(j, "year_before", outcome_code(row->before));
	for (i = 0; row->conditions[i].name != NULL; i++)
		;
	named_values_json(j, "conditions", row->conditions, i);
	json_int(j, "procedures", row->procedures);
	json_int(j, "low_procedures", row->low);
	json_array(j, "all_procedures");
	for (i = 0; i < INDEX_YEARS; i++)
		pooled_json(j, v->year - INDEX_YEARS + 1 + (int)i, &row->years[i]);
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
	method_json(j, "method", v->method);
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
		row_json(j, v, v->rows[i]);
	json_end(j);
	json_end(j);
}
