#include "base/json_read.h"

#include "base/mem.h"

#include <jansson.h>
#include <string.h>

struct reading {
	TALLOC_CTX *ctx;
	size_t values;
};

static enum err take(
    struct reading *r, const json_t *from, int depth, struct json_value *out, struct error *err);

static enum err
take_list(
    struct reading *r, const json_t *from, int depth, struct json_value *out, struct error *err)
{
	const json_t *one;
	enum err e = OK;
	size_t i;

	out->kind = JSON_IS_LIST;
	out->items = mem_array(r->ctx, struct json_value, json_array_size(from) + 1);
	json_array_foreach(from, i, one)
	{
		if (e == OK)
			e = take(r, one, depth, &out->items[out->count++], err);
	}
	return e;
}

static enum err
take_object(struct reading *r, json_t *from, int depth, struct json_value *out, struct error *err)
{
	const char *name;
	json_t *one;
	enum err e = OK;

	out->kind = JSON_IS_OBJECT;
	out->items = mem_array(r->ctx, struct json_value, json_object_size(from) + 1);
	json_object_foreach(from, name, one)
	{
		if (e != OK)
			break;
		e = take(r, one, depth, &out->items[out->count], err);
		out->items[out->count++].name = mem_strdup(r->ctx, name);
	}
	return e;
}

static enum err
take(struct reading *r, const json_t *from, int depth, struct json_value *out, struct error *err)
{
	if (depth > JSON_READ_DEPTH || ++r->values > JSON_READ_VALUES)
		return fail(err, ERR_INVALID,
		    MSG("the JSON is deeper than {0} levels, or has more than {1} values"),
		    arg_int(JSON_READ_DEPTH), arg_int(JSON_READ_VALUES));
	*out = (struct json_value){.kind = JSON_IS_NULL};
	switch (json_typeof(from)) {
	case JSON_OBJECT:
		return take_object(r, (json_t *)from, depth + 1, out, err);
	case JSON_ARRAY:
		return take_list(r, from, depth + 1, out, err);
	case JSON_STRING:
		out->kind = JSON_IS_TEXT;
		out->text = mem_strdup(r->ctx, json_string_value(from));
		break;
	case JSON_INTEGER:
		out->kind = JSON_IS_INT;
		out->whole = json_integer_value(from);
		break;
	case JSON_REAL:
		out->kind = JSON_IS_REAL;
		out->real = json_real_value(from);
		break;
	case JSON_TRUE:
	case JSON_FALSE:
		out->kind = JSON_IS_BOOL;
		out->truth = json_is_true(from);
		break;
	case JSON_NULL:
		break;
	}
	return OK;
}

enum err
json_read(TALLOC_CTX *ctx, const char *bytes, size_t len, struct json_value *out, struct error *err)
{
	struct reading r = {.ctx = ctx};
	struct json_value value;
	json_error_t wrong;
	/* it refuses NUL inside texts and what is no UTF-8 */
	json_t *root = json_loadb(bytes, len, JSON_REJECT_DUPLICATES | JSON_DECODE_ANY, &wrong);
	enum err e;

	if (root == NULL)
		return fail(err, ERR_INVALID, MSG("the body is no JSON: line {0}, column {1}"),
		    arg_int(wrong.line), arg_int(wrong.column));
	e = take(&r, root, 0, &value, err);
	json_decref(root);
	if (e == OK)
		*out = value;
	return e;
}

const struct json_value *
json_member(const struct json_value *object, const char *name)
{
	size_t i;

	if (object == NULL || object->kind != JSON_IS_OBJECT)
		return NULL;
	for (i = 0; i < object->count; i++) {
		if (strcmp(object->items[i].name, name) == 0)
			return &object->items[i];
	}
	return NULL;
}

const char *
json_member_text(const struct json_value *object, const char *name)
{
	const struct json_value *v = json_member(object, name);

	return v != NULL && v->kind == JSON_IS_TEXT ? v->text : NULL;
}

bool
json_has_text(const struct json_value *value, const char *text)
{
	size_t i;

	if (value == NULL)
		return false;
	if (value->kind == JSON_IS_TEXT)
		return strcmp(value->text, text) == 0;
	for (i = 0; value->kind == JSON_IS_LIST && i < value->count; i++) {
		if (value->items[i].kind == JSON_IS_TEXT && strcmp(value->items[i].text, text) == 0)
			return true;
	}
	return false;
}
