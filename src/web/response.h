/* What the server itself puts into answers, and its own short ones. */
#ifndef WEB_RESPONSE_H
#define WEB_RESPONSE_H

#include "web/http.h"

/* Sent with every answer; a handler can't change them. Ends with a NULL name. */
extern const struct http_pair response_always[];

/* An empty 200 whose data hang under @ctx. */
void response_init(TALLOC_CTX *ctx, struct http_response *response);

/* Throws away what there is and says @status in a short plain text. */
void response_refuse(TALLOC_CTX *ctx, struct http_response *response, int status);

/* True if a header of that name was added. */
bool response_has(const struct http_response *response, const char *name);

/* A whole answer as bytes, for a connection that is cut while its request is still coming. */
char *response_last_words(TALLOC_CTX *ctx, int status);

#endif
