/* The list of schools. */
#ifndef WEB_SCHOOLS_H
#define WEB_SCHOOLS_H

#include "app/schools.h"
#include "document/chart.h"
#include "web/page.h"

/* A condition that can be taken back. */
struct schools_tag {
	const char *text; /* «название:» */
	const char *own;  /* words of the reader or the data after it, or NULL */
	struct url off;
};

struct schools_line {
	const struct indexed_school *row;
	const char *place;      /* municipality, levels, branch: the second line */
	const char *conditions; /* «условие A», or NULL */
	const char *low;        /* «2 из 8», NULL without data */
	bool has_share;
	struct rational share;
	const char *count; /* «19 из 82» */
	struct chart_interval interval;
	struct chart_spark spark;
	const char *change; /* «+6», or NULL */
};

struct schools_page {
	const struct schools_view *view;
	const char *first_year, *last_year; /* of the sparkline */
	size_t ntags;
	struct schools_tag tags[4];
	size_t nlines;
	struct schools_line *lines;
	size_t npages;
	const int64_t *pages; /* numbers of the pager, 0 = a gap */
};

/* What a list shows the outcome with. */
const char *schools_icon(enum outcome outcome);
const char *schools_tone(enum outcome outcome);

/* The value that the head of a column sorts by next, and its aria-sort. */
const char *schools_next_sort(struct page *pg, const char *key);
const char *schools_aria_sort(struct page *pg, const char *key);

web_page schools_page;

#endif
