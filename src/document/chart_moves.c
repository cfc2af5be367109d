#include "document/chart.h"

#include "document/svg.h"

#define WIDTH 345.0
#define HEIGHT 178.0
#define TOP 34.0 /* of the higher column: room for its number */
#define BASELINE 140.0
#define COLUMN 46.0
#define LEFT 14.0     /* of the column of last year */
#define RIGHT 176.0   /* of the column of this year */
#define WORDS 12.0    /* from a column to its words */
#define LINE_MIN 17.0 /* between two lines of words */

struct moves {
	const struct chart_moves *c;
	TALLOC_CTX *scratch;
	double unit; /* px a school */
};

static double
top_of(const struct moves *m, int64_t n)
{
	return BASELINE - (double)n * m->unit;
}

/* A part of a column between two counts from its foot; nobody is no part. */
static void
draw_part(struct buf *out, const struct moves *m, const char *class, double x, int64_t from,
    int64_t until)
{
	if (until > from)
		svg_rect(
		    out, class, x, top_of(m, until), COLUMN, (double)(until - from) * m->unit, 0);
}

/* «↑ 2 перестали»: an arrow where something moves, the number, the word. */
static void
draw_words(struct buf *out, const struct moves *m, double x, double y, int64_t n, const char *words,
    int direction)
{
	const struct chart_moves *c = m->c;
	char *text = talloc_asprintf(
	    m->scratch, "%s %s", text_number(m->scratch, c->lang, rational_int(n), 0), words);

	if (direction != 0)
		svg_arrow(
		    out, direction < 0 ? "arrow-out" : "arrow-in", x + 4, y - 4, 4, 0, direction);
	svg_text(out, direction != 0 ? "strong" : "", x + (direction != 0 ? 13 : 0), y, text);
}

static void
draw_column(struct buf *out, const struct moves *m, double x, int64_t all, const char *year,
    const char *class)
{
	svg_text(out, "big strong mid", x + COLUMN / 2, top_of(m, all) - 8,
	    text_number(m->scratch, m->c->lang, rational_int(all), 0));
	svg_text(out, class, x + COLUMN / 2, BASELINE + 19, year);
}

static void
draw_band(struct buf *out, const struct moves *m)
{
	if (m->c->stay == 0)
		return;
	svg_path_begin(out, "move-band");
	svg_path_move(out, LEFT + COLUMN, top_of(m, m->c->stay));
	svg_path_to(out, RIGHT, top_of(m, m->c->stay));
	svg_path_to(out, RIGHT, BASELINE);
	svg_path_to(out, LEFT + COLUMN, BASELINE);
	svg_path_end(out, true);
}

/* The middle of a part, but the words of two parts don't meet: the upper ones give way. */
static double
line_at(const struct moves *m, int64_t from, int64_t until, double below)
{
	double y = (top_of(m, from) + top_of(m, until)) / 2 + 4;

	return y > below - LINE_MIN ? below - LINE_MIN : y;
}

void
chart_moves(struct buf *out, const struct chart_moves *c)
{
	int64_t before = c->stay + c->leave, now = c->stay + c->enter;
	int64_t most = before > now ? before : now;
	struct moves m = {c, talloc_new(NULL), (BASELINE - TOP) / (double)(most > 0 ? most : 1)};
	double low = line_at(&m, 0, c->stay, BASELINE + LINE_MIN - 4);

	svg_begin(out, "chart", WIDTH, HEIGHT, false, c->title);
	draw_band(out, &m);
	draw_part(out, &m, "move-stay", LEFT, 0, c->stay);
	draw_part(out, &m, "move-out", LEFT, c->stay, before);
	draw_part(out, &m, "move-stay", RIGHT, 0, c->stay);
	draw_part(out, &m, "move-in", RIGHT, c->stay, now);
	if (c->leave > 0)
		draw_words(out, &m, LEFT + COLUMN + WORDS,
		    line_at(&m, c->stay, before, top_of(&m, c->stay) + LINE_MIN - 8), c->leave,
		    c->leave_words, -1);
	if (c->stay > 0)
		draw_words(out, &m, RIGHT + COLUMN + WORDS, low, c->stay, c->stay_words, 0);
	if (c->enter > 0)
		draw_words(out, &m, RIGHT + COLUMN + WORDS,
		    line_at(&m, c->stay, now, c->stay > 0 ? low : BASELINE + LINE_MIN), c->enter,
		    c->enter_words, 1);
	draw_column(out, &m, LEFT, before, c->before, "mid");
	draw_column(out, &m, RIGHT, now, c->now, "strong mid");
	svg_line(out, "axis", 0, BASELINE, WIDTH, BASELINE);
	svg_end(out);
	talloc_free(m.scratch);
}
