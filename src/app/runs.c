#include "app/runs.h"

#include "app/listing_int.h"
#include "app/methods.h"
#include "app/recorder.h"
#include "base/buf.h"
#include "base/mem.h"
#include "store/statements.h"

#define ITEM_MAX ((size_t)1 << 20) /* YAML's limit, by which it is read again */

struct run_writer {
	struct app *app;
	const struct identify_view *view;
	const struct recorder *recorder; /* NULL: a method that looks at one school */
	struct sha256 sha;
	int64_t id;
};

static char *
params_json(TALLOC_CTX *ctx, const struct texts *params)
{
	struct buf out = buf_new(ctx, 1 << 16);
	struct json *j = json_new(ctx, json_to_buf, &out);
	size_t i;

	json_array(j, NULL);
	for (i = 0; i < params->count; i++)
		json_text(j, NULL, params->items[i]);
	json_end(j);
	return out.bytes;
}

/* A run belongs where a list of its schools would; one of no school to who made it. */
static enum err
authority_of(TALLOC_CTX *ctx, struct app *app, int64_t *org, struct error *err)
{
	const char *path;
	enum err e = listing_authority(ctx, app, org, &path, err);

	if (e == ERR_NOT_FOUND)
		*org = app->org;
	return e == ERR_NOT_FOUND ? OK : e;
}

enum err
run_begin(TALLOC_CTX *ctx, struct app *app, const struct identify_view *v,
    const struct identify_request *request, const struct recorder *recorder,
    struct run_writer **out, struct error *err)
{
	struct run_writer *w = mem_new(ctx, struct run_writer);
	struct db_run_add row;
	int64_t org = 0;
	bool found;
	enum err e = app_begin(app, err);

	if (e == OK)
		e = authority_of(w, app, &org, err);
	if (e == OK)
		e = db_run_add(w, app->db, v->method->sha256, params_json(w, &request->param),
		    v->year, org, app->now, app->actor, "", &row, &found, err);
	if (e != OK)
		return e;
	w->app = app;
	w->view = v;
	w->recorder = recorder;
	w->id = row.id;
	sha256_begin(&w->sha);
	*out = w;
	return OK;
}

static void
put_value(struct json *j, const struct value *v)
{
	char *text = value_print(j, v);

	if (v->type == VALUE_NODATA)
		json_null(j, NULL);
	else
		json_text(j, NULL, text);
	if (v->type == VALUE_NODATA)
		json_text(j, NULL, absence_code(v->absence));
	talloc_free(text);
}

/* ["low", ["VPR5_MA", "2023"], "3"] or ["low", […], null, "not_held"] */
static void
put_read(struct json *j, const struct method_input *in, const struct value *keys,
    const struct value *value)
{
	size_t k;

	json_array(j, NULL);
	json_text(j, NULL, in->name);
	json_array(j, NULL);
	for (k = 0; k < in->nkeys; k++)
		put_value(j, &keys[k]);
	json_end(j);
	put_value(j, value);
	json_end(j);
}

static void
put_reads(struct json *j, const struct run_writer *w, size_t school, const struct decision *d)
{
	const struct method *m = w->view->method;
	const struct recorder *r = w->recorder;
	struct value value;
	size_t i;

	json_array(j, "reads");
	for (i = 0; r == NULL && i < d->nreads; i++)
		put_read(j, &m->inputs[d->reads[i].input], d->reads[i].keys, &d->reads[i].value);
	for (i = 0; r != NULL && i < r->count; i++) {
		value = r->behind.read(r->behind.data, school, r->items[i].input, r->items[i].keys);
		put_read(j, &m->inputs[r->items[i].input], r->items[i].keys, &value);
	}
	json_end(j);
}

/* [["VPR5_MA", 2023, "main", "results.csv", "", 12], …]: where the figures stood. */
static void
put_sources(struct json *j, const struct identify_view *v, const struct identify_item *item)
{
	size_t i;

	json_array(j, "sources");
	for (i = 0; i < item->ncells; i++) {
		const struct identify_cell *c = &item->cells[i];

		if (c->batch == 0)
			continue;
		json_array(j, NULL);
		json_text(j, NULL, v->data->procedures->items[c->procedure].code);
		json_int(j, NULL, c->year);
		json_text(j, NULL, wave_codes[c->wave]);
		json_int(j, NULL, c->batch);
		json_text(j, NULL, identify_batch_name(v, c->batch));
		json_text(j, NULL, c->sheet);
		json_int(j, NULL, c->row);
		json_end(j);
	}
	json_end(j);
}

static char *
values_text(TALLOC_CTX *ctx, const struct named_value *values, size_t n)
{
	struct buf out = buf_new(ctx, ITEM_MAX);
	struct json *j = json_new(ctx, json_to_buf, &out);

	named_values_json(j, NULL, values, n);
	return out.bytes;
}

enum err
run_write_item(struct run_writer *w, const struct dataset *data, size_t school,
    const struct decision *d, const struct identify_item *item, struct error *err)
{
	TALLOC_CTX *local = mem_check(talloc_new(NULL));
	struct buf inputs = buf_new(local, ITEM_MAX);
	struct json *j = json_new(local, json_to_buf, &inputs);
	enum err e = OK;

	json_object(j, NULL);
	put_reads(j, w, school, d);
	if (w->recorder != NULL)
		json_int(j, "municipality", data->schools[school].municipality);
	put_sources(j, w->view, item);
	json_end(j);
	if (inputs.full)
		e = fail(err, ERR_INVALID,
		    MSG("the method reads more of one school than a saved run can hold"));
	sha256_add(&w->sha, inputs.bytes, inputs.len);
	if (e == OK)
		e = db_run_item_add_copy(w->app->db, w->id, data->schools[school].id, inputs.bytes,
		    values_text(local, d->results, d->nresults), d->settled,
		    values_text(local, d->conditions, d->nconditions), err);
	talloc_free(local);
	return e;
}

enum err
run_finish(struct run_writer *w, int64_t *run, struct error *err)
{
	char sha[SHA256_TEXT_SIZE];
	enum err e = db_copy_end(w->app->db, err);

	sha256_end(&w->sha, sha);
	if (e == OK)
		e = db_run_seal(w->app->db, w->id, sha, err);
	if (e != OK)
		return e;
	*run = w->id;
	app_audit(w->app, "run", w->id,
	    mem_printf(w, "{\"method\":\"%s\",\"version\":%d,\"year\":%d,\"inputs\":\"%s\"}",
		w->view->method->id, w->view->method->version, w->view->year, sha));
	return OK;
}
