/* Schools on a terminal. */
#include "cli/text.h"
#include "cli/text_method.h"

#include "app/table.h"
#include "base/mem.h"

/* «7 из 82, 8,5 %», or nothing without data. */
static const char *
pooled_text(struct out *o, const struct pooled *p)
{
	struct rational share;

	if (!rational_make(p->k, p->n, &share))
		return "";
	return mem_printf(o->ctx, "%s, %s",
	    say(o->ctx, o->lang, MSG("{0} of {1}"), arg_int(p->k), arg_int(p->n)),
	    text_percent(o->ctx, o->lang, share, 1));
}

static const char *
low_text(struct out *o, const struct indexed_school *r)
{
	if (r->procedures == 0)
		return "";
	return say(o->ctx, o->lang, MSG("{0} of {1}"), arg_int((int64_t)r->low),
	    arg_int((int64_t)r->procedures));
}

static void
put_schools(struct out *o, const struct schools_view *v)
{
	struct table *t = table_new(o, "lllrrl");
	size_t i;

	table_row(o, t, tr(o->lang, MSG("code")), tr(o->lang, MSG("school")),
	    tr(o->lang, MSG("by the method")), tr(o->lang, MSG("low procedures")),
	    tr(o->lang, MSG("below the threshold")), tr(o->lang, MSG("the year before")));
	for (i = 0; i < v->count; i++) {
		const struct indexed_school *r = v->rows[i];

		table_row(o, t, r->code, r->name, tr(o->lang, outcome_words(r->outcome)),
		    low_text(o, r), pooled_text(o, &r->years[INDEX_YEARS - 1]),
		    tr(o->lang, outcome_words(r->before)));
	}
	table_print(o, t, "");
}

void
text_schools(struct out *o, const void *view)
{
	const struct schools_view *v = view;

	if (v->schools == 0) {
		put_line(o, MSG("There are no schools yet: load schools.csv and results.csv with "
				"opora import"));
		return;
	}
	if (v->found == 0) {
		put_line(o, MSG("No school fits the conditions; drop one of them"));
		return;
	}
	put_schools(o, v);
	fputc('\n', o->file);
	put_line(o,
	    MSG_N("School year {1}: {0} school found; meet the conditions of the method: {2} of "
		  "{3}",
		"School year {1}: {0} schools found; meet the conditions of the method: {2} of "
		"{3}"),
	    arg_int((int64_t)v->found), arg_text(text_school_year(o->ctx, v->year)),
	    arg_int((int64_t)v->totals[OUTCOME_MEETS]), arg_int((int64_t)v->schools));
	put_line(o, MSG("The share over all procedures is for information; the rule decides."));
	if (v->pages > 1)
		put_line(o, MSG("Page {0} of {1}; the next: --page {2}"), arg_int((int64_t)v->page),
		    arg_int((int64_t)v->pages), arg_int((int64_t)v->page + 1));
}

static const char *
cell_text(struct out *o, const struct table_view *v, const struct table_cell *c)
{
	struct rational share;

	if (!rational_make(c->now.count.k, c->now.count.n, &share))
		return tr(o->lang, absence_word(c->now.absence));
	if (!v->change)
		return mem_printf(
		    o->ctx, "%s%s", text_percent(o->ctx, o->lang, share, 0), c->low ? "*" : "");
	if (!c->compared)
		return c->now.before == CARD_NO_BREAK
			   ? "—"
			   : tr(o->lang, card_break_words(c->now.before));
	return mem_printf(o->ctx, "%s%s", c->change.num > 0 ? "+" : "",
	    text_number(o->ctx, o->lang, c->change, 1));
}

/* Procedures below each other: nine columns do not fit a terminal. */
void
text_procedures(struct out *o, const void *view)
{
	const struct table_view *v = view;
	struct table *t = table_new(o, "lll");
	size_t i, k;

	for (i = 0; i < v->list->count; i++) {
		table_head(o, t, v->list->rows[i]->name);
		for (k = 0; k < v->nprocedures; k++) {
			const struct table_cell *c = &v->cells[i * v->nprocedures + k];

			table_row(o, t, bilingual_get(v->procedures[k]->title, o->lang),
			    c->now.count.n == 0
				? ""
				: say(o->ctx, o->lang, MSG("{0} of {1}"), arg_int(c->now.count.k),
				      arg_int(c->now.count.n)),
			    cell_text(o, v, c));
		}
	}
	table_print(o, t, "");
	if (v->list->count == 0)
		put_line(o, MSG("No school fits the conditions; drop one of them"));
	else if (!v->change)
		put_line(o, MSG("* low by the method"));
	if (v->list->pages > 1)
		put_line(o, MSG("Page {0} of {1}; the next: --page {2}"),
		    arg_int((int64_t)v->list->page), arg_int((int64_t)v->list->pages),
		    arg_int((int64_t)v->list->page + 1));
}
