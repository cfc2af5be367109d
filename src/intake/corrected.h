/*
 * Cells corrected by hand, between a reader and a layout: the bytes stay as they came, and what is
 * read of them is what a person said. A sheet with corrections is a cursor like others.
 */
#ifndef INTAKE_CORRECTED_H
#define INTAKE_CORRECTED_H

#include "intake/workbook.h"

#define CORRECTION_LETTERS 200 /* of a text kept of the file */

struct correction {
	const char *sheet; /* "" for CSV */
	int64_t row;
	int32_t column;   /* 1-based; 0: the whole row is left out */
	const char *text; /* read instead of the cell's; NULL for a row */
	const char *was;  /* what the file says there, cleaned; NULL until that row is read */
};

struct corrections {
	size_t count;
	struct correction *items;
};

/*
 * Into the order of sheet, row and column. Of several for one cell the last one stays; of a row
 * that is left out nothing else does.
 */
void corrections_sort(struct corrections *list);

/* A list of its own for another reading: only `was` is ever written. */
struct corrections corrections_copy(TALLOC_CTX *ctx, const struct corrections *list);

/*
 * workbook_sheet_open() with the corrections of that sheet applied. @list is sorted and outlives
 * the sheet; reading a row fills `was` of its corrections, once. A row that is left out does
 * not come; a cell behind the end of its row makes the row longer. A row that the reader itself
 * leaves out, being blank, can't be corrected.
 */
enum err corrected_sheet_open(TALLOC_CTX *ctx, struct workbook *wb, size_t index,
    struct corrections *list, struct sheet **out, struct error *err);

#endif
