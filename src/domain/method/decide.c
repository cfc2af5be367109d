/* A decision: the official evaluation, and the second one that tells whether it is settled. */
#include "domain/method/method_int.h"

#include "base/mem.h"

struct evaluator *
evaluator_new(TALLOC_CTX *ctx, const struct method *method, const struct value *params, int year,
    const struct method_source *source)
{
	struct evaluator *ev = mem_new(ctx, struct evaluator);
	size_t room = METHOD_NESTING * METHOD_ARGS;

	ev->m = method;
	ev->params = params;
	ev->year = value_int(year);
	ev->source = *source;
	ev->stack = mem_room(ev, struct value, room);
	ev->memos[0] = mem_array(ev, struct memo, method->nlets);
	return ev;
}

static void
begin(struct evaluator *ev, size_t school, bool unknown)
{
	ev->school = school;
	ev->unknown = unknown;
	ev->level = 0;
	ev->stamps[0] = ++ev->stamp;
	ev->steps = 0;
	ev->skipped = false;
	ev->failure = NULL;
	ev->base = ev->stack;
	ev->top = ev->stack;
}

static struct value
eval_as(struct evaluator *ev, const char *owner, const struct node *n)
{
	ev->owner = owner;
	ev->base = ev->stack;
	ev->top = ev->stack;
	return eval_node(ev, n);
}

/* A let without arguments through the memo, as any other expression would call it. */
static struct value
eval_condition(struct evaluator *ev, size_t index)
{
	struct node call = {.kind = NODE_LET, .index = (uint32_t)index};

	return eval_as(ev, ev->m->lets[index].name, &call);
}

static void
official(struct evaluator *ev, struct decision *d)
{
	const struct method *m = ev->m;
	struct value v;
	size_t i;

	d->results = mem_array(d, struct named_value, m->nresults);
	for (i = 0; i < m->nresults; i++) {
		v = eval_as(ev, m->results[i].name, m->results[i].body);
		d->results[d->nresults++] = (struct named_value){m->results[i].name, v};
	}
	for (i = 0; i < m->nlets; i++) {
		if (!m->lets[i].condition)
			continue;
		v = eval_condition(ev, i);
		mem_push(d, d->conditions, d->nconditions) =
		    (struct named_value){m->lets[i].name, v};
	}
	for (i = 0; i < m->nchecks; i++) {
		v = eval_as(ev, m->checks[i].text, m->checks[i].body);
		if (v.type == VALUE_TRUTH && !v.truth)
			mem_push(d, d->failed_checks, d->nfailed) = m->checks[i].text;
	}
}

static bool
is_known(const struct value *v)
{
	return v->type != VALUE_NODATA && !value_is_interval(v);
}

/*
 * With every `skip` read as `unknown`. Where that fails (an interval may overflow where a number
 * did not) the decision is not settled, and the official answer stays.
 */
static bool
is_settled(struct evaluator *ev, size_t school, const struct decision *d)
{
	bool skipped = ev->skipped;
	struct value v;
	size_t i;

	for (i = 0; i < d->nresults; i++) {
		if (!is_known(&d->results[i].value))
			return false;
	}
	if (!skipped)
		return true;
	begin(ev, school, true);
	for (i = 0; i < d->nresults; i++) {
		v = eval_as(ev, ev->m->results[i].name, ev->m->results[i].body);
		if (ev->failure != NULL || !is_known(&v) || !value_equal(&v, &d->results[i].value))
			return false;
	}
	return true;
}

enum err
evaluator_decide(TALLOC_CTX *ctx, struct evaluator *ev, size_t school, bool trace,
    struct decision **out, struct error *err)
{
	struct decision *d = mem_new(ctx, struct decision);

	begin(ev, school, false);
	if (trace)
		trace_begin(ev, d);
	official(ev, d);
	ev->trace = NULL;
	if (ev->failure != NULL) {
		talloc_free(d);
		return fail(err, ERR_INVALID, ev->failure, arg_text(ev->failed_in));
	}
	d->settled = is_settled(ev, school, d);
	*out = d;
	return OK;
}
