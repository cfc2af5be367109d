#include "check.h"

#include "base/file.h"
#include "base/hash.h"

#include <dirent.h>
#include <sys/stat.h>
#include <unistd.h>

static TALLOC_CTX *ctx;
static char folder[] = "/tmp/opora-file-XXXXXX";

static char *
in_folder(const char *name)
{
	return mem_printf(ctx, "%s/%s", folder, name);
}

static int
count_files(void)
{
	DIR *dir = opendir(folder);
	int n = -2; /* . and .. */

	while (readdir(dir) != NULL)
		n++;
	closedir(dir);
	return n;
}

TEST(what_is_written_is_read_and_nothing_is_left_beside_it)
{
	char *path = in_folder("a"), *bytes;
	size_t len;

	assert_int_equal(file_write(path, "old", 3, NULL), OK);
	assert_int_equal(file_write(path, "n\0w!", 4, NULL), OK);
	assert_int_equal(file_read(ctx, path, 4, &bytes, &len, NULL), OK);
	assert_int_equal(len, 4);
	assert_memory_equal(bytes, "n\0w!", 5);
	assert_int_equal(count_files(), 1);
	unlink(path);
}

TEST(a_file_that_can_not_be_written_leaves_the_old_one_and_no_rest)
{
	char *path = in_folder("taken");
	struct error err;

	assert_int_equal(mkdir(path, 0700), 0);
	assert_int_equal(file_write(path, "x", 1, &err), ERR_IO);
	assert_int_equal(count_files(), 1);
	rmdir(path);
	assert_int_equal(file_write(in_folder("no/such"), "x", 1, &err), ERR_IO);
}

TEST(a_secret_is_its_owners_alone_and_of_whoever_was_first)
{
	char *path = in_folder("key"), *bytes;
	struct stat st;
	size_t len;

	umask(0);
	assert_int_equal(file_make_secret(path, "first", 5, NULL), OK);
	assert_int_equal(file_make_secret(path, "second", 6, NULL), OK);
	assert_int_equal(file_read(ctx, path, 10, &bytes, &len, NULL), OK);
	assert_string_equal(bytes, "first");
	assert_int_equal(stat(path, &st), 0);
	assert_int_equal(st.st_mode & 0777, 0600);
	assert_int_equal(count_files(), 1);
	unlink(path);
}

TEST(each_reason_not_to_read_is_told_apart)
{
	char *path = in_folder("b"), *bytes = NULL;
	size_t len = 7;
	struct error err;

	assert_int_equal(
	    file_read(ctx, in_folder("absent"), 10, &bytes, &len, &err), ERR_NOT_FOUND);
	assert_int_equal(file_read(ctx, folder, 10, &bytes, &len, &err), ERR_INVALID);
	assert_string_equal(err.id, "{0} is a folder, not a file");
	assert_int_equal(file_read(ctx, "/dev/zero", 10, &bytes, &len, &err), ERR_INVALID);
	assert_string_equal(err.id, "{0} is not a plain file");
	assert_int_equal(file_write(path, "12345", 5, NULL), OK);
	assert_int_equal(file_read(ctx, path, 4, &bytes, &len, &err), ERR_INVALID);
	assert_null(bytes);
	assert_int_equal(len, 7);
	unlink(path);
}

TEST(a_path_ends_with_its_name)
{
	assert_string_equal(file_name("/a/b.csv"), "b.csv");
	assert_string_equal(file_name("b.csv"), "b.csv");
}

/* FIPS 180-2, appendix B. */
TEST(sha256_gives_the_known_answers)
{
	char out[SHA256_TEXT_SIZE];
	struct sha256 s;
	int i;

	sha256_of("abc", 3, out);
	assert_string_equal(
	    out, "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
	sha256_begin(&s);
	for (i = 0; i < 1000000; i++)
		sha256_add(&s, "a", 1);
	sha256_end(&s, out);
	assert_string_equal(
	    out, "cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0");
}

TEST(two_uids_differ)
{
	char a[UID_TEXT_SIZE], b[UID_TEXT_SIZE];

	uid_new(a);
	uid_new(b);
	assert_int_equal(strlen(a), 32);
	assert_string_not_equal(a, b);
}

static int
setup(void **state)
{
	ctx = talloc_new(NULL);
	return mkdtemp(folder) == NULL;
}

static int
teardown(void **state)
{
	rmdir(folder);
	return talloc_free(ctx);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(what_is_written_is_read_and_nothing_is_left_beside_it),
	    cmocka_unit_test(a_file_that_can_not_be_written_leaves_the_old_one_and_no_rest),
	    cmocka_unit_test(a_secret_is_its_owners_alone_and_of_whoever_was_first),
	    cmocka_unit_test(each_reason_not_to_read_is_told_apart),
	    cmocka_unit_test(a_path_ends_with_its_name),
	    cmocka_unit_test(sha256_gives_the_known_answers),
	    cmocka_unit_test(two_uids_differ),
	};

	return cmocka_run_group_tests(tests, setup, teardown);
}
