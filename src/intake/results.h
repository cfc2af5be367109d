/* The columns of results.csv and the rules between them. Inside the room only. */
#ifndef INTAKE_RESULTS_H
#define INTAKE_RESULTS_H

#include "intake/seen.h"
#include "intake/table.h"

enum {
	R_YEAR,
	R_PROCEDURE,
	R_SCHOOL,
	R_PARTICIPANTS,
	R_LOW,
	R_LOW_PERCENT,
	R_LOW_REGIONAL,
	R_MARK2,
	R_MARK3,
	R_MARK4,
	R_MARK5,
	R_MEAN,
	R_STATUS,
	R_WAVE,
	R_HELD,
	R_PUPIL_GRADE,
	R_BASIS,
	R_SCHOOL_NAME,
	R_PROCEDURE_NAME, /* for people: not read */
	R_MISTAKE,        /* «Ошибка» of our own file of problems: not read */
	R_COUNT
};

/* The low percentage of a row as written: 30,77 with 2 decimals. */
struct percent {
	bool known;
	bool bad; /* there is one, wrong and reported */
	struct rational value;
	int decimals;
};

/* round(@n * @percent / 100), half up. False where the numbers don't fit. */
bool percent_count(struct rational percent, int64_t n, int64_t *out);

/*
 * Could @k of @n (> 0) be printed as this percentage? It may differ by half of its last decimal and
 * by 0.01 more, because some reports cut instead of rounding.
 */
bool percent_possible(const struct percent *percent, int64_t k, int64_t n);

/*
 * The rules between the columns of one row: what a status needs and excludes, low from mark2 or
 * from @percent, bounds and sums. Fills row->low; mistakes go to the list.
 */
void results_check(struct table *t, const struct percent *percent, struct result_row *row);

#endif
