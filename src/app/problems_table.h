/*
 * The user's own tables back, with a column that says what is wrong in each row; before them a
 * sheet that lists all problems. Whatever came in (CSV, XLSX, ODS), XLSX goes out.
 */
#ifndef APP_PROBLEMS_TABLE_H
#define APP_PROBLEMS_TABLE_H

#include "base/problem.h"
#include "base/text.h"
#include "intake/corrected.h"

/* Of a file, what of it may be written back. */
struct problems_rules {
	bool personal;       /* it holds personal data: only what is kept goes out */
	const int32_t *kept; /* columns from 1, rising; used when personal */
	size_t nkept;
	int64_t header_row; /* 0 = the first row with text; personal: rows above do not go out */
};

struct problems_file {
	const char *name, *bytes;
	size_t len;
	const struct problems *problems;
	struct problems_rules rules;
	const struct corrections *fixes; /* stand in it already; NULL = none */
};

/*
 * Writes @path, or gives the bytes under @ctx. All sheets of a file go out, of one
 * with personal data only those with problems. A file that can't be read any more stands in the
 * list only. @tmp as in table_xlsx_new().
 */
enum err problems_table_write(TALLOC_CTX *ctx, enum lang lang, const char *tmp, int64_t now,
    const struct problems_file *files, size_t n, const char *path, struct error *err);
enum err problems_table_bytes(TALLOC_CTX *ctx, enum lang lang, const char *tmp, int64_t now,
    const struct problems_file *files, size_t n, char **bytes, size_t *len, struct error *err);

#endif
