/*
 * How often an address may try what guesses: passwords, codes, links. Beside the lock of each
 * account (app/account.h), which one address trying many accounts would never meet.
 */
#ifndef WEB_THROTTLE_H
#define WEB_THROTTLE_H

#include <stdbool.h>
#include <stdint.h>

#define THROTTLE_TRIES 30
#define THROTTLE_MS ((int64_t)5 * 60 * 1000)

/* Counts a try of @address at @now (ms); false when it had THROTTLE_TRIES within THROTTLE_MS. */
bool throttle_try(const char *address, int64_t now);

/* Forgets everything: for tests. */
void throttle_clear(void);

#endif
