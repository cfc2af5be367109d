/* Originals beside the database: files/ab/cdef… by SHA-256, written before the row that names them.
 */
#ifndef STORE_FILES_H
#define STORE_FILES_H

#include "base/error.h"

#include <stddef.h>

/* Keeps @bytes under @dir; the same bytes twice are one file. */
enum err files_put(
    const char *dir, const char *sha256, const void *bytes, size_t len, struct error *err);

/* A kept file into the folder of another installation. */
enum err files_copy(
    const char *from_dir, const char *to_dir, const char *sha256, struct error *err);

/* Whether the file is there and its bytes have this digest: OK, ERR_NOT_FOUND, ERR_INVALID. */
enum err files_verify(const char *dir, const char *sha256, struct error *err);

/* Takes a kept file away, if it is there. */
void files_remove(const char *dir, const char *sha256);

#endif
