/* The order that approves a draft and freezes it. */
#include "app/listing_int.h"
#include "app/stored.h"

#include "base/mem.h"

#include <string.h>

static enum err
refuse_open_objections(const struct listing *list, struct error *err)
{
	size_t i;

	for (i = 0; i < list->nobjections; i++) {
		if (strcmp(list->objections[i].state, "submitted") == 0)
			return fail(err, ERR_CONFLICT,
			    MSG("objection {0} of the school {1} is not decided yet: opora list "
				"decide {0}"),
			    arg_year(list->objections[i].id), arg_text(list->objections[i].code));
	}
	return OK;
}

/* Every school in the list was told, and its term to object is over on the day of the order. */
static enum err
refuse_hurry(const struct listing *list, const struct listing_approve_params *p, struct error *err)
{
	size_t i;

	for (i = 0; i < list->count && p->hurry == NULL; i++) {
		const struct listing_item *item = &list->items[i];

		if (item->row->included && !item->acquainted)
			return fail(err, ERR_CONFLICT,
			    MSG("the school {0} was not acquainted with the list: opora list "
				"acquaint, or --hurry with the reason"),
			    arg_text(item->row->name));
		if (item->row->included && day_cmp(item->due, p->day) >= 0)
			return fail(err, ERR_CONFLICT,
			    MSG("the school {0} may object until {1}, the order is of {2}: a later "
				"day, or --hurry with the reason"),
			    arg_text(item->row->name), arg_day(item->due), arg_day(p->day));
	}
	return OK;
}

/* Results that may be used only on a basis need it named. */
static enum err
refuse_no_basis(const struct app *app, const struct listing *list,
    const struct listing_approve_params *p, struct error *err)
{
	const struct method *m = list->method;
	const struct procedure *procedure;
	size_t i;

	for (i = 0; m != NULL && p->basis == NULL && i < m->natoms; i++) {
		procedure = procedure_find(app->procedures, m->atoms[i]);
		if (procedure != NULL && procedure->family->basis_required)
			return fail(err, ERR_INVALID,
			    MSG("the method {0} reads results that may be used only on a basis "
				"(«{1}»): name the act with --basis"),
			    arg_text(m->id), arg_text(procedure->family->title.ru));
	}
	return OK;
}

static enum err
approve(TALLOC_CTX *ctx, struct app *app, const struct listing *list,
    const struct listing_approve_params *p, struct listing_done *done, struct error *err)
{
	struct listing_paper paper = {
	    list->row->scope, "order", p->number, p->title, NULL, NULL, p->day};
	struct db_listing_order ordered;
	int64_t document;
	bool found;
	enum err e = listing_paper_put(ctx, app, &paper, &document, err);

	if (e == OK)
		e = db_listing_order(ctx, app->db, p->list, p->rev == 0 ? list->row->rev : p->rev,
		    p->title, document, p->basis, p->hurry, &ordered, &found, err);
	if (e == OK && !found)
		return stored_refuse_stale(err);
	if (e == OK)
		e = listing_seal(done, app, p->list, &done->sha256, err);
	if (e != OK)
		return e;
	done->rev = ordered.rev;
	done->state = "approved";
	done->included = list->included;
	return OK;
}

enum err
list_approve_run(
    TALLOC_CTX *ctx, struct app *app, const void *params, void **view, struct error *err)
{
	const struct listing_approve_params *p = params;
	struct listing_done *done;
	struct listing *list;
	struct json *j;
	struct buf out;
	char day[DAY_TEXT_SIZE];
	enum err e = app_begin(app, err);

	if (e == OK)
		e = listing_head_open(ctx, app, p->list, &list, err);
	if (e == OK)
		e = listing_fill(app, list, err);
	if (e == OK)
		e = refuse_open_objections(list, err);
	if (e == OK)
		e = refuse_hurry(list, p, err);
	if (e == OK)
		e = refuse_no_basis(app, list, p, err);
	if (e != OK)
		return e;
	done = listing_done_new(ctx, list);
	e = approve(ctx, app, list, p, done, err);
	if (e != OK)
		return e;
	day_text(p->day, day);
	j = listing_audit_begin(done, &out);
	json_text(j, "from", list->row->state);
	json_text(j, "to", "approved");
	json_text(j, "order", p->number);
	json_text(j, "day", day);
	json_text(j, "basis", p->basis);
	json_text(j, "hurry", p->hurry);
	json_int(j, "schools", (int64_t)done->included);
	json_text(j, "sha256", done->sha256);
	listing_audit_end(app, j, &out, "list", p->list);
	*view = done;
	return OK;
}
