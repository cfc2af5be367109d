/*
 * Real files of other programs, cell by cell beside what Excel and the files' own projects say is
 * in them (*.expected.csv), and known sums. Whether each file is read at all: test_intake_files.c.
 */
#include "spreadsheet.h"

#include "base/file.h"

#include <ctype.h>
#include <glob.h>
#include <math.h>

#define DIR "data/spreadsheets/"

/* Is the folder of real data there at all? */
static bool
is_shared(const char *name)
{
	char *path = shared_file(NULL, name);
	bool yes = path != NULL;

	talloc_free(path);
	return yes;
}

static bool
ends(const char *s, const char *with)
{
	size_t n = strlen(s), m = strlen(with);

	return n >= m && strcmp(s + n - m, with) == 0;
}

/* ---- cells ---- */

/*
 * How an expected cell and ours agree. Excel's CSV shows what is on the screen, in the Mac's
 * 8-bit code page; we give values.
 */
enum agree {
	EXACT,
	LETTERS, /* but for letters beyond ASCII, which its code page could not or did not keep */
	NUMBER,  /* the number as formatted: rounded, grouped, with a sign of money or percent */
	DATE,    /* the day or time as formatted */
	DIFFERENT,
	AGREES
};

static char *
trimmed(TALLOC_CTX *ctx, const char *s)
{
	char *out;

	while (isspace((unsigned char)*s))
		s++;
	out = talloc_strdup(ctx, s);
	while (*out != '\0' && isspace((unsigned char)out[strlen(out) - 1]))
		out[strlen(out) - 1] = '\0';
	return out;
}

/* A letter beyond ASCII of @ours matches one byte beyond ASCII, or underscores. */
static bool
letters_match(const char *expected, const char *ours)
{
	while (*ours != '\0') {
		if ((unsigned char)*ours < 0x80) {
			if (*expected++ != *ours++)
				return false;
			continue;
		}
		if (*expected == '_') {
			expected++;
			if ((unsigned char)*ours >= 0xf0 && *expected == '_')
				expected++; /* two units of UTF-16 */
		} else if ((unsigned char)*expected >= 0x80) {
			expected++;
		} else {
			return false;
		}
		for (ours++; ((unsigned char)*ours & 0xc0) == 0x80;)
			ours++;
	}
	return *expected == '\0';
}

/* The number in @s without grouping and signs, and how many decimals it shows. */
static bool
shown_number(const char *s, double *out, int *decimals)
{
	char text[64], *end;
	bool percent = false, negative = false;
	int exponent = 0;
	size_t n = 0;

	for (; *s != '\0'; s++) {
		if (*s == '%')
			percent = true;
		else if (*s == '(')
			negative = true;
		else if (strchr(", $)", *s) == NULL && (unsigned char)*s < 0x80 && n < 60)
			text[n++] = *s;
	}
	text[n] = '\0';
	*out = strtod(text, &end);
	if (n == 0 || *end != '\0')
		return false;
	*decimals =
	    strchr(text, '.') == NULL ? 0 : (int)strspn(strchr(text, '.') + 1, "0123456789");
	if (strpbrk(text, "eE") != NULL)
		exponent = atoi(strpbrk(text, "eE") + 1);
	*decimals += (percent ? 2 : 0) - exponent;
	if (percent)
		*out /= 100;
	if (negative)
		*out = -*out;
	return true;
}

static bool
same_number(const char *expected, const char *ours)
{
	double a, b;
	int decimals, ignored;

	return shown_number(expected, &a, &decimals) && shown_number(ours, &b, &ignored) &&
	       fabs(a - b) <= 0.5000001 * pow(10, -decimals);
}

/* Ours is a day whose year and day, or a time whose minutes, stand in what is shown. */
static bool
same_date(const char *expected, const char *ours)
{
	size_t n = strlen(ours), len = strlen(expected);
	char day[8];

	if (n >= 10 && ours[4] == '-' && ours[7] == '-') {
		snprintf(day, sizeof day, "%d", atoi(ours + 8));
		return strstr(expected, day) != NULL && memmem(expected, len, ours + 2, 2) != NULL;
	}
	return n >= 5 && ours[2] == ':' && memmem(expected, len, ours + 3, 2) != NULL;
}

static enum agree
compare(TALLOC_CTX *ctx, const char *expected, const char *ours)
{
	const char *e = trimmed(ctx, expected), *o = trimmed(ctx, ours);

	if (strcmp(expected, ours) == 0)
		return EXACT;
	if (letters_match(e, o))
		return LETTERS;
	if (same_number(e, o))
		return NUMBER;
	return same_date(e, o) ? DATE : DIFFERENT;
}

/* ---- a CSV as simple as the files are ---- */

struct grid {
	char ***rows;
	size_t *counts;
	size_t nrows;
};

static void
grid_cell(TALLOC_CTX *ctx, struct grid *g, bool *fresh, const char *text)
{
	if (*fresh) {
		size_t n = g->nrows;

		mem_push(ctx, g->rows, g->nrows) = NULL;
		mem_push(ctx, g->counts, n) = 0;
		*fresh = false;
	}
	mem_push(ctx, g->rows[g->nrows - 1], g->counts[g->nrows - 1]) = talloc_strdup(ctx, text);
}

static struct grid
parse_csv(TALLOC_CTX *ctx, const char *s)
{
	bool fresh = true, quoted = false;
	char *cell = talloc_size(ctx, strlen(s) + 1);
	struct grid g = {0};
	size_t n = 0;

	for (; *s != '\0'; s++) {
		if (quoted && *s == '"' && s[1] == '"') {
			cell[n++] = *s++;
		} else if (*s == '"') {
			quoted = !quoted;
		} else if (!quoted && (*s == ',' || *s == '\n' || *s == '\r')) {
			cell[n] = '\0';
			n = 0;
			grid_cell(ctx, &g, &fresh, cell);
			if (*s != ',')
				fresh = true;
			if (*s == '\r' && s[1] == '\n')
				s++;
		} else {
			cell[n++] = *s;
		}
	}
	cell[n] = '\0';
	if (n > 0 || !fresh)
		grid_cell(ctx, &g, &fresh, cell);
	return g;
}

static void
read_grid(TALLOC_CTX *ctx, struct workbook *wb, size_t index, struct grid *g)
{
	struct sheet_row row;
	struct sheet *sheet;
	struct error err;
	bool more, fresh;
	size_t i;

	assert_int_equal(workbook_sheet_open(ctx, wb, index, &sheet, &err), OK);
	for (;;) {
		assert_int_equal(sheet_next(sheet, &row, &more, &err), OK);
		if (!more)
			return;
		while ((int64_t)g->nrows < row.number - 1) {
			fresh = true;
			grid_cell(ctx, g, &fresh, "");
		}
		fresh = true;
		for (i = 0; i < row.count; i++)
			grid_cell(ctx, g, &fresh,
			    talloc_strndup(ctx, row.cells[i].text, row.cells[i].len));
	}
}

static const char *
at(const struct grid *g, size_t row, size_t column)
{
	return row < g->nrows && column < g->counts[row] ? g->rows[row][column] : "";
}

/* Excel saves the used part of a sheet: where the first cell with text stands, per axis. */
static void
first_used(const struct grid *g, size_t *row, size_t *column)
{
	size_t r, c;

	*row = *column = SIZE_MAX;
	for (r = 0; r < g->nrows; r++)
		for (c = 0; c < g->counts[r]; c++)
			if (*at(g, r, c) != '\0') {
				*row = r < *row ? r : *row;
				*column = c < *column ? c : *column;
			}
}

static void
compare_grids(TALLOC_CTX *ctx, const char *file, const struct grid *expected,
    const struct grid *ours, int counts[AGREES])
{
	size_t r, c, er, ec, or, oc, rows, columns;
	enum agree a;

	first_used(expected, &er, &ec);
	first_used(ours, & or, &oc);
	if (or == SIZE_MAX || er == SIZE_MAX) {
		assert_true(or == er);
		return;
	}
	rows = expected->nrows > ours->nrows ? expected->nrows : ours->nrows;
	for (r = 0; r < rows; r++) {
		columns = or +r < ours->nrows ? ours->counts[or + r] : 0;
		if (er + r < expected->nrows && expected->counts[er + r] > columns)
			columns = expected->counts[er + r];
		for (c = 0; c < columns; c++) {
			const char *e = at(expected, er + r, ec + c), *o = at(ours, or +r, oc + c);

			if (*e == '\0' && *o == '\0')
				continue;
			a = compare(ctx, e, o);
			counts[a]++;
			if (a == DIFFERENT)
				fprintf(stderr, "%s %zu:%zu «%s» is not «%s»\n", file, or +r + 1,
				    oc + c + 1, o, e);
		}
	}
}

/*
 * One CSV is from an older version of its file: drops our rows that it had not, and its rows
 * without text.
 */
static void
drop_newer_rows(struct grid *expected, struct grid *ours)
{
	size_t r, next, n = 0, kept = 0;

	for (r = 0; r < expected->nrows; r++)
		if (*at(expected, r, 0) != '\0') {
			expected->counts[n] = expected->counts[r];
			expected->rows[n++] = expected->rows[r];
		}
	expected->nrows = n;
	for (next = 0; next < ours->nrows && kept < n; next++)
		if (strcmp(at(ours, next, 0), at(expected, kept, 0)) == 0 &&
		    strcmp(at(ours, next, 1), at(expected, kept, 1)) == 0 &&
		    strcmp(at(ours, next, 3), at(expected, kept, 3)) == 0) {
			ours->counts[kept] = ours->counts[next];
			ours->rows[kept++] = ours->rows[next];
		}
	ours->nrows = kept;
}

/* The other project writes a link as <a href='…'>text</a> where asked to. */
static void
drop_links(struct grid *expected)
{
	size_t r, c;

	for (r = 0; r < expected->nrows; r++)
		for (c = 0; c < expected->counts[r]; c++) {
			char *text = strchr(expected->rows[r][c], '>');

			if (text != NULL) {
				*strchr(text, '<') = '\0';
				expected->rows[r][c] = text + 1;
			}
		}
}

static void
read_all_sheets(TALLOC_CTX *ctx, struct workbook *wb, struct grid *g)
{
	struct grid one;
	bool fresh;
	size_t i, r, c;

	for (i = 0; i < wb->nsheets; i++) {
		fresh = true;
		grid_cell(ctx, g, &fresh,
		    talloc_asprintf(ctx, "-------- %zu - %s", i + 1, wb->sheets[i].name));
		one = (struct grid){0};
		read_grid(ctx, wb, i, &one);
		for (r = 0; r < one.nrows; r++)
			for (c = 0, fresh = true; c < one.counts[r]; c++)
				grid_cell(ctx, g, &fresh, one.rows[r][c]);
	}
}

static void
compare_file(TALLOC_CTX *ctx, const char *csv, int counts[AGREES])
{
	char *path = talloc_strdup(ctx, csv), *mark, *bytes, *text;
	struct grid ours = {0}, expected;
	size_t len, index = 0;
	struct workbook *wb;
	struct error err;

	mark = strstr(path, ".expected.csv");
	*mark = '\0';
	mark = strstr(path, ".sheet");
	if (mark != NULL) {
		index = (size_t)atoi(mark + 6);
		*mark = '\0';
	}
	/* The first is refused for its entities; the second holds a number above all doubles. */
	if (ends(path, "54764.xlsx") || ends(path, "49761.xls"))
		return;
	assert_int_equal(file_read(ctx, path, WORKBOOK_BYTES_MAX, &bytes, &len, &err), OK);
	assert_int_equal(workbook_open(ctx, "f", bytes, len, &wb, &err), OK);
	assert_int_equal(file_read(ctx, csv, 1 << 20, &text, &len, &err), OK);
	expected = parse_csv(ctx, text);
	if (ends(path, "sheets_order.xlsx"))
		read_all_sheets(ctx, wb, &ours);
	else
		read_grid(ctx, wb, index, &ours);
	if (ends(path, "hyperlinks.xlsm"))
		drop_links(&expected);
	if (ends(path, "FormatConditionTests.xlsx") && index == 1)
		drop_newer_rows(&expected, &ours);
	compare_grids(ctx, strrchr(path, '/') + 1, &expected, &ours, counts);
}

static void
compare_all(const char *pattern, int counts[AGREES])
{
	TALLOC_CTX *ctx = talloc_new(NULL);
	glob_t found;
	size_t i;

	if (shared_file(ctx, DIR "ORACLE.tsv") == NULL) {
		talloc_free(ctx);
		skip();
	}
	assert_int_equal(glob(talloc_asprintf(ctx, "%s/" DIR "%s", getenv("OPORA_SHARED"), pattern),
			     0, NULL, &found),
	    0);
	for (i = 0; i < found.gl_pathc; i++)
		compare_file(ctx, found.gl_pathv[i], counts);
	print_message(
	    "# %s: %d exact, %d but for letters, %d formatted numbers, %d formatted days, "
	    "%d different\n",
	    pattern, counts[EXACT], counts[LETTERS], counts[NUMBER], counts[DATE],
	    counts[DIFFERENT]);
	globfree(&found);
	talloc_free(ctx);
}

TEST(cells_agree_with_what_excel_saved_as_csv)
{
	int counts[AGREES] = {0};

	if (!is_shared(DIR "ORACLE.tsv"))
		skip();
	compare_all("poi-excel-csv/*.csv", counts);
	assert_int_equal(counts[EXACT], 2373);
	assert_int_equal(counts[DIFFERENT], 0);
}

TEST(cells_agree_with_the_answers_of_another_project)
{
	int counts[AGREES] = {0};

	if (!is_shared(DIR "ORACLE.tsv"))
		skip();
	compare_all("xlsx2csv/*.csv", counts);
	assert_int_equal(counts[EXACT], 198);
	assert_int_equal(counts[DIFFERENT], 0);
}

/* ---- sums ---- */

static void
open_shared(TALLOC_CTX *ctx, const char *name, struct workbook **wb)
{
	char *path = shared_file(ctx, name), *bytes;
	struct error err;
	size_t len;

	assert_int_equal(file_read(ctx, path, WORKBOOK_BYTES_MAX, &bytes, &len, &err), OK);
	assert_int_equal(workbook_open(ctx, "f", bytes, len, wb, &err), OK);
}

TEST(moscow_2015_gives_its_weighted_means)
{
	static const struct {
		const char *subject;
		double mean;
		int n;
	} known[] = {/* these four from the README of the data */
	    {"математика", 3.657856, 59062}, {"русский", 3.981487, 56383},
	    {"химия", 4.214029, 3907}, {"физика", 3.861623, 5595},
	    /* the others by a script of another language over the same XML, in fractions */
	    {"английский", 4.281038, 11580}, {"биология", 3.776835, 4644},
	    {"география", 3.801140, 2228}, {"информатика", 4.280950, 6019},
	    {"испанский", 4.231768, 181}, {"история", 3.543655, 1056},
	    {"литература", 3.975112, 1162}, {"немецкий", 3.929160, 393},
	    {"обществознание", 3.765772, 14586}, {"французский", 3.981117, 367}};
	TALLOC_CTX *ctx = talloc_new(NULL);
	struct grid g = {0};
	struct workbook *wb;
	size_t i, r;

	if (!is_shared("data/ru-exams/moscow_gia9_2015.xlsx")) {
		talloc_free(ctx);
		skip();
	}
	open_shared(ctx, "data/ru-exams/moscow_gia9_2015.xlsx", &wb);
	read_grid(ctx, wb, 0, &g);
	assert_int_equal(g.nrows, 7472); /* with the head */
	for (i = 0; i < sizeof known / sizeof *known; i++) {
		double n = 0, sum = 0;

		for (r = 1; r < g.nrows; r++)
			if (strcmp(at(&g, r, 3), known[i].subject) == 0) {
				n += atof(at(&g, r, 4));
				sum += atof(at(&g, r, 4)) * atof(at(&g, r, 5));
			}
		assert_int_equal((int)n, known[i].n);
		assert_true(fabs(sum / n - known[i].mean) < 1e-6);
	}
	talloc_free(ctx);
}

TEST(vpr_form_adds_up_in_all_filled_rows)
{
	TALLOC_CTX *ctx = talloc_new(NULL);
	struct grid g = {0};
	struct workbook *wb;
	int filled = 0, right = 0;
	size_t r, c;

	if (!is_shared("data/ru-exams/vpr_form_ma4_fisoko.xlsx")) {
		talloc_free(ctx);
		skip();
	}
	open_shared(ctx, "data/ru-exams/vpr_form_ma4_fisoko.xlsx", &wb);
	assert_int_equal(wb->nsheets, 2);
	assert_string_equal(wb->sheets[0].name, "Протокол");
	read_grid(ctx, wb, 0, &g);
	for (r = 1; r < g.nrows; r++) {
		int sum = 0;

		if (g.counts[r] < g.counts[0])
			continue;
		filled++;
		for (c = 2; c < g.counts[0]; c++)
			if (strstr(at(&g, 0, c), "б)") != NULL)
				sum += atoi(at(&g, r, c));
		right += sum == atoi(at(&g, r, g.counts[0] - 1));
	}
	assert_int_equal(filled, 18);
	assert_int_equal(right, 18);
	talloc_free(ctx);
}

RUN_WITH_XLS(cmocka_unit_test(cells_agree_with_what_excel_saved_as_csv),
    cmocka_unit_test(cells_agree_with_the_answers_of_another_project),
    cmocka_unit_test(moscow_2015_gives_its_weighted_means),
    cmocka_unit_test(vpr_form_adds_up_in_all_filled_rows))
