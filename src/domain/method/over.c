/*
 * Quantifiers: every item goes into a tally, the tally gives the value. Nothing ends early, so
 * that each figure the rule could need is read and can be shown.
 */
#include "domain/method/method_int.h"

#include "base/mem.h"

#include <stdlib.h>

static bool
collects(const struct over *over)
{
	return over->kind >= OVER_SD;
}

static void
absent_item(const struct evaluator *ev, const struct over *over, enum absence why, struct tally *t)
{
	if (absence_gone(why)) {
		if (t->gone++ == 0)
			t->first_gone = why;
		return;
	}
	if (t->skipped + t->unknown == 0)
		t->first_missing = why;
	if (over->skip && !ev->unknown)
		t->skipped++;
	else
		t->unknown++;
}

static void
add_number(struct evaluator *ev, const struct over *over, const struct value *v, struct tally *t)
{
	bool first = t->known == 0;

	if (value_is_interval(v))
		t->interval = true;
	if (over->kind == OVER_SUM || over->kind == OVER_MEAN) {
		if (!rational_add(t->low, v->number, &t->low) ||
		    !rational_add(t->high, v->high, &t->high))
			eval_fail(ev, MSG("«{0}»: a number grows beyond 64 bits"));
	} else if (collects(over)) {
		mem_push(ev, t->values, t->nvalues) = v->number;
	} else {
		if (first || rational_cmp(v->number, t->min) < 0)
			t->min = v->number;
		if (first || rational_cmp(v->number, t->max) > 0)
			t->max = v->number;
	}
}

void
over_visit(struct evaluator *ev, const struct over *over, struct tally *t)
{
	struct value v;

	if (over->where != NULL) {
		v = eval_node(ev, over->where);
		if (v.type == VALUE_NODATA) {
			absent_item(ev, over, v.absence, t);
			return;
		}
		if (!v.truth)
			return;
	}
	v = eval_node(ev, over->body);
	if (v.type == VALUE_NODATA) {
		absent_item(ev, over, v.absence, t);
		return;
	}
	if (v.type == VALUE_NUMBER)
		add_number(ev, over, &v, t);
	else
		t->yes += v.truth;
	t->known++;
}

static int
by_value(const void *a, const void *b)
{
	return rational_cmp(*(const struct rational *)a, *(const struct rational *)b);
}

void
over_sort(struct tally *t)
{
	if (t->nvalues > 0)
		qsort(t->values, t->nvalues, sizeof *t->values, by_value);
}

static void
tally_set(struct evaluator *ev, const struct over *over, struct tally *t)
{
	const struct method_set *set = &ev->m->sets[over->set];
	struct value *slot = ev->top++;
	size_t i;

	for (i = 0; i < set->count && ev->failure == NULL; i++) {
		*slot = set->items[i];
		over_visit(ev, over, t);
	}
	ev->top--;
}

static void
tally_years(struct evaluator *ev, const struct over *over, struct tally *t)
{
	struct value from = eval_node(ev, over->from), to = eval_node(ev, over->to), *slot;
	struct rational length;
	int64_t i, first, last;

	if (from.type == VALUE_NODATA || to.type == VALUE_NODATA) {
		t->nothing = absence_strict(&from, &to);
		return;
	}
	if (value_is_interval(&from) || value_is_interval(&to)) {
		t->nothing = ABSENCE_NO_DATA;
		return;
	}
	first = rational_ceil(from.number);
	last = rational_floor(to.number);
	if (last < first)
		return;
	if (!rational_sub(rational_int(last), rational_int(first), &length) ||
	    length.num >= METHOD_YEARS) {
		eval_fail(ev, MSG("«{0}»: years(…) holds more than 100 years"));
		return;
	}
	slot = ev->top++;
	for (i = first; i <= last && ev->failure == NULL; i++) {
		*slot = value_int(i);
		over_visit(ev, over, t);
	}
	ev->top--;
}

/* Why there is no value where too few items, or none, are known. */
static struct value
too_few(const struct over *over, const struct tally *t)
{
	bool could_be = t->known + t->skipped + t->unknown >= (size_t)over->need;

	if (t->skipped + t->unknown > 0 && (could_be || t->gone == 0))
		return value_nodata(t->first_missing);
	return value_nodata(t->gone > 0 ? t->first_gone : ABSENCE_NO_DATA);
}

/* @low to @high as a value, both divided by @by. */
static struct value
between(struct evaluator *ev, struct rational low, struct rational high, size_t by)
{
	struct rational n = rational_int((int64_t)by);
	struct value v = value_number(low);

	if (!rational_div(low, n, &v.number) || !rational_div(high, n, &v.high))
		return eval_fail(ev, MSG("«{0}»: a number grows beyond 64 bits"));
	return v;
}

/* Counts and truths, where an unknown item need not matter. */
static struct value
finish_truths(struct evaluator *ev, const struct over *over, const struct tally *t)
{
	struct rational low = rational_int((int64_t)t->yes);
	struct rational high = rational_int((int64_t)(t->yes + t->unknown));

	switch (over->kind) {
	case OVER_ANY:
		if (t->yes > 0 || t->unknown == 0)
			return value_truth(t->yes > 0);
		return value_nodata(t->first_missing);
	case OVER_ALL:
		if (t->yes < t->known || t->unknown == 0)
			return value_truth(t->yes == t->known);
		return value_nodata(t->first_missing);
	case OVER_COUNT:
		return between(ev, low, high, 1);
	default:
		if (t->known + t->unknown == 0)
			return too_few(over, t);
		return between(ev, low, high, t->known + t->unknown);
	}
}

/* Type 7 of Hyndman and Fan (1996): R's default, PERCENTILE.INC. @t->values is sorted. */
static struct value
quantile(struct evaluator *ev, const struct tally *t, const struct value *q)
{
	struct rational h, part, step;
	size_t at;

	if (q->type == VALUE_NODATA)
		return *q;
	if (value_is_interval(q) || q->number.num < 0 ||
	    rational_cmp(q->number, rational_int(1)) > 0)
		return value_nodata(ABSENCE_NO_DATA);
	if (!rational_mul(q->number, rational_int((int64_t)t->nvalues - 1), &h))
		return eval_fail(ev, MSG("«{0}»: a number grows beyond 64 bits"));
	at = (size_t)rational_floor(h);
	if (h.den == 1)
		return value_number(t->values[at]);
	if (!rational_sub(h, rational_int((int64_t)at), &part) ||
	    !rational_sub(t->values[at + 1], t->values[at], &step) ||
	    !rational_mul(part, step, &step) || !rational_add(t->values[at], step, &h))
		return eval_fail(ev, MSG("«{0}»: a number grows beyond 64 bits"));
	return value_number(h);
}

/* 1 + how many are greater than @own; unknown members could be. */
static struct value
rank(struct evaluator *ev, const struct tally *t, const struct value *own)
{
	size_t low = 0, high = t->nvalues, middle;

	if (own->type == VALUE_NODATA)
		return *own;
	if (value_is_interval(own))
		return value_nodata(ABSENCE_NO_DATA);
	while (low < high) {
		middle = (low + high) / 2;
		if (rational_cmp(t->values[middle], own->number) > 0)
			high = middle;
		else
			low = middle + 1;
	}
	low = t->nvalues - low + 1;
	return between(
	    ev, rational_int((int64_t)low), rational_int((int64_t)(low + t->unknown)), 1);
}

static struct value
finish_numbers(struct evaluator *ev, const struct over *over, const struct tally *t)
{
	struct rational n;

	if (over->kind == OVER_SUM)
		return between(ev, t->low, t->high, 1);
	if (t->known == 0)
		return too_few(over, t);
	if (over->kind == OVER_MEAN)
		return between(ev, t->low, t->high, t->known);
	if (t->interval)
		return value_nodata(ABSENCE_NO_DATA);
	if (over->kind == OVER_MIN)
		return value_number(t->min);
	if (over->kind == OVER_MAX)
		return value_number(t->max);
	if (t->known < 2)
		return too_few(over, t);
	if (t->sd_known)
		return value_number(t->sd);
	if (!exact_sd(t->values, t->nvalues, &n))
		return eval_fail(ev, MSG("«{0}»: a number grows beyond 64 bits"));
	return value_number(n);
}

/* @extra: the q of quantile or the school's own value of rank. */
static struct value
finish(struct evaluator *ev, const struct over *over, const struct tally *t, struct value *extra)
{
	if (ev->failure != NULL)
		return value_nodata(ABSENCE_NO_DATA);
	if (t->nothing != ABSENCE_NONE)
		return value_nodata(t->nothing);
	if (t->known < (size_t)over->need)
		return too_few(over, t);
	if (over->kind <= OVER_ALL || over->kind == OVER_SHARE)
		return finish_truths(ev, over, t);
	if (over->kind == OVER_RANK)
		return t->interval ? value_nodata(ABSENCE_NO_DATA) : rank(ev, t, extra);
	if (t->unknown > 0)
		return value_nodata(t->first_missing);
	if (over->kind != OVER_QUANTILE)
		return finish_numbers(ev, over, t);
	if (t->known == 0)
		return too_few(over, t);
	return t->interval ? value_nodata(ABSENCE_NO_DATA) : quantile(ev, t, extra);
}

/* The value of a rank's expression for the school itself. */
static struct value
own_value(struct evaluator *ev, const struct over *over)
{
	struct value v;

	*ev->top++ = value_nodata(ABSENCE_NO_DATA);
	v = eval_node(ev, over->body);
	ev->top--;
	return v;
}

struct value
eval_over(struct evaluator *ev, const struct node *n)
{
	const struct over *over = n->over;
	struct tally t = {.low = {0, 1}, .high = {0, 1}};
	struct value v, extra = value_nodata(ABSENCE_NO_DATA);
	bool shared = over->range == RANGE_SCHOOLS && over->closed;

	if (over->q != NULL)
		extra = eval_node(ev, over->q);
	if (over->kind == OVER_RANK)
		extra = own_value(ev, over);
	if (over->range == RANGE_SET)
		tally_set(ev, over, &t);
	else if (over->range == RANGE_YEARS)
		tally_years(ev, over, &t);
	else
		group_tally(ev, n, &t);
	if (!shared)
		over_sort(&t);
	if (t.skipped > 0)
		ev->skipped = true;
	v = finish(ev, over, &t, &extra);
	if (!shared)
		talloc_free(t.values);
	return v;
}
