#include "check.h"

#include "domain/level.h"

TEST(every_set_of_levels_is_read_back_from_its_code)
{
	int levels;

	for (levels = 1; levels < 8; levels++)
		assert_int_equal(levels_parse(levels_code(levels)), levels);
	assert_null(levels_code(0));
	assert_int_equal(levels_parse(""), 0);
}

TEST(people_read_levels_with_a_space_after_the_comma)
{
	assert_string_equal(levels_words(LEVEL_PRIMARY | LEVEL_SECONDARY), "НОО, СОО");
	assert_string_equal(levels_code(LEVEL_PRIMARY | LEVEL_SECONDARY), "НОО,СОО");
	assert_null(levels_words(0));
}

RUN(cmocka_unit_test(every_set_of_levels_is_read_back_from_its_code),
    cmocka_unit_test(people_read_levels_with_a_space_after_the_comma))
