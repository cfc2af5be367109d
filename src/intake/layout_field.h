/*
 * The words a layout may use for what a cell or a caption says (docs/layouts.md): one closed list,
 * so that no layout needs code of its own.
 */
#ifndef INTAKE_LAYOUT_FIELD_H
#define INTAKE_LAYOUT_FIELD_H

#include <stdbool.h>
#include <stddef.h>

enum layout_field {
	FIELD_NONE,
	FIELD_LABEL, /* the column that rules of rows look at */
	FIELD_SCHOOL,
	FIELD_SCHOOL_NAME,
	FIELD_MUNICIPALITY,
	FIELD_CLASS, /* «5А» */
	FIELD_PROCEDURE,
	FIELD_KIND,
	FIELD_SUBJECT,
	FIELD_GRADE,
	FIELD_EXAM,
	FIELD_YEAR,
	FIELD_WAVE,
	FIELD_HELD,
	FIELD_BASIS,
	FIELD_STATUS,
	FIELD_PUPIL_GRADE,
	FIELD_DECLARED, /* so many participants the file says it holds */
	FIELD_SCHOOLS,
	FIELD_PARTICIPANTS,
	FIELD_LOW,
	FIELD_LOW_REGIONAL,
	FIELD_MARK2,
	FIELD_MARK3,
	FIELD_MARK4,
	FIELD_MARK5,
	FIELD_MEAN,
	/* of one pupil */
	FIELD_VARIANT,
	FIELD_TASK,
	FIELD_MAX, /* of a task */
	FIELD_SCORE,
	FIELD_TEST_SCORE,
	FIELD_MARK,
	FIELD_JOURNAL_MARK,
	/* of a distribution: the column of one score */
	FIELD_POINTS,
	/* of a comparison with the journal */
	FIELD_LOWERED,
	FIELD_CONFIRMED,
	FIELD_RAISED,
	FIELD_TOTAL,
	FIELD_VALUE, /* a figure whose meaning the rule of its row says */
	/* of a list */
	FIELD_MARKER,
	FIELD_MARKERS,
	FIELD_DROP, /* known and never read: names of persons, numbers of documents */
	FIELD_COUNT
};

/* "school_name"; the reverse takes it also without _ (names of groups in patterns have none). */
const char *layout_field_code(enum layout_field field);
bool layout_field_parse(const char *code, enum layout_field *out);

/* Is the field a figure (a count, a percentage, a mean), not a text that says what figures mean? */
bool layout_field_measure(enum layout_field field);

#endif
