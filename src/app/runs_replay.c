#include "app/runs_replay.h"

#include "app/groups.h"
#include "app/identify.h"
#include "base/buf.h"
#include "base/mem.h"

#include <string.h>

struct replay_slot {
	size_t input;
	const char *keys[METHOD_KEYS];      /* as printed */
	struct rational whole[METHOD_KEYS]; /* the same as a number; den 0 when it is none */
};

struct value
stored_value(const struct method_input *in, const struct yaml *read)
{
	const char *text = read->items[2]->text;
	enum absence why = ABSENCE_NO_DATA;
	struct rational n;
	struct day day;

	if (!read->items[2]->quoted) {
		if (read->count > 3)
			absence_parse(read->items[3]->text, &why);
		return value_nodata(why);
	}
	if (in->type == VALUE_TEXT)
		return value_text(text, -1);
	if (in->type == VALUE_TRUTH)
		return value_truth(strcmp(text, "true") == 0);
	if (in->type == VALUE_DAY)
		return day_parse(text, strlen(text), &day) ? value_day(day) : value_nodata(why);
	return rational_parse(text, strlen(text), &n) ? value_number(n) : value_nodata(why);
}

static bool
same_values(const char *stored, const struct named_value *values, size_t n)
{
	struct buf out = buf_new(NULL, 1 << 20);
	struct json *j = json_new(NULL, json_to_buf, &out);
	bool same;

	named_values_json(j, NULL, values, n);
	same = strcmp(out.bytes, stored) == 0;
	talloc_free(j);
	talloc_free(out.bytes);
	return same;
}

bool
stored_outcome_same(
    const char *outcome, const char *conditions, bool settled, const struct decision *d)
{
	return same_values(outcome, d->results, d->nresults) && d->settled == settled &&
	       same_values(conditions, d->conditions, d->nconditions);
}

static bool
slot_asked(
    const struct replay *r, const struct replay_slot *s, size_t input, const struct value *keys)
{
	size_t i, n = r->method->inputs[input].nkeys;

	if (s->input != input)
		return false;
	for (i = 0; i < n; i++) {
		if (keys[i].type == VALUE_TEXT
			? strcmp(keys[i].text, s->keys[i]) != 0
			: s->whole[i].den == 0 || rational_cmp(keys[i].number, s->whole[i]) != 0)
			return false;
	}
	return true;
}

/* Inputs are mostly read in the order in which they were recorded. */
static struct value
read_replay(void *data, size_t school, size_t input, const struct value *keys)
{
	struct replay *r = data;
	const struct value *values = r->schools[school].values;
	size_t i, at;

	for (i = 0; values != NULL && i < r->nslots; i++) {
		at = (r->next + i) % r->nslots;
		if (slot_asked(r, &r->slots[at], input, keys)) {
			r->next = at + 1;
			return values[at];
		}
	}
	return value_nodata(ABSENCE_NO_DATA);
}

static size_t
read_members(void *data, size_t school, enum method_group group, const size_t **members)
{
	const struct replay *r = data;

	return groups_members(r->groups, school, group, members);
}

struct replay *
replay_new(TALLOC_CTX *ctx, const struct method *method)
{
	struct replay *r = mem_new(ctx, struct replay);

	r->method = method;
	r->source = (struct method_source){read_replay, read_members, r};
	return r;
}

bool
stored_read_fits(const struct method *m, const struct yaml *read, size_t *input)
{
	size_t i;

	if (read->type != YAML_LIST || read->count < 3 || read->items[0]->type != YAML_SCALAR ||
	    read->items[1]->type != YAML_LIST || read->items[2]->type != YAML_SCALAR ||
	    (read->count > 3 && read->items[3]->type != YAML_SCALAR))
		return false;
	for (i = 0; i < m->ninputs; i++) {
		if (strcmp(m->inputs[i].name, read->items[0]->text) == 0)
			break;
	}
	*input = i;
	if (i == m->ninputs || read->items[1]->count != m->inputs[i].nkeys)
		return false;
	for (i = 0; i < read->items[1]->count; i++) {
		if (read->items[1]->items[i]->type != YAML_SCALAR)
			return false;
	}
	return true;
}

static bool
take_slots(struct replay *r, const struct yaml *reads)
{
	size_t i, k, input;

	for (i = 0; i < reads->count; i++) {
		struct replay_slot *s = &mem_push(r, r->slots, r->nslots);
		const struct yaml *keys;

		if (!stored_read_fits(r->method, reads->items[i], &input)) {
			r->nslots = 0;
			return false;
		}
		*s = (struct replay_slot){.input = input};
		keys = reads->items[i]->items[1];
		for (k = 0; k < keys->count; k++) {
			s->keys[k] = mem_strdup(r, keys->items[k]->text);
			if (!rational_parse(s->keys[k], strlen(s->keys[k]), &s->whole[k]))
				s->whole[k] = (struct rational){0, 0};
		}
	}
	return true;
}

/* The values of one school; NULL when its list is not that of the others. */
static const struct value *
take_values(struct replay *r, const struct yaml *reads)
{
	struct value *values = mem_array(r, struct value, r->nslots + 1);
	size_t i, k, input;

	for (i = 0; i < r->nslots; i++) {
		const struct replay_slot *s = &r->slots[i];
		const struct yaml *read = reads->items[i];

		if (!stored_read_fits(r->method, read, &input) || input != s->input)
			return NULL;
		for (k = 0; k < read->items[1]->count; k++) {
			if (strcmp(read->items[1]->items[k]->text, s->keys[k]) != 0)
				return NULL;
		}
		values[i] = stored_value(&r->method->inputs[input], read);
		if (values[i].type == VALUE_TEXT)
			values[i].text = mem_strdup(r, values[i].text);
	}
	return values;
}

void
replay_add(struct replay *r, int64_t org, const char *inputs, const char *outcome,
    const char *conditions, bool settled)
{
	TALLOC_CTX *local = mem_check(talloc_new(NULL));
	struct problems *problems = problems_new(local);
	const struct yaml *tree = yaml_read(local, "run", inputs, strlen(inputs), problems);
	const struct yaml *reads = yaml_get(tree, "reads");
	const char *municipality = yaml_text(tree, "municipality");
	struct replay_school school = {org, NULL, NULL, NULL, settled};
	struct rational n = {0, 1};
	size_t count = r->nschools;
	bool good = problems->errors == 0 && reads != NULL && reads->type == YAML_LIST &&
		    (municipality == NULL || /* a method that looks at one school keeps none */
			rational_parse(municipality, strlen(municipality), &n));

	if (good && !r->slots_known)
		good = r->slots_known = take_slots(r, reads);
	if (good && reads->count == r->nslots)
		school.values = take_values(r, reads);
	school.outcome = mem_strdup(r, outcome);
	school.conditions = mem_strdup(r, conditions);
	mem_push(r, r->municipality, count) = n.num;
	mem_push(r, r->schools, r->nschools) = school;
	talloc_free(local);
}

void
replay_finish(struct replay *r)
{
	r->groups = groups_new(r, r->municipality, r->nschools);
}
