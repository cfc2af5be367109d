/*
 * The SQLite driver: WAL, full synchronisation, foreign keys on, writers queue for 10 seconds.
 */
#include "store/db.h"

#include "base/buf.h"
#include "base/mem.h"

#include <errno.h>
#include <pthread.h>
#include <sqlite3.h>
#include <string.h>
#include <unistd.h>

#define BUSY_MS 10000
#define COLUMNS_MAX 40

/* Rows of one INSERT; more brought nothing further (bench/intake_import.sh). */
#define MANY_ROWS 32
#define MANY_TEXT (1 << 16) /* bytes of their texts */

/*
 * Rows of db_copy_row() kept back, so that one INSERT takes many: a statement opens its table,
 * indexes and references anew each time it runs, which costs as much as the row itself.
 */
struct many {
	int statement;
	sqlite3_stmt *st; /* NULL until first used */
	int rows;
	struct db_value *values; /* MANY_ROWS × nparams */
	char *text;
	size_t used;
};

struct sqlite {
	struct db db;
	sqlite3 *handle;
	sqlite3_stmt **prepared; /* by statement number, NULL until first used */
	const char *path;
	struct many *many; /* by statement number: rows of several come in turn */
};

/* What the system said when reading or writing failed: SQLite's code alone hides a full disk. */
static enum err
complain_io(struct sqlite *s, struct error *err)
{
	int why = sqlite3_system_errno(s->handle);

	if (why == ENOSPC || why == EDQUOT)
		return fail(err, ERR_DATABASE, MSG("the disk is full; nothing was stored"));
	if (why != 0)
		return fail(err, ERR_DATABASE, MSG("{0} can't be read or written: {1}"),
		    arg_text(s->path), arg_text(strerror(why)));
	return fail(err, ERR_DATABASE, MSG("the database answers: {0}"),
	    arg_text(sqlite3_errmsg(s->handle)));
}

/* SQLite's own words go into the sentence: a specialist needs them; data never stands in them. */
static enum err
complain(struct sqlite *s, int code, struct error *err)
{
	switch (code & 0xff) {
	case SQLITE_BUSY:
	case SQLITE_LOCKED:
		return fail(err, ERR_CONFLICT,
		    MSG("the database is being written by another program; try again later"));
	case SQLITE_FULL:
		return fail(err, ERR_DATABASE, MSG("the disk is full; nothing was stored"));
	case SQLITE_IOERR:
	case SQLITE_CANTOPEN:
		return complain_io(s, err);
	case SQLITE_READONLY:
	case SQLITE_PERM:
		return fail(
		    err, ERR_DATABASE, MSG("no permission to write {0}"), arg_text(s->path));
	case SQLITE_NOTADB:
		return fail(
		    err, ERR_DATABASE, MSG("{0} is not a database of Opora"), arg_text(s->path));
	case SQLITE_CORRUPT:
		return fail(err, ERR_DATABASE, MSG("{0} is damaged; restore it from a backup"),
		    arg_text(s->path));
	case SQLITE_CONSTRAINT:
		return fail(err, ERR_CONFLICT,
		    MSG("somebody else has just stored the same or removed what this refers to "
			"({0})"),
		    arg_text(sqlite3_errmsg(s->handle)));
	default:
		return fail(err, ERR_DATABASE, MSG("the database answers: {0}"),
		    arg_text(sqlite3_errmsg(s->handle)));
	}
}

static enum err
prepare(struct sqlite *s, int statement, sqlite3_stmt **out, struct error *err)
{
	int code = SQLITE_OK;

	if (s->prepared[statement] == NULL)
		code = sqlite3_prepare_v3(s->handle, db_statements[statement].sql[DB_SQLITE], -1,
		    SQLITE_PREPARE_PERSISTENT, &s->prepared[statement], NULL);
	if (code != SQLITE_OK)
		return complain(s, code, err);
	*out = s->prepared[statement];
	return OK;
}

static int
bind(sqlite3_stmt *st, int at, const struct db_value *v)
{
	switch (v->type) {
	case DB_NULL:
		break;
	case DB_INT:
		return sqlite3_bind_int64(st, at, v->integer);
	case DB_REAL:
		return sqlite3_bind_double(st, at, v->real);
	case DB_TEXT:
		return sqlite3_bind_text(st, at, v->text, -1, SQLITE_STATIC);
	}
	return sqlite3_bind_null(st, at);
}

static void
get_columns(sqlite3_stmt *st, int n, struct db_value *columns)
{
	int i;

	for (i = 0; i < n; i++) {
		switch (sqlite3_column_type(st, i)) {
		case SQLITE_INTEGER:
			columns[i] = db_int(sqlite3_column_int64(st, i));
			break;
		case SQLITE_FLOAT:
			columns[i] = db_real(sqlite3_column_double(st, i));
			break;
		case SQLITE_NULL:
			columns[i] = (struct db_value){.type = DB_NULL};
			break;
		default:
			columns[i] = db_text((const char *)sqlite3_column_text(st, i));
		}
	}
}

static enum err
step_all(
    struct sqlite *s, sqlite3_stmt *st, int ncolumns, db_row *row, void *arg, struct error *err)
{
	struct db_value columns[COLUMNS_MAX];
	enum err e;
	int code;

	while ((code = sqlite3_step(st)) == SQLITE_ROW) {
		if (row == NULL)
			continue;
		get_columns(st, ncolumns, columns);
		e = row(arg, columns, err);
		if (e != OK)
			return e;
	}
	return code == SQLITE_DONE ? OK : complain(s, code, err);
}

static enum err
run(struct db *db, int statement, const struct db_value *params, db_row *row, void *arg,
    struct error *err)
{
	struct sqlite *s = (struct sqlite *)db;
	const struct db_statement *what = &db_statements[statement];
	sqlite3_stmt *st = NULL, *again = NULL;
	enum err e = prepare(s, statement, &st, err);
	int i, code = SQLITE_OK;

	if (e != OK)
		return e;
	if (sqlite3_stmt_busy(st)) { /* the same statement inside its own rows */
		code = sqlite3_prepare_v2(s->handle, what->sql[DB_SQLITE], -1, &again, NULL);
		if (code != SQLITE_OK)
			return complain(s, code, err);
		st = again;
	}
	for (i = 0; i < what->nparams && code == SQLITE_OK; i++)
		code = bind(st, i + 1, &params[i]);
	e = code == SQLITE_OK ? step_all(s, st, what->ncolumns, row, arg, err)
			      : complain(s, code, err);
	sqlite3_reset(st);
	sqlite3_clear_bindings(st);
	sqlite3_finalize(again);
	return e;
}

static enum err
script(struct db *db, const char *sql, struct error *err)
{
	struct sqlite *s = (struct sqlite *)db;
	int code = sqlite3_exec(s->handle, sql, NULL, NULL, NULL);

	return code == SQLITE_OK ? OK : complain(s, code, err);
}

static enum err
begin(struct db *db, struct error *err)
{
	return script(db, "BEGIN IMMEDIATE", err);
}

static enum err
read_begin(struct db *db, struct error *err)
{
	return script(db, "BEGIN", err);
}

static void
rollback(struct db *db)
{
	struct sqlite *s = (struct sqlite *)db;
	int i;

	for (i = 0; i < db_statement_count; i++) {
		s->many[i].rows = 0;
		s->many[i].used = 0;
	}
	if (!sqlite3_get_autocommit(s->handle))
		sqlite3_exec(s->handle, "ROLLBACK", NULL, NULL, NULL);
}

/* "INSERT … VALUES (?1, ?2)" for MANY_ROWS rows: "… VALUES (?1, ?2), (?3, ?4), …". */
static char *
many_sql(TALLOC_CTX *ctx, const struct db_statement *what)
{
	const char *sql = what->sql[DB_SQLITE], *tuple = strstr(sql, " VALUES (") + 8, *s;
	struct buf out = buf_new(ctx, 1 << 20);
	int row, number;

	buf_add(&out, sql, (size_t)(tuple - sql));
	for (row = 0; row < MANY_ROWS; row++) {
		if (row > 0)
			buf_text(&out, ", ");
		for (s = tuple; *s != '\0'; s++) {
			buf_char(&out, *s);
			if (*s != '?')
				continue;
			number = 0;
			while (s[1] >= '0' && s[1] <= '9')
				number = number * 10 + (*++s - '0');
			buf_printf(&out, "%d", row * what->nparams + number);
		}
	}
	return out.bytes;
}

static enum err
many_prepare(struct sqlite *s, int statement, struct error *err)
{
	const struct db_statement *what = &db_statements[statement];
	struct many *m = &s->many[statement];
	char *sql;
	int code;

	if (m->st != NULL)
		return OK;
	sql = many_sql(s, what);
	code = sqlite3_prepare_v2(s->handle, sql, -1, &m->st, NULL);
	talloc_free(sql);
	m->statement = statement;
	if (m->values == NULL) {
		m->values = mem_array(s, struct db_value, (size_t)(MANY_ROWS * what->nparams));
		m->text = mem_array(s, char, MANY_TEXT);
	}
	return code == SQLITE_OK ? OK : complain(s, code, err);
}

/* Stores what was kept back: a full set by the long statement, the rest one by one. */
static enum err
many_flush(struct sqlite *s, struct many *m, struct error *err)
{
	int n = m->rows == 0 ? 0 : db_statements[m->statement].nparams, i, code = SQLITE_OK;
	enum err e = OK;

	if (m->rows == MANY_ROWS) {
		for (i = 0; i < MANY_ROWS * n && code == SQLITE_OK; i++)
			code = bind(m->st, i + 1, &m->values[i]);
		if (code == SQLITE_OK)
			code = sqlite3_step(m->st);
		e = code == SQLITE_DONE ? OK : complain(s, code, err);
		sqlite3_reset(m->st);
		sqlite3_clear_bindings(m->st);
	}
	for (i = 0; m->rows < MANY_ROWS && e == OK && i < m->rows; i++)
		e = run(&s->db, m->statement, m->values + i * n, NULL, NULL, err);
	m->rows = 0;
	m->used = 0;
	return e;
}

/* The value with its text copied; false when there is no room for it. */
static bool
many_keep(struct many *m, const struct db_value *v, struct db_value *out)
{
	size_t len;

	*out = *v;
	if (v->type != DB_TEXT)
		return true;
	len = strlen(v->text) + 1;
	if (len > MANY_TEXT - m->used)
		return false;
	out->text = memcpy(m->text + m->used, v->text, len);
	m->used += len;
	return true;
}

static enum err
copy_row(struct db *db, int statement, const struct db_value *values, struct error *err)
{
	struct sqlite *s = (struct sqlite *)db;
	struct many *m = &s->many[statement];
	int n = db_statements[statement].nparams, i;
	size_t used;
	enum err e = OK;

	if (m->rows == MANY_ROWS)
		e = many_flush(s, m, err);
	if (e == OK)
		e = many_prepare(s, statement, err);
	if (e != OK)
		return e;
	used = m->used;
	for (i = 0; i < n; i++) {
		if (many_keep(m, &values[i], &m->values[m->rows * n + i]))
			continue;
		m->used = used; /* no room beside the others: they go first, then this one alone */
		e = many_flush(s, m, err);
		return e == OK ? run(db, statement, values, NULL, NULL, err) : e;
	}
	m->rows++;
	return OK;
}

static enum err
copy_end(struct db *db, struct error *err)
{
	struct sqlite *s = (struct sqlite *)db;
	enum err e = OK;
	int i;

	for (i = 0; e == OK && i < db_statement_count; i++)
		e = many_flush(s, &s->many[i], err);
	return e;
}

static enum err
commit(struct db *db, struct error *err)
{
	enum err e = copy_end(db, err);

	return e == OK ? script(db, "COMMIT", err) : e;
}

/* One PRAGMA whose rows are complaints; its text "ok" is none. */
static enum err
verify_pragma(struct sqlite *s, const char *sql, db_row *each, void *arg, struct error *err)
{
	struct db_value column;
	sqlite3_stmt *st;
	const char *text;
	enum err e = OK;
	int code = sqlite3_prepare_v2(s->handle, sql, -1, &st, NULL);

	if (code != SQLITE_OK)
		return complain(s, code, err);
	while (e == OK && (code = sqlite3_step(st)) == SQLITE_ROW) {
		text = (const char *)sqlite3_column_text(st, 0);
		column = db_text(text == NULL ? "?" : text);
		if (strcmp(column.text, "ok") != 0)
			e = each(arg, &column, err);
	}
	if (e == OK && code != SQLITE_DONE)
		e = complain(s, code, err);
	sqlite3_finalize(st);
	return e;
}

static enum err
verify(struct db *db, db_row *each, void *arg, struct error *err)
{
	struct sqlite *s = (struct sqlite *)db;
	enum err e = verify_pragma(s, "PRAGMA integrity_check(20)", each, arg, err);

	if (e == OK)
		e = verify_pragma(s, "PRAGMA foreign_key_check", each, arg, err);
	return e;
}

static enum err
backup(struct db *db, const char *path, struct error *err)
{
	struct sqlite *s = (struct sqlite *)db;
	sqlite3_stmt *st;
	int code;

	if (access(path, F_OK) == 0)
		return fail(err, ERR_CONFLICT, MSG("{0} is there already"), arg_text(path));
	code = sqlite3_prepare_v2(s->handle, "VACUUM INTO ?1", -1, &st, NULL);
	if (code == SQLITE_OK) {
		sqlite3_bind_text(st, 1, path, -1, SQLITE_STATIC);
		code = sqlite3_step(st);
		sqlite3_finalize(st);
	}
	if (code == SQLITE_DONE)
		return OK;
	unlink(path);
	return complain(s, code, err);
}

static enum err
has_schema(struct db *db, bool *yes, struct error *err)
{
	struct sqlite *s = (struct sqlite *)db;
	sqlite3_stmt *st;
	int code = sqlite3_prepare_v2(s->handle,
	    "SELECT count(*) FROM sqlite_schema WHERE name = 'migration'", -1, &st, NULL);

	if (code != SQLITE_OK)
		return complain(s, code, err);
	code = sqlite3_step(st);
	if (code == SQLITE_ROW)
		*yes = sqlite3_column_int(st, 0) > 0;
	sqlite3_finalize(st);
	return code == SQLITE_ROW ? OK : complain(s, code, err);
}

/* Once, before the first database: no counting of memory, which takes a lock at every call. */
static pthread_once_t started = PTHREAD_ONCE_INIT;

static void
start_library(void)
{
	sqlite3_config(SQLITE_CONFIG_MEMSTATUS, 0);
	sqlite3_initialize();
}

/* References are looked at when all rows are there: an organisation may stand before its parent. */
static enum err
fill_begin(struct db *db, struct error *err)
{
	return script(db, "PRAGMA defer_foreign_keys = ON", err);
}

static enum err
fill_end(struct db *db, struct error *err)
{
	return OK;
}

static const struct db_driver driver = {DB_SQLITE, run, script, begin, read_begin, commit, rollback,
    copy_row, copy_end, verify, backup, has_schema, fill_begin, fill_end, NULL};

static int
close_handle(struct sqlite *s)
{
	int i;

	for (i = 0; i < db_statement_count; i++) {
		sqlite3_finalize(s->prepared[i]);
		sqlite3_finalize(s->many[i].st);
	}
	sqlite3_close(s->handle);
	return 0;
}

enum err
db_open_sqlite(TALLOC_CTX *ctx, const char *path, bool create, struct db **out, struct error *err)
{
	static const char setup[] = "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; "
				    "PRAGMA foreign_keys=ON; PRAGMA temp_store=MEMORY; "
				    "PRAGMA cell_size_check=ON; PRAGMA trusted_schema=OFF;";
	struct sqlite *s;
	enum err e;
	int code;

	if (!create && access(path, F_OK) != 0)
		return fail(err, ERR_NOT_FOUND,
		    MSG("there is no database {0}; make one with opora init"), arg_text(path));
	pthread_once(&started, start_library);
	s = mem_new(ctx, struct sqlite);
	s->db.driver = &driver;
	s->path = mem_strdup(s, path);
	s->prepared = mem_array(s, sqlite3_stmt *, (size_t)db_statement_count);
	s->many = mem_array(s, struct many, (size_t)db_statement_count);
	talloc_set_destructor(s, close_handle);
	code = sqlite3_open_v2(path, &s->handle,
	    SQLITE_OPEN_READWRITE | SQLITE_OPEN_NOMUTEX | (create ? SQLITE_OPEN_CREATE : 0), NULL);
	if (code == SQLITE_NOMEM)
		mem_exhausted();
	if (code != SQLITE_OK) {
		e = fail(err, ERR_DATABASE, MSG("the database {0} can't be opened: {1}"),
		    arg_text(path), arg_text(sqlite3_errmsg(s->handle)));
		talloc_free(s);
		return e;
	}
	sqlite3_busy_timeout(s->handle, BUSY_MS);
	sqlite3_extended_result_codes(s->handle, 1);
	e = script(&s->db, setup, err);
	if (e != OK) {
		talloc_free(s);
		return e;
	}
	*out = &s->db;
	return OK;
}
