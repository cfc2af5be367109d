#include "web/sign_in.h"

#include "base/mem.h"
#include "web/link.h"
#include "web/templates/templates.h"

#include <string.h>

/* Where the reader wanted to go before he was asked who he is: a page of ours, or the first. */
static const char *
local(const char *back)
{
	return link_is_local(back) ? back : "/";
}

static const char *
way_back(struct page *pg)
{
	return local(page_value(pg, "back"));
}

void
signed_in_page(struct page *pg, const void *view)
{
	const struct sign_in_view *v = view;
	const char *back = v->back != NULL ? local(v->back) : way_back(pg);

	if (v->needs_code)
		pg->go = link_to(pg, ACTION_SIGN_IN_CODE, "back", back, NULL);
	else if (v->must_enrol)
		pg->go = link_to(pg, ACTION_FACTOR_OFFER, "back", back, NULL);
	else if (v->recovery_left >= 0)
		tmpl_recovery_left(pg, v->recovery_left, link_path(pg, back));
	else
		pg->go = link_path(pg, back);
}

void
sign_in_form(struct page *pg, const void *view)
{
	(void)view;
	tmpl_sign_in(pg, page_action(ACTION_SIGN_IN), oidc_shown(pg->ctx, pg->app));
}

/* The one place where a browser is sent elsewhere: to the provider of the settings. */
void
oidc_start_page(struct page *pg, const void *view)
{
	const struct oidc_start_view *v = view;

	pg->go.text = v->url;
}

void
code_form(struct page *pg, const void *view)
{
	(void)view;
	if (!pg->who.needs_code)
		pg->go = link_to(pg, ACTION_SIGN_IN, "back", way_back(pg), NULL);
	else
		tmpl_sign_in_code(pg, page_action(ACTION_SIGN_IN_CODE));
}

void
join_form(struct page *pg, const void *view)
{
	(void)view;
	tmpl_join(pg, page_action(ACTION_JOIN));
}

void
factor_form(struct page *pg, const void *view)
{
	(void)view;
	tmpl_factor_offer(pg);
}

void
factor_code_form(struct page *pg, const void *view)
{
	(void)view;
	tmpl_factor_code(pg, page_action(ACTION_FACTOR_CONFIRM));
}

/* People copy the secret by hand where no camera is: in groups of four. */
static const char *
grouped(struct page *pg, const char *secret)
{
	struct buf b = buf_new(pg->ctx, 200);
	size_t i;

	for (i = 0; secret[i] != '\0'; i++) {
		if (i > 0 && i % 4 == 0)
			buf_char(&b, ' ');
		buf_char(&b, secret[i]);
	}
	return b.bytes;
}

void
factor_page(struct page *pg, const void *view)
{
	const struct factor_view *v = view;

	pg->action = page_action(ACTION_FACTOR_CONFIRM); /* whose form stands under the picture */
	tmpl_factor(pg, v, grouped(pg, v->secret), pg->action);
}

void
recovery_page(struct page *pg, const void *view)
{
	pg->title = tr(pg->lang, MSG("Recovery codes"));
	tmpl_recovery(pg, view, link_path(pg, way_back(pg)));
}
