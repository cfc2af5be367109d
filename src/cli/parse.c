#include "cli/cli.h"

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

static enum err
put_int(TALLOC_CTX *ctx, const struct field *f, const char *value, void *at, struct error *err)
{
	struct rational n;

	if (!rational_parse(value, strlen(value), &n) || n.den != 1)
		return fail(err, ERR_USAGE, MSG("{0} is a whole number, not «{1}»"), label(ctx, f),
		    arg_text(value));
	if (n.num < f->min || n.num > f->max)
		return fail(err, ERR_USAGE, MSG("{0} lies between {1} and {2}, not {3}"),
		    label(ctx, f), arg_year(f->min), arg_year(f->max), arg_year(n.num));
	if (f->type == FIELD_YEAR)
		*(int *)at = (int)n.num;
	else
		*(int64_t *)at = n.num;
	return OK;
}

static enum err
put_choice(TALLOC_CTX *ctx, const struct field *f, const char *value, void *at, struct error *err)
{
	char *all = mem_strdup(ctx, "");
	const struct choice *c;

	for (c = f->choices; c->value != NULL; c++) {
		if (strcmp(c->value, value) == 0) {
			*(const char **)at = c->value;
			return OK;
		}
		all = mem_printf(ctx, "%s%s%s", all, all[0] == '\0' ? "" : ", ", c->value);
	}
	return fail(err, ERR_USAGE, MSG("{0} is one of: {1}; not «{2}»"), label(ctx, f),
	    arg_text(all), arg_text(value));
}

static enum err
put_file(TALLOC_CTX *ctx, const struct field *f, const char *value, void *at, struct error *err)
{
	struct inputs *files = at;

	if ((int64_t)files->count >= f->max)
		return fail(err, ERR_USAGE, MSG("{0} can be given at most {1} times"),
		    label(ctx, f), arg_int(f->max));
	mem_push(ctx, files->items, files->count) = (struct input){.path = value, .name = value};
	return OK;
}

static enum err
put_value(
    TALLOC_CTX *ctx, const struct field *f, const char *value, void *params, struct error *err)
{
	void *at = (char *)params + f->offset;
	struct texts *texts = at;

	if (!text_valid(value, strlen(value)))
		return fail(err, ERR_USAGE, MSG("the value of {0} is not UTF-8"), label(ctx, f));
	switch (f->type) {
	case FIELD_TEXT:
	case FIELD_LONG:
	case FIELD_SECRET:
		if (value[0] == '\0')
			return fail(err, ERR_USAGE, MSG("{0} is empty"), label(ctx, f));
		*(const char **)at = value;
		return OK;
	case FIELD_CHOICE:
		return put_choice(ctx, f, value, at, err);
	case FIELD_DAY:
		if (!day_parse(value, strlen(value), at))
			return fail(err, ERR_USAGE,
			    MSG("{0} is a day as 2026-11-22 or 22.11.2026, not «{1}»"),
			    label(ctx, f), arg_text(value));
		return OK;
	case FIELD_FILES:
		return put_file(ctx, f, value, at, err);
	case FIELD_TEXTS:
	case FIELD_METHODS:
		if ((int64_t)texts->count >= f->max)
			return fail(err, ERR_USAGE, MSG("{0} can be given at most {1} times"),
			    label(ctx, f), arg_int(f->max));
		mem_push(ctx, texts->items, texts->count) = value;
		return OK;
	case FIELD_INT:
	case FIELD_YEAR:
		return put_int(ctx, f, value, at, err);
	case FIELD_FLAG:
		*(bool *)at = true;
		return OK;
	}
	return OK;
}

static const struct field *
find_option(const struct action *a, const char *name, size_t len)
{
	size_t i;

	for (i = 0; i < a->nfields; i++) {
		if (!a->fields[i].positional && a->fields[i].type != FIELD_SECRET &&
		    strlen(a->fields[i].name) == len && memcmp(a->fields[i].name, name, len) == 0)
			return &a->fields[i];
	}
	return NULL;
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
	return last != NULL && (last->type == FIELD_TEXTS || last->type == FIELD_FILES) ? last
											: NULL;
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
	return put_value(ctx, f, value == NULL ? "1" : value, params, err);
}

static enum err
check_required(TALLOC_CTX *ctx, const struct action *a, const bool *given, const void *params,
    struct error *err)
{
	size_t i;

	for (i = 0; i < a->nfields; i++) {
		const struct field *f = &a->fields[i];
		const struct texts *texts = (const void *)((const char *)params + f->offset);

		if (f->required && !given[i] && f->type != FIELD_SECRET)
			return fail(err, ERR_USAGE,
			    MSG("opora {0}: {1} is missing; see opora {0} --help"),
			    arg_text(a->command), label(ctx, f));
		if ((f->type == FIELD_TEXTS || f->type == FIELD_METHODS) && given[i] &&
		    (int64_t)texts->count < f->min)
			return fail(err, ERR_USAGE, MSG("opora {0}: {1} must be given {2} times"),
			    arg_text(a->command), label(ctx, f), arg_int(f->min));
	}
	return OK;
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
		e = put_value(ctx, f, argv[i], params, err);
	}
	return e == OK ? check_required(ctx, a, given, params, err) : e;
}
