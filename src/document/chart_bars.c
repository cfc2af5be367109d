#include "document/chart.h"

#include "document/chart_plot.h"
#include "document/svg.h"

#include <math.h>

#define WIDTH 345.0
#define HEIGHT 178.0
#define TOP 30.0 /* of the highest column: room for its number */
#define BASELINE 130.0
#define COLUMN_MAX 46.0
#define APART 6.0 /* between words side by side */

static double
highest(const struct chart_bars *c)
{
	double most = 1; /* a chart of zeros has a scale too */
	size_t i;

	for (i = 0; i < c->n; i++)
		if (chart_known(c->bars[i].count))
			most = fmax(most, (double)c->bars[i].count.k);
	return most;
}

/* The share under the label, where the slot has room for it; always for the current year. */
static void
draw_share(
    struct buf *out, const struct chart_bars *c, const struct chart_bar *bar, double x, double slot)
{
	TALLOC_CTX *scratch = talloc_new(NULL);
	char *share =
	    text_percent(scratch, c->lang, (struct rational){bar->count.k, bar->count.n}, 1);

	if (bar->current || label_width(share, LABEL_SIZE, false) + APART <= slot)
		svg_text(out, "note mid", x, BASELINE + 36, share);
	talloc_free(scratch);
}

static void
draw_bar(
    struct buf *out, const struct chart_bars *c, const struct chart_bar *bar, double x, double slot)
{
	TALLOC_CTX *scratch = talloc_new(NULL);
	bool known = chart_known(bar->count);
	double y = BASELINE, width = fmin(slot * 0.62, COLUMN_MAX);

	if (known) {
		y -= (double)bar->count.k / highest(c) * (BASELINE - TOP);
		svg_rect(out, bar->current ? "bar-current" : "bar", x - width / 2, y, width,
		    BASELINE - y, 0);
		draw_share(out, c, bar, x, slot);
	}
	svg_text(out, known ? "big strong mid" : "big note mid", x, y - 8,
	    known ? text_number(scratch, c->lang, rational_int(bar->count.k), 0) : "?");
	if (bar->current || label_width(bar->label, LABEL_SIZE, false) + APART <= slot)
		svg_text(out, bar->current ? "strong mid" : "mid", x, BASELINE + 19, bar->label);
	talloc_free(scratch);
}

void
chart_bars(struct buf *out, const struct chart_bars *c)
{
	double slot = WIDTH / (double)(c->n > 0 ? c->n : 1);
	size_t i;

	svg_begin(out, "chart", WIDTH, HEIGHT, false, c->title);
	for (i = 0; i < c->n; i++)
		draw_bar(out, c, &c->bars[i], ((double)i + 0.5) * slot, slot);
	svg_line(out, "axis", 0, BASELINE, WIDTH, BASELINE);
	svg_end(out);
}
