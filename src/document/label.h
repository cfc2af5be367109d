/*
 * Words in a picture: how wide they are, and where they stand without covering anything.
 *
 * Widths are those of Inter, the font of the page, by class of letter; another font is a little
 * off, which the distances around a label forgive.
 */
#ifndef DOCUMENT_LABEL_H
#define DOCUMENT_LABEL_H

#include <stdbool.h>
#include <stddef.h>
#include <talloc.h>

struct box {
	double x1, y1, x2, y2;
};

/* A straight piece of a line. */
struct segment {
	double x1, y1, x2, y2;
};

bool box_overlaps(struct box a, struct box b);    /* touching is no overlap */
bool box_crossed(struct box b, struct segment s); /* a piece of @s lies in @b */

/* Width in pixels of @text (UTF-8) at @size pixels; @strong is weight 600. */
double label_width(const char *text, double size, bool strong);

/* @text, or as much of it as fits into @width with «…» at the end; under @ctx. */
char *label_fit(TALLOC_CTX *ctx, const char *text, double size, bool strong, double width);

/* Bytes of @text that fit on a line of @width, up to a space if there is one. */
size_t label_line(const char *text, double size, bool strong, double width);

/* A point that wants its name beside it. Filled in by label_place(): all from `placed` on. */
struct label {
	double x, y, r;   /* the dot: centre and radius */
	const char *text; /* NULL: a dot without a name, which names of others avoid */
	bool strong;
	bool placed;    /* false: no free place, the dot stays without a name */
	struct box box; /* of the words */
	bool leader;    /* moved away: a thin line from the dot to the words */
	struct segment line;
};

/* Where the text of a placed box stands (y of <text>). */
double label_baseline(struct box b);

#define LABEL_SIZE 12.0 /* pixels: the smallest text on a screen */

/*
 * Places the labels of @n dots inside @area, the first ones first: beside its dot if it can be,
 * further away with a leader if not. A label never covers a dot, another label or the leader of
 * one; of the places left it takes the nearest that crosses fewest of @lines.
 */
void label_place(
    struct label *labels, size_t n, struct box area, const struct segment *lines, size_t nlines);

#endif
