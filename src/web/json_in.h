/* A JSON body as the fields of a form: an object of texts, numbers, truths and lists of them. */
#ifndef WEB_JSON_IN_H
#define WEB_JSON_IN_H

#include "web/http.h"

#define JSON_IN_PAIRS 10000 /* values in all */

/*
 * Reads @len bytes (an empty body is an empty object) into pairs under @ctx; a list becomes several
 * pairs of one name, null none. ERR_INVALID says where it is no JSON, or which member is too deep.
 */
enum err json_in(TALLOC_CTX *ctx, const char *body, size_t len, struct http_pair **pairs,
    size_t *npairs, struct error *err);

#endif
