/* Lists and explanations on a terminal: the rule with its act, then each figure with its source. */
#include "cli/text.h"

#include "app/compare.h"
#include "app/explain.h"
#include "app/installation.h"
#include "base/mem.h"

#include <string.h>

static const char *
status_note(enum method_status status)
{
	switch (status) {
	case STATUS_VERIFIED:
		return MSG("checked against the source");
	case STATUS_LOCAL:
		return MSG("our own rule");
	case STATUS_ASSUMED:
		break;
	}
	return MSG("assumed, not checked against the text of the act");
}

static void
put_method(struct out *o, const struct identify_view *v)
{
	const struct method *m = v->method;

	put_line(o, MSG("Method {0}, version {1}: {2}"), arg_text(m->id), arg_year(m->version),
	    arg_text(bilingual_get(m->title, o->lang)));
	if (m->basis_document != NULL)
		put_line(o, MSG("Basis: {0} ({1})"), arg_text(m->basis_document),
		    arg_msg(status_note(m->basis_status)));
	else
		put_line(o, MSG("Basis: none ({0})"), arg_msg(status_note(m->basis_status)));
}

static const char *
truth_word(const struct value *v)
{
	if (v->type != VALUE_TRUTH)
		return MSG("can't be said");
	return v->truth ? MSG("yes") : MSG("no");
}

static const char *
procedure_name(const struct out *o, const struct identify_view *v, const struct identify_cell *c)
{
	if (c->procedure == NO_PROCEDURE)
		return "?";
	return bilingual_get(v->data->procedures->items[c->procedure].title, o->lang);
}

static const char *
absence_word(enum absence absence)
{
	switch (absence) {
	case ABSENCE_NONE:
	case ABSENCE_COUNT:
		break;
	case ABSENCE_NO_DATA:
		return MSG("no data");
	case ABSENCE_NOT_TESTED:
		return MSG("took no part");
	case ABSENCE_NOT_OFFERED:
		return MSG("no such level at the school");
	case ABSENCE_NOT_HELD:
		return MSG("was not held");
	case ABSENCE_WITHHELD:
		return MSG("withheld");
	}
	return MSG("not counted: too few participants by the method");
}

/* «3 из 10 — 30 %» with the interval and what separates it from the threshold. */
static char *
share_text(struct out *o, const struct identify_view *v, const struct identify_cell *c)
{
	struct interval interval;
	struct distance distance;
	struct rational share, low, high;
	bool stable;
	char *s;

	if (!identify_cell_interval(c, &interval, &stable, &distance))
		return mem_strdup(o->ctx, tr(o->lang, absence_word((enum absence)c->absence)));
	rational_make(c->count, c->of, &share);
	rational_make((int64_t)(interval.low * 1000 + 0.5), 1000, &low);
	rational_make((int64_t)(interval.high * 1000 + 0.5), 1000, &high);
	s = say(o->ctx, o->lang, MSG("{0} of {1} — {2}; 95 %: {3}–{4}"), arg_int(c->count),
	    arg_int(c->of), arg_percent(share), arg_percent(low), arg_percent(high));
	if (c->is_low == 1)
		s = mem_printf(o->ctx, "%s; %s", s,
		    say(o->ctx, o->lang,
			MSG_N("{0} low result fewer would take it below the threshold",
			    "{0} low results fewer would take it below the threshold"),
			arg_int(distance.distance + 1)));
	else if (c->is_low == 0)
		s = mem_printf(o->ctx, "%s; %s", s,
		    say(o->ctx, o->lang,
			MSG_N("{0} low result more would bring it to the threshold",
			    "{0} low results more would bring it to the threshold"),
			arg_int(distance.distance)));
	if (!stable)
		s = mem_printf(o->ctx, "%s; %s", s,
		    say(o->ctx, o->lang,
			MSG_N("unstable conclusion: {0} participant",
			    "unstable conclusion: {0} participants"),
			arg_int(c->of)));
	return s;
}

static char *
source_text(struct out *o, const struct identify_view *v, const struct identify_cell *c)
{
	if (c->batch == 0)
		return mem_strdup(o->ctx, "");
	if (c->sheet != NULL && c->sheet[0] != '\0')
		return say(o->ctx, o->lang, MSG("{0}, sheet «{1}», row {2}"),
		    arg_text(identify_batch_name(v, c->batch)), arg_text(c->sheet),
		    arg_year(c->row));
	return say(o->ctx, o->lang, MSG("{0}, row {1}"), arg_text(identify_batch_name(v, c->batch)),
	    arg_year(c->row));
}

/* The names of the conditions that hold: «А, Б». */
static char *
conditions_met(struct out *o, const struct identify_item *item)
{
	char *s = mem_strdup(o->ctx, "");
	size_t i;

	for (i = 0; item->conditions[i].name != NULL; i++) {
		const struct value *v = &item->conditions[i].value;

		if (v->type == VALUE_TRUTH && v->truth)
			s = mem_printf(o->ctx, "%s%s%s", s, s[0] == '\0' ? "" : ", ",
			    item->conditions[i].name);
	}
	return s;
}

static void
put_low_cells(struct out *o, const struct identify_view *v, const struct identify_item *item)
{
	size_t i;

	for (i = 0; i < item->ncells; i++) {
		const struct identify_cell *c = &item->cells[i];

		if (c->is_low != 1)
			continue;
		fprintf(o->file, "      %s, %d: %s\n", procedure_name(o, v, c), c->year,
		    share_text(o, v, c));
	}
}

static void
put_listed(struct out *o, const struct identify_view *v)
{
	const char *met;
	size_t i;

	for (i = 0; i < v->count; i++) {
		const struct identify_item *item = &v->items[i];
		const struct dataset_school *s = &v->data->schools[item->school];

		if (!item->with_data || item->listed != 1)
			continue;
		met = conditions_met(o, item);
		fprintf(o->file, "\n  %s  %s", s->code, s->name);
		if (met[0] != '\0')
			fprintf(o->file, " — %s",
			    say(o->ctx, o->lang, MSG("conditions {0}"), arg_text(met)));
		fputc('\n', o->file);
		put_low_cells(o, v, item);
	}
}

/* Schools whose missing figures could have mattered. */
static void
put_unsettled(struct out *o, const struct identify_view *v)
{
	bool head = false;
	size_t i;

	for (i = 0; i < v->count; i++) {
		const struct identify_item *item = &v->items[i];

		if (!item->with_data || item->settled || item->listed == 1)
			continue;
		if (!head)
			put_line(o, MSG("\nNot listed, but data are missing to be sure (the "
					"official answer stays):"));
		head = true;
		fprintf(o->file, "  %s  %s\n", v->data->schools[item->school].code,
		    v->data->schools[item->school].name);
	}
}

static char *
result_text(struct out *o, const struct value *v)
{
	if (v->type == VALUE_NODATA)
		return mem_strdup(o->ctx, tr(o->lang, absence_word(v->absence)));
	if (v->type == VALUE_TRUTH)
		return mem_strdup(o->ctx, tr(o->lang, truth_word(v)));
	if (v->type == VALUE_NUMBER && rational_cmp(v->number, v->high) == 0)
		return text_number(o->ctx, o->lang, v->number, 4);
	return value_print(o->ctx, v);
}

/* A method that does not list gives its results as a table. */
static void
put_results(struct out *o, const struct identify_view *v)
{
	struct table *t = table_new(o, "lll");
	char *s;
	size_t i, k;

	for (i = 0; i < v->count; i++) {
		s = mem_strdup(o->ctx, "");
		for (k = 0; k < v->method->nresults; k++)
			s = mem_printf(o->ctx, "%s%s%s: %s", s, k > 0 ? "; " : "",
			    v->items[i].results[k].name,
			    result_text(o, &v->items[i].results[k].value));
		if (v->items[i].with_data)
			table_row(o, t, v->data->schools[v->items[i].school].code,
			    v->data->schools[v->items[i].school].name, s);
	}
	table_print(o, t, "  ");
}

void
text_identify(struct out *o, const void *view)
{
	const struct identify_view *v = view;

	put_method(o, v);
	if (!v->decides) {
		put_results(o, v);
		return;
	}
	put_line(o,
	    MSG("In {0} ({1}) {2} of {3} schools with data meet the conditions; schools in all: "
		"{4}"),
	    arg_year(v->year), arg_text(text_school_year(o->ctx, v->year)),
	    arg_int((int64_t)v->listed), arg_int((int64_t)v->with_data),
	    arg_int((int64_t)v->count));
	if (v->count == 0)
		put_line(o, MSG("There are no schools yet: load schools.csv and results.csv with "
				"opora import"));
	else if (v->with_data == 0)
		put_line(o, MSG("There are no figures for this year yet: load results.csv with "
				"opora import"));
	if (v->undecided > 0)
		put_line(o, MSG_N("{0} school can't be decided", "{0} schools can't be decided"),
		    arg_int((int64_t)v->undecided));
	put_listed(o, v);
	put_unsettled(o, v);
	if (v->run > 0)
		put_line(o, MSG("\nSaved as run {0}"), arg_year(v->run));
}

static void
put_cells(struct out *o, const struct identify_view *v, const struct identify_item *item)
{
	const char *last = NULL, *name;
	size_t i;

	for (i = 0; i < item->ncells; i++) {
		const struct identify_cell *c = &item->cells[i];

		name = procedure_name(o, v, c);
		if (last == NULL || strcmp(last, name) != 0)
			fprintf(o->file, "  %s\n", name);
		last = name;
		fprintf(o->file, "    %d  %s%s%s%s\n", c->year,
		    c->is_low == 1 ? tr(o->lang, MSG("[low] ")) : "", share_text(o, v, c),
		    c->batch == 0 ? "" : "  · ", source_text(o, v, c));
	}
}

static void
put_let(struct out *o, const struct method *m, const char *name)
{
	size_t i;

	for (i = 0; i < m->nlets; i++) {
		if (strcmp(m->lets[i].name, name) == 0)
			fprintf(o->file, "      %s\n", m->lets[i].text);
	}
}

static const char *
verdict(const struct identify_item *item)
{
	if (!item->with_data)
		return MSG("{0}: no data, nothing can be said ({1})");
	if (item->listed < 0)
		return MSG("{0}: can't be decided ({1})");
	return item->listed ? MSG("{0} meets the conditions of the method in {1}")
			    : MSG("{0} does not meet the conditions of the method in {1}");
}

void
text_explain(struct out *o, const void *view)
{
	const struct explain_view *e = view;
	const struct identify_view *v = e->run;
	const struct identify_item *item = e->item;
	size_t i;

	if (v->decides)
		put_line(o, verdict(item), arg_text(v->data->schools[item->school].name),
		    arg_year(v->year));
	put_method(o, v);
	if (!item->settled)
		put_line(o,
		    MSG("Data are missing that could have mattered; the official answer stays."));
	fputc('\n', o->file);
	for (i = 0; i < v->method->nresults && !v->decides; i++)
		fprintf(o->file, "  %s: %s\n", item->results[i].name,
		    result_text(o, &item->results[i].value));
	for (i = 0; item->conditions[i].name != NULL; i++) {
		put_line(o, MSG("  condition {0}: {1}"), arg_text(item->conditions[i].name),
		    arg_msg(truth_word(&item->conditions[i].value)));
		put_let(o, v->method, item->conditions[i].name);
	}
	for (i = 0; i < item->nfailed; i++)
		put_line(o, MSG("  the data break a check of the method: {0}"),
		    arg_text(item->failed_checks[i]));
	fputc('\n', o->file);
	put_cells(o, v, item);
}

static void
put_rows(struct out *o, const struct compare_view *v, const char *head,
    const struct compare_row *rows, size_t n)
{
	size_t i;

	out_line(o, head, (struct arg[]){arg_int((int64_t)n), {.type = ARG_NONE}});
	for (i = 0; i < n; i++)
		fprintf(o->file, "  %s  %s\n", v->first->data->schools[rows[i].school].code,
		    v->first->data->schools[rows[i].school].name);
}

void
text_compare(struct out *o, const void *view)
{
	const struct compare_view *v = view;

	put_line(o, MSG("{0} version {1}: {2} in the list; {3} version {4}: {5} in the list"),
	    arg_text(v->first->method->id), arg_year(v->first->method->version),
	    arg_int((int64_t)v->first->listed), arg_text(v->second->method->id),
	    arg_year(v->second->method->version), arg_int((int64_t)v->second->listed));
	put_line(o, MSG("In both: {0}"), arg_int((int64_t)v->nstays));
	put_rows(o, v, MSG("Enter by the second: {0}"), v->enters, v->nenters);
	put_rows(o, v, MSG("Leave by the second: {0}"), v->leaves, v->nleaves);
	if (v->nunclear > 0)
		put_rows(o, v, MSG("Undecided by one of them: {0}"), v->unclear, v->nunclear);
}

void
text_demo(struct out *o, const void *view)
{
	const struct demo_view *v = view;

	if (v->loaded)
		put_line(o, MSG("The demonstration is loaded. Everything in it is invented: "
				"«Учебный район», figures made by a generator."));
	else
		put_line(
		    o, MSG("The demonstration is there already. Everything in it is invented."));
	fputc('\n', o->file);
	text_identify(o, v->run);
}
