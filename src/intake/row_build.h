/*
 * The row a reader is building: cells by column, their texts in scratch blocks that are used
 * again for the next row. What all readers promise (limits, no empty cells at the end) is kept
 * here, so memory stays flat however long the sheet is.
 */
#ifndef INTAKE_ROW_BUILD_H
#define INTAKE_ROW_BUILD_H

#include "intake/workbook.h"
#include "intake/xml.h"

struct row {
	struct xml *xml; /* told of limits */
	struct cell *cells;
	size_t count;  /* cells set, also empty ones */
	size_t filled; /* up to the last one with text */
	int64_t cells_seen;
	uint64_t text_seen, text_before; /* of the sheet; of it before this row */
	/* The text being built is at start..used of the block. */
	char *block;
	size_t start, used, room;
	bool has_spent;
	TALLOC_CTX *spent; /* full blocks that cells of this row still point into */
};

void row_open(struct row *row, TALLOC_CTX *ctx, struct xml *xml);
void row_begin(struct row *row);

/* A block with room for @more bytes; false (and the reader stopped) above a limit. */
bool row_reserve_slow(struct row *row, size_t more);
void row_limit(struct row *row);

static inline void
row_text_begin(struct row *row)
{
	row->start = row->used;
}

static inline void
row_text_add(struct row *row, const char *s, size_t len)
{
	if (row->used + len > row->room || row->used + len - row->start > SHEET_CELL_BYTES_MAX)
		if (!row_reserve_slow(row, len))
			return;
	memcpy(row->block + row->used, s, len);
	row->used += len;
}

/* Put @text into cell @column (0-based, below SHEET_CELLS_MAX). */
static inline void
row_set(struct row *row, size_t column, const char *text, size_t len)
{
	while (row->count < column)
		row->cells[row->count++] = (struct cell){"", 0};
	row->cells[column] = (struct cell){text, len};
	if (column >= row->count)
		row->count = column + 1;
	if (len > 0 && column >= row->filled)
		row->filled = column + 1;
	row->text_seen += len;
	if (++row->cells_seen > WORKBOOK_CELLS_MAX || row->text_seen > WORKBOOK_TEXT_MAX ||
	    row->text_seen - row->text_before > SHEET_ROW_BYTES_MAX)
		row_limit(row);
}

#endif
