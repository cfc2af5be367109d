#include "app/methods.h"

#include "app/problems_json.h"
#include "app/settings.h"
#include "base/buf.h"
#include "base/hash.h"
#include "base/mem.h"
#include "store/statements.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/*
 * Methods read once, by the digest of their bytes, which never change. None is thrown away, since
 * views of long work point into them; what does not fit is read anew each time.
 */
#define KEPT_METHODS 32
struct methods_kept {
	size_t count;
	struct {
		char sha256[SHA256_TEXT_SIZE];
		struct method *method;
	} items[KEPT_METHODS];
};

static struct method *
find_kept(const struct methods_kept *kept, const char *sha256)
{
	size_t i;

	for (i = 0; kept != NULL && i < kept->count; i++) {
		if (strcmp(kept->items[i].sha256, sha256) == 0)
			return kept->items[i].method;
	}
	return NULL;
}

static void
keep(struct app *app, const char *sha256, struct method *method)
{
	struct methods_kept *kept = app->methods;

	snprintf(kept->items[kept->count].sha256, SHA256_TEXT_SIZE, "%s", sha256);
	kept->items[kept->count++].method = method;
}

/* The method of a stored text: one that was read before, or a new one, kept if there is room. */
static enum err
parse_stored(TALLOC_CTX *ctx, struct app *app, const char *sha256, const char *id, const char *text,
    struct method **out, struct error *err)
{
	TALLOC_CTX *owner = ctx;
	bool room;

	*out = find_kept(app->methods, sha256);
	if (*out != NULL)
		return OK;
	if (app->methods == NULL)
		app->methods = mem_new(app, struct methods_kept);
	room = app->methods->count < KEPT_METHODS;
	if (room)
		owner = app->methods;
	text = mem_strdup(owner, text);
	*out = method_read(owner, mem_strdup(owner, id), text, strlen(text), problems_new(ctx));
	if (*out == NULL)
		return fail(err, ERR_DATABASE,
		    MSG("the stored method {0} can't be read by this version of Opora"),
		    arg_text(id));
	if (room)
		keep(app, sha256, *out);
	return OK;
}

/* "id@3" to its parts; version 0 when none is said. */
static enum err
split_name(TALLOC_CTX *ctx, const char *name, char **id, int64_t *version, struct error *err)
{
	const char *at = strchr(name, '@');
	struct rational n = rational_int(0);

	if (at != NULL && (!rational_parse(at + 1, strlen(at + 1), &n) || n.den != 1 || n.num < 1))
		return fail(err, ERR_USAGE, MSG("a method is named id or id@version, not «{0}»"),
		    arg_text(name));
	*id = at == NULL ? mem_strdup(ctx, name) : mem_strndup(ctx, name, (size_t)(at - name));
	*version = n.num;
	return OK;
}

static enum err
unknown_method(TALLOC_CTX *ctx, struct app *app, const char *name, struct error *err)
{
	struct buf names = buf_new(ctx, 300);
	struct db_methods *rows;
	size_t n, i;
	enum err e = db_methods(ctx, app->db, &rows, &n, err);

	if (e != OK)
		return e;
	for (i = 0; i < n; i++)
		buf_printf(&names, "%s%s@%d", i > 0 ? ", " : "", rows[i].id, (int)rows[i].version);
	return fail(err, ERR_NOT_FOUND, MSG("there is no method {0}; there are: {1}"),
	    arg_text(name), arg_text(names.bytes));
}

enum err
method_load(TALLOC_CTX *ctx, struct app *app, const char *name, struct method **out,
    const char **text, struct error *err)
{
	struct db_method_get row;
	int64_t version = 0;
	char *id = NULL;
	bool found;
	enum err e = OK;

	if (name == NULL)
		e = setting_value(ctx, app, "method", &name, err);
	if (e == OK && name == NULL)
		name = METHOD_DEFAULT;
	if (e == OK)
		e = split_name(ctx, name, &id, &version, err);
	if (e == OK)
		e = db_method_get(ctx, app->db, id, version, &row, &found, err);
	if (e != OK)
		return e;
	if (!found)
		return unknown_method(ctx, app, name, err);
	if (text != NULL)
		*text = row.text;
	return parse_stored(ctx, app, row.sha256, row.id, row.text, out, err);
}

char *
method_name(TALLOC_CTX *ctx, const char *id, int64_t version)
{
	return mem_printf(ctx, "%s@%lld", id, (long long)version);
}

enum err
method_load_sha(
    TALLOC_CTX *ctx, struct app *app, const char *sha256, struct method **out, struct error *err)
{
	struct db_method_by_sha row;
	bool found;
	enum err e = db_method_by_sha(ctx, app->db, sha256, &row, &found, err);

	if (e == OK && !found)
		return fail(err, ERR_NOT_FOUND, MSG("there is no method with digest {0}"),
		    arg_text(sha256));
	return e == OK ? parse_stored(ctx, app, sha256, row.id, row.text, out, err) : e;
}

enum err
method_store(struct app *app, const char *file, const char *bytes, size_t len,
    struct problems *problems, bool *added, struct error *err)
{
	TALLOC_CTX *local = mem_check(talloc_new(NULL));
	struct problems *list = problems == NULL ? problems_new(local) : problems;
	struct method *m = method_read(local, file, bytes, len, list);
	struct db_method_get row;
	bool found = false;
	enum err e = OK;

	*added = false;
	if (m == NULL)
		e = fail(err, ERR_INVALID, MSG("the method {0} has mistakes; nothing was stored"),
		    arg_text(file));
	if (e == OK)
		e = db_method_get(local, app->db, m->id, m->version, &row, &found, err);
	if (e == OK && found && strcmp(row.sha256, m->sha256) != 0)
		e = fail(err, ERR_CONFLICT,
		    MSG("the method {0} version {1} is stored with another text; a changed method "
			"needs a "
			"new version"),
		    arg_text(m->id), arg_int(m->version));
	if (e == OK && !found) {
		e = app_begin(app, err);
		if (e == OK)
			e = db_method_put(app->db, m->sha256, m->id, m->version,
			    mem_strndup(local, bytes, len), app->now, err);
		*added = e == OK;
	}
	talloc_free(local);
	return e;
}

enum err
method_list_run(
    TALLOC_CTX *ctx, struct app *app, const void *params, void **view, struct error *err)
{
	struct methods_view *v = mem_new(ctx, struct methods_view);
	struct db_methods *rows;
	size_t i;
	enum err e = db_methods(v, app->db, &rows, &v->count, err);

	if (e != OK)
		return e;
	v->rows = mem_array(v, struct method_row, v->count + 1);
	for (i = 0; e == OK && i < v->count; i++) {
		e = parse_stored(
		    v, app, rows[i].sha256, rows[i].id, rows[i].text, &v->rows[i].method, err);
		v->rows[i].text = rows[i].text;
		v->rows[i].at = rows[i].at;
	}
	if (e == OK)
		*view = v;
	return e;
}

enum err
method_show_run(
    TALLOC_CTX *ctx, struct app *app, const void *params, void **view, struct error *err)
{
	const struct method_show_params *p = params;
	struct method_row *v = mem_new(ctx, struct method_row);
	enum err e = method_load(v, app, p->method, &v->method, &v->text, err);

	if (e == OK)
		*view = v;
	return e;
}

static enum err
read_and_check(
    TALLOC_CTX *ctx, const struct input *file, struct method_check_view **out, struct error *err)
{
	struct method_check_view *v = mem_new(ctx, struct method_check_view);
	struct input input = *file;
	enum err e = app_input_read(v, &input, YAML_MAX, err);

	if (e != OK)
		return e;
	v->file = mem_strdup(v, input.name);
	v->text = mem_strndup(v, input.bytes, input.len);
	v->len = input.len;
	v->problems = problems_new(v);
	v->method = method_read(v, v->file, v->text, v->len, v->problems);
	*out = v;
	if (v->method == NULL)
		return fail(err, ERR_INVALID,
		    MSG_N("{0} mistake in the method", "{0} mistakes in the method"),
		    arg_int((int64_t)v->problems->errors));
	return OK;
}

enum err
method_check_run(
    TALLOC_CTX *ctx, struct app *app, const void *params, void **view, struct error *err)
{
	const struct method_file_params *p = params;
	struct method_check_view *v = NULL;
	enum err e = read_and_check(ctx, &p->file.items[0], &v, err);

	*view = v;
	return e;
}

enum err
method_add_run(TALLOC_CTX *ctx, struct app *app, const void *params, void **view, struct error *err)
{
	const struct method_file_params *p = params;
	struct method_check_view *v = NULL;
	enum err e = read_and_check(ctx, &p->file.items[0], &v, err);

	*view = v;
	if (e == OK)
		e = method_store(app, v->file, v->text, v->len, NULL, &v->added, err);
	if (e == OK && v->added)
		app_audit(app, "method", v->method->version,
		    mem_printf(v, "{\"method\":\"%s\",\"sha256\":\"%s\"}", v->method->id,
			v->method->sha256));
	return e;
}

void
method_json(struct json *j, const char *key, const struct method *method)
{
	json_object(j, key);
	json_text(j, "id", method->id);
	json_int(j, "version", method->version);
	json_text(j, "sha256", method->sha256);
	json_end(j);
}

static void
bilingual_json(struct json *j, const char *key, struct bilingual text)
{
	json_object(j, key);
	json_text(j, "ru", text.ru);
	json_text(j, "en", text.en);
	json_end(j);
}

static const char *
status_word(enum method_status status)
{
	return status == STATUS_VERIFIED ? "verified"
	       : status == STATUS_LOCAL  ? "local"
					 : "assumed";
}

static void
method_head_json(struct json *j, const struct method *m)
{
	json_text(j, "id", m->id);
	json_int(j, "version", m->version);
	json_text(j, "sha256", m->sha256);
	bilingual_json(j, "title", m->title);
	json_text(j, "basis", m->basis_document);
	json_text(j, "basis_status", status_word(m->basis_status));
}

void
method_list_json(struct json *j, const void *view)
{
	const struct methods_view *v = view;
	size_t i;

	json_object(j, NULL);
	json_array(j, "methods");
	for (i = 0; i < v->count; i++) {
		json_object(j, NULL);
		method_head_json(j, v->rows[i].method);
		json_end(j);
	}
	json_end(j);
	json_end(j);
}

void
method_show_json(struct json *j, const void *view)
{
	const struct method_row *v = view;
	const struct method *m = v->method;
	size_t i;

	json_object(j, NULL);
	method_head_json(j, m);
	json_array(j, "params");
	for (i = 0; i < m->nparams; i++) {
		json_object(j, NULL);
		json_text(j, "name", m->params[i].name);
		json_text(j, "value", value_print(j, &m->params[i].value));
		json_text(j, "status", status_word(m->params[i].status));
		json_text(j, "source", m->params[i].source);
		json_end(j);
	}
	json_end(j);
	json_text(j, "text", v->text);
	json_end(j);
}

void
method_check_json(struct json *j, const void *view)
{
	const struct method_check_view *v = view;

	json_object(j, NULL);
	json_text(j, "file", v->file);
	if (v->method != NULL)
		method_json(j, "method", v->method);
	else
		json_null(j, "method");
	json_bool(j, "added", v->added);
	problems_json(j, v->problems);
	json_end(j);
}
