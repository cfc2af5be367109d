/*
 * How sure a share of few participants is.
 *
 * The official rule is run exactly; beside it, never instead of it, stand an interval, the words
 * «вывод неустойчив» and the distance to the threshold. Doubles are allowed for the interval and
 * the probability; the distance, which people check by hand, is exact.
 *
 * Everywhere @k of @n participants have a low result; 0 <= k <= n. Functions that return bool
 * give false, leaving *out alone, when n < 1 or k is not in 0..n.
 */
#ifndef DOMAIN_UNCERTAINTY_H
#define DOMAIN_UNCERTAINTY_H

#include "base/rational.h"

#include <stddef.h>

/* A share between two ends, 0..1. */
struct interval {
	double low, high;
};

/*
 * Wilson's 95 % interval of k/n without continuity correction:
 *   (p + z²/2n ± z·sqrt(p(1 − p)/n + z²/4n²)) / (1 + z²/n),  z = 1.959963984540054.
 * Source: Wilson E. B., JASA 22 (1927) 209–212. 3 of 10 gives 0.108..0.603.
 */
bool uncertainty_wilson(int64_t k, int64_t n, struct interval *out);

/* Whether @threshold (0..1) lies outside the interval of k/n, its ends included in the interval. */
bool uncertainty_stable(int64_t k, int64_t n, struct rational threshold, bool *out);

/* Where a share stands to a threshold, in participants. */
struct distance {
	int64_t first_low; /* k*: the least k at which k/n is low; n + 1 when no k of n is */
	int64_t distance;  /* |k − k*| */
	bool low;          /* k >= k* */
};

/*
 * The distance to @threshold (0..1): a share is low from the threshold on (@inclusive, k/n >= t:
 * k* = ceil(t·n)) or only above it (k/n > t: k* = floor(t·n) + 1). Exact.
 *
 * `distance` is 0 when the share stands exactly at the first low count. When not low, so many more
 * low results would make it low. When low, so many of the low results stand above the first low
 * count; distance + 1 fewer low results would take the school out. 3 of 10 at 30 % inclusive: k* =
 * 3, distance 0, low; 8 of 27: k* = 9, distance 1, not low.
 *
 * False also when t·n does not fit into int64.
 */
bool uncertainty_to_threshold(
    int64_t k, int64_t n, struct rational threshold, bool inclusive, struct distance *out);

/*
 * The probability, 0..1, that chance alone makes at least @need of @m procedures low, when each of
 * participants[i] pupils has a low result with probability @p, independently: condition A of the
 * federal method with need = 2. Exact binomial tails. A procedure with no participants is never
 * low. Known answer: six procedures of 10, p = 0.2, 30 % inclusive, need 2 give 0.63.
 *
 * NAN when p is outside 0..1, need is above 16 or a participants[i] is outside 0..1,000,000.
 */
double uncertainty_listed_by_chance(const int64_t *participants, size_t m, double p,
    struct rational threshold, bool inclusive, size_t need);

#endif
