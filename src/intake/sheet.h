/*
 * A sheet as a cursor: one row of text cells at a time, whatever file it comes from.
 *
 * Readers (CSV here; XLSX, ODS, XLS beside it) fill the same struct, so that layouts never know
 * the kind of file. A row is valid until the next call.
 */
#ifndef INTAKE_SHEET_H
#define INTAKE_SHEET_H

#include "base/error.h"

#include <talloc.h>

#define SHEET_CELLS_MAX 16384
#define SHEET_CELL_BYTES_MAX ((size_t)1 << 20)
#define SHEET_ROWS_MAX 11000000
#define SHEET_ROW_BYTES_MAX ((size_t)16 << 20)

/* One cell's text: valid UTF-8 without NUL, not cleaned, not NUL-ended. */
struct cell {
	const char *text;
	size_t len;
};

/* A blank row comes with 0 cells (CSV) or is left out (spreadsheets): only its number counts. */
struct sheet_row {
	int64_t number; /* 1-based, as a spreadsheet program numbers it, header and blank rows
			   counted */
	size_t count;
	const struct cell *cells;
};

struct sheet {
	const char *file; /* name without folders, for places of problems */
	const char *name; /* the sheet's name; "" for CSV */
	void *data;       /* the reader's own */
	/* OK and *more = true with the next row, OK and *more = false at the end, else an error. */
	enum err (*next)(struct sheet *sheet, struct sheet_row *row, bool *more, struct error *err);
	/* Back to before the first row. */
	enum err (*rewind)(struct sheet *sheet, struct error *err);
};

static inline enum err
sheet_next(struct sheet *sheet, struct sheet_row *row, bool *more, struct error *err)
{
	return sheet->next(sheet, row, more, err);
}

static inline enum err
sheet_rewind(struct sheet *sheet, struct error *err)
{
	return sheet->rewind(sheet, err);
}

/*
 * Opens CSV bytes as a sheet under @ctx. Neither @bytes nor @file is copied: @bytes must outlive
 * the sheet, @file every place made from it.
 *
 * Encoding: UTF-8 with or without BOM, or Windows-1251 when the bytes are not UTF-8 but look like
 * Russian text in it. UTF-16 and archives are refused here, with what to do; bytes that are
 * neither encoding are refused by next(), naming the row. Separator: the one of ; , tab that
 * stands most often in the header row outside quotes (a tie goes to ; then ,), or that of Excel's
 * first line "sep=;", which is skipped but counted as a row.
 *
 * A cell that begins with " ends with " (then only spaces up to the separator), a doubled quote
 * inside is one, and it may hold separators and line breaks; in any other cell a quote is a
 * character like others. Rows end with LF, CRLF or CR; an empty line is a row of 0 cells. Text
 * after a closing quote, an unclosed quote, NUL and other binary bytes are errors that name row
 * (and line of the file when it differs) and column; so are the limits above. After an error
 * next() gives the same error until the sheet is rewound.
 */
enum err sheet_open_csv(TALLOC_CTX *ctx, const char *file, const char *bytes, size_t len,
    struct sheet **out, struct error *err);

#endif
