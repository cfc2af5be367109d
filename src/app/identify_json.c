/* `identify --json`, a stable format: formats.md. */
#include "app/identify.h"

#include "app/import_fixes.h"
#include "app/methods.h"
#include "base/mem.h"

static void
truth_json(struct json *j, const char *key, int8_t truth)
{
	if (truth < 0)
		json_null(j, key);
	else
		json_bool(j, key, truth == 1);
}

static void
value_json(struct json *j, const char *key, const struct value *v)
{
	char *text;

	switch (v->type) {
	case VALUE_NODATA:
		json_null(j, key);
		break;
	case VALUE_TRUTH:
		json_bool(j, key, v->truth);
		break;
	case VALUE_NUMBER:
		if (rational_cmp(v->number, v->high) == 0) {
			json_rational(j, key, v->number, 9);
			break;
		}
		json_array(j, key);
		json_rational(j, NULL, v->number, 9);
		json_rational(j, NULL, v->high, 9);
		json_end(j);
		break;
	case VALUE_TEXT:
	case VALUE_DAY:
		text = value_print(j, v);
		json_text(j, key, text);
		talloc_free(text);
	}
}

void
named_values_json(struct json *j, const char *key, const struct named_value *values, size_t n)
{
	size_t i;

	json_object(j, key);
	for (i = 0; i < n; i++)
		value_json(j, values[i].name, &values[i].value);
	json_end(j);
}

static void
uncertainty_json(struct json *j, const struct identify_cell *c)
{
	struct interval interval;
	struct distance distance;
	struct rational share;
	bool stable;

	if (!identify_cell_interval(c, &interval, &stable, &distance))
		return;
	rational_make(c->count, c->of, &share);
	json_rational(j, "share", share, 9);
	truth_json(j, "is_low", c->is_low);
	json_array(j, "interval95");
	json_double(j, NULL, interval.low, 3);
	json_double(j, NULL, interval.high, 3);
	json_end(j);
	json_bool(j, "stable", stable);
	json_int(j, "to_threshold", distance.distance);
}

/* What of the row was corrected by hand, where that was asked for. */
static void
corrected_json(struct json *j, const struct identify_view *v, const struct identify_cell *c)
{
	const struct correction *one;
	size_t at = 0;

	if (v->ncorrections == 0)
		return;
	json_array(j, "corrected");
	while ((one = identify_correction(v, c, &at)) != NULL) {
		json_object(j, NULL);
		json_text(j, "column", import_column_letters(j, one->column));
		json_text(j, "was", one->was);
		json_text(j, "became", one->text);
		json_end(j);
	}
	json_end(j);
}

static void
source_json(struct json *j, const struct identify_view *v, const struct identify_cell *c)
{
	if (c->batch == 0) {
		json_null(j, "source");
		return;
	}
	json_object(j, "source");
	json_int(j, "batch", c->batch);
	json_text(j, "file", identify_batch_name(v, c->batch));
	json_text(j, "sheet", c->sheet);
	json_int(j, "row", c->row);
	corrected_json(j, v, c);
	json_end(j);
}

static void
cell_json(struct json *j, const struct identify_view *v, const struct identify_cell *c)
{
	json_object(j, NULL);
	json_text(j, "procedure",
	    c->procedure == NO_PROCEDURE ? NULL : v->data->procedures->items[c->procedure].code);
	json_int(j, "year", c->year);
	json_text(j, "wave", wave_codes[c->wave]);
	if (c->absence != ABSENCE_NONE)
		json_text(j, "status", absence_code((enum absence)c->absence));
	if (c->counted) {
		json_int(j, "participants", c->of);
		json_int(j, "low", c->count);
	} else {
		json_null(j, "participants");
		json_null(j, "low");
	}
	if (c->counted && c->of > 0)
		uncertainty_json(j, c);
	else
		json_null(j, "is_low");
	source_json(j, v, c);
	json_end(j);
}

/* A cell with a row of a file behind it; what no file says goes to "absent". */
static void
cells_json(struct json *j, const struct identify_view *v, const struct identify_item *item)
{
	size_t i;

	json_array(j, "cells");
	for (i = 0; i < item->ncells; i++) {
		if (item->cells[i].batch != 0)
			cell_json(j, v, &item->cells[i]);
	}
	json_end(j);
	json_array(j, "absent");
	for (i = 0; i < item->ncells; i++) {
		const struct identify_cell *c = &item->cells[i];

		if (c->batch != 0)
			continue;
		json_object(j, NULL);
		json_text(j, "procedure",
		    c->procedure == NO_PROCEDURE ? NULL
						 : v->data->procedures->items[c->procedure].code);
		json_int(j, "year", c->year);
		json_text(j, "status", absence_code((enum absence)c->absence));
		json_end(j);
	}
	json_end(j);
}

/* Only of a school that was reorganised. */
static void
reorganised_json(struct json *j, const struct dataset *d, size_t school)
{
	size_t i;
	bool any = false;

	if (d->schools[school].compared_from > 0)
		json_int(j, "compared_from", d->schools[school].compared_from);
	for (i = 0; i < d->njoins; i++) {
		if (d->joins[i].school != school)
			continue;
		if (!any)
			json_array(j, "joined");
		any = true;
		json_object(j, NULL);
		json_text(j, "predecessor", d->joins[i].code);
		json_int(j, "before", d->joins[i].year);
		json_end(j);
	}
	if (any)
		json_end(j);
}

void
identify_item_json(struct json *j, const struct identify_view *v, const struct identify_item *item)
{
	const struct dataset_school *s = &v->data->schools[item->school];
	size_t i;

	json_object(j, NULL);
	json_text(j, "school", s->code);
	json_text(j, "name", s->name);
	json_text(j, "municipality", s->municipality_name);
	if (v->decides)
		truth_json(j, "listed", item->listed);
	json_bool(j, "settled", item->settled);
	named_values_json(j, "results", item->results, v->method->nresults);
	for (i = 0; item->conditions[i].name != NULL; i++)
		;
	named_values_json(j, "conditions", item->conditions, i);
	cells_json(j, v, item);
	reorganised_json(j, v->data, item->school);
	if (item->nfailed > 0) {
		json_array(j, "failed_checks");
		for (i = 0; i < item->nfailed; i++)
			json_text(j, NULL, item->failed_checks[i]);
		json_end(j);
	}
	json_end(j);
}

static void
counts_json(struct json *j, const struct identify_view *v)
{
	json_object(j, "counts");
	json_int(j, "schools", (int64_t)v->count);
	json_int(j, "with_data", (int64_t)v->with_data);
	json_int(j, "listed", (int64_t)v->listed);
	json_int(j, "undecided", (int64_t)v->undecided);
	json_int(j, "unsettled", (int64_t)v->unsettled);
	json_end(j);
}

void
identify_json(struct json *j, const void *view)
{
	const struct identify_view *v = view;
	size_t i;

	json_object(j, NULL);
	method_json(j, "method", v->method);
	json_int(j, "year", v->year);
	if (v->run > 0)
		json_int(j, "run", v->run);
	else
		json_null(j, "run");
	if (v->data->on != NULL)
		json_text(j, "on", v->data->on);
	counts_json(j, v);
	json_array(j, "decisions");
	for (i = 0; i < v->count; i++) {
		if (v->items[i].with_data)
			identify_item_json(j, v, &v->items[i]);
	}
	json_end(j);
	json_array(j, "without_data");
	for (i = 0; i < v->count; i++) {
		if (!v->items[i].with_data)
			json_text(j, NULL, v->data->schools[v->items[i].school].code);
	}
	json_end(j);
	json_end(j);
}
