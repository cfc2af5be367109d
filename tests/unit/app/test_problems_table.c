/* The user's own table back, with what is wrong in each row. Everything in it is invented. */
#include "check.h"

#include "app/problems_table.h"
#include "base/file.h"
#include "document/table_xlsx.h"
#include "intake/workbook.h"

#include <unistd.h>

struct files {
	char dir[64];
	char *tmp, *out;
};

static struct files *
start(void)
{
	struct files *f = mem_new(NULL, struct files);

	strcpy(f->dir, "/tmp/opora-problems-XXXXXX");
	assert_non_null(mkdtemp(f->dir));
	f->tmp = mem_printf(f, "%s/tmp", f->dir);
	f->out = mem_printf(f, "%s/out.xlsx", f->dir);
	return f;
}

static void
finish(struct files *f)
{
	unlink(f->out);
	unlink(mem_printf(f, "%s/in.xlsx", f->dir));
	assert_int_equal(rmdir(f->tmp), 0); /* nothing is left in it */
	assert_int_equal(rmdir(f->dir), 0);
	talloc_free(f);
}

/* Sheet @index of the written file: rows on lines, cells with |. */
static char *
written(struct files *f, size_t index, const char **name)
{
	struct workbook *wb;
	struct sheet *sheet;
	struct sheet_row row;
	struct error err;
	char *bytes, *s = mem_strdup(f, "");
	bool more;
	size_t len, i;

	assert_int_equal(file_read(f, f->out, 1 << 24, &bytes, &len, &err), OK);
	assert_int_equal(workbook_open(f, "out.xlsx", bytes, len, &wb, &err), OK);
	if (index >= wb->nsheets)
		return NULL;
	*name = wb->sheets[index].name;
	assert_int_equal(workbook_sheet_open(f, wb, index, &sheet, &err), OK);
	while (sheet_next(sheet, &row, &more, &err) == OK && more) {
		s = mem_printf(f, "%s%lld:", s, (long long)row.number);
		for (i = 0; i < row.count; i++)
			s = mem_printf(f, "%s%s%.*s", s, i > 0 ? "|" : "", (int)row.cells[i].len,
			    row.cells[i].text);
		s = mem_printf(f, "%s\n", s);
	}
	return s;
}

static struct place
at(const char *sheet, int64_t row)
{
	return (struct place){.file = "in", .sheet = sheet, .row = row};
}

TEST(a_csv_comes_back_as_it_was_with_a_column_of_mistakes)
{
	static const char csv[] = "year;school;low\n2023;007;5\n\n2023;\"а;б\";3,5\n2023;x;-1.5\n";
	struct files *f = start();
	struct problems *list = problems_new(f);
	struct problems_file file = {"in.csv", csv, sizeof csv - 1, list, {0}};
	const char *name;

	problem_add(list, SEVERITY_ERROR, at("", 5), "third {0}", arg_int(1));
	problem_add(list, SEVERITY_ERROR, at("", 4), "first");
	problem_add(list, SEVERITY_WARNING, at("", 4), "second");
	problem_add(list, SEVERITY_ERROR, at("", 0), "the whole file");
	assert_int_equal(problems_table_write(f, LANG_EN, f->tmp, 0, &file, 1, f->out, NULL), OK);
	assert_string_equal(written(f, 0, &name), "1:File|Sheet|Row|Column|What is wrong\n"
						  "2:in||||the whole file\n"
						  "3:in||5||third 1\n"
						  "4:in||4||first\n"
						  "5:in||4||warning: second\n");
	assert_string_equal(written(f, 1, &name), "1:year|school|low|mistake\n"
						  "2:2023|007|5\n"
						  "4:2023|а;б|3,5|first; warning: second\n"
						  "5:2023|x|-1.5|third 1\n");
	assert_string_equal(name, "in.csv");
	assert_null(written(f, 2, &name));
	finish(f);
}

static char *
workbook(struct files *f, size_t *len)
{
	struct doc_column columns[4] = {
	    {.type = DOC_TEXT}, {.type = DOC_TEXT}, {.type = DOC_DAY}, {.type = DOC_PERCENT}};
	struct doc_sheet sheet = {.name = "Протокол", .ncolumns = 4, .columns = columns};
	const struct doc_cell head[] = {
	    doc_text("Код"), doc_text("Участник"), doc_text("Дата"), doc_text("Доля")};
	const struct doc_cell row[] = {doc_text("s1"), doc_text("Образцов Образец"),
	    doc_day((struct day){2023, 4, 11}), doc_percent(0.3077)};
	const struct doc_cell title = doc_text("Протокол Образцова");
	char *path = mem_printf(f, "%s/in.xlsx", f->dir), *bytes;
	struct table_xlsx *x;

	assert_int_equal(table_xlsx_new(f, f->tmp, 0, &x, NULL), OK);
	table_xlsx_sheet(x, &sheet);
	table_xlsx_row(x, &title, 1, false);
	table_xlsx_row(x, head, 4, false);
	table_xlsx_row(x, row, 4, false);
	sheet.name = "Прочее";
	table_xlsx_sheet(x, &sheet);
	table_xlsx_row(x, row, 4, false);
	assert_int_equal(table_xlsx_finish(x, path, NULL), OK);
	assert_int_equal(file_read(f, path, 1 << 24, &bytes, len, NULL), OK);
	return bytes;
}

TEST(a_workbook_keeps_all_its_sheets_days_and_percents)
{
	struct files *f = start();
	struct problems *list = problems_new(f);
	struct problems_file file = {
	    .name = "in.xlsx", .problems = list, .rules = {.header_row = 2}};
	const char *name;

	file.bytes = workbook(f, &file.len);
	problem_add(list, SEVERITY_ERROR, at("Протокол", 3), "wrong");
	assert_int_equal(problems_table_write(f, LANG_RU, f->tmp, 0, &file, 1, f->out, NULL), OK);
	assert_string_equal(written(f, 1, &name),
	    "1:Протокол Образцова\n"
	    "2:Код|Участник|Дата|Доля|Ошибка\n"
	    "3:s1|Образцов Образец|2023-04-11|30.77%|wrong\n");
	assert_string_equal(name, "Протокол");
	assert_string_equal(written(f, 2, &name), "1:s1|Образцов Образец|2023-04-11|30.77%\n");
	finish(f);
}

TEST(of_personal_data_only_kept_columns_go_out)
{
	static const int32_t kept[] = {1, 4};
	struct files *f = start();
	struct problems *list = problems_new(f);
	struct problems_file file = {.name = "in.xlsx",
	    .problems = list,
	    .rules = {.personal = true, .kept = kept, .nkept = 2, .header_row = 2}};
	const char *name;
	size_t len;
	char *bytes;

	file.bytes = workbook(f, &file.len);
	problem_add(list, SEVERITY_ERROR, at("Протокол", 3), "wrong");
	assert_int_equal(problems_table_write(f, LANG_RU, f->tmp, 0, &file, 1, f->out, NULL), OK);
	assert_string_equal(written(f, 1, &name), "2:Код|Доля|Ошибка\n3:s1|30.77%|wrong\n");
	assert_null(written(f, 2, &name)); /* the other sheet has no problem: it stays at home */
	assert_int_equal(file_read(f, f->out, 1 << 24, &bytes, &len, NULL), OK);
	finish(f);
}

TEST(a_file_that_cannot_be_read_stands_in_the_list)
{
	struct files *f = start();
	struct problems *list = problems_new(f);
	struct problems_file file = {"in.xlsx", "PK\3\4damaged", 11, list, {0}};
	const char *name;

	problem_add(list, SEVERITY_ERROR, at("", 0), "damaged");
	assert_int_equal(problems_table_write(f, LANG_EN, f->tmp, 0, &file, 1, f->out, NULL), OK);
	assert_non_null(strstr(written(f, 0, &name), "2:in||||damaged"));
	assert_null(written(f, 1, &name));
	finish(f);
}

TEST(two_files_of_one_name_get_a_sheet_each)
{
	struct files *f = start();
	struct problems *list = problems_new(f);
	struct problems_file pair[] = {
	    {"a[1].csv", "x\n1\n", 4, list, {0}}, {"a[1].csv", "y\n2\n", 4, list, {0}}};
	const char *name;

	problem_add(list, SEVERITY_ERROR, at("", 2), "wrong");
	assert_int_equal(problems_table_write(f, LANG_EN, f->tmp, 0, pair, 2, f->out, NULL), OK);
	assert_string_equal(written(f, 1, &name), "1:x|mistake\n2:1|wrong\n");
	assert_string_equal(name, "a 1 .csv");
	assert_string_equal(written(f, 2, &name), "1:y|mistake\n2:2|wrong\n");
	assert_string_equal(name, "a 1 .csv 2");
	finish(f);
}

RUN(cmocka_unit_test(a_csv_comes_back_as_it_was_with_a_column_of_mistakes),
    cmocka_unit_test(a_workbook_keeps_all_its_sheets_days_and_percents),
    cmocka_unit_test(of_personal_data_only_kept_columns_go_out),
    cmocka_unit_test(a_file_that_cannot_be_read_stands_in_the_list),
    cmocka_unit_test(two_files_of_one_name_get_a_sheet_each))
