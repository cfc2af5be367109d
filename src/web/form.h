/*
 * Percent encoding and fields: what stands in a path, a query and a urlencoded form.
 *
 * Written here and not left to libmicrohttpd, whose decoder passes broken escapes on, ends a text
 * at an encoded NUL, and checks no UTF-8.
 */
#ifndef WEB_FORM_H
#define WEB_FORM_H

#include "web/http.h"

/*
 * Decodes the @len bytes at @s once, with @plus also + as a space. NULL if an escape is broken or
 * the result is no UTF-8 without NUL (overlong forms are none).
 */
char *form_decode(TALLOC_CTX *ctx, const char *s, size_t len, bool plus);

/*
 * The fields of "a=1&b=2" in order; empty ones are passed over, a field without = has the value
 * "". 0, or the status to refuse with: 400, or 413 for too many or too long (HTTP_FIELDS_MAX,
 * HTTP_FIELD_NAME_MAX, HTTP_FIELD_MAX).
 */
int form_fields(TALLOC_CTX *ctx, const char *s, size_t len, struct http_pair **out, size_t *count);

/* The decoded path of a request, as struct http_request promises; NULL if it breaks that. */
char *form_path(TALLOC_CTX *ctx, const char *s, size_t len);

#endif
