#include "base/buf.h"

#include "base/mem.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

struct buf
buf_new(TALLOC_CTX *ctx, size_t max)
{
	struct buf b = {.ctx = ctx, .max = max > BUF_MAX ? BUF_MAX : max};

	b.room = b.max < 64 ? b.max + 1 : 64;
	b.bytes = mem_room(ctx, char, b.room);
	b.bytes[0] = '\0';
	return b;
}

static bool
reserve(struct buf *b, size_t more)
{
	size_t need;

	if (b->full || more > b->max - b->len) {
		b->full = true;
		return false;
	}
	need = b->len + more + 1;
	if (need > b->room) {
		while (b->room < need)
			b->room *= 2;
		/* doubling may go over what talloc gives at once; need never does */
		if (b->room > b->max + 1)
			b->room = b->max + 1;
		b->bytes = mem_check(talloc_realloc_size(b->ctx, b->bytes, b->room));
	}
	return true;
}

void
buf_add_slow(struct buf *b, const void *bytes, size_t len)
{
	if (!reserve(b, len))
		return;
	memcpy(b->bytes + b->len, bytes, len);
	b->len += len;
	b->bytes[b->len] = '\0';
}

void
buf_expect(struct buf *b, size_t more)
{
	if (more > b->room - b->len && more <= b->max - b->len)
		reserve(b, more);
}

void
buf_int(struct buf *b, int64_t n)
{
	char text[20], *at = text + sizeof text;
	uint64_t rest = n < 0 ? 0 - (uint64_t)n : (uint64_t)n;

	do
		*--at = (char)('0' + rest % 10);
	while ((rest /= 10) > 0);
	if (n < 0)
		*--at = '-';
	buf_add(b, at, (size_t)(text + sizeof text - at));
}

void
buf_printf(struct buf *b, const char *pattern, ...)
{
	char small[256];
	va_list ap, again;
	int n;

	va_start(ap, pattern);
	va_copy(again, ap);
	n = vsnprintf(small, sizeof small, pattern, ap);
	va_end(ap);
	if (n >= 0 && (size_t)n < sizeof small) {
		buf_add(b, small, (size_t)n);
	} else if (n > 0 && reserve(b, (size_t)n)) {
		vsnprintf(b->bytes + b->len, (size_t)n + 1, pattern, again);
		b->len += (size_t)n;
	}
	va_end(again);
}

void
buf_clear(struct buf *b)
{
	b->len = 0;
	b->full = false;
	b->bytes[0] = '\0';
}
