/* `opora copy`: an installation into another database, compared row by row. */
#ifndef APP_COPY_H
#define APP_COPY_H

#include "app/app.h"

struct copy_params {
	const char *from; /* a data folder or postgresql://…; NULL: the installation of this call */
	const char *to;
};

struct copy_table {
	const char *name;
	int64_t rows;
};

struct copy_view {
	const char *from, *to; /* without passwords */
	size_t ntables;
	struct copy_table *tables;
	int64_t rows, files; /* files copied: 0 when both keep them in one folder */
};

enum err copy_run(
    TALLOC_CTX *ctx, struct app *app, const void *params, void **view, struct error *err);
void copy_json(struct json *j, const void *view);

#endif
