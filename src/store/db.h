/*
 * The database behind one driver interface. Only this room knows SQL.
 *
 * Statements are written once in sql/queries with a name; tools/sqlc makes a typed function
 * db_NAME() of each (store/statements.h). A driver prepares a statement on first use and keeps it.
 * A struct db belongs to one thread.
 */
#ifndef STORE_DB_H
#define STORE_DB_H

#include "base/error.h"
#include "base/hash.h"

#include <talloc.h>

enum db_dialect { DB_SQLITE, DB_POSTGRES, DB_DIALECTS };

enum db_type { DB_NULL, DB_INT, DB_REAL, DB_TEXT };

struct db_value {
	enum db_type type;
	union {
		int64_t integer;
		double real;
		const char *text; /* NUL-ended UTF-8; of a row: valid until the next row */
	};
};

struct db_value db_int(int64_t n);
struct db_value db_id(int64_t id);       /* 0 is NULL */
struct db_value db_count(int64_t count); /* negative is NULL */
struct db_value db_real(double d);
struct db_value db_text(const char *s);         /* NULL is NULL */
int64_t db_get_int(const struct db_value *v);   /* NULL is 0 */
int64_t db_get_count(const struct db_value *v); /* NULL is -1 */
double db_get_real(const struct db_value *v);
const char *db_get_text(const struct db_value *v); /* NULL is "" */
const char *db_get_text_or_null(const struct db_value *v);

/* Which part of the tree of organisations a statement may see: org.path >= from and < to. */
struct db_scope {
	const char *from;
	const char *to;
};
/* Everything below @path ("/1/5/"); texts hang under @ctx. */
struct db_scope db_scope_below(TALLOC_CTX *ctx, const char *path);
/* The organisation at @path alone, without what is below it. */
struct db_scope db_scope_one(TALLOC_CTX *ctx, const char *path);
/* All organisations. */
struct db_scope db_scope_all(void);
bool db_scope_is_all(struct db_scope scope);

struct db_statement {
	const char *name;
	int nparams;
	int ncolumns;
	const char *sql[DB_DIALECTS];
	const char *copy; /* a statement headed `copy`: PostgreSQL's COPY of the same, or NULL */
	int ncopy;        /* its columns: the parameters in their order, then constants */
};
extern const struct db_statement db_statements[];
extern const int db_statement_count;

struct db_migration {
	int number;
	const char *name;
	const char *source; /* the file as written: what the checksum is of */
	const char *sql[DB_DIALECTS];
};
extern const struct db_migration db_migrations[];
extern const int db_migration_count;

struct db;

/* Called for each row; an error ends the statement and is returned. */
typedef enum err db_row(void *arg, const struct db_value *columns, struct error *err);

/* What a driver does. The first member of a driver's own struct is struct db. */
struct db_driver {
	enum db_dialect dialect;
	enum err (*run)(struct db *db, int statement, const struct db_value *params, db_row *row,
	    void *arg, struct error *err);
	/* Several statements without parameters or rows: migrations, BEGIN IMMEDIATE and the like.
	 */
	enum err (*script)(struct db *db, const char *sql, struct error *err);
	enum err (*begin)(struct db *db, struct error *err); /* takes the writer's lock at once */
	/* A transaction that only reads: every statement sees the database as it was at the first.
	 */
	enum err (*read_begin)(struct db *db, struct error *err);
	enum err (*commit)(struct db *db, struct error *err);
	void (*rollback)(struct db *db);
	/* Many rows of one INSERT; see db_copy_row(). */
	enum err (*copy_row)(
	    struct db *db, int statement, const struct db_value *values, struct error *err);
	enum err (*copy_end)(struct db *db, struct error *err);
	/* The database's own check of itself; each complaint goes to @each as one text column. */
	enum err (*verify)(struct db *db, db_row *each, void *arg, struct error *err);
	/* A copy of the whole database into the new file @path, while others work. */
	enum err (*backup)(struct db *db, const char *path, struct error *err);
	/* Does the schema exist (the table of migrations)? */
	enum err (*has_schema)(struct db *db, bool *yes, struct error *err);
	/* Around filling an empty database with the rows of another, ids and all. */
	enum err (*fill_begin)(struct db *db, struct error *err);
	enum err (*fill_end)(struct db *db, struct error *err);
	/* Takes the one server's lock till the connection ends; *@got false: another has it. */
	enum err (*serve_lock)(struct db *db, bool *got, struct error *err);
};

struct db {
	const struct db_driver *driver;
	bool writing;     /* inside begin … commit */
	bool reading;     /* inside read_begin … read_end */
	bool same_schema; /* its migrations were compared with the program's: db_schema() */
};

/* Opens the SQLite file @path; creates it when @create, else ERR_NOT_FOUND. Closed with its ctx. */
enum err db_open_sqlite(
    TALLOC_CTX *ctx, const char *path, bool create, struct db **out, struct error *err);

/*
 * Connects to @url (postgresql://…). The server's own words may stand in the error, never the
 * password. The database may be empty. Closed with its ctx.
 */
enum err db_open_postgres(TALLOC_CTX *ctx, const char *url, struct db **out, struct error *err);

enum err db_run(struct db *db, int statement, const struct db_value *params, db_row *row, void *arg,
    struct error *err);
enum err db_begin(struct db *db, struct error *err);
enum err db_commit(struct db *db, struct error *err);
void db_rollback(struct db *db); /* no effect outside a transaction */
/*
 * Between these two all that is read belongs to one state of the database, whoever writes
 * meanwhile; who reads so writes nothing.
 */
enum err db_read_begin(struct db *db, struct error *err);
void db_read_end(struct db *db); /* no effect outside */
/*
 * One row of @statement, which is headed `copy` (db_NAME_copy() of store/statements.h calls this).
 * Rows may be kept back, so that neither they nor their errors need be seen before db_copy_end();
 * other statements may be run between, and rows of several statements go in in any order, so they
 * must not refer to each other. db_commit() ends what is open.
 */
enum err db_copy_row(
    struct db *db, int statement, const struct db_value *values, struct error *err);
enum err db_copy_end(struct db *db, struct error *err);
enum err db_verify(struct db *db, db_row *each, void *arg, struct error *err);
enum err db_backup(struct db *db, const char *path, struct error *err);

/*
 * Takes the lock of the one server of this database, till the connection ends; *@got false: another
 * process has it. SQLite has none: there a file beside the database is locked.
 */
enum err db_serve_lock(struct db *db, bool *got, struct error *err);

/* Is there no schema in @db, not even an old one? */
enum err db_is_empty(struct db *db, bool *yes, struct error *err);
/* How many migrations @db has (0 = an empty database), and whether one of them was edited. */
enum err db_schema(struct db *db, int *number, struct error *err);
/* Applies what is missing, each in its transaction. @now: ms UTC. */
enum err db_migrate(struct db *db, int64_t now, struct error *err);

#endif
