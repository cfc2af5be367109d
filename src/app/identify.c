#include "app/identify.h"

#include "app/methods.h"
#include "app/recorder.h"
#include "app/reorganise.h"
#include "app/runs.h"
#include "base/mem.h"
#include "store/statements.h"

#include <stdlib.h>
#include <string.h>

/* Everything one run needs while it goes from school to school. */
struct running {
	struct app *app;
	const struct identify_request *request;
	struct identify_view *view;
	struct dataset *data;
	struct evaluator *evaluator;
	const struct method_source *bound; /* answers from data */
	struct recorder *recorder;         /* of a saved run over groups, else NULL */
	struct run_writer *writer;         /* NULL when the run isn't saved */
	int procedure_arg, year_arg;       /* which argument of the share's let is it, -1 none */
};

static int
by_code(const void *a, const void *b, void *arg)
{
	const struct dataset *d = arg;
	const struct identify_item *x = a, *y = b;

	return strcmp(d->schools[x->school].code, d->schools[y->school].code);
}

static int
by_procedure_year(const void *a, const void *b, void *arg)
{
	const struct procedures *p = arg;
	const struct identify_cell *x = a, *y = b;
	int order;

	if (x->procedure != y->procedure) {
		if (x->procedure == NO_PROCEDURE || y->procedure == NO_PROCEDURE)
			return x->procedure == NO_PROCEDURE ? 1 : -1;
		order = strcmp(p->items[x->procedure].code, p->items[y->procedure].code);
		if (order != 0)
			return order;
	}
	return x->year - y->year;
}

static bool
whole(const struct value *v, int32_t *out)
{
	if (v->type != VALUE_NUMBER || v->number.den != 1 ||
	    rational_cmp(v->number, v->high) != 0 || v->number.num < 0 || v->number.num > INT32_MAX)
		return false;
	*out = (int32_t)v->number.num;
	return true;
}

/* A year the key says, else the run's. */
static int
key_year(const struct running *r, const struct method_cell *c)
{
	const struct value *k = r->year_arg < 0 ? NULL : &c->keys[r->year_arg];

	return k != NULL && k->type == VALUE_NUMBER && k->number.den == 1 ? (int)k->number.num
									  : r->view->year;
}

static uint16_t
key_procedure(const struct running *r, const struct method_cell *c)
{
	const struct procedure *p = NULL;

	if (r->procedure_arg >= 0 && c->keys[r->procedure_arg].type == VALUE_TEXT)
		p = procedure_find(r->data->procedures, c->keys[r->procedure_arg].text);
	return p == NULL ? NO_PROCEDURE : (uint16_t)(p - r->data->procedures->items);
}

static void
take_cell(
    const struct running *r, size_t school, const struct method_cell *c, struct identify_cell *out)
{
	const struct figure *f = NULL;

	memset(out, 0, sizeof *out);
	out->procedure = key_procedure(r, c);
	out->year = (int16_t)key_year(r, c);
	out->is_low = c->is.type == VALUE_TRUTH ? c->is.truth : -1;
	out->inclusive = c->inclusive;
	out->counted = whole(&c->count, &out->count);
	out->counted = whole(&c->of, &out->of) && out->counted;
	out->threshold_known = c->threshold.type == VALUE_NUMBER;
	if (out->threshold_known)
		out->threshold = c->threshold.number;
	if (out->procedure != NO_PROCEDURE)
		f = dataset_figure(
		    r->data, school, out->procedure, out->year, r->view->waves, r->view->nwaves);
	if (f != NULL) {
		out->wave = f->wave;
		out->batch = f->batch;
		out->row = f->row;
		out->sheet = f->sheet;
		out->absence = f->status;
	} else {
		out->absence = (uint8_t)dataset_absence(r->data, school,
		    out->procedure == NO_PROCEDURE ? -1 : out->procedure, out->year);
	}
}

static struct named_value *
keep_values(TALLOC_CTX *ctx, const struct named_value *values, size_t n)
{
	struct named_value *out = mem_array(ctx, struct named_value, n + 1);

	if (n > 0)
		memcpy(out, values, n * sizeof *out);
	return out;
}

static void
count_item(struct identify_view *v, const struct identify_item *item)
{
	if (!item->with_data)
		return;
	v->with_data++;
	v->listed += item->listed == 1;
	v->undecided += item->listed < 0;
	v->unsettled += !item->settled;
}

static void
take_decision(const struct running *r, const struct decision *d, struct identify_item *item)
{
	struct identify_view *v = r->view;
	const struct value *listed = decision_result(d, "listed");
	size_t i;

	item->settled = d->settled;
	item->listed = listed == NULL || listed->type != VALUE_TRUTH ? -1 : listed->truth;
	item->results = keep_values(v, d->results, d->nresults);
	item->conditions = keep_values(v, d->conditions, d->nconditions);
	item->ncells = d->ncells;
	item->cells = d->ncells == 0 ? NULL : mem_array(v, struct identify_cell, d->ncells);
	item->nfailed = d->nfailed;
	if (d->nfailed > 0) {
		item->failed_checks = mem_array(v, const char *, d->nfailed);
		for (i = 0; i < d->nfailed; i++)
			item->failed_checks[i] = d->failed_checks[i];
	}
	for (i = 0; i < d->ncells; i++) {
		take_cell(r, item->school, &d->cells[i], &item->cells[i]);
		item->with_data = item->with_data || item->cells[i].is_low >= 0;
	}
	/* a method without a share has data when anything it read was there */
	for (i = 0; v->method->share.let == NULL && i < d->nreads && !item->with_data; i++)
		item->with_data = d->reads[i].value.type != VALUE_NODATA;
	if (d->ncells > 1)
		qsort_r(item->cells, item->ncells, sizeof *item->cells, by_procedure_year,
		    (void *)r->data->procedures);
	count_item(v, item);
}

/* Items by school: a saved run's digest goes in order of id, which a change of codes leaves alone.
 */
static struct identify_item **
items_by_school(struct identify_view *v)
{
	struct identify_item **out = mem_array(v, struct identify_item *, v->count + 1);
	size_t i;

	for (i = 0; i < v->count; i++)
		out[v->items[i].school] = &v->items[i];
	return out;
}

/* A first round without keeping anything, after which the recorder knows all that is read. */
static enum err
record_all(struct running *r, struct error *err)
{
	struct decision *d;
	enum err e = OK;
	size_t i;

	for (i = 0; e == OK && i < r->view->count; i++) {
		e = evaluator_decide(NULL, r->evaluator, i, false, &d, err);
		if (e == OK)
			talloc_free(d);
	}
	return e;
}

static enum err
decide_all(struct running *r, struct error *err)
{
	struct identify_view *v = r->view;
	struct identify_item **items = items_by_school(v);
	struct decision *d;
	TALLOC_CTX *local;
	enum err e = OK;
	size_t i;

	for (i = 0; e == OK && i < v->count; i++) {
		local = mem_check(talloc_new(NULL));
		e = evaluator_decide(local, r->evaluator, i, true, &d, err);
		if (e == OK)
			e = dataset_bind_check(r->bound, err);
		if (e == OK)
			take_decision(r, d, items[i]);
		if (e == OK && r->writer != NULL)
			e = run_write_item(r->writer, r->data, i, d, items[i], err);
		talloc_free(local);
		if (e == OK && (i & 1023) == 0 &&
		    app_progress(r->app, MSG("schools"), (int64_t)i, (int64_t)v->count))
			e = fail(err, ERR_CONFLICT, MSG("cancelled; nothing was stored"));
	}
	return e;
}

/* Which argument of the share's let is the procedure, which the year, and which waves it reads. */
static void
find_share_keys(struct running *r)
{
	const struct method *m = r->view->method;
	size_t i, k;

	r->procedure_arg = r->year_arg = -1;
	r->view->nwaves = 1; /* main */
	if (m->share.let == NULL)
		return;
	r->procedure_arg = m->share.let->nargs > 0 ? 0 : -1;
	r->year_arg = m->share.let->nargs > 1 ? 1 : -1;
	for (i = 0; i < m->ninputs; i++) {
		if (strcmp(m->inputs[i].field, "participants") != 0 || m->inputs[i].nkeys == 0)
			continue;
		r->view->nwaves = 0;
		for (k = 0; k < m->inputs[i].nwaves && k < WAVE_COUNT; k++) {
			if (wave_parse(m->inputs[i].waves[k]) >= 0)
				r->view->waves[r->view->nwaves++] =
				    (uint8_t)wave_parse(m->inputs[i].waves[k]);
		}
		return;
	}
}

/* In the order of the dataset, in which a saved run keeps them; people get them by code. */
static void
list_schools(struct identify_view *v)
{
	size_t i;

	v->count = v->data->nschools;
	v->items = mem_array(v, struct identify_item, v->count + 1);
	for (i = 0; i < v->count; i++)
		v->items[i].school = i;
}

static void
look_at_method(struct identify_view *v)
{
	const struct method *m = v->method;
	const struct method_param *warn = method_find_param(m, "n_warn");

	v->decides = method_decides(m);
	if (warn != NULL && v->params[warn - m->params].type == VALUE_NUMBER)
		v->warn_below = (int)rational_ceil(v->params[warn - m->params].number);
}

/* What the view says of method and schools before any is decided about. */
static void
look(struct running *r)
{
	list_schools(r->view);
	look_at_method(r->view);
	find_share_keys(r);
}

/* A method over groups looks at schools that the actor does not see. */
static enum err
read_figures(struct running *r, bool groups, struct error *err)
{
	const struct identify_request *q = r->request;
	struct db_scope all = db_scope_all();

	if (groups)
		return dataset_load(
		    r->view, r->app, &all, 1, q->since, q->year, q->on, &r->data, err);
	if (q->nonly > 0)
		return dataset_load(
		    r->view, r->app, q->only, q->nonly, q->since, q->year, q->on, &r->data, err);
	return dataset_load(
	    r->view, r->app, &r->app->scope, 1, q->since, q->year, q->on, &r->data, err);
}

/* Method, parameters and figures of the run, read or those of a later year. */
static enum err
read_all(struct running *r, struct error *err)
{
	struct identify_view *v = r->view;
	const struct identify_request *q = r->request;
	struct method *method;
	struct value *params;
	enum err e;

	if (q->later != NULL) {
		v->method = q->later->method;
		v->params = q->later->params;
		r->data = mem_new(v, struct dataset);
		*r->data = *q->later->data;
		r->data->year = q->year;
		return OK;
	}
	e = method_load(v, r->app, q->method, &method, NULL, err);
	if (e == OK)
		e = method_params(v, method, q->param.items, q->param.count, &params, err);
	if (e == OK)
		e = read_figures(r, method->uses_groups, err);
	if (e != OK)
		return e;
	v->method = method;
	v->params = params;
	return OK;
}

static enum err
read_view(struct running *r, struct error *err)
{
	struct identify_view *v = r->view;
	enum err e = read_all(r, err);

	if (e != OK)
		return e;
	v->year = r->request->year;
	v->data = r->data;
	look(r);
	return OK;
}

static enum err
prepare(struct running *r, struct error *err)
{
	struct identify_view *v = r->view;
	struct method_source *source;
	enum err e = read_view(r, err);

	if (e == OK)
		e = dataset_bind(v, r->data, v->method, &source, err);
	if (e != OK)
		return e;
	r->bound = source;
	if (r->request->save && v->method->uses_groups) {
		r->recorder = recorder_new(v, v->method, source);
		source = &r->recorder->source;
	}
	r->evaluator = evaluator_new(v, v->method, v->params, v->year, source);
	return OK;
}

/*
 * A method over groups was run over all schools, since those that an actor does not see make the
 * groups too; of what it said he sees his own.
 */
static enum err
keep_visible(struct identify_view *v, struct app *app, struct error *err)
{
	struct db_school_ids *ids;
	size_t n, i, k = 0, kept = 0;
	enum err e = db_school_ids(v, app->db, app->scope, &ids, &n, err);

	if (e != OK)
		return e;
	v->with_data = v->listed = v->undecided = v->unsettled = 0;
	for (i = 0; i < v->count; i++) {
		int64_t id = v->data->schools[v->items[i].school].id;

		while (k < n && ids[k].id < id)
			k++;
		if (k == n || ids[k].id != id)
			continue;
		v->items[kept] = v->items[i];
		count_item(v, &v->items[kept++]);
	}
	v->count = kept;
	talloc_free(ids);
	return OK;
}

enum err
identify_read(TALLOC_CTX *ctx, struct app *app, const struct identify_request *request,
    struct identify_view **out, struct error *err)
{
	struct running r = {
	    .app = app, .request = request, .view = mem_new(ctx, struct identify_view)};
	enum err e = read_view(&r, err);

	if (e == OK)
		*out = r.view;
	return e;
}

enum err
identify_schools(TALLOC_CTX *ctx, struct app *app, const struct identify_request *request,
    struct identify_view **out, struct error *err)
{
	struct running r = {
	    .app = app, .request = request, .view = mem_new(ctx, struct identify_view)};
	enum err e = prepare(&r, err);

	if (e == OK && r.recorder != NULL)
		e = record_all(&r, err);
	if (e == OK && request->save)
		e = run_begin(r.view, app, r.view, request, r.recorder, &r.writer, err);
	if (e == OK)
		e = decide_all(&r, err);
	if (e == OK && r.writer != NULL)
		e = run_finish(r.writer, &r.view->run, err);
	if (e != OK)
		return e;
	if (!db_scope_is_all(app->scope))
		e = keep_visible(r.view, app, err);
	if (e != OK)
		return e;
	if (r.view->count > 1)
		qsort_r(r.view->items, r.view->count, sizeof *r.view->items, by_code, r.data);
	*out = r.view;
	return OK;
}

struct identify_view *
identify_decided(TALLOC_CTX *ctx, const struct method *method, const struct value *params,
    struct dataset *data, const struct decision *d)
{
	struct identify_view *v = mem_new(ctx, struct identify_view);
	struct running r = {.view = v, .data = data};

	v->method = method;
	v->params = params;
	v->year = data->year;
	v->data = data;
	look(&r);
	take_decision(&r, d, &v->items[0]);
	return v;
}

const struct identify_item *
identify_item(const struct identify_view *v, int64_t school)
{
	size_t i;

	for (i = 0; i < v->count; i++) {
		if (v->data->schools[v->items[i].school].id == school)
			return &v->items[i];
	}
	return NULL;
}

const char *
identify_batch_name(const struct identify_view *v, int64_t batch)
{
	const struct dataset_batch *found = dataset_batch(v->data, batch);

	return found == NULL ? "" : found->name;
}

bool
identify_cell_interval(const struct identify_cell *c, struct interval *interval, bool *stable,
    struct distance *distance)
{
	return c->counted && c->threshold_known && uncertainty_wilson(c->count, c->of, interval) &&
	       uncertainty_stable(c->count, c->of, c->threshold, stable) &&
	       uncertainty_to_threshold(c->count, c->of, c->threshold, c->inclusive, distance);
}

bool
identify_cell_small(const struct identify_view *v, const struct identify_cell *c)
{
	return c->counted && c->of < v->warn_below;
}

enum err
identify_run(TALLOC_CTX *ctx, struct app *app, const void *params, void **view, struct error *err)
{
	const struct identify_params *p = params;
	struct identify_request q = {
	    .method = p->method, .param = p->param, .year = p->year, .save = p->save};
	struct identify_view *v;
	enum err e = day_option(ctx, "--on", p->on, &q.on, err);

	if (e != OK)
		return e;
	if (p->save && q.on != NULL)
		return fail(err, ERR_USAGE,
		    MSG("a saved run is of what is known now; --on only shows how it was"));

	if (p->save && !app_permitted(app, PERMIT_METHOD))
		return fail(err, ERR_DENIED, MSG("you have no permission to save runs"));
	e = identify_schools(ctx, app, &q, &v, err);

	if (e == OK)
		*view = v;
	return e;
}

enum err
identify_load_corrections(
    struct identify_view *v, struct app *app, struct db_scope only, struct error *err)
{
	struct db_corrections_of *rows;
	size_t i, n;
	enum err e = db_corrections_of(v, app->db, only, &rows, &n, err);

	if (e != OK)
		return e;
	v->corrections = mem_array(v, struct identify_corrected, n + 1);
	for (i = 0; i < n; i++)
		v->corrections[i] = (struct identify_corrected){
		    rows[i].batch, {rows[i].sheet, rows[i].row, (int32_t)rows[i].col,
				       rows[i].became, rows[i].was}};
	v->ncorrections = n;
	return OK;
}

const struct correction *
identify_correction(const struct identify_view *v, const struct identify_cell *c, size_t *at)
{
	while (c->batch != 0 && *at < v->ncorrections) {
		const struct identify_corrected *one = &v->corrections[(*at)++];

		if (one->batch == c->batch && one->what.row == c->row &&
		    strcmp(one->what.sheet, c->sheet == NULL ? "" : c->sheet) == 0)
			return &one->what;
	}
	return NULL;
}
