/* What is known of a year, each as a state, a sentence and the next step. */
#include "app/board_int.h"

#include "app/listing_int.h"
#include "base/mem.h"

#include <string.h>

#define KIND "results" /* the board is about schools with low results */

/* The newest lists of the year; NULL = there is none. */
struct lists {
	const struct db_listings *computed, *received, *draft, *approved, *last_year;
	const struct db_listings *base; /* the actor's own, of which a draft can begin */
};

static void
take_list(const struct db_listings *row, int year, struct lists *l)
{
	if (strcmp(row->kind, KIND) != 0)
		return;
	if (row->year != year) {
		if (row->year == year - 1 && strcmp(row->state, "approved") == 0 &&
		    l->last_year == NULL)
			l->last_year = row;
	} else if (strcmp(row->origin, "computed") == 0) {
		if (l->computed == NULL)
			l->computed = row;
	} else if (strcmp(row->origin, "received") == 0) {
		if (l->received == NULL)
			l->received = row;
	} else if (strcmp(row->state, "approved") == 0) {
		if (l->approved == NULL)
			l->approved = row;
	} else if (l->draft == NULL) {
		l->draft = row;
	}
}

/* That of the region before the computed one. */
static void
take_base(const struct app *app, const struct db_listings *row, int year, struct lists *l)
{
	bool received = strcmp(row->origin, "received") == 0;

	if (strcmp(row->kind, KIND) != 0 || row->year != year ||
	    strcmp(row->origin, "approved") == 0 || !listing_path_own(app, row->path))
		return;
	if (l->base == NULL || (received && strcmp(l->base->origin, "received") != 0))
		l->base = row;
}

/*
 * Is the actor's scope an authority, which makes lists, or schools below one, which see only what
 * was sent to them? An installation without schools is its authority's.
 */
static enum err
find_own(struct board_view *v, struct app *app, struct error *err)
{
	const char *path;
	int64_t org;
	enum err e = listing_authority(v, app, &org, &path, err);

	v->own = e == ERR_NOT_FOUND || (e == OK && listing_path_own(app, path));
	return e == ERR_NOT_FOUND ? OK : e;
}

static enum err
find_lists(struct board_view *v, struct app *app, struct lists *l, struct error *err)
{
	struct listings_params p = {.year = 0};
	const struct listings_view *all;
	void *view = NULL;
	size_t i;
	enum err e = lists_run(v, app, &p, &view, err);

	if (e == OK)
		e = find_own(v, app, err);
	if (e != OK)
		return e;
	all = view;
	v->begun = !v->own;
	for (i = 0; i < all->count; i++) {
		take_list(&all->rows[i], v->year, l);
		take_base(app, &all->rows[i], v->year, l);
		v->begun = v->begun || (strcmp(all->rows[i].kind, KIND) == 0 &&
					   strcmp(all->rows[i].state, "approved") == 0);
	}
	return OK;
}

/* ---- figures ---- */

static void
put_step(struct board_fact *f, const char *label, enum action_id action, int64_t list)
{
	f->step = (struct board_step){label, action, list};
}

/* What is done on the page of a list: by its name for who may, else the list is only opened. */
static void
put_list_step(struct board_fact *f, const struct app *app, enum permission permission,
    const char *label, int64_t list)
{
	put_step(f, app_permitted(app, permission) ? label : MSG("Open the list"), ACTION_LIST_SHOW,
	    list);
}

static void
find_figures(struct board_view *v)
{
	const struct board_figures *b = v->figures;
	struct board_fact *schools = &v->facts[CYCLE_SCHOOLS], *results = &v->facts[CYCLE_RESULTS],
			  *trend = &v->facts[CYCLE_TREND], *method = &v->facts[CYCLE_METHOD];

	schools->state = b->schools > 0 ? BOARD_DONE : BOARD_AHEAD;
	if (b->schools > 0)
		fail(&schools->said, OK, MSG_N("{0} school", "{0} schools"), arg_int(b->schools));
	else
		fail(&schools->said, OK, MSG("There are no schools yet"));
	put_step(schools, MSG("Load the list of schools"), ACTION_IMPORT, 0);
	results->state = b->with_data == 0           ? BOARD_AHEAD
			 : b->with_data < b->schools ? BOARD_WORK
						     : BOARD_DONE;
	if (b->with_data == 0)
		fail(&results->said, OK, MSG("There are no results of this year"));
	else
		fail(&results->said, OK,
		    MSG_N("Results of {0} school of {1}", "Results of {0} of {1} schools"),
		    arg_int(b->with_data), arg_int(b->schools));
	if (b->schools > 0)
		put_step(results, MSG("Load the results"), ACTION_IMPORT, 0);
	trend->state = b->with_data == 0 ? BOARD_AHEAD : b->before == 0 ? BOARD_WORK : BOARD_DONE;
	if (b->before == 0)
		fail(&trend->said, OK,
		    MSG("There are no results of the year before to compare with"));
	else
		fail(&trend->said, OK,
		    MSG_N("The year before can be compared: {0} school with data",
			"The year before can be compared: {0} schools with data"),
		    arg_int(b->before));
	if (b->schools > 0)
		put_step(trend, MSG("Load the results"), ACTION_IMPORT, 0);
	method->state = b->verified ? BOARD_DONE : BOARD_WORK;
	fail(&method->said, OK,
	    b->verified ? MSG("Method {0}, version {1}, checked against its act")
			: MSG("Method {0}, version {1}, not checked against its act"),
	    arg_text(b->method), arg_year(b->version));
	put_step(method, MSG("Look at the methods"), ACTION_METHOD_LIST, 0);
}

/* ---- lists ---- */

static void
find_computed(struct board_view *v, const struct lists *l)
{
	struct board_fact *f = &v->facts[CYCLE_COMPUTED];

	f->state = l->computed != NULL ? BOARD_DONE : BOARD_AHEAD;
	if (l->computed != NULL)
		fail(&f->said, OK,
		    MSG_N("Computed list {1}: {0} school", "Computed list {1}: {0} schools"),
		    arg_int(l->computed->schools), arg_year(l->computed->id));
	else if (!v->own)
		fail(&f->said, OK, MSG("Computed lists stay with the authority"));
	else
		fail(&f->said, OK, MSG("The list by the method is not computed yet"));
	if (v->figures->with_data > 0)
		put_step(f, MSG("Compute the list"), ACTION_LIST_MAKE, 0);
}

static void
find_received(struct board_view *v, const struct lists *l)
{
	struct board_fact *f = &v->facts[CYCLE_RECEIVED];

	f->state = l->received != NULL ? BOARD_DONE : BOARD_AHEAD;
	if (l->received != NULL)
		fail(&f->said, OK,
		    MSG_N("List of the region {1}: {0} school",
			"List of the region {1}: {0} schools"),
		    arg_int(l->received->schools), arg_year(l->received->id));
	else if (!v->own)
		fail(&f->said, OK, MSG("Lists of the region stay with the authority"));
	else
		fail(&f->said, OK, MSG("The list of the region is not entered"));
	if (v->figures->schools > 0)
		put_step(f, MSG("Enter the list of the region"), ACTION_LIST_RECEIVE, 0);
}

/* A draft begins on the page of the list that it copies; without one there is nothing to begin. */
static void
put_draft_step(struct board_fact *f, const struct app *app, const struct lists *l)
{
	if (l->base != NULL && app_permitted(app, PERMIT_LIST))
		put_step(f, MSG("Begin a draft"), ACTION_LIST_SHOW, l->base->id);
}

/* Of the draft, else of the approved list: who was told, what was objected. */
static void
count_items(const struct listing *list, int64_t *told, int64_t *open)
{
	size_t i;

	*told = *open = 0;
	for (i = 0; i < list->count; i++)
		*told += list->items[i].row->included && list->items[i].acquainted;
	for (i = 0; i < list->nobjections; i++)
		*open += strcmp(list->objections[i].state, "submitted") == 0;
}

static void
find_process(
    struct board_view *v, const struct app *app, const struct lists *l, const struct listing *list)
{
	struct board_fact *told = &v->facts[CYCLE_ACQUAINTED],
			  *objections = &v->facts[CYCLE_OBJECTIONS];
	int64_t ntold, nopen;

	if (list != NULL && !v->own && list->included == 0) {
		told->state = objections->state = BOARD_DONE;
		fail(&told->said, OK, MSG("List {0} does not name your schools"),
		    arg_year(list->row->id));
		fail(&objections->said, OK, MSG("There is nothing to object to"));
		return;
	}
	if (list == NULL) {
		told->state = objections->state = BOARD_AHEAD;
		fail(&told->said, OK,
		    v->own ? MSG("There is no draft with which schools are acquainted")
			   : MSG("No list was sent to your schools yet"));
		fail(&objections->said, OK,
		    v->own ? MSG("There is no draft to object to")
			   : MSG("There is nothing to object to"));
		put_draft_step(told, app, l);
		put_draft_step(objections, app, l);
		return;
	}
	count_items(list, &ntold, &nopen);
	told->state = ntold == (int64_t)list->included ? BOARD_DONE : BOARD_WORK;
	fail(&told->said, OK,
	    MSG_N("Acquainted: {0} school of {1}", "Acquainted: {0} of {1} schools"),
	    arg_int(ntold), arg_int((int64_t)list->included));
	put_list_step(told, app, PERMIT_LIST, MSG("Note the acquaintance"), list->row->id);
	objections->state = nopen == 0 ? BOARD_DONE : BOARD_WORK;
	if (nopen > 0)
		fail(&objections->said, OK,
		    MSG_N("{0} objection is not decided", "{0} objections are not decided"),
		    arg_int(nopen));
	else if (list->nobjections == 0)
		fail(&objections->said, OK, MSG("There are no objections"));
	else
		fail(&objections->said, OK,
		    MSG_N("{0} objection, decided", "{0} objections, all decided"),
		    arg_int((int64_t)list->nobjections));
	put_list_step(objections, app, PERMIT_LIST, MSG("Decide on the objections"), list->row->id);
}

static void
find_approved(struct board_view *v, const struct app *app, const struct lists *l)
{
	struct board_fact *f = &v->facts[CYCLE_APPROVED];
	bool ready = l->draft != NULL && v->facts[CYCLE_ACQUAINTED].state == BOARD_DONE &&
		     v->facts[CYCLE_OBJECTIONS].state == BOARD_DONE;

	if (l->approved != NULL) {
		f->state = l->draft == NULL ? BOARD_DONE : BOARD_WORK;
		fail(&f->said, OK,
		    MSG_N(
			"List by order No. {1}: {0} school", "List by order No. {1}: {0} schools"),
		    arg_int(l->approved->schools), arg_text(l->approved->number));
		put_step(f, MSG("Open the list"), ACTION_LIST_SHOW,
		    l->draft != NULL ? l->draft->id : l->approved->id);
	} else if (l->draft != NULL && !v->own && l->draft->schools == 0) {
		f->state = BOARD_WORK;
		fail(&f->said, OK, MSG("There is no order yet"));
	} else if (l->draft != NULL) {
		f->state = ready ? BOARD_SIGN : BOARD_WORK;
		fail(&f->said, OK,
		    MSG_N("Draft {1}: {0} school, no order yet",
			"Draft {1}: {0} schools, no order yet"),
		    arg_int(l->draft->schools), arg_year(l->draft->id));
		if (ready)
			put_list_step(
			    f, app, PERMIT_APPROVE, MSG("Approve the list"), l->draft->id);
		else
			put_step(f, MSG("Open the draft"), ACTION_LIST_SHOW, l->draft->id);
	} else {
		f->state = BOARD_AHEAD;
		fail(&f->said, OK,
		    v->own ? MSG("There is no draft and no order") : MSG("There is no order yet"));
		put_draft_step(f, app, l);
	}
}

/* ---- the finding ---- */

static void
say_lead(struct board_view *v, const struct lists *l)
{
	const struct board_figures *b = v->figures;
	const struct board_year *now = &b->years[BOARD_YEARS - 1], *before = now - 1;

	if (l->approved != NULL && l->last_year != NULL)
		fail(&v->lead, OK,
		    MSG_N("In the list by order {0} school of {1}; the year before there were {2}.",
			"In the list by order {0} of {1} schools; the year before there were {2}."),
		    arg_int(l->approved->schools), arg_int(b->schools),
		    arg_int(l->last_year->schools));
	else if (l->approved != NULL)
		fail(&v->lead, OK,
		    MSG_N("In the list by order {0} school of {1}.",
			"In the list by order {0} of {1} schools."),
		    arg_int(l->approved->schools), arg_int(b->schools));
	else if (b->charted && before->with_data > 0)
		fail(&v->lead, OK,
		    MSG_N("{0} school of {1} with data meets the conditions of the method; the "
			  "year before it was {2} of {3}.",
			"{0} of {1} schools with data meet the conditions of the method; the year "
			"before it was {2} of {3}."),
		    arg_int(now->meets), arg_int(now->with_data), arg_int(before->meets),
		    arg_int(before->with_data));
	else if (b->charted)
		fail(&v->lead, OK,
		    MSG_N("{0} school of {1} with data meets the conditions of the method.",
			"{0} of {1} schools with data meet the conditions of the method."),
		    arg_int(now->meets), arg_int(now->with_data));
	else if (b->with_data > 0)
		fail(&v->lead, OK,
		    MSG_N("Results of {0} school of {1} are there.",
			"Results of {0} of {1} schools are there."),
		    arg_int(b->with_data), arg_int(b->schools));
	else
		fail(&v->lead, OK,
		    MSG("Begin with the list of schools and the results; the rest follows."));
}

enum err
board_find_facts(struct board_view *v, struct app *app, struct error *err)
{
	struct lists l = {NULL};
	struct listing *list = NULL;
	const struct db_listings *process;
	size_t i;
	enum err e = find_lists(v, app, &l, err);

	if (e != OK)
		return e;
	process = l.draft != NULL ? l.draft : l.approved;
	if (process != NULL)
		e = listing_head(v, app, process->id, &list, err);
	if (e == OK && list != NULL)
		e = listing_fill(app, list, err);
	if (e != OK)
		return e;
	for (i = 0; i < CYCLE_FACTS; i++)
		v->facts[i].kind = (enum cycle_fact)i;
	find_figures(v);
	find_computed(v, &l);
	find_received(v, &l);
	find_process(v, app, &l, list);
	find_approved(v, app, &l);
	say_lead(v, &l);
	return OK;
}
