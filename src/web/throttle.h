/*
 * How often an address may try what guesses: passwords, codes, links. Beside the lock of each
 * account (app/account.h), which one address trying many accounts would never meet.
 */
#ifndef WEB_THROTTLE_H
#define WEB_THROTTLE_H

#include <stdbool.h>
#include <stdint.h>

#define THROTTLE_TRIES 30 /* that failed */
#define THROTTLE_MS ((int64_t)5 * 60 * 1000)

/*
 * Counts a try of @address at @now (ms); false when it had THROTTLE_TRIES within THROTTLE_MS. Of
 * IPv6 a network of 64 bits is one address: whoever has one has them all. A try is counted before
 * it is known how it ends, so that many at once are counted, too.
 */
bool throttle_try(const char *address, int64_t now);

/* @tries of @address were no failures: a whole office behind one address may sign in. */
void throttle_forgive(const char *address, int tries);

/* Forgets everything: for tests. */
void throttle_clear(void);

#endif
