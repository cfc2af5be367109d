/* Any text is a name of a school: it is taken apart and compared with itself and its halves. */
#include "base/mem.h"
#include "base/text.h"
#include "domain/match.h"

#include <stdlib.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t len);

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t len)
{
	TALLOC_CTX *ctx = talloc_new(NULL);
	struct school_name whole, half;
	struct match m;

	if (text_valid((const char *)data, len)) {
		char *s = mem_strndup(ctx, (const char *)data, len);
		size_t cut = len / 2;

		while (cut < len && (data[cut] & 0xC0) == 0x80)
			cut++;
		whole = school_name_parse(ctx, s);
		half = school_name_parse(ctx, s + cut);
		m = match_names(&whole, &half);
		if (m.score < 0 || m.score > 1 || m.score != match_names(&half, &whole).score)
			abort();
	}
	talloc_free(ctx);
	return 0;
}
