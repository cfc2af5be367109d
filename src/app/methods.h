/* Methods as data: stored once and never changed, found by id and version. */
#ifndef APP_METHODS_H
#define APP_METHODS_H

#include "app/app.h"
#include "domain/method/method.h"

/* The method that runs when none is named and the setting «method» names none. */
#define METHOD_DEFAULT "rosobrnadzor-847"

struct method_row {
	struct method *method;
	const char *text; /* the file as stored */
	int64_t at;       /* ms UTC */
};

struct methods_view {
	size_t count;
	struct method_row *rows;
};

struct method_check_view {
	const char *file;
	const char *text; /* its bytes, and a NUL after them */
	size_t len;
	struct problems *problems;
	struct method *method; /* NULL with errors */
	bool added;            /* method add: stored now; false: was there already, the same */
};

struct method_show_params {
	const char *method;
};

struct method_file_params {
	struct inputs file; /* exactly one */
};

/*
 * Finds "id" (newest version) or "id@version" and reads it under @ctx. ERR_NOT_FOUND names the
 * methods there are. NULL @name: the authority's (setting «method»), else METHOD_DEFAULT.
 */
enum err method_load(TALLOC_CTX *ctx, struct app *app, const char *name, struct method **out,
    const char **text, struct error *err);

/* The name by which method_load() finds this very version: "id@version". */
char *method_name(TALLOC_CTX *ctx, const char *id, int64_t version);

/* As method_load(), by the digest of the file. */
enum err method_load_sha(
    TALLOC_CTX *ctx, struct app *app, const char *sha256, struct method **out, struct error *err);

/*
 * Stores a method's file inside the open transaction. *@added is false when the same bytes are
 * there; other bytes under the same id and version are a conflict. @problems may be NULL.
 */
enum err method_store(struct app *app, const char *file, const char *bytes, size_t len,
    struct problems *problems, bool *added, struct error *err);

enum err method_list_run(
    TALLOC_CTX *ctx, struct app *app, const void *params, void **view, struct error *err);
enum err method_show_run(
    TALLOC_CTX *ctx, struct app *app, const void *params, void **view, struct error *err);
enum err method_check_run(
    TALLOC_CTX *ctx, struct app *app, const void *params, void **view, struct error *err);
enum err method_add_run(
    TALLOC_CTX *ctx, struct app *app, const void *params, void **view, struct error *err);
void method_list_json(struct json *j, const void *view);
void method_show_json(struct json *j, const void *view);
void method_check_json(struct json *j, const void *view);

/* {"id", "version", "sha256"} as an object under @key. */
void method_json(struct json *j, const char *key, const struct method *method);

#endif
