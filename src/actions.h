/* The table of actions and their printers. */
#ifndef ACTIONS_H
#define ACTIONS_H

#include "cli/cli.h"

extern const struct action actions[ACTION_COUNT];
extern cli_text *const action_texts[ACTION_COUNT];

#endif
