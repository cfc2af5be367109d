/*
 * What an action would change, as it is stored now: what its form begins with, and what is shown
 * when somebody else changed it since the form was made. An action whose field `rev` names the
 * state that was seen has a function of this kind in its row (app/action.h).
 */
#ifndef APP_STORED_H
#define APP_STORED_H

#include "app/app.h"
#include "store/statements.h"

#define STORED_VALUES 8
#define STORED_CHANGES 20 /* more are not listed */

struct stored {
	int64_t rev;
	const char *kind; /* the object, as the audit names it */
	int64_t id;
	const char *action; /* the only one that counts revs; NULL: every one about the object */
	size_t nvalues;
	struct stored_value {
		const char *field, *value; /* of the field with this name; NULL = none */
	} values[STORED_VALUES];
};

/* What is stored of the field @name; NULL when nothing is, or @s is NULL. */
const char *stored_text(const struct stored *s, const char *name);

/* The rows of the audit that changed @s since its state @seen, newest first. */
enum err stored_changes(TALLOC_CTX *ctx, struct app *app, const struct stored *s, int64_t seen,
    struct db_audit_about **rows, size_t *count, struct error *err);

/* ERR_CONFLICT: the state that was seen is no more. */
enum err stored_refuse_stale(struct error *err);

#endif
