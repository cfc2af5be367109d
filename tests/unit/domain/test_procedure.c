#include "catalogue_check.h"

#include <dirent.h>

static TALLOC_CTX *ctx;
static struct procedures list;
static struct scales scales;
static struct problems *problems;

#define HEAD                                                                                       \
	"kind: vpr\n"                                                                              \
	"title: Т\n"                                                                              \
	"procedures:\n"
#define ONE                                                                                        \
	"  - {code: X_1, subject: {code: MA, ru: м}, grade: 5, level: ООО, "                   \
	"title: т, short: к,\n"                                                                  \
	"     low: н"

static bool
read_text(struct procedures *into, const char *s)
{
	problems = problems_new(ctx);
	return procedures_read(ctx, "p.yaml", s, strlen(s), into, problems);
}

/* The table of method.md, 1.1. */
TEST(the_nine_procedures_of_the_federal_method_are_known)
{
	static const struct {
		const char *code;
		enum procedure_kind kind;
		int grade, level;
		const char *subject, *low;
	} nine[] = {
	    {"VPR5_MA", PROCEDURE_VPR, 5, LEVEL_BASIC, "математика", "отметка «2»"},
	    {"VPR6_MA", PROCEDURE_VPR, 6, LEVEL_BASIC, "математика", "отметка «2»"},
	    {"VPR5_RU", PROCEDURE_VPR, 5, LEVEL_BASIC, "русский язык", "отметка «2»"},
	    {"VPR6_RU", PROCEDURE_VPR, 6, LEVEL_BASIC, "русский язык", "отметка «2»"},
	    {"OGE_MA", PROCEDURE_OGE, 9, LEVEL_BASIC, "математика",
		"минимальный порог не преодолён"},
	    {"OGE_RU", PROCEDURE_OGE, 9, LEVEL_BASIC, "русский язык",
		"минимальный порог не преодолён"},
	    {"EGE_MAB", PROCEDURE_EGE, 11, LEVEL_SECONDARY, "математика (базовая)", "ниже порога"},
	    {"EGE_MAP", PROCEDURE_EGE, 11, LEVEL_SECONDARY, "математика (профильная)",
		"ниже порога"},
	    {"EGE_RU", PROCEDURE_EGE, 11, LEVEL_SECONDARY, "русский язык", "ниже порога"},
	};
	size_t i;

	for (i = 0; i < sizeof nine / sizeof *nine; i++) {
		const struct procedure *p = procedure_find(&list, nine[i].code);

		assert_non_null(p);
		assert_int_equal(p->family->kind, nine[i].kind);
		assert_int_equal(p->grade, nine[i].grade);
		assert_int_equal(p->level, nine[i].level);
		assert_string_equal(p->subject.ru, nine[i].subject);
		assert_string_equal(p->low.ru, nine[i].low);
	}
	assert_null(procedure_find(&list, "VPR9_MA"));
}

/* method.md, 1.5. */
TEST(what_was_not_held_is_known_with_how_sure_it_is)
{
	static const char *const never_held_2020[] = {"OGE_MA", "OGE_RU", "EGE_MAB"};
	const struct procedure_gap *gap;
	size_t i, gaps = 0;

	for (i = 0; i < 3; i++)
		assert_false(procedure_held(procedure_find(&list, never_held_2020[i]), 2020));
	assert_false(procedure_held(procedure_find(&list, "EGE_MAB"), 2021));
	assert_true(procedure_held(procedure_find(&list, "EGE_MAB"), 2022));
	assert_true(procedure_held(procedure_find(&list, "EGE_MAP"), 2020));
	assert_true(procedure_held(procedure_find(&list, "OGE_MA"), 2021));
	assert_true(procedure_held(procedure_find(&list, "VPR5_MA"), 2020));
	for (i = 0; i < list.count; i++)
		gaps += list.items[i].ngaps;
	assert_int_equal(gaps, 4);
	gap = procedure_gap(procedure_find(&list, "OGE_MA"), 2020);
	assert_int_equal(gap->provenance.status, STATUS_ASSUMED);
	assert_int_equal(rational_cmp(gap->provenance.confidence, (struct rational){95, 100}), 0);
}

TEST(the_autumn_waves_say_that_pupils_were_one_class_higher)
{
	const struct procedure *p = procedure_find(&list, "VPR5_MA");
	const struct procedure_year *y = procedure_year(p, 2020);

	assert_int_equal(y->pupil_grade_shift, 1);
	assert_int_equal(y->nwaves, 1);
	assert_string_equal(y->waves[0], "autumn");
	assert_int_equal(procedure_year(p, 2022)->nwaves, 2);
	assert_int_equal(procedure_year(p, 2022)->provenance.status, STATUS_VERIFIED);
	assert_null(procedure_year(p, 2019));
}

/* law.md, 1: the sentence word for word, the two uses, the refusal, the required basis. */
TEST(vpr_carries_its_allowed_uses_and_the_sentence_for_papers)
{
	const struct procedure_family *f = procedure_find(&list, "VPR5_MA")->family;

	assert_string_equal(f->sentence.ru,
	    "Результаты ВПР использованы для организации адресной методической помощи и не "
	    "являются "
	    "оценкой деятельности образовательной организации и педагогических работников.");
	assert_true(f->basis_required);
	assert_non_null(f->basis_note.ru);
	assert_true(f->uses[0].allowed && f->uses[1].allowed);
	assert_false(f->uses[2].allowed);
	assert_non_null(strstr(f->uses[2].provenance.source, "18.04.2025 № 02-86"));
	assert_false(procedure_find(&list, "OGE_MA")->family->basis_required);
}

TEST(gve_is_a_wave_of_oge_and_ege_and_no_procedure)
{
	size_t i, j, found = 0;

	for (i = 0; i < list.count; i++) {
		const struct procedure_family *f = list.items[i].family;

		assert_int_not_equal(f->kind, PROCEDURE_GVE);
		for (j = 0; j < f->nwaves; j++)
			found += strcmp(f->waves[j].code, "gve") == 0;
	}
	assert_int_equal(found, 5); /* two of ОГЭ, three of ЕГЭ */
}

TEST(a_nine_year_school_is_offered_no_ege)
{
	const struct procedure *ege = procedure_find(&list, "EGE_RU");

	assert_false(procedure_offered(ege, LEVEL_PRIMARY | LEVEL_BASIC));
	assert_true(procedure_offered(ege, LEVEL_SECONDARY));
	assert_true(procedure_offered(ege, LEVEL_BASIC | LEVEL_SECONDARY));
	assert_true(procedure_offered(ege, 0)); /* not said */
	assert_true(procedure_offered(procedure_find(&list, "VPR4_MA"), LEVEL_PRIMARY));
}

TEST(every_procedure_has_both_languages_and_a_grade_of_its_level)
{
	size_t i;

	assert_int_equal(list.count, 15);
	for (i = 0; i < list.count; i++) {
		const struct procedure *p = &list.items[i];
		int level = p->grade <= 4   ? LEVEL_PRIMARY
			    : p->grade <= 9 ? LEVEL_BASIC
					    : LEVEL_SECONDARY;

		assert_int_equal(p->level, level);
		assert_true(p->title.en && p->short_title.en && p->low.en && p->subject.en);
		assert_true(p->family->title.en != NULL);
	}
}

/* What is built in is what lies in the project's folder: nothing left out of meson.build. */
TEST(every_file_of_the_catalogue_folder_is_embedded_byte_for_byte)
{
	static const char *const folders[] = {
	    "calendars", "cycles", "display", "layouts", "methods", "procedures", "scales"};
	const char *source = getenv("OPORA_SOURCE");
	const struct embedded *f;
	struct dirent *entry;
	size_t i, n = 0;
	DIR *dir;

	if (source == NULL)
		skip();
	for (i = 0; i < sizeof folders / sizeof *folders; i++) {
		dir = opendir(mem_printf(ctx, "%s/catalogue/%s", source, folders[i]));
		assert_non_null(dir);
		while ((entry = readdir(dir)) != NULL)
			n += strstr(entry->d_name, ".yaml") != NULL;
		closedir(dir);
	}
	for (f = catalogue_files; f->name != NULL; f++, n--) {
		char *path = mem_printf(ctx, "%s/catalogue/%s", source, f->name);
		char *bytes = mem_array(ctx, char, f->size + 1);
		FILE *in = fopen(path, "rb");

		assert_non_null(in);
		assert_int_equal(fread(bytes, 1, f->size + 1, in), f->size);
		assert_memory_equal(bytes, f->bytes, f->size);
		fclose(in);
	}
	assert_int_equal(n, 0);
}

TEST(a_whole_file_is_read)
{
	struct procedures one = {0};

	assert_true(read_text(&one, HEAD ONE "}\n"));
	assert_int_equal(one.count, 1);
	assert_string_equal(one.items[0].code, "X_1");
	assert_string_equal(one.items[0].family->title.ru, "Т");
	assert_null(one.items[0].title.en);
}

TEST(all_mistakes_are_reported_with_line_and_column)
{
	struct procedures none = {0};

	assert_false(read_text(&none,
	    "kind: vpx\n"
	    "color: red\n"
	    "basis: {required: maybe}\n"
	    "years: 2020\n"
	    "procedures:\n"
	    "  - {code: vpr, subject: {code: MA}, grade: 12, level: ВУЗ, title: т, low: ''}\n"
	    "  - 7\n"));
	assert_true(has_problem(problems, "unknown word «{0}»", 1, 7));
	assert_true(has_problem(problems, "the key «{0}» is not known here", 2, 1));
	assert_true(has_problem(problems, "unknown word «{0}»", 3, 19));
	assert_true(has_problem(problems, "a list was expected here", 4, 8));
	assert_true(has_problem(problems, "the key «{0}» is missing", 1, 1)); /* title */
	assert_true(has_problem(problems,
	    "a code is 2 to 32 capital Latin letters, digits and underlines: «{0}»", 6, 12));
	assert_true(has_problem(problems, "the key «{0}» is missing", 6, 26)); /* ru */
	assert_true(
	    has_problem(problems, "a whole number from {0} to {1} was expected here", 6, 45));
	assert_true(has_problem(problems, "unknown word «{0}»", 6, 56));
	assert_true(has_problem(problems, "the key «{0}» is missing", 6, 5)); /* short */
	assert_true(has_problem(problems, "a text was expected here", 6, 77));
	assert_true(has_problem(problems, "keys with values were expected here", 7, 5));
	assert_int_equal(problems->errors, 12);
	assert_int_equal(none.count, 0);
}

TEST(a_fact_must_say_how_sure_it_is_and_a_verified_one_its_source)
{
	struct procedures none = {0};

	assert_false(read_text(&none,
	    HEAD ONE ", not_held: [{year: 2020}, {year: 2021, status: verified},\n"
		     "     {year: 2021, status: assumed, confidence: 1.5}, {year: 1999, status: "
		     "local}]}\n"));
	assert_true(has_problem(problems, "the key «{0}» is missing", 5, 0));
	assert_true(has_problem(problems, "a verified fact must name its source", 5, 0));
	assert_true(has_problem(problems, "the year {0} stands twice", 6, 6));
	assert_true(has_problem(problems, "a number from 0 to 1 was expected here", 6, 0));
	assert_true(
	    has_problem(problems, "a whole number from {0} to {1} was expected here", 6, 0));
	assert_int_equal(problems->errors, 5);
}

TEST(a_code_stands_once_in_all_files)
{
	struct procedures one = {0};

	assert_true(read_text(&one, HEAD ONE "}\n"));
	assert_false(read_text(&one, HEAD ONE "}\n"));
	assert_true(has_problem(problems, "the procedure «{0}» stands twice", 4, 5));
	assert_false(read_text(&one, ""));
	assert_int_equal(one.count, 1);
}

static int
setup(void **state)
{
	ctx = talloc_new(NULL);
	read_catalogue(ctx, &list, &scales);
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
	    cmocka_unit_test(the_nine_procedures_of_the_federal_method_are_known),
	    cmocka_unit_test(what_was_not_held_is_known_with_how_sure_it_is),
	    cmocka_unit_test(the_autumn_waves_say_that_pupils_were_one_class_higher),
	    cmocka_unit_test(vpr_carries_its_allowed_uses_and_the_sentence_for_papers),
	    cmocka_unit_test(gve_is_a_wave_of_oge_and_ege_and_no_procedure),
	    cmocka_unit_test(a_nine_year_school_is_offered_no_ege),
	    cmocka_unit_test(every_procedure_has_both_languages_and_a_grade_of_its_level),
	    cmocka_unit_test(every_file_of_the_catalogue_folder_is_embedded_byte_for_byte),
	    cmocka_unit_test(a_whole_file_is_read),
	    cmocka_unit_test(all_mistakes_are_reported_with_line_and_column),
	    cmocka_unit_test(a_fact_must_say_how_sure_it_is_and_a_verified_one_its_source),
	    cmocka_unit_test(a_code_stands_once_in_all_files),
	};

	return cmocka_run_group_tests(tests, setup, teardown);
}
