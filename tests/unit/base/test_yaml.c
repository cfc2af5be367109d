#include "check.h"

#include "base/yaml.h"

static TALLOC_CTX *ctx;
static struct problems *problems;

static struct yaml *
read_text(const char *s)
{
	problems = problems_new(ctx);
	return yaml_read(ctx, "t.yaml", s, strlen(s), problems);
}

TEST(nodes_know_their_line_and_column)
{
	struct yaml *y = read_text("id: x\nlet:\n  A: \"1 + 2\"\n  B: [1, {c: d}]\n");
	const struct yaml *a = yaml_get(yaml_get(y, "let"), "A");

	assert_int_equal(problems->errors, 0);
	assert_string_equal(yaml_text(y, "id"), "x");
	assert_string_equal(a->text, "1 + 2");
	assert_true(a->quoted);
	assert_int_equal(a->line, 3);
	assert_int_equal(a->column, 7);
	assert_int_equal(yaml_get(yaml_get(y, "let"), "B")->count, 2);
}

TEST(a_duplicate_key_is_reported_with_its_place)
{
	read_text("a: 1\nb: 2\na: 3\nb: 4\n");
	assert_int_equal(problems->errors, 2);
	assert_true(has_problem(problems, "the key «{0}» stands twice", 3, 1));
	assert_true(has_problem(problems, "the key «{0}» stands twice", 4, 1));
}

TEST(aliases_second_documents_and_depth_are_refused)
{
	char deep[300];

	assert_true(read_text("a: &x 1\nb: *x\n") != NULL);
	assert_true(has_problem(problems, "aliases (*name) are not allowed here", 2, 4));
	read_text("a: 1\n---\nb: 2\n");
	assert_true(has_problem(problems, "a second document (---) is not allowed here", 2, 1));
	memset(deep, '[', 100);
	deep[100] = '\0';
	read_text(deep);
	assert_true(has_problem(problems, "nested deeper than 64", 1, 65));
}

TEST(broken_yaml_and_empty_files_are_reported)
{
	assert_null(read_text(""));
	assert_true(has_problem(problems, "the file is empty", 0, 0));
	read_text("a: [1, 2\nb: }");
	assert_int_equal(problems->errors, 1);
	assert_true(has_problem(problems, "this is not YAML: {0}", 2, 0));
}

TEST(a_map_of_a_thousand_keys_is_read_and_one_more_is_refused)
{
	char *text = talloc_strdup(ctx, "");
	int i;

	for (i = 0; i < YAML_KEYS; i++)
		text = talloc_asprintf_append_buffer(text, "k%d: v\n", i);
	assert_non_null(read_text(text));
	assert_int_equal(problems->errors, 0);
	text = talloc_asprintf_append_buffer(text, "more: v\nlast: v\n");
	read_text(text);
	assert_int_equal(problems->errors, 1);
	assert_true(has_problem(problems, "more than {0} keys in one place", YAML_KEYS + 1, 1));
}

TEST(broken_letters_are_reported_with_their_line)
{
	assert_null(read_text("a: b\nc: \xD0\nd: e\n"));
	assert_int_equal(problems->errors, 1);
	assert_true(has_problem(problems, "a NUL character or broken UTF-8", 2, 0));
}

TEST(a_byte_order_mark_is_no_part_of_the_first_key)
{
	assert_string_equal(yaml_text(read_text("\uFEFFid: x\n"), "id"), "x");
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
	    cmocka_unit_test(nodes_know_their_line_and_column),
	    cmocka_unit_test(a_duplicate_key_is_reported_with_its_place),
	    cmocka_unit_test(aliases_second_documents_and_depth_are_refused),
	    cmocka_unit_test(broken_yaml_and_empty_files_are_reported),
	    cmocka_unit_test(a_map_of_a_thousand_keys_is_read_and_one_more_is_refused),
	    cmocka_unit_test(broken_letters_are_reported_with_their_line),
	    cmocka_unit_test(a_byte_order_mark_is_no_part_of_the_first_key),
	};

	return cmocka_run_group_tests(tests, setup, teardown);
}
