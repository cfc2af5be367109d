#include "actions.h"
#include "intake/xls.h"

#include <string.h>

int
main(int argc, char **argv)
{
	if (argc == 2 && strcmp(argv[1], XLS_CHILD_WORD) == 0)
		xls_child();
	xls_set_child("/proc/self/exe", XLS_CHILD_WORD, XLS_WALL_SECONDS);
	actions_collect();
	web_set_table(
	    &(struct web_table){actions, action_pages, action_forms, action_files, ACTION_COUNT});
	return cli_main(argc, argv, actions, ACTION_COUNT, action_texts);
}
