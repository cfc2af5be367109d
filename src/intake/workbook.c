#include "intake/workbook.h"

#include "base/file.h"
#include "base/mem.h"
#include "intake/archive.h"

#include <ctype.h>
#include <string.h>
#include <strings.h>

/* How far a text is searched for what it is. */
#define HEAD_BYTES 4096

static bool
begins(const char *bytes, size_t len, const char *with)
{
	size_t n = strlen(with);

	return len >= n && memcmp(bytes, with, n) == 0;
}

static enum err
password(struct error *err)
{
	return fail(err, ERR_INVALID,
	    MSG("the file is protected by a password: save it without one and load it again"));
}

static enum err
save_as_xlsx(const char *what, struct error *err)
{
	return fail(err, ERR_INVALID,
	    MSG("this is {0}: open it in a spreadsheet program, save it as .xlsx and load that"),
	    arg_msg(what));
}

/*
 * An encrypted XLSX is an OLE2 file with a stream of this name; all other OLE2 files that reach
 * us are of the Excel of before 2007.
 */
static enum err
open_ole2(struct workbook *wb, const char *bytes, size_t len, struct error *err)
{
	static const char name[] = "E\0n\0c\0r\0y\0p\0t\0e\0d\0P\0a\0c\0k\0a\0g\0e";

	if (memmem(bytes, len, name, sizeof name) != NULL)
		return password(err);
	wb->kind = WORKBOOK_XLS;
	return xls_open(wb, bytes, len, err);
}

/* The streams of Excel 2 to 4 stood alone: a record "beginning of file" and its length. */
static bool
is_biff(const char *bytes, size_t len)
{
	return len > 8 && bytes[0] == 9 && strchr("\2\4\10", bytes[1] + (bytes[1] == 0) * 2) &&
	       bytes[2] > 0 && bytes[2] <= 16 && bytes[3] == 0;
}

static enum err
open_zip(struct workbook *wb, const char *bytes, size_t len, struct error *err)
{
	struct archive *archive;
	enum err e = archive_open(wb, bytes, len, &archive, err);

	if (e != OK)
		return e;
	if (archive_has(archive, "xl/workbook.bin"))
		return save_as_xlsx(MSG("a binary workbook (.xlsb)"), err);
	if (archive_has(archive, "word/document.xml"))
		return fail(err, ERR_INVALID, MSG("the file is a text document, not a table"));
	if (archive_has(archive, "encrypted-package"))
		return password(err);
	if (archive_has(archive, "content.xml")) {
		wb->kind = WORKBOOK_ODS;
		return ods_open(wb, archive, err);
	}
	if (archive_has(archive, "_rels/.rels") || archive_has(archive, "xl/workbook.xml")) {
		wb->kind = WORKBOOK_XLSX;
		return xlsx_open(wb, archive, err);
	}
	return fail(err, ERR_INVALID,
	    MSG("the file is an archive without a table; unpack it and load the tables in it"));
}

/* Files that begin with "<": flat ODS, or what some programs call .xls. */
static enum err
open_markup(struct workbook *wb, const char *bytes, size_t len, struct error *err)
{
	size_t head = len < HEAD_BYTES ? len : HEAD_BYTES;

	if (memmem(bytes, head, "opendocument:xmlns:office", 25) != NULL) {
		wb->kind = WORKBOOK_ODS;
		return fods_open(wb, bytes, len, err);
	}
	if (memmem(bytes, head, "schemas-microsoft-com:office:spreadsheet", 40) != NULL)
		return save_as_xlsx(MSG("an XML table of Excel 2003"), err);
	return save_as_xlsx(MSG("a web page or another XML file"), err);
}

static enum err csv_sheet_open(
    TALLOC_CTX *ctx, struct workbook *wb, size_t index, struct sheet **out, struct error *err);

static enum err
csv_merges(TALLOC_CTX *ctx, struct workbook *wb, size_t index, struct cell_range **out,
    size_t *count, struct error *err)
{
	*out = NULL;
	*count = 0;
	return OK;
}

static const struct workbook_reader csv_reader = {csv_sheet_open, csv_merges};

struct csv {
	const char *bytes;
	size_t len;
};

static enum err
csv_sheet_open(
    TALLOC_CTX *ctx, struct workbook *wb, size_t index, struct sheet **out, struct error *err)
{
	const struct csv *csv = wb->data;

	return sheet_open_csv(ctx, wb->file, csv->bytes, csv->len, out, err);
}

static enum err
open_csv(struct workbook *wb, const char *bytes, size_t len)
{
	struct csv *csv = mem_new(wb, struct csv);

	*csv = (struct csv){bytes, len};
	wb->kind = WORKBOOK_CSV;
	wb->data = csv;
	wb->reader = &csv_reader;
	mem_push(wb, wb->sheets, wb->nsheets) = (struct workbook_sheet){"", false};
	return OK;
}

/* Where the text begins: after a byte order mark and white space. */
static size_t
text_at(const char *bytes, size_t len)
{
	size_t at = begins(bytes, len, "\xef\xbb\xbf") ? 3 : 0;

	while (at < len && isspace((unsigned char)bytes[at]))
		at++;
	return at;
}

static bool
is_markup(const char *bytes, size_t len)
{
	static const char *const words[] = {"<?xml", "<!doctype", "<html", "<table",
	    "<office:", "<head", "<meta", "<workbook", "<!--"};
	size_t at = text_at(bytes, len), i;

	for (i = 0; i < sizeof words / sizeof *words; i++)
		if (len - at >= strlen(words[i]) &&
		    strncasecmp(bytes + at, words[i], strlen(words[i])) == 0)
			return true;
	return false;
}

static enum err
open_kind(struct workbook *wb, const char *bytes, size_t len, struct error *err)
{
	if (begins(bytes, len, "PK\3\4") || begins(bytes, len, "PK\5\6"))
		return open_zip(wb, bytes, len, err);
	if (begins(bytes, len, "\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"))
		return open_ole2(wb, bytes, len, err);
	if (is_biff(bytes, len))
		return open_ole2(wb, bytes, len, err);
	if (begins(bytes, len, "ID;P"))
		return save_as_xlsx(MSG("a symbolic link table (.slk)"), err);
	if (begins(bytes, len, "%PDF"))
		return fail(err, ERR_INVALID, MSG("the file is a PDF document, not a table"));
	if (begins(bytes, len, "Rar!") || begins(bytes, len, "7z\xbc\xaf") ||
	    begins(bytes, len, "\x1f\x8b"))
		return fail(err, ERR_INVALID,
		    MSG("the file is an archive; unpack it and load the tables in it"));
	if (is_markup(bytes, len))
		return open_markup(wb, bytes, len, err);
	return open_csv(wb, bytes, len);
}

enum err
workbook_open(TALLOC_CTX *ctx, const char *file, const char *bytes, size_t len,
    struct workbook **out, struct error *err)
{
	struct workbook *wb;
	enum err e;

	if (len > WORKBOOK_BYTES_MAX)
		return fail(err, ERR_INVALID, MSG("the file is larger than {0} MiB"),
		    arg_int((int64_t)(WORKBOOK_BYTES_MAX >> 20)));
	wb = mem_new(ctx, struct workbook);
	wb->file = file;
	e = open_kind(wb, bytes, len, err);
	if (e == OK)
		*out = wb;
	else
		talloc_free(wb);
	return e;
}

enum err
workbook_sheet_open(
    TALLOC_CTX *ctx, struct workbook *wb, size_t index, struct sheet **out, struct error *err)
{
	return wb->reader->sheet_open(ctx, wb, index, out, err);
}

enum err
workbook_sheet_merges(TALLOC_CTX *ctx, struct workbook *wb, size_t index, struct cell_range **out,
    size_t *count, struct error *err)
{
	return wb->reader->merges(ctx, wb, index, out, count, err);
}
