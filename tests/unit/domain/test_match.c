/* Names of schools: taken apart, compared, proposed. All names are invented. */
#include "check.h"

#include "domain/match.h"

static struct match
compare(TALLOC_CTX *ctx, const char *a, const char *b)
{
	struct school_name x = school_name_parse(ctx, a), y = school_name_parse(ctx, b);
	struct match m = match_names(&x, &y), back = match_names(&y, &x);

	assert_true(m.score == back.score);
	return m;
}

/* What coordinators' files and charters call one and the same school. */
static const char *const same[][2] = {
    {"МБОУ СОШ № 3 г. Учебный", "Средняя школа №3"},
    {"МБОУ СОШ № 3 г. Учебный", "СОШ 3"},
    {"СОШ-3", "сош №3"},
    {"МБОУ-СОШ №3", "СОШ N 3"},
    {"CОШ № 3", "СОШ № 3"}, /* a Latin letter in the first one */
    {"муниципальное бюджетное общеобразовательное учреждение «Средняя общеобразовательная школа "
     "№ 3 имени Первых учителей»",
	"МБОУ СОШ № 3"},
    {"Муниципальное казённое общеобразовательное учреждение \"Средняя общеобразовательная школа "
     "№ 03\" города Учебного",
	"МКОУ «СОШ № 3» г. Учебный"},
    {"Гимназия №1", "Муниципальное автономное общеобразовательное учреждение «Гимназия № 1»"},
    {"Лицей № 2 имени 50-летия Учебного завода", "МАОУ лицей №2"},
    {"ООШ с. Ивановка", "Основная общеобразовательная школа села Ивановки"},
    {"МКОУ Ивановская ООШ", "Основная школа с. Ивановка"},
    {"МКОУ «Ивановская СОШ»", "Ивановская средняя общеобразовательная школа"},
    {"СОШ № 3 с углублённым изучением отдельных предметов", "МБОУ СОШ № 3"},
    {"СОШ № 3 Учебного муниципального района", "СОШ № 3 Учебного района"},
    {"филиал МБОУ СОШ № 3 в с. Ивановка", "МБОУ СОШ № 3 (филиал) с. Ивановке"},
    {"В(С)ОШ № 4", "Вечерняя (сменная) общеобразовательная школа № 4"},
    {"Школа-интернат № 5", "Средняя общеобразовательная школа - интернат № 5"},
    {"СОШ р.п. Учебный", "СОШ рп Учебный"},
    {"СОШ п.г.т. Учебный", "Средняя школа пгт. Учебный"},
    {"СОШ им. Героя Труда А.С. Учебного", "СОШ имени Учебного"},
    {"Учебная школа № 3", "МБОУ «Учебная средняя школа № 3»"},
    {"НОШ № 7", "Начальная школа - детский сад № 7"},
};

/* What must not be taken for one another. */
static const char *const other[][2] = {
    {"СОШ № 3", "СОШ № 13"},
    {"СОШ № 3", "СОШ № 30"},
    {"СОШ № 3 г. Альфа", "СОШ № 3 г. Бета"},
    {"СОШ № 3 Первого района", "СОШ № 3 Второго района"},
    {"МБОУ СОШ № 3", "филиал МБОУ СОШ № 3 в с. Ивановка"},
    {"ООШ с. Ивановка", "ООШ с. Петровка"},
    {"Ивановская СОШ", "Петровская СОШ"},
    {"СОШ № 3", "Лицей"},
    {"СОШ", "СОШ с. Ивановка"},
    {"Ивановская СОШ", "СОШ № 3"},
    {"СОШ имени Первых учителей", "СОШ имени 50-летия Учебного завода"},
    {"школа", "школа № 1"},
    {"edu000003", "Учебная школа № 3"},
    {"", "СОШ № 3"},
    {"", ""},
};

TEST(one_school_under_two_names_scores_high)
{
	TALLOC_CTX *ctx = talloc_new(NULL);
	size_t i;

	for (i = 0; i < sizeof same / sizeof *same; i++) {
		double score = compare(ctx, same[i][0], same[i][1]).score;

		if (score < 0.8)
			print_message("%s | %s: %g\n", same[i][0], same[i][1], score);
		assert_true(score >= 0.8);
	}
	talloc_free(ctx);
}

TEST(two_schools_score_below_what_is_proposed)
{
	TALLOC_CTX *ctx = talloc_new(NULL);
	size_t i;

	for (i = 0; i < sizeof other / sizeof *other; i++) {
		double score = compare(ctx, other[i][0], other[i][1]).score;

		if (score >= MATCH_LEAST)
			print_message("%s | %s: %g\n", other[i][0], other[i][1], score);
		assert_true(score < MATCH_LEAST);
	}
	talloc_free(ctx);
}

/* СОШ became гимназия: proposed, but below the school that is still called so. */
TEST(a_renamed_school_is_proposed_with_its_reason)
{
	TALLOC_CTX *ctx = talloc_new(NULL);
	struct match renamed = compare(ctx, "СОШ № 3", "Гимназия № 3");

	assert_true(renamed.score >= MATCH_LEAST);
	assert_true(renamed.score < compare(ctx, "СОШ № 3", "Школа № 3").score);
	assert_int_equal(renamed.nreasons, 2);
	assert_string_equal(renamed.reasons[0], "the same number");
	assert_string_equal(renamed.reasons[1], "another kind of school");
	talloc_free(ctx);
}

TEST(only_the_same_text_scores_one)
{
	TALLOC_CTX *ctx = talloc_new(NULL);

	assert_true(compare(ctx, "Учебная школа №3", "УЧЕБНАЯ  ШКОЛА № 3").score == 1);
	assert_true(compare(ctx, "МБОУ «СОШ № 3»", "МБОУ \"СОШ №3\"").score == 1);
	assert_true(compare(ctx, "СОШ № 3", "Средняя школа № 3").score < 1);
	talloc_free(ctx);
}

TEST(a_charter_name_is_taken_apart)
{
	TALLOC_CTX *ctx = talloc_new(NULL);
	struct school_name n = school_name_parse(ctx,
	    "Филиал муниципального бюджетного общеобразовательного учреждения «Средняя "
	    "общеобразовательная школа № 012 имени Героя Труда А. С. Первых учителей» в с. Малая "
	    "Ивановка Учебного муниципального района Учебной области");

	assert_int_equal(n.kind, SCHOOL_SECONDARY);
	assert_string_equal(n.number, "12");
	assert_true(n.branch);
	assert_int_equal(n.own.count, 2);
	assert_string_equal(n.own.items[0], "первых");
	assert_string_equal(n.own.items[1], "учителей");
	assert_int_equal(n.settlement.count, 2);
	assert_string_equal(n.settlement.items[1], "ивановка");
	assert_int_equal(n.district.count, 1);
	assert_string_equal(n.district.items[0], "учебного");
	assert_int_equal(n.others.count, 0);
	talloc_free(ctx);
}

TEST(a_year_of_jubilee_is_no_number)
{
	TALLOC_CTX *ctx = talloc_new(NULL);

	assert_null(school_name_parse(ctx, "СОШ имени 50-летия Учебного завода").number);
	assert_string_equal(school_name_parse(ctx, "СОШ № 3а").number, "3а");
	assert_string_equal(school_name_parse(ctx, "1-я школа").number, "1");
	assert_null(school_name_parse(ctx, "СОШ № 123456").number);
	talloc_free(ctx);
}

TEST(proposals_come_best_first_and_no_more_than_asked)
{
	static const char *const names[] = {
	    "Лицей № 3", "СОШ № 13", "СОШ № 3 г. Альфа", "МБОУ СОШ № 3 г. Бета", "Школа № 3"};
	TALLOC_CTX *ctx = talloc_new(NULL);
	struct match_candidate list[5];
	struct match_proposal out[3];
	struct school_name wanted = school_name_parse(ctx, "СОШ №3 г. Бета");
	size_t i, n;

	for (i = 0; i < 5; i++)
		list[i].name = list[i].short_name = school_name_parse(ctx, names[i]);
	n = match_propose(&wanted, list, 5, out, 3);
	assert_int_equal(n, 3);
	assert_int_equal(out[0].candidate, 3);
	assert_int_equal(out[1].candidate, 4);
	assert_int_equal(out[2].candidate, 0);
	assert_int_equal(match_propose(&wanted, list, 5, out, 1), 1);
	assert_int_equal(out[0].candidate, 3);
	talloc_free(ctx);
}

RUN(cmocka_unit_test(one_school_under_two_names_scores_high),
    cmocka_unit_test(two_schools_score_below_what_is_proposed),
    cmocka_unit_test(a_renamed_school_is_proposed_with_its_reason),
    cmocka_unit_test(only_the_same_text_scores_one),
    cmocka_unit_test(a_charter_name_is_taken_apart),
    cmocka_unit_test(a_year_of_jubilee_is_no_number),
    cmocka_unit_test(proposals_come_best_first_and_no_more_than_asked))
