/*
 * Loading files: everything is checked first and every mistake told; then all is stored or nothing.
 */
#ifndef APP_IMPORT_H
#define APP_IMPORT_H

#include "app/app.h"
#include "app/problems_table.h"
#include "base/problem.h"
#include "intake/rows.h"

#define IMPORT_MAX ((size_t)200 << 20) /* bytes of one file */

struct import_params {
	struct texts files;
	bool dry_run, replace, add_schools;
	const char *layout;   /* NULL = recognise */
	int year;             /* 0 = the file says */
	const char *problems; /* write the files back with their problems; NULL = do not */
};

/* What became of one file. */
struct import_file {
	const char *path, *name;
	enum layout layout;
	int64_t batch;     /* 0 = not stored */
	int64_t rows_read; /* without mistakes */
	int64_t rows_stored, rows_same, rows_replaced, schools_added;
	struct problems *problems;
	struct problems_rules rules; /* what of it may be written back: said by its layout */
};

struct import_view {
	bool dry_run, stored;
	const char *problems; /* the file written with problems; NULL = none */
	size_t count;
	struct import_file *files;
};

/* Files given to a use case as bytes: the demonstration, later the web. */
struct import_source {
	const char *name;
	const char *bytes;
	size_t len;
};

/* Loads @n files as one whole inside one transaction, schools before results. */
enum err import_sources(TALLOC_CTX *ctx, struct app *app, const struct import_source *sources,
    size_t n, const struct import_params *p, struct import_view **out, struct error *err);

enum err import_run(
    TALLOC_CTX *ctx, struct app *app, const void *params, void **view, struct error *err);
void import_json(struct json *j, const void *view);

#endif
