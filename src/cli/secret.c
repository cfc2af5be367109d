/* Secrets are never options, which others see in the list of processes: they are asked for. */
#include "cli/cli.h"

#include "base/mem.h"

#include <string.h>
#include <termios.h>
#include <unistd.h>

#define SECRET_LINE 1024

/* A line of standard input without its end; false at the end of input. */
static bool
read_line(char line[SECRET_LINE])
{
	if (fgets(line, SECRET_LINE, stdin) == NULL)
		return false;
	line[strcspn(line, "\r\n")] = '\0';
	return line[0] != '\0';
}

static bool
ask(struct out *o, const struct field *f, char line[SECRET_LINE])
{
	struct termios shown, hidden;
	bool terminal = tcgetattr(STDIN_FILENO, &shown) == 0, read;

	if (terminal) {
		fprintf(stderr, "%s: ", tr(o->lang, f->what));
		hidden = shown;
		hidden.c_lflag &= ~(tcflag_t)ECHO;
		tcsetattr(STDIN_FILENO, TCSAFLUSH, &hidden);
	}
	read = read_line(line);
	if (terminal) {
		tcsetattr(STDIN_FILENO, TCSAFLUSH, &shown);
		fputc('\n', stderr);
	}
	return read;
}

enum err
cli_ask_secrets(struct out *o, const struct action *a, void *params, struct error *err)
{
	char line[SECRET_LINE];
	size_t i;

	for (i = 0; i < a->nfields; i++) {
		const struct field *f = &a->fields[i];

		if (f->type != FIELD_SECRET || f->web)
			continue;
		if (!ask(o, f, line) || !text_valid(line, strlen(line)))
			return fail(err, ERR_USAGE,
			    MSG("{0} is missing: type it, or give it on standard input"),
			    arg_msg(f->what));
		*(const char **)((char *)params + f->offset) = mem_strdup(o->ctx, line);
		explicit_bzero(line, sizeof line);
	}
	return OK;
}
