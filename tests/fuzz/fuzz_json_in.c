/* A JSON body of the API: any bytes give pairs of valid texts or an error, never both. */
#include "base/mem.h"
#include "base/text.h"
#include "web/json_in.h"

#include <stdlib.h>
#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	TALLOC_CTX *ctx = mem_check(talloc_new(NULL));
	struct http_pair *pairs;
	struct error err = {.id = NULL};
	size_t n, i;
	enum err e = json_in(ctx, (const char *)data, size, &pairs, &n, &err);

	if ((e == OK) == (err.id != NULL) || (e != OK && n != 0))
		abort();
	for (i = 0; i < n; i++) {
		if (!text_valid(pairs[i].name, strlen(pairs[i].name)) ||
		    !text_valid(pairs[i].value, strlen(pairs[i].value)))
			abort();
	}
	talloc_free(ctx);
	return 0;
}
