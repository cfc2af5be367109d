#include "web/funnel.h"

#include "base/mem.h"
#include "document/chart.h"
#include "web/table_out.h"
#include "web/templates/templates.h"
#include "web/words.h"

#include <string.h>

static void
draw(struct page *pg, struct funnel_page *f)
{
	const struct funnel_view *v = f->view;
	struct chart_point *points = mem_array(pg->ctx, struct chart_point, v->count + 1);
	struct buf wide = buf_new(pg->ctx, (size_t)1 << 20),
		   narrow = buf_new(pg->ctx, (size_t)1 << 20);
	struct chart_funnel chart = {.lang = pg->lang,
	    .size = CHART_WIDE,
	    .title = pg->title,
	    .points = points,
	    .n = v->count,
	    .mean = f->mean,
	    .mean_name = tr(pg->lang, MSG("together")),
	    .axis_words = tr(pg->lang, MSG("Participants (scale by square root)")),
	    .names = 20};
	size_t i;

	for (i = 0; i < v->count; i++)
		points[i] = (struct chart_point){
		    v->points[i].school->short_name, {v->points[i].count.k, v->points[i].count.n}};
	chart_funnel(&wide, &chart);
	chart.size = CHART_NARROW;
	chart.names = 8;
	chart_funnel(&narrow, &chart);
	f->wide = (struct html){wide.bytes};
	f->narrow = (struct html){narrow.bytes};
}

static void
fill_keys(struct page *pg, struct funnel_page *f)
{
	static const struct {
		enum chart_mark mark;
		const char *words;
	} keys[FUNNEL_KEYS] = {{CHART_MARK_OUTSIDE, MSG("outside the limits of 95 per cent")},
	    {CHART_MARK_HOLLOW, MSG("no further than chance alone goes")},
	    {CHART_MARK_LIMIT95, MSG("limit of 95 per cent")},
	    {CHART_MARK_LIMIT998, MSG("limit of 99.8 per cent")}};
	size_t i;

	for (i = 0; i < FUNNEL_KEYS; i++) {
		struct buf out = buf_new(pg->ctx, 2000);

		chart_key(&out, keys[i].mark);
		f->keys[i] = (struct funnel_key){{out.bytes}, tr(pg->lang, keys[i].words)};
	}
}

static void
fill_lines(struct page *pg, struct funnel_page *f)
{
	const struct funnel_view *v = f->view;
	size_t i;

	f->lines = mem_array(f, struct funnel_line, v->count + 1);
	for (i = 0; i < v->count; i++) {
		const struct funnel_point *p = &v->points[i];
		struct interval limits = {p->limits95.low, p->limits95.high};
		struct funnel_line *l = &f->lines[f->nlines];

		if (!funnel_listed(v, p))
			continue;
		f->nlines++;
		l->point = p;
		rational_make(p->count.k, p->count.n, &l->share);
		l->count = words_count(pg, p->count.k, p->count.n);
		l->limits = words_interval(pg, &limits);
	}
}

/* The first ones of a side; all of them are the table of that side. */
static void
fill_side(struct page *pg, struct funnel_page *f, enum limits_side side, const char *code,
    struct funnel_side *out)
{
	const struct funnel_view *v = f->view;
	size_t i, all = side == LIMITS_ABOVE ? v->above : v->below;

	out->lines = mem_array(f, struct funnel_line, FUNNEL_SIDE);
	for (i = 0; i < v->count && out->count < FUNNEL_SIDE; i++) {
		const struct funnel_point *p = &v->points[i];
		struct funnel_line *l = &out->lines[out->count];

		if (p->side95 != side)
			continue;
		l->point = p;
		rational_make(p->count.k, p->count.n, &l->share);
		l->count = words_count(pg, p->count.k, p->count.n);
		out->count++;
	}
	if (all > out->count)
		out->all = link_here(pg, "side", code, NULL);
}

/* Which lines of the table stand on the page asked for; one after the last is the last. */
static void
choose_page(struct page *pg, struct funnel_page *f)
{
	const char *said = page_value(pg, "page");
	struct rational wanted = {1, 1};

	if (!rational_parse(said, strlen(said), &wanted) || wanted.den != 1 || wanted.num < 1)
		wanted = rational_int(1);
	f->pages = f->nlines == 0 ? 1 : (f->nlines + FUNNEL_LINES - 1) / FUNNEL_LINES;
	f->page = (uint64_t)wanted.num < f->pages ? (size_t)wanted.num : f->pages;
	f->first = (f->page - 1) * FUNNEL_LINES;
	f->nshown = f->nlines - f->first < FUNNEL_LINES ? f->nlines - f->first : FUNNEL_LINES;
}

/* How many are outside, and how many of them chance would have put there: never more than that. */
static const char *
lead_of(struct page *pg, const struct funnel_view *v)
{
	struct rational expected;

	if (v->count == 0 || !rational_make((int64_t)(v->expected * 10 + 0.5), 10, &expected))
		return NULL;
	return say(pg->ctx, pg->lang,
	    MSG_N("Outside the limits of 95 per cent: {0} school of {1} (above {2}, below {3}); "
		  "chance alone would put about {4} there.",
		"Outside the limits of 95 per cent: {0} schools of {1} (above {2}, below {3}); "
		"chance alone would put about {4} there."),
	    arg_int((int64_t)(v->above + v->below)), arg_int((int64_t)v->count),
	    arg_int((int64_t)v->above), arg_int((int64_t)v->below), arg_number(expected));
}

/* The side that is asked for, in words; NULL: all are. */
static const char *
side_words(struct page *pg, const struct funnel_view *v)
{
	const struct choice *c = funnel_sides;

	if (v->asked->side == NULL)
		return NULL;
	while (strcmp(c->value, v->asked->side) != 0)
		c++;
	return tr(pg->lang, c->label);
}

enum { COLUMNS = 8 };

static void
write_file(struct page *pg, const struct funnel_view *v)
{
	const struct doc_column columns[COLUMNS] = {
	    {.title = tr(pg->lang, MSG("Code")), .type = DOC_TEXT, .width = 14},
	    {.title = tr(pg->lang, MSG("School")), .type = DOC_TEXT, .width = 50},
	    {.title = tr(pg->lang, MSG("Participants")), .type = DOC_INTEGER, .width = 12},
	    {.title = tr(pg->lang, MSG("Below the threshold")), .type = DOC_INTEGER, .width = 12},
	    {.title = tr(pg->lang, MSG("Share, %")), .type = DOC_PERCENT, .width = 10},
	    {.title = tr(pg->lang, MSG("Lower limit, %")), .type = DOC_PERCENT, .width = 12},
	    {.title = tr(pg->lang, MSG("Upper limit, %")), .type = DOC_PERCENT, .width = 12},
	    {.title = tr(pg->lang, MSG("Where the point is")), .type = DOC_TEXT, .width = 26}};
	struct doc_cell *cells = mem_array(pg->ctx, struct doc_cell, v->count * COLUMNS + 1);
	struct table_out out = {
	    .name = mem_printf(pg->ctx, "limits-%s-%d", v->procedure->code, v->year),
	    .title = pg->title,
	    .ncolumns = COLUMNS,
	    .columns = columns,
	    .cells = cells};
	size_t i;

	for (i = 0; i < v->count; i++) {
		const struct funnel_point *p = &v->points[i];
		struct doc_cell *at = cells + out.nrows * COLUMNS;
		const struct doc_cell row[COLUMNS] = {doc_text(p->school->code),
		    doc_text(p->school->name), doc_integer(p->count.n), doc_integer(p->count.k),
		    doc_percent((double)p->count.k / (double)p->count.n),
		    doc_percent(p->limits95.low), doc_percent(p->limits95.high),
		    doc_text(tr(pg->lang, funnel_side_words(p)))};

		if (!funnel_listed(v, p))
			continue;
		memcpy(at, row, sizeof row);
		out.nrows++;
	}
	table_out_note(&out, text_school_year(pg->ctx, v->year));
	if (v->asked->municipality != NULL)
		table_out_note(&out, say(pg->ctx, pg->lang, MSG("municipality: {0}"),
					 arg_text(v->asked->municipality)));
	if (v->asked->side != NULL)
		table_out_note(&out, side_words(pg, v));
	table_out_write(pg, &out);
}

void
funnel_page(struct page *pg, const void *view)
{
	struct funnel_page *f = mem_new(pg->ctx, struct funnel_page);
	const struct funnel_view *v = view;

	f->view = v;
	pg->nav = NAV_RESULTS;
	pg->title = mem_printf(pg->ctx, "%s, %s", bilingual_get(v->procedure->title, pg->lang),
	    text_school_year(pg->ctx, v->year));
	page_crumb(pg, tr(pg->lang, MSG("Results")), link_to(pg, ACTION_TABLE, NULL));
	if (table_out_wanted(pg)) {
		write_file(pg, v);
		return;
	}
	pg->lead = lead_of(pg, v);
	if (rational_make(v->all.k, v->all.n, &f->mean) && v->count <= FUNNEL_POINTS)
		draw(pg, f);
	fill_keys(pg, f);
	fill_lines(pg, f);
	fill_side(pg, f, LIMITS_ABOVE, "above", &f->above);
	fill_side(pg, f, LIMITS_BELOW, "below", &f->below);
	f->side = side_words(pg, v);
	choose_page(pg, f);
	tmpl_funnel(pg, f);
}
