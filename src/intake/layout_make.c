/* Typed rows from a row of a sheet: results, lists, comparisons, distributions. */
#include "intake/layout_int.h"

#include "base/mem.h"

#include <string.h>

#define FACT_BYTES_MAX 1000

/* --- results --- */

static const enum layout_field marks[4] = {SAYS_MARK2, SAYS_MARK3, SAYS_MARK4, SAYS_MARK5};

/* Does the row hold any figure of @group? */
static bool
has_figures(struct reading *r, int group)
{
	size_t i;

	for (i = 0; i < r->fit->count; i++) {
		const struct layout_bound *b = &r->fit->bound[i];

		if (layout_field_measure(b->is) && (b->group == group || r->fit->groups == 0) &&
		    reading_cell(r, b) != NULL)
			return true;
	}
	return false;
}

/* Counts of marks; percentages of all four must make 100, counts the participants. */
static void
read_marks(struct reading *r, int group, int64_t participants, int64_t out[4])
{
	struct rational sum = rational_int(0);
	const struct layout_bound *b;
	int i, percents = 0, known = 0;
	int64_t all = 0;

	for (i = 0; i < 4; i++) {
		b = reading_bound(r, marks[i], group);
		out[i] = reading_share(r, b, participants, &sum);
		if (out[i] < 0)
			continue;
		percents += b->percent;
		known++;
		all += out[i];
	}
	if (r->bad)
		return;
	if (percents == 4 && participants > 0)
		reading_check_sum(r, sum, 4);
	if (!r->bad && known == 4 && all != participants)
		reading_error(r, reading_bound(r, SAYS_MARK2, group),
		    MSG("The sum of the marks is {0}, but the number of participants is {1}."),
		    arg_int(all), arg_int(participants));
}

static void
read_low(struct reading *r, int group, struct result_row *row)
{
	const struct layout_bound *b = reading_bound(r, SAYS_LOW, group);

	row->low = reading_share(r, b, row->participants, NULL);
	row->low_from_percent = b != NULL && b->percent && row->low >= 0;
	if (row->low == COUNT_UNKNOWN)
		row->low = row->mark2;
	row->low_regional =
	    reading_share(r, reading_bound(r, SAYS_LOW_REGIONAL, group), row->participants, NULL);
	if (row->low == COUNT_UNKNOWN && !r->bad)
		reading_error(r, b,
		    MSG("The row does not say how many participants are below the threshold."));
	if (row->low >= 0 && row->mark2 >= 0 && row->low != row->mark2 &&
	    strncmp(row->procedure, "VPR", 3) == 0)
		reading_error(r, b,
		    MSG("In VPR the low result is the mark 2, but low is {0} and mark2 is {1}. "
			"Correct one of them."),
		    arg_int(row->low), arg_int(row->mark2));
}

static void
read_figures(struct reading *r, int group, struct result_row *row)
{
	const struct layout_bound *b = reading_bound(r, SAYS_PARTICIPANTS, group);
	int64_t counts[4];
	int decimals;

	row->participants = b == NULL ? COUNT_UNKNOWN : reading_count(r, b, COUNT_MAX);
	if (row->participants == COUNT_UNKNOWN) {
		reading_error(r, b,
		    MSG("The number of participants of {0} is not there. Without it shares can't "
			"be counted."),
		    arg_text(row->procedure));
		return;
	}
	if (row->participants < 0)
		return;
	read_marks(r, group, row->participants, counts);
	row->mark2 = counts[0];
	row->mark3 = counts[1];
	row->mark4 = counts[2];
	row->mark5 = counts[3];
	b = reading_bound(r, SAYS_MEAN, group);
	if (b != NULL)
		row->mean_known = reading_number(r, b, false, &row->mean, &decimals);
	read_low(r, group, row);
}

/* The pupils' class where it is known to differ from the programme's. */
static int
pupil_grade(struct reading *r, int group, const struct procedure *p, const char *wave, int year)
{
	const struct procedure_year *unusual = procedure_year(p, year);
	int grade = reading_grade(reading_value(r, SAYS_PUPIL_GRADE, group));

	if (grade == 0 && unusual != NULL && strcmp(wave, "autumn") == 0)
		grade = p->grade + unusual->pupil_grade_shift;
	return grade == p->grade ? 0 : grade;
}

static enum err
make_result(struct reading *r, int group, struct error *err)
{
	struct result_row row = {.row = r->row.number, .low_regional = COUNT_UNKNOWN};
	const char *held;
	const struct procedure *p;
	struct figure_of of;

	if (!has_figures(r, group) || !reading_figure_of(r, group, &of, &p))
		return OK;
	row.school = of.school != NULL ? of.school : of.school_name;
	row.school_name = of.school_name;
	row.procedure = of.procedure;
	row.wave = of.wave;
	row.year = of.year;
	row.basis = reading_value(r, SAYS_BASIS, group);
	row.pupil_grade = pupil_grade(r, group, p, of.wave, of.year);
	held = reading_value(r, SAYS_HELD, group);
	if (held == NULL || !day_parse(held, strlen(held), &row.held))
		row.held = (struct day){0};
	read_figures(r, group, &row);
	if (r->bad || row.participants == 0 || r->sink->result == NULL)
		return OK;
	r->counts.handed++;
	return r->sink->result(r->sink->arg, &row, err);
}

enum err
make_results(struct reading *r, struct error *err)
{
	bool bad = false;
	enum err e = OK;
	int group;

	if (r->fit->groups == 0)
		return make_result(r, 0, err);
	for (group = 1; e == OK && group <= r->fit->groups; group++) {
		r->bad = false;
		e = make_result(r, group, err);
		bad |= r->bad;
	}
	r->bad = bad;
	return e;
}

/* --- lists --- */

static void
read_markers(struct reading *r, struct list_row *row)
{
	const struct layout_bound *b;
	int64_t sum = 0;
	size_t i;

	for (i = 0; i < r->fit->count && row->nmarkers < LIST_MARKERS_MAX; i++) {
		b = &r->fit->bound[i];
		if (b->is != SAYS_MARKER)
			continue;
		row->markers[row->nmarkers].title = b->title;
		row->markers[row->nmarkers].value = reading_count(r, b, COUNT_MAX);
		if (row->markers[row->nmarkers].value == COUNT_UNKNOWN)
			row->markers[row->nmarkers].value = 0;
		if (row->markers[row->nmarkers].value > 0)
			sum += row->markers[row->nmarkers].value;
		row->nmarkers++;
	}
	b = reading_bound(r, SAYS_MARKERS, 0);
	row->total = b == NULL ? COUNT_UNKNOWN : reading_count(r, b, COUNT_MAX);
	if (!r->bad && row->total >= 0 && row->nmarkers > 0 && sum != row->total)
		reading_error(r, b,
		    MSG("The markers of the row add up to {0}, but their number is given as {1}."),
		    arg_int(sum), arg_int(row->total));
}

enum err
make_list(struct reading *r, struct error *err)
{
	struct list_row row = {.row = r->row.number, .year = reading_year(r, 0)};

	row.code = reading_value(r, SAYS_SCHOOL, 0);
	row.name = reading_value(r, SAYS_SCHOOL_NAME, 0);
	row.reason = reading_value(r, SAYS_REASON, 0);
	if (row.code == NULL && row.name == NULL) {
		reading_error(r, reading_bound(r, SAYS_SCHOOL, 0),
		    MSG("The row names no school. Write its code or its name."));
		return OK;
	}
	read_markers(r, &row);
	if (r->bad || r->sink->list == NULL)
		return OK;
	r->counts.handed++;
	return r->sink->list(r->sink->arg, &row, err);
}

/* --- facts --- */

static void
add_fact(struct reading *r, const struct layout_bound *b, const char *fact, const char *value,
    struct facts_row *row)
{
	size_t i;

	if (value == NULL)
		return;
	if (strlen(value) > FACT_BYTES_MAX) {
		reading_error(r, b, MSG("Column \"{0}\": the text is longer than {1} characters."),
		    arg_text(fact), arg_int(FACT_BYTES_MAX));
		return;
	}
	for (i = 0; i < row->count; i++) {
		if (strcmp(row->items[i].attribute, fact) == 0) {
			reading_error(
			    r, b, MSG("Two columns hold the fact «{0}»."), arg_text(fact));
			return;
		}
	}
	if (row->count == FACTS_MAX) {
		reading_error(r, b, MSG("A row holds more than {0} facts."), arg_int(FACTS_MAX));
		return;
	}
	row->items[row->count].attribute = fact;
	row->items[row->count++].value = value;
}

static const char *
derive(struct reading *r, const struct layout_derived *d)
{
	const char *text = reading_value(r, d->from, 0);
	size_t i;

	if (text == NULL)
		return NULL;
	if (!pattern_find(d->pattern, text, strlen(text)))
		return d->otherwise;
	for (i = 0; d->value == NULL && i < pattern_groups(d->pattern); i++) {
		if (strcmp(pattern_group_name(d->pattern, i), "value") == 0)
			return pattern_group(r->row_mem, d->pattern, i);
	}
	return d->value;
}

enum err
make_facts(struct reading *r, struct error *err)
{
	struct facts_row row = {.row = r->row.number, .year = reading_year(r, 0)};
	size_t i;

	row.code = reading_value(r, SAYS_SCHOOL, 0);
	row.name = reading_value(r, SAYS_SCHOOL_NAME, 0);
	if (row.code == NULL && row.name == NULL) {
		reading_error(r, reading_bound(r, SAYS_SCHOOL, 0),
		    MSG("The row names no school. Write its code or its name."));
		return OK;
	}
	if (row.year == 0 && reading_value(r, SAYS_YEAR, 0) != NULL)
		reading_error(r, reading_bound(r, SAYS_YEAR, 0),
		    MSG("The year \"{0}\" is none from {1} to {2}."),
		    arg_text(reading_value(r, SAYS_YEAR, 0)), arg_year(FACTS_YEAR_MIN),
		    arg_year(RESULT_YEAR_MAX));
	for (i = 0; i < r->fit->count; i++) {
		const struct layout_bound *b = &r->fit->bound[i];

		if (b->is == SAYS_FACT)
			add_fact(r, b, b->column->fact, reading_cell(r, b), &row);
	}
	for (i = 0; i < r->layout->nderived; i++)
		add_fact(
		    r, NULL, r->layout->derived[i].fact, derive(r, &r->layout->derived[i]), &row);
	if (r->bad || row.count == 0 || r->sink->facts == NULL)
		return OK;
	r->counts.handed++;
	return r->sink->facts(r->sink->arg, &row, err);
}

/* --- comparison with the journal --- */

/* The count of @field: from a count, from a percentage, from both when they agree. */
static int64_t
compared(struct reading *r, enum layout_field field, int64_t n, struct rational *sum, int *percents)
{
	int64_t count = r->part_counts[field], shared = COUNT_UNKNOWN, k;
	struct rational p = r->part_percents[field], all;
	const struct layout_bound *b = NULL;
	size_t i;

	for (i = 0; i < r->fit->count && !r->parts; i++) {
		b = &r->fit->bound[i];
		if (b->is != field)
			continue;
		k = reading_share(r, b, n, sum);
		if (b->percent && k != COUNT_UNKNOWN) {
			shared = k;
			++*percents;
		} else if (!b->percent) {
			count = k;
		}
	}
	if (r->parts && p.den != 0) {
		++*percents;
		if (rational_add(*sum, p, &all))
			*sum = all;
		if (count == COUNT_UNKNOWN && rational_mul(p, rational_int(n), &all) &&
		    rational_div(all, rational_int(100), &all) &&
		    rational_round_half_up(all, 0, &all))
			count = all.num;
	}
	if (count >= 0 && shared >= 0 && count != shared)
		reading_error(r, reading_bound(r, field, 0),
		    MSG("The percentage does not agree with the count {0} of {1} participants."),
		    arg_int(count), arg_int(n));
	return count != COUNT_UNKNOWN ? count : shared;
}

enum err
make_comparison(struct reading *r, struct error *err)
{
	const struct layout_bound *b = reading_bound(r, SAYS_PARTICIPANTS, 0);
	struct comparison_row row = {.lowered = COUNT_UNKNOWN};
	struct rational sum = rational_int(0);
	int percents = 0;

	if (!reading_figure_of(r, 0, &row.of, NULL))
		return OK;
	row.participants = r->parts    ? r->part_counts[SAYS_TOTAL]
			   : b == NULL ? COUNT_UNKNOWN
				       : reading_count(r, b, COUNT_MAX);
	if (row.participants == COUNT_UNKNOWN) {
		reading_error(r, b,
		    MSG("The number of participants of {0} is not there. Without it shares can't "
			"be counted."),
		    arg_text(row.of.procedure));
	}
	if (r->bad || row.participants <= 0)
		return OK;
	row.lowered = compared(r, SAYS_LOWERED, row.participants, &sum, &percents);
	row.confirmed = compared(r, SAYS_CONFIRMED, row.participants, &sum, &percents);
	row.raised = compared(r, SAYS_RAISED, row.participants, &sum, &percents);
	if (percents == 3)
		reading_check_sum(r, sum, 3);
	if (!r->bad && row.lowered + row.confirmed + row.raised != row.participants)
		reading_error(r, NULL,
		    MSG("Lowered, confirmed and raised make {0}, but the number of participants is "
			"{1}."),
		    arg_int(row.lowered + row.confirmed + row.raised), arg_int(row.participants));
	if (r->bad || r->sink->comparison == NULL)
		return OK;
	r->counts.handed++;
	return r->sink->comparison(r->sink->arg, &row, err);
}

/* --- distribution of scores --- */

static int
points_of(const struct layout_bound *b)
{
	const char *text = layout_set_value(&b->set, SAYS_POINTS);
	int n = 0;

	for (; text != NULL && *text >= '0' && *text <= '9' && n < DISTRIBUTION_MAX; text++)
		n = n * 10 + (*text - '0');
	return n < DISTRIBUTION_MAX ? n : -1;
}

/* Every score from 0 on has its column. */
static bool
read_points(struct reading *r, struct distribution_row *row, struct rational *sum, int *percents)
{
	int columns = 0, points;
	size_t i;

	for (i = 0; i < r->fit->count; i++) {
		const struct layout_bound *b = &r->fit->bound[i];
		int64_t k;

		if (b->is != SAYS_POINTS || (points = points_of(b)) < 0)
			continue;
		k = reading_share(r, b, row->participants, sum);
		row->counts[points] += k > 0 ? k : 0;
		row->max = points > row->max ? points : row->max;
		*percents += b->percent;
		columns++;
	}
	return columns == row->max + 1;
}

enum err
make_distribution(struct reading *r, struct error *err)
{
	const struct layout_bound *b = reading_bound(r, SAYS_PARTICIPANTS, 0);
	struct distribution_row row = {.max = 0};
	struct rational sum = rational_int(0);
	int64_t all = 0;
	int percents = 0, i;

	if (!reading_figure_of(r, 0, &row.of, NULL))
		return OK;
	row.participants = b == NULL ? COUNT_UNKNOWN : reading_count(r, b, COUNT_MAX);
	if (row.participants <= 0)
		return OK;
	if (!read_points(r, &row, &sum, &percents))
		reading_error(r, NULL,
		    MSG("The columns of scores have a gap: there must be one for each from 0 to "
			"{0}."),
		    arg_int(row.max));
	if (!r->bad && percents > 0)
		reading_check_sum(r, sum, percents);
	for (i = 0; i <= row.max; i++)
		all += row.counts[i];
	if (!r->bad && all != row.participants)
		reading_error(r, NULL,
		    MSG("The scores make {0} participants, but the number of participants is "
			"{1}."),
		    arg_int(all), arg_int(row.participants));
	if (r->bad || r->sink->distribution == NULL)
		return OK;
	r->counts.handed++;
	return r->sink->distribution(r->sink->arg, &row, err);
}
