/*
 * What a method says of a school in one word, and how many of its participants are below the
 * threshold altogether.
 */
#ifndef APP_OUTCOME_H
#define APP_OUTCOME_H

#include "app/identify.h"

enum outcome {
	OUTCOME_MEETS,     /* the conditions of the method */
	OUTCOME_NOT,       /* and no missing figure could change it */
	OUTCOME_UNSETTLED, /* not, but with the missing figures it might */
	OUTCOME_UNDECIDED, /* the data do not suffice to decide */
	OUTCOME_NO_DATA,
	OUTCOME_COUNT
};

/* "meets", "not", "unsettled", "undecided", "no_data". The reverse gives false for others. */
const char *outcome_code(enum outcome outcome);
bool outcome_parse(const char *code, enum outcome *out);

/* A message id: «соответствует условиям». */
const char *outcome_words(enum outcome outcome);

enum outcome outcome_of(const struct identify_item *item);

/* @k of @n participants; n = 0 is no data. */
struct pooled {
	int64_t k, n;
};

#define METHOD_PROCEDURES 64

/*
 * The procedures of the method in its own order: its first set that names procedures only.
 * Indexes into @list, of a run into data->procedures; returns how many, 0 when it has no such set.
 */
size_t method_procedures_of(
    const struct method *method, const struct procedures *list, uint16_t out[METHOD_PROCEDURES]);
size_t method_procedures(const struct identify_view *v, uint16_t out[METHOD_PROCEDURES]);

/*
 * Participants and low results of @school (index into data->schools) in @year over @procedures.
 * One pupil stands in it once for each procedure he took: for information, never for a decision.
 */
struct pooled outcome_pooled(
    const struct identify_view *v, size_t school, int year, const uint16_t *procedures, size_t n);

#endif
