#include "domain/catalogue.h"

#include "base/mem.h"

#include <string.h>

static int
find_word(const char *const *words, const char *s)
{
	int i;

	for (i = 0; words[i] != NULL; i++) {
		if (strcmp(words[i], s) == 0)
			return i;
	}
	return -1;
}

bool
catalogue_map(const struct catalogue_file *file, const struct yaml *node, const char *const *known)
{
	size_t i;

	if (node->type != YAML_MAP) {
		catalogue_mistake(file, node, MSG("keys with values were expected here"));
		return false;
	}
	for (i = 0; i < node->count; i++) {
		if (find_word(known, node->keys[i]->text) < 0)
			catalogue_mistake(file, node->keys[i],
			    MSG("the key «{0}» is not known here"), arg_text(node->keys[i]->text));
	}
	return true;
}

const struct yaml *
catalogue_need(const struct catalogue_file *file, const struct yaml *map, const char *key)
{
	const struct yaml *node = yaml_get(map, key);

	if (node == NULL)
		catalogue_mistake(file, map, MSG("the key «{0}» is missing"), arg_text(key));
	return node;
}

/* A scalar that says something, or NULL after reporting. */
static const char *
scalar_text(const struct catalogue_file *file, const struct yaml *node)
{
	if (node->type == YAML_SCALAR && node->text[0] != '\0')
		return node->text;
	catalogue_mistake(file, node, MSG("a text was expected here"));
	return NULL;
}

const char *
catalogue_text(const struct catalogue_file *file, const struct yaml *map, const char *key)
{
	const struct yaml *node = yaml_get(map, key);

	return node == NULL ? NULL : mem_strdup(file->ctx, scalar_text(file, node));
}

struct bilingual
catalogue_bilingual(const struct catalogue_file *file, const struct yaml *map, const char *key)
{
	static const char *const known[] = {"ru", "en", NULL};
	const struct yaml *node = yaml_get(map, key);
	struct bilingual text = {NULL, NULL};

	if (node == NULL)
		return text;
	if (node->type != YAML_MAP) {
		text.ru = mem_strdup(file->ctx, scalar_text(file, node));
		return text;
	}
	catalogue_map(file, node, known);
	if (catalogue_need(file, node, "ru") != NULL)
		text.ru = catalogue_text(file, node, "ru");
	text.en = catalogue_text(file, node, "en");
	return text;
}

int
catalogue_number(const struct catalogue_file *file, const struct yaml *node, int min, int max)
{
	struct rational n;

	if (node->type == YAML_SCALAR && rational_parse(node->text, strlen(node->text), &n) &&
	    n.den == 1 && n.num >= min && n.num <= max)
		return (int)n.num;
	catalogue_mistake(file, node, MSG("a whole number from {0} to {1} was expected here"),
	    arg_year(min), arg_year(max));
	return min - 1;
}

int
catalogue_int(const struct catalogue_file *file, const struct yaml *map, const char *key, int min,
    int max, int absent)
{
	const struct yaml *node = yaml_get(map, key);
	int n;

	if (node == NULL)
		return absent;
	n = catalogue_number(file, node, min, max);
	return n < min ? absent : n;
}

bool
catalogue_truth(
    const struct catalogue_file *file, const struct yaml *map, const char *key, bool absent)
{
	static const char *const words[] = {"false", "true", NULL};
	const struct yaml *node = yaml_get(map, key);
	int word;

	if (node == NULL)
		return absent;
	word = catalogue_word(file, node, words);
	return word < 0 ? absent : word == 1;
}

const struct yaml *
catalogue_list(const struct catalogue_file *file, const struct yaml *map, const char *key)
{
	const struct yaml *node = yaml_get(map, key);

	if (node == NULL)
		return NULL;
	if (node->type != YAML_LIST)
		catalogue_mistake(file, node, MSG("a list was expected here"));
	else if (node->count > CATALOGUE_LIST)
		catalogue_mistake(
		    file, node, MSG("the list has more than {0} items"), arg_int(CATALOGUE_LIST));
	else
		return node;
	return NULL;
}

int
catalogue_word(const struct catalogue_file *file, const struct yaml *node, const char *const *words)
{
	int i = -1;

	if (scalar_text(file, node) == NULL)
		return -1;
	i = find_word(words, node->text);
	if (i < 0)
		catalogue_mistake(file, node, MSG("unknown word «{0}»"), arg_text(node->text));
	return i;
}

static struct rational
read_confidence(const struct catalogue_file *file, const struct yaml *map)
{
	const struct yaml *node = yaml_get(map, "confidence");
	struct rational n, unsaid = {0, 0};

	if (node == NULL)
		return unsaid;
	if (node->type == YAML_SCALAR && rational_parse(node->text, strlen(node->text), &n) &&
	    rational_cmp(n, rational_int(0)) >= 0 && rational_cmp(n, rational_int(1)) <= 0)
		return n;
	catalogue_mistake(file, node, MSG("a number from 0 to 1 was expected here"));
	return unsaid;
}

struct provenance
catalogue_provenance(const struct catalogue_file *file, const struct yaml *map)
{
	static const char *const words[] = {"assumed", "verified", "local", NULL};
	const struct yaml *status = catalogue_need(file, map, "status");
	int word = status == NULL ? -1 : catalogue_word(file, status, words);
	struct provenance p = {
	    .status = word < 0 ? STATUS_ASSUMED : (enum method_status)word,
	    .confidence = read_confidence(file, map),
	    .source = catalogue_text(file, map, "source"),
	    .note = catalogue_bilingual(file, map, "note"),
	};

	if (p.status == STATUS_VERIFIED && yaml_get(map, "source") == NULL)
		catalogue_mistake(file, status, MSG("a verified fact must name its source"));
	return p;
}
