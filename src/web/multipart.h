/*
 * multipart/form-data (RFC 7578) as browsers send it.
 *
 * Not libmicrohttpd's MHD_PostProcessor: it ends names at a NUL, knows no limit of parts or
 * names, tells a body cut short only at its end, and copies; here the body is in memory anyway,
 * and files are pieces of it. Stricter than the RFC where no browser differs: no text before
 * the first part, no parts within parts, no transfer encodings.
 */
#ifndef WEB_MULTIPART_H
#define WEB_MULTIPART_H

#include "web/http.h"

struct multipart {
	size_t nfields;
	struct http_pair *fields;
	size_t nfiles;
	struct http_file *files; /* their bytes point into the body */
};

/*
 * Reads the @len bytes of @body, whose header Content-Type was @type. 0, or the status to refuse
 * with: 400, or 413 for too many or too long.
 */
int multipart_read(
    TALLOC_CTX *ctx, const char *type, const char *body, size_t len, struct multipart *out);

/*
 * The parameter @name of a header like «form-data; name="a"»: copied under @ctx; NULL if absent.
 * False in *@sound if the header is broken or has the parameter twice.
 */
char *multipart_parameter(TALLOC_CTX *ctx, const char *header, const char *name, bool *sound);

#endif
