/*
 * Reads a sheet by a layout: the same typed rows as from our own files, every mistake with its
 * sheet, row and column. Rows of pupils are added up here and never leave the reader.
 */
#ifndef INTAKE_LAYOUT_READ_H
#define INTAKE_LAYOUT_READ_H

#include "domain/scale.h"
#include "intake/layout_fit.h"
#include "intake/rows.h"

#define LIST_MARKERS_MAX 40
#define DISTRIBUTION_MAX 201 /* scores 0..200 */

/* A school of a list made by somebody else. */
struct list_row {
	int64_t row;
	int year;                /* 0 = not said */
	const char *code, *name; /* one of them may be NULL */
	const char *reason;      /* why it stands there; NULL where not said */
	size_t nmarkers;
	struct {
		const char *title; /* «4 РУ» */
		int64_t value;
	} markers[LIST_MARKERS_MAX];
	int64_t total; /* COUNT_UNKNOWN where not said */
};

#define FACTS_MAX 40
#define FACTS_YEAR_MIN 1990 /* what is known may be older than the figures */

/* What else is known of a school: in a year, or (0) from the beginning. */
struct facts_row {
	int64_t row;
	int year;
	const char *code, *name; /* one of them may be NULL */
	size_t count;
	struct {
		const char *attribute, *value;
	} items[FACTS_MAX];
};

/* What rows of a figure are about. */
struct figure_of {
	int64_t row;
	const char *school, *school_name; /* code, name: one may be NULL */
	const char *procedure, *wave;
	int year;
};

/* ВПР against the marks of the journal. */
struct comparison_row {
	struct figure_of of;
	int64_t participants, lowered, confirmed, raised;
};

/* How many participants have each primary score; of tables of pupils too, if all have one. */
struct distribution_row {
	struct figure_of of;
	int64_t participants;
	int max; /* the greatest score with a column */
	int64_t counts[DISTRIBUTION_MAX];
};

/* Pupils of one class, added up. */
struct class_row {
	struct figure_of of;
	const char *name; /* «4А»; NULL where the file has no classes */
	int64_t participants, absent;
	int64_t marks[4];     /* of 2, 3, 4, 5 */
	int64_t scored;       /* participants with a score */
	int64_t sum, squares; /* of their scores */
};

/* Takers of rows; NULL = not wanted. All texts live until the taker returns. */
struct layout_sink {
	void *arg;
	enum err (*result)(void *arg, const struct result_row *row, struct error *err);
	enum err (*list)(void *arg, const struct list_row *row, struct error *err);
	enum err (*facts)(void *arg, const struct facts_row *row, struct error *err);
	enum err (*comparison)(void *arg, const struct comparison_row *row, struct error *err);
	enum err (*distribution)(void *arg, const struct distribution_row *row, struct error *err);
	enum err (*class_sums)(void *arg, const struct class_row *row, struct error *err);
};

/* What is known besides the sheet. */
struct layout_facts {
	const struct procedures *procedures;
	const struct scales *scales;
	int default_year; /* 0 = none */
};

/* What became of the rows. */
struct layout_counts {
	int64_t data;   /* rows read, with or without mistakes */
	int64_t left;   /* rows of others (region, municipality), totals, notes */
	int64_t handed; /* rows handed to the sink */
};

/*
 * Reads all of @sheet by @fit, which must fit. Mistakes go to @problems; an error is returned only
 * when reading can't go on. Codes of schools come as written; where a table has only names,
 * `school` of a result is the name.
 */
enum err layout_read(TALLOC_CTX *ctx, struct sheet *sheet, const struct layout_fit *fit,
    const struct layout_facts *facts, struct problems *problems, const struct layout_sink *sink,
    struct layout_counts *counts, struct error *err);

#endif
