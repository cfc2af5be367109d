/* Cells of a table as typed values. Plain cells are read without copying or allocating. */
#include "intake/table.h"

#include "base/mem.h"
#include "base/text.h"
#include "intake/script.h"

#include <string.h>

/*
 * Copies @cell when cleaning would change nothing: printable ASCII, Russian letters and a few
 * signs, single spaces. None of these has a combining mark, so the text is NFC. False otherwise.
 */
static bool
copy_simple(struct cell cell, char *to)
{
	const unsigned char *p = (const unsigned char *)cell.text, *end = p + cell.len;

	while (p < end) {
		/* a space is never the last byte: table_cell cut it off */
		if (*p < 0x7F && (*p > ' ' || (*p == ' ' && p[1] != ' '))) {
			*to++ = (char)*p++;
			continue;
		}
		if (*p == 0xE2) { /* № – — */
			if (!(p[1] == 0x84 && p[2] == 0x96) &&
			    !(p[1] == 0x80 && (p[2] == 0x93 || p[2] == 0x94)))
				return false;
			*to++ = (char)*p++;
		} else if (*p == 0xD0) { /* Ё А..п */
			if (p[1] < 0x90 && p[1] != 0x81)
				return false;
		} else if (*p == 0xD1) { /* р..я ё */
			if (p[1] > 0x8F && p[1] != 0x91)
				return false;
		} else if (*p != 0xC2 || (p[1] != 0xAB && p[1] != 0xBB)) { /* « » */
			return false;
		}
		*to++ = (char)*p++;
		*to++ = (char)*p++;
	}
	*to = '\0';
	return true;
}

static char *
scratch_clean(struct table *t, struct cell cell)
{
	t->scratched = true;
	return text_clean(t->scratch, cell.text, cell.len);
}

const char *
table_found(struct table *t, int column)
{
	return scratch_clean(t, table_cell(t, column));
}

static bool
too_long(const char *s, size_t max)
{
	size_t n = 0;

	for (; *s != '\0'; s++)
		n += ((unsigned char)*s & 0xC0) != 0x80;
	return n > max;
}

char *
table_text(struct table *t, int column, size_t max)
{
	struct cell cell = table_cell(t, column);
	char *text;

	if (cell.len == 0)
		return NULL;
	text = t->texts + t->used; /* make_room() left enough for every column once */
	if (t->used + cell.len < t->room && copy_simple(cell, text))
		t->used += cell.len + 1;
	else
		text = scratch_clean(t, cell);
	if (cell.len > max && too_long(text, max))
		table_error(t, column,
		    MSG("Column \"{0}\": the text is longer than {1} characters."),
		    arg_text(table_title(t, column)), arg_int((int64_t)max));
	return *text == '\0' ? NULL : text;
}

/* A run of 1..10 digits. */
static bool
parse_digits(const char *s, size_t len, int64_t *out)
{
	int64_t n = 0;
	size_t i;

	if (len == 0 || len > 10)
		return false;
	for (i = 0; i < len; i++) {
		if (s[i] < '0' || s[i] > '9')
			return false;
		n = n * 10 + (s[i] - '0');
	}
	*out = n;
	return true;
}

/* «1 878»: groups of three digits, as spreadsheets show them; the space taken out of @s. */
static size_t
join_groups(char *s)
{
	size_t len = strlen(s), to = 0, i, run = 0;

	for (i = len; i-- > 0; run++) {
		if (s[i] != ' ')
			continue;
		if (run != 3)
			return len;
		run = (size_t)-1;
	}
	if (run > 3 && strchr(s, ' ') != NULL)
		return len;
	for (i = 0; i < len; i++) {
		if (s[i] != ' ')
			s[to++] = s[i];
	}
	s[to] = '\0';
	return to;
}

/* Says what is wrong with the text @found of a number. */
static void
report_number(struct table *t, int column, const char *found, const char *otherwise)
{
	struct arg title = arg_text(table_title(t, column));
	struct script_letter letter;

	if (!script_in_number(found, &letter))
		table_error(t, column, otherwise, title, arg_text(found));
	else if (letter.russian)
		table_error(t, column,
		    MSG("Column \"{0}\": in the number \"{1}\" there is the Russian letter "
			"\"{2}\". Write digits."),
		    title, arg_text(found), arg_text(letter.text));
	else
		table_error(t, column,
		    MSG("Column \"{0}\": in the number \"{1}\" there is the Latin letter "
			"\"{2}\". Write digits."),
		    title, arg_text(found), arg_text(letter.text));
}

static void
report_range(struct table *t, int column, const char *found, bool negative, int64_t max)
{
	if (negative)
		table_error(t, column, MSG("Column \"{0}\": the number \"{1}\" is below zero."),
		    arg_text(table_title(t, column)), arg_text(found));
	else
		table_error(t, column, MSG("Column \"{0}\": the number \"{1}\" is more than {2}."),
		    arg_text(table_title(t, column)), arg_text(found), arg_int(max));
}

/* All digits, however many: a number too large to be read. */
static bool
only_digits(const char *s)
{
	return *s != '\0' && s[strspn(s, "0123456789")] == '\0';
}

/* A count that is not a plain run of digits: «1 878», «12,0», or a mistake. */
static int64_t
odd_count(struct table *t, int column)
{
	char *found = scratch_clean(t, table_cell(t, column)), *text;
	struct rational n;
	size_t len;
	int64_t plain;

	if (*found == '\0')
		return COUNT_UNKNOWN;
	text = mem_strdup(t->scratch, found);
	len = join_groups(text);
	if (parse_digits(text, len, &plain) && plain <= COUNT_MAX)
		return plain;
	if (rational_parse(text, len, &n)) {
		if (n.num < 0 || n.num / n.den > COUNT_MAX)
			report_range(t, column, found, n.num < 0, COUNT_MAX);
		else if (n.den == 1)
			return n.num;
		else
			report_number(t, column, found,
			    MSG("Column \"{0}\": \"{1}\" is not a whole number. Write a count, "
				"such as 12, or leave the cell empty."));
	} else if (only_digits(text)) {
		report_range(t, column, found, false, COUNT_MAX);
	} else {
		report_number(t, column, found,
		    MSG("Column \"{0}\": \"{1}\" is not a whole number. Write a count, such as "
			"12, or leave the cell empty."));
	}
	return COUNT_BAD;
}

int64_t
table_count(struct table *t, int column)
{
	struct cell cell = table_cell(t, column);
	int64_t n;

	if (cell.len == 0)
		return COUNT_UNKNOWN;
	if (parse_digits(cell.text, cell.len, &n) && n <= COUNT_MAX)
		return n;
	return odd_count(t, column);
}

static int
count_decimals(const char *s, size_t len)
{
	size_t i;

	for (i = 0; i < len; i++) {
		if (s[i] == ',' || s[i] == '.')
			return (int)(len - i - 1);
	}
	return 0;
}

static bool
odd_decimal(struct table *t, int column, bool percent, struct rational *out, int *decimals)
{
	char *found = scratch_clean(t, table_cell(t, column)), *text;
	size_t len = strlen(found);

	if (len == 0)
		return false;
	text = mem_strdup(t->scratch, found);
	if (percent && text[len - 1] == '%') {
		text[--len] = '\0';
		while (len > 0 && text[len - 1] == ' ')
			text[--len] = '\0';
	}
	if (rational_parse(text, len, out)) {
		*decimals = count_decimals(text, len);
		return true;
	}
	if (percent)
		report_number(t, column, found,
		    MSG("Column \"{0}\": \"{1}\" is not a percentage. Write a number from 0 to "
			"100, such as 30,77."));
	else
		report_number(t, column, found,
		    MSG("Column \"{0}\": \"{1}\" is not a number. Write it like 12,5 or leave "
			"the cell empty."));
	return false;
}

bool
table_decimal(
    struct table *t, int column, bool percent, int64_t max, struct rational *out, int *decimals)
{
	struct cell cell = table_cell(t, column);
	struct rational n;
	int digits;

	if (cell.len == 0)
		return false;
	if (rational_parse(cell.text, cell.len, &n))
		digits = count_decimals(cell.text, cell.len);
	else if (!odd_decimal(t, column, percent, &n, &digits))
		return false;
	if (n.num < 0 || rational_cmp(n, rational_int(max)) > 0) {
		report_range(t, column, table_found(t, column), n.num < 0, max);
		return false;
	}
	*out = n;
	*decimals = digits;
	return true;
}

struct day
table_day(struct table *t, int column)
{
	struct day day = {0};
	struct cell cell = table_cell(t, column);
	const char *found;

	if (cell.len == 0 || day_parse(cell.text, cell.len, &day))
		return day;
	found = table_found(t, column);
	if (*found != '\0' && !day_parse(found, strlen(found), &day))
		table_error(t, column,
		    MSG("Column \"{0}\": \"{1}\" is not a date. Write it like 22.11.2026 or "
			"2026-11-22."),
		    arg_text(table_title(t, column)), arg_text(found));
	return day;
}

int
table_word(struct table *t, int column, const struct table_word *words, int count)
{
	struct cell cell = table_cell(t, column);
	const char *folded;
	int i, k;

	if (cell.len == 0)
		return -1;
	for (i = 0; i < count; i++) {
		if (strlen(words[i].names[0]) == cell.len &&
		    memcmp(words[i].names[0], cell.text, cell.len) == 0)
			return i;
	}
	folded = text_fold(t->scratch, table_found(t, column));
	if (*folded == '\0')
		return -1;
	for (i = 0; i < count; i++) {
		for (k = 0; words[i].names[k] != NULL; k++) {
			if (strcmp(folded, words[i].names[k]) == 0)
				return i;
		}
	}
	return -2;
}

void
table_warn_code(struct table *t, int column, const char *code)
{
	struct script_letter letter;

	if (!script_lookalike(code, &letter))
		return;
	if (letter.russian)
		table_warn(t, column,
		    MSG("The code \"{0}\" has Latin and Russian letters: \"{1}\" (character "
			"{2}) is Russian. Check whether it should be Latin."),
		    arg_text(code), arg_text(letter.text), arg_int((int64_t)letter.position));
	else
		table_warn(t, column,
		    MSG("The code \"{0}\" has Latin and Russian letters: \"{1}\" (character "
			"{2}) is Latin. Check whether it should be Russian."),
		    arg_text(code), arg_text(letter.text), arg_int((int64_t)letter.position));
}
