#include "domain/limits.h"

#include "domain/binomial.h"

#include <math.h>

static const struct {
	double z;    /* the point of the normal distribution that leaves the tail */
	double tail; /* (1 − level)/2 */
} levels[] = {
    [LIMITS_95] = {1.959963984540054, 0.025},
    [LIMITS_998] = {3.090232306167813, 0.001},
};

/* The first count with P(X <= count) > tail. *line: where the tail, linear between, is @tail. */
static int64_t
exact_least(int64_t n, double mean, double tail, double *line)
{
	double below = 0, upto = 0;
	int64_t k;

	for (k = 0; k < n; k++) {
		upto = below + binomial_exactly(n, mean, k);
		if (upto > tail)
			break;
		below = upto;
	}
	*line = k == 0 ? 0 : (double)k - (upto > tail ? (upto - tail) / (upto - below) : 0);
	return k;
}

static void
exact(int64_t n, double mean, double tail, struct limits *out)
{
	double low, rest;

	out->least = exact_least(n, mean, tail, &low);
	/* the upper side is the lower side of those without a low result */
	out->most = n - exact_least(n, 1 - mean, tail, &rest);
	out->low = low / (double)n;
	out->high = 1 - rest / (double)n;
}

static void
normal(int64_t n, double mean, double z, struct limits *out)
{
	double half = z * sqrt(mean * (1 - mean) / (double)n);

	out->low = fmax(0, mean - half);
	out->high = fmin(1, mean + half);
	/* a share of a whole count times n misses the count by a hair */
	out->least = (int64_t)ceil(out->low * (double)n - 1e-9);
	out->most = (int64_t)floor(out->high * (double)n + 1e-9);
}

bool
limits_of(int64_t n, double mean, enum limits_level level, struct limits *out)
{
	if (n < 1 || n > LIMITS_PARTICIPANTS_MAX || !(mean >= 0 && mean <= 1))
		return false;
	if (n < LIMITS_EXACT_BELOW)
		exact(n, mean, levels[level].tail, out);
	else
		normal(n, mean, levels[level].z, out);
	return true;
}

enum limits_side
limits_side(const struct limits *limits, int64_t k)
{
	if (k < limits->least)
		return LIMITS_BELOW;
	return k > limits->most ? LIMITS_ABOVE : LIMITS_WITHIN;
}

double
limits_expected_outside(const int64_t *participants, size_t m, double mean, enum limits_level level)
{
	struct limits limits;
	double expected = 0;
	size_t i;

	for (i = 0; i < m; i++) {
		if (!limits_of(participants[i], mean, level, &limits))
			return NAN;
		expected += binomial_at_most(participants[i], mean, limits.least - 1) +
			    binomial_at_least(participants[i], mean, limits.most + 1);
	}
	return expected;
}
