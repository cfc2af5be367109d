/*
 * Asking another server over HTTPS: whole answers, with a limit on size and time. Its certificate
 * and name are always checked, redirects are not followed, and plain HTTP is refused.
 */
#ifndef NET_HTTP_CLIENT_H
#define NET_HTTP_CLIENT_H

#include "base/error.h"

#include <stddef.h>
#include <talloc.h>

#define HTTP_CALL_MAX ((size_t)256 << 10) /* bytes of an answer */
#define HTTP_CALL_MS 8000L                /* for the whole call; half of it to connect */

struct http_call {
	const char *url;
	const char *form;            /* POST of application/x-www-form-urlencoded; NULL = GET */
	const char *user, *password; /* HTTP Basic; NULL = none */
	const char *ca_file;         /* certificates to trust; NULL = the system's */
};

struct http_answer {
	int status;
	const char *body; /* NUL-ended */
	size_t len;
};

/*
 * Sends @call; whatever status comes is an answer. ERR_INVALID: the address is no https one;
 * ERR_IO: no whole answer came, with the reason as the library says it, without what was sent.
 */
enum err http_call(
    TALLOC_CTX *ctx, const struct http_call *call, struct http_answer *out, struct error *err);

/* Appends name=value to a form or query (NULL begins one), percent-encoded. */
char *http_pair_add(TALLOC_CTX *ctx, const char *form, const char *name, const char *value);

/* @text percent-encoded as in a form: letters, digits and - . _ ~ stay. */
char *http_encode(TALLOC_CTX *ctx, const char *text);

#endif
