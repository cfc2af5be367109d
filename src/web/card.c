#include "web/card.h"

#include "app/school_move.h"
#include "base/mem.h"
#include "document/chart.h"
#include "web/lists.h"
#include "web/schools.h"
#include "web/templates/templates.h"
#include "web/words.h"

#include <string.h>

const char *
card_cell_text(struct page *pg, const struct card_cell *c)
{
	struct rational share;

	if (!rational_make(c->count.k, c->count.n, &share))
		return words_absence(pg, c->absence);
	return mem_printf(pg->ctx, "%s, %s", text_percent_fixed(pg->ctx, pg->lang, share, 1),
	    words_count(pg, c->count.k, c->count.n));
}

static struct rational
threshold_of(const struct card_view *v)
{
	size_t i;

	for (i = 0; i < v->item->ncells; i++) {
		if (v->item->cells[i].threshold_known)
			return v->item->cells[i].threshold;
	}
	return (struct rational){0, 0};
}

/* ---- This year and the last ---- */

static void
fill_side(struct page *pg, const struct card_cell *c, struct rational *share, const char **count,
    const char **absent)
{
	*absent = words_absence(pg, c->absence);
	if (rational_make(c->count.k, c->count.n, share))
		*count = words_count(pg, c->count.k, c->count.n);
}

static void
fill_row(
    struct page *pg, const struct card_view *v, const struct card_line *l, struct card_row *row)
{
	struct interval interval;

	row->line = l;
	row->now = &l->cells[v->nyears - 1];
	row->before = &l->cells[v->nyears - 2];
	row->low = l->low == 1;
	row->low_before = l->low_before == 1;
	fill_side(pg, row->now, &row->share, &row->count, &row->absent);
	fill_side(pg, row->before, &row->share_before, &row->count_before, &row->absent_before);
	if (!uncertainty_wilson(row->now->count.k, row->now->count.n, &interval))
		return;
	row->small = row->now->count.n < v->run->warn_below;
	row->interval = words_interval(pg, &interval);
	row->picture = (struct chart_interval){.title = row->interval,
	    .count = {row->now->count.k, row->now->count.n},
	    .threshold = threshold_of(v),
	    .scale = 1.0};
}

static void
fill_rows(struct page *pg, struct card_page *c)
{
	const struct card_view *v = c->view;
	size_t i, known = 0, low = 0;

	c->nrows = v->nlines;
	c->rows = mem_array(c, struct card_row, c->nrows + 1);
	for (i = 0; i < c->nrows; i++) {
		fill_row(pg, v, &v->lines[i], &c->rows[i]);
		known += v->lines[i].low >= 0;
		low += v->lines[i].low == 1;
	}
	if (known == 0)
		c->finding = say(pg->ctx, pg->lang, MSG("There are no figures of {0}"),
		    arg_text(text_school_year(pg->ctx, v->run->year)));
	else
		c->finding = say(pg->ctx, pg->lang,
		    MSG_N("{0} procedure of {1} with a low result",
			"{0} procedures of {1} with a low result"),
		    arg_int((int64_t)low), arg_int((int64_t)known));
}

/* ---- Lines of years ---- */

static struct chart_break *
breaks_of(struct page *pg, const struct card_view *v, const struct card_family *f, size_t *n)
{
	struct chart_break *out = mem_array(pg->ctx, struct chart_break, v->nyears + 1);
	size_t i, k;

	*n = 0;
	for (i = 1; i < v->nyears; i++) {
		for (k = 0; k < f->count && f->lines[k]->cells[i].before == CARD_NO_BREAK; k++)
			;
		if (k < f->count)
			out[(*n)++] = (struct chart_break){
			    i, tr(pg->lang, card_break_words(f->lines[k]->cells[i].before))};
	}
	return out;
}

static struct chart_series *
series_of(struct page *pg, const struct card_view *v, const struct card_family *f)
{
	struct chart_series *out = mem_array(pg->ctx, struct chart_series, f->count + 1);
	size_t i, k;

	for (i = 0; i < f->count; i++) {
		struct chart_count *years = mem_array(pg->ctx, struct chart_count, v->nyears);

		for (k = 0; k < v->nyears; k++)
			years[k] = (struct chart_count){
			    f->lines[i]->cells[k].count.k, f->lines[i]->cells[k].count.n};
		out[i] = (struct chart_series){
		    bilingual_get(f->lines[i]->procedure->short_title, pg->lang),
		    f->lines[i]->low == 1 ? CHART_LIST : CHART_OTHERS, years};
	}
	return out;
}

static void
draw_family(struct page *pg, const struct card_view *v, struct card_family *f)
{
	const char **labels = mem_array(pg->ctx, const char *, v->nyears);
	struct buf wide = buf_new(pg->ctx, 100000), narrow = buf_new(pg->ctx, 100000);
	struct chart_years chart = {.lang = pg->lang,
	    .size = CHART_WIDE,
	    .title = f->title,
	    .years = labels,
	    .nyears = v->nyears,
	    .series = series_of(pg, v, f),
	    .nseries = f->count,
	    .threshold = threshold_of(v)};
	size_t i;

	for (i = 0; i < v->nyears; i++)
		labels[i] = link_number(pg, v->first_year + (int)i);
	chart.breaks = breaks_of(pg, v, f, &chart.nbreaks);
	if (chart.threshold.den != 0)
		chart.threshold_words =
		    say(pg->ctx, pg->lang, MSG("{0} and above"), arg_percent(chart.threshold));
	chart_years(&wide, &chart);
	chart.size = CHART_NARROW;
	chart_years(&narrow, &chart);
	f->wide = (struct html){wide.bytes};
	f->narrow = (struct html){narrow.bytes};
}

static bool
has_figure(const struct card_view *v, const struct card_line *l)
{
	size_t i;

	for (i = 0; i < v->nyears; i++) {
		if (l->cells[i].count.n > 0)
			return true;
	}
	return false;
}

static void
fill_families(struct page *pg, struct card_page *c)
{
	const struct card_view *v = c->view;
	size_t i, k;

	for (i = 0; i < v->nlines; i++) {
		const struct procedure_family *family = v->lines[i].procedure->family;

		if (!has_figure(v, &v->lines[i]))
			continue;
		for (k = 0; k < c->nfamilies && c->families[k].family != family; k++)
			;
		if (k == CARD_FAMILIES)
			continue; /* the table above has it */
		if (k == c->nfamilies) {
			c->nfamilies++;
			c->families[k].family = family;
			c->families[k].title =
			    say(pg->ctx, pg->lang, MSG("{0}: share below the threshold by year"),
				arg_text(bilingual_get(family->title, pg->lang)));
			c->families[k].lines =
			    mem_array(c, const struct card_line *, v->nlines + 1);
		}
		c->families[k].lines[c->families[k].count++] = &v->lines[i];
	}
	for (k = 0; k < c->nfamilies; k++)
		draw_family(pg, v, &c->families[k]);
}

/* ---- The chain ---- */

/* «5 из 14 и 4 из 12»: the low figures, or how many there are. */
static const char *
figures_of(struct page *pg, const struct card_page *c)
{
	const char *s = NULL;
	size_t i, n = 0;

	for (i = 0; i < c->nrows; i++) {
		if (c->rows[i].low && n++ < 2)
			s = s == NULL ? c->rows[i].count
				      : mem_printf(pg->ctx, "%s; %s", s, c->rows[i].count);
	}
	return n == 0 ? tr(pg->lang, MSG("No low result")) : s;
}

static const char *
conditions_of(struct page *pg, const struct identify_item *item)
{
	const char *met = words_conditions_met(pg, item->conditions);

	if (met == NULL)
		return NULL;
	return say(pg->ctx, pg->lang,
	    strchr(met, ',') == NULL ? MSG("condition {0}") : MSG("conditions {0}"), arg_text(met));
}

/* To the list that says the most of the school, else to the reasons. */
static struct url
status_url(struct page *pg, const struct card_view *v)
{
	const struct listing_standing *s = &v->standing;
	int64_t list = s->approved != 0                                   ? s->approved
		       : s->draft != 0 && page_may(pg, ACTION_LIST_DRAFT) ? s->draft
		       : s->objectable != 0                               ? s->objectable
		       : s->received != 0                                 ? s->received
									  : s->computed;

	if (list == 0)
		return link_to(pg, ACTION_EXPLAIN, "school", v->school->code, NULL);
	return link_to(pg, ACTION_LIST_SHOW, "list", link_number(pg, list), NULL);
}

static void
fill_chain(struct page *pg, struct card_page *c)
{
	const struct card_view *v = c->view;
	struct url why = link_to(pg, ACTION_EXPLAIN, "school", v->school->code, NULL);
	const char *later = tr(pg->lang, MSG("not reached yet"));
	const struct card_link chain[CARD_LINKS] = {
	    {"123", tr(pg->lang, MSG("Figure")), figures_of(pg, c), c->finding, why},
	    {"file-earmark-text", tr(pg->lang, MSG("Rule")),
		c->conditions == NULL ? tr(pg->lang, MSG("No condition holds")) : c->conditions,
		v->run->method->basis_document, why, true},
	    {"life-preserver", tr(pg->lang, MSG("Status")), tr(pg->lang, outcome_words(v->outcome)),
		v->standing.word == STANDING_NO_LISTS
		    ? tr(pg->lang, MSG("computed; the list is approved by an act"))
		    : tr(pg->lang, listing_word_text(v->standing.word)),
		status_url(pg, v)},
	    {"activity", tr(pg->lang, MSG("Risk")), later,
		tr(pg->lang, MSG("after the list is approved")), {NULL}},
	    {"list-check", tr(pg->lang, MSG("Measure")), later,
		tr(pg->lang, MSG("after the risks are confirmed")), {NULL}},
	    {"paperclip", tr(pg->lang, MSG("Confirmation")), later,
		tr(pg->lang, MSG("after the measure is done")), {NULL}},
	    {"graph-up", tr(pg->lang, MSG("Effect")), later,
		tr(pg->lang, MSG("by the results of the next year")), {NULL}}};

	memcpy(c->chain, chain, sizeof chain);
}

/* ---- What is known ---- */

static const char *
fact_name(struct page *pg, const char *attribute)
{
	static const struct {
		const char *attribute, *name;
	} names[] = {{"levels", MSG("Levels")}, {"rural", MSG("Rural")}, {"kind", MSG("Kind")},
	    {"opened", MSG("Opened")}, {"closed", MSG("Closed")}};
	size_t i;

	for (i = 0; i < sizeof names / sizeof names[0]; i++) {
		if (strcmp(names[i].attribute, attribute) == 0)
			return tr(pg->lang, names[i].name);
	}
	return attribute;
}

/* «НОО,ООО» as people write it. */
static const char *
spaced(struct page *pg, const char *list)
{
	struct buf b = buf_new(pg->ctx, 1000);

	for (; *list != '\0'; list++) {
		buf_char(&b, *list);
		if (*list == ',')
			buf_char(&b, ' ');
	}
	return b.bytes == NULL ? "" : b.bytes;
}

static const char *
levels_fact(const char *code)
{
	const char *words = levels_words(levels_parse(code));

	return words == NULL ? code : words;
}

static const char *
fact_value(struct page *pg, const struct dataset_fact *f)
{
	struct day day;

	if (strcmp(f->attribute, "rural") == 0)
		return tr(pg->lang, strcmp(f->value, "1") == 0 ? MSG("yes") : MSG("no"));
	if (strcmp(f->attribute, "levels") == 0)
		return levels_fact(f->value);
	if (day_parse(f->value, strlen(f->value), &day))
		return text_day(pg->ctx, pg->lang, day);
	if (strcmp(f->attribute, "levels") == 0)
		return spaced(pg, f->value);
	return f->value;
}

static const char *
since_of(struct page *pg, const char *since)
{
	struct day day;

	if (!day_parse(since, strlen(since), &day))
		return NULL;
	return say(pg->ctx, pg->lang, MSG("from {0}"), arg_day(day));
}

static void
fill_facts(struct page *pg, struct card_page *c)
{
	const struct card_view *v = c->view;
	size_t i;

	c->facts = mem_array(c, struct card_fact, v->nfacts + 1);
	for (i = 0; i < v->nfacts; i++)
		c->facts[c->nfacts++] = (struct card_fact){fact_name(pg, v->facts[i].attribute),
		    fact_value(pg, &v->facts[i]), since_of(pg, v->facts[i].since)};
}

static const char *
place_of(struct page *pg, const struct card_view *v)
{
	const char *parts[] = {v->school->municipality_name, v->kind,
	    levels_words(v->school->levels), v->school->code};

	return words_joined(pg, parts, sizeof parts / sizeof parts[0]);
}

static const char *
sentence_of(struct page *pg, const struct card_view *v)
{
	size_t i;

	for (i = 0; i < v->nlines; i++) {
		if (has_figure(v, &v->lines[i]) &&
		    v->lines[i].procedure->family->sentence.ru != NULL)
			return bilingual_get(v->lines[i].procedure->family->sentence, pg->lang);
	}
	return NULL;
}

static struct card_page *
prepare(struct page *pg, const struct card_view *v)
{
	struct card_page *c = mem_new(pg->ctx, struct card_page);

	c->view = v;
	pg->method = v->run->method;
	c->place = place_of(pg, v);
	c->conditions = conditions_of(pg, v->item);
	c->sentence = sentence_of(pg, v);
	fill_rows(pg, c);
	fill_families(pg, c);
	fill_facts(pg, c);
	pg->nav = NAV_SCHOOLS;
	pg->title = v->school->name;
	pg->title_own = true;
	page_crumb(pg, tr(pg->lang, MSG("Schools")), link_to(pg, ACTION_SCHOOLS, NULL));
	return c;
}

void
card_page(struct page *pg, const void *view)
{
	struct card_page *c = prepare(pg, view);

	fill_chain(pg, c);
	c->object = lists_objection(pg, c->view->standing.objectable, c->view->school->code);
	c->movable = page_may(pg, ACTION_SCHOOL_MOVE) && school_move_offered(pg->ctx, pg->app);
	tmpl_card(pg, c);
}

void
school_move_form(struct page *pg, const void *view)
{
	const char *code = page_value(pg, "school");
	struct school_move_view school;
	struct error err;

	(void)view;
	pg->nav = NAV_SCHOOLS;
	page_crumb(pg, tr(pg->lang, MSG("Schools")), link_to(pg, ACTION_SCHOOLS, NULL));
	if (school_move_look(pg->ctx, pg->app, code, &school, &err) == OK) {
		page_crumb_own(pg, school.name, link_to(pg, ACTION_SCHOOL, "school", code, NULL));
		pg->lead = tr(pg->lang, MSG("Stands now under:"));
		pg->lead_own = school.from;
	}
	tmpl_form_page(pg, pg->action);
}

void
report_page(struct page *pg, const void *view)
{
	struct card_page *c = prepare(pg, view);

	page_crumb_own(pg, c->view->school->name,
	    link_to(pg, ACTION_SCHOOL, "school", c->view->school->code, NULL));
	pg->title = tr(pg->lang, MSG("Report of the school"));
	pg->title_own = false;
	tmpl_report(pg, c);
}
