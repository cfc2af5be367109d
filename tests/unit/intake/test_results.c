/* results.csv. */
#include "rows_check.h"

#include "base/file.h"

static char *met;
static struct problems *problems;

static char *
count_text(int64_t n)
{
	return n == COUNT_UNKNOWN ? mem_strdup(ctx, "-") : mem_printf(ctx, "%d", (int)n);
}

static enum err
note_result(void *arg, const struct result_row *r, struct error *err)
{
	char held[DAY_TEXT_SIZE];

	(void)arg;
	(void)err;
	if (r->broken)
		return OK;
	day_text(r->held, held);
	met = mem_printf(ctx, "%s%d %d %s %s %s/%s%s r%s %s,%s,%s,%s", met, (int)r->row, r->year,
	    r->procedure, r->school, count_text(r->low), count_text(r->participants),
	    r->low_from_percent ? "%" : "", count_text(r->low_regional), count_text(r->mark2),
	    count_text(r->mark3), count_text(r->mark4), count_text(r->mark5));
	met = mem_printf(ctx, "%s m%s %s %s %d %s %s\n", met,
	    r->mean_known ? rational_text(ctx, r->mean, 6) : "-", r->wave,
	    r->held.year == 0 ? "-" : held, r->pupil_grade, r->basis == NULL ? "-" : r->basis,
	    r->status == NULL ? "-" : r->status);
	return OK;
}

static const char *
read_default(const char *text, int default_year)
{
	met = mem_strdup(ctx, "");
	problems = problems_new(ctx);
	assert_int_equal(
	    results_read(ctx, sheet_of(text), default_year, problems, note_result, NULL, NULL), OK);
	return met;
}

/* Rows of @body under the header @head. */
static const char *
read_under(const char *head, const char *body)
{
	return read_default(mem_printf(ctx, "%s\n%s", head, body), 0);
}

#define USUAL "year;procedure;school;participants;low;mark2;mark3;mark4;mark5;mean;status"
#define SHORT "year;procedure;school;participants;low"
#define PERCENT "year;procedure;school;participants;low_percent"

#define assert_problems(head, body, said)                                                          \
	do {                                                                                       \
		read_under(head, body);                                                            \
		assert_string_equal(problems_text(problems, LANG_EN), said);                       \
	} while (0)

TEST(a_row_is_read_as_the_format_says)
{
	assert_string_equal(read_under(USUAL, "2021;VPR5_MA;edu1;10;3;3;4;2;1;7,3333;\n"),
	    "2 2021 VPR5_MA edu1 3/10 r- 3,4,2,1 m7.3333 main - 0 - -\n");
	assert_string_equal(
	    read_under(USUAL ";wave;held;pupil_grade;low_regional;basis",
		"2020;vpr5_ma; edu1 ;10;3;;;;;;;autumn;14.09.2020;6;2;Приказ № 1\n"),
	    "2 2020 VPR5_MA edu1 3/10 r2 -,-,-,- m- autumn 2020-09-14 6 Приказ № 1 -\n");
	assert_int_equal(problems->errors + problems->warnings, 0);
}

TEST(school_code_and_school_id_are_one_column)
{
	read_under("year;procedure;code;participants;low", "2021;OGE_RU;e1;1;0\n");
	assert_int_equal(problems->errors, 0);
	read_under("year;procedure;SCHOOL_ID;participants;low", "2021;OGE_RU;e1;1;0\n");
	assert_int_equal(problems->errors, 0);
	read_under("year;procedure;school_id;code;participants;low", "2021;OGE_RU;e1;e1;1;0\n");
	assert_int_equal(problems->errors, 1);
	assert_true(has_problem(problems,
	    "The column \"{0}\" means the same as column {1}, \"{2}\". Leave one of them.", 1, 4));
}

TEST(percentages_of_reports_become_counts)
{
	/* vector 8 of method.md 11 */
	assert_string_equal(read_under(PERCENT, "2021;OGE_MA;a;13;30,77\n2021;OGE_MA;b;24;29.17 %\n"
						"2021;OGE_MA;c;8;12,5%\n2021;OGE_MA;d;3;0\n"
						"2021;OGE_MA;e;3;100\n"),
	    "2 2021 OGE_MA a 4/13% r- -,-,-,- m- main - 0 - -\n"
	    "3 2021 OGE_MA b 7/24% r- -,-,-,- m- main - 0 - -\n"
	    "4 2021 OGE_MA c 1/8% r- -,-,-,- m- main - 0 - -\n"
	    "5 2021 OGE_MA d 0/3% r- -,-,-,- m- main - 0 - -\n"
	    "6 2021 OGE_MA e 3/3% r- -,-,-,- m- main - 0 - -\n");
	assert_int_equal(problems->errors + problems->warnings, 0);
}

TEST(a_half_is_rounded_up)
{
	assert_non_null(strstr(read_under(PERCENT, "2021;OGE_MA;a;10;25\n"), " 3/10%"));
	assert_int_equal(problems->warnings, 1);
}

TEST(a_percentage_of_no_whole_count_is_warned_of)
{
	assert_problems(PERCENT, "2021;OGE_MA;a;13;31,5\n",
	    "W2:5 Of 13 participants no whole number makes 31.5 %. The nearest was taken: 4, which "
	    "is "
	    "30.77%.");
	/* 4 of 13 is 30.769…: cut, rounded to 1 and to 0 decimals */
	read_under(PERCENT, "2021;OGE_MA;a;13;30,76\n2021;OGE_MA;a;13;30,8\n2021;OGE_MA;a;13;31\n"
			    "2021;OGE_MA;a;13;30,769230769230769\n");
	assert_int_equal(problems->warnings, 0);
	read_under(PERCENT, "2021;OGE_MA;a;13;30,75\n2021;OGE_MA;a;13;30,9\n2021;OGE_MA;a;13;30\n");
	assert_int_equal(problems->warnings, 3);
}

TEST(a_percentage_must_be_one)
{
	assert_problems(PERCENT,
	    "2021;OGE_MA;a;13;101\n2021;OGE_MA;a;13;-1\n2021;OGE_MA;a;13;много\n2021;OGE_MA;a;0;5\n"
	    "2021;OGE_MA;a;13;3О,77\n",
	    "E2:5 Column \"low_percent\": the number \"101\" is more than 100.\n"
	    "E3:5 Column \"low_percent\": the number \"-1\" is below zero.\n"
	    "E4:5 Column \"low_percent\": \"много\" is not a percentage. Write a number from 0 to "
	    "100, "
	    "such as 30,77.\n"
	    "E5:5 Column \"low_percent\": the percentage is 5, but there are no participants.\n"
	    "W5:4 The number of participants is 0. If the school took no part, empty the figures "
	    "and "
	    "write the status not_tested.\n"
	    "E6:5 Column \"low_percent\": in the number \"3О,77\" there is the Russian letter "
	    "\"О\". "
	    "Write digits.");
}

TEST(a_percentage_beside_a_count_must_agree)
{
	assert_non_null(
	    strstr(read_under(SHORT ";low_percent", "2021;OGE_MA;a;13;4;30,77\n"), " 4/13 "));
	assert_int_equal(problems->warnings, 0);
	assert_problems(SHORT ";low_percent", "2021;OGE_MA;a;13;4;38,46\n",
	    "W2:6 The percentage 38.46 does not agree with the count 4 of 13 participants, which "
	    "is "
	    "30.77%. The count was taken.");
}

TEST(mark2_serves_as_low)
{
	assert_string_equal(
	    read_under("year;procedure;school;participants;mark2", "2021;OGE_MA;a;13;4\n"),
	    "2 2021 OGE_MA a 4/13 r- 4,-,-,- m- main - 0 - -\n");
}

TEST(in_vpr_low_and_mark2_are_the_same)
{
	assert_problems(SHORT ";mark2", "2021;VPR5_MA;a;13;4;3\n2021;OGE_MA;a;13;4;3\n",
	    "E2:5 In VPR the low result is the mark 2, but low is 4 and mark2 is 3. Correct one of "
	    "them.");
}

TEST(counts_are_whole_and_not_negative)
{
	assert_problems(SHORT,
	    "2021;OGE_MA;a;много;0\n2021;OGE_MA;a;-5;0\n2021;OGE_MA;a;12,5;0\n"
	    "2021;OGE_MA;a;1000000001;0\n2021;OGE_MA;a;99999999999999999999;0\n",
	    "E2:4 Column \"participants\": \"много\" is not a whole number. Write a count, such as "
	    "12, "
	    "or leave the cell empty.\n"
	    "E3:4 Column \"participants\": the number \"-5\" is below zero.\n"
	    "E4:4 Column \"participants\": \"12,5\" is not a whole number. Write a count, such as "
	    "12, "
	    "or leave the cell empty.\n"
	    "E5:4 Column \"participants\": the number \"1000000001\" is more than 1,000,000,000.\n"
	    "E6:4 Column \"participants\": the number \"99999999999999999999\" is more than "
	    "1,000,000,000.");
}

TEST(counts_may_be_written_as_spreadsheets_show_them)
{
	assert_string_equal(
	    read_under(SHORT, "2021;OGE_MA;a;1\u00A0878;12,0\n"
			      "2021;OGE_MA;b; 10 ;\"3\"\n2021;OGE_MA;c;1 000 000;007\n"),
	    "2 2021 OGE_MA a 12/1878 r- -,-,-,- m- main - 0 - -\n"
	    "3 2021 OGE_MA b 3/10 r- -,-,-,- m- main - 0 - -\n"
	    "4 2021 OGE_MA c 7/1000000 r- -,-,-,- m- main - 0 - -\n");
	read_under(SHORT, "2021;OGE_MA;a;1 2;0\n2021;OGE_MA;a;1 8780;0\n2021;OGE_MA;a;1234 567;0\n"
			  "2021;OGE_MA;a;1000000000;0\n");
	assert_int_equal(problems->errors, 3);
}

TEST(letters_in_numbers_are_named)
{
	assert_problems(SHORT, "2021;OGE_MA;a;1О;0\n2021;OGE_MA;a;1O;0\n2021;OGE_MA;a;10;Х\n",
	    "E2:4 Column \"participants\": in the number \"1О\" there is the Russian letter \"О\". "
	    "Write digits.\n"
	    "E3:4 Column \"participants\": in the number \"1O\" there is the Latin letter \"O\". "
	    "Write "
	    "digits.\n"
	    "E4:5 Column \"low\": in the number \"Х\" there is the Russian letter \"Х\". Write "
	    "digits.");
}

TEST(the_year_is_four_digits_in_range)
{
	read_under(SHORT, "2015;OGE_MA;a;1;0\n2100;OGE_MA;a;1;0\n");
	assert_int_equal(problems->errors, 0);
	assert_problems(SHORT, "2020/21;OGE_MA;a;1;0\n;OGE_MA;a;1;0\n",
	    "E2:1 The year \"2020/21\" is not accepted. Write the four digits of the year in which "
	    "the "
	    "school year ends (2021 for 2020/21), from 2015 to 2100.\n"
	    "E3:1 The year is empty. Write the year in which the school year ends: 2021 for "
	    "2020/21.");
	read_under(SHORT,
	    "2014;OGE_MA;a;1;0\n2101;OGE_MA;a;1;0\n21;OGE_MA;a;1;0\n2O21;OGE_MA;a;1;0\n"
	    "02021;OGE_MA;a;1;0\n");
	assert_int_equal(problems->errors, 5);
}

TEST(a_year_of_the_caller_serves_a_file_without_the_column)
{
	const char *text = "procedure;school;participants;low\nOGE_MA;a;1;0\n";

	assert_non_null(strstr(read_default(text, 2022), "2 2022 OGE_MA"));
	read_default(text, 0);
	assert_string_equal(problems_text(problems, LANG_EN),
	    "E1 The table does not say its year. Give it with --year (2021 for the school year "
	    "2020/21).");
	assert_int_equal(
	    results_read(ctx, sheet_of(text), 22, problems, note_result, NULL, NULL), ERR_USAGE);
}

TEST(procedure_and_school_are_needed_and_the_procedure_is_not_mixed)
{
	assert_problems(SHORT, "2021;;;1;0\n2021;ОGE_MA;a;1;0\n",
	    "E2:2 The procedure is empty. Write its code, such as VPR5_MA or OGE_RU.\n"
	    "E2:3 The code of the school is empty.\n"
	    "E3:2 The code of the procedure, \"ОGE_MA\", has Latin and Russian letters: \"О\" "
	    "(character 1) is Russian. Type the code anew in Latin letters.");
	/* a region's own code wholly in Russian is its affair */
	assert_non_null(strstr(read_under(SHORT, "2021;рпр_м;a;1;0\n"), "2021 РПР_М a"));
}

TEST(a_code_with_lookalikes_is_warned_of_once_in_a_file)
{
	read_under(SHORT, "2021;OGE_MA;еdu1;1;0\n2021;OGE_RU;еdu1;1;0\n2021;OGE_RU;еdu2;1;0\n");
	assert_int_equal(problems->warnings, 2);
	assert_int_equal(problems->errors, 0);
}

TEST(figures_or_a_status_are_required)
{
	assert_problems(USUAL, "2021;OGE_MA;a;;;;;;;;\n",
	    "E2:4 The number of participants is empty. Write it, or say in the column status why "
	    "there "
	    "are no figures (not_tested, not_offered, not_held, withheld).\n"
	    "E2:5 The count below the threshold is empty. Write low, mark2 or low_percent, or say "
	    "in "
	    "the column status why there are no figures.");
	assert_problems("year;procedure;school", "2021;OGE_MA;a\n",
	    "E1 The column \"participants\" is missing. Add it to the header row.\n"
	    "E1 None of the columns low, mark2, low_percent is there. Add the one you know: the "
	    "count "
	    "below the threshold, the count of marks 2, or the percentage.");
}

TEST(a_status_excludes_figures)
{
	assert_string_equal(
	    read_under(USUAL, "2021;OGE_MA;a;;;;;;;;not_tested\n2021;OGE_MA;b;0;;;;;;;Нет уровня\n"
			      "2021;OGE_MA;c;;;;;;;;не проводилась\n2021;OGE_MA;d;;;;;;;;СКРЫТО\n"
			      "2021;OGE_MA;e;;;;;;;;Не участвовала\n"),
	    "2 2021 OGE_MA a -/- r- -,-,-,- m- main - 0 - not_tested\n"
	    "3 2021 OGE_MA b -/- r- -,-,-,- m- main - 0 - not_offered\n"
	    "4 2021 OGE_MA c -/- r- -,-,-,- m- main - 0 - not_held\n"
	    "5 2021 OGE_MA d -/- r- -,-,-,- m- main - 0 - withheld\n"
	    "6 2021 OGE_MA e -/- r- -,-,-,- m- main - 0 - not_tested\n");
	assert_problems(USUAL, "2021;OGE_MA;a;5;1;;;;;3,5;withheld\n",
	    "E2:4 Column \"participants\": the row has the status \"withheld\", so there can be no "
	    "figures. Empty this cell, or empty the status.\n"
	    "E2:5 Column \"low\": the row has the status \"withheld\", so there can be no figures. "
	    "Empty this cell, or empty the status.\n"
	    "E2:10 Column \"mean\": the row has the status \"withheld\", so there can be no "
	    "figures. "
	    "Empty this cell, or empty the status.");
	assert_problems(USUAL, "2021;OGE_MA;a;;;;;;;;absent\n",
	    "E2:11 The status \"absent\" is not known. Write not_tested, not_offered, not_held or "
	    "withheld, or leave the cell empty where there are figures.");
}

TEST(a_file_of_statuses_only_needs_no_columns_of_figures)
{
	assert_non_null(strstr(
	    read_under("year;procedure;school;status", "2021;OGE_MA;a;not_held\n"), "not_held"));
	assert_int_equal(problems->errors, 0);
}

TEST(counts_are_bounded_by_participants)
{
	assert_problems(SHORT ";low_regional", "2021;OGE_MA;a;3;4;5\n",
	    "E2:5 Column \"low\": 4 is more than the number of participants, 3.\n"
	    "E2:6 Column \"low_regional\": 5 is more than the number of participants, 3.");
}

TEST(marks_add_up_to_participants)
{
	assert_problems(USUAL,
	    "2021;OGE_MA;a;13;1;1;5;5;1;;\n2021;OGE_MA;a;13;1;1;12;1;;;\n"
	    "2021;OGE_MA;a;13;1;1;5;;1;;\n2021;OGE_MA;a;13;1;1;5;6;1;;\n2021;OGE_MA;a;2;1;;;3;;;\n",
	    "E2:6 The sum of the marks is 12, but the number of participants is 13.\n"
	    "E3:6 The sum of the marks is 14, but the number of participants is 13.\n"
	    "E6:8 The sum of the marks is 3, but the number of participants is 2.");
}

TEST(waves_days_classes_and_means_are_checked)
{
	assert_problems(SHORT ";wave;held;pupil_grade;mean",
	    "2021;OGE_MA;a;3;1;зима;2021;12;-1\n2021;OGE_MA;a;3;1;;;0;x\n",
	    "E2:7 Column \"held\": \"2021\" is not a date. Write it like 22.11.2026 or "
	    "2026-11-22.\n"
	    "E2:8 Column \"pupil_grade\": there is no class 12. Write a number from 1 to 11.\n"
	    "E2:9 Column \"mean\": the number \"-1\" is below zero.\n"
	    "E2:6 The wave \"зима\" is not known. Write main, autumn, retake, sample or gve, or "
	    "leave "
	    "the cell empty (main).\n"
	    "E3:8 Column \"pupil_grade\": there is no class 0. Write a number from 1 to 11.\n"
	    "E3:9 Column \"mean\": in the number \"x\" there is the Latin letter \"x\". Write "
	    "digits.");
	read_under(SHORT ";wave", "2021;OGE_MA;a;3;1;Осень\n2021;OGE_MA;a;3;1;ГВЭ\n"
				  "2021;OGE_MA;a;3;1;Пересдача\n2021;OGE_MA;a;3;1;выборка\n");
	assert_non_null(strstr(met, " autumn "));
	assert_non_null(strstr(met, " gve "));
	assert_non_null(strstr(met, " retake "));
	assert_non_null(strstr(met, " sample "));
}

TEST(a_mistake_in_a_number_is_told_once)
{
	read_under(USUAL, "2021;VPR5_MA;a;x1;y;z;1;1;1;;\n");
	assert_int_equal(problems->errors, 3);
	read_under(PERCENT, "2021;VPR5_MA;a;3;z\n");
	assert_int_equal(problems->errors, 1);
}

TEST(a_region_is_read_whole)
{
	char *path = shared_file(ctx, "data/ru-region/results.csv"), *bytes;
	struct sheet *sheet;
	size_t len, lines = 0;
	const char *p;

	if (path == NULL)
		skip();
	assert_int_equal(file_read(ctx, path, 1 << 20, &bytes, &len, NULL), OK);
	assert_int_equal(sheet_open_csv(ctx, "results.csv", bytes, len, &sheet, NULL), OK);
	met = mem_strdup(ctx, "");
	problems = problems_new(ctx);
	assert_int_equal(results_read(ctx, sheet, 0, problems, note_result, NULL, NULL), OK);
	assert_string_equal(problems_text(problems, LANG_EN), "");
	for (p = met; *p != '\0'; p++)
		lines += *p == '\n';
	assert_int_equal(lines, 2508);
	assert_non_null(strstr(met, "3 2020 VPR5_MA r0004 10/56 r- 10,13,17,16 m10.9107 main"));
}

RUN_WITH_CTX(cmocka_unit_test(a_row_is_read_as_the_format_says),
    cmocka_unit_test(school_code_and_school_id_are_one_column),
    cmocka_unit_test(percentages_of_reports_become_counts), cmocka_unit_test(a_half_is_rounded_up),
    cmocka_unit_test(a_percentage_of_no_whole_count_is_warned_of),
    cmocka_unit_test(a_percentage_must_be_one),
    cmocka_unit_test(a_percentage_beside_a_count_must_agree), cmocka_unit_test(mark2_serves_as_low),
    cmocka_unit_test(in_vpr_low_and_mark2_are_the_same),
    cmocka_unit_test(counts_are_whole_and_not_negative),
    cmocka_unit_test(counts_may_be_written_as_spreadsheets_show_them),
    cmocka_unit_test(letters_in_numbers_are_named),
    cmocka_unit_test(the_year_is_four_digits_in_range),
    cmocka_unit_test(a_year_of_the_caller_serves_a_file_without_the_column),
    cmocka_unit_test(procedure_and_school_are_needed_and_the_procedure_is_not_mixed),
    cmocka_unit_test(a_code_with_lookalikes_is_warned_of_once_in_a_file),
    cmocka_unit_test(figures_or_a_status_are_required), cmocka_unit_test(a_status_excludes_figures),
    cmocka_unit_test(a_file_of_statuses_only_needs_no_columns_of_figures),
    cmocka_unit_test(counts_are_bounded_by_participants),
    cmocka_unit_test(marks_add_up_to_participants),
    cmocka_unit_test(waves_days_classes_and_means_are_checked),
    cmocka_unit_test(a_mistake_in_a_number_is_told_once), cmocka_unit_test(a_region_is_read_whole))
