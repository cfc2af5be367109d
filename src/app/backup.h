/* The installation in one file, checked, and out of it again. */
#ifndef APP_BACKUP_H
#define APP_BACKUP_H

#include "app/factor_key.h"
#include "store/archive.h"

struct backup_params {
	const char *file;
	bool verify;
};

struct backup_view {
	const char *file;
	const char *dir; /* restore: the new data folder, else NULL */
	bool made;       /* false: it was only verified */
	bool older;      /* of a schema before this program's: opora migrate is next */
	struct archive_facts facts;
	struct factor_state factors; /* restore: no backup holds the key of second factors */
};

/*
 * The archive of the open database, of any schema, and its originals into the new file @path.
 * ERR_USAGE on PostgreSQL, whose tool is pg_dump.
 */
enum err backup_make(
    struct app *app, const char *path, struct archive_facts *facts, struct error *err);

enum err backup_run(
    TALLOC_CTX *ctx, struct app *app, const void *params, void **view, struct error *err);
enum err restore_run(
    TALLOC_CTX *ctx, struct app *app, const void *params, void **view, struct error *err);
void backup_json(struct json *j, const void *view);

#endif
