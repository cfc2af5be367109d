/* How the installation is: what an administrator looks at when somebody calls. */
#ifndef APP_STATUS_H
#define APP_STATUS_H

#include "app/backups.h"
#include "app/factor_key.h"
#include "store/statements.h"

struct status_view {
	const char *version, *database;
	bool postgres;
	int64_t database_bytes;     /* of SQLite; -1 = not known */
	int64_t disk_free;          /* where the data folder is, -1 = not known */
	int schema;                 /* migrations the database has */
	bool demo;                  /* the demonstration: its passwords were shown on a screen */
	struct backup_file *newest; /* of DIR/backups; NULL = none */
	struct db_status_counts counts;
	int64_t verified, verified_rows; /* the chain of audit was found whole: when; 0 = never */
	struct factor_state factors;
	int64_t now;
};

#define STATUS_DISK_LOW ((int64_t)1 << 30)                   /* warned below */
#define STATUS_VERIFIED_OLD ((int64_t)30 * 24 * 3600 * 1000) /* warned beyond */
#define STATUS_BACKUP_OLD ((int64_t)7 * 24 * 3600 * 1000)    /* warned beyond */

enum err status_run(
    TALLOC_CTX *ctx, struct app *app, const void *params, void **view, struct error *err);
void status_json(struct json *j, const void *view);

#endif
