/* Figures in and out: loading, undoing, matching names, forms, export. */
#include "actions/parts.h"

#include "app/batches.h"
#include "app/export.h"
#include "app/import.h"
#include "app/matching.h"
#include "app/reorganise.h"
#include "app/template.h"
#include "app/typing.h"
#include "cli/text.h"
#include "web/data.h"
#include "web/import.h"
#include "web/typing.h"

static const struct field import_fields[] = {
    {"files", FIELD_FILES, true, true, offsetof(struct import_params, files), 1, 100, MSG("FILE"),
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
	MSG("a mapping: what the columns of a table mean, as --layout ask prints it"),
	.local = true},
    {"point", FIELD_TEXTS, false, false, offsetof(struct import_params, points.points), 0,
	IMPORT_POINTS_MAX, MSG("N=WORDS"),
	MSG("what column N of a table is: 1=school, 5=VPR5_MA,participants, 6=VPR5_MA,low%; a year "
	    "and a wave may stand with them")},
    {"head", FIELD_INT, false, false, offsetof(struct import_params, points.head), 1,
	IMPORT_POINTS_HEAD, MSG("ROW"),
	MSG("with --point: the last row of the head; without it 1")},
    {"skip", FIELD_TEXTS, false, false, offsetof(struct import_params, points.skip), 0,
	IMPORT_SKIPS_MAX, MSG("TEXT"),
	MSG("with --point: rows with a cell that begins so are no data")},
    {"sheet", FIELD_TEXT, false, false, offsetof(struct import_params, points.sheet), 0, 0,
	MSG("NAME"), MSG("with --point: only the sheet of this name")},
    {"fix", FIELD_TEXTS, false, false, offsetof(struct import_params, fix), 0, IMPORT_FIXES_MAX,
	MSG("CELL=TEXT"),
	MSG("read TEXT instead of what stands in the cell: C12=45, Sheet!C12=45, of the second "
	    "file "
	    "[2]Sheet!C12=45; the file itself stays as it is, and the correction is kept with the "
	    "batch"),
	.blanks = true},
    {"leave-out", FIELD_TEXTS, false, false, offsetof(struct import_params, leave_out), 0,
	IMPORT_FIXES_MAX, MSG("ROW"),
	MSG("do not load this row: 12, Sheet!12, of the second file [2]Sheet!12")},
    {"year", FIELD_YEAR, false, false, offsetof(struct import_params, year), 2000, 2100,
	MSG("YEAR"), MSG("the year for a file without the column year")},
    {"problems", FIELD_TEXT, false, false, offsetof(struct import_params, problems), 0, 0,
	MSG("OUT.xlsx"),
	MSG("write the files back with a column that says what is wrong in each row"),
	.local = true},
};

#define BATCH_FIELD(type)                                                                          \
	{                                                                                          \
		"batch", FIELD_INT, true, true, offsetof(type, batch), 1, INT32_MAX, MSG("BATCH"), \
		    MSG("the number of the batch, from opora imports")                             \
	}
static const struct field batch_fields[] = {BATCH_FIELD(struct batch_params)};
static const struct field undo_fields[] = {BATCH_FIELD(struct undo_params)};

static const struct field match_fields[] = {
    {"name", FIELD_TEXT, true, false, offsetof(struct match_params, name), 0, 0, MSG("NAME"),
	MSG("how a file calls a school")},
    {"code", FIELD_TEXT, true, false, offsetof(struct match_params, code), 0, 0, MSG("CODE"),
	MSG("the code of the school it means, or its whole name; without it the schools that are "
	    "alike are shown")},
    {"find", FIELD_TEXT, false, false, offsetof(struct match_params, find), 0, 0, MSG("WORDS"),
	MSG("the schools whose name, code or municipality have these words")},
    {"forget", FIELD_TEXT, false, false, offsetof(struct match_params, forget), 0, 0, MSG("NAME"),
	MSG("take a remembered answer back")},
    {"list", FIELD_FLAG, false, false, offsetof(struct match_params, list), 0, 1, NULL,
	MSG("the answers that are remembered")},
};

#define TYPING_FIELDS(type, at, all)                                                               \
	{"year", FIELD_YEAR, false, all, offsetof(type, at year), 2000, 2100, MSG("YEAR"),         \
	    MSG("the year in which the school year ends: 2023 for 2022/23")},                      \
	    {"procedure", FIELD_TEXT, false, all, offsetof(type, at procedure), 0, 32,             \
		MSG("CODE"), MSG("the code of the procedure: VPR5_MA")},                           \
	{                                                                                          \
		"place", FIELD_TEXT, false, false, offsetof(type, at place), 0, 400, MSG("NAME"),  \
		    MSG("the municipality; without it the first")                                  \
	}
#define TYPED_FIELD(name, cell, help)                                                              \
	{                                                                                          \
		name, FIELD_TEXTS, false, false, offsetof(struct type_params, cells[cell]), 0,     \
		    TYPING_ROWS, MSG("NUMBER"), help, .blanks = true                               \
	}
static const struct field typing_fields[] = {TYPING_FIELDS(struct typing_params, , false)};
static const struct field type_fields[] = {
    TYPING_FIELDS(struct type_params, of., true),
    {"replace", FIELD_FLAG, false, false, offsetof(struct type_params, replace), 0, 1, NULL,
	MSG("put other figures in the place of those that stand")},
    {"school", FIELD_TEXTS, false, true, offsetof(struct type_params, schools), 1, TYPING_ROWS,
	MSG("CODE"), MSG("the code of a school; the numbers stand in the same order")},
    TYPED_FIELD("participants", TYPING_PARTICIPANTS, MSG("participants of each school")),
    TYPED_FIELD("low", TYPING_LOW, MSG("low results of each school")),
    TYPED_FIELD("mark2", TYPING_MARK2, MSG("marks 2 of each school")),
    TYPED_FIELD("mark3", TYPING_MARK3, MSG("marks 3 of each school")),
    TYPED_FIELD("mark4", TYPING_MARK4, MSG("marks 4 of each school")),
    TYPED_FIELD("mark5", TYPING_MARK5, MSG("marks 5 of each school")),
    TYPED_FIELD("status", TYPING_STATUS,
	MSG("why a school has none: not_tested, not_offered, not_held, withheld")),
};

static const struct field template_fields[] = {
    {"kind", FIELD_TEXT, true, true, offsetof(struct template_params, kind), 0, 0, MSG("FORM"),
	MSG("results, schools or context")},
    {"year", FIELD_YEAR, false, false, offsetof(struct template_params, year), 2000, 2100,
	MSG("YEAR"), MSG("the year in which the school year ends: 2023 for 2022/23")},
    {"out", FIELD_TEXT, false, false, offsetof(struct template_params, out), 0, 0, MSG("FILE.xlsx"),
	MSG("where to write; without it opora-FORM-YEAR.xlsx in the current folder"),
	.local = true},
};

static const struct field export_fields[] = {
    {"tables", FIELD_TEXTS, true, true, offsetof(struct export_params, tables), 1, EXPORT_TABLES,
	MSG("TABLE"), MSG("results, schools")},
    {"out", FIELD_TEXT, false, true, offsetof(struct export_params, out), 0, 0, MSG("DIR"),
	MSG("the folder to write into"), .local = true},
    ON_FIELD(struct export_params),
};

static const struct field school_join_fields[] = {
    {"predecessor", FIELD_TEXT, true, true, offsetof(struct school_join_params, predecessor), 0, 0,
	MSG("PREDECESSOR"), MSG("the code of the school that passed into another"),
	.pick = PICK_SCHOOL},
    {"successor", FIELD_TEXT, true, true, offsetof(struct school_join_params, successor), 0, 0,
	MSG("SUCCESSOR"), MSG("the code of that other one")},
    {"from", FIELD_YEAR, false, false, offsetof(struct school_join_params, from), 2000, 2100,
	MSG("YEAR"),
	MSG("the first year whose figures are the successor's own; without it by the day of the "
	    "reorganisation")},
};

const struct action_row action_rows_figures[] = {
    {{ACTION_IMPORT, "import", MSG("load files, all or nothing"),
	 MSG("Everything is checked first and every mistake told with its row; then all is stored, "
	     "or "
	     "nothing. A loaded file can be undone whole."),
	 "opora import schools.csv results.csv --dry-run", PERMIT_IMPORT, AUDIT_WRITE,
	 NEEDS_DATABASE, import_fields, COUNT(import_fields), sizeof(struct import_params),
	 import_run, import_json, VERB_POST, "/import", .slow = true, .title = MSG("Loading files"),
	 .button = MSG("Check")},
	text_import, import_page, import_form, import_problems_file},
    {{ACTION_IMPORTS, "imports", MSG("list what was loaded"), NULL, NULL, PERMIT_READ, AUDIT_NONE,
	 NEEDS_DATABASE, NULL, 0, 0, imports_run, imports_json, VERB_GET, "/imports",
	 .title = MSG("What was loaded")},
	text_imports, imports_page},
    {{ACTION_BATCH, "batch", MSG("what a batch holds, and what undoing it would do"), NULL,
	 "opora batch 3", PERMIT_READ, AUDIT_NONE, NEEDS_DATABASE, batch_fields,
	 COUNT(batch_fields), sizeof(struct batch_params), batch_run, batch_json, VERB_GET,
	 "/imports/{batch}", .title = MSG("A load")},
	text_batch, batch_page},
    {{ACTION_UNDO, "undo", MSG("undo a batch: take a loaded file out whole"),
	 MSG("Its rows go, what it had replaced comes back. What a later batch stands on can't be "
	     "undone "
	     "before it."),
	 "opora undo 3", PERMIT_IMPORT, AUDIT_WRITE, NEEDS_DATABASE, undo_fields,
	 COUNT(undo_fields), sizeof(struct undo_params), undo_run, undo_json, VERB_POST,
	 "/imports/{batch}/undo", "/imports", .title = MSG("Undoing a load"),
	 .done = MSG("The load was undone.")},
	text_undo, NULL, undo_form},
    {{ACTION_MATCH, "match", MSG("say once which school a name means"),
	 MSG("Files call one school by many names. Nothing is guessed: a name that is not known is "
	     "asked, and the answer is remembered for the next file."),
	 "opora match \"Средняя школа №3\" edu000003", PERMIT_IMPORT, AUDIT_WRITE, NEEDS_DATABASE,
	 match_fields, COUNT(match_fields), sizeof(struct match_params), match_run, match_json,
	 VERB_POST, "/match", .title = MSG("Which school is meant"), .button = MSG("Remember"),
	 .done = MSG("The answer is remembered.")},
	text_match, NULL, match_form},
    {{ACTION_MATCHING, "matching", MSG("which names are remembered to mean which school"), NULL,
	 NULL, PERMIT_IMPORT, AUDIT_NONE, NEEDS_DATABASE, NULL, 0, 0, matching_run, match_json,
	 VERB_GET, "/matching", .title = MSG("Names of schools")},
	text_match, matching_page},
    {{ACTION_TYPING, "typing", MSG("the figures of one procedure and year, school by school"), NULL,
	 "opora typing --year 2026 --procedure VPR5_MA", PERMIT_IMPORT, AUDIT_NONE, NEEDS_DATABASE,
	 typing_fields, COUNT(typing_fields), sizeof(struct typing_params), typing_run, typing_json,
	 VERB_GET, "/typing", .title = MSG("Typing figures")},
	text_typing, typing_page},
    {{ACTION_TYPE, "type", MSG("store figures typed by hand, as a batch of its own"),
	 MSG("They are checked as a file is, all or nothing."),
	 "opora type --year 2026 --procedure VPR5_MA --school demo01 --participants 12 --low 3",
	 PERMIT_IMPORT, AUDIT_WRITE, NEEDS_DATABASE, type_fields, COUNT(type_fields),
	 sizeof(struct type_params), type_run, typing_json, VERB_POST, "/typing",
	 .title = MSG("Typing figures"), .button = MSG("Store")},
	text_typing, typing_page},
    {{ACTION_TEMPLATE, "template", MSG("a form for Excel with our schools already in it"),
	 MSG("The cells accept only what can be loaded; the second sheet says how to fill the "
	     "form. "
	     "Filled in, it is loaded as it is."),
	 "opora template results --year 2026", PERMIT_READ, AUDIT_NONE, NEEDS_DATABASE,
	 template_fields, COUNT(template_fields), sizeof(struct template_params), template_run,
	 template_json, VERB_GET, "/template/{kind}"},
	text_template, NULL, NULL, template_file},
    {{ACTION_FORMS, "forms", MSG("the forms for Excel there are"), NULL, NULL, PERMIT_READ,
	 AUDIT_NONE, NEEDS_DATABASE, NULL, 0, 0, forms_run, forms_json, VERB_GET, "/template",
	 .title = MSG("Forms for Excel")},
	text_forms, forms_page},
    {{ACTION_EXPORT, "export", MSG("figures and schools as CSV for Excel"),
	 MSG("In the form that opora import reads, with a description of the columns beside "
	     "(datapackage.json)."),
	 "opora export results schools --out export", PERMIT_READ, AUDIT_NONE, NEEDS_DATABASE,
	 export_fields, COUNT(export_fields), sizeof(struct export_params), export_run,
	 export_json},
	text_export},
    {{ACTION_SCHOOL_JOIN, "school join",
	 MSG("join the figures of a predecessor to those of its successor"),
	 MSG("Without this choice years before a reorganisation are no data for the successor: "
	     "pairs of years across it are not compared. Where both have figures they are added."),
	 "opora school join edu000007 edu000003 --from 2023", PERMIT_IMPORT, AUDIT_WRITE,
	 NEEDS_DATABASE, school_join_fields, COUNT(school_join_fields),
	 sizeof(struct school_join_params), school_join_run, school_join_json, .verb = VERB_POST,
	 .path = "/schools/{successor}/join", .then = "/schools/{successor}/why",
	 .button = MSG("Join"), .done = MSG("The figures of the predecessor are joined.")},
	text_school_join},
    {{ACTION_SCHOOL_PART, "school part", MSG("take back that figures of a predecessor are joined"),
	 NULL, "opora school part edu000007 edu000003", PERMIT_IMPORT, AUDIT_WRITE, NEEDS_DATABASE,
	 school_join_fields, COUNT(school_join_fields) - 1, sizeof(struct school_join_params),
	 school_part_run, school_join_json, .verb = VERB_POST, .path = "/schools/{successor}/part",
	 .then = "/schools/{successor}/why", .button = MSG("Take back"),
	 .done = MSG("The figures of the predecessor are no longer joined.")},
	text_school_join},
};
const size_t action_rows_figures_count = COUNT(action_rows_figures);
