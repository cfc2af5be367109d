/* A picture read back: its elements in order, by expat, which refuses what is not well-formed. */
#ifndef TESTS_DOCUMENT_PARSED_H
#define TESTS_DOCUMENT_PARSED_H

#include <stdbool.h>
#include <stddef.h>
#include <talloc.h>

#define ATTRIBUTES_MAX 16

struct element {
	char *name;
	char *attributes[ATTRIBUTES_MAX][2]; /* name, value; ends with NULL */
	char *text;                          /* directly inside */
};

struct parsed {
	struct element *elements;
	size_t count;
};

/* The elements of @svg under @ctx, or NULL when it is not well-formed XML. */
struct parsed *parsed_svg(TALLOC_CTX *ctx, const char *svg);

/* The value of an attribute, or NULL; as a number, or NAN. */
const char *parsed_attribute(const struct element *e, const char *name);
double parsed_number(const struct element *e, const char *name);

/* Whether @word is one of the classes of @e. */
bool parsed_has_class(const struct element *e, const char *word);

/* The number of elements @name with the class @word, and the @nth of them (from 0) or NULL. */
size_t parsed_count(const struct parsed *p, const char *name, const char *word);
const struct element *parsed_find(
    const struct parsed *p, const char *name, const char *word, size_t nth);

/* The first <text> that says @text, or NULL. */
const struct element *parsed_text(const struct parsed *p, const char *text);

#endif
