/*
 * Every file under data/csv and data/spreadsheets with its expected verdict and ours. Expected is
 * what another reader counted (ORACLE.tsv: xlrd, openpyxl), for ODS and CSV every cell as Python's
 * own zip, XML and JSON give it (oracle.py). The table is docs/intake-files.md; a file without a
 * verdict fails, and so does a table that is not of today.
 */
#include "spreadsheet.h"

#include "base/buf.h"
#include "base/file.h"

#include <ftw.h>

#define TABLE_FILE "docs/intake-files.md"
#define FILES_MAX 1000

/*
 * Where our verdict differs from the other reader's, and why. sheets -1: refused.
 */
static const struct {
	const char *file, *why;
	int sheets, cells;
} differ[] = {
    {"xlsx2csv/empty_row.xlsx", "empty texts are no cells", 1, 27 - 13},
    {"xlsx2csv/no_cell_ids.xlsx", "empty texts are no cells", 1, 27 - 13},
    {"poi-excel-csv/56278.xlsx", "empty texts are no cells", 10, 746 - 158},
    {"readxl/no-yes-col-names.xlsx", "empty texts are no cells", 3, 10 - 2},
    {"calamine/encoded_entities.xlsx", "white space alone is no cell", 1, 2 - 1},
    {"calamine/whitespace_trim.xlsx", "white space alone is no cell", 2, 14 - 1},
    {"calamine/any_sheets.xlsx", "a chart is no sheet", 4 - 1, 7},
    {"calamine/empty_s_attribute.xlsx", "the other reader fails at an empty style", 1, 10},
    {"calamine/issue_419.xlsx", "the other reader fails at a part named in capitals", 1, 1},
    {"calamine/issue343.xls", "empty texts are no cells", 1, 1 - 1},
    {"calamine/xls_formula_columns_beyond_z.xls", "empty texts are no cells", 1, 5 - 2},
    {"xlrd/biff4_no_format_no_window2.xls", "empty texts are no cells", 1, 108 - 39},
    {"xlrd/formula_test_sjmachin.xls", "empty texts are no cells", 3, 16 - 1},
    {"calamine/too_small.xls", "a line of text under a wrong name is CSV to us", 1, 1},
    {"csvs/location_coordinates.csv", "the JSON beside it has another telephone", 1, 8},
};

struct verdict {
	int sheets; /* -1: refused */
	int cells;
};

static TALLOC_CTX *ctx;
static char *files[FILES_MAX]; /* below data/, sorted */
static size_t nfiles, wrong;
static struct buf table;

static bool
ends(const char *s, const char *with)
{
	size_t n = strlen(s), m = strlen(with);

	return n >= m && strcmp(s + n - m, with) == 0;
}

static char *
path_of(const char *file)
{
	return mem_printf(ctx, "%s/data/%s", getenv("OPORA_SHARED"), file);
}

/* ---- what there is ---- */

static int
take_file(const char *path, const struct stat *st, int type, struct FTW *at)
{
	const char *file = path + strlen(getenv("OPORA_SHARED")) + sizeof "/data";

	/* answers are no files to be read */
	if (type == FTW_F && !ends(file, ".expected.csv") && !ends(file, ".json") &&
	    !ends(file, "ORACLE.tsv") && nfiles < FILES_MAX)
		files[nfiles++] = mem_strdup(ctx, file);
	return 0;
}

static int
by_name(const void *a, const void *b)
{
	return strcmp(*(char *const *)a, *(char *const *)b);
}

static void
list_files(void)
{
	assert_int_equal(nftw(path_of("csv"), take_file, 8, FTW_PHYS), 0);
	assert_int_equal(nftw(path_of("spreadsheets"), take_file, 8, FTW_PHYS), 0);
	qsort(files, nfiles, sizeof *files, by_name);
}

/* ---- ours ---- */

static char *
read_bytes(const char *file, size_t *len)
{
	char *bytes;

	assert_int_equal(file_read(ctx, path_of(file), WORKBOOK_BYTES_MAX, &bytes, len, NULL), OK);
	return bytes;
}

static struct verdict
ours(const char *bytes, size_t len)
{
	TALLOC_CTX *local = talloc_new(NULL);
	struct verdict v = {0};
	struct sheet_row row;
	struct workbook *wb;
	struct sheet *sheet;
	bool more;
	enum err e = workbook_open(local, "f", bytes, len, &wb, NULL);
	size_t i, j;

	for (i = 0; e == OK && i < wb->nsheets; i++) {
		e = workbook_sheet_open(local, wb, i, &sheet, NULL);
		for (more = true; e == OK && more;) {
			e = sheet_next(sheet, &row, &more, NULL);
			for (j = 0; e == OK && more && j < row.count; j++)
				v.cells += row.cells[j].len > 0;
		}
	}
	v.sheets = e == OK ? (int)wb->nsheets : -1;
	talloc_free(local);
	return v;
}

/* ---- expected ---- */

/* The line of ORACLE.tsv about @file: its reader, its verdict. False if there is none. */
static bool
oracle_line(const char *oracle, const char *file, char **reader, struct verdict *v)
{
	const char *line = oracle;
	size_t n = strlen(file);
	char *copy, *f[12] = {0};
	int i;

	while (line != NULL && (strncmp(line, file, n) != 0 || line[n] != '\t'))
		line = (line = strchr(line, '\n')) == NULL ? NULL : line + 1;
	if (line == NULL)
		return false;
	copy = mem_strndup(ctx, line, strcspn(line, "\n"));
	for (i = 0; i < 12 && copy != NULL; i++)
		f[i] = strsep(&copy, "\t");
	*reader = f[6] == NULL || *f[6] == '\0' ? NULL : f[6];
	*v = (struct verdict){-1, 0};
	if (*reader != NULL && strcmp(f[7], "ok") == 0)
		*v = (struct verdict){atoi(f[8]), atoi(f[9])};
	return true;
}

/* What oracle.py prints about @file, or NULL where there is no Python. */
static char *
python(const char *file)
{
	struct buf b = buf_new(ctx, 1 << 22);
	char chunk[4096];
	FILE *out;
	size_t n;

	out = popen(mem_printf(ctx, "exec python3 '%s/tests/unit/intake/oracle.py' '%s'",
			getenv("OPORA_SOURCE"), path_of(file)),
	    "r");
	assert_non_null(out);
	buf_text(&b, "");
	while ((n = fread(chunk, 1, sizeof chunk, out)) > 0)
		buf_add(&b, chunk, n);
	return pclose(out) == 0 ? b.bytes : NULL;
}

/* The files *_crlf lost their CR on the way here; their answers still have it. */
static char *
with_crlf(const char *text)
{
	struct buf b = buf_new(ctx, 1 << 16);

	for (; *text != '\0'; text++) {
		if (*text == '\n')
			buf_char(&b, '\r');
		buf_char(&b, *text);
	}
	return b.bytes;
}

/* ---- the table ---- */

static char *
words(struct verdict v)
{
	if (v.sheets < 0)
		return mem_strdup(ctx, "refused");
	return mem_printf(ctx, "%d, %d", v.sheets, v.cells);
}

static void
put_row(const char *file, const char *by, const char *expected, struct verdict got, const char *why)
{
	buf_printf(&table, "| %s | %s | %s | %s | %s |\n", file, by, expected, words(got), why);
}

static void
fails(const char *file, const char *why)
{
	wrong++;
	print_message("# %s: %s\n", file, why);
}

/* Every cell beside Python's. */
static void
judge_cells(const char *file, const char *answer)
{
	size_t len;
	char *bytes = read_bytes(file, &len), *expected = python(answer);

	if (strstr(file, "crlf") != NULL && memchr(bytes, '\r', len) == NULL) {
		bytes = with_crlf(bytes);
		len = strlen(bytes);
	}
	if (expected == NULL || strcmp(expected, read_text(ctx, bytes, len)) != 0)
		fails(file, expected == NULL ? "oracle.py failed" : "other cells than Python's");
	put_row(file, "Python", "the same cells", ours(bytes, len), "");
}

/* The counts beside another reader's, or what is known to differ. */
static void
judge_counts(const char *file, const char *by, struct verdict want)
{
	const char *why = "", *said = words(want);
	struct verdict got;
	size_t len, i;
	char *bytes = read_bytes(file, &len);

	got = ours(bytes, len);
	for (i = 0; i < sizeof differ / sizeof *differ; i++) {
		if (ends(file, differ[i].file)) {
			want = (struct verdict){differ[i].sheets, differ[i].cells};
			why = differ[i].why;
		}
	}
	if (want.sheets != got.sheets || (want.sheets >= 0 && want.cells != got.cells))
		fails(file, mem_printf(ctx, "%s, not %s", words(got), words(want)));
	put_row(file, by, said, got, why);
}

static void
judge(const char *oracle, const char *file)
{
	struct verdict want = {-1, 0};
	char *reader = NULL, *json;

	if (ends(file, ".ods") || ends(file, ".fods")) {
		judge_cells(file, file);
	} else if (ends(file, "csvs/location_coordinates.csv")) {
		judge_counts(file, "by eye", (struct verdict){1, 8});
	} else if (ends(file, ".csv")) {
		json = mem_printf(ctx, "csv/csv-spectrum/json/%.*sjson",
		    (int)strlen(strrchr(file, '/') + 1) - 3, strrchr(file, '/') + 1);
		judge_cells(file, json);
	} else if (ends(file, ".xlsb") || ends(file, ".slk")) {
		judge_counts(file, "a kind we refuse", want);
	} else if (oracle_line(oracle, file, &reader, &want) && reader != NULL) {
		judge_counts(file, reader, want);
	} else {
		fails(file, "no verdict is known of it");
	}
}

/* Writes the table where OPORA_WRITE is set, else compares it. */
static void
hold_table(void)
{
	const char *path = mem_printf(ctx, "%s/" TABLE_FILE, getenv("OPORA_SOURCE"));
	char *there;
	size_t len;
	FILE *f;

	if (getenv("OPORA_WRITE") != NULL) {
		f = fopen(path, "w");
		assert_non_null(f);
		fwrite(table.bytes, 1, table.len, f);
		fclose(f);
	}
	assert_int_equal(file_read(ctx, path, 1 << 20, &there, &len, NULL), OK);
	if (strcmp(there, table.bytes) != 0)
		fails(TABLE_FILE, "not of today: run this test with OPORA_WRITE=1");
}

TEST(every_file_has_its_verdict_and_ours_is_equal)
{
	char *oracle;
	size_t len, i;

	ctx = talloc_new(NULL);
	if (shared_file(ctx, "data/spreadsheets/ORACLE.tsv") == NULL) {
		talloc_free(ctx);
		skip();
	}
	table = buf_new(ctx, 1 << 20);
	buf_text(&table,
	    "# Files of other programs: expected and ours\n\n"
	    "Made by `tests/unit/intake/test_intake_files.c`, which fails when a file has no "
	    "verdict, "
	    "when ours is\nanother, or when this page is not of today (`OPORA_WRITE=1` writes it "
	    "again). The files are in `../shared/data`.\n\n"
	    "Expected: sheets and cells with a text as the named reader counted them "
	    "(`ORACLE.tsv`), "
	    "or for CSV and ODS every\nsheet, row and cell as Python's own zip, XML and JSON give "
	    "them "
	    "(`oracle.py`). Where files have an\n`.expected.csv`, `test_workbook_real.c` compares "
	    "it "
	    "cell by cell besides.\n\n"
	    "| file | by | expected: sheets, cells | ours | why another |\n"
	    "| --- | --- | --- | --- | --- |\n");
	oracle = read_bytes("spreadsheets/ORACLE.tsv", &len);
	list_files();
	for (i = 0; i < nfiles; i++)
		judge(oracle, files[i]);
	hold_table();
	print_message("# %zu files\n", nfiles);
	assert_int_equal(nfiles, 224);
	assert_int_equal(wrong, 0);
	talloc_free(ctx);
}

RUN_WITH_XLS(cmocka_unit_test(every_file_has_its_verdict_and_ours_is_equal))
