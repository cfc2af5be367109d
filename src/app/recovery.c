#include "app/recovery.h"

#include "base/hash.h"
#include "base/mem.h"
#include "store/statements.h"

#include <string.h>

/* «NUMBER code»: the same code of another account is another digest. */
static void
digest_of(TALLOC_CTX *ctx, int64_t account, const char *said, char out[SHA256_TEXT_SIZE])
{
	char *text = mem_printf(ctx, "%lld %s", (long long)account, said);
	char *at = text + (strlen(text) - strlen(said));

	for (; *said != '\0'; said++) {
		if (*said >= 'A' && *said <= 'Z')
			*at++ = (char)(*said - 'A' + 'a');
		else if (*said != ' ' && *said != '-')
			*at++ = *said;
	}
	sha256_of(text, (size_t)(at - text), out);
}

struct recovery_codes *
recovery_make(TALLOC_CTX *ctx, int64_t account)
{
	struct recovery_codes *r = mem_new(ctx, struct recovery_codes);
	char digest[SHA256_TEXT_SIZE];
	size_t i;

	for (i = 0; i < RECOVERY_CODES; i++) {
		char *code = mem_array(r, char, RECOVERY_LETTERS + 1);

		secret_code(code, RECOVERY_LETTERS);
		digest_of(r, account, code, digest);
		secret_slow(digest, i == 0 ? NULL : r->hashes[0], r->hashes[i]);
		r->codes[i] = code;
	}
	return r;
}

enum err
recovery_put(
    struct app *app, int64_t account, const struct recovery_codes *codes, struct error *err)
{
	enum err e = db_recovery_clear(app->db, account, err);
	size_t i;

	for (i = 0; e == OK && i < RECOVERY_CODES; i++)
		e = db_recovery_add(app->db, codes->hashes[i], account, err);
	return e;
}

static bool
may_be_code(const char *said)
{
	return strlen(said) >= RECOVERY_LETTERS && strlen(said) <= (size_t)3 * RECOVERY_LETTERS;
}

enum err
recovery_hash(TALLOC_CTX *ctx, struct app *app, int64_t account, const char *said,
    const char **hash, struct error *err)
{
	char digest[SHA256_TEXT_SIZE], *out = mem_array(ctx, char, SLOW_SIZE);
	struct db_recovery_any any;
	bool found = false;
	enum err e = OK;

	*hash = NULL;
	if (may_be_code(said))
		e = db_recovery_any(ctx, app->db, account, &any, &found, err);
	if (e != OK || !found)
		return e;
	digest_of(ctx, account, said, digest);
	if (secret_slow(digest, any.hash, out))
		*hash = out;
	return OK;
}

enum err
recovery_take(TALLOC_CTX *ctx, struct app *app, int64_t account, const char *hash, bool *right,
    int64_t *left, struct error *err)
{
	struct db_recovery_take taken;
	struct db_recovery_count count;
	bool found;
	enum err e = OK;

	*right = false;
	if (hash != NULL)
		e = db_recovery_take(ctx, app->db, hash, account, &taken, right, err);
	if (e == OK && *right) {
		e = db_recovery_count(ctx, app->db, account, &count, &found, err);
		*left = e == OK ? count.n : -1;
	}
	return e;
}

/* The digests of before are what the slow hash is made of now: nobody needs new codes. */
enum err
recovery_strengthen(TALLOC_CTX *ctx, struct app *app, struct error *err)
{
	struct db_recovery_all *rows;
	char hash[SLOW_SIZE], salt[SLOW_SIZE];
	size_t n = 0, i;
	enum err e = db_recovery_all(ctx, app->db, &rows, &n, err);

	for (i = 0; e == OK && i < n; i++) {
		bool same = i > 0 && rows[i].account == rows[i - 1].account;

		if (strlen(rows[i].hash) != SHA256_TEXT_SIZE - 1)
			continue; /* slow already */
		secret_slow(rows[i].hash, same ? salt : NULL, hash);
		memcpy(salt, hash, sizeof salt);
		e = db_recovery_change(app->db, rows[i].hash, hash, err);
	}
	return e;
}
