/*
 * From the bytes of a request to struct http_request: what server.c and the worker fill in.
 *
 * Each step returns 0, or the status of the answer that refuses the request. Steps are pure but
 * for the request itself and its context.
 */
#ifndef WEB_REQUEST_H
#define WEB_REQUEST_H

#include "web/http.h"

struct http_inner {
	char *target; /* as it came */
	size_t head;  /* bytes of header lines so far */
	size_t nheaders;
	struct http_pair headers[HTTP_HEADERS_MAX]; /* names in lower case */
};

/* An empty request for @target; everything of it hangs under @ctx. */
struct http_request *request_new(TALLOC_CTX *ctx, const char *target);

/* One header line. 400 if it is malformed or must not come twice, 431 beyond the limits. */
int request_add_header(struct http_request *request, const char *name, size_t name_len,
    const char *value, size_t value_len);

/*
 * After the last header: method, version, Host and target are looked at, path and query read.
 * *@body_len becomes what Content-Length says. A body of unknown length (chunked) is refused with
 * 411: no browser sends one, and it is half of all request smuggling.
 */
int request_check_head(
    struct http_request *request, const char *method, const char *version, uint64_t *body_len);

/* Who asks. @peer is the address of the connection; @trusted lets the proxy's headers speak. */
void request_set_peer(struct http_request *request, const char *peer, bool trusted);

/* The whole body, NUL-ended behind @len; must live as long as the request. */
int request_read_body(struct http_request *request, const char *bytes, size_t len);

/* Letters, digits and a few signs: what a name of a header may consist of. */
bool request_is_token(const char *s, size_t len);

#endif
