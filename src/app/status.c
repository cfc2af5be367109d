#include "app/status.h"

#include "app/config.h"
#include "app/settings.h"
#include "base/mem.h"
#include "base/tr.h"

#include <sys/stat.h>
#include <sys/statvfs.h>

static int64_t
size_of(const char *path)
{
	struct stat st;

	return stat(path, &st) == 0 ? (int64_t)st.st_size : -1;
}

static int64_t
free_at(const char *path)
{
	struct statvfs fs;

	return statvfs(path, &fs) == 0 ? (int64_t)fs.f_bavail * (int64_t)fs.f_frsize : -1;
}

enum err
status_run(TALLOC_CTX *ctx, struct app *app, const void *params, void **view, struct error *err)
{
	struct status_view *v = mem_new(ctx, struct status_view);
	const char *demo = NULL;
	struct db_audit_verified verified = {0};
	bool found;
	size_t n = 0;
	enum err e = db_schema(app->db, &v->schema, err);

	(void)params;
	v->version = OPORA_VERSION;
	v->database = app_database_shown(v, app);
	v->postgres = config_database(app->config) != NULL;
	v->database_bytes = v->postgres ? -1 : size_of(v->database);
	v->disk_free = free_at(app->dir);
	v->now = app->now;
	if (e == OK)
		e = setting_value(v, app, "demo", &demo, err);
	if (e == OK)
		e = db_status_counts(v, app->db, &v->counts, &found, err);
	if (e == OK)
		e = db_audit_verified(v, app->db, &verified, &found, err);
	v->verified = verified.at;
	v->verified_rows = verified.object_id;
	if (e == OK)
		e = backups_find(v, app, &v->newest, &n, err);
	if (e == OK)
		e = factor_verify(v, app, &v->factors, err);
	v->demo = demo != NULL;
	if (n == 0)
		v->newest = NULL;
	*view = e == OK ? v : NULL;
	return e;
}

void
status_json(struct json *j, const void *view)
{
	const struct status_view *v = view;

	json_object(j, NULL);
	json_text(j, "version", v->version);
	json_text(j, "database", v->database);
	json_bool(j, "postgresql", v->postgres);
	json_int(j, "database_bytes", v->database_bytes);
	json_int(j, "disk_free", v->disk_free);
	json_int(j, "schema", v->schema);
	json_bool(j, "demo", v->demo);
	json_text(j, "newest_backup", v->newest == NULL ? NULL : v->newest->name);
	json_int(j, "schools", v->counts.schools);
	json_int(j, "figures", v->counts.figures);
	json_int(j, "batches", v->counts.batches);
	json_int(j, "accounts", v->counts.accounts);
	json_int(j, "sessions", v->counts.sessions);
	json_int(j, "audit_rows", v->counts.audit_rows);
	json_int(j, "audit_verified", v->verified);
	json_int(j, "second_factors", v->factors.looked_at);
	json_text(j, "second_factors_wrong",
	    v->factors.wrong ? tr_error(j, LANG_EN, &v->factors.what) : NULL);
	json_end(j);
}
