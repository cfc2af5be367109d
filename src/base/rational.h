/*
 * Exact numbers: reduced fractions of two int64.
 *
 * Methods decide at thresholds («не менее 30 %»), where a double would be wrong by a hair:
 * published totals are met 463 times of 463 with fractions and 457 with doubles. Overflow is
 * told, never wrapped. Rounding happens only by name.
 */
#ifndef BASE_RATIONAL_H
#define BASE_RATIONAL_H

#include <stdbool.h>
#include <stdint.h>
#include <talloc.h>

struct rational {
	int64_t num;
	int64_t den; /* > 0; 0 only in an uninitialised value */
};

struct rational rational_int(int64_t n);

/* Each returns false, leaving *out alone, on overflow or (div) a zero divisor. */
bool rational_make(int64_t num, int64_t den, struct rational *out);
bool rational_add(struct rational a, struct rational b, struct rational *out);
bool rational_sub(struct rational a, struct rational b, struct rational *out);
bool rational_mul(struct rational a, struct rational b, struct rational *out);
bool rational_div(struct rational a, struct rational b, struct rational *out);

/* <0, 0, >0 as a is less than, equal to, greater than b. Exact for all values. */
int rational_cmp(struct rational a, struct rational b);

/* The integer not above, not below @a. */
int64_t rational_floor(struct rational a);
int64_t rational_ceil(struct rational a);

/* Rounded to @digits decimals (0..18): half away from zero, half to even. False on overflow. */
bool rational_round_half_up(struct rational a, int digits, struct rational *out);
bool rational_round_half_even(struct rational a, int digits, struct rational *out);

double rational_double(struct rational a);

/*
 * Reads "12", "-0.5", "0,5" from @s of @len bytes, decimal comma or point, no spaces, no
 * exponent. False if it is not such a number or does not fit.
 */
bool rational_parse(const char *s, size_t len, struct rational *out);

/*
 * Decimal text for machines, rounded half up to at most @digits, no trailing zeros:
 * 8/27 with 4 gives "0.2963", 3/10 gives "0.3".
 */
char *rational_text(TALLOC_CTX *ctx, struct rational a, int digits);

/* The same into @out; the length. */
#define RATIONAL_TEXT_SIZE 48
size_t rational_write(char out[RATIONAL_TEXT_SIZE], struct rational a, int digits);

#endif
