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

/* Newest first: each year has its own schools, and the newest says which are followed back. */
static enum err
run_years(struct board_figures *b, struct app *app, struct error *err)
{
	TALLOC_CTX *local = mem_check(talloc_new(NULL));
	struct identify_request q = {.year = b->year};
	struct meeting meeting = {0, NULL};
	struct identify_view *v;
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
