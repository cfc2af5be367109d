/* Backups: what is whole is read, and every hostile archive is refused with nothing outside. */
#include "check.h"

#include "base/hash.h"
#include "store/archive.h"
#include "store/archive_tar.h"

#include <sys/stat.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static TALLOC_CTX *ctx;

static enum err
read_seed(const char *name, const char *into, struct archive_facts *facts)
{
	const char *source = getenv("OPORA_SOURCE");
	char *path = mem_printf(ctx, "%s/tests/fuzz/corpus/backup/%s", source, name);
	FILE *f = fopen(path, "rb");
	struct error err;
	enum err e;

	assert_non_null(f);
	e = archive_read(f, name, into, facts, &err);
	fclose(f);
	return e;
}

TEST(a_whole_archive_is_read_with_what_its_manifest_says)
{
	struct archive_facts facts = {0};

	assert_int_equal(read_seed("whole.tar", NULL, &facts), OK);
	assert_int_equal(facts.schema, 2);
	assert_int_equal(facts.created, 1700000000000);
	assert_int_equal(facts.files, 1);
	assert_int_equal(facts.bytes, 37);
}

TEST(every_hostile_archive_is_refused)
{
	static const char *const names[] = {"no_end.tar", "missing_original.tar", "link.tar",
	    "way_out.tar", "absolute.tar", "prefix.tar", "bad_sum.tar", "huge_size.tar",
	    "binary_size.tar", "twice.tar", "newer.tar", "behind_the_end.tar", "empty.tar"};
	struct archive_facts facts = {.files = -7};
	size_t i;

	for (i = 0; i < sizeof names / sizeof names[0]; i++) {
		enum err e = read_seed(names[i], NULL, &facts);

		if (e != ERR_INVALID)
			print_error("%s was not refused\n", names[i]);
		assert_int_equal(e, ERR_INVALID);
	}
	assert_int_equal(facts.files, -7);
}

TEST(a_name_that_leads_out_of_the_folder_writes_nothing_there)
{
	char outer[] = "/tmp/opora-archive-XXXXXX", *inner;
	struct archive_facts facts;

	assert_non_null(mkdtemp(outer));
	inner = mem_printf(ctx, "%s/in", outer);
	assert_int_equal(mkdir(inner, 0700), 0);
	assert_int_equal(read_seed("way_out.tar", inner, &facts), ERR_INVALID);
	assert_int_not_equal(access(mem_printf(ctx, "%s/evil", outer), F_OK), 0);
	archive_remove(outer);
	assert_int_not_equal(access(outer, F_OK), 0);
}

TEST(what_is_put_into_an_archive_comes_out_at_every_size_around_a_block)
{
	static const int sizes[] = {0, 1, 511, 512, 513, 1024, 70000};
	char *bytes = talloc_zero_size(ctx, 70000), back[1000];
	struct tar_entry entry;
	FILE *f = tmpfile();
	struct tar *t = tar_new(ctx, f, "t");
	size_t i, n, total;
	bool more;

	memset(bytes, 'x', 70000);
	for (i = 0; i < 7; i++) {
		assert_int_equal(tar_begin(t, mem_printf(ctx, "m%zu", i), sizes[i], 0, NULL), OK);
		assert_int_equal(tar_put(t, bytes, (size_t)sizes[i], NULL), OK);
	}
	assert_int_equal(tar_finish(t, NULL), OK);
	rewind(f);
	t = tar_new(ctx, f, "t");
	for (i = 0; i < 7; i++) {
		assert_int_equal(tar_next(t, &entry, &more, NULL), OK);
		assert_true(more);
		assert_int_equal(entry.size, sizes[i]);
		if (i % 2 == 1)
			continue; /* skipped, not read */
		for (total = 0; tar_get(t, back, sizeof back, &n, NULL) == OK && n > 0; total += n)
			assert_int_equal(back[n - 1], 'x');
		assert_int_equal(total, sizes[i]);
	}
	assert_int_equal(tar_next(t, &entry, &more, NULL), OK);
	assert_false(more);
	fclose(f);
}

static int
setup(void **state)
{
	hash_start();
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
	    cmocka_unit_test(a_whole_archive_is_read_with_what_its_manifest_says),
	    cmocka_unit_test(every_hostile_archive_is_refused),
	    cmocka_unit_test(a_name_that_leads_out_of_the_folder_writes_nothing_there),
	    cmocka_unit_test(what_is_put_into_an_archive_comes_out_at_every_size_around_a_block),
	};

	return cmocka_run_group_tests(tests, setup, teardown);
}
