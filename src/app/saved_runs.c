/* Saved runs as people look through them: all of a year, one with its schools, a new one. */
#include "app/saved_run.h"

#include "app/methods.h"
#include "base/mem.h"

#include <stdlib.h>
#include <string.h>

static bool
is_of_method(const struct saved_run *run, const char *said)
{
	size_t len = strlen(run->row->method_id);

	if (strncmp(said, run->row->method_id, len) != 0)
		return false;
	return said[len] == '\0' ||
	       (said[len] == '@' && strtoll(said + len + 1, NULL, 10) == run->row->version);
}

enum err
runs_run(TALLOC_CTX *ctx, struct app *app, const void *params, void **view, struct error *err)
{
	const struct runs_params *p = params;
	struct runs_view *v = mem_new(ctx, struct runs_view);
	struct saved_run *all;
	size_t i, n;
	enum err e = saved_run_all(v, app, p->year, &all, &n, err);

	v->asked = p;
	for (i = 0; e == OK && i < n; i++) {
		if ((p->before != 0 && all[i].row->id >= p->before) ||
		    (p->method != NULL && !is_of_method(&all[i], p->method)))
			continue;
		if (v->count == RUNS_SHOWN) {
			v->before = v->rows[v->count - 1].row->id;
			break;
		}
		e = saved_run_fill(v, app, &all[i], err);
		mem_push(v, v->rows, v->count) = all[i];
	}
	if (e == OK)
		*view = v;
	return e;
}

static int
by_name(const void *a, const void *b, void *arg)
{
	const struct dataset *d = arg;
	const struct identify_item *x = a, *y = b;
	int order = strcmp(d->schools[x->school].name_key, d->schools[y->school].name_key);

	return order != 0 ? order : x->school < y->school ? -1 : 1;
}

/* Schools that the run did not know have no place on its page. */
static void
keep_known(struct identify_view *v, struct dataset *data)
{
	size_t i, n = 0;

	for (i = 0; i < v->count; i++) {
		if (v->items[i].with_data)
			v->items[n++] = v->items[i];
	}
	v->count = n;
	if (n > 1)
		qsort_r(v->items, n, sizeof *v->items, by_name, data);
}

enum err
run_show_run(TALLOC_CTX *ctx, struct app *app, const void *params, void **view, struct error *err)
{
	const struct run_params *p = params;
	struct run_view *v = mem_new(ctx, struct run_view);
	struct dataset *data;
	enum err e = saved_run_find(v, app, p->run, &v->run, err);

	if (e == OK)
		e = saved_run_schools(v, app, app->scope, &data, err);
	if (e == OK)
		e = saved_run_said(v, app, &v->run, data, &v->said, err);
	if (e == OK)
		e = run_changed_find(v, app, p->run, v->run.method, (int)v->run.row->year,
		    app->scope, 0, &v->changes, err);
	if (e != OK)
		return e;
	keep_known(v->said, data);
	*view = v;
	return OK;
}

enum err
run_make_run(TALLOC_CTX *ctx, struct app *app, const void *params, void **view, struct error *err)
{
	const struct run_make_params *p = params;
	struct identify_request q = {
	    .method = p->method, .param = p->param, .year = p->year, .save = true};
	struct identify_view *v;
	enum err e = identify_schools(ctx, app, &q, &v, err);

	if (e == OK)
		*view = v;
	return e;
}

/* ---- JSON ---- */

static void
head_json(struct json *j, const struct saved_run *run)
{
	size_t i;

	json_int(j, "run", run->row->id);
	method_json(j, "method", run->method);
	json_int(j, "year", run->row->year);
	json_int(j, "at", run->row->at);
	json_text(j, "actor", run->row->actor);
	json_text(j, "post", run->row->post);
	json_object(j, "params");
	for (i = 0; i < run->method->nparams; i++) {
		if (saved_run_differs(run, i))
			json_text(j, run->method->params[i].name, value_print(j, &run->params[i]));
	}
	json_end(j);
	json_object(j, "counts");
	json_int(j, "schools", run->counts.schools);
	json_int(j, "listed", run->counts.listed);
	json_int(j, "undecided", run->counts.undecided);
	json_end(j);
	json_array(j, "lists");
	for (i = 0; i < run->nlists; i++)
		json_int(j, NULL, run->lists[i]->id);
	json_end(j);
	json_text(j, "inputs_sha256", run->row->inputs_sha256);
}

void
runs_json(struct json *j, const void *view)
{
	const struct runs_view *v = view;
	size_t i;

	json_object(j, NULL);
	json_array(j, "runs");
	for (i = 0; i < v->count; i++) {
		json_object(j, NULL);
		head_json(j, &v->rows[i]);
		json_end(j);
	}
	json_end(j);
	if (v->before != 0)
		json_int(j, "before", v->before);
	else
		json_null(j, "before");
	json_end(j);
}

static void
said_json(struct json *j, const struct identify_view *said, const struct identify_item *item)
{
	size_t n = 0;

	json_object(j, NULL);
	json_text(j, "school", said->data->schools[item->school].code);
	json_text(j, "name", said->data->schools[item->school].name);
	if (item->listed < 0)
		json_null(j, "listed");
	else
		json_bool(j, "listed", item->listed == 1);
	json_bool(j, "settled", item->settled);
	while (item->conditions[n].name != NULL)
		n++;
	named_values_json(j, "conditions", item->conditions, n);
	json_end(j);
}

void
run_show_json(struct json *j, const void *view)
{
	const struct run_view *v = view;
	size_t i;

	json_object(j, NULL);
	head_json(j, &v->run);
	json_int(j, "inputs_changed", (int64_t)v->changes.count);
	json_array(j, "decisions");
	for (i = 0; i < v->said->count; i++)
		said_json(j, v->said, &v->said->items[i]);
	json_end(j);
	json_end(j);
}
