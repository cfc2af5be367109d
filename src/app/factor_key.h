/*
 * The keys of second factors (TOTP) are kept encrypted: XChaCha20-Poly1305 with a key that lies
 * beside the database, in the file secret.key of the data folder (0600), and in no backup. Who gets
 * only the database or a backup can make no codes. docs/decisions/0010 says why.
 */
#ifndef APP_FACTOR_KEY_H
#define APP_FACTOR_KEY_H

#include "app/app.h"

#define FACTOR_KEY_FILE "secret.key"

/* @secret of @account as it is kept, under @ctx. The first one makes the file of the key. */
enum err factor_seal(TALLOC_CTX *ctx, struct app *app, int64_t account, const char *secret,
    const char **out, struct error *err);

/* The secret that is @kept for @account. ERR_DENIED says what to do when the file is not the one.
 */
enum err factor_unseal(TALLOC_CTX *ctx, struct app *app, int64_t account, const char *kept,
    const char **out, struct error *err);

/* Seals those that lie open, of a database before schema 7, inside an open transaction. */
enum err factor_seal_open_ones(TALLOC_CTX *ctx, struct app *app, struct error *err);

/* Takes the file of the key along from one data folder to another, which has none yet. */
enum err factor_key_copy(const char *from, const char *to, struct error *err);

#endif
