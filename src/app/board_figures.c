#include "app/board_figures.h"

#include "app/methods.h"
#include "app/outcome.h"
#include "app/shelf.h"
#include "base/mem.h"
#include "store/statements.h"

#include <stdlib.h>
#include <string.h>

static enum err
count_schools(struct board_figures *b, struct app *app, struct error *err)
{
	const char *first = mem_printf(b, "%d-09-01", b->year - 1);
	const char *last = mem_printf(b, "%d-08-31", b->year);
	struct db_schools_in_scope all = {0};
	struct db_schools_with_figures now = {0}, before = {0};
	bool found;
	enum err e = db_schools_in_scope(b, app->db, app->scope, first, last, &all, &found, err);

	if (e == OK)
		e = db_schools_with_figures(b, app->db, app->scope, b->year, &now, &found, err);
	if (e == OK)
		e = db_schools_with_figures(
		    b, app->db, app->scope, b->year - 1, &before, &found, err);
	b->schools = all.n;
	b->with_data = now.n;
	b->before = before.n;
	return e;
}

static enum err
look_at_method(struct board_figures *b, struct app *app, struct error *err)
{
	TALLOC_CTX *local = mem_check(talloc_new(NULL));
	struct method *m;
	enum err e = method_load(local, app, NULL, &m, NULL, err);

	if (e == OK) {
		b->method = mem_strdup(b, m->id);
		b->version = m->version;
		b->verified = m->basis_status == STATUS_VERIFIED;
	}
	talloc_free(local);
	return e;
}

/* The schools that meet the conditions in the newest year, by id. */
struct meeting {
	size_t count;
	int64_t *ids;
};

static int
by_id(const void *a, const void *b)
{
	int64_t x = *(const int64_t *)a, y = *(const int64_t *)b;

	return x < y ? -1 : x > y;
}

static void
find_meeting(TALLOC_CTX *ctx, const struct identify_view *v, struct meeting *m)
{
	size_t i;

	m->ids = mem_array(ctx, int64_t, v->count + 1);
	for (i = 0; i < v->count; i++) {
		if (outcome_of(&v->items[i]) == OUTCOME_MEETS)
			m->ids[m->count++] = v->data->schools[v->items[i].school].id;
	}
	qsort(m->ids, m->count, sizeof *m->ids, by_id);
}

static void
take_year(const struct identify_view *v, const struct meeting *m, struct board_year *y)
{
	uint16_t procedures[METHOD_PROCEDURES];
	size_t n = method_procedures(v, procedures), i;

	y->with_data = (int64_t)v->with_data;
	y->meets = (int64_t)v->listed;
	for (i = 0; i < v->count; i++) {
		size_t school = v->items[i].school;
		struct pooled p = outcome_pooled(v, school, y->year, procedures, n);
		int64_t id = v->data->schools[school].id;
		struct board_count *sum =
		    bsearch(&id, m->ids, m->count, sizeof *m->ids, by_id) == NULL ? &y->others
										  : &y->those;

		sum->k += p.k;
		sum->n += p.n;
	}
}

/* ---- between two years ---- */

/* What was said of each school of @v, by its place in the data. */
static enum outcome *
outcomes_of(TALLOC_CTX *ctx, const struct identify_view *v)
{
	enum outcome *out = mem_array(ctx, enum outcome, v->data->nschools + 1);
	size_t i;

	for (i = 0; i < v->data->nschools; i++)
		out[i] = OUTCOME_NO_DATA;
	for (i = 0; i < v->count; i++)
		out[v->items[i].school] = outcome_of(&v->items[i]);
	return out;
}

static int
by_school_id(const void *key, const void *school)
{
	int64_t a = *(const int64_t *)key, b = ((const struct dataset_school *)school)->id;

	return a < b ? -1 : a > b;
}

static enum outcome
outcome_in(const struct identify_view *v, const enum outcome *outcomes, int64_t id)
{
	const struct dataset *d = v->data;
	const struct dataset_school *s = d->nschools == 0 ? NULL
							  : bsearch(&id, d->schools, d->nschools,
								sizeof *d->schools, by_school_id);

	return s == NULL ? OUTCOME_NO_DATA : outcomes[s - d->schools];
}

static void
take_move(
    struct board_figures *b, const struct dataset_school *s, enum outcome was, enum outcome is)
{
	struct board_moves *m = &b->moves;
	size_t entered = (size_t)m->enter, left = (size_t)m->leave;
	struct board_moved moved = {mem_strdup(b, s->code), mem_strdup(b, s->name)};

	if (was == OUTCOME_MEETS && is == OUTCOME_MEETS) {
		m->stay++;
	} else if (is == OUTCOME_MEETS && was == OUTCOME_NOT) {
		mem_push(b, m->entered, entered) = moved;
		m->enter = (int64_t)entered;
	} else if (was == OUTCOME_MEETS && is == OUTCOME_NOT) {
		mem_push(b, m->left, left) = moved;
		m->leave = (int64_t)left;
	} else {
		m->unclear++;
	}
}

/* A school of one of the years only can't be compared; in the other it has no data. */
static void
find_moves(
    struct board_figures *b, const struct identify_view *now, const struct identify_view *before)
{
	TALLOC_CTX *local = mem_check(talloc_new(NULL));
	enum outcome *of_now = outcomes_of(local, now), *of_before = outcomes_of(local, before);
	size_t i;

	for (i = 0; i < now->count; i++) {
		const struct dataset_school *s = &now->data->schools[now->items[i].school];
		enum outcome is = of_now[now->items[i].school],
			     was = outcome_in(before, of_before, s->id);

		if (is == OUTCOME_MEETS || was == OUTCOME_MEETS)
			take_move(b, s, was, is);
	}
	for (i = 0; i < before->count; i++) {
		const struct dataset_school *s = &before->data->schools[before->items[i].school];

		b->moves.unclear += of_before[before->items[i].school] == OUTCOME_MEETS &&
				    bsearch(&s->id, now->data->schools, now->data->nschools,
					sizeof *s, by_school_id) == NULL;
	}
	talloc_free(local);
}

/* Newest first: each year has its own schools, and the newest says which are followed back. */
static enum err
run_years(struct board_figures *b, struct app *app, struct error *err)
{
	TALLOC_CTX *local = mem_check(talloc_new(NULL));
	struct identify_request q = {.year = b->year};
	struct meeting meeting = {0, NULL};
	struct identify_view *v, *newest = NULL;
	size_t i;
	enum err e = OK;

	for (i = BOARD_YEARS; e == OK && i-- > 0; q.year--) {
		b->years[i].year = q.year;
		e = identify_schools(local, app, &q, &v, err);
		if (e != OK)
			break;
		if (q.year == b->year)
			find_meeting(local, v, &meeting);
		take_year(v, &meeting, &b->years[i]);
		if (q.year == b->year) {
			newest = v;
			continue;
		}
		if (q.year == b->year - 1)
			find_moves(b, newest, v);
		talloc_free(v);
	}
	talloc_free(local);
	return e;
}

static enum err
build(struct board_figures *b, struct app *app, struct error *err)
{
	enum err e = count_schools(b, app, err);

	if (e == OK)
		e = look_at_method(b, app, err);
	b->charted = b->with_data > 0 && b->schools <= BOARD_CHARTED;
	if (e == OK && b->charted)
		e = run_years(b, app, err);
	return e;
}

static enum err
make(TALLOC_CTX *ctx, struct app *app, int year, const void **out, struct error *err)
{
	struct board_figures *b = mem_new(ctx, struct board_figures);

	b->year = year;
	*out = b;
	return build(b, app, err);
}

enum err
board_figures_get(
    TALLOC_CTX *ctx, struct app *app, int year, const struct board_figures **out, struct error *err)
{
	const void *b;
	enum err e = shelf_get_of_data(ctx, app, "board", year, make, &b, err);

	if (e == OK)
		*out = b;
	return e;
}
