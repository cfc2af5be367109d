/*
 * Quantifiers over schools(…). One that depends on no local name is the same for all schools of
 * a group: its tally is counted once for a group and kept, so that a quantile over a region of
 * 40,000 schools costs 40,000 evaluations and not their square.
 */
#include "domain/method/method_int.h"

#include "base/mem.h"

/* @t over @members. A kept tally gives every member the whole allowance of steps. */
static void
visit_members(struct evaluator *ev, const struct node *n, const size_t *members, size_t count,
    struct tally *t)
{
	size_t school = ev->school, i;
	int64_t steps = ev->steps;

	*ev->top++ = value_nodata(ABSENCE_NO_DATA);
	ev->level++;
	if (ev->memos[ev->level] == NULL)
		ev->memos[ev->level] = mem_array(ev, struct memo, ev->m->nlets);
	for (i = 0; i < count && ev->failure == NULL; i++) {
		ev->school = members[i];
		ev->stamps[ev->level] = ++ev->stamp;
		if (n->over->closed)
			ev->steps = 0;
		over_visit(ev, n->over, t);
	}
	if (n->over->closed)
		ev->steps = steps;
	ev->level--;
	ev->top--;
	ev->school = school;
}

static size_t
hash(const struct group_entry *key)
{
	uint64_t h = (uintptr_t)key->node;

	h = (h ^ (uintptr_t)key->members) * 0x9E3779B97F4A7C15u;
	h = (h ^ key->first) * 0x9E3779B97F4A7C15u;
	h = (h ^ key->count) * 0x9E3779B97F4A7C15u;
	h = (h ^ key->last ^ (uint64_t)key->unknown) * 0x9E3779B97F4A7C15u;
	return (size_t)(h >> 20);
}

static bool
same(const struct group_entry *a, const struct group_entry *b)
{
	return a->node == b->node && a->members == b->members && a->count == b->count &&
	       a->first == b->first && a->last == b->last && a->unknown == b->unknown;
}

/* Where @key stands or would stand. */
static struct group_entry **
find(struct evaluator *ev, const struct group_entry *key)
{
	size_t at = hash(key) & (ev->group_room - 1);

	while (ev->groups[at] != NULL && !same(ev->groups[at], key))
		at = (at + 1) & (ev->group_room - 1);
	return &ev->groups[at];
}

static void
grow(struct evaluator *ev)
{
	struct group_entry **old = ev->groups;
	size_t room = ev->group_room, i;

	if (ev->ngroups * 2 < room)
		return;
	ev->group_room = room == 0 ? 64 : room * 2;
	ev->groups = mem_array(ev, struct group_entry *, ev->group_room);
	for (i = 0; i < room; i++) {
		if (old[i] != NULL)
			*find(ev, old[i]) = old[i];
	}
	talloc_free(old);
}

static struct group_entry *
count_group(struct evaluator *ev, const struct group_entry *key)
{
	struct group_entry *entry = mem_new(ev, struct group_entry);
	bool skipped = ev->skipped;

	*entry = *key;
	entry->tally = (struct tally){.low = {0, 1}, .high = {0, 1}};
	ev->skipped = false;
	visit_members(ev, key->node, key->members, key->count, &entry->tally);
	over_sort(&entry->tally);
	if (key->node->over->kind == OVER_SD && entry->tally.known > 1)
		entry->tally.sd_known =
		    exact_sd(entry->tally.values, entry->tally.nvalues, &entry->tally.sd);
	entry->skipped = ev->skipped;
	entry->failure = ev->failure;
	entry->failed_in = ev->failed_in;
	ev->skipped = skipped;
	grow(ev);
	*find(ev, entry) = entry;
	ev->ngroups++;
	return entry;
}

void
group_tally(struct evaluator *ev, const struct node *n, struct tally *t)
{
	struct group_entry key = {.node = n, .unknown = ev->unknown}, *entry = NULL;

	if (ev->source.group == NULL || ev->failure != NULL)
		return;
	key.count = ev->source.group(ev->source.data, ev->school, n->over->group, &key.members);
	if (key.count == 0)
		return;
	if (!n->over->closed) {
		visit_members(ev, n, key.members, key.count, t);
		return;
	}
	key.first = key.members[0];
	key.last = key.members[key.count - 1];
	if (ev->group_room > 0)
		entry = *find(ev, &key);
	if (entry == NULL)
		entry = count_group(ev, &key);
	if (entry->failure != NULL && ev->failure == NULL) {
		ev->failure = entry->failure;
		ev->failed_in = entry->failed_in;
	}
	if (entry->skipped)
		ev->skipped = true;
	*t = entry->tally;
}
