#include "check.h"

#include "intake/number.h"

#include <math.h>

static const char *
plain(double x)
{
	static char out[NUMBER_TEXT_SIZE];

	out[number_text(x, 0, out)] = '\0';
	return out;
}

static const char *
cell(const char *s, enum number_kind kind, bool epoch1904)
{
	static char out[NUMBER_TEXT_SIZE];
	size_t n;

	if (!number_cell_text(s, strlen(s), kind, epoch1904, out, &n))
		return s;
	out[n] = '\0';
	return out;
}

TEST(numbers_lose_binary_noise_and_nothing_else)
{
	assert_string_equal(plain(0.30769999999999997), "0.3077");
	assert_string_equal(plain(0.1 + 0.2), "0.3");
	assert_string_equal(plain(1.0 / 3), "0.333333333333333");
	assert_string_equal(plain(0), "0");
	assert_string_equal(plain(-0.0), "0");
	assert_string_equal(plain(-12.5), "-12.5");
	assert_string_equal(plain(100), "100");
	assert_string_equal(plain(123456789012345), "123456789012345");
	assert_string_equal(plain(1e-7), "0.0000001");
	assert_string_equal(plain(1e14), "100000000000000");
	assert_string_equal(plain(1.5e20), "1.5E+20");
}

TEST(numbers_written_long_or_with_exponent_are_put_plainly)
{
	assert_string_equal(cell("0.30769999999999997", NUMBER_PLAIN, false), "0.3077");
	assert_string_equal(cell("5.0", NUMBER_PLAIN, false), "5");
	assert_string_equal(cell("007.50", NUMBER_PLAIN, false), "7.5");
	assert_string_equal(cell("1.5E-3", NUMBER_PLAIN, false), "0.0015");
	assert_string_equal(cell("2.9999999999999999E2", NUMBER_PLAIN, false), "300");
	assert_string_equal(cell("999999.99999999995", NUMBER_PLAIN, false), "1000000");
	assert_string_equal(cell("-0", NUMBER_PLAIN, false), "0");
	assert_string_equal(cell(".5", NUMBER_PLAIN, false), "0.5");
	assert_string_equal(cell("12", NUMBER_PLAIN, false), "12");
	assert_string_equal(cell("нет", NUMBER_PLAIN, false), "нет");
	assert_string_equal(cell("0x10", NUMBER_PLAIN, false), "0x10");
	assert_string_equal(cell("nan", NUMBER_DATE, false), "nan");
}

/* The quick way through the digits must give what the slow way through a double gives. */
TEST(rounding_the_text_equals_rounding_the_value)
{
	char text[64], slow[NUMBER_TEXT_SIZE];
	uint64_t seed = 88172645463325252u;
	const int digits[] = {14, 15, 16, 17};
	int i;

	for (i = 0; i < 400000; i++) {
		double x;

		seed ^= seed << 13;
		seed ^= seed >> 7;
		seed ^= seed << 17;
		x = (double)(seed >> 11) / 9007199254740992.0 * pow(10, (int)(seed % 12) - 3);
		snprintf(text, sizeof text, "%.*f", digits[i % 4], x);
		if (i % 2)
			snprintf(text, sizeof text, "%.*G", digits[i / 2 % 4], x);
		slow[number_text(strtod(text, NULL), 0, slow)] = '\0';
		assert_string_equal(cell(text, NUMBER_PLAIN, false), slow);
	}
}

TEST(percents_are_what_is_shown_with_all_digits)
{
	assert_string_equal(cell("0.30769999999999997", NUMBER_PERCENT, false), "30.77%");
	assert_string_equal(cell("1", NUMBER_PERCENT, false), "100%");
	assert_string_equal(cell("0.07", NUMBER_PERCENT, false), "7%");
	assert_string_equal(cell("0", NUMBER_PERCENT, false), "0%");
	assert_string_equal(cell("-0.005", NUMBER_PERCENT, false), "-0.5%");
	assert_string_equal(cell("5.0000000000000002E-5", NUMBER_PERCENT, false), "0.005%");
}

TEST(days_count_from_1900_with_the_day_that_never_was)
{
	assert_string_equal(cell("45170", NUMBER_DATE, false), "2023-09-01");
	assert_string_equal(cell("45170.4375", NUMBER_DATE, false), "2023-09-01 10:30");
	assert_string_equal(cell("1", NUMBER_DATE, false), "1900-01-01");
	assert_string_equal(cell("59", NUMBER_DATE, false), "1900-02-28");
	assert_string_equal(cell("60", NUMBER_DATE, false), "1900-02-29");
	assert_string_equal(cell("61", NUMBER_DATE, false), "1900-03-01");
	assert_string_equal(cell("36526", NUMBER_DATE, false), "2000-01-01");
	assert_string_equal(cell("2958465", NUMBER_DATE, false), "9999-12-31");
	assert_string_equal(cell("2958466", NUMBER_DATE, false), "2958466");
	assert_string_equal(cell("-1", NUMBER_DATE, false), "-1");
	assert_string_equal(cell("0.4375", NUMBER_DATE, false), "10:30");
	assert_string_equal(cell("0", NUMBER_TIME, false), "00:00");
	assert_string_equal(cell("0.4375", NUMBER_TIME, false), "10:30");
	assert_string_equal(cell("1.25", NUMBER_ELAPSED, false), "30:00");
	/* A second's fraction that rounds to midnight is the next day. */
	assert_string_equal(cell("45169.999999", NUMBER_DATE, false), "2023-09-01");
}

TEST(days_count_from_1904_where_the_workbook_says_so)
{
	assert_string_equal(cell("1", NUMBER_DATE, true), "1904-01-02");
	assert_string_equal(cell("0", NUMBER_DATE, true), "1904-01-01");
	assert_string_equal(cell("11111", NUMBER_DATE, true), "1934-06-03");
}

TEST(number_formats_tell_days_percents_and_times)
{
	assert_int_equal(number_kind_builtin(0), NUMBER_PLAIN);
	assert_int_equal(number_kind_builtin(10), NUMBER_PERCENT);
	assert_int_equal(number_kind_builtin(14), NUMBER_DATE);
	assert_int_equal(number_kind_builtin(20), NUMBER_TIME);
	assert_int_equal(number_kind_builtin(22), NUMBER_DATE);
	assert_int_equal(number_kind_builtin(46), NUMBER_ELAPSED);
	assert_int_equal(number_kind_builtin(49), NUMBER_PLAIN);
	assert_int_equal(number_kind_builtin(57), NUMBER_DATE);
	assert_int_equal(number_kind_code("dd.mm.yyyy"), NUMBER_DATE);
	assert_int_equal(number_kind_code("[$-419]d mmm yyyy\" г.\""), NUMBER_DATE);
	assert_int_equal(number_kind_code("mmmm"), NUMBER_DATE);
	assert_int_equal(number_kind_code("h:mm"), NUMBER_TIME);
	assert_int_equal(number_kind_code("[h]:mm:ss"), NUMBER_ELAPSED);
	assert_int_equal(number_kind_code("0.0%"), NUMBER_PERCENT);
	assert_int_equal(number_kind_code("0\" days\""), NUMBER_PLAIN);
	assert_int_equal(number_kind_code("[Red]0.00"), NUMBER_PLAIN);
	assert_int_equal(number_kind_code("0\\d"), NUMBER_PLAIN);
	assert_int_equal(number_kind_code("#,##0_h"), NUMBER_PLAIN);
	assert_int_equal(number_kind_code("0;[Red]d"), NUMBER_PLAIN);
	assert_int_equal(number_kind_code("General"), NUMBER_PLAIN);
	assert_int_equal(number_kind_code("\"unclosed"), NUMBER_PLAIN);
	assert_int_equal(number_kind_code("0\\"), NUMBER_PLAIN);
}

static const char *
iso(const char *s, bool (*how)(const char *, size_t, char *, size_t *))
{
	static char out[NUMBER_TEXT_SIZE];
	size_t n;

	if (!how(s, strlen(s), out, &n))
		return "?";
	out[n] = '\0';
	return out;
}

TEST(iso_dates_and_durations_lose_what_is_zero)
{
	assert_string_equal(iso("2023-09-01", iso_date_text), "2023-09-01");
	assert_string_equal(iso("2023-09-01T00:00:00", iso_date_text), "2023-09-01");
	assert_string_equal(iso("2023-09-01T10:30:00.000Z", iso_date_text), "2023-09-01 10:30");
	assert_string_equal(iso("2023-09-01T10:30:05", iso_date_text), "2023-09-01 10:30:05");
	assert_string_equal(iso("10:30:00", iso_date_text), "10:30");
	assert_string_equal(iso("2023-09", iso_date_text), "?");
	assert_string_equal(iso("2023-09-01Tx", iso_date_text), "?");
	assert_string_equal(iso("PT10H30M00S", iso_duration_text), "10:30");
	assert_string_equal(iso("PT27H05M10.5S", iso_duration_text), "27:05:10");
	assert_string_equal(iso("PT99999999999999999999H", iso_duration_text), "?");
	assert_string_equal(iso("P1D", iso_duration_text), "?");
}

RUN(cmocka_unit_test(numbers_lose_binary_noise_and_nothing_else),
    cmocka_unit_test(numbers_written_long_or_with_exponent_are_put_plainly),
    cmocka_unit_test(rounding_the_text_equals_rounding_the_value),
    cmocka_unit_test(percents_are_what_is_shown_with_all_digits),
    cmocka_unit_test(days_count_from_1900_with_the_day_that_never_was),
    cmocka_unit_test(days_count_from_1904_where_the_workbook_says_so),
    cmocka_unit_test(number_formats_tell_days_percents_and_times),
    cmocka_unit_test(iso_dates_and_durations_lose_what_is_zero))
