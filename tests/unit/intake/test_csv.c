/* The CSV reader: text in, rows out, in one line of text each: "1[a|b] 2[c|d]". */
#include "rows_check.h"

#include "base/buf.h"
#include "base/file.h"

#include <jansson.h>

static const char *
show_bytes(const char *bytes, size_t len)
{
	struct buf out = buf_new(ctx, BUF_MAX);
	struct sheet *sheet;
	struct sheet_row row;
	struct error err;
	bool more;
	size_t i;

	if (sheet_open_csv(ctx, "f.csv", bytes, len, &sheet, &err) != OK)
		return tr_error(ctx, LANG_EN, &err);
	for (;;) {
		if (sheet_next(sheet, &row, &more, &err) != OK) {
			buf_printf(&out, " !%s", tr_error(ctx, LANG_EN, &err));
			break;
		}
		if (!more)
			break;
		buf_printf(&out, "%s%d[", out.len == 0 ? "" : " ", (int)row.number);
		for (i = 0; i < row.count; i++)
			buf_printf(&out, "%s%.*s", i == 0 ? "" : "|", (int)row.cells[i].len,
			    row.cells[i].text);
		buf_text(&out, "]");
	}
	return out.len == 0 ? "" : out.bytes;
}

/* From an exact copy on the heap, so that a sanitizer sees one byte too many. */
static const char *
show(const char *text)
{
	size_t len = strlen(text);
	char *copy = mem_check(talloc_memdup(ctx, text, len == 0 ? 1 : len));

	return show_bytes(copy, len);
}

#define assert_shows(text, rows) assert_string_equal(show(text), rows)

TEST(cells_are_parted_by_the_separator_of_the_header_row)
{
	assert_shows("a;b\n1;2,5\n", "1[a|b] 2[1|2,5]");
	assert_shows("a,b\n1;2,5\n", "1[a|b] 2[1;2|5]");
	assert_shows("a\tb\n1,2\t5;\n", "1[a|b] 2[1,2|5;]");
	assert_shows("a", "1[a]");
	assert_shows("", "");
	assert_shows(";\n", "1[|]");
}

TEST(semicolon_wins_a_tie_and_quoted_separators_do_not_count)
{
	assert_shows("a;b,c\n1;2\n", "1[a|b,c] 2[1|2]");
	assert_shows("\"a;b;c\",d\n1,2\n", "1[a;b;c|d] 2[1|2]");
	assert_shows("\n\na,b\n", "1[] 2[] 3[a|b]");
}

TEST(excel_separator_line_is_skipped_but_counted)
{
	assert_shows("sep=;\r\na,b;c\r\n", "2[a,b|c]");
	assert_shows("\xEF\xBB\xBFSEP=\t\na,b\tc", "2[a,b|c]");
	assert_shows("sep=;", "");
	assert_shows("sep=;x\n", "1[sep=|x]");
}

TEST(rows_end_with_lf_crlf_or_cr_and_the_last_may_lack_it)
{
	assert_shows("a\nb\n", "1[a] 2[b]");
	assert_shows("a\r\nb\r\n", "1[a] 2[b]");
	assert_shows("a\rb\r", "1[a] 2[b]");
	assert_shows("a;b\n1;2", "1[a|b] 2[1|2]");
	assert_shows("a;b\n1;", "1[a|b] 2[1|]");
	assert_shows("a\n\n\"\"\nb", "1[a] 2[] 3[] 4[b]");
}

TEST(an_empty_line_has_no_cells_and_an_empty_quoted_cell_is_one)
{
	struct sheet *sheet;
	struct sheet_row row;
	struct error err;
	bool more;

	assert_int_equal(sheet_open_csv(ctx, "f.csv", "\n\"\"\n", 4, &sheet, &err), OK);
	assert_int_equal(sheet_next(sheet, &row, &more, &err), OK);
	assert_int_equal(row.count, 0);
	assert_int_equal(sheet_next(sheet, &row, &more, &err), OK);
	assert_int_equal(row.count, 1);
}

TEST(quoted_cells_hold_separators_doubled_quotes_and_line_breaks)
{
	assert_shows("a;b\n\"1;2\";\"x \"\"y\"\"\"\n", "1[a|b] 2[1;2|x \"y\"]");
	assert_shows("a;b\n\"1\n2\";3\n4;5\n", "1[a|b] 2[1\n2|3] 3[4|5]");
	assert_shows("a;b\n\"\"\"\"\"\";\"\"\"\"", "1[a|b] 2[\"\"|\"]");
	assert_shows("\"1\"  ;\"2\" \n", "1[1|2]");
}

TEST(a_quote_inside_an_unquoted_cell_is_a_character)
{
	assert_shows("a;b\nООО \"Ромашка\";2\n", "1[a|b] 2[ООО \"Ромашка\"|2]");
	assert_shows("a;b\n5\" диск;\"2\"\n", "1[a|b] 2[5\" диск|2]");
}

TEST(text_after_a_closing_quote_names_row_column_and_text)
{
	assert_shows("a;b\n1;\"x\"y\n",
	    "1[a|b] !Row 2, column 2: the cell begins with a quote mark, and after the closing one "
	    "stands \"y\". A quote mark inside such a cell must be doubled (\"\").");
	assert_shows("a;b\n\"1\n\";2\n1;\"x\"y\n", "1[a|b] 2[1\n|2] !Row 3 (line 4 of the file), "
						   "column 2: the cell begins with a quote mark, "
						   "and after the closing one stands \"y\". A "
						   "quote mark inside such a cell must be doubled "
						   "(\"\").");
}

TEST(an_unclosed_quote_names_the_row_where_it_opened)
{
	assert_shows("a;b\n1;\"x\n2;3\n4;5\n",
	    "1[a|b] !Row 2, column 2: a quote mark is opened here and never closed. Add the "
	    "closing "
	    "quote mark, or double the ones inside the text (\"\").");
	assert_non_null(strstr(show("a;b\r\n\"1\r\n2\";3\r\n\"4"),
	    "!Row 3 (line 4 of the file), column 1: a quote mark is opened here"));
}

TEST(binary_bytes_are_refused_with_their_row)
{
	static const char nul[] = "a;b\n1;2\n3;\0004\n";
	const char *said = show_bytes(nul, sizeof nul - 1);

	assert_non_null(strstr(said, "!Row 3, column 2: there is a byte here that no text holds"));
	assert_non_null(strstr(show("a\n\"\x01\""), "!Row 2, column 1: there is a byte"));
	/* a tab, and Word's own hyphens, are text; Ctrl-Z ends old files */
	assert_shows("a;b\n1\t2;x\x1Fy\n\x1A", "1[a|b] 2[1\t2|x\x1Fy]");
}

TEST(windows_1251_is_read_as_russian)
{
	/* a quote mark followed by «Ш» is quoted in the message */
	assert_non_null(strstr(show("a\n\"\xD8\xEA\"\xD8\xEA\n"), "stands \"Шк\""));
	/* код;название / 1;"Школа ""№ 5"" – ё" */
	assert_shows("\xEA\xEE\xE4;\xED\xE0\xE7\xE2\xE0\xED\xE8\xE5\r\n"
		     "1;\"\xD8\xEA\xEE\xEB\xE0 \"\"\xB9 5\"\" \x96 \xB8\"\r\n",
	    "1[код|название] 2[1|Школа \"№ 5\" – ё]");
}

TEST(damaged_utf8_is_not_taken_for_windows_1251)
{
	assert_shows("код;название\n1;Школа\n2;Шко\xD0\n3;x\n",
	    "1[код|название] 2[1|Школа] !Row 3 (line 3 of the file): the letters are neither in "
	    "UTF-8 "
	    "nor in Windows-1251. Open the file in Excel and save it with the type \"CSV UTF-8\".");
	/* letters whose second byte is usual in Windows-1251 too */
	assert_non_null(strstr(show("a\nбаба\xD0\n"), "!Row 2 (line 2"));
	/* the same with a byte order mark, whatever the share */
	assert_non_null(strstr(show("\xEF\xBB\xBF"
				    "a\n\xD8\xEA\xEE\n"),
	    "!Row 2 (line 2"));
}

TEST(dos_letters_are_refused_rather_than_garbled)
{
	/* «Школа» in code page 866 */
	assert_non_null(strstr(show("a\n\x98\xAA\xAE\xAB\xA0\n"), "!Row 2 (line 2"));
	/* «Гимназия» and «РОДНИК», without the byte 0x98 */
	assert_non_null(strstr(show("a\n\x83\xA8\xAC\xAD\xA0\xA7\xA8\xEF \x90\x8E\x84\x8D\x88\x8A"),
	    "!Row 2 (line 2"));
}

TEST(utf16_is_refused_with_advice)
{
	static const char marked[] = "\xFF\xFE"
				     "a\0;\0";
	static const char bare[] = "a\0;\0b\0";

	assert_non_null(
	    strstr(show_bytes(marked, 6), "choose \"Save as\" and the type \"CSV UTF-8\""));
	assert_non_null(strstr(show_bytes(bare, 6), "UTF-16"));
	assert_non_null(strstr(show("PK\x03\x04 rest"), "Excel workbook"));
}

TEST(limits_name_the_row)
{
	char *wide = mem_check(talloc_size(ctx, SHEET_CELLS_MAX + 3));
	char *deep = mem_check(talloc_size(ctx, SHEET_CELL_BYTES_MAX + 4));

	memset(wide, ';', SHEET_CELLS_MAX + 2);
	memcpy(wide, "a\n", 2);
	assert_string_equal(
	    show_bytes(wide, SHEET_CELLS_MAX + 2), "1[a] !Row 2 has more than 16,384 cells.");
	memset(deep, 'x', SHEET_CELL_BYTES_MAX + 3);
	memcpy(deep, "a\n", 2);
	assert_non_null(strstr(show_bytes(deep, SHEET_CELL_BYTES_MAX + 3),
	    "1[a] !Row 2, column 1: the cell is longer than one megabyte."));
	assert_null(strstr(show_bytes(deep, SHEET_CELL_BYTES_MAX + 2), "!"));
	assert_int_equal(strlen(show_bytes(wide, SHEET_CELLS_MAX + 1)), 4 + 3 + SHEET_CELLS_MAX);
}

TEST(rewinding_reads_the_same_again)
{
	struct sheet *sheet;
	struct sheet_row row;
	struct error err;
	bool more;
	int i;

	assert_int_equal(sheet_open_csv(ctx, "f.csv", "sep=,\na,b\n", 10, &sheet, &err), OK);
	for (i = 0; i < 2; i++) {
		assert_int_equal(sheet_next(sheet, &row, &more, &err), OK);
		assert_true(more && row.number == 2 && row.count == 2);
		assert_int_equal(sheet_next(sheet, &row, &more, &err), OK);
		assert_false(more);
		assert_int_equal(sheet_rewind(sheet, &err), OK);
	}
}

TEST(every_length_of_cell_is_scanned_to_its_end)
{
	char text[64];
	size_t n;

	for (n = 0; n < 40; n++) {
		memset(text, 'x', n);
		memcpy(text + n, ";y", 3);
		assert_int_equal(strlen(show(text)), n + 5);
		memcpy(text + n, "\ny", 3);
		assert_int_equal(strlen(show(text)), n + 8);
	}
}

/* --- files from outside --- */

/* The bytes of a shared file, or NULL. */
static char *
read_shared(const char *name, size_t *len)
{
	char *path = shared_file(ctx, name), *bytes;

	if (path == NULL)
		return NULL;
	assert_int_equal(file_read(ctx, path, 1 << 20, &bytes, len, NULL), OK);
	return bytes;
}

static struct sheet *
open_shared(const char *name)
{
	struct sheet *sheet;
	size_t len;
	char *bytes = read_shared(name, &len);

	if (bytes == NULL)
		return NULL;
	assert_int_equal(sheet_open_csv(ctx, name, bytes, len, &sheet, NULL), OK);
	return sheet;
}

/* The files *_crlf lost their CR on the way here; their answers still have it. */
static char *
with_crlf(const char *text, size_t *len)
{
	struct buf out = buf_new(ctx, BUF_MAX);

	for (; *text != '\0'; text++) {
		if (*text == '\n')
			buf_char(&out, '\r');
		buf_char(&out, *text);
	}
	*len = out.len;
	return out.bytes;
}

static void
compare_row(json_t *answer, char **names, const struct sheet_row *row)
{
	const char *expected;
	size_t i;

	assert_int_equal(json_object_size(answer), row->count);
	for (i = 0; i < row->count; i++) {
		expected = json_string_value(json_object_get(answer, names[i]));
		assert_non_null(expected);
		assert_int_equal(strlen(expected), row->cells[i].len);
		assert_memory_equal(expected, row->cells[i].text, row->cells[i].len);
	}
}

static void
compare_with_json(struct sheet *sheet, json_t *answers)
{
	char *names[16];
	struct sheet_row row;
	bool more;
	size_t i, n;

	assert_int_equal(sheet_next(sheet, &row, &more, NULL), OK);
	for (i = 0; i < row.count; i++)
		names[i] = mem_strndup(ctx, row.cells[i].text, row.cells[i].len);
	for (n = 0;; n++) {
		assert_int_equal(sheet_next(sheet, &row, &more, NULL), OK);
		if (!more)
			break;
		compare_row(json_array_get(answers, n), names, &row);
	}
	assert_int_equal(n, json_array_size(answers));
}

TEST(csv_spectrum_is_read_as_its_json_says)
{
	/* location_coordinates is left out: its answer is of other data (another telephone) */
	static const char *const names[] = {"comma_in_quotes", "empty", "empty_crlf",
	    "escaped_quotes", "json", "newlines", "newlines_crlf", "quotes_and_newlines", "simple",
	    "simple_crlf", "utf8"};
	struct sheet *sheet;
	json_t *answers;
	char *bytes, *json;
	size_t i, len, json_len;

	for (i = 0; i < sizeof names / sizeof *names; i++) {
		bytes = read_shared(
		    mem_printf(ctx, "data/csv/csv-spectrum/csvs/%s.csv", names[i]), &len);
		json = read_shared(
		    mem_printf(ctx, "data/csv/csv-spectrum/json/%s.json", names[i]), &json_len);
		if (bytes == NULL || json == NULL)
			skip();
		if (strstr(names[i], "crlf") != NULL && memchr(bytes, '\r', len) == NULL)
			bytes = with_crlf(bytes, &len);
		assert_int_equal(sheet_open_csv(ctx, names[i], bytes, len, &sheet, NULL), OK);
		answers = json_loadb(json, json_len, 0, NULL);
		assert_non_null(answers);
		compare_with_json(sheet, answers);
		json_decref(answers);
	}
}

static void
expect_refusal(const char *name, int64_t row)
{
	struct sheet *sheet = open_shared(name);
	struct sheet_row read;
	struct error err = {0};
	bool more = true;
	enum err e = OK;

	if (sheet == NULL)
		skip();
	while (e == OK && more) {
		e = sheet_next(sheet, &read, &more, &err);
		if (e == OK && more)
			assert_int_equal(read.count, 15);
	}
	assert_int_equal(e, ERR_INVALID);
	assert_int_equal(err.args[0].integer, row);
}

TEST(unescaped_quotes_of_moscow_are_refused_naming_the_row)
{
	expect_refusal("data/registry/moscow_gymnasia_2013_badquotes.csv", 2);
	expect_refusal("data/registry/moscow_lyceums_2013_badquotes.csv", 2);
}

TEST(the_list_of_russian_regions_has_86_rows_of_one_width)
{
	struct sheet *sheet = open_shared("data/registry/ru_regions.csv");
	struct sheet_row row;
	size_t width, n;
	bool more;

	if (sheet == NULL)
		skip();
	assert_int_equal(sheet_next(sheet, &row, &more, NULL), OK);
	width = row.count;
	assert_true(width > 5);
	for (n = 0;; n++) {
		assert_int_equal(sheet_next(sheet, &row, &more, NULL), OK);
		if (!more)
			break;
		assert_int_equal(row.count, width);
	}
	assert_int_equal(n, 86);
}

RUN_WITH_CTX(cmocka_unit_test(cells_are_parted_by_the_separator_of_the_header_row),
    cmocka_unit_test(semicolon_wins_a_tie_and_quoted_separators_do_not_count),
    cmocka_unit_test(excel_separator_line_is_skipped_but_counted),
    cmocka_unit_test(rows_end_with_lf_crlf_or_cr_and_the_last_may_lack_it),
    cmocka_unit_test(an_empty_line_has_no_cells_and_an_empty_quoted_cell_is_one),
    cmocka_unit_test(quoted_cells_hold_separators_doubled_quotes_and_line_breaks),
    cmocka_unit_test(a_quote_inside_an_unquoted_cell_is_a_character),
    cmocka_unit_test(text_after_a_closing_quote_names_row_column_and_text),
    cmocka_unit_test(an_unclosed_quote_names_the_row_where_it_opened),
    cmocka_unit_test(binary_bytes_are_refused_with_their_row),
    cmocka_unit_test(windows_1251_is_read_as_russian),
    cmocka_unit_test(damaged_utf8_is_not_taken_for_windows_1251),
    cmocka_unit_test(dos_letters_are_refused_rather_than_garbled),
    cmocka_unit_test(utf16_is_refused_with_advice), cmocka_unit_test(limits_name_the_row),
    cmocka_unit_test(rewinding_reads_the_same_again),
    cmocka_unit_test(every_length_of_cell_is_scanned_to_its_end),
    cmocka_unit_test(csv_spectrum_is_read_as_its_json_says),
    cmocka_unit_test(unescaped_quotes_of_moscow_are_refused_naming_the_row),
    cmocka_unit_test(the_list_of_russian_regions_has_86_rows_of_one_width))
