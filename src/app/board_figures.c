#include "app/board_figures.h"

#include "app/methods.h"
#include "app/outcome.h"
#include "base/mem.h"
#include "store/statements.h"

#include <string.h>

static enum err
count_schools(struct board_figures *b, struct app *app, struct error *err)
{
	struct db_schools_in_scope all = {0};
	struct db_schools_with_figures now = {0}, before = {0};
	bool found;
	enum err e = db_schools_in_scope(b, app->db, app->scope, &all, &found, err);

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

/* @meets: by index into the dataset, whether the school meets the conditions in the newest year. */
static void
take_year(const struct identify_view *v, const bool *meets, struct board_year *y)
{
	uint16_t procedures[METHOD_PROCEDURES];
	size_t n = method_procedures(v, procedures), i;

	y->with_data = (int64_t)v->with_data;
	y->meets = (int64_t)v->listed;
	for (i = 0; i < v->count; i++) {
		size_t school = v->items[i].school;
		struct pooled p = outcome_pooled(v, school, y->year, procedures, n);
		struct board_count *sum = meets[school] ? &y->those : &y->others;

		sum->k += p.k;
		sum->n += p.n;
	}
}

static enum err
run_years(struct board_figures *b, struct app *app, struct error *err)
{
	TALLOC_CTX *local = mem_check(talloc_new(NULL));
	struct identify_request q = {.year = b->year};
	struct identify_view *newest, *v;
	bool *meets;
	size_t i;
	enum err e = identify_schools(local, app, &q, &newest, err);

	if (e == OK) {
		meets = mem_array(local, bool, newest->data->nschools + 1);
		for (i = 0; i < newest->count; i++)
			meets[newest->items[i].school] =
			    outcome_of(&newest->items[i]) == OUTCOME_MEETS;
		q.data = newest->data;
	}
	for (i = 0; e == OK && i < BOARD_YEARS; i++) {
		b->years[i].year = q.year = b->year - BOARD_YEARS + 1 + (int)i;
		e = identify_schools(local, app, &q, &v, err);
		if (e == OK)
			take_year(v, meets, &b->years[i]);
		if (e == OK)
			talloc_free(v);
	}
	talloc_free(local);
	return e;
}

static bool
fits(const struct board_figures *b, int64_t state, int year, const struct app *app)
{
	return b != NULL && b->state == state && b->year == year &&
	       strcmp(b->scope.from, app->scope.from) == 0 &&
	       strcmp(b->scope.to, app->scope.to) == 0;
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

enum err
board_figures_get(
    struct app *app, int year, const struct board_figures **out, struct error *err)
{
	struct db_data_state row = {0};
	struct board_figures *b;
	bool found;
	/* first the number, then the figures: a change between the two shows at the next use */
	enum err e = db_data_state(app, app->db, &row, &found, err);

	if (e != OK)
		return e;
	if (!fits(app->board, row.n, year, app)) {
		b = mem_new(app, struct board_figures);
		b->state = row.n;
		b->year = year;
		b->scope.from = mem_strdup(b, app->scope.from);
		b->scope.to = mem_strdup(b, app->scope.to);
		e = build(b, app, err);
		if (e != OK) {
			talloc_free(b);
			return e;
		}
		talloc_free(app->board);
		app->board = b;
	}
	*out = app->board;
	return OK;
}
