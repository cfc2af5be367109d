/*
 * Memory by ownership: every allocation hangs on a talloc context.
 *
 * One context per request, command or job; freeing it frees all below. Rows and cells live in
 * arrays, never one chunk each. Running out of memory ends the process with a sentence, in one
 * place (mem_exhausted), so no caller tests for NULL. A context belongs to one thread.
 */
#ifndef BASE_MEM_H
#define BASE_MEM_H

#include <stddef.h>
#include <talloc.h>

/* One zeroed @type under @ctx. */
#define mem_new(ctx, type) ((type *)mem_check(talloc_zero(ctx, type)))

/* @n zeroed items of @type under @ctx. At most 256 MiB, which is talloc's own limit. */
#define mem_array(ctx, type, n)                                                                    \
	((type *)mem_check(talloc_zero_array(ctx, type, mem_count(n, sizeof(type)))))

/* The same with whatever was there before: for what is written before it is read. */
#define mem_room(ctx, type, n)                                                                     \
	((type *)mem_check(talloc_array(ctx, type, mem_count(n, sizeof(type)))))

/*
 * Make room for one more item in @array, which holds @count and whose capacity is the power of
 * two not below @count. Usage: mem_push(ctx, rows, nrows) = row;
 */
#define mem_push(ctx, array, count)                                                                \
	(*((array) = mem_grow(ctx, array, sizeof *(array), count), &(array)[(count)++]))

void *mem_check(void *p);
/* @n as talloc counts, which would silently take @n modulo 2^32. */
unsigned mem_count(size_t n, size_t size);
void *mem_grow(TALLOC_CTX *ctx, void *array, size_t size, size_t count);

/* A copy of @s (NULL gives NULL), of its first @n bytes, or of a printf pattern. */
char *mem_strdup(TALLOC_CTX *ctx, const char *s);
char *mem_strndup(TALLOC_CTX *ctx, const char *s, size_t n);
char *mem_printf(TALLOC_CTX *ctx, const char *pattern, ...) __attribute__((format(printf, 2, 3)));

/*
 * Many short texts that go together: they stand one after another in blocks, since a chunk each
 * takes more memory than they do. All zeros is empty.
 */
struct mem_texts {
	char *block;
	size_t left;
};
const char *mem_text(TALLOC_CTX *ctx, struct mem_texts *texts, const char *s);

/* Says that memory is exhausted and exits with code 6. */
_Noreturn void mem_exhausted(void);

#endif
