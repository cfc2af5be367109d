/* Questions about the shape of checked expressions. Their depth is bounded by the checker. */
#include "domain/method/method_int.h"

static bool
over_uses_local(const struct over *over, uint32_t slot)
{
	const struct node *parts[] = {over->body, over->where, over->from, over->to, over->q};
	size_t i;

	for (i = 0; i < sizeof parts / sizeof *parts; i++) {
		if (parts[i] != NULL && shape_uses_local(parts[i], slot))
			return true;
	}
	return false;
}

bool
shape_uses_local(const struct node *n, uint32_t slot)
{
	uint32_t i;

	if (n->kind == NODE_LOCAL)
		return n->index < slot;
	if (n->kind == NODE_OVER)
		return over_uses_local(n->over, slot);
	for (i = 0; i < n->nkids; i++) {
		if (shape_uses_local(n->kids[i], slot))
			return true;
	}
	return false;
}

bool
shape_compares_quotient(const struct node *n)
{
	return (n->kind == NODE_GREATER || n->kind == NODE_GREATER_EQUAL) &&
	       n->kids[0]->kind == NODE_DIVIDE;
}

static bool
uses_groups(const struct node *n)
{
	uint32_t i;

	if (n == NULL)
		return false;
	if (n->kind == NODE_OVER &&
	    (n->over->range == RANGE_SCHOOLS || uses_groups(n->over->body) ||
		uses_groups(n->over->where) || uses_groups(n->over->from) ||
		uses_groups(n->over->to) || uses_groups(n->over->q)))
		return true;
	for (i = 0; i < n->nkids; i++) {
		if (uses_groups(n->kids[i]))
			return true;
	}
	return false;
}

void
shape_find_groups(struct method *m)
{
	size_t i;

	for (i = 0; i < m->nlets; i++)
		m->uses_groups = m->uses_groups || uses_groups(m->lets[i].body);
	for (i = 0; i < m->nresults; i++)
		m->uses_groups = m->uses_groups || uses_groups(m->results[i].body);
	for (i = 0; i < m->nchecks; i++)
		m->uses_groups = m->uses_groups || uses_groups(m->checks[i].body);
}

/* Not inside quantifiers: their variables have no value when the share is explained. */
static const struct node *
find_share(const struct node *n, uint32_t nargs)
{
	const struct node *found;
	uint32_t i;

	if (shape_compares_quotient(n) && !shape_uses_local(n->kids[1], nargs))
		return n;
	for (i = 0; i < n->nkids; i++) {
		found = find_share(n->kids[i], nargs);
		if (found != NULL)
			return found;
	}
	return NULL;
}

void
shape_find_share(struct method *m)
{
	const struct node *found;
	size_t i;

	for (i = 0; i < m->nlets; i++) {
		const struct method_let *let = &m->lets[i];

		if (let->nargs == 0 || let->nargs > METHOD_KEYS || let->type != VALUE_TRUTH)
			continue;
		found = find_share(let->body, (uint32_t)let->nargs);
		if (found == NULL)
			continue;
		m->share = (struct method_share){.let = let,
		    .numerator = found->kids[0]->kids[0],
		    .denominator = found->kids[0]->kids[1],
		    .threshold = found->kids[1],
		    .inclusive = found->kind == NODE_GREATER_EQUAL};
		return;
	}
}
