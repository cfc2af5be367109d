/*
 * Tests that run on both databases. On PostgreSQL each gets a schema of its own in the database
 * that OPORA_TEST_POSTGRES names (tests/postgres.sh); without one the test is skipped.
 */
#ifndef TESTS_FRESH_H
#define TESTS_FRESH_H

#include "check.h"

#include "base/tr.h"
#include "store/db.h"

#include <unistd.h>

__attribute__((unused)) static enum db_dialect on_sqlite = DB_SQLITE, on_postgres = DB_POSTGRES;

/* Two entries of a list of tests. */
#define ON_BOTH(test)                                                                              \
	{#test " (SQLite)", test, NULL, NULL, &on_sqlite},                                         \
	{                                                                                          \
#test " (PostgreSQL)", test, NULL, NULL, &on_postgres                              \
	}

static inline enum db_dialect
dialect(void **state)
{
	return *(enum db_dialect *)*state;
}

static inline bool
have(enum db_dialect which)
{
	return which == DB_SQLITE || getenv("OPORA_TEST_POSTGRES") != NULL;
}

#define SKIP_IF_ABSENT()                                                                           \
	do {                                                                                       \
		if (!have(dialect(state)))                                                         \
			skip();                                                                    \
	} while (0)

static inline void
must(enum err e, const struct error *err)
{
	if (e != OK)
		fprintf(stderr, "# %s\n", tr_error(NULL, LANG_EN, err));
	assert_int_equal(e, OK);
}

/* The address of a new empty schema. */
static inline char *
fresh_schema(TALLOC_CTX *ctx)
{
	static int number;
	const char *url = getenv("OPORA_TEST_POSTGRES");
	char *schema = mem_printf(ctx, "t_%d_%d", (int)getpid(), ++number);
	struct error err;
	struct db *db;

	must(db_open_postgres(ctx, url, &db, &err), &err);
	must(db->driver->script(db, mem_printf(ctx, "CREATE SCHEMA %s", schema), &err), &err);
	talloc_free(db);
	return mem_printf(ctx, "%s%soptions=-csearch_path%%3D%s", url,
	    strchr(url, '?') == NULL ? "?" : "&", schema);
}

/* An empty database; *@url (may be NULL) opens it a second time, on PostgreSQL only. */
static inline struct db *
empty(TALLOC_CTX *ctx, enum db_dialect which, char **url)
{
	struct error err;
	struct db *db;
	char *address;

	if (which == DB_SQLITE) {
		must(db_open_sqlite(ctx, ":memory:", true, &db, &err), &err);
		return db;
	}
	address = fresh_schema(ctx);
	must(db_open_postgres(ctx, address, &db, &err), &err);
	if (url != NULL)
		*url = address;
	return db;
}

static inline struct db *
fresh(TALLOC_CTX *ctx, enum db_dialect which, char **url)
{
	struct db *db = empty(ctx, which, url);
	struct error err;

	must(db_migrate(db, 1, &err), &err);
	return db;
}

#endif
