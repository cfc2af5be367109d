#include "app/card.h"

#include "app/methods.h"

#include <string.h>

const char *
card_break_code(enum card_break why)
{
	static const char *const codes[] = {[CARD_NO_BREAK] = "",
	    [CARD_BREAK_WAVE] = "wave",
	    [CARD_BREAK_SCALE] = "scale",
	    [CARD_BREAK_SCHOOL] = "school"};

	return codes[why];
}

static void
cell_json(struct json *j, int year, const struct card_cell *c)
{
	json_object(j, NULL);
	json_int(j, "year", year);
	if (c->count.n > 0) {
		json_int(j, "participants", c->count.n);
		json_int(j, "low", c->count.k);
		json_text(j, "wave", wave_codes[c->wave]);
	} else {
		json_text(j, "status", absence_code(c->absence));
	}
	if (c->before != CARD_NO_BREAK)
		json_text(j, "break", card_break_code(c->before));
	if (c->file != NULL) {
		json_object(j, "source");
		json_text(j, "file", c->file);
		json_text(j, "sheet", c->sheet);
		json_int(j, "row", c->row);
		json_end(j);
	}
	json_end(j);
}

static void
truth_json(struct json *j, const char *key, int8_t truth)
{
	if (truth < 0)
		json_null(j, key);
	else
		json_bool(j, key, truth == 1);
}

static void
lines_json(struct json *j, const struct card_view *v)
{
	size_t i, k;

	json_array(j, "procedures");
	for (i = 0; i < v->nlines; i++) {
		json_object(j, NULL);
		json_text(j, "procedure", v->lines[i].procedure->code);
		truth_json(j, "is_low", v->lines[i].low);
		truth_json(j, "is_low_before", v->lines[i].low_before);
		json_array(j, "years");
		for (k = 0; k < v->nyears; k++)
			cell_json(j, v->first_year + (int)k, &v->lines[i].cells[k]);
		json_end(j);
		json_end(j);
	}
	json_end(j);
}

static void
since_json(struct json *j, const char *since)
{
	json_text(j, "since", since[0] == '\0' ? NULL : since);
}

static void
known_json(struct json *j, const struct card_view *v)
{
	size_t i;

	json_array(j, "names");
	for (i = 0; i < v->nnames; i++) {
		json_object(j, NULL);
		since_json(j, v->names[i].since);
		json_text(j, "name", v->names[i].name);
		json_text(j, "short_name", v->names[i].short_name);
		json_end(j);
	}
	json_end(j);
	json_array(j, "facts");
	for (i = 0; i < v->nfacts; i++) {
		json_object(j, NULL);
		json_text(j, "attribute", v->facts[i].attribute);
		since_json(j, v->facts[i].since);
		json_text(j, "value", v->facts[i].value);
		json_end(j);
	}
	json_end(j);
	json_array(j, "successors");
	for (i = 0; i < v->nsuccessors; i++) {
		json_object(j, NULL);
		json_text(j, "school", v->successors[i].code);
		json_text(j, "name", v->successors[i].name);
		json_text(j, "day", v->successors[i].day);
		json_end(j);
	}
	json_end(j);
}

static void
files_json(struct json *j, const struct card_view *v)
{
	size_t i;

	json_array(j, "files");
	for (i = 0; i < v->nfiles; i++) {
		json_object(j, NULL);
		json_int(j, "batch", v->files[i].batch);
		json_int(j, "corrected", v->files[i].corrected);
		json_text(j, "file", v->files[i].name);
		json_end(j);
	}
	json_end(j);
	json_array(j, "events");
	for (i = 0; i < v->nevents; i++) {
		char day[DAY_TEXT_SIZE];

		day_text(v->events[i].day, day);
		json_object(j, NULL);
		json_text(j, "day", day);
		json_text(j, "event", v->events[i].kind);
		json_int(j, "list", v->events[i].listing);
		json_int(j, "year", v->events[i].year);
		json_end(j);
	}
	json_end(j);
}

void
card_json(struct json *j, const void *view)
{
	const struct card_view *v = view;
	size_t i;

	json_object(j, NULL);
	method_json(j, "method", v->run->method);
	json_int(j, "year", v->run->year);
	json_text(j, "school", v->school->code);
	json_text(j, "name", v->school->name);
	json_text(j, "short_name", v->school->short_name);
	json_text(j, "municipality", v->school->municipality_name);
	json_text(j, "outcome", outcome_code(v->outcome));
	json_text(j, "year_before", outcome_code(v->before));
	for (i = 0; v->item->conditions[i].name != NULL; i++)
		;
	named_values_json(j, "conditions", v->item->conditions, i);
	lines_json(j, v);
	known_json(j, v);
	files_json(j, v);
	json_end(j);
}
