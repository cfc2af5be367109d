#include "domain/uncertainty.h"

#include "domain/binomial.h"

#include <math.h>

#define Z95 1.959963984540054 /* the 97.5 % point of the normal distribution */
#define PARTICIPANTS_MAX 1000000
#define NEED_MAX 16

static bool
counts_valid(int64_t k, int64_t n)
{
	return n >= 1 && k >= 0 && k <= n;
}

bool
uncertainty_wilson(int64_t k, int64_t n, struct interval *out)
{
	double p, z2 = Z95 * Z95, centre, half, scale;

	if (!counts_valid(k, n))
		return false;
	p = (double)k / (double)n;
	scale = 1 + z2 / (double)n;
	centre = p + z2 / (2 * (double)n);
	half = Z95 * sqrt(p * (1 - p) / (double)n + z2 / (4 * (double)n * (double)n));
	/* At the ends the formula gives 0 and 1 exactly; doubles miss them by a hair. */
	out->low = k == 0 ? 0 : (centre - half) / scale;
	out->high = k == n ? 1 : (centre + half) / scale;
	return true;
}

bool
uncertainty_stable(int64_t k, int64_t n, struct rational threshold, bool *out)
{
	double t = rational_double(threshold);
	struct interval interval;

	if (!uncertainty_wilson(k, n, &interval))
		return false;
	*out = t < interval.low || t > interval.high;
	return true;
}

/* The least count of @n that is low; false when threshold·n does not fit. */
static bool
first_low(int64_t n, struct rational threshold, bool inclusive, int64_t *out)
{
	struct rational product;

	if (!rational_mul(threshold, rational_int(n), &product))
		return false;
	*out = inclusive ? rational_ceil(product) : rational_floor(product) + 1;
	return true;
}

bool
uncertainty_to_threshold(
    int64_t k, int64_t n, struct rational threshold, bool inclusive, struct distance *out)
{
	int64_t first;

	if (!counts_valid(k, n) || !first_low(n, threshold, inclusive, &first))
		return false;
	out->first_low = first;
	out->low = k >= first;
	out->distance = out->low ? k - first : first - k;
	return true;
}

/* The probability that one procedure of @n is low. */
static double
low_by_chance(int64_t n, double p, struct rational threshold, bool inclusive)
{
	int64_t first;

	if (n < 0 || n > PARTICIPANTS_MAX || !first_low(n, threshold, inclusive, &first))
		return NAN;
	if (n == 0)
		return 0;
	return binomial_at_least(n, p, first);
}

double
uncertainty_listed_by_chance(const int64_t *participants, size_t m, double p,
    struct rational threshold, bool inclusive, size_t need)
{
	double exactly[NEED_MAX] = {1}; /* exactly[j]: j low so far, j < need */
	double listed = 0, low;
	size_t i, j;

	if (!(p >= 0 && p <= 1) || need > NEED_MAX)
		return NAN;
	if (need == 0)
		return 1;
	for (i = 0; i < m; i++) {
		low = low_by_chance(participants[i], p, threshold, inclusive);
		if (isnan(low))
			return NAN;
		listed += exactly[need - 1] * low;
		for (j = need - 1; j > 0; j--)
			exactly[j] = exactly[j] * (1 - low) + exactly[j - 1] * low;
		exactly[0] *= 1 - low;
	}
	return listed;
}
