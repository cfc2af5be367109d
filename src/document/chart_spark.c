#include "document/chart.h"

#include "document/chart_plot.h"
#include "document/svg.h"

#define WIDTH 104.0
#define HEIGHT 30.0
#define MARGIN 5.0

static double
year_x(const struct chart_spark *c, size_t year)
{
	if (c->n < 2)
		return WIDTH - MARGIN;
	return MARGIN + (double)year * (WIDTH - 2 * MARGIN) / (double)(c->n - 1);
}

static bool
known(const struct chart_spark *c, size_t year)
{
	return year < c->n && chart_known(c->years[year]);
}

/* The run of known years from @first: a line, or a dot when it stands alone. */
static size_t
draw_run(struct buf *out, const struct chart_spark *c, const struct plot *p, size_t first)
{
	size_t year = first;

	if (!known(c, first + 1) && first + 1 < c->n)
		svg_circle(
		    out, "dot", year_x(c, first), plot_y(p, chart_share(c->years[first])), 1.75);
	if (!known(c, first + 1))
		return first + 1;
	svg_path_begin(out, "spark");
	svg_path_move(out, year_x(c, first), plot_y(p, chart_share(c->years[first])));
	for (year = first + 1; known(c, year); year++)
		svg_path_to(out, year_x(c, year), plot_y(p, chart_share(c->years[year])));
	svg_path_end(out, false);
	return year;
}

static void
draw_last(struct buf *out, const struct chart_spark *c, const struct plot *p)
{
	double share = chart_share(c->years[c->n - 1]), x = year_x(c, c->n - 1);

	if (share > p->top)
		svg_arrow(out, "dot-last", x, plot_y(p, share), 3, 0, -1);
	else
		svg_circle(out, "dot-last", x, plot_y(p, share), 2.5);
}

void
chart_spark(struct buf *out, const struct chart_spark *c)
{
	struct plot p = {{MARGIN, MARGIN, WIDTH - MARGIN, HEIGHT - MARGIN}, c->scale, 0};
	double threshold;
	size_t year = 0;

	svg_begin(out, "mini", WIDTH, HEIGHT, true, c->title);
	if (c->threshold.den > 0) {
		threshold = plot_y(&p, rational_double(c->threshold));
		svg_line(out, "threshold-mini", 0, threshold, WIDTH, threshold);
	}
	while (year < c->n)
		year = known(c, year) ? draw_run(out, c, &p, year) : year + 1;
	if (c->n > 0 && known(c, c->n - 1))
		draw_last(out, c, &p);
	svg_end(out);
}
