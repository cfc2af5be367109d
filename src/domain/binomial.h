/*
 * Tails of the binomial distribution, summed exactly: no approximation, no table.
 */
#ifndef DOMAIN_BINOMIAL_H
#define DOMAIN_BINOMIAL_H

#include <stdint.h>

/*
 * P(X >= k), P(X <= k) and P(X = k) for X binomial with @n >= 0 trials of probability @p, 0..1.
 * Any @k: a tail that holds everything is 1, an impossible one 0. Relative error below 1e-9 up to a
 * million trials.
 */
double binomial_at_least(int64_t n, double p, int64_t k);
double binomial_at_most(int64_t n, double p, int64_t k);
double binomial_exactly(int64_t n, double p, int64_t k);

#endif
