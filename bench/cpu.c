/*
 * cpu COMMAND...: runs the command and writes its user + system seconds and its peak memory in MiB
 * to standard error, where the command's own messages don't go.
 */
#include <fcntl.h>
#include <stdio.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

int
main(int argc, char **argv)
{
	struct rusage u;
	int status, null;
	pid_t pid = argc > 1 ? fork() : -1;

	if (pid == 0) {
		null = open("/dev/null", O_WRONLY);
		dup2(null, STDERR_FILENO);
		execvp(argv[1], argv + 1);
		_exit(127);
	}
	if (pid < 0 || wait4(pid, &status, 0, &u) < 0 || status != 0) {
		fprintf(stderr, "cpu: the command failed\n");
		return 1;
	}
	fprintf(stderr, "%.3f %ld\n",
	    (double)(u.ru_utime.tv_sec + u.ru_stime.tv_sec) +
		(double)(u.ru_utime.tv_usec + u.ru_stime.tv_usec) / 1e6,
	    u.ru_maxrss / 1024);
	return 0;
}
