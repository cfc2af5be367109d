/* Whole files: read with a limit, write so that a reader sees the old or the new one. */
#ifndef BASE_FILE_H
#define BASE_FILE_H

#include "base/error.h"

#include <stddef.h>
#include <talloc.h>

/*
 * Reads @path (at most @max bytes) under @ctx, NUL-ended, length in *@len. ERR_NOT_FOUND if there
 * is no such file, ERR_INVALID if it is larger or no plain file, ERR_IO otherwise.
 */
enum err file_read(
    TALLOC_CTX *ctx, const char *path, size_t max, char **bytes, size_t *len, struct error *err);

/* Writes beside @path, fsyncs and renames over it. ERR_IO with the system's reason. */
enum err file_write(const char *path, const void *bytes, size_t len, struct error *err);

/*
 * Makes @path for its owner's eyes alone, whole or not at all. When it is there already nothing is
 * written, and it is OK: whoever was first made it.
 */
enum err file_make_secret(const char *path, const void *bytes, size_t len, struct error *err);

/* The part of @path after the last slash. */
const char *file_name(const char *path);

#endif
