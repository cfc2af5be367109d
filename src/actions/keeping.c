/* The installation itself: making, moving, checking, keeping it. */
#include "actions/parts.h"

#include "app/audit.h"
#include "app/backup.h"
#include "app/backups.h"
#include "app/config.h"
#include "app/copy.h"
#include "app/installation.h"
#include "app/settings.h"
#include "app/status.h"
#include "cli/text.h"
#include "web/admin.h"
#include "web/serve.h"

static const struct field copy_fields[] = {
    {"from", FIELD_TEXT, false, false, offsetof(struct copy_params, from), 0, 0, "DIR|URL",
	MSG("what to copy: a data folder or postgresql://…; without it the installation in use")},
    {"to", FIELD_TEXT, false, true, offsetof(struct copy_params, to), 0, 0, "DIR|URL",
	MSG("where to: a new data folder, or the address of an empty database")},
};

static const struct field audit_fields[] = {
    {"verify", FIELD_FLAG, false, false, offsetof(struct audit_params, verify), 0, 1, NULL,
	MSG("walk the whole chain and look whether a row was changed or taken away")},
    {"last", FIELD_INT, false, false, offsetof(struct audit_params, last), 1, AUDIT_MOST,
	MSG("NUMBER"), MSG("how many rows to list; without it 100")},
    {"before", FIELD_INT, false, false, offsetof(struct audit_params, before), 1, INT64_MAX,
	MSG("ROW"), MSG("only rows before the one with this number")},
    {"actor", FIELD_TEXT, false, false, offsetof(struct audit_params, actor), 0, 100, MSG("LOGIN"),
	MSG("only what this account did; cli:NUMBER of the system for the command line")},
    {"action", FIELD_TEXT, false, false, offsetof(struct audit_params, action), 0, 100,
	MSG("ACTION"), MSG("only this action, by its command")},
    {"since", FIELD_DAY, false, false, offsetof(struct audit_params, since), 0, 0, MSG("DAY"),
	MSG("from this day on (UTC)")},
    {"until", FIELD_DAY, false, false, offsetof(struct audit_params, until), 0, 0, MSG("DAY"),
	MSG("up to this day (UTC)")},
    {"object", FIELD_TEXT, false, false, offsetof(struct audit_params, object), 0, 100,
	MSG("OBJECT"), MSG("only about this: batch, or batch 3")},
    {"csv", FIELD_TEXT, false, false, offsetof(struct audit_params, csv), 0, 0, MSG("FILE"),
	MSG("write the rows into a table for Excel"), .local = true},
};

static const struct field backup_fields[] = {
    {"file", FIELD_TEXT, true, true, offsetof(struct backup_params, file), 0, 0, MSG("FILE"),
	MSG("the backup, a tar archive")},
    {"verify", FIELD_FLAG, false, false, offsetof(struct backup_params, verify), 0, 1, NULL,
	MSG("make nothing: read FILE back and check all that is in it")},
};

static const struct field restore_fields[] = {
    {"file", FIELD_TEXT, true, true, offsetof(struct backup_params, file), 0, 0, MSG("FILE"),
	MSG("a backup of opora backup")},
};

static const struct field migrate_fields[] = {
    {"backup-made", FIELD_FLAG, false, false, offsetof(struct migrate_params, backup_made), 0, 1,
	NULL, MSG("make no backup first: there is one already, as of pg_dump")},
};

static const struct field serve_fields[] = {
    {"listen", FIELD_TEXT, false, false, offsetof(struct serve_params, listen), 0, 0,
	MSG("ADDRESS:PORT"), MSG("where to listen; without it 127.0.0.1:8080, only this machine")},
    {"workers", FIELD_INT, false, false, offsetof(struct serve_params, workers), 1, 64,
	MSG("NUMBER"), MSG("how many requests are worked on at once; without it 4")},
    {"behind-proxy", FIELD_FLAG, false, false, offsetof(struct serve_params, behind_proxy), 0, 1,
	NULL,
	MSG("a proxy on this machine takes the requests: believe what it says of the client")},
};

static const struct field backup_name_fields[] = {
    {"name", FIELD_TEXT, true, true, offsetof(struct backup_name_params, name), 0, 200, MSG("NAME"),
	MSG("the file, from opora backups")},
};

static const struct field backup_download_fields[] = {
    {"name", FIELD_TEXT, true, true, offsetof(struct backup_name_params, name), 0, 200, MSG("NAME"),
	MSG("the file, from opora backups")},
    OWN_PASSWORD_FIELD(
	struct backup_name_params, MSG("your own once more: who has this file has everything")),
};

static const struct field setting_fields[] = {
    {"key", FIELD_CHOICE, true, true, offsetof(struct setting_params, key), 0, 0, MSG("SETTING"),
	MSG("which one"), NULL, setting_choices},
    {"value", FIELD_TEXT, true, false, offsetof(struct setting_params, value), 0, 400, MSG("VALUE"),
	MSG("the new value; without it the setting is cleared"), MSG("Value")},
};

const struct action_row action_rows_keeping[] = {
    {{ACTION_STATUS, "status", MSG("how the installation is: sizes, room, newest backup"), NULL,
	 NULL, PERMIT_ADMIN, AUDIT_NONE, NEEDS_DATABASE, NULL, 0, 0, status_run, status_json,
	 VERB_GET, "/system", .title = MSG("System")},
	text_status, status_page},
    {{ACTION_BACKUPS, "backups", MSG("backups in the folder of the installation"), NULL, NULL,
	 PERMIT_ADMIN, AUDIT_NONE, NEEDS_DATABASE, NULL, 0, 0, backups_run, backups_json, VERB_GET,
	 "/backups", .title = MSG("Backups")},
	text_backups, backups_page},
    {{ACTION_BACKUP_MAKE, "backups make", MSG("a backup into the folder of the installation"), NULL,
	 NULL, PERMIT_ADMIN, AUDIT_WRITE, NEEDS_DATABASE, NULL, 0, 0, backup_make_run, backup_json,
	 VERB_POST, "/backups/make", "/backups", .slow = true, .title = MSG("A backup now"),
	 .button = MSG("Make it")},
	text_backup, backup_page},
    {{ACTION_BACKUP_VERIFY, "backups verify", MSG("read a backup back and check all that is in it"),
	 NULL, "opora backups verify opora-2026-11-22-030000.tar", PERMIT_ADMIN, AUDIT_NONE,
	 NEEDS_DATABASE, backup_name_fields, COUNT(backup_name_fields),
	 sizeof(struct backup_name_params), backup_verify_run, backup_json, VERB_POST,
	 "/backups/{name}/verify", "/backups", .slow = true, .title = MSG("Check a backup"),
	 .button = MSG("Check")},
	text_backup, backup_page},
    {{ACTION_BACKUP_DOWNLOAD, "backups download", MSG("take a backup away"),
	 MSG("The file holds every figure and every account. Keep it where you keep keys."), NULL,
	 PERMIT_ADMIN, AUDIT_WRITE, NEEDS_DATABASE, backup_download_fields,
	 COUNT(backup_download_fields), sizeof(struct backup_name_params), backup_download_run,
	 NULL, VERB_POST, "/backups/{name}/download", "/backups", true,
	 .title = MSG("Take a backup away"), .button = MSG("Take the file")},
	NULL, NULL, NULL, backup_file},
    {{ACTION_SETTING_LIST, "setting list", MSG("settings of the authority"), NULL, NULL,
	 PERMIT_ADMIN, AUDIT_NONE, NEEDS_DATABASE, NULL, 0, 0, setting_list_run, settings_json,
	 VERB_GET, "/settings", .title = MSG("Settings of the authority")},
	text_settings, settings_page},
    {{ACTION_SETTING_SET, "setting set", MSG("set one of them"), NULL,
	 "opora setting set authority \"Управление образования\"", PERMIT_ADMIN, AUDIT_WRITE,
	 NEEDS_DATABASE, setting_fields, COUNT(setting_fields), sizeof(struct setting_params),
	 setting_set_run, settings_json, VERB_POST, "/settings/{key}", "/settings",
	 .title = MSG("Setting"), .button = MSG("Keep"), .done = MSG("The setting is kept.")},
	text_settings},
    {{ACTION_SERVE, "serve", MSG("the web application"),
	 MSG("Answers until it is stopped with Ctrl+C or SIGTERM. Secure connections are a proxy's "
	     "work."),
	 "opora serve --listen 127.0.0.1:8080", PERMIT_ADMIN, AUDIT_NONE, NEEDS_DATABASE,
	 serve_fields, COUNT(serve_fields), sizeof(struct serve_params), serve_run, NULL},
	text_none},
    {{ACTION_INIT, "init", MSG("make the database with the built-in methods"), NULL,
	 "opora init --data data", PERMIT_ADMIN, AUDIT_WRITE, NEEDS_ANY_SCHEMA, NULL, 0, 0,
	 init_run, init_json},
	text_init},
    {{ACTION_DEMO, "demo", MSG("fill an empty database with the demonstration"),
	 MSG("An invented municipality of 14 schools with three years of generated results; then "
	     "the list "
	     "of 2023 with its reasons."),
	 "opora demo --data demo-data", PERMIT_ADMIN, AUDIT_WRITE, NEEDS_ANY_SCHEMA, NULL, 0, 0,
	 demo_run, demo_json},
	text_demo},
    {{ACTION_CONFIG, "config", MSG("settings and where each comes from"), NULL, NULL, PERMIT_ANYONE,
	 AUDIT_NONE, NEEDS_NOTHING, NULL, 0, 0, config_run, config_json},
	text_config},
    {{ACTION_MIGRATE, "migrate", MSG("bring the database up to this program"),
	 MSG("A full backup goes into the folder backups of the data folder first; of PostgreSQL "
	     "make "
	     "one yourself with pg_dump."),
	 NULL, PERMIT_ADMIN, AUDIT_WRITE, NEEDS_ANY_SCHEMA, migrate_fields, COUNT(migrate_fields),
	 sizeof(struct migrate_params), migrate_run, init_json},
	text_migrate},
    {{ACTION_CHECK, "check", MSG("look at everything again: database, files, runs, audit"), NULL,
	 NULL, PERMIT_ADMIN, AUDIT_NONE, NEEDS_DATABASE, NULL, 0, 0, check_run, check_json},
	text_check},
    {{ACTION_COPY, "copy", MSG("move everything between SQLite and PostgreSQL"),
	 MSG("All or nothing; each row is read again in the copy and compared. Nobody can write "
	     "meanwhile. The source stays as it is."),
	 "opora copy --data data --to postgresql://opora@db.example/opora", PERMIT_ADMIN,
	 AUDIT_WRITE, NEEDS_ANY_SCHEMA, copy_fields, COUNT(copy_fields), sizeof(struct copy_params),
	 copy_run, copy_json},
	text_copy},
    {{ACTION_AUDIT, "audit", MSG("who did what, newest first"),
	 MSG("Each row is sealed by the hash of the row before it, so that a change shows."),
	 "opora audit --verify", PERMIT_ADMIN, AUDIT_NONE, NEEDS_DATABASE, audit_fields,
	 COUNT(audit_fields), sizeof(struct audit_params), audit_run, audit_json, VERB_GET,
	 "/audit", .title = MSG("Audit")},
	text_audit, audit_page, NULL, audit_file},
    {{ACTION_AUDIT_VERIFY, "audit verify", MSG("walk the chain, and note that it was whole"),
	 MSG("As opora audit --verify; that it was found whole, by whom and when, becomes a row of "
	     "its own. Of a chain that is not whole nothing is written."),
	 NULL, PERMIT_ADMIN, AUDIT_WRITE, NEEDS_DATABASE, NULL, 0, 0, audit_verify_run, audit_json,
	 VERB_POST, "/audit/verify", "/audit", .title = MSG("Check of the audit"),
	 .button = MSG("Check the chain")},
	text_audit, audit_page},
    {{ACTION_BACKUP, "backup", MSG("database and originals into one file, while others work"),
	 MSG("A file that is there already is never overwritten. The settings of opora.ini and "
	     "the key of second factors, secret.key, are not in it."),
	 "opora backup /mnt/backup/opora-2026-11-22.tar", PERMIT_ADMIN, AUDIT_WRITE, NEEDS_NOTHING,
	 backup_fields, COUNT(backup_fields), sizeof(struct backup_params), backup_run,
	 backup_json},
	text_backup},
    {{ACTION_RESTORE, "restore", MSG("a backup into a new data folder"),
	 MSG("All is checked before anything appears in the folder, which must be empty or not "
	     "there yet."),
	 "opora restore /mnt/backup/opora-2026-11-22.tar --data data-new", PERMIT_ADMIN,
	 AUDIT_WRITE, NEEDS_NOTHING, restore_fields, COUNT(restore_fields),
	 sizeof(struct backup_params), restore_run, backup_json},
	text_restore},
};
const size_t action_rows_keeping_count = COUNT(action_rows_keeping);
