/*
 * A municipality or a region under a new name from a day on. The earlier names stay known: files
 * that still have them mean the same organisation. Names of schools come with the list of schools.
 */
#ifndef APP_ORG_RENAME_H
#define APP_ORG_RENAME_H

#include "app/app.h"

struct org_rename_params {
	const char *org;  /* any name it has now */
	const char *name; /* the new one */
	struct day since; /* year 0: today */
	const char *document;
};

struct org_rename_view {
	const char *was, *name;
	const char *since;
};

enum err org_rename_run(
    TALLOC_CTX *ctx, struct app *app, const void *params, void **view, struct error *err);
void org_rename_json(struct json *j, const void *view);

#endif
