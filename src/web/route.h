/* From a path to the action of the table, and the words in its braces. */
#ifndef WEB_ROUTE_H
#define WEB_ROUTE_H

#include "app/action.h"
#include "web/page.h"

#define ROUTE_WORDS 4

struct route {
	const struct action *action;
	bool form; /* GET of a path that only writes: its form is wanted */
	size_t nwords;
	struct http_pair words[ROUTE_WORDS];
};

/* What the web serves: actions with their pages and forms, set once before serving. */
struct web_table {
	const struct action *actions;
	web_page *const *pages; /* by id; NULL: an action without a page of its own */
	web_page *const *forms; /* by id; NULL: the form made from the fields */
	web_file *const *files; /* by id; NULL: there is no file of it */
	size_t count;
};
void web_set_table(const struct web_table *table);
const struct web_table *web_table(void);

/*
 * Finds the action that @path means for @method; words are copied under @ctx. A path of fixed words
 * is preferred to one with braces. *@known: there is such a path, perhaps for another method.
 */
bool route_find(
    TALLOC_CTX *ctx, enum http_method method, const char *path, struct route *out, bool *known);

/*
 * app_dispatch() as the web asks: a VERB_GET writes nothing whatever its fields say, since a link
 * of anybody opens it, but for one that comes back from another system; and a key that only
 * reads sends no VERB_POST.
 */
enum err route_dispatch(TALLOC_CTX *ctx, struct app *app, const struct action *action,
    const void *params, void **view, struct error *err);

/* What is wrong with the table for the web (a GET without page and file, two of one path); or NULL.
 */
const char *route_check(TALLOC_CTX *ctx, const struct web_table *table);

#endif
