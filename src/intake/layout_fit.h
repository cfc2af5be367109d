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
 * Reads the first rows of @sheet, which is rewound. @merges (may be NULL) and the sheet's name must
 * outlive the head.
 */
enum err layout_head_read(TALLOC_CTX *ctx, struct sheet *sheet, const struct cell_range *merges,
    size_t nmerges, struct layout_head **out, struct error *err);

/* The best fit of @layout, under @ctx; @head must outlive it. */
struct layout_fit *layout_fit(
    TALLOC_CTX *ctx, const struct sheet_layout *layout, const struct layout_head *head);

/* Binds the columns of one more header row (a second table on the sheet). */
struct layout_fit *layout_fit_row(
    TALLOC_CTX *ctx, const struct sheet_layout *layout, const struct sheet_row *row);

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
