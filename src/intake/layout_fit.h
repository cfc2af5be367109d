/*
 * Does a sheet have this layout? Headers are compared, captions above them are looked at; the
 * answer comes with a confidence and with what each column was taken for.
 */
#ifndef INTAKE_LAYOUT_FIT_H
#define INTAKE_LAYOUT_FIT_H

#include "intake/layout_file.h"
#include "intake/workbook.h"

#define LAYOUT_COLUMNS_MAX 1000 /* columns of a sheet that are looked at */
/* From this confidence on a sheet is read without being asked for. */
#define LAYOUT_SURE 70

#define LAYOUT_TITLE_MAX 1000 /* bytes: a longer text is no title and no caption */

/*
 * What recognising the sheets of one file may cost, in steps: letters compared and searched. It is
 * counted, not timed, so that a file is refused on every machine or on none. Fifty hand-made sheets
 * of a hundred columns take two thirds of it; a step takes about 10 ns.
 */
#define LAYOUT_WORK_MAX ((int64_t)100000000)
struct layout_work {
	int64_t left; /* below 0: used up, and what was fitted since is worth nothing */
};

/* The first rows of a sheet, their texts cleaned. */
struct layout_head {
	const char *sheet; /* its name */
	size_t count;
	struct layout_head_row {
		int64_t number;
		size_t count;
		const char **texts;  /* "" where empty */
		const char **titles; /* layout_title() of them */
	} * rows;
	size_t nmerges;
	const struct cell_range *merges;
	struct layout_work *work; /* spent by reading and fitting; NULL = without end */
};

/* A column of the sheet and what it was taken for. */
struct layout_bound {
	int at; /* 0-based */
	const char *title;
	enum layout_field is;
	bool percent;
	const struct layout_column *column; /* NULL for one found by its parts */
	struct layout_sets set; /* what its title says besides: procedure, year, score … */
	int group;              /* columns of one figure have the same; 0 = of the whole row */
};

struct layout_fit {
	const struct sheet_layout *layout;
	bool fits;      /* all that is needed is there */
	int confidence; /* 0..100 */
	int64_t header; /* last row of the header */
	size_t first;   /* first row of the header, index into the head's rows */
	size_t rows;    /* of the header */
	size_t count;
	struct layout_bound *bound;
	int groups;
	size_t nmissing;
	const char **missing; /* what was looked for in vain */
};

/*
 * Reads the first rows of @sheet, which is rewound. @work (may be NULL) and the sheet's name must
 * outlive the head. ERR_INVALID when the work is used up.
 */
enum err layout_head_read(TALLOC_CTX *ctx, struct sheet *sheet, const struct cell_range *merges,
    size_t nmerges, struct layout_work *work, struct layout_head **out, struct error *err);

/* The best fit of @layout, under @ctx; @head must outlive it. Look at head->work afterwards. */
struct layout_fit *layout_fit(
    TALLOC_CTX *ctx, const struct sheet_layout *layout, const struct layout_head *head);

/* Binds the columns of one more header row (a second table on the sheet). */
struct layout_fit *layout_fit_row(
    TALLOC_CTX *ctx, const struct sheet_layout *layout, const struct sheet_row *row);

/* ERR_INVALID with what to do when @work (may be NULL) is used up. */
enum err layout_work_check(const struct layout_work *work, struct error *err);

/* SHA-256 over the titles of the header row that looks most like one: the key of a remembered
 * mapping. */
void layout_fingerprint(const struct layout_head *head, char out[65]);

/* Puts what the groups of @pattern's last match say into @sets, words of @layout translated. */
void layout_captures(TALLOC_CTX *ctx, const struct sheet_layout *layout, struct pattern *pattern,
    struct layout_sets *sets);

/* Adds @value of @field to @sets through the words of @layout; what is there stays. */
void layout_say(TALLOC_CTX *ctx, const struct sheet_layout *layout, enum layout_field field,
    const char *value, struct layout_sets *sets);

#endif
