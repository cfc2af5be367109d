/*
 * A sheet with a header row: columns found by name, cells of a row as typed values, every mistake
 * put on the list of problems with its place. The layouts (schools.c, results.c) stand on this.
 *
 * Nothing grows with the number of rows: a row's texts live until the next row.
 */
#ifndef INTAKE_TABLE_H
#define INTAKE_TABLE_H

#include "base/day.h"
#include "base/problem.h"
#include "intake/rows.h"

#define TABLE_COLUMNS_MAX 24
#define TABLE_NAMES_MAX 6

/* A count that was written wrongly and reported; COUNT_UNKNOWN is an empty cell. */
#define COUNT_BAD (-2)
#define COUNT_MAX 1000000000

/*
 * The names of a column in a header row: the first is its own, the others are also accepted.
 * Names are lower case with е for ё, as text_fold makes them; _ and space are the same.
 */
struct table_column {
	const char *names[TABLE_NAMES_MAX + 1];
};

struct table {
	struct sheet *sheet;
	struct problems *problems;
	const struct table_column *columns;
	int count;                 /* of columns */
	int at[TABLE_COLUMNS_MAX]; /* where in the row each column stands, -1 = nowhere */
	char **titles;             /* what the header row says, cleaned; "" for a blank cell */
	size_t width;              /* length of titles */
	bool gaps;                 /* some title is "" */
	int64_t header_row;
	/* The row being read. */
	struct sheet_row row;
	bool bad;        /* an error was reported in it */
	int64_t rows;    /* rows with data met so far */
	size_t warnings; /* warnings of this table so far */
	/* Texts of the row: @room bytes reused by every row, and a context for the rare ones. */
	char *texts;
	size_t room, used;
	TALLOC_CTX *scratch;
	bool scratched;
};

/* Finds @columns in a header row: @at as in struct table, the first match wins. */
void table_match(TALLOC_CTX *ctx, const struct table_column *columns, int count,
    const struct sheet_row *header, int *at);

/* The next row of @sheet that has anything but white space. */
enum err table_next_filled(
    struct sheet *sheet, struct sheet_row *row, bool *more, struct error *err);

/*
 * Opens @sheet from its start and reads the header row. A column that stands twice is an error on
 * the list, an unknown one a warning; t->bad says whether there was an error. An empty file
 * is an error too. *out is freed by its owner.
 */
enum err table_open(TALLOC_CTX *ctx, struct sheet *sheet, struct problems *problems,
    const struct table_column *columns, int count, struct table **out, struct error *err);

/* Reports @column as missing (an error) unless it stands in the header row. */
void table_need(struct table *t, int column);

/* The next row with data. *more = false at the end; a file without any is then reported. */
enum err table_next(struct table *t, bool *more, struct error *err);

bool table_has(const struct table *t, int column);
/* The name of @column as the header row writes it. */
const char *table_title(const struct table *t, int column);
/* The cell with white space around cut off; {"", 0} where there is none. */
struct cell table_cell(const struct table *t, int column);
/* The cell as text for a message; valid until the next row. */
const char *table_found(struct table *t, int column);

/* Cleaned text, NULL if the cell is empty. More than @max characters is an error. */
char *table_text(struct table *t, int column, size_t max);
/* A whole number 0..COUNT_MAX, COUNT_UNKNOWN or COUNT_BAD. */
int64_t table_count(struct table *t, int column);
/* A decimal number 0..@max; "%" may follow where @percent. False if empty or wrong (reported). */
bool table_decimal(
    struct table *t, int column, bool percent, int64_t max, struct rational *out, int *decimals);
/* A day, or year 0 if empty or wrong (reported). */
struct day table_day(struct table *t, int column);

/* Warns when the code in @column has look-alike letters of both alphabets. */
void table_warn_code(struct table *t, int column, const char *code);

/* One of @words (each: code, then other spellings as text_fold makes them; NULL ends). */
struct table_word {
	const char *names[5];
};
/* Its index, -1 if the cell is empty, -2 if it is no such word (not reported). */
int table_word(struct table *t, int column, const struct table_word *words, int count);

/* Usage: table_error(t, column, MSG("…"), arg_text(x)); column -1 = the whole row. */
#define table_error(t, column, ...) table_report_(t, SEVERITY_ERROR, column, __VA_ARGS__)
#define table_warn(t, column, ...) table_report_(t, SEVERITY_WARNING, column, __VA_ARGS__)
#define table_report_(t, severity, column, msg, ...)                                               \
	table_report(t, severity, column, msg,                                                     \
	    (struct arg[]){__VA_ARGS__ __VA_OPT__(, ){.type = ARG_NONE}})
void table_report(
    struct table *t, enum severity severity, int column, const char *id, const struct arg *args);

#endif
