/* Schools and their results. */
#include "actions/parts.h"

#include "app/card.h"
#include "app/funnel.h"
#include "app/org_rename.h"
#include "app/school_move.h"
#include "app/schools.h"
#include "app/table.h"
#include "cli/text.h"
#include "web/card.h"
#include "web/funnel.h"
#include "web/schools.h"
#include "web/table.h"

static const struct field schools_fields[] = {
    YEAR_FIELD(struct schools_params),
    {"search", FIELD_TEXT, false, false, offsetof(struct schools_params, search), 0, 200,
	MSG("TEXT"), MSG("a part of the name or the code")},
    {"status", FIELD_CHOICE, false, false, offsetof(struct schools_params, status), 0, 0,
	MSG("OUTCOME"), MSG("only schools of which the method says this"),
	.choices = schools_statuses},
    {"municipality", FIELD_TEXT, false, false, offsetof(struct schools_params, municipality), 0, 0,
	MSG("NAME"), MSG("only schools of this municipality")},
    {"sort", FIELD_CHOICE, false, false, offsetof(struct schools_params, sort), 0, 0, MSG("ORDER"),
	MSG("the order; without it by name"), .choices = schools_sorts},
    {"page", FIELD_INT, false, false, offsetof(struct schools_params, page), 1, 1000000,
	MSG("NUMBER"), MSG("the page of fifty schools")},
    {"all", FIELD_FLAG, false, false, offsetof(struct schools_params, all), 0, 1, NULL,
	MSG("every school on one page")},
};

static const struct field table_fields[] = {
    YEAR_FIELD(struct schools_params),
    {"municipality", FIELD_TEXT, false, false, offsetof(struct schools_params, municipality), 0, 0,
	MSG("NAME"), MSG("only schools of this municipality")},
    {"show", FIELD_CHOICE, false, false, offsetof(struct schools_params, show), 0, 0, MSG("WHAT"),
	MSG("what the cells show; without it the share"), .choices = table_shows},
    {"page", FIELD_INT, false, false, offsetof(struct schools_params, page), 1, 1000000,
	MSG("NUMBER"), MSG("the page of fifty schools")},
    {"all", FIELD_FLAG, false, false, offsetof(struct schools_params, all), 0, 1, NULL,
	MSG("every school on one page")},
};

static const struct field funnel_fields[] = {
    YEAR_FIELD(struct funnel_params),
    {"procedure", FIELD_TEXT, false, false, offsetof(struct funnel_params, procedure), 0, 40,
	MSG("CODE"), MSG("the code of the procedure; without it the first of the method")},
    {"municipality", FIELD_TEXT, false, false, offsetof(struct funnel_params, municipality), 0, 0,
	MSG("NAME"), MSG("only schools of this municipality")},
    {"side", FIELD_CHOICE, false, false, offsetof(struct funnel_params, side), 0, 0, MSG("SIDE"),
	MSG("above or below: list only the schools beyond the limit of 95 per cent on that side"),
	MSG("Where the point is"), funnel_sides},
};

static const struct field card_fields[] = {
    {"school", FIELD_TEXT, true, true, offsetof(struct card_params, school), 0, 0, MSG("SCHOOL"),
	MSG("the code of the school, or its name")},
    YEAR_FIELD(struct card_params),
};

static const struct field move_fields[] = {
    {"school", FIELD_TEXT, true, true, offsetof(struct school_move_params, school), 0, 0,
	MSG("SCHOOL"), MSG("the code of the school")},
    {"to", FIELD_TEXT, true, true, offsetof(struct school_move_params, to), 0, 0, MSG("PLACE"),
	MSG("the municipality by its name; of a branch the code of its new head organisation"),
	MSG("New place"), .pick = PICK_ORG},
    {"document", FIELD_TEXT, false, false, offsetof(struct school_move_params, document), 0, 100,
	MSG("NUMBER"), MSG("the number of the document of the decision"),
	MSG("Number of the document")},
};

static const struct field rename_fields[] = {
    {"org", FIELD_TEXT, true, true, offsetof(struct org_rename_params, org), 0, 0, MSG("PLACE"),
	MSG("the name that the municipality or region has now"), MSG("Name now"),
	.pick = PICK_PLACE},
    {"name", FIELD_TEXT, true, true, offsetof(struct org_rename_params, name), 0, 300, MSG("NAME"),
	MSG("the new name"), MSG("New name")},
    {"since", FIELD_DAY, false, false, offsetof(struct org_rename_params, since), 0, 0, MSG("DAY"),
	MSG("the first day of the new name; without it today"), MSG("Holds from")},
    {"document", FIELD_TEXT, false, false, offsetof(struct org_rename_params, document), 0, 100,
	MSG("NUMBER"), MSG("the number of the document of the decision"),
	MSG("Number of the document")},
};

const struct action_row action_rows_schools[] = {
    {{ACTION_SCHOOLS, "schools", MSG("the schools and what the method says of each"),
	 MSG("By name. The share over all procedures is for information; the rule decides."),
	 "opora schools --year 2023 --status meets", PERMIT_READ, AUDIT_NONE, NEEDS_DATABASE,
	 schools_fields, COUNT(schools_fields), sizeof(struct schools_params), schools_run,
	 schools_json, .verb = VERB_GET, .path = "/schools", .title = MSG("Schools")},
	text_schools, schools_page},
    {{ACTION_SCHOOL, "school", MSG("the card of a school: figures by year, facts, files"),
	 MSG("Years that can't be compared are parted: another season, another scale."),
	 "opora school edu000003 --year 2023", PERMIT_READ, AUDIT_NONE, NEEDS_DATABASE, card_fields,
	 COUNT(card_fields), sizeof(struct card_params), card_run, card_json, .verb = VERB_GET,
	 .path = "/schools/{school}"},
	text_card, card_page},
    {{ACTION_SCHOOL_REPORT, "school-report", MSG("the school's own report, to be printed"),
	 MSG("From its part of the data only: results by year, conditions, files."),
	 "opora school-report edu000003 --year 2023", PERMIT_READ, AUDIT_NONE, NEEDS_DATABASE,
	 card_fields, COUNT(card_fields), sizeof(struct card_params), card_run, card_json,
	 .verb = VERB_GET, .path = "/schools/{school}/report"},
	text_report, report_page},
    {{ACTION_TABLE, "table", MSG("schools and procedures as a table"),
	 MSG("By name, never by result. A cell that is not comparable with the year before says "
	     "why."),
	 "opora table --year 2023 --show change", PERMIT_READ, AUDIT_NONE, NEEDS_DATABASE,
	 table_fields, COUNT(table_fields), sizeof(struct schools_params), table_run, table_json,
	 .verb = VERB_GET, .path = "/table", .title = MSG("Table of schools and procedures")},
	text_procedures, table_page},
    {{ACTION_FUNNEL, "funnel", MSG("control limits: who differs by more than chance"),
	 MSG("One procedure of one year; the limits are around the share of all these schools."),
	 "opora funnel --year 2023 --procedure VPR5_MA", PERMIT_READ, AUDIT_NONE, NEEDS_DATABASE,
	 funnel_fields, COUNT(funnel_fields), sizeof(struct funnel_params), funnel_run, funnel_json,
	 .verb = VERB_GET, .path = "/funnel", .title = MSG("Control limits")},
	text_funnel, funnel_page},
    {{ACTION_SCHOOL_MOVE, "school move",
	 MSG("move a school to another municipality, or a branch to another school"),
	 MSG("The school goes with its branches and with all its years, whose totals are counted "
	     "in the new place. Who sees only the old place sees the school no more. The audit "
	     "keeps where it stood; moving it back undoes it."),
	 "opora school move edu000007 'Учебный район № 2' --document 15-п", PERMIT_IMPORT,
	 AUDIT_WRITE, NEEDS_DATABASE, move_fields, COUNT(move_fields),
	 sizeof(struct school_move_params), school_move_run, school_move_json, .verb = VERB_POST,
	 .path = "/schools/{school}/move", .then = "/schools/{school}",
	 .title = MSG("Move a school"), .button = MSG("Move"),
	 .done = MSG("The school stands in its new place.")},
	text_school_move, NULL, school_move_form},
    {{ACTION_ORG_RENAME, "org rename", MSG("a municipality or a region has another name"),
	 MSG("Its schools, people and years stay with it. Earlier names stay known: files that "
	     "have them mean the same municipality. From the day of the present name on it is "
	     "corrected instead."),
	 "opora org rename 'Учебный район' 'Учебный муниципальный округ' --since 2025-01-01",
	 PERMIT_IMPORT, AUDIT_WRITE, NEEDS_DATABASE, rename_fields, COUNT(rename_fields),
	 sizeof(struct org_rename_params), org_rename_run, org_rename_json, .verb = VERB_POST,
	 .path = "/municipalities/rename", .then = "/schools",
	 .title = MSG("New name of a municipality"), .button = MSG("Rename"),
	 .done = MSG("The municipality has its new name.")},
	text_org_rename},
};
const size_t action_rows_schools_count = COUNT(action_rows_schools);
