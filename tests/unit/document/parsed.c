#include "parsed.h"

#include "base/mem.h"

#include <expat.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

static void
on_start(void *data, const char *name, const char **attributes)
{
	struct parsed *p = data;
	struct element *e = &mem_push(p, p->elements, p->count);
	size_t i;

	*e = (struct element){.name = mem_strdup(p, name), .text = mem_strdup(p, "")};
	for (i = 0; i < ATTRIBUTES_MAX - 1 && attributes[2 * i] != NULL; i++) {
		e->attributes[i][0] = mem_strdup(p, attributes[2 * i]);
		e->attributes[i][1] = mem_strdup(p, attributes[2 * i + 1]);
	}
}

static void
on_text(void *data, const char *s, int len)
{
	struct parsed *p = data;
	struct element *e = &p->elements[p->count - 1];

	e->text = mem_printf(p, "%s%.*s", e->text, len, s);
}

struct parsed *
parsed_svg(TALLOC_CTX *ctx, const char *svg)
{
	struct parsed *p = mem_new(ctx, struct parsed);
	XML_Parser parser = XML_ParserCreate("UTF-8");
	enum XML_Status status;

	XML_SetUserData(parser, p);
	XML_SetStartElementHandler(parser, on_start);
	XML_SetCharacterDataHandler(parser, on_text);
	status = XML_Parse(parser, svg, (int)strlen(svg), 1);
	XML_ParserFree(parser);
	return status == XML_STATUS_OK ? p : NULL;
}

const char *
parsed_attribute(const struct element *e, const char *name)
{
	size_t i;

	for (i = 0; e->attributes[i][0] != NULL; i++)
		if (strcmp(e->attributes[i][0], name) == 0)
			return e->attributes[i][1];
	return NULL;
}

double
parsed_number(const struct element *e, const char *name)
{
	const char *value = parsed_attribute(e, name);

	return value != NULL ? strtod(value, NULL) : NAN;
}

bool
parsed_has_class(const struct element *e, const char *word)
{
	const char *class = parsed_attribute(e, "class"), *at = class;
	size_t len = strlen(word);

	for (; at != NULL && (at = strstr(at, word)) != NULL; at++)
		if ((at == class || at[-1] == ' ') && (at[len] == ' ' || at[len] == '\0'))
			return true;
	return false;
}

const struct element *
parsed_find(const struct parsed *p, const char *name, const char *word, size_t nth)
{
	size_t i;

	for (i = 0; i < p->count; i++)
		if (strcmp(p->elements[i].name, name) == 0 &&
		    parsed_has_class(&p->elements[i], word) && nth-- == 0)
			return &p->elements[i];
	return NULL;
}

size_t
parsed_count(const struct parsed *p, const char *name, const char *word)
{
	size_t n = 0;

	while (parsed_find(p, name, word, n) != NULL)
		n++;
	return n;
}

const struct element *
parsed_text(const struct parsed *p, const char *text)
{
	size_t i;

	for (i = 0; i < p->count; i++)
		if (strcmp(p->elements[i].name, "text") == 0 &&
		    strcmp(p->elements[i].text, text) == 0)
			return &p->elements[i];
	return NULL;
}
