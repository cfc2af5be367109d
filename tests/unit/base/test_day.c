#include "check.h"

#include "base/day.h"

static bool
parse(const char *s, struct day *d)
{
	return day_parse(s, strlen(s), d);
}

TEST(days_are_read_as_people_write_them)
{
	struct day d;
	char text[DAY_TEXT_SIZE];

	assert_true(parse("2026-11-22", &d));
	assert_true(parse("22.11.2026", &d));
	day_text(d, text);
	assert_string_equal(text, "2026-11-22");
	assert_true(parse("1.9.26", &d));
	day_text(d, text);
	assert_string_equal(text, "2026-09-01");
}

TEST(days_that_do_not_exist_are_refused)
{
	struct day d;

	assert_false(parse("29.02.2023", &d));
	assert_true(parse("29.02.2024", &d));
	assert_false(parse("2023-13-01", &d));
	assert_false(parse("2023-01-32", &d));
	assert_false(parse("2023-01", &d));
	assert_false(parse("1.9.026", &d));
	assert_false(parse("", &d));
	assert_false(parse("257.1.2020", &d));
	assert_false(parse("2020-300-01", &d));
	assert_false(parse("2020-001-01", &d));
	assert_false(parse("2020-01-0001", &d));
}

TEST(day_numbers_count_from_1970_and_back)
{
	int32_t n;

	assert_int_equal(day_number((struct day){1970, 1, 1}), 0);
	assert_int_equal(day_number((struct day){2000, 3, 1}), 11017);
	for (n = -25000; n < 80000; n += 7)
		assert_int_equal(day_number(day_from_number(n)), n);
}

RUN(cmocka_unit_test(days_are_read_as_people_write_them),
    cmocka_unit_test(days_that_do_not_exist_are_refused),
    cmocka_unit_test(day_numbers_count_from_1970_and_back))
