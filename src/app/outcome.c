#include "app/outcome.h"

#include <string.h>

static const struct {
	const char *code, *words;
} outcomes[] = {
    [OUTCOME_MEETS] = {"meets", MSG("meets the conditions")},
    [OUTCOME_NOT] = {"not", MSG("does not meet them")},
    [OUTCOME_UNSETTLED] = {"unsettled", MSG("not met, data are missing")},
    [OUTCOME_UNDECIDED] = {"undecided", MSG("can't be decided")},
    [OUTCOME_NO_DATA] = {"no_data", MSG("no data of the year")},
};

const char *
outcome_code(enum outcome outcome)
{
	return outcomes[outcome].code;
}

const char *
outcome_words(enum outcome outcome)
{
	return outcomes[outcome].words;
}

bool
outcome_parse(const char *code, enum outcome *out)
{
	int i;

	for (i = 0; i < OUTCOME_COUNT; i++) {
		if (strcmp(outcomes[i].code, code) == 0) {
			*out = (enum outcome)i;
			return true;
		}
	}
	return false;
}

enum outcome
outcome_of(const struct identify_item *item)
{
	if (!item->with_data)
		return OUTCOME_NO_DATA;
	if (item->listed < 0)
		return OUTCOME_UNDECIDED;
	if (item->listed == 1)
		return OUTCOME_MEETS;
	return item->settled ? OUTCOME_NOT : OUTCOME_UNSETTLED;
}

static size_t
take_set(const struct procedures *list, const struct method_set *set, uint16_t *out)
{
	const struct procedure *p;
	size_t i;

	for (i = 0; i < set->count && i < METHOD_PROCEDURES; i++) {
		p = set->items[i].type == VALUE_TEXT ? procedure_find(list, set->items[i].text)
						     : NULL;
		if (p == NULL)
			return 0;
		out[i] = (uint16_t)(p - list->items);
	}
	return i;
}

size_t
method_procedures_of(
    const struct method *method, const struct procedures *list, uint16_t out[METHOD_PROCEDURES])
{
	size_t i, n = 0;

	for (i = 0; i < method->nsets && n == 0; i++)
		n = take_set(list, &method->sets[i], out);
	return n;
}

size_t
method_procedures(const struct identify_view *v, uint16_t out[METHOD_PROCEDURES])
{
	return method_procedures_of(v->method, v->data->procedures, out);
}

struct pooled
outcome_pooled(
    const struct identify_view *v, size_t school, int year, const uint16_t *procedures, size_t n)
{
	struct pooled sum = {0};
	const struct figure *f;
	size_t i;

	for (i = 0; i < n; i++) {
		f = dataset_figure(v->data, school, procedures[i], year, v->waves, v->nwaves);
		if (f == NULL || f->status != ABSENCE_NONE || f->participants < 1 || f->low < 0)
			continue;
		sum.k += f->low;
		sum.n += f->participants;
	}
	return sum;
}
