/*
 * The API: every action of the web under /api/v1, by construction. A key in Authorization: Bearer
 * says who asks; cookies are not looked at, so that no page elsewhere can use a person's session.
 * Errors are problem details (RFC 9457). /api/v1/openapi.json describes it all (OpenAPI 3.1).
 */
#ifndef WEB_API_H
#define WEB_API_H

#include "web/handle.h"

#define API_PREFIX "/api/v1"

/* Is it a path of the API? Answers it then. */
bool api_answer(TALLOC_CTX *ctx, struct web_worker *worker, const struct http_request *request,
    struct http_response *response);

/* The description of the API, made from the table of actions. */
void api_openapi(struct json *j, enum lang lang);

#endif
