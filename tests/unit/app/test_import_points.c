/* A table explained by pointing at its columns: the mapping that comes of it, and every mistake. */
#include "check.h"

#include "app/catalogue.h"
#include "app/import_points.h"
#include "base/mem.h"
#include "base/tr.h"

static TALLOC_CTX *ctx;
static const struct procedures *procedures;
static struct problems *problems;
static bool dated;

static int
set_up(void **state)
{
	struct error err;

	(void)state;
	ctx = talloc_new(NULL);
	problems = problems_new(ctx);
	return catalogue_procedures(ctx, &procedures, &err) == OK ? 0 : -1;
}

static int
tear_down(void **state)
{
	(void)state;
	return talloc_free(ctx);
}

/* The mapping of points that are ended by NULL; NULL with mistakes. */
static const char *
mapping(const char *sheet, int64_t head, const char *skip, const char **points)
{
	struct import_points p = {.head = head, .sheet = sheet, .points = {0, points}};
	struct buf out = buf_new(ctx, 100000);

	while (points[p.points.count] != NULL)
		p.points.count++;
	p.skip = (struct texts){skip != NULL, &skip};
	return import_points_mapping(ctx, &p, procedures, &out, &dated, problems) ? out.bytes
										  : NULL;
}

static const char *
told(size_t i)
{
	assert_true(i < problems->count);
	return tr_error(ctx, LANG_EN, &problems->items[i].what);
}

TEST(points_become_the_columns_of_a_mapping)
{
	const char *points[] = {"1=school", "28=VPR5_MA,participants", "3=VPR5_MA", "3=low%", NULL};
	const char *yaml = mapping(NULL, 3, NULL, points);

	assert_non_null(yaml);
	assert_non_null(strstr(yaml, "header: {row: 3, rows: 1}"));
	assert_non_null(strstr(yaml, "{at: A, is: school, need: school}"));
	assert_non_null(strstr(yaml, "{at: C, is: low, percent: true, set: {procedure: VPR5_MA}}"));
	assert_non_null(strstr(yaml, "{at: AB, is: participants, set: {procedure: VPR5_MA}}"));
	assert_false(dated);
}

TEST(mapping_of_points_is_read_by_the_reader_of_mappings)
{
	const char *points[] = {"1=school_name", "2=EGE_RU,2026,participants,main",
	    "3=EGE_RU,2026,main,mark2", "4=drop", NULL};
	const char *yaml = mapping("Лист «1» \"(2)\"", 1, "В том числе: [х]", points);
	const struct layouts *layouts;
	struct sheet_layout *layout;

	assert_non_null(yaml);
	assert_true(dated);
	assert_int_equal(catalogue_layouts(ctx, &layouts, NULL), OK);
	layout = layout_file_read(ctx, "points", yaml, strlen(yaml), true, layouts, problems);
	assert_int_equal(problems->errors, 0);
	assert_non_null(layout);
	assert_int_equal(layout->ncolumns, 4);
	assert_int_equal(layout->nsheets, 1);
	assert_true(
	    pattern_find(layout->sheets[0], "Лист «1» \"(2)\"", strlen("Лист «1» \"(2)\"")));
	assert_false(pattern_find(layout->sheets[0], "Лист «1» \"2\"", strlen("Лист «1» \"2\"")));
}

TEST(every_mistake_of_the_points_is_told_at_once)
{
	const char *points[] = {"x=low", "0=low", "1001=low", "2=nonsense", "3=VPR5_MA", "4=low",
	    "5=VPR5_MA,low", "6=VPR5_MA,low", "7=mean%", "8=school,mark2", NULL};

	assert_null(mapping(NULL, 1, NULL, points));
	assert_string_equal(told(0), "«x=low» does not begin with the number of a column and =");
	assert_int_equal(problems->errors, 9);
}

TEST(table_without_school_or_figures_is_refused)
{
	const char *nothing[] = {"1=drop", NULL};

	assert_null(mapping(NULL, 1, NULL, nothing));
	assert_int_equal(problems->errors, 2);
	assert_string_equal(
	    told(0), "point out the column with the code or the name of the school");
	assert_string_equal(told(1), "point out at least one column with figures");
}

RUN(cmocka_unit_test_setup_teardown(points_become_the_columns_of_a_mapping, set_up, tear_down),
    cmocka_unit_test_setup_teardown(
	mapping_of_points_is_read_by_the_reader_of_mappings, set_up, tear_down),
    cmocka_unit_test_setup_teardown(every_mistake_of_the_points_is_told_at_once, set_up, tear_down),
    cmocka_unit_test_setup_teardown(table_without_school_or_figures_is_refused, set_up, tear_down))
