/* base64url without padding (RFC 4648, section 5), as tokens of the web are written. */
#ifndef BASE_BASE64_H
#define BASE_BASE64_H

#include <stdbool.h>
#include <stddef.h>
#include <talloc.h>

char *base64url(TALLOC_CTX *ctx, const void *bytes, size_t len);

/*
 * The bytes of @text under @ctx, NUL-ended, their number in *@len. NULL when a letter is none of
 * the alphabet, the length is impossible, or bits after the last byte are set: each value has one
 * text.
 */
char *base64url_read(TALLOC_CTX *ctx, const char *text, size_t text_len, size_t *len);

#endif
