/* How each action's view reads on a terminal. */
#ifndef CLI_TEXT_H
#define CLI_TEXT_H

#include "cli/cli.h"

cli_text text_audit;
cli_text text_backup;
cli_text text_backups;
cli_text text_batch;
cli_text text_bodies;
cli_text text_card;
cli_text text_check;
cli_text text_compare;
cli_text text_config;
cli_text text_copy;
cli_text text_demo;
cli_text text_ended;
cli_text text_explain;
cli_text text_export;
cli_text text_forms;
cli_text text_funnel;
cli_text text_identify;
cli_text text_import;
cli_text text_imports;
cli_text text_init;
cli_text text_list;
cli_text text_list_compare;
cli_text text_list_done;
cli_text text_list_verify;
cli_text text_lists;
cli_text text_made;
cli_text text_match;
cli_text text_method_check;
cli_text text_method_list;
cli_text text_method_show;
cli_text text_migrate;
cli_text text_none;
cli_text text_permissions;
cli_text text_posts;
cli_text text_procedures;
cli_text text_report;
cli_text text_restore;
cli_text text_school_join;
cli_text text_schools;
cli_text text_sessions;
cli_text text_settings;
cli_text text_status;
cli_text text_template;
cli_text text_token;
cli_text text_tokens;
cli_text text_typing;
cli_text text_undo;
cli_text text_user;
cli_text text_users;
cli_text text_years;

#endif
