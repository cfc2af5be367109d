#include "intake/xls.h"

#include "base/buf.h"
#include "base/mem.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <spawn.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#define CHUNK ((size_t)256 << 10)

static struct {
	const char *program, *word;
	int seconds;
} child;

/* How a reading ended. */
enum end { END_QUIET, END_TIME, END_SIZE };

void
xls_set_child(const char *program, const char *word, int seconds)
{
	child.program = program;
	child.word = word;
	child.seconds = seconds;
}

static int64_t
milliseconds(void)
{
	struct timespec t;

	clock_gettime(CLOCK_MONOTONIC, &t);
	return (int64_t)t.tv_sec * 1000 + t.tv_nsec / 1000000;
}

static enum err
not_started(int number, struct error *err)
{
	return fail(err, ERR_IO, MSG("the reading of .xls files can't be started: {0}"),
	    arg_text(strerror(number)));
}

/* Moves @fd out of the way of 0, 1 and 2, which may be closed in this process. */
static int
above_standard(int fd)
{
	int moved;

	if (fd < 0 || fd > 2)
		return fd;
	moved = fcntl(fd, F_DUPFD_CLOEXEC, 3);
	close(fd);
	return moved;
}

/* The file as an open file without a name, which the child can't change. */
static int
memory_file(const char *bytes, size_t len)
{
	int fd = above_standard(memfd_create("xls", MFD_CLOEXEC | MFD_ALLOW_SEALING));
	ssize_t n;

	while (fd >= 0 && len > 0) {
		n = write(fd, bytes, len);
		if (n < 0 && errno == EINTR)
			continue;
		if (n <= 0) {
			close(fd);
			return -1;
		}
		bytes += n;
		len -= (size_t)n;
	}
	if (fd >= 0)
		fcntl(fd, F_ADD_SEALS, F_SEAL_WRITE | F_SEAL_GROW | F_SEAL_SHRINK | F_SEAL_SEAL);
	return fd;
}

/*
 * No environment, no open file but in, out and /dev/null, signals as a new program has them, and
 * a process group of its own: Ctrl-C is for the parent to deal with.
 */
static int
spawn(int in, int out, pid_t *pid)
{
	char *argv[] = {(char *)"opora", (char *)child.word, NULL}, *envp[] = {NULL};
	posix_spawn_file_actions_t files;
	posix_spawnattr_t attr;
	sigset_t none, all;
	int e;

	sigemptyset(&none);
	sigfillset(&all);
	posix_spawnattr_init(&attr);
	posix_spawnattr_setflags(
	    &attr, POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF | POSIX_SPAWN_SETPGROUP);
	posix_spawnattr_setsigmask(&attr, &none);
	posix_spawnattr_setsigdefault(&attr, &all);
	posix_spawn_file_actions_init(&files);
	posix_spawn_file_actions_adddup2(&files, in, STDIN_FILENO);
	posix_spawn_file_actions_adddup2(&files, out, STDOUT_FILENO);
	posix_spawn_file_actions_addopen(&files, STDERR_FILENO, "/dev/null", O_WRONLY, 0);
	posix_spawn_file_actions_addclosefrom_np(&files, 3);
	e = posix_spawn(pid, child.program, &files, &attr, argv, envp);
	posix_spawn_file_actions_destroy(&files);
	posix_spawnattr_destroy(&attr);
	return e;
}

/* Takes what the child says until it is silent, says too much, or the time is over. */
static enum end
listen_to(int fd, int64_t until, struct buf *said)
{
	struct pollfd p = {fd, POLLIN, 0};
	char *chunk = mem_array(said->ctx, char, CHUNK);
	enum end end = END_QUIET;
	int64_t left;
	ssize_t n;

	for (;;) {
		left = until - milliseconds();
		if (left <= 0) {
			end = END_TIME;
			break;
		}
		if (poll(&p, 1, (int)left) <= 0)
			continue; /* a signal, or the time is over */
		n = read(fd, chunk, CHUNK);
		if (n < 0 && errno == EINTR)
			continue;
		if (n <= 0)
			break;
		buf_add(said, chunk, (size_t)n);
		if (said->full) {
			end = END_SIZE;
			break;
		}
	}
	talloc_free(chunk);
	return end;
}

/*
 * Gives a silent child time to end by itself, so that how it ends can be told; kills it when the
 * time is over. -1 if its end is not known.
 */
static int
wait_for(pid_t pid, int64_t until)
{
	const struct timespec moment = {0, 1000000};
	int status, sleeps = 0;
	pid_t got;

	for (;;) {
		if (milliseconds() >= until)
			kill(pid, SIGKILL);
		got = waitpid(pid, &status, milliseconds() >= until ? 0 : WNOHANG);
		if (got == pid)
			return status;
		if (got < 0 && errno != EINTR)
			return -1;
		if (sleeps++ > 0)
			nanosleep(&moment, NULL);
	}
}

static enum err
too_slow(struct error *err)
{
	return fail(err, ERR_INVALID,
	    MSG("the .xls file took too long to read: it is damaged or too large; open it in a "
		"spreadsheet program, save it as .xlsx and load that"));
}

/* The sentence for a child that did not say all. */
static enum err
explain(enum end end, int status, struct error *err)
{
	bool exited = status >= 0 && WIFEXITED(status);

	if (end == END_TIME || (status >= 0 && WIFSIGNALED(status) &&
				   (WTERMSIG(status) == SIGXCPU || WTERMSIG(status) == SIGKILL)))
		return too_slow(err);
	if (end == END_SIZE)
		return fail(err, ERR_INVALID,
		    MSG("the texts of the .xls file take more than {0} MiB; divide it into "
			"several"),
		    arg_int((int64_t)(XLS_STREAM_MAX >> 20)));
	if (exited && WEXITSTATUS(status) == 6) /* mem_exhausted() */
		return fail(err, ERR_INVALID,
		    MSG("reading the .xls file takes more than {0} MiB of memory; open it in a "
			"spreadsheet program, save it as .xlsx and load that"),
		    arg_int((int64_t)(XLS_MEMORY_MAX >> 20)));
	if (exited && WEXITSTATUS(status) == 127)
		return not_started(ENOENT, err);
	return xls_damaged(err);
}

static enum err
read_from(struct workbook *wb, pid_t pid, int fd, struct error *err)
{
	int64_t until = milliseconds() + (int64_t)child.seconds * 1000;
	struct buf said = buf_new(wb, XLS_STREAM_MAX);
	enum end end = listen_to(fd, until, &said);
	bool complete = false;
	struct error why;
	int status;
	enum err e = ERR_INVALID;

	if (end == END_QUIET)
		e = xls_stream_open(wb, said.bytes, said.len, &complete, &why);
	status = wait_for(pid, end == END_QUIET && !complete ? until : 0);
	if (!complete)
		return explain(end, status, err);
	if (e != OK && err != NULL)
		*err = why;
	return e;
}

enum err
xls_open(struct workbook *wb, const char *bytes, size_t len, struct error *err)
{
	int in, out[2], e;
	enum err result;
	pid_t pid;

	if (child.program == NULL)
		return fail(err, ERR_INVALID,
		    MSG("this program does not read .xls files: open it in a spreadsheet program, "
			"save it as .xlsx and load that"));
	if (len > XLS_BYTES_MAX)
		return fail(err, ERR_INVALID,
		    MSG("the .xls file is larger than {0} MiB: open it in a spreadsheet program, "
			"save it as .xlsx and load that"),
		    arg_int((int64_t)(XLS_BYTES_MAX >> 20)));
	in = memory_file(bytes, len);
	if (in < 0 || pipe2(out, O_CLOEXEC) != 0) {
		e = errno;
		if (in >= 0)
			close(in);
		return not_started(e, err);
	}
	out[0] = above_standard(out[0]);
	out[1] = above_standard(out[1]);
	e = spawn(in, out[1], &pid);
	close(in);
	close(out[1]);
	result = e == 0 ? read_from(wb, pid, out[0], err) : not_started(e, err);
	close(out[0]);
	return result;
}
