#include "check.h"

#include "base/rational.h"

static struct rational
q(int64_t n, int64_t d)
{
	struct rational r;

	assert_true(rational_make(n, d, &r));
	return r;
}

TEST(eight_of_27_is_below_thirty_percent)
{
	assert_int_equal(rational_cmp(q(8, 27), q(30, 100)), -1);
	assert_int_equal(rational_cmp(q(3, 10), q(30, 100)), 0);
}

TEST(fractions_are_reduced_with_positive_denominator)
{
	struct rational r = q(6, -4);

	assert_int_equal(r.num, -3);
	assert_int_equal(r.den, 2);
}

TEST(overflow_is_told_and_leaves_the_result)
{
	struct rational out = q(1, 1), big = rational_int(INT64_MAX);

	assert_false(rational_add(big, rational_int(1), &out));
	assert_false(rational_mul(big, big, &out));
	assert_false(rational_add(q(1, INT64_MAX), q(1, INT64_MAX - 1), &out));
	assert_int_equal(out.num, 1);
}

TEST(division_by_zero_is_told)
{
	struct rational out;

	assert_false(rational_div(q(1, 2), q(0, 1), &out));
}

TEST(half_rounds_away_from_zero_or_to_even_by_name)
{
	struct rational r;

	assert_true(rational_round_half_up(q(25, 10), 0, &r));
	assert_int_equal(r.num, 3);
	assert_true(rational_round_half_up(q(-25, 10), 0, &r));
	assert_int_equal(r.num, -3);
	assert_true(rational_round_half_even(q(25, 10), 0, &r));
	assert_int_equal(r.num, 2);
	assert_true(rational_round_half_up(q(235, 100), 1, &r));
	assert_int_equal(rational_cmp(r, q(24, 10)), 0);
}

TEST(floor_and_ceil_go_down_and_up_below_zero_too)
{
	assert_int_equal(rational_floor(q(-5, 2)), -3);
	assert_int_equal(rational_ceil(q(-5, 2)), -2);
	assert_int_equal(rational_floor(q(5, 2)), 2);
	assert_int_equal(rational_ceil(q(5, 2)), 3);
	assert_int_equal(rational_ceil(q(4, 2)), 2);
}

TEST(numbers_are_read_with_comma_and_point_only_when_whole)
{
	struct rational r;

	assert_true(rational_parse("-12,50", 6, &r));
	assert_int_equal(rational_cmp(r, q(-25, 2)), 0);
	assert_true(rational_parse("7", 1, &r));
	assert_false(rational_parse("", 0, &r));
	assert_false(rational_parse("1.", 2, &r));
	assert_false(rational_parse(".5", 2, &r));
	assert_false(rational_parse("1e3", 3, &r));
	assert_false(rational_parse("1 000", 5, &r));
	assert_false(rational_parse("99999999999999999999", 20, &r));
}

TEST(decimal_text_has_no_trailing_zeros)
{
	TALLOC_CTX *ctx = talloc_new(NULL);

	assert_string_equal(rational_text(ctx, q(8, 27), 4), "0.2963");
	assert_string_equal(rational_text(ctx, q(3, 10), 6), "0.3");
	assert_string_equal(rational_text(ctx, q(-1, 3), 2), "-0.33");
	assert_string_equal(rational_text(ctx, q(-7, 1), 2), "-7");
	assert_string_equal(rational_text(ctx, q(INT64_MAX, 3), 6), "3074457345618258602");
	talloc_free(ctx);
}

TEST(the_smallest_int64_is_no_number_but_does_no_harm)
{
	TALLOC_CTX *ctx = talloc_new(NULL);
	struct rational least = rational_int(INT64_MIN), out = q(1, 1);

	assert_false(rational_sub(q(0, 1), least, &out));
	assert_true(rational_sub(q(-1, 1), least, &out));
	assert_true(out.num == INT64_MAX);
	assert_false(rational_round_half_up(least, 2, &out));
	assert_string_equal(rational_text(ctx, least, 2), "-9223372036854775808");
	talloc_free(ctx);
}

/* Known from bc: 2^63 - 1 over 10^9 + 7. */
TEST(numbers_beyond_64_bits_on_the_way_are_divided_exactly)
{
	TALLOC_CTX *ctx = talloc_new(NULL);

	assert_string_equal(
	    rational_text(ctx, q(INT64_MAX, 1000000007), 9), "9223371972.291172001");
	assert_string_equal(rational_text(ctx, q(-INT64_MAX, 1000000007), 3), "-9223371972.291");
	talloc_free(ctx);
}

RUN(cmocka_unit_test(numbers_beyond_64_bits_on_the_way_are_divided_exactly),
    cmocka_unit_test(the_smallest_int64_is_no_number_but_does_no_harm),
    cmocka_unit_test(eight_of_27_is_below_thirty_percent),
    cmocka_unit_test(fractions_are_reduced_with_positive_denominator),
    cmocka_unit_test(overflow_is_told_and_leaves_the_result),
    cmocka_unit_test(division_by_zero_is_told),
    cmocka_unit_test(half_rounds_away_from_zero_or_to_even_by_name),
    cmocka_unit_test(floor_and_ceil_go_down_and_up_below_zero_too),
    cmocka_unit_test(numbers_are_read_with_comma_and_point_only_when_whole),
    cmocka_unit_test(decimal_text_has_no_trailing_zeros))
