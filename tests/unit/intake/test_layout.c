/* Which layout a sheet has, and schools.csv. */
#include "rows_check.h"

#include "intake/script.h"

struct met {
	size_t count;
	char *text;
};

static enum err
note_school(void *arg, const struct school_row *r, struct error *err)
{
	struct met *met = arg;
	char opened[DAY_TEXT_SIZE], closed[DAY_TEXT_SIZE];

	(void)err;
	day_text(r->opened, opened);
	day_text(r->closed, closed);
	met->count++;
	met->text = mem_printf(ctx, "%s%d %s|%s|%s|%s|%s|%s|%d|%s|%s|%d|%s|%s|%s\n", met->text,
	    (int)r->row, r->code, r->name, r->short_name == NULL ? "-" : r->short_name,
	    r->municipality == NULL ? "-" : r->municipality, r->region == NULL ? "-" : r->region,
	    r->kind == NULL ? "-" : r->kind, r->levels, r->parent == NULL ? "-" : r->parent,
	    r->codes == NULL ? "-" : r->codes, r->rural, opened, closed,
	    r->successor == NULL ? "-" : r->successor);
	return OK;
}

static struct problems *problems;

/* The rows that were read; what was wrong is left in @problems. */
static const char *
read_schools(const char *text)
{
	struct met met = {0, mem_strdup(ctx, "")};

	problems = problems_new(ctx);
	assert_int_equal(schools_read(ctx, sheet_of(text), problems, note_school, &met, NULL), OK);
	return met.text;
}

#define assert_problems(text, said)                                                                \
	do {                                                                                       \
		read_schools(text);                                                                \
		assert_string_equal(problems_text(problems, LANG_EN), said);                       \
	} while (0)

static enum layout
recognise(const char *text)
{
	enum layout layout = LAYOUT_COUNT;
	struct error err;

	if (layout_recognise(sheet_of(text), &layout, NULL, &err) != OK)
		return LAYOUT_COUNT;
	return layout;
}

TEST(layouts_are_recognised_by_their_header_row)
{
	assert_int_equal(recognise("code;name\n"), LAYOUT_SCHOOLS);
	assert_int_equal(recognise("\n;;\nNAME;municipality;Code\n"), LAYOUT_SCHOOLS);
	assert_int_equal(recognise("\xEF\xBB\xBF\"код\";Наименование\n"), LAYOUT_SCHOOLS);
	assert_int_equal(
	    recognise("year;procedure;school;participants;low;status\n"), LAYOUT_RESULTS);
	assert_int_equal(recognise("procedure,code,mark2\n"), LAYOUT_RESULTS);
	assert_int_equal(recognise("Процедура;Код школы;Участников\n"), LAYOUT_RESULTS);
	assert_int_equal(recognise("a;b\n"), LAYOUT_COUNT);
	assert_int_equal(recognise(""), LAYOUT_COUNT);
}

TEST(a_file_of_pupils_is_not_taken_for_results)
{
	assert_int_equal(
	    recognise("year,procedure,subject,grade,region,municipality,school_id,class,"
		      "pupil_code,mark,primary_score,t1\n"),
	    LAYOUT_COUNT);
}

TEST(an_unknown_layout_says_what_was_found_and_what_is_needed)
{
	enum layout layout;
	struct error err;
	const char *said;

	assert_int_equal(
	    layout_recognise(sheet_of("a;b b\n1;2\n"), &layout, NULL, &err), ERR_INVALID);
	said = tr_error(ctx, LANG_EN, &err);
	assert_non_null(strstr(said, "a, b b"));
	assert_non_null(strstr(said, "year, procedure, school, participants"));
}

TEST(layouts_have_codes)
{
	enum layout layout;

	assert_string_equal(layout_code(LAYOUT_RESULTS), "results");
	assert_true(layout_parse("schools", &layout));
	assert_int_equal(layout, LAYOUT_SCHOOLS);
	assert_false(layout_parse("pupils", &layout));
}

TEST(a_school_is_read_with_all_its_columns)
{
	assert_string_equal(
	    read_schools("code;name;short_name;municipality;region;kind;levels;parent;"
			 "codes;rural;opened;closed;successor\n"
			 "s1;Учебная школа  № 1;УШ № 1;Учебный район;Край;СОШ;ООО, ноо;s0;"
			 "77, 78;да;01.09.1990;2020-06-30;s2\n"
			 "s2;Учебная школа № 2\n"),
	    "2 s1|Учебная школа № 1|УШ № 1|Учебный район|Край|СОШ|3|s0|77, "
	    "78|1|1990-09-01|2020-06-30|s2\n"
	    "3 s2|Учебная школа № 2|-|-|-|-|0|-|-|-1|0000-00-00|0000-00-00|-\n");
	assert_int_equal(problems->errors + problems->warnings, 0);
}

TEST(names_are_cleaned_and_the_quotes_kept)
{
	assert_string_equal(read_schools("code;name\n s1 ; Учебная\u00A0школа\u00AD \"Лад\"\n"
					 "s\u200B2;\"Учебная\nшкола\"\nи\u0306;Ё–«»—\n"),
	    "2 s1|Учебная школа \"Лад\"|-|-|-|-|0|-|-|-1|0000-00-00|0000-00-00|-\n"
	    "3 s2|Учебная школа|-|-|-|-|0|-|-|-1|0000-00-00|0000-00-00|-\n"
	    "4 й|Ё–«»—|-|-|-|-|0|-|-|-1|0000-00-00|0000-00-00|-\n");
}

TEST(blank_rows_are_skipped_and_counted)
{
	const char *rows = read_schools("\ncode;name\n;;\n\n \u00A0; \ns1;Школа\n");

	assert_string_equal(rows, "6 s1|Школа|-|-|-|-|0|-|-|-1|0000-00-00|0000-00-00|-\n");
	assert_int_equal(problems->errors, 0);
}

TEST(missing_unknown_and_double_columns_are_told_together)
{
	assert_problems("code;Директор;kind;код\ns1;x;y;z\n",
	    "W1:2 The column \"Директор\" is not known; it was not read.\n"
	    "E1:4 The column \"код\" means the same as column 1, \"code\". Leave one of them.\n"
	    "E1 The column \"name\" is missing. Add it to the header row.");
}

TEST(a_file_without_rows_is_an_error)
{
	assert_problems("code;name\n;\n", "E0 The file has no row with data.");
	assert_problems("", "E0 The file is empty.");
}

TEST(all_mistakes_of_a_row_are_told)
{
	assert_problems("code;name;levels;rural;opened;closed\n;;НОО ТОО;может;31.02.2020;x\n",
	    "E2:3 Column \"levels\": the level \"ТОО\" is not known. Write НОО, ООО, СОО in "
	    "Russian "
	    "letters, separated by commas.\n"
	    "E2:4 Column \"rural\": \"может\" is not known. Write 1 (rural) or 0 (urban).\n"
	    "E2:5 Column \"opened\": \"31.02.2020\" is not a date. Write it like 22.11.2026 or "
	    "2026-11-22.\n"
	    "E2:6 Column \"closed\": \"x\" is not a date. Write it like 22.11.2026 or 2026-11-22.\n"
	    "E2:1 The code of the school is empty. Each school needs one.\n"
	    "E2:2 The name of the school is empty.");
}

TEST(the_rows_beside_a_mistake_are_still_read)
{
	assert_string_equal(read_schools("code;name\ns1;\ns2;Школа\n"),
	    "3 s2|Школа|-|-|-|-|0|-|-|-1|0000-00-00|0000-00-00|-\n");
	assert_int_equal(problems->errors, 1);
}

TEST(two_rows_with_one_code_are_both_named)
{
	assert_problems("code;name\ns1;A\ns2;B\n s1 ;C\n",
	    "E4:1 The code \"s1\" stands twice: in row 2 and in row 4. Leave one of them.");
}

TEST(cells_beyond_the_header_row_are_an_error)
{
	assert_problems("code;name;\ns1;A;;\ns2;B;;x\ns3;C;y\n",
	    "E3:4 The cell \"x\" has no column name above it. Check the separators and quote marks "
	    "of "
	    "this row.\n"
	    "E4:3 The cell \"y\" has no column name above it. Check the separators and quote marks "
	    "of "
	    "this row.");
}

TEST(long_codes_and_names_are_refused_by_characters)
{
	char *code = mem_strndup(ctx, "", 0), *name = code;
	int i;

	for (i = 0; i < 64; i++)
		code = mem_printf(ctx, "%sф", code);
	for (i = 0; i < 500; i++)
		name = mem_printf(ctx, "%sя", name);
	assert_problems(mem_printf(ctx, "code;name\n%s;%s\n", code, name), "");
	assert_problems(mem_printf(ctx, "code;name\n%sф;%sя\n", code, name),
	    "E2:1 Column \"code\": the text is longer than 64 characters.\n"
	    "E2:2 Column \"name\": the text is longer than 500 characters.");
}

TEST(levels_are_read_in_any_order_and_case)
{
	read_schools("code;name;levels\n1;a;СОО+ооо НОО\n2;b;Соо\n3;c;НОО/ООО;\n");
	assert_int_equal(problems->errors, 0);
	assert_non_null(strstr(read_schools("code;name;levels\n1;a;СОО+ооо НОО\n"), "|7|"));
	assert_non_null(strstr(read_schools("code;name;levels\n1;a;соо\n"), "|4|"));
	/* Latin letters */
	read_schools("code;name;levels\n1;a;HOO\n");
	assert_int_equal(problems->errors, 1);
}

TEST(lookalike_letters_in_codes_are_warned_of_and_kept)
{
	assert_string_equal(read_schools("code;name;codes\ns1С;A;x1, СОШ-1, Сa\n"),
	    "2 s1С|A|-|-|-|-|0|-|x1, СОШ-1, Сa|-1|0000-00-00|0000-00-00|-\n");
	assert_string_equal(problems_text(problems, LANG_EN),
	    "W2:1 The code \"s1С\" has Latin and Russian letters: \"С\" (character 3) is Russian. "
	    "Check whether it should be Latin.\n"
	    "W2:3 The code \"Сa\" has Latin and Russian letters: \"С\" (character 1) is Russian. "
	    "Check whether it should be Latin.");
	read_schools("code;name\nшкола-AZ;A\nW-ы;B\n");
	assert_int_equal(problems->warnings, 1); /* of A; ы and W look like nothing else */
}

TEST(days_and_relations_must_make_sense)
{
	assert_problems("code;name;opened;closed;parent;successor\n"
			"s1;A;2020-01-02;2020-01-01;s1;s1\n",
	    "E2:4 The school is closed (1 Jan 2020) before it was opened (2 Jan 2020).\n"
	    "E2:5 The school \"s1\" is named as its own head organisation.\n"
	    "E2:6 The school \"s1\" is named as its own successor.");
}

static enum err
refuse(void *arg, const struct school_row *row, struct error *err)
{
	(void)row;
	++*(int *)arg;
	return fail(err, ERR_CONFLICT, MSG("The file is empty."));
}

TEST(reading_stops_when_the_caller_fails_or_the_file_is_broken)
{
	struct error err;
	int calls = 0;

	problems = problems_new(ctx);
	assert_int_equal(
	    schools_read(ctx, sheet_of("code;name\n1;a\n2;b\n"), problems, refuse, &calls, &err),
	    ERR_CONFLICT);
	assert_int_equal(calls, 1);
	assert_int_equal(
	    schools_read(ctx, sheet_of("code;name\n1;\"a\n2;b\n"), problems, refuse, &calls, &err),
	    ERR_INVALID);
	assert_int_equal(calls, 1);
}

TEST(problems_name_file_sheet_and_row)
{
	read_schools("code;name\n;a\n");
	assert_string_equal(problems->items[0].place.file, "f.csv");
	assert_string_equal(problems->items[0].place.sheet, "");
	assert_int_equal(problems->items[0].place.row, 2);
	assert_int_equal(problems->items[0].place.column, 1);
}

TEST(warnings_leave_room_for_errors)
{
	char *text = mem_strdup(ctx, "code;name\n");
	int i;

	for (i = 0; i < 1100; i++)
		text = talloc_asprintf_append_buffer(text, "sС%d;A\n", i);
	read_schools(mem_printf(ctx, "%sx;\n", text));
	assert_int_equal(problems->warnings, 1100);
	assert_int_equal(problems->count, 1001);
	assert_int_equal(problems->items[1000].severity, SEVERITY_ERROR);
}

TEST(capitals_are_made_of_russian_and_latin_letters)
{
	char text[] = "vpr5_ма абвпрстухяёЁйZ№";

	script_upper(text);
	assert_string_equal(text, "VPR5_МА АБВПРСТУХЯЁЁЙZ№");
}

RUN_WITH_CTX(cmocka_unit_test(layouts_are_recognised_by_their_header_row),
    cmocka_unit_test(a_file_of_pupils_is_not_taken_for_results),
    cmocka_unit_test(an_unknown_layout_says_what_was_found_and_what_is_needed),
    cmocka_unit_test(layouts_have_codes), cmocka_unit_test(a_school_is_read_with_all_its_columns),
    cmocka_unit_test(names_are_cleaned_and_the_quotes_kept),
    cmocka_unit_test(blank_rows_are_skipped_and_counted),
    cmocka_unit_test(missing_unknown_and_double_columns_are_told_together),
    cmocka_unit_test(a_file_without_rows_is_an_error),
    cmocka_unit_test(all_mistakes_of_a_row_are_told),
    cmocka_unit_test(the_rows_beside_a_mistake_are_still_read),
    cmocka_unit_test(two_rows_with_one_code_are_both_named),
    cmocka_unit_test(cells_beyond_the_header_row_are_an_error),
    cmocka_unit_test(long_codes_and_names_are_refused_by_characters),
    cmocka_unit_test(levels_are_read_in_any_order_and_case),
    cmocka_unit_test(lookalike_letters_in_codes_are_warned_of_and_kept),
    cmocka_unit_test(days_and_relations_must_make_sense),
    cmocka_unit_test(reading_stops_when_the_caller_fails_or_the_file_is_broken),
    cmocka_unit_test(problems_name_file_sheet_and_row),
    cmocka_unit_test(warnings_leave_room_for_errors),
    cmocka_unit_test(capitals_are_made_of_russian_and_latin_letters))
