/* What recognising a file may cost: counted in steps, so that every machine gives one verdict. */
#include "spreadsheet.h"

#include "base/buf.h"
#include "base/embedded.h"
#include "intake/layout_fit.h"

#include <sys/resource.h>

static TALLOC_CTX *ctx;
static struct layouts layouts;

static void
load(void)
{
	struct problems *problems = problems_new(ctx);
	const struct embedded *f;

	for (f = catalogue_files; f->name != NULL; f++) {
		if (strncmp(f->name, "layouts/", 8) == 0)
			mem_push(ctx, layouts.items, layouts.count) = layout_file_read(
			    ctx, f->name, (const char *)f->bytes, f->size, false, NULL, problems);
	}
	assert_int_equal(problems->count, 0);
}

/* A sheet of @rows × @columns whose cells are @text, and needed titles of many layouts before. */
static struct sheet *
sheet_of(int rows, int columns, const char *text)
{
	static const char needed[] = "Код участника;Вариант;Класс;Школа;Отметка;Код ОО;Логин;"
				     "Группы участников;Кол-во участников;№;Наименование ОО";
	struct buf b = buf_new(ctx, (size_t)1 << 28);
	struct sheet *sheet;
	int r, c;

	for (r = 0; r < rows; r++) {
		buf_add(&b, needed, strlen(needed));
		for (c = 0; c < columns; c++)
			buf_printf(&b, ";%s", text);
		buf_char(&b, '\n');
	}
	assert_int_equal(sheet_open_csv(ctx, "f.csv", b.bytes, b.len, &sheet, NULL), OK);
	return sheet;
}

static double
cpu(void)
{
	struct rusage use;

	getrusage(RUSAGE_SELF, &use);
	return (double)use.ru_utime.tv_sec + (double)use.ru_utime.tv_usec / 1e6;
}

/* How many times the sheet can be recognised before it is refused; -1 = more than @times. */
static int
recognised(struct sheet *sheet, int times, struct error *err)
{
	struct layout_work work = {LAYOUT_WORK_MAX};
	struct layout_head *head;
	double from = cpu();
	enum err e = OK;
	size_t k;
	int i;

	for (i = 0; e == OK && i < times; i++) {
		e = layout_head_read(ctx, sheet, NULL, 0, &work, &head, err);
		for (k = 0; e == OK && k < layouts.count; k++)
			layout_fit(ctx, layouts.items[k], head);
		if (e == OK)
			e = layout_work_check(&work, err);
	}
	print_message("# %d sheets, %.2f s of CPU\n", i, cpu() - from);
	return e == OK ? -1 : i;
}

TEST(many_sheets_like_many_tables_are_refused_by_name)
{
	struct error err;
	int n = recognised(sheet_of(60, 120, "1 (2б) математика 5 класс 2023 двоек"), 300, &err);

	assert_in_range(n, 1, 299);
	assert_non_null(strstr(err.id, "million steps"));
	assert_int_equal(err.args[0].integer, LAYOUT_WORK_MAX / 1000000);
}

TEST(titles_that_make_a_pattern_search_long_are_refused_by_name)
{
	struct error err;

	assert_in_range(recognised(sheet_of(60, 900,
				       "% % % % % % % % % мат мат мат школа %%%% "
				       "дол дол дол дол дол дол ВПР 2023 ВПР 2023"),
			    300, &err),
	    1, 299);
	assert_non_null(strstr(err.id, "million steps"));
}

TEST(a_text_longer_than_a_title_is_no_title)
{
	struct layout_head *head;
	char text[LAYOUT_TITLE_MAX + 2];

	memset(text, 'x', sizeof text - 1);
	text[sizeof text - 1] = '\0';
	assert_int_equal(
	    layout_head_read(ctx, sheet_of(1, 1, text), NULL, 0, NULL, &head, NULL), OK);
	assert_string_equal(head->rows[0].texts[head->rows[0].count - 1], "");
	text[LAYOUT_TITLE_MAX] = '\0';
	assert_int_equal(
	    layout_head_read(ctx, sheet_of(1, 1, text), NULL, 0, NULL, &head, NULL), OK);
	assert_string_equal(head->rows[0].texts[head->rows[0].count - 1], text);
}

TEST(fifty_wide_tables_of_hundred_columns_are_recognised)
{
	struct sheet *sheet = sheet_of(1, 90, "ВПР математика 5 класс 2023 писали");
	struct error err;

	assert_int_equal(recognised(sheet, 50, &err), -1);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(many_sheets_like_many_tables_are_refused_by_name),
	    cmocka_unit_test(titles_that_make_a_pattern_search_long_are_refused_by_name),
	    cmocka_unit_test(a_text_longer_than_a_title_is_no_title),
	    cmocka_unit_test(fifty_wide_tables_of_hundred_columns_are_recognised)};
	int failed;

	ctx = talloc_new(NULL);
	load();
	failed = cmocka_run_group_tests(tests, NULL, NULL);
	talloc_free(ctx);
	return failed;
}
