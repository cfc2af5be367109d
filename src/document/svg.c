#include "document/svg.h"

#include "base/text.h"

#include <math.h>

#define NUMBER_LIMIT 1e7 /* far outside any picture, and short in text */

/* At most two decimals without trailing zeros; never "-0". printf takes twenty times as long. */
static void
number(struct buf *out, double n)
{
	char text[32], *at = text + sizeof text;
	unsigned long hundredths;

	if (!isfinite(n) || fabs(n) > NUMBER_LIMIT)
		n = 0;
	hundredths = (unsigned long)lrint(fabs(n) * 100);
	if (hundredths % 100 != 0) {
		if (hundredths % 10 != 0)
			*--at = (char)('0' + hundredths % 10);
		*--at = (char)('0' + hundredths / 10 % 10);
		*--at = '.';
	}
	n = hundredths == 0 ? 0 : n;
	for (hundredths /= 100; hundredths > 0; hundredths /= 10)
		*--at = (char)('0' + hundredths % 10);
	if (at == text + sizeof text || *at == '.')
		*--at = '0';
	if (n < 0)
		*--at = '-';
	buf_add(out, at, (size_t)(text + sizeof text - at));
}

static void
attribute(struct buf *out, const char *name, double n)
{
	buf_char(out, ' ');
	buf_text(out, name);
	buf_text(out, "=\"");
	number(out, n);
	buf_char(out, '"');
}

/* What stands for @c; NULL: itself. A letter of control may stand in HTML, but not in XML. */
static const char *
entity(char c)
{
	return (unsigned char)c < ' ' && c != '\t' && c != '\n' ? "\uFFFD" : text_entity(c);
}

void
svg_escape(struct buf *out, const char *text)
{
	const char *c, *from = text, *instead;

	for (c = text; *c != '\0'; c++) {
		instead = entity(*c);
		if (instead == NULL)
			continue;
		buf_add(out, from, (size_t)(c - from));
		buf_text(out, instead);
		from = c + 1;
	}
	buf_add(out, from, (size_t)(c - from));
}

/* <NAME class="…" */
static void
open_tag(struct buf *out, const char *name, const char *class)
{
	buf_char(out, '<');
	buf_text(out, name);
	if (class[0] != '\0') {
		buf_text(out, " class=\"");
		svg_escape(out, class);
		buf_char(out, '"');
	}
}

void
svg_begin(
    struct buf *out, const char *class, double width, double height, bool fixed, const char *title)
{
	open_tag(out, "svg", class);
	buf_text(out, title != NULL ? " role=\"img\"" : " aria-hidden=\"true\"");
	if (fixed) {
		attribute(out, "width", width);
		attribute(out, "height", height);
	}
	buf_text(out, " viewBox=\"0 0 ");
	number(out, width);
	buf_char(out, ' ');
	number(out, height);
	buf_text(out, "\" xmlns=\"http://www.w3.org/2000/svg\">");
	if (title != NULL) {
		buf_text(out, "<title>");
		svg_escape(out, title);
		buf_text(out, "</title>");
	}
}

void
svg_end(struct buf *out)
{
	buf_text(out, "</svg>\n");
}

void
svg_line(struct buf *out, const char *class, double x1, double y1, double x2, double y2)
{
	open_tag(out, "line", class);
	attribute(out, "x1", x1);
	attribute(out, "y1", y1);
	attribute(out, "x2", x2);
	attribute(out, "y2", y2);
	buf_text(out, "/>");
}

void
svg_rect(
    struct buf *out, const char *class, double x, double y, double width, double height, double r)
{
	open_tag(out, "rect", class);
	attribute(out, "x", x);
	attribute(out, "y", y);
	attribute(out, "width", fmax(width, 0));
	attribute(out, "height", fmax(height, 0));
	if (r > 0)
		attribute(out, "rx", r);
	buf_text(out, "/>");
}

void
svg_circle(struct buf *out, const char *class, double x, double y, double r)
{
	open_tag(out, "circle", class);
	attribute(out, "cx", x);
	attribute(out, "cy", y);
	attribute(out, "r", r);
	buf_text(out, "/>");
}

void
svg_diamond(struct buf *out, const char *class, double x, double y, double r)
{
	svg_path_begin(out, class);
	svg_path_move(out, x, y - r);
	svg_path_to(out, x + r, y);
	svg_path_to(out, x, y + r);
	svg_path_to(out, x - r, y);
	svg_path_end(out, true);
}

void
svg_arrow(struct buf *out, const char *class, double x, double y, double r, int dx, int dy)
{
	svg_path_begin(out, class);
	svg_path_move(out, x + r * dx, y + r * dy);
	svg_path_to(out, x - r * (dx + dy), y - r * (dy + dx));
	svg_path_to(out, x - r * (dx - dy), y - r * (dy - dx));
	svg_path_end(out, true);
}

static void
put_words(struct buf *out, const char *class, double x, double y, const char *text, bool foreign)
{
	open_tag(out, "text", class);
	if (foreign)
		buf_text(out, " lang=\"ru\"");
	attribute(out, "x", x);
	attribute(out, "y", y);
	buf_char(out, '>');
	svg_escape(out, text);
	buf_text(out, "</text>");
}

void
svg_text(struct buf *out, const char *class, double x, double y, const char *text)
{
	put_words(out, class, x, y, text, false);
}

void
svg_name(struct buf *out, const char *class, double x, double y, const char *text, enum lang lang)
{
	put_words(out, class, x, y, text, lang != LANG_RU);
}

void
svg_path_begin(struct buf *out, const char *class)
{
	open_tag(out, "path", class);
	buf_text(out, " d=\"");
}

static void
path_point(struct buf *out, char command, double x, double y)
{
	buf_char(out, command);
	number(out, x);
	buf_char(out, ' ');
	number(out, y);
}

void
svg_path_move(struct buf *out, double x, double y)
{
	path_point(out, 'M', x, y);
}

void
svg_path_to(struct buf *out, double x, double y)
{
	path_point(out, 'L', x, y);
}

void
svg_path_end(struct buf *out, bool close)
{
	buf_text(out, close ? "Z\"/>" : "\"/>");
}
