/* Reading params, inputs, sets and bands: everything of a method that is not an expression. */
#include "domain/method/method_int.h"

#include "base/mem.h"

#include <string.h>

/* How many entries of @map are read; more is a mistake. */
static size_t
entries(struct reader *r, const struct yaml *map, const char *key)
{
	if (!read_is_map(r, map, key))
		return 0;
	if (map->count <= METHOD_ENTRIES)
		return map->count;
	mistake(r, map, MSG("more than {0} entries"), arg_int(METHOD_ENTRIES));
	return METHOD_ENTRIES;
}

static struct value
text_value(struct reader *r, const char *s)
{
	const char *copy;
	int32_t atom = reader_atom(r, s);

	copy = r->m->atoms[atom];
	return value_text(copy, atom);
}

/* A scalar as a value: quoted always a text; plain a number, truth, day or text. */
static bool
read_value(struct reader *r, const struct yaml *node, struct value *out)
{
	struct rational n;
	struct day day;

	if (node->type != YAML_SCALAR || (node->text[0] == '\0' && !node->quoted)) {
		mistake(r, node,
		    MSG("a value was expected here: a number, true, false, a text or a day"));
		return false;
	}
	if (node->quoted) {
		*out = text_value(r, node->text);
		return true;
	}
	switch (lex_quantity(node->text, &n)) {
	case SCAN_NUMBER:
		*out = value_number(n);
		return true;
	case SCAN_TOO_LARGE:
		mistake(
		    r, node, MSG("the number {0} is too large or too long"), arg_text(node->text));
		return false;
	case SCAN_NONE:
		break;
	}
	if (strcmp(node->text, "true") == 0 || strcmp(node->text, "false") == 0)
		*out = value_truth(node->text[0] == 't');
	else if (lex_day(node->text, &day))
		*out = value_day(day);
	else
		*out = text_value(r, node->text);
	return true;
}

static void
read_param(struct reader *r, const struct yaml *node, struct method_param *param)
{
	static const char *const keys[] = {"value", "status", "source", "note", NULL};
	const struct yaml *value = node;

	if (node->type == YAML_MAP) {
		read_keys(r, node, keys);
		read_status(r, node, &param->status);
		param->source = read_text(r, node, "source");
		param->note = read_bilingual(r, node, "note");
		value = yaml_get(node, "value");
		if (value == NULL) {
			mistake(r, node, MSG("the key «{0}» is missing"), arg_text("value"));
			return;
		}
	}
	read_value(r, value, &param->value);
}

void
read_params(struct reader *r, const struct yaml *map)
{
	size_t i, n = entries(r, map, "params");

	for (i = 0; i < n; i++) {
		struct method_param *param;

		if (!read_name(r, map->keys[i]))
			continue;
		read_claim(r, map->keys[i], map->keys[i]->text);
		param = &mem_push(r->m, r->m->params, r->m->nparams);
		*param = (struct method_param){.name = mem_strdup(r->m, map->keys[i]->text)};
		read_param(r, map->items[i], param);
	}
}

static void
read_type(struct reader *r, const struct yaml *node, struct method_input *input)
{
	static const struct {
		const char *word;
		enum value_type type;
	} types[] = {{"number", VALUE_NUMBER}, {"truth", VALUE_TRUTH}, {"text", VALUE_TEXT},
	    {"day", VALUE_DAY}};
	size_t i;

	input->type = VALUE_NUMBER;
	if (node == NULL)
		return;
	for (i = 0; node->type == YAML_SCALAR && i < sizeof types / sizeof *types; i++) {
		if (strcmp(node->text, types[i].word) == 0) {
			input->type = types[i].type;
			return;
		}
	}
	mistake(r, node, MSG("the type is one of the words number, truth, text, day"));
}

/* The words of a list under @key into *@out; returns how many, at most @max. */
static size_t
read_words(struct reader *r, const struct yaml *map, const char *key, const char **out, size_t max)
{
	const struct yaml *list = yaml_get(map, key);
	size_t i;

	if (list == NULL)
		return 0;
	if (list->type != YAML_LIST) {
		mistake(r, list, MSG("«{0}» must be a list: [a, b]"), arg_text(key));
		return 0;
	}
	if (list->count > max) {
		mistake(r, list, MSG("«{0}» holds more than {1} items"), arg_text(key),
		    arg_int((int64_t)max));
		return 0;
	}
	for (i = 0; i < list->count; i++) {
		const struct yaml *item = list->items[i];

		if (item->type != YAML_SCALAR || !lex_is_name(item->text)) {
			mistake(r, item, MSG("«{0}» holds words only"), arg_text(key));
			return 0;
		}
		out[i] = mem_strdup(r->m, item->text);
	}
	return list->count;
}

static void
read_range(struct reader *r, const struct yaml *list, struct method_input *input)
{
	struct rational ends[2];
	size_t i;

	if (list == NULL)
		return;
	for (i = 0; list->type == YAML_LIST && list->count == 2 && i < 2; i++) {
		if (list->items[i]->type != YAML_SCALAR ||
		    lex_quantity(list->items[i]->text, &ends[i]) != SCAN_NUMBER)
			break;
	}
	if (list->type != YAML_LIST || list->count != 2 || i < 2) {
		mistake(r, list, MSG("a range is two numbers: [1, 5]"));
		return;
	}
	if (rational_cmp(ends[0], ends[1]) > 0)
		mistake(r, list, MSG("the range starts at {0}, above its end {1}"),
		    arg_number(ends[0]), arg_number(ends[1]));
	if (input->type != VALUE_NUMBER)
		mistake(r, list, MSG("only a number has a range"));
	input->ranged = true;
	input->min = ends[0];
	input->max = ends[1];
}

#define WAVES_MAX 16

static void
read_input(struct reader *r, const struct yaml *node, struct method_input *input)
{
	static const char *const keys[] = {"of", "unit", "type", "range", "field", "waves", NULL};

	read_keys(r, node, keys);
	read_type(r, yaml_get(node, "type"), input);
	input->nkeys = read_words(r, node, "of", input->keys, METHOD_KEYS);
	input->unit = read_text(r, node, "unit");
	input->field_given = yaml_get(node, "field") != NULL;
	if (input->field_given)
		input->field = read_text(r, node, "field");
	input->waves = mem_array(r->m, const char *, WAVES_MAX);
	input->nwaves = read_words(r, node, "waves", input->waves, WAVES_MAX);
	read_range(r, yaml_get(node, "range"), input);
}

void
read_inputs(struct reader *r, const struct yaml *map)
{
	size_t i, n = entries(r, map, "inputs");

	for (i = 0; i < n; i++) {
		const struct yaml *node = map->items[i];
		struct method_input *input;

		if (!read_name(r, map->keys[i]))
			continue;
		read_claim(r, map->keys[i], map->keys[i]->text);
		input = &mem_push(r->m, r->m->inputs, r->m->ninputs);
		*input = (struct method_input){
		    .name = mem_strdup(r->m, map->keys[i]->text), .type = VALUE_NUMBER};
		input->field = input->name;
		if (node->type == YAML_SCALAR && node->text[0] == '\0')
			input->waves = mem_array(r->m, const char *, 1);
		else if (read_is_map(r, node, input->name))
			read_input(r, node, input);
		if (input->nwaves == 0 && input->waves != NULL)
			input->waves[input->nwaves++] = "main";
	}
}

static struct value *
read_items(struct reader *r, const struct yaml *list, size_t *count)
{
	struct value *items = mem_array(r->m, struct value, list->count);
	struct rational n;
	size_t i;

	*count = 0;
	for (i = 0; i < list->count; i++) {
		const struct yaml *item = list->items[i];
		struct value *v = &items[*count];

		if (item->type == YAML_SCALAR && !item->quoted &&
		    lex_quantity(item->text, &n) == SCAN_NUMBER) {
			*v = value_number(n);
		} else if (item->type == YAML_SCALAR && item->text[0] != '\0') {
			*v = text_value(r, item->text);
		} else {
			mistake(r, item, MSG("an item of a set is a number or a text"));
			continue;
		}
		if (v->type != items[0].type)
			mistake(r, item, MSG("a set holds either numbers or texts, not both"));
		(*count)++;
	}
	return items;
}

void
read_sets(struct reader *r, const struct yaml *map)
{
	size_t i, n = entries(r, map, "sets");

	for (i = 0; i < n; i++) {
		const struct yaml *list = map->items[i];
		struct method_set *set;

		if (!read_name(r, map->keys[i]))
			continue;
		read_claim(r, map->keys[i], map->keys[i]->text);
		set = &mem_push(r->m, r->m->sets, r->m->nsets);
		*set = (struct method_set){.name = mem_strdup(r->m, map->keys[i]->text)};
		if (list->type != YAML_LIST)
			mistake(r, list, MSG("«{0}» must be a list: [a, b]"), arg_text(set->name));
		else if (list->count > METHOD_ITEMS)
			mistake(r, list, MSG("«{0}» holds more than {1} items"),
			    arg_text(set->name), arg_int(METHOD_ITEMS));
		else
			set->items = read_items(r, list, &set->count);
	}
}

/* One {from: 4.0, is: "1+"}; the last has no from. */
static void
read_step(struct reader *r, const struct yaml *node, struct method_band *band, bool last)
{
	static const char *const keys[] = {"from", "is", NULL};
	const struct yaml *from = yaml_get(node, "from"), *is = yaml_get(node, "is");
	size_t n = band->count++;

	if (!read_is_map(r, node, band->name))
		return;
	read_keys(r, node, keys);
	if (is == NULL || is->type != YAML_SCALAR)
		mistake(r, node, MSG("the key «{0}» is missing"), arg_text("is"));
	else
		band->is[n] = text_value(r, is->text);
	if (last && from != NULL)
		mistake(
		    r, from, MSG("the last step of a band has no «from»: it takes all the rest"));
	if (last || (from == NULL && !last)) {
		if (!last)
			mistake(r, node, MSG("the key «{0}» is missing"), arg_text("from"));
		return;
	}
	if (from->type != YAML_SCALAR || lex_quantity(from->text, &band->from[n]) != SCAN_NUMBER) {
		mistake(r, from, MSG("«{0}» must be a number"), arg_text("from"));
		return;
	}
	if (n > 0 && band->from[n - 1].den > 0 &&
	    rational_cmp(band->from[n - 1], band->from[n]) <= 0)
		mistake(r, from, MSG("the steps of a band go down: {0} stands after {1}"),
		    arg_number(band->from[n]), arg_number(band->from[n - 1]));
}

void
read_bands(struct reader *r, const struct yaml *map)
{
	size_t i, k, n = entries(r, map, "bands");

	for (i = 0; i < n; i++) {
		const struct yaml *list = map->items[i];
		struct method_band *band;

		if (!read_name(r, map->keys[i]))
			continue;
		band = &mem_push(r->m, r->m->bands, r->m->nbands);
		*band = (struct method_band){.name = mem_strdup(r->m, map->keys[i]->text)};
		if (list->type != YAML_LIST || list->count == 0 || list->count > METHOD_ITEMS) {
			mistake(r, list,
			    MSG("a band is a list of steps: [{from: 4, is: \"1\"}, {is: \"2\"}]"));
			continue;
		}
		band->from = mem_array(r->m, struct rational, list->count);
		band->is = mem_array(r->m, struct value, list->count);
		for (k = 0; k < list->count; k++)
			read_step(r, list->items[k], band, k + 1 == list->count);
	}
}
