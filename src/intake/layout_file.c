/* Reads a layout: keys, words, patterns; every mistake with its place. */
#include "intake/layout_file.h"

#include "base/mem.h"
#include "base/text.h"

#include <string.h>

#define NAME_MAX_BYTES 60

static const char *const kinds[] = {
    "results", "pupils", "comparison", "distribution", "list", "facts", NULL};
static const char *const takes[] = {"data", "group", "part", "skip", "end", NULL};

const char *
layout_kind_code(enum layout_kind kind)
{
	return kinds[kind];
}

const struct sheet_layout *
layout_find(const struct layouts *list, const char *name)
{
	size_t i;

	for (i = 0; list != NULL && i < list->count; i++) {
		if (strcmp(list->items[i]->name, name) == 0)
			return list->items[i];
	}
	return NULL;
}

const char *
layout_set_value(const struct layout_sets *sets, enum layout_field field)
{
	size_t i;

	for (i = 0; i < sets->count; i++) {
		if (sets->items[i].field == field)
			return sets->items[i].value;
	}
	return NULL;
}

/* --- pieces --- */

static enum layout_field
read_field(const struct catalogue_file *file, const struct yaml *node)
{
	enum layout_field field = SAYS_NONE;

	if (node->type != YAML_SCALAR || !layout_field_parse(node->text, &field))
		catalogue_mistake(file, node,
		    MSG("the word «{0}» is not known here; docs/layouts.md has the list"),
		    arg_text(node->type == YAML_SCALAR ? node->text : ""));
	return field;
}

static struct pattern *
read_pattern(const struct catalogue_file *file, const struct yaml *node)
{
	struct pattern *p = NULL;
	enum layout_field field;
	size_t i;

	if (node->type == YAML_SCALAR)
		p = pattern_new(file->ctx, node->text);
	if (p == NULL)
		catalogue_mistake(file, node, MSG("this is no pattern that can be used"));
	for (i = 0; p != NULL && i < pattern_groups(p); i++) {
		if (!layout_field_parse(pattern_group_name(p, i), &field))
			catalogue_mistake(file, node,
			    MSG("the word «{0}» is not known here; docs/layouts.md has the list"),
			    arg_text(pattern_group_name(p, i)));
	}
	return p;
}

static size_t
read_patterns(const struct catalogue_file *file, const struct yaml *root, const char *key,
    struct pattern ***out)
{
	const struct yaml *list = catalogue_list(file, root, key);
	struct pattern *p;
	size_t i, n = 0;

	for (i = 0; list != NULL && i < list->count; i++) {
		p = read_pattern(file, list->items[i]);
		if (p != NULL)
			mem_push(file->ctx, *out, n) = p;
	}
	return n;
}

/* A map of words, {subject: RU}. */
static struct layout_sets
read_sets(const struct catalogue_file *file, const struct yaml *map)
{
	struct layout_sets sets = {0};
	enum layout_field field;
	size_t i;

	if (map == NULL)
		return sets;
	if (map->type != YAML_MAP) {
		catalogue_mistake(file, map, MSG("keys with values were expected here"));
		return sets;
	}
	for (i = 0; i < map->count; i++) {
		field = read_field(file, map->keys[i]);
		if (map->items[i]->type != YAML_SCALAR)
			catalogue_mistake(file, map->items[i], MSG("a text was expected here"));
		else if (field != SAYS_NONE && map->items[i]->text[0] != '\0')
			mem_push(file->ctx, sets.items, sets.count) =
			    (struct layout_set){field, mem_strdup(file->ctx, map->items[i]->text)};
	}
	return sets;
}

/* --- facts --- */

/* What schools.csv says stands under these names already, each in its own form. */
static bool
is_free(const char *fact)
{
	static const char *const taken[] = {"levels", "rural", "kind", "opened", "closed"};
	size_t i;

	for (i = 0; i < sizeof taken / sizeof *taken; i++) {
		if (strcmp(fact, taken[i]) == 0)
			return false;
	}
	return true;
}

/* «spg_grade», «bias.RU4». */
static const char *
read_fact(const struct catalogue_file *file, const struct yaml *node)
{
	static const char letters[] =
	    "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_";
	const char *fact = node->type == YAML_SCALAR ? node->text : "";
	size_t n = strspn(fact, letters);

	if (fact[n] == '.')
		n += 1 + strspn(fact + n + 1, letters);
	if (n == 0 || fact[n] != '\0' || n > LAYOUT_FACT_NAME_MAX) {
		catalogue_mistake(file, node,
		    MSG("a fact is named by Latin letters, digits and _, at most {0}"),
		    arg_int(LAYOUT_FACT_NAME_MAX));
		return NULL;
	}
	if (!is_free(fact)) {
		catalogue_mistake(file, node,
		    MSG("the fact «{0}» is loaded with the list of schools (schools.csv) only"),
		    arg_text(fact));
		return NULL;
	}
	return mem_strdup(file->ctx, fact);
}

static bool
has_group(const struct pattern *p, const char *name)
{
	size_t i;

	for (i = 0; i < pattern_groups(p); i++) {
		if (strcmp(pattern_group_name(p, i), name) == 0)
			return true;
	}
	return false;
}

static void
read_derived(
    const struct catalogue_file *file, const struct yaml *item, struct sheet_layout *layout)
{
	struct layout_derived d = {.from = SAYS_SCHOOL};
	const struct yaml *node = catalogue_need(file, item, "fact");

	if (node != NULL)
		d.fact = read_fact(file, node);
	node = yaml_get(item, "from");
	if (node != NULL)
		d.from = read_field(file, node);
	if (d.from == SAYS_DROP)
		catalogue_mistake(file, node, MSG("what is dropped can't be read for a fact"));
	node = catalogue_need(file, item, "like");
	if (node != NULL)
		d.pattern = read_pattern(file, node);
	d.value = catalogue_text(file, item, "value");
	d.otherwise = catalogue_text(file, item, "else");
	if (d.fact == NULL || d.pattern == NULL)
		return;
	if (d.value == NULL && !has_group(d.pattern, "value"))
		catalogue_mistake(file, item,
		    MSG("write the value of the fact under `value`, or mark it in the pattern with "
			"the group (?<value>…)"));
	mem_push(file->ctx, layout->derived, layout->nderived) = d;
}

static void
read_derive(const struct catalogue_file *file, const struct yaml *root, struct sheet_layout *layout)
{
	static const char *const known[] = {"fact", "from", "like", "value", "else", NULL};
	const struct yaml *list = catalogue_list(file, root, "derive");
	size_t i;

	if (list == NULL)
		return;
	layout->nderived = 0;
	layout->derived = NULL;
	if (list->count > LAYOUT_DERIVED_MAX)
		catalogue_mistake(file, list, MSG("at most {0} facts may be derived"),
		    arg_int(LAYOUT_DERIVED_MAX));
	for (i = 0; i < list->count && i < LAYOUT_DERIVED_MAX; i++) {
		if (catalogue_map(file, list->items[i], known))
			read_derived(file, list->items[i], layout);
	}
}

/* --- columns --- */

static void
read_names(const struct catalogue_file *file, const struct yaml *item, struct layout_column *column)
{
	const struct yaml *list = catalogue_list(file, item, "names");
	size_t i;

	for (i = 0; list != NULL && i < list->count; i++) {
		if (list->items[i]->type != YAML_SCALAR)
			catalogue_mistake(file, list->items[i], MSG("a text was expected here"));
		else
			mem_push(file->ctx, column->names, column->nnames) =
			    layout_title(file->ctx, list->items[i]->text);
	}
}

/* «C» or 3. */
static int
read_letter(const struct catalogue_file *file, const struct yaml *node)
{
	const char *p;
	int n = 0;

	if (node->type == YAML_SCALAR && node->text[0] >= '0' && node->text[0] <= '9')
		return catalogue_number(file, node, 1, 16384);
	for (p = node->type == YAML_SCALAR ? node->text : ""; *p >= 'A' && *p <= 'Z' && n < 700;
	     p++)
		n = n * 26 + (*p - 'A' + 1);
	if (n == 0 || n > 16384 || *p != '\0') {
		catalogue_mistake(file, node,
		    MSG("a column is named by its letter in the sheet (C) or its number (3)"));
		return 0;
	}
	return n;
}

static struct layout_column
read_column(const struct catalogue_file *file, const struct yaml *item)
{
	struct layout_column c = {0};
	const struct yaml *node = catalogue_need(file, item, "is");

	if (node != NULL)
		c.is = read_field(file, node);
	c.percent = catalogue_truth(file, item, "percent", false);
	c.need = catalogue_text(file, item, "need");
	c.many = catalogue_truth(file, item, "many", false);
	c.least = catalogue_int(file, item, "least", 1, 1000, 1);
	read_names(file, item, &c);
	node = yaml_get(item, "like");
	if (node != NULL)
		c.pattern = read_pattern(file, node);
	node = yaml_get(item, "at");
	if (node != NULL)
		c.at = read_letter(file, node);
	node = c.is == SAYS_FACT ? catalogue_need(file, item, "fact") : NULL;
	if (node != NULL)
		c.fact = read_fact(file, node);
	c.set = read_sets(file, yaml_get(item, "set"));
	c.title = yaml_text(item, "title");
	if (c.title != NULL)
		c.title = layout_title(file->ctx, c.title);
	if (c.nnames == 0 && c.pattern == NULL && c.at == 0)
		catalogue_mistake(file, item,
		    MSG("a column needs one of the keys names, like, at: how else is it found?"));
	return c;
}

static void
read_columns(
    const struct catalogue_file *file, const struct yaml *root, struct sheet_layout *layout)
{
	static const char *const known[] = {"is", "percent", "need", "many", "least", "names",
	    "like", "at", "set", "title", "fact", NULL};
	const struct yaml *list = catalogue_list(file, root, "columns");
	size_t i;

	for (i = 0; list != NULL && i < list->count; i++) {
		if (catalogue_map(file, list->items[i], known))
			mem_push(file->ctx, layout->columns, layout->ncolumns) =
			    read_column(file, list->items[i]);
	}
}

static void
read_parts(const struct catalogue_file *file, const struct yaml *root, struct sheet_layout *layout)
{
	static const char *const known[] = {"like", "is", "percent", "set", NULL};
	const struct yaml *list = catalogue_list(file, root, "parts"), *item, *node;
	struct layout_part part;
	size_t i;

	for (i = 0; list != NULL && i < list->count; i++) {
		item = list->items[i];
		if (!catalogue_map(file, item, known))
			continue;
		part = (struct layout_part){0};
		node = catalogue_need(file, item, "like");
		if (node != NULL)
			part.pattern = read_pattern(file, node);
		node = yaml_get(item, "is");
		if (node != NULL)
			part.is = read_field(file, node);
		if (part.is == SAYS_FACT)
			catalogue_mistake(
			    file, node, MSG("a fact is found by its whole title, under `columns`"));
		part.percent = catalogue_truth(file, item, "percent", false);
		part.set = read_sets(file, yaml_get(item, "set"));
		if (part.pattern != NULL)
			mem_push(file->ctx, layout->parts, layout->nparts) = part;
	}
}

/* --- rows and words --- */

static void
read_rule(const struct catalogue_file *file, const struct yaml *item, struct sheet_layout *layout)
{
	struct layout_rule rule = {0};
	const struct yaml *node = catalogue_need(file, item, "like");
	int take;

	if (node != NULL)
		rule.pattern = read_pattern(file, node);
	node = yaml_get(item, "in");
	if (node != NULL)
		rule.in = read_field(file, node);
	node = yaml_get(item, "as");
	if (node != NULL)
		rule.as = read_field(file, node);
	node = catalogue_need(file, item, "take");
	take = node == NULL ? -1 : catalogue_word(file, node, takes);
	if (take < 0 || rule.pattern == NULL)
		return;
	rule.take = (enum layout_take)take;
	if (rule.take == LAYOUT_TAKE_PART && rule.as == SAYS_NONE)
		catalogue_mistake(file, item, MSG("the key «{0}» is missing"), arg_text("as"));
	mem_push(file->ctx, layout->rules, layout->nrules) = rule;
}

static void
read_rules(const struct catalogue_file *file, const struct yaml *root, struct sheet_layout *layout)
{
	static const char *const known[] = {"like", "in", "as", "take", NULL};
	const struct yaml *list = catalogue_list(file, root, "rows");
	size_t i;

	for (i = 0; list != NULL && i < list->count; i++) {
		if (catalogue_map(file, list->items[i], known))
			read_rule(file, list->items[i], layout);
	}
}

static void
read_words_of(const struct catalogue_file *file, const struct yaml *map, enum layout_field field,
    struct sheet_layout *layout)
{
	struct layout_word word;
	size_t i;

	if (map->type != YAML_MAP) {
		catalogue_mistake(file, map, MSG("keys with values were expected here"));
		return;
	}
	for (i = 0; i < map->count; i++) {
		word = (struct layout_word){
		    .field = field, .word = layout_title(file->ctx, map->keys[i]->text)};
		if (map->items[i]->type == YAML_SCALAR)
			mem_push(file->ctx, word.set.items, word.set.count) =
			    (struct layout_set){field, mem_strdup(file->ctx, map->items[i]->text)};
		else
			word.set = read_sets(file, map->items[i]);
		mem_push(file->ctx, layout->words, layout->nwords) = word;
	}
}

static void
read_words(const struct catalogue_file *file, const struct yaml *root, struct sheet_layout *layout)
{
	const struct yaml *map = yaml_get(root, "words");
	enum layout_field field;
	size_t i;

	if (map == NULL)
		return;
	if (map->type != YAML_MAP) {
		catalogue_mistake(file, map, MSG("keys with values were expected here"));
		return;
	}
	for (i = 0; i < map->count && i < CATALOGUE_LIST; i++) {
		field = read_field(file, map->keys[i]);
		if (field != SAYS_NONE)
			read_words_of(file, map->items[i], field, layout);
	}
}

/* --- the file --- */

static void
read_header(const struct catalogue_file *file, const struct yaml *root, struct sheet_layout *layout)
{
	static const char *const known[] = {"within", "rows", "row", NULL};
	const struct yaml *map = yaml_get(root, "header");

	if (map == NULL || !catalogue_map(file, map, known))
		return;
	layout->within = catalogue_int(file, map, "within", 1, LAYOUT_WITHIN_MAX, layout->within);
	layout->rows = catalogue_int(file, map, "rows", 1, LAYOUT_HEAD_ROWS, layout->rows);
	layout->row = catalogue_int(file, map, "row", 0, LAYOUT_WITHIN_MAX, layout->row);
}

static const char *
read_name(const struct catalogue_file *file, const struct yaml *root)
{
	const char *name = catalogue_text(file, root, "name");

	if (name == NULL)
		return NULL;
	if (strlen(name) > NAME_MAX_BYTES ||
	    name[strspn(name, "abcdefghijklmnopqrstuvwxyz0123456789-")] != '\0')
		catalogue_mistake(file, yaml_get(root, "name"),
		    MSG("a name is made of small Latin letters, digits and -"));
	return name;
}

/* The layout that a mapping starts from, copied; or an empty one. */
static struct sheet_layout
start(const struct catalogue_file *file, const struct yaml *root, const struct layouts *base)
{
	struct sheet_layout empty = {.within = 30, .rows = 1, .stored = true};
	const struct yaml *node = yaml_get(root, "base");
	const struct sheet_layout *found;

	if (node == NULL)
		return empty;
	found = node->type == YAML_SCALAR ? layout_find(base, node->text) : NULL;
	if (found == NULL)
		catalogue_mistake(file, node, MSG("there is no layout «{0}»"),
		    arg_text(node->type == YAML_SCALAR ? node->text : ""));
	return found == NULL ? empty : *found;
}

static void
read_kind(const struct catalogue_file *file, const struct yaml *root, struct sheet_layout *layout)
{
	const struct yaml *node = yaml_get(root, "kind");
	int word;

	if (node == NULL && yaml_get(root, "base") == NULL)
		node = catalogue_need(file, root, "kind");
	word = node == NULL ? -1 : catalogue_word(file, node, kinds);
	if (word >= 0)
		layout->kind = (enum layout_kind)word;
}

/* A list that the mapping has itself takes the place of the base's. */
static void
drop_overridden(const struct yaml *root, struct sheet_layout *layout)
{
	if (yaml_get(root, "columns") != NULL) {
		layout->ncolumns = 0;
		layout->columns = NULL;
		layout->nparts = 0;
		layout->parts = NULL;
	}
	if (yaml_get(root, "rows") != NULL) {
		layout->nrules = 0;
		layout->rules = NULL;
	}
}

/* Arrays of the base are shared: what is added to them goes to a copy. */
static void
own_arrays(const struct catalogue_file *file, const struct yaml *root, struct sheet_layout *layout)
{
	struct layout_sets old = layout->set;
	size_t i;

	layout->set = read_sets(file, yaml_get(root, "set"));
	for (i = 0; i < old.count; i++) {
		if (layout_set_value(&layout->set, old.items[i].field) == NULL)
			mem_push(file->ctx, layout->set.items, layout->set.count) = old.items[i];
	}
	if (layout->nwords > 0 && yaml_get(root, "words") != NULL) {
		layout->nwords = 0;
		layout->words = NULL;
	}
	/* of a mapping: names of the sheets it is for; what the base reads from names it says
	 * itself */
	if (layout->own || yaml_get(root, "sheet") != NULL) {
		layout->sheets = NULL;
		layout->nsheets = read_patterns(file, root, "sheet", &layout->sheets);
	}
	if (yaml_get(root, "head") != NULL) {
		layout->heads = NULL;
		layout->nheads = read_patterns(file, root, "head", &layout->heads);
	}
}

static struct sheet_layout
read_layout(const struct catalogue_file *file, const struct yaml *root, bool own,
    const struct layouts *base)
{
	struct sheet_layout layout = start(file, root, base);
	const char *name = read_name(file, root);

	layout.own = own;
	layout.asked = catalogue_truth(file, root, "asked", !own && layout.asked);
	if (name != NULL)
		layout.name = name;
	else if (layout.name == NULL)
		layout.name = "mapping";
	if (yaml_get(root, "title") != NULL)
		layout.title = catalogue_bilingual(file, root, "title");
	read_kind(file, root, &layout);
	/* a mapping can say that there are persons, never that there are none */
	layout.personal |= catalogue_truth(file, root, "personal", false);
	layout.stored = catalogue_truth(file, root, "stored", layout.stored);
	layout.blocks = catalogue_truth(file, root, "blocks", layout.blocks);
	read_header(file, root, &layout);
	drop_overridden(root, &layout);
	own_arrays(file, root, &layout);
	read_columns(file, root, &layout);
	read_parts(file, root, &layout);
	read_rules(file, root, &layout);
	read_words(file, root, &layout);
	read_derive(file, root, &layout);
	if (!own)
		layout.provenance = catalogue_provenance(file, root);
	if (layout.ncolumns == 0)
		catalogue_mistake(file, root, MSG("the key «{0}» is missing"), arg_text("columns"));
	layout.personal |= layout.kind == LAYOUT_KIND_PUPILS;
	return layout;
}

struct sheet_layout *
layout_file_read(TALLOC_CTX *ctx, const char *name, const char *bytes, size_t len, bool own,
    const struct layouts *base, struct problems *problems)
{
	static const char *const known[] = {"name", "title", "kind", "personal", "stored", "asked",
	    "blocks", "base", "set", "sheet", "head", "header", "columns", "parts", "rows", "words",
	    "derive", PROVENANCE_KEYS, NULL};
	struct sheet_layout *layout = mem_new(ctx, struct sheet_layout);
	struct catalogue_file file = {layout, name, problems};
	size_t before = problems->errors;
	struct yaml *root = yaml_read(layout, name, bytes, len, problems);

	if (root != NULL && catalogue_map(&file, root, known)) {
		if (!own) {
			catalogue_need(&file, root, "name");
			catalogue_need(&file, root, "title");
		}
		*layout = read_layout(&file, root, own, base);
	}
	if (root != NULL && problems->errors == before)
		return layout;
	talloc_free(layout);
	return NULL;
}

/* --- titles --- */

/* Signs of more than one byte that stand for a plain one. */
static size_t
plain_sign(const char *s, char *to)
{
	static const struct {
		const char *sign;
		char plain;
	} signs[] = {{"–", '-'}, {"—", '-'}, {"‑", '-'}, {"−", '-'}, {"«", ' '}, {"»", ' '},
	    {"“", ' '}, {"”", ' '}, {"„", ' '}, {"…", ' '}, {"’", ' '}};
	size_t i;

	for (i = 0; i < sizeof signs / sizeof *signs; i++) {
		if (strncmp(s, signs[i].sign, strlen(signs[i].sign)) == 0) {
			*to = signs[i].plain;
			return strlen(signs[i].sign);
		}
	}
	return 0;
}

static bool
is_digit(char c)
{
	return c >= '0' && c <= '9';
}

static bool
kept(const char *s, const char *start)
{
	unsigned char c = (unsigned char)*s;

	if (c >= 0x80 || is_digit(*s) || (c >= 'a' && c <= 'z') || c == '%' || c == '-')
		return true;
	return c == '.' && s > start && is_digit(s[-1]) && is_digit(s[1]);
}

/*
 * Folded without ICU where only plain letters stand: heads are compared by the thousand. NULL where
 * something else is met.
 */
static char *
fold_plain(TALLOC_CTX *ctx, const char *text)
{
	char *out = mem_strdup(ctx, text), *p;
	unsigned char c, d;

	for (p = out; *p != '\0'; p++) {
		c = (unsigned char)*p;
		if (c < 0x80) {
			*p = (char)(c >= 'A' && c <= 'Z' ? c + 32 : c);
			continue;
		}
		d = (unsigned char)p[1];
		if (c == 0xD0 && d >= 0x90 && d <= 0x9F) { /* А..П */
			p[1] = (char)(d + 0x20);
		} else if (c == 0xD0 && d >= 0xA0 && d <= 0xAF) { /* Р..Я */
			p[0] = (char)0xD1;
			p[1] = (char)(d - 0x20);
		} else if ((c == 0xD0 && d == 0x81) || (c == 0xD1 && d == 0x91)) { /* Ё ё */
			p[0] = (char)0xD0;
			p[1] = (char)0xB5;
		} else if (!(c == 0xD0 && d >= 0xB0) && !(c == 0xD1 && d <= 0x8F)) {
			talloc_free(out);
			return NULL;
		}
		p++;
	}
	return out;
}

char *
layout_title(TALLOC_CTX *ctx, const char *text)
{
	char *folded = fold_plain(ctx, text), *s, *to, c;
	size_t n;

	if (folded == NULL)
		folded = text_fold(ctx, text);
	s = to = folded;
	while (*s != '\0') {
		c = *s;
		n = plain_sign(s, &c);
		if (n == 0 && !kept(s, folded))
			c = ' ';
		s += n == 0 ? 1 : n;
		if (c != ' ' || (to > folded && to[-1] != ' '))
			*to++ = c;
	}
	while (to > folded && to[-1] == ' ')
		to--;
	*to = '\0';
	return folded;
}
