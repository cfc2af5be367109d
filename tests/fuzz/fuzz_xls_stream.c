/* What a child says of an old XLS file, however mad: a workbook that keeps sheet.h, or an error. */
#include "base/mem.h"
#include "base/text.h"
#include "intake/xls.h"

#include <stdlib.h>

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size);

static void
need(bool truth)
{
	if (!truth)
		abort();
}

static void
read_sheet(TALLOC_CTX *ctx, struct workbook *wb, size_t index)
{
	struct cell_range *ranges;
	struct sheet_row row;
	struct sheet *sheet;
	int64_t last = 0;
	bool more;
	size_t n, i;

	need(wb->reader->merges(ctx, wb, index, &ranges, &n, NULL) == OK);
	for (i = 0; i < n; i++)
		need(ranges[i].row1 <= ranges[i].row2 && ranges[i].column1 >= 1 &&
		     ranges[i].column2 <= SHEET_CELLS_MAX);
	need(wb->reader->sheet_open(ctx, wb, index, &sheet, NULL) == OK);
	while (sheet_next(sheet, &row, &more, NULL) == OK && more) {
		need(row.number > last && row.count > 0 && row.count <= SHEET_CELLS_MAX);
		last = row.number;
		for (i = 0; i < row.count; i++)
			need(text_valid(row.cells[i].text, row.cells[i].len));
	}
	need(sheet_rewind(sheet, NULL) == OK);
	need(sheet_next(sheet, &row, &more, NULL) == OK && more == (last > 0));
}

int
LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size)
{
	TALLOC_CTX *ctx = talloc_new(NULL);
	struct workbook *wb = mem_new(ctx, struct workbook);
	struct error err = {.id = NULL};
	bool complete;
	size_t i;
	enum err e;

	wb->file = "f.xls";
	e = xls_stream_open(wb, (const char *)bytes, size, &complete, &err);
	need(e == OK ? complete : e == ERR_INVALID && err.id != NULL);
	for (i = 0; e == OK && i < wb->nsheets; i++)
		read_sheet(ctx, wb, i);
	talloc_free(ctx);
	return 0;
}
