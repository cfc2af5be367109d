#include "app/field.h"

#include "base/mem.h"
#include "base/text.h"

#include <string.h>

bool
field_several(const struct field *f)
{
	return f->type == FIELD_TEXTS || f->type == FIELD_METHODS || f->type == FIELD_FILES;
}

const struct field *
field_find(const struct action *a, const char *name, size_t len)
{
	size_t i;

	for (i = 0; i < a->nfields; i++) {
		if (strlen(a->fields[i].name) == len && memcmp(a->fields[i].name, name, len) == 0)
			return &a->fields[i];
	}
	return NULL;
}

static enum err
put_int(const struct field *f, const char *value, struct arg label, void *at, struct error *err)
{
	struct rational n;

	if (!rational_parse(value, strlen(value), &n) || n.den != 1)
		return fail(err, ERR_USAGE, MSG("{0} is a whole number, not «{1}»"), label,
		    arg_text(value));
	if (n.num < f->min || n.num > f->max)
		return fail(err, ERR_USAGE, MSG("{0} lies between {1} and {2}, not {3}"), label,
		    arg_year(f->min), arg_year(f->max), arg_year(n.num));
	if (f->type == FIELD_YEAR)
		*(int *)at = (int)n.num;
	else
		*(int64_t *)at = n.num;
	return OK;
}

static enum err
put_choice(TALLOC_CTX *ctx, const struct field *f, const char *value, struct arg label, void *at,
    struct error *err)
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
	return fail(err, ERR_USAGE, MSG("{0} is one of: {1}; not «{2}»"), label, arg_text(all),
	    arg_text(value));
}

static enum err
put_text(const struct field *f, const char *value, struct arg label, void *at, struct error *err)
{
	size_t max = f->max > 0              ? (size_t)f->max
		     : f->type == FIELD_LONG ? FIELD_LONG_MAX
					     : FIELD_TEXT_MAX;

	if (value[0] == '\0' && !f->blanks)
		return fail(err, ERR_USAGE, MSG("{0} is empty"), label);
	if (text_length(value) > max)
		return fail(err, ERR_USAGE, MSG("{0} is longer than {1} letters"), label,
		    arg_int((int64_t)max));
	*(const char **)at = value;
	return OK;
}

static enum err
room_for_one(size_t count, const struct field *f, struct arg label, struct error *err)
{
	if ((int64_t)count < f->max)
		return OK;
	return fail(
	    err, ERR_USAGE, MSG("{0} can be given at most {1} times"), label, arg_int(f->max));
}

enum err
field_put_file(TALLOC_CTX *ctx, const struct field *f, const struct input *input, struct arg label,
    void *params, struct error *err)
{
	struct inputs *files = (void *)((char *)params + f->offset);
	enum err e = room_for_one(files->count, f, label, err);

	if (e == OK)
		mem_push(ctx, files->items, files->count) = *input;
	return e;
}

enum err
field_put(TALLOC_CTX *ctx, const struct field *f, const char *value, struct arg label, void *params,
    struct error *err)
{
	void *at = (char *)params + f->offset;
	struct texts *texts = at;
	enum err e;

	if (!text_valid(value, strlen(value)))
		return fail(err, ERR_USAGE, MSG("the value of {0} is not UTF-8"), label);
	switch (f->type) {
	case FIELD_TEXT:
	case FIELD_LONG:
	case FIELD_SECRET:
		return put_text(f, value, label, at, err);
	case FIELD_CHOICE:
		return put_choice(ctx, f, value, label, at, err);
	case FIELD_DAY:
		if (!day_parse(value, strlen(value), at))
			return fail(err, ERR_USAGE,
			    MSG("{0} is a day as 2026-11-22 or 22.11.2026, not «{1}»"), label,
			    arg_text(value));
		return OK;
	case FIELD_FILES:
		return field_put_file(
		    ctx, f, &(struct input){.path = value, .name = value}, label, params, err);
	case FIELD_TEXTS:
	case FIELD_METHODS:
		e = room_for_one(texts->count, f, label, err);
		if (e == OK)
			mem_push(ctx, texts->items, texts->count) = value;
		return e;
	case FIELD_INT:
	case FIELD_YEAR:
		return put_int(f, value, label, at, err);
	case FIELD_FLAG:
		*(bool *)at = true;
		return OK;
	}
	return OK;
}

enum err
field_enough(
    const struct field *f, struct arg label, const void *params, bool given, struct error *err)
{
	/* struct texts and struct inputs both start with their count */
	const size_t *count = (const void *)((const char *)params + f->offset);

	if (f->required && !given)
		return fail(err, ERR_USAGE, MSG("{0} is missing"), label);
	if (field_several(f) && given && (int64_t)*count < f->min)
		return fail(
		    err, ERR_USAGE, MSG("{0} must be given {1} times"), label, arg_int(f->min));
	return OK;
}
