/* A method's inputs answered from a dataset: which figure of which wave, or which fact. */
#include "app/dataset.h"
#include "app/groups.h"

#include "base/mem.h"

#include <stdio.h>
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
	int procedure_key, year_key; /* which key is it, -1 none; without year: the run's */
	int fact_key;                /* FIELD_FACT: which key names the attribute, -1 none */
	uint8_t waves[WAVE_COUNT];
	size_t nwaves;
	const char *attribute; /* FIELD_FACT: the attribute, or what stands before it */
	enum value_type type;
};

struct binding {
	const struct dataset *data;
	const struct method *method;
	struct bound_input *inputs;
	int *atom_procedure; /* atom → index of procedure or -1 */
	struct groups *groups;
	int outside; /* a year asked for that is not loaded, 0 = none */
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

/* The year among the keys, else the run's. False if the key is no year. */
static bool
year_of(const struct binding *b, const struct bound_input *in, const struct value *keys, int *year)
{
	const struct value *k;

	*year = b->data->year;
	if (in->year_key < 0)
		return true;
	k = &keys[in->year_key];
	if (k->type != VALUE_NUMBER || k->number.den != 1 || k->number.num < 0 ||
	    k->number.num > YEAR_MAX)
		return false;
	*year = (int)k->number.num;
	return true;
}

static struct value
read_fact(const struct binding *b, size_t school, const struct bound_input *in,
    const struct value *keys, int year)
{
	struct fact_query q = {NULL, in->attribute, year, in->year_key >= 0, in->type};
	const struct value *k;
	char number[24];

	if (in->fact_key >= 0) {
		k = &keys[in->fact_key];
		q.field = in->attribute;
		q.name = k->text;
		if (k->type == VALUE_NUMBER) { /* keys are texts or whole numbers */
			snprintf(number, sizeof number, "%lld", (long long)k->number.num);
			q.name = number;
		}
	}
	return dataset_fact(b->data, school, &q);
}

static struct value
read_input(void *data, size_t school, size_t input, const struct value *keys)
{
	struct binding *b = data;
	const struct bound_input *in = &b->inputs[input];
	const struct figure *f;
	int procedure, year;

	if (!year_of(b, in, keys, &year))
		return value_nodata(ABSENCE_NO_DATA);
	if (in->field == FIELD_FACT)
		return read_fact(b, school, in, keys, year);
	if (year > b->data->year || year < b->data->year - DATASET_YEARS)
		b->outside = year;
	procedure = procedure_of(b, &keys[in->procedure_key]);
	f = procedure < 0 ? NULL
			  : dataset_figure(b->data, school, procedure, year, in->waves, in->nwaves);
	if (f == NULL)
		return value_nodata(dataset_absence(b->data, school, procedure, year));
	return figure_value(f, in->field);
}

static size_t
read_group(void *data, size_t school, enum method_group group, const size_t **members)
{
	const struct binding *b = data;

	return groups_members(b->groups, school, group, members);
}

static struct groups *
bind_groups(struct binding *b, const struct dataset *data)
{
	int64_t *municipality = mem_array(b, int64_t, data->nschools + 1);
	size_t i;

	for (i = 0; i < data->nschools; i++)
		municipality[i] = data->schools[i].municipality;
	return groups_new(b, municipality, data->nschools);
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

/* Which key is which. Of keys that are neither procedure nor year there may be one: @out->fact_key.
 */
static enum err
bind_keys(struct bound_input *out, const struct method_input *in, struct error *err)
{
	size_t i;

	out->procedure_key = out->year_key = out->fact_key = -1;
	for (i = 0; i < in->nkeys; i++) {
		if (strcmp(in->keys[i], "procedure") == 0)
			out->procedure_key = (int)i;
		else if (strcmp(in->keys[i], "year") == 0)
			out->year_key = (int)i;
		else if (out->fact_key < 0)
			out->fact_key = (int)i;
		else
			return fail(err, ERR_INVALID,
			    MSG("the method's input {0} is by «{1}» and «{2}»; a fact of a school "
				"is found by one key and the year"),
			    arg_text(in->name), arg_text(in->keys[out->fact_key]),
			    arg_text(in->keys[i]));
	}
	return OK;
}

static bool
find_figure(const char *name, enum figure_field *out)
{
	size_t i;

	for (i = 0; i < sizeof field_names / sizeof field_names[0]; i++) {
		if (strcmp(field_names[i], name) == 0) {
			*out = (enum figure_field)i;
			return true;
		}
	}
	return false;
}

static enum err
bind_input(struct bound_input *out, const struct method_input *in, struct error *err)
{
	enum err e = bind_keys(out, in, err);
	bool figure = find_figure(in->field, &out->field);

	if (e != OK)
		return e;
	out->type = in->type;
	/* A figure whose keys are mistyped must not become a fact that nobody has. */
	if (out->fact_key >= 0 && (figure || out->procedure_key >= 0))
		return fail(err, ERR_INVALID,
		    MSG("the method's input {0} is by «{1}»; figures here are by procedure and "
			"year"),
		    arg_text(in->name), arg_text(in->keys[out->fact_key]));
	if (figure && out->procedure_key >= 0)
		return bind_waves(out, in, err);
	if (out->procedure_key >= 0 || (figure && in->nkeys > 0))
		return fail(err, ERR_INVALID,
		    MSG("no figure answers the method's input {0} («{1}»)"), arg_text(in->name),
		    arg_text(in->field));
	out->field = FIELD_FACT;
	out->attribute = out->fact_key < 0 || in->field_given ? in->field : NULL;
	return OK;
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
	b->groups = bind_groups(b, data);
	source->read = read_input;
	source->group = read_group;
	source->data = b;
	if (e == OK)
		*out = source;
	return e;
}

enum err
dataset_bind_check(const struct method_source *source, struct error *err)
{
	const struct binding *b = source->data;

	if (b->outside == 0)
		return OK;
	return fail(err, ERR_INVALID,
	    MSG("the method asks for figures of {0}, but a run of {1} reads {2} to {1}"),
	    arg_year(b->outside), arg_year(b->data->year), arg_year(b->data->year - DATASET_YEARS));
}
