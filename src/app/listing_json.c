/* Lists as JSON. */
#include "app/listing.h"

#include "app/methods.h"
#include "app/problems_json.h"
#include "domain/calendar.h"

#include <string.h>

static const char *const outcomes[] = {[LISTED_NOT_COMPUTED] = NULL,
    [LISTED_NO] = "no",
    [LISTED_YES] = "yes",
    [LISTED_UNDECIDED] = "undecided"};

static void
id_json(struct json *j, const char *key, int64_t id)
{
	if (id == 0)
		json_null(j, key);
	else
		json_int(j, key, id);
}

static void
day_json(struct json *j, const char *key, struct day day)
{
	char text[DAY_TEXT_SIZE];

	day_text(day, text);
	json_text(j, key, day.year == 0 ? NULL : text);
}

static void
paper_json(struct json *j, const char *key, const char *number, const char *day)
{
	if (number == NULL) {
		json_null(j, key);
		return;
	}
	json_object(j, key);
	json_text(j, "number", number);
	json_text(j, "day", day);
	json_end(j);
}

static void
item_json(struct json *j, const struct listing_item *item)
{
	const struct db_listing_items *r = item->row;

	json_object(j, NULL);
	json_text(j, "school", r->code);
	json_text(j, "name", r->name);
	json_bool(j, "included", r->included != 0);
	json_text(j, "by", r->by);
	json_text(j, "reason", r->reason);
	paper_json(j, "document", r->doc_number, r->doc_day);
	json_text(j, "meets_conditions", outcomes[item->outcome]);
	if (r->conditions == NULL)
		json_null(j, "conditions");
	else
		json_raw(j, "conditions", r->conditions);
	json_bool(j, "settled", r->settled != 0);
	json_text(j, "sheet", r->sheet);
	id_json(j, "row", r->row);
	json_text(j, "acquainted", r->day);
	json_text(j, "how", r->how);
	day_json(j, "objections_until", item->due);
	json_end(j);
}

static void
objection_json(struct json *j, const struct db_objections *b)
{
	json_object(j, NULL);
	json_int(j, "objection", b->id);
	json_text(j, "school", b->code);
	json_text(j, "about", b->about);
	json_text(j, "text", b->text);
	json_text(j, "day", b->day);
	json_text(j, "due", b->due);
	json_bool(j, "late", b->due != NULL && strcmp(b->day, b->due) > 0);
	paper_json(j, "letter", b->letter_number, b->letter_day);
	json_text(j, "state", b->state);
	json_text(j, "reason", b->reason);
	json_text(j, "decided", b->decided);
	paper_json(j, "answer", b->number, b->answer_day);
	json_int(j, "rev", b->rev);
	json_end(j);
}

static void
head_json(struct json *j, const struct listing *list)
{
	const struct db_listing_get *r = list->row;

	json_int(j, "list", r->id);
	json_text(j, "kind", r->kind);
	json_text(j, "origin", r->origin);
	json_text(j, "state", r->state);
	json_int(j, "year", r->year);
	json_text(j, "title", r->title);
	json_text(j, "authority", r->authority);
	id_json(j, "run", r->run);
	if (list->method == NULL)
		json_null(j, "method");
	else
		method_json(j, "method", list->method);
	id_json(j, "based_on", r->based_on);
	if (list->document == NULL)
		json_null(j, "document");
	else
		paper_json(j, "document", list->document->number, list->document->day);
	json_text(j, "from", list->document == NULL ? NULL : list->document->issuer);
	json_int(j, "term", r->term);
	json_text(j, "basis", r->basis);
	json_text(j, "hurry", r->hurry);
	json_text(j, "sha256", r->sha256);
	json_int(j, "rev", r->rev);
}

static void
changed_json(struct json *j, const struct listing *list)
{
	size_t i;

	json_int(j, "inputs_changed", (int64_t)list->changes.count);
	json_array(j, "changed");
	for (i = 0; i < list->changes.count && i < RUN_CHANGED; i++) {
		json_object(j, NULL);
		json_text(j, "school", list->changes.items[i].school);
		json_text(j, "input", list->changes.items[i].input);
		json_text(j, "was", list->changes.items[i].was);
		json_text(j, "now", list->changes.items[i].now);
		json_end(j);
	}
	json_end(j);
	history_json(j, &list->history);
}

static void
sentences_json(struct json *j, const struct listing *list)
{
	size_t i;

	json_array(j, "sentences");
	for (i = 0; i < list->nsentences; i++) {
		json_object(j, NULL);
		json_text(j, "ru", list->sentences[i].ru);
		json_text(j, "en", list->sentences[i].en);
		json_end(j);
	}
	json_end(j);
}

void
listing_json(struct json *j, const void *view)
{
	const struct listing *list = view;
	size_t i;

	json_object(j, NULL);
	head_json(j, list);
	sentences_json(j, list);
	json_int(j, "included", (int64_t)list->included);
	json_array(j, "schools");
	for (i = 0; i < list->count; i++)
		item_json(j, &list->items[i]);
	json_end(j);
	json_array(j, "objections");
	for (i = 0; i < list->nobjections; i++)
		objection_json(j, &list->objections[i]);
	json_end(j);
	changed_json(j, list);
	json_end(j);
}

void
listing_done_json(struct json *j, const void *view)
{
	const struct listing_done *d = view;

	json_object(j, NULL);
	id_json(j, "list", d->list);
	json_text(j, "state", d->state);
	json_int(j, "rev", d->rev);
	if (d->school != NULL)
		json_text(j, "school", d->school);
	if (d->objection != 0)
		json_int(j, "objection", d->objection);
	if (d->due.year != 0)
		day_json(j, "objections_until", d->due);
	if (d->objection != 0 && d->decision == NULL)
		json_bool(j, "late", d->late);
	if (d->decision != NULL)
		json_text(j, "decision", d->decision);
	json_int(j, "included", (int64_t)d->included);
	if (d->acquainted > 0)
		json_int(j, "acquainted", (int64_t)d->acquainted);
	json_text(j, "sha256", d->sha256);
	if (d->problems != NULL)
		problems_json(j, d->problems);
	json_end(j);
}

void
lists_json(struct json *j, const void *view)
{
	const struct listings_view *v = view;
	size_t i;

	json_object(j, NULL);
	json_array(j, "lists");
	for (i = 0; i < v->count; i++) {
		const struct db_listings *r = &v->rows[i];

		json_object(j, NULL);
		json_int(j, "list", r->id);
		json_text(j, "kind", r->kind);
		json_text(j, "origin", r->origin);
		json_text(j, "state", r->state);
		json_int(j, "year", r->year);
		json_text(j, "title", r->title);
		json_text(j, "authority", r->authority);
		json_int(j, "included", r->schools);
		json_int(j, "open_objections", r->objections);
		id_json(j, "based_on", r->based_on);
		paper_json(j, "document", r->number, r->day);
		json_end(j);
	}
	json_end(j);
	json_end(j);
}

void
listing_compare_json(struct json *j, const void *view)
{
	const struct listing_compare_view *v = view;
	size_t i;

	json_object(j, NULL);
	json_int(j, "first", v->first->row->id);
	json_int(j, "second", v->second->row->id);
	json_int(j, "both", (int64_t)v->both);
	json_int(j, "unexplained", (int64_t)v->unexplained);
	sentences_json(j, v->first->nsentences > v->second->nsentences ? v->first : v->second);
	json_array(j, "differences");
	for (i = 0; i < v->count; i++) {
		const struct listing_difference *d = &v->items[i];

		json_object(j, NULL);
		json_text(j, "school", d->code);
		json_text(j, "name", d->name);
		json_text(j, "only_in", d->first ? "first" : "second");
		json_text(j, "in", d->in);
		json_text(j, "out", d->out);
		json_text(j, "reason", d->reason);
		paper_json(j, "document", d->number, d->day);
		json_bool(j, "explained", d->explained);
		json_end(j);
	}
	json_end(j);
	json_end(j);
}

void
listing_verify_json(struct json *j, const void *view)
{
	const struct listing_verify_view *v = view;
	size_t i;

	json_object(j, NULL);
	json_int(j, "list", v->list);
	json_text(j, "sha256", v->sha256);
	json_bool(j, "whole", v->count == 0);
	json_array(j, "faults");
	for (i = 0; i < v->count; i++)
		json_text(j, NULL, v->faults[i].what);
	json_end(j);
	json_end(j);
}
