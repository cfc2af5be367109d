/*
 * Hostile files: each is refused with the sentence of its limit, in a child process that may use
 * 2 seconds and 256 MiB more than the file itself.
 */
#include "spreadsheet.h"

#include "base/buf.h"

#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include <zip.h>

#if defined(__has_feature)
#if __has_feature(address_sanitizer)
#define SANITIZED 1
#endif
#elif defined(__SANITIZE_ADDRESS__)
#define SANITIZED 1
#endif
#ifndef SANITIZED
#define SANITIZED 0
#endif

#define SECONDS_MAX (SANITIZED ? 30 : 2)
#define MEMORY_MAX ((rlim_t)256 << 20)

static void
limit_memory(void)
{
	struct rlimit limit;
	long pages = 0;
	FILE *f = fopen("/proc/self/statm", "r");

	if (SANITIZED || f == NULL || fscanf(f, "%ld", &pages) != 1)
		return; /* a sanitizer's own memory has no bounds */
	fclose(f);
	limit.rlim_cur = limit.rlim_max = (rlim_t)pages * 4096 + MEMORY_MAX;
	setrlimit(RLIMIT_AS, &limit);
}

/* In the child: 0 = refused with @says, 1 = with another sentence, 2 = read. */
static int
judge(const char *bytes, size_t len, const char *says)
{
	const char *id = refusal(bytes, len);

	if (strstr(id, says) != NULL)
		return 0;
	fprintf(stderr, "expected «%s», got «%s»\n", says, id);
	return *id == '\0' ? 2 : 1;
}

static void
refused(const char *bytes, size_t len, const char *says)
{
	struct rusage use;
	pid_t child = fork();
	double seconds;
	int status;

	assert_true(child >= 0);
	if (child == 0) {
		limit_memory();
		alarm(SECONDS_MAX * 5);
		_exit(judge(bytes, len, says));
	}
	assert_int_equal(wait4(child, &status, 0, &use), child);
	assert_true(WIFEXITED(status));
	assert_int_equal(WEXITSTATUS(status), 0);
	seconds = (double)(use.ru_utime.tv_sec + use.ru_stime.tv_sec) +
		  (double)(use.ru_utime.tv_usec + use.ru_stime.tv_usec) / 1e6;
	assert_true(seconds <= SECONDS_MAX);
}

#define SHEET "xl/worksheets/sheet1.xml"
#define PARTS                                                                                      \
	"xl/workbook.xml",                                                                         \
	    "<workbook xmlns:r='r'><sheets><sheet name='S' sheetId='1' r:id='a'/></sheets>"        \
	    "</workbook>",                                                                         \
	    "xl/_rels/workbook.xml.rels",                                                          \
	    "<Relationships><Relationship Id='a' Type='/worksheet' "                               \
	    "Target='worksheets/sheet1.xml'/><Relationship Id='b' Type='/sharedStrings' "          \
	    "Target='sharedStrings.xml'/></Relationships>"

/* A text that packs about a hundred times: noise now and then, farther apart than deflate sees. */
static char *
half_noise(TALLOC_CTX *ctx, size_t noise, size_t filler)
{
	char *s = mem_check(talloc_size(ctx, noise + filler + 1));
	unsigned seed = 7;
	size_t i;

	for (i = 0; i < noise; i++) {
		seed = seed * 1103515245 + 12345;
		s[i] = (char)('A' + (seed >> 16) % 26);
	}
	memset(s + noise, 'a', filler);
	s[noise + filler] = '\0';
	return s;
}

TEST(a_sheet_packed_thousand_times_is_refused)
{
	TALLOC_CTX *ctx = talloc_new(NULL);
	size_t len;
	char *bytes = zip_with_large(ctx, &len, SHEET, "<worksheet><sheetData><row>", "<c/>",
	    4000000, "</row></sheetData></worksheet>", PARTS, NULL);

	refused(bytes, len, "packed more than {1} times");
	talloc_free(ctx);
}

/* What compresses best among honest sheets: cells with a style and nothing else. */
TEST(an_honest_sheet_of_empty_styled_cells_is_read)
{
	TALLOC_CTX *ctx = talloc_new(NULL);
	size_t len, i, room = 40u << 20;
	char *rows = mem_check(talloc_size(ctx, room)), *p = rows, *bytes;

	p = stpcpy(p, "<row r='1'><c r='A1'><v>1</v></c></row>");
	for (i = 2; i < 150000; i++)
		p += sprintf(p,
		    "<row r=\"%zu\" spans=\"1:4\"><c r=\"A%zu\" s=\"1\"/><c r=\"B%zu\" s=\"1\"/>"
		    "<c r=\"C%zu\" s=\"1\"/><c r=\"D%zu\" s=\"1\"/></row>",
		    i, i, i, i, i);
	bytes = zip_with_large(ctx, &len, SHEET, "<worksheet><sheetData>", rows, 1,
	    "</sheetData></worksheet>", PARTS, NULL);
	assert_true(p - rows > (10 << 20));
	assert_string_equal(read_text(ctx, bytes, len), "[S]\n1:1\n");
	talloc_free(ctx);
}

/* Right and wrong answers, written without repeats, are the honest sheet that packs best. */
TEST(an_honest_sheet_of_ones_and_zeros_is_read)
{
	TALLOC_CTX *ctx = talloc_new(NULL);
	size_t len, i, j;
	char *rows = mem_check(talloc_size(ctx, 16u << 20)), *p = rows, *bytes;
	unsigned seed = 3;

	for (i = 0; i < 5000; i++) {
		p = stpcpy(p, "<table:table-row>");
		for (j = 0; j < 20; j++) {
			seed = seed * 1103515245 + 12345;
			int right = (seed >> 16) % 50 != 0;

			p += sprintf(p,
			    "<table:table-cell office:value-type=\"float\" office:value=\"%d\" "
			    "calcext:value-type=\"float\"><text:p>%d</text:p></table:table-cell>",
			    right, right);
		}
		p = stpcpy(p, "</table:table-row>");
	}
	bytes = zip_with_large(ctx, &len, "content.xml",
	    "<office:document-content "
	    "xmlns:office='urn:oasis:names:tc:opendocument:xmlns:office:1.0'"
	    " xmlns:table='urn:oasis:names:tc:opendocument:xmlns:table:1.0' "
	    "xmlns:text='urn:oasis:names:tc:opendocument:xmlns:text:1.0' xmlns:calcext='c'>"
	    "<office:body><office:spreadsheet><table:table>",
	    rows, 1, "</table:table></office:spreadsheet></office:body></office:document-content>",
	    NULL);
	assert_true(p - rows > (10 << 20));
	assert_true((size_t)(p - rows) / len > 100);
	assert_string_equal(refusal(bytes, len), "");
	talloc_free(ctx);
}

TEST(too_many_entries_are_refused_before_they_are_listed)
{
	TALLOC_CTX *ctx = talloc_new(NULL);
	zip_source_t *to = zip_source_buffer_create(NULL, 0, 0, NULL);
	zip_t *zip = zip_open_from_source(to, ZIP_TRUNCATE, NULL);
	struct zip_stat st;
	char name[32], *bytes;
	size_t len;
	int i;

	zip_source_keep(to);
	for (i = 0; i <= WORKBOOK_ENTRIES_MAX; i++) {
		snprintf(name, sizeof name, "%d.xml", i);
		zip_file_add(zip, name, zip_source_buffer(zip, "", 0, 0), 0);
	}
	assert_int_equal(zip_close(zip), 0);
	zip_source_stat(to, &st);
	bytes = mem_check(talloc_size(ctx, st.size));
	zip_source_open(to);
	zip_source_read(to, bytes, st.size);
	zip_source_free(to);
	refused(bytes, st.size, "holds more than {0} parts");
	/* A small file that only claims them. */
	bytes = zip_of(ctx, &len, PARTS, NULL);
	memcpy(bytes + len - 22 + 8, "\x20\x4e\x20\x4e", 4);
	refused(bytes, len, "holds more than {0} parts");
	talloc_free(ctx);
}

/* The first entry of the directory. */
static char *
directory(char *bytes, size_t len)
{
	return memmem(bytes, len, "PK\1\2", 4);
}

TEST(sizes_that_lie_are_found_out)
{
	TALLOC_CTX *ctx = talloc_new(NULL);
	size_t len;
	char *bytes = zip_of(ctx, &len, PARTS, NULL);

	memcpy(directory(bytes, len) + 24, "\5\0\0\0", 4);
	refused(bytes, len, "damaged");
	memcpy(directory(bytes, len) + 24, "\0\0\0\xf0", 4);
	refused(bytes, len, "packed more than");
	memcpy(directory(bytes, len) + 20, "\0\0\0\x70\0\0\0\x70", 8);
	refused(bytes, len, "damaged");
	talloc_free(ctx);
}

TEST(more_than_two_gibibytes_unpacked_are_refused)
{
	TALLOC_CTX *ctx = talloc_new(NULL);
	size_t len;
	char *bytes = zip_of(ctx, &len, PARTS, NULL), *second;

	memcpy(directory(bytes, len) + 20, "\0\0\0\x60\0\0\0\x60", 8);
	second = directory(bytes, len) + 4;
	second = directory(second, (size_t)(bytes + len - second));
	memcpy(second + 20, "\0\0\0\x60\0\0\0\x60", 8);
	refused(bytes, len, "is larger than {0} MiB; divide it");
	talloc_free(ctx);
}

TEST(the_same_part_twice_is_refused)
{
	TALLOC_CTX *ctx = talloc_new(NULL);
	size_t len;
	char *bytes = zip_of(ctx, &len, PARTS, "xl/A.xml", "", "XL\\a.XML", "", NULL);

	refused(bytes, len, "twice");
	talloc_free(ctx);
}

TEST(an_encrypted_entry_asks_for_the_password_to_be_taken_off)
{
	TALLOC_CTX *ctx = talloc_new(NULL);
	size_t len;
	char *bytes = zip_of(ctx, &len, PARTS, NULL);

	directory(bytes, len)[8] |= 1;
	refused(bytes, len, "password");
	talloc_free(ctx);
}

TEST(entities_and_doctypes_are_refused)
{
	TALLOC_CTX *ctx = talloc_new(NULL);
	size_t len;
	char *bytes = xlsx_of(ctx, &len,
	    (struct xlsx_parts){.rows = "",
		.strings =
		    "<!DOCTYPE sst [<!ENTITY a 'aaaaaaaaaa'>]><sst><si><t>&a;</t></si></sst>"});

	refused(bytes, len, "document type");
	bytes =
	    xlsx_of(ctx, &len, (struct xlsx_parts){.rows = "", .strings = "<!DOCTYPE sst><sst/>"});
	refused(bytes, len, "document type");
	talloc_free(ctx);
}

TEST(depth_beyond_256_is_refused)
{
	TALLOC_CTX *ctx = talloc_new(NULL);
	char deep[3 * 300 + 1] = "";
	size_t len;
	char *bytes;
	int i;

	for (i = 0; i < 300; i++)
		memcpy(deep + i * 3, "<a>", 4);
	bytes = xlsx_of(ctx, &len, (struct xlsx_parts){.rows = deep});
	refused(bytes, len, "nested deeper");
	bytes = ods_of(ctx, &len, deep);
	refused(bytes, len, "nested deeper");
	talloc_free(ctx);
}

TEST(texts_above_one_mebibyte_are_refused)
{
	TALLOC_CTX *ctx = talloc_new(NULL);
	char *text = half_noise(ctx, 0, (1 << 20) + 1), *s;
	size_t len;
	char *bytes;

	s = mem_printf(ctx, "<sst><si><t>%s</t></si></sst>", text);
	bytes = xlsx_of(ctx, &len, (struct xlsx_parts){.rows = "", .strings = s});
	refused(bytes, len, "longer than {0} MiB");
	s = mem_printf(ctx, "<row><c t='str'><v>%s</v></c></row>", text);
	bytes = xlsx_of(ctx, &len, (struct xlsx_parts){.rows = s});
	refused(bytes, len, "longer than {0} MiB");
	s = mem_printf(ctx,
	    "<table:table><table:table-row><table:table-cell><text:p>%s</text:p>"
	    "</table:table-cell></table:table-row></table:table>",
	    text);
	bytes = ods_of(ctx, &len, s);
	refused(bytes, len, "longer than {0} MiB");
	bytes = ods_of(ctx, &len,
	    "<table:table><table:table-row><table:table-cell><text:p><text:s text:c='2000000000'/>"
	    "</text:p></table:table-cell></table:table-row></table:table>");
	refused(bytes, len, "longer than {0} MiB");
	/* Exactly the limit is read. */
	text[1 << 20] = '\0';
	s = mem_printf(ctx, "<sst><si><t>%s</t></si></sst>", text);
	bytes = xlsx_of(ctx, &len,
	    (struct xlsx_parts){.rows = "<row><c t='s'><v>0</v></c></row>", .strings = s});
	assert_string_equal(refusal(bytes, len), "");
	talloc_free(ctx);
}

TEST(one_text_in_too_many_cells_is_refused)
{
	TALLOC_CTX *ctx = talloc_new(NULL);
	char *text = half_noise(ctx, 0, 1 << 20), *rows = mem_strdup(ctx, ""), *bytes, *strings;
	size_t len;
	int i;

	for (i = 0; i < 1025; i++)
		rows = talloc_asprintf_append(rows, "<row><c t='s'><v>0</v></c></row>");
	strings = mem_printf(ctx, "<sst><si><t>%s</t></si></sst>", text);
	bytes = xlsx_of(ctx, &len, (struct xlsx_parts){.rows = rows, .strings = strings});
	refused(bytes, len, "texts of the sheet take more");
	talloc_free(ctx);
}

TEST(one_row_of_too_many_texts_is_refused)
{
	TALLOC_CTX *ctx = talloc_new(NULL);
	char *text = half_noise(ctx, 0, 1 << 20), *cell, *bytes;
	size_t len;

	cell = mem_printf(ctx, "<c t='str'><v>%s%s</v></c>", half_noise(ctx, 9000, 0), text + 9000);
	bytes = zip_with_large(ctx, &len, SHEET, "<worksheet><sheetData><row>", cell, 140,
	    "</row></sheetData></worksheet>", PARTS, NULL);
	refused(bytes, len, "texts of one row");
	talloc_free(ctx);
}

TEST(a_tag_or_comment_without_end_is_refused)
{
	TALLOC_CTX *ctx = talloc_new(NULL);
	char *text = half_noise(ctx, 0, 8 << 20), *bytes;
	size_t len;

	bytes =
	    xlsx_of(ctx, &len, (struct xlsx_parts){.rows = mem_printf(ctx, "<row x='%s'/>", text)});
	refused(bytes, len, "too complex");
	bytes = xlsx_of(ctx, &len, (struct xlsx_parts){.rows = mem_printf(ctx, "<!--%s-->", text)});
	refused(bytes, len, "too complex");
	talloc_free(ctx);
}

/* Long tags are no reason to refuse, however far into the sheet they stand. */
TEST(tags_of_fifty_kilobytes_are_read_anywhere)
{
	TALLOC_CTX *ctx = talloc_new(NULL);
	char *rows = mem_check(talloc_size(ctx, 8u << 20)), *p = rows,
	     *value = half_noise(ctx, 50000, 0), *bytes;
	size_t len;
	int i;

	for (i = 0; i < 100; i++)
		p += sprintf(p, "<row x='%s'><c><v>%d</v></c></row>", value, i);
	bytes = xlsx_of(ctx, &len, (struct xlsx_parts){.rows = rows});
	assert_string_equal(refusal(bytes, len), "");
	talloc_free(ctx);
}

TEST(names_without_end_are_refused)
{
	TALLOC_CTX *ctx = talloc_new(NULL);
	char *rows = mem_check(talloc_size(ctx, 90u << 20)), *p = rows,
	     *name = half_noise(ctx, 60000, 0), *bytes;
	size_t len;
	int i;

	for (i = 0; i < 1400; i++)
		p += sprintf(p, "<a%d%s/>", i, name);
	bytes = xlsx_of(ctx, &len, (struct xlsx_parts){.rows = rows});
	refused(bytes, len, "too complex");
	talloc_free(ctx);
}

TEST(shared_strings_that_grow_from_little_are_refused)
{
	TALLOC_CTX *ctx = talloc_new(NULL);
	char *item = mem_printf(ctx, "<si><t>%s</t></si>", half_noise(ctx, 200, 33000)), *bytes;
	size_t len;

	bytes = zip_with_large(ctx, &len, "xl/sharedStrings.xml", "<sst>", item, 9000, "</sst>",
	    PARTS, SHEET, "<worksheet/>", NULL);
	refused(bytes, len, "texts of the file take more");
	talloc_free(ctx);
}

TEST(more_than_fifty_million_cells_are_refused)
{
	TALLOC_CTX *ctx = talloc_new(NULL);
	size_t len;
	char *bytes = ods_of(ctx, &len,
	    "<table:table><table:table-row table:number-rows-repeated='25000001'>"
	    "<table:table-cell table:number-columns-repeated='2'><text:p>x</text:p>"
	    "</table:table-cell></table:table-row></table:table>");

	refused(bytes, len, "holds more than {0} rows");
	bytes = ods_of(ctx, &len,
	    "<table:table><table:table-row table:number-rows-repeated='10000001'>"
	    "<table:table-cell table:number-columns-repeated='5'><text:p>x</text:p>"
	    "</table:table-cell></table:table-row></table:table>");
	refused(bytes, len, "holds more than {0} cells");
	talloc_free(ctx);
}

TEST(more_than_thousand_sheets_are_refused)
{
	TALLOC_CTX *ctx = talloc_new(NULL);
	char *tables = mem_strdup(ctx, ""), *bytes;
	size_t len;
	int i;

	for (i = 0; i <= WORKBOOK_SHEETS_MAX; i++)
		tables = talloc_asprintf_append(tables, "<table:table table:name='%d'/>", i);
	bytes = ods_of(ctx, &len, tables);
	refused(bytes, len, "more than {0} sheets");
	talloc_free(ctx);
}

/* To reach a sheet of a large ODS all before it is unpacked again: that must not become a square.
 */
TEST(an_ods_of_many_large_sheets_is_refused)
{
	TALLOC_CTX *ctx = talloc_new(NULL);
	struct buf table = buf_new(ctx, 4 << 20);
	char *text = half_noise(ctx, 200, 33000), *bytes;
	size_t len, i;

	buf_text(&table, "<table:table table:name='S'>");
	for (i = 0; i < 72; i++)
		buf_printf(&table,
		    "<table:table-row><table:table-cell><text:p>%s</text:p></table:table-cell>"
		    "</table:table-row>",
		    text);
	buf_text(&table, "</table:table>");
	bytes = zip_with_large(ctx, &len, "content.xml",
	    "<office:document-content><office:body><office:spreadsheet>", table.bytes, 57,
	    "</office:spreadsheet></office:body></office:document-content>", "mimetype",
	    "application/vnd.oasis.opendocument.spreadsheet", NULL);
	refused(bytes, len, "too many large sheets");
	talloc_free(ctx);
}

RUN(cmocka_unit_test(a_sheet_packed_thousand_times_is_refused),
    cmocka_unit_test(an_honest_sheet_of_empty_styled_cells_is_read),
    cmocka_unit_test(an_honest_sheet_of_ones_and_zeros_is_read),
    cmocka_unit_test(too_many_entries_are_refused_before_they_are_listed),
    cmocka_unit_test(sizes_that_lie_are_found_out),
    cmocka_unit_test(more_than_two_gibibytes_unpacked_are_refused),
    cmocka_unit_test(an_ods_of_many_large_sheets_is_refused),
    cmocka_unit_test(the_same_part_twice_is_refused),
    cmocka_unit_test(an_encrypted_entry_asks_for_the_password_to_be_taken_off),
    cmocka_unit_test(entities_and_doctypes_are_refused),
    cmocka_unit_test(depth_beyond_256_is_refused),
    cmocka_unit_test(texts_above_one_mebibyte_are_refused),
    cmocka_unit_test(one_text_in_too_many_cells_is_refused),
    cmocka_unit_test(one_row_of_too_many_texts_is_refused),
    cmocka_unit_test(a_tag_or_comment_without_end_is_refused),
    cmocka_unit_test(tags_of_fifty_kilobytes_are_read_anywhere),
    cmocka_unit_test(names_without_end_are_refused),
    cmocka_unit_test(shared_strings_that_grow_from_little_are_refused),
    cmocka_unit_test(more_than_fifty_million_cells_are_refused),
    cmocka_unit_test(more_than_thousand_sheets_are_refused))
