#include "web/serve.h"

#include "app/config.h"
#include "app/people.h"
#include "base/mem.h"
#include "web/admin.h"
#include "web/handle.h"
#include "web/route.h"
#include "web/work.h"

#include <fcntl.h>
#include <signal.h>
#include <string.h>
#include <sys/file.h>
#include <unistd.h>

#define WORK_THREADS 2
#define GRACE_MS 10000
#define UPLOAD_MAX ((size_t)50 << 20)
#define FORM_MAX ((size_t)1 << 20)

/* What every worker needs to open its own application. */
struct serving {
	const struct app *app; /* of the command */
};

static struct app *
open_app(TALLOC_CTX *ctx, const struct serving *s, struct error *err)
{
	struct app *app;

	if (app_new(ctx, s->app->dir, &app, err) != OK)
		return NULL;
	app->config = s->app->config;
	app->actions = s->app->actions;
	app->nactions = s->app->nactions;
	app->shelf = s->app->shelf;
	return app_open_current(app, err) == OK ? app : NULL;
}

static void *
new_worker(TALLOC_CTX *ctx, void *arg, struct error *err)
{
	struct web_worker *w = mem_new(ctx, struct web_worker);

	w->app = open_app(w, arg, err);
	return w->app == NULL ? NULL : w;
}

static struct app *
new_work_app(TALLOC_CTX *ctx, void *arg)
{
	struct error err;

	return open_app(ctx, arg, &err);
}

/* Only a path whose action takes files may bring more than a form. */
static size_t
body_limit(void *arg, enum http_method method, const char *path)
{
	TALLOC_CTX *local = mem_check(talloc_new(NULL));
	struct route route;
	bool known, files = false;
	size_t i;

	if (method == HTTP_POST && route_find(local, method, path, &route, &known)) {
		for (i = 0; i < route.action->nfields; i++)
			files = files || route.action->fields[i].type == FIELD_FILES;
	}
	talloc_free(local);
	return files ? UPLOAD_MAX : FORM_MAX;
}

/* "127.0.0.1:8080", "[::1]:8080", ":8080", "8080". */
static enum err
parse_listen(TALLOC_CTX *ctx, const char *said, struct http_server_options *o, struct error *err)
{
	const char *colon = strrchr(said, ':'), *port = colon == NULL ? said : colon + 1;
	size_t len = colon == NULL ? 0 : (size_t)(colon - said);
	struct rational n;

	if (!rational_parse(port, strlen(port), &n) || n.den != 1 || n.num < 0 || n.num > 65535)
		return fail(err, ERR_USAGE,
		    MSG("--listen is an address and a port, 127.0.0.1:8080; not «{0}»"),
		    arg_text(said));
	if (len >= 2 && said[0] == '[' && said[len - 1] == ']') {
		said++;
		len -= 2;
	}
	o->address = len == 0 ? "127.0.0.1" : mem_strndup(ctx, said, len);
	o->port = (int)n.num;
	return OK;
}

/* One server per database: SQLite by a locked file, PostgreSQL by a lock of its own. */
static enum err
only_one(struct app *app, struct error *err)
{
	const char *path = mem_printf(app, "%s/serve.lock", app->dir);
	bool got;
	enum err e = db_serve_lock(app->db, &got, err);
	int fd;

	if (e != OK)
		return e;
	fd = open(path, O_CREAT | O_RDWR | O_CLOEXEC, 0600); /* held until the process ends */
	if (fd < 0)
		return fail(err, ERR_IO, MSG("{0} can't be made"), arg_text(path));
	if (!got || flock(fd, LOCK_EX | LOCK_NB) != 0)
		return fail(err, ERR_CONFLICT, MSG("another opora serve works on {0} already"),
		    arg_text(app_database_shown(app, app)));
	return OK;
}

static void
wait_for_signal(void)
{
	sigset_t set;
	int sig;

	sigemptyset(&set);
	sigaddset(&set, SIGINT);
	sigaddset(&set, SIGTERM);
	sigwait(&set, &sig);
}

/* Before the threads start, so that none of them takes the signals of stopping. */
static void
block_signals(void)
{
	sigset_t set;

	sigemptyset(&set);
	sigaddset(&set, SIGINT);
	sigaddset(&set, SIGTERM);
	pthread_sigmask(SIG_BLOCK, &set, NULL);
	signal(SIGPIPE, SIG_IGN);
}

/* Where it answers; and at the first start, @join: where the administrator chooses a password. */
static void
say_where(TALLOC_CTX *ctx, const struct app *app, const struct http_server_options *o, int port,
    const char *join)
{
	enum lang lang = LANG_RU;
	const char *host =
	    strchr(o->address, ':') == NULL ? o->address : mem_printf(ctx, "[%s]", o->address);
	const char *base = mem_printf(ctx, "http://%s:%d", host, port);

	lang_parse(app->config->entries[CONFIG_LANG].value, &lang);
	if (join != NULL)
		printf("%s\n  %s%s\n",
		    say(ctx, lang,
			MSG("First start: the administrator, login «admin», chooses a password "
			    "here. The link works once, for seven days:")),
		    base, join);
	printf(
	    "%s\n", say(ctx, lang, MSG("Opora answers at {0}/ — Ctrl+C stops it"), arg_text(base)));
	fflush(stdout);
}

enum err
serve_run(TALLOC_CTX *ctx, struct app *app, const void *params, void **view, struct error *err)
{
	const struct serve_params *p = params;
	struct serving serving = {app};
	struct http_server_options o = {.workers = p->workers > 0 ? (int)p->workers : 4,
	    .worker_new = new_worker,
	    .handler = web_handle,
	    .arg = &serving,
	    .trust_proxy = p->behind_proxy,
	    .body_limit = body_limit,
	    .log = stderr};
	struct http_server *server;
	const char *wrong = route_check(ctx, web_table());
	char *join = NULL;
	enum err e;

	if (wrong != NULL)
		return fail(err, ERR_INTERNAL, MSG("the table of actions: {0}"), arg_text(wrong));
	e = parse_listen(ctx, p->listen == NULL ? "127.0.0.1:8080" : p->listen, &o, err);
	if (e == OK)
		e = only_one(app, err);
	if (e == OK)
		e = app_first_start(ctx, app, &join, err);
	if (e != OK)
		return e;
	block_signals();
	e = work_start(WORK_THREADS, new_work_app, &serving, err);
	if (e == OK)
		e = http_server_start(ctx, &o, &server, err);
	if (e != OK) {
		work_stop();
		return e;
	}
	admin_set_server(server);
	say_where(ctx, app, &o, http_server_port(server), join);
	wait_for_signal();
	admin_set_server(NULL);
	http_server_stop(server, GRACE_MS);
	work_stop();
	return OK;
}
