/*
 * Square roots without doubles: floor(sqrt(N / D) * 10^12 + 1/2), found bit by bit with whole
 * numbers of 1,024 bits, so that the last digit is right on every machine.
 */
#include "domain/method/method_int.h"

#include <string.h>

#define LIMBS 32

typedef unsigned __int128 uwide;
typedef __int128 wide;

struct big {
	uint32_t limb[LIMBS]; /* little end first */
	int used;
};

static struct big
big_make(uwide n)
{
	struct big b = {.used = 0};

	for (; n != 0; n >>= 32)
		b.limb[b.used++] = (uint32_t)n;
	return b;
}

/* The callers' numbers stay far below 1,024 bits; what would not fit is cut. */
static struct big
big_multiply(const struct big *a, const struct big *b)
{
	struct big out = {.used = 0};
	int i, k;

	for (i = 0; i < a->used; i++) {
		uint64_t carry = 0;

		for (k = 0; i + k < LIMBS && (k < b->used || carry != 0); k++) {
			carry += out.limb[i + k];
			if (k < b->used)
				carry += (uint64_t)a->limb[i] * b->limb[k];
			out.limb[i + k] = (uint32_t)carry;
			carry >>= 32;
		}
	}
	for (out.used = LIMBS; out.used > 0 && out.limb[out.used - 1] == 0;)
		out.used--;
	return out;
}

static struct big
big_add(const struct big *a, const struct big *b)
{
	struct big out = {.used = 0};
	uint64_t carry = 0;
	int i;

	for (i = 0; i < LIMBS; i++) {
		carry += (uint64_t)a->limb[i] + b->limb[i];
		out.limb[i] = (uint32_t)carry;
		carry >>= 32;
		if (out.limb[i] != 0)
			out.used = i + 1;
	}
	return out;
}

/* @a is not less than @b. */
static struct big
big_subtract(const struct big *a, const struct big *b)
{
	struct big out = {.used = 0};
	int64_t borrow = 0;
	int i;

	for (i = 0; i < LIMBS; i++) {
		borrow += (int64_t)a->limb[i] - b->limb[i];
		out.limb[i] = (uint32_t)borrow;
		borrow >>= 32;
		if (out.limb[i] != 0)
			out.used = i + 1;
	}
	return out;
}

static int
big_compare(const struct big *a, const struct big *b)
{
	int i;

	if (a->used != b->used)
		return a->used < b->used ? -1 : 1;
	for (i = a->used - 1; i >= 0; i--) {
		if (a->limb[i] != b->limb[i])
			return a->limb[i] < b->limb[i] ? -1 : 1;
	}
	return 0;
}

#define SCALE 1000000000000 /* 10 ^ METHOD_ROUND */
#define ROOT_BITS 104       /* a greater root does not fit into a rational */

/* The greatest r with (2r - 1)^2 * den <= 4 * num * SCALE^2 is the root rounded half up. */
static bool
root(const struct big *num, const struct big *den, struct rational *out)
{
	struct big scale = big_make((uwide)SCALE * SCALE * 4), limit = big_multiply(num, &scale);
	struct rational fraction;
	uwide r = 0, tried;
	int bit;

	for (bit = ROOT_BITS - 1; bit >= 0; bit--) {
		struct big odd, square;

		tried = r | (uwide)1 << bit;
		odd = big_make(2 * tried - 1);
		square = big_multiply(&odd, &odd);
		square = big_multiply(&square, den);
		if (big_compare(&square, &limit) <= 0)
			r = tried;
	}
	if (r / SCALE > INT64_MAX)
		return false;
	return rational_make((int64_t)(r % SCALE), SCALE, &fraction) &&
	       rational_add(rational_int((int64_t)(r / SCALE)), fraction, out);
}

bool
exact_sqrt(struct rational x, struct rational *out)
{
	struct big num = big_make((uwide)x.num), den = big_make((uwide)x.den);

	return root(&num, &den, out);
}

static bool
common_denominator(const struct rational *values, size_t count, int64_t *out)
{
	int64_t all = 1, a, b, t;
	size_t i;

	for (i = 0; i < count; i++) {
		for (a = all, b = values[i].den; b != 0; b = t) {
			t = a % b;
			a = b;
		}
		if (__builtin_mul_overflow(all, values[i].den / a, &all))
			return false;
	}
	*out = all;
	return true;
}

/* variance = (n * sum of squares - square of sum) / (n * (n - 1)), over a common denominator. */
bool
exact_sd(const struct rational *values, size_t count, struct rational *out)
{
	struct big squares = big_make(0), n = big_make(count), less = big_make(count - 1);
	struct big one, num, den;
	wide sum = 0, scaled;
	int64_t common;
	size_t i;

	if (!common_denominator(values, count, &common))
		return false;
	for (i = 0; i < count; i++) {
		scaled = (wide)values[i].num * (common / values[i].den);
		if (__builtin_add_overflow(sum, scaled, &sum))
			return false;
		one = big_make((uwide)(scaled < 0 ? -scaled : scaled));
		one = big_multiply(&one, &one);
		squares = big_add(&squares, &one);
	}
	one = big_make((uwide)(sum < 0 ? -sum : sum));
	one = big_multiply(&one, &one);
	num = big_multiply(&squares, &n);
	num = big_subtract(&num, &one);
	den = big_make((uwide)common * (uwide)common);
	den = big_multiply(&den, &n);
	den = big_multiply(&den, &less);
	return root(&num, &den, out);
}
