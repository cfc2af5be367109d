/* Problems of files as a person reads them in a spreadsheet. */
#ifndef DOCUMENT_PROBLEMS_SHEET_H
#define DOCUMENT_PROBLEMS_SHEET_H

#include "base/problem.h"
#include "base/text.h"
#include "document/table_xlsx.h"

/* The title of the column with problems in a user's own table. Intake leaves it out on reading. */
const char *problems_sheet_title(enum lang lang);

/* The problem as a sentence; a warning says that it is one. */
char *problems_sheet_text(TALLOC_CTX *ctx, enum lang lang, const struct problem *p);

/*
 * A sheet that lists the problems of @n files: first those of whole files, then those of rows, in
 * the order of the files.
 */
void problems_sheet_add(
    struct table_xlsx *x, enum lang lang, const struct problems *const *lists, size_t n);

#endif
