/* Answers which name of a file means which school: remembered, listed, forgotten. */
#ifndef APP_MATCHING_H
#define APP_MATCHING_H

#include "app/app.h"
#include "domain/match.h"

#define MATCHING_PROPOSALS 10

struct match_params {
	const char *name, *code; /* both: remember; the name alone: what is like it */
	const char *forget;
	bool list;
};

enum match_done { MATCH_PROPOSED, MATCH_REMEMBERED, MATCH_KNOWN, MATCH_FORGOTTEN, MATCH_LISTED };

struct match_line {
	const char *name; /* as remembered; NULL of a proposal */
	const char *code, *school;
	struct match match; /* of a proposal */
};

struct match_view {
	enum match_done done;
	const char *name;
	size_t count;
	struct match_line *lines; /* answers, proposals, or the one school meant */
};

enum err match_run(
    TALLOC_CTX *ctx, struct app *app, const void *params, void **view, struct error *err);
/* The answers that are remembered, as match_run() with `list`. */
enum err matching_run(
    TALLOC_CTX *ctx, struct app *app, const void *params, void **view, struct error *err);
void match_json(struct json *j, const void *view);

#endif
