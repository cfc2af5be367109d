/*
 * THE table: every command, with permission, audit, fields and use case. What a command does stands
 * in app; how its view reads on a terminal, in cli.
 */
#include "actions.h"

#include "app/batches.h"
#include "app/compare.h"
#include "app/config.h"
#include "app/explain.h"
#include "app/import.h"
#include "app/installation.h"
#include "app/methods.h"
#include "cli/text.h"

#define COUNT(a) (sizeof(a) / sizeof((a)[0]))

#define YEAR_FIELD(type)                                                                           \
	{                                                                                          \
		"year", FIELD_YEAR, false, true, offsetof(type, year), 2000, 2100, "YEAR",         \
		    MSG("the year in which the school year ends: 2023 for 2022/23")                \
	}
#define PARAM_FIELD(type)                                                                          \
	{                                                                                          \
		"param", FIELD_TEXTS, false, false, offsetof(type, param), 0, 50, "NAME=VALUE",    \
		    MSG("another value of a parameter of the method, for a what-if")               \
	}
#define METHOD_FIELD(type)                                                                         \
	{                                                                                          \
		"method", FIELD_TEXT, false, false, offsetof(type, method), 0, 0, "ID[@VERSION]",  \
		    MSG("the method; without it the federal one, newest version")                  \
	}

static const struct field import_fields[] = {
    {"files", FIELD_TEXTS, true, true, offsetof(struct import_params, files), 1, 100, "FILE",
	MSG("schools.csv, results.csv, or files in their form; all are stored or none")},
    {"dry-run", FIELD_FLAG, false, false, offsetof(struct import_params, dry_run), 0, 1, NULL,
	MSG("check everything, store nothing")},
    {"replace", FIELD_FLAG, false, false, offsetof(struct import_params, replace), 0, 1, NULL,
	MSG("put other figures in the place of those that stand")},
    {"add-schools", FIELD_FLAG, false, false, offsetof(struct import_params, add_schools), 0, 1,
	NULL, MSG("make schools of codes that are not in the list")},
    {"layout", FIELD_TEXT, false, false, offsetof(struct import_params, layout), 0, 0, "NAME",
	MSG("the layout; without it the head of the table decides; ask: say what was recognised, "
	    "load nothing")},
    {"map", FIELD_TEXT, false, false, offsetof(struct import_params, map), 0, 0, "FILE",
	MSG("a mapping: what the columns of a table mean, as --layout ask prints it")},
    {"year", FIELD_YEAR, false, false, offsetof(struct import_params, year), 2000, 2100, "YEAR",
	MSG("the year for a file without the column year")},
};

static const struct field undo_fields[] = {
    {"batch", FIELD_INT, true, true, offsetof(struct undo_params, batch), 1, INT32_MAX, "BATCH",
	MSG("the number of the batch, from opora imports")},
};

static const struct field identify_fields[] = {
    YEAR_FIELD(struct identify_params),
    METHOD_FIELD(struct identify_params),
    PARAM_FIELD(struct identify_params),
    {"save", FIELD_FLAG, false, false, offsetof(struct identify_params, save), 0, 1, NULL,
	MSG("keep the run with all it read")},
};

static const struct field explain_fields[] = {
    {"school", FIELD_TEXT, true, true, offsetof(struct explain_params, school), 0, 0, "SCHOOL",
	MSG("the code of the school, or its name")},
    YEAR_FIELD(struct explain_params),
    METHOD_FIELD(struct explain_params),
    PARAM_FIELD(struct explain_params),
};

static const struct field compare_fields[] = {
    YEAR_FIELD(struct compare_params),
    {"method", FIELD_METHODS, false, true, offsetof(struct compare_params, methods), 2, 2,
	"ID[@VERSION]", MSG("two methods, the option given twice")},
    PARAM_FIELD(struct compare_params),
};

static const struct field method_show_fields[] = {
    {"method", FIELD_TEXT, true, true, offsetof(struct method_show_params, method), 0, 0,
	"ID[@VERSION]", MSG("the method; the newest version when none is said")},
};

static const struct field method_file_fields[] = {
    {"file", FIELD_TEXT, true, true, offsetof(struct method_file_params, file), 0, 0, "FILE",
	MSG("a method as YAML; the language is described in docs/methods.md")},
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
    [ACTION_UNDO] = {ACTION_UNDO, "undo", MSG("take a loaded file back whole"),
	MSG("Its rows go, what it had replaced comes back. What a later batch stands on can't be "
	    "undone "
	    "before it."),
	"opora undo 3", PERMIT_IMPORT, AUDIT_WRITE, NEEDS_DATABASE, undo_fields, COUNT(undo_fields),
	sizeof(struct undo_params), undo_run, undo_json},
    [ACTION_IDENTIFY] = {ACTION_IDENTIFY, "identify", MSG("run a method: which schools are listed"),
	MSG("The rule is run exactly; beside each share stands how sure it is."),
	"opora identify --year 2023 --json", PERMIT_READ, AUDIT_WRITE, NEEDS_DATABASE,
	identify_fields, COUNT(identify_fields), sizeof(struct identify_params), identify_run,
	identify_json},
    [ACTION_EXPLAIN] = {ACTION_EXPLAIN, "explain", MSG("why a school is or is not listed"),
	MSG("Each figure with its file and row, each condition with its text."),
	"opora explain edu000003 --year 2023", PERMIT_READ, AUDIT_NONE, NEEDS_DATABASE,
	explain_fields, COUNT(explain_fields), sizeof(struct explain_params), explain_run,
	explain_json},
    [ACTION_COMPARE] = {ACTION_COMPARE, "compare", MSG("two methods: who enters and who leaves"),
	NULL, "opora compare --year 2023 --method rosobrnadzor-847 --method rosobrnadzor-847-min10",
	PERMIT_READ, AUDIT_NONE, NEEDS_DATABASE, compare_fields, COUNT(compare_fields),
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
	MSG("A copy of the database is made first."), NULL, PERMIT_ADMIN, AUDIT_WRITE,
	NEEDS_ANY_SCHEMA, NULL, 0, 0, migrate_run, init_json},
    [ACTION_CHECK] = {ACTION_CHECK, "check",
	MSG("look at everything again: database, files, runs, audit"), NULL, NULL, PERMIT_ADMIN,
	AUDIT_NONE, NEEDS_DATABASE, NULL, 0, 0, check_run, check_json},
};

cli_text *const action_texts[ACTION_COUNT] = {
    [ACTION_INIT] = text_init,
    [ACTION_IMPORT] = text_import,
    [ACTION_IMPORTS] = text_imports,
    [ACTION_UNDO] = text_undo,
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
};
