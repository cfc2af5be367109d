/*
 * What the charts share: counts as shares, the vertical scale with its gridlines, labels at the
 * right edge that keep apart.
 */
#ifndef DOCUMENT_CHART_PLOT_H
#define DOCUMENT_CHART_PLOT_H

#include "document/chart.h"
#include "document/label.h"

bool chart_known(struct chart_count c);
double chart_share(struct chart_count c); /* 0..1; 0 when not known */
/* Whether the share is known and stands at @threshold or above; exact. */
bool chart_reaches(struct chart_count c, struct rational threshold);

/* The rectangle of data; shares 0..top upward. */
struct plot {
	struct box box;
	double top;  /* the share at the upper edge */
	double step; /* between gridlines, in hundredths */
};

/* A plot in @box whose scale holds @highest (0..1): at most five steps of 1, 2, 5, 10 or 20 %. */
struct plot plot_for(struct box box, double highest);
double plot_y(const struct plot *p, double share); /* above the top is the top */

/* Gridlines with their numbers at the left, the unit at the uppermost, and the baseline. */
void plot_grid(struct buf *out, const struct plot *p, enum lang lang);

/* The mark of a share: diamond when it is @high, else circle. */
void plot_mark(struct buf *out, const char *class, double x, double y, double r, bool high);

/* Words at a height; stack_apart() moves them by the least that keeps them from overlapping. */
struct stacked {
	double y;      /* in: where the middle should be; out: where it is */
	double height; /* of the words */
};
void stack_apart(TALLOC_CTX *ctx, struct stacked *items, size_t n, double top, double bottom);

#endif
