#include "check.h"

#include "domain/binomial.h"

/* Computed with exact fractions (Python's fractions and math.comb). */
TEST(tails_agree_with_exact_fractions)
{
	assert_float_equal(binomial_exactly(10, 0.2, 3), 0.201326592, 1e-13);
	assert_float_equal(binomial_at_least(10, 0.2, 6), 0.0063693824, 1e-13);
	assert_float_equal(binomial_at_most(100, 0.2, 12), 0.02532875322139697, 1e-13);
	assert_float_equal(binomial_at_least(100, 0.2, 28), 0.0341516296390749, 1e-13);
	assert_float_equal(binomial_at_least(1000, 0.3, 350), 0.0003738701054403894, 1e-13);
	assert_float_equal(binomial_at_most(1000, 0.3, 250), 0.00025980303652893067, 1e-13);
}

TEST(a_tail_that_holds_everything_is_one_and_an_impossible_one_nothing)
{
	assert_float_equal(binomial_at_least(10, 0.2, 0), 1, 0);
	assert_float_equal(binomial_at_least(10, 0.2, -3), 1, 0);
	assert_float_equal(binomial_at_least(10, 0.2, 11), 0, 0);
	assert_float_equal(binomial_at_most(10, 0.2, 10), 1, 0);
	assert_float_equal(binomial_at_most(10, 0.2, -1), 0, 0);
	assert_float_equal(binomial_at_least(10, 0, 1), 0, 0);
	assert_float_equal(binomial_at_least(10, 1, 10), 1, 0);
	assert_float_equal(binomial_at_most(10, 1, 9), 0, 0);
	assert_float_equal(binomial_at_least(0, 0.5, 0), 1, 0);
}

TEST(the_two_tails_of_a_million_add_up_to_one)
{
	const int64_t n = 1000000;

	assert_float_equal(
	    binomial_at_most(n, 0.3, 300100) + binomial_at_least(n, 0.3, 300101), 1, 1e-8);
}

RUN(cmocka_unit_test(tails_agree_with_exact_fractions),
    cmocka_unit_test(a_tail_that_holds_everything_is_one_and_an_impossible_one_nothing),
    cmocka_unit_test(the_two_tails_of_a_million_add_up_to_one))
