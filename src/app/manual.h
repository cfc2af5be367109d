/*
 * The manual, inside the program: pages of docs/manual as HTML that tools/manual.c has checked at
 * build. Their words are Russian.
 */
#ifndef APP_MANUAL_H
#define APP_MANUAL_H

#include "app/app.h"

struct manual_params {
	const char *page; /* NULL: the list of pages */
};

struct manual_page {
	const char *name;  /* "perechni" */
	const char *title; /* HTML */
	const char *html;  /* with «help:» and «static:» in its addresses; see tools/manual.c */
};

struct manual_view {
	size_t count;
	struct manual_page *pages;      /* in the order of the manual */
	const struct manual_page *page; /* NULL: the list */
};

/* All pages, under @ctx. */
struct manual_view *manual_all(TALLOC_CTX *ctx);

/* The text of @html without its tags. */
char *manual_text(TALLOC_CTX *ctx, const char *html);

enum err manual_run(
    TALLOC_CTX *ctx, struct app *app, const void *params, void **view, struct error *err);
void manual_json(struct json *j, const void *view);

#endif
