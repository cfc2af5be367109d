/* For tests of layouts: a context for the run of a program, sheets from text, problems as text. */
#ifndef TESTS_ROWS_CHECK_H
#define TESTS_ROWS_CHECK_H

#include "check.h"

#include "base/text.h"
#include "base/tr.h"
#include "intake/rows.h"

static TALLOC_CTX *ctx;

static int
setup(void **state)
{
	(void)state;
	ctx = talloc_new(NULL);
	return 0;
}

static int
teardown(void **state)
{
	(void)state;
	return talloc_free(ctx);
}

/* Like RUN() of check.h, with ctx. */
#define RUN_WITH_CTX(...)                                                                          \
	int main(void)                                                                             \
	{                                                                                          \
		const struct CMUnitTest tests[] = {__VA_ARGS__};                                   \
		return cmocka_run_group_tests(tests, setup, teardown);                             \
	}

/* A sheet over an exact copy of @text on the heap, so that a sanitizer sees one byte too many. */
__attribute__((unused)) static struct sheet *
sheet_of(const char *text)
{
	size_t len = strlen(text);
	char *copy = mem_check(talloc_memdup(ctx, text, len == 0 ? 1 : len));
	struct sheet *sheet;

	assert_int_equal(sheet_open_csv(ctx, "f.csv", copy, len, &sheet, NULL), OK);
	return sheet;
}

/* "E2:3 sentence" (error, row 2, column 3) or "W2 sentence", one a line. */
__attribute__((unused)) static const char *
problems_text(const struct problems *list, enum lang lang)
{
	char *all = mem_strdup(ctx, "");
	size_t i;

	for (i = 0; i < list->count; i++) {
		const struct problem *p = &list->items[i];

		all = mem_printf(ctx, "%s%s%c%d", all, i == 0 ? "" : "\n",
		    p->severity == SEVERITY_ERROR ? 'E' : 'W', (int)p->place.row);
		if (p->place.column != 0)
			all = mem_printf(ctx, "%s:%d", all, (int)p->place.column);
		all = mem_printf(ctx, "%s %s", all, tr_error(ctx, lang, &p->what));
	}
	return all;
}

#endif
