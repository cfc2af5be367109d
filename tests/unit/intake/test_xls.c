/*
 * Old XLS: cells of files made here record by record, and children that misbehave. This program
 * is its own child: the word it is started with says how it behaves.
 */
#include "biff.h"
#include "spreadsheet.h"

#include "base/file.h"

#include <dirent.h>
#include <signal.h>
#include <time.h>
#include <unistd.h>

/* ---- cells ---- */

struct maker {
	TALLOC_CTX *ctx;
	struct buf b, body;
};

static struct maker
maker_new(void)
{
	TALLOC_CTX *ctx = talloc_new(NULL);

	return (struct maker){ctx, buf_new(ctx, 1 << 20), buf_new(ctx, 1 << 16)};
}

static void
xf(struct maker *m, unsigned format)
{
	put16(&m->body, 0);
	put16(&m->body, format);
	put32(&m->body, 0);
	put32(&m->body, 0);
	put32(&m->body, 0);
	put32(&m->body, 0);
	biff_record(&m->b, 0xe0, &m->body);
}

static void
number(struct maker *m, unsigned row, unsigned column, unsigned format, double x)
{
	put_cell(&m->body, row, column, format);
	put_double(&m->body, x);
	biff_record(&m->b, 0x203, &m->body);
}

static void
rk(struct maker *m, unsigned row, unsigned column, uint32_t x)
{
	put_cell(&m->body, row, column, 0);
	put32(&m->body, x);
	biff_record(&m->b, 0x27e, &m->body);
}

/* A text of the machine's Latin letters, 8 bits each. */
static void
label(struct maker *m, unsigned row, unsigned column, const char *s)
{
	put_cell(&m->body, row, column, 0);
	put16(&m->body, (unsigned)strlen(s));
	buf_char(&m->body, 0);
	buf_text(&m->body, s);
	biff_record(&m->b, 0x204, &m->body);
}

static void
bool_or_error(struct maker *m, unsigned row, unsigned column, int value, int is_error)
{
	put_cell(&m->body, row, column, 0);
	buf_char(&m->body, (char)value);
	buf_char(&m->body, (char)is_error);
	biff_record(&m->b, 0x205, &m->body);
}

/* A formula that gives a number, or (@kind below 4) a text, truth, error, nothing. */
static void
formula(struct maker *m, unsigned row, unsigned column, int kind, int value, double x)
{
	const char special[8] = {(char)kind, 0, (char)value, 0, 0, 0, -1, -1};

	put_cell(&m->body, row, column, 0);
	if (kind < 4)
		buf_add(&m->body, special, 8);
	else
		put_double(&m->body, x);
	put16(&m->body, 0);
	put32(&m->body, 0);
	put16(&m->body, 0);
	biff_record(&m->b, 0x06, &m->body);
}

/* The sheet's text as read through the child. */
static const char *
text_of(struct maker *m)
{
	size_t len;
	char *file = cfb_of(m->ctx, m->b.bytes, m->b.len, &len);

	return read_text(m->ctx, file, len);
}

#define EQUAL(maker, expected)                                                                     \
	do {                                                                                       \
		assert_string_equal(text_of(&(maker)), expected);                                  \
		talloc_free((maker).ctx);                                                          \
	} while (0)

TEST(numbers_come_as_their_format_shows_them)
{
	struct maker m = maker_new();

	biff_bof(&m.b, 0x600, 0x10);
	xf(&m, 0);
	xf(&m, 10); /* 0.00% */
	xf(&m, 14); /* day */
	xf(&m, 20); /* h:mm */
	xf(&m, 164);
	put16(&m.body, 164);
	put16(&m.body, 10);
	buf_char(&m.body, 0);
	buf_text(&m.body, "DD.MM.YYYY");
	biff_record(&m.b, 0x41e, &m.body);
	number(&m, 0, 0, 0, 0.1 + 0.2);
	number(&m, 0, 1, 1, 0.30769999999999997);
	number(&m, 0, 2, 2, 45170);
	number(&m, 0, 3, 3, 0.4375);
	number(&m, 0, 4, 4, 45170.5);
	number(&m, 0, 5, 0, 1e20);
	number(&m, 0, 6, 0, -12);
	rk(&m, 1, 0, (uint32_t)(-5 * 4) | 2);
	rk(&m, 1, 1, 12345 * 4 | 3);
	rk(&m, 1, 2, 0x3ff80000);
	biff_eof(&m.b);
	EQUAL(m, "[]\n1:0.3|30.77%|2023-09-01|10:30|2023-09-01 12:00|1E+20|-12\n2:-5|123.45|1.5\n");
}

TEST(days_of_1904_are_counted_from_1904)
{
	struct maker m = maker_new();

	biff_bof(&m.b, 0x600, 0x10);
	biff_bytes(&m.b, 0x22, "\1\0", 2);
	xf(&m, 14);
	number(&m, 0, 0, 0, 45170 - 1462);
	biff_eof(&m.b);
	EQUAL(m, "[]\n1:2023-09-01\n");
}

TEST(truths_and_errors_are_not_numbers)
{
	struct maker m = maker_new();

	biff_bof(&m.b, 0x600, 0x10);
	bool_or_error(&m, 0, 0, 1, 0);
	bool_or_error(&m, 0, 1, 0, 0);
	bool_or_error(&m, 0, 2, 0x2a, 1);
	bool_or_error(&m, 0, 3, 0x07, 1);
	bool_or_error(&m, 0, 4, 0x17, 1);
	biff_eof(&m.b);
	EQUAL(m, "[]\n1:TRUE|FALSE|#N/A|#DIV/0!|#REF!\n");
}

TEST(formulas_come_by_the_value_kept_with_them)
{
	struct maker m = maker_new();

	biff_bof(&m.b, 0x600, 0x10);
	formula(&m, 0, 0, 4, 0, 2.5);
	formula(&m, 0, 1, 0, 0, 0);
	biff_bytes(&m.b, 0x4bc, "shared", 6);
	biff_bytes(&m.b, 0x207, "\2\0\1\x1a\4\x30\4", 7);
	formula(&m, 0, 2, 1, 1, 0);
	formula(&m, 0, 3, 2, 0x2a, 0);
	formula(&m, 0, 4, 3, 0, 0);
	formula(&m, 0, 5, 0, 0, 0); /* its text is not there */
	formula(&m, 0, 6, 4, 0, 7);
	biff_eof(&m.b);
	EQUAL(m, "[]\n1:2.5|Ка|TRUE|#N/A|||7\n");
}

TEST(numbers_side_by_side_stand_in_their_columns)
{
	struct maker m = maker_new();

	biff_bof(&m.b, 0x600, 0x10);
	put16(&m.body, 4);
	put16(&m.body, 1);
	put16(&m.body, 0);
	put32(&m.body, 3 * 4 | 2);
	put16(&m.body, 0);
	put32(&m.body, 4 * 4 | 2);
	put16(&m.body, 2);
	biff_record(&m.b, 0xbd, &m.body);
	biff_eof(&m.b);
	EQUAL(m, "[]\n5:|3|4\n");
}

TEST(rows_come_in_order_and_without_empty_ends)
{
	struct maker m = maker_new();

	biff_bof(&m.b, 0x600, 0x10);
	label(&m, 9, 1, "ten");
	label(&m, 2, 3, "");
	label(&m, 2, 1, "three");
	label(&m, 5, 0, "");
	biff_eof(&m.b);
	EQUAL(m, "[]\n3:|three\n10:|ten\n");
}

TEST(shared_texts_go_on_in_the_next_record)
{
	struct maker m = maker_new();
	unsigned i;

	biff_bof(&m.b, 0x600, 0x10);
	put32(&m.body, 3);
	put32(&m.body, 3);
	/* rich: 1 run; "ab" in 8 bits, then 2 letters of 16 in the next record, then the run */
	put16(&m.body, 4);
	buf_char(&m.body, 8);
	put16(&m.body, 1);
	buf_text(&m.body, "ab");
	biff_record(&m.b, 0xfc, &m.body);
	buf_char(&m.body, 1);
	put16(&m.body, 0x42f);
	put16(&m.body, 0x44f);
	put32(&m.body, 0xffffffff);
	/* one beyond the basic plane, and half of one */
	put16(&m.body, 3);
	buf_char(&m.body, 1);
	put16(&m.body, 0xd83d);
	put16(&m.body, 0xde00);
	put16(&m.body, 0xd83d);
	biff_record(&m.b, 0x3c, &m.body);
	put16(&m.body, 1);
	buf_text(&m.body, "\1\x16\x21");
	biff_record(&m.b, 0x3c, &m.body);
	for (i = 0; i < 3; i++) {
		put_cell(&m.body, 0, i, 0);
		put32(&m.body, i);
		biff_record(&m.b, 0xfd, &m.body);
	}
	biff_eof(&m.b);
	EQUAL(m, "[]\n1:abЯя|\xf0\x9f\x98\x80\xef\xbf\xbd|№\n");
}

TEST(a_text_the_file_does_not_hold_is_damage)
{
	struct maker m = maker_new();

	biff_bof(&m.b, 0x600, 0x10);
	put_cell(&m.body, 0, 0, 0);
	put32(&m.body, 0);
	biff_record(&m.b, 0xfd, &m.body);
	biff_eof(&m.b);
	assert_non_null(strstr(text_of(&m), "is damaged"));
	talloc_free(m.ctx);
}

/* Globals with three sheets: one, a hidden one, a chart. */
static void
three_sheets(struct maker *m)
{
	static const unsigned char states[] = {0, 1, 0}, types[] = {0, 0, 2};
	size_t at[3], i;
	uint32_t offset;

	biff_bof(&m->b, 0x600, 5);
	for (i = 0; i < 3; i++) {
		at[i] = m->b.len + 4;
		put32(&m->body, 0);
		buf_char(&m->body, (char)states[i]);
		buf_char(&m->body, (char)types[i]);
		buf_char(&m->body, 2);
		buf_char(&m->body, 1);
		put16(&m->body, 0x41b);
		put16(&m->body, '1' + (unsigned)i);
		biff_record(&m->b, 0x85, &m->body);
	}
	biff_eof(&m->b);
	for (i = 0; i < 3; i++) {
		offset = (uint32_t)m->b.len;
		memcpy(m->b.bytes + at[i], &offset, 4);
		biff_bof(&m->b, 0x600, i == 2 ? 0x20 : 0x10);
		label(m, 0, 0, i == 0 ? "first" : "second");
		biff_bof(&m->b, 0x600, 0x20); /* a chart inside the sheet */
		label(m, 1, 0, "chart");
		biff_eof(&m->b);
		biff_bytes(&m->b, 0xe5, "\1\0\0\0\1\0\0\0\2\0", 10);
		biff_eof(&m->b);
	}
}

TEST(hidden_sheets_are_told_and_charts_left_out)
{
	struct maker m = maker_new();

	three_sheets(&m);
	EQUAL(m, "[Л1]\n1:first\n[Л2 hidden]\n1:second\n");
}

TEST(merged_cells_are_told)
{
	struct maker m = maker_new();
	struct cell_range *ranges;
	struct workbook *wb;
	struct error err;
	size_t len, n;
	char *file;

	three_sheets(&m);
	file = cfb_of(m.ctx, m.b.bytes, m.b.len, &len);
	assert_int_equal(workbook_open(m.ctx, "f", file, len, &wb, &err), OK);
	assert_int_equal(wb->kind, WORKBOOK_XLS);
	assert_int_equal(workbook_sheet_merges(m.ctx, wb, 1, &ranges, &n, &err), OK);
	assert_int_equal(n, 1);
	assert_int_equal(ranges[0].row1, 1);
	assert_int_equal(ranges[0].row2, 2);
	assert_int_equal(ranges[0].column1, 1);
	assert_int_equal(ranges[0].column2, 3);
	talloc_free(m.ctx);
}

TEST(a_sheet_gives_the_same_after_a_rewind)
{
	struct maker m = maker_new();
	struct sheet_row row;
	struct workbook *wb;
	struct sheet *sheet;
	struct error err;
	size_t len;
	char *file;
	bool more;
	int i;

	three_sheets(&m);
	file = cfb_of(m.ctx, m.b.bytes, m.b.len, &len);
	assert_int_equal(workbook_open(m.ctx, "f", file, len, &wb, &err), OK);
	assert_int_equal(workbook_sheet_open(m.ctx, wb, 0, &sheet, &err), OK);
	for (i = 0; i < 2; i++) {
		assert_int_equal(sheet_next(sheet, &row, &more, &err), OK);
		assert_true(more && row.count == 1 && row.cells[0].len == 5);
		assert_int_equal(sheet_next(sheet, &row, &more, &err), OK);
		assert_false(more);
		assert_int_equal(sheet_rewind(sheet, &err), OK);
	}
	talloc_free(m.ctx);
}

/* Excel 5 and 95: texts in a code page. */
static void
old_label(struct maker *m, unsigned codepage, const char *bytes)
{
	biff_bof(&m->b, 0x500, 0x10);
	put16(&m->body, codepage);
	biff_record(&m->b, 0x42, &m->body);
	put_cell(&m->body, 0, 0, 0);
	put16(&m->body, (unsigned)strlen(bytes));
	buf_text(&m->body, bytes);
	biff_record(&m->b, 0x204, &m->body);
	biff_eof(&m->b);
}

TEST(texts_of_excel_95_are_read_by_their_code_page)
{
	struct maker m = maker_new(), n = maker_new(), o = maker_new();

	old_label(&m, 1251, "\xd8\xea\xee\xeb\xe0 \xb9 1");
	EQUAL(m, "[]\n1:Школа № 1\n");
	old_label(&n, 866, "\x98\xaa\xae\xab\xa0 \xfc 1");
	EQUAL(n, "[]\n1:Школа № 1\n");
	old_label(&o, 1252, "Caf\xe9 \x80");
	EQUAL(o, "[]\n1:Café €\n");
}

TEST(a_password_is_named)
{
	struct maker m = maker_new();

	biff_bof(&m.b, 0x600, 0x10);
	biff_bytes(&m.b, 0x2f, "\0\0\1\2\3\4", 6);
	biff_eof(&m.b);
	assert_non_null(strstr(text_of(&m), "protected by a password"));
	talloc_free(m.ctx);
}

TEST(a_sheet_cut_short_is_refused_whole)
{
	struct maker m = maker_new();
	size_t len;
	char *file;

	biff_bof(&m.b, 0x600, 0x10);
	label(&m, 0, 0, "first");
	label(&m, 1, 0, "second");
	file = cfb_of(m.ctx, m.b.bytes, m.b.len, &len);
	/* the stream is as long as its zeros, which are no records with an end */
	assert_non_null(strstr(read_text(m.ctx, file, len), "is damaged"));
	talloc_free(m.ctx);
}

/* Cells counted by record with another program; those that refer to an empty text taken off. */
TEST(chicago_and_florida_are_read)
{
	static const struct {
		const char *file;
		int sheets, rows, cells;
	} known[] = {
	    {"data/accountability/chicago/cps_SQRP_2017-18.xls", 5, 673, 38046},
	    {"data/accountability/florida/fl_SchoolGrades15.xls", 1, 3339, 69694 - 6},
	    {"data/accountability/florida/fl_SchoolGrades16.xls", 1, 3359, 89875 - 3435},
	};
	TALLOC_CTX *ctx = talloc_new(NULL);
	struct sheet_row row;
	struct workbook *wb;
	struct sheet *sheet;
	struct error err;
	size_t i, j, len;
	char *bytes;
	bool more;

	if (shared_file(ctx, known[0].file) == NULL) {
		talloc_free(ctx);
		skip();
	}
	for (i = 0; i < sizeof known / sizeof *known; i++) {
		int rows = 0, cells = 0;

		assert_int_equal(file_read(ctx, shared_file(ctx, known[i].file), XLS_BYTES_MAX,
				     &bytes, &len, &err),
		    OK);
		assert_int_equal(workbook_open(ctx, "f", bytes, len, &wb, &err), OK);
		assert_int_equal(wb->nsheets, known[i].sheets);
		for (j = 0; j < wb->nsheets; j++) {
			assert_int_equal(workbook_sheet_open(ctx, wb, j, &sheet, &err), OK);
			while (sheet_next(sheet, &row, &more, &err) == OK && more) {
				rows++;
				for (size_t k = 0; k < row.count; k++)
					cells += row.cells[k].len > 0;
			}
		}
		assert_int_equal(rows, known[i].rows);
		assert_int_equal(cells, known[i].cells);
	}
	talloc_free(ctx);
}

/* ---- children ---- */

static void
put_message(struct buf *b, char kind, const char *body, size_t len)
{
	buf_char(b, kind);
	put32(b, (uint32_t)len);
	buf_add(b, body, len);
}

/* A right stream of one sheet whose only cell is @s. */
static void
write_cell(const char *s)
{
	struct buf b = buf_new(NULL, 1 << 20), row = buf_new(NULL, 1 << 20);

	put_message(&b, 'S', "\0A", 2);
	put32(&row, 1);
	put32(&row, 1);
	put32(&row, (uint32_t)strlen(s));
	buf_text(&row, s);
	put_message(&b, 'R', row.bytes, row.len);
	put_message(&b, 'E', "", 0);
	if (write(STDOUT_FILENO, b.bytes, b.len) < 0)
		_exit(1);
	_exit(0);
}

/* What the child finds around it. */
static void
look_around(void)
{
	extern char **environ;
	struct dirent *entry;
	char text[200] = "", size[40];
	DIR *dir = opendir("/proc/self/fd");

	while (dir != NULL && (entry = readdir(dir)) != NULL)
		if (entry->d_name[0] != '.' && atoi(entry->d_name) != dirfd(dir))
			strcat(strcat(text, entry->d_name), " ");
	if (write(0, "x", 1) >= 0)
		_exit(1); /* the file is not to be changed */
	snprintf(size, sizeof size, "%ld bytes", (long)lseek(0, 0, SEEK_END));
	write_cell(strcat(strcat(text, environ[0] == NULL ? "bare, " : environ[0]), size));
}

/* As when there is no more memory. */
static void
eat_memory(void)
{
	mem_exhausted();
}

static void
behave(const char *word)
{
	static const char zeros[1 << 16];

	if (strcmp(word, XLS_CHILD_WORD) == 0)
		xls_child();
	if (strcmp(word, "look") == 0)
		look_around();
	if (strcmp(word, "memory") == 0)
		eat_memory();
	while (strcmp(word, "hang") == 0)
		pause();
	if (strcmp(word, "close-and-hang") == 0)
		for (close(1);;)
			pause();
	if (strcmp(word, "crash") == 0) {
		signal(SIGSEGV, SIG_DFL);
		raise(SIGSEGV);
	}
	if (strcmp(word, "cpu") == 0) {
		signal(SIGXCPU, SIG_DFL);
		raise(SIGXCPU);
	}
	if (strcmp(word, "garbage") == 0 && write(1, "\7garbage, no stream", 19) > 0)
		_exit(0);
	if (strcmp(word, "half") == 0 && write(1, "S\2\0\0\0\0AR\x10\0\0\0\1\0\0\0", 15) > 0)
		_exit(0);
	if (strcmp(word, "huge") == 0 && write(1, "S\xff\xff\xff\xff\0A", 7) > 0)
		_exit(0);
	/* A whole row, whose cell says that it is longer. */
	if (strcmp(word, "cell") == 0 &&
	    write(1, "S\2\0\0\0\0AR\x0d\0\0\0\1\0\0\0\1\0\0\0\2\0\0\0xE\0\0\0\0", 30) > 0)
		_exit(0);
	while (strcmp(word, "flood") == 0 && write(1, zeros, sizeof zeros) > 0)
		;
	_exit(3);
}

/* The sentence (or text) after a child that behaves as @word, and how long it took. */
static const char *
after(const char *word, double *seconds)
{
	static char text[2000];
	struct maker m = maker_new();
	struct timespec from, to;

	biff_bof(&m.b, 0x600, 0x10);
	label(&m, 0, 0, "x");
	biff_eof(&m.b);
	xls_set_child("/proc/self/exe", word, 1);
	clock_gettime(CLOCK_MONOTONIC, &from);
	snprintf(text, sizeof text, "%s", text_of(&m));
	clock_gettime(CLOCK_MONOTONIC, &to);
	xls_set_child("/proc/self/exe", XLS_CHILD_WORD, XLS_WALL_SECONDS);
	*seconds = (double)(to.tv_sec - from.tv_sec) + (double)(to.tv_nsec - from.tv_nsec) / 1e9;
	talloc_free(m.ctx);
	return text;
}

TEST(a_child_that_hangs_is_killed_in_time)
{
	double seconds;

	assert_non_null(strstr(after("hang", &seconds), "took too long"));
	assert_true(seconds >= 0.9 && seconds < 5);
	assert_non_null(strstr(after("close-and-hang", &seconds), "took too long"));
	assert_true(seconds < 5);
	assert_non_null(strstr(after("cpu", &seconds), "took too long"));
}

TEST(a_child_that_dies_is_an_ordinary_problem)
{
	double seconds;

	assert_non_null(strstr(after("crash", &seconds), "is damaged"));
	assert_non_null(strstr(after("silence", &seconds), "is damaged"));
	assert_non_null(strstr(after("memory", &seconds), "MiB of memory"));
}

TEST(a_child_that_writes_nonsense_is_an_ordinary_problem)
{
	double seconds;

	assert_non_null(strstr(after("garbage", &seconds), "is damaged"));
	assert_non_null(strstr(after("half", &seconds), "is damaged"));
	assert_non_null(strstr(after("huge", &seconds), "is damaged"));
	assert_non_null(strstr(after("cell", &seconds), "is damaged"));
}

TEST(a_child_that_never_stops_writing_is_stopped)
{
	const char *said;
	double seconds;

	said = after("flood", &seconds);
	assert_true(strstr(said, "take more than 200 MiB") || strstr(said, "took too long"));
	assert_true(seconds < 5);
}

TEST(a_child_gets_the_file_and_nothing_else)
{
	double seconds;

	assert_string_equal(after("look", &seconds), "[A]\n1:0 1 2 bare, 5632 bytes\n");
}

TEST(a_program_that_is_not_there_is_told)
{
	struct maker m = maker_new();

	biff_bof(&m.b, 0x600, 0x10);
	biff_eof(&m.b);
	xls_set_child("/nowhere/opora", XLS_CHILD_WORD, 1);
	assert_non_null(strstr(text_of(&m), "can't be started"));
	xls_set_child(NULL, NULL, 0);
	assert_non_null(strstr(text_of(&m), "does not read .xls"));
	xls_set_child("/proc/self/exe", XLS_CHILD_WORD, XLS_WALL_SECONDS);
	talloc_free(m.ctx);
}

int
main(int argc, char **argv)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(numbers_come_as_their_format_shows_them),
	    cmocka_unit_test(days_of_1904_are_counted_from_1904),
	    cmocka_unit_test(truths_and_errors_are_not_numbers),
	    cmocka_unit_test(formulas_come_by_the_value_kept_with_them),
	    cmocka_unit_test(numbers_side_by_side_stand_in_their_columns),
	    cmocka_unit_test(rows_come_in_order_and_without_empty_ends),
	    cmocka_unit_test(shared_texts_go_on_in_the_next_record),
	    cmocka_unit_test(a_text_the_file_does_not_hold_is_damage),
	    cmocka_unit_test(hidden_sheets_are_told_and_charts_left_out),
	    cmocka_unit_test(merged_cells_are_told),
	    cmocka_unit_test(a_sheet_gives_the_same_after_a_rewind),
	    cmocka_unit_test(texts_of_excel_95_are_read_by_their_code_page),
	    cmocka_unit_test(a_password_is_named),
	    cmocka_unit_test(a_sheet_cut_short_is_refused_whole),
	    cmocka_unit_test(chicago_and_florida_are_read),
	    cmocka_unit_test(a_child_that_hangs_is_killed_in_time),
	    cmocka_unit_test(a_child_that_dies_is_an_ordinary_problem),
	    cmocka_unit_test(a_child_that_writes_nonsense_is_an_ordinary_problem),
	    cmocka_unit_test(a_child_that_never_stops_writing_is_stopped),
	    cmocka_unit_test(a_child_gets_the_file_and_nothing_else),
	    cmocka_unit_test(a_program_that_is_not_there_is_told),
	};

	if (argc == 2)
		behave(argv[1]);
	xls_set_child("/proc/self/exe", XLS_CHILD_WORD, XLS_WALL_SECONDS);
	return cmocka_run_group_tests(tests, NULL, NULL);
}
