/*
 * Working days, in which terms are counted: week-ends, public holidays, and days off that were
 * moved, read from catalogue/calendars.
 */
#ifndef DOMAIN_CALENDAR_H
#define DOMAIN_CALENDAR_H

#include "domain/catalogue.h"

struct calendar_holiday {
	int month, day; /* of every year */
	bool shifts; /* on a week-end, the next working day is off instead (ТК РФ, ст. 112) */
	struct bilingual title;
};

/* A day off moved by decree: @from is worked unless it is a holiday, @to is off. */
struct calendar_move {
	struct day from, to;
	struct provenance provenance;
};

struct calendar {
	struct bilingual title;
	struct provenance provenance; /* its note says what is not in it */
	unsigned weekend;             /* bits 1 << 1 (Monday) .. 1 << 7 (Sunday) */
	size_t nholidays, nmoves;
	struct calendar_holiday *holidays;
	struct calendar_move *moves;
};

/*
 * Reads a file of catalogue/calendars. All mistakes go to @problems with @file, line and column;
 * NULL when there was an error. A week has at least one working day. The calendar hangs under @ctx.
 */
struct calendar *calendar_read(
    TALLOC_CTX *ctx, const char *file, const char *bytes, size_t len, struct problems *problems);

bool calendar_is_working(const struct calendar *calendar, struct day day);

/*
 * The last day of a term of @days working days that begins on the day after @from: the @days-th
 * working day after it. @days is 0 (then @from itself) to CALENDAR_TERM_MAX. A day past 2199 ends
 * the count with 31.12.2199.
 */
#define CALENDAR_TERM_MAX 250
struct day calendar_term_end(const struct calendar *calendar, struct day from, int days);

#endif
