/* Lists of schools on a terminal. */
#include "cli/text.h"

#include "app/listing.h"
#include "base/mem.h"
#include "base/tr.h"

#include <string.h>

struct word {
	const char *code, *text;
};

static const struct word kinds[] = {{"results", MSG("schools with low results")},
    {"conditions", MSG("adverse social conditions")}, {"bias", MSG("signs of biased results")},
    {"risk", MSG("at risk of lower results")}, {"leader", MSG("leader schools")}, {NULL}};
static const struct word origins[] = {{"computed", MSG("computed list")},
    {"received", MSG("list received from the region")}, {"approved", MSG("list by order")}, {NULL}};
static const struct word states[] = {{"fixed", MSG("sealed")}, {"draft", MSG("draft")},
    {"sent", MSG("draft, schools are being acquainted")}, {"approved", MSG("approved")}, {NULL}};
static const struct word objection_states[] = {{"submitted", MSG("not decided yet")},
    {"accepted", MSG("accepted")}, {"rejected", MSG("rejected")}, {NULL}};

static const char *
word(const struct out *o, const struct word *words, const char *code)
{
	for (; words->code != NULL; words++) {
		if (strcmp(words->code, code) == 0)
			return tr(o->lang, words->text);
	}
	return code;
}

static char *
day_words(struct out *o, const char *iso)
{
	struct day d;

	return iso != NULL && day_parse(iso, strlen(iso), &d) ? text_day(o->ctx, o->lang, d)
							      : mem_strdup(o->ctx, "");
}

/* «№ 118 от 03.09.2026» or "". */
static char *
paper_words(struct out *o, const char *number, const char *day)
{
	if (number == NULL)
		return mem_strdup(o->ctx, "");
	return say(
	    o->ctx, o->lang, MSG("No. {0} of {1}"), arg_text(number), arg_text(day_words(o, day)));
}

void
text_lists(struct out *o, const void *view)
{
	const struct listings_view *v = view;
	struct table *t = table_new(o, "rlllrl");
	size_t i;

	for (i = 0; i < v->count; i++) {
		const struct db_listings *r = &v->rows[i];

		table_row(o, t, mem_printf(o->ctx, "%lld", (long long)r->id),
		    text_school_year(o->ctx, (int)r->year), word(o, kinds, r->kind),
		    mem_printf(
			o->ctx, "%s, %s", word(o, origins, r->origin), word(o, states, r->state)),
		    mem_printf(o->ctx, "%lld", (long long)r->schools),
		    paper_words(o, r->number, r->day));
	}
	if (v->count == 0)
		put_line(o, MSG("There are no lists yet: opora list make computes one"));
	table_print(o, t, "");
}

/* ---- one list ---- */

static void
put_sentences(struct out *o, const struct listing *list)
{
	size_t i;

	fputc('\n', o->file);
	for (i = 0; i < list->nsentences; i++)
		fprintf(o->file, "%s\n", bilingual_get(list->sentences[i], o->lang));
}

static void
put_head(struct out *o, const struct listing *list)
{
	const struct db_listing_get *r = list->row;

	put_line(o, MSG("List {0}: {1}, {2}, {3}; school year {4}"), arg_year(r->id),
	    arg_text(word(o, kinds, r->kind)), arg_text(word(o, origins, r->origin)),
	    arg_text(word(o, states, r->state)), arg_text(text_school_year(o->ctx, (int)r->year)));
	if (r->title[0] != '\0')
		fprintf(o->file, "%s\n", r->title);
	if (list->document != NULL && strcmp(list->document->kind, "letter") == 0)
		put_line(o, MSG("Letter {0} from {1}"),
		    arg_text(paper_words(o, list->document->number, list->document->day)),
		    arg_text(list->document->issuer));
	else if (list->document != NULL)
		put_line(o, MSG("Order {0}"),
		    arg_text(paper_words(o, list->document->number, list->document->day)));
	if (list->method != NULL)
		put_line(o, MSG("Method {0}, version {1}, saved run {2}"),
		    arg_text(list->method->id), arg_year(list->method->version), arg_year(r->run));
	if (r->based_on != 0)
		put_line(o, MSG("Begun as a copy of list {0}"), arg_year(r->based_on));
	if (r->basis != NULL)
		put_line(o, MSG("Basis of use of the results: {0}"), arg_text(r->basis));
	if (r->hurry != NULL)
		put_line(o, MSG("Why the order did not wait: {0}"), arg_text(r->hurry));
	if (r->sha256 != NULL)
		put_line(o, MSG("Sealed: SHA-256 {0}"), arg_text(r->sha256));
}

static const char *
outcome_words(const struct out *o, enum listing_outcome outcome)
{
	switch (outcome) {
	case LISTED_YES:
		return tr(o->lang, MSG("meets the conditions of the method"));
	case LISTED_NO:
		return tr(o->lang, MSG("does not meet the conditions of the method"));
	case LISTED_UNDECIDED:
		return tr(o->lang, MSG("the method can't say: data are missing"));
	case LISTED_NOT_COMPUTED:
		break;
	}
	return tr(o->lang, MSG("nothing was computed for it"));
}

/* How the school came to stand where it stands. */
static char *
place_words(struct out *o, const struct listing_item *item)
{
	const struct db_listing_items *r = item->row;
	const char *paper = paper_words(o, r->doc_number, r->doc_day);

	if (strcmp(r->by, "decision") == 0)
		return say(o->ctx, o->lang,
		    r->included ? MSG("included by decision {0}: {1}")
				: MSG("excluded by decision {0}: {1}"),
		    arg_text(paper), arg_text(r->reason));
	if (strcmp(r->by, "letter") == 0 && r->reason[0] != '\0')
		return say(o->ctx, o->lang, MSG("named in the letter {0}: {1}"), arg_text(paper),
		    arg_text(r->reason));
	if (strcmp(r->by, "letter") == 0)
		return say(o->ctx, o->lang, MSG("named in the letter {0}"), arg_text(paper));
	return mem_strdup(o->ctx, tr(o->lang, MSG("by the method")));
}

static char *
acquaintance_words(struct out *o, const struct listing_item *item)
{
	if (!item->acquainted)
		return mem_strdup(o->ctx, tr(o->lang, MSG("not acquainted")));
	return say(o->ctx, o->lang, MSG("acquainted on {0}, may object until {1}"),
	    arg_text(day_words(o, item->row->day)), arg_day(item->due));
}

static void
put_items(struct out *o, const struct listing *list, bool included)
{
	const bool process = strcmp(list->row->origin, "approved") == 0;
	size_t i;

	for (i = 0; i < list->count; i++) {
		const struct listing_item *item = &list->items[i];

		if ((item->row->included != 0) != included)
			continue;
		fprintf(o->file, "  %s  %s\n      %s; %s\n", item->row->code, item->row->name,
		    place_words(o, item), outcome_words(o, item->outcome));
		if (process && included)
			fprintf(o->file, "      %s\n", acquaintance_words(o, item));
	}
}

static void
put_objections(struct out *o, const struct listing *list)
{
	size_t i;

	for (i = 0; i < list->nobjections; i++) {
		const struct db_objections *b = &list->objections[i];
		bool late = b->due != NULL && strcmp(b->day, b->due) > 0;

		put_line(o,
		    late ? MSG("  {0}. {1}, {2}, late: {3} — {4}")
			 : MSG("  {0}. {1}, {2}: {3} — {4}"),
		    arg_year(b->id), arg_text(b->code), arg_text(day_words(o, b->day)),
		    arg_text(b->text), arg_text(word(o, objection_states, b->state)));
		if (b->letter_number != NULL)
			put_line(o, MSG("     entered by the coordinator on the letter {0}"),
			    arg_text(paper_words(o, b->letter_number, b->letter_day)));
		if (b->decided != NULL)
			put_line(o, MSG("     answer {0}: {1}"),
			    arg_text(paper_words(o, b->number, b->answer_day)),
			    arg_text(b->reason));
	}
}

static void
put_changed(struct out *o, const struct listing *list)
{
	size_t i, shown = list->changes.count < 20 ? list->changes.count : 20;

	if (list->changes.count == 0)
		return;
	fputc('\n', o->file);
	put_line(o,
	    MSG("Since it was computed, figures that were read are others now ({0}). The list "
		"stays as it is; look whether a new one is needed:"),
	    arg_int((int64_t)list->changes.count));
	for (i = 0; i < shown; i++)
		put_line(o, MSG("  {0}: {1} was {2}, is {3}"),
		    arg_text(list->changes.items[i].school), arg_text(list->changes.items[i].input),
		    arg_text(list->changes.items[i].was), arg_text(list->changes.items[i].now));
}

void
text_list(struct out *o, const void *view)
{
	const struct listing *list = view;

	put_head(o, list);
	put_sentences(o, list);
	fputc('\n', o->file);
	put_line(o, MSG("Schools in the list: {0}"), arg_int((int64_t)list->included));
	put_items(o, list, true);
	if (list->count > list->included) {
		put_line(
		    o, MSG("\nExcluded: {0}"), arg_int((int64_t)(list->count - list->included)));
		put_items(o, list, false);
	}
	if (list->nobjections > 0) {
		put_line(o, MSG("\nObjections: {0}"), arg_int((int64_t)list->nobjections));
		put_objections(o, list);
	}
	put_changed(o, list);
}

/* ---- what was done ---- */

static void
put_objected(struct out *o, const struct listing_done *d)
{
	put_line(
	    o, MSG("Objection {0} of {1} is entered"), arg_year(d->objection), arg_text(d->name));
	if (d->late)
		put_line(o, MSG("It is late: the term ended on {0}"), arg_day(d->due));
	else if (d->due.year != 0)
		put_line(o, MSG("It came in time: the term ends on {0}"), arg_day(d->due));
	else
		put_line(
		    o, MSG("The school was not acquainted with the list, so no term has begun"));
}

void
text_list_done(struct out *o, const void *view)
{
	const struct listing_done *d = view;

	if (d->problems != NULL && d->problems->count > 0)
		put_problems(o, d->problems);
	if (d->list == 0)
		return;
	if (d->decision != NULL)
		put_line(o, MSG("Objection {0}: {1}"), arg_year(d->objection),
		    arg_text(word(o, objection_states, d->decision)));
	else if (d->objection != 0)
		put_objected(o, d);
	else {
		if (d->name != NULL)
			fprintf(o->file, "%s\n", d->name);
		put_line(o, MSG("List {0}, {1}; schools in it: {2}"), arg_year(d->list),
		    arg_text(word(o, states, d->state)), arg_int((int64_t)d->included));
		if (d->acquainted > 1)
			put_line(o,
			    MSG_N("{0} school may object until {1}",
				"{0} schools may object until {1}"),
			    arg_int((int64_t)d->acquainted), arg_day(d->due));
		else if (d->due.year != 0)
			put_line(o, MSG("The school may object until {0}"), arg_day(d->due));
	}
	if (d->sha256 != NULL)
		put_line(o, MSG("Sealed: SHA-256 {0}"), arg_text(d->sha256));
}

void
text_list_compare(struct out *o, const void *view)
{
	const struct listing_compare_view *v = view;
	size_t i;

	put_line(o, MSG("Lists {0} ({1}) and {2} ({3})"), arg_year(v->first->row->id),
	    arg_text(word(o, origins, v->first->row->origin)), arg_year(v->second->row->id),
	    arg_text(word(o, origins, v->second->row->origin)));
	put_sentences(o, v->first->nsentences > v->second->nsentences ? v->first : v->second);
	fputc('\n', o->file);
	put_line(o, MSG("In both: {0}; in one only: {1}, of them without an explanation: {2}"),
	    arg_int((int64_t)v->both), arg_int((int64_t)v->count),
	    arg_int((int64_t)v->unexplained));
	for (i = 0; i < v->count; i++) {
		const struct listing_difference *d = &v->items[i];

		put_line(o,
		    d->explained ? MSG("  {0}  {1}: in list {2} ({3}), not in list {4} ({5})")
				 : MSG("  {0}  {1}: in list {2} ({3}), not in list {4} ({5}). "
				       "The difference is not explained"),
		    arg_text(d->code), arg_text(d->name),
		    arg_year(d->first ? v->first->row->id : v->second->row->id), arg_msg(d->in),
		    arg_year(d->first ? v->second->row->id : v->first->row->id), arg_msg(d->out));
		if (d->reason[0] != '\0')
			fprintf(
			    o->file, "      %s %s\n", paper_words(o, d->number, d->day), d->reason);
	}
}

void
text_list_verify(struct out *o, const void *view)
{
	const struct listing_verify_view *v = view;
	size_t i;

	for (i = 0; i < v->count; i++)
		fprintf(o->file, "  %s\n", tr(o->lang, v->faults[i].what));
	if (v->count == 0)
		put_line(o, MSG("List {0} is what was sealed: SHA-256 {1}"), arg_year(v->list),
		    arg_text(v->sha256));
}
