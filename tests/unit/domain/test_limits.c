#include "check.h"

#include "domain/binomial.h"
#include "domain/limits.h"

#include <math.h>

static struct limits
limits_for(int64_t n, double mean, enum limits_level level)
{
	struct limits l = {-1, -1, -1, -1};

	assert_true(limits_of(n, mean, level, &l));
	return l;
}

static void
assert_limits(int64_t n, double mean, enum limits_level level, int64_t least, int64_t most,
    double low, double high)
{
	struct limits l = limits_for(n, mean, level);

	assert_int_equal(l.least, least);
	assert_int_equal(l.most, most);
	assert_float_equal(l.low, low, 1e-12);
	assert_float_equal(l.high, high, 1e-12);
}

/*
 * Computed with exact fractions (Python's fractions and math.comb). 6 to 14 of 20 at one half is
 * also the sign test of every textbook: P(X <= 5) = 0.0207.
 */
TEST(below_thirty_the_limits_are_those_of_the_binomial_distribution)
{
	assert_limits(10, 0.2, LIMITS_95, 0, 5, 0, 0.529493882921007);
	assert_limits(10, 0.2, LIMITS_998, 0, 6, 0, 0.6975360398065477);
	assert_limits(29, 0.173, LIMITS_95, 1, 9, 0.02938651377735477, 0.3389919569752516);
	assert_limits(29, 0.173, LIMITS_998, 0, 12, 0, 0.43718623972798565);
	assert_limits(20, 0.5, LIMITS_95, 6, 14, 0.2558235294117647, 0.7441764705882353);
	assert_limits(20, 0.5, LIMITS_998, 3, 17, 0.1367357894736842, 0.8632642105263157);
	assert_limits(25, 0.9, LIMITS_95, 19, 25, 0.7459553741787377, 1);
	assert_limits(1, 0.1, LIMITS_95, 0, 1, 0, 1);
}

/* p ± z·sqrt(p(1 − p)/n); 8.2 and 26.4 % of 66 participants is what the design's table shows. */
TEST(from_thirty_on_the_limits_are_normal)
{
	assert_limits(100, 0.2, LIMITS_95, 13, 27, 0.12160144061839785, 0.2783985593816022);
	assert_limits(100, 0.2, LIMITS_998, 8, 32, 0.07639070775328748, 0.32360929224671253);
	assert_limits(66, 0.173, LIMITS_95, 6, 17, 0.08174599594210165, 0.26425400405789834);
	assert_limits(30, 0.2, LIMITS_998, 0, 12, 0, 0.42567865893590967);
}

/* The promise of the exact limits: neither side is left more often than said. */
TEST(exact_limits_are_left_by_chance_no_more_often_than_promised)
{
	const double tails[] = {[LIMITS_95] = 0.025, [LIMITS_998] = 0.001};
	enum limits_level level;
	struct limits l;
	int64_t n;
	int p;

	for (level = LIMITS_95; level <= LIMITS_998; level++) {
		for (n = 1; n < LIMITS_EXACT_BELOW; n++) {
			for (p = 1; p < 100; p++) {
				l = limits_for(n, p / 100.0, level);
				assert_true(binomial_at_most(n, p / 100.0, l.least - 1) <=
					    tails[level] + 1e-12);
				assert_true(binomial_at_least(n, p / 100.0, l.most + 1) <=
					    tails[level] + 1e-12);
				assert_true(binomial_at_most(n, p / 100.0, l.least) > tails[level]);
				assert_true(binomial_at_least(n, p / 100.0, l.most) > tails[level]);
			}
		}
	}
}

/* Else a point above the line would be drawn as one within. */
TEST(the_lines_run_between_the_counts_within_and_those_outside)
{
	struct limits l;
	int64_t n;
	int p;

	for (n = 1; n < 200; n++) {
		for (p = 0; p <= 100; p++) {
			l = limits_for(n, p / 100.0, LIMITS_95);
			assert_true(l.low >= 0 && l.high <= 1 && l.least <= l.most);
			assert_true(l.low * (double)n <= (double)l.least + 1e-9);
			assert_true(l.low * (double)n >= (double)l.least - 1 - 1e-9);
			assert_true(l.high * (double)n >= (double)l.most - 1e-9);
			assert_true(l.high * (double)n <= (double)l.most + 1 + 1e-9);
		}
	}
}

TEST(a_count_at_the_limit_lies_within_and_the_next_one_outside)
{
	struct limits l = limits_for(20, 0.5, LIMITS_95);

	assert_int_equal(limits_side(&l, 5), LIMITS_BELOW);
	assert_int_equal(limits_side(&l, 6), LIMITS_WITHIN);
	assert_int_equal(limits_side(&l, 14), LIMITS_WITHIN);
	assert_int_equal(limits_side(&l, 15), LIMITS_ABOVE);
	l = limits_for(10, 0.2, LIMITS_95); /* nobody can be below */
	assert_int_equal(limits_side(&l, 0), LIMITS_WITHIN);
}

TEST(a_whole_count_on_the_normal_line_lies_within)
{
	/* 0.5 ± z·0.5/sqrt(n) meets a whole count only when z·sqrt(n)/2 is whole: mean 0 and 1 do
	 */
	struct limits l = limits_for(1000, 0, LIMITS_95);

	assert_int_equal(limits_side(&l, 0), LIMITS_WITHIN);
	assert_int_equal(limits_side(&l, 1), LIMITS_ABOVE);
	l = limits_for(1000, 1, LIMITS_95);
	assert_int_equal(limits_side(&l, 1000), LIMITS_WITHIN);
	assert_int_equal(limits_side(&l, 999), LIMITS_BELOW);
}

/* Three schools of 10 and one of 100 at 20 %: exact fractions of the counts outside. */
TEST(how_many_fall_outside_by_chance_is_summed_from_each_school)
{
	const int64_t n[] = {10, 10, 10, 100};

	assert_float_equal(
	    limits_expected_outside(n, 4, 0.2, LIMITS_95), 0.07858853006047187, 1e-12);
	assert_float_equal(limits_expected_outside(n, 0, 0.2, LIMITS_95), 0, 0);
}

TEST(many_large_schools_fall_outside_about_five_times_in_a_hundred)
{
	int64_t n[100];
	size_t i;

	for (i = 0; i < 100; i++)
		n[i] = 5000 + 37 * (int64_t)i;
	assert_float_equal(limits_expected_outside(n, 100, 0.3, LIMITS_95), 5, 0.05);
	assert_float_equal(limits_expected_outside(n, 100, 0.3, LIMITS_998), 0.2, 0.01);
}

TEST(impossible_participants_and_means_are_refused)
{
	struct limits l = {7, 7, 7, 7};
	const int64_t none = 0;

	assert_false(limits_of(0, 0.2, LIMITS_95, &l));
	assert_false(limits_of(LIMITS_PARTICIPANTS_MAX + 1, 0.2, LIMITS_95, &l));
	assert_false(limits_of(10, -0.1, LIMITS_95, &l));
	assert_false(limits_of(10, 1.1, LIMITS_95, &l));
	assert_false(limits_of(10, NAN, LIMITS_95, &l));
	assert_int_equal(l.least, 7);
	assert_true(isnan(limits_expected_outside(&none, 1, 0.2, LIMITS_95)));
}

RUN(cmocka_unit_test(below_thirty_the_limits_are_those_of_the_binomial_distribution),
    cmocka_unit_test(from_thirty_on_the_limits_are_normal),
    cmocka_unit_test(exact_limits_are_left_by_chance_no_more_often_than_promised),
    cmocka_unit_test(the_lines_run_between_the_counts_within_and_those_outside),
    cmocka_unit_test(a_count_at_the_limit_lies_within_and_the_next_one_outside),
    cmocka_unit_test(a_whole_count_on_the_normal_line_lies_within),
    cmocka_unit_test(how_many_fall_outside_by_chance_is_summed_from_each_school),
    cmocka_unit_test(many_large_schools_fall_outside_about_five_times_in_a_hundred),
    cmocka_unit_test(impossible_participants_and_means_are_refused))
