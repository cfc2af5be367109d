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

/* What factor_verify() found. */
struct factor_state {
	int64_t looked_at; /* second factors that are on */
	bool wrong;        /* codes of some are refused, or will be */
	struct error what; /* when wrong: what it is, and what to do */
};

/*
 * Looks whether the file of the key is there, its owner's alone and the one that opens all second
 * factors that are on. That it is not is a finding in @out, not an error.
 */
enum err factor_verify(
    TALLOC_CTX *ctx, struct app *app, struct factor_state *out, struct error *err);

/* Takes the file of the key along from one data folder to another, which has none yet. */
enum err factor_key_copy(const char *from, const char *to, struct error *err);

#endif
