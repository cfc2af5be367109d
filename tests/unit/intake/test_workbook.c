#include "spreadsheet.h"

#include <unistd.h>
#include <xlsxwriter.h>

#include "base/file.h"

#define OFFICE "http://schemas.openxmlformats.org/officeDocument/2006/relationships/"

static void
xlsx_is(struct xlsx_parts parts, const char *expected)
{
	TALLOC_CTX *ctx = talloc_new(NULL);
	size_t len;
	char *bytes = xlsx_of(ctx, &len, parts);

	assert_string_equal(read_text(ctx, bytes, len), expected);
	talloc_free(ctx);
}

static void
ods_is(const char *tables, const char *expected)
{
	TALLOC_CTX *ctx = talloc_new(NULL);
	size_t len;
	char *bytes = ods_of(ctx, &len, tables);

	assert_string_equal(read_text(ctx, bytes, len), expected);
	talloc_free(ctx);
}

TEST(xlsx_cells_of_every_type_come_as_text)
{
	xlsx_is(
	    (struct xlsx_parts){.rows = "<row r='1'><c r='A1' t='s'><v>1</v></c>"
					"<c r='B1' t='str'><f>A1</f><v>итог</v></c>"
					"<c r='C1' t='inlineStr'><is><t>строка</t></is></c>"
					"<c r='D1' t='b'><v>1</v></c><c r='E1' t='b'><v>0</v></c>"
					"<c r='F1' t='e'><v>#N/A</v></c>"
					"<c r='G1' t='d'><v>2023-09-01T00:00:00</v></c>"
					"<c r='H1'><f>1/3</f><v>0.33333333333333331</v></c>"
					"<c r='I1' t='n'><v>5</v></c></row>",
		.strings = "<sst " XLSX_NS "><si><t>нет</t></si><si><t>да</t></si></sst>"},
	    "[Лист1]\n1:да|итог|строка|TRUE|FALSE|#N/A|2023-09-01|0.333333333333333|5\n");
}

TEST(xlsx_shared_strings_join_runs_and_leave_phonetics_out)
{
	xlsx_is(
	    (struct xlsx_parts){
		.rows = "<row r='1'><c r='A1' t='s'><v>0</v></c><c r='B1' t='s'><v>1</v></c>"
			"<c r='C1' t='s'><v>2</v></c><c r='D1' t='s'><v>3</v></c></row>",
		.strings =
		    "<x:sst xmlns:x='m'><x:si><x:r><x:rPr><x:b/></x:rPr><x:t>Учебная</x:t>"
		    "</x:r><x:r><x:t xml:space='preserve'> школа </x:t></x:r></x:si>"
		    "<x:si><x:t>東京</x:t><x:rPh sb='0' eb='2'><x:t>トウキョウ</x:t></x:rPh>"
		    "<x:phoneticPr fontId='1'/></x:si><x:si><x:t>  a_x000D_b_x0041__x005F_x0041_ "
		    "</x:t></x:si><x:si><x:t>_xD83D__xDE00_ _x12_ _xD83D_</x:t></x:si></x:sst>"},
	    "[Лист1]\n1:Учебная школа |東京|a\rbA_x0041_|😀 _x12_ \xef\xbf\xbd\n");
}

TEST(xlsx_cells_without_place_stand_in_their_order)
{
	xlsx_is((struct xlsx_parts){.rows = "<row><c><v>1</v></c><c/><c><v>3</v></c></row>"
					    "<row r='4'><c r='C4'><v>5</v></c><c><v>6</v></c></row>"
					    "<row><c><v>7</v></c></row>"},
	    "[Лист1]\n1:1||3\n4:||5|6\n5:7\n");
}

TEST(xlsx_rows_and_cells_without_text_are_left_out)
{
	xlsx_is((struct xlsx_parts){.rows = "<row r='1'><c r='A1' s='0'/><c r='XFD1'/></row>"
					    "<row r='2'/><row r='1048576' hidden='1'>"
					    "<c r='B1048576'><v>1</v></c><c r='C1048576'/></row>"},
	    "[Лист1]\n1048576:|1\n");
}

TEST(xlsx_styles_make_days_and_percents)
{
	xlsx_is(
	    (struct xlsx_parts){
		.rows = "<row r='1'><c s='0'><v>45170</v></c><c s='1'><v>45170</v></c>"
			"<c s='2'><v>45170.4375</v></c><c s='3'><v>0.30769999999999997</v></c>"
			"<c s='4'><v>0.5</v></c><c s='99'><v>7</v></c><c s=''><v>8</v></c></row>",
		.styles = "<styleSheet " XLSX_NS "><numFmts count='1'><numFmt numFmtId='170' "
			  "formatCode='dd/mm/yyyy&quot; г.&quot;'/></numFmts><cellStyleXfs><xf "
			  "numFmtId='10'/></cellStyleXfs><cellXfs><xf numFmtId='0'/><xf "
			  "numFmtId='14'><alignment/></xf><xf numFmtId='170'/><xf "
			  "numFmtId='10'/><xf numFmtId='20'/></cellXfs></styleSheet>"},
	    "[Лист1]\n1:45170|2023-09-01|2023-09-01 10:30|30.77%|12:00|7|8\n");
}

TEST(xlsx_days_count_from_1904_where_the_workbook_says_so)
{
	xlsx_is(
	    (struct xlsx_parts){.rows = "<row><c s='1'><v>1</v></c></row>",
		.styles = "<styleSheet><cellXfs><xf/><xf numFmtId='14'/></cellXfs></styleSheet>",
		.workbook = "<workbook xmlns:r='r'><workbookPr date1904='1'/><sheets><sheet "
			    "name='S' sheetId='1' r:id='rId1'/></sheets></workbook>"},
	    "[S]\n1:1904-01-02\n");
}

TEST(xlsx_sheets_keep_their_order_names_and_hiding_and_charts_are_none)
{
	TALLOC_CTX *ctx = talloc_new(NULL);
	size_t len;
	char *bytes = zip_of(ctx, &len, "xl\\workbook.xml",
	    "<w:workbook xmlns:w='http://purl.oclc.org/ooxml/spreadsheetml/main' xmlns:q='r'>"
	    "<w:sheets><w:sheet name='Вторая' sheetId='2' q:id='b'/><w:sheet name='Рисунок' "
	    "sheetId='3' q:id='c'/><w:sheet name='Первая' sheetId='1' state='veryHidden' "
	    "q:id='a'/></w:sheets></w:workbook>",
	    "xl/_rels/workbook.xml.rels",
	    "<Relationships><Relationship Id='a' Type='http://purl.oclc.org/ooxml/"
	    "officeDocument/relationships/worksheet' Target='/xl/Worksheets/../worksheets/1.xml'/>"
	    "<Relationship Id='b' Type='" OFFICE "worksheet' Target='./worksheets/2.xml'/>"
	    "<Relationship Id='c' Type='" OFFICE "chartsheet' Target='chart.xml'/>"
	    "</Relationships>",
	    "xl/worksheets/1.xml",
	    "<w:worksheet xmlns:w='m'><w:sheetData><w:row><w:c><w:v>1</w:v></w:c><c><v>9</v></c>"
	    "</w:row></w:sheetData></w:worksheet>",
	    "xl/worksheets/2.xml",
	    "<worksheet><sheetData><row><c><v>2</v></c></row></sheetData></worksheet>", NULL);

	assert_string_equal(read_text(ctx, bytes, len), "[Вторая]\n1:2\n[Первая hidden]\n1:1\n");
	talloc_free(ctx);
}

TEST(xlsx_relations_do_not_lead_out_of_the_file)
{
	TALLOC_CTX *ctx = talloc_new(NULL);
	size_t len;
	char *bytes = xlsx_of(ctx, &len,
	    (struct xlsx_parts){.rows = "",
		.relations = "<Relationships><Relationship Id='rId1' Type='" OFFICE
			     "worksheet' Target='../../../etc/passwd'/></Relationships>"});

	assert_non_null(strstr(refusal(bytes, len), "damaged"));
	talloc_free(ctx);
}

TEST(xlsx_places_that_can_not_be_are_refused)
{
	static const char *const rows[] = {"<row r='0'/>", "<row r='-1'/>", "<row r='11000001'/>",
	    "<row r='x'/>", "<row r='99999999999999999999'/>",
	    "<row r='1'><c r='XFE1'><v>1</v></c></row>", "<row r='1'><c r='1'><v>1</v></c></row>",
	    "<row r='1'><c r='AAAAAAAAAAAA1'><v>1</v></c></row>"};
	TALLOC_CTX *ctx = talloc_new(NULL);
	size_t len, i;
	char *bytes;

	for (i = 0; i < sizeof rows / sizeof *rows; i++) {
		bytes = xlsx_of(ctx, &len, (struct xlsx_parts){.rows = rows[i]});
		assert_non_null(strstr(refusal(bytes, len), "names the place of a cell"));
	}
	bytes = xlsx_of(ctx, &len,
	    (struct xlsx_parts){.rows = "<row r='1'><c r='XFD1'/><c><v>1</v></c></row>"});
	assert_non_null(strstr(refusal(bytes, len), "holds more than {1} cells"));
	bytes = xlsx_of(ctx, &len, (struct xlsx_parts){.rows = "<row r='11000000'/><row/>"});
	assert_non_null(strstr(refusal(bytes, len), "holds more than {0} rows"));
	bytes = xlsx_of(ctx, &len, (struct xlsx_parts){.rows = "<row r='2'/><row r='2'/>"});
	assert_non_null(strstr(refusal(bytes, len), "stands after row"));
	bytes = xlsx_of(ctx, &len, (struct xlsx_parts){.rows = "<row><c t='s'><v>0</v></c></row>"});
	assert_non_null(strstr(refusal(bytes, len), "refers to a text"));
	talloc_free(ctx);
}

TEST(xlsx_long_rows_and_texts_outlive_their_block)
{
	TALLOC_CTX *ctx = talloc_new(NULL);
	char *rows = mem_strdup(ctx, "<row>"), *expected = mem_strdup(ctx, "[Лист1]\n1:"),
	     text[901];
	int i;

	memset(text, 'x', 900);
	text[900] = '\0';
	for (i = 0; i < 300; i++) {
		rows = talloc_asprintf_append(
		    rows, "<c t='inlineStr'><is><t>%d%s</t></is></c>", i, text);
		expected = talloc_asprintf_append(expected, "%s%d%s", i ? "|" : "", i, text);
	}
	rows = talloc_asprintf_append(rows, "</row><row><c><v>1</v></c></row>");
	expected = talloc_asprintf_append(expected, "\n2:1\n");
	xlsx_is((struct xlsx_parts){.rows = rows}, expected);
	talloc_free(ctx);
}

TEST(a_cursor_goes_back_to_its_start)
{
	TALLOC_CTX *ctx = talloc_new(NULL);
	size_t len[2];
	char *bytes[] = {xlsx_of(ctx, &len[0],
			     (struct xlsx_parts){.rows = "<row><c><v>1</v></c></row>"
							 "<row><c><v>2</v></c></row>"}),
	    ods_of(ctx, &len[1],
		"<table:table table:name='S'><table:table-row table:number-rows-repeated='2'>"
		"<table:table-cell office:value-type='float' office:value='1'/></table:table-row>"
		"</table:table>")};
	struct workbook *wb;
	struct sheet *sheet;
	struct sheet_row row;
	struct error err;
	bool more;
	int i, j;

	for (i = 0; i < 2; i++) {
		assert_int_equal(workbook_open(ctx, "f", bytes[i], len[i], &wb, &err), OK);
		assert_int_equal(workbook_sheet_open(ctx, wb, 0, &sheet, &err), OK);
		assert_int_equal(sheet_next(sheet, &row, &more, &err), OK);
		assert_int_equal(sheet_rewind(sheet, &err), OK);
		for (j = 1; j <= 2; j++) {
			assert_int_equal(sheet_next(sheet, &row, &more, &err), OK);
			assert_true(more);
			assert_int_equal(row.number, j);
		}
		assert_int_equal(sheet_next(sheet, &row, &more, &err), OK);
		assert_false(more);
		assert_int_equal(sheet_next(sheet, &row, &more, &err), OK);
		assert_false(more);
		talloc_free(sheet);
		talloc_free(wb);
	}
	talloc_free(ctx);
}

TEST(two_cursors_of_one_workbook_do_not_disturb_each_other)
{
	TALLOC_CTX *ctx = talloc_new(NULL);
	char *rows = mem_strdup(ctx, ""), *bytes;
	struct sheet_row a, b;
	struct sheet *first, *second;
	struct workbook *wb;
	struct error err;
	size_t len;
	bool more;
	int i;

	for (i = 0; i < 20000; i++)
		rows = talloc_asprintf_append_buffer(rows, "<row><c><v>%d</v></c></row>", i);
	bytes = xlsx_of(ctx, &len, (struct xlsx_parts){.rows = rows});
	assert_int_equal(workbook_open(ctx, "f", bytes, len, &wb, &err), OK);
	assert_int_equal(workbook_sheet_open(ctx, wb, 0, &first, &err), OK);
	assert_int_equal(workbook_sheet_open(ctx, wb, 0, &second, &err), OK);
	for (i = 0; i < 10000; i++)
		assert_int_equal(sheet_next(first, &a, &more, &err), OK);
	for (i = 0; i < 10000; i++) {
		assert_int_equal(sheet_next(first, &a, &more, &err), OK);
		assert_int_equal(sheet_next(second, &b, &more, &err), OK);
		assert_int_equal(b.number, i + 1);
		assert_int_equal(a.number, i + 10001);
	}
	talloc_free(ctx);
}

static void
merges_are(const char *bytes, size_t len, size_t n, const struct cell_range *expected)
{
	TALLOC_CTX *ctx = talloc_new(NULL);
	struct cell_range *ranges;
	struct workbook *wb;
	struct error err;
	size_t count, i;

	assert_int_equal(workbook_open(ctx, "f", bytes, len, &wb, &err), OK);
	assert_int_equal(workbook_sheet_merges(ctx, wb, 0, &ranges, &count, &err), OK);
	assert_int_equal(count, n);
	for (i = 0; i < n; i++) {
		assert_int_equal(ranges[i].row1, expected[i].row1);
		assert_int_equal(ranges[i].row2, expected[i].row2);
		assert_int_equal(ranges[i].column1, expected[i].column1);
		assert_int_equal(ranges[i].column2, expected[i].column2);
	}
	talloc_free(ctx);
}

TEST(merged_cells_are_told_and_their_text_stands_in_the_first)
{
	static const struct cell_range head[] = {{1, 1, 2, 3}, {1, 2, 1, 1}};
	TALLOC_CTX *ctx = talloc_new(NULL);
	size_t len;
	char *bytes = xlsx_of(ctx, &len,
	    (struct xlsx_parts){.rows = "<row r='1'><c t='inlineStr'><is><t>Школа</t></is></c>"
					"<c t='inlineStr'><is><t>2023</t></is></c><c/></row>",
		.after = "<mergeCells count='2'><mergeCell ref='B1:C1'/><mergeCell ref='A1:A2'/>"
			 "<mergeCell ref='A5'/></mergeCells>"});

	assert_string_equal(read_text(ctx, bytes, len), "[Лист1]\n1:Школа|2023\n");
	merges_are(bytes, len, 2, head);
	bytes = ods_of(ctx, &len,
	    "<table:table table:name='S'><table:table-row><table:table-cell "
	    "table:number-rows-spanned='2'><text:p>Школа</text:p></table:table-cell>"
	    "<table:table-cell table:number-columns-spanned='2'><text:p>2023</text:p>"
	    "</table:table-cell><table:covered-table-cell><text:p>скрыто</text:p>"
	    "</table:covered-table-cell><table:table-cell><text:p>4</text:p></table:table-cell>"
	    "</table:table-row></table:table>");
	assert_string_equal(read_text(ctx, bytes, len), "[S]\n1:Школа|2023||4\n");
	merges_are(bytes, len, 2, (struct cell_range[]){{1, 2, 1, 1}, {1, 1, 2, 3}});
	talloc_free(ctx);
}

TEST(what_libxlsxwriter_writes_is_read_in_both_its_modes)
{
	TALLOC_CTX *ctx = talloc_new(NULL);
	char path[] = "/tmp/opora-xlsx-XXXXXX", *bytes;
	lxw_workbook_options options = {0};
	lxw_datetime day = {2023, 9, 1, 0, 0, 0};
	struct error err;
	size_t len;
	int fd = mkstemp(path), mode;

	close(fd);
	for (mode = 0; mode < 2; mode++) {
		options.constant_memory = (uint8_t)mode;
		lxw_workbook *wb = workbook_new_opt(path, &options);
		lxw_worksheet *ws = workbook_add_worksheet(wb, "Итоги");
		lxw_format *date = workbook_add_format(wb), *percent = workbook_add_format(wb);

		format_set_num_format(date, "dd.mm.yyyy");
		format_set_num_format(percent, "0.0%");
		worksheet_write_string(ws, 0, 0, "Учебная школа № 1", NULL);
		worksheet_write_string(ws, 0, 1, " с пробелом ", NULL);
		worksheet_write_datetime(ws, 1, 0, &day, date);
		worksheet_write_number(ws, 1, 1, 0.3077, percent);
		worksheet_write_number(ws, 1, 2, 3.14, NULL);
		worksheet_write_boolean(ws, 1, 3, 1, NULL);
		worksheet_write_formula_num(ws, 4, 2, "=1+1", NULL, 2);
		assert_int_equal(workbook_close(wb), LXW_NO_ERROR);
		assert_int_equal(file_read(ctx, path, WORKBOOK_BYTES_MAX, &bytes, &len, &err), OK);
		assert_string_equal(read_text(ctx, bytes, len),
		    "[Итоги]\n1:Учебная школа № 1| с пробелом \n"
		    "2:2023-09-01|30.77%|3.14|TRUE\n5:||2\n");
	}
	unlink(path);
	talloc_free(ctx);
}

TEST(ods_values_come_as_text)
{
	ods_is(
	    "<table:table table:name='Данные'><table:table-row>"
	    "<table:table-cell office:value-type='float' office:value='0.30769999999999997'>"
	    "<text:p>0,31</text:p></table:table-cell>"
	    "<table:table-cell office:value-type='percentage' office:value='0.3077'>"
	    "<text:p>31 %</text:p></table:table-cell>"
	    "<table:table-cell office:value-type='currency' office:value='5'/>"
	    "<table:table-cell office:value-type='date' office:date-value='2023-09-01'/>"
	    "<table:table-cell office:value-type='date' office:date-value='2023-09-01T10:30:00'/>"
	    "<table:table-cell office:value-type='time' office:time-value='PT10H30M00S'/>"
	    "<table:table-cell office:value-type='boolean' office:boolean-value='true'/>"
	    "<table:table-cell office:value-type='string' office:string-value='полный'>"
	    "<text:p>пол</text:p></table:table-cell>"
	    "<table:table-cell office:value-type='string' office:string-value='' "
	    "xmlns:calcext='c' calcext:value-type='error'><text:p>#Н/Д</text:p>"
	    "</table:table-cell></table:table-row></table:table>",
	    "[Данные]\n1:0.3077|30.77%|5|2023-09-01|2023-09-01 10:30|10:30|TRUE|полный|#Н/Д\n");
}

TEST(ods_paragraphs_spaces_and_notes_are_told_apart)
{
	ods_is("<table:table table:name='S'><table:table-row><table:table-cell>"
	       "<office:annotation><text:p>примечание</text:p></office:annotation>"
	       "<text:p>  один \n\t <text:span>два</text:span><text:s text:c='3'/>три <text:tab/>"
	       "<text:a>ссылка</text:a><office:annotation><text:p>нет</text:p>"
	       "</office:annotation> </text:p><text:p>a<text:line-break/>b</text:p>"
	       "<table:table table:name='внутри'><table:table-row><table:table-cell><text:p>x"
	       "</text:p></table:table-cell></table:table-row></table:table>"
	       "</table:table-cell></table:table-row></table:table>",
	    "[S]\n1:один два   три \tссылка\na\nb\n");
}

TEST(ods_repeats_are_given_again_and_empty_ones_cost_nothing)
{
	ods_is("<table:table table:name='S'><table:table-columns><table:table-column/>"
	       "</table:table-columns><table:table-header-rows>"
	       "<table:table-row table:number-rows-repeated='3'/></table:table-header-rows>"
	       "<table:table-row-group><table:table-row table:number-rows-repeated='2'>"
	       "<table:table-cell table:number-columns-repeated='2'/>"
	       "<table:table-cell table:number-columns-repeated='3'><text:p>x</text:p>"
	       "</table:table-cell><table:table-cell table:number-columns-repeated='16379'/>"
	       "</table:table-row></table:table-row-group>"
	       "<table:table-row table:number-rows-repeated='1048570'><table:table-cell "
	       "table:number-columns-repeated='99999999'/></table:table-row>"
	       "<table:table-row><table:table-cell><text:p>y</text:p></table:table-cell>"
	       "</table:table-row></table:table>",
	    "[S]\n4:||x|x|x\n5:||x|x|x\n1048576:y\n");
}

TEST(ods_hidden_sheets_and_deleted_rows_are_known)
{
	ods_is("<table:tracked-changes><table:deletion><table:cell-content-deletion>"
	       "<table:change-track-table-cell><text:p>старое</text:p>"
	       "</table:change-track-table-cell></table:cell-content-deletion></table:deletion>"
	       "</table:tracked-changes><table:table table:name='A'/>"
	       "<table:table table:name='B' table:style-name='ta2'><table:table-row>"
	       "<table:table-cell><text:p>1</text:p></table:table-cell></table:table-row>"
	       "</table:table>",
	    "[A]\n[B hidden]\n1:1\n");
}

TEST(ods_repeats_beyond_the_limits_are_refused)
{
	static const char *const cases[][3] = {
	    {"table:number-rows-repeated='11000001'", "", "holds more than {0} rows"},
	    {"", "table:number-columns-repeated='16385'", "holds more than {1} cells"},
	    {"", "table:number-columns-repeated='99999999999999'", "holds more than {1} cells"},
	    {"table:number-rows-repeated='1000000'", "table:number-columns-repeated='16384'",
		"holds more than {0} cells"}};
	TALLOC_CTX *ctx = talloc_new(NULL);
	size_t len, i;
	char *bytes, *tables;

	for (i = 0; i < sizeof cases / sizeof *cases; i++) {
		tables = mem_printf(ctx,
		    "<table:table table:name='S'><table:table-row %s><table:table-cell %s>"
		    "<text:p>x</text:p></table:table-cell></table:table-row></table:table>",
		    cases[i][0], cases[i][1]);
		bytes = ods_of(ctx, &len, tables);
		assert_non_null(strstr(refusal(bytes, len), cases[i][2]));
	}
	talloc_free(ctx);
}

TEST(a_flat_ods_is_read_as_it_is)
{
	static const char fods[] =
	    "\xef\xbb\xbf<?xml version='1.0' encoding='UTF-8'?>\n<o:document "
	    "xmlns:o='urn:oasis:names:tc:opendocument:xmlns:office:1.0' "
	    "xmlns:t='urn:oasis:names:tc:opendocument:xmlns:table:1.0' "
	    "xmlns:x='urn:oasis:names:tc:opendocument:xmlns:text:1.0'><o:meta/><o:body>"
	    "<o:spreadsheet><t:table t:name='S'><t:table-row><t:table-cell><x:p>да</x:p>"
	    "</t:table-cell></t:table-row></t:table></o:spreadsheet></o:body></o:document>";
	TALLOC_CTX *ctx = talloc_new(NULL);

	assert_string_equal(read_text(ctx, fods, sizeof fods - 1), "[S]\n1:да\n");
	talloc_free(ctx);
}

TEST(an_old_ods_whose_manifest_has_a_dtd_is_read)
{
	TALLOC_CTX *ctx = talloc_new(NULL);
	size_t len;
	char *bytes = zip_of(ctx, &len, "META-INF/manifest.xml",
	    "<!DOCTYPE manifest:manifest PUBLIC '-//OpenOffice.org//DTD Manifest 1.0//EN' "
	    "'Manifest.dtd'><manifest:manifest/>",
	    "content.xml",
	    "<o:document-content xmlns:o='urn:oasis:names:tc:opendocument:xmlns:office:1.0' "
	    "xmlns:t='urn:oasis:names:tc:opendocument:xmlns:table:1.0'><o:body><o:spreadsheet>"
	    "<t:table t:name='S'><t:table-row><t:table-cell o:value-type='float' o:value='4'/>"
	    "</t:table-row></t:table></o:spreadsheet></o:body></o:document-content>",
	    NULL);

	assert_string_equal(read_text(ctx, bytes, len), "[S]\n1:4\n");
	talloc_free(ctx);
}

TEST(kinds_that_are_not_read_are_named)
{
	static const struct {
		const char *bytes;
		size_t len;
		const char *says;
	} cases[] = {{"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1....", 12, "save it as .xlsx"},
	    {"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1..E\0n\0c\0r\0y\0p\0t\0e\0d\0P\0a\0c\0k\0a\0g\0e\0",
		42, "password"},
	    {"\t\b\b\0\0\5\5\0\0\0", 10, "save it as .xlsx"}, {"%PDF-1.4", 8, "PDF"},
	    {"Rar!....", 8, "archive"}, {"ID;PWXL", 7, "save it as .xlsx"},
	    {"<html><table></table></html>", 28, "save it as .xlsx"},
	    {"<?xml version=\"1.0\"?><Workbook "
	     "xmlns=\"urn:schemas-microsoft-com:office:spreadsheet\"/>",
		85, "save it as .xlsx"},
	    {"PK\3\4 nothing more", 17, "damaged"}};
	TALLOC_CTX *ctx = talloc_new(NULL);
	size_t len, i;
	char *bytes;

	for (i = 0; i < sizeof cases / sizeof *cases; i++)
		assert_non_null(strstr(refusal(cases[i].bytes, cases[i].len), cases[i].says));
	bytes = zip_of(ctx, &len, "word/document.xml", "<x/>", NULL);
	assert_non_null(strstr(refusal(bytes, len), "text document"));
	bytes = zip_of(ctx, &len, "xl/workbook.bin", "", NULL);
	assert_non_null(strstr(refusal(bytes, len), "save it as .xlsx"));
	bytes = zip_of(ctx, &len, "readme.txt", "", NULL);
	assert_non_null(strstr(refusal(bytes, len), "archive without a table"));
	bytes = zip_of(ctx, &len, "content.xml", "garbage", "META-INF/manifest.xml",
	    "<m:manifest "
	    "xmlns:m='m'><m:file-entry><m:encryption-data/></m:file-entry></m:manifest>",
	    NULL);
	assert_non_null(strstr(refusal(bytes, len), "password"));
	bytes = zip_of(ctx, &len, "mimetype", "application/vnd.oasis.opendocument.text",
	    "content.xml", "<d xmlns='urn:oasis:names:tc:opendocument:xmlns:office:1.0'/>", NULL);
	assert_non_null(strstr(refusal(bytes, len), "no sheet with cells"));
	talloc_free(ctx);
}

TEST(plain_text_is_a_workbook_of_one_csv_sheet)
{
	TALLOC_CTX *ctx = talloc_new(NULL);
	struct workbook *wb;
	struct error err;

	assert_int_equal(workbook_open(ctx, "f", "a;b\n1;2\n", 8, &wb, &err), OK);
	assert_int_equal(wb->kind, WORKBOOK_CSV);
	assert_int_equal(wb->nsheets, 1);
	assert_string_equal(wb->sheets[0].name, "");
	assert_string_equal(read_text(ctx, "a;b\n1;2\n", 8), "[]\n1:a|b\n2:1|2\n");
	assert_int_equal(workbook_open(ctx, "f", "", 0, &wb, &err), OK);
	assert_int_equal(wb->kind, WORKBOOK_CSV);
	talloc_free(ctx);
}

/* Cut or changed anywhere, a file is read or refused, never more. */
TEST(cut_and_changed_files_never_crash)
{
	TALLOC_CTX *ctx = talloc_new(NULL);
	size_t len, i;
	char *bytes = xlsx_of(ctx, &len,
	    (struct xlsx_parts){.rows = "<row><c t='s'><v>0</v></c></row>",
		.strings = "<sst><si><t>x</t></si></sst>"});

	for (i = 0; i < len; i += 3)
		refusal(bytes, i);
	for (i = 0; i < len; i++) {
		bytes[i] ^= 0x55;
		refusal(bytes, len);
		bytes[i] ^= 0x55;
	}
	assert_string_equal(refusal(bytes, len), "");
	talloc_free(ctx);
}

RUN(cmocka_unit_test(xlsx_cells_of_every_type_come_as_text),
    cmocka_unit_test(xlsx_shared_strings_join_runs_and_leave_phonetics_out),
    cmocka_unit_test(xlsx_cells_without_place_stand_in_their_order),
    cmocka_unit_test(xlsx_rows_and_cells_without_text_are_left_out),
    cmocka_unit_test(xlsx_styles_make_days_and_percents),
    cmocka_unit_test(xlsx_days_count_from_1904_where_the_workbook_says_so),
    cmocka_unit_test(xlsx_sheets_keep_their_order_names_and_hiding_and_charts_are_none),
    cmocka_unit_test(xlsx_relations_do_not_lead_out_of_the_file),
    cmocka_unit_test(xlsx_places_that_can_not_be_are_refused),
    cmocka_unit_test(xlsx_long_rows_and_texts_outlive_their_block),
    cmocka_unit_test(a_cursor_goes_back_to_its_start),
    cmocka_unit_test(two_cursors_of_one_workbook_do_not_disturb_each_other),
    cmocka_unit_test(merged_cells_are_told_and_their_text_stands_in_the_first),
    cmocka_unit_test(what_libxlsxwriter_writes_is_read_in_both_its_modes),
    cmocka_unit_test(ods_values_come_as_text),
    cmocka_unit_test(ods_paragraphs_spaces_and_notes_are_told_apart),
    cmocka_unit_test(ods_repeats_are_given_again_and_empty_ones_cost_nothing),
    cmocka_unit_test(ods_hidden_sheets_and_deleted_rows_are_known),
    cmocka_unit_test(ods_repeats_beyond_the_limits_are_refused),
    cmocka_unit_test(a_flat_ods_is_read_as_it_is),
    cmocka_unit_test(an_old_ods_whose_manifest_has_a_dtd_is_read),
    cmocka_unit_test(kinds_that_are_not_read_are_named),
    cmocka_unit_test(plain_text_is_a_workbook_of_one_csv_sheet),
    cmocka_unit_test(cut_and_changed_files_never_crash))
