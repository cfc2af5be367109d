/* opora serve: the web application over one database, until it is told to stop. */
#ifndef WEB_SERVE_H
#define WEB_SERVE_H

#include "app/app.h"

struct serve_params {
	const char *listen; /* "127.0.0.1:8080"; NULL = that */
	int64_t workers;    /* 0 = 4 */
	bool behind_proxy;
};

/* A use case (app/action.h); returns when SIGINT or SIGTERM came. */
enum err serve_run(
    TALLOC_CTX *ctx, struct app *app, const void *params, void **view, struct error *err);

#endif
