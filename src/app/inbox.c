#include "app/inbox.h"

#include "app/batches.h"
#include "app/listing_int.h"
#include "app/shelf.h"
#include "base/mem.h"
#include "base/tr.h"

#include <stdlib.h>
#include <string.h>

#define DAY_MS ((int64_t)24 * 3600 * 1000)

static const struct {
	const char *code, *words;
} groups[INBOX_GROUPS] = {{"late", MSG("Overdue")}, {"returned", MSG("Returned to you")},
    {"approve", MSG("To decide and to approve")}, {"week", MSG("This week")}};

const char *
inbox_group_code(enum inbox_group group)
{
	return groups[group].code;
}

const char *
inbox_group_words(enum inbox_group group)
{
	return groups[group].words;
}

struct finding {
	struct app *app;
	struct inbox *inbox;
};

static struct inbox_item *
add(struct finding *f, enum inbox_group group, enum inbox_kind kind)
{
	struct inbox *in = f->inbox;
	struct inbox_item *item = &mem_push(in, in->items, in->count);

	*item = (struct inbox_item){.group = group, .kind = kind};
	in->groups[group]++;
	return item;
}

/* ---- lists ---- */

static const char *
school_name(const struct listing *list, int64_t org)
{
	size_t i;

	for (i = 0; i < list->count; i++) {
		if (list->items[i].row->org == org)
			return list->items[i].row->name;
	}
	return NULL;
}

/* An objection is late for a decision when the term in which one may object is over. */
static void
find_objection(struct finding *f, const struct listing *list, const struct db_objections *o)
{
	struct day due = {0};
	bool known = o->due != NULL && day_parse(o->due, strlen(o->due), &due);
	int late = known ? day_number(f->app->today) - day_number(due) : 0;
	struct inbox_item *item = add(f, late > 0 ? INBOX_LATE : INBOX_APPROVE, INBOX_OBJECTION);

	fail(&item->said, OK,
	    late > 0 ? MSG("Objection {0} is not decided, the term of the list is over")
		     : MSG("Objection {0} waits for a decision"),
	    arg_year(o->id));
	item->whose = mem_strdup(f->inbox, school_name(list, o->org));
	item->day = due;
	item->late = late > 0 ? late : 0;
	item->action = ACTION_LIST_SHOW;
	item->list = list->row->id;
}

static void
find_rejected(struct finding *f, const struct listing *list, const struct db_objections *o)
{
	struct inbox_item *item = add(f, INBOX_RETURNED, INBOX_REJECTED);

	fail(&item->said, OK, MSG("Objection {0} was rejected"), arg_year(o->id));
	/* words of the data, Russian in every language: they stay out of the sentence */
	item->whose = mem_printf(f->inbox, "%s · %s", school_name(list, o->org), o->reason);
	if (o->decided != NULL)
		day_parse(o->decided, strlen(o->decided), &item->day);
	item->action = ACTION_LIST_SHOW;
	item->list = list->row->id;
}

/* Terms that end soon, together: on the first day of them. */
static void
find_terms(struct finding *f, const struct listing *list)
{
	int32_t today = day_number(f->app->today), due;
	struct inbox_item *item;
	struct day first = {0};
	size_t i, n = 0, one = 0;

	for (i = 0; i < list->count; i++) {
		if (!list->items[i].row->included || !list->items[i].acquainted)
			continue;
		due = day_number(list->items[i].due);
		if (due < today || due > today + INBOX_SOON)
			continue;
		if (n++ == 0 || day_cmp(list->items[i].due, first) < 0) {
			first = list->items[i].due;
			one = i;
		}
	}
	if (n == 0)
		return;
	item = add(f, INBOX_WEEK, INBOX_TERM);
	fail(&item->said, OK,
	    MSG_N("List {1}: the term to object ends for {0} school",
		"List {1}: the term to object ends for {0} schools"),
	    arg_int((int64_t)n), arg_year(list->row->id));
	if (n == 1)
		item->whose = mem_strdup(f->inbox, list->items[one].row->name);
	item->day = first;
	item->action = ACTION_LIST_SHOW;
	item->list = list->row->id;
}

/* Schools not told yet; returns whether the draft can be approved today. */
static bool
find_untold(struct finding *f, const struct listing *list)
{
	struct inbox_item *item;
	size_t i, untold = 0, running = 0;

	for (i = 0; i < list->count; i++) {
		const struct listing_item *one = &list->items[i];

		if (!one->row->included)
			continue;
		untold += !one->acquainted;
		running += one->acquainted && day_cmp(one->due, f->app->today) >= 0;
	}
	if (untold > 0 && app_permitted(f->app, PERMIT_LIST)) {
		item = add(f, INBOX_WEEK, INBOX_UNTOLD);
		fail(&item->said, OK,
		    MSG_N("List {1}: {0} school is not acquainted with it",
			"List {1}: {0} schools are not acquainted with it"),
		    arg_int((int64_t)untold), arg_year(list->row->id));
		item->action = ACTION_LIST_SHOW;
		item->list = list->row->id;
	}
	return untold == 0 && running == 0;
}

static void
find_order(struct finding *f, const struct listing *list)
{
	struct inbox_item *item = add(f, INBOX_APPROVE, INBOX_ORDER);

	fail(&item->said, OK,
	    MSG_N(
		"Draft {1} can be approved: {0} school", "Draft {1} can be approved: {0} schools"),
	    arg_int((int64_t)list->included), arg_year(list->row->id));
	item->action = ACTION_LIST_SHOW;
	item->list = list->row->id;
}

static void
look_at_list(struct finding *f, const struct listing *list)
{
	size_t i, open = 0;
	bool ready;

	for (i = 0; i < list->nobjections; i++) {
		const struct db_objections *o = &list->objections[i];

		if (strcmp(o->state, "submitted") == 0) {
			open++;
			if (list->own && app_permitted(f->app, PERMIT_LIST))
				find_objection(f, list, o);
		} else if (strcmp(o->state, "rejected") == 0 && !list->own) {
			find_rejected(f, list, o);
		}
	}
	find_terms(f, list);
	ready = !list->own || find_untold(f, list);
	if (list->own && ready && open == 0 && app_permitted(f->app, PERMIT_APPROVE))
		find_order(f, list);
}

static enum err
look_at_lists(struct finding *f, struct error *err)
{
	TALLOC_CTX *local = mem_check(talloc_new(NULL));
	const struct listings_params p = {.year = 0};
	const struct listings_view *all;
	struct listing *list;
	void *view = NULL;
	size_t i;
	enum err e = lists_run(local, f->app, &p, &view, err);

	all = view;
	for (i = 0; e == OK && i < all->count; i++) {
		if (strcmp(all->rows[i].state, "draft") != 0 &&
		    strcmp(all->rows[i].state, "sent") != 0)
			continue;
		e = listing_head(local, f->app, all->rows[i].id, &list, err);
		if (e == OK)
			e = listing_fill(f->app, list, err);
		if (e == OK)
			look_at_list(f, list);
	}
	talloc_free(local);
	return e;
}

/* ---- imports, accounts ---- */

static enum err
look_at_imports(struct finding *f, struct error *err)
{
	struct imports_view v = {0};
	struct inbox_item *item;
	size_t i;
	enum err e = imports_load(f->inbox, f->app, false, &v, err);

	for (i = 0; e == OK && i < v.count; i++) {
		const struct db_batches *b = &v.rows[i];

		if (b->warnings == 0 || b->undone_at > 0 ||
		    b->at < f->app->now - INBOX_SOON * DAY_MS)
			continue;
		item = add(f, INBOX_WEEK, INBOX_WARNINGS);
		fail(&item->said, OK,
		    MSG_N("Batch {1} was loaded with {0} warning",
			"Batch {1} was loaded with {0} warnings"),
		    arg_int(b->warnings), arg_year(b->id));
		item->whose = b->name;
		item->action = ACTION_IMPORTS;
	}
	return e;
}

static enum err
look_at_accounts(struct finding *f, struct error *err)
{
	struct db_accounts *rows;
	struct inbox_item *item;
	size_t n, i;
	enum err e = db_accounts(
	    f->inbox, f->app->db, f->app->scope, db_scope_is_all(f->app->scope), 0, &rows, &n, err);

	for (i = 0; e == OK && i < n; i++) {
		if (!rows[i].invited || rows[i].disabled)
			continue;
		item = add(f, INBOX_WEEK, INBOX_ACCOUNT);
		fail(&item->said, OK, MSG("{0} was invited and has not signed in yet"),
		    arg_text(rows[i].login));
		item->whose = rows[i].post;
		item->action = ACTION_USER_LIST;
	}
	return e;
}

static int
by_group(const void *a, const void *b)
{
	const struct inbox_item *x = a, *y = b;
	bool known = x->day.year != 0 && y->day.year != 0;

	if (x->group != y->group)
		return x->group < y->group ? -1 : 1;
	if (known && day_cmp(x->day, y->day) != 0)
		return day_cmp(x->day, y->day);
	if (!known && x->day.year != y->day.year)
		return x->day.year != 0 ? -1 : 1;
	return x->list != y->list ? (x->list < y->list ? -1 : 1) : 0;
}

static enum err
find_all(struct finding *f, struct error *err)
{
	enum err e = OK;

	if (app_permitted(f->app, PERMIT_READ))
		e = look_at_lists(f, err);
	if (e == OK && app_permitted(f->app, PERMIT_IMPORT))
		e = look_at_imports(f, err);
	if (e == OK && app_permitted(f->app, PERMIT_PEOPLE))
		e = look_at_accounts(f, err);
	if (f->inbox->count > 1)
		qsort(f->inbox->items, f->inbox->count, sizeof *f->inbox->items, by_group);
	return e;
}

static enum err
make(TALLOC_CTX *ctx, struct app *app, int year, const void **out, struct error *err)
{
	struct finding f = {app, mem_new(ctx, struct inbox)};

	(void)year;
	*out = f.inbox;
	return find_all(&f, err);
}

enum err
inbox_get(TALLOC_CTX *ctx, struct app *app, const struct inbox **out, struct error *err)
{
	char day[DAY_TEXT_SIZE];
	struct db_audit_last row = {0};
	const void *inbox;
	const char *key;
	bool found;
	enum err e = db_audit_last(ctx, app->db, &row, &found, err);

	if (e != OK)
		return e;
	day_text(app->today, day);
	key = mem_printf(ctx, "inbox %s %lld %s", app->actor, (long long)app->acts_as, day);
	e = shelf_get(ctx, app, key, row.id, 0, make, &inbox, err);
	if (e == OK)
		*out = inbox;
	return e;
}

enum err
inbox_run(TALLOC_CTX *ctx, struct app *app, const void *params, void **view, struct error *err)
{
	struct inbox *v = mem_new(ctx, struct inbox);
	const struct inbox *kept = NULL;
	enum err e = inbox_get(v, app, &kept, err);

	if (e != OK)
		return e;
	*v = *kept;
	*view = v;
	return OK;
}

void
inbox_json(struct json *j, const void *view)
{
	const struct inbox *v = view;
	size_t i;

	json_object(j, NULL);
	json_int(j, "count", (int64_t)v->count);
	json_array(j, "items");
	for (i = 0; i < v->count; i++) {
		const struct inbox_item *item = &v->items[i];
		char day[DAY_TEXT_SIZE];

		json_object(j, NULL);
		json_text(j, "group", inbox_group_code(item->group));
		json_text(j, "text", tr_error(j, LANG_EN, &item->said));
		json_text(j, "whose", item->whose);
		if (item->day.year != 0) {
			day_text(item->day, day);
			json_text(j, "day", day);
		}
		if (item->list != 0)
			json_int(j, "list", item->list);
		json_end(j);
	}
	json_end(j);
	json_end(j);
}
