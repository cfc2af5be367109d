#include "app/backups.h"

#include "app/account.h"
#include "app/config.h"
#include "app/installation.h"
#include "base/file.h"
#include "base/mem.h"

#include <dirent.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#define FILES_MAX 1000

static const char *
folder_of(TALLOC_CTX *ctx, const struct app *app)
{
	return mem_printf(ctx, "%s/backups", app->dir);
}

/* A name of this folder and of nothing else. */
static bool
is_name(const char *name)
{
	static const char plain[] =
	    "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789._-";
	size_t n = strlen(name);

	return n > 4 && n < 200 && name[0] != '.' && strspn(name, plain) == n &&
	       strcmp(name + n - 4, ".tar") == 0;
}

static int
newest_first(const void *a, const void *b)
{
	const struct backup_file *x = a, *y = b;

	return x->made != y->made ? (x->made < y->made) - (x->made > y->made)
				  : strcmp(y->name, x->name);
}

enum err
backups_find(TALLOC_CTX *ctx, const struct app *app, struct backup_file **out, size_t *count,
    struct error *err)
{
	const char *folder = folder_of(ctx, app);
	DIR *d = opendir(folder);
	struct dirent *entry;
	struct stat st;

	(void)err;
	*out = mem_array(ctx, struct backup_file, FILES_MAX);
	*count = 0;
	while (d != NULL && *count < FILES_MAX && (entry = readdir(d)) != NULL) {
		if (!is_name(entry->d_name) ||
		    stat(mem_printf(ctx, "%s/%s", folder, entry->d_name), &st) != 0 ||
		    !S_ISREG(st.st_mode))
			continue;
		(*out)[(*count)++] = (struct backup_file){mem_strdup(ctx, entry->d_name),
		    (int64_t)st.st_size, (int64_t)st.st_mtime * 1000};
	}
	if (d != NULL)
		closedir(d);
	if (*count > 1)
		qsort(*out, *count, sizeof **out, newest_first);
	return OK;
}

enum err
backups_run(TALLOC_CTX *ctx, struct app *app, const void *params, void **view, struct error *err)
{
	struct backups_view *v = mem_new(ctx, struct backups_view);
	enum err e = backups_find(v, app, &v->files, &v->count, err);

	(void)params;
	v->folder = folder_of(v, app);
	v->here = config_database(app->config) == NULL;
	*view = e == OK ? v : NULL;
	return e;
}

enum err
backup_make_run(
    TALLOC_CTX *ctx, struct app *app, const void *params, void **view, struct error *err)
{
	struct backup_params p = {NULL, false};
	const char *folder = folder_of(ctx, app);
	char day[DAY_TEXT_SIZE];
	int seconds = (int)(app->now / 1000 % 86400);
	enum err e = installation_folder(ctx, folder, err);

	(void)params;
	day_text(app->today, day);
	p.file = mem_printf(ctx, "%s/opora-%s-%02d%02d%02d.tar", folder, day, seconds / 3600,
	    seconds / 60 % 60, seconds % 60);
	if (e == OK)
		e = backup_run(ctx, app, &p, view, err);
	if (e == OK)
		e = app_begin(app, err);
	app_audit(app, "backup", 0, mem_printf(ctx, "{\"file\":\"%s\"}", file_name(p.file)));
	return e;
}

/* The path of a backup that is said by its name. */
static enum err
path_of(
    TALLOC_CTX *ctx, const struct app *app, const char *name, const char **path, struct error *err)
{
	struct stat st;

	*path = mem_printf(ctx, "%s/%s", folder_of(ctx, app), name);
	if (!is_name(name) || stat(*path, &st) != 0 || !S_ISREG(st.st_mode))
		return fail(err, ERR_NOT_FOUND, MSG("there is no backup «{0}»"), arg_text(name));
	return OK;
}

enum err
backup_verify_run(
    TALLOC_CTX *ctx, struct app *app, const void *params, void **view, struct error *err)
{
	const struct backup_name_params *p = params;
	struct backup_params backup = {NULL, true};
	enum err e = path_of(ctx, app, p->name, &backup.file, err);

	return e == OK ? backup_run(ctx, app, &backup, view, err) : e;
}

enum err
backup_download_run(
    TALLOC_CTX *ctx, struct app *app, const void *params, void **view, struct error *err)
{
	const struct backup_name_params *p = params;
	struct backup_bytes *v = mem_new(ctx, struct backup_bytes);
	const char *path;
	enum err e = path_of(v, app, p->name, &path, err);

	if (e == OK)
		e = account_prove(v, app, p->own, err);
	if (e == OK)
		e = file_read(v, path, BACKUP_DOWNLOAD_MAX, &v->bytes, &v->len, err);
	if (e != OK)
		return e;
	v->name = p->name;
	app_audit(app, "backup", 0, mem_printf(v, "{\"file\":\"%s\"}", p->name));
	*view = v;
	return OK;
}

void
backups_json(struct json *j, const void *view)
{
	const struct backups_view *v = view;
	size_t i;

	json_object(j, NULL);
	json_text(j, "folder", v->folder);
	json_array(j, "backups");
	for (i = 0; i < v->count; i++) {
		json_object(j, NULL);
		json_text(j, "name", v->files[i].name);
		json_int(j, "bytes", v->files[i].bytes);
		json_int(j, "made", v->files[i].made);
		json_end(j);
	}
	json_end(j);
	json_end(j);
}
