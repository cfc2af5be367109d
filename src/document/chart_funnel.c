#include "document/chart.h"

#include "base/mem.h"
#include "document/chart_plot.h"
#include "document/svg.h"
#include "domain/limits.h"

#include <math.h>
#include <string.h>

#define MARK 4.5
#define VERTICES 120 /* of a limit line beyond the exact part */
#define BORDER (LIMITS_EXACT_BELOW - 0.5)

static const struct {
	const char *class;
	double width, height;
	struct box plot;
} sizes[] = {
    [CHART_WIDE] = {"chart wide w900", 900, 500, {44, 16, 804, 440}},
    [CHART_NARROW] = {"chart narrow w900", 358, 436, {40, 16, 280, 370}},
    [CHART_CARD] = {"chart", 358, 436, {40, 16, 280, 370}},
};

/*
 * A limit line: its points of participants and limits, both sides of one level. Where the limits
 * change from exact to normal it has two pieces that meet at half a participant and are not
 * joined: a cliff would look like a fact.
 */
struct curve {
	struct {
		double n; /* participants */
		struct limits limits;
	} points[LIMITS_EXACT_BELOW + VERTICES + 2];
	size_t count;
};

struct drawing {
	TALLOC_CTX *ctx;
	struct buf *out;
	const struct chart_funnel *c;
	struct plot plot;
	double mean;
	int64_t least, most; /* participants at the left and right edge */
	struct curve *at95, *at998;
	struct segment *lines; /* that names would rather not cross */
	size_t nlines;
};

static double
participants_x(const struct drawing *d, double n)
{
	double from = sqrt((double)d->least), to = sqrt((double)d->most);

	return d->plot.box.x1 + (sqrt(n) - from) / (to - from) * (d->plot.box.x2 - d->plot.box.x1);
}

static bool
drawn(const struct chart_point *p)
{
	return chart_known(p->count) && p->count.n <= LIMITS_PARTICIPANTS_MAX;
}

/* --- scales --- */

/* 1, 2, 5, 10, 20, 50…: the last not above @n. */
static int64_t
round_below(int64_t n)
{
	int64_t unit = 1;

	while (unit * 10 <= n)
		unit *= 10;
	return n >= unit * 5 ? unit * 5 : n >= unit * 2 ? unit * 2 : unit;
}

static void
find_range(struct drawing *d)
{
	int64_t least = LIMITS_PARTICIPANTS_MAX, most = 0;
	size_t i;

	for (i = 0; i < d->c->n; i++) {
		if (!drawn(&d->c->points[i]))
			continue;
		least = d->c->points[i].count.n < least ? d->c->points[i].count.n : least;
		most = d->c->points[i].count.n > most ? d->c->points[i].count.n : most;
	}
	if (most == 0)
		least = most = 10; /* nothing to draw: the frame alone */
	d->least = round_below(least > 1 ? least - 1 : 1);
	d->most = most + most / 20 + 2;
	if (d->most > LIMITS_PARTICIPANTS_MAX)
		d->most = LIMITS_PARTICIPANTS_MAX;
}

/* Every point and the 95 % limits of the smallest school are inside; outer limits may leave. */
static double
highest(const struct drawing *d)
{
	double most = d->mean;
	struct limits limits;
	size_t i;

	for (i = 0; i < d->c->n; i++) {
		const struct chart_point *p = &d->c->points[i];

		if (drawn(p) && limits_of(p->count.n, d->mean, LIMITS_95, &limits))
			most = fmax(most, fmax(chart_share(p->count) * 1.04, limits.high));
	}
	return most;
}

/* --- lines --- */

static void
add_point(
    const struct drawing *d, struct curve *curve, enum limits_level level, double x, int64_t n)
{
	curve->points[curve->count].n = x;
	limits_of(n, d->mean, level, &curve->points[curve->count].limits);
	curve->count++;
}

/* Every count where limits are exact, then evenly on the scale. */
static struct curve *
curve_of(const struct drawing *d, enum limits_level level)
{
	struct curve *curve = mem_new(d->ctx, struct curve);
	int64_t n;
	double from, to;
	int i;

	for (n = d->least; n < LIMITS_EXACT_BELOW && n <= d->most; n++)
		add_point(d, curve, level, (double)n, n);
	if (n > d->most)
		return curve;
	if (curve->count > 0) {
		add_point(d, curve, level, BORDER, n - 1);
		add_point(d, curve, level, BORDER, n);
	}
	from = sqrt((double)n);
	to = sqrt((double)d->most);
	for (i = 0; i < VERTICES; i++) {
		n = llround(pow(from + (to - from) * (double)i / (VERTICES - 1), 2));
		if (i == 0 || (double)n > curve->points[curve->count - 1].n)
			add_point(d, curve, level, (double)n, n);
	}
	return curve;
}

static double
side_share(const struct curve *curve, size_t i, bool upper)
{
	return upper ? curve->points[i].limits.high : curve->points[i].limits.low;
}

/* Whether the line begins anew at point @i. */
static bool
piece_begins(const struct curve *curve, size_t i)
{
	return i == 0 || curve->points[i].n == curve->points[i - 1].n;
}

/* Whether a limit says anything there: 0 excludes nobody, above the scale nothing is seen. */
static bool
visible(const struct drawing *d, double share)
{
	return share > 0 && share < d->plot.top;
}

static void
draw_side(struct drawing *d, const struct curve *curve, const char *class, bool upper)
{
	struct segment *line;
	double x = 0, y = 0, was_x, was_y;
	bool down = false;
	size_t i;

	svg_path_begin(d->out, class);
	for (i = 0; i < curve->count; i++) {
		was_x = x;
		was_y = y;
		x = participants_x(d, curve->points[i].n);
		y = plot_y(&d->plot, side_share(curve, i, upper));
		if (piece_begins(curve, i) || (!visible(d, side_share(curve, i, upper)) &&
						  !visible(d, side_share(curve, i - 1, upper)))) {
			down = false;
			continue;
		}
		if (!down)
			svg_path_move(d->out, was_x, was_y);
		svg_path_to(d->out, x, y);
		down = true;
		line = &mem_push(d->ctx, d->lines, d->nlines);
		*line = (struct segment){was_x, was_y, x, y};
	}
	svg_path_end(d->out, false);
}

/* The area between both sides, piece by piece. */
static void
draw_between(const struct drawing *d, const struct curve *curve, const char *class)
{
	size_t first, end, i;

	for (first = 0; first < curve->count; first = end) {
		end = first + 1;
		while (end < curve->count && !piece_begins(curve, end))
			end++;
		svg_path_begin(d->out, class);
		for (i = first; i < end; i++)
			(i == first ? svg_path_move : svg_path_to)(d->out,
			    participants_x(d, curve->points[i].n),
			    plot_y(&d->plot, curve->points[i].limits.high));
		for (i = end; i > first; i--)
			svg_path_to(d->out, participants_x(d, curve->points[i - 1].n),
			    plot_y(&d->plot, curve->points[i - 1].limits.low));
		svg_path_end(d->out, true);
	}
}

static void
draw_limits(struct drawing *d)
{
	double y = plot_y(&d->plot, d->mean);
	struct segment *line;

	draw_side(d, d->at95, "limit95", true);
	draw_side(d, d->at95, "limit95", false);
	draw_side(d, d->at998, "limit998", true);
	draw_side(d, d->at998, "limit998", false);
	svg_line(d->out, "mean", d->plot.box.x1, y, d->plot.box.x2, y);
	line = &mem_push(d->ctx, d->lines, d->nlines);
	*line = (struct segment){d->plot.box.x1, y, d->plot.box.x2, y};
}

/* The names of the lines at the right edge. */
static void
draw_line_names(const struct drawing *d)
{
	const struct curve *outer = d->at998, *inner = d->at95;
	double x = d->plot.box.x2 + 7, room = sizes[d->c->size].width - x;
	struct stacked s[3] = {
	    {plot_y(&d->plot, outer->points[outer->count - 1].limits.high), 15},
	    {plot_y(&d->plot, inner->points[inner->count - 1].limits.high), 15},
	    {plot_y(&d->plot, d->mean), 30},
	};

	stack_apart(d->ctx, s, 3, d->plot.box.y1 - 8, d->plot.box.y2);
	svg_text(d->out, "note", x, s[0].y + 4,
	    text_percent(d->ctx, d->c->lang, (struct rational){998, 1000}, 1));
	svg_text(d->out, "note", x, s[1].y + 4,
	    text_percent(d->ctx, d->c->lang, (struct rational){95, 100}, 1));
	svg_text(d->out, "strong", x, s[2].y - 3,
	    label_fit(d->ctx, d->c->mean_name, LABEL_SIZE, true, room));
	svg_text(d->out, "strong", x, s[2].y + 11,
	    text_percent_fixed(d->ctx, d->c->lang, d->c->mean, 1));
}

/* --- the axis of participants --- */

static void
draw_tick(const struct drawing *d, int64_t n, double *right)
{
	char *label = text_number(d->ctx, d->c->lang, rational_int(n), 0);
	double x = participants_x(d, (double)n), half = label_width(label, LABEL_SIZE, false) / 2;

	if (n < d->least || n > d->most || x - half < *right + 14)
		return;
	*right = x + half;
	svg_line(d->out, "axis", x, d->plot.box.y2, x, d->plot.box.y2 + 4);
	svg_text(d->out, "note mid", x, d->plot.box.y2 + 19, label);
}

/* The words of the axis on one line or two. */
static void
draw_axis_words(const struct drawing *d)
{
	double room = sizes[d->c->size].width - d->plot.box.x1, y = d->plot.box.y2 + 40;
	const char *rest = d->c->axis_words;
	size_t first = label_line(rest, LABEL_SIZE, false, room);

	svg_text(d->out, "note", d->plot.box.x1, y, mem_strndup(d->ctx, rest, first));
	rest += first + strspn(rest + first, " ");
	if (*rest != '\0')
		svg_text(d->out, "note", d->plot.box.x1, y + 16,
		    label_fit(d->ctx, rest, LABEL_SIZE, false, room));
}

static void
draw_participants(const struct drawing *d)
{
	static const int64_t digits[] = {10, 15, 20, 30, 40, 50, 60, 80};
	double right = -INFINITY;
	int64_t unit;
	size_t i;

	draw_tick(d, d->least, &right);
	for (unit = 1; unit <= d->most; unit *= 10)
		for (i = 0; i < sizeof digits / sizeof digits[0]; i++)
			if (digits[i] * unit % 10 == 0 && digits[i] * unit / 10 > d->least)
				draw_tick(d, digits[i] * unit / 10, &right);
	draw_axis_words(d);
}

/* --- points and their names --- */

static enum limits_side
side_of(const struct drawing *d, const struct chart_point *p)
{
	struct limits limits;

	if (!limits_of(p->count.n, d->mean, LIMITS_95, &limits))
		return LIMITS_WITHIN;
	return limits_side(&limits, p->count.k);
}

static void
draw_point(const struct drawing *d, const struct chart_point *p)
{
	static const char *const classes[] = {
	    [LIMITS_BELOW] = "dot-we", [LIMITS_WITHIN] = "dot-hollow", [LIMITS_ABOVE] = "dot-list"};
	enum limits_side side = side_of(d, p);

	plot_mark(d->out, classes[side], participants_x(d, (double)p->count.n),
	    plot_y(&d->plot, chart_share(p->count)), MARK, side != LIMITS_WITHIN);
}

/* Those outside first, then the order given; a name beyond the number allowed is no text. */
static struct label *
labels_of(const struct drawing *d, size_t *count)
{
	struct label *labels = mem_array(d->ctx, struct label, d->c->n + 1);
	bool outside;
	size_t i, n = 0;
	int turn;

	for (turn = 0; turn < 2; turn++) {
		for (i = 0; i < d->c->n; i++) {
			const struct chart_point *p = &d->c->points[i];

			if (!drawn(p))
				continue;
			outside = side_of(d, p) != LIMITS_WITHIN;
			if (outside != (turn == 0))
				continue;
			labels[n] = (struct label){.x = participants_x(d, (double)p->count.n),
			    .y = plot_y(&d->plot, chart_share(p->count)),
			    .r = outside ? MARK * 1.3 : MARK + 0.75, /* with its outline */
			    .text = n < d->c->names ? p->name : NULL,
			    .strong = outside};
			n++;
		}
	}
	*count = n;
	return labels;
}

static void
draw_names(const struct drawing *d, const struct label *labels, size_t n)
{
	size_t i;

	for (i = 0; i < n; i++)
		if (labels[i].placed && labels[i].leader)
			svg_line(d->out, "leader", labels[i].line.x1, labels[i].line.y1,
			    labels[i].line.x2, labels[i].line.y2);
	for (i = 0; i < n; i++)
		if (labels[i].placed)
			svg_name(d->out, labels[i].strong ? "strong halo" : "halo",
			    labels[i].box.x1, label_baseline(labels[i].box), labels[i].text,
			    d->c->lang);
}

static void
draw_points(const struct drawing *d)
{
	struct label *labels;
	size_t i, n;

	labels = labels_of(d, &n);
	label_place(labels, n, d->plot.box, d->lines, d->nlines);
	draw_names(d, labels, n);
	for (i = 0; i < d->c->n; i++)
		if (drawn(&d->c->points[i]))
			draw_point(d, &d->c->points[i]);
}

void
chart_funnel(struct buf *out, const struct chart_funnel *c)
{
	struct drawing d = {.ctx = talloc_new(NULL), .out = out, .c = c};

	d.mean = fmin(fmax(rational_double(c->mean), 0), 1);
	find_range(&d);
	d.plot = plot_for(sizes[c->size].plot, highest(&d));
	d.at95 = curve_of(&d, LIMITS_95);
	d.at998 = curve_of(&d, LIMITS_998);
	svg_begin(out, sizes[c->size].class, sizes[c->size].width, sizes[c->size].height, false,
	    c->title);
	draw_between(&d, d.at998, "band-998");
	draw_between(&d, d.at95, "band-95");
	plot_grid(out, &d.plot, c->lang);
	draw_limits(&d);
	draw_line_names(&d);
	draw_participants(&d);
	draw_points(&d);
	svg_end(out);
	talloc_free(d.ctx);
}
