#include "app/compare.h"

#include "app/methods.h"
#include "base/mem.h"

static void
take_pair(struct compare_view *v, const struct identify_item *a, const struct identify_item *b)
{
	struct compare_row row = {a->school, a->listed, b->listed};

	/* a saved run may not know a school that another one is about */
	if (a->listed < 0 || b->listed < 0) {
		if (a->listed != b->listed)
			mem_push(v, v->unclear, v->nunclear) = row;
	} else if (a->listed == b->listed) {
		v->nstays += (size_t)a->listed;
	} else if (b->listed) {
		mem_push(v, v->enters, v->nenters) = row;
	} else {
		mem_push(v, v->leaves, v->nleaves) = row;
	}
}

static enum err
must_decide(const struct identify_view *v, struct error *err)
{
	if (v->decides)
		return OK;
	return fail(err, ERR_INVALID,
	    MSG("the method {0} has no result «listed», so nobody can enter or leave by it"),
	    arg_text(v->method->id));
}

/* One of the two ways of saying what is compared. */
static enum err
check_words(const struct compare_params *p, struct error *err)
{
	if (p->runs.count == 2 && p->year == 0 && p->methods.count == 0 && p->param.count == 0 &&
	    !p->save)
		return OK;
	if (p->runs.count == 0 && p->year != 0 && p->methods.count == 2)
		return OK;
	return fail(err, ERR_USAGE, MSG("choose a year and two methods, or two saved runs"));
}

static enum err
run_both(struct compare_view *v, struct app *app, const struct compare_params *p, struct error *err)
{
	struct identify_request q = {.year = p->year, .save = p->save};
	enum err e;

	q.method = p->methods.items[0];
	e = identify_schools(v, app, &q, &v->first, err);
	q.method = p->methods.items[1];
	q.param = p->param;
	if (e == OK)
		e = identify_schools(v, app, &q, &v->second, err);
	if (e == OK && p->save)
		app_audit(app, "run", v->second->run,
		    mem_printf(v, "{\"compared\":[%lld,%lld]}", (long long)v->first->run,
			(long long)v->second->run));
	return e;
}

enum err
compare_run(TALLOC_CTX *ctx, struct app *app, const void *params, void **view, struct error *err)
{
	const struct compare_params *p = params;
	struct compare_view *v = mem_new(ctx, struct compare_view);
	struct identify_view *saved[2];
	size_t i;
	enum err e = check_words(p, err);

	if (e == OK && p->save && !app_permitted(app, PERMIT_METHOD))
		e = fail(err, ERR_DENIED, MSG("you have no permission to save runs"));
	if (e == OK && p->runs.count > 0) {
		e = compare_saved(v, app, &p->runs, saved, err);
		v->first = e == OK ? saved[0] : NULL;
		v->second = e == OK ? saved[1] : NULL;
	} else if (e == OK) {
		e = run_both(v, app, p, err);
	}
	if (e == OK)
		e = must_decide(v->first, err);
	if (e == OK)
		e = must_decide(v->second, err);
	if (e != OK)
		return e;
	/* both runs hold the same schools in the same order */
	for (i = 0; i < v->first->count; i++)
		take_pair(v, &v->first->items[i], &v->second->items[i]);
	*view = v;
	return OK;
}

static void
rows_json(struct json *j, const char *key, const struct compare_view *v,
    const struct compare_row *rows, size_t n)
{
	size_t i;

	json_array(j, key);
	for (i = 0; i < n; i++) {
		json_object(j, NULL);
		json_text(j, "school", v->first->data->schools[rows[i].school].code);
		json_text(j, "name", v->first->data->schools[rows[i].school].name);
		json_end(j);
	}
	json_end(j);
}

void
compare_json(struct json *j, const void *view)
{
	const struct compare_view *v = view;

	json_object(j, NULL);
	json_array(j, "methods");
	method_json(j, NULL, v->first->method);
	method_json(j, NULL, v->second->method);
	json_end(j);
	json_int(j, "year", v->first->year);
	if (v->first->run > 0) {
		json_array(j, "runs");
		json_int(j, NULL, v->first->run);
		json_int(j, NULL, v->second->run);
		json_end(j);
	}
	json_object(j, "counts");
	json_int(j, "first", (int64_t)v->first->listed);
	json_int(j, "second", (int64_t)v->second->listed);
	json_int(j, "both", (int64_t)v->nstays);
	json_end(j);
	rows_json(j, "enters", v, v->enters, v->nenters);
	rows_json(j, "leaves", v, v->leaves, v->nleaves);
	rows_json(j, "unclear", v, v->unclear, v->nunclear);
	json_end(j);
}
