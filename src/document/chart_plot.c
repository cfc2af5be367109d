#include "document/chart_plot.h"

#include "base/mem.h"
#include "document/svg.h"

#include <math.h>

#define STEPS_MAX 5

bool
chart_known(struct chart_count c)
{
	return c.n >= 1 && c.k >= 0 && c.k <= c.n;
}

double
chart_share(struct chart_count c)
{
	return chart_known(c) ? (double)c.k / (double)c.n : 0;
}

bool
chart_reaches(struct chart_count c, struct rational threshold)
{
	return chart_known(c) && threshold.den > 0 &&
	       rational_cmp((struct rational){c.k, c.n}, threshold) >= 0;
}

struct plot
plot_for(struct box box, double highest)
{
	static const double steps[] = {1, 2, 5, 10, 20};
	double percent = fmin(fmax(highest, 0), 1) * 100, count;
	size_t i = 0;

	while (i < 4 && percent > steps[i] * STEPS_MAX)
		i++;
	/* at least two steps, and no hair above a gridline asks for another */
	count = fmin(fmax(ceil(percent / steps[i] - 1e-9), 2), STEPS_MAX);
	return (struct plot){box, count * steps[i] / 100, steps[i]};
}

double
plot_y(const struct plot *p, double share)
{
	double part = fmin(fmax(share, 0) / p->top, 1);

	return p->box.y2 - part * (p->box.y2 - p->box.y1);
}

void
plot_grid(struct buf *out, const struct plot *p, enum lang lang)
{
	TALLOC_CTX *scratch = talloc_new(NULL);
	int i, count = (int)lround(p->top * 100 / p->step);

	for (i = 0; i <= count; i++) {
		int64_t percent = i * (int64_t)p->step;
		double y = plot_y(p, (double)percent / 100);
		char *label = i == count
				  ? text_percent(scratch, lang, (struct rational){percent, 100}, 0)
				  : text_number(scratch, lang, rational_int(percent), 0);

		svg_line(out, i == 0 ? "axis" : "grid", p->box.x1, y, p->box.x2, y);
		svg_text(out, "note end", p->box.x1 - 8, y + 4, label);
	}
	talloc_free(scratch);
}

void
plot_mark(struct buf *out, const char *class, double x, double y, double r, bool high)
{
	/* the diamond a little larger: it then looks as heavy as the circle */
	if (high)
		svg_diamond(out, class, x, y, r * 1.3);
	else
		svg_circle(out, class, x, y, r);
}

/* The order of @items from above; few enough for insertion. */
static size_t *
from_above(TALLOC_CTX *ctx, const struct stacked *items, size_t n)
{
	size_t *order = mem_array(ctx, size_t, n), i, j;

	for (i = 0; i < n; i++) {
		for (j = i; j > 0 && items[order[j - 1]].y > items[i].y; j--)
			order[j] = order[j - 1];
		order[j] = i;
	}
	return order;
}

void
stack_apart(TALLOC_CTX *ctx, struct stacked *items, size_t n, double top, double bottom)
{
	size_t *order = from_above(ctx, items, n), i;
	double edge = top;

	for (i = 0; i < n; i++) {
		struct stacked *s = &items[order[i]];

		s->y = fmax(s->y, edge + s->height / 2);
		edge = s->y + s->height / 2;
	}
	edge = bottom;
	for (i = n; i > 0; i--) {
		struct stacked *s = &items[order[i - 1]];

		s->y = fmin(s->y, edge - s->height / 2);
		edge = s->y - s->height / 2;
	}
	talloc_free(order);
}
