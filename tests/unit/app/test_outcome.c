/* What a list says of a school in one word, and how its share changed. */
#include "check.h"

#include "app/schools.h"

TEST(outcome_words_are_read_back)
{
	enum outcome out;
	int i;

	for (i = 0; i < OUTCOME_COUNT; i++) {
		assert_true(outcome_parse(outcome_code((enum outcome)i), &out));
		assert_int_equal(out, i);
		assert_string_equal(schools_statuses[i].value, outcome_code((enum outcome)i));
		assert_string_equal(schools_statuses[i].label, outcome_words((enum outcome)i));
	}
	assert_false(outcome_parse("best", &out));
	assert_null(schools_statuses[OUTCOME_COUNT].value);
}

TEST(outcome_of_a_school_without_data_is_no_data_whatever_was_decided)
{
	struct identify_item item = {.listed = 1, .settled = true};

	assert_int_equal(outcome_of(&item), OUTCOME_NO_DATA);
	item.with_data = true;
	assert_int_equal(outcome_of(&item), OUTCOME_MEETS);
	item.listed = 0;
	assert_int_equal(outcome_of(&item), OUTCOME_NOT);
	item.settled = false;
	assert_int_equal(outcome_of(&item), OUTCOME_UNSETTLED);
	item.listed = -1;
	assert_int_equal(outcome_of(&item), OUTCOME_UNDECIDED);
}

TEST(change_is_in_points_from_the_first_year_with_data)
{
	struct pooled years[INDEX_YEARS] = {{0, 0}, {1, 10}, {0, 0}, {5, 10}, {3, 10}};
	struct rational points;

	assert_true(schools_change(years, &points));
	assert_int_equal(points.num, 20);
	assert_int_equal(points.den, 1);
}

TEST(change_is_unknown_without_the_year_itself_or_with_it_alone)
{
	struct pooled missing[INDEX_YEARS] = {{1, 10}, {1, 10}, {1, 10}, {1, 10}, {0, 0}};
	struct pooled alone[INDEX_YEARS] = {{0, 0}, {0, 0}, {0, 0}, {0, 0}, {1, 10}};
	struct rational points;

	assert_false(schools_change(missing, &points));
	assert_false(schools_change(alone, &points));
}

RUN(cmocka_unit_test(outcome_words_are_read_back),
    cmocka_unit_test(outcome_of_a_school_without_data_is_no_data_whatever_was_decided),
    cmocka_unit_test(change_is_in_points_from_the_first_year_with_data),
    cmocka_unit_test(change_is_unknown_without_the_year_itself_or_with_it_alone))
