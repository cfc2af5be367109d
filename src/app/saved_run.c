#include "app/saved_run.h"

#include "app/listing_int.h"
#include "app/methods.h"
#include "app/runs.h"
#include "base/mem.h"
#include "base/yaml.h"

#include <stdlib.h>
#include <string.h>

bool
saved_run_differs(const struct saved_run *run, size_t i)
{
	return !value_equal(&run->method->params[i].value, &run->params[i]);
}

/* ---- which there are ---- */

static void
take_lists(TALLOC_CTX *ctx, const struct listings_view *lists, struct saved_run *run)
{
	size_t i;

	for (i = 0; i < lists->count; i++) {
		if (lists->rows[i].run == run->row->id)
			mem_push(ctx, run->lists, run->nlists) = &lists->rows[i];
	}
}

/* Runs of @year or the one of number @id that the actor sees, with the lists that rest on them. */
static enum err
find_seen(TALLOC_CTX *ctx, struct app *app, int year, int64_t id, struct saved_run **out, size_t *n,
    struct error *err)
{
	const struct listings_params all = {.year = 0};
	struct db_run_heads *rows;
	struct saved_run run;
	void *lists = NULL;
	size_t i, nrows;
	enum err e = db_run_heads(ctx, app->db, year, id, &rows, &nrows, err);

	if (e == OK)
		e = lists_run(ctx, app, &all, &lists, err);
	*out = NULL;
	*n = 0;
	for (i = 0; e == OK && i < nrows; i++) {
		run = (struct saved_run){.row = &rows[i]};
		take_lists(ctx, lists, &run);
		if (run.nlists > 0 || listing_path_own(app, rows[i].path))
			mem_push(ctx, *out, *n) = run;
	}
	return e;
}

enum err
saved_run_all(TALLOC_CTX *ctx, struct app *app, int year, struct saved_run **out, size_t *n,
    struct error *err)
{
	return find_seen(ctx, app, year, 0, out, n, err);
}

enum err
saved_run_fill(TALLOC_CTX *ctx, struct app *app, struct saved_run *run, struct error *err)
{
	struct method *method;
	struct value *params;
	bool found;
	enum err e = method_load_sha(ctx, app, run->row->method, &method, err);

	if (e == OK)
		e = run_params(ctx, method, run->row->params, &params, err);
	if (e == OK)
		e = db_run_counts(
		    ctx, app->db, app->scope, run->row->id, &run->counts, &found, err);
	if (e != OK)
		return e;
	run->method = method;
	run->params = params;
	run->decides = method_decides(method);
	return OK;
}

enum err
saved_run_find(
    TALLOC_CTX *ctx, struct app *app, int64_t id, struct saved_run *out, struct error *err)
{
	struct saved_run *runs;
	size_t n = 0;
	enum err e = id > 0 ? find_seen(ctx, app, 0, id, &runs, &n, err) : OK;

	if (e == OK && n == 0)
		return fail(err, ERR_NOT_FOUND, MSG("there is no saved run «{0}»"), arg_year(id));
	if (e == OK)
		e = saved_run_fill(ctx, app, &runs[0], err);
	if (e == OK)
		*out = runs[0];
	return e;
}

/* ---- what one said ---- */

static enum err
take_school(void *arg, const struct db_schools *row, struct error *err)
{
	struct dataset *d = arg;

	mem_push(d, d->schools, d->nschools) = (struct dataset_school){.id = row->id,
	    .code = mem_strdup(d, row->code),
	    .name = mem_strdup(d, row->name),
	    .name_key = mem_strdup(d, row->name_key),
	    .municipality_name = mem_strdup(d, row->municipality_name)};
	return OK;
}

enum err
saved_run_schools(TALLOC_CTX *ctx, struct app *app, struct db_scope scope, struct dataset **out,
    struct error *err)
{
	*out = mem_new(ctx, struct dataset);
	return db_schools(app->db, scope, DAY_LAST, take_school, *out, err);
}

struct reading {
	struct identify_view *view;
	const struct dataset *data;
};

static int
by_id(const void *key, const void *school)
{
	int64_t a = *(const int64_t *)key, b = ((const struct dataset_school *)school)->id;

	return a < b ? -1 : a > b;
}

static struct value
truth_of(const char *text)
{
	if (text != NULL && strcmp(text, "true") == 0)
		return value_truth(true);
	if (text != NULL && strcmp(text, "false") == 0)
		return value_truth(false);
	return value_nodata(ABSENCE_NO_DATA);
}

/* The named conditions as stored, an object of truths; after the last stands a name of NULL. */
static struct named_value *
read_conditions(TALLOC_CTX *ctx, const struct yaml *tree)
{
	size_t i, n = tree != NULL && tree->type == YAML_MAP ? tree->count : 0;
	struct named_value *out = mem_array(ctx, struct named_value, n + 1);

	for (i = 0; i < n; i++)
		out[i] = (struct named_value){mem_strdup(ctx, tree->keys[i]->text),
		    truth_of(tree->items[i]->type == YAML_SCALAR ? tree->items[i]->text : NULL)};
	return out;
}

static void
take_said(struct identify_view *v, const struct db_run_items *row, struct identify_item *item)
{
	TALLOC_CTX *local = mem_check(talloc_new(NULL));
	struct problems *problems = problems_new(local);
	const struct yaml *outcome =
	    yaml_read(local, "run", row->outcome, strlen(row->outcome), problems);
	const struct yaml *conditions =
	    yaml_read(local, "run", row->conditions, strlen(row->conditions), problems);
	struct value listed = truth_of(yaml_text(outcome, "listed"));

	item->with_data = true;
	item->settled = row->settled != 0;
	item->listed = listed.type == VALUE_TRUTH ? listed.truth : -1;
	item->conditions = read_conditions(v, conditions);
	v->with_data++;
	v->listed += item->listed == 1;
	v->undecided += item->listed < 0;
	v->unsettled += !item->settled;
	talloc_free(local);
}

static enum err
take_item(void *arg, const struct db_run_items *row, struct error *err)
{
	struct reading *r = arg;
	const struct dataset *d = r->data;
	const struct dataset_school *s =
	    d->nschools == 0
		? NULL
		: bsearch(&row->org, d->schools, d->nschools, sizeof *d->schools, by_id);

	if (s != NULL)
		take_said(r->view, row, &r->view->items[s - d->schools]);
	return OK;
}

enum err
saved_run_said(TALLOC_CTX *ctx, struct app *app, const struct saved_run *run,
    const struct dataset *data, struct identify_view **out, struct error *err)
{
	struct identify_view *v = mem_new(ctx, struct identify_view);
	struct reading r = {v, data};
	struct named_value *none = mem_array(v, struct named_value, 1);
	size_t i;
	enum err e;

	v->method = run->method;
	v->params = run->params;
	v->year = (int)run->row->year;
	v->run = run->row->id;
	v->data = data;
	v->decides = run->decides;
	v->count = data->nschools;
	v->items = mem_array(v, struct identify_item, v->count + 1);
	for (i = 0; i < v->count; i++)
		v->items[i] = (struct identify_item){.school = i, .listed = -1, .conditions = none};
	e = db_run_items(app->db, v->run, 0, take_item, &r, err);
	if (e == OK)
		*out = v;
	return e;
}

/* ---- what runs said of one school ---- */

static void
take_run_said(TALLOC_CTX *ctx, const struct saved_run *runs, size_t nruns,
    const struct db_run_of_school *row, struct run_said **out, size_t *n)
{
	size_t i;

	for (i = 0; i < nruns && runs[i].row->id != row->run; i++)
		;
	if (i == nruns || *n == RUNS_SHOWN)
		return;
	mem_push(ctx, *out, *n) = (struct run_said){row->run,
	    method_name(ctx, runs[i].row->method_id, runs[i].row->version), runs[i].row->at,
	    listing_outcome_parse(row->outcome), strcmp(runs[i].row->params, "[]") == 0};
}

enum err
saved_run_of_school(TALLOC_CTX *ctx, struct app *app, int64_t org, int year, struct run_said **out,
    size_t *n, struct error *err)
{
	TALLOC_CTX *local = mem_check(talloc_new(NULL));
	struct db_run_of_school *rows;
	struct saved_run *runs;
	size_t i, nrows, nruns = 0;
	enum err e = db_run_of_school(local, app->db, app->scope, org, year, &rows, &nrows, err);

	*out = NULL;
	*n = 0;
	if (e == OK && nrows > 0)
		e = saved_run_all(local, app, year, &runs, &nruns, err);
	for (i = 0; e == OK && i < nrows; i++)
		take_run_said(ctx, runs, nruns, &rows[i], out, n);
	talloc_free(local);
	return e;
}
