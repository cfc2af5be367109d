/* Answers which name of a file means which school: remembered, listed, forgotten. */
#ifndef APP_MATCHING_H
#define APP_MATCHING_H

#include "app/app.h"
#include "domain/match.h"

#define MATCHING_PROPOSALS 10
#define MATCHING_FOUND 50 /* schools shown of those that were searched */

struct match_params {
	const char *name,
	    *code; /* both (code: or a whole name): remember; the name alone: what is like it */
	const char *forget;
	bool list;
	const char *find; /* words: schools that have all of them */
};

enum match_done {
	MATCH_PROPOSED,
	MATCH_REMEMBERED,
	MATCH_KNOWN,
	MATCH_FORGOTTEN,
	MATCH_LISTED,
	MATCH_FOUND
};

struct match_line {
	const char *name;                         /* as remembered; NULL of a proposal */
	const char *code, *school, *municipality; /* municipality: of a school that was searched */
	struct match match;                       /* of a proposal */
};

struct match_view {
	enum match_done done;
	const char *name;
	size_t count;
	struct match_line *lines; /* answers, proposals, or the one school meant */
	size_t left;              /* found, but not among the lines */
};

/*
 * Schools of the actor's scope whose name, code or municipality hold all words of @find, by name,
 * as lines of @v, at most @max of them; v->left counts the others. With @find NULL all schools, or
 * none of them where they are more than @max: a choice that lacks some would mislead.
 */
enum err match_schools(
    struct match_view *v, struct app *app, const char *find, size_t max, struct error *err);

enum err match_run(
    TALLOC_CTX *ctx, struct app *app, const void *params, void **view, struct error *err);
/* The answers that are remembered, as match_run() with `list`. */
enum err matching_run(
    TALLOC_CTX *ctx, struct app *app, const void *params, void **view, struct error *err);
void match_json(struct json *j, const void *view);

#endif
