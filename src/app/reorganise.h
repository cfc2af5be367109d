/* An officer's choice about a reorganisation: a predecessor's figures joined to its successor's. */
#ifndef APP_REORGANISE_H
#define APP_REORGANISE_H

#include "app/app.h"

struct school_join_params {
	const char *predecessor, *successor; /* codes */
	int from;                            /* first year of the successor's own; 0: by the day */
};

struct school_join_view {
	const char *predecessor, *successor; /* main codes */
	int from;
	bool joined; /* false: taken back */
};

enum err school_join_run(
    TALLOC_CTX *ctx, struct app *app, const void *params, void **view, struct error *err);
enum err school_part_run(
    TALLOC_CTX *ctx, struct app *app, const void *params, void **view, struct error *err);
void school_join_json(struct json *j, const void *view);

/*
 * A day as the user writes it as an ISO text under @ctx; NULL for NULL. ERR_USAGE when it is none.
 * @option: how the user calls it.
 */
enum err day_option(
    TALLOC_CTX *ctx, const char *option, const char *said, const char **out, struct error *err);

#endif
