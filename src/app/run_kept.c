#include "app/run_kept.h"

#include "app/runs_replay.h"
#include "base/mem.h"
#include "base/yaml.h"

#include <stdlib.h>
#include <string.h>

struct keeping {
	const struct saved_run *run;
	int64_t org;
	struct dataset *data;  /* of the school, with figures as they were */
	struct replay *replay; /* the school, or all of a run over groups */
	size_t at;             /* the school among them */
	bool found;
};

/* ---- Figures as they were: what was read, and where it stood ---- */

static struct figure *
figure_at(struct keeping *k, const char *code, const char *year)
{
	struct dataset *d = k->data;
	const struct procedure *p = procedure_find(d->procedures, code);
	struct figure f = {-1, -1, -1, {-1, -1, -1, -1}, .status = ABSENCE_NO_DATA};
	size_t i;

	if (p == NULL)
		return NULL;
	f.procedure = (uint16_t)(p - d->procedures->items);
	f.year = (int16_t)(year == NULL ? d->year : strtol(year, NULL, 10));
	for (i = 0; i < d->nfigures; i++) {
		if (d->figures[i].procedure == f.procedure && d->figures[i].year == f.year)
			return &d->figures[i];
	}
	mem_push(d, d->figures, d->nfigures) = f;
	return &d->figures[d->nfigures - 1];
}

static const char *
key_named(const struct method_input *in, const struct yaml *keys, const char *name)
{
	size_t i;

	for (i = 0; i < in->nkeys; i++) {
		if (strcmp(in->keys[i], name) == 0)
			return keys->items[i]->text;
	}
	return NULL;
}

/* [input, [keys…], value] or […, null, absence]: a figure is there when any of it was. */
static void
take_read(struct keeping *k, const struct yaml *read)
{
	const struct method_input *in;
	const char *code;
	struct figure *f;
	struct value value;
	size_t input;

	if (!stored_read_fits(k->run->method, read, &input))
		return;
	in = &k->run->method->inputs[input];
	code = key_named(in, read->items[1], "procedure");
	f = code == NULL ? NULL : figure_at(k, code, key_named(in, read->items[1], "year"));
	if (f == NULL)
		return;
	if (strcmp(in->field, "participants") == 0 && in->nwaves > 0)
		f->wave = (uint8_t)(wave_parse(in->waves[0]) < 0 ? 0 : wave_parse(in->waves[0]));
	value = stored_value(in, read);
	if (value.type != VALUE_NODATA)
		f->status = ABSENCE_NONE;
	else if (f->status != ABSENCE_NONE)
		f->status = (uint8_t)value.absence;
}

static void
add_batch(struct dataset *d, int64_t id, const char *name)
{
	size_t i;

	for (i = 0; i < d->nbatches && d->batches[i].id != id; i++)
		;
	if (i == d->nbatches)
		mem_push(d, d->batches, d->nbatches) =
		    (struct dataset_batch){id, 0, mem_strdup(d, name)};
}

/* ["VPR5_MA", 2023, "main", 3, "results.csv", "", 12] */
static void
take_source(struct keeping *k, const struct yaml *source)
{
	struct figure *f;
	size_t i;

	if (source->type != YAML_LIST || source->count != 7)
		return;
	for (i = 0; i < source->count; i++) {
		if (source->items[i]->type != YAML_SCALAR)
			return;
	}
	f = figure_at(k, source->items[0]->text, source->items[1]->text);
	if (f == NULL || wave_parse(source->items[2]->text) < 0)
		return;
	f->wave = (uint8_t)wave_parse(source->items[2]->text);
	f->batch = (int32_t)strtol(source->items[3]->text, NULL, 10);
	f->sheet = mem_strdup(k->data, source->items[5]->text);
	f->row = (int32_t)strtol(source->items[6]->text, NULL, 10);
	add_batch(k->data, f->batch, source->items[4]->text);
}

static int
by_batch(const void *a, const void *b)
{
	int64_t x = ((const struct dataset_batch *)a)->id,
		y = ((const struct dataset_batch *)b)->id;

	return x < y ? -1 : x > y;
}

/*
 * The run keeps no word of a reorganisation. What is known of it today says why it read nothing of
 * the years before, unless it did read something.
 */
static void
doubt_reorganisation(struct dataset *d)
{
	size_t i;

	for (i = 0; i < d->nfigures; i++) {
		if (d->figures[i].status == ABSENCE_NONE &&
		    d->figures[i].year < d->schools[0].compared_from)
			d->schools[0].compared_from = 0;
	}
}

static void
take_figures(struct keeping *k, const char *inputs)
{
	TALLOC_CTX *local = mem_check(talloc_new(NULL));
	struct dataset *d = k->data;
	const struct yaml *tree =
	    yaml_read(local, "run", inputs, strlen(inputs), problems_new(local));
	const struct yaml *reads = yaml_get(tree, "reads"), *sources = yaml_get(tree, "sources");
	size_t i;

	for (i = 0; reads != NULL && reads->type == YAML_LIST && i < reads->count; i++)
		take_read(k, reads->items[i]);
	for (i = 0; sources != NULL && sources->type == YAML_LIST && i < sources->count; i++)
		take_source(k, sources->items[i]);
	if (d->nbatches > 1)
		qsort(d->batches, d->nbatches, sizeof *d->batches, by_batch);
	d->schools[0].figure = 0;
	d->schools[0].nfigures = d->nfigures;
	doubt_reorganisation(d);
	talloc_free(local);
}

/* ---- Decided about again ---- */

static enum err
take_item(void *arg, const struct db_run_items *row, struct error *err)
{
	struct keeping *k = arg;

	if (row->org == k->org) {
		k->found = true;
		k->at = k->replay->nschools;
		take_figures(k, row->inputs);
	}
	replay_add(
	    k->replay, row->org, row->inputs, row->outcome, row->conditions, row->settled != 0);
	return OK;
}

/* Code, name and facts of the school; its figures are those that the run kept. */
static struct dataset *
school_without_figures(TALLOC_CTX *ctx, struct app *app, const struct saved_run *run,
    const struct dataset *schools, int64_t org)
{
	struct dataset *d = mem_new(ctx, struct dataset);

	d->year = (int)run->row->year;
	d->procedures = app->procedures;
	d->facts = schools->facts;
	d->nfacts = schools->nfacts;
	d->nschools = 1;
	d->schools = mem_array(d, struct dataset_school, 1);
	d->schools[0] = *dataset_school(schools, org);
	return d;
}

static enum err
decide(TALLOC_CTX *ctx, const struct keeping *k, struct identify_view **out, struct error *err)
{
	const struct replay_school *s = &k->replay->schools[k->at];
	const struct saved_run *run = k->run;
	struct evaluator *evaluator =
	    evaluator_new(ctx, run->method, run->params, (int)run->row->year, &k->replay->source);
	struct decision *d = NULL;
	enum err e =
	    s->values == NULL ? OK : evaluator_decide(ctx, evaluator, k->at, true, &d, err);

	if (e != OK)
		return e;
	if (d == NULL || !stored_outcome_same(s->outcome, s->conditions, s->settled, d))
		return fail(err, ERR_CONFLICT,
		    MSG("what run {0} kept of this school was changed later: it does not give what "
			"the run said. Run opora check"),
		    arg_year(run->row->id));
	*out = identify_decided(ctx, run->method, run->params, k->data, d);
	(*out)->run = run->row->id;
	return OK;
}

enum err
run_kept_find(TALLOC_CTX *ctx, struct app *app, const struct saved_run *run, int64_t org,
    const struct dataset *schools, struct identify_view **out, struct error *err)
{
	struct keeping k = {.run = run, .org = org};
	enum err e;

	k.data = school_without_figures(ctx, app, run, schools, org);
	k.replay = replay_new(ctx, run->method);
	e = db_run_items(
	    app->db, run->row->id, run->method->uses_groups ? 0 : org, take_item, &k, err);
	if (e == OK && !k.found)
		return fail(err, ERR_NOT_FOUND, MSG("run {0} did not know the school {1}"),
		    arg_year(run->row->id), arg_text(k.data->schools[0].code));
	if (e != OK)
		return e;
	replay_finish(k.replay);
	return decide(ctx, &k, out, err);
}
