#include "check.h"

#include "base/text.h"
#include "base/tr.h"

TEST(an_error_owns_its_texts)
{
	TALLOC_CTX *ctx = talloc_new(NULL);
	struct error e, copy;
	char name[] = "school";

	assert_int_equal(fail(&e, ERR_NOT_FOUND, "no {0} in {1}", arg_text(name), arg_year(2021)),
	    ERR_NOT_FOUND);
	strcpy(name, "xxxxxx");
	copy = e;
	memset(&e, 0, sizeof e);
	assert_string_equal(tr_error(ctx, LANG_EN, &copy), "no school in 2021");
	talloc_free(ctx);
}

TEST(long_texts_are_cut_between_letters)
{
	TALLOC_CTX *ctx = talloc_new(NULL);
	char longer[4001];
	struct error e;
	char *said;
	int i;

	for (i = 0; i < 4000; i += 2)
		memcpy(longer + i, "ж", 2);
	longer[4000] = '\0';
	fail(&e, ERR_INVALID, "{0}|{1}|{2}", arg_text(longer), arg_text("b"), arg_text(longer));
	said = tr_error(ctx, LANG_EN, &e);
	assert_true(text_valid(said, strlen(said)));
	assert_non_null(strstr(said, "ж…|b|ж"));
	assert_true(strlen(said) < ERROR_TEXT + 10);
	talloc_free(ctx);
}

TEST(a_list_of_problems_counts_more_than_it_keeps)
{
	TALLOC_CTX *ctx = talloc_new(NULL);
	struct problems *list = problems_new(ctx);
	struct place place = {.row = 1};
	size_t i;

	for (i = 0; i < PROBLEMS_MAX + 5; i++)
		problem_add(list, SEVERITY_ERROR, place, "x");
	problem_add(list, SEVERITY_WARNING, place, "y");
	assert_int_equal(list->count, PROBLEMS_MAX);
	assert_int_equal(list->errors, PROBLEMS_MAX + 5);
	assert_int_equal(list->warnings, 1);
	talloc_free(ctx);
}

TEST(an_error_can_be_wrapped_into_itself)
{
	TALLOC_CTX *ctx = talloc_new(NULL);
	struct arg args[ERROR_ARGS + 1];
	struct error e;

	fail(&e, ERR_NOT_FOUND, "no {0}", arg_text("school"));
	error_args(&e, args);
	fail(&e, ERR_INVALID, "in {1}: no {0}", args[0], arg_text("a.csv"));
	assert_string_equal(tr_error(ctx, LANG_EN, &e), "in a.csv: no school");
	talloc_free(ctx);
}

RUN(cmocka_unit_test(an_error_can_be_wrapped_into_itself),
    cmocka_unit_test(an_error_owns_its_texts), cmocka_unit_test(long_texts_are_cut_between_letters),
    cmocka_unit_test(a_list_of_problems_counts_more_than_it_keeps))
