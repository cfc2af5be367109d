/* What may be a password: long enough, and not what is tried first. */
#ifndef APP_PASSWORD_H
#define APP_PASSWORD_H

#include "base/error.h"

#include <talloc.h>

#define PASSWORD_MIN 12 /* letters */
#define PASSWORD_MAX 128

/*
 * Pure. ERR_INVALID says what is wrong, never with the password itself. @authority: the name of
 * the authority, or NULL.
 */
enum err password_check(TALLOC_CTX *ctx, const char *login, const char *authority,
    const char *password, struct error *err);

#endif
