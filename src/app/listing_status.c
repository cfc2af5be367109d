/* Where a school stands in the three lists of a year: one word for pages. */
#include "app/listing_int.h"

#include "base/mem.h"

#include <string.h>

static const char *const words[STANDING_COUNT] = {
    [STANDING_NO_LISTS] = MSG("there are no lists of this year yet"),
    [STANDING_OUT] = MSG("in no list"),
    [STANDING_MEETS] = MSG("meets the conditions of the method, no decision yet"),
    [STANDING_MEETS_NOT_NAMED] =
	MSG("meets the conditions of the method, the region's list does not name it"),
    [STANDING_MEETS_AND_NAMED] =
	MSG("meets the conditions of the method and is in the region's list, no decision yet"),
    [STANDING_NAMED] = MSG("in the region's list, nothing was computed"),
    [STANDING_NAMED_NOT_MET] = MSG("in the region's list, by the computation not"),
    [STANDING_NAMED_UNDECIDED] = MSG("in the region's list, data are missing for the computation"),
    [STANDING_UNDECIDED] = MSG("data are missing for the computation"),
    [STANDING_APPROVED] = MSG("in the list by order"),
    [STANDING_EXCLUDED] = MSG("excluded by decision"),
    [STANDING_NOT_APPROVED] = MSG("not in the list by order"),
};

const char *
listing_word_text(enum listing_word word)
{
	return words[word];
}

/* Where the school stands in the newest list of each origin. */
struct places {
	int8_t received, approved; /* -1 = no such list, else whether it is included */
	bool excluded;             /* from the approved one by decision */
};

/* Rows come newest first: the first of each origin counts. */
static void
take_list(const struct db_listing_standing *row, struct listing_standing *out, struct places *p)
{
	if (strcmp(row->origin, "computed") == 0 && out->computed == 0) {
		out->computed = row->id;
		out->outcome = listing_outcome_parse(row->outcome);
	} else if (strcmp(row->origin, "received") == 0 && out->received == 0) {
		out->received = row->id;
		p->received = row->included == 1;
	} else if (strcmp(row->state, "approved") == 0 && out->approved == 0) {
		out->approved = row->id;
		p->approved = row->included == 1;
		p->excluded = row->included == 0;
	} else if (strcmp(row->origin, "approved") == 0 && out->draft == 0 && out->approved == 0) {
		out->draft = row->id;
		if (strcmp(row->state, "sent") == 0 && row->by != NULL)
			out->objectable = row->id;
	}
}

static enum listing_word
choose_word(const struct listing_standing *s, const struct places *p)
{
	if (p->approved >= 0)
		return p->approved   ? STANDING_APPROVED
		       : p->excluded ? STANDING_EXCLUDED
				     : STANDING_NOT_APPROVED;
	if (s->computed == 0 && s->received == 0)
		return STANDING_NO_LISTS;
	if (p->received == 1)
		return s->outcome == LISTED_YES  ? STANDING_MEETS_AND_NAMED
		       : s->outcome == LISTED_NO ? STANDING_NAMED_NOT_MET
		       : s->computed != 0        ? STANDING_NAMED_UNDECIDED
						 : STANDING_NAMED;
	if (s->outcome == LISTED_YES)
		return p->received == 0 ? STANDING_MEETS_NOT_NAMED : STANDING_MEETS;
	return s->outcome == LISTED_UNDECIDED ? STANDING_UNDECIDED : STANDING_OUT;
}

enum err
listing_status(TALLOC_CTX *ctx, struct app *app, int64_t org, int year, const char *kind,
    struct listing_standing *out, struct error *err)
{
	struct listing_standing s = {.outcome = LISTED_NOT_COMPUTED};
	struct places p = {-1, -1, false};
	struct db_listing_standing *rows;
	size_t i, n;
	enum err e = db_listing_standing(ctx, app->db, app->scope, org, year, kind, &rows, &n, err);

	for (i = 0; e == OK && i < n; i++) {
		if (listing_path_seen(app, rows[i].path, rows[i].state))
			take_list(&rows[i], &s, &p);
	}
	if (e != OK)
		return e;
	s.word = choose_word(&s, &p);
	*out = s;
	return OK;
}
