/* «График с контрольными границами». */
#ifndef WEB_FUNNEL_H
#define WEB_FUNNEL_H

#include "app/funnel.h"
#include "web/page.h"

/* The picture shows at most so many schools; of more the table alone, by municipality. */
#define FUNNEL_POINTS 1500
#define FUNNEL_LINES 300 /* on a page of the table */

struct funnel_line {
	const struct funnel_point *point;
	struct rational share;
	const char *count, *limits;
};

/* What a mark of the picture means. */
struct funnel_key {
	struct html mark;
	const char *words;
};
#define FUNNEL_KEYS 4

/* Schools of one side beside the picture: the first of them. */
#define FUNNEL_SIDE 8
struct funnel_side {
	size_t count;
	struct funnel_line *lines;
	struct url all; /* the table of that side; text NULL: these are all */
};

struct funnel_page {
	const struct funnel_view *view;
	struct html wide, narrow; /* text NULL: too many */
	struct funnel_key keys[FUNNEL_KEYS];
	struct rational mean;
	size_t nlines;
	struct funnel_line *lines; /* of the table */
	struct funnel_side above, below;
	const char *side;     /* the only one listed, in words; NULL: both and those within */
	size_t page, pages;   /* of the table */
	size_t first, nshown; /* the lines of this page */
};

web_page funnel_page;

#endif
