#include "document/chart.h"

#include "base/mem.h"
#include "document/chart_plot.h"
#include "document/svg.h"
#include "domain/uncertainty.h"

#include <math.h>

#define LEFT 44.0      /* numbers of the scale */
#define BOTTOM 28.0    /* years */
#define INSET 14.0     /* from the edges of the plot to the first and last year */
#define GAP 30.0       /* a break of series */
#define ROW 17.0       /* one row of words of breaks */
#define END_LABEL 36.0 /* height of value and name at the end of a line */
#define END_DISTANCE 12.0
#define VALUE_SIZE 13.0
#define MARK 4.0
#define SIDE 9.0 /* between series in a year that stands alone */

static const struct {
	const char *class;
	double width, height;
} sizes[] = {
    [CHART_WIDE] = {"chart wide w720", 720, 320},
    [CHART_NARROW] = {"chart narrow", 358, 260},
    [CHART_CARD] = {"chart", 345, 190},
};

static const struct {
	const char *line, *band, *dot, *ci;
} voices[] = {
    [CHART_WE] = {"series-we", "band-we", "dot-we", "ci ci-we"},
    [CHART_LIST] = {"series-list", "band-list", "dot-list", "ci-list"},
    [CHART_OTHERS] = {"series-other", "band-other", "dot", "ci"},
};

/* The words at the end of a series. */
struct ending {
	size_t year; /* the last known one; nyears: none */
	char *value, *name;
};

struct drawing {
	TALLOC_CTX *ctx;
	struct buf *out;
	const struct chart_years *c;
	struct plot plot;
	struct ending *endings;
	struct segment *lines; /* drawn so far: words keep off them */
	size_t nlines;
};

static bool
break_before(const struct chart_years *c, size_t year)
{
	size_t i;

	for (i = 0; i < c->nbreaks; i++)
		if (c->breaks[i].before == year)
			return true;
	return false;
}

/* The middle of a year, in pixels. */
static double
year_x(const struct drawing *d, size_t year)
{
	double gaps = 0, before = 0, room;
	size_t i;

	for (i = 1; i < d->c->nyears; i++) {
		gaps += break_before(d->c, i);
		before += i <= year && break_before(d->c, i);
	}
	room = d->plot.box.x2 - d->plot.box.x1 - 2 * INSET - gaps * GAP;
	if (d->c->nyears < 2)
		return d->plot.box.x1 + INSET + room / 2;
	return d->plot.box.x1 + INSET + before * GAP +
	       (double)year * room / (double)(d->c->nyears - 1);
}

static double
share_y(const struct drawing *d, const struct chart_series *s, size_t year)
{
	return plot_y(&d->plot, chart_share(s->years[year]));
}

/* --- runs of years: a missing year or a break ends one --- */

static size_t
run_end(const struct chart_years *c, const struct chart_series *s, size_t first)
{
	size_t year = first + 1;

	while (year < c->nyears && chart_known(s->years[year]) && !break_before(c, year))
		year++;
	return year;
}

static void
draw_band(struct drawing *d, const struct chart_series *s, size_t first, size_t end)
{
	struct interval i = {0, 0};
	size_t year;

	svg_path_begin(d->out, voices[s->voice].band);
	for (year = first; year < end; year++) {
		uncertainty_wilson(s->years[year].k, s->years[year].n, &i);
		(year == first ? svg_path_move : svg_path_to)(
		    d->out, year_x(d, year), plot_y(&d->plot, i.high));
	}
	for (year = end; year > first; year--) {
		uncertainty_wilson(s->years[year - 1].k, s->years[year - 1].n, &i);
		svg_path_to(d->out, year_x(d, year - 1), plot_y(&d->plot, i.low));
	}
	svg_path_end(d->out, true);
}

/* Remembers a drawn piece, for the words that are placed later. */
static void
remember(struct drawing *d, double x1, double y1, double x2, double y2)
{
	struct segment *line = &mem_push(d->ctx, d->lines, d->nlines);

	*line = (struct segment){x1, y1, x2, y2};
}

static void
draw_line(struct drawing *d, const struct chart_series *s, size_t first, size_t end)
{
	size_t year;

	svg_path_begin(d->out, voices[s->voice].line);
	svg_path_move(d->out, year_x(d, first), share_y(d, s, first));
	for (year = first + 1; year < end; year++) {
		svg_path_to(d->out, year_x(d, year), share_y(d, s, year));
		remember(d, year_x(d, year - 1), share_y(d, s, year - 1), year_x(d, year),
		    share_y(d, s, year));
	}
	svg_path_end(d->out, false);
}

static void
draw_mark(const struct drawing *d, const struct chart_series *s, double x, size_t year)
{
	plot_mark(d->out, voices[s->voice].dot, x, share_y(d, s, year), MARK,
	    chart_reaches(s->years[year], d->c->threshold));
}

/*
 * A year that stands alone: its interval as a bar, its mark. Series stand side by side there, so
 * that their bars don't cover each other.
 */
static void
draw_alone(struct drawing *d, const struct chart_series *s, size_t year, bool bands)
{
	double place = (double)(s - d->c->series) - (double)(d->c->nseries - 1) / 2;
	double x = year_x(d, year) + (year + 1 < d->c->nyears ? place * SIDE : 0), low, high;
	struct interval i = {0, 0};

	uncertainty_wilson(s->years[year].k, s->years[year].n, &i);
	low = plot_y(&d->plot, i.low);
	high = plot_y(&d->plot, i.high);
	if (bands)
		svg_line(d->out, voices[s->voice].ci, x, low, x, high);
	else
		draw_mark(d, s, x, year);
	remember(d, x, low, x, high);
}

/* All bands lie under all lines: @bands tells which are drawn. */
static void
draw_runs(struct drawing *d, const struct chart_series *s, bool bands)
{
	size_t year = 0, end;

	while (year < d->c->nyears) {
		if (!chart_known(s->years[year])) {
			year++;
			continue;
		}
		end = run_end(d->c, s, year);
		if (end - year == 1)
			draw_alone(d, s, year, bands);
		else
			(bands ? draw_band : draw_line)(d, s, year, end);
		year = end;
	}
}

/* --- the ends of lines --- */

static struct ending
ending_of(TALLOC_CTX *ctx, const struct chart_years *c, const struct chart_series *s)
{
	struct ending e = {.year = c->nyears, .value = mem_strdup(ctx, "?")};
	struct chart_count last;
	size_t year;

	for (year = 0; year < c->nyears; year++)
		if (chart_known(s->years[year]))
			e.year = year;
	if (e.year < c->nyears) {
		last = s->years[e.year];
		e.value = text_percent_fixed(ctx, c->lang, (struct rational){last.k, last.n}, 1);
		/* a value of another year than the last says so */
		if (e.year + 1 < c->nyears)
			e.value = mem_printf(ctx, "%s (%s)", e.value, c->years[e.year]);
	}
	e.name = label_fit(ctx, s->name, LABEL_SIZE, false, sizes[c->size].width * 0.36);
	return e;
}

static double
endings_width(const struct drawing *d)
{
	double width = 0;
	size_t i;

	for (i = 0; i < d->c->nseries; i++) {
		width = fmax(width, label_width(d->endings[i].value, VALUE_SIZE, true));
		width = fmax(width, label_width(d->endings[i].name, LABEL_SIZE, false));
	}
	return width;
}

static void
draw_ending(const struct drawing *d, size_t series, double y)
{
	const struct ending *e = &d->endings[series];
	const struct chart_series *s = &d->c->series[series];
	double x = d->plot.box.x2 + END_DISTANCE - INSET + 4, from_x, from_y;

	if (e->year < d->c->nyears) {
		from_x = year_x(d, e->year);
		from_y = share_y(d, s, e->year);
		/* the eye needs help when the words stand elsewhere than the end of the line */
		if (fabs(from_y - y) > END_LABEL / 3 || e->year + 1 < d->c->nyears)
			svg_line(d->out, "leader", from_x + MARK + 2, from_y, x - 3, y);
		draw_mark(d, s, from_x, e->year);
	}
	svg_text(d->out, "big strong halo", x, y - 2, e->value);
	svg_text(d->out, "halo", x, y + 13, e->name);
}

static void
draw_endings(const struct drawing *d)
{
	struct stacked *stack = mem_array(d->ctx, struct stacked, d->c->nseries);
	size_t i;

	for (i = 0; i < d->c->nseries; i++) {
		stack[i].height = END_LABEL;
		stack[i].y = d->endings[i].year < d->c->nyears
				 ? share_y(d, &d->c->series[i], d->endings[i].year)
				 : d->plot.box.y2;
	}
	stack_apart(d->ctx, stack, d->c->nseries, d->plot.box.y1 - 8, d->plot.box.y2 + 16);
	for (i = 0; i < d->c->nseries; i++)
		draw_ending(d, i, stack[i].y);
}

/* --- around the data --- */

/* Years from the last backwards, as many as keep apart. */
static void
draw_years(const struct drawing *d)
{
	double left = INFINITY, half, x;
	size_t i;

	for (i = d->c->nyears; i > 0; i--) {
		x = year_x(d, i - 1);
		half = label_width(d->c->years[i - 1], LABEL_SIZE, i == d->c->nyears) / 2;
		if (x + half + 6 > left)
			continue;
		left = x - half;
		svg_text(d->out, i == d->c->nyears ? "strong mid" : "mid", x, d->plot.box.y2 + 19,
		    d->c->years[i - 1]);
	}
}

/*
 * The words of each break above the plot, on the first row where they keep apart from the words
 * before; draws them or only counts the rows.
 */
static double
break_words(struct drawing *d, bool draw)
{
	double right = -INFINITY, x, middle, half, rows = 0, row = 0;
	double width = sizes[d->c->size].width;
	char *words;
	size_t i;

	for (i = 0; i < d->c->nbreaks; i++) {
		size_t year = d->c->breaks[i].before;

		words =
		    label_fit(d->ctx, d->c->breaks[i].words, LABEL_SIZE, false, width - LEFT - 8);
		half = label_width(words, LABEL_SIZE, false) / 2;
		x = (year_x(d, year - 1) + year_x(d, year)) / 2;
		middle = fmin(fmax(x, half + 4), width - half - 4);
		row = middle - half < right + 8 ? row + 1 : 0;
		right = fmax(right, middle + half);
		rows = fmax(rows, row + 1);
		if (!draw)
			continue;
		svg_line(d->out, "break", x, 4 + (row + 1) * ROW, x, d->plot.box.y2);
		remember(d, x, d->plot.box.y1, x, d->plot.box.y2);
		svg_text(d->out, "note mid halo", middle, row * ROW + 13, words);
	}
	return rows;
}

/* How many drawn lines go through @words. */
static size_t
crossings(const struct drawing *d, struct box words)
{
	size_t i, n = 0;

	for (i = 0; i < d->nlines; i++)
		n += box_crossed(words, d->lines[i]);
	return n;
}

/* The words of the threshold stand above or below it, at the leftmost place that is free. */
static void
draw_threshold_words(const struct drawing *d, double y)
{
	double width = label_width(d->c->threshold_words, LABEL_SIZE, true), x;
	double best_x = d->plot.box.x1 + 4, best_y = y - 6;
	size_t best = SIZE_MAX, n;
	int below;

	for (x = best_x; best > 0 && x + width < d->plot.box.x2; x += 6) {
		for (below = 0; best > 0 && below < 2; below++) {
			double line = below ? y + 15 : y - 6;
			struct box words = {x - 5, line - 12, x + width + 5, line + 4};

			n = crossings(d, words);
			if (n >= best)
				continue;
			best = n;
			best_x = x;
			best_y = line;
		}
	}
	svg_text(d->out, "strong halo", best_x, best_y, d->c->threshold_words);
}

static void
draw_threshold(const struct drawing *d)
{
	double y;

	if (d->c->threshold.den <= 0)
		return;
	y = plot_y(&d->plot, rational_double(d->c->threshold));
	svg_line(d->out, "threshold", d->plot.box.x1, y, d->plot.box.x2, y);
	draw_threshold_words(d, y);
}

/* What the scale must hold: intervals, and the threshold with room for its words. */
static double
highest(const struct chart_years *c)
{
	double most = 0;
	struct interval in;
	size_t i, year;

	if (c->threshold.den > 0)
		most = rational_double(c->threshold) * 1.1;
	for (i = 0; i < c->nseries; i++)
		for (year = 0; year < c->nyears; year++)
			if (chart_known(c->series[i].years[year]) &&
			    uncertainty_wilson(
				c->series[i].years[year].k, c->series[i].years[year].n, &in))
				most = fmax(most, in.high);
	return most;
}

/* The plot takes what the words around it leave. */
static void
lay_out(struct drawing *d)
{
	const struct chart_years *c = d->c;
	struct box box = {LEFT, 14, sizes[c->size].width, sizes[c->size].height - BOTTOM};
	size_t i;

	d->endings = mem_array(d->ctx, struct ending, c->nseries);
	for (i = 0; i < c->nseries; i++)
		d->endings[i] = ending_of(d->ctx, c, &c->series[i]);
	box.x2 -= endings_width(d) + END_DISTANCE - INSET + 8;
	d->plot = plot_for(box, highest(c));
	d->plot.box.y1 += break_words(d, false) * ROW;
}

void
chart_years(struct buf *out, const struct chart_years *c)
{
	struct drawing d = {.ctx = talloc_new(NULL), .out = out, .c = c};
	size_t i;

	lay_out(&d);
	svg_begin(out, sizes[c->size].class, sizes[c->size].width, sizes[c->size].height, false,
	    c->title);
	plot_grid(out, &d.plot, c->lang);
	draw_years(&d);
	break_words(&d, true);
	for (i = 0; i < c->nseries; i++)
		draw_runs(&d, &c->series[i], true);
	for (i = 0; i < c->nseries; i++)
		draw_runs(&d, &c->series[i], false);
	draw_threshold(&d);
	draw_endings(&d);
	svg_end(out);
	talloc_free(d.ctx);
}
