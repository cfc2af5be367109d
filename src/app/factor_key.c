#include "app/factor_key.h"

#include "base/buf.h"
#include "base/file.h"
#include "base/mem.h"
#include "store/statements.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#define KEY_LINE (TOKEN_SIZE) /* 256 bits in hex and the end of the line */

static enum err
no_key(const char *path, struct error *err)
{
	return fail(err, ERR_IO,
	    MSG("{0} is no key of Opora: put the copy that was kept apart in its place; if there "
		"is none, delete the file and take every second factor off (opora user reset-2fa)"),
	    arg_text(path));
}

/* The key of the folder @dir in hex; ERR_NOT_FOUND when there is none. */
static enum err
read_key(TALLOC_CTX *ctx, const char *dir, const char **key, struct error *err)
{
	char *path = mem_printf(ctx, "%s/" FACTOR_KEY_FILE, dir), *bytes;
	struct stat st;
	size_t len;
	enum err e = file_read(ctx, path, KEY_LINE, &bytes, &len, err);

	if (e == ERR_INVALID) /* longer than a key, or a folder */
		return no_key(path, err);
	if (e != OK)
		return e;
	if (stat(path, &st) != 0 || (st.st_mode & 077) != 0)
		return fail(err, ERR_IO,
		    MSG("{0} must be readable by its owner alone: chmod 600 {0}"), arg_text(path));
	if (len != KEY_LINE || bytes[len - 1] != '\n' ||
	    strspn(bytes, "0123456789abcdef") != TOKEN_SIZE - 1)
		return no_key(path, err);
	bytes[len - 1] = '\0';
	*key = bytes;
	return OK;
}

static bool
write_line(const char *path, const char *line)
{
	int fd = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
	size_t len = strlen(line);
	bool written;

	if (fd < 0)
		return false;
	written = write(fd, line, len) == (ssize_t)len && fsync(fd) == 0;
	return close(fd) == 0 && written;
}

/* Whole or not at all: whoever is first makes it, the others read his. */
static enum err
put_key(const char *dir, const char *key, struct error *err)
{
	TALLOC_CTX *local = mem_check(talloc_new(NULL));
	char *path = mem_printf(local, "%s/" FACTOR_KEY_FILE, dir);
	char *beside = mem_printf(local, "%s.%.16s", path, key);
	bool made = write_line(beside, mem_printf(local, "%s\n", key)) &&
		    (link(beside, path) == 0 || errno == EEXIST);
	enum err e =
	    made ? OK : fail(err, ERR_IO, MSG("{0}: {1}"), arg_text(path), arg_errno(errno));

	unlink(beside);
	talloc_free(local);
	return e;
}

static enum err
key_to_seal(TALLOC_CTX *ctx, struct app *app, const char **key, struct error *err)
{
	char fresh[TOKEN_SIZE];
	enum err e = read_key(ctx, app->dir, key, err);

	if (e != ERR_NOT_FOUND)
		return e;
	token_new(fresh);
	e = put_key(app->dir, fresh, err);
	return e == OK ? read_key(ctx, app->dir, key, err) : e;
}

/* A secret belongs to its account: that of another is none. */
static const char *
about(TALLOC_CTX *ctx, int64_t account)
{
	return mem_printf(ctx, "second factor %lld", (long long)account);
}

enum err
factor_seal(TALLOC_CTX *ctx, struct app *app, int64_t account, const char *secret, const char **out,
    struct error *err)
{
	char *sealed = mem_array(ctx, char, SEALED_SIZE);
	const char *key;
	enum err e = key_to_seal(ctx, app, &key, err);

	if (e != OK)
		return e;
	secret_seal(key, about(ctx, account), secret, sealed);
	*out = sealed;
	return OK;
}

enum err
factor_unseal(TALLOC_CTX *ctx, struct app *app, int64_t account, const char *kept, const char **out,
    struct error *err)
{
	char *secret = mem_array(ctx, char, SEALED_TEXT_MAX + 1);
	const char *key;
	enum err e = read_key(ctx, app->dir, &key, err);

	if (e == OK && kept != NULL && secret_unseal(key, about(ctx, account), kept, secret)) {
		*out = secret;
		return OK;
	}
	return e != OK && e != ERR_NOT_FOUND
		   ? e
		   : fail(err, ERR_DENIED,
			 MSG("codes of the second factor can't be checked: the file secret.key is "
			     "not in the data folder, or is another one. Take a recovery code, or "
			     "ask the administrator to put the file back or to take your second "
			     "factor off"));
}

enum err
factor_seal_open_ones(TALLOC_CTX *ctx, struct app *app, struct error *err)
{
	struct db_totp_all *rows;
	const char *sealed;
	size_t n = 0, i;
	enum err e = db_totp_all(ctx, app->db, &rows, &n, err);

	for (i = 0; e == OK && i < n; i++) {
		if (secret_is_sealed(rows[i].secret))
			continue;
		e = factor_seal(ctx, app, rows[i].account, rows[i].secret, &sealed, err);
		if (e == OK)
			e = db_totp_change(app->db, rows[i].account, sealed, err);
	}
	return e;
}

/* How many of @rows don't open with @key; *@names are their logins. */
static int64_t
count_closed(TALLOC_CTX *ctx, const char *key, const struct db_factors_on *rows, size_t n,
    const char **names)
{
	struct buf logins = buf_new(ctx, ERROR_TEXT); /* an error cuts what is longer */
	char secret[SEALED_TEXT_MAX + 1];
	int64_t closed = 0;
	size_t i;

	for (i = 0; i < n; i++) {
		if (rows[i].secret != NULL &&
		    secret_unseal(key, about(ctx, rows[i].account), rows[i].secret, secret))
			continue;
		buf_printf(&logins, "%s%s", closed++ == 0 ? "" : ", ", rows[i].login);
	}
	*names = logins.bytes;
	return closed;
}

static void
tell_missing(const char *dir, size_t n, struct error *what)
{
	fail(what, ERR_IO,
	    MSG_N("{1}/secret.key is not there, and codes of {0} second factor can't be checked. "
		  "Put the copy of it that was kept apart in its place; if there is none, take the "
		  "second factor off (opora user reset-2fa)",
		"{1}/secret.key is not there, and codes of {0} second factors can't be checked. "
		"Put the copy of it that was kept apart in its place; if there is none, take the "
		"second factors off (opora user reset-2fa)"),
	    arg_int((int64_t)n), arg_text(dir));
}

static void
tell_closed(const char *dir, int64_t closed, const char *logins, struct error *what)
{
	fail(what, ERR_IO,
	    MSG_N(
		"{1}/secret.key is not the key that {0} second factor was set up with. Put the "
		"copy that was kept apart in its place; if there is none, take this one off (opora "
		"user reset-2fa): {2}",
		"{1}/secret.key is not the key that {0} second factors were set up with. Put the "
		"copy that was kept apart in its place; if there is none, take these off (opora "
		"user reset-2fa): {2}"),
	    arg_int(closed), arg_text(dir), arg_text(logins));
}

enum err
factor_verify(TALLOC_CTX *ctx, struct app *app, struct factor_state *out, struct error *err)
{
	struct db_factors_on *rows;
	const char *key, *logins;
	int64_t closed;
	size_t n = 0;
	enum err e = db_factors_on(ctx, app->db, &rows, &n, err);

	*out = (struct factor_state){.looked_at = (int64_t)n};
	if (e != OK)
		return e;
	e = read_key(ctx, app->dir, &key, &out->what);
	out->wrong = e != OK && (e != ERR_NOT_FOUND || n > 0);
	if (e == ERR_NOT_FOUND && n > 0)
		tell_missing(app->dir, n, &out->what);
	if (e != OK)
		return OK;
	closed = count_closed(ctx, key, rows, n, &logins);
	out->wrong = closed > 0;
	if (closed > 0)
		tell_closed(app->dir, closed, logins, &out->what);
	return OK;
}

enum err
factor_key_copy(const char *from, const char *to, struct error *err)
{
	TALLOC_CTX *local = mem_check(talloc_new(NULL));
	const char *key;
	enum err e = read_key(local, from, &key, err);

	if (e == OK)
		e = put_key(to, key, err);
	talloc_free(local);
	return e == ERR_NOT_FOUND ? OK : e;
}
