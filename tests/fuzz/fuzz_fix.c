/* A correction as it is said: what is understood can be said again, and means the same. */
#include "app/import_fixes.h"
#include "base/mem.h"
#include "base/text.h"

#include <stdlib.h>
#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t len);

static void
need(bool truth)
{
	if (!truth)
		abort();
}

static void
check(TALLOC_CTX *ctx, const char *said, bool row)
{
	struct import_fix fix, again;
	char *place;

	if (!import_fix_parse(ctx, said, row, &fix))
		return;
	need(fix.what.row >= 1 && fix.what.row <= SHEET_ROWS_MAX && fix.file >= -1);
	need(row ? fix.what.column == 0 && fix.what.text == NULL
		 : fix.what.column >= 1 && fix.what.column <= SHEET_CELLS_MAX &&
		       text_length(fix.what.text) <= CORRECTION_LETTERS);
	place = import_fix_place(ctx, fix.file < 0 ? 0 : (size_t)fix.file, fix.what.sheet,
	    fix.what.row, fix.what.column);
	if (!row)
		place = mem_printf(ctx, "%s=%s", place, fix.what.text);
	need(import_fix_parse(ctx, place, row, &again));
	need(again.file == (fix.file < 0 ? 0 : fix.file) && again.what.row == fix.what.row &&
	     again.what.column == fix.what.column && strcmp(again.what.sheet, fix.what.sheet) == 0);
	need(row || strcmp(again.what.text, fix.what.text) == 0);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t len)
{
	TALLOC_CTX *ctx = talloc_new(NULL);
	char *said;

	if (text_valid((const char *)data, len)) {
		said = mem_strndup(ctx, (const char *)data, len);
		check(ctx, said, false);
		check(ctx, said, true);
	}
	talloc_free(ctx);
	return 0;
}
