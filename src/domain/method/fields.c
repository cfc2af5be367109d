/* Small words of reading a method's YAML: keys, texts, names, statuses. */
#include "domain/method/method_int.h"

#include "base/mem.h"

#include <string.h>

bool
read_is_map(struct reader *r, const struct yaml *node, const char *key)
{
	if (node == NULL)
		return false;
	if (node->type == YAML_MAP)
		return true;
	mistake(r, node, MSG("«{0}» must hold lines of the form «name: value»"), arg_text(key));
	return false;
}

bool
read_keys(struct reader *r, const struct yaml *map, const char *const *allowed)
{
	bool good = true;
	size_t i, k;

	for (i = 0; i < map->count; i++) {
		for (k = 0; allowed[k] != NULL; k++) {
			if (strcmp(map->keys[i]->text, allowed[k]) == 0)
				break;
		}
		if (allowed[k] != NULL)
			continue;
		mistake(r, map->keys[i], MSG("the key «{0}» is not known here"),
		    arg_text(map->keys[i]->text));
		good = false;
	}
	return good;
}

const char *
read_text(struct reader *r, const struct yaml *map, const char *key)
{
	const struct yaml *node = yaml_get(map, key);

	if (node == NULL)
		return NULL;
	if (node->type == YAML_SCALAR && node->text[0] != '\0')
		return mem_strdup(r->m, node->text);
	mistake(r, node, MSG("«{0}» must be a text"), arg_text(key));
	return NULL;
}

bool
read_status(struct reader *r, const struct yaml *map, enum method_status *out)
{
	static const char *const words[] = {
	    [STATUS_ASSUMED] = "assumed", [STATUS_VERIFIED] = "verified", [STATUS_LOCAL] = "local"};
	const struct yaml *node = yaml_get(map, "status");
	int i;

	if (node == NULL)
		return true;
	for (i = 0; node->type == YAML_SCALAR && i < 3; i++) {
		if (strcmp(node->text, words[i]) == 0) {
			*out = (enum method_status)i;
			return true;
		}
	}
	mistake(r, node, MSG("the status is one of the words assumed, verified, local"));
	return false;
}

struct bilingual
read_bilingual(struct reader *r, const struct yaml *map, const char *key)
{
	static const char *const langs[] = {"ru", "en", NULL};
	const struct yaml *node = yaml_get(map, key);
	struct bilingual text = {NULL, NULL};

	if (node == NULL)
		return text;
	if (node->type != YAML_MAP) {
		text.ru = read_text(r, map, key);
		return text;
	}
	read_keys(r, node, langs);
	text.ru = read_text(r, node, "ru");
	text.en = read_text(r, node, "en");
	if (yaml_get(node, "ru") == NULL)
		mistake(r, node, MSG("the key «{0}» is missing"), arg_text("ru"));
	return text;
}

bool
read_name(struct reader *r, const struct yaml *key)
{
	if (!lex_is_name(key->text)) {
		mistake(r, key,
		    MSG("«{0}» is not a name: letters a–z, digits and _, a letter first"),
		    arg_text(key->text));
		return false;
	}
	if (lex_is_keyword(key->text) || lex_is_function(key->text)) {
		mistake(r, key, MSG("«{0}» is a word of the language and can't be a name"),
		    arg_text(key->text));
		return false;
	}
	return true;
}

static bool
is_taken(const struct method *m, const char *name)
{
	size_t i;

	for (i = 0; i < m->nparams; i++) {
		if (strcmp(m->params[i].name, name) == 0)
			return true;
	}
	for (i = 0; i < m->ninputs; i++) {
		if (strcmp(m->inputs[i].name, name) == 0)
			return true;
	}
	for (i = 0; i < m->nsets; i++) {
		if (strcmp(m->sets[i].name, name) == 0)
			return true;
	}
	for (i = 0; i < m->nlets; i++) {
		if (strcmp(m->lets[i].name, name) == 0)
			return true;
	}
	return false;
}

void
read_claim(struct reader *r, const struct yaml *key, const char *name)
{
	if (is_taken(r->m, name))
		mistake(r, key, MSG("the name «{0}» is already taken"), arg_text(name));
}
