/*
 * Published tables of school systems as the source of a method's inputs, and the comparison of
 * what the method says with what was published.
 */
#ifndef TESTS_PUBLISHED_H
#define TESTS_PUBLISHED_H

#include "check.h"

#include "domain/method/method.h"

/* How to read one sheet under ../shared/data/accountability. */
struct table_form {
	const char *file;
	size_t sheet;
	int header;             /* the row of the header, 1 unless said */
	int second;             /* a second row of it: columns are «upper / lower»; 0 = none */
	const char *code, *sub; /* columns that make a school's code; sub may be NULL */
	const char *year;       /* column of the year; NULL: the table is of one year */
	const char *only, *is;  /* rows with another value in this column are left out */
	/* One more column, TRUE where the code fits the pattern (POSIX, extended). */
	const char *derived, *pattern;
};

struct tables;

struct tables *tables_new(TALLOC_CTX *ctx);

/* Adds a sheet. False when there is no such file here. */
bool tables_add(struct tables *t, const struct table_form *form);

/* To be called once after the last sheet: puts the schools in order of code. */
void tables_finish(struct tables *t);
size_t tables_count(const struct tables *t);
const char *tables_code(const struct tables *t, size_t school);

/* What was published under @column for @school in @year; "" when nothing. */
const char *tables_text(const struct tables *t, size_t school, int year, const char *column);

/* A method of tests/methods that runs over tables in a year. */
struct judging {
	const struct tables *tables;
	struct method *method;
	struct evaluator *evaluator;
	struct method_source source;
	int year;
};

/* @id: the file's name without its end. Inputs are columns named by `field` or by their key. */
struct judging *judging_new(TALLOC_CTX *ctx, const char *id, const struct tables *tables, int year);
struct decision *judging_decide(TALLOC_CTX *ctx, struct judging *j, size_t school);

struct agreement {
	size_t same, differ;
	size_t only_ours;      /* the method has an answer, nothing was published */
	size_t only_published; /* something was published, the method has no answer */
	size_t neither;
	size_t yes;    /* of the same: those that are true */
	size_t claims; /* the method says true where true wasn't published */
	size_t failed; /* schools that failed a check of the method */
};

/* Every school: the method's @result beside the published @column. The first differences are
 * printed. A truth agrees with Y, Yes, TRUE; N, No, FALSE. */
struct agreement judging_compare(struct judging *j, const char *result, const char *column);

#endif
