/*
 * Somebody changed what a form was made of: who, when and what; both values of each field; and the
 * form again, which saves over it deliberately. For every action with app/stored.h.
 */
#ifndef WEB_CONFLICT_H
#define WEB_CONFLICT_H

#include "app/stored.h"
#include "web/action_form.h"
#include "web/users.h"

struct conflict {
	const struct action *action;
	size_t nchanges;
	const struct db_audit_about *changes; /* newest first */
	struct url stored;                    /* the page of what is stored now */
};

/*
 * After ERR_CONFLICT of @a with pg->params: writes the page and returns true, when the state that
 * its `rev` names is no more; false when the conflict is about something else.
 */
bool conflict_page(struct page *pg, const struct action *a);

/* The state that @params of @a say was seen; 0 = none. */
int64_t conflict_seen(const struct action *a, const void *params);

/* Whether the field stands in the table of both values, and whether they differ. */
bool conflict_compares(const struct page *pg, const struct field *f);
bool conflict_differs(const struct page *pg, const struct field *f);

#endif
