/*
 * The roles of people: what each may do, in one table. A session acts in one role at a time, in
 * the part of the tree of organisations for which the role was given.
 */
#ifndef APP_ROLE_H
#define APP_ROLE_H

#include "app/app.h"

struct role {
	const char *code;     /* in the database and in commands */
	const char *label;    /* a message id */
	const char *why;      /* a message id: why it has these permissions */
	unsigned permissions; /* bits 1 << enum permission */
	bool second_factor;   /* an account with this role needs one */
};

extern const struct role roles[];
extern const size_t roles_count;
extern const struct choice role_choices[]; /* the same for a FIELD_CHOICE */

/* NULL when there is no such role. */
const struct role *role_find(const char *code);

/* What everybody may, with and without a role. */
#define PERMISSIONS_NOBODY (1u << PERMIT_ANYONE)
#define PERMISSIONS_SIGNED (PERMISSIONS_NOBODY | 1u << PERMIT_SIGNED)

/* ---- the matrix: action × role ---- */

/* Parts of the work by which the matrix is filtered. */
extern const struct choice permission_parts[];

struct permissions_params {
	const char *part; /* NULL: all */
};

struct permissions_view {
	size_t count;
	const struct action *actions;
};

enum err permissions_run(
    TALLOC_CTX *ctx, struct app *app, const void *params, void **view, struct error *err);
void permissions_json(struct json *j, const void *view);

#endif
