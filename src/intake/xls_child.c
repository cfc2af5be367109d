/*
 * The child's side: see xls.h. Records of the stream are a letter, the length of what follows (4
 * bytes, the machine's own order) and that many bytes:
 *
 *   S  hidden (1 byte), name
 *   M  row1, row2, column1, column2 (4 bytes each), of the sheet before
 *   R  number, count of cells (4 bytes each), then for each its length (4 bytes) and its text
 *   F  why the file can't be read (enum xls_failure, 1 byte); the last one
 *   E  nothing: all was read
 */
#include "intake/biff.h"
#include "intake/xls.h"

#include "base/mem.h"

#include <errno.h>
#include <linux/audit.h>
#include <linux/filter.h>
#include <linux/seccomp.h>
#include <signal.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

#if defined(__has_feature)
#if __has_feature(address_sanitizer)
#define SANITIZED 1
#endif
#elif defined(__SANITIZE_ADDRESS__)
#define SANITIZED 1
#endif
#ifndef SANITIZED
#define SANITIZED 0
#endif

struct writer {
	char block[64 << 10];
	size_t used;
	size_t said; /* in all */
};

static void
flush(struct writer *w)
{
	size_t at = 0;
	ssize_t n;

	while (at < w->used) {
		n = write(STDOUT_FILENO, w->block + at, w->used - at);
		if (n < 0 && errno == EINTR)
			continue;
		if (n <= 0)
			_exit(1); /* nobody listens any more */
		at += (size_t)n;
	}
	w->used = 0;
}

static void
say(struct writer *w, const void *bytes, size_t len)
{
	size_t n;

	w->said += len;
	while (len > 0) {
		if (w->used == sizeof w->block)
			flush(w);
		n = sizeof w->block - w->used < len ? sizeof w->block - w->used : len;
		memcpy(w->block + w->used, bytes, n);
		w->used += n;
		bytes = (const char *)bytes + n;
		len -= n;
	}
}

static void
say_number(struct writer *w, size_t n)
{
	uint32_t x = (uint32_t)n;

	say(w, &x, sizeof x);
}

static void
say_sheet(void *data, const char *name, size_t len, bool hidden)
{
	say(data, "S", 1);
	say_number(data, len + 1);
	say(data, hidden ? "\1" : "\0", 1);
	say(data, name, len);
}

static void
say_merge(void *data, const struct cell_range *m)
{
	say(data, "M", 1);
	say_number(data, 16);
	say_number(data, (size_t)m->row1);
	say_number(data, (size_t)m->row2);
	say_number(data, (size_t)m->column1);
	say_number(data, (size_t)m->column2);
}

static bool
say_row(void *data, const struct sheet_row *row)
{
	struct writer *w = data;
	size_t len = 8 + 4 * row->count, i;

	for (i = 0; i < row->count; i++)
		len += row->cells[i].len;
	if (len + 64 > XLS_STREAM_MAX - w->said)
		return false;
	say(w, "R", 1);
	say_number(w, len);
	say_number(w, (size_t)row->number);
	say_number(w, row->count);
	for (i = 0; i < row->count; i++) {
		say_number(w, row->cells[i].len);
		say(w, row->cells[i].text, row->cells[i].len);
	}
	return true;
}

static void
limit(int what, rlim_t most)
{
	struct rlimit l = {most, most};

	if (setrlimit(what, &l) != 0)
		_exit(1);
}

/*
 * From here on the kernel refuses all but what memory, the pipe and the end need. Only for
 * machines where the numbers of calls are those this file was built with.
 */
static void
lock(void)
{
#if defined(__x86_64__) && !SANITIZED
#define ALLOW(call)                                                                                \
	BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, SYS_##call, 0, 1),                                     \
	    BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ALLOW)
	struct sock_filter rules[] = {
	    BPF_STMT(BPF_LD | BPF_W | BPF_ABS, offsetof(struct seccomp_data, arch)),
	    BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, AUDIT_ARCH_X86_64, 1, 0),
	    BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_KILL_PROCESS),
	    BPF_STMT(BPF_LD | BPF_W | BPF_ABS, offsetof(struct seccomp_data, nr)),
	    ALLOW(read),
	    ALLOW(write),
	    ALLOW(brk),
	    ALLOW(mmap),
	    ALLOW(munmap),
	    ALLOW(mremap),
	    ALLOW(madvise),
	    ALLOW(futex),
	    ALLOW(getrandom),
	    ALLOW(rt_sigreturn),
	    ALLOW(exit),
	    ALLOW(exit_group),
	    BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ERRNO | EPERM),
	};
	struct sock_fprog program = {sizeof rules / sizeof *rules, rules};

	/* Where the kernel knows no such filter, the limits above must do. */
	prctl(PR_SET_SECCOMP, SECCOMP_MODE_FILTER, &program);
#endif
}

/* A sanitizer reserves more address space than there is; its builds go without that limit. */
static void
limit_all(void)
{
	prctl(PR_SET_PDEATHSIG, SIGKILL);
	prctl(PR_SET_DUMPABLE, 0);
	prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0);
	limit(RLIMIT_CORE, 0);
	limit(RLIMIT_CPU, XLS_CPU_SECONDS);
	limit(RLIMIT_FSIZE, 0);
	limit(RLIMIT_NOFILE, 3);
	if (!SANITIZED)
		limit(RLIMIT_AS, XLS_MEMORY_MAX);
}

_Noreturn void
xls_child(void)
{
	static struct writer w;
	const struct biff_output out = {&w, say_sheet, say_merge, say_row};
	enum xls_failure failed = XLS_DAMAGED;
	void *bytes = MAP_FAILED;
	struct stat st;
	char why;

	limit_all();
	if (fstat(STDIN_FILENO, &st) == 0 && st.st_size > 0)
		bytes = mmap(NULL, (size_t)st.st_size, PROT_READ, MAP_PRIVATE, STDIN_FILENO, 0);
	lock();
	if (bytes != MAP_FAILED)
		failed = biff_read(NULL, bytes, (size_t)st.st_size, &out);
	if (failed == XLS_OK) {
		say(&w, "E\0\0\0\0", 5);
	} else {
		why = (char)failed;
		say(&w, "F", 1);
		say_number(&w, 1);
		say(&w, &why, 1);
	}
	flush(&w);
	_exit(0);
}
