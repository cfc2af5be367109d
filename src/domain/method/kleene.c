/*
 * Operations on values: Kleene's three truths, comparisons and arithmetic of numbers and
 * intervals. No data carries on why it is absent (docs/methods.md).
 */
#include "domain/method/method_int.h"

bool
absence_gone(enum absence a)
{
	return a == ABSENCE_NOT_OFFERED || a == ABSENCE_NOT_HELD;
}

bool
value_is_interval(const struct value *v)
{
	return v->type == VALUE_NUMBER && rational_cmp(v->number, v->high) != 0;
}

/* What cannot exist wins over what was not reported; else the first. */
enum absence
absence_strict(const struct value *a, const struct value *b)
{
	if (a->type != VALUE_NODATA)
		return b->absence;
	if (b->type == VALUE_NODATA && !absence_gone(a->absence) && absence_gone(b->absence))
		return b->absence;
	return a->absence;
}

struct value
kleene_and(const struct value *a, const struct value *b)
{
	if ((a->type == VALUE_TRUTH && !a->truth) || (b->type == VALUE_TRUTH && !b->truth))
		return value_truth(false);
	if (a->type == VALUE_NODATA || b->type == VALUE_NODATA)
		return value_nodata(absence_strict(a, b));
	return value_truth(true);
}

/* What was not reported wins over what cannot exist: it might have been true. */
struct value
kleene_or(const struct value *a, const struct value *b)
{
	if ((a->type == VALUE_TRUTH && a->truth) || (b->type == VALUE_TRUTH && b->truth))
		return value_truth(true);
	if (a->type != VALUE_NODATA && b->type != VALUE_NODATA)
		return value_truth(false);
	if (a->type != VALUE_NODATA ||
	    (b->type == VALUE_NODATA && absence_gone(a->absence) && !absence_gone(b->absence)))
		return value_nodata(b->absence);
	return value_nodata(a->absence);
}

static bool
holds(enum node_kind op, int order)
{
	switch (op) {
	case NODE_LESS:
		return order < 0;
	case NODE_LESS_EQUAL:
		return order <= 0;
	case NODE_GREATER:
		return order > 0;
	case NODE_GREATER_EQUAL:
		return order >= 0;
	case NODE_NOT_EQUAL:
		return order != 0;
	default:
		return order == 0;
	}
}

/* Decided only where every number of @a and of @b gives the same answer. */
static struct value
compare_intervals(enum node_kind op, const struct value *a, const struct value *b)
{
	bool least = holds(op, rational_cmp(a->number, b->high));
	bool most = holds(op, rational_cmp(a->high, b->number));
	bool apart = rational_cmp(a->high, b->number) < 0 || rational_cmp(a->number, b->high) > 0;

	if (op == NODE_EQUAL || op == NODE_NOT_EQUAL)
		return apart ? value_truth(op == NODE_NOT_EQUAL) : value_nodata(ABSENCE_NO_DATA);
	return least == most ? value_truth(least) : value_nodata(ABSENCE_NO_DATA);
}

struct value
value_compare(enum node_kind op, const struct value *a, const struct value *b)
{
	if (a->type == VALUE_NODATA || b->type == VALUE_NODATA)
		return value_nodata(absence_strict(a, b));
	if (a->type != b->type)
		return value_truth(op == NODE_NOT_EQUAL);
	if (a->type == VALUE_DAY)
		return value_truth(holds(op, day_cmp(a->day, b->day)));
	if (a->type != VALUE_NUMBER)
		return value_truth(value_equal(a, b) == (op != NODE_NOT_EQUAL));
	if (value_is_interval(a) || value_is_interval(b))
		return compare_intervals(op, a, b);
	return value_truth(holds(op, rational_cmp(a->number, b->number)));
}

typedef bool (*operation)(struct rational, struct rational, struct rational *);

/* @a by the plain number @b: the ends change places when @b is negative. */
static bool
scale(operation op, const struct value *a, struct rational b, struct value *out)
{
	struct value v = *a;

	if (!op(a->number, b, b.num < 0 ? &v.high : &v.number) ||
	    !op(a->high, b, b.num < 0 ? &v.number : &v.high))
		return false;
	*out = v;
	return true;
}

static bool
multiply(const struct value *a, const struct value *b, struct value *out)
{
	if (value_is_interval(a) && value_is_interval(b)) {
		*out = value_nodata(ABSENCE_NO_DATA);
		return true;
	}
	if (value_is_interval(a))
		return scale(rational_mul, a, b->number, out);
	return scale(rational_mul, b, a->number, out);
}

static bool
divide(const struct value *a, const struct value *b, struct value *out)
{
	if (value_is_interval(b) || b->number.num == 0) {
		*out = value_nodata(ABSENCE_NO_DATA);
		return true;
	}
	return scale(rational_div, a, b->number, out);
}

static bool
by_ends(operation op, const struct value *a, struct rational low, struct rational high,
    struct value *out)
{
	struct value v = *a;

	if (!op(a->number, low, &v.number) || !op(a->high, high, &v.high))
		return false;
	*out = v;
	return true;
}

static bool
plain(enum node_kind op, struct rational a, struct rational b, struct value *out)
{
	static const operation operations[] = {[NODE_ADD] = rational_add,
	    [NODE_SUBTRACT] = rational_sub,
	    [NODE_MULTIPLY] = rational_mul,
	    [NODE_DIVIDE] = rational_div};
	struct rational n;

	if (op == NODE_DIVIDE && b.num == 0) {
		*out = value_nodata(ABSENCE_NO_DATA);
		return true;
	}
	if (!operations[op](a, b, &n))
		return false;
	*out = value_number(n);
	return true;
}

bool
value_arithmetic(enum node_kind op, const struct value *a, const struct value *b, struct value *out)
{
	if (a->type != VALUE_NUMBER || b->type != VALUE_NUMBER) {
		*out = value_nodata(absence_strict(a, b));
		return true;
	}
	if (!value_is_interval(a) && !value_is_interval(b))
		return plain(op, a->number, b->number, out);
	switch (op) {
	case NODE_ADD:
		return by_ends(rational_add, a, b->number, b->high, out);
	case NODE_SUBTRACT:
		return by_ends(rational_sub, a, b->high, b->number, out);
	case NODE_MULTIPLY:
		return multiply(a, b, out);
	default:
		return divide(a, b, out);
	}
}
