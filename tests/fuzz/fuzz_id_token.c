/* An ID token: what is taken has a subject and says what was expected; anything else is an error.
 */
#include "base/hash.h"
#include "base/mem.h"
#include "base/text.h"
#include "net/oidc.h"

#include <stdlib.h>
#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static const struct oidc_expected expected = {
	    "https://id.example", "opora", "n", 1700000000, "email", "gold"};
	TALLOC_CTX *ctx = mem_check(talloc_new(NULL));
	char *token = mem_strndup(ctx, (const char *)data, size);
	struct oidc_claims c = {.subject = NULL};
	struct error err = {.id = NULL};
	enum err e = oidc_read_token(ctx, &expected, token, &c, &err);

	if ((e == OK) == (err.id != NULL) || (e == OK) == (c.subject == NULL))
		abort();
	if (e == OK &&
	    (c.subject[0] == '\0' || strlen(c.subject) > OIDC_SUBJECT_MAX ||
		!text_valid(c.subject, strlen(c.subject)) || (c.name_verified && c.name == NULL)))
		abort();
	talloc_free(ctx);
	return 0;
}
