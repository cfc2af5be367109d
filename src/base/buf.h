/*
 * A growing byte buffer with a maximum given at birth. What does not fit sets @full and is
 * dropped; the owner asks once at the end. The bytes are always NUL-ended.
 */
#ifndef BASE_BUF_H
#define BASE_BUF_H

#include <stdbool.h>
#include <stddef.h>
#include <talloc.h>

struct buf {
	TALLOC_CTX *ctx;
	char *bytes;
	size_t len;
	size_t room;
	size_t max;
	bool full;
};

#define BUF_MAX ((size_t)200 << 20)

/* An empty buffer whose bytes hang under @ctx and never exceed @max (at most BUF_MAX). */
struct buf buf_new(TALLOC_CTX *ctx, size_t max);
/* So many bytes are likely to come: room for them at once, instead of copying again and again. */
void buf_expect(struct buf *b, size_t more);
void buf_add(struct buf *b, const void *bytes, size_t len);
void buf_text(struct buf *b, const char *s);
void buf_char(struct buf *b, char c);
void buf_printf(struct buf *b, const char *pattern, ...) __attribute__((format(printf, 2, 3)));
void buf_clear(struct buf *b);

#endif
