#include "base/mem.h"

#include <stdarg.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#define MEM_MAX ((size_t)256 << 20)
#define TEXTS_BLOCK ((size_t)1 << 16)

_Noreturn void
mem_exhausted(void)
{
	static const char say[] = "opora: не хватает памяти / out of memory\n";

	if (write(STDERR_FILENO, say, sizeof say - 1) < 0)
		_exit(6);
	_exit(6);
}

void *
mem_check(void *p)
{
	if (p == NULL)
		mem_exhausted();
	return p;
}

unsigned
mem_count(size_t n, size_t size)
{
	if (n > MEM_MAX / size)
		mem_exhausted();
	return (unsigned)n;
}

void *
mem_grow(TALLOC_CTX *ctx, void *array, size_t size, size_t count)
{
	size_t room;

	if (array != NULL && (count & (count - 1)) != 0)
		return array;
	room = count == 0 ? 1 : count * 2;
	if (size != 0 && room > SIZE_MAX / size)
		mem_exhausted();
	return mem_check(talloc_realloc_size(ctx, array, room * size));
}

char *
mem_strdup(TALLOC_CTX *ctx, const char *s)
{
	return s == NULL ? NULL : mem_check(talloc_strdup(ctx, s));
}

char *
mem_strndup(TALLOC_CTX *ctx, const char *s, size_t n)
{
	return s == NULL ? NULL : mem_check(talloc_strndup(ctx, s, n));
}

char *
mem_printf(TALLOC_CTX *ctx, const char *pattern, ...)
{
	va_list ap;
	char *s;

	va_start(ap, pattern);
	s = talloc_vasprintf(ctx, pattern, ap);
	va_end(ap);
	return mem_check(s);
}

const char *
mem_text(TALLOC_CTX *ctx, struct mem_texts *texts, const char *s)
{
	size_t len = strlen(s) + 1;
	char *out;

	if (len > TEXTS_BLOCK / 4)
		return mem_strdup(ctx, s);
	if (len > texts->left) {
		texts->block = mem_room(ctx, char, TEXTS_BLOCK);
		texts->left = TEXTS_BLOCK;
	}
	out = memcpy(texts->block + TEXTS_BLOCK - texts->left, s, len);
	texts->left -= len;
	return out;
}
