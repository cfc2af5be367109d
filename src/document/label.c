#include "document/label.h"

#include "base/mem.h"

#include <math.h>
#include <string.h>

#define ASCENT 0.78  /* of the size: from the line to the top of capitals, with a breath */
#define DESCENT 0.24 /* and to the bottom of «у» */
#define DOT_GAP 4.0  /* between a dot and its name */
#define NAME_GAP 2.0 /* between two names, and around a dot */

bool
box_overlaps(struct box a, struct box b)
{
	return a.x1 < b.x2 && b.x1 < a.x2 && a.y1 < b.y2 && b.y1 < a.y2;
}

/* Liang and Barsky. */
bool
box_crossed(struct box b, struct segment s)
{
	double p[4] = {s.x1 - s.x2, s.x2 - s.x1, s.y1 - s.y2, s.y2 - s.y1};
	double q[4] = {s.x1 - b.x1, b.x2 - s.x1, s.y1 - b.y1, b.y2 - s.y1};
	double from = 0, to = 1;
	int i;

	for (i = 0; i < 4; i++) {
		if (p[i] == 0 && q[i] < 0)
			return false;
		if (p[i] < 0)
			from = fmax(from, q[i] / p[i]);
		if (p[i] > 0)
			to = fmin(to, q[i] / p[i]);
	}
	return from < to;
}

/* Letters of Inter by width in hundredths of the size, weight 400; others take the last line. */
static const struct {
	const char *letters;
	double width;
} widths[] = {
    {" .,:;'!|Iijl\u00A0", 0.28},
    {"()frt/-«»\"", 0.42},
    {"гткуasckvxyzг", 0.55},
    {"ФЖМЮШЩжшщюMWmw%№—", 0.90},
    {"АВДЗЛНОПСЧЦЭмыфOCDGHKNQRSTUVXZ", 0.74},
};
#define WIDTH_OTHER 0.62
#define STRONG_FACTOR 1.04

static size_t
letter_bytes(const char *s)
{
	size_t n = 1;

	while (((unsigned char)s[n] & 0xC0) == 0x80)
		n++;
	return n;
}

static double
letter_width(const char *s, size_t n)
{
	char letter[8] = "";
	size_t i;

	memcpy(letter, s, n < sizeof letter ? n : sizeof letter - 1);
	for (i = 0; i < sizeof widths / sizeof widths[0]; i++)
		if (strstr(widths[i].letters, letter) != NULL)
			return widths[i].width;
	return WIDTH_OTHER;
}

double
label_width(const char *text, double size, bool strong)
{
	double width = 0;
	size_t n;

	for (; *text != '\0'; text += n) {
		n = letter_bytes(text);
		width += letter_width(text, n);
	}
	return width * size * (strong ? STRONG_FACTOR : 1);
}

char *
label_fit(TALLOC_CTX *ctx, const char *text, double size, bool strong, double width)
{
	double room = width - label_width("…", size, strong), used = 0;
	const char *s = text;
	size_t n;

	if (label_width(text, size, strong) <= width)
		return mem_strdup(ctx, text);
	for (; *s != '\0'; s += n) {
		n = letter_bytes(s);
		used += letter_width(s, n) * size * (strong ? STRONG_FACTOR : 1);
		if (used > room)
			break;
	}
	while (s > text && s[-1] == ' ')
		s--;
	return mem_printf(ctx, "%.*s…", (int)(s - text), text);
}

size_t
label_line(const char *text, double size, bool strong, double width)
{
	double used = 0;
	size_t i, n, end = 0;

	for (i = 0; text[i] != '\0'; i += n) {
		n = letter_bytes(text + i);
		used += letter_width(text + i, n) * size * (strong ? STRONG_FACTOR : 1);
		if (used > width)
			return end > 0 ? end : i;
		if (text[i] == ' ')
			end = i;
	}
	return i;
}

/* --- placing --- */

/* Where a name may stand: direction from the dot, -1..1 on each axis, best first. */
static const struct {
	double dx, dy;
	double cost; /* in pixels of distance: what the eye likes less */
} directions[] = {{1, 0, 0}, {-1, 0, 1}, {0, -1, 1}, {0, 1, 2}, {1, -1, 3}, {1, 1, 3}, {-1, -1, 4},
    {-1, 1, 4}, {0.5, -1, 4}, {0.5, 1, 4}, {-0.5, -1, 5}, {-0.5, 1, 5}, {1, -0.5, 5}, {1, 0.5, 5},
    {-1, -0.5, 6}, {-1, 0.5, 6}};
static const double distances[] = {0, 12, 22, 34, 48, 64};

#define LINE_COST 9.0     /* a crossed line is as bad as so many pixels */
#define STRANGE_COST 12.0 /* so near another dot that it seems to be its name */
#define STRANGE_GAP 7.0
#define FAR_COST 14.0      /* a leader needed */
#define BLOCKED (INFINITY) /* covers what must stay visible */

struct placing {
	struct label *labels;
	size_t n;
	struct box area;
	const struct segment *lines;
	size_t nlines;
};

static struct box
grown(struct box b, double by)
{
	return (struct box){b.x1 - by, b.y1 - by, b.x2 + by, b.y2 + by};
}

static struct box
box_at(const struct label *l, double dx, double dy, double distance)
{
	double width = label_width(l->text, LABEL_SIZE, l->strong);
	double height = (ASCENT + DESCENT) * LABEL_SIZE;
	/* on a diagonal the corner of the box is what is near */
	double reach = l->r + (fabs(dx) == 1 && fabs(dy) == 1 ? 1 : DOT_GAP) + distance;
	struct box b;

	b.x1 = l->x + dx * reach - width * (1 - dx) / 2;
	b.y1 = l->y + dy * reach - height * (1 - dy) / 2;
	b.x2 = b.x1 + width;
	b.y2 = b.y1 + height;
	return b;
}

/* From the edge of the dot to the nearest point of the words. */
static struct segment
leader_to(const struct label *l, struct box b)
{
	double x = fmax(b.x1 + 2, fmin(l->x, b.x2 - 2));
	double y = l->y < b.y1 ? b.y1 : l->y > b.y2 ? b.y2 : (b.y1 + b.y2) / 2;
	double length;

	if (l->x < b.x1 || l->x > b.x2)
		x = l->x < b.x1 ? b.x1 - 1 : b.x2 + 1;
	length = fmax(hypot(x - l->x, y - l->y), 1);
	return (struct segment){
	    l->x + (x - l->x) * l->r / length, l->y + (y - l->y) * l->r / length, x, y};
}

static struct box
dot_box(const struct label *l)
{
	return (struct box){l->x - l->r, l->y - l->r, l->x + l->r, l->y + l->r};
}

/* Whether words in @b, led to from label @self by @line (or NULL), hide a dot, a name, a leader. */
static bool
hides(const struct placing *p, size_t self, struct box b, const struct segment *line)
{
	struct box around = grown(b, NAME_GAP);
	size_t i;

	for (i = 0; i < p->n; i++) {
		const struct label *other = &p->labels[i];

		if (i != self && box_overlaps(dot_box(other), around))
			return true;
		if (i != self && line != NULL && box_crossed(dot_box(other), *line))
			return true;
		if (!other->placed || i == self)
			continue;
		if (box_overlaps(other->box, around) ||
		    (line != NULL && box_crossed(grown(other->box, 1), *line)) ||
		    (other->leader && box_crossed(around, other->line)))
			return true;
	}
	return false;
}

static double
cost_of(const struct placing *p, size_t self, struct box b, const struct segment *line)
{
	double cost = 0;
	size_t i;

	if (b.x1 < p->area.x1 || b.x2 > p->area.x2 || b.y1 < p->area.y1 || b.y2 > p->area.y2 ||
	    hides(p, self, b, line))
		return BLOCKED;
	for (i = 0; i < p->nlines; i++)
		if (box_crossed(b, p->lines[i]))
			cost += LINE_COST;
	for (i = 0; i < p->n; i++)
		if (i != self && box_overlaps(dot_box(&p->labels[i]), grown(b, STRANGE_GAP)))
			cost += STRANGE_COST;
	return cost;
}

static void
place_one(const struct placing *p, size_t self)
{
	struct label *l = &p->labels[self];
	double best = BLOCKED, cost;
	size_t d, i;

	for (i = 0; i < sizeof distances / sizeof distances[0]; i++) {
		for (d = 0; d < sizeof directions / sizeof directions[0]; d++) {
			struct box b = box_at(l, directions[d].dx, directions[d].dy, distances[i]);
			bool far = distances[i] > 0;
			struct segment line = leader_to(l, b);

			cost = cost_of(p, self, b, far ? &line : NULL) + directions[d].cost +
			       distances[i] + (far ? FAR_COST : 0);
			if (cost >= best)
				continue;
			best = cost;
			l->box = b;
			l->leader = far;
			l->line = line;
		}
	}
	l->placed = best < BLOCKED;
}

double
label_baseline(struct box b)
{
	return b.y2 - DESCENT * LABEL_SIZE;
}

void
label_place(
    struct label *labels, size_t n, struct box area, const struct segment *lines, size_t nlines)
{
	const struct placing p = {labels, n, area, lines, nlines};
	size_t i;

	for (i = 0; i < n; i++)
		labels[i].placed = false;
	for (i = 0; i < n; i++)
		if (labels[i].text != NULL)
			place_one(&p, i);
}
