/* One's own account as its page shows it. */
#ifndef APP_ME_H
#define APP_ME_H

#include "app/app.h"
#include "store/statements.h"

struct me_view {
	const char *login, *name, *post;
	bool second;           /* the second factor is on */
	int64_t recovery_left; /* codes that still open */
	int64_t since;         /* of the account, ms UTC */
	size_t sessions, keys; /* open now */
	size_t nposts;
	struct db_posts_held *posts; /* held today */
};

enum err me_run(
    TALLOC_CTX *ctx, struct app *app, const void *params, void **view, struct error *err);
void me_json(struct json *j, const void *view);

#endif
