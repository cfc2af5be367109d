/*
 * A backup: one tar archive with manifest.json first, then opora.db, then the originals as
 * files/ab/cdef…. The manifest names every member with its size and SHA-256 and is compared byte
 * by byte with the one that the members found would give.
 */
#ifndef STORE_ARCHIVE_H
#define STORE_ARCHIVE_H

#include "store/db.h"

#include <stdio.h>

struct archive_facts {
	int schema;      /* migrations the database has */
	int64_t created; /* ms UTC */
	int64_t files;   /* originals */
	int64_t bytes;   /* of all members but the manifest */
};

/* Told before each member; returns true to stop. */
typedef bool archive_tick(void *arg, int64_t done, int64_t total);

/*
 * The SQLite database @db and its originals under @dir into the new file @path; others may work
 * meanwhile. ERR_CONFLICT when @path is there. On an error no file is left.
 */
enum err archive_write(struct db *db, const char *dir, const char *path, int64_t now,
    archive_tick *tick, void *arg, struct archive_facts *facts, struct error *err);

/*
 * Reads the archive in @file, named @path in messages, and checks every digest. With @into the
 * members are written into that folder, which must be empty, and fsynced. Nothing is said of the
 * database's inside.
 */
enum err archive_read(
    FILE *file, const char *path, const char *into, struct archive_facts *facts, struct error *err);

/*
 * The same of the file @path; then the database is opened and must be whole, of a schema this
 * program knows, with all its originals. @into as above; with NULL a temporary folder is used and
 * removed.
 */
enum err archive_verify(
    const char *path, const char *into, struct archive_facts *facts, struct error *err);

/* Takes away a folder that archive_read() filled, or began to. */
void archive_remove(const char *dir);

#endif
