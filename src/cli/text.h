/* How each action's view reads on a terminal. */
#ifndef CLI_TEXT_H
#define CLI_TEXT_H

#include "cli/cli.h"

cli_text text_init, text_migrate, text_import, text_imports, text_undo, text_identify, text_explain,
    text_compare, text_method_list, text_method_show, text_method_check, text_demo, text_config,
    text_check, text_copy, text_match, text_template, text_export, text_audit, text_backup,
    text_restore, text_none, text_user, text_users, text_permissions, text_batch, text_forms;

#endif
