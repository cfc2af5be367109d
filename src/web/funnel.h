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

struct funnel_page {
	const struct funnel_view *view;
	struct html wide, narrow; /* text NULL: too many */
	struct rational mean;
	size_t nlines;
	struct funnel_line *lines;
	size_t page, pages;   /* of the table */
	size_t first, nshown; /* the lines of this page */
};

web_page funnel_page;

#endif
