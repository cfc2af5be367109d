/*
 * THE table: every command, with permission, audit, fields and use case. What a command does stands
 * in app; how its view reads on a terminal, in cli.
 */
#include "actions.h"

#include "app/audit.h"
#include "app/backup.h"
#include "app/batches.h"
#include "app/compare.h"
#include "app/config.h"
#include "app/copy.h"
#include "app/explain.h"
#include "app/export.h"
#include "app/import.h"
#include "app/installation.h"
#include "app/matching.h"
#include "app/methods.h"
#include "app/reorganise.h"
#include "app/template.h"
#include "cli/text.h"

#define COUNT(a) (sizeof(a) / sizeof((a)[0]))

#define YEAR_FIELD(type)                                                                           \
	{                                                                                          \
		"year", FIELD_YEAR, false, true, offsetof(type, year), 2000, 2100, MSG("YEAR"),    \
		    MSG("the year in which the school year ends: 2023 for 2022/23")                \
	}
#define PARAM_FIELD(type)                                                                          \
	{                                                                                          \
		"param", FIELD_TEXTS, false, false, offsetof(type, param), 0, 50,                  \
		    MSG("NAME=VALUE"),                                                             \
		    MSG("another value of a parameter of the method, for a what-if")               \
	}
#define METHOD_FIELD(type)                                                                         \
	{                                                                                          \
		"method", FIELD_TEXT, false, false, offsetof(type, method), 0, 0,                  \
		    MSG("ID[@VERSION]"),                                                           \
		    MSG("the method; by default the federal one, newest version")                  \
	}

#define ON_FIELD(type)                                                                             \
	{                                                                                          \
		"on", FIELD_TEXT, false, false, offsetof(type, on), 0, 0, MSG("DAY"),              \
		    MSG("names, levels and other facts of schools as they were on this day")       \
	}

static const struct field import_fields[] = {
    {"files", FIELD_TEXTS, true, true, offsetof(struct import_params, files), 1, 100, MSG("FILE"),
	MSG("schools.csv, results.csv, or files in their form; all are stored or none")},
    {"dry-run", FIELD_FLAG, false, false, offsetof(struct import_params, dry_run), 0, 1, NULL,
	MSG("check everything, store nothing")},
    {"replace", FIELD_FLAG, false, false, offsetof(struct import_params, replace), 0, 1, NULL,
	MSG("put other figures in the place of those that stand")},
    {"add-schools", FIELD_FLAG, false, false, offsetof(struct import_params, add_schools), 0, 1,
	NULL, MSG("make schools of codes that are not in the list")},
    {"layout", FIELD_TEXT, false, false, offsetof(struct import_params, layout), 0, 0, MSG("NAME"),
	MSG("the layout; without it the head of the table decides; ask: say what was recognised, "
	    "load nothing")},
    {"map", FIELD_TEXT, false, false, offsetof(struct import_params, map), 0, 0, MSG("FILE"),
	MSG("a mapping: what the columns of a table mean, as --layout ask prints it")},
    {"year", FIELD_YEAR, false, false, offsetof(struct import_params, year), 2000, 2100,
	MSG("YEAR"), MSG("the year for a file without the column year")},
    {"problems", FIELD_TEXT, false, false, offsetof(struct import_params, problems), 0, 0,
	MSG("OUT.xlsx"),
	MSG("write the files back with a column that says what is wrong in each row")},
};

static const struct field undo_fields[] = {
    {"batch", FIELD_INT, true, true, offsetof(struct undo_params, batch), 1, INT32_MAX,
	MSG("BATCH"), MSG("the number of the batch, from opora imports")},
};

static const struct field audit_fields[] = {
    {"verify", FIELD_FLAG, false, false, offsetof(struct audit_params, verify), 0, 1, NULL,
	MSG("walk the whole chain and look whether a row was changed or taken away")},
    {"last", FIELD_INT, false, false, offsetof(struct audit_params, last), 1, 100000, MSG("NUMBER"),
	MSG("how many rows to list; without it 100")},
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

static const struct field match_fields[] = {
    {"name", FIELD_TEXT, true, false, offsetof(struct match_params, name), 0, 0, MSG("NAME"),
	MSG("how a file calls a school")},
    {"code", FIELD_TEXT, true, false, offsetof(struct match_params, code), 0, 0, MSG("CODE"),
	MSG("the code of the school it means; without it the schools that are alike are shown")},
    {"forget", FIELD_TEXT, false, false, offsetof(struct match_params, forget), 0, 0, MSG("NAME"),
	MSG("take a remembered answer back")},
    {"list", FIELD_FLAG, false, false, offsetof(struct match_params, list), 0, 1, NULL,
	MSG("the answers that are remembered")},
};

static const struct field template_fields[] = {
    {"kind", FIELD_TEXT, true, true, offsetof(struct template_params, kind), 0, 0, MSG("FORM"),
	MSG("results, schools or context")},
    {"year", FIELD_YEAR, false, false, offsetof(struct template_params, year), 2000, 2100,
	MSG("YEAR"), MSG("the year in which the school year ends: 2023 for 2022/23")},
    {"out", FIELD_TEXT, false, false, offsetof(struct template_params, out), 0, 0, MSG("FILE.xlsx"),
	MSG("where to write; without it opora-FORM-YEAR.xlsx in the current folder")},
};

static const struct field export_fields[] = {
    {"tables", FIELD_TEXTS, true, true, offsetof(struct export_params, tables), 1, EXPORT_TABLES,
	MSG("TABLE"), MSG("results, schools")},
    {"out", FIELD_TEXT, false, true, offsetof(struct export_params, out), 0, 0, MSG("DIR"),
	MSG("the folder to write into")},
    ON_FIELD(struct export_params),
};

static const struct field identify_fields[] = {
    YEAR_FIELD(struct identify_params),
    METHOD_FIELD(struct identify_params),
    PARAM_FIELD(struct identify_params),
    {"save", FIELD_FLAG, false, false, offsetof(struct identify_params, save), 0, 1, NULL,
	MSG("keep the run with all it read")},
    ON_FIELD(struct identify_params),
};

static const struct field explain_fields[] = {
    {"school", FIELD_TEXT, true, true, offsetof(struct explain_params, school), 0, 0, MSG("SCHOOL"),
	MSG("the code of the school, or its name")},
    YEAR_FIELD(struct explain_params),
    METHOD_FIELD(struct explain_params),
    PARAM_FIELD(struct explain_params),
    ON_FIELD(struct explain_params),
};

static const struct field compare_fields[] = {
    {"year", FIELD_YEAR, false, false, offsetof(struct compare_params, year), 2000, 2100,
	MSG("YEAR"), MSG("the year in which the school year ends: 2023 for 2022/23")},
    {"method", FIELD_METHODS, false, false, offsetof(struct compare_params, methods), 2, 2,
	MSG("ID[@VERSION]"), MSG("two methods, the option given twice")},
    PARAM_FIELD(struct compare_params),
    {"save", FIELD_FLAG, false, false, offsetof(struct compare_params, save), 0, 1, NULL,
	MSG("keep both runs with all they read")},
    {"run", FIELD_METHODS, false, false, offsetof(struct compare_params, runs), 2, 2, MSG("RUN"),
	MSG("two saved runs instead, the option given twice")},
};

static const struct field method_show_fields[] = {
    {"method", FIELD_TEXT, true, true, offsetof(struct method_show_params, method), 0, 0,
	MSG("ID[@VERSION]"), MSG("the method; the newest version when none is said")},
};

static const struct field method_file_fields[] = {
    {"file", FIELD_TEXT, true, true, offsetof(struct method_file_params, file), 0, 0, MSG("FILE"),
	MSG("a method as YAML; the language is described in docs/methods.md")},
};

static const struct field school_join_fields[] = {
    {"predecessor", FIELD_TEXT, true, true, offsetof(struct school_join_params, predecessor), 0, 0,
	MSG("PREDECESSOR"), MSG("the code of the school that passed into another")},
    {"successor", FIELD_TEXT, true, true, offsetof(struct school_join_params, successor), 0, 0,
	MSG("SUCCESSOR"), MSG("the code of that other one")},
    {"from", FIELD_YEAR, false, false, offsetof(struct school_join_params, from), 2000, 2100,
	MSG("YEAR"),
	MSG("the first year whose figures are the successor's own; without it by the day of the "
	    "reorganisation")},
};

static const struct field copy_fields[] = {
    {"from", FIELD_TEXT, false, false, offsetof(struct copy_params, from), 0, 0, "DIR|URL",
	MSG("what to copy: a data folder or postgresql://…; without it the installation in use")},
    {"to", FIELD_TEXT, false, true, offsetof(struct copy_params, to), 0, 0, "DIR|URL",
	MSG("where to: a new data folder, or the address of an empty database")},
};

const struct action actions[ACTION_COUNT] = {
    [ACTION_INIT] = {ACTION_INIT, "init", MSG("make the database with the built-in methods"), NULL,
	"opora init --data data", PERMIT_ADMIN, AUDIT_WRITE, NEEDS_ANY_SCHEMA, NULL, 0, 0, init_run,
	init_json},
    [ACTION_IMPORT] = {ACTION_IMPORT, "import", MSG("load files, all or nothing"),
	MSG("Everything is checked first and every mistake told with its row; then all is stored, "
	    "or "
	    "nothing. A loaded file can be undone whole."),
	"opora import schools.csv results.csv --dry-run", PERMIT_IMPORT, AUDIT_WRITE,
	NEEDS_DATABASE, import_fields, COUNT(import_fields), sizeof(struct import_params),
	import_run, import_json},
    [ACTION_IMPORTS] = {ACTION_IMPORTS, "imports", MSG("list what was loaded"), NULL, NULL,
	PERMIT_READ, AUDIT_NONE, NEEDS_DATABASE, NULL, 0, 0, imports_run, imports_json},
    [ACTION_UNDO] = {ACTION_UNDO, "undo", MSG("undo a batch: take a loaded file out whole"),
	MSG("Its rows go, what it had replaced comes back. What a later batch stands on can't be "
	    "undone "
	    "before it."),
	"opora undo 3", PERMIT_IMPORT, AUDIT_WRITE, NEEDS_DATABASE, undo_fields, COUNT(undo_fields),
	sizeof(struct undo_params), undo_run, undo_json},
    [ACTION_MATCH] = {ACTION_MATCH, "match", MSG("say once which school a name means"),
	MSG("Files call one school by many names. Nothing is guessed: a name that is not known is "
	    "asked, and the answer is remembered for the next file."),
	"opora match \"Средняя школа №3\" edu000003", PERMIT_IMPORT, AUDIT_WRITE, NEEDS_DATABASE,
	match_fields, COUNT(match_fields), sizeof(struct match_params), match_run, match_json},
    [ACTION_TEMPLATE] = {ACTION_TEMPLATE, "template",
	MSG("a form for Excel with our schools already in it"),
	MSG("The cells accept only what can be loaded; the second sheet says how to fill the form. "
	    "Filled in, it is loaded as it is."),
	"opora template results --year 2026", PERMIT_READ, AUDIT_NONE, NEEDS_DATABASE,
	template_fields, COUNT(template_fields), sizeof(struct template_params), template_run,
	template_json},
    [ACTION_EXPORT] = {ACTION_EXPORT, "export", MSG("figures and schools as CSV for Excel"),
	MSG("In the form that opora import reads, with a description of the columns beside "
	    "(datapackage.json)."),
	"opora export results schools --out export", PERMIT_READ, AUDIT_NONE, NEEDS_DATABASE,
	export_fields, COUNT(export_fields), sizeof(struct export_params), export_run, export_json},
    [ACTION_IDENTIFY] = {ACTION_IDENTIFY, "identify",
	MSG("run a method: which schools meet its conditions"),
	MSG("The rule is run exactly; beside each share stands how sure it is."),
	"opora identify --year 2023 --json", PERMIT_READ, AUDIT_WRITE, NEEDS_DATABASE,
	identify_fields, COUNT(identify_fields), sizeof(struct identify_params), identify_run,
	identify_json},
    [ACTION_EXPLAIN] = {ACTION_EXPLAIN, "explain",
	MSG("why a school does or does not meet the conditions"),
	MSG("Each figure with its file and row, each condition with its text."),
	"opora explain edu000003 --year 2023", PERMIT_READ, AUDIT_NONE, NEEDS_DATABASE,
	explain_fields, COUNT(explain_fields), sizeof(struct explain_params), explain_run,
	explain_json},
    [ACTION_COMPARE] = {ACTION_COMPARE, "compare", MSG("two methods: who enters and who leaves"),
	NULL, "opora compare --year 2023 --method rosobrnadzor-847 --method rosobrnadzor-847-min10",
	PERMIT_READ, AUDIT_WRITE, NEEDS_DATABASE, compare_fields, COUNT(compare_fields),
	sizeof(struct compare_params), compare_run, compare_json},
    [ACTION_METHOD_LIST] = {ACTION_METHOD_LIST, "method list", MSG("the methods there are"), NULL,
	NULL, PERMIT_READ, AUDIT_NONE, NEEDS_DATABASE, NULL, 0, 0, method_list_run,
	method_list_json},
    [ACTION_METHOD_SHOW] = {ACTION_METHOD_SHOW, "method show", MSG("a method with its parameters"),
	NULL, "opora method show rosobrnadzor-847", PERMIT_READ, AUDIT_NONE, NEEDS_DATABASE,
	method_show_fields, COUNT(method_show_fields), sizeof(struct method_show_params),
	method_show_run, method_show_json},
    [ACTION_METHOD_CHECK] = {ACTION_METHOD_CHECK, "method check",
	MSG("all mistakes of a method's file, with line and column"), NULL,
	"opora method check our-rule.yaml", PERMIT_ANYONE, AUDIT_NONE, NEEDS_NOTHING,
	method_file_fields, COUNT(method_file_fields), sizeof(struct method_file_params),
	method_check_run, method_check_json},
    [ACTION_METHOD_ADD] = {ACTION_METHOD_ADD, "method add",
	MSG("add a method; what is stored never changes"), NULL, "opora method add our-rule.yaml",
	PERMIT_METHOD, AUDIT_WRITE, NEEDS_DATABASE, method_file_fields, COUNT(method_file_fields),
	sizeof(struct method_file_params), method_add_run, method_check_json},
    [ACTION_DEMO] = {ACTION_DEMO, "demo", MSG("fill an empty database with the demonstration"),
	MSG("An invented municipality of 14 schools with three years of generated results; then "
	    "the list "
	    "of 2023 with its reasons."),
	"opora demo --data demo-data", PERMIT_ADMIN, AUDIT_WRITE, NEEDS_ANY_SCHEMA, NULL, 0, 0,
	demo_run, demo_json},
    [ACTION_CONFIG] = {ACTION_CONFIG, "config", MSG("settings and where each comes from"), NULL,
	NULL, PERMIT_ANYONE, AUDIT_NONE, NEEDS_NOTHING, NULL, 0, 0, config_run, config_json},
    [ACTION_MIGRATE] = {ACTION_MIGRATE, "migrate", MSG("bring the database up to this program"),
	MSG("A full backup goes into the folder backups of the data folder first; of PostgreSQL "
	    "make "
	    "one yourself with pg_dump."),
	NULL, PERMIT_ADMIN, AUDIT_WRITE, NEEDS_ANY_SCHEMA, migrate_fields, COUNT(migrate_fields),
	sizeof(struct migrate_params), migrate_run, init_json},
    [ACTION_CHECK] = {ACTION_CHECK, "check",
	MSG("look at everything again: database, files, runs, audit"), NULL, NULL, PERMIT_ADMIN,
	AUDIT_NONE, NEEDS_DATABASE, NULL, 0, 0, check_run, check_json},
    [ACTION_COPY] = {ACTION_COPY, "copy", MSG("move everything between SQLite and PostgreSQL"),
	MSG("All or nothing; each row is read again in the copy and compared. Nobody can write "
	    "meanwhile. The source stays as it is."),
	"opora copy --data data --to postgresql://opora@db.example/opora", PERMIT_ADMIN,
	AUDIT_WRITE, NEEDS_ANY_SCHEMA, copy_fields, COUNT(copy_fields), sizeof(struct copy_params),
	copy_run, copy_json},
    [ACTION_AUDIT] = {ACTION_AUDIT, "audit", MSG("who did what, newest first"),
	MSG("Each row is sealed by the hash of the row before it, so that a change shows."),
	"opora audit --verify", PERMIT_ADMIN, AUDIT_NONE, NEEDS_DATABASE, audit_fields,
	COUNT(audit_fields), sizeof(struct audit_params), audit_run, audit_json},
    [ACTION_BACKUP] = {ACTION_BACKUP, "backup",
	MSG("database and originals into one file, while others work"),
	MSG("A file that is there already is never overwritten. The settings of opora.ini are "
	    "not in it."),
	"opora backup /mnt/backup/opora-2026-11-22.tar", PERMIT_ADMIN, AUDIT_WRITE, NEEDS_NOTHING,
	backup_fields, COUNT(backup_fields), sizeof(struct backup_params), backup_run, backup_json},
    [ACTION_RESTORE] = {ACTION_RESTORE, "restore", MSG("a backup into a new data folder"),
	MSG("All is checked before anything appears in the folder, which must be empty or not "
	    "there yet."),
	"opora restore /mnt/backup/opora-2026-11-22.tar --data data-new", PERMIT_ADMIN, AUDIT_WRITE,
	NEEDS_NOTHING, restore_fields, COUNT(restore_fields), sizeof(struct backup_params),
	restore_run, backup_json},
    [ACTION_SCHOOL_JOIN] = {ACTION_SCHOOL_JOIN, "school join",
	MSG("join the figures of a predecessor to those of its successor"),
	MSG("Without this choice years before a reorganisation are no data for the successor: "
	    "pairs of years across it are not compared. Where both have figures they are added."),
	"opora school join edu000007 edu000003 --from 2023", PERMIT_IMPORT, AUDIT_WRITE,
	NEEDS_DATABASE, school_join_fields, COUNT(school_join_fields),
	sizeof(struct school_join_params), school_join_run, school_join_json},
    [ACTION_SCHOOL_PART] = {ACTION_SCHOOL_PART, "school part",
	MSG("take back that figures of a predecessor are joined"), NULL,
	"opora school part edu000007 edu000003", PERMIT_IMPORT, AUDIT_WRITE, NEEDS_DATABASE,
	school_join_fields, COUNT(school_join_fields) - 1, sizeof(struct school_join_params),
	school_part_run, school_join_json},
};

cli_text *const action_texts[ACTION_COUNT] = {
    [ACTION_INIT] = text_init,
    [ACTION_IMPORT] = text_import,
    [ACTION_IMPORTS] = text_imports,
    [ACTION_UNDO] = text_undo,
    [ACTION_MATCH] = text_match,
    [ACTION_TEMPLATE] = text_template,
    [ACTION_EXPORT] = text_export,
    [ACTION_IDENTIFY] = text_identify,
    [ACTION_EXPLAIN] = text_explain,
    [ACTION_COMPARE] = text_compare,
    [ACTION_METHOD_LIST] = text_method_list,
    [ACTION_METHOD_SHOW] = text_method_show,
    [ACTION_METHOD_CHECK] = text_method_check,
    [ACTION_METHOD_ADD] = text_method_check,
    [ACTION_DEMO] = text_demo,
    [ACTION_CONFIG] = text_config,
    [ACTION_MIGRATE] = text_migrate,
    [ACTION_CHECK] = text_check,
    [ACTION_COPY] = text_copy,
    [ACTION_AUDIT] = text_audit,
    [ACTION_BACKUP] = text_backup,
    [ACTION_RESTORE] = text_restore,
    [ACTION_SCHOOL_JOIN] = text_school_join,
    [ACTION_SCHOOL_PART] = text_school_join,
};
