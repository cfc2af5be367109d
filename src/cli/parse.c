#include "cli/cli.h"

#include "app/field.h"
#include "base/mem.h"

#include <string.h>

/* As the user writes it: «--year», or the name of the word's place. */
static struct arg
label(TALLOC_CTX *ctx, const struct field *f)
{
	if (f->positional)
		return arg_msg(f->what);
	return arg_text(mem_printf(ctx, "--%s", f->name));
}

static const struct field *
find_option(const struct action *a, const char *name, size_t len)
{
	const struct field *f = field_find(a, name, len);

	/* a secret on the command line is seen by every user of the machine */
	return f == NULL || f->positional || f->type == FIELD_SECRET ? NULL : f;
}

/* The positional field that takes the @n-th word; the last one may take many. */
static const struct field *
find_positional(const struct action *a, int n)
{
	const struct field *last = NULL;
	size_t i;

	for (i = 0; i < a->nfields; i++) {
		if (!a->fields[i].positional)
			continue;
		last = &a->fields[i];
		if (n-- == 0)
			return last;
	}
	return last != NULL && field_several(last) ? last : NULL;
}

static enum err
parse_option(TALLOC_CTX *ctx, const struct action *a, int argc, char **argv, int *at, bool *given,
    void *params, struct error *err)
{
	const char *name = argv[*at] + 2, *equals = strchr(name, '=');
	size_t len = equals == NULL ? strlen(name) : (size_t)(equals - name);
	const struct field *f = find_option(a, name, len);
	const char *value = equals == NULL ? NULL : equals + 1;

	if (f == NULL)
		return fail(err, ERR_USAGE,
		    MSG("opora {0} has no option --{1}; see opora {0} --help"),
		    arg_text(a->command), arg_text(mem_strndup(ctx, name, len)));
	given[f - a->fields] = true;
	if (f->type == FIELD_FLAG && value != NULL)
		return fail(err, ERR_USAGE, MSG("--{0} takes no value"), arg_text(f->name));
	if (f->type != FIELD_FLAG && value == NULL) {
		if (*at + 1 >= argc)
			return fail(err, ERR_USAGE, MSG("--{0} needs a value"), arg_text(f->name));
		value = argv[++*at];
	}
	return field_put(ctx, f, value == NULL ? "1" : value, label(ctx, f), params, err);
}

static enum err
check_required(TALLOC_CTX *ctx, const struct action *a, const bool *given, const void *params,
    struct error *err)
{
	enum err e = OK;
	size_t i;

	for (i = 0; e == OK && i < a->nfields; i++) {
		/* a secret is asked for after everything else is right */
		if (a->fields[i].type != FIELD_SECRET)
			e = field_enough(
			    &a->fields[i], label(ctx, &a->fields[i]), params, given[i], err);
	}
	return e;
}

enum err
cli_parse_fields(
    TALLOC_CTX *ctx, const struct action *a, int argc, char **argv, void *params, struct error *err)
{
	bool *given = mem_array(ctx, bool, a->nfields + 1), options = true;
	const struct field *f;
	int i, words = 0;
	enum err e = OK;

	for (i = 0; e == OK && i < argc; i++) {
		if (options && strcmp(argv[i], "--") == 0) {
			options = false;
			continue;
		}
		if (options && strncmp(argv[i], "--", 2) == 0) {
			e = parse_option(ctx, a, argc, argv, &i, given, params, err);
			continue;
		}
		if (options && argv[i][0] == '-' && argv[i][1] != '\0')
			return fail(err, ERR_USAGE,
			    MSG("opora {0} has no option {1}; a file of such a name follows --"),
			    arg_text(a->command), arg_text(argv[i]));
		f = find_positional(a, words++);
		if (f == NULL)
			return fail(err, ERR_USAGE, MSG("opora {0}: «{1}» is one word too many"),
			    arg_text(a->command), arg_text(argv[i]));
		given[f - a->fields] = true;
		e = field_put(ctx, f, argv[i], label(ctx, f), params, err);
	}
	return e == OK ? check_required(ctx, a, given, params, err) : e;
}
