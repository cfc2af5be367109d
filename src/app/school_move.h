/*
 * A known school put under another municipality, or a branch under another head organisation. All
 * its years go with it; where it stood the audit keeps. Who sees the old place only sees the school
 * no more.
 */
#ifndef APP_SCHOOL_MOVE_H
#define APP_SCHOOL_MOVE_H

#include "app/app.h"

struct school_move_params {
	const char *school; /* its code */
	const char *to;     /* name of a municipality, or the code of a head organisation */
	const char *document;
};

struct school_move_view {
	const char *school; /* its main code */
	const char *name;
	const char *from, *to; /* names of where it stood and stands */
	int64_t branches;      /* that went with it */
};

/* May the actor see more than one municipality, so that a school could move? */
bool school_move_offered(TALLOC_CTX *ctx, struct app *app);

/* What the form begins with: the school of @code and where it stands; ERR_NOT_FOUND. */
enum err school_move_look(TALLOC_CTX *ctx, struct app *app, const char *code,
    struct school_move_view *out, struct error *err);

enum err school_move_run(
    TALLOC_CTX *ctx, struct app *app, const void *params, void **view, struct error *err);
void school_move_json(struct json *j, const void *view);

#endif
