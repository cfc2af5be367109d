/* What a condition asks for, read from the method as written. */
#include "check.h"

#include "web/why.h"

static struct method_let lets[] = {{.name = "is_low"}, {.name = "A"}};
static struct method method = {.nlets = 2, .lets = lets, .share = {.let = &lets[0]}};

static bool
need_of(const char *text, int64_t *need)
{
	lets[1].text = text;
	return why_need(&method, "A", need);
}

TEST(why_reads_how_many_procedures_of_the_year_are_needed)
{
	int64_t need = 0;

	assert_true(need_of("count(is_low(p, year) for p in procedures missing skip) >= 2", &need));
	assert_int_equal(need, 2);
}

TEST(why_counts_nothing_for_a_condition_of_another_form)
{
	int64_t need = 7;

	assert_false(need_of("any(low_years(p) > years_back for p in procedures)", &need));
	assert_false(need_of("count(other(p, year) for p in procedures) >= 2", &need));
	assert_false(need_of("count(is_low(p, year - 1) for p in procedures) >= 2", &need));
	assert_false(need_of("count(is_low(p, year) for p in procedures) > 2", &need));
	assert_false(need_of("count(is_low(p, year) for p in procedures) >= need", &need));
	assert_int_equal(need, 7);
	assert_false(why_need(&method, "B", &need));
}

RUN(cmocka_unit_test(why_reads_how_many_procedures_of_the_year_are_needed),
    cmocka_unit_test(why_counts_nothing_for_a_condition_of_another_form))
