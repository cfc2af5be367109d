/* The CSV reader over any bytes: cells are UTF-8 within limits, rows are numbered upwards, and
 * rewinding gives the same. */
#include "base/text.h"
#include "intake/sheet.h"

#include <stdlib.h>

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size);

static void
need(bool truth)
{
	if (!truth)
		abort();
}

/* A number that differs where the rows differ. */
static uint64_t
read_through(struct sheet *sheet)
{
	struct sheet_row row;
	struct error err;
	uint64_t sum = 0;
	int64_t last = 0;
	bool more;
	size_t i;
	enum err e;

	while ((e = sheet_next(sheet, &row, &more, &err)) == OK && more) {
		need(row.number > last && row.count <= SHEET_CELLS_MAX);
		last = row.number;
		for (i = 0; i < row.count; i++) {
			need(row.cells[i].len <= SHEET_CELL_BYTES_MAX);
			need(text_valid(row.cells[i].text, row.cells[i].len));
			sum = sum * 31 + row.cells[i].len;
		}
		sum = sum * 31 + (uint64_t)row.number;
	}
	need(e == OK || (e == ERR_INVALID && err.id != NULL));
	need(e == OK || sheet_next(sheet, &row, &more, NULL) == e);
	return sum * 2 + (e == OK);
}

int
LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size)
{
	TALLOC_CTX *ctx = talloc_new(NULL);
	struct sheet *sheet;
	uint64_t first;

	if (sheet_open_csv(ctx, "f.csv", (const char *)bytes, size, &sheet, NULL) == OK) {
		first = read_through(sheet);
		need(sheet_rewind(sheet, NULL) == OK);
		need(read_through(sheet) == first);
	}
	talloc_free(ctx);
	return 0;
}
