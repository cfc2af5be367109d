#include "check.h"

#include "base/text.h"
#include "base/tr.h"

static TALLOC_CTX *ctx;

static const char *
clean(const char *s)
{
	return text_clean(ctx, s, strlen(s));
}

TEST(cleaning_trims_folds_spaces_and_drops_invisible_characters)
{
	assert_string_equal(clean("  МБОУ \u00A0\t СОШ\u00AD № 3\u200B "), "МБОУ СОШ № 3");
	assert_string_equal(clean("\uFEFFa\n b"), "a b");
	assert_string_equal(clean("и\u0306"), "й");
	assert_string_equal(clean("   "), "");
}

TEST(folding_ignores_case_and_yo)
{
	assert_string_equal(text_fold(ctx, "Школа ИМЕНИ Ёлкина"), "школа имени елкина");
}

TEST(school_2_sorts_before_school_10)
{
	assert_true(text_cmp("Школа № 2", "Школа № 10") < 0);
	assert_true(strcmp(text_key(ctx, "Школа № 2"), text_key(ctx, "Школа № 10")) < 0);
	assert_true(text_cmp("Ёлки", "Жуки") < 0);
}

TEST(utf8_is_checked_to_the_letter)
{
	assert_true(text_valid("школа", 10));
	assert_false(text_valid("\xC0\x80", 2));
	assert_false(text_valid("\xED\xA0\x80", 3));
	assert_false(text_valid("\xF5\x80\x80\x80", 4));
	assert_false(text_valid("\xD0", 1));
	assert_false(text_valid("a\0b", 3));
}

TEST(windows_1251_becomes_utf8)
{
	size_t len;

	assert_string_equal(
	    text_from_cp1251(ctx, "\xD8\xEA\xEE\xEB\xE0 \xB9 5 \xB8", 11, &len), "Школа № 5 ё");
	assert_int_equal(len, strlen("Школа № 5 ё"));
}

TEST(numbers_follow_the_language)
{
	struct rational r;

	rational_make(25, 2, &r);
	assert_string_equal(text_number(ctx, LANG_RU, r, 2), "12,5");
	assert_string_equal(text_number(ctx, LANG_EN, r, 2), "12.5");
	assert_string_equal(text_number(ctx, LANG_RU, rational_int(-1878), 0), "\u22121\u00A0878");
	assert_string_equal(text_number(ctx, LANG_EN, rational_int(1878), 0), "1,878");
	rational_make(1, 8, &r);
	assert_string_equal(text_percent(ctx, LANG_RU, r, 1), "12,5\u00A0%");
	assert_string_equal(text_percent(ctx, LANG_EN, r, 1), "12.5%");
}

TEST(figures_that_stand_under_each_other_have_as_many_decimals)
{
	struct rational r;

	rational_make(3, 10, &r);
	assert_string_equal(text_percent_fixed(ctx, LANG_RU, r, 1), "30,0\u00A0%");
	assert_string_equal(text_percent_fixed(ctx, LANG_EN, r, 1), "30.0%");
	rational_make(5, 14, &r);
	assert_string_equal(text_percent_fixed(ctx, LANG_RU, r, 1), "35,7\u00A0%");
	assert_string_equal(
	    text_number_fixed(ctx, LANG_RU, rational_int(-1878), 2), "\u22121\u00A0878,00");
	assert_string_equal(text_number_fixed(ctx, LANG_EN, rational_int(1878), 1), "1,878.0");
	assert_string_equal(text_number_fixed(ctx, LANG_RU, rational_int(4), 0), "4");
	rational_make(1999, 1000, &r);
	assert_string_equal(text_number_fixed(ctx, LANG_RU, r, 2), "2,00");
}

TEST(school_years_and_days_are_written_for_people)
{
	struct day d = {2026, 11, 22};

	assert_string_equal(text_school_year(ctx, 2021), "2020/21");
	assert_string_equal(text_school_year(ctx, 2000), "1999/00");
	assert_string_equal(text_day(ctx, LANG_RU, d), "22.11.2026");
	assert_string_equal(text_day(ctx, LANG_EN, d), "22 Nov 2026");
}

TEST(a_title_starts_with_a_capital_of_any_alphabet)
{
	assert_string_equal(text_capital(ctx, "ёлка"), "Ёлка");
	assert_string_equal(text_capital(ctx, "list"), "List");
	assert_string_equal(text_capital(ctx, "№ 2"), "№ 2");
	assert_string_equal(text_capital(ctx, ""), "");
	assert_string_equal(text_sentence(ctx, "ШКОЛА"), "Школа");
	assert_string_equal(text_sentence(ctx, "ID[@VERSION]"), "ID[@VERSION]");
	assert_string_equal(text_sentence(ctx, "Год"), "Год");
}

TEST(russian_plurals_have_three_forms_and_fractions)
{
	static const struct {
		int n;
		const char *said;
	} cases[] = {{1, "1 школа"}, {2, "2 школы"}, {5, "5 школ"}, {11, "11 школ"},
	    {21, "21 школа"}, {0, "0 школ"}};
	struct rational half;
	size_t i;

	for (i = 0; i < sizeof cases / sizeof cases[0]; i++)
		assert_string_equal(
		    say(ctx, LANG_RU, MSG_N("{0} school", "{0} schools"), arg_int(cases[i].n)),
		    cases[i].said);
	rational_make(3, 2, &half);
	assert_string_equal(tr_plural(LANG_RU, "{0} school", half), "{0} школы");
	assert_string_equal(say(ctx, LANG_EN, "{0} school", arg_int(1)), "1 school");
	assert_string_equal(say(ctx, LANG_EN, "{0} school", arg_int(2)), "2 schools");
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
	    cmocka_unit_test(cleaning_trims_folds_spaces_and_drops_invisible_characters),
	    cmocka_unit_test(folding_ignores_case_and_yo),
	    cmocka_unit_test(school_2_sorts_before_school_10),
	    cmocka_unit_test(utf8_is_checked_to_the_letter),
	    cmocka_unit_test(windows_1251_becomes_utf8),
	    cmocka_unit_test(numbers_follow_the_language),
	    cmocka_unit_test(figures_that_stand_under_each_other_have_as_many_decimals),
	    cmocka_unit_test(school_years_and_days_are_written_for_people),
	    cmocka_unit_test(a_title_starts_with_a_capital_of_any_alphabet),
	    cmocka_unit_test(russian_plurals_have_three_forms_and_fractions),
	};

	return cmocka_run_group_tests(tests, setup, teardown);
}
