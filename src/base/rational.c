#include "base/rational.h"

#include "base/mem.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>

typedef __int128 wide; /* products of two int64 always fit */

/* Most values are small: a division by 64 bits is several times faster than a wide one. */
static wide
divide(wide a, wide b, wide *rest)
{
	if (a >= 0 && a <= UINT64_MAX && b > 0 && b <= UINT64_MAX) {
		*rest = (uint64_t)a % (uint64_t)b;
		return (uint64_t)a / (uint64_t)b;
	}
	*rest = a % b;
	return a / b;
}

static wide
gcd(wide a, wide b)
{
	wide rest;

	if (a < 0)
		a = -a;
	while (b != 0) {
		divide(a, b, &rest);
		a = b;
		b = rest;
	}
	return a;
}

static bool
reduce(wide num, wide den, struct rational *out)
{
	wide g, none;

	if (den == 0)
		return false;
	if (den < 0) {
		num = -num;
		den = -den;
	}
	if (den != 1) {
		g = gcd(num, den);
		if (g > 1) {
			num = num < 0 ? -divide(-num, g, &none) : divide(num, g, &none);
			den = divide(den, g, &none);
		}
	}
	if (num > INT64_MAX || num < -INT64_MAX || den > INT64_MAX)
		return false;
	out->num = (int64_t)num;
	out->den = (int64_t)den;
	return true;
}

struct rational
rational_int(int64_t n)
{
	return (struct rational){n, 1};
}

bool
rational_make(int64_t num, int64_t den, struct rational *out)
{
	return reduce(num, den, out);
}

bool
rational_add(struct rational a, struct rational b, struct rational *out)
{
	wide x = (wide)a.num * b.den, y = (wide)b.num * a.den, sum;

	if (__builtin_add_overflow(x, y, &sum))
		return false;
	return reduce(sum, (wide)a.den * b.den, out);
}

bool
rational_sub(struct rational a, struct rational b, struct rational *out)
{
	wide x = (wide)a.num * b.den, y = (wide)b.num * a.den, difference;

	if (__builtin_sub_overflow(x, y, &difference))
		return false;
	return reduce(difference, (wide)a.den * b.den, out);
}

bool
rational_mul(struct rational a, struct rational b, struct rational *out)
{
	return reduce((wide)a.num * b.num, (wide)a.den * b.den, out);
}

bool
rational_div(struct rational a, struct rational b, struct rational *out)
{
	return reduce((wide)a.num * b.den, (wide)a.den * b.num, out);
}

int
rational_cmp(struct rational a, struct rational b)
{
	wide x = (wide)a.num * b.den, y = (wide)b.num * a.den;

	return (x > y) - (x < y);
}

int64_t
rational_floor(struct rational a)
{
	int64_t q = a.num / a.den;

	return a.num % a.den < 0 ? q - 1 : q;
}

int64_t
rational_ceil(struct rational a)
{
	int64_t q = a.num / a.den;

	return a.num % a.den > 0 ? q + 1 : q;
}

static int64_t
power10(int digits)
{
	int64_t p = 1;

	while (digits-- > 0)
		p *= 10;
	return p;
}

static bool
round_by(struct rational a, int digits, bool to_even, struct rational *out)
{
	wide scaled, q, rest, scale, size = a.num;
	bool up;

	if (digits < 0 || digits > 18)
		return false;
	scale = power10(digits);
	if (__builtin_mul_overflow(size < 0 ? -size : size, scale, &scaled))
		return false;
	q = divide(scaled, a.den, &rest);
	rest *= 2;
	up = rest > a.den || (rest == a.den && (!to_even || q % 2 != 0));
	if (up)
		q++;
	return reduce(a.num < 0 ? -q : q, scale, out);
}

bool
rational_round_half_up(struct rational a, int digits, struct rational *out)
{
	return round_by(a, digits, false, out);
}

bool
rational_round_half_even(struct rational a, int digits, struct rational *out)
{
	return round_by(a, digits, true, out);
}

double
rational_double(struct rational a)
{
	return (double)a.num / (double)a.den;
}

bool
rational_parse(const char *s, size_t len, struct rational *out)
{
	size_t i = 0;
	int64_t num = 0, den = 1;
	bool negative = false, point = false, digit = false;

	if (len > 0 && (s[0] == '-' || s[0] == '+')) {
		negative = s[0] == '-';
		i = 1;
	}
	for (; i < len; i++) {
		if (s[i] >= '0' && s[i] <= '9') {
			digit = true;
			if (__builtin_mul_overflow(num, (int64_t)10, &num) ||
			    __builtin_add_overflow(num, (int64_t)(s[i] - '0'), &num))
				return false;
			if (point && __builtin_mul_overflow(den, (int64_t)10, &den))
				return false;
		} else if ((s[i] == '.' || s[i] == ',') && !point && digit) {
			point = true;
			digit = false;
		} else {
			return false;
		}
	}
	return digit && reduce(negative ? -(wide)num : num, den, out);
}

/* Decimal digits of @n, at least @least of them; the length. snprintf is several times slower. */
static size_t
write_digits(char *out, uint64_t n, size_t least)
{
	char back[24];
	size_t len = 0, i;

	do {
		back[len++] = (char)('0' + n % 10);
		n /= 10;
	} while (n > 0);
	while (len < least)
		back[len++] = '0';
	for (i = 0; i < len; i++)
		out[i] = back[len - 1 - i];
	return len;
}

size_t
rational_write(char out[RATIONAL_TEXT_SIZE], struct rational a, int digits)
{
	struct rational r;
	uint64_t num, fraction;
	size_t len = 0, least;
	int64_t scale;
	wide none;

	if (a.den == 1)
		digits = 0;
	while (digits > 0 && !rational_round_half_up(a, digits, &r))
		digits--;
	if (digits <= 0 && (a.den == 1 || !rational_round_half_up(a, 0, &r)))
		r = rational_int(rational_floor(a));
	if (r.num < 0)
		out[len++] = '-';
	num = r.num < 0 ? -(uint64_t)r.num : (uint64_t)r.num;
	len += write_digits(out + len, num / (uint64_t)r.den, 1);
	scale = digits > 0 ? power10(digits) : 1;
	fraction = (uint64_t)divide((wide)(num % (uint64_t)r.den) * scale, r.den, &none);
	if (fraction > 0) {
		for (least = (size_t)digits; fraction % 10 == 0; least--)
			fraction /= 10;
		out[len++] = '.';
		len += write_digits(out + len, fraction, least);
	}
	out[len] = '\0';
	return len;
}

char *
rational_text(TALLOC_CTX *ctx, struct rational a, int digits)
{
	char text[RATIONAL_TEXT_SIZE];

	return mem_strndup(ctx, text, rational_write(text, a, digits));
}
