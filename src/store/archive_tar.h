/*
 * POSIX ustar archives, as little of them as a backup needs: plain files under short names. What
 * is read may be hostile: sizes are bounded, every header's sum is checked, and anything but a
 * plain file is refused.
 */
#ifndef STORE_ARCHIVE_TAR_H
#define STORE_ARCHIVE_TAR_H

#include "base/error.h"

#include <stdio.h>
#include <talloc.h>

#define TAR_NAME_SIZE 101
#define TAR_SIZE_MAX (((int64_t)1 << 33) - 1) /* what 11 octal digits hold */

struct tar_entry {
	char name[TAR_NAME_SIZE]; /* relative, of printable ASCII, no part of it . or .. */
	int64_t size;
};

struct tar;

/* Writes to, or reads from, @file, which stays the caller's. @path is for messages. */
struct tar *tar_new(TALLOC_CTX *ctx, FILE *file, const char *path);

/* Begins a member; exactly @size bytes must follow by tar_put(), before the next or tar_finish().
 */
enum err tar_begin(struct tar *t, const char *name, int64_t size, int64_t ms, struct error *err);
enum err tar_put(struct tar *t, const void *bytes, size_t len, struct error *err);
/* The end of the archive, flushed and fsynced. */
enum err tar_finish(struct tar *t, struct error *err);

/*
 * The next member, skipping what was not read of the one before; *@more is false at the archive's
 * end. ERR_INVALID when it is no such archive, is cut short, or has something else behind its end.
 */
enum err tar_next(struct tar *t, struct tar_entry *entry, bool *more, struct error *err);
/* At most @room bytes of the member; *@len is 0 at its end. */
enum err tar_get(struct tar *t, void *bytes, size_t room, size_t *len, struct error *err);

#endif
