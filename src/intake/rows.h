/*
 * Typed rows of our own files (formats.md): what a layout makes of a sheet.
 */
#ifndef INTAKE_ROWS_H
#define INTAKE_ROWS_H

#include "base/day.h"
#include "base/problem.h"
#include "domain/level.h"
#include "intake/sheet.h"

/* A count that may be unknown: -1. */
#define COUNT_UNKNOWN (-1)

enum layout { LAYOUT_SCHOOLS, LAYOUT_RESULTS, LAYOUT_COUNT };

/* "schools", "results"; the reverse gives false for anything else. */
const char *layout_code(enum layout layout);
bool layout_parse(const char *code, enum layout *out);

/* Years of results: the year in which the school year ends. */
#define RESULT_YEAR_MIN 2015
#define RESULT_YEAR_MAX 2100

/* All texts are cleaned, NUL-ended, valid until the callback returns; NULL = empty cell. */
struct school_row {
	int64_t row;
	const char *code, *name, *short_name, *municipality, *region, *kind, *parent, *codes,
	    *successor;
	int levels;                /* bits of domain/level.h; 0 = not said */
	int rural;                 /* 1, 0, or -1 = not said */
	struct day opened, closed; /* year 0 = not said */
	struct day since; /* the row holds from this day; year 0 = corrects what is known */
};

struct result_row {
	int64_t row;
	/* It has mistakes, which are told: only its school and procedure may be looked at, where
	 * they are not NULL, so that what is wrong with them is told at the same time. */
	bool broken;
	const char *procedure;   /* a code in capitals */
	const char *school;      /* its code; its name where the file has no code */
	const char *school_name; /* NULL where the file has none */
	const char *wave;        /* main, autumn, retake, sample or gve */
	const char *status;      /* NULL, not_tested, not_offered, not_held or withheld */
	const char *basis;
	int year;
	struct day held;
	int pupil_grade; /* 0 = not said */
	/* COUNT_UNKNOWN where not said. Without status participants and low are always known; with
	 * one all are unknown. */
	int64_t participants, low, low_regional, mark2, mark3, mark4, mark5;
	bool low_from_percent; /* low was counted from low_percent */
	bool mean_known;
	struct rational mean;
};

/* Limits of texts, in characters. */
#define CODE_MAX 64
#define NAME_MAX_CHARS 500

/*
 * Recognises our own files by their header row. @sheet is rewound. ERR_INVALID, naming the columns
 * that would be needed, when no layout fits. @sure (may be NULL): 0..100, as layout_fit.h counts.
 */
enum err layout_recognise(struct sheet *sheet, enum layout *out, int *sure, struct error *err);

/* What is told of a table whose year neither it nor the caller says: the caller may ask for it. */
#define INTAKE_NO_YEAR                                                                             \
	MSG("The table does not say its year. Give it with --year (2021 for the school year "      \
	    "2020/21).")

/*
 * Read all rows of @sheet from its start, calling @each for every row without a mistake; mistakes
 * of columns, types, ranges and sums go to @problems, all of them. @default_year (0 = none) serves
 * a file without the column `year` (ERR_USAGE outside RESULT_YEAR_MIN..RESULT_YEAR_MAX). An error
 * is returned only when reading can't go on (broken file, @each failed). Names of columns and words
 * of status and wave are also accepted in Russian; those spellings are ours (schools.c, results.c).
 */
enum err schools_read(TALLOC_CTX *ctx, struct sheet *sheet, struct problems *problems,
    enum err (*each)(void *arg, const struct school_row *row, struct error *err), void *arg,
    struct error *err);
enum err results_read(TALLOC_CTX *ctx, struct sheet *sheet, int default_year,
    struct problems *problems,
    enum err (*each)(void *arg, const struct result_row *row, struct error *err), void *arg,
    struct error *err);

#endif
