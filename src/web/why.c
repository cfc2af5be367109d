#include "web/why.h"

#include "app/import_fixes.h"
#include "app/outcome.h"
#include "base/mem.h"
#include "document/chart.h"
#include "web/lists.h"
#include "web/templates/templates.h"
#include "web/words.h"

#include <string.h>

static const char *
answer_of(struct page *pg, const struct identify_view *v, const struct identify_item *item)
{
	if (!item->with_data)
		return tr(
		    pg->lang, MSG("There are no data of this school, so nothing can be said."));
	if (item->listed < 0)
		return tr(pg->lang, MSG("The data do not suffice to decide."));
	if (item->listed)
		return tr(pg->lang, MSG("The school meets the conditions of the method."));
	return item->settled
		   ? tr(pg->lang, MSG("The school does not meet the conditions of the method."))
		   : tr(pg->lang,
			 MSG("The school does not meet the conditions, but data are missing to "
			     "rule it out: with them the conditions might be met."));
}

static void
fill_corrected(struct page *pg, const struct identify_view *v, struct why_row *row)
{
	const struct correction *one;
	size_t at = 0;

	while ((one = identify_correction(v, row->cell, &at)) != NULL)
		mem_push(pg->ctx, row->corrected, row->ncorrected) = say(pg->ctx, pg->lang,
		    one->was == NULL ? MSG("column {0}")
				     : MSG("column {0}: in the file «{1}», here «{2}»"),
		    arg_text(import_column_letters(pg->ctx, one->column)), arg_text(one->was),
		    arg_text(one->text));
}

static void
fill_row(struct page *pg, const struct identify_view *v, const struct identify_cell *c,
    struct why_row *row)
{
	struct interval interval;
	struct distance distance;

	row->cell = c;
	row->wave = words_wave(pg, v, c);
	row->low = c->is_low == 1;
	row->decided = c->is_low >= 0;
	row->absent = words_absence(pg, (enum absence)c->absence);
	row->batch = c->batch;
	row->row = c->row;
	row->sheet = c->sheet;
	row->file = c->batch == 0 ? NULL : identify_batch_name(v, c->batch);
	fill_corrected(pg, v, row);
	row->small = identify_cell_small(v, c);
	row->counted = c->counted && c->of > 0;
	if (!row->counted)
		return;
	row->participants = c->of;
	row->count = c->count;
	rational_make(c->count, c->of, &row->share);
	if (!identify_cell_interval(c, &interval, &row->stable, &distance))
		return;
	row->need = distance.first_low;
	row->interval = words_interval(pg, &interval);
	row->picture = (struct chart_interval){.title = row->interval,
	    .count = {c->count, c->of},
	    .threshold = c->threshold,
	    .scale = 1.0};
	if (row->low)
		row->change = say(pg->ctx, pg->lang,
		    MSG_N("{1}: with {0} low result fewer it would not be low",
			"{1}: with {0} low results fewer it would not be low"),
		    arg_int(distance.distance + 1),
		    arg_text(bilingual_get(row->procedure, pg->lang)));
}

/*
 * An earlier year in a few letters, since the sheet has to hold nine procedures: the head of the
 * column names the year before, only others say theirs.
 */
static void
add_before(struct page *pg, const struct identify_view *v, const struct identify_cell *c,
    struct why_row *row)
{
	struct rational share;
	const char *s;

	if (c->counted && rational_make(c->count, c->of, &share))
		s = mem_printf(pg->ctx, "%s (%s)", words_count(pg, c->count, c->of),
		    text_percent_fixed(pg->ctx, pg->lang, share, 1));
	else
		s = words_absence(pg, (enum absence)c->absence);
	if (c->year != v->year - 1)
		s = mem_printf(pg->ctx, "%d: %s", c->year, s);
	row->before = row->before == NULL ? s : mem_printf(pg->ctx, "%s; %s", row->before, s);
	row->low_before = row->low_before || c->is_low == 1;
}

/* The row of the procedure, made at its first cell. */
static struct why_row *
row_of(struct why *w, uint16_t *procedures, const struct identify_cell *c)
{
	size_t i;

	for (i = 0; i < w->nrows && c->procedure != NO_PROCEDURE; i++) {
		if (procedures[i] == c->procedure)
			return &w->rows[i];
	}
	procedures[w->nrows] = c->procedure;
	w->rows[w->nrows].procedure = words_procedure(w->run, c);
	return &w->rows[w->nrows++];
}

static void
take_cell(struct page *pg, struct why *w, uint16_t *procedures, const struct identify_cell *c)
{
	struct why_row *row = row_of(w, procedures, c);

	if (c->year == w->run->year && row->cell == NULL)
		fill_row(pg, w->run, c, row);
	else
		add_before(pg, w->run, c, row);
}

/* Procedures in the order in which the method names them; what it names otherwise comes after. */
static void
fill_rows(struct page *pg, struct why *w)
{
	const struct identify_item *item = w->item;
	uint16_t *procedures = mem_array(w, uint16_t, item->ncells + METHOD_PROCEDURES);
	uint16_t order[METHOD_PROCEDURES];
	size_t n = method_procedures(w->run, order), i, k;

	w->rows = mem_array(w, struct why_row, item->ncells + 1);
	w->low = mem_array(w, struct why_row *, item->ncells + 1);
	for (k = 0; k < n; k++) {
		for (i = 0; i < item->ncells; i++) {
			if (item->cells[i].procedure == order[k])
				take_cell(pg, w, procedures, &item->cells[i]);
		}
	}
	for (i = 0; i < item->ncells; i++) {
		for (k = 0; k < n && item->cells[i].procedure != order[k]; k++)
			;
		if (k == n)
			take_cell(pg, w, procedures, &item->cells[i]);
	}
}

/* A file named in the row above is «there» on paper: its name may take four lines of a column. */
static void
find_there(struct why *w)
{
	const struct why_row *above = NULL;
	size_t i;

	for (i = 0; i < w->nrows; i++) {
		struct why_row *r = &w->rows[i];

		if (r->file == NULL)
			continue;
		r->there = above != NULL && r->batch == above->batch &&
			   strcmp(r->sheet == NULL ? "" : r->sheet,
			       above->sheet == NULL ? "" : above->sheet) == 0;
		above = r;
	}
}

static void
find_low(struct why *w)
{
	size_t i;

	for (i = 0; i < w->item->ncells && !w->threshold_known; i++) {
		w->threshold_known = w->item->cells[i].threshold_known;
		w->threshold = w->item->cells[i].threshold;
		w->inclusive = w->item->cells[i].inclusive;
	}
	for (i = 0; i < w->nrows; i++) {
		if (w->rows[i].low)
			w->low[w->nlow++] = &w->rows[i];
	}
}

/* ---- Conditions with what was counted ---- */

static const struct method_let *
let_of(const struct method *m, const char *name)
{
	size_t i;

	for (i = 0; i < m->nlets; i++) {
		if (strcmp(m->lets[i].name, name) == 0)
			return &m->lets[i];
	}
	return NULL;
}

bool
why_need(const struct method *method, const char *condition, int64_t *need)
{
	const struct method_let *let = let_of(method, condition);
	const char *name, *end;
	struct rational n;
	size_t len;

	if (let == NULL || method->share.let == NULL || strncmp(let->text, "count(", 6) != 0)
		return false;
	name = method->share.let->name;
	len = strlen(name);
	if (strncmp(let->text + 6, name, len) != 0 || strstr(let->text, ", year) for ") == NULL)
		return false;
	end = strrchr(let->text, ')');
	if (end == NULL || strncmp(end, ") >= ", 5) != 0 ||
	    !rational_parse(end + 5, strlen(end + 5), &n) || n.den != 1)
		return false;
	*need = n.num;
	return true;
}

/* «ВПР, математика, 5 класс, 5 из 14; …» of the rows that are low, or low in two years. */
static const char *
name_rows(struct page *pg, const struct why *w, bool twice, int64_t *n)
{
	const char *s = "";
	size_t i;

	*n = 0;
	for (i = 0; i < w->nlow; i++) {
		const struct why_row *r = w->low[i];

		if (twice && !r->low_before)
			continue;
		s = mem_printf(pg->ctx, "%s%s%s, %s", s, (*n)++ > 0 ? "; " : "",
		    bilingual_get(r->procedure, pg->lang),
		    words_count(pg, r->count, r->participants));
		if (twice)
			s = say(pg->ctx, pg->lang, MSG("{0}, before {1}"), arg_text(s),
			    arg_text(r->before));
	}
	return s;
}

static bool
reads_before(const struct why *w)
{
	size_t i;

	for (i = 0; i < w->nrows; i++) {
		if (w->rows[i].before != NULL)
			return true;
	}
	return false;
}

static void
count_for(struct page *pg, const struct why *w, struct why_condition *c)
{
	int64_t need = 0, n;
	bool of_year = why_need(w->method, c->value->name, &need);
	const char *names = name_rows(pg, w, !of_year, &n);

	if (!of_year && !reads_before(w))
		return;
	c->number = text_number(pg->ctx, pg->lang, rational_int(n), 0);
	if (of_year)
		c->counted = say(pg->ctx, pg->lang,
		    MSG_N("procedure with a low result in the year, {1} needed",
			"procedures with a low result in the year, {1} needed"),
		    arg_int(n), arg_int(need));
	else
		c->counted = say(pg->ctx, pg->lang,
		    MSG_N("procedure with a low result in the year and before",
			"procedures with a low result in the year and before"),
		    arg_int(n));
	c->sum = mem_printf(pg->ctx, "%s %s", c->number, c->counted);
	c->counted = mem_printf(pg->ctx, "%s%s%s.", c->counted, n > 0 ? ": " : "", names);
}

static void
fill_conditions(struct page *pg, struct why *w)
{
	const struct named_value *values = w->item->conditions;
	size_t i;

	for (i = 0; values[i].name != NULL; i++)
		;
	w->nconditions = i;
	w->conditions = mem_array(w, struct why_condition, i + 1);
	for (i = 0; i < w->nconditions; i++) {
		struct why_condition *c = &w->conditions[i];

		c->value = &values[i];
		c->title = say(pg->ctx, pg->lang,
		    values[i].value.type != VALUE_TRUTH ? MSG("Condition {0}: can't be said")
		    : values[i].value.truth             ? MSG("Condition {0}: holds")
							: MSG("Condition {0}: does not hold"),
		    arg_text(values[i].name));
		c->words = words_condition(w->method, values[i].name);
		count_for(pg, w, c);
	}
}

/* The answer goes on with what was counted for the conditions that hold. */
static const char *
with_counts(struct page *pg, const struct why *w)
{
	const char *sums = NULL;
	size_t i;

	for (i = 0; i < w->nconditions && w->item->listed == 1; i++) {
		const struct why_condition *c = &w->conditions[i];

		if (c->value->value.type == VALUE_TRUTH && c->value->value.truth && c->sum != NULL)
			sums = sums == NULL ? c->sum : mem_printf(pg->ctx, "%s; %s", sums, c->sum);
	}
	return sums == NULL ? w->answer
			    : say(pg->ctx, pg->lang,
				  MSG("The school meets the conditions of the method: {0}."),
				  arg_text(sums));
}

/* ---- How sure ---- */

static void
find_unstable(struct page *pg, struct why *w)
{
	size_t i, n = 0;

	for (i = 0; i < w->nlow; i++)
		n += w->low[i]->counted && !w->low[i]->stable;
	if (n > 0)
		w->unstable = say(pg->ctx, pg->lang,
		    MSG_N(
			"The conclusion is unstable: in {0} of the low figures the threshold lies "
			"inside the interval, so chance could have turned it. This is a reason for "
			"attentive support, not an assessment of the school's work.",
			"The conclusion is unstable: in {0} of the low figures the threshold lies "
			"inside the interval, so chance could have turned them. This is a reason "
			"for attentive support, not an assessment of the school's work."),
		    arg_int((int64_t)n));
}

/*
 * Ours, to give a feeling for small numbers: a school where every fifth participant is below the
 * threshold in every procedure. Said only where a condition that counts procedures of the year
 * holds and the conclusion is unstable.
 */
static void
find_chance(struct page *pg, struct why *w)
{
	const struct rational fifth = {1, 5};
	int64_t *participants = mem_array(w, int64_t, w->nrows + 1), need = 0;
	struct rational p;
	double chance;
	size_t i, m = 0;

	for (i = 0; i < w->nconditions; i++) {
		const struct value *v = &w->conditions[i].value->value;

		if (v->type == VALUE_TRUTH && v->truth &&
		    why_need(w->method, w->conditions[i].value->name, &need))
			break;
	}
	if (i == w->nconditions || w->unstable == NULL || !w->threshold_known || need < 1)
		return;
	for (i = 0; i < w->nrows; i++) {
		if (w->rows[i].counted)
			participants[m++] = w->rows[i].participants;
	}
	chance = uncertainty_listed_by_chance(
	    participants, m, rational_double(fifth), w->threshold, w->inclusive, (size_t)need);
	if (!(chance >= 0) || !rational_make((int64_t)(chance * 100 + 0.5), 100, &p))
		return;
	w->chance = say(pg->ctx, pg->lang,
	    MSG("By our reckoning a school with these numbers of participants, in which every "
		"fifth is "
		"below the threshold, meets this condition by chance alone with a probability of "
		"{0} "
		"(procedures taken as independent)."),
	    arg_percent(p));
}

static void
find_sentence(struct page *pg, struct why *w)
{
	const struct identify_item *item = w->item;
	size_t i;

	for (i = 0; i < item->ncells && w->sentence == NULL; i++) {
		const struct identify_cell *c = &item->cells[i];

		if (c->procedure != NO_PROCEDURE && c->counted)
			w->sentence = bilingual_get(
			    w->run->data->procedures->items[c->procedure].family->sentence,
			    pg->lang);
	}
}

static const char *
outcome_in(struct page *pg, enum outcome outcome)
{
	return tr(pg->lang, outcome_words(outcome));
}

static const struct why_since *
since_of(struct page *pg, const struct explain_view *e, const char *code)
{
	const struct explain_since *since = e->since;
	const struct db_run_heads *row = since->run.row;
	struct why_since *s = mem_new(pg->ctx, struct why_since);
	enum outcome then = outcome_of(e->item);

	s->since = since;
	s->head = say(pg->ctx, pg->lang, MSG("As it was in run {0} of {1}"), arg_year(row->id),
	    arg_text(text_instant(pg->ctx, pg->lang, row->at)));
	s->run = link_to(pg, ACTION_RUN_SHOW, "run", link_number(pg, row->id), NULL);
	if (!since->there)
		s->verdicts = tr(pg->lang, MSG("Now there is no such school in that year."));
	else if (since->run.decides)
		s->verdicts = say(pg->ctx, pg->lang,
		    MSG("Then: {0}. Now, by the same method and parameters: {1}."),
		    arg_text(outcome_in(pg, then)), arg_text(outcome_in(pg, since->now)));
	s->turned = !since->there || since->now != then;
	if (since->there && strcmp(row->params, "[]") == 0)
		s->now = link_to(pg, ACTION_EXPLAIN, "school", code, "year",
		    link_number(pg, row->year), "method",
		    method_name(pg->ctx, since->run.row->method_id, since->run.row->version), NULL);
	return s;
}

void
why_page(struct page *pg, const void *view)
{
	const struct explain_view *e = view;
	struct why *w = mem_new(pg->ctx, struct why);

	w->run = e->run;
	w->item = e->item;
	w->method = pg->method = e->run->method;
	w->school = &e->run->data->schools[e->item->school];
	w->answer = answer_of(pg, e->run, e->item);
	fill_rows(pg, w);
	find_there(w);
	find_low(w);
	fill_conditions(pg, w);
	w->answer = with_counts(pg, w);
	find_unstable(pg, w);
	find_chance(pg, w);
	find_sentence(pg, w);
	if (e->since != NULL)
		w->since = since_of(pg, e, w->school->code);
	w->said = e->said;
	w->nsaid = e->nsaid;
	w->object = lists_objection(pg, e->standing.objectable, w->school->code);
	pg->nav = NAV_SCHOOLS;
	page_crumb(pg, tr(pg->lang, MSG("Schools")), link_to(pg, ACTION_SCHOOLS, NULL));
	page_crumb_own(
	    pg, w->school->name, link_to(pg, ACTION_SCHOOL, "school", w->school->code, NULL));
	pg->title = say(pg->ctx, pg->lang,
	    e->item->listed == 1 ? MSG("Why {0} meets the conditions in {1}")
				 : MSG("{0}: figures and conditions in {1}"),
	    arg_text(w->school->name), arg_text(text_school_year(pg->ctx, e->run->year)));
	pg->title_own = true;
	pg->lead = tr(pg->lang, MSG("Every figure can be checked with a calculator."));
	tmpl_why(pg, w);
}
