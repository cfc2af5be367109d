#include "actions.h"

#include "actions/parts.h"

struct action actions[ACTION_COUNT];
cli_text *action_texts[ACTION_COUNT];
web_page *action_pages[ACTION_COUNT], *action_forms[ACTION_COUNT];
web_file *action_files[ACTION_COUNT];

static void
take(const struct action_row *rows, size_t count)
{
	size_t i;

	for (i = 0; i < count; i++) {
		actions[rows[i].action.id] = rows[i].action;
		action_texts[rows[i].action.id] = rows[i].text;
		action_pages[rows[i].action.id] = rows[i].page;
		action_forms[rows[i].action.id] = rows[i].form;
		action_files[rows[i].action.id] = rows[i].file;
	}
}

void
actions_collect(void)
{
	take(action_rows_cycle, action_rows_cycle_count);
	take(action_rows_figures, action_rows_figures_count);
	take(action_rows_decisions, action_rows_decisions_count);
	take(action_rows_keeping, action_rows_keeping_count);
	take(action_rows_schools, action_rows_schools_count);
	take(action_rows_people, action_rows_people_count);
	take(action_rows_lists, action_rows_lists_count);
}
