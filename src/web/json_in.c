#include "web/json_in.h"

#include "base/mem.h"
#include "base/text.h"

#include <jansson.h>
#include <string.h>

struct reading {
	TALLOC_CTX *ctx;
	size_t count;
	struct http_pair *pairs;
};

/* NULL when @value is no scalar; "" for false, which a form would not send either. */
static const char *
scalar(TALLOC_CTX *ctx, const json_t *value)
{
	switch (json_typeof(value)) {
	case JSON_STRING:
		return mem_strdup(ctx, json_string_value(value));
	case JSON_INTEGER:
		return mem_printf(ctx, "%lld", (long long)json_integer_value(value));
	case JSON_REAL:
		return mem_printf(ctx, "%.15g", json_real_value(value));
	case JSON_TRUE:
		return "1";
	case JSON_FALSE:
		return "";
	default:
		return NULL;
	}
}

static enum err
add(struct reading *r, const char *name, const json_t *value, struct error *err)
{
	const char *text;

	if (json_is_null(value))
		return OK;
	text = scalar(r->ctx, value);
	if (text == NULL)
		return fail(err, ERR_INVALID,
		    MSG("«{0}» is a text, a number, true, false, or a list of them"),
		    arg_text(name));
	if (r->count == JSON_IN_PAIRS)
		return fail(err, ERR_INVALID, MSG("the body has more than {0} values"),
		    arg_int(JSON_IN_PAIRS));
	mem_push(r->ctx, r->pairs, r->count) = (struct http_pair){mem_strdup(r->ctx, name), text};
	return OK;
}

static enum err
add_member(struct reading *r, const char *name, const json_t *value, struct error *err)
{
	const json_t *one;
	enum err e = OK;
	size_t i;

	if (!json_is_array(value))
		return add(r, name, value, err);
	json_array_foreach(value, i, one)
	{
		if (e == OK)
			e = add(r, name, one, err);
	}
	return e;
}

enum err
json_in(TALLOC_CTX *ctx, const char *body, size_t len, struct http_pair **pairs, size_t *npairs,
    struct error *err)
{
	struct reading r = {.ctx = ctx};
	json_error_t wrong;
	const char *name;
	json_t *root, *value;
	enum err e = OK;

	*pairs = NULL;
	*npairs = 0;
	if (len == 0)
		return OK;
	/* it refuses NUL inside texts and what is no UTF-8 */
	root = json_loadb(body, len, JSON_REJECT_DUPLICATES, &wrong);
	if (root == NULL)
		return fail(err, ERR_INVALID, MSG("the body is no JSON: line {0}, column {1}"),
		    arg_int(wrong.line), arg_int(wrong.column));
	if (!json_is_object(root))
		e = fail(err, ERR_INVALID, MSG("the body is a JSON object of fields"));
	if (e == OK) {
		json_object_foreach(root, name, value)
		{
			if (e == OK)
				e = add_member(&r, name, value, err);
		}
	}
	json_decref(root);
	if (e == OK) {
		*pairs = r.pairs;
		*npairs = r.count;
	}
	return e;
}
