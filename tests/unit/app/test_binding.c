/* Inputs of methods answered from a database: figures, facts of schools, groups of schools. */
#include "check.h"

#include "app/catalogue.h"
#include "app/identify.h"
#include "app/methods.h"
#include "app/runs.h"
#include "base/tr.h"
#include "store/statements.h"

#define SCHOOLS 60

static TALLOC_CTX *ctx;
static struct app *app;
static struct error err;
static int64_t region, municipalities[2], schools[SCHOOLS], batch;
static int nschools;

/* ---- a small installation: a region, two municipalities ---- */

static void
ok(enum err e)
{
	if (e != OK)
		print_error("%s\n", tr_error(ctx, LANG_EN, &err));
	assert_int_equal(e, OK);
}

static int64_t
add_org(const char *kind, int64_t parent, const char *name)
{
	struct db_org_path above = {.path = "/"};
	struct db_org_add row;
	bool found;

	ok(db_org_add(ctx, app->db, mem_printf(ctx, "%s %s", kind, name), kind, parent, 0, &row,
	    &found, &err));
	if (parent != 0)
		ok(db_org_path(ctx, app->db, parent, &above, &found, &err));
	ok(db_org_path_set(
	    app->db, row.id, mem_printf(ctx, "%s%lld/", above.path, (long long)row.id), &err));
	ok(db_org_name_add(app->db, row.id, "", name, name, name, name, 0, &err));
	return row.id;
}

static int
add_school(int municipality)
{
	char *code = mem_printf(ctx, "s%02d", nschools);

	schools[nschools] = add_org("school", municipalities[municipality], code);
	ok(db_org_code_add(app->db, "school", code, schools[nschools], 0, &err));
	return nschools++;
}

static void
fact(int school, const char *attribute, const char *since, const char *value)
{
	ok(db_fact_add(app->db, schools[school], attribute, since, value, 0, &err));
}

static void
result(int school, const char *procedure, int year, int participants, int low)
{
	ok(db_result_add(app->db, batch, schools[school], procedure, year, "main", participants,
	    low, -1, -1, -1, -1, -1, NULL, NULL, 0, NULL, NULL, "", 1, &err));
}

static int
setup(void **state)
{
	struct db_batch_add row;
	int64_t added;
	bool found;

	ctx = talloc_new(NULL);
	ok(app_new(ctx, "/nowhere", &app, &err));
	app->now = 1;
	ok(db_open_sqlite(app, ":memory:", true, &app->db, &err));
	ok(db_migrate(app->db, 1, &err));
	ok(db_begin(app->db, &err));
	ok(catalogue_store(app, &added, &err));
	ok(db_file_put(app->db, "0", 1, 0, &err));
	ok(db_batch_add(ctx, app->db, "0", "f.csv", "results", 0, 0, 1, 0, 0, &row, &found, &err));
	batch = row.id;
	nschools = 0;
	region = add_org("region", 0, "region");
	municipalities[0] = add_org("municipality", region, "first");
	municipalities[1] = add_org("municipality", region, "second");
	return 0;
}

static int
teardown(void **state)
{
	db_rollback(app->db);
	return talloc_free(ctx);
}

/* ---- running methods ---- */

static enum err
store(const char *text)
{
	struct problems *problems = problems_new(ctx);
	bool added;
	enum err e = method_store(app, "m.yaml", text, strlen(text), problems, &added, &err);

	if (problems->count > 0)
		print_error(
		    "%d: %s\n", (int)problems->items[0].place.row, problems->items[0].what.id);
	return e;
}

static enum err
try_run(const char *method, int year, struct identify_view **view)
{
	struct identify_request q = {.method = method, .year = year};

	return identify_schools(ctx, app, &q, view, &err);
}

static struct identify_view *
run(const char *method, int year)
{
	struct identify_view *v = NULL;

	ok(try_run(method, year, &v));
	assert_int_equal(v->count, nschools);
	return v;
}

static const struct value *
value_of(const struct identify_view *v, int school, const char *name)
{
	size_t i, k;

	for (i = 0; i < v->count; i++) {
		const struct identify_item *item = &v->items[i];

		if (v->data->schools[item->school].id != schools[school])
			continue;
		for (k = 0; k < v->method->nresults; k++) {
			if (strcmp(item->results[k].name, name) == 0)
				return &item->results[k].value;
		}
	}
	assert_true(false);
	return NULL;
}

static const char *
said(const struct identify_view *v, int school, const char *name)
{
	const struct value *value = value_of(v, school, name);

	return value->type == VALUE_NODATA ? absence_code(value->absence) : value_print(ctx, value);
}

/* The expression @r over @inputs for school 0 in 2023. */
static const char *
answer(const char *inputs, const char *r)
{
	static int version;

	ok(store(mem_printf(
	    ctx, "id: t\nversion: %d\ninputs: {%s}\nresult: {r: \"%s\"}\n", ++version, inputs, r)));
	return said(run(mem_printf(ctx, "t@%d", version), 2023), 0, "r");
}

/* The message id with which a method of these inputs is refused. */
static const char *
refusal(const char *inputs, const char *r)
{
	static int version;
	struct identify_view *v;

	ok(store(mem_printf(ctx, "id: refused\nversion: %d\ninputs: {%s}\nresult: {r: \"%s\"}\n",
	    ++version, inputs, r)));
	assert_int_equal(try_run("refused", 2023, &v), ERR_INVALID); /* the newest version */
	return err.id;
}

/* ---- facts ---- */

TEST(a_key_names_the_attribute_of_a_fact)
{
	add_school(0);
	fact(0, "attendance", "", "91.5");
	fact(0, "passport.incomplete", "", "12");
	fact(0, "passport.7", "", "3");
	fact(0, "pass-incomplete", "", "98");
	fact(0, "incomplete", "", "99");
	assert_string_equal(answer("x: {of: [indicator]}", "x['attendance']"), "91.5");
	assert_string_equal(answer("x: {of: [attribute]}", "x['absent']"), "no_data");
	assert_string_equal(
	    answer("x: {of: [indicator], field: passport}", "x['incomplete']"), "12");
	assert_string_equal(answer("passport: {of: [indicator]}", "passport['incomplete']"), "99");
	assert_string_equal(
	    answer("passport: {of: [i], field: passport}", "passport['incomplete']"), "12");
	assert_string_equal(answer("x: {of: [n], field: passport}", "x[7]"), "3");
	assert_string_equal(answer("x: {field: passport.incomplete}", "x"), "12");
	assert_string_equal(answer("x: {of: [i], field: pass}", "x['incomplete']"), "no_data");
}

TEST(a_fact_is_of_the_type_that_the_input_says)
{
	add_school(0);
	fact(0, "yes", "", "1");
	fact(0, "no", "", "0");
	fact(0, "kind", "", "лицей");
	fact(0, "opened", "", "1968-09-01");
	assert_string_equal(answer("x: {of: [a], type: truth}", "x['yes']"), "true");
	assert_string_equal(answer("x: {of: [a], type: truth}", "x['no']"), "false");
	assert_string_equal(answer("x: {of: [a], type: truth}", "x['kind']"), "no_data");
	assert_string_equal(answer("x: {of: [a], type: text}", "x['kind'] = 'лицей'"), "true");
	assert_string_equal(answer("x: {of: [a]}", "x['kind']"), "no_data");
	assert_string_equal(answer("opened: {type: day}", "opened"), "1968-09-01");
	assert_string_equal(answer("x: {of: [a], type: day}", "x['kind']"), "no_data");
}

TEST(without_a_year_the_newest_fact_that_holds_counts)
{
	add_school(0);
	fact(0, "pupils", "", "100");
	fact(0, "pupils", "2022-01-01", "120");
	fact(0, "pupils", "2024-01-01", "140");
	fact(0, "pupils", "whenever", "1");
	assert_string_equal(answer("x: {of: [a]}", "x['pupils']"), "120");
	assert_string_equal(answer("pupils: {}", "pupils"), "120");
}

TEST(with_a_year_only_the_fact_of_that_year_counts)
{
	add_school(0);
	fact(0, "signs.RU4", "", "9");
	fact(0, "signs.RU4", "2022-01-01", "1");
	fact(0, "signs.RU4", "2023-01-01", "2");
	fact(0, "signs.RU4", "2023-05-01", "3");
	fact(0, "pupils", "2021-09-01", "50");
	assert_string_equal(answer("x: {of: [sign, year], field: signs}", "x['RU4', year]"), "3");
	assert_string_equal(
	    answer("x: {of: [year, sign], field: signs}", "x[year - 1, 'RU4']"), "1");
	assert_string_equal(
	    answer("x: {of: [sign, year], field: signs}", "x['RU4', 2021]"), "no_data");
	assert_string_equal(answer("pupils: {of: [year]}", "pupils[2021]"), "50");
	assert_string_equal(answer("pupils: {of: [year]}", "pupils[2022]"), "no_data");
	assert_string_equal(answer("pupils: {of: [year]}", "pupils[2021.5]"), "no_data");
	assert_string_equal(answer("pupils: {of: [year]}", "pupils[0 - 1]"), "no_data");
}

TEST(keys_that_nothing_answers_are_refused)
{
	static const char figures[] =
	    "the method's input {0} is by «{1}»; figures here are by procedure and year";
	static const char none[] = "no figure answers the method's input {0} («{1}»)";

	add_school(0);
	assert_string_equal(refusal("low: {of: [procedur, year]}", "low['A', 1]"), figures);
	assert_string_equal(refusal("x: {of: [procedure, sign]}", "x['A', 'b']"), figures);
	assert_string_equal(refusal("low: {of: [year]}", "low[1]"), none);
	assert_string_equal(refusal("x: {of: [procedure]}", "x['A']"), none);
	assert_string_equal(refusal("x: {of: [a, b]}", "x['A', 'B']"),
	    "the method's input {0} is by «{1}» and «{2}»; a fact of a school is found by one key "
	    "and the year");
}

/* ---- groups ---- */

static const char ranked[] =
    "id: ranked\n"
    "version: 1\n"
    "inputs:\n"
    "  participants: {of: [procedure, year]}\n"
    "  low: {of: [procedure, year]}\n"
    "let:\n"
    "  part: low['VPR5_MA', year] / participants['VPR5_MA', year]\n"
    "result:\n"
    "  listed: part >= quantile(part for s in schools(region) missing skip, 75 %)\n"
    "  place: rank(part for s in schools(municipality) missing skip)\n"
    "  of: count(known(part) for s in schools(municipality) missing skip)\n"
    "  region: rank(part for s in schools(region) missing skip)\n"
    "  level: band(part, 'level')\n"
    "bands: {level: [{from: 0.5, is: high}, {from: 0.3, is: middle}, {is: low}]}\n";

/* Shares of low results: 10 %, 30 %, 50 %, 30 % in the first municipality; 40 %, none, 60 %. */
TEST(schools_have_places_in_their_municipality_and_in_the_region)
{
	static const int first[] = {1, 3, 5, 3}, second[] = {4, -1, 6};
	struct identify_view *v;
	size_t i;

	for (i = 0; i < 4; i++)
		result(add_school(0), "VPR5_MA", 2023, 10, first[i]);
	for (i = 0; i < 3; i++) {
		int s = add_school(1);

		if (second[i] >= 0)
			result(s, "VPR5_MA", 2023, 10, second[i]);
	}
	ok(store(ranked));
	v = run("ranked", 2023);
	assert_string_equal(said(v, 0, "place"), "4");
	assert_string_equal(said(v, 1, "place"), "2"); /* two schools share it */
	assert_string_equal(said(v, 2, "place"), "1");
	assert_string_equal(said(v, 3, "place"), "2");
	assert_string_equal(said(v, 4, "place"), "2");
	assert_string_equal(said(v, 5, "place"), "no_data");
	assert_string_equal(said(v, 6, "place"), "1");
	assert_string_equal(said(v, 0, "of"), "4");
	assert_string_equal(said(v, 6, "of"), "2");
	assert_string_equal(said(v, 6, "region"), "1");
	assert_string_equal(said(v, 2, "region"), "2");
	assert_string_equal(said(v, 4, "region"), "3");
	assert_string_equal(said(v, 0, "region"), "6");
	/* of 0.1 0.3 0.3 0.4 0.5 0.6 the upper quartile is 0.475 */
	assert_string_equal(said(v, 2, "listed"), "true");
	assert_string_equal(said(v, 4, "listed"), "false");
	assert_string_equal(said(v, 6, "listed"), "true");
	assert_int_equal(v->listed, 2);
	assert_int_equal(v->with_data, 6);
	assert_string_equal(said(v, 6, "level"), "high");
	assert_string_equal(said(v, 3, "level"), "middle");
	assert_string_equal(said(v, 0, "level"), "low");
}

/* ---- saved runs over groups ---- */

static size_t
saved(const char *method)
{
	struct identify_request q = {.method = method, .year = 2023, .save = true};
	struct identify_view *v = NULL;

	ok(identify_schools(ctx, app, &q, &v, &err));
	assert_true(v->run > 0);
	return v->count;
}

static enum err
count_finding(void *arg, int64_t run, int64_t org, const char *what, struct error *e)
{
	++*(int *)arg;
	return OK;
}

/* How many findings checking all saved runs gives. */
static int
findings(void)
{
	int64_t runs;
	int n = 0;

	ok(runs_verify(ctx, app, 0, count_finding, &n, &runs, &err));
	assert_true(runs > 0);
	return n;
}

static void
fill_groups(void)
{
	int i;

	for (i = 0; i < 7; i++) {
		add_school(i % 2);
		if (i != 5)
			result(i, "VPR5_MA", 2023, 10, i * 3 % 10);
	}
	fact(3, "bias.RU4", "2023-01-01", "2");
}

TEST(a_run_over_groups_is_evaluated_again_from_what_it_kept)
{
	fill_groups();
	ok(store(ranked));
	assert_int_equal(saved("ranked"), 7);
	saved("bias-signs-fioko-2019");
	saved("leader-schools");
	saved("adverse-conditions-example");
	assert_int_equal(findings(), 0);
	/* what comes later changes nothing */
	result(5, "VPR5_MA", 2023, 10, 9);
	fact(4, "bias.RU4", "2023-01-01", "2");
	ok(db_fact_replace(app->db, schools[3], "bias.RU4", "2023-01-01", batch, &err));
	add_school(0);
	assert_int_equal(findings(), 0);
}

/* A change of one school's figures behind the program's back shows in the places of others. */
TEST(a_changed_input_of_another_school_is_found)
{
	fill_groups();
	ok(store(ranked));
	saved("ranked");
	ok(app->db->driver->script(
	    app->db, "UPDATE run_item SET inputs = replace(inputs, '\"8\"', '\"0\"')", &err));
	assert_true(findings() > 2); /* the run's digest, the school itself, those behind it */
	ok(app->db->driver->script(
	    app->db, "UPDATE run_item SET inputs = replace(inputs, '\"0\"', '\"8\"')", &err));
}

TEST(inputs_of_another_shape_are_found_in_a_run_over_groups)
{
	static const char *const broken[] = {"[", "{}", "{\"reads\":[]}",
	    "{\"reads\":[1,[],[2],{\"a\":3}],\"municipality\":1}",
	    "{\"reads\":[[\"low\",[[],2],{}]],\"municipality\":1}",
	    "{\"reads\":[[\"low\",[\"A\",\"2023\"],\"1\"]],\"municipality\":[]}"};
	size_t i;

	fill_groups();
	ok(store(ranked));
	saved("ranked");
	for (i = 0; i < sizeof broken / sizeof *broken; i++) {
		ok(app->db->driver->script(app->db,
		    mem_printf(ctx, "UPDATE run_item SET inputs = '%s' WHERE org = %d", broken[i],
			(int)schools[i % 2 == 0 ? 0 : 4]),
		    &err));
		assert_true(findings() >= 2);
	}
}

/* ---- the catalogue's methods of this kind ---- */

TEST(signs_of_bias_are_counted_for_the_year_they_were_listed)
{
	struct identify_view *v;
	int i;

	for (i = 0; i < 4; i++)
		add_school(0);
	fact(0, "bias.RU4", "2023-01-01", "2"); /* the federal list */
	fact(0, "bias.MA5", "2023-01-01", "1");
	fact(1, "bias.mean_MA4", "2023-01-01", "1"); /* the signs themselves */
	fact(1, "bias.fall_RU", "2023-01-01", "0");
	fact(2, "bias.RU4", "2022-01-01", "1"); /* of last year */
	v = run("bias-signs-fioko-2019", 2023);
	assert_string_equal(said(v, 0, "listed"), "true");
	assert_string_equal(said(v, 0, "count_of_signs"), "3");
	assert_string_equal(said(v, 1, "count_of_signs"), "1");
	assert_string_equal(said(v, 2, "listed"), "false");
	assert_string_equal(said(v, 3, "count_of_signs"), "0");
	assert_string_equal(said(v, 3, "region_index"), "50");
	v = run("bias-signs-fioko-2019", 2022);
	assert_string_equal(said(v, 0, "listed"), "false");
	assert_string_equal(said(v, 2, "listed"), "true");
	assert_string_equal(said(v, 2, "region_index"), "75");
}

static void
three_procedures(int school, int year, int low)
{
	result(school, "VPR5_MA", year, 20, low);
	result(school, "VPR6_MA", year, 20, low);
	result(school, "VPR5_RU", year, 20, low);
}

/* Of five schools the best quarter is two: the lower quartile is the second value. */
TEST(leaders_are_the_best_of_the_region_two_years_running)
{
	static const int now[] = {0, 1, 2, 3, 4}, before[] = {0, 1, 2, 3, 4};
	struct identify_view *v;
	int i;

	for (i = 0; i < 5; i++) {
		add_school(i % 2);
		three_procedures(i, 2023, now[i]);
		three_procedures(i, 2022, before[i]);
	}
	v = run("leader-schools", 2023);
	assert_string_equal(said(v, 0, "listed"), "true");
	assert_string_equal(said(v, 1, "listed"), "true");
	assert_string_equal(said(v, 2, "listed"), "false");
	assert_string_equal(said(v, 0, "place"), "1");
	assert_string_equal(said(v, 4, "place"), "5");
	assert_string_equal(said(v, 1, "rate"), "0.05");
	assert_int_equal(v->listed, 2);
	fact(1, "bias.RU4", "2023-01-01", "1");
	v = run("leader-schools", 2023);
	assert_string_equal(said(v, 1, "listed"), "false");
}

/* One low procedure among good ones, last year already, ends leadership; few data do not give it.
 */
TEST(leaders_have_no_low_procedure_and_enough_data)
{
	struct identify_view *v;
	int i;

	for (i = 0; i < 5; i++) {
		add_school(0);
		if (i == 1)
			continue;
		three_procedures(i, 2023, i);
		three_procedures(i, 2022, i);
	}
	result(0, "VPR6_RU", 2022, 10, 3); /* 30 % of ten */
	result(1, "VPR5_MA", 2023, 20, 0);
	v = run("leader-schools", 2023);
	assert_string_equal(said(v, 0, "listed"), "false");
	assert_string_equal(said(v, 1, "listed"), "no_data");
}

static void
passport(int school, const char *const values[6], const char *rural)
{
	static const char *const codes[] = {"higher_education", "incomplete", "unemployed",
	    "low_income", "on_register", "non_native"};
	size_t i;

	for (i = 0; i < 6; i++)
		fact(school, mem_printf(ctx, "passport.%s", codes[i]), "", values[i]);
	fact(school, "rural", "", rural);
}

/*
 * Each indicator is a step of the same size from school to school, so every z is that of 1..5
 * (sd 1.5811): -1.2649, -0.6325, 0 …; rural is constant and adds nothing. With 0.9 of the weights
 * the index itself is a z of 1..5 again: 50 + 10 z.
 */
TEST(the_example_of_adverse_conditions_orders_schools_by_their_passport)
{
	static const char *const up[] = {"10", "20", "30", "40", "50"};
	static const char *const down[] = {"5", "4", "3", "2", "1"};
	static const char *const want[] = {"37.4", "43.7", "50", "56.3", "62.6"};
	struct identify_view *v;
	int i;

	for (i = 0; i < 5; i++) {
		add_school(i % 2);
		passport(i,
		    (const char *const[]){up[i], down[i], down[i], down[i], down[i], down[i]}, "0");
	}
	add_school(0); /* without a passport */
	v = run("adverse-conditions-example", 2023);
	for (i = 0; i < 5; i++) {
		assert_string_equal(said(v, i, "index"), want[i]);
		assert_string_equal(said(v, i, "listed"), i < 2 ? "true" : "false");
	}
	assert_string_equal(said(v, 4, "place"), "1");
	assert_string_equal(said(v, 5, "index"), "no_data");
	assert_int_equal(v->items[0].nfailed, 0);
}

/* Lets of lets over all schools must not take more steps than one school may. */
TEST(the_example_of_adverse_conditions_runs_over_many_schools)
{
	struct identify_view *v;
	char text[6][8];
	int i, k;

	for (i = 0; i < SCHOOLS; i++) {
		add_school(i % 2);
		for (k = 0; k < 6; k++)
			snprintf(text[k], sizeof text[k], "%d.%d", i * (k + 7) % 83, i % 10);
		passport(i,
		    (const char *const[]){text[0], text[1], text[2], text[3], text[4], text[5]},
		    i % 3 == 0 ? "1" : "0");
	}
	v = run("adverse-conditions-example", 2023);
	assert_int_equal(v->listed, SCHOOLS / 4);
}

#define EACH(test) cmocka_unit_test_setup_teardown(test, setup, teardown)

RUN(EACH(a_key_names_the_attribute_of_a_fact), EACH(a_fact_is_of_the_type_that_the_input_says),
    EACH(without_a_year_the_newest_fact_that_holds_counts),
    EACH(with_a_year_only_the_fact_of_that_year_counts),
    EACH(keys_that_nothing_answers_are_refused),
    EACH(schools_have_places_in_their_municipality_and_in_the_region),
    EACH(a_run_over_groups_is_evaluated_again_from_what_it_kept),
    EACH(a_changed_input_of_another_school_is_found),
    EACH(inputs_of_another_shape_are_found_in_a_run_over_groups),
    EACH(signs_of_bias_are_counted_for_the_year_they_were_listed),
    EACH(leaders_are_the_best_of_the_region_two_years_running),
    EACH(leaders_have_no_low_procedure_and_enough_data),
    EACH(the_example_of_adverse_conditions_orders_schools_by_their_passport),
    EACH(the_example_of_adverse_conditions_runs_over_many_schools))
