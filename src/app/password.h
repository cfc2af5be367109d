/*
 * What may be a password: long enough, and with enough in it that is not guessed at once. No list
 * of leaked passwords is kept: hardly any of those that lists have is so long (docs/security.md).
 */
#ifndef APP_PASSWORD_H
#define APP_PASSWORD_H

#include "base/error.h"

#include <talloc.h>

#define PASSWORD_MIN 12 /* letters */
#define PASSWORD_MAX 128
#define PASSWORD_LEFT 8 /* letters that must be left without what is guessed */

/*
 * Pure. ERR_INVALID says what is wrong, never with the password itself. @known: texts with words
 * that who knows the person tries first: name, post, organisations; NULL ends them.
 *
 * Letters that belong to the login, to a word of @known or a frequent one (typed in either layout
 * of the keyboard), to a row of letters, digits or keys, to a year, or that only repeat what came
 * before, don't count; PASSWORD_LEFT others must be there.
 */
enum err password_check(TALLOC_CTX *ctx, const char *login, const char *const known[],
    const char *password, struct error *err);

#endif
