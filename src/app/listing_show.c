/* Lists shown: all of a year, one with its schools, two beside each other. */
#include "app/listing_int.h"

#include "base/mem.h"

#include <stdlib.h>
#include <string.h>

enum err
lists_run(TALLOC_CTX *ctx, struct app *app, const void *params, void **view, struct error *err)
{
	const struct listings_params *p = params;
	struct listings_view *v = mem_new(ctx, struct listings_view);
	size_t i, n;
	enum err e = db_listings(v, app->db, app->scope, p->year, &v->rows, &n, err);

	if (e != OK)
		return e;
	for (i = 0; i < n; i++) {
		if (listing_path_seen(app, v->rows[i].path, v->rows[i].state))
			v->rows[v->count++] = v->rows[i];
	}
	v->year = p->year;
	*view = v;
	return OK;
}

enum err
list_show_run(TALLOC_CTX *ctx, struct app *app, const void *params, void **view, struct error *err)
{
	const struct listing_params *p = params;
	struct listing *list;
	enum err e = listing_head(ctx, app, p->list, &list, err);

	if (e == OK)
		e = listing_fill(app, list, err);
	if (e == OK && list->method != NULL)
		e = run_changed_find(list, app, list->row->run, list->method, (int)list->row->year,
		    app->scope, 0, &list->changes, err);
	if (e == OK && list->own)
		e = history_find(list, app, "list", list->row->id, &list->history, err);
	if (e == OK)
		*view = list;
	return e;
}

/* ---- differences ---- */

static const struct listing_item *
find_item(const struct listing *list, int64_t org)
{
	size_t i;

	for (i = 0; i < list->count; i++) {
		if (list->items[i].row->org == org)
			return &list->items[i];
	}
	return NULL;
}

static bool
has(const struct listing *list, int64_t org)
{
	const struct listing_item *item = find_item(list, org);

	return item != NULL && item->row->included;
}

static bool
is(const char *text, const char *word)
{
	return strcmp(text, word) == 0;
}

static void
take_reason(struct listing_difference *d, const struct listing_item *item)
{
	d->reason = item->row->reason;
	d->number = item->row->doc_number;
	d->day = item->row->doc_day;
}

/* Why the school stands in a list. */
static void
say_in(struct listing_difference *d, const struct listing_item *item)
{
	if (is(item->row->by, "method"))
		d->in = MSG("meets the conditions of the method");
	else if (is(item->row->by, "letter"))
		d->in = MSG("named in the letter");
	else
		d->in = MSG("included by decision");
	if (item->row->reason[0] != '\0')
		take_reason(d, item);
}

/* What the run beside @list said of a school that does not stand there. */
static enum err
outcome_in(struct app *app, const struct listing *list, int64_t org, enum listing_outcome *out,
    struct error *err)
{
	TALLOC_CTX *local = mem_check(talloc_new(NULL));
	struct db_run_item_get row;
	bool found = false;
	enum err e = OK;

	*out = LISTED_NOT_COMPUTED;
	if (list->row->run != 0)
		e = db_run_item_get(local, app->db, list->row->run, org, &row, &found, err);
	if (e == OK && found)
		*out = listing_outcome_parse(row.outcome);
	talloc_free(local);
	return e;
}

/*
 * Why the school does not stand in a list. Decisions and the computation explain; that a letter
 * does not name it, or that a draft lacks it, does not.
 */
static enum err
say_out(
    struct app *app, const struct listing *list, struct listing_difference *d, struct error *err)
{
	const struct listing_item *item = find_item(list, d->org);
	enum listing_outcome outcome;
	enum err e = outcome_in(app, list, d->org, &outcome, err);

	if (e != OK)
		return e;
	if (item != NULL) {
		d->out = MSG("excluded by decision");
		d->explained = true;
		take_reason(d, item);
	} else if (is(list->row->origin, "received")) {
		d->out = MSG("the letter does not name it");
	} else if (!is(list->row->origin, "computed")) {
		d->out = MSG("it is not in the list, and no decision says why");
	} else if (outcome == LISTED_NO) {
		d->out = MSG("does not meet the conditions of the method");
		d->explained = true;
	} else {
		d->out = outcome == LISTED_NOT_COMPUTED
			     ? MSG("nothing was computed for it")
			     : MSG("the method can't say: data are missing");
		d->explained = true;
	}
	return OK;
}

static enum err
add_differences(struct app *app, struct listing_compare_view *v, bool first, struct error *err)
{
	const struct listing *in = first ? v->first : v->second,
			     *other = first ? v->second : v->first;
	enum err e = OK;
	size_t i;

	for (i = 0; e == OK && i < in->count; i++) {
		const struct listing_item *item = &in->items[i];
		struct listing_difference d = {item->row->org, item->row->code, item->row->name,
		    first, NULL, NULL, "", NULL, NULL, false};

		if (!item->row->included)
			continue;
		if (has(other, d.org)) {
			v->both += first;
			continue;
		}
		say_in(&d, item);
		d.explained = is(item->row->by, "decision");
		e = say_out(app, other, &d, err);
		v->unexplained += !d.explained;
		mem_push(v, v->items, v->count) = d;
	}
	return e;
}

enum err
list_compare_run(
    TALLOC_CTX *ctx, struct app *app, const void *params, void **view, struct error *err)
{
	const struct listing_compare_params *p = params;
	struct listing_compare_view *v = mem_new(ctx, struct listing_compare_view);
	struct listing *first, *second;
	enum err e = listing_head(v, app, p->first, &first, err);

	if (e == OK)
		e = listing_head(v, app, p->second, &second, err);
	if (e == OK && !is(first->row->kind, second->row->kind))
		return fail(err, ERR_INVALID,
		    MSG("lists {0} and {1} are of different kinds; their difference says nothing"),
		    arg_year(p->first), arg_year(p->second));
	if (e == OK)
		e = listing_fill(app, first, err);
	if (e == OK)
		e = listing_fill(app, second, err);
	if (e != OK)
		return e;
	v->first = first;
	v->second = second;
	e = add_differences(app, v, true, err);
	if (e == OK)
		e = add_differences(app, v, false, err);
	if (e == OK)
		*view = v;
	return e;
}
