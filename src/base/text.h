/*
 * People's text: UTF-8 in, cleaned once on reading, compared and sorted by ICU.
 *
 * The process stays in the C locale; everything that knows a language is here and in tr.h.
 */
#ifndef BASE_TEXT_H
#define BASE_TEXT_H

#include "base/buf.h"
#include "base/day.h"
#include "base/rational.h"

#include <talloc.h>

enum lang { LANG_RU, LANG_EN, LANG_COUNT };

/* "ru" or "en". The reverse gives false for anything else. */
const char *lang_code(enum lang lang);
bool lang_parse(const char *s, enum lang *out);

/* Well-formed UTF-8 without NUL (Unicode 15, table 3-7). */
bool text_valid(const char *s, size_t len);

/* Windows-1251 to UTF-8 under @ctx; bytes without a letter become U+FFFD. */
char *text_from_cp1251(TALLOC_CTX *ctx, const char *s, size_t len, size_t *out_len);

/*
 * Cleaned: NFC, trimmed, inner white space (also no-break) to one space, soft hyphens,
 * zero-width characters, byte order marks and controls removed. @s must be valid UTF-8
 * (an empty text may be NULL).
 */
char *text_clean(TALLOC_CTX *ctx, const char *s, size_t len);

/* For comparing: cleaned, ICU full case folding, ё as е. */
char *text_fold(TALLOC_CTX *ctx, const char *s);

/* For sorting by bytes: ICU sort key, Russian, numbers by value, as lower-case hex text. */
char *text_key(TALLOC_CTX *ctx, const char *s);

/* Compare as text_key would: «№ 2» before «№ 10», ё beside е. */
int text_cmp(const char *a, const char *b);

/* @s with its first letter as a capital: the summary of a command as a title. */
char *text_capital(TALLOC_CTX *ctx, const char *s);

/* A word all in capitals, as help names a value, as a label: "ГОД" is "Год"; others as they are. */
char *text_sentence(TALLOC_CTX *ctx, const char *s);

/* Number of letters (code points) of @s; @s valid UTF-8. */
size_t text_length(const char *s);

/* Has @s a letter of any alphabet? @s valid UTF-8. */
bool text_has_letter(const char *s);

/* Number of columns @s takes on a terminal; @s valid UTF-8. */
size_t text_width(const char *s);

/*
 * Locale by CLDR. ru: "12,5", "1 878" with no-break space, minus U+2212; en: "12.5", "1,878".
 * @digits: at most so many decimals, rounded half up, trailing zeros dropped.
 */
char *text_number(TALLOC_CTX *ctx, enum lang lang, struct rational n, int digits);

/* @share 0..1 as percent: ru "12,5 %" with no-break space, en "12.5%". */
char *text_percent(TALLOC_CTX *ctx, enum lang lang, struct rational share, int digits);

/* Both to the end of @out. */
void text_put_number(struct buf *out, enum lang lang, struct rational n, int digits);
void text_put_percent(struct buf *out, enum lang lang, struct rational share, int digits);

/* The first two with exactly @digits decimals, for figures that stand under each other: "30,0". */
char *text_number_fixed(TALLOC_CTX *ctx, enum lang lang, struct rational n, int digits);
char *text_percent_fixed(TALLOC_CTX *ctx, enum lang lang, struct rational share, int digits);
void text_put_percent_fixed(struct buf *out, enum lang lang, struct rational share, int digits);

/* ru "22.11.2026", en "22 Nov 2026". */
char *text_day(TALLOC_CTX *ctx, enum lang lang, struct day day);

/* @ms UTC as a local day and minute: "22.11.2026 09:40"; "" for 0. */
char *text_instant(TALLOC_CTX *ctx, enum lang lang, int64_t ms);

/* School year by the year it ends in: 2027 gives "2026/27". */
char *text_school_year(TALLOC_CTX *ctx, int year);

/* CLDR plural category of @n as the index of a gettext form: ru one 0, few 1, many 2; en one 0,
 * other 1. */
int text_plural(enum lang lang, struct rational n);

/* The letters that have one: the search for the next of them takes sixteen bytes at a step. */
#define TEXT_SPECIAL "&<>\"'"

/* What stands for @c in text and quoted attributes of HTML and XML: "&lt;"; NULL: itself. */
static inline const char *
text_entity(char c)
{
	switch (c) {
	case '&':
		return "&amp;";
	case '<':
		return "&lt;";
	case '>':
		return "&gt;";
	case '"':
		return "&quot;";
	case '\'':
		return "&#39;";
	default:
		return NULL;
	}
}

#endif
