/*
 * A growing byte buffer with a maximum given at birth. What does not fit sets @full and is
 * dropped; the owner asks once at the end. The bytes are always NUL-ended.
 */
#ifndef BASE_BUF_H
#define BASE_BUF_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>
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
void buf_add_slow(struct buf *b, const void *bytes, size_t len);
/* @n in digits, a twentieth of what printf takes. */
void buf_int(struct buf *b, int64_t n);
void buf_printf(struct buf *b, const char *pattern, ...) __attribute__((format(printf, 2, 3)));
void buf_clear(struct buf *b);

/* A page is thousands of these, mostly of a known length and where there is room: so they stand
 * where they are called. */
static inline void
buf_add(struct buf *b, const void *bytes, size_t len)
{
	if (len == 0)
		return;
	if (b->full || len >= b->room - b->len) {
		buf_add_slow(b, bytes, len);
		return;
	}
	memcpy(b->bytes + b->len, bytes, len);
	b->len += len;
	b->bytes[b->len] = '\0';
}

static inline void
buf_text(struct buf *b, const char *s)
{
	buf_add(b, s, strlen(s));
}

static inline void
buf_char(struct buf *b, char c)
{
	buf_add(b, &c, 1);
}

#endif
