/*
 * Passwords and tokens (libsodium). A password is kept as Argon2id, a token as its SHA-256; both
 * are compared in a time that says nothing.
 */
#ifndef BASE_SECRET_H
#define BASE_SECRET_H

#include <stdbool.h>
#include <stddef.h>

#define SECRET_HASH_SIZE 128 /* the text of Argon2id with its NUL */
#define TOKEN_SIZE 65        /* 256 random bits in hex and NUL */
#define SECRETS_AT_ONCE 2    /* each takes 64 MiB: more wait */

/* The Argon2id text of @password at libsodium's interactive limits. At most two at once. */
void secret_hash(const char *password, char out[SECRET_HASH_SIZE]);

/*
 * Whether @password is the one of @hash. NULL is nobody's: the answer is no, after the same work as
 * for an account that is there.
 */
bool secret_right(const char *hash, const char *password);

/* 256 random bits in hex. */
void token_new(char out[TOKEN_SIZE]);

/* A code for people to type: @letters of 5 random bits each, none that looks like another; then
 * NUL. */
void secret_code(char *out, size_t letters);

#define SLOW_SIZE 128 /* the text of secret_slow() with its NUL */

/*
 * A slow hash of @digest, itself a hash of a short code and whose it is: Argon2id at SLOW_MEMORY
 * and SLOW_PASSES, some ten milliseconds. @like NULL: with a new salt; else with the salt of @like,
 * a text made here earlier: equal digests then give equal texts. False when @like is no such text.
 */
#define SLOW_MEMORY ((size_t)8 << 20)
#define SLOW_PASSES 3
bool secret_slow(const char *digest, const char *like, char out[SLOW_SIZE]);

#define SEALED_TEXT_MAX 64
#define SEALED_SIZE 256

/*
 * Encrypts the short text @secret by XChaCha20-Poly1305 with @key (TOKEN_SIZE, as of token_new())
 * into a text: «x1$NONCE$…» in hex. It opens for the same @key and @about only.
 */
void secret_seal(const char *key, const char *about, const char *secret, char out[SEALED_SIZE]);
bool secret_unseal(
    const char *key, const char *about, const char *sealed, char out[SEALED_TEXT_MAX + 1]);
bool secret_is_sealed(const char *text);

/* Random bytes. */
void secret_bytes(void *out, size_t len);

/* A keyed hash of @what in hex: who doesn't know the token @key can't make it. */
void secret_derive(const char *key, const char *what, char out[TOKEN_SIZE]);

/* Equal texts of TOKEN_SIZE; anything else is not equal. In constant time. */
bool token_equal(const char *a, const char *b);

#endif
