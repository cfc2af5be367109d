/* How a list comes to be: computed by a method, received with a letter, drafted from another. */
#include "app/listing_int.h"

#include "base/mem.h"

#include <stdlib.h>
#include <string.h>

static enum err
finish(struct app *app, struct listing_done *done, const char *details_key, const char *details,
    struct error *err)
{
	struct listing *list;
	struct json *j;
	struct buf out;
	enum err e = listing_seal(done, app, done->list, &done->sha256, err);

	if (e == OK)
		e = listing_head(done, app, done->list, &list, err);
	if (e != OK)
		return e;
	done->state = list->row->state;
	done->rev = list->row->rev;
	j = listing_audit_begin(done, &out);
	json_text(j, "kind", list->row->kind);
	json_text(j, "origin", list->row->origin);
	json_int(j, "year", list->row->year);
	json_text(j, details_key, details);
	json_int(j, "schools", (int64_t)done->included);
	json_text(j, "sha256", done->sha256);
	listing_audit_end(app, j, &out, "list", done->list);
	return OK;
}

/* ---- computed ---- */

static enum err
add_computed(
    struct app *app, const struct identify_view *v, struct listing_done *done, struct error *err)
{
	enum err e = OK;
	size_t i;

	for (i = 0; e == OK && i < v->count; i++) {
		if (!v->items[i].with_data || v->items[i].listed != 1)
			continue;
		done->included++;
		e = db_listing_item_add_copy(app->db, done->list,
		    v->data->schools[v->items[i].school].id, 1, "method", "", 0, "", 0, err);
	}
	return e == OK ? db_copy_end(app->db, err) : e;
}

static enum err
add_list(TALLOC_CTX *ctx, struct app *app, const char *kind, const char *origin, int year,
    const char *title, int64_t run, int64_t document, int64_t *id, struct error *err)
{
	struct db_listing_add row;
	const char *path;
	int64_t scope;
	bool found;
	enum err e = listing_authority(ctx, app, &scope, &path, err);

	if (e == OK)
		e = db_listing_add(ctx, app->db, kind, origin, "fixed", scope, year, title, run, 0,
		    document, LISTING_TERM, app->now, &row, &found, err);
	if (e == OK)
		*id = row.id;
	return e;
}

/* The run and the list are one change: the run's audit row gives way to that of the list. */
enum err
list_make_run(TALLOC_CTX *ctx, struct app *app, const void *params, void **view, struct error *err)
{
	const struct listing_make_params *p = params;
	struct identify_request q = {
	    .method = p->method, .param = p->param, .year = p->year, .save = true};
	struct listing_done *done = listing_done_new(ctx, NULL);
	struct identify_view *v;
	enum err e = identify_schools(done, app, &q, &v, err);

	if (e == OK && !v->decides)
		return fail(err, ERR_INVALID,
		    MSG("the method {0} has no result «listed», so no list can be made by it"),
		    arg_text(v->method->id));
	if (e == OK && v->with_data == 0)
		return fail(err, ERR_INVALID,
		    MSG("there are no figures for {0} yet: load results.csv with opora import"),
		    arg_text(text_school_year(done, p->year)));
	if (e == OK)
		e = add_list(done, app, p->kind, "computed", p->year, v->method->title.ru, v->run,
		    0, &done->list, err);
	if (e == OK)
		e = add_computed(app, v, done, err);
	if (e == OK)
		e = finish(app, done, "method", v->method->id, err);
	if (e == OK)
		*view = done;
	return e;
}

/* ---- received ---- */

static int
compare_ids(const void *a, const void *b)
{
	int64_t x = *(const int64_t *)a, y = ((const struct db_school_ids *)b)->id;

	return x < y ? -1 : x > y;
}

static enum err
add_received(struct app *app, const struct listing_received *rows, size_t n, int64_t document,
    struct listing_done *done, struct error *err)
{
	struct db_school_ids *ids;
	size_t nids, i;
	enum err e = db_school_ids(done, app->db, app->scope, &ids, &nids, err);

	for (i = 0; e == OK && i < n; i++) {
		if (nids == 0 || bsearch(&rows[i].org, ids, nids, sizeof *ids, compare_ids) == NULL)
			return fail(err, ERR_NOT_FOUND,
			    MSG("the list names a school of another authority (row {0})"),
			    arg_year(rows[i].row));
		e = db_listing_item_add_copy(app->db, done->list, rows[i].org, 1, "letter",
		    rows[i].reason == NULL ? "" : rows[i].reason, document, rows[i].sheet,
		    rows[i].row, err);
	}
	return e == OK ? db_copy_end(app->db, err) : e;
}

enum err
listing_store_received(TALLOC_CTX *ctx, struct app *app, const struct listing_letter *letter,
    const struct listing_received *rows, size_t n, struct listing_done *done, struct error *err)
{
	struct listing_paper paper = {
	    0, "letter", letter->number, letter->title, letter->from, letter->file, letter->day};
	int64_t document = 0;
	const char *path;
	enum err e = n == 0 ? fail(err, ERR_INVALID, MSG("the list names no school")) : OK;

	if (e == OK)
		e = listing_authority(ctx, app, &paper.org, &path, err);
	if (e == OK)
		e = listing_paper_put(ctx, app, &paper, &document, err);
	if (e == OK)
		e = add_list(ctx, app, letter->kind, "received", letter->year,
		    letter->title == NULL ? "" : letter->title, 0, document, &done->list, err);
	if (e == OK)
		e = add_received(app, rows, n, document, done, err);
	if (e != OK)
		return e;
	done->included = n;
	return finish(app, done, "letter", letter->number, err);
}

/* ---- a draft ---- */

static enum err
copy_items(
    struct app *app, const struct listing *from, struct listing_done *done, struct error *err)
{
	enum err e = OK;
	size_t i;

	for (i = 0; e == OK && i < from->count; i++) {
		const struct db_listing_items *row = from->items[i].row;

		done->included += row->included != 0;
		e = db_listing_item_add_copy(app->db, done->list, row->org, row->included, row->by,
		    row->reason, row->document, row->sheet, row->row, err);
	}
	return e == OK ? db_copy_end(app->db, err) : e;
}

/* The run beside which the draft stands: that of its base, else of the newest computed list. */
static enum err
run_beside(TALLOC_CTX *ctx, struct app *app, const struct db_listing_get *base, int64_t *run,
    struct error *err)
{
	struct db_listing_computed row;
	bool found = false;
	enum err e = OK;

	*run = base->run;
	if (base->run == 0)
		e = db_listing_computed(
		    ctx, app->db, base->kind, base->year, base->scope, &row, &found, err);
	if (e == OK && found)
		*run = row.run;
	return e;
}

enum err
list_draft_run(TALLOC_CTX *ctx, struct app *app, const void *params, void **view, struct error *err)
{
	const struct listing_draft_params *p = params;
	struct listing_done *done = listing_done_new(ctx, NULL);
	struct db_listing_add row;
	struct listing *from;
	struct json *j;
	struct buf out;
	int64_t run;
	bool found;
	enum err e = app_begin(app, err);

	if (e == OK)
		e = listing_head_own(done, app, p->from, &from, err);
	if (e == OK)
		e = listing_fill(app, from, err);
	if (e == OK)
		e = run_beside(done, app, from->row, &run, err);
	if (e == OK)
		e = db_listing_add(done, app->db, from->row->kind, "approved", "draft",
		    from->row->scope, from->row->year, from->row->title, run, p->from, 0,
		    p->term == 0 ? LISTING_TERM : p->term, app->now, &row, &found, err);
	if (e != OK)
		return e;
	done->list = row.id;
	done->state = "draft";
	done->rev = 1;
	e = copy_items(app, from, done, err);
	if (e != OK)
		return e;
	j = listing_audit_begin(done, &out);
	json_int(j, "copy_of", p->from);
	json_int(j, "term", p->term == 0 ? LISTING_TERM : p->term);
	json_int(j, "schools", (int64_t)done->included);
	listing_audit_end(app, j, &out, "list", done->list);
	*view = done;
	return OK;
}
