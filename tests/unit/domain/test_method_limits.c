/* Limits: depth, nodes, nesting through lets, steps, 64 bits, sizes. */
#include "method_help.h"

#include "base/buf.h"

#define START "id: t\nversion: 1\n"

static struct buf
repeated(const char *before, const char *part, int times, const char *after)
{
	struct buf b = buf_new(ctx, 4 << 20);

	buf_text(&b, before);
	while (times-- > 0)
		buf_text(&b, part);
	buf_text(&b, after);
	return b;
}

/* What deciding about school 0 fails with: the message and its first argument. */
static void
fails(const char *text, const char *id, const char *owner)
{
	struct decision *d = NULL;
	struct error err;
	struct arg args[ERROR_ARGS + 1];

	assert_non_null(read_method(text));
	assert_int_equal(
	    evaluator_decide(ctx, new_evaluator(2021, NULL, 0), 0, true, &d, &err), ERR_INVALID);
	assert_null(d);
	assert_string_equal(err.id, id);
	error_args(&err, args);
	assert_string_equal(args[0].text, owner);
}

TEST(an_expression_is_at_most_64_deep)
{
	struct buf deep = repeated(START "result:\n  r: ", "(", 63, "1");
	int i;

	for (i = 0; i < 63; i++)
		buf_char(&deep, ')');
	assert_non_null(read_method(deep.bytes));
	assert_null(read_method(repeated(START "result:\n  r: ", "(", 64, "1").bytes));
	assert_true(has_problem(problems, "nested deeper than 64", 4, 70));
	assert_null(read_method(repeated(START "result:\n  r: 1", "- ", 65, "1").bytes));
	assert_true(has_problem(problems, "nested deeper than 64", 0, 0));
	assert_null(read_method(repeated(START "result:\n  r: ", "not ", 64, "true").bytes));
	assert_true(has_problem(problems, "nested deeper than 64", 0, 0));
}

TEST(a_file_has_at_most_10000_nodes)
{
	struct buf file = repeated(START "sets: {s: [1]}\nresult:\n", "", 0, "");
	int i;

	for (i = 0; i < 200; i++)
		buf_printf(&file, "  r%d: 1 in (1%s)\n", i,
		    repeated("", ",1", 47, "").bytes); /* 50 nodes each */
	assert_non_null(read_method(file.bytes));
	buf_text(&file, "  more: 1\n");
	assert_null(read_method(file.bytes));
	assert_true(
	    has_problem(problems, "the expressions of this file have more than {0} nodes", 205, 9));
}

TEST(expressions_stand_at_most_1000_inside_one_another)
{
	struct buf chain = buf_new(ctx, 1 << 20);
	int i;

	assert_null(read_method(repeated(START "result:\n  r: 1", "+1", 1000, "\n").bytes));
	assert_true(
	    has_problem(problems, "more than {0} expressions stand inside one another here", 4, 6));
	assert_non_null(read_method(repeated(START "result:\n  r: 1", "+1", 999, "\n").bytes));
	buf_text(&chain, START "let:\n  a0: 1\n");
	for (i = 1; i < 600; i++)
		buf_printf(&chain, "  a%d: a%d + 1\n", i, i - 1);
	buf_text(&chain, "result: {r: a599}\n");
	assert_null(read_method(chain.bytes));
	assert_true(
	    has_problem(problems, "more than {0} expressions stand inside one another here", 0, 0));
}

TEST(groups_stand_at_most_four_inside_one_another)
{
	static const char head[] =
	    START "let:\n  a: count(true for s in schools(region) missing skip)\n"
		  "  b: sum(a for s in schools(region) missing skip)\n"
		  "  c: sum(b for s in schools(region) missing skip)\n"
		  "  d: sum(c for s in schools(region) missing skip)\n";

	assert_non_null(read_method(mem_printf(ctx, "%sresult: {r: d}\n", head)));
	nschools = 3;
	assert_string_equal(result(decide(0, 2021), "r"), "81");
	assert_null(read_method(mem_printf(
	    ctx, "%sresult: {r: \"sum(d for s in schools(region) missing skip)\"}\n", head)));
	assert_true(
	    has_problem(problems, "schools(…) stands inside schools(…) more than {0} deep", 8, 18));
}

TEST(too_many_steps_are_refused_naming_the_expression)
{
	struct buf b = buf_new(ctx, 1 << 20);
	int i;

	buf_text(&b, START "let:\n  a0(x): x\n");
	for (i = 1; i < 30; i++)
		buf_printf(&b, "  a%d(x): a%d(x) + a%d(x)\n", i, i - 1, i - 1);
	buf_text(&b, "result: {r: a29(0)}\n");
	fails(b.bytes, "«{0}» takes more than 1,000,000 steps for one school", "a4");
}

TEST(numbers_beyond_64_bits_are_refused_naming_the_expression)
{
	static const char beyond[] = "«{0}»: a number grows beyond 64 bits";

	fails(START "result: {big: 9223372036854775807 + 1}\n", beyond, "big");
	fails(START "let: {L: 9223372036854775807 * 2}\nresult: {r: L}\n", beyond, "L");
	fails(START "sets: {s: [1, 2]}\nresult: {r: \"sum(9223372036854775807 for k in s missing "
		    "skip)\"}\n",
	    beyond, "r");
	fails(START "result: {r: \"1 / 9223372036854775807 / 2\"}\n", beyond, "r");
	fails(START "result: {r: \"sqrt(9223372036854775807)\"}\n", beyond, "r");
	fails(START "checks: [9223372036854775807 * 2 > 1]\nresult: {r: 1}\n", beyond,
	    "9223372036854775807 * 2 > 1");
}

TEST(a_failure_inside_a_group_is_told_for_every_school)
{
	struct evaluator *ev;
	struct decision *d;
	struct error err;
	size_t i;

	read_method(START "inputs: {x: {}}\nlet: {L: x * 9223372036854775807}\n"
			  "result: {r: \"sum(L for s in schools(region) missing skip)\"}\n");
	nschools = 3;
	for (i = 0; i < 3; i++)
		give(i, "x", "", i == 1 ? "2" : "0");
	ev = new_evaluator(2021, NULL, 0);
	for (i = 0; i < 3; i++) {
		assert_int_equal(evaluator_decide(ctx, ev, i, true, &d, &err), ERR_INVALID);
		assert_string_equal(err.id, "«{0}»: a number grows beyond 64 bits");
	}
	assert_true(nreads <= 3);
}

TEST(a_failure_met_while_explaining_is_not_remembered_as_no_data)
{
	fails(START "inputs: {x: {}}\nsets: {s: [1]}\nlet:\n  H: 9223372036854775807 * 2\n"
		    "  low(k): if(k = 1, false, H / 2 >= 1)\n"
		    "result: {r: \"any(low(k) for k in s missing skip)\", q: H}\n",
	    "«{0}»: a number grows beyond 64 bits", "H");
}

TEST(years_hold_at_most_100)
{
	fails(START "result: {r: \"count(true for y in years(1 .. 101) missing skip)\"}\n",
	    "«{0}»: years(…) holds more than 100 years", "r");
	fails(START "result: {r: \"count(true for y in years(0 - 9223372036854775807 .. "
		    "9223372036854775807) missing skip)\"}\n",
	    "«{0}»: years(…) holds more than 100 years", "r");
}

TEST(sizes_of_sections_and_texts_are_limited)
{
	struct buf b = buf_new(ctx, 1 << 20);
	int i;

	buf_text(&b, START "result: {r: 1}\nparams:\n");
	for (i = 0; i < 1001; i++)
		buf_printf(&b, "  p%d: 1\n", i);
	assert_null(read_method(b.bytes));
	assert_true(has_problem(problems, "more than {0} entries", 5, 3));
	assert_null(read_method(repeated(START "result:\n  r: '1", " ", 16384, "'\n").bytes));
	assert_true(has_problem(problems, "an expression is longer than {0} bytes", 4, 7));
	assert_null(
	    read_method(repeated(START "result: {r: 1}\nsets: {s: [", "a, ", 10001, "]}\n").bytes));
	assert_true(has_problem(problems, "«{0}» holds more than {1} items", 4, 11));
}

RUN(CASE(an_expression_is_at_most_64_deep), CASE(a_file_has_at_most_10000_nodes),
    CASE(expressions_stand_at_most_1000_inside_one_another),
    CASE(groups_stand_at_most_four_inside_one_another),
    CASE(too_many_steps_are_refused_naming_the_expression),
    CASE(numbers_beyond_64_bits_are_refused_naming_the_expression),
    CASE(a_failure_inside_a_group_is_told_for_every_school),
    CASE(a_failure_met_while_explaining_is_not_remembered_as_no_data), CASE(years_hold_at_most_100),
    CASE(sizes_of_sections_and_texts_are_limited))
