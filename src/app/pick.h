/* What a browser offers where a login, a code or a number would have to be typed. */
#ifndef APP_PICK_H
#define APP_PICK_H

#include "app/app.h"

#define PICK_MOST 2000 /* where there are more, nothing is offered: the value is typed */

struct pick_row {
	const char *value; /* what the field takes */
	const char *said;  /* a message id, said before @label; NULL = none */
	const char *label; /* words of the data; may be NULL beside @said */
};

/*
 * What the actor of @app may choose, sorted by label; *@many: more than PICK_MOST, and *@count is
 * 0.
 */
enum err pick_rows(TALLOC_CTX *ctx, struct app *app, enum pick pick, struct pick_row **rows,
    size_t *count, bool *many, struct error *err);

#endif
