/* What only PostgreSQL has: addresses with passwords, a connection that is lost. */
#include "unit/store/fresh.h"

#include "store/postgres_url.h"
#include "store/statements.h"

static TALLOC_CTX *ctx;

TEST(an_address_is_shown_without_its_password)
{
	static const char *const pairs[][2] = {
	    {"postgresql://anna:geheim@db.example:5433/opora",
		"postgresql://anna@db.example:5433/opora"},
	    {"postgresql://anna@/opora?host=/run&password=geheim", "postgresql://anna@/run/opora"},
	    {"postgresql://db.example/opora", "postgresql://db.example/opora"},
	    {"postgresql://anna:geheim@zwei@db.example/opora", "postgresql://…"},
	    {"postgresql://anna:geheim/zwei@db.example/opora", "postgresql://…"},
	    {"postgresql:anna:geheim@db.example", "postgresql://…"},
	    {"data/opora.db", "data/opora.db"},
	};
	size_t i;

	for (i = 0; i < sizeof pairs / sizeof pairs[0]; i++)
		assert_string_equal(db_url_shown(ctx, pairs[i][0]), pairs[i][1]);
}

TEST(no_part_of_a_password_stands_in_any_error)
{
	static const char *const urls[] = {
	    "postgresql://anna:geheim@127.0.0.1:1/opora",
	    "postgresql://anna:geheim@zwei@127.0.0.1:1/opora",
	    "postgresql://anna:geheim/zwei@127.0.0.1:1/opora",
	    "postgresql://anna:geheim%zz@127.0.0.1:1/opora",
	    "postgresql://anna:geheim?x@127.0.0.1:1/opora",
	    "postgresql://anna:[geheim@127.0.0.1:1/opora",
	    "postgresql://127.0.0.1:1/opora?password=geheim&nonsense=1",
	    "postgresql://geheim:geheim:geheim@127.0.0.1:1/opora",
	    "postgresql:/anna:geheim@127.0.0.1:1/opora",
	};
	struct error err;
	struct db *db;
	size_t i;
	char *said;

	for (i = 0; i < sizeof urls / sizeof urls[0]; i++) {
		enum err e = db_open_postgres(ctx, urls[i], &db, &err);

		assert_true(e == ERR_DATABASE || e == ERR_USAGE);
		said = tr_error(ctx, LANG_EN, &err);
		if (i == 7)
			continue; /* the user is no secret, and is called so */
		if (strstr(said, "geheim") != NULL)
			fprintf(stderr, "# %s\n", said);
		assert_null(strstr(said, "geheim"));
	}
}

TEST(a_password_in_an_address_is_seen)
{
	assert_true(db_url_has_password("postgresql://a:b@c/d"));
	assert_true(db_url_has_password("postgresql://a@c/d?password=b"));
	assert_false(db_url_has_password("postgresql://a@c/d"));
	assert_false(db_url_has_password("data"));
}

TEST(a_lost_connection_ends_the_transaction_and_is_made_again_for_the_next)
{
	struct error err;
	struct db *db, *other;
	char *url;

	if (!have(DB_POSTGRES))
		skip();
	db = fresh(ctx, DB_POSTGRES, &url);
	must(db_open_postgres(ctx, url, &other, &err), &err);
	must(db_begin(db, &err), &err);
	must(db_setting_put(db, "a", "1", &err), &err);
	must(other->driver->script(other,
		 "SELECT pg_terminate_backend(pid) FROM pg_stat_activity "
		 "WHERE state = 'idle in transaction' AND pid IN "
		 "(SELECT pid FROM pg_locks WHERE locktype = 'advisory' "
		 "AND objid = hashtext(current_schema())::oid)",
		 &err),
	    &err);
	assert_int_equal(db_setting_put(db, "a", "2", &err), ERR_DATABASE);
	assert_string_equal(err.id, "the connection to the database is lost");
	assert_int_equal(db_commit(db, &err), ERR_DATABASE);
	must(db_begin(db, &err), &err);
	must(db_setting_put(db, "a", "3", &err), &err);
	must(db_commit(db, &err), &err);
}

TEST(a_second_writer_waits_and_then_gives_up_with_a_conflict)
{
	struct error err;
	struct db *db, *other;
	char *url;

	if (!have(DB_POSTGRES))
		skip();
	db = fresh(ctx, DB_POSTGRES, &url);
	must(db_open_postgres(ctx, url, &other, &err), &err);
	must(other->driver->script(other, "SET lock_timeout = '100ms'", &err), &err);
	must(db_begin(db, &err), &err);
	assert_int_equal(db_begin(other, &err), ERR_CONFLICT);
	db_rollback(db);
	must(db_begin(other, &err), &err);
	db_rollback(other);
}

TEST(a_reader_only_is_told_that_it_may_not_write)
{
	struct error err;
	struct db *db;

	if (!have(DB_POSTGRES))
		skip();
	db = fresh(ctx, DB_POSTGRES, NULL);
	must(db->driver->script(db, "SET default_transaction_read_only = on", &err), &err);
	assert_int_equal(db_setting_put(db, "a", "1", &err), ERR_DATABASE);
	assert_string_equal(err.id, "no permission to write {0}");
}

TEST(a_copy_by_opora_is_refused_with_the_right_tool)
{
	struct error err;

	if (!have(DB_POSTGRES))
		skip();
	assert_int_equal(db_backup(fresh(ctx, DB_POSTGRES, NULL), "/tmp/never", &err), ERR_INVALID);
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
	    cmocka_unit_test(an_address_is_shown_without_its_password),
	    cmocka_unit_test(no_part_of_a_password_stands_in_any_error),
	    cmocka_unit_test(a_password_in_an_address_is_seen),
	    cmocka_unit_test(a_lost_connection_ends_the_transaction_and_is_made_again_for_the_next),
	    cmocka_unit_test(a_second_writer_waits_and_then_gives_up_with_a_conflict),
	    cmocka_unit_test(a_reader_only_is_told_that_it_may_not_write),
	    cmocka_unit_test(a_copy_by_opora_is_refused_with_the_right_tool),
	};

	return cmocka_run_group_tests(tests, setup, teardown);
}
