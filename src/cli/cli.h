/*
 * The command line: from words to the parameters of an action, and from its view to text or JSON.
 * It knows actions only by the table it is given.
 */
#ifndef CLI_CLI_H
#define CLI_CLI_H

#include "app/action.h"
#include "base/tr.h"

#include <stdio.h>

/* Where text for people goes. */
struct out {
	TALLOC_CTX *ctx; /* of the command */
	FILE *file;
	enum lang lang;
	int width; /* columns of the terminal, 100 when it is none */
};

/* Prints an action's view for people. @view may be what an action left beside an error. */
typedef void cli_text(struct out *o, const void *view);

struct cli_command {
	const struct action *action;
	cli_text *text;
};

/* Runs the program; the exit code of formats.md. @texts: one printer per action id. */
int cli_main(int argc, char **argv, const struct action *actions, size_t n, cli_text *const *texts);

/* Exit code of an error kind. */
int cli_exit_code(enum err e);

/*
 * Parses the words after the command into @params (params_size zeroed bytes under @ctx).
 * ERR_USAGE says what is wrong.
 */
enum err cli_parse_fields(TALLOC_CTX *ctx, const struct action *a, int argc, char **argv,
    void *params, struct error *err);

/*
 * Asks for the FIELD_SECRETs of @a: on the terminal without showing them, else a line each of
 * standard input. ERR_USAGE when one is missing.
 */
enum err cli_ask_secrets(struct out *o, const struct action *a, void *params, struct error *err);

/* Help of all commands, or of one; and the manual page opora(1) as mdoc. */
void cli_help(struct out *o, const struct action *actions, size_t n);
void cli_help_action(struct out *o, const struct action *a);
void cli_manual(struct out *o, const struct action *actions, size_t n);

/* A line of text: a message and its arguments. */
#define put_line(o, ...) put_line_(o, __VA_ARGS__)
#define put_line_(o, msg, ...)                                                                     \
	out_line(o, msg, (struct arg[]){__VA_ARGS__ __VA_OPT__(, ){.type = ARG_NONE}})
void out_line(struct out *o, const char *id, const struct arg *args);

/* A table: rows of cells, columns as wide as needed; numbers of columns from @align ('l', 'r'). */
struct table {
	size_t columns, rows;
	const char *align;
	const char **cells; /* rows × columns, under the command's context */
};
struct table *table_new(struct out *o, const char *align);
void table_row(struct out *o, struct table *t, ...); /* as many const char * as columns */
void table_head(struct out *o, struct table *t, const char *text); /* a row over all columns */
void table_print(struct out *o, const struct table *t, const char *indent);

/* Problems one a line: file, sheet, row, column, sentence. */
struct problems;
void put_problems(struct out *o, const struct problems *problems);

#endif
