/* The installation itself: making the database, bringing it up to date, checking it. */
#ifndef APP_INSTALLATION_H
#define APP_INSTALLATION_H

#include "app/identify.h"
#include "app/import.h"

struct migrate_params {
	bool backup_made; /* somebody else made one */
};

struct init_view {
	const char *path;
	bool created;       /* false: it was there, and was left as it is */
	int from, to;       /* schema before and now */
	int64_t methods;    /* methods added */
	const char *backup; /* migrate: the backup made first, or NULL */
};

struct demo_view {
	bool loaded;                /* false: the demonstration was there already */
	struct import_view *import; /* what was loaded; NULL when nothing was */
	struct identify_view *run;  /* the last year, by the federal method */
	const char *password;       /* of all its accounts, shown once; NULL: it was there */
};

/* One thing found wrong. */
struct check_finding {
	struct error what;
};

struct check_view {
	size_t count;
	struct check_finding *findings;
	int64_t runs, lists, audit_rows, files, batches, factors; /* what was looked at */
	size_t norphans;
	char **orphans; /* files that no import knows: told, but nothing is wrong with the data */
	int64_t swept;  /* old working files that were taken away */
};

/* The setting that says that this database is the demonstration. */
#define DEMO_KEY "demo"

/* Accounts of the demonstration, one for each role, all with *@password. In a transaction. */
enum err demo_people(TALLOC_CTX *ctx, struct app *app, const char **password, struct error *err);

/* Makes a data folder, and those above it, readable by its owner and group only. */
enum err installation_folder(TALLOC_CTX *ctx, const char *path, struct error *err);

enum err init_run(
    TALLOC_CTX *ctx, struct app *app, const void *params, void **view, struct error *err);
enum err migrate_run(
    TALLOC_CTX *ctx, struct app *app, const void *params, void **view, struct error *err);
enum err demo_run(
    TALLOC_CTX *ctx, struct app *app, const void *params, void **view, struct error *err);
enum err check_run(
    TALLOC_CTX *ctx, struct app *app, const void *params, void **view, struct error *err);
void init_json(struct json *j, const void *view);
void demo_json(struct json *j, const void *view);
void check_json(struct json *j, const void *view);

#endif
