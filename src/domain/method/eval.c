/*
 * Evaluation. A frame on the evaluator's stack holds a let's arguments and, above them, the
 * variables of the quantifiers around; the checker has bounded how deep all of it goes. A failure
 * (overflow, too many steps) is noted once and unwinds by itself.
 */
#include "domain/method/method_int.h"

#include "base/mem.h"

struct value
eval_fail(struct evaluator *ev, const char *id)
{
	if (ev->failure == NULL) {
		ev->failure = id;
		ev->failed_in = ev->owner;
	}
	return value_nodata(ABSENCE_NO_DATA);
}

static struct value
overflow(struct evaluator *ev)
{
	return eval_fail(ev, MSG("«{0}»: a number grows beyond 64 bits"));
}

/* Trusts a source no further than it must: another type, or a broken number, is no data. */
static struct value
clean(const struct value *v, enum value_type type)
{
	if (v->type == VALUE_NODATA && v->absence > ABSENCE_NONE && v->absence < ABSENCE_COUNT)
		return value_nodata(v->absence);
	if (v->type != type)
		return value_nodata(ABSENCE_NO_DATA);
	if (type == VALUE_NUMBER)
		return v->number.den > 0 && v->number.num >= -INT64_MAX
			   ? value_number(v->number)
			   : value_nodata(ABSENCE_NO_DATA);
	return *v;
}

static bool
is_key(const struct value *v)
{
	if (v->type == VALUE_NUMBER)
		return v->number.den == 1 && !value_is_interval(v);
	return v->type == VALUE_TEXT;
}

static struct value
eval_input(struct evaluator *ev, const struct node *n)
{
	const struct method_input *input = &ev->m->inputs[n->index];
	struct value keys[METHOD_KEYS], v, missing = value_truth(true);
	uint32_t i;

	for (i = 0; i < n->nkids; i++) {
		keys[i] = eval_node(ev, n->kids[i]);
		if (keys[i].type == VALUE_NODATA)
			missing = value_nodata(absence_strict(&missing, &keys[i]));
		else if (!is_key(&keys[i]) && missing.type != VALUE_NODATA)
			missing = value_nodata(ABSENCE_NO_DATA);
	}
	if (missing.type == VALUE_NODATA || ev->failure != NULL)
		return missing;
	v = ev->source.read(ev->source.data, ev->school, n->index, keys);
	v = clean(&v, input->type);
	if (ev->trace != NULL && ev->level == 0)
		trace_read(ev, n->index, keys, &v);
	return v;
}

/*
 * Evaluates once more what stands behind the share of this call, for the explanation only: what
 * it costs and where it fails does not touch the decision.
 */
static struct value
explain(struct evaluator *ev, const struct node *n)
{
	int64_t steps = ev->steps;
	struct value v = eval_node(ev, n);

	ev->steps = steps;
	if (ev->failure != NULL)
		v = value_nodata(ABSENCE_NO_DATA);
	ev->failure = NULL;
	return v;
}

static void
explain_cell(struct evaluator *ev, const struct value *is)
{
	const struct method_share *share = &ev->m->share;
	const struct node *quotient = ev->quotient_base == ev->base ? ev->quotient : NULL;
	struct method_cell *cell;
	struct value count, of, threshold;

	if (ev->trace == NULL || ev->level != 0 || ev->failure != NULL)
		return;
	cell = trace_cell(ev);
	if (cell == NULL)
		return;
	cell->is = *is;
	/* the branch that was taken, else (nothing was compared) the first one of the text */
	cell->inclusive =
	    quotient == NULL ? share->inclusive : quotient->kind == NODE_GREATER_EQUAL;
	count = explain(ev, quotient == NULL ? share->numerator : quotient->kids[0]->kids[0]);
	of = explain(ev, quotient == NULL ? share->denominator : quotient->kids[0]->kids[1]);
	threshold = explain(ev, quotient == NULL ? share->threshold : quotient->kids[1]);
	cell->count = count;
	cell->of = of;
	cell->threshold = threshold;
}

/* The body of a let whose arguments stand at ev->base. */
static struct value
eval_body(struct evaluator *ev, const struct method_let *let)
{
	const char *owner = ev->owner;
	struct value v;

	ev->owner = let->name;
	if (let == ev->m->share.let)
		ev->quotient = NULL;
	v = eval_node(ev, let->body);
	if (let == ev->m->share.let)
		explain_cell(ev, &v);
	ev->owner = owner;
	return v;
}

static struct value
eval_call(struct evaluator *ev, const struct node *n)
{
	const struct method_let *let = &ev->m->lets[n->index];
	struct value args[METHOD_ARGS], *base = ev->base, *top = ev->top, v;
	uint32_t i;

	for (i = 0; i < n->nkids; i++)
		args[i] = eval_node(ev, n->kids[i]);
	if (ev->failure != NULL)
		return value_nodata(ABSENCE_NO_DATA);
	ev->base = top;
	for (i = 0; i < n->nkids; i++)
		*ev->top++ = args[i];
	v = eval_body(ev, let);
	ev->base = base;
	ev->top = top;
	return v;
}

/* A let without arguments is evaluated once for a school. */
static struct value
eval_let(struct evaluator *ev, const struct node *n)
{
	struct memo *memo = &ev->memos[ev->level][n->index];
	struct value v, *base = ev->base;

	if (n->nkids > 0)
		return eval_call(ev, n);
	if (memo->stamp == ev->stamps[ev->level])
		return memo->value;
	ev->base = ev->top;
	v = eval_body(ev, &ev->m->lets[n->index]);
	ev->base = base;
	if (ev->failure == NULL)
		*memo = (struct memo){ev->stamps[ev->level], v};
	return v;
}

static struct value
eval_arithmetic(struct evaluator *ev, const struct node *n)
{
	struct value a = eval_node(ev, n->kids[0]), b = eval_node(ev, n->kids[1]), out;

	if (!value_arithmetic(n->kind, &a, &b, &out))
		return overflow(ev);
	return out;
}

static struct value
eval_logic(struct evaluator *ev, const struct node *n)
{
	struct value a = eval_node(ev, n->kids[0]), b = eval_node(ev, n->kids[1]);

	return n->kind == NODE_AND ? kleene_and(&a, &b) : kleene_or(&a, &b);
}

static struct value
eval_comparison(struct evaluator *ev, const struct node *n)
{
	struct value a = eval_node(ev, n->kids[0]), b = eval_node(ev, n->kids[1]);

	if (shape_compares_quotient(n)) {
		ev->quotient = n;
		ev->quotient_base = ev->base;
	}
	return value_compare(n->kind, &a, &b);
}

/* x in (a, b) is x = a or x = b. */
static struct value
eval_in(struct evaluator *ev, const struct node *n)
{
	struct value x = eval_node(ev, n->kids[0]), out = value_truth(false), item, is;
	uint32_t i;

	for (i = 1; i < n->nkids; i++) {
		item = eval_node(ev, n->kids[i]);
		is = value_compare(NODE_EQUAL, &x, &item);
		out = kleene_or(&out, &is);
	}
	return out;
}

static struct value
eval_if(struct evaluator *ev, const struct node *n)
{
	struct value test = eval_node(ev, n->kids[0]);

	if (test.type == VALUE_NODATA)
		return test;
	return eval_node(ev, n->kids[test.truth ? 1 : 2]);
}

static struct value
eval_band(const struct method_band *band, const struct value *x)
{
	size_t i = 0;

	while (i + 1 < band->count && rational_cmp(band->from[i], x->number) > 0)
		i++;
	return band->is[i];
}

static bool
apply(const struct node *n, struct rational x, struct rational *out)
{
	switch (n->kind) {
	case NODE_ROUND_HALF_UP:
		return rational_round_half_up(x, (int)n->index, out);
	case NODE_ROUND_HALF_EVEN:
		return rational_round_half_even(x, (int)n->index, out);
	case NODE_FLOOR:
		*out = rational_int(rational_floor(x));
		return true;
	case NODE_CEIL:
		*out = rational_int(rational_ceil(x));
		return true;
	case NODE_SQRT:
		return exact_sqrt(x, out);
	default:
		*out = (struct rational){x.num < 0 ? -x.num : x.num, x.den};
		return true;
	}
}

/* Functions of one number; an interval is no data to them. */
static struct value
eval_function(struct evaluator *ev, const struct node *n)
{
	struct value x = eval_node(ev, n->kids[0]);
	struct rational out;

	if (x.type == VALUE_NODATA)
		return x;
	if (value_is_interval(&x) || (n->kind == NODE_SQRT && x.number.num < 0))
		return value_nodata(ABSENCE_NO_DATA);
	if (n->kind == NODE_BAND)
		return eval_band(&ev->m->bands[n->index], &x);
	return apply(n, x.number, &out) ? value_number(out) : overflow(ev);
}

static struct value
eval_not(struct value v)
{
	return v.type == VALUE_NODATA ? v : value_truth(!v.truth);
}

static struct value
eval_negate(struct value v)
{
	struct value out = v;

	if (v.type == VALUE_NODATA)
		return v;
	out.number = (struct rational){-v.high.num, v.high.den};
	out.high = (struct rational){-v.number.num, v.number.den};
	return out;
}

static struct value
eval_default(struct evaluator *ev, const struct node *n)
{
	struct value a = eval_node(ev, n->kids[0]), b = eval_node(ev, n->kids[1]);

	return a.type == VALUE_NODATA ? b : a;
}

static struct value
eval_known(struct value v)
{
	return value_truth(v.type != VALUE_NODATA);
}

struct value
eval_node(struct evaluator *ev, const struct node *n)
{
	if (ev->failure != NULL)
		return value_nodata(ABSENCE_NO_DATA);
	if (++ev->steps > METHOD_STEPS)
		return eval_fail(ev, MSG("«{0}» takes more than 1,000,000 steps for one school"));
	switch (n->kind) {
	case NODE_LITERAL:
		return n->literal;
	case NODE_YEAR:
		return ev->year;
	case NODE_PARAM:
		return ev->params[n->index];
	case NODE_LOCAL:
		return ev->base[n->index];
	case NODE_LET:
		return eval_let(ev, n);
	case NODE_INPUT:
		return eval_input(ev, n);
	case NODE_NOT:
		return eval_not(eval_node(ev, n->kids[0]));
	case NODE_NEGATE:
		return eval_negate(eval_node(ev, n->kids[0]));
	case NODE_AND:
	case NODE_OR:
		return eval_logic(ev, n);
	case NODE_ADD:
	case NODE_SUBTRACT:
	case NODE_MULTIPLY:
	case NODE_DIVIDE:
		return eval_arithmetic(ev, n);
	case NODE_IN:
		return eval_in(ev, n);
	case NODE_IF:
		return eval_if(ev, n);
	case NODE_KNOWN:
		return eval_known(eval_node(ev, n->kids[0]));
	case NODE_DEFAULT:
		return eval_default(ev, n);
	case NODE_OVER:
		return eval_over(ev, n);
	case NODE_LESS:
	case NODE_LESS_EQUAL:
	case NODE_GREATER:
	case NODE_GREATER_EQUAL:
	case NODE_EQUAL:
	case NODE_NOT_EQUAL:
		return eval_comparison(ev, n);
	default:
		return eval_function(ev, n);
	}
}
