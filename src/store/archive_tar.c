#include "store/archive_tar.h"

#include "base/mem.h"

#include <errno.h>
#include <inttypes.h>
#include <string.h>
#include <unistd.h>

#define BLOCK 512
#define AT_MODE 100
#define AT_SIZE 124
#define AT_TIME 136
#define AT_SUM 148
#define AT_TYPE 156
#define AT_MAGIC 257
#define AT_PREFIX 345

struct tar {
	FILE *file;
	const char *path;
	int64_t left; /* bytes of the member still to come */
	int padding;  /* then so many to the end of its block */
};

struct tar *
tar_new(TALLOC_CTX *ctx, FILE *file, const char *path)
{
	struct tar *t = mem_new(ctx, struct tar);

	t->file = file;
	t->path = mem_strdup(t, path);
	return t;
}

static enum err
put(struct tar *t, const void *bytes, size_t len, struct error *err)
{
	if (len == 0 || fwrite(bytes, 1, len, t->file) == len)
		return OK;
	return fail(err, ERR_IO, MSG("{0}: {1}"), arg_text(t->path), arg_errno(errno));
}

/* The sum of a header, with its own field as spaces. */
static unsigned
sum_of(const unsigned char *block)
{
	unsigned sum = 0;
	int i;

	for (i = 0; i < BLOCK; i++)
		sum += i >= AT_SUM && i < AT_SUM + 8 ? ' ' : block[i];
	return sum;
}

static int
padding_of(int64_t size)
{
	return (int)((BLOCK - size % BLOCK) % BLOCK);
}

enum err
tar_begin(struct tar *t, const char *name, int64_t size, int64_t ms, struct error *err)
{
	char block[BLOCK] = {0};

	if (strlen(name) >= TAR_NAME_SIZE - 1 || size < 0 || size > TAR_SIZE_MAX)
		return fail(
		    err, ERR_INVALID, MSG("{0} is too large for a backup (8 GiB)"), arg_text(name));
	memcpy(block, name, strlen(name));
	memcpy(block + AT_MODE, "0000640\0000000000\0000000000", 24);
	snprintf(block + AT_SIZE, 12, "%011" PRIo64, (uint64_t)size);
	snprintf(block + AT_TIME, 12, "%011" PRIo64, (uint64_t)(ms / 1000) & 077777777777);
	block[AT_TYPE] = '0';
	memcpy(block + AT_MAGIC, "ustar\00000", 8);
	snprintf(block + AT_SUM, 8, "%06o", sum_of((unsigned char *)block));
	block[AT_SUM + 7] = ' ';
	t->left = size;
	t->padding = padding_of(size);
	return put(t, block, sizeof block, err);
}

enum err
tar_put(struct tar *t, const void *bytes, size_t len, struct error *err)
{
	static const char zeros[BLOCK];
	enum err e;

	if ((int64_t)len > t->left)
		return fail(err, ERR_INTERNAL, MSG("{0}: a member grew"), arg_text(t->path));
	e = put(t, bytes, len, err);
	t->left -= (int64_t)len;
	if (e == OK && t->left == 0 && len > 0)
		e = put(t, zeros, (size_t)t->padding, err);
	return e;
}

enum err
tar_finish(struct tar *t, struct error *err)
{
	static const char zeros[2 * BLOCK];
	enum err e = put(t, zeros, sizeof zeros, err);

	if (e == OK && (fflush(t->file) != 0 || fsync(fileno(t->file)) != 0))
		e = fail(err, ERR_IO, MSG("{0}: {1}"), arg_text(t->path), arg_errno(errno));
	return e;
}

static enum err
damaged(const struct tar *t, struct error *err)
{
	return fail(err, ERR_INVALID, MSG("{0} is not a backup, or is damaged or cut short"),
	    arg_text(t->path));
}

static enum err
get(struct tar *t, void *bytes, size_t len, struct error *err)
{
	errno = 0;
	if (fread(bytes, 1, len, t->file) == len)
		return OK;
	if (ferror(t->file))
		return fail(err, ERR_IO, MSG("{0}: {1}"), arg_text(t->path), arg_errno(errno));
	return damaged(t, err);
}

enum err
tar_get(struct tar *t, void *bytes, size_t room, size_t *len, struct error *err)
{
	size_t n = (int64_t)room < t->left ? room : (size_t)t->left;
	char rest[BLOCK];
	enum err e = OK;

	*len = 0;
	if (n > 0)
		e = get(t, bytes, n, err);
	if (e != OK)
		return e;
	t->left -= (int64_t)n;
	*len = n;
	if (t->left == 0 && t->padding > 0) {
		e = get(t, rest, (size_t)t->padding, err);
		t->padding = 0;
	}
	return e;
}

/* Octal digits, then spaces and NULs only. */
static bool
octal(const unsigned char *field, int len, int64_t *out)
{
	int i = 0;

	*out = 0;
	while (i < len && field[i] >= '0' && field[i] <= '7')
		*out = *out * 8 + (field[i++] - '0');
	if (i == 0)
		return false;
	for (; i < len; i++) {
		if (field[i] != ' ' && field[i] != '\0')
			return false;
	}
	return true;
}

static bool
name_right(const char *name)
{
	const char *part = name, *end;

	for (; *name != '\0'; name++) {
		if (*name <= ' ' || *name > '~' || *name == '\\')
			return false;
	}
	for (;; part = end + 1) {
		size_t len;

		end = strchr(part, '/');
		len = end == NULL ? strlen(part) : (size_t)(end - part);
		if (len == 0 || (len == 1 && part[0] == '.') ||
		    (len == 2 && part[0] == '.' && part[1] == '.'))
			return false;
		if (end == NULL)
			return true;
	}
}

static bool
header_right(const unsigned char *block, struct tar_entry *entry)
{
	int64_t sum;

	if (!octal(block + AT_SUM, 8, &sum) || sum != (int64_t)sum_of(block))
		return false;
	if (memcmp(block + AT_MAGIC, "ustar", 5) != 0 || block[AT_PREFIX] != '\0')
		return false;
	if (block[AT_TYPE] != '0' && block[AT_TYPE] != '\0')
		return false;
	memcpy(entry->name, block, TAR_NAME_SIZE - 1);
	entry->name[TAR_NAME_SIZE - 1] = '\0';
	return name_right(entry->name) && octal(block + AT_SIZE, 12, &entry->size) &&
	       entry->size <= TAR_SIZE_MAX;
}

static bool
all_zero(const unsigned char *block)
{
	int i;

	for (i = 0; i < BLOCK; i++) {
		if (block[i] != 0)
			return false;
	}
	return true;
}

/* After the first empty block come only more of them. */
static enum err
read_end(struct tar *t, struct error *err)
{
	unsigned char block[BLOCK];
	size_t n, blocks = 1;

	while ((n = fread(block, 1, BLOCK, t->file)) == BLOCK) {
		if (!all_zero(block))
			return damaged(t, err);
		blocks++;
	}
	return n == 0 && blocks >= 2 ? OK : damaged(t, err);
}

enum err
tar_next(struct tar *t, struct tar_entry *entry, bool *more, struct error *err)
{
	unsigned char block[BLOCK];
	size_t n;
	enum err e = OK;

	while (e == OK && (t->left > 0 || t->padding > 0))
		e = tar_get(t, block, sizeof block, &n, err);
	if (e == OK)
		e = get(t, block, sizeof block, err);
	if (e != OK)
		return e;
	*more = !all_zero(block);
	if (!*more)
		return read_end(t, err);
	if (!header_right(block, entry))
		return damaged(t, err);
	t->left = entry->size;
	t->padding = padding_of(entry->size);
	return OK;
}
