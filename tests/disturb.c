/*
 * A library for LD_PRELOAD that gets between the program and the disk: it counts the writes, lets
 * the n-th of them fail, and knows when the program is inside a COMMIT. Environment:
 *
 *   DISTURB_UNDER=DIR     only files whose path begins with DIR are meant
 *   DISTURB_FAIL=N        the N-th call that writes fails, «No space left on device»
 *   DISTURB_ON=1          and so does every later one
 *   DISTURB_STATE=FILE    where struct state is kept; it outlives a kill
 *   DISTURB_COMMIT_US=US  SIGKILL so many microseconds after a COMMIT began
 *
 * Calls that write: write, pwrite, ftruncate, fsync, fdatasync, fwrite, fflush, fclose, rename,
 * mkdir. Opening is left alone: a database that can't be opened is another test.
 */
#undef _FILE_OFFSET_BITS /* both names of each call are needed */
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

struct state {
	uint64_t calls;     /* that write, so far */
	uint64_t inside;    /* 1: in a COMMIT now */
	uint64_t commits;   /* that ended */
	uint64_t commit_us; /* how long the longest took */
};

static struct state *state;
static const char *under;
static uint64_t fail_at;
static int keep_failing;

static uint64_t
number(const char *name)
{
	const char *s = getenv(name);

	return s == NULL ? 0 : strtoull(s, NULL, 10);
}

__attribute__((constructor)) static void
start(void)
{
	static struct state own;
	const char *path = getenv("DISTURB_STATE");
	int fd = path == NULL ? -1 : open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0644);
	void *map = MAP_FAILED;

	under = getenv("DISTURB_UNDER");
	fail_at = number("DISTURB_FAIL");
	keep_failing = getenv("DISTURB_ON") != NULL;
	if (fd >= 0 && ftruncate(fd, sizeof own) == 0)
		map = mmap(NULL, sizeof own, PROT_READ | PROT_WRITE, MAP_SHARED, fd, 0);
	state = map == MAP_FAILED ? &own : map;
	*state = own;
}

/* Does a call on @path fail now? It is counted when it is one of ours. */
static int
fails_on(const char *path)
{
	if (state == NULL || under == NULL || strncmp(path, under, strlen(under)) != 0)
		return 0;
	state->calls++;
	if (fail_at == 0 || state->calls < fail_at || (state->calls > fail_at && !keep_failing))
		return 0;
	errno = ENOSPC;
	return 1;
}

static int
fails(int fd)
{
	char name[64], path[4096];
	ssize_t n;

	if (under == NULL)
		return 0;
	snprintf(name, sizeof name, "/proc/self/fd/%d", fd);
	n = readlink(name, path, sizeof path - 1);
	if (n < 0)
		return 0;
	path[n] = '\0';
	return fails_on(path);
}

#define REAL(name) ((__typeof__(&name))dlsym(RTLD_NEXT, #name))

ssize_t
write(int fd, const void *bytes, size_t n)
{
	return fails(fd) ? -1 : REAL(write)(fd, bytes, n);
}

ssize_t
pwrite(int fd, const void *bytes, size_t n, off_t at)
{
	return fails(fd) ? -1 : REAL(pwrite)(fd, bytes, n, at);
}

ssize_t
pwrite64(int fd, const void *bytes, size_t n, off64_t at)
{
	return fails(fd) ? -1 : REAL(pwrite64)(fd, bytes, n, at);
}

int
ftruncate64(int fd, off64_t size)
{
	return fails(fd) ? -1 : REAL(ftruncate64)(fd, size);
}

int
fsync(int fd)
{
	return fails(fd) ? -1 : REAL(fsync)(fd);
}

int
fdatasync(int fd)
{
	return fails(fd) ? -1 : REAL(fdatasync)(fd);
}

size_t
fwrite(const void *bytes, size_t size, size_t n, FILE *file)
{
	return fails(fileno(file)) ? 0 : REAL(fwrite)(bytes, size, n, file);
}

int
fflush(FILE *file)
{
	return file != NULL && fails(fileno(file)) ? EOF : REAL(fflush)(file);
}

int
fclose(FILE *file)
{
	int failed = (fcntl(fileno(file), F_GETFL) & O_ACCMODE) != O_RDONLY && fails(fileno(file));
	int result = REAL(fclose)(file);

	if (!failed)
		return result;
	errno = ENOSPC;
	return EOF;
}

int
rename(const char *from, const char *to)
{
	return fails_on(to) ? -1 : REAL(rename)(from, to);
}

int
mkdir(const char *path, mode_t mode)
{
	return fails_on(path) ? -1 : REAL(mkdir)(path, mode);
}

static uint64_t
now_us(void)
{
	struct timespec ts;

	clock_gettime(CLOCK_MONOTONIC, &ts);
	return (uint64_t)ts.tv_sec * 1000000 + (uint64_t)ts.tv_nsec / 1000;
}

/* Sets the clock that kills, if that was asked for. */
static void
arm(void)
{
	const char *us = getenv("DISTURB_COMMIT_US");
	struct sigevent event = {.sigev_notify = SIGEV_SIGNAL, .sigev_signo = SIGKILL};
	struct itimerspec when = {0};
	timer_t timer;

	if (us == NULL)
		return;
	when.it_value.tv_sec = (time_t)(number("DISTURB_COMMIT_US") / 1000000);
	when.it_value.tv_nsec = (long)(number("DISTURB_COMMIT_US") % 1000000) * 1000 + 1;
	if (timer_create(CLOCK_MONOTONIC, &event, &timer) == 0)
		timer_settime(timer, 0, &when, NULL);
}

static uint64_t
commit_begins(const char *sql)
{
	if (strcmp(sql, "COMMIT") != 0)
		return 0;
	state->inside = 1;
	arm();
	return now_us();
}

static void
commit_ended(uint64_t begun)
{
	uint64_t took = now_us() - begun;

	if (begun == 0)
		return;
	state->inside = 0;
	state->commits++;
	if (took > state->commit_us)
		state->commit_us = took;
}

/* The two calls by which the drivers commit; declared here, since neither library is linked. */
typedef int exec_sqlite(void *, const char *, void *, void *, char **);
typedef void *exec_postgres(void *, const char *);
exec_sqlite sqlite3_exec;
exec_postgres PQexec;

int
sqlite3_exec(void *db, const char *sql, void *row, void *arg, char **message)
{
	uint64_t begun = commit_begins(sql);
	int code = REAL(sqlite3_exec)(db, sql, row, arg, message);

	commit_ended(begun);
	return code;
}

void *
PQexec(void *connection, const char *sql)
{
	uint64_t begun = commit_begins(sql);
	void *result = REAL(PQexec)(connection, sql);

	commit_ended(begun);
	return result;
}
