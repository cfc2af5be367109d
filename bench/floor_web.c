/*
 * The floor under `opora serve`: the same library and the same threading (one epoll thread, a
 * queue, workers with a connection each), the same SQL stepped to its end, fixed HTML.
 *
 *   floor_web DATABASE STATEMENTS BYTES [WORKERS]
 *
 * STATEMENTS is a file with a statement a line, as trace_sql writes it of a page; each is prepared
 * once. The answer is BYTES long. Prints the port and serves until its standard input ends.
 */
#include <microhttpd.h>
#include <pthread.h>
#include <sqlite3.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#define WORKERS_MAX 64
#define STATEMENTS_MAX 1000

struct job {
	struct job *next;
	struct MHD_Connection *connection;
	int done;
};

static struct {
	pthread_mutex_t lock;
	pthread_cond_t work;
	struct job *first, **last;
	const char *database;
	char *statements[STATEMENTS_MAX];
	int nstatements;
	char *page;
	size_t page_len;
} the = {.lock = PTHREAD_MUTEX_INITIALIZER, .work = PTHREAD_COND_INITIALIZER, .last = &the.first};

static void
die(const char *why)
{
	fprintf(stderr, "floor_web: %s\n", why);
	exit(2);
}

static void
read_statements(const char *path)
{
	FILE *in = fopen(path, "r");
	char *line = NULL;
	size_t room = 0;

	if (in == NULL)
		die(path);
	while (the.nstatements < STATEMENTS_MAX && getline(&line, &room, in) > 0) {
		the.statements[the.nstatements++] = line;
		line = NULL;
	}
	if (the.nstatements == 0)
		die("no statement");
	fclose(in);
}

static struct job *
take(void)
{
	struct job *job;

	pthread_mutex_lock(&the.lock);
	while (the.first == NULL)
		pthread_cond_wait(&the.work, &the.lock);
	job = the.first;
	the.first = job->next;
	if (the.first == NULL)
		the.last = &the.first;
	pthread_mutex_unlock(&the.lock);
	return job;
}

/* Looks at every column of every row, as whoever writes a page must. */
static long
step(sqlite3_stmt *st)
{
	long sum = 0;
	int i;

	while (sqlite3_step(st) == SQLITE_ROW) {
		for (i = 0; i < sqlite3_column_count(st); i++)
			sum += sqlite3_column_bytes(st, i);
	}
	sqlite3_reset(st);
	return sum;
}

static void
prepare(sqlite3 **db, sqlite3_stmt **out)
{
	int i;

	if (sqlite3_open_v2(the.database, db, SQLITE_OPEN_READWRITE, NULL) != SQLITE_OK)
		die(sqlite3_errmsg(*db));
	for (i = 0; i < the.nstatements; i++) {
		if (sqlite3_prepare_v2(*db, the.statements[i], -1, &out[i], NULL) != SQLITE_OK)
			die(sqlite3_errmsg(*db));
	}
}

static void *
work(void *arg)
{
	sqlite3_stmt *statements[STATEMENTS_MAX];
	struct job *job;
	sqlite3 *db;
	long sum = 0;
	int i;

	prepare(&db, statements);
	for (;;) {
		job = take();
		for (i = 0; i < the.nstatements; i++)
			sum += step(statements[i]);
		job->done = 1 + (sum < 0);
		MHD_resume_connection(job->connection);
	}
	return arg;
}

static enum MHD_Result
answer(struct MHD_Connection *connection)
{
	struct MHD_Response *r =
	    MHD_create_response_from_buffer(the.page_len, the.page, MHD_RESPMEM_PERSISTENT);
	enum MHD_Result result;

	MHD_add_response_header(r, "Content-Type", "text/html; charset=utf-8");
	result = MHD_queue_response(connection, 200, r);
	MHD_destroy_response(r);
	return result;
}

static enum MHD_Result
on_request(void *cls, struct MHD_Connection *connection, const char *url, const char *method,
    const char *version, const char *bytes, size_t *len, void **context)
{
	struct job *job = *context;

	*len = 0;
	if (job == NULL) {
		*context = job = calloc(1, sizeof *job);
		if (job == NULL)
			return MHD_NO;
		job->connection = connection;
		return MHD_YES;
	}
	if (job->done)
		return answer(connection);
	MHD_suspend_connection(connection);
	pthread_mutex_lock(&the.lock);
	*the.last = job;
	the.last = &job->next;
	pthread_cond_signal(&the.work);
	pthread_mutex_unlock(&the.lock);
	return MHD_YES;
}

static void
completed(void *cls, struct MHD_Connection *connection, void **context,
    enum MHD_RequestTerminationCode code)
{
	free(*context);
	*context = NULL;
}

int
main(int argc, char **argv)
{
	int i, workers = argc > 4 ? (int)strtol(argv[4], NULL, 10) : 4;
	struct MHD_Daemon *daemon;
	pthread_t thread;
	char end;

	if (argc < 4 || workers < 1 || workers > WORKERS_MAX)
		die("DATABASE STATEMENTS BYTES [WORKERS]");
	the.database = argv[1];
	read_statements(argv[2]);
	the.page_len = (size_t)strtol(argv[3], NULL, 10);
	the.page = malloc(the.page_len + 1);
	if (the.page == NULL)
		die("no memory");
	memset(the.page, 'x', the.page_len);
	for (i = 0; i < workers; i++)
		pthread_create(&thread, NULL, work, NULL);
	daemon = MHD_start_daemon(MHD_USE_EPOLL_INTERNAL_THREAD | MHD_ALLOW_SUSPEND_RESUME, 0, NULL,
	    NULL, on_request, NULL, MHD_OPTION_NOTIFY_COMPLETED, completed, NULL, MHD_OPTION_END);
	if (daemon == NULL)
		die("no server");
	printf("%d\n", (int)MHD_get_daemon_info(daemon, MHD_DAEMON_INFO_BIND_PORT)->port);
	fflush(stdout);
	while (read(0, &end, 1) > 0)
		;
	_exit(0);
}
