/*
 * A small typed table on its way to a person's spreadsheet: columns with a type, a width, a hint
 * and what may be typed into them; rows of typed cells.
 */
#ifndef DOCUMENT_CELLS_H
#define DOCUMENT_CELLS_H

#include "base/day.h"

#include <stddef.h>

enum doc_type { DOC_EMPTY, DOC_TEXT, DOC_INTEGER, DOC_DECIMAL, DOC_PERCENT, DOC_DAY };

struct doc_cell {
	enum doc_type type;
	union {
		const char *text;
		int64_t integer;
		double number; /* DOC_DECIMAL; DOC_PERCENT a share 0..1 */
		struct day day;
	};
};

struct doc_cell doc_text(const char *s); /* NULL or "" is an empty cell */
struct doc_cell doc_integer(int64_t n);
struct doc_cell doc_count(int64_t n); /* below 0 is an empty cell */
struct doc_cell doc_decimal(double n);
struct doc_cell doc_percent(double share);
struct doc_cell doc_day(struct day d); /* year 0 is an empty cell */

/* What a spreadsheet program accepts in a column. */
enum doc_rule {
	DOC_ANY,
	DOC_COUNT,       /* a whole number, 0 or more */
	DOC_COUNT_UP_TO, /* and not above the cell of column `limit` in the same row */
	DOC_RANGE,       /* a whole number from `least` to `most` */
	DOC_LIST,        /* one of `list` */
	DOC_DATE         /* a day from 1900 on */
};

struct doc_column {
	const char *title;
	enum doc_type type;
	double width; /* in characters */
	bool given;   /* filled by the program: shown muted, not meant to be typed in */
	enum doc_rule rule;
	size_t limit; /* DOC_COUNT_UP_TO: index of a column */
	int64_t least, most;
	const char *const *list; /* DOC_LIST: ends with NULL */
	const char *hint;        /* shown beside a chosen cell; NULL = none */
};

struct doc_sheet {
	const char *name; /* as people see it; made fit for a sheet's name */
	size_t ncolumns;
	const struct doc_column *columns;
	bool header;      /* write the titles as first row, frozen */
	bool active;      /* shown first when the file is opened */
	int64_t typed_to; /* rules hold from below the header to this row; 0 = none */
};

#endif
