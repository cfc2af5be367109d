/*
 * Types as a union-find: number, truth, text and day are themselves, a variable becomes what it
 * meets. TYPE_WRONG agrees with everything, so that one mistake is reported once.
 */
#include "domain/method/method_int.h"

#include "base/mem.h"

void
types_init(TALLOC_CTX *ctx, struct types *t)
{
	int32_t i;

	t->count = 0;
	for (i = 0; i < TYPE_VARS; i++)
		types_new(ctx, t);
}

int32_t
types_new(TALLOC_CTX *ctx, struct types *t)
{
	size_t rules = t->count;
	int32_t type = (int32_t)t->count;

	mem_push(ctx, t->rules, rules) = 0;
	mem_push(ctx, t->parent, t->count) = type;
	return type;
}

int32_t
types_find(struct types *t, int32_t type)
{
	while (t->parent[type] != type) {
		t->parent[type] = t->parent[t->parent[type]];
		type = t->parent[type];
	}
	return type;
}

bool
types_demand(struct types *t, int32_t a, uint8_t rule)
{
	a = types_find(t, a);
	if (a >= TYPE_VARS)
		t->rules[a] |= rule;
	if (a >= TYPE_VARS || a == TYPE_WRONG)
		return true;
	if ((rule & TYPE_KEY) != 0 && a != VALUE_NUMBER && a != VALUE_TEXT)
		return false;
	return (rule & TYPE_ORDERED) == 0 || a == VALUE_NUMBER || a == VALUE_DAY;
}

bool
types_unify(struct types *t, int32_t a, int32_t b)
{
	int32_t swap;

	a = types_find(t, a);
	b = types_find(t, b);
	if (a == b || a == TYPE_WRONG || b == TYPE_WRONG)
		return true;
	if (a < TYPE_VARS) {
		swap = a;
		a = b;
		b = swap;
	}
	if (a < TYPE_VARS || !types_demand(t, b, t->rules[a]))
		return false;
	t->parent[a] = b;
	return true;
}

const char *
type_name(enum value_type type)
{
	switch (type) {
	case VALUE_NUMBER:
		return MSG("a number");
	case VALUE_TRUTH:
		return MSG("a truth");
	case VALUE_TEXT:
		return MSG("a text");
	case VALUE_DAY:
		return MSG("a day");
	case VALUE_NODATA:
		break;
	}
	return MSG("no data");
}
