#include "app/recorder.h"

#include "base/mem.h"

#include <string.h>

static size_t
hash_key(const struct value *key)
{
	const char *p;
	size_t h = (size_t)key->number.num;

	if (key->type != VALUE_TEXT)
		return h;
	for (h = 5381, p = key->text; *p != '\0'; p++)
		h = h * 33 + (unsigned char)*p;
	return h;
}

/* Where the question stands in the table or would stand. */
static uint32_t *
find(const struct recorder *r, size_t input, const struct value *keys)
{
	size_t nkeys = r->method->inputs[input].nkeys, at = input, i;

	for (i = 0; i < nkeys; i++)
		at = at * 1000003 + hash_key(&keys[i]);
	for (at &= r->room - 1; r->table[at] != 0; at = (at + 1) & (r->room - 1)) {
		const struct recorded *item = &r->items[r->table[at] - 1];

		for (i = 0; i < nkeys && value_equal(&item->keys[i], &keys[i]); i++)
			;
		if (item->input == input && i == nkeys)
			break;
	}
	return &r->table[at];
}

static void
grow(struct recorder *r)
{
	size_t i;

	talloc_free(r->table);
	r->room *= 2;
	r->table = mem_array(r, uint32_t, r->room);
	for (i = 0; i < r->count; i++)
		*find(r, r->items[i].input, r->items[i].keys) = (uint32_t)i + 1;
}

static struct value
read_recorded(void *data, size_t school, size_t input, const struct value *keys)
{
	struct recorder *r = data;
	uint32_t *at = find(r, input, keys);
	struct recorded *item;
	size_t i;

	if (*at == 0) {
		item = &mem_push(r, r->items, r->count);
		*item = (struct recorded){.input = input};
		for (i = 0; i < r->method->inputs[input].nkeys; i++)
			item->keys[i] = keys[i];
		*at = (uint32_t)r->count;
		if (r->count * 2 > r->room)
			grow(r);
	}
	return r->behind.read(r->behind.data, school, input, keys);
}

static size_t
group_behind(void *data, size_t school, enum method_group group, const size_t **members)
{
	const struct recorder *r = data;

	return r->behind.group(r->behind.data, school, group, members);
}

struct recorder *
recorder_new(TALLOC_CTX *ctx, const struct method *method, const struct method_source *source)
{
	struct recorder *r = mem_new(ctx, struct recorder);

	r->method = method;
	r->behind = *source;
	r->source.read = read_recorded;
	r->source.group = source->group == NULL ? NULL : group_behind;
	r->source.data = r;
	r->room = 64;
	r->table = mem_array(r, uint32_t, r->room);
	return r;
}
