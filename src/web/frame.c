#include "web/frame.h"

#include "app/inbox.h"
#include "base/mem.h"
#include "web/static.h"

static const struct {
	enum nav nav;
	enum action_id id;
	const char *text;
} sections[] = {
    {NAV_CYCLE, ACTION_BOARD, MSG("Cycle of the year")},
    {NAV_SCHOOLS, ACTION_SCHOOLS, MSG("Schools")},
    {NAV_IDENTIFY, ACTION_IDENTIFY, MSG("Identification")},
    {NAV_DATA, ACTION_IMPORTS, MSG("Data")},
    {NAV_ADMIN, ACTION_USER_LIST, MSG("Administration")},
};

static void
add_link(struct frame_link *links, size_t *n, const char *text, struct url url, enum nav nav)
{
	if (*n < FRAME_LINKS)
		links[(*n)++] = (struct frame_link){text, url, nav};
}

static void
add_sections(struct page *pg, struct frame *f)
{
	size_t i;

	for (i = 0; i < sizeof sections / sizeof sections[0]; i++) {
		if (page_action(sections[i].id)->path != NULL && page_may(pg, sections[i].id))
			add_link(f->nav, &f->nnav, tr(pg->lang, sections[i].text),
			    link_to(pg, sections[i].id, NULL), sections[i].nav);
	}
}

/* Where the count fails the page itself will tell why. */
static void
add_inbox(struct page *pg, struct frame *f)
{
	const struct inbox *inbox;
	struct error err;

	if (pg->who.account == 0 || pg->who.needs_code || pg->who.must_enrol)
		return;
	f->inbox_url = link_to(pg, ACTION_INBOX, NULL);
	if (inbox_get(pg->app, &inbox, &err) == OK)
		f->inbox = (int64_t)inbox->count;
}

const struct frame *
frame_of(struct page *pg)
{
	struct frame *f;

	if (pg->frame != NULL)
		return pg->frame;
	f = mem_new(pg->ctx, struct frame);
	f->window_title = mem_printf(pg->ctx, "%s · %s", pg->title, tr(pg->lang, MSG("Opora")));
	f->refresh = pg->refresh;
	f->foot = say(pg->ctx, pg->lang, MSG("Data as of {0}"),
	    arg_text(text_instant(pg->ctx, pg->lang, pg->app->now)));
	add_sections(pg, f);
	add_inbox(pg, f);
	if (pg->who.account == 0)
		f->sign_in_url = link_to(pg, ACTION_SIGN_IN, NULL);
	pg->frame = f;
	return f;
}

struct url
frame_home(struct page *pg)
{
	const struct frame *f;

	if (pg->who.account == 0)
		return link_to(pg, ACTION_SIGN_IN, NULL);
	pg->title = "";
	f = frame_of(pg);
	return f->nnav > 0 ? f->nav[0].url : link_to(pg, ACTION_PERMISSIONS, NULL);
}

struct url
frame_mark(struct page *pg)
{
	return (struct url){mem_printf(pg->ctx, "%s#mark", static_url("icons.svg"))};
}
