/* Layouts over any CSV: whatever is handed on keeps the promises of rows.h, and every problem can
 * be said in both languages. */
#include "base/text.h"
#include "base/tr.h"
#include "intake/rows.h"

#include <stdlib.h>
#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size);

static void
need(bool truth)
{
	if (!truth)
		abort();
}

static void
need_text(const char *text, size_t max)
{
	if (text == NULL)
		return;
	need(*text != '\0' && strlen(text) <= max * 4 && text_valid(text, strlen(text)));
}

static enum err
check_school(void *arg, const struct school_row *row, struct error *err)
{
	(void)arg;
	(void)err;
	need(row->code != NULL && row->name != NULL);
	need_text(row->code, CODE_MAX);
	need_text(row->name, NAME_MAX_CHARS);
	need_text(row->codes, NAME_MAX_CHARS);
	need(row->levels >= 0 && row->levels <= 7 && row->rural >= -1 && row->rural <= 1);
	need(row->opened.year == 0 || day_valid(row->opened));
	return OK;
}

static enum err
check_result(void *arg, const struct result_row *row, struct error *err)
{
	(void)arg;
	(void)err;
	if (row->broken)
		return OK;
	need(row->year >= RESULT_YEAR_MIN && row->year <= RESULT_YEAR_MAX);
	need(row->procedure != NULL && row->school != NULL && row->wave != NULL);
	need_text(row->procedure, CODE_MAX);
	need_text(row->school, CODE_MAX);
	need_text(row->basis, NAME_MAX_CHARS);
	need(row->pupil_grade >= 0 && row->pupil_grade <= 11);
	if (row->status == NULL)
		need(row->low >= 0 && row->low <= row->participants);
	else
		need(row->low == COUNT_UNKNOWN && row->participants == COUNT_UNKNOWN);
	need(row->low_regional >= COUNT_UNKNOWN && row->mark5 >= COUNT_UNKNOWN);
	need(!row->mean_known || (row->mean.den > 0 && row->mean.num >= 0));
	return OK;
}

static void
say_all(TALLOC_CTX *ctx, const struct problems *problems)
{
	size_t i;

	for (i = 0; i < problems->count && i < 50; i++) {
		need(problems->items[i].place.row >= 0 && problems->items[i].place.column >= 0);
		need(*tr_error(ctx, LANG_RU, &problems->items[i].what) != '\0');
		need(*tr_error(ctx, LANG_EN, &problems->items[i].what) != '\0');
	}
}

int
LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size)
{
	TALLOC_CTX *ctx = talloc_new(NULL);
	struct problems *problems = problems_new(ctx);
	enum layout layout;
	struct sheet *sheet;

	if (sheet_open_csv(ctx, "f.csv", (const char *)bytes, size, &sheet, NULL) == OK) {
		if (layout_recognise(sheet, &layout, NULL, NULL) == OK)
			need(layout == LAYOUT_SCHOOLS || layout == LAYOUT_RESULTS);
		schools_read(ctx, sheet, problems, check_school, NULL, NULL);
		results_read(ctx, sheet, 0, problems, check_result, NULL, NULL);
		results_read(ctx, sheet, 2021, problems, check_result, NULL, NULL);
		say_all(ctx, problems);
	}
	talloc_free(ctx);
	return 0;
}
