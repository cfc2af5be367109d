#include "domain/binomial.h"

#include <math.h>

#define NEGLIGIBLE 1e-18 /* of the sum so far: what follows a falling term adds no digit */

static double
log_factorial(int64_t n)
{
	int sign; /* lgamma() keeps it in a global, which threads would share */

	return lgamma_r((double)n + 1, &sign);
}

double
binomial_exactly(int64_t n, double p, int64_t k)
{
	double log_choose;

	if (k < 0 || k > n)
		return 0;
	if (p <= 0 || p >= 1)
		return k == (p <= 0 ? 0 : n);
	log_choose = log_factorial(n) - log_factorial(k) - log_factorial(n - k);
	return exp(log_choose + (double)k * log(p) + (double)(n - k) * log1p(-p));
}

double
binomial_at_least(int64_t n, double p, int64_t k)
{
	double sum = 0, term;
	int64_t i;

	if (k <= 0)
		return 1;
	for (i = k; i <= n; i++) {
		term = binomial_exactly(n, p, i);
		sum += term;
		if ((double)i > (double)n * p && term <= sum * NEGLIGIBLE)
			break;
	}
	return sum < 1 ? sum : 1;
}

double
binomial_at_most(int64_t n, double p, int64_t k)
{
	return binomial_at_least(n, 1 - p, n - k);
}
