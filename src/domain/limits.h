/*
 * Control limits: within which shares the participants of a school would stay by chance alone, if
 * every pupil had a low result with the mean share of the district.
 *
 * A difference inside the limits needs no explanation by the school; outside it is a reason to
 * look, not a verdict. The picture (document/chart.h, chart_funnel) and the table under it both
 * ask here, so they cannot disagree.
 *
 * Source of the picture and of limits by a normal and an exact distribution: Spiegelhalter D. J.,
 * Funnel plots for comparing institutional performance, Statistics in Medicine 24 (2005) 1185–1202.
 */
#ifndef DOMAIN_LIMITS_H
#define DOMAIN_LIMITS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* Both sides together; on one side chance leaves 2.5 % and 0.1 %. */
enum limits_level { LIMITS_95, LIMITS_998 };

#define LIMITS_EXACT_BELOW 30 /* participants; from there on normal limits */
#define LIMITS_PARTICIPANTS_MAX 1000000

struct limits {
	double low, high;    /* shares 0..1: where the lines run */
	int64_t least, most; /* counts that lie within; what a table shows */
};

/*
 * The limits for @n participants around the share @mean (0..1).
 *
 * n < 30, exact: `least` is the first count with P(X <= least) > t, `most` the last with
 * P(X >= most) > t, X binomial (n, mean), t = (1 − level)/2: the quantiles that a spreadsheet calls
 * BINOM.INV(n; mean; t) and BINOM.INV(n; mean; 1 − t). A count outside is as rare as promised or
 * rarer. The lines run between the last count within and the first outside, where the tail
 * probability, taken as linear between two counts, is t (the source interpolates likewise).
 *
 * n >= 30, normal: mean ± z·sqrt(mean(1 − mean)/n), z = 1.95996 and 3.09023, within 0..1; counts
 * up to and including the lines lie within.
 *
 * Known answer: n = 10, mean 0.2, 95 %: counts 0 to 5, lines 0 and 0.529; n = 100: 0.1216..0.2784.
 * False, leaving *out alone, when n is outside 1..1,000,000 or mean outside 0..1.
 */
bool limits_of(int64_t n, double mean, enum limits_level level, struct limits *out);

enum limits_side { LIMITS_BELOW, LIMITS_WITHIN, LIMITS_ABOVE };

/* Where @k counts of low results stand; a count at `least` or `most` lies within. */
enum limits_side limits_side(const struct limits *limits, int64_t k);

/*
 * How many of @m schools of participants[i] chance alone puts outside: the sum of the binomial
 * probabilities of every count outside limits_of(). About 5 of 100 at 95 %, fewer when schools are
 * small. NAN when a participants[i] or @mean is out of range.
 */
double limits_expected_outside(
    const int64_t *participants, size_t m, double mean, enum limits_level level);

#endif
