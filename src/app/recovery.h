/*
 * Recovery codes: instead of a code of the second factor, each once. Fifty bits are few for a fast
 * hash, so a slow one is kept. All codes of an account share a salt: one hash looks a code up.
 */
#ifndef APP_RECOVERY_H
#define APP_RECOVERY_H

#include "app/app.h"

#define RECOVERY_CODES 10
#define RECOVERY_LETTERS 10 /* 50 bits */

struct recovery_codes {
	const char *codes[RECOVERY_CODES]; /* shown once */
	char hashes[RECOVERY_CODES][SLOW_SIZE];
};

/* Ten new codes for @account under @ctx. Takes its time: before the transaction. */
struct recovery_codes *recovery_make(TALLOC_CTX *ctx, int64_t account);

/* Keeps them instead of those it had, inside an open transaction. */
enum err recovery_put(
    struct app *app, int64_t account, const struct recovery_codes *codes, struct error *err);

/*
 * What @said would be kept as; people write blanks, hyphens and capitals. NULL when it can be no
 * code, or the account has none. Takes its time: before the transaction.
 */
enum err recovery_hash(TALLOC_CTX *ctx, struct app *app, int64_t account, const char *said,
    const char **hash, struct error *err);

/* Spends the code of that hash; *@right: it was there. *@left: how many are left then. */
enum err recovery_take(TALLOC_CTX *ctx, struct app *app, int64_t account, const char *hash,
    bool *right, int64_t *left, struct error *err);

/* Codes kept by a fast hash, of a database before schema 7, inside an open transaction. */
enum err recovery_strengthen(TALLOC_CTX *ctx, struct app *app, struct error *err);

#endif
