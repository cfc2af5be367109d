#include "app/app.h"

#include "app/audit.h"
#include "app/catalogue.h"
#include "app/config.h"
#include "app/shelf.h"
#include "base/file.h"
#include "base/mem.h"
#include "store/postgres_url.h"
#include "store/statements.h"

#include <stdio.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

#define REFUSAL_MS ((int64_t)3600 * 1000)

enum err
app_new(TALLOC_CTX *ctx, const char *dir, struct app **out, struct error *err)
{
	struct app *app = mem_new(ctx, struct app);
	enum err e = catalogue_procedures(app, &app->procedures, err);

	if (e != OK) {
		talloc_free(app);
		return e;
	}
	app->dir = mem_strdup(app, dir);
	app->actor = mem_printf(app, "cli:%u", (unsigned)getuid());
	app->permissions = ~0u;
	app->scope = db_scope_all();
	app->shelf = shelf_new(app);
	*out = app;
	return OK;
}

char *
app_database_shown(TALLOC_CTX *ctx, const struct app *app)
{
	const char *url = config_database(app->config);

	return url == NULL ? mem_printf(ctx, "%s/opora.db", app->dir) : db_url_shown(ctx, url);
}

enum err
app_open_database(struct app *app, bool create, struct error *err)
{
	const char *url = config_database(app->config);
	char *path;
	enum err e;

	if (app->db != NULL)
		return OK;
	if (url != NULL)
		return db_open_postgres(app, url, &app->db, err);
	path = app_database_shown(app, app);
	e = db_open_sqlite(app, path, create, &app->db, err);
	talloc_free(path);
	return e;
}

void
app_clock(struct app *app)
{
	struct timespec ts;

	clock_gettime(CLOCK_REALTIME, &ts);
	app->now = (int64_t)ts.tv_sec * 1000 + ts.tv_nsec / 1000000;
	app->today = day_from_number((int32_t)(ts.tv_sec / 86400));
}

enum err
app_open_current(struct app *app, struct error *err)
{
	int schema = 0;
	bool none = false;
	enum err e = app_open_database(app, false, err);

	if (e == OK)
		e = db_schema(app->db, &schema, err);
	if (e == OK && schema == 0)
		e = db_is_empty(app->db, &none, err);
	if (e == OK && none)
		return fail(err, ERR_NOT_FOUND,
		    MSG("{0} is empty; make a database with opora init"),
		    arg_text(app_database_shown(app, app)));
	if (e == OK && schema < db_migration_count)
		return fail(err, ERR_DATABASE,
		    MSG("the database is of an older version: run opora migrate (a backup is "
			"made first)"));
	if (e == OK && schema > db_migration_count)
		return fail(err, ERR_DATABASE, MSG("the database is of a newer version of Opora"));
	return e;
}

static enum err
finish(struct app *app, const struct action *action, struct error *err)
{
	enum err e;

	if (app->db == NULL || !app->db->writing)
		return OK;
	if (action->audit != AUDIT_WRITE || app->audit_kind == NULL) {
		db_rollback(app->db);
		return fail(err, ERR_INTERNAL, MSG("the action {0} wrote without an audit row"),
		    arg_text(action->command));
	}
	e = audit_append(app, action->command, err);
	if (e == OK)
		return db_commit(app->db, err);
	db_rollback(app->db);
	return e;
}

/* An action that failed on purpose: its own error, unless its row can't be written. */
static enum err
keep_refusal(struct app *app, const struct action *action, enum err refusal, struct error *err)
{
	struct error other;
	enum err e = finish(app, action, &other);

	if (e == OK)
		return refusal;
	*err = other;
	return e;
}

bool
app_permitted(const struct app *app, enum permission permission)
{
	return (app->permissions & 1u << permission) != 0;
}

/* What is asked for is of one state of the database, all of it. */
static enum err
run(TALLOC_CTX *ctx, struct app *app, const struct action *action, const void *params, void **view,
    struct error *err)
{
	bool reading = app->asked && action->needs == NEEDS_DATABASE;
	enum err e = reading ? db_read_begin(app->db, err) : OK;

	if (e == OK)
		e = action->run(ctx, app, params, view, err);
	if (reading)
		db_read_end(app->db);
	return e;
}

/* Once an hour; looking comes first, so that what is refused again and again writes nothing. */
static enum err
note_refusal(TALLOC_CTX *ctx, struct app *app, const struct action *action, struct error *err)
{
	int64_t hour = app->now / REFUSAL_MS;
	struct db_refusal_get known;
	struct db_refusal_put put;
	bool found;
	enum err e =
	    db_refusal_get(ctx, app->db, app->account, action->command, &known, &found, err);

	if (e != OK || (found && known.hour == hour))
		return e;
	e = db_begin(app->db, err); /* also where a page is only read, or by a key that reads */
	if (e == OK)
		e = db_refusal_put(
		    ctx, app->db, app->account, action->command, hour, &put, &found, err);
	if (e != OK || !found)
		return e;
	app_audit(app, "account", app->account, "{\"refused\":\"permission\"}");
	e = audit_append(app, action->command, err);
	return e == OK ? db_commit(app->db, err) : e;
}

enum err
app_refuse(struct app *app, const struct action *action, struct error *err)
{
	TALLOC_CTX *local = mem_check(talloc_new(NULL));
	struct error trouble; /* of the note: the refusal stands without it */

	if (app->account != 0 && app->db != NULL) {
		app_clock(app);
		note_refusal(local, app, action, &trouble);
		db_rollback(app->db);
	}
	talloc_free(local);
	return fail(
	    err, ERR_DENIED, MSG("your role does not allow: {0}"), arg_msg(action->summary));
}

enum err
app_dispatch(TALLOC_CTX *ctx, struct app *app, const struct action *action, const void *params,
    void **view, struct error *err)
{
	enum err e;

	*view = NULL;
	if (action->permission == PERMIT_UNSET || !app_permitted(app, action->permission))
		return app_refuse(app, action, err);
	app_clock(app);
	app->audit_kind = NULL;
	app->audit_refusal = false;
	app->new_token[0] = '\0';
	app->session_over = false;
	app->new_flow = NULL;
	app->made_file = NULL;
	e = action->needs == NEEDS_DATABASE ? app_open_current(app, err) : OK;
	if (e != OK)
		return e;
	e = run(ctx, app, action, params, view, err);
	if (e == OK) {
		e = finish(app, action, err);
		if (e != OK)
			*view = NULL; /* it tells of what is not there */
		if (e != OK && app->made_file != NULL)
			unlink(app->made_file);
		return e;
	}
	if (app->audit_refusal)
		return keep_refusal(app, action, e, err);
	if (app->db != NULL)
		db_rollback(app->db);
	return e;
}

enum err
app_begin(struct app *app, struct error *err)
{
	if (app->read_only)
		return fail(err, ERR_DENIED, MSG("this key only reads; make one that may write"));
	if (app->asked)
		return fail(err, ERR_DENIED,
		    MSG("an address that is opened changes nothing; what changes something is sent "
			"by "
			"a form or by POST"));
	return app->db->writing ? OK : db_begin(app->db, err);
}

void
app_audit(struct app *app, const char *object_kind, int64_t object_id, const char *changes)
{
	app->audit_kind = object_kind;
	app->audit_id = object_id;
	app->audit_changes = changes;
	app->audit_refusal = false;
}

void
app_audit_refusal(struct app *app, const char *object_kind, int64_t object_id, const char *changes)
{
	app_audit(app, object_kind, object_id, changes);
	app->audit_refusal = true;
}

enum err
app_input_read(TALLOC_CTX *ctx, struct input *input, size_t max, struct error *err)
{
	char *bytes;
	enum err e;

	if (input->bytes != NULL)
		return OK;
	e = file_read(ctx, input->path, max, &bytes, &input->len, err);
	if (e == OK)
		input->bytes = bytes;
	return e;
}

enum err
app_page_holds(struct app *app, size_t rows, size_t columns, struct error *err)
{
	if (app->page_cells == 0 || rows * columns <= app->page_cells)
		return OK;
	return fail(err, ERR_USAGE,
	    MSG("a table of {0} schools by {1} columns is too long for a page, which shows at most "
		"{2} cells: choose one municipality, go through it by fifty schools, or take all "
		"of it as CSV or XLSX"),
	    arg_int((int64_t)rows), arg_int((int64_t)columns), arg_int((int64_t)app->page_cells));
}

bool
app_progress(struct app *app, const char *what, int64_t done, int64_t total)
{
	return app->progress != NULL && app->progress(app->progress_arg, what, done, total);
}

static size_t
field_size(enum field_type type)
{
	switch (type) {
	case FIELD_TEXT:
	case FIELD_LONG:
	case FIELD_CHOICE:
	case FIELD_SECRET:
		return sizeof(const char *);
	case FIELD_DAY:
		return sizeof(struct day);
	case FIELD_FILES:
		return sizeof(struct inputs);
	case FIELD_TEXTS:
	case FIELD_METHODS:
		return sizeof(struct texts);
	case FIELD_INT:
		return sizeof(int64_t);
	case FIELD_YEAR:
		return sizeof(int);
	case FIELD_FLAG:
		return sizeof(bool);
	}
	return 0;
}

const char *
app_check_table(const struct action *actions, size_t n)
{
	size_t i, k;

	for (i = 0; i < n; i++) {
		const struct action *a = &actions[i];

		if (a->permission <= PERMIT_UNSET || a->permission >= PERMIT_COUNT)
			return "an action has no permission";
		if (a->audit == AUDIT_UNSET || a->run == NULL || a->command == NULL ||
		    a->summary == NULL)
			return "an action is not complete";
		if ((size_t)a->id != i)
			return "the table of actions is not in the order of its ids";
		for (k = 0; k < a->nfields; k++) {
			if (a->fields[k].offset + field_size(a->fields[k].type) > a->params_size)
				return "a field lies outside its parameters";
		}
	}
	return NULL;
}
