#include "web/help.h"

#include "base/mem.h"
#include "web/link.h"
#include "web/static.h"
#include "web/templates/templates.h"

#include <string.h>

struct url
help_url(struct page *pg, const char *page)
{
	return page == NULL || page[0] == '\0'
		   ? link_to(pg, ACTION_MANUAL, NULL)
		   : link_to(pg, ACTION_MANUAL_PAGE, "page", page, NULL);
}

struct url
help_about(struct page *pg)
{
	static const char *const pages[NAV_COUNT] = {[NAV_IDENTIFY] = "perechni",
	    [NAV_DATA] = "zagruzka-faylov",
	    [NAV_ADMIN] = "administrator"};

	return help_url(pg, pages[pg->nav]);
}

/* "help:perechni#3" or "help:#1" to an address; @at stands behind «help:». */
static const char *
put_page(struct page *pg, struct buf *out, const char *at)
{
	size_t n = strcspn(at, "#\"");

	buf_text(out, help_url(pg, mem_strndup(pg->ctx, at, n)).text);
	return at + n;
}

static const char *
put_static(struct page *pg, struct buf *out, const char *at)
{
	size_t n = strcspn(at, "\"");
	const char *url = static_url(mem_strndup(pg->ctx, at, n));

	buf_text(out, url == NULL ? "" : url);
	return at + n;
}

/* Only tools/manual.c writes addresses with these beginnings, and it checked the rest. */
static struct html
with_addresses(struct page *pg, const char *html)
{
	struct buf out = buf_new(pg->ctx, strlen(html) * 4 + 1000);
	const char *at = html, *quote;

	while ((quote = strstr(at, "=\"")) != NULL) {
		buf_add(&out, at, (size_t)(quote + 2 - at));
		at = quote + 2;
		if (strncmp(at, "help:", 5) == 0)
			at = put_page(pg, &out, at + 5);
		else if (strncmp(at, "static:", 7) == 0)
			at = put_static(pg, &out, at + 7);
	}
	buf_text(&out, at);
	return (struct html){out.bytes};
}

static void
find_headings(struct page *pg, struct help_page *h)
{
	const char *at = h->view->page->html, *id, *words, *end;

	while ((at = strstr(at, "<h2 id=\"")) != NULL) {
		id = at + strlen("<h2 id=\"");
		words = strchr(id, '>') + 1;
		end = strstr(words, "</h2>");
		mem_push(pg->ctx, h->headings, h->nheadings) = (struct help_heading){
		    {mem_printf(pg->ctx, "#%.*s", (int)strcspn(id, "\""), id)},
		    {mem_strndup(pg->ctx, words, (size_t)(end - words))}};
		at = end;
	}
}

void
help_page(struct page *pg, const void *view)
{
	struct help_page *h = mem_new(pg->ctx, struct help_page);

	h->view = view;
	if (h->view->page == NULL) {
		pg->title = tr(pg->lang, MSG("Help"));
		tmpl_help_list(pg, h);
		return;
	}
	h->title = (struct html){h->view->page->title};
	h->body = with_addresses(pg, h->view->page->html);
	find_headings(pg, h);
	pg->title = manual_text(pg->ctx, h->view->page->title);
	pg->title_own = true;
	page_crumb(pg, tr(pg->lang, MSG("Help")), help_url(pg, NULL));
	tmpl_help(pg, h);
}
