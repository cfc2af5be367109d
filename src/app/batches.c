#include "app/batches.h"

#include "app/import_fixes.h"
#include "app/problems_json.h"
#include "base/buf.h"
#include "base/mem.h"
#include "base/yaml.h"

#include <string.h>

enum err
imports_load(
    TALLOC_CTX *ctx, struct app *app, bool parts, struct imports_view *out, struct error *err)
{
	return db_batches(ctx, app->db, app->scope, db_scope_is_all(app->scope), parts, 0,
	    &out->rows, &out->count, err);
}

enum err
batch_find(TALLOC_CTX *ctx, struct app *app, int64_t batch, struct db_batches *out, bool *found,
    struct error *err)
{
	struct db_batches *rows;
	size_t n = 0;
	enum err e = db_batches(
	    ctx, app->db, app->scope, db_scope_is_all(app->scope), 1, batch, &rows, &n, err);

	*found = e == OK && n > 0;
	if (*found)
		*out = rows[0];
	return e;
}

enum err
imports_run(TALLOC_CTX *ctx, struct app *app, const void *params, void **view, struct error *err)
{
	struct imports_view *v = mem_new(ctx, struct imports_view);
	enum err e = imports_load(v, app, true, v, err);

	if (e == OK)
		*view = v;
	return e;
}

void
imports_json(struct json *j, const void *view)
{
	const struct imports_view *v = view;
	size_t i;

	json_object(j, NULL);
	json_array(j, "batches");
	for (i = 0; i < v->count; i++) {
		const struct db_batches *b = &v->rows[i];

		json_object(j, NULL);
		json_int(j, "batch", b->id);
		json_text(j, "file", b->name);
		json_text(j, "sha256", b->file);
		json_text(j, "layout", b->layout);
		json_int(j, "rows", b->rows);
		json_int(j, "warnings", b->warnings);
		json_int(j, "corrections", b->corrections);
		json_bool(j, "whole", b->whole);
		json_int(j, "at", b->at);
		json_text(j, "by", b->login);
		if (b->undone_at > 0)
			json_int(j, "undone_at", b->undone_at);
		else
			json_null(j, "undone_at");
		json_end(j);
	}
	json_end(j);
	json_end(j);
}

/* Arguments as error_args_json() wrote them. What was a message may be one again. */
static void
read_args(TALLOC_CTX *ctx, const char *json, struct arg *out)
{
	struct problems *ignored = problems_new(ctx);
	const struct yaml *list = yaml_read(ctx, "args", json, strlen(json), ignored);
	struct rational n;
	size_t i, count = list == NULL || list->type != YAML_LIST ? 0 : list->count;

	for (i = 0; i < count && i < ERROR_ARGS; i++) {
		const struct yaml *item = list->items[i];

		if (item->type != YAML_SCALAR)
			out[i] = arg_text("");
		else if (item->quoted || !rational_parse(item->text, strlen(item->text), &n))
			out[i] = arg_msg(item->text);
		else
			out[i] = n.den == 1 ? arg_int(n.num) : arg_number(n);
	}
	out[i].type = ARG_NONE;
}

static enum err
load_warnings(struct batch_view *v, struct app *app, struct error *err)
{
	struct db_batch_problems *rows;
	struct arg args[ERROR_ARGS + 1];
	size_t i, n;
	enum err e = db_batch_problems(v, app->db, app->scope, v->batch, v->whole, &rows, &n, err);

	v->warnings = problems_new(v);
	for (i = 0; e == OK && i < n; i++) {
		struct place place = {v->name, rows[i].sheet, rows[i].row, (int32_t)rows[i].col};

		read_args(v, rows[i].args, args);
		problems_add(v->warnings, SEVERITY_WARNING, place, rows[i].message, args);
	}
	return e;
}

static enum err
load_corrections(struct batch_view *v, struct app *app, struct error *err)
{
	struct db_batch_corrections *rows;
	size_t i, n;
	enum err e =
	    db_batch_corrections(v, app->db, app->scope, v->batch, v->whole, &rows, &n, err);

	for (i = 0; e == OK && i < n; i++)
		mem_push(v, v->corrections.items, v->corrections.count) = (struct correction){
		    rows[i].sheet, rows[i].row, (int32_t)rows[i].col, rows[i].became, rows[i].was};
	return e;
}

/* What the batch is about that the actor doesn't see: then it is not the actor's to undo. */
static enum err
count_beyond(struct app *app, int64_t batch, int64_t *out, struct error *err)
{
	struct db_batch_beyond beyond = {0};
	bool found;
	enum err e = OK;

	if (!db_scope_is_all(app->scope))
		e = db_batch_beyond(app, app->db, app->scope, batch, &beyond, &found, err);
	*out = beyond.n;
	return e;
}

enum err
batch_run(TALLOC_CTX *ctx, struct app *app, const void *params, void **view, struct error *err)
{
	const struct batch_params *p = params;
	struct batch_view *v = mem_new(ctx, struct batch_view);
	struct db_batches row;
	struct db_batch_effect effect;
	bool found;
	enum err e = batch_find(v, app, p->batch, &row, &found, err);

	if (e == OK && !found)
		return fail(err, ERR_NOT_FOUND, MSG("there is no batch {0}"), arg_int(p->batch));
	if (e == OK)
		e = db_batch_effect(v, app->db, app->scope, p->batch, &effect, &found, err);
	if (e != OK)
		return e;
	*v = (struct batch_view){.batch = row.id,
	    .rows = row.rows,
	    .at = row.at,
	    .undone_at = row.undone_at,
	    .name = row.name,
	    .layout = row.layout,
	    .login = row.login,
	    .whole = row.whole,
	    .figures = effect.figures,
	    .back = effect.back,
	    .schools = effect.schools};
	e = count_beyond(app, p->batch, &v->beyond, err);
	if (e == OK)
		e = load_warnings(v, app, err);
	if (e == OK)
		e = load_corrections(v, app, err);
	if (e == OK && v->whole)
		e = history_find(v, app, "batch", v->batch, &v->history, err);
	if (e == OK)
		*view = v;
	return e;
}

void
batch_json(struct json *j, const void *view)
{
	const struct batch_view *v = view;

	json_object(j, NULL);
	json_int(j, "batch", v->batch);
	json_text(j, "file", v->name);
	json_text(j, "layout", v->layout);
	json_int(j, "rows", v->rows);
	json_int(j, "at", v->at);
	if (v->undone_at > 0)
		json_int(j, "undone_at", v->undone_at);
	else
		json_null(j, "undone_at");
	json_int(j, "figures", v->figures);
	json_int(j, "figures_back", v->back);
	json_int(j, "schools", v->schools);
	json_text(j, "by", v->login);
	json_bool(j, "whole", v->whole);
	json_bool(j, "undoable", v->undone_at == 0 && v->beyond == 0);
	problems_json(j, v->warnings);
	corrections_json(j, &v->corrections);
	history_json(j, &v->history);
	json_end(j);
}

/* What stands on the batch and would lose its ground. */
static enum err
refuse_blocked(TALLOC_CTX *ctx, struct app *app, int64_t batch, struct error *err)
{
	struct db_undo_blocker blocker;
	struct db_undo_user user;
	struct db_undo_run_user run;
	struct db_undo_list_user list;
	bool found;
	enum err e = db_undo_blocker(ctx, app->db, batch, &blocker, &found, err);

	if (e == OK && found)
		return fail(err, ERR_CONFLICT,
		    MSG("batch {0} ({1}) has replaced something of this one; undo that one first"),
		    arg_int(blocker.later), arg_text(blocker.name));
	if (e == OK)
		e = db_undo_user(ctx, app->db, batch, &user, &found, err);
	if (e == OK && found)
		return fail(err, ERR_CONFLICT,
		    MSG("batch {0} ({1}) is about schools that this one brought; undo that one "
			"first"),
		    arg_int(user.later), arg_text(user.name));
	if (e == OK)
		e = db_undo_run_user(ctx, app->db, batch, &run, &found, err);
	if (e == OK && found)
		return fail(err, ERR_CONFLICT,
		    MSG("saved run {0} is about schools that this batch brought; it can't be "
			"undone"),
		    arg_int(run.run));
	if (e == OK)
		e = db_undo_list_user(ctx, app->db, batch, &list, &found, err);
	if (e == OK && found)
		return fail(err, ERR_CONFLICT,
		    MSG("list {0} names schools that this batch brought; it can't be undone"),
		    arg_year(list.listing));
	return e;
}

/* Organisations go from the deepest up: a parent leaves when no child is left. */
static enum err
remove_orgs(TALLOC_CTX *ctx, struct app *app, int64_t batch, struct error *err)
{
	struct db_undo_orgs_left left = {0}, before = {-1};
	bool found;
	enum err e = db_undo_orgs_left(ctx, app->db, batch, &left, &found, err);

	while (e == OK && left.n > 0 && left.n != before.n) {
		before = left;
		e = db_undo_orgs_remove(app->db, batch, err);
		if (e == OK)
			e = db_undo_orgs_left(ctx, app->db, batch, &left, &found, err);
	}
	if (e == OK && left.n > 0)
		return fail(
		    err, ERR_CONFLICT, MSG("other organisations stand under those of this batch"));
	return e;
}

static enum err
remove_batch(TALLOC_CTX *ctx, struct app *app, int64_t batch, struct error *err)
{
	static enum err (*const steps[])(struct db *, int64_t, struct error *) = {
	    db_undo_results_remove, db_undo_results_revive, db_undo_stats_remove,
	    db_undo_stats_revive, db_undo_names_remove, db_undo_names_revive, db_undo_facts_remove,
	    db_undo_facts_revive, db_undo_successors_remove, db_undo_codes_remove,
	    db_undo_problems_remove, db_undo_corrections_remove, db_undo_moves,
	    db_undo_moves_remove};
	enum err e = OK;
	size_t i;

	for (i = 0; e == OK && i < sizeof steps / sizeof steps[0]; i++)
		e = steps[i](app->db, batch, err);
	if (e == OK)
		e = remove_orgs(ctx, app, batch, err);
	if (e == OK)
		e = db_batch_undone(app->db, batch, app->now, app->org, err);
	return e;
}

enum err
undo_run(TALLOC_CTX *ctx, struct app *app, const void *params, void **view, struct error *err)
{
	const struct undo_params *p = params;
	struct undo_view *v = mem_new(ctx, struct undo_view);
	struct db_batches row;
	int64_t beyond = 0;
	bool found;
	enum err e =
	    app_begin(app, err); /* what is looked at must not change before it is removed */

	if (e == OK)
		e = batch_find(v, app, p->batch, &row, &found, err);
	if (e == OK && !found)
		return fail(err, ERR_NOT_FOUND, MSG("there is no batch {0}"), arg_int(p->batch));
	if (e == OK && row.undone_at != 0)
		return fail(
		    err, ERR_CONFLICT, MSG("batch {0} was undone already"), arg_int(p->batch));
	if (e == OK)
		e = count_beyond(app, p->batch, &beyond, err);
	if (e == OK && beyond > 0)
		return fail(err, ERR_DENIED,
		    MSG("batch {0} is also about organisations outside of yours, so it can't be "
			"undone from here; ask who loaded it"),
		    arg_int(p->batch));
	if (e == OK)
		e = refuse_blocked(v, app, p->batch, err);
	if (e == OK)
		e = remove_batch(v, app, p->batch, err);
	if (e != OK)
		return e;
	v->batch = row.id;
	v->rows = row.rows;
	v->name = row.name;
	app_audit(app, "batch", row.id, mem_printf(v, "{\"undone\":%lld}", (long long)row.id));
	*view = v;
	return OK;
}

void
undo_json(struct json *j, const void *view)
{
	const struct undo_view *v = view;

	json_object(j, NULL);
	json_int(j, "batch", v->batch);
	json_text(j, "file", v->name);
	json_int(j, "rows_removed", v->rows);
	json_end(j);
}
