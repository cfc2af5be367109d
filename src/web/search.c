#include "web/search.h"

#include "web/link.h"
#include "web/templates/templates.h"

/* The year chosen, or the last one in which the school was there: in a later one it has no page. */
static const char *
year_of(struct page *pg, const struct search_hit *hit)
{
	int last = hit->closed.year + (hit->closed.month >= 9);

	return link_number(pg, hit->closed.year != 0 && last < pg->year ? last : pg->year);
}

struct url
search_url(struct page *pg, const struct search_hit *hit)
{
	if (page_action(hit->action)->path == NULL || !page_may(pg, hit->action))
		return (struct url){NULL};
	if (hit->action == ACTION_SCHOOL)
		return link_to(
		    pg, hit->action, hit->field, hit->value, "year", year_of(pg, hit), NULL);
	return hit->field == NULL ? link_to(pg, hit->action, NULL)
				  : link_to(pg, hit->action, hit->field, hit->value, NULL);
}

void
search_page(struct page *pg, const void *view)
{
	const struct search_view *v = view;

	if (v->text[0] != '\0')
		pg->lead = v->count == 0
			       ? tr(pg->lang, MSG("Nothing is found. Try a part of the word."))
			       : say(pg->ctx, pg->lang, MSG_N("Found: {0}", "Found: {0}"),
				     arg_int((int64_t)v->count));
	tmpl_search(pg, v);
}
