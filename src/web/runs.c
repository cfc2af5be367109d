#include "web/runs.h"

#include "base/mem.h"
#include "web/lists.h"
#include "web/table_out.h"
#include "web/templates/templates.h"
#include "web/words.h"

#include <string.h>

static const char *
params_of(struct page *pg, const struct saved_run *run)
{
	const char *s = "";
	size_t i;

	for (i = 0; i < run->method->nparams; i++) {
		if (saved_run_differs(run, i))
			s = mem_printf(pg->ctx, "%s%s%s = %s", s, s[0] == '\0' ? "" : "; ",
			    run->method->params[i].name, words_value(pg, &run->params[i]));
	}
	return s;
}

static const char *
who_of(struct page *pg, const struct db_run_heads *row)
{
	if (row->post != NULL)
		return row->post;
	if (row->actor == NULL)
		return NULL;
	return strncmp(row->actor, "cli:", 4) == 0 ? tr(pg->lang, MSG("command line")) : row->actor;
}

static void
fill_card(struct page *pg, const struct saved_run *run, struct run_card *c)
{
	size_t i;

	*c = (struct run_card){
	    .run = run, .params = params_of(pg, run), .who = who_of(pg, run->row)};
	if (run->decides)
		c->listed = words_count(pg, run->counts.listed, run->counts.schools);
	c->url = link_to(pg, ACTION_RUN_SHOW, "run", link_number(pg, run->row->id), NULL);
	for (i = 0; i < run->nlists; i++)
		mem_push(pg->ctx, c->lists, c->nlists) = (struct run_link){
		    say(pg->ctx, pg->lang, MSG("List {0}"), arg_year(run->lists[i]->id)),
		    link_to(
			pg, ACTION_LIST_SHOW, "list", link_number(pg, run->lists[i]->id), NULL)};
}

const char *
run_said_words(const struct page *pg, const struct run_said *said)
{
	static const char *const texts[] = {
	    [LISTED_NOT_COMPUTED] = MSG("nothing was computed for it"),
	    [LISTED_NO] = MSG("does not meet the conditions"),
	    [LISTED_YES] = MSG("meets the conditions"),
	    [LISTED_UNDECIDED] = MSG("data are missing")};

	return tr(pg->lang, texts[said->outcome]);
}

/* ---- all of a year ---- */

static const char *
lists_text(struct page *pg, const struct run_card *c)
{
	const char *s = "";
	size_t i;

	for (i = 0; i < c->nlists; i++)
		s = mem_printf(pg->ctx, "%s%s%s", s, i == 0 ? "" : "; ", c->lists[i].text);
	return s;
}

enum { RUNS_COLUMNS = 9 };

static void
write_runs(struct page *pg, const struct runs_page *r)
{
	const struct doc_column columns[RUNS_COLUMNS] = {
	    {.title = tr(pg->lang, MSG("Run")), .type = DOC_INTEGER, .width = 8},
	    {.title = tr(pg->lang, MSG("School year")), .type = DOC_TEXT, .width = 12},
	    {.title = tr(pg->lang, MSG("Method")), .type = DOC_TEXT, .width = 30},
	    {.title = tr(pg->lang, MSG("Other parameters")), .type = DOC_TEXT, .width = 30},
	    {.title = tr(pg->lang, MSG("When")), .type = DOC_TEXT, .width = 18},
	    {.title = tr(pg->lang, MSG("Who")), .type = DOC_TEXT, .width = 26},
	    {.title = tr(pg->lang, MSG("Meet the conditions")), .type = DOC_INTEGER, .width = 12},
	    {.title = tr(pg->lang, MSG("Schools")), .type = DOC_INTEGER, .width = 10},
	    {.title = tr(pg->lang, MSG("Lists that rest on it")), .type = DOC_TEXT, .width = 30}};
	struct doc_cell *cells = mem_array(pg->ctx, struct doc_cell, r->count * RUNS_COLUMNS + 1);
	struct table_out out = {.name = "runs",
	    .title = pg->title,
	    .ncolumns = RUNS_COLUMNS,
	    .columns = columns,
	    .nrows = r->count,
	    .cells = cells};
	size_t i;

	for (i = 0; i < r->count; i++) {
		const struct run_card *c = &r->cards[i];
		const struct doc_cell row[RUNS_COLUMNS] = {doc_integer(c->run->row->id),
		    doc_text(text_school_year(pg->ctx, (int)c->run->row->year)),
		    doc_text(method_name(pg->ctx, c->run->row->method_id, c->run->row->version)),
		    doc_text(c->params), doc_text(text_instant(pg->ctx, pg->lang, c->run->row->at)),
		    doc_text(c->who), doc_integer(c->run->counts.listed),
		    doc_integer(c->run->counts.schools), doc_text(lists_text(pg, c))};

		memcpy(cells + i * RUNS_COLUMNS, row, sizeof row);
	}
	if (r->view->asked->method != NULL)
		table_out_note(&out,
		    say(pg->ctx, pg->lang, MSG("method: {0}"), arg_text(r->view->asked->method)));
	table_out_write(pg, &out);
}

void
runs_page(struct page *pg, const void *view)
{
	struct runs_page *r = mem_new(pg->ctx, struct runs_page);
	const struct runs_view *v = view;
	size_t i;

	r->view = v;
	r->count = v->count;
	r->cards = mem_array(pg->ctx, struct run_card, v->count + 1);
	for (i = 0; i < v->count; i++)
		fill_card(pg, &v->rows[i], &r->cards[i]);
	pg->nav = NAV_IDENTIFY;
	if (table_out_wanted(pg)) {
		write_runs(pg, r);
		return;
	}
	pg->lead = tr(pg->lang, MSG("A saved run keeps all that the method read: what it said then "
				    "can be repeated years later."));
	tmpl_runs(pg, r);
}

/* ---- one ---- */

static void
fill_lines(struct page *pg, struct run_page *r)
{
	static const enum outcome order[] = {
	    OUTCOME_MEETS, OUTCOME_UNDECIDED, OUTCOME_UNSETTLED, OUTCOME_NOT};
	const struct identify_view *said = r->view->said;
	size_t k, i;

	for (k = 0; k < sizeof order / sizeof order[0]; k++) {
		for (i = 0; i < said->count; i++) {
			const struct identify_item *item = &said->items[i];
			const struct dataset_school *s = &said->data->schools[item->school];

			if (outcome_of(item) != order[k])
				continue;
			mem_push(pg->ctx, r->lines, r->nlines) =
			    (struct run_outcome_line){s, tr(pg->lang, outcome_words(order[k])),
				order[k], words_conditions_met(pg, item->conditions),
				link_to(pg, ACTION_EXPLAIN, "school", s->code, "year", NULL, "run",
				    link_number(pg, said->run), NULL)};
		}
	}
}

/* Where the other runs can't be read the page does without them. */
static void
find_others(struct page *pg, struct run_page *r)
{
	const struct db_run_heads *row = r->view->run.row;
	const char *id = link_number(pg, row->id);
	struct saved_run *all;
	struct error err;
	size_t i, n = 0;
	int pass;

	if (saved_run_all(pg->ctx, pg->app, 0, &all, &n, &err) != OK)
		return;
	for (pass = 0; pass < 2; pass++) {
		for (i = 0; i < n && r->nothers < RUNS_SHOWN; i++) {
			const struct db_run_heads *o = all[i].row;

			if (o->id == row->id || (o->year == row->year) != (pass == 0))
				continue;
			mem_push(pg->ctx, r->others, r->nothers) = (struct run_link){
			    say(pg->ctx, pg->lang, MSG("run {0}: {1}, {2}, {3}"), arg_year(o->id),
				arg_text(method_name(
				    pg->ctx, all[i].row->method_id, all[i].row->version)),
				arg_text(text_school_year(pg->ctx, (int)o->year)),
				arg_text(text_instant(pg->ctx, pg->lang, o->at))),
			    link_to(pg, ACTION_COMPARE, "year", NULL, "run.1", id, "run.2",
				link_number(pg, o->id), NULL)};
		}
	}
}

enum { RUN_COLUMNS = 4 };

static void
write_run(struct page *pg, const struct run_page *r)
{
	const struct doc_column columns[RUN_COLUMNS] = {
	    {.title = tr(pg->lang, MSG("Code")), .type = DOC_TEXT, .width = 14},
	    {.title = tr(pg->lang, MSG("School")), .type = DOC_TEXT, .width = 50},
	    {.title = tr(pg->lang, MSG("By the method")), .type = DOC_TEXT, .width = 34},
	    {.title = tr(pg->lang, MSG("Conditions")), .type = DOC_TEXT, .width = 16}};
	struct doc_cell *cells = mem_array(pg->ctx, struct doc_cell, r->nlines * RUN_COLUMNS + 1);
	struct table_out out = {
	    .name = mem_printf(pg->ctx, "run-%lld", (long long)r->view->run.row->id),
	    .title = pg->title,
	    .ncolumns = RUN_COLUMNS,
	    .columns = columns,
	    .nrows = r->nlines,
	    .cells = cells};
	size_t i;

	for (i = 0; i < r->nlines; i++) {
		const struct run_outcome_line *l = &r->lines[i];
		const struct doc_cell row[RUN_COLUMNS] = {doc_text(l->school->code),
		    doc_text(l->school->name), doc_text(l->outcome), doc_text(l->conditions)};

		memcpy(cells + i * RUN_COLUMNS, row, sizeof row);
	}
	table_out_note(&out, text_school_year(pg->ctx, r->view->said->year));
	table_out_note(&out, table_out_method(pg, r->view->run.method));
	if (r->card.params[0] != '\0')
		table_out_note(&out,
		    say(pg->ctx, pg->lang, MSG("Other parameters: {0}"), arg_text(r->card.params)));
	table_out_write(pg, &out);
}

void
run_page(struct page *pg, const void *view)
{
	struct run_page *r = mem_new(pg->ctx, struct run_page);
	const struct run_view *v = view;

	r->view = v;
	fill_card(pg, &v->run, &r->card);
	fill_lines(pg, r);
	find_others(pg, r);
	if (v->run.decides && r->card.params[0] == '\0' && page_may(pg, ACTION_LIST_MAKE))
		r->make_list =
		    link_to(pg, ACTION_LIST_MAKE, "year", link_number(pg, v->said->year), "method",
			method_name(pg->ctx, v->run.row->method_id, v->run.row->version), NULL);
	pg->nav = NAV_IDENTIFY;
	pg->title = say(pg->ctx, pg->lang, MSG("Run {0}: {1}, {2}"), arg_year(v->run.row->id),
	    arg_text(method_name(pg->ctx, v->run.row->method_id, v->run.row->version)),
	    arg_text(text_school_year(pg->ctx, v->said->year)));
	if (table_out_wanted(pg)) {
		write_run(pg, r);
		return;
	}
	if (v->run.decides)
		pg->lead = say(pg->ctx, pg->lang,
		    MSG_N("{0} school of {1} met the conditions.",
			"{0} of {1} schools met the conditions."),
		    arg_int(v->run.counts.listed), arg_int(v->run.counts.schools));
	else
		pg->lead = tr(pg->lang, MSG("This method lists nobody."));
	page_crumb(pg, tr(pg->lang, MSG("Saved runs")), link_to(pg, ACTION_RUNS, NULL));
	tmpl_run(pg, r);
}

void
run_made_page(struct page *pg, const void *view)
{
	const struct identify_view *v = view;

	pg->go = link_to(pg, ACTION_RUN_SHOW, "run", link_number(pg, v->run), "done",
	    link_number(pg, ACTION_RUN_MAKE), NULL);
}
