#include "web/lists.h"

#include "base/mem.h"
#include "web/action_form.h"
#include "web/table_out.h"
#include "web/templates/templates.h"

#include <string.h>

static const char *const origins[LISTS_ORIGINS] = {"computed", "received", "approved"};

/* Words of the codes in the database. */
static const struct choice words[] = {{"results", MSG("schools with low results")},
    {"conditions", MSG("adverse social conditions")}, {"bias", MSG("signs of biased results")},
    {"risk", MSG("at risk of lower results")}, {"leader", MSG("leader schools")},
    {"fixed", MSG("sealed")}, {"draft", MSG("draft")}, {"sent", MSG("schools are told")},
    {"approved", MSG("approved")}, {"letter", MSG("by a letter")},
    {"signature", MSG("against signature")}, {"meeting", MSG("at a meeting")},
    {"system", MSG("in the system")}, {"inclusion", MSG("its place in the list")},
    {"figure", MSG("a figure")}, {"other", MSG("something else")}, {"submitted", MSG("submitted")},
    {"accepted", MSG("accepted")}, {"rejected", MSG("rejected")}, {NULL, NULL}};

static const char *
word(struct page *pg, const char *code)
{
	const struct choice *c = words;

	while (code != NULL && c->value != NULL && strcmp(c->value, code) != 0)
		c++;
	return code == NULL ? "" : c->value == NULL ? code : tr(pg->lang, c->label);
}

static struct day
day_of(const char *iso)
{
	struct day d = {0};

	if (iso == NULL || !day_parse(iso, strlen(iso), &d))
		return (struct day){0};
	return d;
}

/* «№ 212 от 15.09.2023» */
static const char *
paper(struct page *pg, const char *number, const char *day)
{
	if (number == NULL || number[0] == '\0')
		return NULL;
	return say(
	    pg->ctx, pg->lang, MSG("No. {0} of {1}"), arg_text(number), arg_day(day_of(day)));
}

static bool
may_reach(const struct page *pg, enum action_id id)
{
	return page_action(id)->path != NULL && page_may(pg, id);
}

size_t
lists_places(struct page *pg, enum action_id now, struct place_link out[LISTS_PLACES])
{
	static const struct {
		enum action_id id;
		const char *text;
	} places[LISTS_PLACES] = {{ACTION_IDENTIFY, MSG("By the method")},
	    {ACTION_LISTS, MSG("Lists")}, {ACTION_METHOD_LIST, MSG("Methods")},
	    {ACTION_RUNS, MSG("Saved runs")}};
	size_t i, n = 0;

	for (i = 0; i < LISTS_PLACES; i++) {
		if (may_reach(pg, places[i].id))
			out[n++] = (struct place_link){tr(pg->lang, places[i].text),
			    link_to(pg, places[i].id, NULL), places[i].id == now};
	}
	return n;
}

const char *
lists_origin(struct page *pg, size_t origin)
{
	static const char *const titles[LISTS_ORIGINS] = {MSG("Computed by a method"),
	    MSG("Received with a letter"), MSG("Approved by order, and drafts")};

	return tr(pg->lang, titles[origin]);
}

/* ---- objections ---- */

const char *
lists_own_school(const struct page *pg)
{
	size_t i;

	for (i = 0; i < pg->who.ngrants; i++) {
		if (pg->who.grants[i].id == pg->who.acts_as)
			return strcmp(pg->who.grants[i].role, "school") == 0
				   ? pg->who.grants[i].org_name
				   : NULL;
	}
	return NULL;
}

struct url
lists_objection(struct page *pg, int64_t list, const char *school)
{
	if (list == 0 || !page_may(pg, ACTION_LIST_OBJECT))
		return (struct url){NULL};
	return link_to(
	    pg, ACTION_LIST_OBJECT, "list", link_number(pg, list), "school", school, NULL);
}

const char *
lists_objection_words(struct page *pg)
{
	return tr(
	    pg->lang, lists_own_school(pg) != NULL ? MSG("File an objection") : MSG("Object"));
}

void
objection_form(struct page *pg, const void *view)
{
	const char *own = lists_own_school(pg);

	(void)view;
	if (own == NULL) {
		action_form_page(pg, pg->action);
		return;
	}
	pg->nav = NAV_IDENTIFY;
	pg->title = tr(pg->lang, MSG("Your objection"));
	page_crumb(pg, tr(pg->lang, MSG("Lists")), link_to(pg, ACTION_LISTS, NULL));
	tmpl_own_objection(pg, own);
}

/* ---- all of a year ---- */

static size_t
origin_of(const struct db_listings *row)
{
	size_t i = 0;

	while (i + 1 < LISTS_ORIGINS && strcmp(origins[i], row->origin) != 0)
		i++;
	return i;
}

static struct list_state
state_of(struct page *pg, const char *code)
{
	static const struct {
		const char *code, *tone, *icon;
	} looks[] = {{"draft", "chip", "pencil"}, {"sent", "chip t-accent", "send"},
	    {"approved", "chip t-ok", "check"}};
	struct list_state state = {word(pg, code), "chip", "lock-fill"};
	size_t i;

	for (i = 0; i < sizeof looks / sizeof looks[0]; i++) {
		if (strcmp(looks[i].code, code) == 0) {
			state.tone = looks[i].tone;
			state.icon = looks[i].icon;
		}
	}
	return state;
}

static void
add_card(struct page *pg, struct lists_page *l, const struct db_listings *row)
{
	size_t origin = origin_of(row);
	struct lists_card *card = &mem_push(pg->ctx, l->cards[origin], l->count[origin]);

	*card = (struct lists_card){.row = row};
	card->title = say(pg->ctx, pg->lang, MSG("List {0}: {1}"), arg_year(row->id),
	    arg_text(word(pg, row->kind)));
	card->state = state_of(pg, row->state);
	card->document = paper(pg, row->number, row->day);
	card->url = link_to(pg, ACTION_LIST_SHOW, "list", link_number(pg, row->id), NULL);
}

/* The newest of @origin that is of the kind and year of @like, or NULL. */
static const struct db_listings *
newest_like(const struct lists_page *l, size_t origin, const struct db_listings *like)
{
	size_t i;

	for (i = 0; i < l->count[origin]; i++) {
		const struct db_listings *row = l->cards[origin][i].row;

		if (row->year == like->year && strcmp(row->kind, like->kind) == 0)
			return row;
	}
	return NULL;
}

static void
add_pair(
    struct page *pg, struct lists_page *l, const struct db_listings *a, const struct db_listings *b)
{
	struct lists_pair *p;

	if (a == NULL || b == NULL || a == b)
		return;
	p = &mem_push(pg->ctx, l->pairs, l->npairs);
	p->text = say(
	    pg->ctx, pg->lang, MSG("List {0} beside list {1}"), arg_year(a->id), arg_year(b->id));
	p->url = link_to(pg, ACTION_LIST_COMPARE, "first", link_number(pg, a->id), "second",
	    link_number(pg, b->id), NULL);
}

/* Each newest list of low results or another kind beside those of the other origins. */
static void
add_pairs(struct page *pg, struct lists_page *l)
{
	size_t i;

	for (i = 0; i < l->count[0]; i++) {
		const struct db_listings *row = l->cards[0][i].row;

		if (newest_like(l, 0, row) != row)
			continue;
		add_pair(pg, l, row, newest_like(l, 1, row));
		add_pair(pg, l, row, newest_like(l, 2, row));
	}
	for (i = 0; i < l->count[1]; i++) {
		const struct db_listings *row = l->cards[1][i].row;

		if (newest_like(l, 1, row) == row)
			add_pair(pg, l, row, newest_like(l, 2, row));
	}
}

void
lists_page(struct page *pg, const void *view)
{
	const struct listings_view *v = view;
	struct lists_page *l = mem_new(pg->ctx, struct lists_page);
	size_t i;

	l->year = v->year;
	for (i = 0; i < v->count; i++)
		add_card(pg, l, &v->rows[i]);
	add_pairs(pg, l);
	pg->nav = NAV_IDENTIFY;
	pg->lead = tr(pg->lang, MSG("Three lists are kept apart: computed, received, approved; "
				    "every difference has its "
				    "reason."));
	tmpl_lists(pg, l);
}

/* ---- one list ---- */

static const char *
by_of(struct page *pg, const struct listing_item *item)
{
	const char *by = item->row->by;

	if (strcmp(by, "method") == 0)
		return tr(pg->lang, MSG("by the method"));
	if (strcmp(by, "letter") == 0)
		return tr(pg->lang, MSG("named in the letter"));
	return item->row->included ? tr(pg->lang, MSG("included by decision"))
				   : tr(pg->lang, MSG("excluded by decision"));
}

static const char *
outcome_of_item(struct page *pg, const struct listing_item *item)
{
	static const char *const texts[] = {[LISTED_NO] = MSG("does not meet the conditions"),
	    [LISTED_YES] = MSG("meets the conditions"),
	    [LISTED_UNDECIDED] = MSG("data are missing")};

	return item->outcome == LISTED_NOT_COMPUTED ? NULL : tr(pg->lang, texts[item->outcome]);
}

/* The form of what is done about one school of the list. */
static struct url
school_form(struct page *pg, enum action_id id, const struct listing *list, const char *code)
{
	return link_to(pg, id, "list", link_number(pg, list->row->id), "school", code, "rev",
	    id == ACTION_LIST_INCLUDE || id == ACTION_LIST_EXCLUDE ? link_number(pg, list->row->rev)
								   : NULL,
	    NULL);
}

static void
fill_line(struct page *pg, const struct list_page *l, const struct listing_item *item,
    struct list_line *line)
{
	const struct listing *list = l->list;
	const char *code = item->row->code;
	bool changes = l->open && list->own && page_may(pg, ACTION_LIST_EXCLUDE);

	line->item = item;
	line->included = item->row->included != 0;
	line->by = by_of(pg, item);
	line->outcome = outcome_of_item(pg, item);
	line->document = paper(pg, item->row->doc_number, item->row->doc_day);
	line->told = day_of(item->row->day);
	line->how = item->acquainted ? word(pg, item->row->how) : NULL;
	if (may_reach(pg, ACTION_EXPLAIN))
		line->why = item->outcome == LISTED_NOT_COMPUTED
				? link_to(pg, ACTION_EXPLAIN, "school", code, "year",
				      link_number(pg, list->row->year), NULL)
				: link_to(pg, ACTION_EXPLAIN, "school", code, "year", NULL, "run",
				      link_number(pg, list->row->run), NULL);
	if (changes && line->included)
		line->exclude = school_form(pg, ACTION_LIST_EXCLUDE, list, code);
	else if (changes)
		line->include = school_form(pg, ACTION_LIST_INCLUDE, list, code);
	if (l->open && line->included && page_may(pg, ACTION_LIST_ACQUAINT))
		line->acquaint = school_form(pg, ACTION_LIST_ACQUAINT, list, code);
	line->object = lists_objection(pg, l->open ? list->row->id : 0, code);
}

static const char *
school_of(const struct listing *list, int64_t org)
{
	size_t i;

	for (i = 0; i < list->count; i++) {
		if (list->items[i].row->org == org)
			return list->items[i].row->name;
	}
	return "";
}

static void
fill_objection(struct page *pg, const struct list_page *l, const struct db_objections *row,
    struct list_objection *o)
{
	bool accepted = strcmp(row->state, "accepted") == 0;
	const char *letter = paper(pg, row->letter_number, row->letter_day);

	o->row = row;
	o->open = strcmp(row->state, "submitted") == 0;
	o->about = word(pg, row->about);
	o->state = word(pg, row->state);
	o->tone = o->open ? "chip t-obj" : accepted ? "chip t-ok" : "chip";
	o->icon = o->open ? "chat-left-text-fill" : accepted ? "check" : "x";
	o->school = school_of(l->list, row->org);
	o->entered = letter == NULL ? NULL
				    : say(pg->ctx, pg->lang,
					  MSG("entered by the coordinator on the letter {0}"),
					  arg_text(letter));
	o->answer = paper(pg, row->number, row->answer_day);
	o->day = day_of(row->day);
	o->due = day_of(row->due);
	if (o->open && l->list->own && page_may(pg, ACTION_LIST_DECIDE))
		o->decide = link_to(pg, ACTION_LIST_DECIDE, "objection", link_number(pg, row->id),
		    "rev", link_number(pg, row->rev), "back", link_self(pg).text, NULL);
}

/* What the order would be refused for today; the same rules as in app/listing_approve.c. */
static void
find_hindrances(struct page *pg, struct list_page *l)
{
	const struct listing *list = l->list;
	struct day last = {0};
	size_t i, open = 0, untold = 0;

	for (i = 0; i < list->nobjections; i++)
		open += l->objections[i].open;
	for (i = 0; i < list->count; i++) {
		const struct listing_item *item = &list->items[i];

		if (!item->row->included)
			continue;
		untold += !item->acquainted;
		if (item->acquainted && day_cmp(item->due, last) > 0)
			last = item->due;
	}
	l->blocked = open > 0;
	if (open > 0)
		l->hinder[l->nhinder++] = say(pg->ctx, pg->lang,
		    MSG_N("{0} objection is not decided", "{0} objections are not decided"),
		    arg_int((int64_t)open));
	if (untold > 1 && l->open && page_may(pg, ACTION_LIST_ACQUAINT))
		l->tell_all = link_to(pg, ACTION_LIST_ACQUAINT, "list",
		    link_number(pg, list->row->id), "all", "1", NULL);
	if (untold > 0)
		l->hinder[l->nhinder++] = say(pg->ctx, pg->lang,
		    MSG_N("{0} school is not acquainted with the list",
			"{0} schools are not acquainted with the list"),
		    arg_int((int64_t)untold));
	if (last.year != 0 && day_cmp(last, pg->app->today) >= 0)
		l->hinder[l->nhinder++] =
		    say(pg->ctx, pg->lang, MSG("Schools may object until {0}"), arg_day(last));
}

static void
fill_actions(struct page *pg, struct list_page *l)
{
	const struct db_listing_get *row = l->list->row;
	const char *id = link_number(pg, row->id), *rev = link_number(pg, row->rev);
	bool own = l->list->own;

	if (l->open && own && page_may(pg, ACTION_LIST_APPROVE))
		l->approve = link_to(pg, ACTION_LIST_APPROVE, "list", id, "rev", rev, NULL);
	if (l->open && own && page_may(pg, ACTION_LIST_INCLUDE))
		l->include = link_to(pg, ACTION_LIST_INCLUDE, "list", id, "rev", rev, NULL);
	if (!l->open && own && page_may(pg, ACTION_LIST_DRAFT))
		l->draft = link_to(pg, ACTION_LIST_DRAFT, "from", id, NULL);
	if (row->run != 0)
		l->run = link_to(pg, ACTION_RUN_SHOW, "run", link_number(pg, row->run), NULL);
	if (row->sha256 != NULL && own && may_reach(pg, ACTION_LIST_VERIFY))
		l->verify = link_to(pg, ACTION_LIST_VERIFY, "list", id, NULL);
}

static void
choose_look(struct page *pg, struct list_page *l)
{
	l->open = listing_is_open(l->list->row);
	l->kind = word(pg, l->list->row->kind);
	l->state = state_of(pg, l->list->row->state);
	if (l->list->document != NULL)
		l->document = paper(pg, l->list->document->number, l->list->document->day);
}

static struct list_page *
list_page_of(struct page *pg, const struct listing *list)
{
	struct list_page *l = mem_new(pg->ctx, struct list_page);
	size_t i;

	l->list = list;
	choose_look(pg, l);
	l->nlines = list->count;
	l->lines = mem_array(l, struct list_line, list->count + 1);
	for (i = 0; i < list->count; i++)
		fill_line(pg, l, &list->items[i], &l->lines[i]);
	l->nobjections = list->nobjections;
	l->objections = mem_array(l, struct list_objection, list->nobjections + 1);
	for (i = 0; i < list->nobjections; i++)
		fill_objection(pg, l, &list->objections[i], &l->objections[i]);
	if (l->open)
		find_hindrances(pg, l);
	fill_actions(pg, l);
	return l;
}

/* ---- the file ---- */

enum { COLUMNS = 10 };

static void
put_cells(struct page *pg, const struct list_line *line, struct doc_cell *out)
{
	const struct db_listing_items *row = line->item->row;

	*out++ = doc_text(row->code);
	*out++ = doc_text(row->name);
	*out++ = doc_text(tr(pg->lang, line->included ? MSG("yes") : MSG("no")));
	*out++ = doc_text(line->by);
	*out++ = doc_text(line->outcome);
	*out++ = doc_text(row->reason);
	*out++ = doc_text(line->document);
	*out++ = doc_day(line->told);
	*out++ = doc_text(line->how);
	*out++ = doc_day(line->item->due);
}

static void
write_file(struct page *pg, const struct list_page *l)
{
	const struct doc_column columns[COLUMNS] = {
	    {.title = tr(pg->lang, MSG("Code")), .type = DOC_TEXT, .width = 14},
	    {.title = tr(pg->lang, MSG("School")), .type = DOC_TEXT, .width = 50},
	    {.title = tr(pg->lang, MSG("In the list")), .type = DOC_TEXT, .width = 10},
	    {.title = tr(pg->lang, MSG("How it came")), .type = DOC_TEXT, .width = 24},
	    {.title = tr(pg->lang, MSG("By the method")), .type = DOC_TEXT, .width = 28},
	    {.title = tr(pg->lang, MSG("Reason")), .type = DOC_TEXT, .width = 40},
	    {.title = tr(pg->lang, MSG("Document")), .type = DOC_TEXT, .width = 24},
	    {.title = tr(pg->lang, MSG("Acquainted")), .type = DOC_DAY, .width = 12},
	    {.title = tr(pg->lang, MSG("How")), .type = DOC_TEXT, .width = 16},
	    {.title = tr(pg->lang, MSG("May object until")), .type = DOC_DAY, .width = 14}};
	struct doc_cell *cells = mem_array(pg->ctx, struct doc_cell, l->nlines * COLUMNS + 1);
	struct table_out table = {
	    .name = mem_printf(pg->ctx, "list-%lld", (long long)l->list->row->id),
	    .title = pg->title,
	    .ncolumns = COLUMNS,
	    .columns = columns,
	    .nrows = l->nlines,
	    .cells = cells};
	size_t i;

	for (i = 0; i < l->nlines; i++)
		put_cells(pg, &l->lines[i], cells + i * COLUMNS);
	table_out_note(&table, l->state.word);
	if (l->list->method != NULL)
		table_out_note(&table, table_out_method(pg, l->list->method));
	for (i = 0; i < l->list->nsentences; i++)
		table_out_note(&table, bilingual_get(l->list->sentences[i], pg->lang));
	table_out_write(pg, &table);
}

void
list_page(struct page *pg, const void *view)
{
	const struct listing *list = view;
	struct list_page *l = list_page_of(pg, list);

	pg->nav = NAV_IDENTIFY;
	pg->method = list->method;
	pg->title = say(pg->ctx, pg->lang, MSG("List {0}: {1}, {2}"), arg_year(list->row->id),
	    arg_text(l->kind), arg_text(text_school_year(pg->ctx, (int)list->row->year)));
	if (table_out_wanted(pg)) {
		write_file(pg, l);
		return;
	}
	pg->lead =
	    say(pg->ctx, pg->lang, MSG_N("{0} school in the list.", "{0} schools in the list."),
		arg_int((int64_t)list->included));
	page_crumb(pg, tr(pg->lang, MSG("Lists")), link_to(pg, ACTION_LISTS, NULL));
	tmpl_list(pg, l);
}

void
list_compare_page(struct page *pg, const void *view)
{
	const struct listing_compare_view *v = view;

	pg->nav = NAV_IDENTIFY;
	pg->title = say(pg->ctx, pg->lang, MSG("List {0} beside list {1}"),
	    arg_year(v->first->row->id), arg_year(v->second->row->id));
	pg->lead = say(pg->ctx, pg->lang, MSG("In both {0}, in one only {1}, not explained {2}."),
	    arg_int((int64_t)v->both), arg_int((int64_t)v->count),
	    arg_int((int64_t)v->unexplained));
	page_crumb(pg, tr(pg->lang, MSG("Lists")), link_to(pg, ACTION_LISTS, NULL));
	tmpl_list_compare(pg, v);
}

void
list_verify_page(struct page *pg, const void *view)
{
	const struct listing_verify_view *v = view;
	const char *id = link_number(pg, v->list);

	pg->nav = NAV_IDENTIFY;
	pg->title = say(pg->ctx, pg->lang, MSG("Seal of list {0}"), arg_year(v->list));
	page_crumb(pg, tr(pg->lang, MSG("Lists")), link_to(pg, ACTION_LISTS, NULL));
	page_crumb(pg, say(pg->ctx, pg->lang, MSG("List {0}"), arg_year(v->list)),
	    link_to(pg, ACTION_LIST_SHOW, "list", id, NULL));
	tmpl_list_verify(pg, v);
}

/* What was made is opened, so that its next step is at hand. */
void
list_made_page(struct page *pg, const void *view)
{
	const struct listing_done *done = view;

	if (pg->error != NULL) {
		pg->problems = done->problems;
		action_form_page(pg, pg->action);
		return;
	}
	pg->go = link_to(pg, ACTION_LIST_SHOW, "list", link_number(pg, done->list), "done",
	    link_number(pg, pg->action->id), NULL);
}
