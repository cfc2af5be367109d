/* A database into another: every row, compared; a row that changes on the way is found. */
#include "unit/store/fresh.h"

#include "store/move.h"
#include "store/statements.h"

static TALLOC_CTX *ctx;

static enum err
count_tables(void *arg, const char *table, int64_t rows, bool end, struct error *err)
{
	*(int *)arg += end;
	return OK;
}

/* Organisations whose parent comes later, a text with everything in it, and NULLs. */
static struct db *
filled(enum db_dialect which)
{
	struct db *db = fresh(ctx, which, NULL);
	struct db_org_add a, b;
	bool found;

	must(db_begin(db, NULL), NULL);
	must(db_org_add(ctx, db, "child", "school", 0, 0, &a, &found, NULL), NULL);
	must(db_org_add(ctx, db, "head", "school", 0, 0, &b, &found, NULL), NULL);
	must(db->driver->script(db,
		 "UPDATE org SET parent = (SELECT o.id FROM org o WHERE o.uid = 'head') "
		 "WHERE uid = 'child'",
		 NULL),
	    NULL);
	must(db_setting_put(db, "Ёж", "«\t'\\ \xF0\x9F\x93\x9A»", NULL), NULL);
	must(db_setting_put(db, "empty", "", NULL), NULL);
	must(db_commit(db, NULL), NULL);
	return db;
}

/* How many tables there are, by the statements that fill them. */
static int
tables(void)
{
	int i, n = 0;

	for (i = 0; i < db_statement_count; i++)
		n += strncmp(db_statements[i].name, "fill_", 5) == 0;
	return n;
}

static void
move(enum db_dialect from, enum db_dialect to)
{
	struct db *a = filled(from), *b = empty(ctx, to, NULL);
	struct db_setting_get row;
	struct db_org_add added;
	struct error err;
	bool found;
	int n = 0, schema;

	must(db_begin(a, &err), &err);
	must(db_begin(b, &err), &err);
	must(db_move(a, b, count_tables, &n, &err), &err);
	must(db_commit(b, &err), &err);
	db_rollback(a);
	assert_int_equal(n, tables());
	must(db_schema(b, &schema, &err), &err);
	assert_int_equal(schema, db_migration_count);
	must(db_setting_get(ctx, b, "Ёж", &row, &found, &err), &err);
	assert_true(found);
	assert_string_equal(row.value, "«\t'\\ \xF0\x9F\x93\x9A»");
	must(db_org_add(ctx, b, "new", "school", 2, 0, &added, &found, &err), &err);
	assert_int_equal(added.id, 3);
}

TEST(a_database_moves_into_one_of_either_kind)
{
	SKIP_IF_ABSENT();
	move(DB_SQLITE, dialect(state));
	move(dialect(state), DB_SQLITE);
	move(dialect(state), dialect(state));
}

static const struct db_driver *real;

static enum err
spoil(struct db *db, int statement, const struct db_value *values, struct error *err)
{
	struct db_value changed[2] = {values[0], values[1]};

	if (strcmp(db_statements[statement].name, "fill_setting") != 0)
		return real->copy_row(db, statement, values, err);
	if (strcmp(values[0].text, "empty") == 0)
		changed[1] = db_text(" ");
	return real->copy_row(db, statement, changed, err);
}

static enum err
lose(struct db *db, int statement, const struct db_value *values, struct error *err)
{
	if (strcmp(db_statements[statement].name, "fill_org") == 0 && values[0].integer == 2)
		return OK;
	return real->copy_row(db, statement, values, err);
}

static void
move_badly(enum db_dialect to,
    enum err (*copy_row)(struct db *, int, const struct db_value *, struct error *),
    const char *table)
{
	struct db *a = fresh(ctx, DB_SQLITE, NULL), *b = empty(ctx, to, NULL);
	struct db_driver bad = *b->driver;
	struct db_org_add org;
	struct error err;
	bool none, found;
	int n = 0;

	must(db_setting_put(a, "empty", "", NULL), NULL);
	must(db_org_add(ctx, a, "1", "school", 0, 0, &org, &found, NULL), NULL);
	must(db_org_add(ctx, a, "2", "school", 0, 0, &org, &found, NULL), NULL);
	real = b->driver;
	bad.copy_row = copy_row;
	b->driver = &bad;
	must(db_begin(a, &err), &err);
	must(db_begin(b, &err), &err);
	assert_int_equal(db_move(a, b, count_tables, &n, &err), ERR_DATABASE);
	if (strstr(tr_error(ctx, LANG_EN, &err), table) == NULL)
		fprintf(stderr, "# %s\n", tr_error(ctx, LANG_EN, &err));
	assert_non_null(strstr(tr_error(ctx, LANG_EN, &err), table));
	db_rollback(b);
	b->driver = real;
	must(db_is_empty(b, &none, &err), &err);
	assert_true(none);
}

TEST(a_row_that_changes_on_the_way_is_found_and_nothing_stays)
{
	SKIP_IF_ABSENT();
	move_badly(dialect(state), spoil, "row 1 of the table setting");
}

TEST(a_row_that_is_lost_on_the_way_is_found_and_nothing_stays)
{
	SKIP_IF_ABSENT();
	move_badly(dialect(state), lose, "row 2 of the table org");
}

TEST(a_database_that_is_not_empty_is_left_alone)
{
	struct error err;
	struct db *a, *b;
	int n = 0;

	SKIP_IF_ABSENT();
	a = filled(DB_SQLITE);
	b = filled(dialect(state));
	assert_int_equal(db_move(a, b, count_tables, &n, &err), ERR_CONFLICT);
}

TEST(a_source_with_another_schema_is_refused)
{
	struct error err;
	struct db *a;
	int n = 0;

	SKIP_IF_ABSENT();
	a = fresh(ctx, dialect(state), NULL);
	must(db_migration_add(a, db_migration_count + 1, "later", 1, &err), &err);
	assert_int_equal(
	    db_move(a, empty(ctx, DB_SQLITE, NULL), count_tables, &n, &err), ERR_DATABASE);
}

TEST(every_table_of_the_database_has_statements_that_move_it)
{
	struct db *db = fresh(ctx, DB_SQLITE, NULL);
	char sql[200];
	int i;

	/* each table known to move is dropped, the last first: none may be left */
	must(db->driver->script(db, "PRAGMA foreign_keys = OFF", NULL), NULL);
	for (i = db_statement_count - 1; i >= 0; i--) {
		if (strncmp(db_statements[i].name, "fill_", 5) != 0)
			continue;
		snprintf(sql, sizeof sql, "DROP TABLE %s", db_statements[i].name + 5);
		must(db->driver->script(db, sql, NULL), NULL);
	}
	/* any other count is NULL, which the column refuses */
	must(db->driver->script(db,
		 "CREATE TEMP TABLE t (n INT NOT NULL); INSERT INTO t "
		 "SELECT CASE count(*) WHEN 0 THEN 1 END FROM main.sqlite_schema "
		 "WHERE type = 'table'",
		 NULL),
	    NULL);
}

static int
setup(void **state)
{
	ctx = talloc_new(NULL);
	return 0;
}

static int
teardown(void **state)
{
	return talloc_free(ctx);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    ON_BOTH(a_database_moves_into_one_of_either_kind),
	    ON_BOTH(a_row_that_changes_on_the_way_is_found_and_nothing_stays),
	    ON_BOTH(a_row_that_is_lost_on_the_way_is_found_and_nothing_stays),
	    ON_BOTH(a_database_that_is_not_empty_is_left_alone),
	    ON_BOTH(a_source_with_another_schema_is_refused),
	    cmocka_unit_test(every_table_of_the_database_has_statements_that_move_it),
	};

	return cmocka_run_group_tests(tests, setup, teardown);
}
