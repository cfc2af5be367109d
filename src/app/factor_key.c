#include "app/factor_key.h"

#include "base/file.h"
#include "base/mem.h"
#include "store/statements.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#define KEY_LINE (TOKEN_SIZE) /* 256 bits in hex and the end of the line */

/* The key of the folder @dir in hex; ERR_NOT_FOUND when there is none. */
static enum err
read_key(TALLOC_CTX *ctx, const char *dir, const char **key, struct error *err)
{
	char *path = mem_printf(ctx, "%s/" FACTOR_KEY_FILE, dir), *bytes;
	struct stat st;
	size_t len;
	enum err e = file_read(ctx, path, KEY_LINE, &bytes, &len, err);

	if (e != OK)
		return e;
	if (stat(path, &st) != 0 || (st.st_mode & 077) != 0)
		return fail(err, ERR_IO,
		    MSG("{0} must be readable by its owner alone: chmod 600 {0}"), arg_text(path));
	if (len != KEY_LINE || bytes[len - 1] != '\n' ||
	    strspn(bytes, "0123456789abcdef") != TOKEN_SIZE - 1)
		return fail(err, ERR_IO, MSG("{0} is no key of Opora"), arg_text(path));
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
