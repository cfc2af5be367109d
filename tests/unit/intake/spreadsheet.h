/* Making and reading small spreadsheet files in tests. */
#ifndef TESTS_SPREADSHEET_H
#define TESTS_SPREADSHEET_H

#include "check.h"

#include "intake/workbook.h"
#include "intake/xls.h"

/* A zip in memory: name, content, name, content, …, NULL. Not compressed. */
char *zip_of(TALLOC_CTX *ctx, size_t *len, ...) __attribute__((sentinel));

/* The same of one entry more, of @size bytes that repeat @pattern, compressed. */
char *zip_with_large(TALLOC_CTX *ctx, size_t *len, const char *name, const char *head,
    const char *pattern, size_t times, const char *tail, ...) __attribute__((sentinel));

/* An XLSX of one sheet: the children of <sheetData> and what follows it; the others may be NULL. */
struct xlsx_parts {
	const char *rows, *after, *strings, *styles, *workbook, *relations;
};
char *xlsx_of(TALLOC_CTX *ctx, size_t *len, struct xlsx_parts parts);

/* An ODS whose <office:spreadsheet> holds @tables. */
char *ods_of(TALLOC_CTX *ctx, size_t *len, const char *tables);

/*
 * All sheets as text: "[name]" or "[name hidden]", then "number:a|b|c" for each row. On an error
 * what was read before it, then "! " and the sentence.
 */
char *read_text(TALLOC_CTX *ctx, const char *bytes, size_t len);

/* The message id of the error with which the file is refused, "" if it is read. */
const char *refusal(const char *bytes, size_t len);

/* RUN() of check.h for tests that read old XLS: the test program is its own child. */
#define RUN_WITH_XLS(...)                                                                          \
	int main(int argc, char **argv)                                                            \
	{                                                                                          \
		const struct CMUnitTest tests[] = {__VA_ARGS__};                                   \
                                                                                                   \
		if (argc == 2 && strcmp(argv[1], XLS_CHILD_WORD) == 0)                             \
			xls_child();                                                               \
		xls_set_child("/proc/self/exe", XLS_CHILD_WORD, XLS_WALL_SECONDS);                 \
		return cmocka_run_group_tests(tests, NULL, NULL);                                  \
	}

#define XLSX_NS "xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\""

#endif
