#include "web/json_in.h"

#include "base/json_read.h"
#include "base/mem.h"

struct reading {
	TALLOC_CTX *ctx;
	size_t count;
	struct http_pair *pairs;
};

/* NULL when @value is no scalar; "" for false, which a form would not send either. */
static const char *
scalar(TALLOC_CTX *ctx, const struct json_value *value)
{
	switch (value->kind) {
	case JSON_IS_TEXT:
		return value->text;
	case JSON_IS_INT:
		return mem_printf(ctx, "%lld", (long long)value->whole);
	case JSON_IS_REAL:
		return mem_printf(ctx, "%.15g", value->real);
	case JSON_IS_BOOL:
		return value->truth ? "1" : "";
	default:
		return NULL;
	}
}

static enum err
add(struct reading *r, const char *name, const struct json_value *value, struct error *err)
{
	const char *text;

	if (value->kind == JSON_IS_NULL)
		return OK;
	text = scalar(r->ctx, value);
	if (text == NULL)
		return fail(err, ERR_INVALID,
		    MSG("«{0}» is a text, a number, true, false, or a list of them"),
		    arg_text(name));
	if (r->count == JSON_IN_PAIRS)
		return fail(err, ERR_INVALID, MSG("the body has more than {0} values"),
		    arg_int(JSON_IN_PAIRS));
	mem_push(r->ctx, r->pairs, r->count) = (struct http_pair){name, text};
	return OK;
}

static enum err
add_member(struct reading *r, const struct json_value *value, struct error *err)
{
	enum err e = OK;
	size_t i;

	if (value->kind != JSON_IS_LIST)
		return add(r, value->name, value, err);
	for (i = 0; e == OK && i < value->count; i++)
		e = add(r, value->name, &value->items[i], err);
	return e;
}

enum err
json_in(TALLOC_CTX *ctx, const char *body, size_t len, struct http_pair **pairs, size_t *npairs,
    struct error *err)
{
	struct reading r = {.ctx = ctx};
	struct json_value root;
	enum err e = OK;
	size_t i;

	*pairs = NULL;
	*npairs = 0;
	if (len == 0)
		return OK;
	e = json_read(ctx, body, len, &root, err);
	if (e == OK && root.kind != JSON_IS_OBJECT)
		e = fail(err, ERR_INVALID, MSG("the body is a JSON object of fields"));
	for (i = 0; e == OK && i < root.count; i++)
		e = add_member(&r, &root.items[i], err);
	if (e == OK) {
		*pairs = r.pairs;
		*npairs = r.count;
	}
	return e;
}
