/*
 * The PostgreSQL driver, through libpq.
 *
 * One writer at a time, as on SQLite: a writing transaction takes an advisory lock first. It runs
 * READ COMMITTED, so that everything it reads after the lock is what the writer before it
 * committed (REPEATABLE READ would keep the snapshot of before the lock), and nobody else changes
 * it until the end. No update is lost and the chain of the audit stays one chain. Readers take no
 * lock.
 *
 * Rows come one by one (single-row mode), so that a million of them stay flat. When a statement is
 * run inside the rows of another, the rest of the outer one is fetched first.
 */
#include "store/db.h"

#include "base/mem.h"
#include "store/postgres_copy.h"
#include "store/postgres_url.h"

#include <endian.h>
#include <libpq-fe.h>
#include <string.h>

#define PARAMS_MAX 48
#define COLUMNS_MAX 40

/* The numbers PostgreSQL gives its types. */
enum { TYPE_INT8 = 20, TYPE_INT4 = 23, TYPE_TEXT = 25, TYPE_FLOAT8 = 701 };

#define COPY_PIECE ((size_t)256 << 10) /* bytes sent at once */
#define COPY_MAX ((size_t)100 << 20)   /* of one row */

/* A statement whose rows are being handed out. */
struct rows {
	struct rows *outer;
	bool fetched; /* to make way for another statement, into @rest */
	PGresult **rest;
	size_t nrest, next;
};

/* Rows of a statement on their way in by COPY, kept until there are enough of them. */
struct kept {
	int statement;
	struct buf rows;
};

struct postgres {
	struct db db;
	PGconn *conn;
	bool *prepared; /* by statement number */
	char *shown;    /* the address without a password */
	struct rows *rows;
	struct kept *kept;
	size_t nkept;
	int open; /* the statement whose COPY is under way, or -1 */
};

/* How values travel: integers and doubles as eight bytes in network order, texts as they are. */
struct bound {
	const char *values[PARAMS_MAX];
	int lengths[PARAMS_MAX], formats[PARAMS_MAX];
	uint64_t numbers[PARAMS_MAX];
};

static enum err
complain_code(struct postgres *p, const char *code, const char *said, struct error *err)
{
	static const char *const lost[] = {"08", "57P01", "57P02", "57P03", NULL};
	static const char *const busy[] = {"40001", "40P01", "55P03", NULL};
	int i;

	for (i = 0; lost[i] != NULL; i++) {
		if (strncmp(code, lost[i], strlen(lost[i])) == 0)
			return fail(
			    err, ERR_DATABASE, MSG("the connection to the database is lost"));
	}
	for (i = 0; busy[i] != NULL; i++) {
		if (strcmp(code, busy[i]) == 0)
			return fail(err, ERR_CONFLICT,
			    MSG("the database is being written by another program; try again "
				"later"));
	}
	if (strncmp(code, "23", 2) == 0)
		return fail(err, ERR_CONFLICT,
		    MSG("somebody else has just stored the same or removed what this refers to "
			"({0})"),
		    arg_text(said));
	if (strcmp(code, "53100") == 0)
		return fail(err, ERR_DATABASE, MSG("the disk is full; nothing was stored"));
	if (strcmp(code, "25006") == 0 || strcmp(code, "42501") == 0)
		return fail(
		    err, ERR_DATABASE, MSG("no permission to write {0}"), arg_text(p->shown));
	if (strncmp(code, "XX00", 4) == 0)
		return fail(err, ERR_DATABASE, MSG("{0} is damaged; restore it from a backup"),
		    arg_text(p->shown));
	return fail(err, ERR_DATABASE, MSG("the database answers: {0}"), arg_text(said));
}

/* Only PostgreSQL's first line goes into the sentence: data stands in its details. */
static enum err
complain(struct postgres *p, const PGresult *result, struct error *err)
{
	const char *code = PQresultErrorField(result, PG_DIAG_SQLSTATE);
	const char *said = PQresultErrorField(result, PG_DIAG_MESSAGE_PRIMARY);

	if (PQstatus(p->conn) == CONNECTION_BAD || code == NULL)
		return complain_code(p, "08000", "", err);
	return complain_code(p, code, said == NULL ? code : said, err);
}

/* OK when @result is what a statement without an error gives; frees it. */
static enum err
finish_result(struct postgres *p, PGresult *result, struct error *err)
{
	ExecStatusType status = PQresultStatus(result);
	enum err e = OK;

	if (status != PGRES_COMMAND_OK && status != PGRES_TUPLES_OK &&
	    status != PGRES_SINGLE_TUPLE && status != PGRES_COPY_IN)
		e = complain(p, result, err);
	PQclear(result);
	return e;
}

static enum err
drain(struct postgres *p, struct error *err)
{
	PGresult *result;
	enum err e = OK, one;

	while ((result = PQgetResult(p->conn)) != NULL) {
		one = finish_result(p, result, e == OK ? err : NULL);
		e = e == OK ? one : e;
	}
	return e;
}

static void
ignore_notice(void *arg, const char *message)
{
}

static enum err
set_up(struct postgres *p, struct error *err)
{
	const char *encoding = PQparameterStatus(p->conn, "server_encoding");

	memset(p->prepared, 0, (size_t)db_statement_count * sizeof *p->prepared);
	PQsetNoticeProcessor(p->conn, ignore_notice, NULL);
	if (encoding == NULL || strcmp(encoding, "UTF8") != 0)
		return fail(err, ERR_DATABASE,
		    MSG("{0} doesn't keep its texts in UTF-8; make a database with the encoding "
			"UTF8"),
		    arg_text(p->shown));
	return finish_result(p,
	    PQexec(p->conn, "SET lock_timeout = '10s'; SET client_min_messages = warning; "
			    "SET default_transaction_isolation = 'read committed'"),
	    err);
}

/* A server that was started again is met again, but never in the middle of a transaction. */
static enum err
reconnect(struct postgres *p, struct error *err)
{
	if (PQstatus(p->conn) != CONNECTION_BAD || p->db.writing || p->db.reading ||
	    p->rows != NULL)
		return OK;
	PQreset(p->conn);
	if (PQstatus(p->conn) != CONNECTION_OK)
		return complain_code(p, "08000", "", err);
	return set_up(p, err);
}

static enum err
copy_put(struct postgres *p, const struct buf *bytes, struct error *err)
{
	if (PQputCopyData(p->conn, bytes->bytes, (int)bytes->len) != 1)
		return complain_code(p, "08000", "", err);
	return OK;
}

static enum err
copy_close(struct postgres *p, struct error *err)
{
	struct buf end = buf_new(p, 64);
	enum err e;

	p->open = -1;
	copy_put_end(&end);
	e = copy_put(p, &end, err);
	talloc_free(end.bytes);
	if (e == OK && PQputCopyEnd(p->conn, NULL) != 1)
		e = complain_code(p, "08000", "", err);
	return e == OK ? drain(p, err) : e;
}

static enum err
copy_open(struct postgres *p, int statement, struct error *err)
{
	struct buf head = buf_new(p, 64);
	enum err e = p->open < 0 ? OK : copy_close(p, err);

	if (e == OK)
		e = finish_result(p, PQexec(p->conn, db_statements[statement].copy), err);
	if (e == OK) {
		p->open = statement;
		copy_put_head(&head);
		e = copy_put(p, &head, err);
	}
	talloc_free(head.bytes);
	return e;
}

/* Sends what is there; the COPY stays open for more. */
static enum err
copy_send(struct postgres *p, struct kept *k, struct error *err)
{
	enum err e = p->open == k->statement ? OK : copy_open(p, k->statement, err);

	if (k->rows.full)
		return fail(err, ERR_INVALID, MSG("a row is too long to be stored"));
	if (e == OK)
		e = copy_put(p, &k->rows, err);
	buf_clear(&k->rows);
	return e;
}

static enum err
copy_end(struct db *db, struct error *err)
{
	struct postgres *p = (struct postgres *)db;
	enum err e = OK;
	size_t i;

	for (i = 0; e == OK && i < p->nkept; i++) {
		if (p->kept[i].rows.len > 0)
			e = copy_send(p, &p->kept[i], err);
	}
	return e == OK && p->open >= 0 ? copy_close(p, err) : e;
}

static struct kept *
kept_of(struct postgres *p, int statement)
{
	size_t i;

	for (i = 0; i < p->nkept; i++) {
		if (p->kept[i].statement == statement)
			return &p->kept[i];
	}
	mem_push(p, p->kept, p->nkept) = (struct kept){statement, buf_new(p, COPY_MAX)};
	return &p->kept[p->nkept - 1];
}

static enum err
copy_row(struct db *db, int statement, const struct db_value *values, struct error *err)
{
	struct postgres *p = (struct postgres *)db;
	struct kept *k = kept_of(p, statement);

	copy_put_row(&k->rows, values, db_statements[statement].ncopy);
	return k->rows.len < COPY_PIECE ? OK : copy_send(p, k, err);
}

static void
copy_drop(struct postgres *p)
{
	size_t i;

	if (p->open >= 0)
		PQputCopyEnd(p->conn, "rolled back");
	p->open = -1;
	for (i = 0; i < p->nkept; i++)
		buf_clear(&p->kept[i].rows);
}

/* Makes the connection free for a statement: rows under way are fetched, an open COPY is ended. */
static enum err
make_way(struct postgres *p, struct error *err)
{
	struct rows *r = p->rows;
	PGresult *result;

	if (r != NULL && !r->fetched) {
		while ((result = PQgetResult(p->conn)) != NULL)
			mem_push(p, r->rest, r->nrest) = result;
		r->fetched = true;
	}
	return p->open >= 0 ? copy_close(p, err) : OK;
}

static enum err
prepare(struct postgres *p, int statement, const char *name, struct error *err)
{
	enum err e = OK;

	if (!p->prepared[statement])
		e = finish_result(p,
		    PQprepare(p->conn, name, db_statements[statement].sql[DB_POSTGRES], 0, NULL),
		    err);
	p->prepared[statement] |= e == OK;
	return e;
}

static void
bind(struct bound *b, int i, const struct db_value *v)
{
	b->formats[i] = v->type == DB_INT || v->type == DB_REAL;
	b->values[i] = v->type == DB_NULL   ? NULL
		       : v->type == DB_TEXT ? v->text
					    : (const char *)&b->numbers[i];
	b->lengths[i] = sizeof b->numbers[i];
	b->numbers[i] = copy_bits(v);
}

static enum err
get_column(const PGresult *row, int i, struct db_value *out, struct error *err)
{
	const char *bytes = PQgetvalue(row, 0, i);
	uint32_t four;
	uint64_t eight = 0;

	if (PQgetisnull(row, 0, i)) {
		*out = (struct db_value){.type = DB_NULL};
		return OK;
	}
	if (PQgetlength(row, 0, i) == sizeof eight)
		memcpy(&eight, bytes, sizeof eight);
	switch (PQftype(row, i)) {
	case TYPE_INT8:
		*out = db_int((int64_t)be64toh(eight));
		return OK;
	case TYPE_INT4:
		memcpy(&four, bytes, sizeof four);
		*out = db_int((int32_t)be32toh(four));
		return OK;
	case TYPE_FLOAT8:
		eight = be64toh(eight);
		*out = db_real(0);
		memcpy(&out->real, &eight, sizeof eight);
		return OK;
	case TYPE_TEXT:
		*out = db_text(bytes);
		return OK;
	default:
		return fail(
		    err, ERR_INTERNAL, MSG("the database answers: {0}"), arg_text(PQfname(row, i)));
	}
}

static enum err
hand_out(const PGresult *row, db_row *each, void *arg, struct error *err)
{
	struct db_value columns[COLUMNS_MAX];
	int i, n = PQnfields(row);
	enum err e = OK;

	for (i = 0; i < n && e == OK; i++)
		e = get_column(row, i, &columns[i], err);
	return e == OK ? each(arg, columns, err) : e;
}

static PGresult *
next_result(struct postgres *p, struct rows *r)
{
	if (!r->fetched)
		return PQgetResult(p->conn);
	return r->next < r->nrest ? r->rest[r->next++] : NULL;
}

/* After an error the rest is read and thrown away: the connection must come out clean. */
static enum err
take_rows(struct postgres *p, db_row *each, void *arg, struct error *err)
{
	struct rows r = {.outer = p->rows};
	PGresult *result;
	enum err e = OK, one;

	p->rows = &r;
	PQsetSingleRowMode(p->conn);
	while ((result = next_result(p, &r)) != NULL) {
		if (e == OK && each != NULL && PQresultStatus(result) == PGRES_SINGLE_TUPLE)
			e = hand_out(result, each, arg, err);
		one = finish_result(p, result, e == OK ? err : NULL);
		e = e == OK ? one : e;
	}
	p->rows = r.outer;
	talloc_free(r.rest);
	return e;
}

static enum err
run(struct db *db, int statement, const struct db_value *params, db_row *row, void *arg,
    struct error *err)
{
	struct postgres *p = (struct postgres *)db;
	const struct db_statement *what = &db_statements[statement];
	struct bound b;
	char name[16];
	enum err e = make_way(p, err);
	int i;

	if (e == OK)
		e = reconnect(p, err);
	snprintf(name, sizeof name, "s%d", statement);
	if (e == OK)
		e = prepare(p, statement, name, err);
	if (e != OK)
		return e;
	for (i = 0; i < what->nparams; i++)
		bind(&b, i, &params[i]);
	if (PQsendQueryPrepared(p->conn, name, what->nparams, b.values, b.lengths, b.formats, 1) !=
	    1)
		return complain_code(p, "08000", "", err);
	return take_rows(p, row, arg, err);
}

static enum err
script(struct db *db, const char *sql, struct error *err)
{
	struct postgres *p = (struct postgres *)db;
	enum err e = make_way(p, err);

	return e == OK ? finish_result(p, PQexec(p->conn, sql), err) : e;
}

static void
rollback(struct db *db)
{
	struct postgres *p = (struct postgres *)db;

	copy_drop(p);
	drain(p, NULL);
	if (PQtransactionStatus(p->conn) != PQTRANS_IDLE)
		PQclear(PQexec(p->conn, "ROLLBACK"));
}

/* The lock is of the schema: installations in schemas of one database don't wait for each other. */
static enum err
begin(struct db *db, struct error *err)
{
	struct postgres *p = (struct postgres *)db;
	enum err e = reconnect(p, err);

	if (e == OK)
		e = script(db,
		    "BEGIN; SELECT pg_advisory_xact_lock(1869640562, "
		    "hashtext(coalesce(current_schema(), '')))",
		    err);
	if (e != OK)
		rollback(db);
	return e;
}

static enum err
read_begin(struct db *db, struct error *err)
{
	enum err e = reconnect((struct postgres *)db, err);

	return e == OK ? script(db, "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY", err) : e;
}

static enum err
commit(struct db *db, struct error *err)
{
	struct postgres *p = (struct postgres *)db;
	enum err e = copy_end(db, err);
	PGresult *result;
	bool undone;

	if (e != OK)
		return e;
	result = PQexec(p->conn, "COMMIT");
	/* after a failed statement COMMIT succeeds as ROLLBACK */
	undone = result != NULL && strcmp(PQcmdStatus(result), "ROLLBACK") == 0;
	e = finish_result(p, result, err);
	if (e == OK && undone)
		return fail(err, ERR_INTERNAL, MSG("a failed transaction can't be committed"));
	return e;
}

/* One query without parameters whose rows have one text column. */
static enum err
each_text(struct postgres *p, const char *sql, db_row *each, void *arg, struct error *err)
{
	PGresult *result = PQexec(p->conn, sql);
	struct db_value column;
	enum err e = OK;
	int i;

	for (i = 0; e == OK && i < PQntuples(result); i++) {
		column = db_text(PQgetvalue(result, i, 0));
		e = each(arg, &column, err);
	}
	if (e == OK)
		return finish_result(p, result, err);
	PQclear(result);
	return e;
}

struct verifying {
	struct postgres *p;
	db_row *each;
	void *arg;
};

static enum err
run_check(void *arg, const struct db_value *columns, struct error *err)
{
	struct verifying *v = arg;

	return each_text(v->p, columns[0].text, v->each, v->arg, err);
}

/*
 * PostgreSQL has no check of itself that any user may run. What can be told: constraints and
 * indexes that were left unfinished, and rows that refer to nothing, which a careless restore
 * leaves behind.
 */
static enum err
verify(struct db *db, db_row *each, void *arg, struct error *err)
{
	static const char unfinished[] =
	    "SELECT format('constraint %s of %s is not validated', conname, conrelid::regclass) "
	    "FROM pg_constraint WHERE NOT convalidated "
	    "AND connamespace = current_schema()::regnamespace "
	    "UNION ALL SELECT format('index %s is not valid', indexrelid::regclass) "
	    "FROM pg_index i JOIN pg_class c ON c.oid = i.indexrelid "
	    "WHERE NOT indisvalid AND c.relnamespace = current_schema()::regnamespace";
	static const char references[] =
	    "SELECT format('SELECT format(%L, count(*)) FROM %s c WHERE c.%I IS NOT NULL AND NOT "
	    "EXISTS (SELECT 1 FROM %s p WHERE p.%I = c.%I) HAVING count(*) > 0', "
	    "format('%s: %%s rows refer by %s to nothing in %s', k.conrelid::regclass, a.attname, "
	    "k.confrelid::regclass), k.conrelid::regclass, a.attname, k.confrelid::regclass, "
	    "b.attname, a.attname) FROM pg_constraint k "
	    "JOIN pg_attribute a ON a.attrelid = k.conrelid AND a.attnum = k.conkey[1] "
	    "JOIN pg_attribute b ON b.attrelid = k.confrelid AND b.attnum = k.confkey[1] "
	    "WHERE k.contype = 'f' AND cardinality(k.conkey) = 1 "
	    "AND k.connamespace = current_schema()::regnamespace";
	struct verifying v = {(struct postgres *)db, each, arg};
	enum err e = make_way(v.p, err);

	if (e == OK)
		e = each_text(v.p, unfinished, each, arg, err);
	return e == OK ? each_text(v.p, references, run_check, &v, err) : e;
}

static enum err
backup(struct db *db, const char *path, struct error *err)
{
	return fail(err, ERR_INVALID,
	    MSG("a copy of a PostgreSQL database is made with pg_dump, not by Opora"));
}

static enum err
count_row(void *arg, const struct db_value *columns, struct error *err)
{
	(*(int *)arg)++;
	return OK;
}

static enum err
has_schema(struct db *db, bool *yes, struct error *err)
{
	struct postgres *p = (struct postgres *)db;
	int n = 0;
	enum err e = reconnect(p, err);

	if (e == OK)
		e = each_text(p,
		    "SELECT relname FROM pg_class WHERE relname = 'migration' "
		    "AND relnamespace = current_schema()::regnamespace",
		    count_row, &n, err);
	if (e == OK)
		*yes = n > 0;
	return e;
}

static enum err
advance(void *arg, const struct db_value *columns, struct error *err)
{
	return script(arg, columns[0].text, err);
}

static enum err
fill_begin(struct db *db, struct error *err)
{
	return OK;
}

/* Rows came with their ids: the counters must go on after them. */
static enum err
fill_end(struct db *db, struct error *err)
{
	return each_text((struct postgres *)db,
	    "SELECT format('SELECT setval(pg_get_serial_sequence(%L, %L), max(%I)) FROM %s', "
	    "c.oid::regclass, a.attname, a.attname, c.oid::regclass) FROM pg_class c "
	    "JOIN pg_attribute a ON a.attrelid = c.oid AND a.attidentity <> '' "
	    "WHERE c.relkind = 'r' AND c.relnamespace = current_schema()::regnamespace",
	    advance, db, err);
}

static enum err
serve_lock(struct db *db, bool *got, struct error *err)
{
	struct postgres *p = (struct postgres *)db;
	int n = 0;
	enum err e = each_text(p,
	    "SELECT 'got' WHERE pg_try_advisory_lock(1869640563, "
	    "hashtext(coalesce(current_schema(), '')))",
	    count_row, &n, err);

	*got = n > 0;
	return e;
}

static const struct db_driver driver = {DB_POSTGRES, run, script, begin, read_begin, commit,
    rollback, copy_row, copy_end, verify, backup, has_schema, fill_begin, fill_end, serve_lock};

static int
close_connection(struct postgres *p)
{
	PQfinish(p->conn);
	return 0;
}

/* libpq's complaint on one line; the address was checked, so that no password can stand in it. */
static enum err
complain_connect(struct postgres *p, struct error *err)
{
	char *said = mem_strdup(p, PQerrorMessage(p->conn)), *c;

	for (c = said + strlen(said); c > said && c[-1] == '\n'; c--)
		c[-1] = '\0';
	for (c = said; *c != '\0'; c++) {
		if (*c == '\n' || *c == '\t')
			*c = ' ';
	}
	return fail(err, ERR_DATABASE, MSG("the database {0} can't be opened: {1}"),
	    arg_text(p->shown), arg_text(said));
}

enum err
db_open_postgres(TALLOC_CTX *ctx, const char *url, struct db **out, struct error *err)
{
	static const char *const names[] = {
	    "fallback_application_name", "connect_timeout", "dbname", "client_encoding", NULL};
	const char *const values[] = {"opora", "15", url, "UTF8", NULL};
	struct postgres *p;
	enum err e = db_url_check(url, err);

	if (e != OK)
		return e;
	p = mem_new(ctx, struct postgres);
	p->db.driver = &driver;
	p->shown = db_url_shown(p, url);
	p->prepared = mem_array(p, bool, (size_t)db_statement_count);
	p->open = -1;
	p->conn = PQconnectdbParams(names, values, 1);
	if (p->conn == NULL)
		mem_exhausted();
	talloc_set_destructor(p, close_connection);
	e = PQstatus(p->conn) == CONNECTION_OK ? set_up(p, err) : complain_connect(p, err);
	if (e != OK)
		talloc_free(p);
	else
		*out = &p->db;
	return e;
}
