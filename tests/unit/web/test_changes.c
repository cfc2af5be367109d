/* What a row of the audit changed, in words. */
#include "check.h"

#include "base/buf.h"
#include "web/changes.h"

static struct change_fact facts[CHANGES_MOST];

static size_t
told(TALLOC_CTX *ctx, enum lang lang, const char *json)
{
	struct page pg = {.ctx = ctx, .lang = lang};

	return changes_told(&pg, json, facts);
}

TEST(known_names_and_codes_have_words_and_the_data_keep_theirs)
{
	TALLOC_CTX *ctx = talloc_new(NULL);

	assert_int_equal(
	    told(ctx, LANG_RU, "{\"to\":\"excluded\",\"reason\":\"x\",\"none\":null}"), 2);
	assert_string_equal(facts[0].label, "Стало");
	assert_string_equal(facts[0].text, "исключена по решению");
	assert_false(facts[0].own);
	assert_string_equal(facts[1].text, "x");
	assert_true(facts[1].own);
	talloc_free(ctx);
}

TEST(a_name_without_words_stands_as_it_is_and_a_day_as_people_read_it)
{
	TALLOC_CTX *ctx = talloc_new(NULL);

	assert_int_equal(told(ctx, LANG_RU, "{\"unheard_of\":\"2023-09-10\"}"), 1);
	assert_string_equal(facts[0].label, "unheard_of");
	assert_string_equal(facts[0].text, "10.09.2023");
	talloc_free(ctx);
}

TEST(of_a_long_list_the_first_are_told_and_that_there_are_more)
{
	TALLOC_CTX *ctx = talloc_new(NULL);
	struct buf b = buf_new(ctx, 1 << 20);
	int i;

	buf_text(&b, "{\"schools\":[");
	for (i = 0; i < 5000; i++)
		buf_printf(&b, "%s\"s%d\"", i == 0 ? "" : ",", i);
	buf_text(&b, "]}");
	assert_int_equal(told(ctx, LANG_EN, b.bytes), 1);
	assert_non_null(strstr(facts[0].text, "s49, …"));
	assert_null(strstr(facts[0].text, "s50"));
	talloc_free(ctx);
}

TEST(of_many_facts_no_more_are_told_than_there_is_room_for)
{
	TALLOC_CTX *ctx = talloc_new(NULL);
	struct buf b = buf_new(ctx, 1 << 20);
	int i;

	for (i = 0; i < 1000; i++)
		buf_printf(&b, "%s{\"file\":\"f%d\",\"corrections\":[]}", i == 0 ? "[" : ",", i);
	buf_char(&b, ']');
	assert_int_equal(told(ctx, LANG_EN, b.bytes), CHANGES_MOST);
	talloc_free(ctx);
}

TEST(what_is_no_json_tells_nothing)
{
	TALLOC_CTX *ctx = talloc_new(NULL);

	assert_int_equal(told(ctx, LANG_EN, "{\"cut\":"), 0);
	assert_int_equal(told(ctx, LANG_EN, NULL), 0);
	talloc_free(ctx);
}

RUN(cmocka_unit_test(known_names_and_codes_have_words_and_the_data_keep_theirs),
    cmocka_unit_test(a_name_without_words_stands_as_it_is_and_a_day_as_people_read_it),
    cmocka_unit_test(of_a_long_list_the_first_are_told_and_that_there_are_more),
    cmocka_unit_test(of_many_facts_no_more_are_told_than_there_is_room_for),
    cmocka_unit_test(what_is_no_json_tells_nothing))
