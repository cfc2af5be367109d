#include "document/cells.h"

struct doc_cell
doc_text(const char *s)
{
	if (s == NULL || s[0] == '\0')
		return (struct doc_cell){.type = DOC_EMPTY};
	return (struct doc_cell){.type = DOC_TEXT, .text = s};
}

struct doc_cell
doc_integer(int64_t n)
{
	return (struct doc_cell){.type = DOC_INTEGER, .integer = n};
}

struct doc_cell
doc_count(int64_t n)
{
	return n < 0 ? (struct doc_cell){.type = DOC_EMPTY} : doc_integer(n);
}

struct doc_cell
doc_decimal(double n)
{
	return (struct doc_cell){.type = DOC_DECIMAL, .number = n};
}

struct doc_cell
doc_percent(double share)
{
	return (struct doc_cell){.type = DOC_PERCENT, .number = share};
}

struct doc_cell
doc_day(struct day d)
{
	if (d.year == 0)
		return (struct doc_cell){.type = DOC_EMPTY};
	return (struct doc_cell){.type = DOC_DAY, .day = d};
}
