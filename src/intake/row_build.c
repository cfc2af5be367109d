#include "intake/row_build.h"

#include "base/mem.h"

#define FIRST_BLOCK ((size_t)64 << 10)

void
row_open(struct row *row, TALLOC_CTX *ctx, struct xml *xml)
{
	*row = (struct row){.xml = xml, .room = FIRST_BLOCK};
	/* Not zeroed: most of it is never touched. */
	row->cells = mem_check(talloc_array(ctx, struct cell, SHEET_CELLS_MAX));
	row->block = mem_check(talloc_size(ctx, row->room));
	row->spent = mem_check(talloc_new(ctx));
}

void
row_begin(struct row *row)
{
	row->count = row->filled = 0;
	row->start = row->used = 0;
	row->text_before = row->text_seen;
	if (row->has_spent)
		talloc_free_children(row->spent);
	row->has_spent = false;
}

bool
row_reserve_slow(struct row *row, size_t more)
{
	size_t have = row->used - row->start, room = row->room * 2;
	TALLOC_CTX *ctx = talloc_parent(row->block);
	char *block;

	if (have + more > SHEET_CELL_BYTES_MAX) {
		xml_fail(row->xml, MSG("a cell holds a text longer than {0} MiB; shorten it"),
		    arg_int((int64_t)(SHEET_CELL_BYTES_MAX >> 20)));
		return false;
	}
	if (row->used + more <= row->room)
		return true;
	while (room < have + more)
		room *= 2;
	block = mem_check(talloc_size(ctx, room));
	memcpy(block, row->block + row->start, have);
	talloc_steal(row->spent, row->block);
	row->has_spent = true;
	row->block = block;
	row->room = room;
	row->start = 0;
	row->used = have;
	return true;
}

void
row_limit(struct row *row)
{
	if (row->cells_seen > WORKBOOK_CELLS_MAX)
		xml_fail(row->xml,
		    MSG("the sheet holds more than {0} cells; divide it into several"),
		    arg_int(WORKBOOK_CELLS_MAX));
	else if (row->text_seen - row->text_before > SHEET_ROW_BYTES_MAX)
		xml_fail(row->xml, MSG("the texts of one row take more than {0} MiB"),
		    arg_int((int64_t)(SHEET_ROW_BYTES_MAX >> 20)));
	else
		xml_fail(row->xml,
		    MSG("the texts of the sheet take more than {0} MiB; divide it into several"),
		    arg_int((int64_t)(WORKBOOK_TEXT_MAX >> 20)));
}
