/* «Таблица школ и процедур». */
#ifndef WEB_TABLE_H
#define WEB_TABLE_H

#include "app/table.h"
#include "web/page.h"

/* How a cell looks and what it says. */
struct table_square {
	const char *css; /* classes of app.css: h0..h5, few, nodata, absent, nobody, withheld … */
	const char *icon;  /* or NULL */
	const char *words; /* «35,7», «нет данных» */
	const char *small; /* «5 из 14 · мало», or NULL */
	bool unseen;       /* the words are for readers of the screen only */
};

/* Neighbouring procedures of one family. */
struct table_group {
	struct bilingual title;
	size_t span;
};

struct table_page {
	const struct table_view *view;
	int first_year, last_year; /* to choose from */
	const bool *first;         /* of a procedure: begins a group */
	size_t ngroups;
	struct table_group *groups;
	struct table_square *squares; /* schools × procedures */
	const char **pooled;          /* of each school: «23,2 %», or "" */
	const char *few;              /* what few is: a sentence */
};

web_page table_page;

#endif
