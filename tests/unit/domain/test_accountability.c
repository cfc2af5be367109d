/*
 * Accountability systems of five school authorities, written in the method language, say of every
 * school what the authority published. The data are in ../shared, the methods in tests/methods.
 */
#include "published.h"

#include "intake/xls.h"

static TALLOC_CTX *ctx;

/* How many schools agree and how many don't; what is left was not published or can't be said. */
static struct agreement
compare(struct judging *j, const char *result, const char *column, size_t same, size_t differ)
{
	struct agreement a = judging_compare(j, result, column);

	if (a.same != same || a.differ != differ)
		print_error(
		    "%s of %s: same %zu, differ %zu\n", result, j->method->id, a.same, a.differ);
	assert_int_equal(a.same, same);
	assert_int_equal(a.differ, differ);
	return a;
}

static struct tables *
north_carolina(bool charter)
{
	/* That a school is a charter stands in the third character of its code and nowhere else. */
	const char *derived = charter ? "charter" : NULL, *pattern = "^..[A-Z]";
	const struct table_form forms[] = {{"north-carolina/nc_spg_2018.csv", .code = "agency_code",
					       .year = "year", .only = "subgroup", .is = "ALL"},
	    {"north-carolina/nc_spg_2014-2017.csv", .code = "agency_code", .year = "year",
		.only = "subgroup", .is = "ALL"},
	    {"north-carolina/nc_lowperf_2018_OFFICIAL.csv", .code = "agency_code", .year = "year",
		.derived = derived, .pattern = pattern}};
	struct tables *t = tables_new(ctx);
	size_t i;

	for (i = 0; i < 3; i++) {
		if (!tables_add(t, &forms[i]))
			return NULL;
	}
	tables_finish(t);
	return t;
}

TEST(north_carolina_scores_are_the_published_ones)
{
	struct tables *t = north_carolina(false);
	struct judging *j;

	if (t == NULL)
		skip();
	j = judging_new(ctx, "nc-score", t, 2018);
	compare(j, "score", "spg_score", 2474, 0);
	compare(j, "grade", "spg_grade", 2474, 0);
}

TEST(north_carolina_lists_the_published_low_performing_schools)
{
	struct tables *t = north_carolina(false);
	struct agreement a;

	if (t == NULL)
		skip();
	a = compare(judging_new(ctx, "nc-low-performing", t, 2018), "listed", "lp_school", 2522, 0);
	assert_int_equal(a.yes, 479);
	assert_int_equal(a.claims, 0);
	assert_int_equal(a.only_published, 2166 - (2522 - 479)); /* N without grade or growth */
	assert_int_equal(a.only_ours, 0);
}

TEST(north_carolina_lists_the_published_recurring_schools)
{
	struct tables *t = north_carolina(true);
	struct agreement a;

	if (t == NULL)
		skip();
	a = compare(
	    judging_new(ctx, "nc-recurring", t, 2018), "listed", "rlp_school", 436 + 2209, 0);
	assert_int_equal(a.yes, 436);
	assert_int_equal(a.claims, 0);
	assert_int_equal(a.only_published, 0);
}

static struct tables *
california(void)
{
	const struct table_form form = {"california/ca_apistrat_2000.csv", .code = "cds"};
	struct tables *t = tables_new(ctx);

	if (!tables_add(t, &form))
		return NULL;
	tables_finish(t);
	return t;
}

TEST(california_schools_meet_their_targets_where_published)
{
	struct tables *t = california();
	struct agreement a;
	struct judging *j;

	if (t == NULL)
		skip();
	j = judging_new(ctx, "california-api-2000", t, 2000);
	compare(j, "growth", "growth", 200, 0);
	a = compare(j, "target", "target", 180, 0);
	assert_int_equal(a.neither, 20); /* they had 800 points */
	a = compare(j, "met", "sch.wide", 200, 0);
	assert_int_equal(a.yes, 152);
}

/* 662.2874: the mean weighted by pw. The place is counted here anew; 743.25 is the upper quartile.
 */
TEST(california_has_the_known_mean_and_places)
{
	struct tables *t = california();
	struct judging *j;
	size_t i, k, upper = 0;

	if (t == NULL)
		skip();
	j = judging_new(ctx, "california-api-2000", t, 2000);
	for (i = 0; i < tables_count(t); i++) {
		struct decision *d = judging_decide(ctx, j, i);
		long api = strtol(tables_text(t, i, 2000, "api00"), NULL, 10), place = 1;

		for (k = 0; k < tables_count(t); k++)
			place += strtol(tables_text(t, k, 2000, "api00"), NULL, 10) > api;
		assert_string_equal(value_print(ctx, decision_result(d, "state_mean")), "662.2874");
		assert_int_equal(decision_result(d, "place")->number.num, place);
		upper += decision_result(d, "upper_quarter")->truth;
		talloc_free(d);
	}
	assert_int_equal(upper, 50);
}

TEST(tennessee_designations_are_the_published_ones)
{
	const struct table_form forms[] = {
	    {"tennessee/tn_final_designations.csv", .code = "system"},
	    {"tennessee/tn_minimum_performance.csv", .code = "system"}};
	struct tables *t = tables_new(ctx);
	struct agreement a;
	struct judging *j;

	if (!tables_add(t, &forms[0]) || !tables_add(t, &forms[1]))
		skip();
	tables_finish(t);
	j = judging_new(ctx, "tennessee-2015", t, 2015);
	a = compare(j, "minimum", "met_minimum_performance_goal", 146, 0);
	assert_int_equal(a.yes, 118);
	compare(j, "overall", "overall_average", 144, 0);
	compare(j, "achievement_designation", "achievement_designation", 144, 0);
	compare(j, "subgroup_designation", "subgroup_designation", 142, 0);
	compare(j, "designation", "final_designation", 146, 0);
}

TEST(overton_county_at_exactly_two_is_satisfactory)
{
	const struct table_form form = {"tennessee/tn_final_designations.csv", .code = "system"};
	const struct table_form goals = {"tennessee/tn_minimum_performance.csv", .code = "system"};
	struct tables *t = tables_new(ctx);
	struct decision *d = NULL;
	struct judging *j;
	size_t i;

	if (!tables_add(t, &form) || !tables_add(t, &goals))
		skip();
	tables_finish(t);
	j = judging_new(ctx, "tennessee-2015", t, 2015);
	for (i = 0; i < tables_count(t); i++) {
		if (strcmp(tables_text(t, i, 2015, "system_name"), "Overton County") == 0)
			d = judging_decide(ctx, j, i);
	}
	assert_non_null(d);
	assert_string_equal(value_print(ctx, decision_result(d, "overall")), "2");
	assert_string_equal(decision_result(d, "designation")->text, "Satisfactory");
}

static void
florida(const char *id, const char *file, const char *grade, size_t graded, size_t incomplete)
{
	const struct table_form form = {file, .code = "District Number", .sub = "School Number"};
	struct tables *t = tables_new(ctx);
	struct judging *j;

	if (!tables_add(t, &form))
		skip();
	tables_finish(t);
	j = judging_new(ctx, id, t, 2016);
	compare(j, "total", "Total Points Earned", graded, 0);
	compare(j, "held", "Total Components", graded, 0);
	compare(j, "percent", "Percent of Total Possible Points", graded, 0);
	compare(j, "grade", grade, graded + incomplete, 0);
}

TEST(florida_grades_of_2015_are_the_published_ones)
{
	florida("florida-2015", "florida/fl_SchoolGrades15.xls",
	    "Informational Baseline Grade 2015", 3296, 42);
}

TEST(florida_grades_of_2016_are_the_published_ones)
{
	florida("florida-2016", "florida/fl_SchoolGrades16.xls", "Grade 2016", 3320, 38);
}

/* @set: how many ratings the board set otherwise than by points. */
static void
chicago(const char *id, size_t sheet, size_t totals, size_t other, size_t set)
{
	const struct table_form form = {
	    "chicago/cps_SQRP_2017-18.xls", sheet, .header = 2, .second = 3, .code = "School ID"};
	struct tables *t = tables_new(ctx);
	struct agreement a;
	struct judging *j;

	if (!tables_add(t, &form))
		skip();
	tables_finish(t);
	j = judging_new(ctx, id, t, 2018);
	a = compare(j, "total", "SQRP Total Points Earned", totals, other);
	assert_int_equal(a.only_ours + a.only_published + a.failed, 0);
	compare(j, "rating", "SY 2017-2018 SQRP Rating", totals + other - set, set);
}

TEST(chicago_rates_elementary_schools_as_published)
{
	chicago("chicago-2018-elementary", 1, 463, 0, 13);
}

/* One total is 2.74997 by weights that are published with two decimals only, and 2.8 was. */
TEST(chicago_rates_high_schools_as_published)
{
	chicago("chicago-2018-high", 2, 115, 1, 4);
}

TEST(chicago_rates_option_schools_as_published)
{
	chicago("chicago-2018-option", 4, 44, 0, 2);
}

static int
setup(void **state)
{
	ctx = talloc_new(NULL);
	return 0;
}

static int
teardown(void **state)
{
	return talloc_free(ctx);
}

/* Old XLS files are read by a child process: this program itself. */
int
main(int argc, char **argv)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(north_carolina_scores_are_the_published_ones),
	    cmocka_unit_test(north_carolina_lists_the_published_low_performing_schools),
	    cmocka_unit_test(north_carolina_lists_the_published_recurring_schools),
	    cmocka_unit_test(california_schools_meet_their_targets_where_published),
	    cmocka_unit_test(california_has_the_known_mean_and_places),
	    cmocka_unit_test(tennessee_designations_are_the_published_ones),
	    cmocka_unit_test(overton_county_at_exactly_two_is_satisfactory),
	    cmocka_unit_test(florida_grades_of_2015_are_the_published_ones),
	    cmocka_unit_test(florida_grades_of_2016_are_the_published_ones),
	    cmocka_unit_test(chicago_rates_elementary_schools_as_published),
	    cmocka_unit_test(chicago_rates_high_schools_as_published),
	    cmocka_unit_test(chicago_rates_option_schools_as_published),
	};

	if (argc == 2 && strcmp(argv[1], XLS_CHILD_WORD) == 0)
		xls_child();
	xls_set_child("/proc/self/exe", XLS_CHILD_WORD, XLS_WALL_SECONDS);
	return cmocka_run_group_tests(tests, setup, teardown);
}
