/*
 * Why a school is or is not listed, so that the school can check it with a calculator: the answer,
 * the rule, the conditions, then every figure with its file and row.
 */
#include "cli/text.h"
#include "cli/text_method.h"

#include "app/explain.h"
#include "app/import_fixes.h"
#include "base/mem.h"

#include <string.h>

static const char *
verdict(const struct identify_item *item)
{
	if (!item->with_data)
		return MSG("{0} ({1}), school year {2}: there are no data, nothing can be said");
	if (item->listed < 0)
		return MSG("{0} ({1}), school year {2}: the data do not suffice to decide");
	return item->listed
		   ? MSG("{0} ({1}), school year {2}: meets the conditions of the method")
		   : MSG("{0} ({1}), school year {2}: does not meet the conditions of the method");
}

static void
put_verdict(struct out *o, const struct identify_view *v, const struct identify_item *item)
{
	const struct dataset_school *s = &v->data->schools[item->school];

	put_line(o, verdict(item), arg_text(s->name), arg_text(s->code),
	    arg_text(text_school_year(o->ctx, v->year)));
	if (!item->settled && item->with_data && item->listed == 0)
		put_line(o, MSG("Data are missing to rule it out: with the missing figures the "
				"conditions might be met."));
	else if (!item->settled && item->with_data && item->listed == 1)
		put_line(o, MSG("Some figures are missing that might change the conclusion; the "
				"official rule leaves it as it is."));
	fputc('\n', o->file);
}

/* «Условие A — да: по двум и более процедурам…»; a method without notes shows its formula. */
static void
put_condition(struct out *o, const struct method *m, const struct named_value *value)
{
	const char *words = "";
	size_t i;

	for (i = 0; i < m->nlets; i++) {
		if (strcmp(m->lets[i].name, value->name) == 0)
			words = m->lets[i].note.ru != NULL ? bilingual_get(m->lets[i].note, o->lang)
							   : m->lets[i].text;
	}
	put_line(o, MSG("Condition {0} — {1}: {2}"), arg_text(value->name),
	    arg_msg(truth_word(&value->value)), arg_text(words));
}

static void
put_conditions(struct out *o, const struct identify_view *v, const struct identify_item *item)
{
	const struct method *m = v->method;
	size_t i;

	for (i = 0; i < m->nresults; i++) {
		if (strcmp(m->results[i].name, "listed") != 0)
			fprintf(o->file, "%s: %s\n", item->results[i].name,
			    value_words(o, &item->results[i].value));
		else if (m->results[i].note.ru != NULL)
			put_line(o, MSG("Rule: {0}"),
			    arg_text(bilingual_get(m->results[i].note, o->lang)));
		else
			put_line(o, MSG("Rule: {0}"), arg_text(m->results[i].text));
	}
	for (i = 0; item->with_data && item->conditions[i].name != NULL; i++)
		put_condition(o, m, &item->conditions[i]);
	for (i = 0; i < item->nfailed; i++)
		put_line(o, MSG("The data break a check of the method: {0}"),
		    arg_text(item->failed_checks[i]));
}

/* The word of the outcome: low or not, or why there is none. */
static const char *
outcome(const struct identify_cell *c)
{
	if (c->is_low == 1)
		return MSG("low");
	if (c->is_low == 0)
		return MSG("not low");
	return absence_word((enum absence)c->absence);
}

/* So many low results fewer (−) or more (+) would turn the outcome; "" when it can't turn. */
static const char *
turn_text(struct out *o, const struct identify_cell *c, const struct distance *d)
{
	char *n;

	if (c->is_low < 0 || d->first_low > c->of)
		return "";
	n = text_number(o->ctx, o->lang, rational_int(d->distance + (c->is_low == 1)), 0);
	return mem_printf(o->ctx, "%s%s", c->is_low == 1 ? "−" : "+", n);
}

/* The file all figures of @item come from, when it is one; 0 when there are several or none. */
static int32_t
only_batch(const struct identify_item *item)
{
	int32_t batch = 0;
	size_t i;

	for (i = 0; i < item->ncells; i++) {
		const struct identify_cell *c = &item->cells[i];

		if (c->batch == 0)
			continue;
		if ((batch != 0 && batch != c->batch) || (c->sheet != NULL && c->sheet[0] != '\0'))
			return 0;
		batch = c->batch;
	}
	return batch;
}

static const char *
source_text(struct out *o, const struct identify_view *v, const struct identify_cell *c, bool one)
{
	const char *file = identify_batch_name(v, c->batch);

	if (c->batch == 0)
		return "";
	if (one)
		return mem_printf(o->ctx, "%d", c->row);
	if (c->sheet != NULL && c->sheet[0] != '\0')
		return say(o->ctx, o->lang, MSG("{0}, sheet «{1}», row {2}"), arg_text(file),
		    arg_text(c->sheet), arg_year(c->row));
	return say(o->ctx, o->lang, MSG("{0}, row {1}"), arg_text(file), arg_year(c->row));
}

static void
add_cell(struct out *o, struct table *t, const struct identify_view *v,
    const struct identify_cell *c, bool one)
{
	struct interval interval;
	struct distance d;
	struct rational share;
	bool stable;
	const char *counts = "", *percent = "", *turn = "", *range = "";

	if (identify_cell_interval(c, &interval, &stable, &d) &&
	    rational_make(c->count, c->of, &share)) {
		counts = say(o->ctx, o->lang, MSG("{0} of {1}"), arg_int(c->count), arg_int(c->of));
		percent = text_percent(o->ctx, o->lang, share, 2);
		turn = turn_text(o, c, &d);
		range = interval_text(o, &interval);
	}
	table_row(o, t, mem_printf(o->ctx, "%d", c->year), counts, percent, tr(o->lang, outcome(c)),
	    turn, range, source_text(o, v, c, one), cell_remarks(o, v, c));
}

static char *
procedure_head(struct out *o, const struct identify_view *v, const struct identify_cell *c)
{
	const char *low = NULL;

	if (c->procedure != NO_PROCEDURE)
		low = bilingual_get(v->data->procedures->items[c->procedure].low, o->lang);
	if (low == NULL)
		return mem_strdup(o->ctx, cell_procedure(o, v, c));
	return say(o->ctx, o->lang, MSG("{0} (a low result: {1})"),
	    arg_text(cell_procedure(o, v, c)), arg_text(low));
}

static void
put_cells(struct out *o, const struct identify_view *v, const struct identify_item *item, bool one)
{
	struct table *t = table_new(o, "lrrlrrrl");
	size_t i;

	table_row(o, t, tr(o->lang, MSG("year")), tr(o->lang, MSG("low results")),
	    tr(o->lang, MSG("share")), tr(o->lang, MSG("outcome")), tr(o->lang, MSG("turn")),
	    tr(o->lang, MSG("interval")), tr(o->lang, one ? MSG("row") : MSG("source")), "");
	for (i = 0; i < item->ncells; i++) {
		if (i == 0 || item->cells[i].procedure != item->cells[i - 1].procedure)
			table_head(o, t, procedure_head(o, v, &item->cells[i]));
		add_cell(o, t, v, &item->cells[i], one);
	}
	table_print(o, t, "  ");
}

/* What was corrected by hand in the rows the figures come from. */
static void
put_corrected(struct out *o, const struct identify_view *v, const struct identify_item *item)
{
	const struct correction *one;
	size_t i, at;

	for (i = 0; i < item->ncells; i++) {
		const struct identify_cell *c = &item->cells[i];

		for (at = 0; (one = identify_correction(v, c, &at)) != NULL;)
			put_line(o,
			    MSG("{0}, {1}: {2} was corrected by hand when it was loaded: in the "
				"file «{3}», here «{4}»."),
			    arg_text(cell_procedure(o, v, c)), arg_year(c->year),
			    arg_text(mem_printf(o->ctx, "%s%lld",
				import_column_letters(o->ctx, one->column), (long long)one->row)),
			    arg_text(one->was == NULL ? "…" : one->was),
			    arg_text(one->text == NULL ? "…" : one->text));
	}
}

/* The line a share is measured by, when it is the same for all cells. */
static void
put_threshold(struct out *o, const struct identify_item *item)
{
	const struct identify_cell *first = NULL;
	size_t i;

	for (i = 0; i < item->ncells; i++) {
		const struct identify_cell *c = &item->cells[i];

		if (!c->threshold_known)
			continue;
		if (first != NULL && rational_cmp(first->threshold, c->threshold) != 0)
			return;
		first = c;
	}
	if (first != NULL)
		put_line(o,
		    first->inclusive
			? MSG("A procedure is low when {0} of its participants or more have a low "
			      "result.")
			: MSG("A procedure is low when more than {0} of its participants have a "
			      "low "
			      "result."),
		    arg_percent(first->threshold));
}

/* Only the words that stand in the table are explained. */
static void
put_legend(struct out *o, const struct identify_view *v, const struct identify_item *item)
{
	struct interval interval;
	struct distance distance;
	bool stable, unstable = false, small = false, left_out = false;
	size_t i;

	for (i = 0; i < item->ncells; i++) {
		const struct identify_cell *c = &item->cells[i];

		unstable = unstable ||
			   (c->is_low >= 0 &&
			       identify_cell_interval(c, &interval, &stable, &distance) && !stable);
		small = small || identify_cell_small(v, c);
		left_out = left_out || (c->is_low < 0 && c->absence == ABSENCE_NONE);
	}
	fputc('\n', o->file);
	put_line(o, MSG("Turn: so many low results fewer (−) or more (+) would turn the outcome."));
	put_line(o, MSG("Interval: between these ends the share lies with confidence 95 %, the "
			"number of participants considered (Wilson)."));
	if (unstable)
		put_line(o, MSG("Unstable conclusion: the threshold lies inside the interval, so "
				"chance could have turned the outcome. The rule's outcome stays."));
	if (small)
		put_line(
		    o, MSG("Small sample: fewer than {0} participants."), arg_year(v->warn_below));
	if (left_out)
		put_line(o, MSG("Not counted: the method leaves the figure out (too few "
				"participants, or a year it skips)."));
}

/* What a reorganisation did to the figures, and by whose choice. */
static void
put_reorganised(struct out *o, const struct identify_view *v, const struct identify_item *item)
{
	const struct dataset *d = v->data;
	const struct dataset_school *s = &d->schools[item->school];
	size_t i;

	if (d->on != NULL)
		put_line(o, MSG("The school is shown as it was on {0}."), arg_text(d->on));
	if (s->compared_from > 0)
		put_line(o,
		    MSG("The school was reorganised: figures before {0} are not its own and are "
			"not compared. To join a predecessor's: opora school join."),
		    arg_year(s->compared_from));
	for (i = 0; i < d->njoins; i++) {
		if (d->joins[i].school == item->school)
			put_line(o,
			    MSG("Before {0} the figures of the predecessor {1} are joined, by "
				"choice."),
			    arg_year(d->joins[i].year), arg_text(d->joins[i].code));
	}
}

/* What became of it since the saved run. */
static void
put_since(struct out *o, const struct explain_since *since)
{
	const struct db_run_heads *row = since->run.row;

	put_line(o, MSG("This is what run {0} of {1} said, by the figures it read."),
	    arg_year(row->id), arg_text(text_instant(o->ctx, o->lang, row->at)));
	if (!since->there)
		put_line(o, MSG("Now there is no such school in that year."));
	else if (since->run.decides)
		put_line(o, MSG("Now, by the same method and parameters: {0}."),
		    arg_msg(outcome_words(since->now)));
	if (since->there && since->changes.count == 0)
		put_line(o, MSG("Each figure that it read is the same now."));
	put_changes(o, &since->changes);
	fputc('\n', o->file);
}

void
text_explain(struct out *o, const void *view)
{
	const struct explain_view *e = view;
	const struct identify_view *v = e->run;
	const struct identify_item *item = e->item;
	int32_t batch = only_batch(item);

	if (v->decides)
		put_verdict(o, v, item);
	if (e->since != NULL)
		put_since(o, e->since);
	put_method(o, v);
	fputc('\n', o->file);
	put_conditions(o, v, item);
	put_reorganised(o, v, item);
	if (item->ncells == 0)
		return;
	put_threshold(o, item);
	fputc('\n', o->file);
	if (batch != 0)
		put_line(o, MSG("All figures are from the file {0} (batch {1}); the row is shown."),
		    arg_text(identify_batch_name(v, batch)), arg_year(batch));
	put_cells(o, v, item, batch != 0);
	put_corrected(o, v, item);
	if (item->with_data)
		put_legend(o, v, item);
}
