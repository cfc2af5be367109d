#include "base/day.h"

#include <stdio.h>

static int
month_days(int year, int month)
{
	static const int days[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
	bool leap = (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;

	return month == 2 && leap ? 29 : days[month - 1];
}

bool
day_valid(struct day d)
{
	return d.year >= 1900 && d.year <= 2199 && d.month >= 1 && d.month <= 12 && d.day >= 1 &&
	       d.day <= month_days(d.year, d.month);
}

/* Reads up to three runs of digits parted by @mark; false on anything else. */
static bool
three_numbers(const char *s, size_t len, char mark, int out[3], size_t digits[3])
{
	size_t i, k = 0;

	out[0] = out[1] = out[2] = 0;
	digits[0] = digits[1] = digits[2] = 0;
	for (i = 0; i < len; i++) {
		if (s[i] >= '0' && s[i] <= '9') {
			if (++digits[k] > 4)
				return false;
			out[k] = out[k] * 10 + (s[i] - '0');
		} else if (s[i] == mark && k < 2 && digits[k] > 0) {
			k++;
		} else {
			return false;
		}
	}
	return k == 2 && digits[2] > 0;
}

bool
day_parse(const char *s, size_t len, struct day *out)
{
	int n[3];
	size_t digits[3];
	struct day d;

	if (three_numbers(s, len, '-', n, digits) && digits[0] == 4 && digits[1] <= 2 &&
	    digits[2] <= 2) {
		d = (struct day){(int16_t)n[0], (int8_t)n[1], (int8_t)n[2]};
	} else if (three_numbers(s, len, '.', n, digits) && digits[0] <= 2 && digits[1] <= 2 &&
		   (digits[2] == 4 || digits[2] == 2)) {
		d = (struct day){
		    (int16_t)(digits[2] == 2 ? 2000 + n[2] : n[2]), (int8_t)n[1], (int8_t)n[0]};
	} else {
		return false;
	}
	if (!day_valid(d))
		return false;
	*out = d;
	return true;
}

void
day_text(struct day d, char out[DAY_TEXT_SIZE])
{
	snprintf(out, DAY_TEXT_SIZE, "%04u-%02u-%02u", (unsigned)d.year % 10000u,
	    (unsigned)d.month % 100u, (unsigned)d.day % 100u);
}

int
day_cmp(struct day a, struct day b)
{
	if (a.year != b.year)
		return a.year < b.year ? -1 : 1;
	if (a.month != b.month)
		return a.month < b.month ? -1 : 1;
	return (a.day > b.day) - (a.day < b.day);
}

/* Howard Hinnant's days_from_civil, public domain: months counted from March. */
int32_t
day_number(struct day d)
{
	int y = d.year - (d.month <= 2), m = (d.month + 9) % 12;
	int era = y / 400, yoe = y - era * 400, doy = (153 * m + 2) / 5 + d.day - 1;

	return era * 146097 + yoe * 365 + yoe / 4 - yoe / 100 + doy - 719468;
}

struct day
day_from_number(int32_t n)
{
	int z = n + 719468, era = z / 146097, doe = z - era * 146097;
	int yoe = (doe - doe / 1460 + doe / 36524 - doe / 146096) / 365;
	int doy = doe - (365 * yoe + yoe / 4 - yoe / 100), mp = (5 * doy + 2) / 153;
	int month = mp < 10 ? mp + 3 : mp - 9;

	return (struct day){(int16_t)(yoe + era * 400 + (month <= 2)), (int8_t)month,
	    (int8_t)(doy - (153 * mp + 2) / 5 + 1)};
}
