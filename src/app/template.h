/* Forms for spreadsheet programs, with the schools already in them. */
#ifndef APP_TEMPLATE_H
#define APP_TEMPLATE_H

#include "app/app.h"
#include "base/text.h"

struct template_params {
	const char *kind; /* results, schools, context */
	int year;         /* 0 = not said */
	const char *out; /* NULL: a name of our own in the current folder; of no use to a browser */
};

struct template_view {
	const char *kind, *path;
	int64_t rows;
	char *bytes; /* for a browser; NULL on the command line, which has the file */
	size_t len;
};

/* A form there is. */
struct form_kind {
	const char *kind;
	const char *title, *what; /* message ids */
	bool year_needed, schools_needed;
	int64_t schools; /* that would stand in it */
};

struct forms_view {
	size_t count;
	struct form_kind *kinds;
};

enum err forms_run(
    TALLOC_CTX *ctx, struct app *app, const void *params, void **view, struct error *err);
void forms_json(struct json *j, const void *view);

enum err template_run(
    TALLOC_CTX *ctx, struct app *app, const void *params, void **view, struct error *err);
void template_json(struct json *j, const void *view);

/* The language of this process, for texts inside the files it writes. */
enum lang app_lang(const struct app *app);

/* The folder for temporary files, inside the data folder. */
char *app_tmp(TALLOC_CTX *ctx, const struct app *app);

#endif
