#include "app/explain.h"

#include "app/methods.h"
#include "app/reorganise.h"
#include "app/run_kept.h"
#include "app/runs.h"
#include "app/school_find.h"
#include "app/shell.h"
#include "base/mem.h"

/* By a method and figures of today; the item is NULL when there is no such school in the year. */
static enum err
explain_today(struct explain_view *v, struct app *app, const struct explain_params *p, int64_t id,
    struct db_scope only, struct error *err)
{
	struct identify_request q = {
	    .method = p->method, .param = p->param, .year = p->year, .nonly = 1, .only = &only};
	enum err e = day_option(v, "--on", p->on, &q.on, err);

	if (e == OK) /* others' figures don't matter */
		e = identify_schools(v, app, &q, &v->run, err);
	if (e == OK)
		v->item = identify_item(v->run, id);
	return e;
}

static enum err
not_there(const struct explain_params *p, struct error *err)
{
	return fail(err, ERR_NOT_FOUND,
	    MSG("in the school year {0} there was no school «{1}»: it was closed before or "
		"opened later"),
	    arg_year(p->year), arg_text(p->school));
}

/* First of today by the run's own method and parameters, then as the run kept it. */
static enum err
explain_saved(struct explain_view *v, struct app *app, const struct explain_params *p, int64_t id,
    struct db_scope only, struct error *err)
{
	struct explain_since *since = mem_new(v, struct explain_since);
	struct explain_params today = {0};
	const struct dataset *schools;
	struct dataset *gone;
	enum err e = saved_run_find(v, app, p->run, &since->run, err);

	if (e != OK)
		return e;
	today.year = (int)since->run.row->year;
	today.method = method_name(v, since->run.row->method_id, since->run.row->version);
	today.param = run_param_texts(v, since->run.row->params);
	e = explain_today(v, app, &today, id, only, err);
	if (e != OK)
		return e;
	since->there = v->item != NULL;
	since->now = since->there ? outcome_of(v->item) : OUTCOME_NO_DATA;
	schools = v->run->data;
	if (since->there)
		e = run_changed_find(
		    v, app, p->run, since->run.method, today.year, only, id, &since->changes, err);
	else
		e = saved_run_schools(v, app, only, &gone, err);
	if (e == OK)
		e = run_kept_find(
		    v, app, &since->run, id, since->there ? schools : gone, &v->run, err);
	if (e != OK)
		return e;
	v->item = &v->run->items[0];
	v->since = since;
	return OK;
}

enum err
explain_run(TALLOC_CTX *ctx, struct app *app, const void *params, void **view, struct error *err)
{
	struct explain_params asked = *(const struct explain_params *)params, *p = &asked;
	struct explain_view *v = mem_new(ctx, struct explain_view);
	struct db_scope only;
	int64_t id = 0;
	enum err e;

	if (p->run != 0 && (p->method != NULL || p->param.count > 0 || p->on != NULL))
		return fail(err, ERR_USAGE,
		    MSG("a saved run has its own method, parameters and figures: name either the "
			"run or these"));
	e = school_find(v, app, p->school, &id, err);
	if (e == OK)
		e = school_find_scope(v, app, id, &only, err);
	if (e == OK && p->year == 0)
		e = shell_newest_year(v, app, &p->year, err);
	if (e == OK)
		e = p->run != 0 ? explain_saved(v, app, p, id, only, err)
				: explain_today(v, app, p, id, only, err);
	if (e == OK && v->item == NULL)
		return not_there(p, err);
	if (e == OK)
		e = identify_load_corrections(v->run, app, only, err);
	if (e == OK)
		e = listing_status(v, app, id, v->run->year, "results", &v->standing, err);
	if (e == OK)
		e = saved_run_of_school(v, app, id, v->run->year, &v->said, &v->nsaid, err);
	*view = e == OK ? v : NULL;
	return e;
}

static void
since_json(struct json *j, const struct explain_since *since)
{
	size_t i;

	json_object(j, "as_of_run");
	json_int(j, "run", since->run.row->id);
	json_int(j, "at", since->run.row->at);
	json_text(j, "now", since->there ? outcome_code(since->now) : NULL);
	json_int(j, "inputs_changed", (int64_t)since->changes.count);
	json_array(j, "changed");
	for (i = 0; i < since->changes.count && i < RUN_CHANGED; i++) {
		const struct run_changed *c = &since->changes.items[i];

		json_object(j, NULL);
		json_text(j, "input", c->input);
		json_text(j, "was", c->was);
		json_text(j, "now", c->now);
		json_end(j);
	}
	json_end(j);
	json_end(j);
}

void
explain_json(struct json *j, const void *view)
{
	const struct explain_view *v = view;
	size_t i;

	json_object(j, NULL);
	method_json(j, "method", v->run->method);
	json_int(j, "year", v->run->year);
	json_text(j, "basis", v->run->method->basis_document);
	if (v->since != NULL)
		since_json(j, v->since);
	json_array(j, "decisions");
	identify_item_json(j, v->run, v->item);
	json_end(j);
	json_array(j, "runs");
	for (i = 0; i < v->nsaid; i++)
		json_int(j, NULL, v->said[i].run);
	json_end(j);
	json_end(j);
}
