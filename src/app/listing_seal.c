/*
 * The seal of a list: a snapshot as JSON with its SHA-256. Its core holds what is stored of the
 * list, so that it can be compared with the tables at any time; names, outcomes and figures of
 * the schools stand behind it, as they were on that day.
 */
#include "app/listing_int.h"

#include "app/runs.h"
#include "base/hash.h"
#include "base/mem.h"

#include <string.h>

static void
id_json(struct json *j, const char *key, int64_t id)
{
	if (id == 0)
		json_null(j, key);
	else
		json_int(j, key, id);
}

static enum err
put_item(void *arg, const struct db_listing_rows *row, struct error *err)
{
	struct json *j = arg;

	json_array(j, NULL);
	json_int(j, NULL, row->org);
	json_bool(j, NULL, row->included != 0);
	json_text(j, NULL, row->by);
	json_text(j, NULL, row->reason);
	id_json(j, NULL, row->document);
	json_text(j, NULL, row->sheet);
	json_int(j, NULL, row->row);
	json_end(j);
	return OK;
}

static enum err
put_acquaintance(void *arg, const struct db_acquaintances *row, struct error *err)
{
	struct json *j = arg;

	json_array(j, NULL);
	json_int(j, NULL, row->org);
	json_text(j, NULL, row->day);
	json_text(j, NULL, row->how);
	id_json(j, NULL, row->document);
	json_end(j);
	return OK;
}

static enum err
put_objection(void *arg, const struct db_objection_rows *row, struct error *err)
{
	struct json *j = arg;

	json_array(j, NULL);
	json_int(j, NULL, row->id);
	json_int(j, NULL, row->org);
	json_text(j, NULL, row->about);
	json_text(j, NULL, row->text);
	json_text(j, NULL, row->day);
	json_text(j, NULL, row->due);
	id_json(j, NULL, row->letter);
	json_text(j, NULL, row->state);
	json_text(j, NULL, row->reason);
	json_text(j, NULL, row->decided);
	id_json(j, NULL, row->document);
	json_end(j);
	return OK;
}

static enum err
put_documents(TALLOC_CTX *ctx, struct app *app, struct json *j, int64_t id, struct error *err)
{
	struct db_listing_documents *rows;
	size_t i, n;
	enum err e = db_listing_documents(ctx, app->db, id, &rows, &n, err);

	json_array(j, "documents");
	for (i = 0; e == OK && i < n; i++) {
		json_object(j, NULL);
		json_int(j, "id", rows[i].id);
		json_text(j, "kind", rows[i].kind);
		json_text(j, "number", rows[i].number);
		json_text(j, "day", rows[i].day);
		json_text(j, "title", rows[i].title);
		json_text(j, "issuer", rows[i].issuer);
		json_text(j, "file", rows[i].file);
		json_end(j);
	}
	json_end(j);
	return e;
}

static void
put_head(struct json *j, const struct db_listing_get *l, const char *run_inputs)
{
	json_int(j, "list", l->id);
	json_text(j, "kind", l->kind);
	json_text(j, "origin", l->origin);
	json_int(j, "year", l->year);
	id_json(j, "scope", l->scope);
	json_text(j, "title", l->title);
	id_json(j, "run", l->run);
	json_text(j, "run_inputs", run_inputs);
	id_json(j, "based_on", l->based_on);
	id_json(j, "document", l->document);
	json_int(j, "term", l->term);
	json_text(j, "basis", l->basis);
	json_text(j, "hurry", l->hurry);
	json_int(j, "at", l->at);
}

/* What is stored of the list @id, as canonical JSON into @out. */
static enum err
write_core(TALLOC_CTX *ctx, struct app *app, int64_t id, struct buf *out, struct error *err)
{
	struct json *j = json_new(ctx, json_to_buf, out);
	struct db_listing_get row;
	struct db_run_get run = {.inputs_sha256 = NULL};
	bool found;
	enum err e = db_listing_get(ctx, app->db, id, &row, &found, err);

	if (e == OK && row.run != 0)
		e = db_run_get(ctx, app->db, row.run, &run, &found, err);
	if (e != OK)
		return e;
	json_object(j, NULL);
	put_head(j, &row, run.inputs_sha256);
	json_array(j, "schools");
	e = db_listing_rows(app->db, id, put_item, j, err);
	json_end(j);
	json_array(j, "acquaintances");
	if (e == OK)
		e = db_acquaintances(app->db, id, put_acquaintance, j, err);
	json_end(j);
	json_array(j, "objections");
	if (e == OK)
		e = db_objection_rows(app->db, id, put_objection, j, err);
	json_end(j);
	if (e == OK)
		e = put_documents(ctx, app, j, id, err);
	json_end(j);
	return e;
}

/* What the run said of a school, from which figures of which files. */
static enum err
put_school(struct app *app, struct json *j, int64_t run, const struct db_listing_items *row,
    struct error *err)
{
	TALLOC_CTX *local = mem_check(talloc_new(NULL));
	struct db_run_item_get item;
	bool found = false;
	enum err e = OK;

	if (run != 0)
		e = db_run_item_get(local, app->db, run, row->org, &item, &found, err);
	json_object(j, NULL);
	json_int(j, "org", row->org);
	json_text(j, "school", row->code);
	json_text(j, "name", row->name);
	if (e == OK && found) {
		json_raw(j, "outcome", item.outcome);
		json_bool(j, "settled", item.settled != 0);
		json_raw(j, "conditions", item.conditions);
		json_raw(j, "inputs", item.inputs);
	}
	json_end(j);
	talloc_free(local);
	return e;
}

static enum err
write_snapshot(TALLOC_CTX *ctx, struct app *app, const struct listing *list, const char *core,
    struct buf *out, struct error *err)
{
	struct json *j = json_new(ctx, json_to_buf, out);
	enum err e = OK;
	size_t i;

	json_object(j, NULL);
	json_int(j, "format", 1);
	json_raw(j, "sealed", core);
	json_array(j, "sentences");
	for (i = 0; i < list->nsentences; i++)
		json_text(j, NULL, list->sentences[i].ru);
	json_end(j);
	json_array(j, "schools");
	for (i = 0; e == OK && i < list->count; i++)
		e = put_school(app, j, list->row->run, list->items[i].row, err);
	json_end(j);
	json_end(j);
	return e;
}

enum err
listing_seal(TALLOC_CTX *ctx, struct app *app, int64_t id, const char **sha256, struct error *err)
{
	struct buf core = buf_new(ctx, SNAPSHOT_MAX), out = buf_new(ctx, SNAPSHOT_MAX);
	char *sha = mem_array(ctx, char, SHA256_TEXT_SIZE);
	struct listing *list;
	enum err e = listing_head(ctx, app, id, &list, err);

	if (e == OK)
		e = listing_fill(app, list, err);
	if (e == OK)
		e = write_core(ctx, app, id, &core, err);
	if (e == OK)
		e = write_snapshot(ctx, app, list, core.bytes, &out, err);
	if (e == OK && (core.full || out.full))
		return fail(err, ERR_INVALID, MSG("the list is too large to be sealed"));
	if (e != OK)
		return e;
	sha256_of(out.bytes, out.len, sha);
	e = db_listing_seal(app->db, id, out.bytes, sha, err);
	if (e == OK)
		*sha256 = sha;
	return e;
}

/* What is wrong with the seal of @id as a message id; NULL when it is whole. */
static enum err
look_at_seal(TALLOC_CTX *ctx, struct app *app, int64_t id, const char **fault, struct error *err)
{
	struct buf core = buf_new(ctx, SNAPSHOT_MAX);
	struct db_listing_snapshot s;
	char sha[SHA256_TEXT_SIZE];
	bool found;
	enum err e = db_listing_snapshot(ctx, app->db, id, &s, &found, err);

	if (e == OK)
		e = write_core(ctx, app, id, &core, err);
	if (e != OK)
		return e;
	*fault = NULL;
	if (s.snapshot == NULL || s.sha256 == NULL) {
		*fault = MSG("it has no snapshot");
		return OK;
	}
	sha256_of(s.snapshot, strlen(s.snapshot), sha);
	if (strcmp(sha, s.sha256) != 0)
		*fault = MSG("its snapshot was changed");
	else if (strncmp(s.snapshot, SNAPSHOT_HEAD, strlen(SNAPSHOT_HEAD)) != 0 ||
		 strncmp(s.snapshot + strlen(SNAPSHOT_HEAD), core.bytes, core.len) != 0)
		*fault = MSG("what is stored is not what was sealed");
	return OK;
}

enum err
listings_verify(TALLOC_CTX *ctx, struct app *app, int64_t only,
    enum err (*each)(void *arg, int64_t list, const char *what, struct error *err), void *arg,
    int64_t *lists, struct error *err)
{
	struct db_listing_numbers *rows;
	TALLOC_CTX *local;
	const char *fault;
	size_t i, n;
	enum err e = db_listing_numbers(ctx, app->db, &rows, &n, err);

	*lists = 0;
	for (i = 0; e == OK && i < n; i++) {
		if ((only != 0 && rows[i].id != only) || strcmp(rows[i].state, "draft") == 0 ||
		    strcmp(rows[i].state, "sent") == 0)
			continue;
		local = mem_check(talloc_new(ctx));
		e = look_at_seal(local, app, rows[i].id, &fault, err);
		if (e == OK && fault != NULL)
			e = each(arg, rows[i].id, fault, err);
		talloc_free(local);
		(*lists)++;
	}
	return e;
}

/* ---- list verify ---- */

static enum err
take_fault(void *arg, int64_t list, const char *what, struct error *err)
{
	struct listing_verify_view *v = arg;

	mem_push(v, v->faults, v->count) = (struct listing_fault){list, what};
	return OK;
}

static enum err
take_run_fault(void *arg, int64_t run, int64_t org, const char *what, struct error *err)
{
	const struct listing_verify_view *v = arg;

	return take_fault(arg, v->list, what, err);
}

enum err
list_verify_run(
    TALLOC_CTX *ctx, struct app *app, const void *params, void **view, struct error *err)
{
	const struct listing_params *p = params;
	struct listing_verify_view *v = mem_new(ctx, struct listing_verify_view);
	struct listing *list;
	int64_t n;
	enum err e = listing_head_own(v, app, p->list, &list, err);

	if (e == OK && listing_is_open(list->row))
		return fail(err, ERR_CONFLICT,
		    MSG("list {0} is a draft: there is nothing sealed to verify"),
		    arg_year(p->list));
	if (e != OK)
		return e;
	v->list = p->list;
	v->sha256 = list->row->sha256;
	e = listings_verify(v, app, p->list, take_fault, v, &n, err);
	if (e == OK && list->row->run != 0)
		e = runs_verify(v, app, list->row->run, take_run_fault, v, &n, err);
	*view = v;
	if (e == OK && v->count > 0)
		return fail(err, ERR_DATABASE,
		    MSG("list {0} is not what was sealed; restore the database from a backup"),
		    arg_year(p->list));
	return e;
}
