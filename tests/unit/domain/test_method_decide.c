/* Reading whole methods and deciding about schools: settled or not, traces, cells, groups. */
#include "method_help.h"

TEST(the_federal_method_is_read_word_for_word)
{
	struct method *m = read_method(FEDERAL);
	const struct method_param *share;

	assert_non_null(m);
	assert_string_equal(m->id, "rosobrnadzor-847");
	assert_int_equal(m->version, 1);
	assert_string_equal(bilingual_get(m->title, LANG_EN), "Schools with low results");
	assert_string_equal(bilingual_get(m->basis_note, LANG_EN), "текст не сверен дословно");
	assert_int_equal(m->basis_status, STATUS_ASSUMED);
	assert_string_equal(m->level, "school");
	assert_int_equal(m->nparams, 3);
	share = method_find_param(m, "share");
	assert_int_equal(share->value.number.num, 3);
	assert_int_equal(share->value.number.den, 10);
	assert_string_equal(share->source, "W:1");
	assert_int_equal(method_find_param(m, "n_warn")->status, STATUS_LOCAL);
	assert_null(method_find_param(m, "warn"));
	assert_int_equal(m->sets[0].count, 9);
	assert_string_equal(m->sets[0].items[8].text, "EGE_RU");
	assert_string_equal(m->inputs[1].field, "low");
	assert_string_equal(m->inputs[1].waves[0], "main");
	assert_string_equal(m->inputs[1].keys[1], "year");
	assert_int_equal(m->lets[0].nargs, 2);
	assert_string_equal(m->lets[0].args[1], "y");
	assert_int_equal(m->lets[0].type, VALUE_TRUTH);
	assert_false(m->lets[0].condition);
	assert_true(m->lets[1].condition);
	assert_string_equal(m->lets[2].name, "B");
	assert_string_equal(m->results[0].text, "A or B");
	assert_ptr_equal(m->share.let, &m->lets[0]);
	assert_int_equal(strlen(m->sha256), 64);
}

TEST(notes_tell_people_what_a_condition_or_a_result_means)
{
	struct method *m = read_method(
	    FEDERAL "notes: {B: {ru: \"два года\", en: two years}, listed: одно из условий}\n");

	assert_non_null(m);
	assert_null(m->lets[1].note.ru);
	assert_string_equal(bilingual_get(m->lets[2].note, LANG_RU), "два года");
	assert_string_equal(bilingual_get(m->lets[2].note, LANG_EN), "two years");
	assert_string_equal(bilingual_get(m->results[0].note, LANG_RU), "одно из условий");

	assert_null(read_method(FEDERAL "notes: {C: нет такого}\n"));
	assert_true(has_problem(problems, "the name «{0}» is not known", 20, 9));
}

TEST(fields_of_inputs_params_and_days_are_read)
{
	struct method *m =
	    read_method("id: t\nversion: 2\nsince: 2020-09-01\nuntil: 2022-08-31\n"
			"params: {a: 2.5, b: true, c: word, d: \"1\", e: 2021-01-02, f: -30 %,"
			" g: {value: 1, note: {ru: так, en: so}}}\n"
			"inputs: {x: {type: text, field: card.x, waves: [autumn, main]},"
			" y: {of: [k], range: [-1, 2.5]}}\n"
			"sets: {n: [1, 2.5], t: [a, \"1\"], none: []}\n"
			"result: {r: a, s: b, t: c, u: e, v: x, w: nodata}\n");

	assert_non_null(m);
	assert_int_equal(m->since.year, 2020);
	assert_int_equal(m->until.day, 31);
	assert_int_equal(m->params[0].value.number.den, 2);
	assert_int_equal(m->params[3].value.type, VALUE_TEXT);
	assert_int_equal(m->params[4].value.type, VALUE_DAY);
	assert_int_equal(m->params[5].value.number.num, -3);
	assert_string_equal(m->params[6].note.en, "so");
	assert_string_equal(m->inputs[0].field, "card.x");
	assert_string_equal(m->inputs[0].waves[0], "autumn");
	assert_int_equal(m->inputs[0].nwaves, 2);
	assert_true(m->inputs[1].ranged);
	assert_int_equal(m->inputs[1].min.num, -1);
	assert_int_equal(m->sets[0].items[1].type, VALUE_NUMBER);
	assert_int_equal(m->sets[1].items[1].type, VALUE_TEXT);
	assert_int_equal(m->sets[2].count, 0);
	assert_int_equal(m->results[4].type, VALUE_TEXT);
	assert_int_equal(m->results[3].type, VALUE_DAY);
	assert_null(m->share.let);
}

TEST(mistakes_of_another_file_do_not_matter)
{
	struct method *m;

	problems = problems_new(ctx);
	assert_null(method_read(ctx, "a", "id: 1\n", 6, problems));
	m = method_read(ctx, "b", FEDERAL, strlen(FEDERAL), problems);
	assert_non_null(m);
	assert_non_null(m->share.let);
}

TEST(parameters_are_overridden_by_name_and_type)
{
	static const char text[] =
	    "id: t\nversion: 1\nparams: {n: 1, w: or, b: true, d: 2021-01-01}\n"
	    "result: {r: \"if(b, if(w = 'and', n, 0), 9)\"}\n";
	static const char *const good[] = {"n=30 %", "w=and", "d=2022-01-01", "b=true"};
	static const char *const bad[] = {"n=x", "b=1", "d=x", "n"};
	static const char *const unknown[] = {"m=1"};
	struct value *values = NULL;
	struct error err;
	size_t i;

	read_method(text);
	assert_string_equal(result(decide(0, 2021), "r"), "0");
	assert_string_equal(result(decide_with(0, 2021, good, 4), "r"), "0.3");
	for (i = 0; i < 4; i++)
		assert_int_equal(
		    method_params(ctx, method, &bad[i], 1, &values, &err), ERR_INVALID);
	assert_int_equal(method_params(ctx, method, unknown, 1, &values, &err), ERR_NOT_FOUND);
	assert_null(values);
}

#define POINTS(i, p, w) (give(0, "points", i, p), give(0, "weight", i, w))

/* 3.45 is 3.5 and never 3.4: doubles get this wrong. */
TEST(weighted_points_are_rounded_exactly)
{
	struct decision *d;

	read_method(WEIGHTED);
	POINTS("growth_reading", "3", "25");
	POINTS("growth_math", "4", "30");
	POINTS("attainment_reading", "3", "30");
	POINTS("attendance", "4", "15");
	d = decide(0, 2021);
	assert_string_equal(result(d, "total"), "3.5");
	assert_string_equal(result(d, "rating"), "1");
	assert_int_equal(d->nfailed, 0);
	assert_true(d->settled);
	assert_int_equal(d->nreads, 8);
	assert_int_equal(d->ncells, 0);
}

TEST(half_points_of_every_tenth_round_up)
{
	char points[16][8];
	int i;

	read_method(WEIGHTED);
	for (i = 0; i < 10; i++) {
		struct decision *d;
		char want[8];

		nfigures = 0;
		snprintf(points[i], sizeof points[i], "%d.%d5", 1 + i % 4, i);
		snprintf(
		    want, sizeof want, i == 9 ? "%d" : "%d.%d", 1 + i % 4 + (i == 9), (i + 1) % 10);
		POINTS("attendance", points[i], "100");
		d = decide(0, 2021);
		assert_string_equal(result(d, "total"), want);
	}
}

TEST(points_without_any_figure_are_no_data_and_checks_speak_up)
{
	struct decision *d;

	read_method(WEIGHTED);
	d = decide(0, 2021);
	assert_string_equal(result(d, "total"), "?no_data");
	assert_string_equal(result(d, "rating"), "?no_data");
	assert_false(d->settled);
	assert_int_equal(d->nfailed, 1);
	assert_string_equal(
	    d->failed_checks[0], "sum(weight[i] for i in indicators missing skip) = 100");
	POINTS("attendance", "4", "100");
	d = decide(0, 2021);
	assert_string_equal(result(d, "rating"), "1+");
	assert_false(d->settled);
}

/* Which of nine cells are missing decides whether the answer could still change. */
TEST(a_decision_is_settled_when_the_gaps_cannot_matter)
{
	struct decision *d;

	read_method("id: t\nversion: 1\ninputs: {f: {of: [k], type: truth}}\nsets: {s: [a, b, c]}\n"
		    "result: {r: \"count(f[k] for k in s missing skip) >= 2\"}\n");
	give(0, "f", "a", "true");
	d = decide(0, 2021);
	assert_string_equal(result(d, "r"), "false");
	assert_false(d->settled);
	give(0, "f", "b", "true");
	d = decide(0, 2021);
	assert_string_equal(result(d, "r"), "true");
	assert_true(d->settled);
	figures[1].value = "false";
	assert_false(decide(0, 2021)->settled);
	give(0, "f", "c", "not_offered");
	d = decide(0, 2021);
	assert_string_equal(result(d, "r"), "false");
	assert_true(d->settled);
}

TEST(a_second_evaluation_with_another_answer_is_not_settled)
{
	struct decision *d;

	read_method("id: t\nversion: 1\ninputs: {x: {of: [k]}}\nsets: {s: [a, b]}\n"
		    "result: {r: \"known(mean(x[k] for k in s missing skip))\"}\n");
	give(0, "x", "a", "1");
	d = decide(0, 2021);
	assert_string_equal(result(d, "r"), "true");
	assert_false(d->settled);
}

TEST(an_official_result_that_is_an_interval_is_not_settled)
{
	read_method("id: t\nversion: 1\ninputs: {f: {of: [k], type: truth}}\nsets: {s: [a, b]}\n"
		    "result: {r: \"count(f[k] for k in s missing unknown)\"}\n");
	give(0, "f", "a", "true");
	assert_string_equal(result(decide(0, 2021), "r"), "1..2");
	assert_false(decide(0, 2021)->settled);
}

TEST(traces_hold_each_read_and_each_cell_once)
{
	struct decision *d, *plain = NULL;
	const struct method_cell *cell;

	read_method(FEDERAL);
	give(0, "participants", "VPR5_MA,2021", "10");
	give(0, "low", "VPR5_MA,2021", "3");
	d = decide(0, 2021);
	assert_int_equal(d->nreads, 36); /* nine procedures, two years, two figures */
	assert_int_equal(d->ncells, 18);
	assert_int_equal(d->reads[0].input, 0);
	assert_string_equal(d->reads[0].keys[0].text, "VPR5_MA");
	assert_int_equal(d->reads[0].keys[1].number.num, 2021);
	assert_string_equal(shown(&d->reads[0].value), "10");
	cell = &d->cells[0];
	assert_int_equal(cell->nkeys, 2);
	assert_string_equal(shown(&cell->count), "3");
	assert_string_equal(shown(&cell->of), "10");
	assert_string_equal(shown(&cell->threshold), "0.3");
	assert_string_equal(shown(&cell->is), "true");
	assert_string_equal(shown(&d->cells[17].is), "?no_data");
	assert_string_equal(condition(d, "A"), "false");
	assert_string_equal(condition(d, "is_low"), "-");
	assert_int_equal(
	    evaluator_decide(ctx, new_evaluator(2021, NULL, 0), 0, false, &plain, NULL), OK);
	assert_int_equal(plain->nreads + plain->ncells, 0);
	assert_string_equal(result(plain, "listed"), result(d, "listed"));
	assert_null(decision_result(d, "nothing"));
}

/* The explanation divides outside the guard of `if`; its overflow is not the decision's. */
TEST(what_only_explains_can_not_fail_the_decision)
{
	struct decision *d;

	read_method("id: t\nversion: 1\ninputs: {x: {of: [k]}}\nsets: {s: [a]}\nlet:\n"
		    "  huge(k): x[k] * 9223372036854775807\n"
		    "  low(k): if(x[k] > 1, false, huge(k) / 2 >= 1)\n"
		    "result: {r: \"any(low(k) for k in s missing skip)\"}\n");
	give(0, "x", "a", "2");
	d = decide(0, 2021);
	assert_string_equal(result(d, "r"), "false");
	assert_int_equal(d->ncells, 1);
	assert_string_equal(shown(&d->cells[0].count), "?no_data");
	assert_string_equal(shown(&d->cells[0].of), "2");
}

TEST(if_looks_only_at_the_chosen_branch_and_nothing_else_ends_early)
{
	read_method("id: t\nversion: 1\ninputs: {x: {of: [k]}}\nsets: {s: [a, b]}\n"
		    "result: {r: \"if(true, 1, x['a']) > 0 or x['b'] > 0\"}\n");
	assert_int_equal(decide(0, 2021)->nreads, 1);
	read_method("id: t\nversion: 1\ninputs: {x: {of: [k]}}\nsets: {s: [a, b, c]}\n"
		    "result: {r: \"false and any(true or x[k] > 0 for k in s missing skip)\"}\n");
	assert_int_equal(decide(0, 2021)->nreads, 3);
}

TEST(lets_without_arguments_are_evaluated_once)
{
	read_method("id: t\nversion: 1\ninputs: {x: {of: [k]}}\nlet: {L: \"x['a']\"}\n"
		    "result: {r: L + L + L}\n");
	give(0, "x", "a", "1");
	assert_string_equal(result(decide(0, 2021), "r"), "3");
	assert_int_equal(nreads, 1);
}

#define REGION(results)                                                                            \
	"id: t\nversion: 1\ninputs: {x: {}, y: {}}\nlet: {double: x * 2}\nresult:\n" results

static void
give_region(void)
{
	static const char *const xs[] = {"10", "20", "20", "40", "no_data", "not_offered"};
	size_t i;

	nschools = 6;
	for (i = 0; i < 6; i++) {
		give(i, "x", "", xs[i]);
		municipality[i] = i < 3 ? 0 : 3;
	}
}

TEST(schools_of_a_group_are_looked_at_each_with_its_own_figures)
{
	struct decision *d;

	read_method(
	    REGION("  n: count(true for s in schools(region) missing skip)\n"
		   "  m: count(true for s in schools(municipality) missing skip)\n"
		   "  sum: sum(double for s in schools(list) missing skip)\n"
		   "  low: count(x < 30 for s in schools(region) missing unknown)\n"
		   "  median: quantile(x for s in schools(region) missing skip, 0.5)\n"
		   "  deviation: sd(x for s in schools(municipality) missing skip)\n"
		   "  above: double > 2 * mean(x for s in schools(region) missing skip)\n"));
	give_region();
	d = decide(0, 2021);
	assert_string_equal(result(d, "n"), "6");
	assert_string_equal(result(d, "m"), "3");
	assert_string_equal(result(d, "sum"), "180");
	assert_string_equal(result(d, "low"), "3..4");
	assert_string_equal(result(d, "median"), "20");
	assert_string_equal(result(d, "deviation"), "5.773502691896");
	assert_string_equal(result(d, "above"), "false");
	assert_string_equal(result(decide(3, 2021), "above"), "true");
	assert_string_equal(result(decide(3, 2021), "deviation"), "?no_data");
	assert_int_equal(d->nreads, 1); /* its own x only */
	assert_false(d->settled);
}

TEST(rank_is_one_more_than_how_many_are_greater)
{
	static const char *const want[] = {"4", "2", "2", "1", "?no_data", "?not_offered"};
	size_t i;

	read_method(REGION("  r: rank(double for s in schools(region) missing skip)\n"
			   "  u: rank(x for s in schools(region) missing unknown)\n"));
	give_region();
	for (i = 0; i < 6; i++)
		assert_string_equal(result(decide(i, 2021), "r"), want[i]);
	assert_string_equal(result(decide(1, 2021), "u"), "2..3");
}

TEST(outer_values_reach_a_group_as_arguments)
{
	struct decision *d;

	read_method("id: t\nversion: 1\ninputs: {x: {}}\nlet:\n"
		    "  above(v): count(x > v for s in schools(region) missing skip)\n"
		    "  inner: count(x > 2 * mean(x for t in schools(municipality) missing skip) "
		    "for s in schools(region) missing skip)\n"
		    "result: {r: above(x), i: inner}\n");
	give_region();
	d = decide(0, 2021);
	assert_string_equal(result(d, "r"), "3");
	assert_string_equal(result(d, "i"), "0");
	assert_string_equal(result(decide(3, 2021), "r"), "0");
}

TEST(a_group_is_counted_once_for_all_its_schools)
{
	struct evaluator *ev;
	struct decision *d;
	size_t i;

	read_method("id: t\nversion: 1\ninputs: {x: {}}\nresult: {q: \"quantile(x for s in "
		    "schools(region) missing skip, 0.75) >= x\"}\n");
	nschools = 100;
	for (i = 0; i < 100; i++)
		give(i, "x", "", i % 2 == 0 ? "1" : "2");
	ev = new_evaluator(2021, NULL, 0);
	for (i = 0; i < 100; i++) {
		assert_int_equal(evaluator_decide(ctx, ev, i, true, &d, NULL), OK);
		assert_true(d->settled);
	}
	assert_int_equal(nreads, 200); /* each school once in the group, once for itself */
}

TEST(reads_of_other_schools_are_not_traced)
{
	read_method(REGION("  r: sum(x for s in schools(region) missing skip)\n"));
	give_region();
	assert_int_equal(decide(0, 2021)->nreads, 0);
}

TEST(a_gap_inside_another_school_leaves_the_decision_unsettled)
{
	struct evaluator *ev;
	struct decision *d;
	size_t i;

	read_method("id: t\nversion: 1\ninputs: {x: {of: [k]}}\nsets: {s: [a, b]}\n"
		    "let: {L: \"sum(x[k] for k in s missing skip)\"}\n"
		    "result: {r: \"sum(L for m in schools(region) missing skip) > 3\"}\n");
	nschools = 2;
	give(0, "x", "a", "1");
	give(0, "x", "b", "1");
	give(1, "x", "a", "1");
	ev = new_evaluator(2021, NULL, 0);
	for (i = 0; i < 2; i++) {
		assert_int_equal(evaluator_decide(ctx, ev, i, true, &d, NULL), OK);
		assert_string_equal(result(d, "r"), "false");
		assert_false(d->settled);
	}
}

TEST(a_source_without_groups_gives_empty_sets)
{
	struct method_source alone = {.read = read_figure};
	struct value *params = NULL;
	struct decision *d = NULL;

	read_method(REGION("  n: count(true for s in schools(region) missing skip)\n"));
	assert_int_equal(method_params(ctx, method, NULL, 0, &params, NULL), OK);
	assert_int_equal(evaluator_decide(ctx, evaluator_new(ctx, method, params, 2021, &alone), 0,
			     true, &d, NULL),
	    OK);
	assert_string_equal(result(d, "n"), "0");
}

static struct value
read_nonsense(void *data, size_t school, size_t input, const struct value *keys)
{
	struct value v = value_int(1);

	if (school == 0)
		return value_text("x", -1);
	if (school == 1)
		v.number.den = v.high.den = 0;
	else
		v.absence = ABSENCE_NONE, v.type = VALUE_NODATA;
	return v;
}

TEST(what_a_source_should_not_say_is_no_data)
{
	struct method_source source = {.read = read_nonsense};
	struct value *params = NULL;
	struct decision *d = NULL;
	size_t i;

	read_method(REGION("  r: x + 1\n"));
	assert_int_equal(method_params(ctx, method, NULL, 0, &params, NULL), OK);
	for (i = 0; i < 3; i++) {
		assert_int_equal(
		    evaluator_decide(
			ctx, evaluator_new(ctx, method, params, 2021, &source), i, true, &d, NULL),
		    OK);
		assert_string_equal(result(d, "r"), "?no_data");
	}
}

RUN(CASE(the_federal_method_is_read_word_for_word),
    CASE(notes_tell_people_what_a_condition_or_a_result_means),
    CASE(fields_of_inputs_params_and_days_are_read), CASE(mistakes_of_another_file_do_not_matter),
    CASE(parameters_are_overridden_by_name_and_type), CASE(weighted_points_are_rounded_exactly),
    CASE(half_points_of_every_tenth_round_up),
    CASE(points_without_any_figure_are_no_data_and_checks_speak_up),
    CASE(a_decision_is_settled_when_the_gaps_cannot_matter),
    CASE(a_second_evaluation_with_another_answer_is_not_settled),
    CASE(an_official_result_that_is_an_interval_is_not_settled),
    CASE(traces_hold_each_read_and_each_cell_once),
    CASE(what_only_explains_can_not_fail_the_decision),
    CASE(if_looks_only_at_the_chosen_branch_and_nothing_else_ends_early),
    CASE(lets_without_arguments_are_evaluated_once),
    CASE(schools_of_a_group_are_looked_at_each_with_its_own_figures),
    CASE(rank_is_one_more_than_how_many_are_greater), CASE(outer_values_reach_a_group_as_arguments),
    CASE(a_group_is_counted_once_for_all_its_schools), CASE(reads_of_other_schools_are_not_traced),
    CASE(a_gap_inside_another_school_leaves_the_decision_unsettled),
    CASE(a_source_without_groups_gives_empty_sets), CASE(what_a_source_should_not_say_is_no_data))
