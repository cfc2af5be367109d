#include "app/settings.h"

#include "app/methods.h"
#include "base/buf.h"
#include "base/mem.h"
#include "base/text.h"
#include "store/statements.h"

#include <string.h>

const struct setting settings[] = {
    {"authority", MSG("Name of the authority"),
	MSG("as in papers; nobody may take it for a password")},
    {"place", MSG("What stands at the top"),
	MSG("the municipality or region, for who works with the whole installation")},
    {"method", MSG("Method that counts when none is named"),
	MSG("as ID@VERSION, from opora method list; without it the federal one, newest version")},
};
const size_t settings_count = sizeof settings / sizeof settings[0];

const struct choice setting_choices[] = {{"authority", MSG("Name of the authority")},
    {"place", MSG("What stands at the top")},
    {"method", MSG("Method that counts when none is named")}, {NULL}};

enum err
setting_value(
    TALLOC_CTX *ctx, struct app *app, const char *key, const char **value, struct error *err)
{
	struct db_setting_get row;
	bool found;
	enum err e = db_setting_get(ctx, app->db, key, &row, &found, err);

	if (e == OK)
		*value = found ? row.value : NULL;
	return e;
}

static enum err
read_all(TALLOC_CTX *ctx, struct app *app, struct settings_view *v, struct error *err)
{
	size_t i;
	enum err e = OK;

	v->values = mem_array(ctx, const char *, settings_count);
	for (i = 0; e == OK && i < settings_count; i++)
		e = setting_value(ctx, app, settings[i].key, &v->values[i], err);
	return e;
}

enum err
setting_list_run(
    TALLOC_CTX *ctx, struct app *app, const void *params, void **view, struct error *err)
{
	struct settings_view *v = mem_new(ctx, struct settings_view);
	enum err e = read_all(v, app, v, err);

	(void)params;
	*view = e == OK ? v : NULL;
	return e;
}

static const char *
change_json(TALLOC_CTX *ctx, const struct setting_params *p)
{
	struct buf b = buf_new(ctx, 1 << 16);
	struct json *j = json_new(ctx, json_to_buf, &b);

	json_object(j, NULL);
	json_text(j, p->key, p->value);
	json_end(j);
	json_finish(j, NULL);
	return b.bytes;
}

/*
 * A version goes with the id: a newer one must not change what lists rest on before the authority
 * says so. And a list needs to be told who stands in it.
 */
static enum err
check_method(
    TALLOC_CTX *ctx, struct app *app, const char *said, const char **value, struct error *err)
{
	struct method *m;
	enum err e;

	if (strchr(said, '@') == NULL)
		return fail(err, ERR_INVALID,
		    MSG("name the version of the method, too: «{0}@1», not «{0}»"), arg_text(said));
	e = method_load(ctx, app, said, &m, NULL, err);
	if (e != OK)
		return e;
	if (!method_decides(m))
		return fail(err, ERR_INVALID,
		    MSG("the method {0} has no result «listed», so no list can be made by it"),
		    arg_text(m->id));
	*value = method_name(ctx, m->id, m->version);
	return OK;
}

/* A name is read by people: blanks alone, or signs alone, are none. */
static enum err
check_name(
    TALLOC_CTX *ctx, struct app *app, const char *said, const char **value, struct error *err)
{
	const char *clean = text_clean(ctx, said, strlen(said));

	(void)app;
	if (!text_has_letter(clean))
		return fail(
		    err, ERR_INVALID, MSG("a name has letters; «{0}» has none"), arg_text(clean));
	*value = clean;
	return OK;
}

/* The value as it is kept; NULL clears the setting. */
static enum err
check_value(TALLOC_CTX *ctx, struct app *app, const struct setting_params *p, const char **value,
    struct error *err)
{
	*value = NULL;
	if (p->value == NULL)
		return OK;
	return strcmp(p->key, "method") == 0 ? check_method(ctx, app, p->value, value, err)
					     : check_name(ctx, app, p->value, value, err);
}

enum err
setting_set_run(
    TALLOC_CTX *ctx, struct app *app, const void *params, void **view, struct error *err)
{
	const struct setting_params *p = params;
	struct settings_view *v = mem_new(ctx, struct settings_view);
	struct setting_params kept = {.key = p->key};
	enum err e = check_value(v, app, p, &kept.value, err);

	if (e == OK)
		e = app_begin(app, err);
	if (e == OK && kept.value == NULL)
		e = db_setting_clear(app->db, p->key, err);
	else if (e == OK)
		e = db_setting_put(app->db, p->key, kept.value, err);
	if (e == OK)
		e = read_all(v, app, v, err);
	v->changed = p->key;
	app_audit(app, "setting", 0, change_json(v, &kept));
	*view = e == OK ? v : NULL;
	return e;
}

void
settings_json(struct json *j, const void *view)
{
	const struct settings_view *v = view;
	size_t i;

	json_object(j, NULL);
	for (i = 0; i < settings_count; i++)
		json_text(j, settings[i].key, v->values[i]);
	json_end(j);
}
