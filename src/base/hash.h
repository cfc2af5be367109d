/* SHA-256 (libsodium) and random bits. */
#ifndef BASE_HASH_H
#define BASE_HASH_H

#include <stddef.h>
#include <stdint.h>

#define SHA256_SIZE 32
#define SHA256_TEXT_SIZE 65 /* 64 lower-case hex digits and NUL */
#define UID_TEXT_SIZE 33    /* 128 random bits in hex and NUL */

/* Before anything else here, once, in main. */
void hash_start(void);

struct sha256 {
	_Alignas(16) unsigned char state[256]; /* libsodium's, opaque here */
};

void sha256_begin(struct sha256 *s);
void sha256_add(struct sha256 *s, const void *bytes, size_t len);
void sha256_end(struct sha256 *s, char out[SHA256_TEXT_SIZE]);
void sha256_of(const void *bytes, size_t len, char out[SHA256_TEXT_SIZE]);

/* The same as bytes. */
void sha256_bytes(const void *bytes, size_t len, unsigned char out[SHA256_SIZE]);

void uid_new(char out[UID_TEXT_SIZE]);

#endif
