#include "catalogue_check.h"

static TALLOC_CTX *ctx;
static struct procedures procedures;
static struct scales list;
static struct problems *problems;

static const struct scale *
primary(const char *procedure, int year)
{
	const struct scale *s = scale_find(&list, procedure, year, SCORE_PRIMARY);

	assert_non_null(s);
	return s;
}

/* The mark by the sum alone, or 0. */
static int
mark_of(const struct scale *s, int score)
{
	bool sure;
	int mark;

	return scale_mark(s, score, &mark, &sure) ? mark : 0;
}

/* The table of method.md, 7.4, retyped: code, max, last score of «2», «3», «4». */
static const struct {
	const char *code;
	int max, two, three, four;
} vpr[] = {
    {"VPR4_MA", 20, 5, 9, 14},
    {"VPR5_MA", 20, 6, 10, 14},
    {"VPR6_MA", 16, 5, 9, 13},
    {"VPR7_MA", 19, 6, 11, 15},
    {"VPR8_MA", 25, 7, 14, 20},
    {"VPR4_RU", 38, 13, 23, 32},
    {"VPR5_RU", 45, 17, 28, 38},
    {"VPR6_RU", 51, 24, 34, 44},
    {"VPR7_RU", 47, 21, 31, 41},
    {"VPR8_RU", 51, 25, 31, 44},
};

TEST(the_vpr_scales_of_2021_are_those_of_the_official_descriptions)
{
	size_t i;

	for (i = 0; i < sizeof vpr / sizeof *vpr; i++) {
		const struct scale *s = primary(vpr[i].code, 2021);
		int score;

		assert_int_equal(s->provenance.status, STATUS_VERIFIED);
		assert_int_equal(s->max, vpr[i].max);
		assert_int_equal(s->minimum, vpr[i].two + 1);
		for (score = 0; score <= s->max; score++)
			assert_int_equal(mark_of(s, score), score <= vpr[i].two     ? 2
							    : score <= vpr[i].three ? 3
							    : score <= vpr[i].four  ? 4
										    : 5);
		assert_int_equal(mark_of(s, s->max + 1), 0);
		assert_int_equal(mark_of(s, -1), 0);
	}
}

TEST(only_2021_is_verified_for_vpr_and_later_years_are_less_and_less_sure)
{
	size_t i;

	for (i = 0; i < sizeof vpr / sizeof *vpr; i++) {
		assert_int_equal(primary(vpr[i].code, 2020)->provenance.status, STATUS_ASSUMED);
		assert_int_equal(primary(vpr[i].code, 2022)->provenance.status, STATUS_ASSUMED);
		assert_ptr_equal(primary(vpr[i].code, 2022), primary(vpr[i].code, 2023));
		assert_int_equal(rational_cmp(primary(vpr[i].code, 2023)->provenance.confidence,
				     (struct rational){8, 10}),
		    0);
		assert_int_equal(rational_cmp(primary(vpr[i].code, 2024)->provenance.confidence,
				     (struct rational){5, 10}),
		    0);
		assert_null(scale_find(&list, vpr[i].code, 2025, SCORE_PRIMARY));
	}
}

/* Russian 4: 38 points in 2021, 24 in 2026 with marks unknown. */
TEST(a_scale_may_know_only_its_greatest_score)
{
	const struct scale *s = primary("VPR4_RU", 2026);

	assert_int_equal(s->max, 24);
	assert_int_equal(mark_of(s, 10), 0);
	assert_int_equal(scale_minimum(s, 10), MINIMUM_UNKNOWN);
}

/* The table of method.md, 7.3: exam, year, max, minimum, verified. */
TEST(minima_of_oge_and_ege_are_those_of_the_table)
{
	static const struct {
		const char *code;
		int since, until;
		enum score_kind score;
		int max, minimum;
		enum method_status status;
	} rows[] = {
	    {"OGE_RU", 2019, 2019, SCORE_PRIMARY, 39, 15, STATUS_ASSUMED},
	    {"OGE_RU", 2021, 2022, SCORE_PRIMARY, 33, 15, STATUS_ASSUMED},
	    {"OGE_RU", 2023, 2023, SCORE_PRIMARY, 33, 15, STATUS_VERIFIED},
	    {"OGE_RU", 2024, 2024, SCORE_PRIMARY, 33, 15, STATUS_ASSUMED},
	    {"OGE_RU", 2025, 2025, SCORE_PRIMARY, 37, 15, STATUS_ASSUMED},
	    {"OGE_MA", 2019, 2019, SCORE_PRIMARY, 32, 8, STATUS_ASSUMED},
	    {"OGE_MA", 2021, 2022, SCORE_PRIMARY, 31, 8, STATUS_ASSUMED},
	    {"OGE_MA", 2023, 2024, SCORE_PRIMARY, 31, 8, STATUS_VERIFIED},
	    {"OGE_MA", 2025, 2025, SCORE_PRIMARY, 31, 8, STATUS_ASSUMED},
	    {"EGE_RU", 2019, 2019, SCORE_TEST, -1, 24, STATUS_VERIFIED},
	    {"EGE_RU", 2020, 2025, SCORE_TEST, -1, 24, STATUS_ASSUMED},
	    {"EGE_RU", 2026, 2026, SCORE_TEST, -1, 24, STATUS_VERIFIED},
	    {"EGE_MAP", 2019, 2019, SCORE_TEST, -1, 27, STATUS_VERIFIED},
	    {"EGE_MAP", 2020, 2025, SCORE_TEST, -1, 27, STATUS_ASSUMED},
	    {"EGE_MAP", 2026, 2026, SCORE_TEST, -1, 27, STATUS_VERIFIED},
	    {"EGE_MAB", 2019, 2019, SCORE_PRIMARY, 20, 7, STATUS_ASSUMED},
	    {"EGE_MAB", 2022, 2026, SCORE_PRIMARY, 21, 7, STATUS_ASSUMED},
	};
	size_t i;
	int year;

	for (i = 0; i < sizeof rows / sizeof *rows; i++) {
		for (year = rows[i].since; year <= rows[i].until; year++) {
			const struct scale *s =
			    scale_find(&list, rows[i].code, year, rows[i].score);

			assert_non_null(s);
			assert_int_equal(s->max, rows[i].max);
			assert_int_equal(s->minimum, rows[i].minimum);
			assert_int_equal(s->provenance.status, rows[i].status);
		}
	}
}

TEST(marks_of_oge_and_ege_are_those_of_the_table)
{
	static const struct {
		const char *code;
		int year, three, four, five;
	} rows[] = {{"OGE_RU", 2019, 15, 25, 34}, {"OGE_RU", 2023, 15, 23, 29},
	    {"OGE_RU", 2025, 15, 26, 32}, {"OGE_MA", 2021, 8, 15, 22}, {"OGE_MA", 2024, 8, 15, 22},
	    {"EGE_MAB", 2022, 7, 12, 17}, {"EGE_MAB", 2026, 7, 12, 17}};
	size_t i;

	for (i = 0; i < sizeof rows / sizeof *rows; i++) {
		const struct scale *s = primary(rows[i].code, rows[i].year);

		assert_int_equal(mark_of(s, rows[i].three - 1), 2);
		assert_int_equal(mark_of(s, rows[i].three), 3);
		assert_int_equal(mark_of(s, rows[i].four - 1), 3);
		assert_int_equal(mark_of(s, rows[i].four), 4);
		assert_int_equal(mark_of(s, rows[i].five - 1), 4);
		assert_int_equal(mark_of(s, rows[i].five), 5);
	}
}

/* method.md, test vector 7: a total of 9 may be «2» when geometry has 1. */
TEST(a_sum_that_reaches_the_minimum_of_oge_maths_is_not_sure)
{
	const struct scale *s = primary("OGE_MA", 2023);
	bool sure = true;
	int mark;

	assert_int_equal(scale_minimum(s, 7), MINIMUM_NOT_MET);
	assert_int_equal(scale_minimum(s, 9), MINIMUM_MET_IF_ALSO);
	assert_int_equal(scale_minimum(s, 32), MINIMUM_UNKNOWN);
	assert_true(scale_mark(s, 9, &mark, &sure));
	assert_false(sure);
	assert_true(scale_mark(s, 7, &mark, &sure));
	assert_true(sure);
	assert_int_equal(scale_minimum(primary("VPR5_MA", 2021), 7), MINIMUM_MET);
	assert_int_equal(
	    scale_minimum(scale_find(&list, "EGE_RU", 2023, SCORE_TEST), 24), MINIMUM_MET);
}

TEST(upper_marks_of_oge_russian_ask_for_literacy_in_2023)
{
	const struct scale *s = primary("OGE_RU", 2023);
	bool sure;
	int mark;

	assert_true(scale_mark(s, 20, &mark, &sure));
	assert_true(sure);
	assert_true(scale_mark(s, 25, &mark, &sure));
	assert_int_equal(mark, 4);
	assert_false(sure);
	assert_string_equal(s->marks[3].condition.ru, "не менее 6 баллов по критериям ГК1–ГК4");
}

TEST(years_without_an_exam_have_no_scale)
{
	size_t i;

	assert_null(scale_find(&list, "OGE_MA", 2020, SCORE_PRIMARY));
	assert_null(scale_find(&list, "OGE_RU", 2020, SCORE_PRIMARY));
	for (i = 0; i < list.count; i++) {
		const struct scale *s = &list.items[i];
		const struct procedure *p = procedure_find(&procedures, s->procedure);
		int year;

		for (year = s->since; year <= s->until; year++)
			assert_true(procedure_held(p, year));
	}
}

#define SCALE "scales:\n  - {procedure: VPR5_MA, score: primary"
#define PERIOD ", periods: [{year: 2019, status: local}]}\n"

static size_t
mistakes(const char *s)
{
	struct scales none = {0};
	bool ok;

	problems = problems_new(ctx);
	ok = scales_read(ctx, "s.yaml", s, strlen(s), &procedures, &none, problems);
	assert_int_equal(ok, problems->errors == 0);
	assert_int_equal(none.count, ok ? 1 : 0);
	return problems->errors;
}

TEST(marks_must_follow_one_another_from_0_to_max)
{
	assert_int_equal(
	    mistakes(SCALE ", marks: {2: [0, 1], 3: [2, 3], 4: [4, 5], 5: [6, 7]}" PERIOD), 0);
	assert_int_equal(
	    mistakes(SCALE ", marks: {2: [0, 1], 3: [3, 3], 4: [4, 5], 5: [6, 7]}" PERIOD), 1);
	assert_true(has_problem(
	    problems, "the scores of mark {0} must begin at {1} and not end before", 2, 0));
	assert_int_equal(
	    mistakes(SCALE ", marks: {2: [0, 1], 3: [2, 1], 4: [2, 5], 5: [6, 7]}" PERIOD), 1);
	assert_int_equal(
	    mistakes(SCALE
		", max: 8, minimum: 3, marks: {2: [0, 1], 3: [2, 3], 4: [4, 5], 5: [6, 7]}" PERIOD),
	    2);
	assert_true(has_problem(problems, "the marks end at {0}, the greatest score is {1}", 2, 0));
	assert_true(has_problem(problems, "mark 3 begins at {0}, the minimum is {1}", 2, 0));
	assert_int_equal(mistakes(SCALE ", marks: {2: [0, 1], 3: [2, x], 4: 4}" PERIOD), 3);
}

TEST(every_mistake_of_a_scale_is_reported)
{
	assert_int_equal(mistakes("scales:\n"
				  "  - procedure: NOPE\n"
				  "    score: stars\n"
				  "    max: 5\n"
				  "    minimum: 6\n"
				  "    mark_conditions: {4: x}\n"
				  "    extra: 1\n"
				  "    periods:\n"
				  "      - {year: 2019, since: 2019, status: local}\n"
				  "      - {since: 2022, until: 2021, status: sure}\n"),
	    8);
	assert_true(has_problem(problems, "unknown procedure «{0}»", 2, 16));
	assert_true(has_problem(problems, "unknown word «{0}»", 3, 12));
	assert_true(has_problem(problems, "the minimum is above the greatest score", 2, 5));
	assert_true(
	    has_problem(problems, "conditions of marks without the scores of the marks", 6, 22));
	assert_true(has_problem(problems, "the key «{0}» is not known here", 7, 5));
	assert_true(has_problem(problems, "either `year` or `since` and `until`, not both", 9, 9));
	assert_true(has_problem(problems, "`since` is later than `until`", 10, 9));
	assert_true(has_problem(problems, "unknown word «{0}»", 10, 44));
	assert_int_equal(mistakes(SCALE PERIOD), 1);
	assert_true(
	    has_problem(problems, "a scale must say its greatest score or its minimum", 2, 5));
	assert_int_equal(mistakes("x: 1\n"), 2);
}

TEST(one_procedure_has_one_scale_for_a_year)
{
	static const char again[] = SCALE ", max: 20, periods: [{since: 2024, until: 2025, "
					  "status: local}, {year: 2025, status: local}]}\n";
	size_t count = list.count;

	assert_int_equal(mistakes(again), 1); /* 2025 twice */
	assert_int_equal(mistakes(SCALE ", max: 20, periods: [{year: 2025, status: local},"
					" {since: 2024, until: 2025, status: local}]}\n"),
	    1);
	problems = problems_new(ctx);
	assert_false(
	    scales_read(ctx, "s.yaml", again, sizeof again - 1, &procedures, &list, problems));
	assert_int_equal(problems->errors, 2); /* 2024 is in the catalogue too */
	assert_true(has_problem(problems, "«{0}» has two scales for one year", 2, 0));
	assert_int_equal(list.count, count);
}

static int
setup(void **state)
{
	ctx = talloc_new(NULL);
	read_catalogue(ctx, &procedures, &list);
	return 0;
}

static int
teardown(void **state)
{
	return talloc_free(ctx);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(the_vpr_scales_of_2021_are_those_of_the_official_descriptions),
	    cmocka_unit_test(only_2021_is_verified_for_vpr_and_later_years_are_less_and_less_sure),
	    cmocka_unit_test(a_scale_may_know_only_its_greatest_score),
	    cmocka_unit_test(minima_of_oge_and_ege_are_those_of_the_table),
	    cmocka_unit_test(marks_of_oge_and_ege_are_those_of_the_table),
	    cmocka_unit_test(a_sum_that_reaches_the_minimum_of_oge_maths_is_not_sure),
	    cmocka_unit_test(upper_marks_of_oge_russian_ask_for_literacy_in_2023),
	    cmocka_unit_test(years_without_an_exam_have_no_scale),
	    cmocka_unit_test(marks_must_follow_one_another_from_0_to_max),
	    cmocka_unit_test(every_mistake_of_a_scale_is_reported),
	    cmocka_unit_test(one_procedure_has_one_scale_for_a_year),
	};

	return cmocka_run_group_tests(tests, setup, teardown);
}
