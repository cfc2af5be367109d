/*
 * Workbooks of Excel 3 to 2003 ([MS-XLS]; BIFF3 to BIFF8): records of a type, a size and at most
 * 8 KiB each. Runs in the child (xls_child.c) and stands by itself: any bytes end in rows or in
 * one of the failures below.
 *
 * libfreexl was tried and not taken: it leaves out every cell with a formula, gives the error
 * #N/A as the number 1, tells no number formats, hidden sheets and merged cells, and loops on
 * large dates (docs/decisions/0003-own-xls-reader.md).
 */
#ifndef INTAKE_BIFF_H
#define INTAKE_BIFF_H

#include "base/buf.h"
#include "intake/workbook.h"

/* Why a file is not read; the child sends it as a byte. */
enum xls_failure {
	XLS_OK,
	XLS_DAMAGED,
	XLS_PASSWORD,
	XLS_TOO_OLD, /* Excel 2, workbooks of Excel 4 */
	XLS_NO_SHEET,
	XLS_MANY_SHEETS,
	XLS_MANY_MERGES,
	XLS_LONG_ROW,
	XLS_MUCH_TEXT,
	XLS_FAILURES
};

/* Decoded texts of a file and of a row. */
#define XLS_STRINGS_BYTES_MAX ((size_t)128 << 20)

/* Whom the reader tells. Sheets come in their order, first the sheet, then its merges and rows. */
struct biff_output {
	void *data;
	void (*sheet)(void *data, const char *name, size_t len, bool hidden);
	void (*merge)(void *data, const struct cell_range *range);
	/* As sheet.h wants them: numbers go up, the last cell has text. False: stop. */
	bool (*row)(void *data, const struct sheet_row *row);
};

/* Reads the whole file. What was told before a failure is void. */
enum xls_failure biff_read(
    TALLOC_CTX *ctx, const unsigned char *bytes, size_t len, const struct biff_output *out);

/* ---- shared by the reader's own files ---- */

enum record {
	REC_FORMULA = 0x06,
	REC_EOF = 0x0a,
	REC_FORMAT3 = 0x1e,
	REC_DATEMODE = 0x22,
	REC_FILEPASS = 0x2f,
	REC_CONTINUE = 0x3c,
	REC_CODEPAGE = 0x42,
	REC_BOUNDSHEET = 0x85,
	REC_MULRK = 0xbd,
	REC_RSTRING = 0xd6,
	REC_XF = 0xe0,
	REC_MERGEDCELLS = 0xe5,
	REC_SST = 0xfc,
	REC_LABELSST = 0xfd,
	REC_NUMBER = 0x203,
	REC_LABEL = 0x204,
	REC_BOOLERR = 0x205,
	REC_FORMULA3 = 0x206,
	REC_STRING = 0x207,
	REC_BOF3 = 0x209,
	REC_XF3 = 0x243,
	REC_RK = 0x27e,
	REC_FORMULA4 = 0x406,
	REC_BOF4 = 0x409,
	REC_FORMAT = 0x41e,
	REC_XF4 = 0x443,
	REC_BOF = 0x809,
};

/* One record, and where the next one begins; at the end of a record its CONTINUE is taken up. */
struct record_at {
	const unsigned char *bytes; /* the whole stream */
	size_t len, next;
	unsigned type;
	const unsigned char *data; /* what is left of this record */
	size_t left;
	uint32_t high; /* the first half of a surrogate pair */
};

struct biff_sheet {
	uint32_t offset;
};

struct biff {
	const unsigned char *bytes; /* the stream of the workbook */
	size_t len;
	int version; /* 3, 4, 5, 8 */
	unsigned codepage;
	bool epoch1904;
	/* Of each cell format (XF) how it shows numbers: enum number_kind. */
	unsigned char *kinds;
	size_t nkinds;
	/* The shared strings, one after another; string i ends at ends[i]. */
	struct buf strings;
	uint32_t *ends;
	size_t nstrings;
	/* Sheets of cells. */
	struct biff_sheet *sheets;
	char **names;
	bool *hidden;
	size_t nsheets;
};

/* The record at @at: false at the end of the stream or if it is cut short. */
bool record_read(struct record_at *r, const unsigned char *bytes, size_t len, size_t at);

/*
 * Appends @chars characters to @out as UTF-8: 16-bit ones if @wide, across CONTINUE, which says
 * anew how wide. False if they are not all there.
 */
bool record_text16(struct record_at *r, size_t chars, bool wide, struct buf *out);

/* A text with its length of 1 or 2 bytes (@size) before it, as this version of BIFF keeps it. */
bool record_text(const struct biff *b, struct record_at *r, int size, struct buf *out);

/* What is said of the workbook as a whole. */
enum xls_failure biff_globals(TALLOC_CTX *ctx, struct biff *b);

/* The cells of the sheet at @offset. */
enum xls_failure biff_cells(
    TALLOC_CTX *ctx, const struct biff *b, uint32_t offset, const struct biff_output *out);

#endif
