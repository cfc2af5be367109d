/* A discovery document: what is taken has two https endpoints; anything else is an error. */
#include "base/mem.h"
#include "net/oidc.h"

#include <stdlib.h>
#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	TALLOC_CTX *ctx = mem_check(talloc_new(NULL));
	struct oidc_provider p = {.token = NULL};
	struct error err = {.id = NULL};
	enum err e =
	    oidc_read_provider(ctx, "https://id.example", (const char *)data, size, &p, &err);

	if ((e == OK) == (err.id != NULL))
		abort();
	if (e == OK &&
	    (strncmp(p.authorization, "https://", 8) != 0 || strncmp(p.token, "https://", 8) != 0))
		abort();
	talloc_free(ctx);
	return 0;
}
