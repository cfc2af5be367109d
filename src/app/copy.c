/*
 * All or nothing: the rows go in within one transaction, which the dispatcher commits together with
 * the audit row of the copy. Originals are copied before it: left over, they harm nobody.
 */
#include "app/copy.h"

#include "app/config.h"
#include "app/factor_key.h"
#include "app/installation.h"
#include "base/mem.h"
#include "store/files.h"
#include "store/move.h"
#include "store/postgres_url.h"
#include "store/statements.h"

#include <string.h>
#include <unistd.h>

/* One side of a copy. */
struct end {
	const char *url; /* PostgreSQL, or NULL: SQLite in @dir */
	const char *dir; /* where the originals are kept */
	char *path;      /* of the SQLite file */
	bool made;       /* the SQLite file was not there */
	struct db *db;
};

struct copying {
	struct app *app;
	struct copy_view *view;
};

static struct end
end_of(TALLOC_CTX *ctx, const struct app *app, const char *said)
{
	struct end e = {.dir = app->dir, .url = said == NULL ? config_database(app->config) : said};

	if (said != NULL && !db_url_is(said)) {
		e.url = NULL;
		e.dir = said;
	}
	e.path = mem_printf(ctx, "%s/opora.db", e.dir);
	return e;
}

static char *
shown(TALLOC_CTX *ctx, const struct end *e)
{
	return e->url == NULL ? mem_strdup(ctx, e->path) : db_url_shown(ctx, e->url);
}

static enum err
open_end(TALLOC_CTX *ctx, struct end *e, bool create, struct error *err)
{
	enum err what;

	if (e->url != NULL)
		return db_open_postgres(ctx, e->url, &e->db, err);
	what = create ? installation_folder(ctx, e->dir, err) : OK;
	e->made = access(e->path, F_OK) != 0;
	return what == OK ? db_open_sqlite(ctx, e->path, create, &e->db, err) : what;
}

/* Addresses as options hold no passwords, as with --database. */
static enum err
check_words(const struct copy_params *p, struct error *err)
{
	enum err e = OK;

	if (p->from != NULL && db_url_is(p->from))
		e = config_check_database(p->from, ORIGIN_OPTION, err);
	if (e == OK && db_url_is(p->to))
		e = config_check_database(p->to, ORIGIN_OPTION, err);
	return e;
}

static enum err
take_moved(void *arg, const char *table, int64_t rows, bool end, struct error *err)
{
	struct copying *c = arg;

	if (app_progress(c->app, MSG("rows copied"), c->view->rows + rows, 0))
		return fail(err, ERR_CONFLICT, MSG("cancelled; nothing was stored"));
	if (end) {
		mem_push(c->view, c->view->tables, c->view->ntables) =
		    (struct copy_table){table, rows};
		c->view->rows += rows;
	}
	return OK;
}

static enum err
copy_files(const struct end *from, const struct end *to, struct copy_view *v, struct error *err)
{
	struct db_files_kept *rows;
	size_t i, n;
	enum err e = db_files_kept(v, from->db, &rows, &n, err);

	if (strcmp(from->dir, to->dir) == 0)
		return e;
	if (e == OK)
		e = installation_folder(v, to->dir, err);
	for (i = 0; e == OK && i < n; i++) {
		e = files_copy(from->dir, to->dir, rows[i].sha256, err);
		v->files++;
	}
	return e == OK ? factor_key_copy(from->dir, to->dir, err) : e;
}

static enum err
copy_all(struct app *app, struct end *from, struct end *to, struct copy_view *v, struct error *err)
{
	struct copying c = {app, v};
	enum err e = db_begin(from->db, err); /* nobody writes there meanwhile */

	if (e == OK)
		e = db_begin(to->db, err);
	if (e == OK)
		e = db_move(from->db, to->db, take_moved, &c, err);
	if (e == OK)
		e = copy_files(from, to, v, err);
	db_rollback(from->db);
	return e;
}

/* A SQLite file that was made for a copy that failed goes again. */
static void
remove_made(struct app *app, struct end *to)
{
	TALLOC_FREE(to->db);
	app->db = NULL;
	if (to->url != NULL || !to->made)
		return;
	unlink(to->path);
	unlink(mem_printf(app, "%s-wal", to->path));
	unlink(mem_printf(app, "%s-shm", to->path));
}

enum err
copy_run(TALLOC_CTX *ctx, struct app *app, const void *params, void **view, struct error *err)
{
	const struct copy_params *p = params;
	struct copy_view *v = mem_new(ctx, struct copy_view);
	struct end from = end_of(v, app, p->from), to = end_of(v, app, p->to);
	enum err e = check_words(p, err);

	v->from = shown(v, &from);
	v->to = shown(v, &to);
	if (e == OK && app->db != NULL)
		e = fail(err, ERR_INTERNAL, MSG("a database is open already"));
	if (e == OK && from.url == NULL && to.url == NULL && strcmp(from.dir, to.dir) == 0)
		e = fail(err, ERR_USAGE, MSG("source and target of the copy are the same"));
	if (e == OK)
		e = open_end(app, &from, false, err);
	if (e == OK)
		e = open_end(app, &to, true, err);
	if (e != OK)
		return e;
	app->db = to.db; /* the audit row is written there, and all is committed with it */
	e = copy_all(app, &from, &to, v, err);
	talloc_free(from.db);
	if (e != OK) {
		remove_made(app, &to);
		return e;
	}
	app_audit(app, "database", db_migration_count,
	    mem_printf(v, "{\"copied_rows\":%lld,\"copied_files\":%lld}", (long long)v->rows,
		(long long)v->files));
	*view = v;
	return OK;
}

void
copy_json(struct json *j, const void *view)
{
	const struct copy_view *v = view;
	size_t i;

	json_object(j, NULL);
	json_text(j, "from", v->from);
	json_text(j, "to", v->to);
	json_int(j, "rows", v->rows);
	json_int(j, "files", v->files);
	json_object(j, "tables");
	for (i = 0; i < v->ntables; i++)
		json_int(j, v->tables[i].name, v->tables[i].rows);
	json_end(j);
	json_end(j);
}
