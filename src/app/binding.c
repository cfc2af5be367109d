/* A method's inputs answered from a dataset: which figure of which wave, by procedure and year. */
#include "app/dataset.h"

#include "base/mem.h"

#include <limits.h>
#include <stdlib.h>
#include <string.h>

enum figure_field {
	FIELD_PARTICIPANTS,
	FIELD_LOW,
	FIELD_LOW_REGIONAL,
	FIELD_MARK2,
	FIELD_MARK3,
	FIELD_MARK4,
	FIELD_MARK5,
	FIELD_MEAN,
	FIELD_FACT /* something known of the school besides results */
};

struct bound_input {
	enum figure_field field;
	int procedure_key, year_key; /* which key is it; year -1: the run's year */
	uint8_t waves[WAVE_COUNT];
	size_t nwaves;
	const char *attribute; /* FIELD_FACT */
	enum value_type type;
};

struct binding {
	const struct dataset *data;
	const struct method *method;
	struct bound_input *inputs;
	int *atom_procedure; /* atom → index of procedure or -1 */
	size_t *by_municipality, *slot;
};

static const char *const field_names[] = {
    "participants", "low", "low_regional", "mark2", "mark3", "mark4", "mark5", "mean"};

static int
procedure_of(const struct binding *b, const struct value *key)
{
	const struct procedure *p;

	if (key->type != VALUE_TEXT)
		return -1;
	if (key->atom >= 0)
		return b->atom_procedure[key->atom];
	p = procedure_find(b->data->procedures, key->text);
	return p == NULL ? -1 : (int)(p - b->data->procedures->items);
}

static struct value
count_value(int32_t count)
{
	return count < 0 ? value_nodata(ABSENCE_NO_DATA) : value_int(count);
}

static struct value
figure_value(const struct figure *f, enum figure_field field)
{
	struct rational mean;

	if (f->status != ABSENCE_NONE)
		return value_nodata((enum absence)f->status);
	switch (field) {
	case FIELD_PARTICIPANTS:
		return count_value(f->participants);
	case FIELD_LOW:
		return count_value(f->low);
	case FIELD_LOW_REGIONAL:
		return count_value(f->low_regional);
	case FIELD_MARK2:
	case FIELD_MARK3:
	case FIELD_MARK4:
	case FIELD_MARK5:
		return count_value(f->marks[field - FIELD_MARK2]);
	case FIELD_MEAN:
		if (f->mean != NULL && rational_parse(f->mean, strlen(f->mean), &mean))
			return value_number(mean);
		break;
	case FIELD_FACT:
		break;
	}
	return value_nodata(ABSENCE_NO_DATA);
}

/* The year of an ISO day as text; a text that is none never holds. */
static int
since_year(const char *since)
{
	struct day d;

	return day_parse(since, strlen(since), &d) ? d.year : INT_MAX;
}

/* The newest fact that holds in the run's year. */
static struct value
fact_value(const struct binding *b, size_t school, const struct bound_input *in)
{
	const struct dataset_school *s = &b->data->schools[school];
	const char *value = NULL;
	struct rational n;
	size_t i;

	for (i = 0; i < s->nfacts; i++) {
		const struct dataset_fact *f = &b->data->facts[s->fact + i];

		if (strcmp(f->attribute, in->attribute) == 0 &&
		    (f->since[0] == '\0' || since_year(f->since) <= b->data->year))
			value = f->value;
	}
	if (value == NULL)
		return value_nodata(ABSENCE_NO_DATA);
	if (in->type == VALUE_TEXT)
		return value_text(value, -1);
	if (in->type == VALUE_TRUTH)
		return value_truth(strcmp(value, "1") == 0);
	return rational_parse(value, strlen(value), &n) ? value_number(n)
							: value_nodata(ABSENCE_NO_DATA);
}

static struct value
read_input(void *data, size_t school, size_t input, const struct value *keys)
{
	const struct binding *b = data;
	const struct bound_input *in = &b->inputs[input];
	const struct figure *f;
	int procedure, year = b->data->year;

	if (in->field == FIELD_FACT)
		return fact_value(b, school, in);
	procedure = procedure_of(b, &keys[in->procedure_key]);
	if (in->year_key >= 0) {
		if (keys[in->year_key].type != VALUE_NUMBER || keys[in->year_key].number.den != 1)
			return value_nodata(ABSENCE_NO_DATA);
		year = (int)keys[in->year_key].number.num;
	}
	f = procedure < 0 ? NULL
			  : dataset_figure(b->data, school, procedure, year, in->waves, in->nwaves);
	if (f == NULL)
		return value_nodata(dataset_absence(b->data, school, procedure, year));
	return figure_value(f, in->field);
}

/* The slice of by_municipality that @school's municipality takes. */
static size_t
read_group(void *data, size_t school, enum method_group group, const size_t **members)
{
	const struct binding *b = data;
	const struct dataset *d = b->data;
	size_t from = b->slot[school], to = from;

	if (group != GROUP_MUNICIPALITY) {
		*members = b->by_municipality;
		return d->nschools;
	}
	while (from > 0 && d->schools[b->by_municipality[from - 1]].municipality ==
			       d->schools[school].municipality)
		from--;
	while (to < d->nschools &&
	       d->schools[b->by_municipality[to]].municipality == d->schools[school].municipality)
		to++;
	*members = b->by_municipality + from;
	return to - from;
}

static int
by_municipality(const void *a, const void *b, void *arg)
{
	const struct dataset_school *schools = arg;
	int64_t x = schools[*(const size_t *)a].municipality,
		y = schools[*(const size_t *)b].municipality;

	if (x != y)
		return x < y ? -1 : 1;
	return *(const size_t *)a < *(const size_t *)b ? -1 : 1;
}

/* All schools in order of municipality, and where each stands in that order. */
static void
bind_groups(struct binding *b, const struct dataset *data)
{
	size_t i, n = data->nschools;

	b->by_municipality = mem_array(b, size_t, n + 1);
	b->slot = mem_array(b, size_t, n + 1);
	for (i = 0; i < n; i++)
		b->by_municipality[i] = i;
	if (n > 1)
		qsort_r(b->by_municipality, n, sizeof(size_t), by_municipality, data->schools);
	for (i = 0; i < n; i++)
		b->slot[b->by_municipality[i]] = i;
}

static enum err
bind_waves(struct bound_input *out, const struct method_input *in, struct error *err)
{
	size_t i;
	int wave;

	for (i = 0; i < in->nwaves && i < WAVE_COUNT; i++) {
		wave = wave_parse(in->waves[i]);
		if (wave < 0)
			return fail(err, ERR_INVALID,
			    MSG("the method's input {0} names an unknown wave «{1}»"),
			    arg_text(in->name), arg_text(in->waves[i]));
		out->waves[out->nwaves++] = (uint8_t)wave;
	}
	return OK;
}

static enum err
bind_input(struct bound_input *out, const struct method_input *in, struct error *err)
{
	size_t i;

	out->procedure_key = out->year_key = -1;
	out->type = in->type;
	if (in->nkeys == 0) {
		out->field = FIELD_FACT;
		out->attribute = in->field;
		return OK;
	}
	for (i = 0; i < in->nkeys; i++) {
		if (strcmp(in->keys[i], "procedure") == 0)
			out->procedure_key = (int)i;
		else if (strcmp(in->keys[i], "year") == 0)
			out->year_key = (int)i;
		else
			return fail(err, ERR_INVALID,
			    MSG("the method's input {0} is by «{1}»; figures here are by procedure "
				"and year"),
			    arg_text(in->name), arg_text(in->keys[i]));
	}
	for (i = 0; i < sizeof field_names / sizeof field_names[0]; i++) {
		if (strcmp(field_names[i], in->field) == 0 && out->procedure_key >= 0) {
			out->field = (enum figure_field)i;
			return bind_waves(out, in, err);
		}
	}
	return fail(err, ERR_INVALID, MSG("no figure answers the method's input {0} («{1}»)"),
	    arg_text(in->name), arg_text(in->field));
}

enum err
dataset_bind(TALLOC_CTX *ctx, const struct dataset *data, const struct method *method,
    struct method_source **out, struct error *err)
{
	struct method_source *source = mem_new(ctx, struct method_source);
	struct binding *b = mem_new(source, struct binding);
	const struct procedure *p;
	enum err e = OK;
	size_t i;

	b->data = data;
	b->method = method;
	b->inputs = mem_array(b, struct bound_input, method->ninputs + 1);
	for (i = 0; e == OK && i < method->ninputs; i++)
		e = bind_input(&b->inputs[i], &method->inputs[i], err);
	b->atom_procedure = mem_array(b, int, method->natoms + 1);
	for (i = 0; i < method->natoms; i++) {
		p = procedure_find(data->procedures, method->atoms[i]);
		b->atom_procedure[i] = p == NULL ? -1 : (int)(p - data->procedures->items);
	}
	bind_groups(b, data);
	source->read = read_input;
	source->group = read_group;
	source->data = b;
	if (e == OK)
		*out = source;
	return e;
}
