/*
 * A value of the method language: an exact number (or an interval of numbers), a truth, a text,
 * a day, or no data of a stated kind.
 */
#ifndef DOMAIN_VALUE_H
#define DOMAIN_VALUE_H

#include "base/day.h"
#include "base/rational.h"

/* Why a figure is absent. Six kinds with «zero», which is a number and not here. */
enum absence {
	ABSENCE_NONE,        /* there is a value */
	ABSENCE_NO_DATA,     /* nothing was reported */
	ABSENCE_NOT_TESTED,  /* the school took no part */
	ABSENCE_NOT_OFFERED, /* the school has no such level: leaves the set */
	ABSENCE_NOT_HELD,    /* no such procedure that year: leaves the set */
	ABSENCE_WITHHELD,    /* known to somebody, not shown to us */
	ABSENCE_COUNT
};

/* "no_data", "not_tested", … as in files and JSON; NULL for ABSENCE_NONE. The reverse. */
const char *absence_code(enum absence absence);
bool absence_parse(const char *code, enum absence *out);

enum value_type { VALUE_NODATA, VALUE_NUMBER, VALUE_TRUTH, VALUE_TEXT, VALUE_DAY };

struct value {
	enum value_type type;
	enum absence absence; /* VALUE_NODATA: why */
	union {
		struct {
			struct rational number; /* the number, or the low end of an interval */
			struct rational high; /* the high end; equal to number for a plain number */
		};
		bool truth;
		struct {
			const char
			    *text; /* lives as long as the method or the source it came from */
			int32_t
			    atom; /* index into method->atoms, or -1 for a text not in the method */
		};
		struct day day;
	};
};

struct value value_nodata(enum absence why);
struct value value_number(struct rational n);
struct value value_int(int64_t n);
struct value value_truth(bool t);
struct value value_text(const char *s, int32_t atom);
struct value value_day(struct day d);

/* Same type and same content; two absences are equal whatever their kind. */
bool value_equal(const struct value *a, const struct value *b);

/* For machines: "12.5", "true", "2023-09-01", the text itself, "" for no data, "2..4" an interval.
 */
char *value_print(TALLOC_CTX *ctx, const struct value *v);

#endif
