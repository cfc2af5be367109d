/*
 * Corrections by hand while a file is loaded, as they are said: «Лист1!C12=45» reads 45 in the cell
 * C12, «Лист1!12» leaves the row 12 out. The sheet may be left out where the file has only one, and
 * stands in '…' (with ' doubled) where it holds ! or =; of several files, [2] before it names the
 * second. Whoever makes such a text for others to send back makes it here.
 */
#ifndef APP_IMPORT_FIXES_H
#define APP_IMPORT_FIXES_H

#include "base/json.h"
#include "intake/corrected.h"

/* 5 → "E", 28 → "AB": as spreadsheet programs name columns. */
char *import_column_letters(TALLOC_CTX *ctx, int32_t column);

/* What a correction is about: "[1]'Лист1'!C12"; of a @column 0 the row. @file counts from 0. */
char *import_fix_place(
    TALLOC_CTX *ctx, size_t file, const char *sheet, int64_t row, int32_t column);

/* What is said, and of which file (from 0; -1 = not said). */
struct import_fix {
	int64_t file;
	struct correction what; /* sheet "" = not said */
};

/*
 * Reads such a text, a cell's or, with @row, a row's. False when it is none, or its text is longer
 * than CORRECTION_LETTERS. Texts of @out hang under @ctx.
 */
bool import_fix_parse(TALLOC_CTX *ctx, const char *said, bool row, struct import_fix *out);

/* As an array "corrections". */
void corrections_json(struct json *j, const struct corrections *list);

#endif
