#include "check.h"

#include "domain/value.h"

TEST(kinds_of_absence_have_codes_both_ways)
{
	enum absence a, back;

	assert_null(absence_code(ABSENCE_NONE));
	for (a = ABSENCE_NO_DATA; a < ABSENCE_COUNT; a++) {
		assert_true(absence_parse(absence_code(a), &back));
		assert_int_equal(a, back);
	}
	assert_string_equal(absence_code(ABSENCE_NOT_OFFERED), "not_offered");
	assert_false(absence_parse("zero", &back));
}

TEST(values_are_equal_by_type_and_content)
{
	struct value half = value_number((struct rational){1, 2}), wide = half;
	struct value held = value_nodata(ABSENCE_NOT_HELD), none = value_nodata(ABSENCE_NO_DATA);
	struct value known = value_text("a", 3), same = value_text("a", -1),
		     other = value_text("a", 4);
	struct value one = value_int(1), truth = value_truth(true);

	wide.high = rational_int(1);
	assert_true(value_equal(&half, &half));
	assert_false(value_equal(&half, &wide));
	assert_true(value_equal(&held, &none));
	assert_true(value_equal(&known, &same));
	assert_false(value_equal(&known, &other));
	assert_false(value_equal(&one, &truth));
}

static void
prints(struct value v, const char *want)
{
	char *text = value_print(NULL, &v);

	assert_string_equal(text, want);
	talloc_free(text);
}

TEST(values_are_printed_for_machines)
{
	struct value interval = value_int(2);

	interval.high = rational_int(4);
	prints(value_number((struct rational){25, 2}), "12.5");
	prints(value_number((struct rational){-1, 3}), "-0.333333333333");
	prints(interval, "2..4");
	prints(value_truth(true), "true");
	prints(value_text("«а»", -1), "«а»");
	prints(value_day((struct day){2023, 9, 1}), "2023-09-01");
	prints(value_nodata(ABSENCE_WITHHELD), "");
}

RUN(cmocka_unit_test(kinds_of_absence_have_codes_both_ways),
    cmocka_unit_test(values_are_equal_by_type_and_content),
    cmocka_unit_test(values_are_printed_for_machines))
