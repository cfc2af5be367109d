/*
 * The floor under `opora serve`: the same library and the same threading (one epoll thread, a
 * queue, workers with a connection each), one SQL statement stepped to its end, fixed HTML.
 *
 *   floor_web DATABASE STATEMENT-FILE BYTES [WORKERS [VALUE...]]
 *
 * Each VALUE is bound as text, in order. The answer is BYTES long. Prints the port and serves
 * until its standard input ends.
 */
#include <microhttpd.h>
#include <pthread.h>
#include <sqlite3.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#define WORKERS_MAX 64

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
	char *statement;
	char **values;
	int nvalues;
	char *page;
	size_t page_len;
} the = {.lock = PTHREAD_MUTEX_INITIALIZER, .work = PTHREAD_COND_INITIALIZER, .last = &the.first};

static void
die(const char *why)
{
	fprintf(stderr, "floor_web: %s\n", why);
	exit(2);
}

static char *
read_text(const char *path)
{
	FILE *in = fopen(path, "r");
	char *text = calloc(1, 65536);

	if (in == NULL || text == NULL || fread(text, 1, 65535, in) == 0)
		die(path);
	fclose(in);
	return text;
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

static void *
work(void *arg)
{
	sqlite3_stmt *st;
	struct job *job;
	sqlite3 *db;
	int i;

	if (sqlite3_open_v2(the.database, &db, SQLITE_OPEN_READONLY, NULL) != SQLITE_OK ||
	    sqlite3_prepare_v2(db, the.statement, -1, &st, NULL) != SQLITE_OK)
		die(sqlite3_errmsg(db));
	for (i = 0; i < the.nvalues; i++)
		sqlite3_bind_text(st, i + 1, the.values[i], -1, SQLITE_STATIC);
	for (;;) {
		job = take();
		if (step(st) < 0)
			die("no rows");
		job->done = 1;
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
		die("DATABASE STATEMENT-FILE BYTES [WORKERS [VALUE...]]");
	the.database = argv[1];
	the.statement = read_text(argv[2]);
	the.page_len = (size_t)strtol(argv[3], NULL, 10);
	the.page = malloc(the.page_len + 1);
	if (the.page == NULL)
		die("no memory");
	memset(the.page, 'x', the.page_len);
	the.values = argv + 5;
	the.nvalues = argc > 5 ? argc - 5 : 0;
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
