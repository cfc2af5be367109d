#include "app/groups.h"

#include "base/mem.h"

#include <stdlib.h>

struct groups {
	const int64_t *municipality;
	size_t count;
	size_t *order; /* all schools by municipality and index */
	size_t *slot;  /* where each stands in that order */
};

static int
by_municipality(const void *a, const void *b, void *arg)
{
	const int64_t *municipality = arg;
	size_t i = *(const size_t *)a, k = *(const size_t *)b;

	if (municipality[i] != municipality[k])
		return municipality[i] < municipality[k] ? -1 : 1;
	return i < k ? -1 : i > k;
}

struct groups *
groups_new(TALLOC_CTX *ctx, const int64_t *municipality, size_t n)
{
	struct groups *g = mem_new(ctx, struct groups);
	size_t i;

	g->municipality = municipality;
	g->count = n;
	g->order = mem_array(g, size_t, n + 1);
	g->slot = mem_array(g, size_t, n + 1);
	for (i = 0; i < n; i++)
		g->order[i] = i;
	if (n > 1)
		qsort_r(g->order, n, sizeof *g->order, by_municipality, (void *)municipality);
	for (i = 0; i < n; i++)
		g->slot[g->order[i]] = i;
	return g;
}

size_t
groups_members(
    const struct groups *groups, size_t school, enum method_group group, const size_t **members)
{
	const int64_t *of = groups->municipality;
	size_t from = groups->slot[school], to = from;

	if (group != GROUP_MUNICIPALITY) {
		*members = groups->order;
		return groups->count;
	}
	while (from > 0 && of[groups->order[from - 1]] == of[school])
		from--;
	while (to < groups->count && of[groups->order[to]] == of[school])
		to++;
	*members = groups->order + from;
	return to - from;
}
