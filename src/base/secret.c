#include "base/secret.h"

#include "base/mem.h"

#include <assert.h>
#include <pthread.h>
#include <semaphore.h>
#include <sodium.h>
#include <stdio.h>
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
