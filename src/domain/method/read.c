/* Reading a method's file from the top: head, sections, expressions, then the checker. */
#include "domain/method/method_int.h"

#include "base/mem.h"

#include <string.h>

static const char *const sections[] = {"id", "version", "title", "basis", "since", "until", "level",
    "params", "inputs", "sets", "let", "result", "bands", "checks", "notes", NULL};

static uint32_t
hash_text(const char *s)
{
	uint32_t h = 2166136261u;

	for (; *s != '\0'; s++)
		h = (h ^ (unsigned char)*s) * 16777619u;
	return h;
}

static void
put_atom(struct reader *r, int32_t atom)
{
	size_t at = hash_text(r->m->atoms[atom]) & (r->atom_room - 1);

	while (r->atom_table[at] >= 0)
		at = (at + 1) & (r->atom_room - 1);
	r->atom_table[at] = atom;
}

static void
grow_atoms(struct reader *r)
{
	size_t i;

	if (r->m->natoms * 2 < r->atom_room)
		return;
	talloc_free(r->atom_table);
	r->atom_room = r->atom_room == 0 ? 64 : r->atom_room * 2;
	r->atom_table = mem_array(r->tmp, int32_t, r->atom_room);
	memset(r->atom_table, 0xFF, r->atom_room * sizeof *r->atom_table);
	for (i = 0; i < r->m->natoms; i++)
		put_atom(r, (int32_t)i);
}

int32_t
reader_atom(struct reader *r, const char *s)
{
	size_t at;
	int32_t atom;

	grow_atoms(r);
	at = hash_text(s) & (r->atom_room - 1);
	for (; (atom = r->atom_table[at]) >= 0; at = (at + 1) & (r->atom_room - 1)) {
		if (strcmp(r->m->atoms[atom], s) == 0)
			return atom;
	}
	atom = (int32_t)r->m->natoms;
	mem_push(r->m, r->m->atoms, r->m->natoms) = mem_strdup(r->m, s);
	r->atom_table[at] = atom;
	return atom;
}

static bool
is_id(const char *s)
{
	size_t n = strlen(s);

	return n >= 1 && n <= 64 && strspn(s, "abcdefghijklmnopqrstuvwxyz0123456789-") == n;
}

/* The scalar under @key, saying so when it is not there. */
static const struct yaml *
needed(struct reader *r, const struct yaml *root, const char *key)
{
	const struct yaml *node = yaml_get(root, key);

	if (node == NULL)
		problem_add(r->problems, SEVERITY_ERROR, (struct place){.file = r->file},
		    MSG("the key «{0}» is missing"), arg_text(key));
	return node;
}

static void
read_version(struct reader *r, const struct yaml *node)
{
	struct rational n;

	if (node == NULL)
		return;
	if (node->type != YAML_SCALAR || lex_quantity(node->text, &n) != SCAN_NUMBER ||
	    strspn(node->text, "0123456789") != strlen(node->text) || n.num < 1 ||
	    n.num > INT32_MAX)
		mistake(r, node, MSG("the version is a whole number from 1"));
	else
		r->m->version = (int)n.num;
}

static struct day
read_day(struct reader *r, const struct yaml *root, const char *key)
{
	const struct yaml *node = yaml_get(root, key);
	struct day day = {0, 0, 0};

	if (node != NULL && (node->type != YAML_SCALAR || !lex_day(node->text, &day)))
		mistake(r, node, MSG("«{0}» is a day such as 2026-09-01"), arg_text(key));
	return day;
}

static void
read_basis(struct reader *r, const struct yaml *node)
{
	static const char *const keys[] = {"document", "status", "note", NULL};

	if (node == NULL || !read_is_map(r, node, "basis"))
		return;
	read_keys(r, node, keys);
	r->m->basis_document = read_text(r, node, "document");
	read_status(r, node, &r->m->basis_status);
	r->m->basis_note = read_bilingual(r, node, "note");
}

void
read_head(struct reader *r, const struct yaml *root)
{
	const struct yaml *id = needed(r, root, "id"), *level = yaml_get(root, "level");
	struct method *m = r->m;

	if (id != NULL && id->type == YAML_SCALAR && is_id(id->text))
		m->id = mem_strdup(m, id->text);
	else if (id != NULL)
		mistake(r, id, MSG("the id is 1 to 64 of the characters a–z, 0–9 and -"));
	read_version(r, needed(r, root, "version"));
	m->title = read_bilingual(r, root, "title");
	if (m->title.ru == NULL)
		m->title.ru = m->id;
	read_basis(r, yaml_get(root, "basis"));
	m->since = read_day(r, root, "since");
	m->until = read_day(r, root, "until");
	if (m->since.year != 0 && m->until.year != 0 && day_cmp(m->since, m->until) > 0)
		mistake(r, yaml_get(root, "until"), MSG("«until» is before «since»"));
	m->level = "school";
	if (level != NULL && (level->type != YAML_SCALAR || strcmp(level->text, "school") != 0))
		mistake(r, level, MSG("the level of a method is «school»"));
}

static void
read_let(struct reader *r, const struct yaml *key, const struct yaml *node)
{
	struct method_let let = {.name = NULL};
	size_t count = r->m->nlets;
	bool head = parse_let_head(r, key, &let);

	if (head && (lex_is_keyword(let.name) || lex_is_function(let.name))) {
		mistake(r, key, MSG("«{0}» is a word of the language and can't be a name"),
		    arg_text(let.name));
		head = false;
	} else if (head && let.nargs > 0) {
		enum over_kind over;

		if (lex_is_over(let.name, &over))
			mistake(r, key, MSG("«{0}» is a word of the language and can't be a name"),
			    arg_text(let.name));
	}
	if (!head) {
		parse_expression(r, node);
		return;
	}
	read_claim(r, key, let.name);
	let.text = node->type == YAML_SCALAR ? mem_strdup(r->m, node->text) : "";
	mem_push(r->tmp, r->let_keys, count) = key;
	count = r->m->nlets;
	mem_push(r->tmp, r->lets, count) = (struct expr){node, parse_expression(r, node)};
	mem_push(r->m, r->m->lets, r->m->nlets) = let;
}

static void
read_result(struct reader *r, const struct yaml *key, const struct yaml *node)
{
	struct method_result result = {.name = mem_strdup(r->m, key->text)};
	size_t count = r->m->nresults;

	if (!lex_is_name(key->text)) {
		mistake(r, key,
		    MSG("«{0}» is not a name: letters a–z, digits and _, a letter first"),
		    arg_text(key->text));
		return;
	}
	result.text = node->type == YAML_SCALAR ? mem_strdup(r->m, node->text) : "";
	mem_push(r->tmp, r->results, count) = (struct expr){node, parse_expression(r, node)};
	mem_push(r->m, r->m->results, r->m->nresults) = result;
}

static void
read_checks(struct reader *r, const struct yaml *list)
{
	size_t i, count;

	if (list == NULL)
		return;
	if (list->type != YAML_LIST || list->count > METHOD_ENTRIES) {
		mistake(r, list, MSG("«{0}» must be a list: [a, b]"), arg_text("checks"));
		return;
	}
	for (i = 0; i < list->count; i++) {
		const struct yaml *node = list->items[i];
		struct method_check check = {.text = NULL};

		if (node->type == YAML_SCALAR)
			check.text = mem_strdup(r->m, node->text);
		count = r->m->nchecks;
		mem_push(r->tmp, r->checks, count) = (struct expr){node, parse_expression(r, node)};
		mem_push(r->m, r->m->checks, r->m->nchecks) = check;
	}
}

void
read_expressions(struct reader *r, const struct yaml *root)
{
	const struct yaml *let = yaml_get(root, "let"), *result = needed(r, root, "result");
	size_t i;

	if (read_is_map(r, let, "let")) {
		if (let->count > METHOD_ENTRIES)
			mistake(r, let, MSG("more than {0} entries"), arg_int(METHOD_ENTRIES));
		for (i = 0; i < let->count && i < METHOD_ENTRIES; i++)
			read_let(r, let->keys[i], let->items[i]);
	}
	if (read_is_map(r, result, "result")) {
		if (result->count == 0 || result->count > METHOD_ENTRIES)
			mistake(r, result, MSG("«result» names from 1 to {0} results"),
			    arg_int(METHOD_ENTRIES));
		for (i = 0; i < result->count && i < METHOD_ENTRIES; i++)
			read_result(r, result->keys[i], result->items[i]);
	}
	read_checks(r, yaml_get(root, "checks"));
}

/* Where the note of the let or result @name belongs, or NULL. */
static struct bilingual *
note_of(struct method *m, const char *name)
{
	size_t i;

	for (i = 0; i < m->nlets; i++) {
		if (strcmp(m->lets[i].name, name) == 0)
			return &m->lets[i].note;
	}
	for (i = 0; i < m->nresults; i++) {
		if (strcmp(m->results[i].name, name) == 0)
			return &m->results[i].note;
	}
	return NULL;
}

static void
read_notes(struct reader *r, const struct yaml *map)
{
	struct bilingual *note;
	size_t i;

	if (map == NULL || !read_is_map(r, map, "notes"))
		return;
	for (i = 0; i < map->count; i++) {
		note = note_of(r->m, map->keys[i]->text);
		if (note == NULL)
			mistake(r, map->keys[i], MSG("the name «{0}» is not known"),
			    arg_text(map->keys[i]->text));
		else
			*note = read_bilingual(r, map, map->keys[i]->text);
	}
}

static void
read_all(struct reader *r, const struct yaml *root)
{
	read_keys(r, root, sections);
	read_head(r, root);
	read_params(r, yaml_get(root, "params"));
	read_inputs(r, yaml_get(root, "inputs"));
	read_sets(r, yaml_get(root, "sets"));
	read_bands(r, yaml_get(root, "bands"));
	read_expressions(r, root);
	read_notes(r, yaml_get(root, "notes"));
	check_method(r);
}

struct method *
method_read(
    TALLOC_CTX *ctx, const char *file, const char *bytes, size_t len, struct problems *problems)
{
	TALLOC_CTX *tmp = talloc_new(ctx);
	size_t errors = problems->errors;
	struct reader r = {
	    .tmp = tmp, .file = file, .bytes = bytes, .len = len, .problems = problems};
	struct yaml *root = yaml_read(tmp, file, bytes, len, problems);
	struct method *m = NULL;

	if (root != NULL && root->type != YAML_MAP)
		mistake(&r, root, MSG("a method's file holds lines of the form «name: value»"));
	if (root != NULL && problems->errors == errors) {
		r.m = m = mem_new(tmp, struct method);
		sha256_of(bytes, len, m->sha256);
		read_all(&r, root);
	}
	if (problems->errors != errors)
		m = NULL;
	if (m != NULL) {
		shape_find_share(m);
		shape_find_groups(m);
		talloc_steal(ctx, m);
	}
	talloc_free(tmp);
	return m;
}
