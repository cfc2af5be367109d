#include "app/shell.h"

#include "app/shelf.h"
#include "base/mem.h"

static enum err
make_newest_year(TALLOC_CTX *ctx, struct app *app, int year, const void **out, struct error *err)
{
	int *newest = mem_new(ctx, int);
	struct db_newest_year row;
	bool found;
	enum err e = db_newest_year(ctx, app->db, &row, &found, err);

	(void)year;
	if (e == OK && found)
		*newest = (int)row.year;
	*out = newest;
	return e;
}

/* Every page asks, and looking takes every figure. */
enum err
shell_newest_year(TALLOC_CTX *ctx, struct app *app, int *year, struct error *err)
{
	struct db_data_state state = {0};
	const void *newest;
	bool found;
	/* first the number, then the year: a change between the two shows at the next use */
	enum err e = db_data_state(ctx, app->db, &state, &found, err);

	if (e == OK)
		e = shelf_get(ctx, app, "newest year", state.n, 0, make_newest_year, &newest, err);
	*year = e == OK ? *(const int *)newest : 0;
	return e;
}

enum err
years_run(TALLOC_CTX *ctx, struct app *app, const void *params, void **view, struct error *err)
{
	struct years_view *v = mem_new(ctx, struct years_view);
	enum err e = db_years(v, app->db, app->scope, &v->rows, &v->count, err);

	(void)params;
	*view = e == OK ? v : NULL;
	return e;
}

enum err
year_run(TALLOC_CTX *ctx, struct app *app, const void *params, void **view, struct error *err)
{
	struct year_params *v = mem_new(ctx, struct year_params);

	(void)app;
	(void)err;
	*v = *(const struct year_params *)params;
	*view = v;
	return OK;
}

void
years_json(struct json *j, const void *view)
{
	const struct years_view *v = view;
	size_t i;

	json_object(j, NULL);
	json_array(j, "years");
	for (i = 0; i < v->count; i++) {
		json_object(j, NULL);
		json_int(j, "year", v->rows[i].year);
		json_int(j, "schools", v->rows[i].schools);
		json_int(j, "figures", v->rows[i].figures);
		json_end(j);
	}
	json_end(j);
	json_end(j);
}
