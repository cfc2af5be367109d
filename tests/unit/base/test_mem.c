#include "check.h"

#include "base/buf.h"
#include "base/text.h"

#include <sys/wait.h>
#include <unistd.h>

TEST(a_buffer_grows_to_its_maximum_and_no_further)
{
	static char mebibyte[1 << 20];
	TALLOC_CTX *ctx = talloc_new(NULL);
	struct buf b = buf_new(ctx, (size_t)130 << 20);
	int i;

	/* doubling alone would ask for 256 MiB here, which talloc refuses */
	for (i = 0; i < 130; i++)
		buf_add(&b, mebibyte, sizeof mebibyte);
	assert_false(b.full);
	assert_int_equal(b.len, (size_t)130 << 20);
	buf_char(&b, 'x');
	assert_true(b.full);
	assert_int_equal(b.len, (size_t)130 << 20);
	talloc_free(ctx);
}

TEST(what_does_not_fit_is_dropped_whole_until_the_buffer_is_cleared)
{
	TALLOC_CTX *ctx = talloc_new(NULL);
	struct buf b = buf_new(ctx, 5);

	buf_printf(&b, "%d", 123);
	buf_text(&b, "456");
	buf_char(&b, '7');
	assert_true(b.full);
	assert_string_equal(b.bytes, "123");
	buf_clear(&b);
	buf_printf(&b, "%s", "12345");
	assert_false(b.full);
	assert_string_equal(b.bytes, "12345");
	talloc_free(ctx);
}

TEST(a_long_pattern_is_printed_whole)
{
	TALLOC_CTX *ctx = talloc_new(NULL);
	struct buf b = buf_new(ctx, 5000);

	buf_printf(&b, "%01000d|", 7);
	buf_text(&b, "end");
	assert_int_equal(b.len, 1004);
	assert_string_equal(b.bytes + 998, "07|end");
	talloc_free(ctx);
}

TEST(an_array_grows_by_pushing)
{
	TALLOC_CTX *ctx = talloc_new(NULL);
	int *list = NULL;
	size_t count = 0, i;

	for (i = 0; i < 1000; i++)
		mem_push(ctx, list, count) = (int)i;
	assert_int_equal(count, 1000);
	for (i = 0; i < 1000; i++)
		assert_int_equal(list[i], i);
	talloc_free(ctx);
}

/* talloc counts in 32 bits: 2^32 + 1 must not become 1. */
TEST(an_array_too_large_ends_the_process_with_code_6)
{
	volatile size_t n = ((size_t)1 << 32) + 1;
	int status;
	pid_t child = fork();

	if (child == 0) {
		close(STDERR_FILENO);
		mem_array(NULL, char, n);
		_exit(0);
	}
	assert_true(child > 0);
	assert_int_equal(waitpid(child, &status, 0), child);
	assert_true(WIFEXITED(status));
	assert_int_equal(WEXITSTATUS(status), 6);
}

TEST(nothing_copied_is_nothing)
{
	TALLOC_CTX *ctx = talloc_new(NULL);

	assert_null(mem_strdup(ctx, NULL));
	assert_null(mem_strndup(ctx, NULL, 0));
	assert_string_equal(mem_strndup(ctx, "school", 3), "sch");
	assert_string_equal(text_clean(ctx, NULL, 0), "");
	talloc_free(ctx);
}

TEST(integers_are_written_to_both_ends_of_their_range)
{
	TALLOC_CTX *ctx = talloc_new(NULL);
	struct buf b = buf_new(ctx, 100);

	buf_int(&b, INT64_MIN);
	buf_char(&b, ' ');
	buf_int(&b, 0);
	buf_char(&b, ' ');
	buf_int(&b, INT64_MAX);
	assert_string_equal(b.bytes, "-9223372036854775808 0 9223372036854775807");
	talloc_free(ctx);
}

RUN(cmocka_unit_test(integers_are_written_to_both_ends_of_their_range),
    cmocka_unit_test(a_buffer_grows_to_its_maximum_and_no_further),
    cmocka_unit_test(what_does_not_fit_is_dropped_whole_until_the_buffer_is_cleared),
    cmocka_unit_test(a_long_pattern_is_printed_whole), cmocka_unit_test(an_array_grows_by_pushing),
    cmocka_unit_test(an_array_too_large_ends_the_process_with_code_6),
    cmocka_unit_test(nothing_copied_is_nothing))
