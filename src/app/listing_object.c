/* Objections of schools and the decisions on them. */
#include "app/listing_int.h"
#include "app/stored.h"

#include "app/catalogue.h"
#include "base/mem.h"

#include <string.h>

/* The last day of the school's term; year 0 when it was not acquainted. */
static enum err
find_due(struct app *app, struct listing *list, int64_t org, struct listing_done *done,
    struct error *err)
{
	struct db_acquaintance_get row;
	bool found;
	enum err e = catalogue_calendar(list, &list->calendar, err);

	if (e == OK)
		e = db_acquaintance_get(done, app->db, list->row->id, org, &row, &found, err);
	if (e == OK && found)
		done->due = listing_due(list, row.day);
	return e;
}

static enum err
put_letter(struct app *app, const struct listing *list, const struct listing_object_params *p,
    struct listing_done *done, int64_t *letter, struct error *err)
{
	struct listing_paper paper = {
	    list->row->scope, "letter", p->number, NULL, done->name, NULL, p->letter_day};

	*letter = 0;
	if (p->number == NULL)
		return OK;
	if (p->letter_day.year == 0)
		return fail(err, ERR_USAGE, MSG("say the day of the school's letter, too"));
	return listing_paper_put(done, app, &paper, letter, err);
}

static enum err
add_objection(struct app *app, const struct listing *list, const struct listing_object_params *p,
    struct day day, int64_t org, struct listing_done *done, struct error *err)
{
	struct db_objection_add row;
	char text[DAY_TEXT_SIZE], due[DAY_TEXT_SIZE];
	int64_t letter;
	bool found;
	enum err e = put_letter(app, list, p, done, &letter, err);

	day_text(day, text);
	day_text(done->due, due);
	if (e == OK)
		e = db_objection_add(done, app->db, p->list, org, p->about, p->text, text,
		    done->due.year == 0 ? NULL : due, letter, &row, &found, err);
	if (e == OK)
		done->objection = row.id;
	return e;
}

/*
 * A school that speaks for itself has no letter on which somebody enters it, and can't choose the
 * day by which it would not be late.
 */
static enum err
refuse_paper_of_own(
    const struct app *app, const struct listing_object_params *p, int64_t org, struct error *err)
{
	if (app->org != org || (p->number == NULL && p->letter_day.year == 0 && p->day.year == 0))
		return OK;
	return fail(err, ERR_USAGE,
	    MSG("your own objection is of today and needs no letter: leave day and letter out"));
}

/* A late objection is taken and says so: whether it is heard is decided by people. */
enum err
list_object_run(
    TALLOC_CTX *ctx, struct app *app, const void *params, void **view, struct error *err)
{
	const struct listing_object_params *p = params;
	struct day day = p->day.year == 0 ? app->today : p->day;
	struct listing_done *done;
	struct listing *list;
	struct json *j;
	struct buf out;
	int64_t org;
	enum err e = app_begin(app, err);

	if (e == OK)
		e = listing_open_to(ctx, app, p->list, p->school, &list, &org, &done, err);
	if (e == OK)
		e = refuse_paper_of_own(app, p, org, err);
	if (e == OK)
		e = find_due(app, list, org, done, err);
	if (e == OK)
		e = add_objection(app, list, p, day, org, done, err);
	if (e == OK)
		e = listing_touch(done, app, list, 0, list->row->state, err);
	if (e != OK)
		return e;
	done->rev = list->row->rev;
	done->late = done->due.year != 0 && day_cmp(day, done->due) > 0;
	j = listing_audit_begin(done, &out);
	json_int(j, "list", p->list);
	json_text(j, "school", done->school);
	json_text(j, "about", p->about);
	json_bool(j, "late", done->late);
	json_text(j, "letter", p->number);
	listing_audit_end(app, j, &out, "objection", done->objection);
	*view = done;
	return OK;
}

static enum err
decide(struct app *app, const struct listing_decide_params *p, const struct listing *list,
    const struct db_objection_get *row, struct listing_done *done, struct error *err)
{
	struct day day = p->day.year == 0 ? app->today : p->day;
	struct listing_paper paper = {
	    list->row->scope, "decision", p->number, NULL, NULL, NULL, day};
	struct db_objection_decide decided;
	char text[DAY_TEXT_SIZE];
	int64_t document;
	bool found;
	enum err e = listing_paper_put(done, app, &paper, &document, err);

	day_text(day, text);
	if (e == OK)
		e = db_objection_decide(done, app->db, p->objection,
		    p->rev == 0 ? row->rev : p->rev, p->decision, p->reason, text, document,
		    &decided, &found, err);
	if (e == OK && !found)
		return stored_refuse_stale(err);
	return e;
}

enum err
listing_objection_stored(
    TALLOC_CTX *ctx, struct app *app, const void *params, struct stored *out, struct error *err)
{
	const struct listing_decide_params *p = params;
	struct db_objection_get row;
	struct listing *list;
	bool found;
	enum err e = db_objection_get(ctx, app->db, p->objection, &row, &found, err);

	if (e == OK && !found)
		return fail(
		    err, ERR_NOT_FOUND, MSG("there is no objection {0}"), arg_year(p->objection));
	if (e == OK)
		e = listing_head(ctx, app, row.listing, &list, err);
	if (e == OK)
		*out = (struct stored){.rev = row.rev, .kind = "objection", .id = p->objection};
	return e;
}

enum err
list_decide_run(
    TALLOC_CTX *ctx, struct app *app, const void *params, void **view, struct error *err)
{
	const struct listing_decide_params *p = params;
	struct listing_done *done;
	struct db_objection_get row;
	struct listing *list;
	struct json *j;
	struct buf out;
	bool found;
	enum err e = app_begin(app, err);

	if (e == OK)
		e = db_objection_get(ctx, app->db, p->objection, &row, &found, err);
	if (e == OK && !found)
		return fail(
		    err, ERR_NOT_FOUND, MSG("there is no objection {0}"), arg_year(p->objection));
	if (e == OK)
		e = listing_head_open(ctx, app, row.listing, &list, err);
	if (e == OK && strcmp(row.state, "submitted") != 0)
		return fail(err, ERR_CONFLICT, MSG("objection {0} is decided already"),
		    arg_year(p->objection));
	if (e != OK)
		return e;
	done = listing_done_new(ctx, list);
	done->objection = p->objection;
	done->decision = p->decision;
	e = decide(app, p, list, &row, done, err);
	if (e == OK)
		e = listing_touch(done, app, list, 0, list->row->state, err);
	if (e != OK)
		return e;
	done->rev = list->row->rev;
	j = listing_audit_begin(done, &out);
	json_int(j, "list", row.listing);
	json_text(j, "from", row.state);
	json_text(j, "to", p->decision);
	json_text(j, "reason", p->reason);
	json_text(j, "document", p->number);
	listing_audit_end(app, j, &out, "objection", p->objection);
	*view = done;
	return OK;
}
