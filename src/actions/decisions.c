/* Methods and what they say: who is listed, why, and under another method. */
#include "actions/parts.h"

#include "app/compare.h"
#include "app/explain.h"
#include "app/methods.h"
#include "app/saved_run.h"
#include "cli/text.h"
#include "web/methods.h"
#include "web/runs.h"
#include "web/why.h"

static const struct field identify_fields[] = {
    YEAR_FIELD(struct identify_params),
    METHOD_FIELD(struct identify_params, PICK_METHOD),
    PARAM_FIELD(struct identify_params),
    {"save", FIELD_FLAG, false, false, offsetof(struct identify_params, save), 0, 1, NULL,
	MSG("keep the run with all it read"), .local = true},
    ON_FIELD(struct identify_params),
};

static const struct field explain_fields[] = {
    {"school", FIELD_TEXT, true, true, offsetof(struct explain_params, school), 0, 0, MSG("SCHOOL"),
	MSG("the code of the school, or its name")},
    {"year", FIELD_YEAR, false, false, offsetof(struct explain_params, year), 2000, 2100,
	MSG("YEAR"),
	MSG("the year in which the school year ends: 2023 for 2022/23; without it the "
	    "newest with figures")},
    METHOD_FIELD(struct explain_params, PICK_METHOD),
    PARAM_FIELD(struct explain_params),
    ON_FIELD(struct explain_params),
    {"run", FIELD_INT, false, false, offsetof(struct explain_params, run), 1, INT32_MAX, MSG("RUN"),
	MSG("as it was in this saved run, by its method and the figures it read; see opora runs")},
};

static const struct field compare_fields[] = {
    {"year", FIELD_YEAR, false, false, offsetof(struct compare_params, year), 2000, 2100,
	MSG("YEAR"), MSG("the year in which the school year ends: 2023 for 2022/23")},
    {"method", FIELD_METHODS, false, false, offsetof(struct compare_params, methods), 2, 2,
	MSG("ID[@VERSION]"), MSG("two methods, the option given twice")},
    PARAM_FIELD(struct compare_params),
    {"save", FIELD_FLAG, false, false, offsetof(struct compare_params, save), 0, 1, NULL,
	MSG("keep both runs with all they read"), .local = true},
    {"run", FIELD_METHODS, false, false, offsetof(struct compare_params, runs), 2, 2, MSG("RUN"),
	MSG("two saved runs instead, the option given twice")},
};

static const struct field runs_fields[] = {
    {"year", FIELD_YEAR, false, false, offsetof(struct runs_params, year), 2000, 2100, MSG("YEAR"),
	MSG("the year in which the school year ends: 2023 for 2022/23")},
    {"method", FIELD_TEXT, false, false, offsetof(struct runs_params, method), 0, 0,
	MSG("ID[@VERSION]"), MSG("only runs of this method")},
    {"before", FIELD_INT, false, false, offsetof(struct runs_params, before), 1, INT64_MAX,
	MSG("RUN"), MSG("only runs before the one with this number")},
};

static const struct field run_show_fields[] = {
    {"run", FIELD_INT, true, true, offsetof(struct run_params, run), 1, INT32_MAX, MSG("RUN"),
	MSG("the number of the run, from opora runs")},
};

static const struct field run_make_fields[] = {
    YEAR_FIELD(struct run_make_params),
    METHOD_FIELD(struct run_make_params, PICK_METHOD),
    PARAM_FIELD(struct run_make_params),
};

static const struct field method_show_fields[] = {
    {"method", FIELD_TEXT, true, true, offsetof(struct method_show_params, method), 0, 0,
	MSG("ID[@VERSION]"), MSG("the method; the newest version when none is said")},
};

static const struct field method_file_fields[] = {
    {"file", FIELD_FILES, true, true, offsetof(struct method_file_params, file), 1, 1, MSG("FILE"),
	MSG("a method as YAML; the language is described in docs/methods.md")},
};

const struct action_row action_rows_decisions[] = {
    {{ACTION_IDENTIFY, "identify", MSG("run a method: which schools meet its conditions"),
	 MSG("The rule is run exactly; beside each share stands how sure it is."),
	 "opora identify --year 2023 --json", PERMIT_READ, AUDIT_WRITE, NEEDS_DATABASE,
	 identify_fields, COUNT(identify_fields), sizeof(struct identify_params), identify_run,
	 identify_json, .verb = VERB_GET, .path = "/identify", .title = MSG("Identification")},
	text_identify, identify_page},
    {{ACTION_EXPLAIN, "explain", MSG("why a school does or does not meet the conditions"),
	 MSG("Each figure with its file and row, each condition with its text."),
	 "opora explain edu000003 --year 2023", PERMIT_READ, AUDIT_NONE, NEEDS_DATABASE,
	 explain_fields, COUNT(explain_fields), sizeof(struct explain_params), explain_run,
	 explain_json, .verb = VERB_GET, .path = "/schools/{school}/why"},
	text_explain, why_page},
    {{ACTION_COMPARE, "compare", MSG("two methods: who enters and who leaves"), NULL,
	 "opora compare --year 2023 --method rosobrnadzor-847 --method rosobrnadzor-847-min10",
	 PERMIT_READ, AUDIT_WRITE, NEEDS_DATABASE, compare_fields, COUNT(compare_fields),
	 sizeof(struct compare_params), compare_run, compare_json, .verb = VERB_GET,
	 .path = "/compare", .title = MSG("Compare two methods")},
	text_compare, compare_page},
    {{ACTION_RUNS, "runs", MSG("the saved runs of methods, and which lists rest on them"), NULL,
	 "opora runs --year 2023", PERMIT_READ, AUDIT_NONE, NEEDS_DATABASE, runs_fields,
	 COUNT(runs_fields), sizeof(struct runs_params), runs_run, runs_json, .verb = VERB_GET,
	 .path = "/runs", .title = MSG("Saved runs")},
	text_runs, runs_page},
    {{ACTION_RUN_SHOW, "run show", MSG("a saved run: what it said of each school then"),
	 MSG("No figure of today is looked at; figures that are others now are named."),
	 "opora run show 3", PERMIT_READ, AUDIT_NONE, NEEDS_DATABASE, run_show_fields,
	 COUNT(run_show_fields), sizeof(struct run_params), run_show_run, run_show_json,
	 .verb = VERB_GET, .path = "/runs/{run}"},
	text_run, run_page},
    {{ACTION_RUN_MAKE, "run make", MSG("run a method and keep the run with all it read"),
	 MSG("The same as opora identify --save."), "opora run make --year 2023", PERMIT_METHOD,
	 AUDIT_WRITE, NEEDS_DATABASE, run_make_fields, COUNT(run_make_fields),
	 sizeof(struct run_make_params), run_make_run, identify_json, .verb = VERB_POST,
	 .path = "/runs/make", .title = MSG("Run a method and keep the run"),
	 .button = MSG("Run and keep"), .done = MSG("The run is kept.")},
	text_identify, run_made_page},
    {{ACTION_METHOD_LIST, "method list", MSG("the methods there are"), NULL, NULL, PERMIT_READ,
	 AUDIT_NONE, NEEDS_DATABASE, NULL, 0, 0, method_list_run, method_list_json,
	 .verb = VERB_GET, .path = "/methods", .title = MSG("Methods")},
	text_method_list, methods_page},
    {{ACTION_METHOD_SHOW, "method show", MSG("a method with its parameters"), NULL,
	 "opora method show rosobrnadzor-847", PERMIT_READ, AUDIT_NONE, NEEDS_DATABASE,
	 method_show_fields, COUNT(method_show_fields), sizeof(struct method_show_params),
	 method_show_run, method_show_json, .verb = VERB_GET, .path = "/methods/{method}"},
	text_method_show, method_page, NULL, method_file},
    {{ACTION_METHOD_CHECK, "method check",
	 MSG("all mistakes of a method's file, with line and column"), NULL,
	 "opora method check our-rule.yaml", PERMIT_ANYONE, AUDIT_NONE, NEEDS_NOTHING,
	 method_file_fields, COUNT(method_file_fields), sizeof(struct method_file_params),
	 method_check_run, method_check_json, .verb = VERB_POST, .path = "/methods/check",
	 .title = MSG("Check a method's file"), .button = MSG("Check")},
	text_method_check, method_checked_page},
    {{ACTION_METHOD_ADD, "method add", MSG("add a method; what is stored never changes"), NULL,
	 "opora method add our-rule.yaml", PERMIT_METHOD, AUDIT_WRITE, NEEDS_DATABASE,
	 method_file_fields, COUNT(method_file_fields), sizeof(struct method_file_params),
	 method_add_run, method_check_json, .verb = VERB_POST, .path = "/methods/add",
	 .title = MSG("Add a method"), .button = MSG("Add"), .done = MSG("The method is stored")},
	text_method_check, method_added_page},
};
const size_t action_rows_decisions_count = COUNT(action_rows_decisions);
