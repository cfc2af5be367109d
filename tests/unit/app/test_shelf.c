/* What is counted once for a state of the data: made by one, read by all, never stale. */
#include "check.h"

#include "app/shelf.h"
#include "base/mem.h"

#include <pthread.h>
#include <stdatomic.h>
#include <unistd.h>

static TALLOC_CTX *ctx;
static struct app app;
static atomic_int made;

/* The number of times something was made before, as the thing itself. */
static enum err
make(TALLOC_CTX *owner, struct app *a, int year, const void **out, struct error *err)
{
	int *n = mem_new(owner, int);

	*n = atomic_fetch_add(&made, 1);
	*out = n;
	return OK;
}

static enum err
make_slowly(TALLOC_CTX *owner, struct app *a, int year, const void **out, struct error *err)
{
	usleep(50000);
	return make(owner, a, year, out, err);
}

static enum err
make_nothing(TALLOC_CTX *owner, struct app *a, int year, const void **out, struct error *err)
{
	*out = mem_new(owner, int);
	return fail(err, ERR_IO, "no");
}

static int
get(TALLOC_CTX *owner, const char *key, int64_t state)
{
	const void *out = NULL;

	assert_int_equal(shelf_get(owner, &app, key, state, 0, make, &out, NULL), OK);
	return *(const int *)out;
}

TEST(the_same_state_is_not_counted_again_and_another_is)
{
	assert_int_equal(get(ctx, "a", 1), 0);
	assert_int_equal(get(ctx, "a", 1), 0);
	assert_int_equal(get(ctx, "b", 1), 1);
	assert_int_equal(get(ctx, "a", 2), 2);
	assert_int_equal(get(ctx, "a", 2), 2);
}

TEST(who_sees_an_older_state_gets_his_own_and_takes_nothing_from_the_others)
{
	assert_int_equal(get(ctx, "a", 5), 0);
	assert_int_equal(get(ctx, "a", 4), 1);
	assert_int_equal(get(ctx, "a", 5), 0);
}

TEST(what_somebody_reads_stays_though_a_newer_one_has_come)
{
	TALLOC_CTX *reader = talloc_new(ctx);
	const void *old = NULL;

	assert_int_equal(shelf_get(reader, &app, "a", 1, 0, make, &old, NULL), OK);
	get(ctx, "a", 2);
	assert_int_equal(*(const int *)old, 0); /* the sanitizer would tell */
	talloc_free(reader);
}

TEST(what_could_not_be_made_is_not_kept)
{
	const void *out = NULL;

	assert_int_equal(shelf_get(ctx, &app, "a", 1, 0, make_nothing, &out, NULL), ERR_IO);
	assert_null(out);
	assert_int_equal(get(ctx, "a", 1), 0);
}

TEST(what_was_asked_for_longest_ago_goes_when_there_are_too_many)
{
	char key[16];
	int i;

	for (i = 0; i < 1500; i++) {
		snprintf(key, sizeof key, "%d", i);
		get(ctx, key, 1);
		assert_int_equal(get(ctx, "often", 1), 1);
	}
	assert_int_equal(get(ctx, "1499", 1), 1500);
	assert_int_equal(get(ctx, "7", 1), 1501);
}

static void *
want(void *arg)
{
	TALLOC_CTX *own = talloc_new(NULL);
	const void *out = NULL;
	enum err e = shelf_get(own, &app, "a", 1, 0, make_slowly, &out, NULL);

	*(bool *)arg = e == OK && *(const int *)out == 0;
	talloc_free(own);
	return NULL;
}

TEST(of_many_who_want_a_thing_at_once_one_makes_it_and_all_get_it)
{
	pthread_t threads[8];
	bool right[8] = {false};
	int i;

	for (i = 0; i < 8; i++)
		pthread_create(&threads[i], NULL, want, &right[i]);
	for (i = 0; i < 8; i++) {
		pthread_join(threads[i], NULL);
		assert_true(right[i]);
	}
	assert_int_equal(atomic_load(&made), 1);
}

static int
setup(void **state)
{
	app.shelf = shelf_new(NULL);
	ctx = talloc_new(NULL);
	atomic_store(&made, 0);
	return 0;
}

static int
teardown(void **state)
{
	talloc_free(ctx);
	return talloc_free(app.shelf);
}

#define FRESH(test) cmocka_unit_test_setup_teardown(test, setup, teardown)

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    FRESH(the_same_state_is_not_counted_again_and_another_is),
	    FRESH(who_sees_an_older_state_gets_his_own_and_takes_nothing_from_the_others),
	    FRESH(what_somebody_reads_stays_though_a_newer_one_has_come),
	    FRESH(what_could_not_be_made_is_not_kept),
	    FRESH(what_was_asked_for_longest_ago_goes_when_there_are_too_many),
	    FRESH(of_many_who_want_a_thing_at_once_one_makes_it_and_all_get_it),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
