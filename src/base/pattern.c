#include "base/pattern.h"

#include "base/mem.h"

#include <ctype.h>
#include <string.h>
#include <unicode/uregex.h>
#include <unicode/ustring.h>

#define STEPS_UNIT 10000       /* in which ICU counts steps */
#define STEPS_MAX 200          /* units */
#define STACK_MAX (512 * 1024) /* bytes of backtracking */

struct pattern {
	const char *source;
	URegularExpression *regex;
	size_t count;
	const char *names[PATTERN_GROUPS];
	int32_t numbers[PATTERN_GROUPS];
	int32_t units; /* of steps that the last search took */
	int32_t len;   /* of the text it was in */
	UChar *text;   /* of the last match, as it is written */
	UChar *folded; /* with е for ё: same length */
};

static int
pattern_free(struct pattern *p)
{
	if (p->regex != NULL)
		uregex_close(p->regex);
	return 0;
}

/* ICU calls it after each unit of steps. */
static UBool
count_steps(const void *context, int32_t units)
{
	struct pattern *p = (struct pattern *)context;

	p->units = units;
	return 1;
}

/* UTF-16 into @to, which has room for @len + 1 units (never more than bytes). */
static int32_t
to_utf16(UChar *to, const char *s, size_t len)
{
	UErrorCode status = U_ZERO_ERROR;
	int32_t n = 0;

	u_strFromUTF8WithSub(to, (int32_t)len + 1, &n, s, (int32_t)len, 0xFFFD, NULL, &status);
	return U_SUCCESS(status) ? n : 0;
}

static void
fold_yo(UChar *s, int32_t n)
{
	int32_t i;

	for (i = 0; i < n; i++) {
		if (s[i] == 0x451)
			s[i] = 0x435;
		else if (s[i] == 0x401)
			s[i] = 0x415;
	}
}

/* Finds the names in @source; ICU knows their numbers. */
static bool
take_names(struct pattern *p)
{
	const char *s = p->source, *end;
	UErrorCode status;

	while ((s = strstr(s, "(?<")) != NULL) {
		s += 3;
		if (!isalpha((unsigned char)*s))
			continue; /* a look-behind */
		end = strchr(s, '>');
		if (end == NULL || p->count == PATTERN_GROUPS)
			return false;
		p->names[p->count] = mem_strndup(p, s, (size_t)(end - s));
		status = U_ZERO_ERROR;
		p->numbers[p->count] =
		    uregex_groupNumberFromCName(p->regex, p->names[p->count], -1, &status);
		if (U_FAILURE(status))
			return false;
		p->count++;
	}
	return true;
}

struct pattern *
pattern_new(TALLOC_CTX *ctx, const char *source)
{
	size_t len = strlen(source);
	UErrorCode status = U_ZERO_ERROR;
	struct pattern *p;
	UChar *u;
	int32_t n;

	if (len == 0 || len > PATTERN_MAX)
		return NULL;
	p = mem_new(ctx, struct pattern);
	talloc_set_destructor(p, pattern_free);
	p->source = mem_strdup(p, source);
	u = mem_array(p, UChar, len + 1);
	n = to_utf16(u, source, len);
	fold_yo(u, n);
	p->regex = n == 0 ? NULL : uregex_open(u, n, UREGEX_CASE_INSENSITIVE, NULL, &status);
	talloc_free(u);
	if (p->regex != NULL && U_SUCCESS(status)) {
		uregex_setTimeLimit(p->regex, STEPS_MAX, &status);
		uregex_setStackLimit(p->regex, STACK_MAX, &status);
		uregex_setMatchCallback(p->regex, count_steps, p, &status);
	}
	if (p->regex == NULL || U_FAILURE(status) || !take_names(p)) {
		talloc_free(p);
		return NULL;
	}
	p->text = mem_array(p, UChar, PATTERN_TEXT_MAX + 1);
	p->folded = mem_array(p, UChar, PATTERN_TEXT_MAX + 1);
	return p;
}

bool
pattern_find(struct pattern *p, const char *text, size_t len)
{
	UErrorCode status = U_ZERO_ERROR;
	int32_t n;

	p->units = p->len = 0;
	if (len == 0 || len > PATTERN_TEXT_MAX)
		return false;
	n = p->len = to_utf16(p->text, text, len);
	memcpy(p->folded, p->text, (size_t)n * sizeof *p->text);
	fold_yo(p->folded, n);
	uregex_setText(p->regex, p->folded, n, &status);
	return n > 0 && uregex_find(p->regex, 0, &status) && U_SUCCESS(status);
}

int64_t
pattern_cost(const struct pattern *p)
{
	return p->len + (int64_t)p->units * STEPS_UNIT;
}

size_t
pattern_groups(const struct pattern *p)
{
	return p->count;
}

const char *
pattern_group_name(const struct pattern *p, size_t i)
{
	return p->names[i];
}

char *
pattern_group(TALLOC_CTX *ctx, struct pattern *p, size_t i)
{
	UErrorCode status = U_ZERO_ERROR;
	int32_t from = uregex_start(p->regex, p->numbers[i], &status), to, n = 0;
	char *out;

	to = uregex_end(p->regex, p->numbers[i], &status);
	if (U_FAILURE(status) || from < 0 || to <= from)
		return NULL;
	out = mem_check(talloc_zero_size(ctx, (size_t)(to - from) * 3 + 1));
	u_strToUTF8(out, (to - from) * 3 + 1, &n, p->text + from, to - from, &status);
	return out;
}

const char *
pattern_source(const struct pattern *p)
{
	return p->source;
}
