#include "app/explain.h"

#include "app/methods.h"
#include "base/buf.h"
#include "base/mem.h"
#include "base/text.h"
#include "store/statements.h"

#include <string.h>

struct finding {
	const char *wanted; /* folded */
	int64_t id;
	size_t exact, part;
	int64_t part_id;
	struct buf names;
};

static enum err
match_name(void *arg, const struct db_schools *row, struct error *err)
{
	struct finding *f = arg;
	char *name = text_fold(NULL, row->name), *short_name = text_fold(NULL, row->short_name);

	if (strcmp(name, f->wanted) == 0 || strcmp(short_name, f->wanted) == 0) {
		f->id = row->id;
		f->exact++;
	} else if (strstr(name, f->wanted) != NULL) {
		f->part_id = row->id;
		if (f->part++ < 5)
			buf_printf(&f->names, "%s%s (%s)", f->names.len > 0 ? ", " : "", row->name,
			    row->code);
	}
	talloc_free(name);
	talloc_free(short_name);
	return OK;
}

/* By code, else by the whole name, else by a part of a name that fits one school only. */
static enum err
find_school(TALLOC_CTX *ctx, struct app *app, const char *said, int64_t *id, struct error *err)
{
	struct finding f = {.wanted = text_fold(ctx, said), .names = buf_new(ctx, 1000)};
	struct db_school_by_code row;
	bool found;
	enum err e = db_school_by_code(ctx, app->db, app->scope, said, &row, &found, err);

	if (e == OK && found) {
		*id = row.id;
		return OK;
	}
	if (e == OK)
		e = db_schools(app->db, app->scope, match_name, &f, err);
	if (e != OK)
		return e;
	if (f.exact == 1 || (f.exact == 0 && f.part == 1 && f.wanted[0] != '\0')) {
		*id = f.exact == 1 ? f.id : f.part_id;
		return OK;
	}
	if (f.exact + f.part > 1)
		return fail(err, ERR_NOT_FOUND,
		    MSG("«{0}» fits several schools: {1}; give the code"), arg_text(said),
		    arg_text(f.names.len > 0 ? f.names.bytes : said));
	return fail(
	    err, ERR_NOT_FOUND, MSG("there is no school with code or name «{0}»"), arg_text(said));
}

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
		*scope = db_scope_one(ctx, row.path);
	return e;
}

enum err
explain_run(TALLOC_CTX *ctx, struct app *app, const void *params, void **view, struct error *err)
{
	const struct explain_params *p = params;
	struct explain_view *v = mem_new(ctx, struct explain_view);
	struct db_scope only;
	struct identify_request q = {
	    .method = p->method, .param = p->param, .year = p->year, .nonly = 1, .only = &only};
	int64_t id = 0;
	size_t i;
	enum err e = find_school(v, app, p->school, &id, err);

	if (e == OK)
		e = school_scope(v, app, id, &only, err); /* others' figures don't matter */
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
