/*
 * Scales: from a score to a mark, and the least score that is not low, by procedure and year.
 * Scales change from year to year, so they are data (catalogue/scales), each row with how sure it
 * is. Where the file of an authority gives marks, the mark decides, never a scale: a sum may reach
 * the minimum and the mark still be «2» (ОГЭ maths without two points in geometry).
 */
#ifndef DOMAIN_SCALE_H
#define DOMAIN_SCALE_H

#include "domain/procedure.h"

#define SCORE_MAX 1000
#define SCALE_MARKS 4 /* 2, 3, 4, 5 */

enum score_kind { SCORE_PRIMARY, SCORE_TEST };

/* The scores that give a mark, both ends included; and what else it asks for. */
struct mark_range {
	int from, to;
	struct bilingual condition; /* ru NULL: nothing else */
};

/* A scale of one procedure for the years since..until. */
struct scale {
	const char *procedure;
	int since, until; /* years of the programme, both included */
	enum score_kind score;
	int max;                    /* greatest score; -1 = not known */
	int minimum;                /* least score that is not low; -1 = not known */
	struct bilingual condition; /* what the minimum asks for besides; ru may be NULL */
	bool marked;                /* marks[] are known */
	struct mark_range marks[SCALE_MARKS]; /* of marks 2, 3, 4, 5 */
	struct provenance provenance;         /* of this row for these years */
};

struct scales {
	size_t count;
	struct scale *items;
};

/*
 * Reads one file and adds its rows to @list, under @ctx, which must live as long as @list. All
 * mistakes go to @problems with @file, line and column; with an error nothing is added and false is
 * given. Errors are also a procedure that @procedures does not know, two rows of one procedure and
 * score for one year, marks that do not follow one another from 0 to max.
 */
bool scales_read(TALLOC_CTX *ctx, const char *file, const char *bytes, size_t len,
    const struct procedures *procedures, struct scales *list, struct problems *problems);

/* The row for @procedure, @year and kind of @score, or NULL. */
const struct scale *scale_find(
    const struct scales *list, const char *procedure, int year, enum score_kind score);

/*
 * The mark (2..5) that @score gives by the sum alone. *@sure is false when the mark asks for
 * something besides (scale->marks[mark - 2].condition or scale->condition), so that it may be
 * lower. False, leaving both alone, when the marks are not known or the score is not 0..max.
 */
bool scale_mark(const struct scale *scale, int score, int *mark, bool *sure);

enum minimum_status {
	MINIMUM_UNKNOWN,    /* the scale has no minimum, or the score is not of the scale */
	MINIMUM_NOT_MET,    /* low */
	MINIMUM_MET,        /* not low */
	MINIMUM_MET_IF_ALSO /* not low if scale->condition holds */
};

/* Where @score stands to the minimum of @scale. */
enum minimum_status scale_minimum(const struct scale *scale, int score);

#endif
