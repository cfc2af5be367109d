/* Figures and schools as CSV in the form that import reads, with their description beside. */
#ifndef APP_EXPORT_H
#define APP_EXPORT_H

#include "app/app.h"

struct export_params {
	struct texts tables; /* results, schools */
	const char *out;     /* a folder, made when it is not there */
	const char *on;      /* schools as they were on this day; NULL = as known now */
};

#define EXPORT_TABLES 2

struct export_view {
	const char *folder;
	size_t count;
	const char *files[EXPORT_TABLES];
	int64_t rows[EXPORT_TABLES];
};

enum err export_run(
    TALLOC_CTX *ctx, struct app *app, const void *params, void **view, struct error *err);
void export_json(struct json *j, const void *view);

#endif
