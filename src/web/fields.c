#include "web/fields.h"

#include "app/field.h"
#include "base/mem.h"

#include <string.h>

#define ERRORS_MAX 100

struct parsing {
	TALLOC_CTX *ctx;
	const struct field_source *source;
	void *params;
	size_t nerrors;
	struct field_error *errors;
};

static struct arg
label_of(const struct field *f)
{
	return arg_msg(f->label != NULL ? f->label : f->what != NULL ? f->what : f->help);
}

static void
note(struct parsing *p, const struct field *f, const struct error *error)
{
	if (p->nerrors < ERRORS_MAX)
		mem_push(p->ctx, p->errors, p->nerrors) = (struct field_error){f, *error};
}

static bool
take_one(struct parsing *p, const struct field *f, const char *value)
{
	struct error error;

	if ((value[0] == '\0' && !f->blanks) ||
	    (f->type == FIELD_FLAG && (strcmp(value, "0") == 0 || strcmp(value, "false") == 0)))
		return false;
	if (field_put(p->ctx, f, value, label_of(f), p->params, &error) != OK) {
		note(p, f, &error);
		return true;
	}
	return true;
}

static bool
take_files(struct parsing *p, const struct field *f)
{
	bool given = false;
	struct error error;
	size_t i;

	for (i = 0; i < p->source->nfiles; i++) {
		const struct http_file *file = &p->source->files[i];
		struct input input = {NULL, file->filename, file->bytes, file->len};

		if (strcmp(file->name, f->name) != 0)
			continue;
		given = true;
		if (field_put_file(p->ctx, f, &input, label_of(f), p->params, &error) != OK)
			note(p, f, &error);
	}
	return given;
}

/* A control for one of several values may be called so: two of one name confuse a form. */
static bool
is_list(const struct field *f, const char *name)
{
	size_t len = strlen(f->name);

	return field_several(f) && strncmp(name, f->name, len) == 0 &&
	       strcmp(name + len, "[]") == 0;
}

/*
 * What @pair says of @f, or NULL. Each of several values may have a control of its own: method.1
 * and method.2 are both method; of NAME=VALUE, param.share=0.3 is param=share=0.3; and point[] is
 * point.
 */
static const char *
said_of(struct parsing *p, const struct field *f, const struct http_pair *pair)
{
	size_t len = strlen(f->name);

	if (strcmp(pair->name, f->name) == 0 || is_list(f, pair->name))
		return pair->value;
	if (!field_several(f) || strncmp(pair->name, f->name, len) != 0 || pair->name[len] != '.' ||
	    (pair->value[0] == '\0' && !f->blanks))
		return NULL;
	if (f->type == FIELD_METHODS)
		return pair->value;
	return mem_printf(p->ctx, "%s=%s", pair->name + len + 1, pair->value);
}

/* A text area gives several texts in one: a line each, without the blanks around it. */
static bool
take_lines(struct parsing *p, const struct field *f, const char *said)
{
	bool given = false;
	size_t len, next;

	for (; *said != '\0'; said += next) {
		said += strspn(said, " \t\r\n");
		next = len = strcspn(said, "\r\n");
		while (len > 0 && (said[len - 1] == ' ' || said[len - 1] == '\t'))
			len--;
		given = take_one(p, f, mem_strndup(p->ctx, said, len)) || given;
	}
	return given;
}

static bool
take_pairs(struct parsing *p, const struct field *f, const struct http_pair *pairs, size_t n)
{
	const char *said;
	bool given = false;
	size_t i;

	for (i = 0; i < n; i++) {
		said = said_of(p, f, &pairs[i]);
		if (said == NULL)
			continue;
		given =
		    (f->type == FIELD_TEXTS && strchr(said, '\n') != NULL ? take_lines(p, f, said)
									  : take_one(p, f, said)) ||
		    given;
		if (given && !field_several(f))
			break;
	}
	return given;
}

static void
take_field(struct parsing *p, const struct field *f)
{
	const struct field_source *s = p->source;
	size_t before = p->nerrors;
	struct error error;
	bool given;

	if (f->type == FIELD_FILES)
		given = take_files(p, f);
	else
		given =
		    take_pairs(p, f, s->words, s->nwords) || take_pairs(p, f, s->pairs, s->npairs);
	if (!given && f->type == FIELD_YEAR && s->year != 0 &&
	    (f->required || (s->chosen && strcmp(f->name, "year") == 0))) {
		*(int *)(void *)((char *)p->params + f->offset) = s->year;
		return;
	}
	if (p->nerrors == before && field_enough(f, label_of(f), p->params, given, &error) != OK)
		note(p, f, &error);
}

size_t
fields_parse(TALLOC_CTX *ctx, const struct action *a, const struct field_source *source,
    void *params, struct field_error **errors)
{
	struct parsing p = {.ctx = ctx, .source = source, .params = params};
	size_t i;

	for (i = 0; i < a->nfields; i++) {
		if (!a->fields[i].local)
			take_field(&p, &a->fields[i]);
	}
	*errors = p.errors;
	return p.nerrors;
}
