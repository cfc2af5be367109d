/*
 * THE table: every command and every page, with permission, audit, fields and use case. Its rows
 * stand in src/actions/, a file for each part of the work; what an action does stands in app, how
 * its view reads on a terminal in cli.
 */
#ifndef ACTIONS_H
#define ACTIONS_H

#include "cli/cli.h"
#include "web/route.h"

struct action_row {
	struct action action;
	cli_text *text;
	web_page *page; /* of its view; NULL: after a POST the browser goes on */
	web_page *form; /* NULL: made from the fields */
	web_file *file; /* its view to be kept; without a page it is the answer */
};

/* The rows of all parts in the order of their ids. */
extern struct action actions[ACTION_COUNT];
extern cli_text *action_texts[ACTION_COUNT];
extern web_page *action_pages[ACTION_COUNT], *action_forms[ACTION_COUNT];
extern web_file *action_files[ACTION_COUNT];

/* Puts the table together, once, before anything else. A missing row stays empty. */
void actions_collect(void);

#endif
