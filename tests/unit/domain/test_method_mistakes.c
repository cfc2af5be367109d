/* One refusal for each kind of mistake, with its line and column. */
#include "method_help.h"

/* A method around one expression, which starts at line 8, column 6. */
static const char around[] = "id: t\n"
			     "version: 1\n"
			     "params: {n: 1, word: abc, day: 2021-01-01, yes: true}\n"
			     "inputs: {x: {of: [k]}, z: {}, t: {of: [k], type: truth}}\n"
			     "sets: {s: [a, b], n2: [1]}\n"
			     "bands: {level: [{from: 1, is: a}, {is: b}]}\n"
			     "let: {A: 1, f(u): u + 1}\n"
			     "result: {r: \"%s\"}\n";

struct wrong {
	const char *text;
	const char *id;
	int64_t row;
	int column;
};

static void
print_problems(void)
{
	size_t i;

	for (i = 0; i < problems->count; i++)
		print_error("  %d:%d %s\n", (int)problems->items[i].place.row,
		    (int)problems->items[i].place.column, problems->items[i].what.id);
}

static void
refused(const char *text, const struct wrong *w)
{
	assert_null(read_method(text));
	if (!has_problem(problems, w->id, w->row, w->column) || problems->errors != 1) {
		print_error("%s: wanted %d:%d %s\n", w->text, (int)w->row, w->column, w->id);
		print_problems();
	}
	assert_int_equal(problems->errors, 1);
	assert_true(has_problem(problems, w->id, w->row, w->column));
}

/* @column counts from the first character of the expression, 1-based. */
TEST(mistakes_in_expressions_are_placed)
{
	static const struct wrong cases[] = {
	    {"1 + ", "the expression ends too early", 8, 5},
	    {"(1 + 2", "«{0}» was expected here", 8, 7},
	    {"1 2", "«{0}» was not expected here", 8, 3},
	    {"1 +* 2", "«{0}» was not expected here", 8, 4},
	    {"n ; 2", "the character «{0}» has no meaning here", 8, 3},
	    {"доля > 1", "the character «{0}» has no meaning here", 8, 1},
	    {"word = 'ab", "the quote opened here is not closed", 8, 8},
	    {"99999999999999999999", "the number {0} is too large or too long", 8, 1},
	    {"n > 30 % %", "% stands only after a number: 30 %", 8, 10},
	    {"n %", "% stands only after a number: 30 %", 8, 3},
	    {"1 < n < 3", "comparisons do not chain: write «a < b and b < c», or use parentheses",
		8, 7},
	    {"n in (1) = yes",
		"comparisons do not chain: write «a < b and b < c», or use parentheses", 8, 10},
	    {"nn + 1", "the name «{0}» is not known", 8, 1},
	    {"1 + foo", "the name «{0}» is not known", 8, 5},
	    {"y['a']", "there is no input «{0}»", 8, 1},
	    {"n['a']", "there is no input «{0}»", 8, 1},
	    {"foo(1)", "there is no function or let «{0}»", 8, 1},
	    {"x('a')", "there is no function or let «{0}»", 8, 1},
	    {"x['a', 1]", "«{0}» takes {1} keys in brackets, not {2}", 8, 1},
	    {"x", "«{0}» takes {1} keys in brackets, not {2}", 8, 1},
	    {"z[1]", "«{0}» takes {1} keys in brackets, not {2}", 8, 1},
	    {"z[]", "«{0}» was not expected here", 8, 3},
	    {"x[day]", "a key is a text or a number, but this is {0}", 8, 3},
	    {"x[yes]", "a key is a text or a number, but this is {0}", 8, 3},
	    {"abs(1, 2)", "«{0}» takes {1} arguments, not {2}", 8, 1},
	    {"if(yes, 1)", "«{0}» takes {1} arguments, not {2}", 8, 1},
	    {"f()", "«{0}» takes {1} arguments, not {2}", 8, 1},
	    {"f", "«{0}» takes {1} arguments, not {2}", 8, 1},
	    {"s", "«{0}» is a set: it stands only after «in» of «for»", 8, 1},
	    {"years(1 .. 2)", "«{0}» was expected here", 8, 9},
	    {"years(1)", "«{0}» is a set: it stands only after «in» of «for»", 8, 1},
	    {"1 + yes", "{0} is expected here, but this is {1}", 8, 5},
	    {"yes and 1", "{0} is expected here, but this is {1}", 8, 9},
	    {"not n", "{0} is expected here, but this is {1}", 8, 5},
	    {"n = word", "{0} is expected here, but this is {1}", 8, 5},
	    {"n in (1, 'a')", "{0} is expected here, but this is {1}", 8, 10},
	    {"if(n, 1, 2)", "{0} is expected here, but this is {1}", 8, 4},
	    {"if(yes, 1, 'a')", "{0} is expected here, but this is {1}", 8, 12},
	    {"default(n, word)", "{0} is expected here, but this is {1}", 8, 12},
	    {"f(word)", "{0} is expected here, but this is {1}", 8, 3},
	    {"word < 'b'", "only numbers and days are greater or less, but this is {0}", 8, 1},
	    {"yes > false", "only numbers and days are greater or less, but this is {0}", 8, 1},
	    {"band(n, 'nope')", "the second argument of band(…) names one of «bands» in quotes", 8,
		9},
	    {"band(n, word)", "the second argument of band(…) names one of «bands» in quotes", 8,
		9},
	    {"round_half_up(n, 13)", "the number of decimals is a whole number from 0 to {0}", 8,
		18},
	    {"round_half_up(n, n)", "the number of decimals is a whole number from 0 to {0}", 8,
		18},
	};
	size_t i;

	for (i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct wrong w = cases[i];

		w.column += 13;
		refused(mem_printf(ctx, around, w.text), &w);
	}
}

TEST(mistakes_in_quantifiers_are_placed)
{
	static const struct wrong cases[] = {
	    {"sum(x[k] for k in s)",
		"say what a missing item does: «missing skip» or «missing unknown»", 8, 20},
	    {"sum(x[k] for k in s need 2)",
		"say what a missing item does: «missing skip» or «missing unknown»", 8, 21},
	    {"sum(x[k] for k in s missing perhaps)",
		"say what a missing item does: «missing skip» or «missing unknown»", 8, 29},
	    {"sum(x[k] for k in s missing skip need n)",
		"«need» takes a whole number from 0 to {0}", 8, 39},
	    {"sum(x[k] for k in s missing skip need 1.5)",
		"«need» takes a whole number from 0 to {0}", 8, 39},
	    {"max(1, 2)", "{0}(…) needs «for name in set»", 8, 6},
	    {"sum(x[k] for 1 in s missing skip)", "«{0}» was not expected here", 8, 14},
	    {"sum(x[k] for k of s missing skip)", "«{0}» was expected here", 8, 16},
	    {"sum(x[k] for k in q missing skip)", "there is no set «{0}»", 8, 19},
	    {"sum(x[k] for k in x missing skip)", "there is no set «{0}»", 8, 19},
	    {"sum(1 for n in s missing skip)", "the name «{0}» is already taken", 8, 11},
	    {"sum(1 for skip in s missing skip)",
		"«{0}» is a word of the language and can't be a name", 8, 11},
	    {"sum(sum(1 for k in s missing skip) for k in s missing skip)",
		"the name «{0}» is already taken", 8, 15},
	    {"sum(any(sum(1 for i in s missing skip) > 1 for k in s missing skip) for j in s "
	     "missing "
	     "skip)",
		"{0} is expected here, but this is {1}", 8, 5},
	    {"any(x[k] for k in s missing skip)", "{0} is expected here, but this is {1}", 8, 5},
	    {"sum(t[k] for k in s missing skip)", "{0} is expected here, but this is {1}", 8, 5},
	    {"sum(k for k in s missing skip)", "{0} is expected here, but this is {1}", 8, 5},
	    {"sum(1 for k in s where 1 missing skip)", "{0} is expected here, but this is {1}", 8,
		24},
	    {"rank(x[k] for k in s missing skip)", "rank(…) goes only over schools(…)", 8, 20},
	    {"quantile(x[k] for k in s missing skip)", "«{0}» was expected here", 8, 38},
	    {"quantile(x[k] for k in s missing skip, word)",
		"{0} is expected here, but this is {1}", 8, 40},
	    {"sum(1 for k in schools(country) missing skip)",
		"schools(…) takes one of the words municipality, list, region", 8, 24},
	    {"sum(x[k] for k in schools(list) missing skip)",
		"«{0}» stands for a school and can't be used as a value: figures inside schools(…) "
		"are "
		"that school's",
		8, 7},
	    {"sum(1 for k in years(1, 2) missing skip)", "«{0}» was expected here", 8, 23},
	    {"sum(1 for k in years(1 .. yes) missing skip)",
		"{0} is expected here, but this is {1}", 8, 27},
	};
	size_t i;

	for (i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct wrong w = cases[i];

		w.column += 13;
		refused(mem_printf(ctx, around, w.text), &w);
	}
}

#define START "id: t\nversion: 1\n"
#define END "result: {r: 1}\n"

TEST(mistakes_in_fields_are_placed)
{
	static const struct wrong cases[] = {
	    {"version: 1\n" END, "the key «{0}» is missing", 0, 0},
	    {"id: t\n" END, "the key «{0}» is missing", 0, 0},
	    {START, "the key «{0}» is missing", 0, 0},
	    {START END "colour: red\n", "the key «{0}» is not known here", 4, 1},
	    {"id: T_1\nversion: 1\n" END, "the id is 1 to 64 of the characters a–z, 0–9 and -", 1,
		5},
	    {"id: t\nversion: 0\n" END, "the version is a whole number from 1", 2, 10},
	    {"id: t\nversion: 1.5\n" END, "the version is a whole number from 1", 2, 10},
	    {"id: t\nversion: -1\n" END, "the version is a whole number from 1", 2, 10},
	    {START "title: {en: x}\n" END, "the key «{0}» is missing", 3, 8},
	    {START "title: []\n" END, "«{0}» must be a text", 3, 8},
	    {START "basis: order\n" END, "«{0}» must hold lines of the form «name: value»", 3, 8},
	    {START "basis: {status: sure}\n" END,
		"the status is one of the words assumed, verified, local", 3, 17},
	    {START "since: 1.9.2021\n" END, "«{0}» is a day such as 2026-09-01", 3, 8},
	    {START "since: 2021-02-30\n" END, "«{0}» is a day such as 2026-09-01", 3, 8},
	    {START "since: 2021-09-01\nuntil: 2020-09-01\n" END, "«until» is before «since»", 4, 8},
	    {START "level: class\n" END, "the level of a method is «school»", 3, 8},
	    {START "params: [a]\n" END, "«{0}» must hold lines of the form «name: value»", 3, 9},
	    {START "params: {p: }\n" END,
		"a value was expected here: a number, true, false, a text or a day", 3, 13},
	    {START "params: {p: {status: local}}\n" END, "the key «{0}» is missing", 3, 13},
	    {START "params: {p: {value: 1, colour: 2}}\n" END, "the key «{0}» is not known here", 3,
		24},
	    {START "params: {p: 99999999999999999999}\n" END,
		"the number {0} is too large or too long", 3, 13},
	    {START "params: {доля: 1}\n" END,
		"«{0}» is not a name: letters a–z, digits and _, a letter first", 3, 10},
	    {START "params: {where: 1}\n" END,
		"«{0}» is a word of the language and can't be a name", 3, 10},
	    {START "params: {floor: 1}\n" END,
		"«{0}» is a word of the language and can't be a name", 3, 10},
	    {START "let: {mean(v): 1}\n" END, "«{0}» is a word of the language and can't be a name",
		3, 7},
	    {START "let: {not: 1}\n" END, "«{0}» is a word of the language and can't be a name", 3,
		7},
	    {START "params: {a: 1}\ninputs: {a: {}}\n" END, "the name «{0}» is already taken", 4,
		10},
	    {START "params: {a: 1}\nsets: {a: []}\n" END, "the name «{0}» is already taken", 4, 8},
	    {START "params: {a: 1}\nlet: {a: 1}\n" END, "the name «{0}» is already taken", 4, 7},
	    {START "let: {f(u): 1, f: 1}\n" END, "the name «{0}» is already taken", 3, 16},
	    {START "params: {a: 1}\nlet:\n  f(a): 1\n" END, "the name «{0}» is already taken", 5,
		3},
	    {START "let:\n  f(a, a): 1\n" END, "the name «{0}» is already taken", 4, 8},
	    {START "let:\n  f(a: 1\n" END, "«{0}» was expected here", 4, 6},
	    {START "let:\n  f(a) b: 1\n" END, "«{0}» was not expected here", 4, 8},
	    {START "let:\n  f(a, b, c, d, e, g, h, i, j): 1\n" END, "more than {0} arguments", 4,
		29},
	    {START "inputs: {x: {of: k}}\n" END, "«{0}» must be a list: [a, b]", 3, 18},
	    {START "inputs: {x: {of: [a, b, c, d, e]}}\n" END, "«{0}» holds more than {1} items", 3,
		18},
	    {START "inputs: {x: {of: [\"a b\"]}}\n" END, "«{0}» holds words only", 3, 20},
	    {START "inputs: {x: {type: colour}}\n" END,
		"the type is one of the words number, truth, text, day", 3, 20},
	    {START "inputs: {x: {range: [5, 1]}}\n" END,
		"the range starts at {0}, above its end {1}", 3, 21},
	    {START "inputs: {x: {range: [5]}}\n" END, "a range is two numbers: [1, 5]", 3, 21},
	    {START "inputs: {x: {range: [a, b]}}\n" END, "a range is two numbers: [1, 5]", 3, 21},
	    {START "inputs: {x: {type: text, range: [1, 5]}}\n" END, "only a number has a range", 3,
		33},
	    {START "inputs: {x: number}\n" END, "«{0}» must hold lines of the form «name: value»",
		3, 13},
	    {START "sets: {s: a}\n" END, "«{0}» must be a list: [a, b]", 3, 11},
	    {START "sets: {s: [[a]]}\n" END, "an item of a set is a number or a text", 3, 12},
	    {START "sets: {s: [a, 1]}\n" END, "a set holds either numbers or texts, not both", 3,
		15},
	    {START "bands: {b: []}\n" END,
		"a band is a list of steps: [{from: 4, is: \"1\"}, {is: \"2\"}]", 3, 12},
	    {START "bands: {b: [{from: 2, is: x}]}\n" END,
		"the last step of a band has no «from»: it takes all the rest", 3, 20},
	    {START "bands: {b: [{is: x}, {is: y}]}\n" END, "the key «{0}» is missing", 3, 13},
	    {START "bands: {b: [{from: 2}, {is: y}]}\n" END, "the key «{0}» is missing", 3, 13},
	    {START "bands: {b: [{from: a, is: x}, {is: y}]}\n" END, "«{0}» must be a number", 3,
		20},
	    {START "bands: {b: [{from: 1, is: x}, {from: 1, is: y}, {is: z}]}\n" END,
		"the steps of a band go down: {0} stands after {1}", 3, 38},
	    {START "result: {}\n", "«result» names from 1 to {0} results", 3, 9},
	    {START "result: {1r: 1}\n",
		"«{0}» is not a name: letters a–z, digits and _, a letter first", 3, 10},
	    {START "result: {r: [1]}\n",
		"an expression was expected here; put it in quotes if it holds : { or [", 3, 13},
	    {START "result: {r: }\n", "an expression was expected here", 3, 13},
	    {START END "checks: {a: b}\n", "«{0}» must be a list: [a, b]", 4, 9},
	    {START END "checks: [1 + 1]\n", "{0} is expected here, but this is {1}", 4, 10},
	    {"[a]\n", "a method's file holds lines of the form «name: value»", 1, 1},
	    {"a: [\n", "this is not YAML: {0}", 0, 0},
	};
	size_t i;

	for (i = 0; i < sizeof cases / sizeof *cases; i++)
		refused(cases[i].text, &cases[i]);
}

TEST(a_let_may_not_lead_back_to_itself)
{
	read_method(START "let:\n  A: B + 1\n  B: f(1)\n  f(u): u + A\n  C: C\n" END);
	assert_int_equal(problems->errors, 2);
	assert_true(has_problem(problems, "«{0}» leads back to itself", 6, 13));
	assert_true(has_problem(problems, "«{0}» leads back to itself", 7, 6));
}

TEST(all_mistakes_of_a_file_are_reported)
{
	read_method("id: T\nversion: x\nsets: {s: [a, 1]}\nlet:\n  A: 1 +\n  B: foo + bar\n"
		    "  C: \"'a' + 1 and A\"\nresult: {r: B, q: C + 1}\nwhat: 1\n");
	assert_int_equal(problems->errors, 10);
	assert_true(has_problem(problems, "the key «{0}» is not known here", 9, 1));
	assert_true(has_problem(problems, "the expression ends too early", 5, 9));
	assert_true(has_problem(problems, "the name «{0}» is not known", 6, 6));
	assert_true(has_problem(problems, "the name «{0}» is not known", 6, 12));
	assert_true(has_problem(problems, "{0} is expected here, but this is {1}", 7, 7));
	assert_true(has_problem(problems, "{0} is expected here, but this is {1}", 8, 19));
}

TEST(places_are_found_in_scalars_of_every_style)
{
	read_method(
	    START "let:\n  A: 1 +\n     foo\n  B: >-\n    1 +\n    2 + foo\n  C: |\n    'ы' = foo\n"
		  "  D: \"1 \\\n    + foo\"\n  E: '''a'' = foo'\n"
		  "  F: |\n    foo\n" END);
	assert_int_equal(problems->errors, 6);
	assert_true(has_problem(problems, "the name «{0}» is not known", 5, 6));
	assert_true(has_problem(problems, "the name «{0}» is not known", 8, 9));
	assert_true(has_problem(problems, "the name «{0}» is not known", 10, 11));
	assert_true(has_problem(problems, "the name «{0}» is not known", 12, 7));
	assert_true(has_problem(problems, "the name «{0}» is not known", 13, 15));
	assert_true(has_problem(problems, "the name «{0}» is not known", 15, 5));
}

TEST(types_of_arguments_follow_from_their_use)
{
	assert_non_null(
	    read_method(START "let:\n  same(a, b): a = b\n  first(a, b): if(same(a, b), a, b)\n"
			      "  N: first(1, 2) + 1\n  T: first('a', 'b') = 'a'\n" END));
	read_method(START "let:\n  same(a, b): a = b\n  N: same(1, 'a')\n  less(a, b): a < b\n"
			  "  M: less('a', 'b')\n" END);
	assert_int_equal(problems->errors, 3);
	assert_true(has_problem(problems, "{0} is expected here, but this is {1}", 5, 14));
	assert_true(has_problem(problems, "{0} is expected here, but this is {1}", 7, 11));
	assert_true(has_problem(problems, "{0} is expected here, but this is {1}", 7, 16));
}

RUN(CASE(mistakes_in_expressions_are_placed), CASE(mistakes_in_quantifiers_are_placed),
    CASE(mistakes_in_fields_are_placed), CASE(a_let_may_not_lead_back_to_itself),
    CASE(all_mistakes_of_a_file_are_reported), CASE(places_are_found_in_scalars_of_every_style),
    CASE(types_of_arguments_follow_from_their_use))
