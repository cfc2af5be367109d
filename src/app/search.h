/*
 * Search of everything the actor may see: schools by name and code, methods, lists, imports, pages
 * of the program by their titles, the manual. All words must be found; letters are folded.
 */
#ifndef APP_SEARCH_H
#define APP_SEARCH_H

#include "app/app.h"

#define SEARCH_HITS 20 /* shown of a group; all are counted */
#define SEARCH_WORDS 8

struct search_params {
	const char *text; /* NULL: nothing is asked yet */
};

enum search_group {
	SEARCH_SCHOOLS,
	SEARCH_METHODS,
	SEARCH_LISTS,
	SEARCH_IMPORTS,
	SEARCH_PAGES,
	SEARCH_MANUAL,
	SEARCH_GROUPS
};

struct search_hit {
	const char *own;       /* words of the data, or NULL */
	struct error said;     /* a message with its values when @own is NULL; its kind is OK */
	const char *note;      /* a code, a municipality; words of the data; NULL = none */
	struct day closed;     /* a school that is no more; year 0 = it is */
	enum action_id action; /* its page */
	const char *field;     /* a word of the page's path, or NULL */
	const char *value;
};

struct search_found {
	size_t count; /* all there are */
	size_t nhits; /* kept */
	struct search_hit hits[SEARCH_HITS];
};

struct search_view {
	const char *text;
	size_t count;
	struct search_found groups[SEARCH_GROUPS];
};

/* "schools", … ; and a message id. */
const char *search_group_code(enum search_group group);
const char *search_group_words(enum search_group group);

enum err search_run(
    TALLOC_CTX *ctx, struct app *app, const void *params, void **view, struct error *err);
void search_json(struct json *j, const void *view);

#endif
