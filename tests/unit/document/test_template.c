/* Forms: what is written is what intake reads, empty and filled. All schools are invented. */
#include "check.h"

#include "base/file.h"
#include "document/template.h"
#include "intake/rows.h"
#include "intake/workbook.h"

#include <dirent.h>
#include <unistd.h>
#include <zip.h>

struct kept {
	char dir[64];
	size_t rows;
	struct result_row results[64];
	char school[64][32], procedure[64][32], status[64][16];
	struct school_row schools[8];
	char names[8][128];
};

static struct procedure list[] = {
    {.code = "VPR5_MA", .level = LEVEL_BASIC, .grade = 5, .title = {"ВПР 5, математика", "VPR 5"}},
    {.code = "EGE_RU", .level = LEVEL_SECONDARY, .grade = 11, .title = {"ЕГЭ, русский", "EGE"}},
};
static struct procedures procedures = {2, list};

static const struct template_school schools[] = {
    {.code = "007",
	.name = "Учебная школа № 1 «=1+1»",
	.short_name = "Учебная школа № 1",
	.municipality = "Учебный округ",
	.levels = 7,
	.rural = 0,
	.opened = {1980, 9, 1}},
    {.code = "s2",
	.name = "Учебная школа № 2",
	.short_name = "УШ 2",
	.levels = LEVEL_BASIC,
	.rural = 1,
	.codes = "a,b",
	.parent = "007"},
    {.code = "s3",
	.name = "Учебная школа № 3",
	.short_name = "УШ 3",
	.rural = -1,
	.closed = {2020, 8, 31}},
};

static const struct template_data form = {LANG_RU, 2023, schools, 3, &procedures};

static struct kept *
start(TALLOC_CTX *ctx)
{
	struct kept *k = mem_new(ctx, struct kept);

	strcpy(k->dir, "/tmp/opora-template-XXXXXX");
	assert_non_null(mkdtemp(k->dir));
	return k;
}

static void
clean(struct kept *k)
{
	char *path = mem_printf(k, "%s/form.xlsx", k->dir);

	unlink(path);
	rmdir(mem_printf(k, "%s/tmp", k->dir)); /* fails if anything was left in it */
	assert_int_equal(rmdir(k->dir), 0);
}

static struct table_xlsx *
writer(struct kept *k)
{
	struct table_xlsx *x;

	assert_int_equal(
	    table_xlsx_new(k, mem_printf(k, "%s/tmp", k->dir), 1700000000000, &x, NULL), OK);
	return x;
}

static char *
finish(struct kept *k, struct table_xlsx *x, size_t *len)
{
	char *path = mem_printf(k, "%s/form.xlsx", k->dir), *bytes;

	assert_int_equal(table_xlsx_finish(x, path, NULL), OK);
	talloc_free(x);
	assert_int_equal(file_read(k, path, 1 << 24, &bytes, len, NULL), OK);
	return bytes;
}

static struct sheet *
open_first(struct kept *k, const char *bytes, size_t len)
{
	struct workbook *wb;
	struct sheet *sheet;
	struct error err;

	assert_int_equal(workbook_open(k, "form.xlsx", bytes, len, &wb, &err), OK);
	assert_int_equal(workbook_sheet_open(k, wb, 0, &sheet, &err), OK);
	return sheet;
}

static enum err
keep_result(void *arg, const struct result_row *row, struct error *err)
{
	struct kept *k = arg;

	if (row->broken)
		return OK;
	assert_true(k->rows < 64);
	snprintf(k->school[k->rows], 32, "%s", row->school);
	snprintf(k->procedure[k->rows], 32, "%s", row->procedure);
	snprintf(k->status[k->rows], 16, "%s", row->status == NULL ? "" : row->status);
	k->results[k->rows++] = *row;
	return OK;
}

static enum err
keep_school(void *arg, const struct school_row *row, struct error *err)
{
	struct kept *k = arg;

	assert_true(k->rows < 8);
	snprintf(k->names[k->rows], 128, "%s|%s|%s|%s", row->code, row->name,
	    row->short_name == NULL ? "" : row->short_name, row->codes == NULL ? "" : row->codes);
	k->schools[k->rows++] = *row;
	return OK;
}

/* The form as somebody sends it back: @fill changes the cells of the rows it likes. */
static char *
filled(struct kept *k, struct sheet *sheet, void (*fill)(int64_t row, struct doc_cell *cells),
    size_t *len)
{
	struct table_xlsx *x = writer(k);
	struct doc_column column = {.title = "", .type = DOC_TEXT};
	struct doc_sheet out = {.name = "Лист1", .ncolumns = 1, .columns = &column};
	struct sheet_row row;
	bool more;

	table_xlsx_sheet(x, &out);
	while (sheet_next(sheet, &row, &more, NULL) == OK && more) {
		struct doc_cell cells[20] = {0};
		size_t i;

		for (i = 0; i < row.count; i++)
			cells[i] = doc_text(mem_strndup(k, row.cells[i].text, row.cells[i].len));
		fill(row.number, cells);
		table_xlsx_row(x, cells, 15, false);
	}
	return finish(k, x, len);
}

static void
fill_three(int64_t row, struct doc_cell *c)
{
	if (row == 2) { /* 007, VPR5_MA */
		c[5] = doc_integer(20);
		c[6] = doc_integer(5);
		c[11] = doc_decimal(3.5);
		c[13] = doc_day((struct day){2023, 4, 11});
	} else if (row == 3) {
		c[12] = doc_text("не участвовала");
	} else if (row == 4) {
		c[5] = doc_integer(10);
		c[6] = doc_integer(11);
	}
}

TEST(form_has_a_row_for_each_school_and_procedure_it_offers)
{
	struct kept *k = start(NULL);
	struct table_xlsx *x = writer(k);
	struct sheet_row row;
	struct sheet *sheet;
	int64_t rows, read = 0;
	bool more;
	size_t len;
	char *bytes;

	/* the second school teaches no class 11, the third was closed before */
	assert_int_equal(template_results(x, &form, &rows, NULL), OK);
	assert_int_equal(rows, 3);
	bytes = finish(k, x, &len);
	sheet = open_first(k, bytes, len);
	while (sheet_next(sheet, &row, &more, NULL) == OK && more)
		read++;
	assert_int_equal(read, 1 + rows);
	clean(k);
	talloc_free(k);
}

TEST(form_that_comes_back_empty_has_no_mistakes_and_no_figures)
{
	struct kept *k = start(NULL);
	struct table_xlsx *x = writer(k);
	struct problems *problems = problems_new(k);
	enum layout layout;
	struct sheet *sheet;
	int64_t rows;
	size_t len;
	char *bytes;

	template_results(x, &form, &rows, NULL);
	bytes = finish(k, x, &len);
	sheet = open_first(k, bytes, len);
	assert_int_equal(layout_recognise(sheet, &layout, NULL, NULL), OK);
	assert_int_equal(layout, LAYOUT_RESULTS);
	assert_int_equal(results_read(k, sheet, 0, problems, keep_result, k, NULL), OK);
	assert_int_equal(problems->errors, 0);
	assert_int_equal(problems->warnings, 1);
	assert_int_equal(k->rows, 0);
	assert_true(has_problem(
	    problems, "{0} row has neither figures nor a status: it was left out", 0, 0));
	clean(k);
	talloc_free(k);
}

TEST(filled_form_gives_its_figures_and_mistakes_at_their_rows)
{
	struct kept *k = start(NULL);
	struct table_xlsx *x = writer(k);
	struct problems *problems = problems_new(k);
	int64_t rows;
	size_t len;
	char *bytes;

	template_results(x, &form, &rows, NULL);
	bytes = finish(k, x, &len);
	bytes = filled(k, open_first(k, bytes, len), fill_three, &len);
	assert_int_equal(
	    results_read(k, open_first(k, bytes, len), 0, problems, keep_result, k, NULL), OK);
	assert_int_equal(problems->errors, 1); /* 11 of 10 */
	assert_int_equal(problems->items[0].place.row, 4);
	assert_int_equal(problems->warnings, 0);
	assert_int_equal(k->rows, 2);
	assert_string_equal(k->school[0], "007"); /* zeros are no number */
	assert_string_equal(k->procedure[0], "VPR5_MA");
	assert_int_equal(k->results[0].year, 2023);
	assert_int_equal(k->results[0].participants, 20);
	assert_int_equal(k->results[0].low, 5);
	assert_int_equal(k->results[0].held.month, 4);
	assert_true(k->results[0].mean_known);
	assert_int_equal(k->results[0].mean.num, 7);
	assert_string_equal(k->procedure[1], "EGE_RU");
	assert_string_equal(k->status[1], "not_tested");
	clean(k);
	talloc_free(k);
}

TEST(form_of_schools_is_read_back_as_it_was)
{
	struct kept *k = start(NULL);
	struct table_xlsx *x = writer(k);
	struct problems *problems = problems_new(k);
	size_t len;
	char *bytes;

	assert_int_equal(template_schools(x, &form), 3);
	bytes = finish(k, x, &len);
	assert_int_equal(
	    schools_read(k, open_first(k, bytes, len), problems, keep_school, k, NULL), OK);
	assert_int_equal(problems->errors + problems->warnings, 0);
	assert_int_equal(k->rows, 3);
	assert_string_equal(k->names[0], "007|Учебная школа № 1 «=1+1»|Учебная школа № 1|");
	assert_string_equal(k->names[1], "s2|Учебная школа № 2|УШ 2|a,b");
	assert_int_equal(k->schools[0].levels, 7);
	assert_int_equal(k->schools[0].rural, 0);
	assert_int_equal(k->schools[0].opened.year, 1980);
	assert_int_equal(k->schools[1].levels, LEVEL_BASIC);
	assert_int_equal(k->schools[1].rural, 1);
	assert_int_equal(k->schools[2].levels, 0);
	assert_int_equal(k->schools[2].rural, -1);
	assert_int_equal(k->schools[2].closed.day, 31);
	clean(k);
	talloc_free(k);
}

TEST(form_of_circumstances_is_a_list_of_schools)
{
	struct kept *k = start(NULL);
	struct table_xlsx *x = writer(k);
	struct problems *problems = problems_new(k);
	struct template_data english = form;
	size_t len;
	char *bytes;

	english.lang = LANG_EN;
	assert_int_equal(template_context(x, &english), 3);
	bytes = finish(k, x, &len);
	assert_int_equal(
	    schools_read(k, open_first(k, bytes, len), problems, keep_school, k, NULL), OK);
	assert_int_equal(problems->errors + problems->warnings, 0);
	assert_int_equal(k->rows, 3);
	assert_int_equal(k->schools[1].rural, 1);
	clean(k);
	talloc_free(k);
}

/* A part of the workbook as text. */
static char *
part(TALLOC_CTX *ctx, const char *path, const char *name)
{
	zip_t *zip = zip_open(path, ZIP_RDONLY, NULL);
	zip_file_t *file = zip_fopen(zip, name, 0);
	char *text = mem_array(ctx, char, 1 << 18);
	zip_int64_t n;

	assert_non_null(file);
	n = zip_fread(file, text, (1 << 18) - 1);
	assert_true(n > 0);
	zip_fclose(file);
	zip_close(zip);
	return text;
}

TEST(cells_of_the_form_accept_only_what_can_be_loaded)
{
	struct kept *k = start(NULL);
	struct table_xlsx *x = writer(k);
	int64_t rows;
	size_t len;
	char *xml;

	template_results(x, &form, &rows, NULL);
	finish(k, x, &len);
	xml = part(k, mem_printf(k, "%s/form.xlsx", k->dir), "xl/worksheets/sheet1.xml");
	/* participants: at least 0; low: between 0 and the participants of its row */
	assert_non_null(strstr(xml, "<formula1>0</formula1><formula2>$F2</formula2>"));
	assert_non_null(strstr(xml, "operator=\"greaterThanOrEqual\""));
	assert_non_null(strstr(
	    xml, "<formula1>\"не участвовала,нет уровня,не проводилась,скрыто\"</formula1>"));
	assert_non_null(strstr(xml, "<formula1>2023</formula1><formula2>2023</formula2>"));
	assert_non_null(strstr(xml, "state=\"frozen\""));
	clean(k);
	talloc_free(k);
}

RUN(cmocka_unit_test(form_has_a_row_for_each_school_and_procedure_it_offers),
    cmocka_unit_test(form_that_comes_back_empty_has_no_mistakes_and_no_figures),
    cmocka_unit_test(filled_form_gives_its_figures_and_mistakes_at_their_rows),
    cmocka_unit_test(form_of_schools_is_read_back_as_it_was),
    cmocka_unit_test(form_of_circumstances_is_a_list_of_schools),
    cmocka_unit_test(cells_of_the_form_accept_only_what_can_be_loaded))
