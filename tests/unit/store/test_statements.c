/* Each statement is accepted by the database, and migrations can be applied once. */
#include "unit/store/fresh.h"

#include "store/statements.h"

static TALLOC_CTX *ctx;

static enum err
no_row(void *arg, const struct db_value *columns, struct error *err)
{
	return OK;
}

TEST(every_statement_is_prepared_and_run_by_the_database)
{
	static const struct db_value none[48];
	struct error err;
	struct db *db;
	int i, bad = 0;

	SKIP_IF_ABSENT();
	db = fresh(ctx, dialect(state), NULL);
	for (i = 0; i < db_statement_count; i++) {
		enum err e;

		db_begin(db, NULL);
		e = db_run(db, i, none, no_row, NULL, &err);
		if (e == OK || e == ERR_CONFLICT) {
			db_rollback(db);
			db_begin(db, NULL);
			if (db_statements[i].copy != NULL)
				e = db_copy_row(db, i, none, &err);
			if (e == OK && db_statements[i].copy != NULL)
				e = db_copy_end(db, &err);
		}
		db_rollback(db);
		/* with every parameter NULL a constraint may refuse; the text itself must be right
		 */
		if (e == OK || e == ERR_CONFLICT)
			continue;
		bad++;
		fprintf(stderr, "%s: %s\n", db_statements[i].name, tr_error(ctx, LANG_EN, &err));
	}
	assert_int_equal(bad, 0);
}

TEST(migrating_twice_changes_nothing)
{
	struct db *db;
	int n;

	SKIP_IF_ABSENT();
	db = fresh(ctx, dialect(state), NULL);
	assert_int_equal(db_migrate(db, 2, NULL), OK);
	assert_int_equal(db_schema(db, &n, NULL), OK);
	assert_int_equal(n, db_migration_count);
}

TEST(a_scope_ends_before_the_next_sibling)
{
	struct db_scope s = db_scope_below(ctx, "/1/5/");

	assert_true(strcmp("/1/5/", s.from) >= 0 && strcmp("/1/5/", s.to) < 0);
	assert_true(strcmp("/1/5/77/", s.to) < 0);
	assert_true(strcmp("/1/50/", s.from) >= 0 && strcmp("/1/50/", s.to) >= 0);
	assert_true(strcmp("/1/6/", s.to) >= 0);
}

TEST(a_missing_database_and_a_foreign_file_are_told)
{
	char path[] = "/tmp/opora-test-XXXXXX";
	struct error err;
	struct db *db;
	int fd = mkstemp(path);

	assert_true(fd >= 0);
	assert_true(write(fd, "this is no database at all, only some text", 42) == 42);
	close(fd);
	assert_int_equal(db_open_sqlite(ctx, path, false, &db, &err), ERR_DATABASE);
	assert_string_equal(err.id, "{0} is not a database of Opora");
	unlink(path);
	assert_int_equal(db_open_sqlite(ctx, path, false, &db, &err), ERR_NOT_FOUND);
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
	    ON_BOTH(every_statement_is_prepared_and_run_by_the_database),
	    ON_BOTH(migrating_twice_changes_nothing),
	    cmocka_unit_test(a_scope_ends_before_the_next_sibling),
	    cmocka_unit_test(a_missing_database_and_a_foreign_file_are_told),
	};

	return cmocka_run_group_tests(tests, setup, teardown);
}
