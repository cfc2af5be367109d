#include "base/yaml.h"

#include "base/mem.h"
#include "base/text.h"

#include <string.h>
#include <yaml.h>

struct reader {
	yaml_parser_t parser;
	const char *file;
	struct problems *problems;
	bool stop; /* a mistake after which the parser can't go on */
};

static struct yaml *read_node(TALLOC_CTX *ctx, struct reader *r, yaml_event_t *event, int depth);

static struct place
mark_place(const char *file, yaml_mark_t mark)
{
	return (struct place){
	    .file = file, .row = (int64_t)mark.line + 1, .column = (int32_t)mark.column + 1};
}

static void
stop_at(struct reader *r, yaml_mark_t mark, const char *id)
{
	problem_add(r->problems, SEVERITY_ERROR, mark_place(r->file, mark), id);
	r->stop = true;
}

static bool
next(struct reader *r, yaml_event_t *event)
{
	yaml_mark_t mark;

	if (r->stop)
		return false;
	if (yaml_parser_parse(&r->parser, event))
		return true;
	if (r->parser.error == YAML_MEMORY_ERROR)
		mem_exhausted();
	mark = r->parser.problem_mark;
	problem_add(r->problems, SEVERITY_ERROR, mark_place(r->file, mark),
	    MSG("this is not YAML: {0}"),
	    arg_text(r->parser.problem == NULL ? "?" : r->parser.problem));
	r->stop = true;
	return false;
}

static struct yaml *
new_node(TALLOC_CTX *ctx, enum yaml_type type, yaml_mark_t mark)
{
	struct yaml *node = mem_new(ctx, struct yaml);

	node->type = type;
	node->line = (int)mark.line + 1;
	node->column = (int)mark.column + 1;
	return node;
}

static struct yaml *
read_scalar(TALLOC_CTX *ctx, struct reader *r, yaml_event_t *event)
{
	struct yaml *node = new_node(ctx, YAML_SCALAR, event->start_mark);
	const char *text = (const char *)event->data.scalar.value;
	size_t len = event->data.scalar.length;

	node->quoted = event->data.scalar.style != YAML_PLAIN_SCALAR_STYLE;
	if (event->data.scalar.style == YAML_SINGLE_QUOTED_SCALAR_STYLE ||
	    event->data.scalar.style == YAML_DOUBLE_QUOTED_SCALAR_STYLE)
		node->column++;
	if (!text_valid(text, len))
		problem_add(r->problems, SEVERITY_ERROR, mark_place(r->file, event->start_mark),
		    MSG("a NUL character or broken UTF-8"));
	node->text = mem_strndup(node, text, len);
	return node;
}

static struct yaml *
read_list(TALLOC_CTX *ctx, struct reader *r, yaml_mark_t mark, int depth)
{
	struct yaml *node = new_node(ctx, YAML_LIST, mark), *item;
	yaml_event_t event;

	while (next(r, &event)) {
		if (event.type == YAML_SEQUENCE_END_EVENT) {
			yaml_event_delete(&event);
			break;
		}
		item = read_node(node, r, &event, depth + 1);
		if (item != NULL)
			mem_push(node, node->items, node->count) = item;
	}
	return node;
}

static void
add_pair(struct reader *r, struct yaml *map, struct yaml *key, struct yaml *value)
{
	size_t keys = map->count;

	if (keys == YAML_KEYS) {
		problem_add(r->problems, SEVERITY_ERROR, yaml_place(r->file, key),
		    MSG("more than {0} keys in one place"), arg_int(YAML_KEYS));
		r->stop = true;
		return;
	}
	if (yaml_get(map, key->text) != NULL) {
		problem_add(r->problems, SEVERITY_ERROR, yaml_place(r->file, key),
		    MSG("the key «{0}» stands twice"), arg_text(key->text));
		return;
	}
	mem_push(map, map->keys, keys) = key;
	mem_push(map, map->items, map->count) = value;
}

static struct yaml *
read_map(TALLOC_CTX *ctx, struct reader *r, yaml_mark_t mark, int depth)
{
	struct yaml *node = new_node(ctx, YAML_MAP, mark), *key, *value;
	yaml_event_t event;

	while (next(r, &event)) {
		if (event.type == YAML_MAPPING_END_EVENT) {
			yaml_event_delete(&event);
			break;
		}
		mark = event.start_mark;
		key = read_node(node, r, &event, depth + 1);
		if (!next(r, &event))
			break;
		value = read_node(node, r, &event, depth + 1);
		if (key != NULL && key->type != YAML_SCALAR)
			problem_add(r->problems, SEVERITY_ERROR, mark_place(r->file, mark),
			    MSG("a key must be a word"));
		else if (key != NULL && value != NULL)
			add_pair(r, node, key, value);
	}
	return node;
}

/* Takes @event over. NULL when it can't be a node; then the reader has stopped. */
static struct yaml *
read_node(TALLOC_CTX *ctx, struct reader *r, yaml_event_t *event, int depth)
{
	yaml_mark_t mark = event->start_mark;
	yaml_event_type_t type = event->type;
	struct yaml *node = NULL;

	if (type == YAML_SCALAR_EVENT)
		node = read_scalar(ctx, r, event);
	yaml_event_delete(event);
	if (type == YAML_SCALAR_EVENT)
		return node;
	if (depth >= YAML_DEPTH) {
		stop_at(r, mark, MSG("nested deeper than 64"));
		return NULL;
	}
	if (type == YAML_SEQUENCE_START_EVENT)
		return read_list(ctx, r, mark, depth);
	if (type == YAML_MAPPING_START_EVENT)
		return read_map(ctx, r, mark, depth);
	stop_at(r, mark,
	    type == YAML_ALIAS_EVENT ? MSG("aliases (*name) are not allowed here")
				     : MSG("a value was expected here"));
	return NULL;
}

/* Reads to the end of the first document and refuses a second. */
static struct yaml *
read_documents(TALLOC_CTX *ctx, struct reader *r)
{
	struct yaml *root = NULL;
	yaml_event_t event;
	yaml_event_type_t type;
	yaml_mark_t mark;

	while (next(r, &event)) {
		type = event.type;
		mark = event.start_mark;
		if (type == YAML_STREAM_START_EVENT || type == YAML_DOCUMENT_START_EVENT ||
		    type == YAML_DOCUMENT_END_EVENT || type == YAML_STREAM_END_EVENT) {
			yaml_event_delete(&event);
			if (type == YAML_STREAM_END_EVENT)
				return root;
			if (type == YAML_DOCUMENT_START_EVENT && root != NULL)
				stop_at(
				    r, mark, MSG("a second document (---) is not allowed here"));
			continue;
		}
		root = read_node(ctx, r, &event, 0);
	}
	return root;
}

/*
 * The parser tells broken UTF-8 without its place, so lines are looked at first: a letter never
 * goes over the end of a line.
 */
static bool
check_letters(struct reader *r, const char *bytes, size_t len)
{
	struct place place = {.file = r->file, .row = 1};
	const char *end = bytes + len, *newline;

	for (; bytes < end; bytes = newline + 1, place.row++) {
		newline = memchr(bytes, '\n', (size_t)(end - bytes));
		if (newline == NULL)
			newline = end;
		if (!text_valid(bytes, (size_t)(newline - bytes))) {
			problem_add(r->problems, SEVERITY_ERROR, place,
			    MSG("a NUL character or broken UTF-8"));
			return false;
		}
	}
	return true;
}

struct yaml *
yaml_read(
    TALLOC_CTX *ctx, const char *file, const char *bytes, size_t len, struct problems *problems)
{
	struct reader r = {.file = file, .problems = problems};
	struct place whole = {.file = file};
	struct yaml *root;

	if (len > YAML_MAX) {
		problem_add(problems, SEVERITY_ERROR, whole, MSG("larger than 1 MiB"));
		return NULL;
	}
	if (!check_letters(&r, bytes, len))
		return NULL;
	if (!yaml_parser_initialize(&r.parser))
		mem_exhausted();
	yaml_parser_set_encoding(&r.parser, YAML_UTF8_ENCODING);
	yaml_parser_set_input_string(&r.parser, (const unsigned char *)bytes, len);
	root = read_documents(ctx, &r);
	yaml_parser_delete(&r.parser);
	if (root == NULL && !r.stop)
		problem_add(problems, SEVERITY_ERROR, whole, MSG("the file is empty"));
	return root;
}

const struct yaml *
yaml_get(const struct yaml *map, const char *key)
{
	size_t i;

	if (map == NULL || map->type != YAML_MAP)
		return NULL;
	for (i = 0; i < map->count; i++) {
		if (strcmp(map->keys[i]->text, key) == 0)
			return map->items[i];
	}
	return NULL;
}

const char *
yaml_text(const struct yaml *map, const char *key)
{
	const struct yaml *node = yaml_get(map, key);

	return node != NULL && node->type == YAML_SCALAR ? node->text : NULL;
}

struct place
yaml_place(const char *file, const struct yaml *node)
{
	return (struct place){.file = file, .row = node->line, .column = node->column};
}
