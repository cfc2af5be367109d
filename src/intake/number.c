#include "intake/number.h"

#include "base/day.h"

#include <math.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define DIGITS 15
#define LAST_DAY_1900 2958465 /* 9999-12-31 */
#define DAYS_1904 1462        /* between the epochs */

enum number_kind
number_kind_builtin(int id)
{
	if (id == 9 || id == 10)
		return NUMBER_PERCENT;
	if (id == 46)
		return NUMBER_ELAPSED;
	if ((id >= 18 && id <= 21) || id == 32 || id == 33 || id == 45 || id == 47)
		return NUMBER_TIME;
	if ((id >= 14 && id <= 22) || (id >= 27 && id <= 36) || (id >= 50 && id <= 58))
		return NUMBER_DATE;
	return NUMBER_PLAIN;
}

/* In brackets stand colours, conditions, locales — and elapsed time: [h], [mm], [ss]. */
static bool
elapsed(const char *from, const char *to)
{
	const char *p;

	for (p = from; p < to; p++)
		if (strchr("hHmMsS", *p) == NULL)
			return false;
	return to > from;
}

enum number_kind
number_kind_code(const char *code)
{
	bool month_or_minute = false, clock = false;
	const char *p, *end;

	for (p = code; *p != '\0' && *p != ';'; p++) {
		if (*p == '"' || *p == '[') {
			end = strchr(p + 1, *p == '"' ? '"' : ']');
			if (end == NULL)
				return NUMBER_PLAIN;
			if (*p == '[' && elapsed(p + 1, end))
				return NUMBER_ELAPSED;
			p = end;
		} else if (*p == '\\' || *p == '_' || *p == '*') {
			if (p[1] != '\0')
				p++;
		} else if (*p == '%') {
			return NUMBER_PERCENT;
		} else if (strchr("dDyY", *p) != NULL) {
			return NUMBER_DATE;
		} else if (strchr("hHsS", *p) != NULL) {
			clock = true;
		} else if (*p == 'm' || *p == 'M') {
			month_or_minute = true;
		}
	}
	if (clock)
		return NUMBER_TIME;
	return month_or_minute ? NUMBER_DATE : NUMBER_PLAIN;
}

/* @digits of @n are the significant ones, the point stands after @point of them. */
static size_t
place_point(const char *digits, int n, int point, char *out)
{
	char *p = out;
	int i;

	if (point <= 0) {
		*p++ = '0';
		*p++ = '.';
		for (i = point; i < 0; i++)
			*p++ = '0';
	}
	for (i = 0; i < n; i++) {
		if (i == point && i > 0)
			*p++ = '.';
		*p++ = digits[i];
	}
	for (; i < point; i++)
		*p++ = '0';
	return (size_t)(p - out);
}

size_t
number_text(double x, int shift, char out[NUMBER_TEXT_SIZE])
{
	char text[40], digits[DIGITS];
	size_t sign = x < 0;
	int n = DIGITS, point;

	if (x == 0 || !isfinite(x))
		return (size_t)snprintf(out, NUMBER_TEXT_SIZE, "%s", x == 0 ? "0" : "#NUM!");
	if (fabs(x) >= 1e15)
		return (size_t)snprintf(out, NUMBER_TEXT_SIZE, "%.15G", x);
	snprintf(text, sizeof text, "%.*e", DIGITS - 1, fabs(x));
	digits[0] = text[0];
	memcpy(digits + 1, text + 2, DIGITS - 1);
	while (n > 1 && digits[n - 1] == '0')
		n--;
	point = (int)strtol(text + DIGITS + 2, NULL, 10) + 1 + shift;
	if (sign)
		out[0] = '-';
	return sign + place_point(digits, n, point, out + sign);
}

/*
 * Most numbers are already written as we would: at most 15 digits, no exponent, no zeros to drop.
 */
static bool
is_plain(const char *s, size_t len)
{
	size_t i = len > 0 && s[0] == '-', digits = 0;
	bool point = false;

	if (len == 0 || len > DIGITS + 2 || i == len || s[i] == '.' || s[len - 1] == '.')
		return false;
	if (s[i] == '0' && i + 1 < len && s[i + 1] != '.')
		return false;
	if (s[i] == '0' && i > 0)
		return false; /* -0, -0.0 */
	for (; i < len; i++) {
		if (s[i] >= '0' && s[i] <= '9')
			digits++;
		else if (s[i] == '.' && !point)
			point = true;
		else
			return false;
	}
	return digits <= DIGITS && !(point && s[len - 1] == '0');
}

/* The significant digits of a decimal without exponent, and where its point stands. */
struct decimal {
	char digits[32];
	int n, point;
	bool negative;
};

static bool
read_decimal(const char *s, size_t len, struct decimal *d)
{
	bool point = false;
	size_t i = 0;

	d->n = d->point = 0;
	d->negative = len > 0 && s[0] == '-';
	for (i = d->negative; i < len; i++) {
		if (s[i] == '.' && !point) {
			point = true;
			continue;
		}
		if (s[i] < '0' || s[i] > '9' || d->n == (int)sizeof d->digits)
			return false;
		if (d->n > 0 || s[i] != '0')
			d->digits[d->n++] = s[i];
		else if (point)
			d->point--;
		if (!point && d->n > 0)
			d->point++;
	}
	return d->n > 0;
}

/* Rounds up at digit @n; false if that makes a digit more. */
static bool
carry(char *digits, int n)
{
	while (n > 0 && digits[n - 1] == '9')
		digits[--n] = '0';
	if (n == 0)
		return false;
	digits[n - 1]++;
	return true;
}

/*
 * number_text() of what is written at @s without going through a double, which costs more than
 * all the rest of a cell. A double's text and its value differ by less than 12 units of the 17th
 * digit, so where the digits 16 and 17 are not that near to 50, rounding the text and rounding the
 * value give the same; else false.
 */
static bool
round_text(const char *s, size_t len, int shift, char *out, size_t *out_len)
{
	struct decimal d;
	int tail, n;

	if (!read_decimal(s, len, &d) || d.point > DIGITS)
		return false;
	n = d.n;
	if (n > DIGITS) {
		tail = (d.digits[DIGITS] - '0') * 10 +
		       (n > DIGITS + 1 ? d.digits[DIGITS + 1] - '0' : 0);
		if (tail >= 38 && tail < 62)
			return false;
		n = DIGITS;
		if (tail >= 62 && !carry(d.digits, n))
			return false;
	}
	while (n > 1 && d.digits[n - 1] == '0')
		n--;
	if (d.negative)
		out[0] = '-';
	*out_len = d.negative + place_point(d.digits, n, d.point + shift, out + d.negative);
	return true;
}

static bool
parse_double(const char *s, size_t len, double *out)
{
	char text[64], *end;
	size_t i;

	if (len == 0 || len >= sizeof text)
		return false;
	for (i = 0; i < len; i++) {
		if (memchr("0123456789+-.eE", s[i], 15) == NULL)
			return false; /* strtod also reads "nan", "0x1p3" and spaces */
		text[i] = s[i];
	}
	text[len] = '\0';
	*out = strtod(text, &end);
	return *end == '\0' && isfinite(*out);
}

static size_t
clock_text(int64_t seconds, char *out, size_t room)
{
	int64_t h = seconds / 3600, m = seconds / 60 % 60, s = seconds % 60;

	if (s != 0)
		return (size_t)snprintf(out, room, "%02d:%02d:%02d", (int)h, (int)m, (int)s);
	return (size_t)snprintf(out, room, "%02d:%02d", (int)h, (int)m);
}

/* @days since 1900-01-00, the day 60 included. */
static size_t
day_of_1900(int64_t days, char *out, size_t room)
{
	int64_t z, era, doe, yoe, doy, mp, d, m, y;

	if (days == 0)
		return (size_t)snprintf(out, room, "1900-01-00");
	if (days == 60)
		return (size_t)snprintf(out, room, "1900-02-29");
	/* Days to a date of the Gregorian calendar, counted from 1 March of the year 0. */
	z = days + (days < 60) + 693899;
	era = z / 146097;
	doe = z % 146097;
	yoe = (doe - doe / 1460 + doe / 36524 - doe / 146096) / 365;
	doy = doe - (365 * yoe + yoe / 4 - yoe / 100);
	mp = (5 * doy + 2) / 153;
	d = doy - (153 * mp + 2) / 5 + 1;
	m = mp < 10 ? mp + 3 : mp - 9;
	y = yoe + era * 400 + (m <= 2);
	return (size_t)snprintf(out, room, "%04d-%02d-%02d", (int)y, (int)m, (int)d);
}

static bool
serial_text(double serial, enum number_kind kind, bool epoch1904, char out[NUMBER_TEXT_SIZE],
    size_t *out_len)
{
	int64_t seconds, days;
	size_t n = 0;

	if (serial < 0 || serial >= LAST_DAY_1900 + 1.0)
		return false;
	seconds = llround(serial * 86400);
	if (epoch1904 && seconds >= 86400)
		seconds += (int64_t)DAYS_1904 * 86400;
	days = seconds / 86400;
	if (days > LAST_DAY_1900)
		return false;
	/* Before the first day of the epoch there is only a time. */
	if (days > 0 || (seconds == 0 && kind == NUMBER_DATE))
		n = epoch1904 && days == 0 ? day_of_1900(DAYS_1904, out, NUMBER_TEXT_SIZE)
					   : day_of_1900(days, out, NUMBER_TEXT_SIZE);
	if (seconds % 86400 != 0 || n == 0) {
		if (n > 0)
			out[n++] = ' ';
		n += clock_text(seconds % 86400, out + n, NUMBER_TEXT_SIZE - n);
	}
	*out_len = n;
	return true;
}

bool
number_cell_text(const char *s, size_t len, enum number_kind kind, bool epoch1904,
    char out[NUMBER_TEXT_SIZE], size_t *out_len)
{
	int shift = kind == NUMBER_PERCENT ? 2 : 0;
	double x;

	if (kind == NUMBER_PLAIN && is_plain(s, len))
		return false;
	if (kind <= NUMBER_PERCENT && round_text(s, len, shift, out, out_len)) {
		if (kind == NUMBER_PERCENT)
			out[(*out_len)++] = '%';
		return true;
	}
	if (!parse_double(s, len, &x))
		return false;
	if ((kind == NUMBER_DATE || kind == NUMBER_TIME) &&
	    serial_text(x, kind, epoch1904, out, out_len))
		return true;
	if (kind == NUMBER_ELAPSED && x >= 0 && x <= LAST_DAY_1900) {
		*out_len = clock_text(llround(x * 86400), out, NUMBER_TEXT_SIZE);
		return true;
	}
	*out_len = number_text(x, shift, out);
	if (kind == NUMBER_PERCENT)
		out[(*out_len)++] = '%';
	return true;
}

/* Two digits at @s, or -1. */
static int
two(const char *s)
{
	if (s[0] < '0' || s[0] > '9' || s[1] < '0' || s[1] > '9')
		return -1;
	return (s[0] - '0') * 10 + (s[1] - '0');
}

bool
iso_date_text(const char *s, size_t len, char out[NUMBER_TEXT_SIZE], size_t *out_len)
{
	int h = 0, m = 0, sec = 0;
	size_t n = 0;

	/* yyyy-mm-dd, then Thh:mm[:ss[.fff]][Z]; or a time alone */
	if (len >= 10 && s[4] == '-' && s[7] == '-') {
		if (two(s) < 0 || two(s + 2) < 0 || two(s + 5) < 0 || two(s + 8) < 0)
			return false;
		memcpy(out, s, 10);
		n = *out_len = 10;
		s += 10;
		len -= 10;
		if (len == 0)
			return true;
		if (*s != 'T' && *s != ' ')
			return false;
	}
	if (len > 0 && *s == 'T') {
		s++;
		len--;
	}
	if (len < 5 || s[2] != ':')
		return false;
	h = two(s);
	m = two(s + 3);
	if (len >= 8 && s[5] == ':')
		sec = two(s + 6);
	if (h < 0 || m < 0 || sec < 0)
		return false;
	if (n > 0 && h == 0 && m == 0 && sec == 0)
		return true;
	if (n > 0)
		out[n++] = ' ';
	*out_len = n + clock_text(h * 3600 + m * 60 + sec, out + n, NUMBER_TEXT_SIZE - n);
	return true;
}

bool
iso_duration_text(const char *s, size_t len, char out[NUMBER_TEXT_SIZE], size_t *out_len)
{
	int64_t total = 0, n = 0;
	bool fraction = false;
	size_t i;

	if (len < 4 || s[0] != 'P' || s[1] != 'T')
		return false;
	for (i = 2; i < len; i++) {
		if (s[i] >= '0' && s[i] <= '9') {
			if (!fraction)
				n = n * 10 + (s[i] - '0');
			if (n > 1000000)
				return false;
			continue;
		}
		if (s[i] == '.' || s[i] == ',') {
			fraction = true;
			continue;
		}
		if (s[i] != 'H' && s[i] != 'M' && s[i] != 'S')
			return false;
		total += n * (s[i] == 'H' ? 3600 : s[i] == 'M' ? 60 : 1);
		n = 0;
		fraction = false;
	}
	*out_len = clock_text(total, out, NUMBER_TEXT_SIZE);
	return true;
}
