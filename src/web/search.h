/* The page of what was found. */
#ifndef WEB_SEARCH_H
#define WEB_SEARCH_H

#include "app/search.h"
#include "web/page.h"

/* The page of a hit; text NULL: the reader has none. */
struct url search_url(struct page *pg, const struct search_hit *hit);

web_page search_page;

#endif
