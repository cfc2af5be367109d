/*
 * The catalogue's methods, run by the language of methods: on the demonstration, on the vectors of
 * method.md, on the real results of one region counted independently.
 */
#include "catalogue_check.h"

#include "domain/method/method.h"

#define SCHOOLS 700
#define FIRST 2020
#define YEARS 4
#define PROCEDURES 9
#define WAVES 3

static const char *const procedure_codes[PROCEDURES] = {
    "VPR5_MA", "VPR6_MA", "VPR5_RU", "VPR6_RU", "OGE_MA", "OGE_RU", "EGE_MAB", "EGE_MAP", "EGE_RU"};
static const char *const wave_codes[WAVES] = {"main", "autumn", "gve"};

struct cell {
	bool there;
	enum absence absence;
	int participants, low, low_regional; /* -1 = not said */
};

/* Results of some schools; codes[i] is school i. */
struct results {
	size_t count;
	char *codes[SCHOOLS];
	struct cell cells[SCHOOLS][YEARS][PROCEDURES][WAVES];
	const struct method *method;
};

static TALLOC_CTX *ctx;

static size_t
word_index(const char *const *words, size_t n, const char *s)
{
	size_t i;

	for (i = 0; i < n && strcmp(words[i], s) != 0; i++)
		;
	return i;
}

static struct cell *
cell_of(struct results *r, size_t school, int year, const char *procedure, const char *wave)
{
	size_t p = word_index(procedure_codes, PROCEDURES, procedure);
	size_t w = word_index(wave_codes, WAVES, wave);

	if (year < FIRST || year >= FIRST + YEARS || p == PROCEDURES || w == WAVES)
		return NULL;
	return &r->cells[school][year - FIRST][p][w];
}

static size_t
school_of(struct results *r, const char *code)
{
	size_t i;

	for (i = 0; i < r->count; i++) {
		if (strcmp(r->codes[i], code) == 0)
			return i;
	}
	assert_true(r->count < SCHOOLS);
	r->codes[r->count] = mem_strdup(ctx, code);
	return r->count++;
}

static void
put(struct results *r, const char *school, int year, const char *procedure, int n, int low)
{
	struct cell *c = cell_of(r, school_of(r, school), year, procedure, "main");

	*c = (struct cell){true, ABSENCE_NONE, n, low, -1};
}

static enum absence
absence_of(const char *status)
{
	enum absence a = ABSENCE_NONE;

	if (status[0] != '\0')
		assert_true(absence_parse(status, &a));
	return a;
}

/* Reads results.csv by its header; rows of other waves than ours are left out. */
static struct results *
read_results(const char *bytes, size_t size)
{
	static const char *const wanted[] = {
	    "year", "procedure", "school", "participants", "low", "status", "wave", "low_regional"};
	struct results *r = mem_new(ctx, struct results);
	char *text = mem_strndup(ctx, bytes, size), *line, *cell;
	size_t at[8], i, column;

	for (i = 0; i < 8; i++)
		at[i] = SIZE_MAX;
	line = strsep(&text, "\n");
	for (column = 0; (cell = strsep(&line, ";")) != NULL; column++) {
		i = word_index(wanted, 8, cell);
		if (i < 8)
			at[i] = column;
	}
	while ((line = strsep(&text, "\n")) != NULL && *line != '\0') {
		const char *v[8] = {"", "", "", "", "", "", "main", ""};
		struct cell *c;

		for (column = 0; (cell = strsep(&line, ";")) != NULL; column++) {
			for (i = 0; i < 8; i++) {
				if (at[i] == column)
					v[i] = cell;
			}
		}
		c = cell_of(r, school_of(r, v[2]), atoi(v[0]), v[1], v[6]);
		if (c != NULL)
			*c = (struct cell){true, absence_of(v[5]), atoi(v[3]), atoi(v[4]),
			    v[7][0] == '\0' ? -1 : atoi(v[7])};
	}
	return r;
}

static struct value
cell_value(const struct cell *c, const char *field)
{
	int n = c->participants;

	if (c->absence != ABSENCE_NONE)
		return value_nodata(c->absence);
	if (strcmp(field, "low") == 0)
		n = c->low;
	else if (strcmp(field, "low_regional") == 0)
		n = c->low_regional;
	return n < 0 ? value_nodata(ABSENCE_NO_DATA) : value_int(n);
}

static struct value
read_value(void *data, size_t school, size_t input, const struct value *keys)
{
	struct results *r = data;
	const struct method_input *in = &r->method->inputs[input];
	size_t i;

	for (i = 0; i < in->nwaves; i++) {
		const struct cell *c =
		    cell_of(r, school, (int)keys[1].number.num, keys[0].text, in->waves[i]);

		if (c != NULL && c->there)
			return cell_value(c, in->field);
	}
	return value_nodata(ABSENCE_NO_DATA);
}

static const struct method *
method_of(const char *id)
{
	struct problems *problems = problems_new(ctx);
	char *name = mem_printf(ctx, "methods/%s.yaml", id);
	const struct embedded *f;
	const struct method *m;

	for (f = catalogue_files; f->name != NULL && strcmp(f->name, name) != 0; f++)
		;
	assert_non_null(f->name);
	m = method_read(ctx, f->name, (const char *)f->bytes, f->size, problems);
	assert_no_problems(problems);
	return m;
}

struct run {
	struct results *results;
	struct method_source source;
	struct evaluator *evaluator;
};

static struct run *
run_new(const char *id, struct results *results, int year, const char *override)
{
	struct run *run = mem_new(ctx, struct run);
	const struct method *m = method_of(id);
	struct value *params;

	assert_int_equal(method_params(ctx, m, &override, override != NULL, &params, NULL), OK);
	results->method = m;
	run->results = results;
	run->source = (struct method_source){.read = read_value, .data = results};
	run->evaluator = evaluator_new(ctx, m, params, year, &run->source);
	return run;
}

static const struct decision *
decide(struct run *run, size_t school)
{
	struct decision *d = NULL;

	assert_int_equal(evaluator_decide(ctx, run->evaluator, school, true, &d, NULL), OK);
	return d;
}

/* True, false, or fails on no data. */
static bool
truth(const struct decision *d, const char *name)
{
	const struct value *v = decision_result(d, name);
	size_t i;

	for (i = 0; v == NULL && i < d->nconditions; i++) {
		if (strcmp(d->conditions[i].name, name) == 0)
			v = &d->conditions[i].value;
	}
	assert_non_null(v);
	assert_int_equal(v->type, VALUE_TRUTH);
	return v->truth;
}

/* The schools where @what is true, as «3 4 11». */
static char *
schools_where(struct run *run, const char *what)
{
	char *list = mem_strdup(ctx, "");
	size_t i;

	for (i = 0; i < run->results->count; i++) {
		if (truth(decide(run, i), what))
			list = mem_printf(ctx, "%s%s%d", list, *list != '\0' ? " " : "",
			    atoi(run->results->codes[i] + strlen("demo")));
	}
	return list;
}

static struct results *
demo(void)
{
	const struct embedded *f;

	for (f = demo_files; strcmp(f->name, "results.csv") != 0; f++)
		;
	return read_results((const char *)f->bytes, f->size);
}

TEST(every_method_of_the_catalogue_is_read_under_its_own_name)
{
	const struct embedded *f;
	size_t n = 0;

	for (f = catalogue_files; f->name != NULL; f++) {
		const struct method *m;
		char *id;

		if (strncmp(f->name, "methods/", 8) != 0)
			continue;
		id = mem_strndup(ctx, f->name + 8, strlen(f->name) - 8 - strlen(".yaml"));
		m = method_of(id);
		assert_string_equal(m->id, id);
		assert_non_null(m->title.en);
		n++;
	}
	assert_int_equal(n, 6);
}

/* method.md, 11, rows 1 to 8: nothing of it may be shown as verified. */
TEST(the_federal_method_has_the_defaults_of_the_open_questions)
{
	const struct method *m = method_of("rosobrnadzor-847");
	size_t i;

	assert_int_equal(m->basis_status, STATUS_ASSUMED);
	assert_int_equal(
	    rational_cmp(method_find_param(m, "share")->value.number, (struct rational){3, 10}), 0);
	assert_true(method_find_param(m, "inclusive")->value.truth);
	assert_string_equal(method_find_param(m, "connective")->value.text, "or");
	assert_int_equal(method_find_param(m, "years_back")->value.number.num, 1);
	assert_int_equal(method_find_param(m, "n_min")->value.number.num, 1);
	assert_int_equal(method_find_param(m, "n_warn")->value.number.num, 10);
	assert_string_equal(method_find_param(m, "threshold_source")->value.text, "federal");
	assert_false(method_find_param(m, "include_gve")->value.truth);
	for (i = 0; i < m->nparams; i++)
		assert_int_not_equal(m->params[i].status, STATUS_VERIFIED);
	assert_int_equal(m->sets[0].count, 9);
	for (i = 0; i < 9; i++)
		assert_string_equal(m->sets[0].items[i].text, procedure_codes[i]);
}

TEST(the_federal_method_lists_the_demonstration_as_its_story_says)
{
	struct results *r = demo();
	struct run *run = run_new("rosobrnadzor-847", r, 2023, NULL);
	size_t i;

	assert_int_equal(r->count, 14);
	assert_string_equal(schools_where(run, "A"), "3 4 11 13");
	assert_string_equal(schools_where(run, "B"), "3 5");
	assert_string_equal(schools_where(run, "listed"), "3 4 5 11 13");
	for (i = 0; i < 13; i++)
		assert_int_equal(decide(run, i)->settled, i + 1 != 8);
	run = run_new("rosobrnadzor-847", r, 2022, NULL);
	assert_string_equal(schools_where(run, "listed"), "3 6");
	run = run_new("rosobrnadzor-847", r, 2021, NULL);
	assert_string_equal(schools_where(run, "listed"), "14");
}

TEST(variants_and_parameters_move_the_schools_meant_for_them)
{
	struct results *r = demo();

	assert_string_equal(
	    schools_where(run_new("rosobrnadzor-847-both", r, 2023, NULL), "listed"), "3");
	assert_string_equal(
	    schools_where(run_new("rosobrnadzor-847-min10", r, 2023, NULL), "listed"), "3 4 5 11");
	assert_string_equal(
	    schools_where(run_new("rosobrnadzor-847", r, 2023, "n_min=10"), "listed"), "3 4 5 11");
	assert_string_equal(
	    schools_where(
		run_new("rosobrnadzor-847", r, 2023, "threshold_source=regional"), "listed"),
	    "3 4 5 13");
	assert_string_equal(
	    schools_where(run_new("rosobrnadzor-847", r, 2023, "include_gve=true"), "listed"),
	    "3 4 5 7 11 13");
	assert_string_equal(
	    schools_where(run_new("rosobrnadzor-847", r, 2023, "inclusive=false"), "listed"),
	    "3 5 11 13");
}

TEST(each_share_is_explained_by_its_two_counts_and_the_threshold)
{
	const struct decision *d = decide(run_new("rosobrnadzor-847", demo(), 2023, NULL), 3);
	size_t i, found = 0;

	for (i = 0; i < d->ncells; i++) {
		const struct method_cell *c = &d->cells[i];

		if (strcmp(c->keys[0].text, "VPR5_MA") != 0 || c->keys[1].number.num != 2023)
			continue;
		assert_int_equal(c->count.number.num, 3);
		assert_int_equal(c->of.number.num, 10);
		assert_int_equal(rational_cmp(c->threshold.number, (struct rational){3, 10}), 0);
		assert_true(c->is.truth);
		found++;
	}
	assert_int_equal(found, 1);
	assert_int_equal(d->ncells, 18);
}

/* method.md, test vectors 1 to 6. */
TEST(the_test_vectors_of_the_method_come_out)
{
	struct results *r = mem_new(ctx, struct results);
	struct run *run;
	const struct decision *d;

	put(r, "1", 2023, "VPR5_MA", 10, 3);
	put(r, "1", 2023, "OGE_RU", 10, 3);
	put(r, "2", 2023, "VPR5_MA", 27, 8);
	put(r, "2", 2023, "VPR6_MA", 27, 8);
	put(r, "3", 2022, "VPR5_MA", 20, 8);
	put(r, "3", 2023, "VPR5_MA", 20, 8);
	put(r, "4", 2022, "VPR5_MA", 20, 8);
	put(r, "4", 2023, "VPR6_MA", 20, 8);
	put(r, "5", 2022, "VPR5_MA", 20, 8);
	put(r, "5", 2022, "VPR6_MA", 20, 8);
	run = run_new("rosobrnadzor-847", r, 2023, NULL);
	d = decide(run, 0);
	assert_true(truth(d, "A") && !truth(d, "B") && truth(d, "listed"));
	assert_false(truth(decide(run, 1), "listed"));
	d = decide(run, 2);
	assert_true(!truth(d, "A") && truth(d, "B") && truth(d, "listed"));
	assert_false(truth(decide(run, 3), "listed"));
	assert_false(decide(run, 3)->settled);
	assert_false(truth(decide(run, 4), "listed"));
}

/* A nine-year school with all its figures: what is not offered neither lists nor unsettles it. */
TEST(levels_not_offered_and_years_not_held_leave_no_trace)
{
	struct results *r = mem_new(ctx, struct results);
	const struct decision *d;
	int year, p;

	for (year = 2022; year <= 2023; year++) {
		for (p = 0; p < PROCEDURES; p++) {
			put(r, "ООШ", year, procedure_codes[p], 20, 2);
			put(r, "СОШ", year, procedure_codes[p], 20, 2);
			if (p >= 6)
				cell_of(r, 0, year, procedure_codes[p], "main")->absence =
				    ABSENCE_NOT_OFFERED;
		}
	}
	put(r, "ООШ", 2023, "OGE_MA", 20, 9);
	put(r, "СОШ", 2023, "EGE_MAB", 20, 9);
	cell_of(r, 1, 2022, "EGE_MAB", "main")->absence = ABSENCE_NOT_HELD;
	d = decide(run_new("rosobrnadzor-847", r, 2023, NULL), 0);
	assert_false(truth(d, "A") || truth(d, "B") || truth(d, "listed"));
	assert_true(d->settled);
	d = decide(run_new("rosobrnadzor-847", r, 2023, NULL), 1);
	assert_false(truth(d, "A") || truth(d, "B") || truth(d, "listed"));
	assert_true(d->settled);
}

static char *
read_shared(const char *name, size_t *size)
{
	const char *path = shared_file(ctx, name);
	char *bytes;
	FILE *f;

	if (path == NULL)
		return NULL;
	bytes = mem_array(ctx, char, 1 << 20);
	f = fopen(path, "rb");
	assert_non_null(f);
	*size = fread(bytes, 1, 1 << 20, f);
	fclose(f);
	assert_true(*size < 1 << 20);
	return bytes;
}

static void
assert_region(struct results *r, int n_min, const size_t expected[4])
{
	struct run *run = run_new("rosobrnadzor-847", r, 2021, mem_printf(ctx, "n_min=%d", n_min));
	size_t i, counts[4] = {0};

	for (i = 0; i < r->count; i++) {
		const struct decision *d = decide(run, i);
		bool a = truth(d, "A"), b = truth(d, "B");

		counts[0] += a;
		counts[1] += b;
		counts[2] += truth(d, "listed");
		counts[3] += a && b;
		assert_int_equal(truth(d, "listed"), a || b);
	}
	for (i = 0; i < 4; i++)
		assert_int_equal(counts[i], expected[i]);
}

/* EXPECTED.txt: A, B, A or B, A and B, with a minimum of 1, 5, 10, 20 participants. */
TEST(a_real_region_comes_out_as_it_was_counted_independently)
{
	size_t size = 0;
	char *bytes = read_shared("data/ru-region/results.csv", &size);
	struct results *r;

	if (bytes == NULL)
		skip();
	r = read_results(bytes, size);
	assert_region(r, 1, (const size_t[]){43, 72, 76, 39});
	assert_region(r, 5, (const size_t[]){41, 69, 73, 37});
	assert_region(r, 10, (const size_t[]){34, 59, 63, 30});
	assert_region(r, 20, (const size_t[]){24, 41, 44, 21});
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

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(every_method_of_the_catalogue_is_read_under_its_own_name),
	    cmocka_unit_test(the_federal_method_has_the_defaults_of_the_open_questions),
	    cmocka_unit_test(the_federal_method_lists_the_demonstration_as_its_story_says),
	    cmocka_unit_test(variants_and_parameters_move_the_schools_meant_for_them),
	    cmocka_unit_test(each_share_is_explained_by_its_two_counts_and_the_threshold),
	    cmocka_unit_test(the_test_vectors_of_the_method_come_out),
	    cmocka_unit_test(levels_not_offered_and_years_not_held_leave_no_trace),
	    cmocka_unit_test(a_real_region_comes_out_as_it_was_counted_independently),
	};

	return cmocka_run_group_tests(tests, setup, teardown);
}
