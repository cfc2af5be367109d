#include "document/chart.h"

#include "document/chart_plot.h"
#include "document/svg.h"

#define WIDTH 26.0
#define HEIGHT 12.0
#define MARK 4.0

void
chart_key(struct buf *out, enum chart_mark mark)
{
	static const struct {
		const char *class;
		bool line, diamond;
	} keys[] = {
	    [CHART_MARK_HIGH] = {"dot-list", false, true},
	    [CHART_MARK_LOW] = {"dot", false, false},
	    [CHART_MARK_HOLLOW] = {"dot-hollow", false, false},
	    [CHART_MARK_OUTSIDE] = {"dot", false, true},
	    [CHART_MARK_INTERVAL] = {"ci", true, false},
	    [CHART_MARK_LIMIT95] = {"limit95", true, false},
	    [CHART_MARK_LIMIT998] = {"limit998", true, false},
	};

	svg_begin(out, "key", WIDTH, HEIGHT, false, NULL);
	if (keys[mark].line)
		svg_line(out, keys[mark].class, 2, HEIGHT / 2, WIDTH - 2, HEIGHT / 2);
	else
		plot_mark(out, keys[mark].class, WIDTH / 2, HEIGHT / 2, MARK, keys[mark].diamond);
	svg_end(out);
}
