#include "app/explain.h"

#include "app/methods.h"
#include "app/reorganise.h"
#include "app/school_find.h"
#include "base/mem.h"

enum err
explain_run(TALLOC_CTX *ctx, struct app *app, const void *params, void **view, struct error *err)
{
	const struct explain_params *p = params;
	struct explain_view *v = mem_new(ctx, struct explain_view);
	struct db_scope only;
	struct identify_request q = {
	    .method = p->method, .param = p->param, .year = p->year, .nonly = 1, .only = &only};
	int64_t id = 0;
	enum err e = day_option(v, "--on", p->on, &q.on, err);

	if (e == OK)
		e = school_find(v, app, p->school, &id, err);
	if (e == OK) /* others' figures don't matter */
		e = school_find_scope(v, app, id, &only, err);
	if (e == OK)
		e = identify_schools(v, app, &q, &v->run, err);
	if (e != OK)
		return e;
	v->item = identify_item(v->run, id);
	if (v->item == NULL)
		return fail(err, ERR_NOT_FOUND,
		    MSG("in the school year {0} there was no school «{1}»: it was closed before or "
			"opened later"),
		    arg_year(p->year), arg_text(p->school));
	e = identify_load_corrections(v->run, app, only, err);
	if (e == OK)
		e = listing_status(v, app, id, p->year, "results", &v->standing, err);
	if (e == OK)
		e = saved_run_of_school(v, app, id, p->year, &v->said, &v->nsaid, err);
	*view = e == OK ? v : NULL;
	return e;
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
	json_array(j, "decisions");
	identify_item_json(j, v->run, v->item);
	json_end(j);
	json_array(j, "runs");
	for (i = 0; i < v->nsaid; i++)
		json_int(j, NULL, v->said[i].run);
	json_end(j);
	json_end(j);
}
