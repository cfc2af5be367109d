#include "base/hash.h"

#include <assert.h>
#include <sodium.h>
#include <stdlib.h>
#include <string.h>

static_assert(sizeof(crypto_hash_sha256_state) <= sizeof(struct sha256), "sha256 state fits");

void
hash_start(void)
{
	if (sodium_init() < 0)
		abort();
}

void
sha256_begin(struct sha256 *s)
{
	crypto_hash_sha256_init((crypto_hash_sha256_state *)(void *)s->state);
}

void
sha256_add(struct sha256 *s, const void *bytes, size_t len)
{
	crypto_hash_sha256_update((crypto_hash_sha256_state *)(void *)s->state, bytes, len);
}

void
sha256_end(struct sha256 *s, char out[SHA256_TEXT_SIZE])
{
	unsigned char digest[crypto_hash_sha256_BYTES];

	crypto_hash_sha256_final((crypto_hash_sha256_state *)(void *)s->state, digest);
	sodium_bin2hex(out, SHA256_TEXT_SIZE, digest, sizeof digest);
}

void
sha256_of(const void *bytes, size_t len, char out[SHA256_TEXT_SIZE])
{
	struct sha256 s;

	sha256_begin(&s);
	sha256_add(&s, bytes, len);
	sha256_end(&s, out);
}

void
sha256_bytes(const void *bytes, size_t len, unsigned char out[SHA256_SIZE])
{
	crypto_hash_sha256(out, bytes, len);
}

void
uid_new(char out[UID_TEXT_SIZE])
{
	unsigned char bits[16];

	randombytes_buf(bits, sizeof bits);
	sodium_bin2hex(out, UID_TEXT_SIZE, bits, sizeof bits);
}
