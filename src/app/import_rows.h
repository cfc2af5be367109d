/*
 * The rows of a file around its mistakes, read from the file again: what a person must see to mend
 * them. Nothing of it is kept anywhere.
 */
#ifndef APP_IMPORT_ROWS_H
#define APP_IMPORT_ROWS_H

#include "app/import.h"

#define IMPORT_ROWS_COLUMNS 40  /* columns shown of a wide table */
#define IMPORT_ROWS_LETTERS 200 /* of one cell */

struct import_row {
	int64_t number;     /* as a spreadsheet program numbers it */
	bool gap;           /* rows before it are left out */
	const char **cells; /* beside the columns; "" where empty */
	size_t nproblems;   /* errors of this row; 0 = only a neighbour */
	const struct problem **problems;
};

/* One sheet with mistakes. */
struct import_rows {
	const char *sheet; /* "" for CSV */
	size_t ncolumns;
	const int32_t *columns; /* their numbers in the file, from 1, rising */
	const char **titles;    /* of the head; "" where it says nothing */
	size_t count;
	struct import_row *rows;
	size_t left; /* rows with errors that are not shown */
};

/*
 * The first @most rows with text of each sheet of a file, hidden sheets left out, at most @sheets:
 * to point at its columns. No row is called wrong.
 */
enum err import_rows_first(TALLOC_CTX *ctx, const char *name, const struct input *source,
    size_t most, size_t sheets, struct import_rows **out, size_t *count, struct error *err);

/*
 * The rows of @file (its bytes are @source) with errors, each with the row before and the row
 * after, at most @most with errors, sheets in their order. Of a file with personal data only the
 * columns that its rules keep; never a row above the head. ERR_INVALID when it can't be read.
 */
enum err import_rows_read(TALLOC_CTX *ctx, const struct import_file *file,
    const struct input *source, size_t most, struct import_rows **out, size_t *count,
    struct error *err);

#endif
