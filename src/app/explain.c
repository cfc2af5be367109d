#include "app/explain.h"

#include "app/methods.h"
#include "app/reorganise.h"
#include "app/school_find.h"
#include "base/mem.h"
#include "store/statements.h"

static enum err
school_scope(
    TALLOC_CTX *ctx, struct app *app, int64_t id, struct db_scope *scope, struct error *err)
{
	struct db_org_path row;
	bool found;
	enum err e = db_org_path(ctx, app->db, id, &row, &found, err);

	if (e == OK && !found)
		return fail(err, ERR_NOT_FOUND, MSG("the school is gone"));
	if (e == OK)
		*scope = db_scope_below(ctx, row.path);
	return e;
}

enum err
explain_run(TALLOC_CTX *ctx, struct app *app, const void *params, void **view, struct error *err)
{
	const struct explain_params *p = params;
	struct explain_view *v = mem_new(ctx, struct explain_view);
	struct identify_request q = {p->method, p->param, p->year, false};
	int64_t id = 0;
	size_t i;
	enum err e = day_option(v, "--on", p->on, &q.on, err);

	if (e == OK)
		e = school_find(v, app, p->school, &id, err);
	if (e == OK)
		e = school_scope(v, app, id, &q.only, err); /* others' figures don't matter */
	if (e == OK)
		e = identify_schools(v, app, &q, &v->run, err);
	if (e != OK)
		return e;
	for (i = 0; i < v->run->count; i++) {
		if (v->run->data->schools[v->run->items[i].school].id == id)
			v->item = &v->run->items[i];
	}
	if (v->item == NULL)
		return fail(err, ERR_NOT_FOUND,
		    MSG("in the school year {0} there was no school «{1}»: it was closed before or "
			"opened later"),
		    arg_year(p->year), arg_text(p->school));
	*view = v;
	return OK;
}

void
explain_json(struct json *j, const void *view)
{
	const struct explain_view *v = view;

	json_object(j, NULL);
	method_json(j, "method", v->run->method);
	json_int(j, "year", v->run->year);
	json_text(j, "basis", v->run->method->basis_document);
	json_array(j, "decisions");
	identify_item_json(j, v->run, v->item);
	json_end(j);
	json_end(j);
}
