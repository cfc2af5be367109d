#include "base/text.h"

#include "base/buf.h"
#include "base/mem.h"

#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unicode/uchar.h>
#include <unicode/ucol.h>
#include <unicode/unorm2.h>
#include <unicode/upluralrules.h>
#include <unicode/ustring.h>

/* ICU objects are dear to open: one each per thread and language, kept until the thread ends. */
static _Thread_local UCollator *collator;
static _Thread_local UPluralRules *plurals[LANG_COUNT];

/* Its destructor closes them; the main thread's live as long as the process. */
static pthread_key_t at_thread_end;
static pthread_once_t key_made = PTHREAD_ONCE_INIT;

static const char *const codes[LANG_COUNT] = {[LANG_RU] = "ru", [LANG_EN] = "en"};

const char *
lang_code(enum lang lang)
{
	return codes[lang];
}

bool
lang_parse(const char *s, enum lang *out)
{
	int i;

	for (i = 0; i < LANG_COUNT; i++) {
		if (strcmp(s, codes[i]) == 0) {
			*out = (enum lang)i;
			return true;
		}
	}
	return false;
}

/* ICU's data is part of the system; without it nothing can be read or sorted. */
static void
need(UErrorCode status, const char *what)
{
	if (U_SUCCESS(status))
		return;
	if (status == U_MEMORY_ALLOCATION_ERROR)
		mem_exhausted();
	fprintf(stderr, "opora: ICU: %s: %s\n", what, u_errorName(status));
	exit(6);
}

static void
close_all(void *unused)
{
	int i;

	if (collator != NULL)
		ucol_close(collator);
	for (i = 0; i < LANG_COUNT; i++) {
		if (plurals[i] != NULL)
			uplrules_close(plurals[i]);
	}
}

static void
make_key(void)
{
	if (pthread_key_create(&at_thread_end, close_all) != 0)
		mem_exhausted();
}

/* Something was opened in this thread. */
static void
close_at_thread_end(void)
{
	pthread_once(&key_made, make_key);
	if (pthread_setspecific(at_thread_end, codes) != 0)
		mem_exhausted();
}

bool
text_valid(const char *s, size_t len)
{
	const unsigned char *p = (const unsigned char *)s, *end = p + len;
	unsigned char lo, hi;
	int more;

	while (p < end) {
		if (*p < 0x80) {
			if (*p++ == 0)
				return false;
			continue;
		}
		lo = 0x80;
		hi = 0xBF;
		if (*p >= 0xC2 && *p <= 0xDF) {
			more = 1;
		} else if (*p >= 0xE0 && *p <= 0xEF) {
			more = 2;
			lo = *p == 0xE0 ? 0xA0 : 0x80;
			hi = *p == 0xED ? 0x9F : 0xBF;
		} else if (*p >= 0xF0 && *p <= 0xF4) {
			more = 3;
			lo = *p == 0xF0 ? 0x90 : 0x80;
			hi = *p == 0xF4 ? 0x8F : 0xBF;
		} else {
			return false;
		}
		if (end - p <= more || p[1] < lo || p[1] > hi)
			return false;
		if ((more > 1 && (p[2] & 0xC0) != 0x80) || (more > 2 && (p[3] & 0xC0) != 0x80))
			return false;
		p += more + 1;
	}
	return true;
}

char *
text_from_cp1251(TALLOC_CTX *ctx, const char *s, size_t len, size_t *out_len)
{
	static const uint16_t high[64] = {0x402, 0x403, 0x201A, 0x453, 0x201E, 0x2026, 0x2020,
	    0x2021, 0x20AC, 0x2030, 0x409, 0x2039, 0x40A, 0x40C, 0x40B, 0x40F, 0x452, 0x2018,
	    0x2019, 0x201C, 0x201D, 0x2022, 0x2013, 0x2014, 0xFFFD, 0x2122, 0x459, 0x203A, 0x45A,
	    0x45C, 0x45B, 0x45F, 0xA0, 0x40E, 0x45E, 0x408, 0xA4, 0x490, 0xA6, 0xA7, 0x401, 0xA9,
	    0x404, 0xAB, 0xAC, 0xAD, 0xAE, 0x407, 0xB0, 0xB1, 0x406, 0x456, 0x491, 0xB5, 0xB6, 0xB7,
	    0x451, 0x2116, 0x454, 0xBB, 0x458, 0x405, 0x455, 0x457};
	char *out = mem_check(talloc_size(ctx, len * 3 + 1)), *to = out;
	size_t i;
	unsigned c;

	for (i = 0; i < len; i++) {
		c = (unsigned char)s[i];
		if (c >= 0xC0)
			c = 0x410 + (c - 0xC0);
		else if (c >= 0x80)
			c = high[c - 0x80];
		if (c < 0x80) {
			*to++ = (char)c;
		} else if (c < 0x800) {
			*to++ = (char)(0xC0 | c >> 6);
			*to++ = (char)(0x80 | (c & 0x3F));
		} else {
			*to++ = (char)(0xE0 | c >> 12);
			*to++ = (char)(0x80 | (c >> 6 & 0x3F));
			*to++ = (char)(0x80 | (c & 0x3F));
		}
	}
	*to = '\0';
	*out_len = (size_t)(to - out);
	return out;
}

static UChar *
to_utf16(TALLOC_CTX *ctx, const char *s, size_t len, int32_t *out_len)
{
	UErrorCode status = U_ZERO_ERROR;
	UChar *u = mem_array(ctx, UChar, len + 1);

	u_strFromUTF8WithSub(u, (int32_t)len + 1, out_len, s, (int32_t)len, 0xFFFD, NULL, &status);
	need(status, "u_strFromUTF8");
	return u;
}

static char *
to_utf8(TALLOC_CTX *ctx, const UChar *u, int32_t len)
{
	UErrorCode status = U_ZERO_ERROR;
	int32_t n, room = len * 3 + 1;
	char *s = mem_check(talloc_size(ctx, (size_t)room));

	u_strToUTF8WithSub(s, room, &n, u, len, 0xFFFD, NULL, &status);
	need(status, "u_strToUTF8");
	s[n] = '\0';
	return s;
}

static bool
plain_ascii(const char *s, size_t len)
{
	size_t i;

	for (i = 0; i < len; i++) {
		if (s[i] < ' ' || s[i] > '~' ||
		    (s[i] == ' ' && (i == 0 || i + 1 == len || s[i + 1] == ' ')))
			return false;
	}
	return true;
}

/* Format characters that change nothing to the eye: soft hyphen, zero width, BOM; and controls. */
static bool
is_dropped(UChar32 c)
{
	return c == 0xAD || (c >= 0x200B && c <= 0x200F) || (c >= 0x202A && c <= 0x202E) ||
	       (c >= 0x2060 && c <= 0x2069) || c == 0xFEFF ||
	       (u_charType(c) == U_CONTROL_CHAR && !u_isUWhiteSpace(c));
}

/* Drops what is_dropped names and folds white space; in place; the new length. */
static int32_t
squeeze(UChar *u, int32_t len)
{
	int32_t i = 0, to = 0;
	bool space = false;
	UChar32 c;

	while (i < len) {
		U16_NEXT(u, i, len, c);
		if (is_dropped(c))
			continue;
		if (u_isUWhiteSpace(c)) {
			space = to > 0;
			continue;
		}
		if (space)
			u[to++] = ' ';
		space = false;
		U16_APPEND_UNSAFE(u, to, c);
	}
	return to;
}

static UChar *
clean16(TALLOC_CTX *ctx, const char *s, size_t len, int32_t *out_len)
{
	UErrorCode status = U_ZERO_ERROR;
	const UNormalizer2 *nfc = unorm2_getNFCInstance(&status);
	int32_t n, room;
	UChar *u = to_utf16(ctx, s, len, &n), *out;

	need(status, "NFC");
	n = squeeze(u, n);
	room = n * 3 + 1;
	out = mem_array(ctx, UChar, (size_t)room);
	*out_len = unorm2_normalize(nfc, u, n, out, room, &status);
	need(status, "NFC");
	return out;
}

char *
text_clean(TALLOC_CTX *ctx, const char *s, size_t len)
{
	TALLOC_CTX *local;
	int32_t n;
	UChar *u;
	char *out;

	if (len == 0)
		return mem_strdup(ctx, "");
	if (plain_ascii(s, len))
		return mem_strndup(ctx, s, len);
	local = mem_check(talloc_new(ctx));
	u = clean16(local, s, len, &n);
	out = to_utf8(ctx, u, n);
	talloc_free(local);
	return out;
}

char *
text_fold(TALLOC_CTX *ctx, const char *s)
{
	TALLOC_CTX *local = mem_check(talloc_new(ctx));
	UErrorCode status = U_ZERO_ERROR;
	int32_t n, i, folded, room;
	UChar *u = clean16(local, s, strlen(s), &n), *out;
	char *text;

	room = n * 3 + 1;
	out = mem_array(local, UChar, (size_t)room);
	folded = u_strFoldCase(out, room, u, n, U_FOLD_CASE_DEFAULT, &status);
	need(status, "u_strFoldCase");
	for (i = 0; i < folded; i++) {
		if (out[i] == 0x451)
			out[i] = 0x435;
	}
	text = to_utf8(ctx, out, folded);
	talloc_free(local);
	return text;
}

static UCollator *
get_collator(void)
{
	UErrorCode status = U_ZERO_ERROR;

	if (collator == NULL) {
		collator = ucol_open("ru", &status);
		need(status, "ucol_open");
		close_at_thread_end();
		ucol_setAttribute(collator, UCOL_NUMERIC_COLLATION, UCOL_ON, &status);
		need(status, "ucol_setAttribute");
	}
	return collator;
}

char *
text_key(TALLOC_CTX *ctx, const char *s)
{
	static const char hex[] = "0123456789abcdef";
	TALLOC_CTX *local = mem_check(talloc_new(ctx));
	UCollator *c = get_collator();
	int32_t n, size, i;
	UChar *u = to_utf16(local, s, strlen(s), &n);
	uint8_t *key;
	char *out;

	size = ucol_getSortKey(c, u, n, NULL, 0);
	key = mem_array(local, uint8_t, (size_t)size + 1);
	ucol_getSortKey(c, u, n, key, size);
	out = mem_check(talloc_size(ctx, (size_t)size * 2 + 1));
	for (i = 0; i < size - 1; i++) {
		out[i * 2] = hex[key[i] >> 4];
		out[i * 2 + 1] = hex[key[i] & 15];
	}
	out[size > 0 ? (size - 1) * 2 : 0] = '\0';
	talloc_free(local);
	return out;
}

int
text_cmp(const char *a, const char *b)
{
	UErrorCode status = U_ZERO_ERROR;
	UCollationResult r = ucol_strcollUTF8(get_collator(), a, -1, b, -1, &status);

	need(status, "ucol_strcollUTF8");
	return r == UCOL_LESS ? -1 : r == UCOL_GREATER ? 1 : strcmp(a, b);
}

/* @s letter by letter: the first upper, the others lower if @lower, else as they are. */
static char *
recased(TALLOC_CTX *ctx, const char *s, bool lower)
{
	size_t len = strlen(s);
	/* a letter may take one byte more in the other case */
	char *out = mem_array(ctx, char, 2 * len + 5);
	int32_t read = 0, written = 0;
	UChar32 c;

	while (s[read] != '\0') {
		U8_NEXT((const uint8_t *)s, read, (int32_t)len, c);
		if (c < 0)
			return mem_strdup(ctx, s);
		c = written == 0 ? u_toupper(c) : lower ? u_tolower(c) : c;
		U8_APPEND_UNSAFE((uint8_t *)out, written, c);
	}
	return out;
}

char *
text_capital(TALLOC_CTX *ctx, const char *s)
{
	return recased(ctx, s, false);
}

char *
text_sentence(TALLOC_CTX *ctx, const char *s)
{
	int32_t read = 0, len = (int32_t)strlen(s);
	UChar32 c;

	while (read < len) {
		U8_NEXT((const uint8_t *)s, read, len, c);
		if (c < 0 || u_islower(c) || c == '[' || c == '=')
			return mem_strdup(ctx, s);
	}
	return recased(ctx, s, true);
}

size_t
text_length(const char *s)
{
	size_t n = 0;

	for (; *s != '\0'; s++)
		n += ((unsigned char)*s & 0xc0) != 0x80;
	return n;
}

bool
text_has_letter(const char *s)
{
	int32_t i = 0, len = (int32_t)strlen(s);
	UChar32 c;

	while (i < len) {
		U8_NEXT((const uint8_t *)s, i, len, c);
		if (c >= 0 && u_isalpha(c))
			return true;
	}
	return false;
}

size_t
text_width(const char *s)
{
	size_t n = 0;
	int32_t i = 0, len = (int32_t)strlen(s);
	UChar32 c;
	int type;

	while (i < len) {
		U8_NEXT(s, i, len, c);
		type = u_charType(c);
		if (c < 0 || (type != U_NON_SPACING_MARK && type != U_FORMAT_CHAR))
			n++;
	}
	return n;
}

/* As CLDR has it. A page has hundreds of numbers, and ICU takes ten times as long for one. */
static const struct {
	const char *group, *point, *minus;
} numerals[LANG_COUNT] = {[LANG_RU] = {"\u00A0", ",", "\u2212"}, [LANG_EN] = {",", ".", "-"}};

/* A number being written: every digit may have a separator of two bytes after it. */
struct numeral {
	char text[3 * RATIONAL_TEXT_SIZE + 16];
	size_t len;
};

static void
put(struct numeral *to, const char *s)
{
	size_t len = strlen(s);

	memcpy(to->text + to->len, s, len);
	to->len += len;
}

/* With @fixed exactly @digits decimals, at most 9; else as many of them as are not zero. */
static void
put_number(struct numeral *to, enum lang lang, struct rational n, int digits, bool fixed)
{
	char plain[RATIONAL_TEXT_SIZE];
	const char *at = plain, *point;
	int decimals;

	rational_write(plain, n, digits);
	if (*at == '-') {
		put(to, numerals[lang].minus);
		at++;
	}
	point = strchrnul(at, '.');
	while (at < point) {
		to->text[to->len++] = *at++;
		if (at < point && (point - at) % 3 == 0)
			put(to, numerals[lang].group);
	}
	decimals = *at == '.' ? (int)strlen(at + 1) : 0;
	if (decimals > 0 || (fixed && digits > 0))
		put(to, numerals[lang].point);
	if (decimals > 0)
		put(to, at + 1);
	for (; fixed && decimals < digits && decimals < 9; decimals++)
		put(to, "0");
}

static struct numeral
number(enum lang lang, struct rational n, int digits, bool fixed)
{
	struct numeral out;

	out.len = 0;
	put_number(&out, lang, n, digits, fixed);
	return out;
}

/* "?" where a hundred times @share can't be said. */
static struct numeral
percent(enum lang lang, struct rational share, int digits, bool fixed)
{
	struct rational hundredfold;
	struct numeral out;

	out.len = 0;
	if (!rational_mul(share, rational_int(100), &hundredfold)) {
		put(&out, "?");
		return out;
	}
	put_number(&out, lang, hundredfold, digits, fixed);
	put(&out, lang == LANG_RU ? "\u00A0%" : "%");
	return out;
}

static char *
kept(TALLOC_CTX *ctx, const struct numeral n)
{
	return mem_strndup(ctx, n.text, n.len);
}

static void
add(struct buf *to, const struct numeral n)
{
	buf_add(to, n.text, n.len);
}

char *
text_number(TALLOC_CTX *ctx, enum lang lang, struct rational n, int digits)
{
	return kept(ctx, number(lang, n, digits, false));
}

char *
text_number_fixed(TALLOC_CTX *ctx, enum lang lang, struct rational n, int digits)
{
	return kept(ctx, number(lang, n, digits, true));
}

char *
text_percent(TALLOC_CTX *ctx, enum lang lang, struct rational share, int digits)
{
	return kept(ctx, percent(lang, share, digits, false));
}

char *
text_percent_fixed(TALLOC_CTX *ctx, enum lang lang, struct rational share, int digits)
{
	return kept(ctx, percent(lang, share, digits, true));
}

void
text_put_number(struct buf *to, enum lang lang, struct rational n, int digits)
{
	add(to, number(lang, n, digits, false));
}

void
text_put_percent(struct buf *to, enum lang lang, struct rational share, int digits)
{
	add(to, percent(lang, share, digits, false));
}

void
text_put_percent_fixed(struct buf *to, enum lang lang, struct rational share, int digits)
{
	add(to, percent(lang, share, digits, true));
}

char *
text_day(TALLOC_CTX *ctx, enum lang lang, struct day day)
{
	static const char *const months[] = {
	    "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};

	if (!day_valid(day))
		return mem_strdup(ctx, "");
	if (lang == LANG_RU)
		return mem_printf(ctx, "%02d.%02d.%04d", day.day, day.month, day.year);
	return mem_printf(ctx, "%d %s %d", day.day, months[day.month - 1], day.year);
}

char *
text_school_year(TALLOC_CTX *ctx, int year)
{
	return mem_printf(ctx, "%d/%02d", year - 1, year % 100);
}

int
text_plural(enum lang lang, struct rational n)
{
	UErrorCode status = U_ZERO_ERROR;
	UChar word[16];
	int32_t len;

	if (plurals[lang] == NULL) {
		plurals[lang] = uplrules_open(codes[lang], &status);
		need(status, "uplrules_open");
		close_at_thread_end();
	}
	len = uplrules_select(plurals[lang], rational_double(n), word, 16, &status);
	need(status, "uplrules_select");
	if (len >= 3 && word[0] == 'o' && word[1] == 'n')
		return 0;
	if (lang != LANG_RU)
		return 1;
	/* "few" 2–4; "many" 5–20; "other" is 1,5: «1,5 школы», the same form as few */
	return word[0] == 'm' ? 2 : 1;
}

char *
text_instant(TALLOC_CTX *ctx, enum lang lang, int64_t ms)
{
	time_t t = (time_t)(ms / 1000);
	struct tm tm;
	char *day, *out;

	if (ms == 0 || localtime_r(&t, &tm) == NULL)
		return mem_strdup(ctx, "");
	day = text_day(NULL, lang,
	    (struct day){
		(int16_t)(tm.tm_year + 1900), (int8_t)(tm.tm_mon + 1), (int8_t)tm.tm_mday});
	out = mem_printf(ctx, "%s %02d:%02d", day, tm.tm_hour, tm.tm_min);
	talloc_free(day);
	return out;
}
