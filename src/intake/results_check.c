/* The rules between the columns of one row of results.csv. */
#include "intake/results.h"

#include <string.h>

/* Decimals of a percentage beyond which it says nothing more about a count. */
#define PERCENT_DECIMALS 6

/* The count in @column must be empty beside a status. */
static void
refuse_count(struct table *t, int column, int64_t *count, bool zero_allowed)
{
	if (*count > 0 || (*count == 0 && !zero_allowed))
		table_error(t, column,
		    MSG("Column \"{0}\": the row has the status \"{1}\", so there can be no "
			"figures. Empty this cell, or empty the status."),
		    arg_text(table_title(t, column)), arg_text(table_found(t, R_STATUS)));
	*count = COUNT_UNKNOWN;
}

static void
check_absence(struct table *t, const struct percent *percent, struct result_row *row)
{
	int64_t share = percent->known ? 1 : COUNT_UNKNOWN;
	int64_t mean = row->mean_known ? 1 : COUNT_UNKNOWN;

	refuse_count(t, R_PARTICIPANTS, &row->participants, true);
	refuse_count(t, R_LOW, &row->low, false);
	refuse_count(t, R_LOW_PERCENT, &share, false);
	refuse_count(t, R_LOW_REGIONAL, &row->low_regional, false);
	refuse_count(t, R_MARK2, &row->mark2, false);
	refuse_count(t, R_MARK3, &row->mark3, false);
	refuse_count(t, R_MARK4, &row->mark4, false);
	refuse_count(t, R_MARK5, &row->mark5, false);
	refuse_count(t, R_MEAN, &mean, false);
}

static void
check_needed(struct table *t, const struct percent *percent, const struct result_row *row)
{
	if (row->participants == COUNT_UNKNOWN)
		table_error(t, R_PARTICIPANTS,
		    MSG("The number of participants is empty. Write it, or say in the column "
			"status why there are no figures (not_tested, not_offered, not_held, "
			"withheld)."));
	if (row->low == COUNT_UNKNOWN && row->mark2 == COUNT_UNKNOWN && !percent->known &&
	    !percent->bad)
		table_error(t, R_LOW,
		    MSG("The count below the threshold is empty. Write low, mark2 or "
			"low_percent, or say in the column status why there are no figures."));
}

bool
percent_count(struct rational percent, int64_t n, int64_t *out)
{
	struct rational share, count;

	if (!rational_round_half_up(percent, PERCENT_DECIMALS, &share) ||
	    !rational_mul(share, rational_int(n), &count) ||
	    !rational_div(count, rational_int(100), &count) ||
	    !rational_round_half_up(count, 0, &count))
		return false;
	*out = count.num;
	return true;
}

bool
percent_possible(const struct percent *percent, int64_t k, int64_t n)
{
	struct rational share, difference, slack, p;
	int64_t scale = 2;
	int i;

	for (i = 0; i < percent->decimals && i < PERCENT_DECIMALS; i++)
		scale *= 10;
	if (!rational_round_half_up(percent->value, PERCENT_DECIMALS, &p) ||
	    !rational_make(100 * k, n, &share) || !rational_sub(share, p, &difference) ||
	    !rational_make(1, scale, &slack) ||
	    !rational_add(slack, (struct rational){1, 100}, &slack))
		return true;
	if (difference.num < 0)
		difference.num = -difference.num;
	return rational_cmp(difference, slack) <= 0;
}

static void
check_percent(struct table *t, const struct percent *percent, const struct result_row *row)
{
	struct rational share;

	if (row->participants == 0) {
		if (percent->value.num != 0)
			table_error(t, R_LOW_PERCENT,
			    MSG("Column \"{0}\": the percentage is {1}, but there are no "
				"participants."),
			    arg_text(table_title(t, R_LOW_PERCENT)), arg_number(percent->value));
		return;
	}
	if (percent_possible(percent, row->low, row->participants) ||
	    !rational_make(row->low, row->participants, &share))
		return;
	if (row->low_from_percent)
		table_warn(t, R_LOW_PERCENT,
		    MSG("Of {1} participants no whole number makes {0} %. The nearest was "
			"taken: {2}, which is {3}."),
		    arg_number(percent->value), arg_int(row->participants), arg_int(row->low),
		    arg_percent(share));
	else
		table_warn(t, R_LOW_PERCENT,
		    MSG("The percentage {0} does not agree with the count {2} of {1} "
			"participants, which is {3}. The count was taken."),
		    arg_number(percent->value), arg_int(row->participants), arg_int(row->low),
		    arg_percent(share));
}

/* Fills row->low from what is there. False where something needed is wrong or missing. */
static bool
find_low(const struct percent *percent, struct result_row *row)
{
	if (row->low == COUNT_UNKNOWN)
		row->low = row->mark2;
	if (row->low == COUNT_UNKNOWN && percent->known && row->participants >= 0)
		row->low_from_percent = percent_count(percent->value, row->participants, &row->low);
	return row->low >= 0 && row->participants >= 0;
}

static void
check_bound(struct table *t, int column, int64_t count, int64_t participants)
{
	if (count >= 0 && participants >= 0 && count > participants)
		table_error(t, column,
		    MSG("Column \"{0}\": {1} is more than the number of participants, {2}."),
		    arg_text(table_title(t, column)), arg_int(count), arg_int(participants));
}

/* Marks never exceed the participants; all four together equal them. */
static void
check_marks(struct table *t, const struct result_row *row)
{
	const int64_t marks[4] = {row->mark2, row->mark3, row->mark4, row->mark5};
	int64_t sum = 0;
	int i, known = 0, first = R_MARK2;

	for (i = 3; i >= 0; i--) {
		if (marks[i] == COUNT_BAD)
			return;
		if (marks[i] == COUNT_UNKNOWN)
			continue;
		sum += marks[i];
		known++;
		first = R_MARK2 + i;
	}
	if (row->participants < 0 ||
	    (sum <= row->participants && (known < 4 || sum == row->participants)))
		return;
	table_error(t, first,
	    MSG("The sum of the marks is {0}, but the number of participants is {1}."),
	    arg_int(sum), arg_int(row->participants));
}

/* In ВПР the low result is the mark 2 itself (method.md 1.1). */
static void
check_vpr(struct table *t, const struct result_row *row)
{
	if (row->procedure == NULL || strncmp(row->procedure, "VPR", 3) != 0 || row->low < 0 ||
	    row->mark2 < 0 || row->low == row->mark2)
		return;
	table_error(t, R_LOW,
	    MSG("In VPR the low result is the mark 2, but low is {0} and mark2 is {1}. Correct "
		"one of them."),
	    arg_int(row->low), arg_int(row->mark2));
}

void
results_check(struct table *t, const struct percent *percent, struct result_row *row)
{
	if (row->status != NULL) {
		check_absence(t, percent, row);
		return;
	}
	check_needed(t, percent, row);
	check_vpr(t, row);
	check_bound(t, R_LOW, row->low, row->participants);
	check_bound(t, R_LOW_REGIONAL, row->low_regional, row->participants);
	check_marks(t, row);
	if (find_low(percent, row) && percent->known)
		check_percent(t, percent, row);
	if (row->participants == 0)
		table_warn(t, R_PARTICIPANTS,
		    MSG("The number of participants is 0. If the school took no part, empty the "
			"figures and write the status not_tested."));
}
