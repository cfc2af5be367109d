/* One school on a terminal: its card and its report. */
#include "cli/text.h"
#include "cli/text_method.h"

#include "app/card.h"
#include "base/mem.h"

static const char *
cell_text(struct out *o, const struct card_cell *c)
{
	const char *s;

	if (c->count.n == 0)
		return tr(o->lang, absence_word(c->absence));
	s = say(o->ctx, o->lang, MSG("{0} of {1}"), arg_int(c->count.k), arg_int(c->count.n));
	return c->before == CARD_NO_BREAK
		   ? s
		   : mem_printf(o->ctx, "%s (%s)", s, tr(o->lang, card_break_words(c->before)));
}

/* The last three years fit a terminal; the page and --json have all. */
static void
put_lines(struct out *o, const struct card_view *v)
{
	struct table *t = table_new(o, "lrrrl");
	size_t first = v->nyears > 3 ? v->nyears - 3 : 0, i, k;

	for (i = 0; i < v->nlines; i++) {
		const struct card_line *l = &v->lines[i];
		const char *cells[3] = {"", "", ""};

		for (k = first; k < v->nyears; k++)
			cells[k - first + 3 - (v->nyears - first)] = cell_text(o, &l->cells[k]);
		table_row(o, t, bilingual_get(l->procedure->title, o->lang), cells[0], cells[1],
		    cells[2], l->low == 1 ? tr(o->lang, MSG("low")) : "");
	}
	put_line(o,
	    MSG("Below the threshold, of participants; the last {0} years, the newest at the "
		"right:"),
	    arg_int((int64_t)(v->nyears - first)));
	table_print(o, t, "  ");
}

static void
put_known(struct out *o, const struct card_view *v)
{
	size_t i;

	for (i = 0; i < v->nfacts; i++)
		fprintf(o->file, "  %s%s%s: %s\n", v->facts[i].attribute,
		    v->facts[i].since[0] == '\0' ? "" : " ", v->facts[i].since, v->facts[i].value);
	for (i = 1; i < v->nnames; i++)
		put_line(o, MSG("  earlier name: {0}"), arg_text(v->names[i].name));
	for (i = 0; i < v->nsuccessors; i++)
		put_line(o, MSG("  passed into {0} ({1})"), arg_text(v->successors[i].name),
		    arg_text(v->successors[i].code));
	for (i = 0; i < v->nfiles; i++)
		put_line(o, MSG("  figures from the file {0}, batch {1}"),
		    arg_text(v->files[i].name), arg_year(v->files[i].batch));
}

void
text_card(struct out *o, const void *view)
{
	const struct card_view *v = view;
	size_t i;

	fprintf(o->file, "%s (%s)", v->school->name, v->school->code);
	if (v->school->municipality_name[0] != '\0')
		fprintf(o->file, ", %s", v->school->municipality_name);
	fprintf(o->file, "\n");
	put_line(o, MSG("School year {0}: {1}; the year before: {2}"),
	    arg_text(text_school_year(o->ctx, v->run->year)), arg_msg(outcome_words(v->outcome)),
	    arg_msg(outcome_words(v->before)));
	fputc('\n', o->file);
	put_lines(o, v);
	fputc('\n', o->file);
	put_known(o, v);
	put_line(o, MSG("  lists: {0}"), arg_msg(listing_word_text(v->standing.word)));
	for (i = 0; i < v->nevents; i++)
		put_line(o, MSG("  {0}: {1} (list {2})"), arg_day(v->events[i].day),
		    arg_msg(v->events[i].text), arg_year(v->events[i].listing));
}

/* The same facts with the words of the conditions: what the school puts on paper. */
void
text_report(struct out *o, const void *view)
{
	const struct card_view *v = view;
	const struct named_value *c = v->item->conditions;
	size_t i;

	text_card(o, v);
	fputc('\n', o->file);
	for (i = 0; c[i].name != NULL; i++)
		put_line(o, MSG("Condition {0}: {1}"), arg_text(c[i].name),
		    arg_msg(truth_word(&c[i].value)));
	put_line(o, MSG("This is a computation; the list of schools is approved by an act."));
	put_line(o,
	    MSG("Risks, measures and their effect: this program does not keep them for the school "
		"yet."));
}
