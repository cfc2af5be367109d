/* What is done to a draft: a school in or out by decision, and when it was told. */
#include "app/listing_int.h"

#include "base/mem.h"

#include <string.h>

/* How many schools the draft has now. */
static enum err
count_included(struct app *app, struct listing *list, struct listing_done *done, struct error *err)
{
	enum err e = listing_fill(app, list, err);

	done->included = list->included;
	done->state = list->row->state;
	done->rev = list->row->rev;
	return e;
}

static void
audit_change(struct app *app, struct listing_done *done, const struct listing_change_params *p,
    bool included, const char *was)
{
	struct json *j;
	struct buf out;
	char day[DAY_TEXT_SIZE];

	day_text(p->day, day);
	j = listing_audit_begin(done, &out);
	json_text(j, "school", done->school);
	json_text(j, "from", was);
	json_text(j, "to", included ? "included" : "excluded");
	json_text(j, "reason", p->reason);
	json_text(j, "document", p->number);
	json_text(j, "day", day);
	listing_audit_end(app, j, &out, "list", done->list);
}

/* ERR_CONFLICT when the school is already where the decision puts it. */
static enum err
refuse_no_change(struct app *app, struct listing_done *done, int64_t org, bool included,
    const char **was, struct error *err)
{
	struct db_listing_item_get row;
	bool found;
	enum err e = db_listing_item_get(done, app->db, done->list, org, &row, &found, err);
	bool now = e == OK && found && row.included != 0;

	*was = now ? "included" : found ? "excluded" : "absent";
	if (e == OK && now == included)
		return fail(err, ERR_CONFLICT,
		    included ? MSG("the school {0} stands in list {1} already")
			     : MSG("the school {0} does not stand in list {1}"),
		    arg_text(done->school), arg_year(done->list));
	return e;
}

static enum err
change(TALLOC_CTX *ctx, struct app *app, const struct listing_change_params *p, bool included,
    void **view, struct error *err)
{
	struct listing_paper paper = {0, "decision", p->number, p->title, NULL, NULL, p->day};
	struct listing_done *done = NULL;
	struct listing *list;
	const char *was;
	int64_t org, document;
	enum err e = app_begin(app, err);

	if (e == OK)
		e = listing_head_open(ctx, app, p->list, &list, err);
	if (e != OK)
		return e;
	done = listing_done_new(ctx, list);
	paper.org = list->row->scope;
	e = listing_school(done, app, p->school, &org, done, err);
	if (e == OK)
		e = refuse_no_change(app, done, org, included, &was, err);
	if (e == OK)
		e = listing_paper_put(done, app, &paper, &document, err);
	if (e == OK)
		e = listing_touch(done, app, list, p->rev, list->row->state, err);
	if (e == OK)
		e = db_listing_item_put(app->db, p->list, org, included, p->reason, document, err);
	if (e == OK)
		e = count_included(app, list, done, err);
	if (e != OK)
		return e;
	audit_change(app, done, p, included, was);
	*view = done;
	return OK;
}

enum err
list_include_run(
    TALLOC_CTX *ctx, struct app *app, const void *params, void **view, struct error *err)
{
	return change(ctx, app, params, true, view, err);
}

enum err
list_exclude_run(
    TALLOC_CTX *ctx, struct app *app, const void *params, void **view, struct error *err)
{
	return change(ctx, app, params, false, view, err);
}

/* ---- acquaintance ---- */

/* Those who are acquainted by one act: a school, or all that were not yet. */
struct told {
	size_t n;
	int64_t *orgs;
	const char **schools; /* their codes */
};

static void
add_told(struct listing_done *done, struct told *told, int64_t org, const char *school)
{
	size_t n = told->n;

	mem_push(done, told->orgs, n) = org;
	mem_push(done, told->schools, told->n) = school;
}

static enum err
find_untold(struct app *app, struct listing *list, struct listing_done *done, struct told *told,
    struct error *err)
{
	enum err e = listing_fill(app, list, err);
	size_t i;

	for (i = 0; e == OK && i < list->count; i++) {
		const struct db_listing_items *row = list->items[i].row;

		if (row->included && !list->items[i].acquainted)
			add_told(done, told, row->org, row->code);
	}
	if (e == OK && told->n == 0)
		return fail(err, ERR_CONFLICT,
		    MSG("every school of list {0} is acquainted with it already"),
		    arg_year(list->row->id));
	return e;
}

static enum err
find_told(TALLOC_CTX *ctx, struct app *app, const struct listing_acquaint_params *p,
    struct listing **list, struct listing_done **done, struct told *told, struct error *err)
{
	int64_t org;
	enum err e;

	if (p->all == (p->school != NULL))
		return fail(
		    err, ERR_USAGE, MSG("say one: the school, or all that are not acquainted yet"));
	if (!p->all) {
		e = listing_open_to(ctx, app, p->list, p->school, list, &org, done, err);
		if (e == OK)
			add_told(*done, told, org, (*done)->school);
		return e;
	}
	e = listing_head_unsealed(ctx, app, p->list, list, err);
	if (e != OK)
		return e;
	*done = listing_done_new(ctx, *list);
	return find_untold(app, *list, *done, told, err);
}

static enum err
put_acquaintance(struct app *app, struct listing *list, const struct listing_acquaint_params *p,
    struct day day, const struct told *told, struct listing_done *done, struct error *err)
{
	struct listing_paper paper = {list->row->scope, "letter", p->number, NULL, NULL, NULL, day};
	char text[DAY_TEXT_SIZE];
	int64_t document = 0;
	size_t i;
	enum err e = OK;

	day_text(day, text);
	if (p->number != NULL)
		e = listing_paper_put(done, app, &paper, &document, err);
	if (e == OK)
		e = listing_touch(done, app, list, 0, "sent", err);
	for (i = 0; e == OK && i < told->n; i++)
		e = db_acquaintance_put(
		    app->db, p->list, told->orgs[i], text, p->how, document, err);
	if (e == OK)
		e = count_included(app, list, done, err);
	if (e == OK)
		done->due = listing_due(list, text);
	return e;
}

enum err
listing_open_to(TALLOC_CTX *ctx, struct app *app, int64_t id, const char *school,
    struct listing **list, int64_t *org, struct listing_done **done, struct error *err)
{
	struct db_listing_item_get item;
	bool found;
	enum err e = listing_head_unsealed(ctx, app, id, list, err);

	if (e != OK)
		return e;
	*done = listing_done_new(ctx, *list);
	e = listing_school(*done, app, school, org, *done, err);
	if (e == OK)
		e = db_listing_item_get(*done, app->db, id, *org, &item, &found, err);
	if (e == OK && !found)
		return fail(err, ERR_NOT_FOUND, MSG("the school {0} does not stand in list {1}"),
		    arg_text((*done)->school), arg_year(id));
	return e;
}

enum err
list_acquaint_run(
    TALLOC_CTX *ctx, struct app *app, const void *params, void **view, struct error *err)
{
	const struct listing_acquaint_params *p = params;
	struct day day = p->day.year == 0 ? app->today : p->day;
	struct told told = {0};
	struct listing_done *done;
	struct listing *list;
	struct json *j;
	struct buf out;
	char text[DAY_TEXT_SIZE];
	size_t i;
	enum err e = app_begin(app, err);

	if (e == OK)
		e = find_told(ctx, app, p, &list, &done, &told, err);
	if (e == OK)
		e = put_acquaintance(app, list, p, day, &told, done, err);
	if (e != OK)
		return e;
	day_text(day, text);
	j = listing_audit_begin(done, &out);
	if (p->all) {
		json_array(j, "schools");
		for (i = 0; i < told.n; i++)
			json_text(j, NULL, told.schools[i]);
		json_end(j);
	} else {
		json_text(j, "school", done->school);
	}
	json_text(j, "acquainted", text);
	json_text(j, "how", p->how);
	json_text(j, "letter", p->number);
	listing_audit_end(app, j, &out, "list", p->list);
	done->acquainted = told.n;
	*view = done;
	return OK;
}
