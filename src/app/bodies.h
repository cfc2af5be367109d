/* Bodies (council, working group, methodical association) with their members, to be read. */
#ifndef APP_BODIES_H
#define APP_BODIES_H

#include "app/app.h"
#include "store/statements.h"

struct bodies_view {
	size_t count;
	struct db_bodies *rows; /* a body several times: a row a member */
};

enum err body_list_run(
    TALLOC_CTX *ctx, struct app *app, const void *params, void **view, struct error *err);
void bodies_json(struct json *j, const void *view);

#endif
