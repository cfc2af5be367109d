#include "web/table.h"

#include "base/mem.h"
#include "web/table_out.h"
#include "web/templates/templates.h"
#include "web/words.h"

#include <string.h>

#define TABLE_YEARS 5 /* to choose from */

/* ---- One cell ---- */

static const char *const shades[] = {"h0", "h1", "h2", "h3", "h4", "h5"};

/* By tens of percent, the last from 50; the jump of lightness is at 30. */
static const char *
shade_of(const struct pooled *p)
{
	int64_t tens = p->k * 10 / p->n;

	return shades[tens > 5 ? 5 : tens];
}

static void
fill_absent(struct page *pg, enum absence why, struct table_square *s)
{
	static const char *const css[] = {[ABSENCE_NONE] = "nodata",
	    [ABSENCE_NO_DATA] = "nodata",
	    [ABSENCE_NOT_TESTED] = "nobody",
	    [ABSENCE_NOT_OFFERED] = "absent",
	    [ABSENCE_NOT_HELD] = "absent",
	    [ABSENCE_WITHHELD] = "withheld"};

	s->css = css[why];
	s->icon = why == ABSENCE_WITHHELD  ? "lock-fill"
		  : why == ABSENCE_NO_DATA ? "question"
					   : NULL;
	s->words = words_absence(pg, why);
	s->unseen = why == ABSENCE_NOT_OFFERED || why == ABSENCE_NOT_HELD;
}

/* Percent without its sign, which the head says. */
static const char *
tenths(struct page *pg, const struct pooled *p)
{
	struct rational percent;

	return rational_make(p->k * 100, p->n, &percent)
		   ? text_number_fixed(pg->ctx, pg->lang, percent, 1)
		   : "?";
}

static void
fill_share(struct page *pg, const struct table_cell *c, struct table_square *s)
{
	s->css = c->few ? mem_printf(pg->ctx, "%s few", shade_of(&c->now.count))
			: shade_of(&c->now.count);
	s->words = tenths(pg, &c->now.count);
	s->small = words_count(pg, c->now.count.k, c->now.count.n);
	if (c->few)
		s->small = mem_printf(pg->ctx, "%s · %s", s->small, tr(pg->lang, MSG("too few")));
}

static void
fill_change(struct page *pg, const struct table_cell *c, struct table_square *s)
{
	int sign = c->change.num > 0 ? 1 : c->change.num < 0 ? -1 : 0;

	if (!c->compared) {
		s->css = "nobody";
		s->words = c->now.before != CARD_NO_BREAK
			       ? tr(pg->lang, card_break_words(c->now.before))
			       : tr(pg->lang, MSG("nothing to compare with"));
		return;
	}
	s->css = sign < 0 ? "better" : sign > 0 ? "worse" : "same";
	s->words = mem_printf(pg->ctx, "%s%s", sign > 0 ? "+" : "",
	    text_number_fixed(pg->ctx, pg->lang, c->change, 1));
	s->small = tr(pg->lang, sign < 0   ? MSG("better")
				: sign > 0 ? MSG("worse")
					   : MSG("no change"));
}

static void
fill_squares(struct page *pg, struct table_page *t)
{
	const struct table_view *v = t->view;
	size_t i, n = v->list->count * v->nprocedures;

	t->squares = mem_array(t, struct table_square, n + 1);
	for (i = 0; i < n; i++) {
		if (v->cells[i].now.count.n == 0)
			fill_absent(pg, v->cells[i].now.absence, &t->squares[i]);
		else if (v->change)
			fill_change(pg, &v->cells[i], &t->squares[i]);
		else
			fill_share(pg, &v->cells[i], &t->squares[i]);
	}
}

/* ---- Around them ---- */

static void
fill_groups(struct table_page *t)
{
	const struct table_view *v = t->view;
	bool *first = mem_array(t, bool, v->nprocedures + 1);
	size_t i;

	t->groups = mem_array(t, struct table_group, v->nprocedures + 1);
	for (i = 0; i < v->nprocedures; i++) {
		const struct procedure *p = v->procedures[i];

		first[i] = i == 0 || p->family != v->procedures[i - 1]->family;
		if (first[i])
			t->groups[t->ngroups++].title = p->family->title;
		t->groups[t->ngroups - 1].span++;
	}
	t->first = first;
}

static void
fill_pooled(struct page *pg, struct table_page *t)
{
	struct rational share;
	size_t i;

	t->pooled = mem_array(t, const char *, t->view->list->count + 1);
	for (i = 0; i < t->view->list->count; i++) {
		const struct pooled *p = &t->view->list->rows[i]->years[INDEX_YEARS - 1];

		t->pooled[i] = rational_make(p->k, p->n, &share)
				   ? text_percent_fixed(pg->ctx, pg->lang, share, 1)
				   : "";
	}
}

/* The finding: how many low cells, and in which procedure most of them. Only of a whole list. */
static const char *
lead_of(struct page *pg, const struct table_view *v)
{
	size_t i, k, low = 0, most = 0, at = 0;

	if (v->list->pages > 1 || v->change)
		return NULL;
	for (k = 0; k < v->nprocedures; k++) {
		size_t n = 0;

		for (i = 0; i < v->list->count; i++)
			n += v->cells[i * v->nprocedures + k].low;
		low += n;
		if (n > most) {
			most = n;
			at = k;
		}
	}
	if (most == 0)
		return NULL;
	return say(pg->ctx, pg->lang,
	    MSG_N("A low result in {0} cell, most often in {1}: {2}.",
		"A low result in {0} cells, most often in {1}: {2}."),
	    arg_int((int64_t)low), arg_text(bilingual_get(v->procedures[at]->title, pg->lang)),
	    arg_text(say(
		pg->ctx, pg->lang, MSG_N("{0} school", "{0} schools"), arg_int((int64_t)most))));
}

/* ---- The file: a share and its counts side by side, so that both can be reckoned with ---- */

static const char *
cell_name(struct page *pg, const struct procedure *p, const char *what)
{
	return mem_printf(pg->ctx, "%s: %s", bilingual_get(p->title, pg->lang), tr(pg->lang, what));
}

static void
put_square(
    struct page *pg, const struct table_view *v, const struct table_cell *c, struct doc_cell *out)
{
	bool known = c->now.count.n > 0;

	out[0] = known ? doc_integer(c->now.count.k) : doc_text(words_absence(pg, c->now.absence));
	out[1] = doc_count(known ? c->now.count.n : -1);
	if (v->change)
		out[2] = c->compared ? doc_decimal(rational_double(c->change)) : doc_text(NULL);
	else
		out[2] = known ? doc_percent((double)c->now.count.k / (double)c->now.count.n)
			       : doc_text(NULL);
}

static void
write_file(struct page *pg, const struct table_page *t)
{
	const struct table_view *v = t->view;
	size_t columns = 2 + 3 * v->nprocedures, i, k;
	struct doc_column *heads = mem_array(pg->ctx, struct doc_column, columns);
	struct doc_cell *cells = mem_array(pg->ctx, struct doc_cell, v->list->count * columns + 1);
	struct table_out out = {
	    .name = mem_printf(pg->ctx, "table-%d", v->list->year),
	    .title = pg->title,
	    .ncolumns = columns,
	    .columns = heads,
	    .nrows = v->list->count,
	    .cells = cells,
	};

	heads[0] =
	    (struct doc_column){.title = tr(pg->lang, MSG("Code")), .type = DOC_TEXT, .width = 14};
	heads[1] = (struct doc_column){
	    .title = tr(pg->lang, MSG("School")), .type = DOC_TEXT, .width = 50};
	for (k = 0; k < v->nprocedures; k++) {
		heads[2 + 3 * k] = (struct doc_column){
		    .title = cell_name(pg, v->procedures[k], MSG("below the threshold")),
		    .type = DOC_INTEGER,
		    .width = 14};
		heads[3 + 3 * k] = (struct doc_column){
		    .title = cell_name(pg, v->procedures[k], MSG("participants")),
		    .type = DOC_INTEGER,
		    .width = 14};
		heads[4 + 3 * k] =
		    (struct doc_column){.title = cell_name(pg, v->procedures[k],
					    v->change ? MSG("change, points") : MSG("share, %")),
			.type = v->change ? DOC_DECIMAL : DOC_PERCENT,
			.width = 14};
	}
	for (i = 0; i < v->list->count; i++) {
		struct doc_cell *row = cells + i * columns;

		row[0] = doc_text(v->list->rows[i]->code);
		row[1] = doc_text(v->list->rows[i]->name);
		for (k = 0; k < v->nprocedures; k++)
			put_square(pg, v, &v->cells[i * v->nprocedures + k], row + 2 + 3 * k);
	}
	table_out_note(&out, text_school_year(pg->ctx, v->list->year));
	if (v->list->asked->municipality != NULL)
		table_out_note(&out, say(pg->ctx, pg->lang, MSG("municipality: {0}"),
					 arg_text(v->list->asked->municipality)));
	table_out_note(&out, table_out_method(pg, v->list->method));
	table_out_write(pg, &out);
}

/* The newest years; of a year before them those around it, so that one can go both ways. */
static void
choose_years(struct table_page *t, int newest)
{
	int year = t->view->list->year;

	t->last_year = year > newest - TABLE_YEARS && year < newest ? newest
		       : year < newest                              ? year + 1
								    : year;
	t->first_year = t->last_year - TABLE_YEARS + 1;
	if (t->first_year < YEAR_MIN)
		t->first_year = YEAR_MIN;
}

void
table_page(struct page *pg, const void *view)
{
	struct table_page *t = mem_new(pg->ctx, struct table_page);

	t->view = view;
	choose_years(t, pg->newest_year);
	pg->method = t->view->list->method;
	pg->nav = NAV_RESULTS;
	if (table_out_wanted(pg)) {
		write_file(pg, t);
		return;
	}
	pg->lead = lead_of(pg, t->view);
	fill_squares(pg, t);
	fill_groups(t);
	fill_pooled(pg, t);
	t->few = say(pg->ctx, pg->lang, MSG("too few: below {0} participants"),
	    arg_int(t->view->run->warn_below));
	tmpl_table(pg, t);
}
