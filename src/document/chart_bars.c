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

/* What all columns have in common. */
struct columns {
	const struct chart_bars *c;
	double slot; /* the width of a column with its air */
	double most; /* the count of the highest */
	bool shares; /* those of all fit side by side; else only the current one is written */
};

static char *
share_text(TALLOC_CTX *ctx, const struct chart_bars *c, const struct chart_bar *bar)
{
	return text_percent_fixed(ctx, c->lang, (struct rational){bar->count.k, bar->count.n}, 1);
}

static struct columns
columns_of(TALLOC_CTX *ctx, const struct chart_bars *c)
{
	/* a chart of zeros has a scale too */
	struct columns all = {c, WIDTH / (double)(c->n > 0 ? c->n : 1), 1, true};
	size_t i;

	for (i = 0; i < c->n; i++) {
		if (!chart_known(c->bars[i].count))
			continue;
		all.most = fmax(all.most, (double)c->bars[i].count.k);
		if (label_width(share_text(ctx, c, &c->bars[i]), LABEL_SIZE, false) + APART >
		    all.slot)
			all.shares = false;
	}
	return all;
}

static void
draw_bar(struct buf *out, TALLOC_CTX *ctx, const struct columns *all, size_t i)
{
	const struct chart_bar *bar = &all->c->bars[i];
	bool known = chart_known(bar->count);
	double x = ((double)i + 0.5) * all->slot, y = BASELINE;
	double width = fmin(all->slot * 0.62, COLUMN_MAX);

	if (known) {
		y -= (double)bar->count.k / all->most * (BASELINE - TOP);
		svg_rect(out, bar->current ? "bar-current" : "bar", x - width / 2, y, width,
		    BASELINE - y, 0);
		if (bar->current || all->shares)
			svg_text(out, "note mid", x, BASELINE + 36, share_text(ctx, all->c, bar));
	}
	svg_text(out, known ? "big strong mid" : "big note mid", x, y - 8,
	    known ? text_number(ctx, all->c->lang, rational_int(bar->count.k), 0) : "?");
	if (bar->current || label_width(bar->label, LABEL_SIZE, false) + APART <= all->slot)
		svg_text(out, bar->current ? "strong mid" : "mid", x, BASELINE + 19, bar->label);
}

void
chart_bars(struct buf *out, const struct chart_bars *c)
{
	TALLOC_CTX *scratch = talloc_new(NULL);
	struct columns all = columns_of(scratch, c);
	size_t i;

	svg_begin(out, "chart", WIDTH, HEIGHT, false, c->title);
	for (i = 0; i < c->n; i++)
		draw_bar(out, scratch, &all, i);
	svg_line(out, "axis", 0, BASELINE, WIDTH, BASELINE);
	svg_end(out);
	talloc_free(scratch);
}
