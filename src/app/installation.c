#include "app/installation.h"

#include "app/backup.h"
#include "app/catalogue.h"
#include "app/factor_key.h"
#include "app/recovery.h"
#include "base/embedded.h"
#include "base/mem.h"
#include "store/statements.h"

#include <errno.h>
#include <string.h>
#include <sys/stat.h>

#define DEMO_YEAR 2023 /* the last year of figures that tools/demogen makes */

enum err
installation_folder(TALLOC_CTX *ctx, const char *path, struct error *err)
{
	char *copy = mem_strdup(ctx, path), *slash;
	struct stat st;

	for (slash = strchr(copy + 1, '/'); slash != NULL; slash = strchr(slash + 1, '/')) {
		*slash = '\0';
		mkdir(copy, 0750); /* what is missing shows at the last one */
		*slash = '/';
	}
	if (mkdir(copy, 0750) != 0 && errno != EEXIST)
		return fail(err, ERR_IO, MSG("the folder {0} can't be made: {1}"), arg_text(path),
		    arg_errno(errno));
	if (stat(copy, &st) != 0 || !S_ISDIR(st.st_mode))
		return fail(err, ERR_IO, MSG("{0} is not a folder"), arg_text(path));
	return OK;
}

static enum err
open_any(TALLOC_CTX *ctx, struct app *app, bool create, struct init_view *v, struct error *err)
{
	enum err e = create ? installation_folder(ctx, app->dir, err) : OK;

	v->path = app_database_shown(v, app);
	if (e == OK)
		e = app_open_database(app, create, err);
	return e == OK ? db_schema(app->db, &v->from, err) : e;
}

/* Brings schema and catalogue up to date; leaves the transaction of the catalogue open. */
static enum err
update(struct app *app, struct init_view *v, const char *kind, struct error *err)
{
	enum err e = db_migrate(app->db, app->now, err);

	if (e == OK)
		e = db_schema(app->db, &v->to, err);
	if (e == OK)
		e = app_begin(app, err);
	if (e == OK)
		e = catalogue_store(app, &v->methods, err);
	if (e == OK)
		e = recovery_strengthen(v, app, err);
	if (e == OK)
		e = factor_seal_open_ones(v, app, err);
	if (e == OK)
		app_audit(app, kind, v->to,
		    mem_printf(v, "{\"from\":%d,\"to\":%d,\"methods\":%lld}", v->from, v->to,
			(long long)v->methods));
	return e;
}

enum err
init_run(TALLOC_CTX *ctx, struct app *app, const void *params, void **view, struct error *err)
{
	struct init_view *v = mem_new(ctx, struct init_view);
	enum err e = open_any(ctx, app, true, v, err);

	if (e == OK && v->from > 0) {
		v->to = v->from;
		*view = v;
		return fail(err, ERR_CONFLICT, MSG("{0} is there already; it was left as it is"),
		    arg_text(v->path));
	}
	if (e == OK)
		e = update(app, v, "database", err);
	v->created = e == OK;
	if (e == OK)
		*view = v;
	return e;
}

/* An upgrade can't be taken back: all there is goes into one archive before it begins. */
static enum err
backup_first(struct app *app, struct init_view *v, struct error *err)
{
	struct archive_facts facts;
	char *folder;
	enum err e;

	if (app->db->driver->dialect != DB_SQLITE)
		return fail(err, ERR_CONFLICT,
		    MSG("first make a copy of the database with pg_dump, then say so: opora "
			"migrate --backup-made"));
	folder = mem_printf(v, "%s/backups", app->dir);
	e = installation_folder(v, folder, err);
	v->backup =
	    mem_printf(v, "%s/opora-schema%d-%lld.tar", folder, v->from, (long long)app->now);
	return e == OK ? backup_make(app, v->backup, &facts, err) : e;
}

enum err
migrate_run(TALLOC_CTX *ctx, struct app *app, const void *params, void **view, struct error *err)
{
	const struct migrate_params *p = params;
	struct init_view *v = mem_new(ctx, struct init_view);
	enum err e = open_any(ctx, app, false, v, err);

	if (e == OK && v->from == 0)
		return fail(err, ERR_NOT_FOUND,
		    MSG("{0} is empty; make a database with opora init"), arg_text(v->path));
	if (e == OK && v->from < db_migration_count && !p->backup_made)
		e = backup_first(app, v, err);
	if (e == OK)
		e = update(app, v, "database", err);
	if (e == OK)
		*view = v;
	return e;
}

void
init_json(struct json *j, const void *view)
{
	const struct init_view *v = view;

	json_object(j, NULL);
	json_text(j, "database", v->path);
	json_bool(j, "created", v->created);
	json_int(j, "schema_before", v->from);
	json_int(j, "schema", v->to);
	json_int(j, "methods_added", v->methods);
	json_text(j, "backup", v->backup);
	json_end(j);
}

static enum err
load_demo(TALLOC_CTX *ctx, struct app *app, struct import_view **out, struct error *err)
{
	static const struct import_params plain;
	struct input sources[8];
	const struct embedded *f;
	size_t n = 0;
	enum err e;

	for (f = demo_files; f->name != NULL && n < 8; f++) {
		if (strstr(f->name, ".csv") != NULL)
			sources[n++] =
			    (struct input){NULL, f->name, (const char *)f->bytes, f->size};
	}
	e = import_sources(ctx, app, sources, n, &plain, out, err);
	if (e == OK)
		e = db_setting_put(app->db, DEMO_KEY, "1", err);
	return e;
}

enum err
demo_run(TALLOC_CTX *ctx, struct app *app, const void *params, void **view, struct error *err)
{
	struct demo_view *v = mem_new(ctx, struct demo_view);
	struct init_view *init = mem_new(v, struct init_view);
	struct identify_request q = {.year = DEMO_YEAR};
	struct db_setting_get setting;
	struct db_school_count schools = {0};
	bool found, ours;
	enum err e = open_any(ctx, app, true, init, err);

	if (e == OK && init->from < db_migration_count)
		e = update(app, init, "database", err);
	if (e == OK)
		e = db_setting_get(v, app->db, DEMO_KEY, &setting, &found, err);
	ours = e == OK && found;
	if (e == OK)
		e = db_school_count(v, app->db, &schools, &found, err);
	if (e == OK && schools.n > 0 && !ours)
		return fail(err, ERR_CONFLICT,
		    MSG("{0} holds schools of its own; the demonstration wants a folder of its "
			"own: --data DIR"),
		    arg_text(init->path));
	if (e == OK && schools.n == 0) {
		e = load_demo(v, app, &v->import, err);
		v->loaded = e == OK;
		if (e == OK)
			e = demo_people(v, app, &v->password, err);
	}
	if (e == OK)
		e = identify_schools(v, app, &q, &v->run, err);
	if (e == OK)
		*view = v;
	return e;
}

void
demo_json(struct json *j, const void *view)
{
	const struct demo_view *v = view;

	identify_json(j, v->run);
}
