#include "intake/layout_field.h"

#include <string.h>

static const char *const codes[FIELD_COUNT] = {
    [FIELD_NONE] = "none",
    [FIELD_LABEL] = "label",
    [FIELD_SCHOOL] = "school",
    [FIELD_SCHOOL_NAME] = "school_name",
    [FIELD_MUNICIPALITY] = "municipality",
    [FIELD_CLASS] = "class",
    [FIELD_PROCEDURE] = "procedure",
    [FIELD_KIND] = "kind",
    [FIELD_SUBJECT] = "subject",
    [FIELD_GRADE] = "grade",
    [FIELD_EXAM] = "exam",
    [FIELD_YEAR] = "year",
    [FIELD_WAVE] = "wave",
    [FIELD_HELD] = "held",
    [FIELD_BASIS] = "basis",
    [FIELD_STATUS] = "status",
    [FIELD_PUPIL_GRADE] = "pupil_grade",
    [FIELD_DECLARED] = "declared",
    [FIELD_SCHOOLS] = "schools",
    [FIELD_PARTICIPANTS] = "participants",
    [FIELD_LOW] = "low",
    [FIELD_LOW_REGIONAL] = "low_regional",
    [FIELD_MARK2] = "mark2",
    [FIELD_MARK3] = "mark3",
    [FIELD_MARK4] = "mark4",
    [FIELD_MARK5] = "mark5",
    [FIELD_MEAN] = "mean",
    [FIELD_VARIANT] = "variant",
    [FIELD_TASK] = "task",
    [FIELD_MAX] = "max",
    [FIELD_SCORE] = "score",
    [FIELD_TEST_SCORE] = "test_score",
    [FIELD_MARK] = "mark",
    [FIELD_JOURNAL_MARK] = "journal_mark",
    [FIELD_POINTS] = "points",
    [FIELD_LOWERED] = "lowered",
    [FIELD_CONFIRMED] = "confirmed",
    [FIELD_RAISED] = "raised",
    [FIELD_TOTAL] = "total",
    [FIELD_VALUE] = "value",
    [FIELD_MARKER] = "marker",
    [FIELD_MARKERS] = "markers",
    [FIELD_DROP] = "drop",
};

const char *
layout_field_code(enum layout_field field)
{
	return codes[field];
}

static bool
same(const char *code, const char *word)
{
	for (; *code != '\0'; code++) {
		if (*word == *code)
			word++;
		else if (*code != '_')
			return false;
	}
	return *word == '\0';
}

bool
layout_field_parse(const char *code, enum layout_field *out)
{
	int i;

	for (i = FIELD_NONE + 1; i < FIELD_COUNT; i++) {
		if (same(codes[i], code)) {
			*out = (enum layout_field)i;
			return true;
		}
	}
	return false;
}

bool
layout_field_measure(enum layout_field field)
{
	return field == FIELD_PARTICIPANTS || field == FIELD_LOW || field == FIELD_LOW_REGIONAL ||
	       (field >= FIELD_MARK2 && field <= FIELD_MEAN) || field == FIELD_STATUS;
}
