/* The grid in which figures are typed, and which school a name means. */
#ifndef WEB_TYPING_H
#define WEB_TYPING_H

#include "app/import.h"
#include "app/matching.h"
#include "app/typing.h"
#include "web/page.h"

struct typing_status {
	const char *value, *text;
};

/* Why there are no figures of a school: ended by a value NULL. */
const struct typing_status *typing_statuses(struct page *pg);
/* The title of a column; the label of a cell. */
const char *typing_title(const struct page *pg, enum typing_cell cell);
const char *typing_label(struct page *pg, const struct typing_row *row, enum typing_cell cell);
/* What is wrong with a row, in words that name the column as the grid does. */
const char *typing_said(struct page *pg, const struct error *error);
/* What stands in a cell: what was typed, else what is stored. */
const char *typing_value(const struct typing_row *row, enum typing_cell cell);

web_page typing_page;

/* A name that a file of late named, and what it may mean. */
struct matching_shown {
	const struct match_view *answers;
	size_t nunknown;
	struct import_unknown *unknown;
};

/* A name that is to be told, with proposals and all schools to choose from. */
struct matching_asked {
	const char *name, *back;
	const struct match_view *proposals; /* NULL: no name was given */
	const char *find;                   /* words that were searched; "" = none */
	const struct match_view *found;     /* NULL: nothing was searched */
};

/* Schools of the scope for a list to choose from, unless there are too many: then none. */
#define SCHOOL_CHOICES_MAX 2000
const struct match_view *school_choices(struct page *pg);

web_page matching_page, match_form;

#endif
