/* Schools and their results. */
#include "actions/parts.h"

#include "app/schools.h"
#include "cli/text.h"
#include "web/schools.h"

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

const struct action_row action_rows_schools[] = {
    {{ACTION_SCHOOLS, "schools", MSG("the schools and what the method says of each"),
	 MSG("By name. The share over all procedures is for information; the rule decides."),
	 "opora schools --year 2023 --status meets", PERMIT_READ, AUDIT_NONE, NEEDS_DATABASE,
	 schools_fields, COUNT(schools_fields), sizeof(struct schools_params), schools_run,
	 schools_json, .verb = VERB_GET, .path = "/schools", .title = MSG("Schools")},
	text_schools, schools_page},
};
const size_t action_rows_schools_count = COUNT(action_rows_schools);
