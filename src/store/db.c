#include "store/db.h"

#include "base/mem.h"
#include "store/statements.h"

#include <string.h>

struct db_value
db_int(int64_t n)
{
	return (struct db_value){.type = DB_INT, .integer = n};
}

struct db_value
db_id(int64_t id)
{
	return (struct db_value){.type = id == 0 ? DB_NULL : DB_INT, .integer = id};
}

struct db_value
db_count(int64_t count)
{
	return (struct db_value){.type = count < 0 ? DB_NULL : DB_INT, .integer = count};
}

struct db_value
db_real(double d)
{
	return (struct db_value){.type = DB_REAL, .real = d};
}

struct db_value
db_text(const char *s)
{
	return (struct db_value){.type = s == NULL ? DB_NULL : DB_TEXT, .text = s};
}

int64_t
db_get_int(const struct db_value *v)
{
	return v->type == DB_INT ? v->integer : 0;
}

int64_t
db_get_count(const struct db_value *v)
{
	return v->type == DB_INT ? v->integer : -1;
}

double
db_get_real(const struct db_value *v)
{
	return v->type == DB_REAL ? v->real : v->type == DB_INT ? (double)v->integer : 0;
}

const char *
db_get_text(const struct db_value *v)
{
	return v->type == DB_TEXT ? v->text : "";
}

const char *
db_get_text_or_null(const struct db_value *v)
{
	return v->type == DB_TEXT ? v->text : NULL;
}

struct db_scope
db_scope_below(TALLOC_CTX *ctx, const char *path)
{
	char *to = mem_strdup(ctx, path);

	to[strlen(to) - 1] = '/' + 1; /* the byte after the closing slash */
	return (struct db_scope){path, to};
}

struct db_scope
db_scope_one(TALLOC_CTX *ctx, const char *path)
{
	/* whatever is below goes on with a digit, which is above a space */
	return (struct db_scope){path, mem_printf(ctx, "%s ", path)};
}

bool
db_scope_is_all(struct db_scope scope)
{
	return strcmp(scope.from, "/") == 0 && strcmp(scope.to, "0") == 0;
}

struct db_scope
db_scope_all(void)
{
	return (struct db_scope){"/", "0"};
}

enum err
db_run(struct db *db, int statement, const struct db_value *params, db_row *row, void *arg,
    struct error *err)
{
	return db->driver->run(db, statement, params, row, arg, err);
}

enum err
db_begin(struct db *db, struct error *err)
{
	enum err e = db->driver->begin(db, err);

	db->writing = e == OK;
	return e;
}

enum err
db_commit(struct db *db, struct error *err)
{
	enum err e = db->driver->commit(db, err);

	if (e != OK)
		db->driver->rollback(db);
	db->writing = false;
	return e;
}

void
db_rollback(struct db *db)
{
	if (db->writing)
		db->driver->rollback(db);
	db->writing = false;
}

enum err
db_read_begin(struct db *db, struct error *err)
{
	enum err e = db->driver->read_begin(db, err);

	db->reading = e == OK;
	return e;
}

void
db_read_end(struct db *db)
{
	if (db->reading)
		db->driver->rollback(db);
	db->reading = false;
}

enum err
db_copy_row(struct db *db, int statement, const struct db_value *values, struct error *err)
{
	return db->driver->copy_row(db, statement, values, err);
}

enum err
db_copy_end(struct db *db, struct error *err)
{
	return db->driver->copy_end(db, err);
}

enum err
db_verify(struct db *db, db_row *each, void *arg, struct error *err)
{
	return db->driver->verify(db, each, arg, err);
}

enum err
db_backup(struct db *db, const char *path, struct error *err)
{
	return db->driver->backup(db, path, err);
}

enum err
db_serve_lock(struct db *db, bool *got, struct error *err)
{
	*got = true;
	return db->driver->serve_lock == NULL ? OK : db->driver->serve_lock(db, got, err);
}

enum err
db_is_empty(struct db *db, bool *yes, struct error *err)
{
	bool exists = false;
	enum err e = db->driver->has_schema(db, &exists, err);

	*yes = !exists;
	return e;
}

/* What was applied does not change: who has compared it all asks only whether more has come. */
static enum err
same_schema(struct db *db, bool *same, struct error *err)
{
	struct db_migrations_count row = {0};
	TALLOC_CTX *local;
	bool found;
	enum err e;

	*same = false;
	if (!db->same_schema)
		return OK;
	local = mem_check(talloc_new(NULL));
	e = db_migrations_count(local, db, &row, &found, err);
	*same = e == OK && row.n == db_migration_count;
	talloc_free(local);
	return e;
}

static enum err
compare_schema(struct db *db, int *number, struct error *err)
{
	TALLOC_CTX *local = mem_check(talloc_new(NULL));
	struct db_migrations_done *rows;
	char sha[SHA256_TEXT_SIZE];
	size_t n, i;
	enum err e;

	e = db_migrations_done(local, db, &rows, &n, err);
	for (i = 0; e == OK && i < n && i < (size_t)db_migration_count; i++) {
		sha256_of(db_migrations[i].source, strlen(db_migrations[i].source), sha);
		if (rows[i].number != (int64_t)i + 1 || strcmp(rows[i].sha256, sha) != 0)
			e = fail(err, ERR_DATABASE,
			    MSG("migration {0} of this database is not the one of this program"),
			    arg_int((int64_t)i + 1));
	}
	if (e == OK)
		*number = (int)n;
	db->same_schema = e == OK && *number == db_migration_count;
	talloc_free(local);
	return e;
}

enum err
db_schema(struct db *db, int *number, struct error *err)
{
	bool same, exists;
	enum err e = same_schema(db, &same, err);

	*number = e == OK && same ? db_migration_count : 0;
	if (e != OK || same)
		return e;
	e = db->driver->has_schema(db, &exists, err);
	return e == OK && exists ? compare_schema(db, number, err) : e;
}

static enum err
apply(struct db *db, const struct db_migration *m, int64_t now, struct error *err)
{
	char sha[SHA256_TEXT_SIZE];
	enum err e = db_begin(db, err);

	if (e != OK)
		return e;
	sha256_of(m->source, strlen(m->source), sha);
	e = db->driver->script(db, m->sql[db->driver->dialect], err);
	if (e == OK)
		e = db_migration_add(db, m->number, sha, now, err);
	if (e == OK)
		return db_commit(db, err);
	db_rollback(db);
	return e;
}

enum err
db_migrate(struct db *db, int64_t now, struct error *err)
{
	int done;
	enum err e = db_schema(db, &done, err);

	if (e == OK && done > db_migration_count)
		return fail(err, ERR_DATABASE,
		    MSG("the database is of a newer version of Opora: it has {0} migrations, this "
			"program knows {1}"),
		    arg_int(done), arg_int(db_migration_count));
	for (; e == OK && done < db_migration_count; done++)
		e = apply(db, &db_migrations[done], now, err);
	return e;
}
