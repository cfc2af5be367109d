#include "store/move.h"

#include "base/mem.h"

#include <stdlib.h>
#include <string.h>

#define PIECE 65536 /* digests kept in one array */

/* What each row of a table was, in order: the first 64 bits of its SHA-256. */
struct digests {
	uint64_t **pieces;
	size_t npieces, count;
};

struct moving {
	TALLOC_CTX *ctx; /* of the table */
	struct db *to;
	int fill; /* the statement that fills the table */
	int ncolumns;
	const char *table;
	struct digests read;
	int64_t rows; /* moved, then compared */
	db_moved *each;
	void *arg;
};

static uint64_t
digest_of(const struct db_value *columns, int n)
{
	struct sha256 s;
	char text[SHA256_TEXT_SIZE];
	int i;

	sha256_begin(&s);
	for (i = 0; i < n; i++) {
		const struct db_value *v = &columns[i];

		sha256_add(&s, &"nirt"[v->type], 1);
		if (v->type == DB_INT)
			sha256_add(&s, &v->integer, sizeof v->integer);
		else if (v->type == DB_REAL)
			sha256_add(&s, &v->real, sizeof v->real);
		else if (v->type == DB_TEXT)
			sha256_add(&s, v->text, strlen(v->text) + 1);
	}
	sha256_end(&s, text);
	text[16] = '\0';
	return strtoull(text, NULL, 16);
}

static void
digests_add(TALLOC_CTX *ctx, struct digests *d, uint64_t digest)
{
	if (d->count % PIECE == 0)
		mem_push(ctx, d->pieces, d->npieces) = mem_array(ctx, uint64_t, PIECE);
	d->pieces[d->count / PIECE][d->count % PIECE] = digest;
	d->count++;
}

static enum err
tell(struct moving *m, bool end, struct error *err)
{
	return end || m->rows % 4096 == 0 ? m->each(m->arg, m->table, m->rows, end, err) : OK;
}

static enum err
move_row(void *arg, const struct db_value *columns, struct error *err)
{
	struct moving *m = arg;
	enum err e;

	digests_add(m->ctx, &m->read, digest_of(columns, m->ncolumns));
	m->rows++;
	e = tell(m, false, err);
	return e == OK ? db_copy_row(m->to, m->fill, columns, err) : e;
}

static enum err
different(const struct moving *m, int64_t row, struct error *err)
{
	return fail(err, ERR_DATABASE,
	    MSG("row {0} of the table {1} came out different; nothing was copied"), arg_int(row),
	    arg_text(m->table));
}

static enum err
compare_row(void *arg, const struct db_value *columns, struct error *err)
{
	struct moving *m = arg;
	size_t i = (size_t)m->rows++;

	if (i >= m->read.count ||
	    m->read.pieces[i / PIECE][i % PIECE] != digest_of(columns, m->ncolumns))
		return different(m, m->rows, err);
	return tell(m, false, err);
}

static enum err
move_table(struct db *from, int read, struct moving *m, struct error *err)
{
	enum err e = db_run(from, read, NULL, move_row, m, err);

	if (e == OK)
		e = db_copy_end(m->to, err);
	m->rows = 0;
	if (e == OK)
		e = db_run(m->to, read, NULL, compare_row, m, err);
	if (e == OK && (size_t)m->rows != m->read.count)
		e = different(m, m->rows + 1, err);
	return e == OK ? tell(m, true, err) : e;
}

static enum err
move_tables(struct db *from, struct db *to, db_moved *each, void *arg, struct error *err)
{
	static const char reads[] = "all_of_", fills[] = "fill_";
	enum err e = OK;
	int i;

	/* tools/tablec writes them in pairs, in the order in which the tables were made */
	for (i = 0; e == OK && i + 1 < db_statement_count; i++) {
		const struct db_statement *read = &db_statements[i];
		struct moving m = {.to = to, .fill = i + 1, .each = each, .arg = arg};

		if (strncmp(read->name, reads, strlen(reads)) != 0 ||
		    strncmp(db_statements[i + 1].name, fills, strlen(fills)) != 0)
			continue;
		m.table = read->name + strlen(reads);
		m.ncolumns = read->ncolumns;
		m.ctx = mem_check(talloc_new(NULL));
		e = move_table(from, i, &m, err);
		talloc_free(m.ctx);
	}
	return e;
}

static enum err
check_both(struct db *from, struct db *to, struct error *err)
{
	bool empty;
	int schema;
	enum err e = db_is_empty(from, &empty, err);

	if (e == OK && empty)
		return fail(
		    err, ERR_NOT_FOUND, MSG("there is nothing to copy: the source is empty"));
	if (e == OK)
		e = db_schema(from, &schema, err);
	if (e == OK && schema != db_migration_count)
		return fail(err, ERR_DATABASE,
		    MSG("the database to copy has another schema than this program: run opora "
			"migrate on it first"));
	if (e == OK)
		e = db_is_empty(to, &empty, err);
	if (e == OK && !empty)
		return fail(err, ERR_CONFLICT,
		    MSG("the database to copy into is not empty; it was left as it is"));
	return e;
}

enum err
db_move(struct db *from, struct db *to, db_moved *each, void *arg, struct error *err)
{
	enum err e = check_both(from, to, err);
	int i;

	for (i = 0; e == OK && i < db_migration_count; i++)
		e = to->driver->script(to, db_migrations[i].sql[to->driver->dialect], err);
	if (e == OK)
		e = to->driver->fill_begin(to, err);
	if (e == OK)
		e = move_tables(from, to, each, arg, err);
	return e == OK ? to->driver->fill_end(to, err) : e;
}
