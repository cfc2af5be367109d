/* The cycle of the year and what waits. */
#include "actions/parts.h"

#include "app/board.h"
#include "app/inbox.h"
#include "app/manual.h"
#include "app/search.h"
#include "cli/text.h"
#include "web/board.h"
#include "web/help.h"
#include "web/search.h"

static const struct field board_fields[] = {
    {"year", FIELD_YEAR, false, false, offsetof(struct board_params, year), 2000, 2100, MSG("YEAR"),
	MSG("the year in which the school year ends; without it the newest with results")},
    {"cycle", FIELD_CHOICE, false, false, offsetof(struct board_params, cycle), 0, 0, MSG("CYCLE"),
	MSG("nine positions of the federal assessment or six steps; without it nine"),
	.choices = board_cycles},
};

static const struct field search_fields[] = {
    {"q", FIELD_TEXT, true, false, offsetof(struct search_params, text), 0, 200, MSG("TEXT"),
	MSG("words of a name, a title or the manual; all must be found")},
};

static const struct field manual_fields[] = {
    {"page", FIELD_TEXT, true, true, offsetof(struct manual_params, page), 0, 100, MSG("PAGE"),
	MSG("a page of the manual, from opora manual")},
};

const struct action_row action_rows_cycle[] = {
    {{ACTION_BOARD, "board", MSG("where the work of the year stands and what is next"),
	 MSG("States are computed from what is stored: schools, results, lists, objections, "
	     "orders."),
	 "opora board --year 2026 --json", PERMIT_READ, AUDIT_NONE, NEEDS_DATABASE, board_fields,
	 COUNT(board_fields), sizeof(struct board_params), board_run, board_json, .verb = VERB_GET,
	 .path = "/", .title = MSG("Cycle of the year")},
	text_board, board_page},
    {{ACTION_INBOX, "inbox", MSG("what waits for you"),
	 MSG("Overdue, returned, to decide and to approve, this week."), NULL, PERMIT_SIGNED,
	 AUDIT_NONE, NEEDS_DATABASE, NULL, 0, 0, inbox_run, inbox_json, .verb = VERB_GET,
	 .path = "/inbox", .title = MSG("What waits for me")},
	text_inbox, inbox_page},
    {{ACTION_SEARCH, "search", MSG("search schools, methods, lists, imports, pages, the manual"),
	 NULL, "opora search \"школа 3\"", PERMIT_SIGNED, AUDIT_NONE, NEEDS_DATABASE, search_fields,
	 COUNT(search_fields), sizeof(struct search_params), search_run, search_json,
	 .verb = VERB_GET, .path = "/search", .title = MSG("Search")},
	text_search, search_page},
    {{ACTION_MANUAL, "manual", MSG("the pages of the manual"), NULL, NULL, PERMIT_ANYONE,
	 AUDIT_NONE, NEEDS_NOTHING, NULL, 0, sizeof(struct manual_params), manual_run, manual_json,
	 .verb = VERB_GET, .path = "/help", .title = MSG("Help")},
	text_manual, help_page},
    {{ACTION_MANUAL_PAGE, "manual show", MSG("a page of the manual, in Russian"), NULL,
	 "opora manual show perechni", PERMIT_ANYONE, AUDIT_NONE, NEEDS_NOTHING, manual_fields,
	 COUNT(manual_fields), sizeof(struct manual_params), manual_run, manual_json,
	 .verb = VERB_GET, .path = "/help/{page}"},
	text_manual, help_page},
};
const size_t action_rows_cycle_count = COUNT(action_rows_cycle);
