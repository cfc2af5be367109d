#include "intake/csv_form.h"

#include "intake/sheet.h"

#include <string.h>
#include <strings.h>

#define HIGH_BITS 0x8080808080808080u

size_t
csv_utf8_length(const unsigned char *p, const unsigned char *end)
{
	unsigned char lo = 0x80, hi = 0xBF;
	size_t n, i;

	if (*p < 0x80)
		return 1;
	if (*p < 0xC2 || *p > 0xF4)
		return 0;
	n = *p < 0xE0 ? 2 : *p < 0xF0 ? 3 : 4;
	if (*p == 0xE0)
		lo = 0xA0;
	else if (*p == 0xF0)
		lo = 0x90;
	else if (*p == 0xED)
		hi = 0x9F;
	else if (*p == 0xF4)
		hi = 0x8F;
	if ((size_t)(end - p) < n || p[1] < lo || p[1] > hi)
		return 0;
	for (i = 2; i < n; i++) {
		if ((p[i] & 0xC0) != 0x80)
			return 0;
	}
	return n;
}

/* The first byte that is not UTF-8, or NULL. Most bytes of our files are ASCII: eight at once. */
static const char *
find_broken(const char *start, const char *end)
{
	const unsigned char *p = (const unsigned char *)start, *last = (const unsigned char *)end;
	uint64_t word;
	size_t n;

	while (p < last) {
		if (last - p >= 8) {
			memcpy(&word, p, 8);
			if ((word & HIGH_BITS) == 0) {
				p += 8;
				continue;
			}
		}
		n = csv_utf8_length(p, last);
		if (n == 0)
			return (const char *)p;
		p += n;
	}
	return NULL;
}

/* Bytes 0x80..0xBF that Russian texts in Windows-1251 hold: quotes, dashes, №, ё, ° and the like;
 * the rest are letters of other Cyrillic alphabets. */
static bool
is_usual_1251(unsigned char c)
{
	static const char usual[] =
	    "\x82\x84\x85\x88\x89\x8B\x91\x92\x93\x94\x95\x96\x97\x99\x9B\xA0"
	    "\xA4\xA6\xA7\xA8\xA9\xAB\xAC\xAD\xAE\xB0\xB1\xB5\xB6\xB7\xB8\xB9\xBB";

	return c >= 0xC0 || memchr(usual, c, sizeof usual - 1) != NULL;
}

/*
 * Does text that is not UTF-8 look like Windows-1251? Not when most of its high bytes still stand
 * in whole UTF-8 characters (then it is UTF-8 with a damaged place, and reading it as 1251 would
 * turn every name into rubbish), nor when over 2 % of them are unusual in Russian (DOS, Mac, some
 * binary file).
 */
static bool
looks_like_1251(const char *start, const char *end)
{
	const unsigned char *p = (const unsigned char *)start, *last = (const unsigned char *)end;
	size_t high = 0, usual = 0, utf8 = 0, n, i;

	while (p < last) {
		if (*p < 0x80) {
			p++;
			continue;
		}
		n = csv_utf8_length(p, last);
		utf8 += n;
		n = n == 0 ? 1 : n;
		for (i = 0; i < n; i++) {
			if (p[i] == 0x98) /* the one byte that 1251 leaves empty */
				return false;
			high++;
			usual += is_usual_1251(p[i]);
		}
		p += n;
	}
	return utf8 * 2 < high && usual * 50 >= high * 49;
}

/* Counts the three separators in the first row that is not blank, outside quotes. */
static char
find_separator(const char *p, const char *end)
{
	size_t semicolons = 0, commas = 0, tabs = 0;
	bool quoted = false;

	if ((size_t)(end - p) > SHEET_ROW_BYTES_MAX)
		end = p + SHEET_ROW_BYTES_MAX;
	while (p < end && (*p == '\r' || *p == '\n' || *p == ' '))
		p++;
	for (; p < end && (quoted || (*p != '\r' && *p != '\n')); p++) {
		if (*p == '"')
			quoted = !quoted;
		if (quoted)
			continue;
		semicolons += *p == ';';
		commas += *p == ',';
		tabs += *p == '\t';
	}
	if (semicolons >= commas && semicolons >= tabs)
		return ';';
	return commas >= tabs ? ',' : '\t';
}

/* Skips Excel's first line "sep=;" when it is there; the separator it names, or 0. */
static char
skip_marker(const char **start, const char *end)
{
	const char *p = *start;
	char separator;

	if (end - p < 5 || strncasecmp(p, "sep=", 4) != 0)
		return 0;
	separator = p[4];
	if (separator != ';' && separator != ',' && separator != '\t')
		return 0;
	p += 5;
	if (p < end && *p != '\r' && *p != '\n')
		return 0;
	if (p < end && *p == '\r')
		p++;
	if (p < end && *p == '\n')
		p++;
	*start = p;
	return separator;
}

static bool
is_utf16(const char *b, size_t len)
{
	if (len >= 2 && (memcmp(b, "\xFF\xFE", 2) == 0 || memcmp(b, "\xFE\xFF", 2) == 0))
		return true;
	/* without a mark: two Latin letters, each beside a zero */
	return len >= 4 && ((b[0] != 0 && b[1] == 0 && b[2] != 0 && b[3] == 0) ||
			       (b[0] == 0 && b[1] != 0 && b[2] == 0 && b[3] != 0));
}

enum err
csv_form_find(const char *bytes, size_t len, struct csv_form *out, struct error *err)
{
	struct csv_form form = {.start = bytes, .end = bytes + len};
	bool bom = len >= 3 && memcmp(bytes, "\xEF\xBB\xBF", 3) == 0;

	if (is_utf16(bytes, len))
		return fail(err, ERR_INVALID,
		    MSG("The file is in the encoding UTF-16 (\"Unicode text\"). Open it in "
			"Excel, choose \"Save as\" and the type \"CSV UTF-8\", then load the "
			"new file."));
	if (len >= 4 &&
	    (memcmp(bytes, "PK\3\4", 4) == 0 || memcmp(bytes, "\xD0\xCF\x11\xE0", 4) == 0))
		return fail(err, ERR_INVALID,
		    MSG("This is not a CSV file but an Excel workbook or an archive. Give its "
			"name the ending .xlsx (.xls, .ods), or save it in Excel with the "
			"type \"CSV UTF-8\"."));
	if (bom)
		form.start += 3;
	if (form.end > form.start && form.end[-1] == 0x1A)
		form.end--;
	form.broken = find_broken(form.start, form.end);
	if (form.broken != NULL && !bom && looks_like_1251(form.start, form.end)) {
		form.cp1251 = true;
		form.broken = NULL;
	}
	form.separator = skip_marker(&form.start, form.end);
	form.marked = form.separator != 0;
	if (!form.marked)
		form.separator = find_separator(form.start, form.end);
	*out = form;
	return OK;
}
