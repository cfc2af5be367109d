/* Corrections between a reader and a layout: what is read, what was there, what is left alone. */
#include "check.h"

#include "base/mem.h"
#include "intake/corrected.h"

static const char csv[] = "a;b;c\n1;x;y\n\n2;\"  z  \";\n3;u;v\n";

static TALLOC_CTX *ctx;
static struct corrections list;

static int
set_up(void **state)
{
	(void)state;
	ctx = talloc_new(NULL);
	list = (struct corrections){0};
	return 0;
}

static int
tear_down(void **state)
{
	(void)state;
	return talloc_free(ctx);
}

static void
correct(int64_t row, int32_t column, const char *text)
{
	mem_push(ctx, list.items, list.count) = (struct correction){"", row, column, text, NULL};
}

static char *
read_rows(struct sheet *sheet)
{
	char *all = mem_strdup(ctx, "");
	struct sheet_row row;
	struct error err;
	bool more;
	size_t i;

	while (sheet_next(sheet, &row, &more, &err) == OK && more) {
		all = mem_printf(ctx, "%s%lld:", all, (long long)row.number);
		for (i = 0; i < row.count; i++)
			all = mem_printf(ctx, "%s%s%.*s", all, i > 0 ? "|" : "",
			    (int)row.cells[i].len, row.cells[i].len > 0 ? row.cells[i].text : "");
		all = mem_printf(ctx, "%s\n", all);
	}
	return all;
}

static struct sheet *
opened(const char *bytes)
{
	struct workbook *wb;
	struct sheet *sheet;
	struct error err;

	corrections_sort(&list);
	assert_int_equal(workbook_open(ctx, "f.csv", bytes, strlen(bytes), &wb, &err), OK);
	assert_int_equal(corrected_sheet_open(ctx, wb, 0, &list, &sheet, &err), OK);
	return sheet;
}

/* What the list holds: "row,column was→text". */
static char *
listed(void)
{
	char *all = mem_strdup(ctx, "");
	size_t i;

	for (i = 0; i < list.count; i++)
		all = mem_printf(ctx, "%s%lld,%d %s→%s\n", all, (long long)list.items[i].row,
		    list.items[i].column, list.items[i].was == NULL ? "?" : list.items[i].was,
		    list.items[i].text == NULL ? "-" : list.items[i].text);
	return all;
}

TEST(without_corrections_the_sheet_is_the_reader_s)
{
	assert_string_equal(read_rows(opened(csv)), "1:a|b|c\n2:1|x|y\n3:\n4:2|  z  |\n5:3|u|v\n");
}

TEST(a_cell_is_read_as_it_was_corrected_and_what_it_was_is_kept_clean)
{
	correct(4, 2, "w");
	correct(2, 3, "");
	assert_string_equal(read_rows(opened(csv)), "1:a|b|c\n2:1|x|\n3:\n4:2|w|\n5:3|u|v\n");
	assert_string_equal(listed(), "2,3 y→\n4,2 z→w\n");
}

TEST(a_cell_behind_the_end_of_its_row_makes_it_longer)
{
	correct(2, 4, "d");
	correct(2, 40, "e");
	correct(3, 2, "f");
	assert_string_equal(read_rows(opened(csv)),
	    mem_printf(ctx, "1:a|b|c\n2:1|x|y|d%.*se\n3:|f\n4:2|  z  |\n5:3|u|v\n", 36,
		"||||||||||||||||||||||||||||||||||||"));
	assert_string_equal(listed(), "2,4 →d\n2,40 →e\n3,2 →f\n");
}

TEST(a_row_that_is_left_out_does_not_come)
{
	correct(2, 0, NULL);
	correct(5, 0, NULL);
	assert_string_equal(read_rows(opened(csv)), "1:a|b|c\n3:\n4:2|  z  |\n");
	assert_string_equal(listed(), "2,0 1; x; y→-\n5,0 3; u; v→-\n");
}

TEST(reading_again_from_the_start_gives_the_same)
{
	struct sheet *sheet;
	char *first;

	correct(2, 1, "9");
	correct(4, 0, NULL);
	correct(5, 3, "");
	sheet = opened(csv);
	first = read_rows(sheet);
	assert_int_equal(sheet_rewind(sheet, NULL), OK);
	assert_string_equal(read_rows(sheet), first);
	assert_string_equal(listed(), "2,1 1→9\n4,0 2; z→-\n5,3 v→\n");
}

TEST(of_several_for_a_cell_the_last_stays_and_of_a_row_left_out_no_cell)
{
	correct(5, 1, "a");
	correct(2, 2, "b");
	correct(5, 1, "c");
	correct(2, 3, "d");
	correct(2, 0, NULL);
	corrections_sort(&list);
	assert_string_equal(listed(), "2,0 ?→-\n5,1 ?→c\n");
}

TEST(a_row_that_is_not_there_is_met_by_nothing)
{
	correct(6, 1, "x");
	read_rows(opened(csv));
	assert_string_equal(listed(), "6,1 ?→x\n");
}

TEST(a_correction_of_another_sheet_changes_nothing)
{
	correct(2, 1, "x");
	list.items[0].sheet = "Лист1";
	assert_string_equal(read_rows(opened("1;2\n3;4\n")), "1:1|2\n2:3|4\n");
	assert_null(list.items[0].was);
}

TEST(a_copy_is_read_without_touching_the_list)
{
	struct corrections copy, mine;

	correct(2, 1, "x");
	mine = list;
	copy = corrections_copy(ctx, &list);
	list = copy;
	read_rows(opened(csv));
	assert_string_equal(copy.items[0].was, "1");
	assert_null(mine.items[0].was);
}

TEST(a_long_row_is_kept_in_its_first_letters)
{
	char *wide = mem_printf(ctx, "%0300d;%0300d\n", 0, 0);

	correct(1, 0, NULL);
	correct(2, 1, "x");
	read_rows(opened(mem_printf(ctx, "%s%s", wide, wide)));
	assert_true(strlen(list.items[0].was) == CORRECTION_LETTERS + strlen("…"));
	assert_true(strlen(list.items[1].was) == CORRECTION_LETTERS + strlen("…"));
}

RUN(cmocka_unit_test_setup_teardown(
	without_corrections_the_sheet_is_the_reader_s, set_up, tear_down),
    cmocka_unit_test_setup_teardown(
	a_cell_is_read_as_it_was_corrected_and_what_it_was_is_kept_clean, set_up, tear_down),
    cmocka_unit_test_setup_teardown(
	a_cell_behind_the_end_of_its_row_makes_it_longer, set_up, tear_down),
    cmocka_unit_test_setup_teardown(a_row_that_is_left_out_does_not_come, set_up, tear_down),
    cmocka_unit_test_setup_teardown(reading_again_from_the_start_gives_the_same, set_up, tear_down),
    cmocka_unit_test_setup_teardown(
	of_several_for_a_cell_the_last_stays_and_of_a_row_left_out_no_cell, set_up, tear_down),
    cmocka_unit_test_setup_teardown(a_row_that_is_not_there_is_met_by_nothing, set_up, tear_down),
    cmocka_unit_test_setup_teardown(
	a_correction_of_another_sheet_changes_nothing, set_up, tear_down),
    cmocka_unit_test_setup_teardown(a_copy_is_read_without_touching_the_list, set_up, tear_down),
    cmocka_unit_test_setup_teardown(a_long_row_is_kept_in_its_first_letters, set_up, tear_down))
