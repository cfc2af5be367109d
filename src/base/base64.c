#include "base/base64.h"

#include "base/mem.h"

#include <stdint.h>
#include <string.h>

static const char alphabet[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";

char *
base64url(TALLOC_CTX *ctx, const void *bytes, size_t len)
{
	const unsigned char *in = bytes;
	char *out = mem_array(ctx, char, len / 3 * 4 + 5), *at = out;
	uint32_t bits = 0;
	int n = 0;
	size_t i;

	for (i = 0; i < len; i++) {
		bits = bits << 8 | in[i];
		for (n += 8; n >= 6; n -= 6)
			*at++ = alphabet[bits >> (n - 6) & 63];
	}
	if (n > 0)
		*at++ = alphabet[bits << (6 - n) & 63];
	*at = '\0';
	return out;
}

char *
base64url_read(TALLOC_CTX *ctx, const char *text, size_t text_len, size_t *len)
{
	char *out = mem_array(ctx, char, text_len / 4 * 3 + 4);
	const char *letter;
	uint32_t bits = 0;
	int n = 0;
	size_t i;

	*len = 0;
	for (i = 0; i < text_len; i++) {
		letter = text[i] == '\0' ? NULL : strchr(alphabet, text[i]);
		if (letter == NULL)
			return NULL;
		bits = bits << 6 | (uint32_t)(letter - alphabet);
		n += 6;
		if (n >= 8) {
			n -= 8;
			out[(*len)++] = (char)(bits >> n);
		}
	}
	if (n >= 6 || (bits & ((1u << n) - 1)) != 0)
		return NULL;
	out[*len] = '\0';
	return out;
}
