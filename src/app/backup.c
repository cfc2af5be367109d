#include "app/backup.h"

#include "app/config.h"
#include "app/installation.h"
#include "base/file.h"
#include "base/hash.h"
#include "base/mem.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <unistd.h>

static bool
tick(void *arg, int64_t done, int64_t total)
{
	return app_progress(arg, MSG("backup"), done, total);
}

static struct backup_view *
new_view(TALLOC_CTX *ctx, const struct backup_params *p)
{
	struct backup_view *v = mem_new(ctx, struct backup_view);

	v->file = mem_strdup(v, p->file);
	return v;
}

enum err
backup_make(struct app *app, const char *path, struct archive_facts *facts, struct error *err)
{
	if (app->db->driver->dialect != DB_SQLITE)
		return fail(err, ERR_USAGE,
		    MSG("a copy of a PostgreSQL database is made with pg_dump, not by Opora"));
	return archive_write(app->db, app->dir, path, app->now, tick, app, facts, err);
}

/* The row is written after the archive, so that nobody waits for it; its chain isn't in it. */
static enum err
make_and_note(struct app *app, struct backup_view *v, struct error *err)
{
	enum err e = app_open_current(app, err);

	if (e == OK)
		e = backup_make(app, v->file, &v->facts, err);
	if (e != OK)
		return e;
	app->made_file = v->file;
	e = app_begin(app, err);
	if (e != OK) {
		unlink(v->file);
		return e;
	}
	app_audit(app, "backup", v->facts.created,
	    mem_printf(v, "{\"schema\":%d,\"files\":%lld,\"bytes\":%lld}", v->facts.schema,
		(long long)v->facts.files, (long long)v->facts.bytes));
	v->made = true;
	return OK;
}

enum err
backup_run(TALLOC_CTX *ctx, struct app *app, const void *params, void **view, struct error *err)
{
	const struct backup_params *p = params;
	struct backup_view *v = new_view(ctx, p);
	enum err e;

	if (p->verify)
		e = archive_verify(p->file, NULL, &v->facts, err);
	else
		e = make_and_note(app, v, err);
	v->older = v->facts.schema < db_migration_count;
	if (e == OK)
		*view = v;
	return e;
}

/* Absent, or a folder with nothing in it. */
static enum err
want_empty(const char *dir, struct error *err)
{
	DIR *d = opendir(dir);
	struct dirent *entry;
	bool empty = true;

	if (d == NULL && errno == ENOENT)
		return OK;
	if (d == NULL)
		return fail(err, ERR_IO, MSG("{0}: {1}"), arg_text(dir), arg_errno(errno));
	while (empty && (entry = readdir(d)) != NULL)
		empty = strcmp(entry->d_name, ".") == 0 || strcmp(entry->d_name, "..") == 0;
	closedir(d);
	if (!empty)
		return fail(err, ERR_CONFLICT,
		    MSG("{0} is not empty; restore into a new folder: --data DIR"), arg_text(dir));
	return OK;
}

/* Everything is made ready in a folder beside, which then takes the name in one step. */
static enum err
restore_into(TALLOC_CTX *ctx, const char *dir, struct backup_view *v, struct error *err)
{
	char unique[UID_TEXT_SIZE], *beside;
	enum err e;

	uid_new(unique);
	beside = mem_printf(ctx, "%s.restore-%s", dir, unique);
	e = installation_folder(ctx, beside, err);
	if (e == OK)
		e = archive_verify(v->file, beside, &v->facts, err);
	if (e == OK && rename(beside, dir) != 0)
		e = errno == ENOTEMPTY || errno == EEXIST
			? want_empty(dir, err)
			: fail(err, ERR_IO, MSG("{0}: {1}"), arg_text(dir), arg_errno(errno));
	if (e != OK)
		archive_remove(beside);
	return e;
}

/* @dir without slashes at its end. */
static char *
plain_path(TALLOC_CTX *ctx, const char *dir)
{
	size_t len = strlen(dir);

	while (len > 1 && dir[len - 1] == '/')
		len--;
	return mem_strndup(ctx, dir, len);
}

enum err
restore_run(TALLOC_CTX *ctx, struct app *app, const void *params, void **view, struct error *err)
{
	const struct backup_params *p = params;
	struct backup_view *v = new_view(ctx, p);
	enum err e;

	if (config_database(app->config) != NULL)
		return fail(err, ERR_USAGE,
		    MSG("a backup is restored into a folder, without --database; opora copy "
			"then moves it to PostgreSQL"));
	v->dir = plain_path(v, app->dir);
	e = want_empty(v->dir, err);
	if (e == OK)
		e = restore_into(v, v->dir, v, err);
	if (e == OK)
		e = app_open_database(app, false, err);
	if (e == OK)
		e = app_begin(app, err);
	if (e != OK)
		return e;
	v->made = true;
	v->older = v->facts.schema < db_migration_count;
	if (!v->older)
		e = factor_verify(v, app, &v->factors, err);
	if (e != OK)
		return e;
	app_audit(app, "database", v->facts.schema,
	    mem_printf(v, "{\"backup_of\":%lld,\"files\":%lld}", (long long)v->facts.created,
		(long long)v->facts.files));
	*view = v;
	return OK;
}

void
backup_json(struct json *j, const void *view)
{
	const struct backup_view *v = view;

	json_object(j, NULL);
	json_text(j, "file", v->file);
	json_text(j, "restored_to", v->dir);
	json_bool(j, "made", v->made);
	json_int(j, "schema", v->facts.schema);
	json_int(j, "created", v->facts.created);
	json_int(j, "files", v->facts.files);
	json_int(j, "bytes", v->facts.bytes);
	json_end(j);
}
