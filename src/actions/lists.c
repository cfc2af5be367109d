/* Lists of schools: computed, received, drafted, approved. */
#include "actions/parts.h"

#include "app/listing.h"
#include "cli/text.h"
#include "web/lists.h"

static const struct choice kinds[] = {{"results", MSG("schools with low results")},
    {"conditions", MSG("adverse social conditions")}, {"bias", MSG("signs of biased results")},
    {"risk", MSG("at risk of lower results")}, {"leader", MSG("leader schools")}, {NULL}};
static const struct choice ways[] = {{"letter", MSG("by a letter")},
    {"signature", MSG("against signature")}, {"meeting", MSG("at a meeting")},
    {"system", MSG("in the system")}, {NULL}};
static const struct choice subjects[] = {{"inclusion", MSG("its place in the list")},
    {"figure", MSG("a figure")}, {"other", MSG("something else")}, {NULL}};
static const struct choice decisions[] = {
    {"accepted", MSG("accepted")}, {"rejected", MSG("rejected")}, {NULL}};

#define KIND_FIELD(type)                                                                           \
	{                                                                                          \
		"kind", FIELD_CHOICE, false, true, offsetof(type, kind), 0, 0, MSG("KIND"),        \
		    MSG("results, conditions, bias, risk or leader"), MSG("Kind of list"), kinds   \
	}
#define LIST_FIELD(type)                                                                           \
	{                                                                                          \
		"list", FIELD_INT, true, true, offsetof(type, list), 1, INT32_MAX, MSG("LIST"),    \
		    MSG("the number of the list, from opora lists")                                \
	}
#define SCHOOL_FIELD(type)                                                                         \
	{                                                                                          \
		"school", FIELD_TEXT, true, true, offsetof(type, school), 0, 0, MSG("SCHOOL"),     \
		    MSG("the code of the school, or its name"), MSG("School"), .pick = PICK_SCHOOL \
	}
static const struct field lists_fields[] = {
    {"year", FIELD_YEAR, false, false, offsetof(struct listings_params, year), 2000, 2100,
	MSG("YEAR"), MSG("the year in which the school year ends: 2023 for 2022/23")},
};

static const struct field show_fields[] = {LIST_FIELD(struct listing_params)};

static const struct field make_fields[] = {
    YEAR_FIELD(struct listing_make_params),
    KIND_FIELD(struct listing_make_params),
    METHOD_FIELD(struct listing_make_params, PICK_DECIDING),
    PARAM_FIELD(struct listing_make_params),
};

static const struct field receive_fields[] = {
    {"file", FIELD_FILES, true, false, offsetof(struct listing_receive_params, file), 0, 1,
	MSG("FILE"), MSG("the table of the letter: a column of codes or of names")},
    {"school", FIELD_TEXTS, false, false, offsetof(struct listing_receive_params, schools), 1,
	LISTING_SCHOOLS, MSG("SCHOOL"), MSG("a school the letter names; once for each"),
	MSG("Schools")},
    YEAR_FIELD(struct listing_receive_params),
    KIND_FIELD(struct listing_receive_params),
    {"letter-number", FIELD_TEXT, false, true, offsetof(struct listing_receive_params, number), 0,
	100, MSG("NUMBER"), MSG("the number of the letter"), MSG("Number of the letter")},
    {"letter-day", FIELD_DAY, false, true, offsetof(struct listing_receive_params, day), 0, 0,
	MSG("DAY"), MSG("the day of the letter"), MSG("Day of the letter")},
    {"from", FIELD_TEXT, false, true, offsetof(struct listing_receive_params, from), 0, 500,
	MSG("WHO"), MSG("who sent the letter"), MSG("From whom")},
    {"title", FIELD_TEXT, false, false, offsetof(struct listing_receive_params, title), 0, 500,
	MSG("TITLE"), MSG("what the letter is about"), MSG("Title of the letter")},
};

static const struct field draft_fields[] = {
    {"from", FIELD_INT, false, true, offsetof(struct listing_draft_params, from), 1, INT32_MAX,
	MSG("LIST"), MSG("the list of which the draft begins as a copy")},
    {"term", FIELD_INT, false, false, offsetof(struct listing_draft_params, term), 1, 250,
	MSG("DAYS"), MSG("working days in which a school may object, by the order; without it 5"),
	MSG("Term to object, working days")},
};

static const struct field change_fields[] = {
    LIST_FIELD(struct listing_change_params),
    SCHOOL_FIELD(struct listing_change_params),
    {"reason", FIELD_LONG, false, true, offsetof(struct listing_change_params, reason), 0, 4000,
	MSG("TEXT"), MSG("why; it stays beside the school"), MSG("Reason")},
    {"document", FIELD_TEXT, false, true, offsetof(struct listing_change_params, number), 0, 100,
	MSG("NUMBER"), MSG("the number of the document of the decision"),
	MSG("Number of the document")},
    {"day", FIELD_DAY, false, true, offsetof(struct listing_change_params, day), 0, 0, MSG("DAY"),
	MSG("the day of the document"), MSG("Day of the document")},
    {"title", FIELD_TEXT, false, false, offsetof(struct listing_change_params, title), 0, 500,
	MSG("TITLE"), MSG("what the document is: minutes, an order"), MSG("Kind of the document")},
    REV_FIELD(struct listing_change_params),
};

static const struct field acquaint_fields[] = {
    LIST_FIELD(struct listing_acquaint_params),
    {"school", FIELD_TEXT, true, false, offsetof(struct listing_acquaint_params, school), 0, 0,
	MSG("SCHOOL"), MSG("the code of the school, or its name"), MSG("School"),
	.pick = PICK_SCHOOL},
    {"all", FIELD_FLAG, false, false, offsetof(struct listing_acquaint_params, all), 0, 1, NULL,
	MSG("instead of one: every school of the list that is not acquainted yet"),
	MSG("All schools that are not acquainted yet, instead of one")},
    {"day", FIELD_DAY, false, false, offsetof(struct listing_acquaint_params, day), 0, 0,
	MSG("DAY"), MSG("the day on which the school learned of it; without it today"),
	MSG("Day of the acquaintance")},
    {"how", FIELD_CHOICE, false, true, offsetof(struct listing_acquaint_params, how), 0, 0,
	MSG("HOW"), MSG("letter, signature, meeting or system"),
	MSG("How the school was acquainted"), ways},
    {"letter", FIELD_TEXT, false, false, offsetof(struct listing_acquaint_params, number), 0, 100,
	MSG("NUMBER"), MSG("the number of our letter to the school"), MSG("Number of our letter")},
};

static const struct field object_fields[] = {
    LIST_FIELD(struct listing_object_params),
    SCHOOL_FIELD(struct listing_object_params),
    {"about", FIELD_CHOICE, false, true, offsetof(struct listing_object_params, about), 0, 0,
	MSG("SUBJECT"), MSG("inclusion, figure or other"), MSG("What the objection is about"),
	subjects},
    {"text", FIELD_LONG, false, true, offsetof(struct listing_object_params, text), 0, 0,
	MSG("TEXT"), MSG("what the school disputes and why"), MSG("Objection")},
    {"day", FIELD_DAY, false, false, offsetof(struct listing_object_params, day), 0, 0, MSG("DAY"),
	MSG("the day on which it came; without it today"), MSG("Day it came")},
    {"letter", FIELD_TEXT, false, false, offsetof(struct listing_object_params, number), 0, 100,
	MSG("NUMBER"), MSG("the number of the school's letter on which you enter it"),
	MSG("Number of the school's letter")},
    {"letter-day", FIELD_DAY, false, false, offsetof(struct listing_object_params, letter_day), 0,
	0, MSG("DAY"), MSG("the day of the school's letter"), MSG("Day of the school's letter")},
};

static const struct field decide_fields[] = {
    {"objection", FIELD_INT, true, true, offsetof(struct listing_decide_params, objection), 1,
	INT32_MAX, MSG("OBJECTION"), MSG("the number of the objection, from opora list show")},
    {"decision", FIELD_CHOICE, false, true, offsetof(struct listing_decide_params, decision), 0, 0,
	MSG("DECISION"), MSG("accepted or rejected"), MSG("Decision"), decisions},
    {"reason", FIELD_LONG, false, true, offsetof(struct listing_decide_params, reason), 0, 4000,
	MSG("TEXT"), MSG("the grounds, as the school is answered in writing"), MSG("Grounds")},
    {"document", FIELD_TEXT, false, true, offsetof(struct listing_decide_params, number), 0, 100,
	MSG("NUMBER"), MSG("the number of the answer in writing"), MSG("Number of the answer")},
    {"day", FIELD_DAY, false, false, offsetof(struct listing_decide_params, day), 0, 0, MSG("DAY"),
	MSG("the day of the decision; without it today"), MSG("Day of the decision")},
    REV_FIELD(struct listing_decide_params),
};

static const struct field approve_fields[] = {
    LIST_FIELD(struct listing_approve_params),
    {"order-number", FIELD_TEXT, false, true, offsetof(struct listing_approve_params, number), 0,
	100, MSG("NUMBER"), MSG("the number of the order"), MSG("Number of the order")},
    {"order-day", FIELD_DAY, false, true, offsetof(struct listing_approve_params, day), 0, 0,
	MSG("DAY"), MSG("the day of the order"), MSG("Day of the order")},
    {"title", FIELD_TEXT, false, true, offsetof(struct listing_approve_params, title), 0, 500,
	MSG("TITLE"), MSG("the title of the order"), MSG("Title of the order")},
    {"basis", FIELD_TEXT, false, false, offsetof(struct listing_approve_params, basis), 0, 1000,
	MSG("ACT"),
	MSG("on what basis the results are used: the act of the region; needed for VPR"),
	MSG("Basis of use")},
    {"hurry", FIELD_LONG, false, false, offsetof(struct listing_approve_params, hurry), 0, 4000,
	MSG("TEXT"),
	MSG("why the order does not wait for a school's acquaintance or its term to object"),
	MSG("Why it does not wait")},
    REV_FIELD(struct listing_approve_params),
};

static const struct field list_compare_fields[] = {
    {"first", FIELD_INT, true, true, offsetof(struct listing_compare_params, first), 1, INT32_MAX,
	MSG("LIST"), MSG("the number of a list")},
    {"second", FIELD_INT, true, true, offsetof(struct listing_compare_params, second), 1, INT32_MAX,
	MSG("LIST"), MSG("the number of another list of the same kind")},
};

const struct action_row action_rows_lists[] = {
    {{ACTION_LISTS, "lists", MSG("the lists of schools there are"), NULL, "opora lists --year 2026",
	 PERMIT_READ, AUDIT_NONE, NEEDS_DATABASE, lists_fields, COUNT(lists_fields),
	 sizeof(struct listings_params), lists_run, lists_json, .verb = VERB_GET, .path = "/lists",
	 .title = MSG("Lists of schools")},
	text_lists, lists_page},
    {{ACTION_LIST_SHOW, "list show",
	 MSG("a list with its schools, how each came there, and objections"),
	 MSG("When figures that its computation read are others now, it says which."),
	 "opora list show 3", PERMIT_READ, AUDIT_NONE, NEEDS_DATABASE, show_fields,
	 COUNT(show_fields), sizeof(struct listing_params), list_show_run, listing_json,
	 .verb = VERB_GET, .path = "/lists/{list}", .title = MSG("A list of schools")},
	text_list, list_page},
    {{ACTION_LIST_MAKE, "list make", MSG("a computed list: a method is run and both are kept"),
	 MSG("Any method with the result «listed» will do. The list never changes."),
	 "opora list make --year 2026 --kind results", PERMIT_LIST, AUDIT_WRITE, NEEDS_DATABASE,
	 make_fields, COUNT(make_fields), sizeof(struct listing_make_params), list_make_run,
	 listing_done_json, .verb = VERB_POST, .path = "/lists/make",
	 .title = MSG("Compute a list"), .slow = true, .button = MSG("Compute"),
	 .done = MSG("The list is computed"), .then = "/lists"},
	text_list_done, list_made_page},
    {{ACTION_LIST_RECEIVE, "list receive", MSG("a list that came from the region with a letter"),
	 MSG("It never changes; a later letter is another list."),
	 "opora list receive --year 2026 --kind results --school edu000003 --school edu000007 "
	 "--letter-number 118 --letter-day 2026-09-03 --from \"Министерство образования\"",
	 PERMIT_LIST, AUDIT_WRITE, NEEDS_DATABASE, receive_fields, COUNT(receive_fields),
	 sizeof(struct listing_receive_params), list_receive_run, listing_done_json,
	 .verb = VERB_POST, .path = "/lists/receive",
	 .title = MSG("A list that came with a letter"), .slow = true, .button = MSG("Enter"),
	 .done = MSG("The list is entered"), .then = "/lists"},
	text_list_done, list_made_page},
    {{ACTION_LIST_DRAFT, "list draft", MSG("begin a list to be approved as a copy of another"),
	 NULL, "opora list draft --from 2", PERMIT_LIST, AUDIT_WRITE, NEEDS_DATABASE, draft_fields,
	 COUNT(draft_fields), sizeof(struct listing_draft_params), list_draft_run,
	 listing_done_json, .verb = VERB_POST, .path = "/lists/{from}/draft",
	 .title = MSG("Begin a draft"), .button = MSG("Begin a draft"),
	 .done = MSG("The draft is begun"), .then = "/lists"},
	text_list_done, list_made_page},
    {{ACTION_LIST_INCLUDE, "list include", MSG("put a school into a draft by decision"),
	 MSG("What the method says of it stays visible beside the decision."),
	 "opora list include 3 edu000005 --reason \"…\" --document 4 --day 2026-09-10", PERMIT_LIST,
	 AUDIT_WRITE, NEEDS_DATABASE, change_fields, COUNT(change_fields),
	 sizeof(struct listing_change_params), list_include_run, listing_done_json,
	 .stored = listing_stored, .verb = VERB_POST, .path = "/lists/{list}/include",
	 .title = MSG("Include a school by decision"), .button = MSG("Include"),
	 .done = MSG("The school is included"), .then = "/lists/{list}"},
	text_list_done},
    {{ACTION_LIST_EXCLUDE, "list exclude", MSG("take a school out of a draft by decision"),
	 MSG("It stays in the draft as excluded, with the reason and what the method says of it."),
	 "opora list exclude 3 edu000005 --reason \"…\" --document 4 --day 2026-09-10", PERMIT_LIST,
	 AUDIT_WRITE, NEEDS_DATABASE, change_fields, COUNT(change_fields),
	 sizeof(struct listing_change_params), list_exclude_run, listing_done_json,
	 .stored = listing_stored, .verb = VERB_POST, .path = "/lists/{list}/exclude",
	 .title = MSG("Exclude a school by decision"), .button = MSG("Exclude"),
	 .done = MSG("The school is excluded"), .then = "/lists/{list}"},
	text_list_done},
    {{ACTION_LIST_ACQUAINT, "list acquaint",
	 MSG("note when a school, or each that did not yet, learned that it stands in a draft"),
	 MSG("From the day after it the term to object runs, in working days. Said again of a "
	     "school, it corrects the day."),
	 "opora list acquaint 3 edu000005 --how letter --letter 77 --day 2026-08-31", PERMIT_LIST,
	 AUDIT_WRITE, NEEDS_DATABASE, acquaint_fields, COUNT(acquaint_fields),
	 sizeof(struct listing_acquaint_params), list_acquaint_run, listing_done_json,
	 .verb = VERB_POST, .path = "/lists/{list}/acquaint",
	 .title = MSG("Acquaintance with the list"), .button = MSG("Note"),
	 .done = MSG("The acquaintance is noted"), .then = "/lists/{list}"},
	text_list_done},
    {{ACTION_LIST_OBJECT, "list object", MSG("an objection of a school to a draft"),
	 MSG("A late one is taken, too, and marked. Entered for a school, it names the school's "
	     "letter."),
	 "opora list object 3 edu000005 --about figure --text \"…\" --letter 12 --letter-day "
	 "2026-09-03",
	 PERMIT_OBJECT, AUDIT_WRITE, NEEDS_DATABASE, object_fields, COUNT(object_fields),
	 sizeof(struct listing_object_params), list_object_run, listing_done_json,
	 .verb = VERB_POST, .path = "/lists/{list}/object", .title = MSG("Objection of a school"),
	 .button = MSG("Object"), .done = MSG("The objection is entered"), .then = "/lists/{list}"},
	text_list_done, NULL, objection_form},
    {{ACTION_LIST_DECIDE, "list decide", MSG("decide on an objection"),
	 MSG("Accepting it changes nothing by itself: a school leaves the draft by opora list "
	     "exclude."),
	 "opora list decide 1 --decision rejected --reason \"…\" --document 15", PERMIT_LIST,
	 AUDIT_WRITE, NEEDS_DATABASE, decide_fields, COUNT(decide_fields),
	 sizeof(struct listing_decide_params), list_decide_run, listing_done_json,
	 .stored = listing_objection_stored, .verb = VERB_POST,
	 .path = "/objections/{objection}/decide", .title = MSG("Decision on an objection"),
	 .button = MSG("Decide"), .done = MSG("The objection is decided")},
	text_list_done},
    {{ACTION_LIST_APPROVE, "list approve", MSG("the order that approves a draft and seals it"),
	 MSG("Refused while an objection is open, or while a school was not acquainted or may "
	     "still object and no reason is given for not waiting."),
	 "opora list approve 3 --order-number 212 --order-day 2026-09-15 --title \"…\" --basis "
	 "\"…\"",
	 PERMIT_APPROVE, AUDIT_WRITE, NEEDS_DATABASE, approve_fields, COUNT(approve_fields),
	 sizeof(struct listing_approve_params), list_approve_run, listing_done_json,
	 .stored = listing_stored, .verb = VERB_POST, .path = "/lists/{list}/approve",
	 .title = MSG("Approve by order"), .button = MSG("Approve"),
	 .done = MSG("The list is approved"), .then = "/lists/{list}"},
	text_list_done},
    {{ACTION_LIST_COMPARE, "list compare", MSG("two lists: who stands in one only, and why"),
	 MSG("A difference that neither a decision nor the computation explains is named so."),
	 "opora list compare 1 2", PERMIT_READ, AUDIT_NONE, NEEDS_DATABASE, list_compare_fields,
	 COUNT(list_compare_fields), sizeof(struct listing_compare_params), list_compare_run,
	 listing_compare_json, .verb = VERB_GET, .path = "/lists/{first}/compare/{second}"},
	text_list_compare, list_compare_page},
    {{ACTION_LIST_VERIFY, "list verify", MSG("look whether a sealed list is still what was sealed"),
	 MSG("Its snapshot has its digest, what is stored is what was sealed, and its run gives "
	     "the same again."),
	 "opora list verify 3", PERMIT_READ, AUDIT_NONE, NEEDS_DATABASE, show_fields,
	 COUNT(show_fields), sizeof(struct listing_params), list_verify_run, listing_verify_json,
	 .verb = VERB_GET, .path = "/lists/{list}/verify"},
	text_list_verify, list_verify_page},
};
const size_t action_rows_lists_count = COUNT(action_rows_lists);
