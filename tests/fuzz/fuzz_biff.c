/* The reader of old XLS, without its child, over any bytes: rows keep what sheet.h promises. */
#include "base/text.h"
#include "intake/biff.h"

#include <stdlib.h>

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size);

struct seen {
	bool sheet;
	int64_t last, rows;
};

static void
need(bool truth)
{
	if (!truth)
		abort();
}

static void
on_sheet(void *data, const char *name, size_t len, bool hidden)
{
	struct seen *s = data;

	need(text_valid(name, len));
	s->sheet = true;
	s->last = 0;
}

static void
on_merge(void *data, const struct cell_range *m)
{
	need(((struct seen *)data)->sheet && m->row1 <= m->row2 && m->column1 <= m->column2);
}

static bool
on_row(void *data, const struct sheet_row *row)
{
	struct seen *s = data;
	size_t i;

	need(s->sheet && row->number > s->last && row->number <= SHEET_ROWS_MAX);
	need(row->count > 0 && row->count <= SHEET_CELLS_MAX);
	need(row->cells[row->count - 1].len > 0);
	for (i = 0; i < row->count; i++)
		need(row->cells[i].len <= SHEET_CELL_BYTES_MAX &&
		     text_valid(row->cells[i].text, row->cells[i].len));
	s->last = row->number;
	return ++s->rows < 1000; /* one table of strings in a thousand sheets takes its time */
}

int
LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size)
{
	struct seen seen = {0};
	const struct biff_output out = {&seen, on_sheet, on_merge, on_row};
	TALLOC_CTX *ctx = talloc_new(NULL);

	need(biff_read(ctx, bytes, size, &out) < XLS_FAILURES);
	talloc_free(ctx);
	return 0;
}
