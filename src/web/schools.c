#include "web/schools.h"

#include "base/mem.h"
#include "domain/level.h"
#include "web/table_out.h"
#include "web/templates/templates.h"
#include "web/words.h"

#include <string.h>

#define INTERVAL_SCALE 0.8
#define SPARK_SCALE 0.5

const char *
schools_icon(enum outcome outcome)
{
	static const char *const icons[] = {[OUTCOME_MEETS] = "life-preserver",
	    [OUTCOME_NOT] = "dash",
	    [OUTCOME_UNSETTLED] = "question-circle",
	    [OUTCOME_UNDECIDED] = "question-circle",
	    [OUTCOME_NO_DATA] = "question"};

	return icons[outcome];
}

const char *
schools_tone(enum outcome outcome)
{
	static const char *const tones[] = {[OUTCOME_MEETS] = "chip t-accent",
	    [OUTCOME_NOT] = "chip outline",
	    [OUTCOME_UNSETTLED] = "chip t-warn",
	    [OUTCOME_UNDECIDED] = "chip t-warn",
	    [OUTCOME_NO_DATA] = "chip t-neu"};

	return tones[outcome];
}

static const char *
sort_now(const struct page *pg)
{
	const struct schools_params *p = pg->params;

	return p->sort == NULL ? "name" : p->sort;
}

const char *
schools_next_sort(struct page *pg, const char *key)
{
	return strcmp(sort_now(pg), key) == 0 ? mem_printf(pg->ctx, "-%s", key) : key;
}

const char *
schools_aria_sort(struct page *pg, const char *key)
{
	const char *now = sort_now(pg);

	if (strcmp(now, key) == 0)
		return "ascending";
	return now[0] == '-' && strcmp(now + 1, key) == 0 ? "descending" : "none";
}

/* ---- One line ---- */

static const char *
place_of(struct page *pg, const struct indexed_school *r)
{
	const char *parts[] = {
	    r->municipality_name, levels_words(r->levels), r->head[0] == '\0' ? NULL : r->kind};

	return words_joined(pg, parts, sizeof parts / sizeof parts[0]);
}

static const char *
conditions_of(struct page *pg, const struct indexed_school *r)
{
	const char *met = words_conditions_met(pg, r->conditions);

	return met == NULL
		   ? NULL
		   : say(pg->ctx, pg->lang,
			 strchr(met, ',') == NULL ? MSG("condition {0}") : MSG("conditions {0}"),
			 arg_text(met));
}

static struct chart_interval
interval_of(struct page *pg, const struct indexed_school *r)
{
	const struct pooled *p = &r->years[INDEX_YEARS - 1];
	struct interval interval;
	struct chart_interval chart = {.title = tr(pg->lang, MSG("no data")),
	    .count = {p->k, p->n},
	    .threshold = r->threshold,
	    .scale = INTERVAL_SCALE};

	if (uncertainty_wilson(p->k, p->n, &interval))
		chart.title = say(pg->ctx, pg->lang, MSG("95-percent interval: {0}"),
		    arg_text(words_interval(pg, &interval)));
	return chart;
}

/* «2021/22: 12 %; 2022/23: нет данных»: what the picture shows, for those who do not see it. */
static const char *
spark_title(struct page *pg, const struct schools_view *v, const struct indexed_school *r)
{
	struct buf b = buf_new(pg->ctx, 4000);
	struct rational share;
	size_t i;

	buf_expect(&b, INDEX_YEARS * 32);
	for (i = 0; i < INDEX_YEARS; i++) {
		if (i > 0)
			buf_text(&b, "; ");
		buf_int(&b, v->year - INDEX_YEARS + 1 + (int)i);
		buf_text(&b, ": ");
		if (rational_make(r->years[i].k, r->years[i].n, &share))
			text_put_percent_fixed(&b, pg->lang, share, 1);
		else
			buf_text(&b, tr(pg->lang, MSG("no data")));
	}
	return b.bytes;
}

static struct chart_spark
spark_of(struct page *pg, const struct schools_view *v, const struct indexed_school *r)
{
	struct chart_count *years = mem_room(pg->ctx, struct chart_count, INDEX_YEARS);
	size_t i;

	for (i = 0; i < INDEX_YEARS; i++)
		years[i] = (struct chart_count){r->years[i].k, r->years[i].n};
	return (struct chart_spark){.title = spark_title(pg, v, r),
	    .years = years,
	    .n = INDEX_YEARS,
	    .threshold = r->threshold,
	    .scale = SPARK_SCALE};
}

static const char *
change_of(struct page *pg, const struct indexed_school *r)
{
	struct rational points, rounded;
	const char *points_text;

	if (!schools_change(r->years, &points) || !rational_round_half_up(points, 0, &rounded))
		return NULL;
	points_text = text_number(pg->ctx, pg->lang, rounded, 0);
	return rounded.num > 0 ? mem_printf(pg->ctx, "+%s", points_text) : points_text;
}

static void
fill_line(struct page *pg, const struct schools_view *v, const struct indexed_school *r,
    struct schools_line *out)
{
	const struct pooled *p = &r->years[INDEX_YEARS - 1];

	out->row = r;
	out->place = place_of(pg, r);
	out->conditions = conditions_of(pg, r);
	if (r->procedures > 0)
		out->low = words_count(pg, (int64_t)r->low, (int64_t)r->procedures);
	out->has_share = rational_make(p->k, p->n, &out->share);
	if (out->has_share)
		out->count = words_count(pg, p->k, p->n);
	out->interval = interval_of(pg, r);
	out->spark = spark_of(pg, v, r);
	out->change = change_of(pg, r);
}

/* ---- What stands around them ---- */

static const char *
choice_label(struct page *pg, const struct choice *choices, const char *value)
{
	while (choices->value != NULL && strcmp(choices->value, value) != 0)
		choices++;
	return choices->value == NULL ? value : tr(pg->lang, choices->label);
}

static void
add_tag(struct schools_page *s, const char *text, const char *words, struct url off)
{
	s->tags[s->ntags++] = (struct schools_tag){text, words, off};
}

static void
fill_tags(struct page *pg, struct schools_page *s)
{
	const struct schools_params *p = s->view->asked;

	if (p->search != NULL)
		add_tag(
		    s, tr(pg->lang, MSG("name:")), p->search, link_here(pg, "search", NULL, NULL));
	if (p->status != NULL)
		add_tag(s,
		    say(pg->ctx, pg->lang, MSG("outcome: {0}"),
			arg_text(choice_label(pg, schools_statuses, p->status))),
		    NULL, link_here(pg, "status", NULL, NULL));
	if (p->municipality != NULL)
		add_tag(s, tr(pg->lang, MSG("municipality:")), p->municipality,
		    link_here(pg, "municipality", NULL, NULL));
}

/* The first, the last and those near this page; 0 between pages that are not neighbours. */
static void
fill_pager(struct page *pg, struct schools_page *s)
{
	int64_t *pages = mem_array(pg->ctx, int64_t, 16);
	int64_t now = (int64_t)s->view->page, last = (int64_t)s->view->pages, i, before = 0;

	for (i = 1; i <= last; i++) {
		if (i > 1 && i < last && (i < now - 2 || i > now + 2))
			continue;
		if (i > before + 1)
			pages[s->npages++] = 0;
		pages[s->npages++] = i;
		before = i;
		if (i == 1 && now - 3 > i)
			i = now - 3;
		else if (i == now + 2 && last - 1 > i)
			i = last - 1;
	}
	s->pages = pages;
}

static const char *
lead_of(struct page *pg, const struct schools_view *v)
{
	size_t known = v->schools - v->totals[OUTCOME_NO_DATA];

	if (v->schools == 0 || known == 0)
		return NULL;
	return say(pg->ctx, pg->lang,
	    MSG_N("{0} of {1} schools with data meets the conditions of the method in {2}.",
		"{0} of {1} schools with data meet the conditions of the method in {2}."),
	    arg_int((int64_t)v->totals[OUTCOME_MEETS]), arg_int((int64_t)known),
	    arg_text(text_school_year(pg->ctx, v->year)));
}

/* ---- The file ---- */

enum { COLUMNS = 13 };

static void
put_cells(struct page *pg, const struct indexed_school *r, struct doc_cell *out)
{
	const struct pooled *p = &r->years[INDEX_YEARS - 1];
	struct interval interval;
	struct rational share;
	bool known = rational_make(p->k, p->n, &share) && uncertainty_wilson(p->k, p->n, &interval);

	*out++ = doc_text(r->code);
	*out++ = doc_text(r->name);
	*out++ = doc_text(r->municipality_name);
	*out++ = doc_text(levels_code(r->levels));
	*out++ = doc_text(tr(pg->lang, outcome_words(r->outcome)));
	*out++ = doc_text(conditions_of(pg, r));
	*out++ = doc_integer((int64_t)r->procedures);
	*out++ = doc_integer((int64_t)r->low);
	*out++ = doc_count(known ? p->k : -1);
	*out++ = doc_count(known ? p->n : -1);
	*out++ = known ? doc_percent(rational_double(share)) : doc_text(NULL);
	*out++ = doc_text(known ? words_interval(pg, &interval) : NULL);
	*out++ = doc_text(tr(pg->lang, outcome_words(r->before)));
}

static void
write_file(struct page *pg, const struct schools_page *s)
{
	const struct schools_view *v = s->view;
	const struct doc_column columns[COLUMNS] = {
	    {.title = tr(pg->lang, MSG("Code")), .type = DOC_TEXT, .width = 14},
	    {.title = tr(pg->lang, MSG("School")), .type = DOC_TEXT, .width = 50},
	    {.title = tr(pg->lang, MSG("Municipality")), .type = DOC_TEXT, .width = 26},
	    {.title = tr(pg->lang, MSG("Levels")), .type = DOC_TEXT, .width = 16},
	    {.title = tr(pg->lang, MSG("By the method")), .type = DOC_TEXT, .width = 28},
	    {.title = tr(pg->lang, MSG("Conditions")), .type = DOC_TEXT, .width = 16},
	    {.title = tr(pg->lang, MSG("Procedures with data")), .type = DOC_INTEGER, .width = 12},
	    {.title = tr(pg->lang, MSG("Low procedures")), .type = DOC_INTEGER, .width = 12},
	    {.title = tr(pg->lang, MSG("Below the threshold")), .type = DOC_INTEGER, .width = 12},
	    {.title = tr(pg->lang, MSG("Participants")), .type = DOC_INTEGER, .width = 12},
	    {.title = tr(pg->lang, MSG("Share, %")), .type = DOC_PERCENT, .width = 10},
	    {.title = tr(pg->lang, MSG("95-percent interval")), .type = DOC_TEXT, .width = 14},
	    {.title = tr(pg->lang, MSG("The year before")), .type = DOC_TEXT, .width = 28}};
	struct doc_cell *cells = mem_array(pg->ctx, struct doc_cell, v->count * COLUMNS + 1);
	struct table_out table = {.name = mem_printf(pg->ctx, "schools-%d", v->year),
	    .title = pg->title,
	    .ncolumns = COLUMNS,
	    .columns = columns,
	    .nrows = v->count,
	    .cells = cells};
	size_t i;

	for (i = 0; i < v->count; i++)
		put_cells(pg, v->rows[i], cells + i * COLUMNS);
	table_out_note(&table, text_school_year(pg->ctx, v->year));
	for (i = 0; i < s->ntags; i++)
		table_out_note(
		    &table, s->tags[i].own == NULL
				? s->tags[i].text
				: mem_printf(pg->ctx, "%s %s", s->tags[i].text, s->tags[i].own));
	table_out_note(&table, table_out_method(pg, v->method));
	table_out_note(&table,
	    tr(pg->lang,
		MSG("The share over all procedures is for information; the rule decides.")));
	table_out_write(pg, &table);
}

void
schools_page(struct page *pg, const void *view)
{
	struct schools_page *s = mem_new(pg->ctx, struct schools_page);
	const struct schools_view *v = view;
	size_t i;

	s->view = v;
	pg->method = v->method;
	pg->nav = NAV_SCHOOLS;
	fill_tags(pg, s);
	if (table_out_wanted(pg)) {
		write_file(pg, s);
		return;
	}
	pg->lead = lead_of(pg, v);
	s->first_year = link_number(pg, v->year - INDEX_YEARS + 1);
	s->last_year = link_number(pg, v->year);
	s->nlines = v->count;
	s->lines = mem_array(s, struct schools_line, v->count + 1);
	for (i = 0; i < v->count; i++)
		fill_line(pg, v, v->rows[i], &s->lines[i]);
	fill_pager(pg, s);
	tmpl_schools(pg, s);
}
