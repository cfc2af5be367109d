/* What became of a thing, who did it and when: the rows of the audit about it, for its own page. */
#ifndef APP_HISTORY_H
#define APP_HISTORY_H

#include "app/app.h"
#include "base/json.h"
#include "store/statements.h"

#define HISTORY_MOST 200 /* newest rows that are told */

struct history {
	size_t count;
	struct db_audit_about *rows; /* newest first */
};

/*
 * The history of object @id of @kind, as the audit calls them; of a list with that of objections to
 * it. Whether the actor may know of the object is the caller's question.
 */
enum err history_find(TALLOC_CTX *ctx, struct app *app, const char *kind, int64_t id,
    struct history *out, struct error *err);

/* As the member "history" of an open object. */
void history_json(struct json *j, const struct history *history);

#endif
