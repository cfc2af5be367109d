#include "web/board.h"

#include "base/mem.h"
#include "document/chart.h"
#include "web/templates/templates.h"
#include "web/words.h"

#include <string.h>

static const struct {
	const char *node, *icon, *tone;
} looks[] = {
    [BOARD_NOT_KEPT] = {"node-ahead", "slash-circle", ""},
    [BOARD_AHEAD] = {"node-ahead", "circle", ""},
    [BOARD_WORK] = {"node-half", "circle-half", "t-accent"},
    [BOARD_SIGN] = {"exclamation-diamond-fill", "pen-fill", "t-warn"},
    [BOARD_DONE] = {"check-circle-fill", "check", "t-ok"},
};

const char *
board_node(enum board_state state)
{
	return looks[state].node;
}

const char *
board_icon(enum board_state state)
{
	return looks[state].icon;
}

const char *
board_tone(enum board_state state)
{
	return looks[state].tone;
}

const char *
board_chip(enum board_state state)
{
	static const char *const chips[] = {[BOARD_NOT_KEPT] = "chip outline",
	    [BOARD_AHEAD] = "chip",
	    [BOARD_WORK] = "chip t-accent",
	    [BOARD_SIGN] = "chip t-warn",
	    [BOARD_DONE] = "chip t-ok"};

	return chips[state];
}

const char *
inbox_icon(const struct inbox_item *item)
{
	static const char *const icons[] = {[INBOX_OBJECTION] = "chat-left-text-fill",
	    [INBOX_REJECTED] = "arrow-return-left",
	    [INBOX_ORDER] = "pen-fill",
	    [INBOX_UNTOLD] = "envelope",
	    [INBOX_TERM] = "calendar3",
	    [INBOX_WARNINGS] = "exclamation-triangle-fill",
	    [INBOX_ACCOUNT] = "person-plus"};

	return item->group == INBOX_LATE ? "exclamation-triangle-fill" : icons[item->kind];
}

const char *
inbox_tone(const struct inbox_item *item)
{
	if (item->group == INBOX_LATE)
		return "t-bad";
	if (item->kind == INBOX_OBJECTION)
		return "t-obj";
	if (item->kind == INBOX_ORDER)
		return "t-accent";
	return item->kind == INBOX_REJECTED || item->kind == INBOX_WARNINGS ? "t-warn" : "";
}

struct url
inbox_url(struct page *pg, const struct inbox_item *item)
{
	if (page_action(item->action)->path == NULL || !page_may(pg, item->action))
		return (struct url){NULL};
	return link_to(
	    pg, item->action, "list", item->list == 0 ? NULL : link_number(pg, item->list), NULL);
}

/* ---- rows ---- */

static void
put_step(struct page *pg, const struct board_step *step, struct board_line *line)
{
	if (step->label == NULL || page_action(step->action)->path == NULL ||
	    !page_may(pg, step->action))
		return;
	line->next = tr(pg->lang, step->label);
	line->url = link_to(
	    pg, step->action, "list", step->list == 0 ? NULL : link_number(pg, step->list), NULL);
}

static void
put_said(struct page *pg, const struct board_fact *f, struct board_line *line)
{
	const char *said = tr_error(pg->ctx, pg->lang, &f->said);

	if (f->state == BOARD_AHEAD || f->state == BOARD_WORK)
		line->lacking[line->nsaid++] = said;
	else
		line->said[line->nsaid++] = said;
}

static void
fill_start(struct page *pg, struct board_page *b)
{
	const struct board_view *v = b->view;
	size_t i;

	b->start = mem_array(pg->ctx, struct board_line, BOARD_START);
	b->nstart = v->begun ? 0 : BOARD_START;
	for (i = 0; i < b->nstart; i++) {
		const char *title = v->start[i].title;
		const struct board_fact *f = v->start[i].fact;
		struct board_line *line = &b->start[i];

		line->number = i + 1;
		line->title = (struct bilingual){tr(LANG_RU, title), tr(LANG_EN, title)};
		line->state = f->state;
		put_said(pg, f, line);
		if (f->state != BOARD_DONE)
			put_step(pg, &f->step, line);
	}
}

static void
fill_cycle(struct page *pg, struct board_page *b)
{
	const struct board_view *v = b->view;
	size_t i, k;

	b->cycle = mem_array(pg->ctx, struct board_line, v->npositions + 1);
	b->ncycle = v->begun || v->figures->with_data > 0 ? v->npositions : 0;
	for (i = 0; i < b->ncycle; i++) {
		const struct board_position *p = &v->positions[i];
		struct board_line *line = &b->cycle[i];

		line->number = i + 1;
		line->title = p->position->title;
		line->state = p->state;
		for (k = 0; k < p->nfacts; k++)
			put_said(pg, p->facts[k], line);
		put_step(pg, &p->step, line);
	}
}

/* ---- pictures ---- */

static void
fill_listed(struct page *pg, struct board_page *b)
{
	const struct board_figures *f = b->view->figures;
	const struct board_year *now = &f->years[BOARD_YEARS - 1], *before = now - 1;
	struct chart_bar bars[BOARD_YEARS];
	struct chart_bars chart = {.lang = pg->lang, .bars = bars, .n = BOARD_YEARS};
	struct buf out = buf_new(pg->ctx, 20000);
	size_t i;

	for (i = 0; i < BOARD_YEARS; i++)
		bars[i] = (struct chart_bar){link_number(pg, f->years[i].year),
		    {f->years[i].meets, f->years[i].with_data}, i == BOARD_YEARS - 1};
	b->listed.sentence =
	    before->with_data > 0
		? say(pg->ctx, pg->lang,
		      MSG_N("Meets the conditions: {0} school of {1}, the year before {2}",
			  "Meet the conditions: {0} of {1} schools, the year before {2}"),
		      arg_int(now->meets), arg_int(now->with_data), arg_int(before->meets))
		: say(pg->ctx, pg->lang,
		      MSG_N("Meets the conditions: {0} school of {1}",
			  "Meet the conditions: {0} of {1} schools"),
		      arg_int(now->meets), arg_int(now->with_data));
	chart.title = tr(pg->lang, MSG("Schools that meet the conditions of the method, by year"));
	chart_bars(&out, &chart);
	b->listed.picture = (struct html){out.bytes};
}

static const char *
share_text(struct page *pg, const struct board_count *c)
{
	struct rational share;

	return rational_make(c->k, c->n, &share) ? text_percent_fixed(pg->ctx, pg->lang, share, 1)
						 : tr(pg->lang, MSG("no data"));
}

static void
fill_shares(struct page *pg, struct board_page *b)
{
	const struct board_figures *f = b->view->figures;
	const struct board_year *now = &f->years[BOARD_YEARS - 1];
	struct chart_count those[BOARD_YEARS], others[BOARD_YEARS];
	const char *years[BOARD_YEARS];
	struct chart_series series[] = {
	    {say(pg->ctx, pg->lang, MSG_N("{0} meets them", "{0} meet them"), arg_int(now->meets)),
		CHART_LIST, those},
	    {say(pg->ctx, pg->lang, MSG_N("{0} other", "{0} others"),
		 arg_int(now->with_data - now->meets)),
		CHART_OTHERS, others}};
	struct chart_years chart = {.lang = pg->lang,
	    .size = CHART_CARD,
	    .title = tr(pg->lang, MSG("Share of results below the threshold, by year")),
	    .years = years,
	    .nyears = BOARD_YEARS,
	    .series = series,
	    .nseries = 2};
	struct buf out = buf_new(pg->ctx, 40000);
	size_t i;

	if (now->meets == 0 || now->those.n == 0 || now->others.n == 0)
		return;
	for (i = 0; i < BOARD_YEARS; i++) {
		years[i] = link_number(pg, f->years[i].year);
		those[i] = (struct chart_count){f->years[i].those.k, f->years[i].those.n};
		others[i] = (struct chart_count){f->years[i].others.k, f->years[i].others.n};
	}
	b->shares.sentence = say(pg->ctx, pg->lang,
	    MSG("Below the threshold: {0} in schools that meet the conditions, {1} in the others"),
	    arg_text(share_text(pg, &now->those)), arg_text(share_text(pg, &now->others)));
	chart_years(&out, &chart);
	b->shares.picture = (struct html){out.bytes};
}

static void
fill_moves(struct page *pg, struct board_page *b)
{
	const struct board_figures *f = b->view->figures;
	const struct board_moves *m = &f->moves;
	struct chart_moves chart = {.lang = pg->lang,
	    .before = link_number(pg, f->year - 1),
	    .now = link_number(pg, f->year),
	    .stay = m->stay,
	    .enter = m->enter,
	    .leave = m->leave,
	    .stay_words = tr(pg->lang, MSG("in both years")),
	    .enter_words = tr(pg->lang, MSG("anew")),
	    .leave_words = tr(pg->lang, MSG("no longer"))};
	struct buf out = buf_new(pg->ctx, 20000);

	if (f->years[BOARD_YEARS - 2].with_data == 0 || m->stay + m->enter + m->leave == 0)
		return;
	b->moves.sentence = say(pg->ctx, pg->lang,
	    MSG("Since the year before: {0} meet the conditions anew, {1} no longer, {2} in both "
		"years"),
	    arg_int(m->enter), arg_int(m->leave), arg_int(m->stay));
	chart.title =
	    tr(pg->lang, MSG("Who met the conditions the year before and who meets them now"));
	chart_moves(&out, &chart);
	b->moves.picture = (struct html){out.bytes};
}

/* ---- pages ---- */

static void
choose_other(struct page *pg, struct board_page *b)
{
	bool nine = strcmp(b->view->cycle->id, "nine") == 0;

	b->other_cycle = link_here(pg, "cycle", nine ? "six" : NULL, NULL);
	b->other_cycle_text = nine ? tr(pg->lang, MSG("Show as six steps"))
				   : tr(pg->lang, MSG("Show nine positions"));
}

void
board_page(struct page *pg, const void *view)
{
	struct board_page *b = mem_new(pg->ctx, struct board_page);
	struct error err;

	b->view = view;
	if (inbox_get(pg->ctx, pg->app, &b->inbox, &err) != OK)
		b->inbox = mem_new(pg->ctx, struct inbox);
	pg->nav = NAV_CYCLE;
	pg->year = b->view->year;
	pg->lead = tr_error(pg->ctx, pg->lang, &b->view->lead);
	fill_start(pg, b);
	fill_cycle(pg, b);
	if (b->view->figures->charted) {
		fill_listed(pg, b);
		fill_shares(pg, b);
		fill_moves(pg, b);
	}
	choose_other(pg, b);
	if (b->view->school != NULL)
		b->school = link_to(pg, ACTION_SCHOOL, "school", b->view->school, NULL);
	tmpl_board(pg, b);
}

void
inbox_page(struct page *pg, const void *view)
{
	const struct inbox *inbox = view;

	pg->lead = inbox->count == 0 ? NULL
				     : say(pg->ctx, pg->lang, MSG_N("{0} thing", "{0} things"),
					   arg_int((int64_t)inbox->count));
	tmpl_inbox(pg, inbox);
}
