#include "web/why.h"

#include "base/mem.h"
#include "document/chart.h"
#include "web/templates/templates.h"
#include "web/words.h"

#include <string.h>

static const char *
answer_of(struct page *pg, const struct identify_view *v, const struct identify_item *item)
{
	if (!item->with_data)
		return tr(
		    pg->lang, MSG("There are no data of this school, so nothing can be said."));
	if (item->listed < 0)
		return tr(pg->lang, MSG("The data do not suffice to decide."));
	if (item->listed)
		return tr(pg->lang, MSG("The school meets the conditions of the method."));
	return item->settled
		   ? tr(pg->lang, MSG("The school does not meet the conditions of the method."))
		   : tr(pg->lang,
			 MSG("The school does not meet the conditions, but data are missing to "
			     "rule it out: with them the conditions might be met."));
}

static struct html
picture_of(struct page *pg, const struct identify_cell *c, const char *interval)
{
	struct buf b = buf_new(pg->ctx, 8000);
	struct chart_interval chart = {
	    .title = interval, .count = {c->count, c->of}, .threshold = c->threshold, .scale = 1.0};

	chart_interval(&b, &chart);
	return (struct html){b.bytes};
}

static void
fill_row(struct page *pg, const struct identify_view *v, const struct identify_cell *c,
    struct why_row *row)
{
	struct interval interval;
	struct distance distance;

	row->procedure = words_procedure(v, c);
	row->wave = words_wave(pg, v, c);
	row->low = c->is_low == 1;
	row->decided = c->is_low >= 0;
	row->absent = words_absence(pg, (enum absence)c->absence);
	row->batch = c->batch;
	row->row = c->row;
	row->sheet = c->sheet;
	row->file = c->batch == 0 ? NULL : identify_batch_name(v, c->batch);
	row->small = identify_cell_small(v, c);
	row->counted = c->counted && c->of > 0;
	if (!row->counted)
		return;
	row->participants = c->of;
	row->count = c->count;
	rational_make(c->count, c->of, &row->share);
	if (!identify_cell_interval(c, &interval, &row->stable, &distance))
		return;
	row->need = distance.first_low;
	row->interval = words_interval(pg, &interval);
	row->picture = picture_of(pg, c, row->interval);
}

static struct why_year *
year_of(struct why *w, int year, size_t most)
{
	size_t i;

	for (i = 0; i < w->nyears; i++) {
		if (w->years[i].year == year)
			return &w->years[i];
	}
	w->years[w->nyears].year = year;
	w->years[w->nyears].rows = mem_array(w, struct why_row, most + 1);
	return &w->years[w->nyears++];
}

static int
newest_first(const void *a, const void *b)
{
	const struct why_year *x = a, *y = b;

	return (y->year > x->year) - (y->year < x->year);
}

static void
fill_years(struct page *pg, struct why *w)
{
	const struct identify_item *item = w->item;
	struct why_year *year;
	size_t i;

	w->years = mem_array(w, struct why_year, item->ncells + 1);
	w->low = mem_array(w, struct why_row *, item->ncells + 1);
	for (i = 0; i < item->ncells; i++) {
		year = year_of(w, item->cells[i].year, item->ncells);
		fill_row(pg, w->run, &item->cells[i], &year->rows[year->count++]);
		if (item->cells[i].threshold_known && !w->threshold_known) {
			w->threshold_known = true;
			w->threshold = item->cells[i].threshold;
			w->inclusive = item->cells[i].inclusive;
		}
	}
	if (w->nyears > 1)
		qsort(w->years, w->nyears, sizeof *w->years, newest_first);
	for (i = 0; w->nyears > 0 && i < w->years[0].count; i++) {
		if (w->years[0].rows[i].low)
			w->low[w->nlow++] = &w->years[0].rows[i];
	}
}

/* Which figures one participant would turn: what the school should know before it argues. */
static void
find_unstable(struct page *pg, struct why *w)
{
	size_t i, k, n = 0;

	for (i = 0; i < w->nyears; i++) {
		for (k = 0; k < w->years[i].count; k++) {
			const struct why_row *row = &w->years[i].rows[k];

			n += row->low && row->counted && !row->stable;
		}
	}
	if (n > 0)
		w->unstable = say(pg->ctx, pg->lang,
		    MSG_N(
			"The conclusion is unstable: in {0} of the low figures the threshold lies "
			"inside the interval, so chance could have turned it. This is a reason for "
			"attentive support, not an assessment of the school's work.",
			"The conclusion is unstable: in {0} of the low figures the threshold lies "
			"inside the interval, so chance could have turned them. This is a reason "
			"for attentive support, not an assessment of the school's work."),
		    arg_int((int64_t)n));
}

static void
find_sentence(struct page *pg, struct why *w)
{
	const struct identify_item *item = w->item;
	size_t i;

	for (i = 0; i < item->ncells && w->sentence == NULL; i++) {
		const struct identify_cell *c = &item->cells[i];

		if (c->procedure != NO_PROCEDURE && c->counted)
			w->sentence = bilingual_get(
			    w->run->data->procedures->items[c->procedure].family->sentence,
			    pg->lang);
	}
}

void
why_page(struct page *pg, const void *view)
{
	const struct explain_view *e = view;
	struct why *w = mem_new(pg->ctx, struct why);

	w->run = e->run;
	w->item = e->item;
	w->method = e->run->method;
	w->school = &e->run->data->schools[e->item->school];
	w->answer = answer_of(pg, e->run, e->item);
	fill_years(pg, w);
	find_unstable(pg, w);
	find_sentence(pg, w);
	pg->nav = NAV_SCHOOLS;
	pg->title = say(pg->ctx, pg->lang,
	    e->item->listed == 1 ? MSG("Why {0} meets the conditions in {1}")
				 : MSG("{0}: figures and conditions in {1}"),
	    arg_text(w->school->name), arg_text(text_school_year(pg->ctx, e->run->year)));
	pg->title_own = true;
	pg->lead = tr(pg->lang, MSG("Every figure can be checked with a calculator."));
	tmpl_why(pg, w);
}
