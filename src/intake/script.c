#include "intake/script.h"

#include <stdint.h>
#include <string.h>

/* Each Russian letter beside the Latin one of the same shape. */
static const char *const russian_twins = "АВЕКМНОРСТУХаеорсухі";
static const char *const latin_twins = "ABEKMHOPCTYXaeopcyxi";

static size_t
char_length(const char *s)
{
	unsigned char c = (unsigned char)*s;
	size_t n = c < 0x80 ? 1 : c < 0xE0 ? 2 : c < 0xF0 ? 3 : 4, i;

	for (i = 1; i < n; i++) {
		if (s[i] == '\0')
			return i;
	}
	return n;
}

static bool
is_latin(const char *s)
{
	return (*s >= 'A' && *s <= 'Z') || (*s >= 'a' && *s <= 'z');
}

/* The Cyrillic block, U+0400..U+04FF: lead bytes D0..D3. */
static bool
is_russian(const char *s)
{
	return (unsigned char)*s >= 0xD0 && (unsigned char)*s <= 0xD3;
}

static void
put_letter(const char *s, size_t position, struct script_letter *out)
{
	size_t n = char_length(s);

	memcpy(out->text, s, n);
	out->text[n] = '\0';
	out->position = position;
	out->russian = is_russian(s);
}

static bool
is_one_of(const char *s, const char *letters)
{
	size_t n = char_length(s);

	for (; *letters != '\0'; letters += char_length(letters)) {
		if (strncmp(s, letters, n) == 0)
			return true;
	}
	return false;
}

/* The first character of @s that belongs to @letters, or (NULL) the first Russian one. */
static bool
find_letter(const char *s, const char *letters, struct script_letter *out)
{
	size_t position = 1;

	for (; *s != '\0'; s += char_length(s), position++) {
		if (letters == NULL ? is_russian(s) : is_one_of(s, letters)) {
			put_letter(s, position, out);
			return true;
		}
	}
	return false;
}

static void
count_letters(const char *s, size_t *latin, size_t *russian)
{
	*latin = *russian = 0;
	for (; *s != '\0'; s += char_length(s)) {
		*latin += is_latin(s);
		*russian += is_russian(s);
	}
}

bool
script_mixed(const char *s, struct script_letter *out)
{
	size_t latin, russian;

	count_letters(s, &latin, &russian);
	return latin > 0 && russian > 0 && find_letter(s, NULL, out);
}

bool
script_lookalike(const char *s, struct script_letter *out)
{
	size_t latin, russian;

	count_letters(s, &latin, &russian);
	if (latin == 0 || russian == 0)
		return false;
	return find_letter(s, russian > latin ? latin_twins : russian_twins, out);
}

bool
script_in_number(const char *s, struct script_letter *out)
{
	/* the Russian and the Latin O, then З, Х, Б, l, I, S, B, Z */
	static const char slips[] = "ОоЗзХхБбІіOoXxlIiSsBZz";
	const char *p;

	for (p = s; *p != '\0'; p += char_length(p)) {
		if ((is_latin(p) || is_russian(p)) && !is_one_of(p, slips))
			return false; /* a word, not a slip */
	}
	return find_letter(s, slips, out);
}

void
script_upper(char *text)
{
	unsigned char *s = (unsigned char *)text;

	for (; *s != '\0'; s += char_length((const char *)s)) {
		if (*s >= 'a' && *s <= 'z') {
			*s = (unsigned char)(*s - 32);
		} else if (*s == 0xD0 && s[1] >= 0xB0) { /* а..п */
			s[1] = (unsigned char)(s[1] - 0x20);
		} else if (*s == 0xD1 && s[1] >= 0x80 && s[1] <= 0x8F) { /* р..я */
			s[0] = 0xD0;
			s[1] = (unsigned char)(s[1] + 0x20);
		} else if (*s == 0xD1 && s[1] == 0x91) { /* ё */
			s[0] = 0xD0;
			s[1] = 0x81;
		}
	}
}
