#include "cli/cli.h"

#include "app/app.h"
#include "app/config.h"
#include "base/hash.h"
#include "base/mem.h"

#include <signal.h>
#include <string.h>
#include <sys/ioctl.h>
#include <unistd.h>

/* What stands before or among a command's own words. */
struct common {
	const char *options[CONFIG_COUNT];
	bool json, quiet, help, version, manual;
};

static volatile sig_atomic_t interrupted;

static void
on_interrupt(int sig)
{
	if (interrupted)
		_exit(130);
	interrupted = 1;
}

int
cli_exit_code(enum err e)
{
	static const int codes[] = {[OK] = 0,
	    [ERR_INVALID] = 1,
	    [ERR_USAGE] = 2,
	    [ERR_NOT_FOUND] = 3,
	    [ERR_DENIED] = 4,
	    [ERR_CONFLICT] = 5,
	    [ERR_IO] = 6,
	    [ERR_DATABASE] = 6,
	    [ERR_INTERNAL] = 6};

	return codes[e];
}

/* Takes an option with a value, "--lang en" or "--lang=en"; false when @word is another. */
static bool
take_value(int argc, char **argv, int *at, const char *name, const char **out, struct error *err,
    enum err *e)
{
	size_t len = strlen(name);

	if (strncmp(argv[*at], name, len) != 0)
		return false;
	if (argv[*at][len] == '=') {
		*out = argv[*at] + len + 1;
		return true;
	}
	if (argv[*at][len] != '\0')
		return false;
	if (*at + 1 >= argc)
		*e = fail(err, ERR_USAGE, MSG("{0} needs a value"), arg_text(name));
	else
		*out = argv[++*at];
	return true;
}

static bool
take_flag(const char *word, const char *name, bool *out)
{
	if (strcmp(word, name) != 0)
		return false;
	*out = true;
	return true;
}

/* Moves the common options out of @argv; what is left stays in order. Returns its number. */
static int
take_common(int argc, char **argv, struct common *c, struct error *err, enum err *e)
{
	int i, left = 0;

	*e = OK;
	for (i = 0; i < argc && *e == OK; i++) {
		if (strcmp(argv[i], "--") == 0) {
			while (i < argc)
				argv[left++] = argv[i++];
			break;
		}
		if (!take_value(argc, argv, &i, "--data", &c->options[CONFIG_DATA], err, e) &&
		    !take_value(argc, argv, &i, "-d", &c->options[CONFIG_DATA], err, e) &&
		    !take_value(
			argc, argv, &i, "--database", &c->options[CONFIG_DATABASE], err, e) &&
		    !take_value(argc, argv, &i, "--lang", &c->options[CONFIG_LANG], err, e) &&
		    !take_flag(argv[i], "--json", &c->json) &&
		    !take_flag(argv[i], "--quiet", &c->quiet) &&
		    !take_flag(argv[i], "--help", &c->help) &&
		    !take_flag(argv[i], "-h", &c->help) &&
		    !take_flag(argv[i], "--version", &c->version) &&
		    !take_flag(argv[i], "--manual", &c->manual))
			argv[left++] = argv[i];
	}
	return left;
}

/* The action whose words stand first; the longest fits. *@used counts its words. */
static const struct action *
find_action(const struct action *actions, size_t n, int argc, char **argv, int *used)
{
	const struct action *best = NULL;
	char two[128];
	size_t i;

	*used = 0;
	snprintf(two, sizeof two, "%s %s", argc > 0 ? argv[0] : "", argc > 1 ? argv[1] : "");
	for (i = 0; i < n; i++) {
		if (actions[i].web_only)
			continue;
		if (argc > 1 && strcmp(actions[i].command, two) == 0) {
			*used = 2;
			return &actions[i];
		}
		if (argc > 0 && strcmp(actions[i].command, argv[0]) == 0) {
			*used = 1;
			best = &actions[i];
		}
	}
	return best;
}

static bool
show_progress(void *arg, const char *what, int64_t done, int64_t total)
{
	struct out *o = arg;
	char *number;

	if (isatty(STDERR_FILENO)) {
		number = text_number(o->ctx, o->lang, rational_int(done), 0);
		fprintf(stderr, "\r%s: %s ", tr(o->lang, what), number);
		talloc_free(number);
	}
	return interrupted != 0;
}

static void
say_error(struct out *o, const struct error *err)
{
	fprintf(
	    stderr, "%s%s\n", isatty(STDERR_FILENO) ? "\r" : "", tr_error(o->ctx, o->lang, err));
}

static enum err
show(struct out *o, const struct common *c, const struct action *a, cli_text *text,
    const void *view, enum err so_far, struct error *err)
{
	struct out to = *o;
	struct json *j;

	if (view == NULL)
		return so_far;
	if (c->json && a->json != NULL) {
		j = json_new(o->ctx, json_to_file, stdout);
		a->json(j, view);
		return so_far != OK ? so_far : json_finish(j, err);
	}
	/* problems go to stderr, facts to stdout */
	to.file = so_far == OK ? stdout : stderr;
	if (text != NULL && (!c->quiet || so_far != OK))
		text(&to, view);
	return so_far;
}

static enum err
run(struct out *o, const struct common *c, const struct config *config, const struct action *a,
    cli_text *text, int argc, char **argv, struct error *err)
{
	void *params = mem_check(talloc_zero_size(o->ctx, a->params_size + 1)), *view = NULL;
	struct app *app;
	enum err e = cli_parse_fields(o->ctx, a, argc, argv, params, err);

	if (e == OK)
		e = cli_ask_secrets(o, a, params, err);
	if (e == OK)
		e = app_new(o->ctx, config->entries[CONFIG_DATA].value, &app, err);
	if (e != OK)
		return e;
	app->config = config;
	app->actions = a - a->id; /* the table is in the order of its ids */
	app->nactions = ACTION_COUNT;
	app->progress = show_progress;
	app->progress_arg = o;
	signal(SIGINT, on_interrupt);
	signal(
	    SIGXFSZ, SIG_IGN); /* a limit of file size is then an error of writing, told as one */
	e = app_dispatch(o->ctx, app, a, params, &view, err);
	if (isatty(STDERR_FILENO))
		fputs("\r\033[K", stderr);
	e = show(o, c, a, text, view, e, err);
	if (e == OK && fflush(stdout) != 0)
		e = fail(err, ERR_IO, MSG("the output could not be written"));
	return e;
}

static enum err
choose(struct out *o, const struct common *c, const struct config *config,
    const struct action *actions, size_t n, cli_text *const *texts, int argc, char **argv,
    struct error *err)
{
	int used;
	const struct action *a = find_action(actions, n, argc, argv, &used);

	if (c->version) {
		printf("opora %s\n", OPORA_VERSION);
		return OK;
	}
	if (c->manual) {
		cli_manual(o, actions, n);
		return OK;
	}
	if (argc == 0 || strcmp(argv[0], "help") == 0) {
		if (argc > 1 && (a = find_action(actions, n, argc - 1, argv + 1, &used)) != NULL) {
			cli_help_action(o, a);
			return OK;
		}
		cli_help(o, actions, n);
		return argc == 0 && !c->help ? ERR_USAGE : OK;
	}
	if (a == NULL)
		return fail(err, ERR_USAGE, MSG("there is no command «{0}»; opora help lists them"),
		    arg_text(argv[0]));
	if (c->help) {
		cli_help_action(o, a);
		return OK;
	}
	return run(o, c, config, a, texts[a->id], argc - used, argv + used, err);
}

static int
terminal_width(void)
{
	struct winsize size;

	if (ioctl(STDOUT_FILENO, TIOCGWINSZ, &size) == 0 && size.ws_col >= 40)
		return size.ws_col;
	return 100;
}

int
cli_main(int argc, char **argv, const struct action *actions, size_t n, cli_text *const *texts)
{
	TALLOC_CTX *ctx = mem_check(talloc_new(NULL));
	struct out o = {ctx, stdout, LANG_RU, terminal_width()};
	struct common c = {0};
	struct config config;
	struct error err = {.id = NULL};
	const char *wrong = app_check_table(actions, n);
	enum err e;
	int left;

	if (wrong != NULL) {
		fprintf(stderr, "opora: %s\n", wrong);
		talloc_free(ctx);
		return 6;
	}
	hash_start();
	left = take_common(argc - 1, argv + 1, &c, &err, &e);
	if (e == OK)
		e = config_read(ctx, c.options, &config, &err);
	if (e == OK) {
		lang_parse(config.entries[CONFIG_LANG].value, &o.lang);
		e = choose(&o, &c, &config, actions, n, texts, left, argv + 1, &err);
	}
	if (e != OK && err.id != NULL)
		say_error(&o, &err);
	talloc_free(ctx);
	return cli_exit_code(e);
}
