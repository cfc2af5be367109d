/*
 * Tables as an XLSX file: rows go out as they come, so memory stays flat however long a table is.
 *
 * libxlsxwriter keeps the rows in temporary files; these and the unfinished workbook lie in a
 * folder that the caller names (inside the data folder) and are gone when the writer is freed.
 * Texts are written as texts: what begins with = is no formula.
 */
#ifndef DOCUMENT_TABLE_XLSX_H
#define DOCUMENT_TABLE_XLSX_H

#include "base/error.h"
#include "document/cells.h"

#include <talloc.h>

#define TABLE_XLSX_ROWS_MAX 1048576
#define TABLE_XLSX_COLUMNS_MAX 16384
/* A text longer than a cell may hold is cut, ending with an ellipsis. */
#define TABLE_XLSX_TEXT_MAX 32000

struct table_xlsx;

/* @tmp is made if it is not there, for the owner's eyes only. @now: ms UTC, the file's date. */
enum err table_xlsx_new(
    TALLOC_CTX *ctx, const char *tmp, int64_t now, struct table_xlsx **out, struct error *err);

/* Begins a sheet; the one before is complete then. Its header row is written. */
void table_xlsx_sheet(struct table_xlsx *x, const struct doc_sheet *sheet);

/* The next row; @marked: shown as one that needs attention. False when the sheet is full. */
bool table_xlsx_row(struct table_xlsx *x, const struct doc_cell *cells, size_t n, bool marked);

/* Leaves out rows up to @row (1-based), so that the next one stands there. */
void table_xlsx_skip_to(struct table_xlsx *x, int64_t row);

/*
 * The finished workbook as bytes under @ctx, nothing of it left on the disk. ERR_IO with the reason
 * of anything that went wrong since table_xlsx_new(). Nothing may be written after.
 */
enum err table_xlsx_take(
    TALLOC_CTX *ctx, struct table_xlsx *x, char **bytes, size_t *len, struct error *err);

/*
 * Writes the file @path whole, replacing what was there. ERR_IO with the reason of anything that
 * went wrong since table_xlsx_new(). Nothing may be written after.
 */
enum err table_xlsx_finish(struct table_xlsx *x, const char *path, struct error *err);

#endif
