/* The cycle of the year and what waits. */
#include "actions/parts.h"

#include "app/board.h"
#include "app/inbox.h"
#include "cli/text.h"
#include "web/board.h"

static const struct field board_fields[] = {
    {"year", FIELD_YEAR, false, false, offsetof(struct board_params, year), 2000, 2100, MSG("YEAR"),
	MSG("the year in which the school year ends; without it the newest with results")},
    {"cycle", FIELD_CHOICE, false, false, offsetof(struct board_params, cycle), 0, 0, MSG("CYCLE"),
	MSG("nine positions of the federal assessment or six steps; without it nine"),
	.choices = board_cycles},
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
};
const size_t action_rows_cycle_count = COUNT(action_rows_cycle);
