/* What was looked at while deciding: reads and cells of the school itself, each once. */
#include "domain/method/method_int.h"

#include "base/mem.h"

#define SEEN_MIN 64

void
trace_begin(struct evaluator *ev, struct decision *d)
{
	ev->trace = d;
	if (++ev->seen_now == 0)
		ev->seen_now = 1;
	if (ev->seen_room > 0)
		return;
	ev->seen_room = SEEN_MIN;
	ev->seen = mem_array(ev, uint32_t, ev->seen_room);
	ev->seen_stamp = mem_array(ev, uint32_t, ev->seen_room);
}

static uint32_t
hash_key(const struct value *v)
{
	if (v->type == VALUE_TEXT)
		return (uint32_t)v->atom;
	return v->type == VALUE_NUMBER ? (uint32_t)v->number.num * 31u : 7u;
}

static size_t
hash_read(const struct evaluator *ev, size_t input, const struct value *keys)
{
	uint32_t h = (uint32_t)input + 1;
	size_t i;

	for (i = 0; i < ev->m->inputs[input].nkeys; i++)
		h = (h ^ hash_key(&keys[i])) * 2654435761u;
	return (h ^ h >> 15) & (ev->seen_room - 1);
}

static bool
same_keys(const struct value *a, const struct value *b, size_t count)
{
	size_t i;

	for (i = 0; i < count; i++) {
		if (!value_equal(&a[i], &b[i]))
			return false;
	}
	return true;
}

static void
put_seen(struct evaluator *ev, uint32_t index)
{
	const struct method_read_trace *read = &ev->trace->reads[index];
	size_t at = hash_read(ev, read->input, read->keys);

	while (ev->seen_stamp[at] == ev->seen_now)
		at = (at + 1) & (ev->seen_room - 1);
	ev->seen[at] = index;
	ev->seen_stamp[at] = ev->seen_now;
}

static void
grow_seen(struct evaluator *ev)
{
	size_t i;

	if (ev->trace->nreads * 2 < ev->seen_room)
		return;
	talloc_free(ev->seen);
	talloc_free(ev->seen_stamp);
	ev->seen_room *= 2;
	ev->seen = mem_array(ev, uint32_t, ev->seen_room);
	ev->seen_stamp = mem_array(ev, uint32_t, ev->seen_room);
	for (i = 0; i < ev->trace->nreads; i++)
		put_seen(ev, (uint32_t)i);
}

void
trace_read(struct evaluator *ev, size_t input, const struct value *keys, const struct value *value)
{
	struct decision *d = ev->trace;
	size_t at = hash_read(ev, input, keys), nkeys = ev->m->inputs[input].nkeys, i;
	struct method_read_trace *read;

	for (; ev->seen_stamp[at] == ev->seen_now; at = (at + 1) & (ev->seen_room - 1)) {
		read = &d->reads[ev->seen[at]];
		if (read->input == input && same_keys(read->keys, keys, nkeys))
			return;
	}
	read = &mem_push(d, d->reads, d->nreads);
	*read = (struct method_read_trace){.input = input, .value = *value};
	for (i = 0; i < nkeys; i++)
		read->keys[i] = keys[i];
	put_seen(ev, (uint32_t)(d->nreads - 1));
	grow_seen(ev);
}

struct method_cell *
trace_cell(struct evaluator *ev)
{
	struct decision *d = ev->trace;
	size_t nkeys = ev->m->share.let->nargs, i;
	struct method_cell *cell;

	for (i = 0; i < d->ncells; i++) {
		if (same_keys(d->cells[i].keys, ev->base, nkeys))
			return NULL;
	}
	cell = &mem_push(d, d->cells, d->ncells);
	*cell = (struct method_cell){.nkeys = nkeys};
	for (i = 0; i < nkeys; i++)
		cell->keys[i] = ev->base[i];
	return cell;
}
