#include "store/files.h"

#include "base/file.h"
#include "base/hash.h"
#include "base/mem.h"

#include <dirent.h>
#include <errno.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#define FILE_MAX ((size_t)250 << 20)
#define ENTRIES_MAX 1000000
#define DAY_SECONDS (24 * 60 * 60)

static char *
path_of(TALLOC_CTX *ctx, const char *dir, const char *sha256)
{
	return mem_printf(ctx, "%s/files/%.2s/%s", dir, sha256, sha256 + 2);
}

static enum err
make_folder(const char *path, struct error *err)
{
	if (mkdir(path, 0750) == 0 || errno == EEXIST)
		return OK;
	return fail(err, ERR_IO, MSG("{0}: {1}"), arg_text(path), arg_errno(errno));
}

enum err
files_put(const char *dir, const char *sha256, const void *bytes, size_t len, struct error *err)
{
	TALLOC_CTX *local = mem_check(talloc_new(NULL));
	char *path = path_of(local, dir, sha256);
	enum err e;

	e = make_folder(mem_printf(local, "%s/files", dir), err);
	if (e == OK)
		e = make_folder(mem_printf(local, "%s/files/%.2s", dir, sha256), err);
	if (e == OK && files_verify(dir, sha256, NULL) != OK)
		e = file_write(path, bytes, len, err);
	talloc_free(local);
	return e;
}

void
files_remove(const char *dir, const char *sha256)
{
	char *path = path_of(NULL, dir, sha256);

	unlink(path);
	talloc_free(path);
}

enum err
files_copy(const char *from_dir, const char *to_dir, const char *sha256, struct error *err)
{
	TALLOC_CTX *ctx = mem_check(talloc_new(NULL));
	char *path = path_of(ctx, from_dir, sha256), *bytes;
	size_t len;
	enum err e = file_read(ctx, path, FILE_MAX, &bytes, &len, err);

	if (e == OK)
		e = files_put(to_dir, sha256, bytes, len, err);
	if (e == OK)
		e = files_verify(to_dir, sha256, err);
	talloc_free(ctx);
	return e;
}

enum err
files_verify(const char *dir, const char *sha256, struct error *err)
{
	TALLOC_CTX *local = mem_check(talloc_new(NULL));
	char digest[SHA256_TEXT_SIZE], *bytes;
	size_t len;
	enum err e = file_read(local, path_of(local, dir, sha256), FILE_MAX, &bytes, &len, err);

	if (e == OK) {
		sha256_of(bytes, len, digest);
		if (strcmp(digest, sha256) != 0)
			e = fail(err, ERR_INVALID, MSG("the kept file {0} was changed"),
			    arg_text(sha256));
	}
	talloc_free(local);
	return e;
}

/* The entries of the folder @path, without those that begin with a point. */
static size_t
entries(TALLOC_CTX *ctx, const char *path, char ***out)
{
	DIR *d = opendir(path);
	struct dirent *entry;
	size_t n = 0;

	*out = NULL;
	if (d == NULL)
		return 0;
	while (n < ENTRIES_MAX && (entry = readdir(d)) != NULL) {
		if (entry->d_name[0] != '.')
			mem_push(ctx, *out, n) = mem_strdup(ctx, entry->d_name);
	}
	closedir(d);
	return n;
}

void
files_list(const char *dir, files_each *each, void *arg)
{
	TALLOC_CTX *local = mem_check(talloc_new(NULL));
	char **folders, **names;
	size_t n, m, i, k;

	n = entries(local, mem_printf(local, "%s/files", dir), &folders);
	for (i = 0; i < n; i++) {
		m = entries(local, mem_printf(local, "%s/files/%s", dir, folders[i]), &names);
		for (k = 0; k < m; k++)
			each(arg, mem_printf(local, "files/%s/%s", folders[i], names[k]));
	}
	talloc_free(local);
}

int
files_sweep(const char *dir, int64_t now)
{
	TALLOC_CTX *local = mem_check(talloc_new(NULL));
	char **names, *path;
	struct stat st;
	size_t i, n = entries(local, mem_printf(local, "%s/tmp", dir), &names);
	int swept = 0;

	for (i = 0; i < n; i++) {
		path = mem_printf(local, "%s/tmp/%s", dir, names[i]);
		if (lstat(path, &st) == 0 && S_ISREG(st.st_mode) &&
		    now / 1000 - st.st_mtime > DAY_SECONDS && unlink(path) == 0)
			swept++;
	}
	talloc_free(local);
	return swept;
}
