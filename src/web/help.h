/* The manual on pages. */
#ifndef WEB_HELP_H
#define WEB_HELP_H

#include "app/manual.h"
#include "web/page.h"

/* A heading of the page, for its table of contents. */
struct help_heading {
	struct url url;
	struct html words;
};

struct help_page {
	const struct manual_view *view;
	struct html body, title; /* of view->page */
	size_t nheadings;
	struct help_heading *headings;
};

/* The address of a page of the manual; of its beginning for NULL. */
struct url help_url(struct page *pg, const char *page);

/* The page of the manual about what the reader sees now. */
struct url help_about(struct page *pg);

web_page help_page;

#endif
