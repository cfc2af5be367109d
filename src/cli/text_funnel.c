/* Control limits on a terminal. */
#include "cli/text.h"
#include "cli/text_method.h"

#include "app/funnel.h"
#include "base/mem.h"

void
text_funnel(struct out *o, const void *view)
{
	const struct funnel_view *v = view;
	struct table *t = table_new(o, "lrrl");
	struct rational mean, expected;
	size_t i;

	if (!rational_make(v->all.k, v->all.n, &mean)) {
		put_line(o, MSG("There are no figures of this procedure in {0}"),
		    arg_text(text_school_year(o->ctx, v->year)));
		return;
	}
	rational_make((int64_t)(v->expected * 10 + 0.5), 10, &expected);
	put_line(o, MSG("{0}, {1}: {2} below the threshold together"),
	    arg_text(bilingual_get(v->procedure->title, o->lang)),
	    arg_text(text_school_year(o->ctx, v->year)), arg_percent(mean));
	put_line(o,
	    MSG_N("Outside the limits of 95 per cent: {0} of {1}; chance alone would put about {2} "
		  "there",
		"Outside the limits of 95 per cent: {0} of {1}; chance alone would put about {2} "
		"there"),
	    arg_int((int64_t)(v->above + v->below)), arg_int((int64_t)v->count),
	    arg_number(expected));
	for (i = 0; i < v->count; i++) {
		const struct funnel_point *p = &v->points[i];
		struct interval limits = {p->limits95.low, p->limits95.high};

		if (!funnel_listed(v, p))
			continue;
		table_row(o, t, p->school->name,
		    say(o->ctx, o->lang, MSG("{0} of {1}"), arg_int(p->count.k),
			arg_int(p->count.n)),
		    interval_text(o, &limits), tr(o->lang, funnel_side_words(p)));
	}
	table_print(o, t, "  ");
}
