/* What is known of a school besides results, as values of a method. */
#include "app/dataset.h"

#include <limits.h>
#include <string.h>

/* The year of an ISO day as text; a text that is none never holds. */
static int
since_year(const char *since)
{
	struct day d;

	return day_parse(since, strlen(since), &d) ? d.year : INT_MAX;
}

/* Is @attribute @name, or «field.name»? */
static bool
named(const char *attribute, const struct fact_query *q)
{
	size_t len;

	if (q->field == NULL)
		return strcmp(attribute, q->name) == 0;
	len = strlen(q->field);
	return strncmp(attribute, q->field, len) == 0 && attribute[len] == '.' &&
	       strcmp(attribute + len + 1, q->name) == 0;
}

static bool
in_time(const char *since, const struct fact_query *q)
{
	if (q->of_year)
		return since[0] != '\0' && since_year(since) == q->year;
	return since[0] == '\0' || since_year(since) <= q->year;
}

static bool
truth_parse(const char *s, bool *out)
{
	*out = strcmp(s, "1") == 0 || strcmp(s, "true") == 0;
	return *out || strcmp(s, "0") == 0 || strcmp(s, "false") == 0;
}

static struct value
value_of(const char *text, enum value_type type)
{
	struct rational n;
	struct day day;
	bool yes;

	if (type == VALUE_TEXT)
		return value_text(text, -1);
	if (type == VALUE_TRUTH && truth_parse(text, &yes))
		return value_truth(yes);
	if (type == VALUE_DAY && day_parse(text, strlen(text), &day))
		return value_day(day);
	if (type == VALUE_NUMBER && rational_parse(text, strlen(text), &n))
		return value_number(n);
	return value_nodata(ABSENCE_NO_DATA);
}

/* Facts come in order of attribute and day, so the last one that fits is the newest. */
struct value
dataset_fact(const struct dataset *data, size_t school, const struct fact_query *query)
{
	const struct dataset_school *s = &data->schools[school];
	const char *text = NULL;
	size_t i;

	for (i = 0; i < s->nfacts; i++) {
		const struct dataset_fact *f = &data->facts[s->fact + i];

		if (named(f->attribute, query) && in_time(f->since, query))
			text = f->value;
	}
	return text == NULL ? value_nodata(ABSENCE_NO_DATA) : value_of(text, query->type);
}
