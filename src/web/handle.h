/* From a request to an answer: static files, pages and forms of actions, the API. */
#ifndef WEB_HANDLE_H
#define WEB_HANDLE_H

#include "app/app.h"
#include "web/http.h"

/* What a worker thread has for itself. */
struct web_worker {
	struct app *app; /* with a database connection of its own */
};

/* The status of HTTP for a kind of error. */
int handle_status(enum err e);

/* An http_handler; @worker is a struct web_worker. */
void web_handle(TALLOC_CTX *ctx, void *worker, const struct http_request *request,
    struct http_response *response);

#endif
