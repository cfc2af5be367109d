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

/* Called with the path of a file, "files/ab/cdef…". */
typedef void files_each(void *arg, const char *path);

/* Every file under DIR/files, in no order; there may be none. */
void files_list(const char *dir, files_each *each, void *arg);

/* Takes away what lies in DIR/tmp and is older than a day; how many. */
int files_sweep(const char *dir, int64_t now);

/* Takes a kept file away, if it is there. */
void files_remove(const char *dir, const char *sha256);

#endif
