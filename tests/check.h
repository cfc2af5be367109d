/* What every unit test includes: cmocka in the order it wants, and a few short words. */
#ifndef TESTS_CHECK_H
#define TESTS_CHECK_H

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>
#undef fail /* ours fills an error; cmocka: assert_true(false) */

#include "base/mem.h"
#include "base/problem.h"

/* cmocka 1.1.5 writes «not ok # SKIP», which meson counts as failed: leave the test, saying so. */
#undef skip
#define skip()                                                                                     \
	do {                                                                                       \
		printf("# skipped: %s\n", __func__);                                               \
		return;                                                                            \
	} while (0)

/* A test is a function whose name is the sentence it proves. */
#define TEST(name) static void name(__attribute__((unused)) void **state)
#define RUN(...)                                                                                   \
	int main(void)                                                                             \
	{                                                                                          \
		const struct CMUnitTest tests[] = {__VA_ARGS__};                                   \
		return cmocka_run_group_tests(tests, NULL, NULL);                                  \
	}

/* The path of a file under ../shared, or NULL (then skip(), saying so). */
static inline char *
shared_file(TALLOC_CTX *ctx, const char *name)
{
	const char *dir = getenv("OPORA_SHARED");
	char *path;
	FILE *f;

	if (dir == NULL)
		return NULL;
	path = mem_printf(ctx, "%s/%s", dir, name);
	f = fopen(path, "rb");
	if (f == NULL) {
		talloc_free(path);
		return NULL;
	}
	fclose(f);
	return path;
}

/* True if a problem with message id @id was reported at @row, @column (0 = any). */
static inline bool
has_problem(const struct problems *list, const char *id, int64_t row, int column)
{
	size_t i;

	for (i = 0; i < list->count; i++) {
		const struct problem *p = &list->items[i];

		if (strcmp(p->what.id, id) == 0 && (row == 0 || p->place.row == row) &&
		    (column == 0 || p->place.column == column))
			return true;
	}
	return false;
}

#endif
