#include "base/file.h"

#include "base/hash.h"
#include "base/mem.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

static enum err
read_all(TALLOC_CTX *ctx, int fd, const char *path, size_t max, char **bytes, size_t *len,
    struct error *err)
{
	struct stat st;
	size_t room, done = 0;
	ssize_t n;
	char *out;

	if (fstat(fd, &st) != 0)
		return fail(err, ERR_IO, MSG("{0}: {1}"), arg_text(path), arg_errno(errno));
	if (S_ISDIR(st.st_mode))
		return fail(err, ERR_INVALID, MSG("{0} is a folder, not a file"), arg_text(path));
	if (!S_ISREG(st.st_mode))
		return fail(err, ERR_INVALID, MSG("{0} is not a plain file"), arg_text(path));
	if ((size_t)st.st_size > max)
		return fail(err, ERR_INVALID, MSG("{0} is larger than {1} MiB"), arg_text(path),
		    arg_int((int64_t)(max >> 20)));
	room = (size_t)st.st_size;
	out = mem_check(talloc_size(ctx, room + 1));
	while (done < room) {
		n = read(fd, out + done, room - done);
		if (n < 0 && errno == EINTR)
			continue;
		if (n < 0) {
			talloc_free(out);
			return fail(err, ERR_IO, MSG("{0}: {1}"), arg_text(path), arg_errno(errno));
		}
		if (n == 0)
			break;
		done += (size_t)n;
	}
	out[done] = '\0';
	*bytes = out;
	*len = done;
	return OK;
}

enum err
file_read(
    TALLOC_CTX *ctx, const char *path, size_t max, char **bytes, size_t *len, struct error *err)
{
	int fd = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK);
	enum err e;

	if (fd < 0 && errno == ENOENT)
		return fail(err, ERR_NOT_FOUND, MSG("there is no file {0}"), arg_text(path));
	if (fd < 0)
		return fail(err, ERR_IO, MSG("{0}: {1}"), arg_text(path), arg_errno(errno));
	e = read_all(ctx, fd, path, max, bytes, len, err);
	close(fd);
	return e;
}

static bool
write_all(int fd, const char *bytes, size_t len)
{
	ssize_t n;

	while (len > 0) {
		n = write(fd, bytes, len);
		if (n < 0 && errno == EINTR)
			continue;
		if (n <= 0)
			return false;
		bytes += n;
		len -= (size_t)n;
	}
	return true;
}

/* After a loss of power the new name is there only if its folder was written too. */
static void
sync_folder(const char *path)
{
	char *folder = mem_printf(NULL, "%.*s.", (int)(file_name(path) - path), path);
	int fd = open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC);

	if (fd >= 0) {
		fsync(fd);
		close(fd);
	}
	talloc_free(folder);
}

/* The errno of what failed; 0 = @bytes are in the new file @path, and on the disk. */
static int
write_new(const char *path, const void *bytes, size_t len, mode_t mode)
{
	int fd = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, mode), why = 0;

	if (fd < 0)
		return errno;
	if (!write_all(fd, bytes, len) || fsync(fd) != 0)
		why = errno;
	if (close(fd) != 0 && why == 0)
		why = errno;
	if (why != 0)
		unlink(path);
	return why;
}

/* Beside @path first, then under its name: @over the file that is there, or only when none is. */
static enum err
write_beside(
    const char *path, const void *bytes, size_t len, mode_t mode, bool over, struct error *err)
{
	char unique[UID_TEXT_SIZE], *temp;
	int why;

	uid_new(unique);
	temp = mem_printf(NULL, "%s.%s.tmp", path, unique);
	why = write_new(temp, bytes, len, mode);
	if (why == 0) {
		if ((over ? rename(temp, path) : link(temp, path)) != 0 &&
		    (over || errno != EEXIST))
			why = errno;
		if (why != 0 || !over)
			unlink(temp);
	}
	if (why == 0)
		sync_folder(path);
	talloc_free(temp);
	return why == 0 ? OK : fail(err, ERR_IO, MSG("{0}: {1}"), arg_text(path), arg_errno(why));
}

enum err
file_write(const char *path, const void *bytes, size_t len, struct error *err)
{
	return write_beside(path, bytes, len, 0644, true, err);
}

enum err
file_make_secret(const char *path, const void *bytes, size_t len, struct error *err)
{
	return write_beside(path, bytes, len, 0600, false, err);
}

const char *
file_name(const char *path)
{
	const char *slash = strrchr(path, '/');

	return slash == NULL ? path : slash + 1;
}
