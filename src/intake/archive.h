/*
 * A zip archive in memory, read with suspicion (libzip stands only in archive.c).
 *
 * Names are matched without regard to ASCII case and kind of slash, as some programs write
 * "xl\SharedStrings.xml". Refused at once: too many entries, the same name twice, too many bytes
 * when unpacked, an entry packed too well (a bomb), encryption, other compressions than deflate.
 * What an entry says about its size is held against what comes out.
 */
#ifndef INTAKE_ARCHIVE_H
#define INTAKE_ARCHIVE_H

#include "base/error.h"

#include <talloc.h>

struct archive;
struct source;

enum err archive_open(
    TALLOC_CTX *ctx, const char *bytes, size_t len, struct archive **out, struct error *err);
bool archive_has(const struct archive *archive, const char *name);

/* Opens an entry for reading from its start. ERR_INVALID, naming it, if there is none. */
enum err archive_entry(TALLOC_CTX *ctx, struct archive *archive, const char *name,
    struct source **out, struct error *err);

/* The same interface over plain bytes, which are not copied. */
struct source *source_memory(TALLOC_CTX *ctx, const char *bytes, size_t len);

/* Reads up to @room bytes; *@got is 0 only at the end. Damage is ERR_INVALID. */
enum err source_read(struct source *source, void *to, size_t room, size_t *got, struct error *err);

/* How many bytes are yet to come, as the archive says. */
uint64_t source_left(const struct source *source);

/* How many bytes it takes in the file. */
uint64_t source_packed(const struct source *source);

/* "the file is damaged", the same sentence everywhere. */
enum err file_damaged(struct error *err);

#endif
