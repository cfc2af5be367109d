#include "domain/value.h"

#include "base/mem.h"

#include <string.h>

static const char *const absence_codes[ABSENCE_COUNT] = {
    [ABSENCE_NO_DATA] = "no_data",
    [ABSENCE_NOT_TESTED] = "not_tested",
    [ABSENCE_NOT_OFFERED] = "not_offered",
    [ABSENCE_NOT_HELD] = "not_held",
    [ABSENCE_WITHHELD] = "withheld",
};

const char *
absence_code(enum absence absence)
{
	return absence_codes[absence];
}

bool
absence_parse(const char *code, enum absence *out)
{
	int i;

	for (i = ABSENCE_NO_DATA; i < ABSENCE_COUNT; i++) {
		if (strcmp(code, absence_codes[i]) == 0) {
			*out = (enum absence)i;
			return true;
		}
	}
	return false;
}

struct value
value_nodata(enum absence why)
{
	return (struct value){.type = VALUE_NODATA, .absence = why};
}

struct value
value_number(struct rational n)
{
	return (struct value){.type = VALUE_NUMBER, .number = n, .high = n};
}

struct value
value_int(int64_t n)
{
	return value_number(rational_int(n));
}

struct value
value_truth(bool t)
{
	return (struct value){.type = VALUE_TRUTH, .truth = t};
}

struct value
value_text(const char *s, int32_t atom)
{
	return (struct value){.type = VALUE_TEXT, .text = s, .atom = atom};
}

struct value
value_day(struct day d)
{
	return (struct value){.type = VALUE_DAY, .day = d};
}

static bool
same_text(const struct value *a, const struct value *b)
{
	if (a->atom >= 0 && b->atom >= 0)
		return a->atom == b->atom;
	return strcmp(a->text, b->text) == 0;
}

bool
value_equal(const struct value *a, const struct value *b)
{
	if (a->type != b->type)
		return false;
	switch (a->type) {
	case VALUE_NODATA:
		return true;
	case VALUE_NUMBER:
		return rational_cmp(a->number, b->number) == 0 &&
		       rational_cmp(a->high, b->high) == 0;
	case VALUE_TRUTH:
		return a->truth == b->truth;
	case VALUE_TEXT:
		return same_text(a, b);
	case VALUE_DAY:
		return day_cmp(a->day, b->day) == 0;
	}
	return false;
}

static char *
print_number(TALLOC_CTX *ctx, const struct value *v)
{
	char *low = rational_text(ctx, v->number, 12), *high, *both;

	if (rational_cmp(v->number, v->high) == 0)
		return low;
	high = rational_text(ctx, v->high, 12);
	both = mem_printf(ctx, "%s..%s", low, high);
	talloc_free(low);
	talloc_free(high);
	return both;
}

char *
value_print(TALLOC_CTX *ctx, const struct value *v)
{
	char text[DAY_TEXT_SIZE];

	switch (v->type) {
	case VALUE_NODATA:
		break;
	case VALUE_NUMBER:
		return print_number(ctx, v);
	case VALUE_TRUTH:
		return mem_strdup(ctx, v->truth ? "true" : "false");
	case VALUE_TEXT:
		return mem_strdup(ctx, v->text);
	case VALUE_DAY:
		day_text(v->day, text);
		return mem_strdup(ctx, text);
	}
	return mem_strdup(ctx, "");
}
