#include "intake/layout_field.h"

#include <string.h>

static const char *const codes[SAYS_COUNT] = {
    [SAYS_NONE] = "none",
    [SAYS_LABEL] = "label",
    [SAYS_SCHOOL] = "school",
    [SAYS_SCHOOL_NAME] = "school_name",
    [SAYS_MUNICIPALITY] = "municipality",
    [SAYS_CLASS] = "class",
    [SAYS_PROCEDURE] = "procedure",
    [SAYS_KIND] = "kind",
    [SAYS_SUBJECT] = "subject",
    [SAYS_GRADE] = "grade",
    [SAYS_EXAM] = "exam",
    [SAYS_YEAR] = "year",
    [SAYS_WAVE] = "wave",
    [SAYS_HELD] = "held",
    [SAYS_BASIS] = "basis",
    [SAYS_STATUS] = "status",
    [SAYS_PUPIL_GRADE] = "pupil_grade",
    [SAYS_DECLARED] = "declared",
    [SAYS_SCHOOLS] = "schools",
    [SAYS_PARTICIPANTS] = "participants",
    [SAYS_LOW] = "low",
    [SAYS_LOW_REGIONAL] = "low_regional",
    [SAYS_MARK2] = "mark2",
    [SAYS_MARK3] = "mark3",
    [SAYS_MARK4] = "mark4",
    [SAYS_MARK5] = "mark5",
    [SAYS_MEAN] = "mean",
    [SAYS_VARIANT] = "variant",
    [SAYS_TASK] = "task",
    [SAYS_MAX] = "max",
    [SAYS_SCORE] = "score",
    [SAYS_TEST_SCORE] = "test_score",
    [SAYS_MARK] = "mark",
    [SAYS_JOURNAL_MARK] = "journal_mark",
    [SAYS_POINTS] = "points",
    [SAYS_LOWERED] = "lowered",
    [SAYS_CONFIRMED] = "confirmed",
    [SAYS_RAISED] = "raised",
    [SAYS_TOTAL] = "total",
    [SAYS_VALUE] = "value",
    [SAYS_FACT] = "fact",
    [SAYS_REASON] = "reason",
    [SAYS_MARKER] = "marker",
    [SAYS_MARKERS] = "markers",
    [SAYS_DROP] = "drop",
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

	for (i = SAYS_NONE + 1; i < SAYS_COUNT; i++) {
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
	return field == SAYS_PARTICIPANTS || field == SAYS_LOW || field == SAYS_LOW_REGIONAL ||
	       (field >= SAYS_MARK2 && field <= SAYS_MEAN) || field == SAYS_STATUS;
}
