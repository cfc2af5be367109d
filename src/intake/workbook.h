/*
 * A spreadsheet file as a list of sheets, each opened as a cursor (sheet.h).
 *
 * The kind of file is recognised by its content, never by its name: XLSX and ODS (zip), flat ODS
 * (.fods), old XLS (read by a child process, xls.h); everything else that is text is CSV, a
 * workbook of one sheet. Kinds we know but can't read (.xlsb, encrypted, a web page, PDF, …) are
 * refused with a sentence that says what to do. Hostile files are stopped by the limits below, each
 * with its own sentence.
 */
#ifndef INTAKE_WORKBOOK_H
#define INTAKE_WORKBOOK_H

#include "intake/sheet.h"

#define WORKBOOK_BYTES_MAX ((size_t)200 << 20)    /* the file itself */
#define WORKBOOK_ENTRIES_MAX 10000                /* files inside the zip */
#define WORKBOOK_UNPACKED_MAX ((uint64_t)2 << 30) /* all entries together */
/* Of an entry above 10 MiB: an ODS full of answers 0 and 1 reaches 230, a bomb 1,000. */
#define WORKBOOK_RATIO_MAX 300
#define WORKBOOK_RATIO_FROM ((uint64_t)10 << 20)
#define WORKBOOK_SHEETS_MAX 1000
#define WORKBOOK_NAME_MAX 1000 /* bytes of a sheet's name or of an entry's in the zip */
#define WORKBOOK_CELLS_MAX ((int64_t)50000000) /* of one sheet, repeated ones counted */
/* All texts of one sheet: few strings can stand in many cells. */
#define WORKBOOK_TEXT_MAX ((uint64_t)1 << 30)
#define WORKBOOK_STRINGS_MAX 10000000
#define WORKBOOK_STRINGS_BYTES_MAX ((size_t)512 << 20)
#define WORKBOOK_MERGES_MAX 100000

enum workbook_kind { WORKBOOK_CSV, WORKBOOK_XLSX, WORKBOOK_ODS, WORKBOOK_XLS };

struct workbook_sheet {
	const char *name; /* as people see it; "" for CSV */
	bool hidden;
};

/* Merged cells, 1-based, both ends included. */
struct cell_range {
	int64_t row1, row2;
	int32_t column1, column2;
};

struct workbook {
	enum workbook_kind kind;
	const char *file;
	size_t nsheets; /* sheets of cells in their order; sheets that hold only a chart are left
			   out */
	struct workbook_sheet *sheets;
	const struct workbook_reader *reader; /* below: the reader's own */
	void *data;
};

/* What one kind of file offers. */
struct workbook_reader {
	enum err (*sheet_open)(TALLOC_CTX *ctx, struct workbook *wb, size_t index,
	    struct sheet **out, struct error *err);
	enum err (*merges)(TALLOC_CTX *ctx, struct workbook *wb, size_t index,
	    struct cell_range **out, size_t *count, struct error *err);
};

/*
 * Opens the bytes of the file named @file; both must outlive the workbook. ERR_INVALID with a
 * sentence when it is damaged, encrypted, of a kind we can't read or above a limit.
 */
enum err workbook_open(TALLOC_CTX *ctx, const char *file, const char *bytes, size_t len,
    struct workbook **out, struct error *err);

/*
 * Opens sheet @index (below nsheets) as a cursor; several may be open at once, all must end
 * before the workbook. Rows without any text are left out (the next row's number is larger);
 * empty cells at the end of a row are left out; hidden rows and columns are read as all others;
 * the text of merged cells stands in their top left cell.
 *
 * Cells come as text: numbers as the shortest decimal of at most 15 significant digits (with
 * an exponent only from 1e15), percent cells as what is shown with all its digits ("30.77%"), days
 * as "2023-09-01" (followed by " 10:30" or " 10:30:05" when the value has a time), times alone as
 * "10:30", booleans TRUE and FALSE, errors as "#N/A", formulas by the value stored with them.
 */
enum err workbook_sheet_open(
    TALLOC_CTX *ctx, struct workbook *wb, size_t index, struct sheet **out, struct error *err);

/* The merged cells of sheet @index, in the file's order; reads the sheet once. */
enum err workbook_sheet_merges(TALLOC_CTX *ctx, struct workbook *wb, size_t index,
    struct cell_range **out, size_t *count, struct error *err);

/* The readers, called by workbook_open() once it knows the kind. @wb has its kind and file set. */
struct archive;
enum err xlsx_open(struct workbook *wb, struct archive *archive, struct error *err);
enum err ods_open(struct workbook *wb, struct archive *archive, struct error *err);
enum err fods_open(struct workbook *wb, const char *bytes, size_t len, struct error *err);
enum err xls_open(struct workbook *wb, const char *bytes, size_t len, struct error *err);

#endif
