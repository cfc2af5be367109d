/* What watches the server: is it well, and its counts for Prometheus. Neither is a page. */
#ifndef WEB_METRICS_H
#define WEB_METRICS_H

#include "app/app.h"
#include "web/http.h"

/* Is @request for /health or /metrics? Answers it then. */
bool metrics_answer(TALLOC_CTX *ctx, struct app *app, const struct http_request *request,
    struct http_response *response);

#endif
