/*
 * Addresses of pages, made from the table of actions: a page never spells a path. Values are
 * percent-encoded; a word in braces of the action's path takes the value of that name, the others
 * go into the query.
 */
#ifndef WEB_LINK_H
#define WEB_LINK_H

#include "web/page.h"

/*
 * The page of the action: link_to(pg, ACTION_EXPLAIN, "school", code, "year", year, NULL). A value
 * NULL or "" is left out of the query. The year the reader chose goes along where the action has
 * a year and none is given.
 */
struct url link_to(struct page *pg, enum action_id id, ...) __attribute__((sentinel));

/* This page again with other values in its query: link_here(pg, "sort", "name", NULL). */
struct url link_here(struct page *pg, ...) __attribute__((sentinel));

/* The page the form of this action posts to: the path with the values it was asked with. */
struct url link_self(struct page *pg);

/* A static file by its name: "app.css". */
struct url link_static(struct page *pg, const char *name);

/* A page of the web itself that is no action: "/" and the like; @path starts with '/'. */
struct url link_path(struct page *pg, const char *path);

/*
 * @then of an action with values from its form, query and path; a browser is sent there. Only a
 * path of this application comes out.
 */
struct url link_then(struct page *pg, const char *then);

/* A step on the way: the page that @a goes on to, if it is one with a title. */
void link_crumb_then(struct page *pg, const struct action *a);

/* The number as the text of a link's value, under pg->ctx. */
const char *link_number(struct page *pg, int64_t n);

/* @path is one of this application, and no address elsewhere: "/x", not "//x", not "/\x". */
bool link_is_local(const char *path);

#endif
