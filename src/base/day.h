/*
 * A calendar day without time or zone, as ISO 8601 in files and the database.
 */
#ifndef BASE_DAY_H
#define BASE_DAY_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define DAY_TEXT_SIZE 11 /* "2026-11-22" and its NUL */

struct day {
	int16_t year; /* 1900..2199; 0 = no day */
	int8_t month; /* 1..12 */
	int8_t day;   /* 1..31 */
};

/* A day that exists in the Gregorian calendar between 1900 and 2199. */
bool day_valid(struct day d);

/* Reads "2026-11-22", "22.11.2026", "1.9.26" (two digits: 20xx). False if it is no such day. */
bool day_parse(const char *s, size_t len, struct day *out);

void day_text(struct day d, char out[DAY_TEXT_SIZE]);
int day_cmp(struct day a, struct day b);

/* Days since 1970-01-01, for differences; the reverse. */
int32_t day_number(struct day d);
struct day day_from_number(int32_t n);

#endif
