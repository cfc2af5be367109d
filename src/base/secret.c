#include "base/secret.h"

#include "base/mem.h"

#include <assert.h>
#include <pthread.h>
#include <semaphore.h>
#include <sodium.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static sem_t room;
static pthread_once_t once = PTHREAD_ONCE_INIT;

/* Of no password anybody knows; with the limits of secret_hash(), so that it costs the same. */
static const char nobody[] = "$argon2id$v=19$m=65536,t=2,p=1$b3BvcmEtbm9ib2R5LTAxMQ$"
			     "MTIzNDU2Nzg5MGFiY2RlZmdoaWprbG1ub3BxcnN0dXY";

static void
make_room(void)
{
	sem_init(&room, 0, SECRETS_AT_ONCE);
}

static void
enter(void)
{
	pthread_once(&once, make_room);
	while (sem_wait(&room) != 0)
		; /* a signal came */
}

void
secret_hash(const char *password, char out[SECRET_HASH_SIZE])
{
	int failed;

	static_assert(SECRET_HASH_SIZE >= crypto_pwhash_STRBYTES, "the text of Argon2id fits");
	enter();
	failed = crypto_pwhash_str(out, password, strlen(password),
	    crypto_pwhash_OPSLIMIT_INTERACTIVE, crypto_pwhash_MEMLIMIT_INTERACTIVE);
	sem_post(&room);
	if (failed)
		mem_exhausted();
}

bool
secret_right(const char *hash, const char *password)
{
	bool right;

	enter();
	right =
	    crypto_pwhash_str_verify(hash == NULL ? nobody : hash, password, strlen(password)) == 0;
	sem_post(&room);
	return right && hash != NULL;
}

void
token_new(char out[TOKEN_SIZE])
{
	unsigned char bits[32];

	randombytes_buf(bits, sizeof bits);
	sodium_bin2hex(out, TOKEN_SIZE, bits, sizeof bits);
}

void
secret_code(char *out, size_t letters)
{
	static const char alphabet[] = "23456789abcdefghjkmnpqrstuvwxyz0"; /* 32: no i, l, o, 1 */
	size_t i;

	for (i = 0; i < letters; i++)
		out[i] = alphabet[randombytes_uniform(32)];
	out[letters] = '\0';
}

/* «argon2id8$SALT$HASH», both in hex: the name changes if the limits ever do. */
static const char slow_name[] = "argon2id8$";
#define SALT_HEX ((size_t)2 * crypto_pwhash_SALTBYTES)

static bool
take_salt(const char *like, unsigned char salt[crypto_pwhash_SALTBYTES])
{
	const char *hex = like + sizeof slow_name - 1;

	return strncmp(like, slow_name, sizeof slow_name - 1) == 0 && strlen(hex) > SALT_HEX &&
	       hex[SALT_HEX] == '$' &&
	       sodium_hex2bin(salt, crypto_pwhash_SALTBYTES, hex, SALT_HEX, NULL, NULL, NULL) == 0;
}

bool
secret_slow(const char *digest, const char *like, char out[SLOW_SIZE])
{
	unsigned char salt[crypto_pwhash_SALTBYTES], hash[32];
	char salt_hex[SALT_HEX + 1], hash_hex[2 * sizeof hash + 1];
	int failed;

	static_assert(SLOW_SIZE >= sizeof slow_name + SALT_HEX + 1 + 2 * sizeof hash, "it fits");
	if (like == NULL)
		randombytes_buf(salt, sizeof salt);
	else if (!take_salt(like, salt))
		return false;
	enter();
	failed = crypto_pwhash(hash, sizeof hash, digest, strlen(digest), salt, SLOW_PASSES,
	    SLOW_MEMORY, crypto_pwhash_ALG_ARGON2ID13);
	sem_post(&room);
	if (failed)
		mem_exhausted();
	sodium_bin2hex(salt_hex, sizeof salt_hex, salt, sizeof salt);
	sodium_bin2hex(hash_hex, sizeof hash_hex, hash, sizeof hash);
	snprintf(out, SLOW_SIZE, "%s%s$%s", slow_name, salt_hex, hash_hex);
	return true;
}

static const char sealed_name[] = "x1$";
#define NONCE crypto_aead_xchacha20poly1305_ietf_NPUBBYTES
#define TAG crypto_aead_xchacha20poly1305_ietf_ABYTES

bool
secret_is_sealed(const char *text)
{
	return strncmp(text, sealed_name, sizeof sealed_name - 1) == 0;
}

static bool
key_bytes(const char *key, unsigned char out[crypto_aead_xchacha20poly1305_ietf_KEYBYTES])
{
	return strlen(key) == TOKEN_SIZE - 1 &&
	       sodium_hex2bin(out, crypto_aead_xchacha20poly1305_ietf_KEYBYTES, key, TOKEN_SIZE - 1,
		   NULL, NULL, NULL) == 0;
}

void
secret_seal(const char *key, const char *about, const char *secret, char out[SEALED_SIZE])
{
	unsigned char bits[crypto_aead_xchacha20poly1305_ietf_KEYBYTES], nonce[NONCE];
	unsigned char sealed[SEALED_TEXT_MAX + TAG];
	char nonce_hex[2 * NONCE + 1], sealed_hex[2 * sizeof sealed + 1];
	unsigned long long len = 0;

	static_assert(
	    SEALED_SIZE >= sizeof sealed_name + 2 * NONCE + 1 + 2 * sizeof sealed, "fits");
	if (!key_bytes(key, bits) || strlen(secret) > SEALED_TEXT_MAX)
		abort();
	randombytes_buf(nonce, sizeof nonce);
	crypto_aead_xchacha20poly1305_ietf_encrypt(sealed, &len, (const unsigned char *)secret,
	    strlen(secret), (const unsigned char *)about, strlen(about), NULL, nonce, bits);
	sodium_bin2hex(nonce_hex, sizeof nonce_hex, nonce, sizeof nonce);
	sodium_bin2hex(sealed_hex, sizeof sealed_hex, sealed, (size_t)len);
	snprintf(out, SEALED_SIZE, "%s%s$%s", sealed_name, nonce_hex, sealed_hex);
	sodium_memzero(bits, sizeof bits);
}

bool
secret_unseal(const char *key, const char *about, const char *sealed, char out[SEALED_TEXT_MAX + 1])
{
	unsigned char bits[crypto_aead_xchacha20poly1305_ietf_KEYBYTES], nonce[NONCE];
	unsigned char bytes[SEALED_TEXT_MAX + TAG], plain[SEALED_TEXT_MAX];
	const char *hex = sealed + sizeof sealed_name - 1, *rest = hex + 2 * NONCE + 1;
	unsigned long long len = 0;
	size_t n = 0;
	bool right;

	if (!secret_is_sealed(sealed) || strlen(hex) <= 2 * NONCE + 1 || hex[2 * NONCE] != '$' ||
	    !key_bytes(key, bits) ||
	    sodium_hex2bin(nonce, sizeof nonce, hex, 2 * NONCE, NULL, NULL, NULL) != 0 ||
	    strlen(rest) > 2 * sizeof bytes ||
	    sodium_hex2bin(bytes, sizeof bytes, rest, strlen(rest), NULL, &n, NULL) != 0 || n < TAG)
		return false;
	right = crypto_aead_xchacha20poly1305_ietf_decrypt(plain, &len, NULL, bytes, n,
		    (const unsigned char *)about, strlen(about), nonce, bits) == 0;
	sodium_memzero(bits, sizeof bits);
	if (right) {
		memcpy(out, plain, (size_t)len);
		out[len] = '\0';
	}
	sodium_memzero(plain, sizeof plain);
	return right;
}

void
secret_bytes(void *out, size_t len)
{
	randombytes_buf(out, len);
}

void
secret_derive(const char *key, const char *what, char out[TOKEN_SIZE])
{
	unsigned char digest[32];

	static_assert(TOKEN_SIZE - 1 <= crypto_generichash_KEYBYTES_MAX, "a token is a key");
	crypto_generichash(digest, sizeof digest, (const unsigned char *)what, strlen(what),
	    (const unsigned char *)key, TOKEN_SIZE - 1);
	sodium_bin2hex(out, TOKEN_SIZE, digest, sizeof digest);
}

bool
token_equal(const char *a, const char *b)
{
	return strlen(a) == TOKEN_SIZE - 1 && strlen(b) == TOKEN_SIZE - 1 &&
	       sodium_memcmp(a, b, TOKEN_SIZE - 1) == 0;
}
