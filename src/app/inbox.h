/*
 * «Что ждёт меня»: what the actor has to do now, found from the state of lists, imports and
 * accounts; nothing of it is stored. Kept with the application until anything changes or a new day
 * begins, since the header of every page counts it.
 */
#ifndef APP_INBOX_H
#define APP_INBOX_H

#include "app/app.h"

#define INBOX_SOON 7 /* days: «на этой неделе» */

enum inbox_group {
	INBOX_LATE,
	INBOX_RETURNED, /* to the actor, with a reason */
	INBOX_APPROVE,  /* to decide, to sign */
	INBOX_WEEK,
	INBOX_GROUPS
};

enum inbox_kind {
	INBOX_OBJECTION, /* waits for a decision */
	INBOX_REJECTED,  /* an objection of the actor's school, with the reason */
	INBOX_ORDER,     /* a draft that can be approved */
	INBOX_UNTOLD,    /* schools that were not acquainted */
	INBOX_TERM,      /* a term to object ends */
	INBOX_WARNINGS,  /* an import that was stored with warnings */
	INBOX_ACCOUNT,   /* invited, has not signed in yet */
};

struct inbox_item {
	enum inbox_group group;
	enum inbox_kind kind;
	struct error said;     /* a sentence; its kind is OK */
	const char *whose;     /* words of the data: a school, a file; NULL = nobody's */
	struct day day;        /* the term, or when it came; year 0 = none */
	int late;              /* days over the term */
	enum action_id action; /* where it is done */
	int64_t list;          /* its field of that name; 0 = none */
};

struct inbox {
	size_t count, groups[INBOX_GROUPS];
	struct inbox_item *items; /* by group, then by day */
};

/* "late", "returned", "approve", "week"; and a message id. */
const char *inbox_group_code(enum inbox_group group);
const char *inbox_group_words(enum inbox_group group);

/* What waits for the actor, from the shelf (app/shelf.h); stays until @ctx goes. */
enum err inbox_get(TALLOC_CTX *ctx, struct app *app, const struct inbox **out, struct error *err);

enum err inbox_run(
    TALLOC_CTX *ctx, struct app *app, const void *params, void **view, struct error *err);
void inbox_json(struct json *j, const void *view); /* struct inbox */

#endif
