/* Each property of the language as a line: an expression and its value. */
#include "method_help.h"

static const char head[] =
    "id: t\n"
    "version: 1\n"
    "params: {two: 2, yes: true, word: abc, since: 2021-09-01}\n"
    "inputs:\n"
    "  x: {of: [k]}\n"
    "  f: {of: [k], type: truth}\n"
    "  w: {of: [k], type: text}\n"
    "  d: {of: [k], type: day}\n"
    "  by: {of: [k, year]}\n"
    "  z:\n"
    "sets: {s: [a, b, c, d, e], n: [3, 1, 2], empty: [], gone: [d, d2], one: "
    "[a], mc: [c]}\n"
    "bands: {level: [{from: 4.0, is: \"1+\"}, {from: 3.5, is: \"1\"}, {is: "
    "\"3\"}]}\n"
    "let:\n"
    "  twice(v): v * 2\n"
    "  same(v, u): v = u\n"
    "  lo: \"count(f[k] for k in s missing unknown)\"\n"
    "result:\n"
    "  r: |-\n"
    "    ";

/* a, b, e are known; c is missing, d is not offered or not held. */
static void
figures_for_expressions(void)
{
	give(0, "x", "a", "1");
	give(0, "x", "b", "2");
	give(0, "x", "c", "not_tested");
	give(0, "x", "d", "not_offered");
	give(0, "x", "e", "4");
	give(0, "x", "3", "30");
	give(0, "f", "a", "true");
	give(0, "f", "b", "false");
	give(0, "f", "c", "withheld");
	give(0, "f", "d", "not_held");
	give(0, "f", "d2", "not_offered");
	give(0, "f", "e", "true");
	give(0, "w", "a", "'abc");
	give(0, "w", "b", "'unheard");
	give(0, "d", "a", "2021-09-02");
	give(0, "by", "a,2021", "21");
	give(0, "by", "a,2020", "20");
	give(0, "z", "", "7");
}

static const char *
value_of(const char *expression)
{
	struct decision *d;

	if (read_method(mem_printf(ctx, "%s%s\n", head, expression)) == NULL) {
		print_error("%s: %s\n", expression, problems->items[0].what.id);
		return "refused";
	}
	d = decide(0, 2021);
	return result(d, "r");
}

static void
check_all(const char *const (*cases)[2], size_t count)
{
	size_t i;

	figures_for_expressions();
	for (i = 0; i < count; i++) {
		const char *got = value_of(cases[i][0]);

		if (strcmp(got, cases[i][1]) != 0)
			print_error("%s = %s, not %s\n", cases[i][0], got, cases[i][1]);
		assert_string_equal(got, cases[i][1]);
	}
}

#define CHECK_ALL(cases) check_all(cases, sizeof(cases) / sizeof *(cases))

TEST(arithmetic_is_exact_and_binds_as_in_school)
{
	static const char *const cases[][2] = {{"1 + 2 * 3", "7"}, {"(1 + 2) * 3", "9"},
	    {"1 / 3 + 1 / 6", "0.5"}, {"0.1 + 0.2 = 0.3", "true"}, {"7 - 2 - 1", "4"},
	    {"8 / 4 / 2", "1"}, {"-2 * -3", "6"}, {"- - 2", "2"}, {"30 % = 0.3", "true"},
	    {"30 %", "0.3"}, {"30%", "0.3"}, {"2.50 * 2", "5"}, {"two", "2"}, {"year - 1", "2020"},
	    {"1 / 0", "?no_data"}, {"0 / 0 > 1", "?no_data"}, {"z", "7"},
	    {"9223372036854775807", "9223372036854775807"}, {"-two", "-2"}};

	CHECK_ALL(cases);
}

TEST(truth_is_kleenes)
{
	static const char *const cases[][2] = {{"true and f['c']", "?withheld"},
	    {"false and f['c']", "false"}, {"f['c'] and false", "false"},
	    {"true or f['c']", "true"}, {"f['c'] or true", "true"},
	    {"false or f['c']", "?withheld"}, {"not f['c']", "?withheld"}, {"not true", "false"},
	    {"not not true", "true"}, {"true or false and false", "true"},
	    {"not false and false", "false"}, {"not 1 > 2", "true"},
	    {"nodata and nodata", "?no_data"}};

	CHECK_ALL(cases);
}

TEST(absence_keeps_its_kind_and_what_cannot_exist_wins)
{
	static const char *const cases[][2] = {{"x['c'] + 1", "?not_tested"},
	    {"x['c'] + x['d']", "?not_offered"}, {"x['d'] + x['c']", "?not_offered"},
	    {"x['c'] + x['zz']", "?not_tested"}, {"x['zz'] + x['c']", "?no_data"},
	    {"x['c'] > x['d']", "?not_offered"}, {"abs(x['d'])", "?not_offered"},
	    {"-x['d']", "?not_offered"}, {"f['c'] and f['d']", "?not_held"},
	    {"f['d'] and f['d2']", "?not_held"}, {"f['c'] or f['d']", "?withheld"},
	    {"f['d'] or f['c']", "?withheld"}, {"f['d'] or f['d2']", "?not_held"},
	    {"f['d'] or false", "?not_held"}, {"if(f['c'], 1, 2)", "?withheld"},
	    {"band(x['c'], 'level')", "?not_tested"}, {"x[w['zz']]", "?no_data"},
	    {"by['a', x['c']]", "?not_tested"}};

	CHECK_ALL(cases);
}

TEST(comparisons_know_numbers_days_texts_and_truths)
{
	static const char *const cases[][2] = {{"1 < 2", "true"}, {"2 <= 2", "true"},
	    {"2 > 2", "false"}, {"2 >= 3", "false"}, {"2 = 2.0", "true"}, {"2 != 2", "false"},
	    {"word = 'abc'", "true"}, {"w['a'] = word", "true"}, {"w['b'] = 'unheard'", "true"},
	    {"w['b'] != 'abc'", "true"}, {"'it''s' = 'it''s'", "true"}, {"'a' = 'b'", "false"},
	    {"yes = true", "true"}, {"yes != true", "false"}, {"d['a'] > since", "true"},
	    {"d['a'] = since", "false"}, {"d['a'] <= since", "false"}, {"2 in (1, 2)", "true"},
	    {"3 in (1, 2)", "false"}, {"3 in (3)", "true"}, {"word in ('x', 'abc')", "true"},
	    {"3 in (1, x['c'])", "?not_tested"}, {"3 in (3, x['c'])", "true"},
	    {"x['c'] in (1, 2)", "?not_tested"}};

	CHECK_ALL(cases);
}

TEST(inputs_take_texts_and_whole_numbers_as_keys)
{
	static const char *const cases[][2] = {{"x['a']", "1"}, {"x[3]", "30"},
	    {"x[two + 1]", "30"}, {"x[1 / 2]", "?no_data"}, {"by['a', year]", "21"},
	    {"by['a', year - 1]", "20"}, {"by['a', 1 / 0]", "?no_data"}, {"x[lo]", "?no_data"},
	    {"w['a']", "abc"}, {"d['a']", "2021-09-02"}};

	CHECK_ALL(cases);
}

TEST(functions_do_what_their_names_say)
{
	static const char *const cases[][2] = {{"if(1 < 2, 'a', 'b')", "a"},
	    {"if(1 > 2, x['c'], 5)", "5"}, {"if(false, nodata, 5)", "5"},
	    {"known(x['c'])", "false"}, {"known(x['a'])", "true"}, {"known(lo)", "true"},
	    {"default(x['c'], 9)", "9"}, {"default(x['d'], 9)", "9"}, {"default(x['a'], 9)", "1"},
	    {"default(1 / 0, 9)", "9"}, {"default(lo, 9)", "2..3"}, {"floor(-1.5)", "-2"},
	    {"ceil(-1.5)", "-1"}, {"floor(1.5)", "1"}, {"ceil(1.5)", "2"}, {"abs(-1.5)", "1.5"},
	    {"abs(1.5)", "1.5"}, {"round_half_up(2.5, 0)", "3"}, {"round_half_up(-2.5, 0)", "-3"},
	    {"round_half_even(2.5, 0)", "2"}, {"round_half_even(3.5, 0)", "4"},
	    {"round_half_up(3.45, 1)", "3.5"}, {"round_half_even(3.45, 1)", "3.4"},
	    {"round_half_up(1 / 3, 12)", "0.333333333333"}, {"band(4, 'level')", "1+"},
	    {"band(3.99, 'level')", "1"}, {"band(3.5, 'level')", "1"}, {"band(0, 'level')", "3"},
	    {"twice(4)", "8"}, {"twice(twice(x['a']))", "4"}, {"same('a', 'a')", "true"},
	    {"same(1, 2)", "false"}, {"same(since, since)", "true"}};

	CHECK_ALL(cases);
}

/* Roots known from outside: bc with scale=20, rounded by hand. */
TEST(square_roots_are_right_to_the_twelfth_decimal)
{
	static const char *const cases[][2] = {{"sqrt(2)", "1.414213562373"},
	    {"sqrt(3)", "1.732050807569"}, {"sqrt(9)", "3"}, {"sqrt(0)", "0"},
	    {"sqrt(1 / 4)", "0.5"}, {"sqrt(-1)", "?no_data"}, {"sqrt(1 / 3)", "0.57735026919"},
	    {"sqrt(10000000000000000)", "100000000"}, {"sqrt(2) = 1.414213562373", "true"},
	    {"sqrt(x['c'])", "?not_tested"}};

	CHECK_ALL(cases);
}

TEST(quantifiers_skip_what_is_missing)
{
	static const char *const cases[][2] = {{"count(f[k] for k in s missing skip)", "2"},
	    {"any(f[k] for k in s missing skip)", "true"},
	    {"all(f[k] for k in s missing skip)", "false"},
	    {"sum(x[k] for k in s missing skip)", "7"},
	    {"mean(x[k] for k in s missing skip) * 3", "7"},
	    {"min(x[k] for k in s missing skip)", "1"}, {"max(x[k] for k in s missing skip)", "4"},
	    {"share(f[k] for k in s missing skip) * 3", "2"},
	    {"count(x[k] > 1 for k in s missing skip)", "2"},
	    {"sum(k for k in n missing skip)", "6"}, {"max(k for k in n missing skip)", "3"},
	    {"sum(x[k] for k in s where k != 'a' missing skip)", "6"},
	    {"sum(x[k] for k in s where f[k] missing skip)", "5"},
	    {"count(true for k in s where k in ('a', 'b') missing skip)", "2"},
	    {"sum(sum(i * j for j in n missing skip) for i in n missing skip)", "36"}};

	CHECK_ALL(cases);
}

TEST(quantifiers_keep_what_is_missing_as_unknown)
{
	static const char *const cases[][2] = {{"count(f[k] for k in s missing unknown)", "2..3"},
	    {"any(f[k] for k in s missing unknown)", "true"},
	    {"any(f[k] for k in mc missing unknown)", "?withheld"},
	    {"all(f[k] for k in s missing unknown)", "false"},
	    {"all(f[k] for k in s where k != 'b' missing unknown)", "?withheld"},
	    {"sum(x[k] for k in s missing unknown)", "?not_tested"},
	    {"mean(x[k] for k in s missing unknown)", "?not_tested"},
	    {"min(x[k] for k in s missing unknown)", "?not_tested"},
	    {"max(x[k] for k in s missing unknown)", "?not_tested"},
	    {"share(f[k] for k in s missing unknown)", "0.5..0.75"},
	    {"sum(x[k] for k in s where f[k] missing unknown)", "?withheld"},
	    {"quantile(x[k] for k in s missing unknown, 0.5)", "?not_tested"},
	    {"sd(x[k] for k in s missing unknown)", "?not_tested"}};

	CHECK_ALL(cases);
}

TEST(an_empty_set_has_a_count_and_a_sum_but_no_mean)
{
	static const char *const cases[][2] = {{"count(f[k] for k in empty missing skip)", "0"},
	    {"any(f[k] for k in empty missing skip)", "false"},
	    {"all(f[k] for k in empty missing skip)", "true"},
	    {"sum(x[k] for k in empty missing skip)", "0"},
	    {"mean(x[k] for k in empty missing skip)", "?no_data"},
	    {"min(x[k] for k in empty missing skip)", "?no_data"},
	    {"max(x[k] for k in empty missing skip)", "?no_data"},
	    {"share(f[k] for k in empty missing skip)", "?no_data"},
	    {"sd(x[k] for k in empty missing skip)", "?no_data"},
	    {"quantile(x[k] for k in empty missing skip, 0.5)", "?no_data"},
	    {"mean(x[k] for k in mc missing skip)", "?not_tested"},
	    {"share(f[k] for k in gone missing skip)", "?not_held"}};

	CHECK_ALL(cases);
}

TEST(need_says_how_many_items_must_be_known)
{
	static const char *const cases[][2] = {{"sum(x[k] for k in s missing skip need 3)", "7"},
	    {"sum(x[k] for k in s missing skip need 4)", "?not_tested"},
	    {"count(f[k] for k in s missing unknown need 3)", "2..3"},
	    {"count(f[k] for k in s missing unknown need 5)", "?not_held"},
	    {"sum(x[k] for k in empty missing skip need 1)", "?no_data"},
	    {"count(f[k] for k in gone missing skip need 1)", "?not_held"},
	    {"sum(x[k] for k in s missing skip need 0)", "7"}};

	CHECK_ALL(cases);
}

TEST(what_was_not_held_or_offered_leaves_the_set)
{
	static const char *const cases[][2] = {{"count(f[k] for k in gone missing unknown)", "0"},
	    {"all(f[k] for k in gone missing unknown)", "true"},
	    {"share(f[k] for k in s where k in ('a', 'd') missing unknown)", "1"},
	    {"sum(x[k] for k in s where k in ('a', 'd') missing unknown)", "1"},
	    {"sum(1 for k in s where f[k] = f[k] missing unknown need 4)", "?withheld"},
	    {"sum(1 for k in s where f[k] = f[k] and k != 'c' missing unknown)", "3"}};

	CHECK_ALL(cases);
}

TEST(intervals_are_decided_where_both_ends_agree)
{
	static const char *const cases[][2] = {{"lo", "2..3"}, {"lo >= 2", "true"},
	    {"lo >= 3", "?no_data"}, {"lo > 3", "false"}, {"lo < 2", "false"}, {"lo <= 3", "true"},
	    {"lo = 4", "false"}, {"lo = 2", "?no_data"}, {"lo != 4", "true"},
	    {"lo != 3", "?no_data"}, {"3 > lo", "?no_data"}, {"4 > lo", "true"}, {"lo + 1", "3..4"},
	    {"1 - lo", "-2..-1"}, {"-lo", "-3..-2"}, {"lo * 2", "4..6"}, {"lo * -2", "-6..-4"},
	    {"-2 * lo", "-6..-4"}, {"lo / 2", "1..1.5"}, {"lo / -1", "-3..-2"},
	    {"lo - lo", "-1..1"}, {"lo + lo", "4..6"}, {"lo * 0", "0"}, {"lo * lo", "?no_data"},
	    {"6 / lo", "?no_data"}, {"lo / 0", "?no_data"}, {"floor(lo)", "?no_data"},
	    {"round_half_up(lo, 1)", "?no_data"}, {"band(lo, 'level')", "?no_data"},
	    {"sum(lo for k in n missing skip)", "6..9"},
	    {"mean(lo for k in n missing skip)", "2..3"},
	    {"max(lo for k in n missing skip)", "?no_data"},
	    {"quantile(lo for k in n missing skip, 0.5)", "?no_data"},
	    {"count(lo >= k for k in n missing unknown)", "2..3"}};

	CHECK_ALL(cases);
}

TEST(years_are_whole_and_may_be_none)
{
	static const char *const cases[][2] = {{"sum(y for y in years(1 .. 4) missing skip)", "10"},
	    {"sum(by['a', y] for y in years(year - 1 .. year) missing skip)", "41"},
	    {"count(true for y in years(2 .. 1) missing skip)", "0"},
	    {"sum(y for y in years(1 / 2 .. 5 / 2) missing skip)", "3"},
	    {"count(true for y in years(1 .. 100) missing skip)", "100"},
	    {"count(true for y in years(x['c'] .. 1) missing skip)", "?not_tested"},
	    {"count(true for y in years(1 .. x['d']) missing skip)", "?not_offered"},
	    {"count(true for y in years(1..3) missing skip)", "3"},
	    {"count(true for y in years(1 .. lo) missing skip)", "?no_data"}};

	CHECK_ALL(cases);
}

/* R 4: sd(c(1,2,4)), quantile(c(1,2,4), q), quantile(1:3, 0.3). */
TEST(sd_and_quantile_agree_with_r)
{
	static const char *const cases[][2] = {
	    {"sd(x[k] for k in s missing skip)", "1.527525231652"},
	    {"sd(k for k in n missing skip)", "1"},
	    {"sd(x[k] for k in one missing skip)", "?no_data"},
	    {"sd(x[k] / 7 for k in s missing skip)", "0.218217890236"},
	    {"quantile(x[k] for k in s missing skip, 0.5)", "2"},
	    {"quantile(x[k] for k in s missing skip, 0.75)", "3"},
	    {"quantile(x[k] for k in s missing skip, 25 %)", "1.5"},
	    {"quantile(k for k in n missing skip, 0.3)", "1.6"},
	    {"quantile(k for k in n missing skip, 0)", "1"},
	    {"quantile(k for k in n missing skip, 1)", "3"},
	    {"quantile(k for k in n missing skip, 1.1)", "?no_data"},
	    {"quantile(k for k in n missing skip, -0.1)", "?no_data"},
	    {"quantile(k for k in n missing skip, x['c'])", "?not_tested"}};

	CHECK_ALL(cases);
}

RUN(CASE(arithmetic_is_exact_and_binds_as_in_school), CASE(truth_is_kleenes),
    CASE(absence_keeps_its_kind_and_what_cannot_exist_wins),
    CASE(comparisons_know_numbers_days_texts_and_truths),
    CASE(inputs_take_texts_and_whole_numbers_as_keys), CASE(functions_do_what_their_names_say),
    CASE(square_roots_are_right_to_the_twelfth_decimal), CASE(quantifiers_skip_what_is_missing),
    CASE(quantifiers_keep_what_is_missing_as_unknown),
    CASE(an_empty_set_has_a_count_and_a_sum_but_no_mean),
    CASE(need_says_how_many_items_must_be_known), CASE(what_was_not_held_or_offered_leaves_the_set),
    CASE(intervals_are_decided_where_both_ends_agree), CASE(years_are_whole_and_may_be_none),
    CASE(sd_and_quantile_agree_with_r))
