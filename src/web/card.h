/* The card of a school, and its report, which prints the same facts. */
#ifndef WEB_CARD_H
#define WEB_CARD_H

#include "app/card.h"
#include "document/chart.h"
#include "web/page.h"

/* A procedure, this year and the last. */
struct card_row {
	const struct card_line *line;
	const struct card_cell *now, *before;
	bool low, low_before, small;
	struct rational share, share_before;
	const char *count, *count_before; /* NULL: no figure, then absent says why */
	const char *absent, *absent_before;
	struct chart_interval picture;
	const char *interval;
};

/* A family of procedures over the years, and its figures as a table. */
struct card_family {
	const struct procedure_family *family;
	const char *title; /* a sentence */
	struct html wide, narrow;
	size_t count;
	const struct card_line **lines;
};

/* A link of the chain; url.text NULL: not reached yet. */
struct card_link {
	const char *icon, *kind, *fact, *second;
	struct url url;
	bool second_own; /* words of an act */
};
#define CARD_LINKS 7
#define CARD_FAMILIES 8

struct card_fact {
	const char *name, *value;
	const char *since; /* NULL: from the beginning */
};

struct card_page {
	const struct card_view *view;
	const char *place;      /* municipality, kind, levels */
	const char *conditions; /* «условие A»; NULL when none holds */
	const char *finding;    /* a sentence over the table */
	struct card_link chain[CARD_LINKS];
	size_t nrows;
	struct card_row *rows;
	size_t nfamilies;
	struct card_family families[CARD_FAMILIES];
	size_t nfacts;
	struct card_fact *facts;
	const char *sentence; /* what results may be used for; or NULL */
	bool movable;         /* to another municipality, by the reader */
	struct url object;    /* where the school may object now; text NULL: nowhere */
};

/* The share and counts of a cell, for tables of years: «35,7 %, 5 из 14», or why there is none. */
const char *card_cell_text(struct page *pg, const struct card_cell *c);

/* A paper shows the newest years. */
#define REPORT_YEARS 5

web_page school_move_form;
web_page card_page, report_page, school_move_form;

#endif
