/* The rows of a file around its mistakes. Everything in it is invented. */
#include "check.h"

#include "app/import_rows.h"
#include "base/text.h"

static struct problems *problems;
static struct import_rows *found;
static size_t count;

static void
wrong(int64_t row, int column)
{
	struct place place = {.sheet = "", .row = row, .column = column};

	problem_add(problems, SEVERITY_ERROR, place, MSG("wrong"));
}

/* A CSV of @rows rows under a head: "a;b;c" and "1;x1;y1"… */
static struct input
csv(TALLOC_CTX *ctx, int rows)
{
	char *s = mem_strdup(ctx, "a;b;c\n");
	int i;

	for (i = 1; i <= rows; i++)
		s = mem_printf(ctx, "%s%d;x%d;y%d\n", s, i, i, i);
	return (struct input){NULL, "t.csv", s, strlen(s)};
}

static void
read_all(TALLOC_CTX *ctx, struct import_file *f, struct input source, size_t most)
{
	struct error err;

	f->name = "t.csv";
	f->problems = problems;
	assert_int_equal(import_rows_read(ctx, f, &source, most, &found, &count, &err), OK);
}

/* The numbers of rows: "2 3! …6!": ! has mistakes, … stands after a gap. */
static char *
numbers(TALLOC_CTX *ctx)
{
	char *s = mem_strdup(ctx, "");
	size_t i;

	for (i = 0; count > 0 && i < found[0].count; i++) {
		const struct import_row *r = &found[0].rows[i];

		s = mem_printf(ctx, "%s%s%s%lld%s", s, i > 0 ? " " : "", r->gap ? "…" : "",
		    (long long)r->number, r->nproblems > 0 ? "!" : "");
	}
	return s;
}

TEST(row_with_a_mistake_comes_with_its_neighbours)
{
	TALLOC_CTX *ctx = talloc_new(NULL);
	struct import_file f = {0};

	problems = problems_new(ctx);
	wrong(9, 2);
	wrong(4, 0);
	wrong(4, 3);
	read_all(ctx, &f, csv(ctx, 20), 50);
	assert_string_equal(numbers(ctx), "…3 4! 5 …8 9! 10");
	assert_string_equal(found[0].titles[1], "b");
	assert_string_equal(found[0].rows[1].cells[2], "y3");
	assert_int_equal(found[0].rows[1].nproblems, 2);
	talloc_free(ctx);
}

TEST(rows_beside_each_other_are_shown_once)
{
	TALLOC_CTX *ctx = talloc_new(NULL);
	struct import_file f = {0};

	problems = problems_new(ctx);
	wrong(2, 1);
	wrong(3, 1);
	wrong(5, 1);
	read_all(ctx, &f, csv(ctx, 5), 50);
	assert_string_equal(numbers(ctx), "2! 3! 4 5! 6");
	talloc_free(ctx);
}

TEST(rows_above_the_limit_are_counted)
{
	TALLOC_CTX *ctx = talloc_new(NULL);
	struct import_file f = {0};
	int i;

	problems = problems_new(ctx);
	for (i = 2; i < 10; i++)
		wrong(i, 1);
	read_all(ctx, &f, csv(ctx, 20), 2);
	assert_string_equal(numbers(ctx), "2! 3!");
	assert_int_equal(found[0].left, 6);
	talloc_free(ctx);
}

TEST(of_personal_data_only_kept_columns_are_shown)
{
	static const int32_t kept[] = {1, 3};
	TALLOC_CTX *ctx = talloc_new(NULL);
	struct import_file f = {
	    .rules = {.personal = true, .kept = kept, .nkept = 2, .header_row = 3}};

	problems = problems_new(ctx);
	wrong(4, 2);
	read_all(ctx, &f, csv(ctx, 8), 50);
	assert_int_equal(found[0].ncolumns, 2);
	assert_int_equal(found[0].columns[1], 3);
	assert_string_equal(found[0].rows[0].cells[1], "y3");
	assert_string_equal(numbers(ctx), "4! 5"); /* and no row above its head */
	talloc_free(ctx);
}

TEST(cell_of_any_length_is_cut_between_letters)
{
	TALLOC_CTX *ctx = talloc_new(NULL);
	struct import_file f = {0};
	char *s = mem_strdup(ctx, "a\n");
	struct input source;
	int i;

	for (i = 0; i < 1000; i++)
		s = mem_printf(ctx, "%sЖ", s);
	source = (struct input){NULL, "t.csv", s, strlen(s)};
	problems = problems_new(ctx);
	wrong(2, 1);
	read_all(ctx, &f, source, 50);
	assert_int_equal(text_length(found[0].rows[0].cells[0]), IMPORT_ROWS_LETTERS + 1);
	assert_true(text_valid(found[0].rows[0].cells[0], strlen(found[0].rows[0].cells[0])));
	talloc_free(ctx);
}

RUN(cmocka_unit_test(row_with_a_mistake_comes_with_its_neighbours),
    cmocka_unit_test(rows_beside_each_other_are_shown_once),
    cmocka_unit_test(rows_above_the_limit_are_counted),
    cmocka_unit_test(of_personal_data_only_kept_columns_are_shown),
    cmocka_unit_test(cell_of_any_length_is_cut_between_letters))
