/*
 * Charts as SVG: facts in, a picture out.
 *
 * Pure. Texts come translated; numbers are written here in @lang. A picture stands beside other
 * things that its caller owes: a sentence that says the finding, and the same figures as a table
 * under <details>. A title (the accessible name) is required. Classes are those of app.css.
 *
 * Nobody is drawn as zero who has no data: a count of n = 0 participants is missing.
 */
#ifndef DOCUMENT_CHART_H
#define DOCUMENT_CHART_H

#include "base/buf.h"
#include "base/rational.h"
#include "base/text.h"

/* @k of @n; no data when n < 1 or k is not in 0..n. The share is k/n. */
struct chart_count {
	int64_t k, n;
};

/*
 * On a page the wide and the narrow one are both written into one <figure class="figure">, and CSS
 * shows the one that fits: texts stay 12 px on a phone. One of three cards in a row fits
 * everywhere.
 */
enum chart_size { CHART_WIDE, CHART_NARROW, CHART_CARD };

/*
 * Miniature 122 × 22 of one share with Wilson's 95 % interval on a scale 0..@scale (the head of
 * the column says it). Dashed line at @threshold; diamond at or above it, circle below. What lies
 * beyond the scale is an arrow at its end. No data: the scale alone.
 */
struct chart_interval {
	const char *title;
	struct chart_count count;
	struct rational threshold;
	double scale; /* 0..1, like 0.8 */
};
void chart_interval(struct buf *out, const struct chart_interval *c);

/*
 * Sparkline 104 × 30 of @n years on a scale 0..@scale. A missing year breaks the line, a year
 * between two missing ones is a dot; the last year, if known, a larger one. A share beyond the
 * scale runs along its top; at the last year it is an arrow.
 */
struct chart_spark {
	const char *title;
	const struct chart_count *years; /* oldest first */
	size_t n;
	struct rational threshold;
	double scale; /* 0..1, like 0.5 */
};
void chart_spark(struct buf *out, const struct chart_spark *c);

/* Columns: a count per year above, its share of all below. No data: «?» and no column. */
struct chart_bar {
	const char *label; /* the year */
	struct chart_count count;
	bool current; /* accent, bold */
};
struct chart_bars {
	enum lang lang;
	const char *title;
	const struct chart_bar *bars; /* oldest first */
	size_t n;
};
void chart_bars(struct buf *out, const struct chart_bars *c);

/*
 * Who was one of them last year and who is now: two columns of one scale, those of both years at
 * the foot and joined by a band, above them who left (dashed outline, arrow up) and who entered
 * (copper, arrow down). Words stand beside the parts; a part of nobody is not drawn.
 */
struct chart_moves {
	enum lang lang;
	const char *title;
	const char *before, *now; /* the years */
	int64_t stay, enter, leave;
	const char *stay_words, *enter_words, *leave_words; /* «остались»: beside their number */
};
void chart_moves(struct buf *out, const struct chart_moves *c);

/*
 * Lines over years with their 95 % intervals as bands, from zero; the last value and the name
 * stand at the end of the line, and move apart where they would meet. A missing year breaks line
 * and band. A break of series (another method, scale or season) breaks them too and is a gap with
 * its words: figures on both sides are not to be compared.
 */
enum chart_voice { CHART_WE, CHART_LIST, CHART_OTHERS };

struct chart_series {
	const char *name;
	enum chart_voice voice;
	const struct chart_count *years; /* as many as the chart has */
};
struct chart_break {
	size_t before; /* index of the first year after the break, 1..nyears - 1 */
	const char *words;
};
struct chart_years {
	enum lang lang;
	enum chart_size size;
	const char *title;
	const char *const *years; /* their labels, oldest first */
	size_t nyears;
	const struct chart_series *series;
	size_t nseries;
	const struct chart_break *breaks; /* by `before` */
	size_t nbreaks;
	struct rational threshold; /* den 0: none */
	const char *threshold_words;
};
void chart_years(struct buf *out, const struct chart_years *c);

/*
 * «График с контрольными границами» (funnel plot): participants on a square-root scale against the
 * share, the mean line, limits of 95 and 99.8 % by domain/limits.h. Inside 95 %: hollow circle,
 * thin name; outside: filled diamond, bold name, copper above and accent below. At most @names
 * names, those outside first, then the order given; a name that finds no place is left to the
 * table. Points without data are not drawn.
 *
 * One point is one set of different pupils: never a sum over exams of the same pupils.
 */
struct chart_point {
	const char *name; /* the short name of the school */
	struct chart_count count;
};
struct chart_funnel {
	enum lang lang;
	enum chart_size size;
	const char *title;
	const struct chart_point *points;
	size_t n;
	struct rational mean;  /* 0..1 */
	const char *mean_name; /* «район» */
	const char *axis_words; /* «Участников, человек (корневая шкала)» */
	size_t names;
};
void chart_funnel(struct buf *out, const struct chart_funnel *c);

/*
 * The key of a mark, 26 × 12, for a legend beside a picture where direct labels are impossible.
 * Hidden from readers: the words of the legend tell.
 */
enum chart_mark {
	CHART_MARK_HIGH,    /* at the threshold or above */
	CHART_MARK_LOW,     /* below it */
	CHART_MARK_HOLLOW,  /* within the limits; the year before */
	CHART_MARK_OUTSIDE, /* outside the limits, on either side */
	CHART_MARK_INTERVAL,
	CHART_MARK_LIMIT95,
	CHART_MARK_LIMIT998
};
void chart_key(struct buf *out, enum chart_mark mark);

#endif
