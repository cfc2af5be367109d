/*
 * Put before a program by LD_PRELOAD: every statement that SQLite begins to run is appended to the
 * file OPORA_TRACE_SQL, one a line, with its values in place.
 */
#include <dlfcn.h>
#include <pthread.h>
#include <sqlite3.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

typedef int open_function(const char *path, sqlite3 **db, int flags, const char *vfs);

static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;

static int
note(unsigned what, void *arg, void *statement, void *text)
{
	char *sql = sqlite3_expanded_sql(statement), *c;
	FILE *out;

	if (sql == NULL)
		return 0;
	for (c = sql; *c != '\0'; c++)
		*c = *c == '\n' ? ' ' : *c;
	pthread_mutex_lock(&lock);
	out = fopen(getenv("OPORA_TRACE_SQL"), "a");
	if (out != NULL) {
		fprintf(out, "%s\n", sql);
		fclose(out);
	}
	pthread_mutex_unlock(&lock);
	sqlite3_free(sql);
	return 0;
}

int
sqlite3_open_v2(const char *path, sqlite3 **db, int flags, const char *vfs)
{
	open_function *open = (open_function *)dlsym(RTLD_NEXT, "sqlite3_open_v2");
	int code = open(path, db, flags, vfs);

	if (code == SQLITE_OK && getenv("OPORA_TRACE_SQL") != NULL)
		sqlite3_trace_v2(*db, SQLITE_TRACE_STMT, note, NULL);
	return code;
}
