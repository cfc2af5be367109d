/* Both drivers do the same: values, transactions, errors, rows inside rows. */
#include "unit/store/fresh.h"

#include "store/statements.h"

#include <pthread.h>

static TALLOC_CTX *ctx;

static const char odd[] = "Ёлка «№ 5»\t\\.\\N 100% \xF0\x9F\x93\x9A ' \" ; --";

TEST(what_is_stored_comes_back_as_it_was)
{
	struct db_setting_get row;
	struct db_batch_add batch;
	struct db_batches *got;
	size_t n;
	struct db *db;
	bool found;

	SKIP_IF_ABSENT();
	db = fresh(ctx, dialect(state), NULL);
	must(db_setting_put(db, "empty", "", NULL), NULL);
	must(db_setting_put(db, odd, "first", NULL), NULL);
	must(db_setting_put(db, odd, odd, NULL), NULL);
	must(db_setting_get(ctx, db, odd, &row, &found, NULL), NULL);
	assert_true(found);
	assert_string_equal(row.value, odd);
	must(db_setting_get(ctx, db, "empty", &row, &found, NULL), NULL);
	assert_true(found);
	assert_string_equal(row.value, "");
	must(db_setting_get(ctx, db, "absent", &row, &found, NULL), NULL);
	assert_false(found);
	must(db_file_put(db, "aa", INT64_MAX, 1, NULL), NULL);
	must(db_batch_add(
		 ctx, db, "aa", "f", "results", 0, -5, INT64_MIN, 0, 0, &batch, &found, NULL),
	    NULL);
	must(db_batches(ctx, db, db_scope_all(), 1, 0, batch.id, &got, &n, NULL), NULL);
	assert_true(n == 1 && got->rows == -5 && got->at == INT64_MIN && got->undone_at == 0);
}

TEST(a_rollback_leaves_nothing_and_a_commit_all)
{
	struct db_setting_get row;
	struct db *db;
	bool found;

	SKIP_IF_ABSENT();
	db = fresh(ctx, dialect(state), NULL);
	must(db_begin(db, NULL), NULL);
	must(db_setting_put(db, "a", "1", NULL), NULL);
	db_rollback(db);
	must(db_setting_get(ctx, db, "a", &row, &found, NULL), NULL);
	assert_false(found);
	must(db_begin(db, NULL), NULL);
	must(db_setting_put(db, "a", "2", NULL), NULL);
	must(db_commit(db, NULL), NULL);
	db_rollback(db); /* no effect */
	must(db_setting_get(ctx, db, "a", &row, &found, NULL), NULL);
	assert_true(found);
}

TEST(a_key_that_is_there_and_a_reference_to_nothing_are_conflicts)
{
	struct error err;
	struct db *db;

	SKIP_IF_ABSENT();
	db = fresh(ctx, dialect(state), NULL);
	must(db_begin(db, NULL), NULL);
	must(db_migration_add(db, 77, "x", 1, NULL), NULL);
	assert_int_equal(db_migration_add(db, 77, "x", 1, &err), ERR_CONFLICT);
	db_rollback(db);
	assert_int_equal(db_org_code_add(db, "school", "1", 4711, 0, &err), ERR_CONFLICT);
	/* and the connection is as good as before */
	must(db_setting_put(db, "a", "2", NULL), NULL);
}

TEST(a_transaction_in_which_something_failed_is_not_committed)
{
	struct db_setting_get row;
	struct db *db;
	bool found;

	SKIP_IF_ABSENT();
	if (dialect(state) == DB_SQLITE)
		skip(); /* there only the statement is undone; the rule of the house ends it all */
	db = fresh(ctx, dialect(state), NULL);
	must(db_begin(db, NULL), NULL);
	must(db_setting_put(db, "a", "1", NULL), NULL);
	assert_int_equal(db_org_code_add(db, "school", "1", 4711, 0, NULL), ERR_CONFLICT);
	assert_int_not_equal(db_commit(db, NULL), OK);
	assert_false(db->writing);
	must(db_setting_get(ctx, db, "a", &row, &found, NULL), NULL);
	assert_false(found);
}

struct walk {
	struct db *db;
	int64_t sum, stop_at;
	int rows;
};

static enum err
take_key(void *arg, const struct db_value *columns, struct error *err)
{
	struct walk *w = arg;
	struct db_setting_get row;
	bool found;

	w->rows++;
	if (w->rows == w->stop_at)
		return fail(err, ERR_NOT_FOUND, "stop");
	must(db_setting_get(ctx, w->db, columns[0].text, &row, &found, err), err);
	assert_true(found);
	w->sum += atoi(row.value);
	return OK;
}

/* The number of a statement by its name. */
static int
number_of(const char *name)
{
	int i;

	for (i = 0; i < db_statement_count; i++) {
		if (strcmp(db_statements[i].name, name) == 0)
			return i;
	}
	return -1;
}

static struct db *
with_procedures(enum db_dialect which, int n)
{
	struct db *db = fresh(ctx, which, NULL);
	char key[16], value[16];
	int i;

	must(db_begin(db, NULL), NULL);
	for (i = 1; i <= n; i++) {
		snprintf(key, sizeof key, "P%04d", i);
		snprintf(value, sizeof value, "%d", i);
		must(db_procedure_put(db, key, "{}", NULL), NULL);
		must(db_setting_put(db, key, value, NULL), NULL);
	}
	must(db_commit(db, NULL), NULL);
	return db;
}

TEST(a_statement_may_be_run_inside_the_rows_of_another)
{
	struct walk w = {NULL};

	SKIP_IF_ABSENT();
	w.db = with_procedures(dialect(state), 300);
	must(db_run(w.db, number_of("procedures"), NULL, take_key, &w, NULL), NULL);
	assert_int_equal(w.rows, 300);
	assert_int_equal(w.sum, 300 * 301 / 2);
}

TEST(a_row_that_is_refused_ends_the_statement_and_nothing_else)
{
	struct walk w = {.stop_at = 7};
	struct error err;

	SKIP_IF_ABSENT();
	w.db = with_procedures(dialect(state), 20);
	assert_int_equal(
	    db_run(w.db, number_of("procedures"), NULL, take_key, &w, &err), ERR_NOT_FOUND);
	assert_string_equal(err.id, "stop");
	assert_int_equal(w.rows, 7);
	w = (struct walk){.db = w.db};
	must(db_run(w.db, number_of("procedures"), NULL, take_key, &w, NULL), NULL);
	assert_int_equal(w.rows, 20);
}

TEST(texts_are_ordered_by_their_bytes_whatever_the_language_of_the_server)
{
	static const char *const codes[] = {"a", "B", "_", "Я", "а", "A-", "Ё", "A"};
	static const char *const sorted[] = {"A", "A-", "B", "_", "a", "Ё", "Я", "а"};
	struct db_procedures *rows;
	struct db *db;
	size_t i, n;

	SKIP_IF_ABSENT();
	db = fresh(ctx, dialect(state), NULL);
	for (i = 0; i < 8; i++)
		must(db_procedure_put(db, codes[i], "{}", NULL), NULL);
	must(db_procedures(ctx, db, &rows, &n, NULL), NULL);
	assert_int_equal(n, 8);
	for (i = 0; i < 8; i++)
		assert_string_equal(rows[i].code, sorted[i]);
}

/* A school with its region, and a batch for figures. */
static int64_t
with_school(struct db *db, int64_t *batch)
{
	struct db_org_add org;
	struct db_batch_add added;
	bool found;

	must(db_org_add(ctx, db, "uid", "school", 0, 0, &org, &found, NULL), NULL);
	must(db_procedure_put(db, "P", "{}", NULL), NULL);
	must(db_file_put(db, "aa", 1, 1, NULL), NULL);
	must(
	    db_batch_add(ctx, db, "aa", "f", "results", 0, 0, 1, 0, 0, &added, &found, NULL), NULL);
	*batch = added.id;
	return org.id;
}

static enum err
add_figure(
    struct db *db, int64_t batch, int64_t org, int year, const char *sheet, struct error *err)
{
	return db_result_add_copy(db, batch, org, "P", year, "main", 10, year % 11, -1, -1, -1, -1,
	    -1, year % 2 == 0 ? "3.5" : NULL, NULL, 0, NULL, NULL, sheet, year, err);
}

struct figures {
	int n, with_mean, wrong;
};

static enum err
take_figure(void *arg, const struct db_figures *row, struct error *err)
{
	struct figures *f = arg;

	f->n++;
	f->with_mean += row->mean != NULL;
	f->wrong += row->row != row->year || row->low != row->year % 11 || row->m2 != -1 ||
		    strcmp(row->sheet, odd) != 0;
	return OK;
}

TEST(rows_that_went_in_by_copy_are_there_after_its_end)
{
	struct db_school_count count;
	struct figures f = {0};
	struct db *db;
	int64_t batch, org;
	char code[16];
	bool found;
	int i;

	SKIP_IF_ABSENT();
	db = fresh(ctx, dialect(state), NULL);
	must(db_begin(db, NULL), NULL);
	org = with_school(db, &batch);
	for (i = 0; i < 6000; i++) { /* more than is kept back at once */
		must(add_figure(db, batch, org, i, odd, NULL), NULL);
		snprintf(code, sizeof code, "%d", i);
		must(db_org_code_add_copy(db, "other", code, org, 0, NULL), NULL);
		if (i % 1000 == 0) /* another statement between */
			must(db_school_count(ctx, db, &count, &found, NULL), NULL);
	}
	must(db_copy_end(db, NULL), NULL);
	must(db_org_path_set(db, org, "/1/", NULL), NULL);
	must(db_figures(db, db_scope_all(), 0, 10000, take_figure, &f, NULL), NULL);
	assert_int_equal(f.n, 6000);
	assert_int_equal(f.with_mean, 3000);
	assert_int_equal(f.wrong, 0);
	must(db_commit(db, NULL), NULL);
}

TEST(a_commit_stores_what_copy_has_kept_back_and_a_rollback_forgets_it)
{
	struct figures f = {0};
	struct db *db;
	int64_t batch, org;

	SKIP_IF_ABSENT();
	db = fresh(ctx, dialect(state), NULL);
	org = with_school(db, &batch);
	must(db_org_path_set(db, org, "/1/", NULL), NULL);
	must(db_begin(db, NULL), NULL);
	must(add_figure(db, batch, org, 1, odd, NULL), NULL);
	db_rollback(db);
	must(db_begin(db, NULL), NULL);
	must(add_figure(db, batch, org, 2, odd, NULL), NULL);
	must(db_commit(db, NULL), NULL);
	must(db_figures(db, db_scope_all(), 0, 10000, take_figure, &f, NULL), NULL);
	assert_int_equal(f.n, 1);
	assert_int_equal(f.wrong, 0);
}

TEST(a_row_that_copy_may_not_store_is_a_conflict_at_its_end_at_the_latest)
{
	struct figures f = {0};
	struct db *db;
	int64_t batch, org;
	int i;
	enum err e = OK;

	SKIP_IF_ABSENT();
	db = fresh(ctx, dialect(state), NULL);
	org = with_school(db, &batch);
	must(db_org_path_set(db, org, "/1/", NULL), NULL);
	must(db_begin(db, NULL), NULL);
	for (i = 0; e == OK && i < 5000; i++)
		e = add_figure(db, batch, org, i % 4990, odd, NULL);
	if (e == OK)
		e = db_copy_end(db, NULL);
	assert_int_equal(e, ERR_CONFLICT);
	db_rollback(db);
	must(db_begin(db, NULL), NULL);
	must(add_figure(db, batch, org, 2, odd, NULL), NULL);
	must(db_commit(db, NULL), NULL);
	must(db_figures(db, db_scope_all(), 0, 10000, take_figure, &f, NULL), NULL);
	assert_int_equal(f.n, 1);
}

struct writer {
	pthread_t thread;
	const char *path;
	enum db_dialect dialect;
	int failed;
};

/* Reads a number and writes the next, ten times: what audit_append() does with its chain. */
static void *
count_up(void *arg)
{
	struct writer *w = arg;
	TALLOC_CTX *local = talloc_new(NULL);
	struct db_setting_get row;
	struct db *db;
	bool found;
	int i;
	enum err e = w->dialect == DB_SQLITE ? db_open_sqlite(local, w->path, false, &db, NULL)
					     : db_open_postgres(local, w->path, &db, NULL);

	for (i = 0; i < 10 && e == OK; i++) {
		e = db_begin(db, NULL);
		if (e == OK)
			e = db_setting_get(local, db, "n", &row, &found, NULL);
		if (e == OK)
			e = db_setting_put(
			    db, "n", mem_printf(local, "%d", atoi(row.value) + 1), NULL);
		if (e == OK)
			e = db_commit(db, NULL);
	}
	w->failed = e != OK;
	talloc_free(local);
	return NULL;
}

/* A database that a second connection can open at *@path; @file is the template of a name. */
static struct db *
fresh_for_two(enum db_dialect which, char *file, char **path)
{
	struct db *db;

	if (which == DB_POSTGRES)
		return fresh(ctx, which, path);
	*path = file;
	close(mkstemp(file));
	must(db_open_sqlite(ctx, file, true, &db, NULL), NULL);
	must(db_migrate(db, 1, NULL), NULL);
	return db;
}

static struct db *
second(enum db_dialect which, const char *path)
{
	struct db *db;

	must(which == DB_SQLITE ? db_open_sqlite(ctx, path, false, &db, NULL)
				: db_open_postgres(ctx, path, &db, NULL),
	    NULL);
	return db;
}

TEST(what_is_read_in_one_reading_is_of_one_state_whoever_writes_meanwhile)
{
	char file[] = "/tmp/opora-test-XXXXXX", *path;
	struct db_setting_get row;
	struct db *db, *other;
	bool found;

	SKIP_IF_ABSENT();
	db = fresh_for_two(dialect(state), file, &path);
	other = second(dialect(state), path);
	must(db_setting_put(db, "n", "before", NULL), NULL);
	must(db_read_begin(other, NULL), NULL);
	must(db_setting_get(ctx, other, "n", &row, &found, NULL), NULL);
	must(db_setting_put(db, "n", "after", NULL), NULL);
	must(db_setting_get(ctx, other, "n", &row, &found, NULL), NULL);
	assert_string_equal(row.value, "before");
	db_read_end(other);
	must(db_setting_get(ctx, other, "n", &row, &found, NULL), NULL);
	assert_string_equal(row.value, "after");
	talloc_free(other);
	talloc_free(db);
	unlink(file);
}

TEST(a_migration_that_comes_later_is_seen_by_who_has_looked_before)
{
	struct db *db;
	int n;

	SKIP_IF_ABSENT();
	db = fresh(ctx, dialect(state), NULL);
	must(db_schema(db, &n, NULL), NULL);
	must(db_migration_add(db, n + 1, "of a newer program", 1, NULL), NULL);
	must(db_schema(db, &n, NULL), NULL);
	assert_int_equal(n, db_migration_count + 1);
}

TEST(no_update_is_lost_between_four_writers)
{
	char file[] = "/tmp/opora-test-XXXXXX", *path;
	struct writer writers[4];
	struct db_setting_get row;
	struct db *db;
	bool found;
	int i;

	SKIP_IF_ABSENT();
	db = fresh_for_two(dialect(state), file, &path);
	must(db_setting_put(db, "n", "0", NULL), NULL);
	for (i = 0; i < 4; i++) {
		writers[i] = (struct writer){.path = path, .dialect = dialect(state)};
		pthread_create(&writers[i].thread, NULL, count_up, &writers[i]);
	}
	for (i = 0; i < 4; i++) {
		pthread_join(writers[i].thread, NULL);
		assert_false(writers[i].failed);
	}
	must(db_setting_get(ctx, db, "n", &row, &found, NULL), NULL);
	assert_string_equal(row.value, "40");
	talloc_free(db);
	unlink(file);
}

TEST(a_database_complains_of_a_reference_to_nothing)
{
	struct walk w = {NULL};
	struct db *db;

	SKIP_IF_ABSENT();
	db = fresh(ctx, dialect(state), NULL);
	w.stop_at = 1;
	must(db_verify(db, take_key, &w, NULL), NULL);
	must(db->driver->script(db,
		 dialect(state) == DB_SQLITE ? "PRAGMA foreign_keys = OFF"
					     : "SET session_replication_role = replica",
		 NULL),
	    NULL);
	must(db_org_code_add(db, "school", "1", 4711, 0, NULL), NULL);
	assert_int_equal(db_verify(db, take_key, &w, NULL), ERR_NOT_FOUND);
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
	    ON_BOTH(what_is_stored_comes_back_as_it_was),
	    ON_BOTH(a_rollback_leaves_nothing_and_a_commit_all),
	    ON_BOTH(a_key_that_is_there_and_a_reference_to_nothing_are_conflicts),
	    ON_BOTH(a_transaction_in_which_something_failed_is_not_committed),
	    ON_BOTH(a_statement_may_be_run_inside_the_rows_of_another),
	    ON_BOTH(a_row_that_is_refused_ends_the_statement_and_nothing_else),
	    ON_BOTH(texts_are_ordered_by_their_bytes_whatever_the_language_of_the_server),
	    ON_BOTH(rows_that_went_in_by_copy_are_there_after_its_end),
	    ON_BOTH(a_commit_stores_what_copy_has_kept_back_and_a_rollback_forgets_it),
	    ON_BOTH(a_row_that_copy_may_not_store_is_a_conflict_at_its_end_at_the_latest),
	    ON_BOTH(what_is_read_in_one_reading_is_of_one_state_whoever_writes_meanwhile),
	    ON_BOTH(a_migration_that_comes_later_is_seen_by_who_has_looked_before),
	    ON_BOTH(no_update_is_lost_between_four_writers),
	    ON_BOTH(a_database_complains_of_a_reference_to_nothing),
	};

	return cmocka_run_group_tests(tests, setup, teardown);
}
