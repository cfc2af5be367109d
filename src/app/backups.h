/* The backups in the folder DIR/backups, as the web keeps them: listed, made, checked, taken. */
#ifndef APP_BACKUPS_H
#define APP_BACKUPS_H

#include "app/backup.h"

#define BACKUP_DOWNLOAD_MAX ((size_t)512 << 20) /* held in memory once */

struct backup_file {
	const char *name;
	int64_t bytes;
	int64_t made; /* ms UTC: of the file */
};

struct backups_view {
	const char *folder;
	bool here; /* false: the database is PostgreSQL's, pg_dump copies it */
	size_t count;
	struct backup_file *files; /* newest first */
};

struct backup_name_params {
	const char *name;
	const char *own; /* of the account that downloads */
};

struct backup_bytes {
	const char *name;
	char *bytes;
	size_t len;
};

/* The files of DIR/backups, newest first; none where there is no such folder. */
enum err backups_find(TALLOC_CTX *ctx, const struct app *app, struct backup_file **out,
    size_t *count, struct error *err);

enum err backups_run(
    TALLOC_CTX *ctx, struct app *app, const void *params, void **view, struct error *err);
/* Both have the view of opora backup. */
enum err backup_make_run(
    TALLOC_CTX *ctx, struct app *app, const void *params, void **view, struct error *err);
enum err backup_verify_run(
    TALLOC_CTX *ctx, struct app *app, const void *params, void **view, struct error *err);
/* Asks for the password again: whoever has this file has everything. */
enum err backup_download_run(
    TALLOC_CTX *ctx, struct app *app, const void *params, void **view, struct error *err);
void backups_json(struct json *j, const void *view);

#endif
