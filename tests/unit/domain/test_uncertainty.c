#include "check.h"

#include "domain/uncertainty.h"

#include <math.h>

#define THIRTY ((struct rational){3, 10})

static void
assert_interval(int64_t k, int64_t n, double low, double high, double eps)
{
	struct interval i = {-1, -1};

	assert_true(uncertainty_wilson(k, n, &i));
	assert_float_equal(i.low, low, eps);
	assert_float_equal(i.high, high, eps);
}

/* 3/10: method.md, test vector 1. The ends at 0 and n: published as 0.2775 and 0.7225. */
TEST(wilson_gives_published_intervals)
{
	assert_interval(3, 10, 0.108, 0.603, 0.0005);
	assert_interval(0, 10, 0, 0.2775, 0.00005);
	assert_interval(10, 10, 0.7225, 1, 0.00005);
}

/* Computed with 30 digits from the formula by bc. */
TEST(wilson_agrees_with_thirty_digits)
{
	assert_interval(3, 10, 0.107791267406301, 0.603221852538855, 1e-13);
	assert_interval(8, 27, 0.158530404697798, 0.484806829641482, 1e-13);
	assert_interval(0, 10, 0, 0.277532799862889, 1e-13);
	assert_interval(1, 1, 0.206549314377100, 1, 1e-13);
	assert_interval(300, 1000, 0.272406842477005, 0.329123860917217, 1e-13);
}

TEST(an_interval_stays_within_0_and_1_and_holds_the_share)
{
	struct interval i;
	int64_t n, k;

	for (n = 1; n <= 60; n++) {
		for (k = 0; k <= n; k++) {
			assert_true(uncertainty_wilson(k, n, &i));
			assert_true(i.low >= 0 && i.high <= 1 && i.low < i.high);
			assert_true(i.low <= (double)k / (double)n);
			assert_true(i.high >= (double)k / (double)n);
		}
	}
}

TEST(impossible_counts_are_refused)
{
	struct interval i = {7, 7};
	struct distance d = {7, 7, true};
	bool stable;

	assert_false(uncertainty_wilson(0, 0, &i));
	assert_false(uncertainty_wilson(-1, 5, &i));
	assert_false(uncertainty_wilson(6, 5, &i));
	assert_float_equal(i.low, 7, 0);
	assert_false(uncertainty_stable(0, 0, THIRTY, &stable));
	assert_false(uncertainty_to_threshold(0, 0, THIRTY, true, &d));
	assert_int_equal(d.first_low, 7);
	assert_false(uncertainty_to_threshold(
			 1, INT64_MAX, (struct rational){INT64_MAX - 1, INT64_MAX}, true, &d) &&
		     d.first_low == 7);
}

TEST(a_conclusion_is_stable_when_the_threshold_is_outside_the_interval)
{
	bool stable = true;

	assert_true(uncertainty_stable(3, 10, THIRTY, &stable));
	assert_false(stable);
	assert_true(uncertainty_stable(20, 40, THIRTY, &stable));
	assert_true(stable);
	assert_true(uncertainty_stable(0, 10, THIRTY, &stable)); /* up to 27.75 % */
	assert_true(stable);
	assert_true(uncertainty_stable(0, 8, THIRTY, &stable)); /* up to 32.4 % */
	assert_false(stable);
}

static void
assert_distance(int64_t k, int64_t n, bool inclusive, int64_t first, int64_t distance, bool low)
{
	struct distance d;

	assert_true(uncertainty_to_threshold(k, n, THIRTY, inclusive, &d));
	assert_int_equal(d.first_low, first);
	assert_int_equal(d.distance, distance);
	assert_int_equal(d.low, low);
}

TEST(three_of_ten_stands_at_the_first_low_count_and_eight_of_27_one_below)
{
	assert_distance(3, 10, true, 3, 0, true);
	assert_distance(8, 27, true, 9, 1, false); /* 8.1 rounds up to 9 */
	assert_distance(9, 27, true, 9, 0, true);
	assert_distance(20, 40, true, 12, 8, true);
	assert_distance(0, 1, true, 1, 1, false);
}

TEST(a_strict_threshold_asks_for_one_more_where_the_product_is_whole)
{
	struct distance d;

	assert_distance(3, 10, false, 4, 1, false);
	assert_distance(4, 10, false, 4, 0, true);
	assert_distance(8, 27, false, 9, 1, false);
	assert_true(uncertainty_to_threshold(5, 5, rational_int(1), false, &d));
	assert_int_equal(d.first_low, 6); /* nobody can be above 100 % */
	assert_false(d.low);
}

TEST(the_distance_says_how_many_results_change_the_answer)
{
	struct distance d, moved;
	int64_t n, k;

	for (n = 1; n <= 50; n++) {
		for (k = 0; k <= n; k++) {
			assert_true(uncertainty_to_threshold(k, n, THIRTY, true, &d));
			assert_int_equal(d.low, 10 * k >= 3 * n);
			if (!d.low) {
				assert_true(10 * (k + d.distance) >= 3 * n);
				assert_true(10 * (k + d.distance - 1) < 3 * n);
			} else {
				assert_true(10 * (k - d.distance) >= 3 * n);
				assert_true(10 * (k - d.distance - 1) < 3 * n);
			}
			assert_true(uncertainty_to_threshold(d.first_low, n, THIRTY, true, &moved));
			assert_int_equal(moved.distance, 0);
		}
	}
}

/* system.md, «Beyond» 2: ten pupils in each of six procedures, true share 20 %: 63 %. */
TEST(a_nine_year_school_of_ten_is_listed_by_chance_with_63_percent)
{
	const int64_t ten[] = {10, 10, 10, 10, 10, 10};

	assert_float_equal(
	    uncertainty_listed_by_chance(ten, 6, 0.2, THIRTY, true, 2), 0.626480, 1e-6);
}

/* One procedure: the table of the binomial distribution, P(X >= 3 | 10, 0.2) = 0.3222. */
TEST(one_procedure_is_low_by_chance_as_the_binomial_table_says)
{
	const int64_t ten = 10, two[] = {1, 1}, none[] = {0, 0};

	assert_float_equal(
	    uncertainty_listed_by_chance(&ten, 1, 0.2, THIRTY, true, 1), 0.3222, 5e-5);
	assert_float_equal(
	    uncertainty_listed_by_chance(&ten, 1, 0.2, THIRTY, false, 1), 0.1209, 5e-5);
	assert_float_equal(uncertainty_listed_by_chance(two, 2, 0.5, THIRTY, true, 2), 0.25, 1e-12);
	assert_float_equal(uncertainty_listed_by_chance(two, 2, 1, THIRTY, true, 2), 1, 0);
	assert_float_equal(uncertainty_listed_by_chance(two, 2, 0, THIRTY, true, 1), 0, 0);
	assert_float_equal(uncertainty_listed_by_chance(none, 2, 0.5, THIRTY, true, 1), 0, 0);
	assert_float_equal(uncertainty_listed_by_chance(two, 2, 0.5, THIRTY, true, 0), 1, 0);
	assert_true(isnan(uncertainty_listed_by_chance(two, 2, 1.5, THIRTY, true, 1)));
}

/* Procedures of different sizes: against all outcomes counted one by one. */
TEST(procedures_of_different_sizes_are_counted_each_by_its_own_probability)
{
	const int64_t n[] = {3, 7, 12};
	double low[3], expected = 0;
	int i, set;

	for (i = 0; i < 3; i++)
		low[i] = uncertainty_listed_by_chance(&n[i], 1, 0.25, THIRTY, true, 1);
	for (set = 0; set < 8; set++) {
		double p = 1;

		for (i = 0; i < 3; i++)
			p *= set >> i & 1 ? low[i] : 1 - low[i];
		if (__builtin_popcount((unsigned)set) >= 2)
			expected += p;
	}
	assert_float_equal(
	    uncertainty_listed_by_chance(n, 3, 0.25, THIRTY, true, 2), expected, 1e-12);
}

RUN(cmocka_unit_test(wilson_gives_published_intervals),
    cmocka_unit_test(wilson_agrees_with_thirty_digits),
    cmocka_unit_test(an_interval_stays_within_0_and_1_and_holds_the_share),
    cmocka_unit_test(impossible_counts_are_refused),
    cmocka_unit_test(a_conclusion_is_stable_when_the_threshold_is_outside_the_interval),
    cmocka_unit_test(three_of_ten_stands_at_the_first_low_count_and_eight_of_27_one_below),
    cmocka_unit_test(a_strict_threshold_asks_for_one_more_where_the_product_is_whole),
    cmocka_unit_test(the_distance_says_how_many_results_change_the_answer),
    cmocka_unit_test(a_nine_year_school_of_ten_is_listed_by_chance_with_63_percent),
    cmocka_unit_test(one_procedure_is_low_by_chance_as_the_binomial_table_says),
    cmocka_unit_test(procedures_of_different_sizes_are_counted_each_by_its_own_probability))
