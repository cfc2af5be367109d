/* Two saved runs as views to compare: who was listed then, by the outcomes that were kept. */
#include "app/compare.h"
#include "app/methods.h"
#include "app/runs.h"
#include "base/mem.h"
#include "base/yaml.h"
#include "store/statements.h"

#include <stdlib.h>
#include <string.h>

struct reading {
	struct identify_view *view;
	const struct dataset *data; /* the schools the actor may see */
};

static enum err
take_school(void *arg, const struct db_schools *row, struct error *err)
{
	struct dataset *d = arg;

	mem_push(d, d->schools, d->nschools) = (struct dataset_school){
	    .id = row->id, .code = mem_strdup(d, row->code), .name = mem_strdup(d, row->name)};
	return OK;
}

static enum err
find_run(TALLOC_CTX *ctx, struct app *app, const char *said, struct db_runs *out, struct error *err)
{
	struct db_runs *rows;
	char *end;
	int64_t id = strtoll(said, &end, 10);
	size_t i, n;
	enum err e = db_runs(ctx, app->db, &rows, &n, err);

	for (i = 0; e == OK && i < n; i++) {
		if (*end == '\0' && rows[i].id == id) {
			*out = rows[i];
			return OK;
		}
	}
	return e == OK
		   ? fail(err, ERR_NOT_FOUND, MSG("there is no saved run «{0}»"), arg_text(said))
		   : e;
}

static int
by_id(const void *key, const void *school)
{
	int64_t a = *(const int64_t *)key, b = ((const struct dataset_school *)school)->id;

	return a < b ? -1 : a > b;
}

static enum err
take_item(void *arg, const struct db_run_items *row, struct error *err)
{
	struct reading *r = arg;
	TALLOC_CTX *local = mem_check(talloc_new(NULL));
	struct problems *problems = problems_new(local);
	const struct yaml *tree =
	    yaml_read(local, "run", row->outcome, strlen(row->outcome), problems);
	const char *listed = tree == NULL ? NULL : yaml_text(tree, "listed");
	struct identify_view *v = r->view;
	const struct dataset *d = r->data;
	const struct dataset_school *s =
	    d->nschools == 0
		? NULL
		: bsearch(&row->org, d->schools, d->nschools, sizeof *d->schools, by_id);
	struct identify_item *item;

	if (s != NULL && listed != NULL) {
		item = &v->items[s - d->schools];
		v->decides = true;
		item->with_data = true;
		item->settled = row->settled != 0;
		item->listed = strcmp(listed, "true") == 0    ? 1
			       : strcmp(listed, "false") == 0 ? 0
							      : -1;
		v->listed += item->listed == 1;
	}
	talloc_free(local);
	return OK;
}

static enum err
read_run(TALLOC_CTX *ctx, struct app *app, const char *said, struct dataset *data,
    struct identify_view **out, struct error *err)
{
	struct identify_view *v = mem_new(ctx, struct identify_view);
	struct reading r = {v, data};
	struct db_runs run;
	struct method *method;
	struct value *params;
	size_t i;
	enum err e = find_run(v, app, said, &run, err);

	if (e == OK)
		e = method_load_sha(v, app, run.method, &method, err);
	if (e == OK)
		e = run_params(v, method, run.params, &params, err);
	if (e != OK)
		return e;
	v->method = method;
	v->params = params;
	v->year = (int)run.year;
	v->run = run.id;
	v->data = data;
	v->count = data->nschools;
	v->items = mem_array(v, struct identify_item, v->count + 1);
	for (i = 0; i < v->count; i++)
		v->items[i] = (struct identify_item){.school = i, .listed = -1};
	e = db_run_items(app->db, run.id, take_item, &r, err);
	if (e == OK)
		*out = v;
	return e;
}

enum err
compare_saved(TALLOC_CTX *ctx, struct app *app, const struct texts *runs,
    struct identify_view *out[2], struct error *err)
{
	struct dataset *data = mem_new(ctx, struct dataset);
	enum err e = db_schools(app->db, app->scope, DAY_LAST, take_school, data, err);
	int i;

	for (i = 0; e == OK && i < 2; i++)
		e = read_run(ctx, app, runs->items[i], data, &out[i], err);
	return e;
}
