/* base/text, rational, day: what is cleaned is clean, what is read can be written and read again.
 */
#include "base/mem.h"
#include "base/text.h"

#include <stdlib.h>
#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size);

static void
must(bool truth)
{
	if (!truth)
		abort();
}

static void
try_texts(TALLOC_CTX *ctx, const char *s, size_t size)
{
	char *clean = text_clean(ctx, s, size), *fold;

	must(text_valid(clean, strlen(clean)));
	must(strcmp(text_clean(ctx, clean, strlen(clean)), clean) == 0);
	fold = text_fold(ctx, clean);
	must(text_valid(fold, strlen(fold)));
	must(text_cmp(clean, clean) == 0);
	must(text_width(clean) <= strlen(clean));
	must(text_key(ctx, clean) != NULL);
}

static void
try_numbers(TALLOC_CTX *ctx, const char *s, size_t size)
{
	struct rational n, again;
	struct day d, same;
	char text[DAY_TEXT_SIZE], *number;

	if (rational_parse(s, size, &n)) {
		number = rational_text(ctx, n, 18);
		must(rational_parse(number, strlen(number), &again));
		must(rational_cmp(n, again) == 0);
		must(text_number(ctx, LANG_RU, n, 4) != NULL);
	}
	if (day_parse(s, size, &d)) {
		day_text(d, text);
		must(day_parse(text, strlen(text), &same) && day_cmp(d, same) == 0);
	}
}

int
LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size)
{
	TALLOC_CTX *ctx = mem_check(talloc_new(NULL));
	const char *s = (const char *)bytes;
	size_t len, i;
	char *out;

	if (size > 4096)
		size = 4096;
	if (text_valid(s, size))
		try_texts(ctx, s, size);
	try_numbers(ctx, s, size);
	for (i = 0; i < size && bytes[i] != 0; i++)
		;
	out = text_from_cp1251(ctx, s, i, &len);
	must(text_valid(out, len));
	talloc_free(ctx);
	return 0;
}
