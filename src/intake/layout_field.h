/*
 * The words a layout may use for what a cell or a caption says (docs/layouts.md): one closed list,
 * so that no layout needs code of its own.
 */
#ifndef INTAKE_LAYOUT_FIELD_H
#define INTAKE_LAYOUT_FIELD_H

#include <stdbool.h>
#include <stddef.h>

enum layout_field {
	SAYS_NONE,
	SAYS_LABEL, /* the column that rules of rows look at */
	SAYS_SCHOOL,
	SAYS_SCHOOL_NAME,
	SAYS_MUNICIPALITY,
	SAYS_CLASS, /* «5А» */
	SAYS_PROCEDURE,
	SAYS_KIND,
	SAYS_SUBJECT,
	SAYS_GRADE,
	SAYS_EXAM,
	SAYS_YEAR,
	SAYS_WAVE,
	SAYS_HELD,
	SAYS_BASIS,
	SAYS_STATUS,
	SAYS_PUPIL_GRADE,
	SAYS_DECLARED, /* so many participants the file says it holds */
	SAYS_SCHOOLS,
	SAYS_PARTICIPANTS,
	SAYS_LOW,
	SAYS_LOW_REGIONAL,
	SAYS_MARK2,
	SAYS_MARK3,
	SAYS_MARK4,
	SAYS_MARK5,
	SAYS_MEAN,
	/* of one pupil */
	SAYS_VARIANT,
	SAYS_TASK,
	SAYS_MAX, /* of a task */
	SAYS_SCORE,
	SAYS_TEST_SCORE,
	SAYS_MARK,
	SAYS_JOURNAL_MARK,
	/* of a distribution: the column of one score */
	SAYS_POINTS,
	/* of a comparison with the journal */
	SAYS_LOWERED,
	SAYS_CONFIRMED,
	SAYS_RAISED,
	SAYS_TOTAL,
	SAYS_VALUE, /* a figure whose meaning the rule of its row says */
	SAYS_FACT,  /* something else known of the school: the column says what */
	/* of a list */
	SAYS_REASON, /* why a school stands in it */
	SAYS_MARKER,
	SAYS_MARKERS,
	SAYS_DROP, /* known and never read: names of persons, numbers of documents */
	SAYS_COUNT
};

/* "school_name"; the reverse takes it also without _ (names of groups in patterns have none). */
const char *layout_field_code(enum layout_field field);
bool layout_field_parse(const char *code, enum layout_field *out);

/* Is the field a figure (a count, a percentage, a mean), not a text that says what figures mean? */
bool layout_field_measure(enum layout_field field);

#endif
