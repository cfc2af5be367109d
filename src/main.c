#include "actions.h"

int
main(int argc, char **argv)
{
	return cli_main(argc, argv, actions, ACTION_COUNT, action_texts);
}
