/* Characters to tokens, and the words of the language. */
#include "domain/method/method_int.h"

#include "base/mem.h"

#include <string.h>

static const char *const keywords[] = {"or", "and", "not", "in", "true", "false", "nodata", "year",
    "for", "where", "missing", "skip", "unknown", "need", NULL};

static const struct {
	const char *name;
	enum node_kind kind;
	uint32_t nargs;
} functions[] = {
    {"if", NODE_IF, 3},
    {"known", NODE_KNOWN, 1},
    {"default", NODE_DEFAULT, 2},
    {"round_half_up", NODE_ROUND_HALF_UP, 2},
    {"round_half_even", NODE_ROUND_HALF_EVEN, 2},
    {"floor", NODE_FLOOR, 1},
    {"ceil", NODE_CEIL, 1},
    {"abs", NODE_ABS, 1},
    {"sqrt", NODE_SQRT, 1},
    {"band", NODE_BAND, 2},
};

static const char *const overs[] = {[OVER_COUNT] = "count",
    [OVER_ANY] = "any",
    [OVER_ALL] = "all",
    [OVER_SUM] = "sum",
    [OVER_MEAN] = "mean",
    [OVER_MIN] = "min",
    [OVER_MAX] = "max",
    [OVER_SHARE] = "share",
    [OVER_SD] = "sd",
    [OVER_QUANTILE] = "quantile",
    [OVER_RANK] = "rank"};

#define COUNT_OF(a) (sizeof(a) / sizeof *(a))

static bool
is_digit(char c)
{
	return c >= '0' && c <= '9';
}

static bool
is_letter(char c)
{
	return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_';
}

static bool
is_space(char c)
{
	return c == ' ' || c == '\t' || c == '\n' || c == '\r';
}

bool
lex_is_name(const char *s)
{
	if (!is_letter(*s))
		return false;
	for (; *s != '\0'; s++) {
		if (!is_letter(*s) && !is_digit(*s))
			return false;
	}
	return true;
}

bool
lex_is_keyword(const char *s)
{
	size_t i;

	for (i = 0; keywords[i] != NULL; i++) {
		if (strcmp(s, keywords[i]) == 0)
			return true;
	}
	return false;
}

bool
lex_function(const char *s, enum node_kind *kind, uint32_t *nargs)
{
	size_t i;

	for (i = 0; i < COUNT_OF(functions); i++) {
		if (strcmp(s, functions[i].name) == 0) {
			*kind = functions[i].kind;
			*nargs = functions[i].nargs;
			return true;
		}
	}
	return false;
}

bool
lex_is_over(const char *s, enum over_kind *out)
{
	size_t i;

	for (i = 0; i < COUNT_OF(overs); i++) {
		if (strcmp(s, overs[i]) == 0) {
			*out = (enum over_kind)i;
			return true;
		}
	}
	return false;
}

/*
 * The words of quantifiers are not among these: `share` and `mean` are good names for a figure,
 * and a quantifier is always followed by a parenthesis.
 */
bool
lex_is_function(const char *s)
{
	enum node_kind kind;
	uint32_t nargs;

	return lex_function(s, &kind, &nargs) || strcmp(s, "years") == 0 ||
	       strcmp(s, "schools") == 0;
}

enum number_scan
lex_number(const char *s, size_t *used, struct rational *out)
{
	size_t n = 0;

	while (is_digit(s[n]))
		n++;
	if (n == 0)
		return SCAN_NONE;
	if (s[n] == '.' && is_digit(s[n + 1])) {
		n++;
		while (is_digit(s[n]))
			n++;
	}
	*used = n;
	return rational_parse(s, n, out) ? SCAN_NUMBER : SCAN_TOO_LARGE;
}

enum number_scan
lex_quantity(const char *s, struct rational *out)
{
	bool negative = *s == '-', fits;
	enum number_scan scan;
	size_t used = 0;

	if (negative)
		s++;
	scan = lex_number(s, &used, out);
	if (scan == SCAN_NONE)
		return scan;
	s += used;
	if (negative)
		out->num = -out->num;
	fits = scan == SCAN_NUMBER;
	while (is_space(*s))
		s++;
	if (*s == '%') {
		fits = fits && rational_div(*out, rational_int(100), out);
		s++;
	}
	if (*s != '\0')
		return SCAN_NONE;
	return fits ? SCAN_NUMBER : SCAN_TOO_LARGE;
}

bool
lex_day(const char *s, struct day *out)
{
	return strlen(s) == 10 && s[4] == '-' && day_parse(s, 10, out);
}

/* How many bytes the UTF-8 character at @s takes. */
static uint32_t
char_len(const char *s)
{
	uint32_t n = 1;

	while (((unsigned char)s[n] & 0xC0) == 0x80)
		n++;
	return n;
}

static struct token
lex_text(TALLOC_CTX *ctx, const char *text, struct token t)
{
	const char *s = text + t.at + 1, *from = s;
	char *to;

	while (*s != '\0' && (*s != '\'' || s[1] == '\''))
		s += *s == '\'' ? 2 : 1;
	if (*s == '\0') {
		t.kind = TOKEN_WRONG;
		t.len = 1;
		t.wrong = MSG("the quote opened here is not closed");
		return t;
	}
	t.kind = TOKEN_TEXT;
	t.len = (uint32_t)(s + 1 - (text + t.at));
	t.text = to = mem_strndup(ctx, from, (size_t)(s - from));
	for (; from < s; from++) {
		*to++ = *from;
		if (*from == '\'')
			from++;
	}
	*to = '\0';
	return t;
}

static struct token
lex_sign(const char *text, struct token t)
{
	static const char *const two[] = {"<=", ">=", "!=", "..", NULL};
	const char *s = text + t.at;
	size_t i;

	t.kind = TOKEN_SIGN;
	for (i = 0; two[i] != NULL; i++) {
		if (strncmp(s, two[i], 2) == 0) {
			t.len = 2;
			return t;
		}
	}
	t.len = 1;
	if (strchr("()[],+-*/%<>=", *s) != NULL)
		return t;
	t.kind = TOKEN_WRONG;
	t.len = char_len(s);
	t.wrong = MSG("the character «{0}» has no meaning here");
	return t;
}

struct token
lex_next(TALLOC_CTX *ctx, const char *text, size_t from)
{
	struct token t = {.kind = TOKEN_END};
	size_t used = 0;
	const char *s;

	while (is_space(text[from]))
		from++;
	t.at = (uint32_t)from;
	s = text + from;
	if (*s == '\0')
		return t;
	if (*s == '\'')
		return lex_text(ctx, text, t);
	if (is_letter(*s)) {
		while (is_letter(s[used]) || is_digit(s[used]))
			used++;
		t.kind = TOKEN_NAME;
		t.text = mem_strndup(ctx, s, used);
	} else if (is_digit(*s)) {
		t.kind = TOKEN_NUMBER;
		if (lex_number(s, &used, &t.number) == SCAN_TOO_LARGE) {
			t.kind = TOKEN_WRONG;
			t.wrong = MSG("the number {0} is too large or too long");
		}
	} else {
		return lex_sign(text, t);
	}
	t.len = (uint32_t)used;
	return t;
}
