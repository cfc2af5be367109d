/*
 * A small writer of SVG for inside a page.
 *
 * Looks come from classes of app.css only: the page's Content-Security-Policy forbids style
 * attributes, and themes and print follow the classes. Geometry is in attributes: coordinates in
 * CSS pixels, at most two decimals, always with a point. Every text is escaped here; a class is a
 * word of ours, but escaped as well. A coordinate that is not finite is written as 0.
 */
#ifndef DOCUMENT_SVG_H
#define DOCUMENT_SVG_H

#include "base/buf.h"
#include "base/text.h"

/*
 * <svg> of @width × @height, closed by svg_end(). With @title as its accessible name it is an image
 * (role="img"); without (NULL) it is hidden from readers, and words beside it must tell.
 * @fixed also writes width and height, so that it keeps its size (miniatures).
 */
void svg_begin(
    struct buf *out, const char *class, double width, double height, bool fixed, const char *title);
void svg_end(struct buf *out);

/* @text escaped for text and attribute values; characters XML has no place for become U+FFFD. */
void svg_escape(struct buf *out, const char *text);

void svg_line(struct buf *out, const char *class, double x1, double y1, double x2, double y2);
void svg_rect(
    struct buf *out, const char *class, double x, double y, double width, double height, double r);
void svg_circle(struct buf *out, const char *class, double x, double y, double r);
/* A square on its corner: @r from the centre to each corner. */
void svg_diamond(struct buf *out, const char *class, double x, double y, double r);
/* A triangle of half-width @r that points from the centre to @dx, @dy, one of which is 0. */
void svg_arrow(struct buf *out, const char *class, double x, double y, double r, int dx, int dy);
/* @class "" writes none. Aligned by the classes: start, `mid` or `end`. */
void svg_text(struct buf *out, const char *class, double x, double y, const char *text);
/* The same for a name of the data, which is Russian: says so where the page's @lang is another. */
void svg_name(
    struct buf *out, const char *class, double x, double y, const char *text, enum lang lang);

/* <path class d="…">: begin, then points, then end. @close joins the last to the first. */
void svg_path_begin(struct buf *out, const char *class);
void svg_path_move(struct buf *out, double x, double y);
void svg_path_to(struct buf *out, double x, double y);
void svg_path_end(struct buf *out, bool close);

#endif
