/* The first page, what waits, and what was found, on a terminal. */
#include "cli/text.h"

#include "app/board.h"
#include "app/inbox.h"
#include "app/manual.h"
#include "app/search.h"
#include "base/mem.h"

static const char *
step_text(struct out *o, const struct board_fact *f)
{
	return f->state == BOARD_DONE || f->step.label == NULL ? "" : tr(o->lang, f->step.label);
}

static void
put_start(struct out *o, const struct board_view *v)
{
	struct table *t = table_new(o, "lllll");
	size_t i;

	put_line(o, MSG("What to begin with"));
	for (i = 0; i < BOARD_START; i++)
		table_row(o, t, mem_printf(o->ctx, "%zu", i + 1), tr(o->lang, v->start[i].title),
		    tr(o->lang, board_state_words(v->start[i].fact->state)),
		    tr_error(o->ctx, o->lang, &v->start[i].fact->said),
		    step_text(o, v->start[i].fact));
	table_print(o, t, "  ");
	fputc('\n', o->file);
}

static const char *
position_text(struct out *o, const struct board_position *p)
{
	const char *s = "";
	size_t i;

	for (i = 0; i < p->nfacts; i++)
		s = mem_printf(o->ctx, "%s%s%s", s, i == 0 ? "" : "; ",
		    tr_error(o->ctx, o->lang, &p->facts[i]->said));
	return s;
}

static void
put_positions(struct out *o, const struct board_view *v)
{
	struct table *t = table_new(o, "lllll");
	size_t i;

	for (i = 0; i < v->npositions; i++) {
		const struct board_position *p = &v->positions[i];

		table_row(o, t, mem_printf(o->ctx, "%zu", i + 1),
		    bilingual_get(p->position->title, o->lang),
		    tr(o->lang, board_state_words(p->state)), position_text(o, p),
		    p->step.label == NULL ? "" : tr(o->lang, p->step.label));
	}
	table_print(o, t, "  ");
}

void
text_board(struct out *o, const void *view)
{
	const struct board_view *v = view;

	put_line(o, MSG("School year {0}. {1}"), arg_text(text_school_year(o->ctx, v->year)),
	    arg_text(tr_error(o->ctx, o->lang, &v->lead)));
	fputc('\n', o->file);
	if (!v->begun)
		put_start(o, v);
	put_line(o, MSG("Cycle of the year: {0} of {1} positions done"), arg_int((int64_t)v->ndone),
	    arg_int((int64_t)v->npositions));
	put_positions(o, v);
}

void
text_inbox(struct out *o, const void *view)
{
	const struct inbox *v = view;
	size_t i;

	if (v->count == 0) {
		put_line(o, MSG("Nothing waits"));
		return;
	}
	for (i = 0; i < v->count; i++) {
		const struct inbox_item *item = &v->items[i];

		if (i == 0 || item->group != v->items[i - 1].group)
			put_line(o, MSG("{0}: {1}"), arg_msg(inbox_group_words(item->group)),
			    arg_int((int64_t)v->groups[item->group]));
		fprintf(o->file, "  %s", tr_error(o->ctx, o->lang, &item->said));
		if (item->whose != NULL)
			fprintf(o->file, " · %s", item->whose);
		if (item->day.year != 0)
			fprintf(o->file, " · %s", text_day(o->ctx, o->lang, item->day));
		fputc('\n', o->file);
	}
}

void
text_search(struct out *o, const void *view)
{
	const struct search_view *v = view;
	size_t i, k;

	if (v->count == 0)
		put_line(o, MSG("Nothing is found. Try a part of the word."));
	for (i = 0; i < SEARCH_GROUPS; i++) {
		const struct search_found *g = &v->groups[i];

		if (g->count == 0)
			continue;
		put_line(o, MSG("{0}: {1}"), arg_msg(search_group_words((enum search_group)i)),
		    arg_int((int64_t)g->count));
		for (k = 0; k < g->nhits; k++)
			fprintf(o->file, "  %s  %s\n",
			    g->hits[k].own != NULL ? g->hits[k].own
						   : tr_error(o->ctx, o->lang, &g->hits[k].said),
			    g->hits[k].note == NULL ? "" : g->hits[k].note);
	}
}

void
text_manual(struct out *o, const void *view)
{
	const struct manual_view *v = view;
	size_t i;

	if (v->page != NULL) {
		fprintf(o->file, "%s\n\n%s\n", manual_text(o->ctx, v->page->title),
		    manual_text(o->ctx, v->page->html));
		return;
	}
	for (i = 0; i < v->count; i++)
		fprintf(
		    o->file, "%s  %s\n", v->pages[i].name, manual_text(o->ctx, v->pages[i].title));
}
