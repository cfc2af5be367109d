#include "document/chart.h"

#include "document/chart_plot.h"
#include "document/svg.h"
#include "domain/uncertainty.h"

#include <math.h>

#define WIDTH 122.0
#define HEIGHT 22.0
#define MARGIN 5.0 /* half a mark */
#define MIDDLE (HEIGHT / 2)

static double
at(const struct chart_interval *c, double share)
{
	return MARGIN + fmin(share / c->scale, 1) * (WIDTH - 2 * MARGIN);
}

static void
draw_share(struct buf *out, const struct chart_interval *c)
{
	bool high = chart_reaches(c->count, c->threshold);
	double share = chart_share(c->count);
	struct interval i;

	if (uncertainty_wilson(c->count.k, c->count.n, &i) && i.low < c->scale)
		svg_line(out, high ? "ci-list" : "ci", at(c, i.low), MIDDLE, at(c, i.high), MIDDLE);
	if (share > c->scale)
		svg_arrow(out, high ? "dot-list" : "dot", at(c, share), MIDDLE, 4, 1, 0);
	else
		plot_mark(out, high ? "dot-list" : "dot", at(c, share), MIDDLE, 3.75, high);
}

void
chart_interval(struct buf *out, const struct chart_interval *c)
{
	double threshold;

	svg_begin(out, "mini", WIDTH, HEIGHT, true, c->title);
	svg_line(out, "track", MARGIN, MIDDLE, WIDTH - MARGIN, MIDDLE);
	if (c->threshold.den > 0 && rational_double(c->threshold) <= c->scale) {
		threshold = at(c, rational_double(c->threshold));
		svg_line(out, "threshold-mini", threshold, 3, threshold, HEIGHT - 3);
	}
	if (chart_known(c->count))
		draw_share(out, c);
	svg_end(out);
}
