/* Layouts as data: each of the catalogue on a small table of its form. */
#include "spreadsheet.h"

#include "base/buf.h"
#include "base/embedded.h"
#include "base/file.h"
#include "base/tr.h"
#include "intake/layout_print.h"
#include "intake/layout_read.h"

#include <xlsxwriter.h>

static TALLOC_CTX *ctx;
static struct layouts layouts;
static struct procedures procedures;
static struct scales scales;

static bool
starts(const char *s, const char *with)
{
	return strncmp(s, with, strlen(with)) == 0;
}

static void
load(void)
{
	struct problems *problems = problems_new(ctx);
	const struct embedded *f;
	int round;

	for (round = 0; round < 2; round++) {
		for (f = catalogue_files; f->name != NULL; f++) {
			const char *bytes = (const char *)f->bytes;

			if (round == 0 && starts(f->name, "procedures/"))
				procedures_read(
				    ctx, f->name, bytes, f->size, &procedures, problems);
			else if (round == 1 && starts(f->name, "scales/"))
				scales_read(
				    ctx, f->name, bytes, f->size, &procedures, &scales, problems);
			else if (round == 1 && starts(f->name, "layouts/"))
				mem_push(ctx, layouts.items, layouts.count) = layout_file_read(
				    ctx, f->name, bytes, f->size, false, NULL, problems);
		}
	}
	if (problems->count > 0)
		printf("# %s:%d:%d %s\n", problems->items[0].place.file,
		    (int)problems->items[0].place.row, problems->items[0].place.column,
		    tr_error(ctx, LANG_EN, &problems->items[0].what));
	assert_int_equal(problems->count, 0);
}

static struct buf out;

static void
put_of(const struct figure_of *of)
{
	buf_printf(&out, "%s %s %s %d", of->school == NULL ? "" : of->school, of->procedure,
	    of->wave, of->year);
}

static enum err
put_result(void *arg, const struct result_row *r, struct error *err)
{
	buf_printf(&out, "%d %s %s %s %d: %d %d | %d %d %d %d", (int)r->row, r->school,
	    r->procedure, r->wave, r->year, (int)r->participants, (int)r->low, (int)r->mark2,
	    (int)r->mark3, (int)r->mark4, (int)r->mark5);
	if (r->mean_known)
		buf_printf(&out, " ~%s", rational_text(ctx, r->mean, 3));
	if (r->pupil_grade != 0)
		buf_printf(&out, " class %d", r->pupil_grade);
	buf_char(&out, '\n');
	return OK;
}

static enum err
put_list(void *arg, const struct list_row *r, struct error *err)
{
	size_t i;

	buf_printf(&out, "%d %s «%s»", (int)r->row, r->code == NULL ? "-" : r->code,
	    r->name == NULL ? "-" : r->name);
	for (i = 0; i < r->nmarkers; i++)
		buf_printf(&out, " %s=%d", r->markers[i].title, (int)r->markers[i].value);
	buf_printf(&out, " %d\n", (int)r->total);
	return OK;
}

static enum err
put_comparison(void *arg, const struct comparison_row *r, struct error *err)
{
	put_of(&r->of);
	buf_printf(&out, ": %d = %d + %d + %d\n", (int)r->participants, (int)r->lowered,
	    (int)r->confirmed, (int)r->raised);
	return OK;
}

static enum err
put_distribution(void *arg, const struct distribution_row *r, struct error *err)
{
	int i;

	put_of(&r->of);
	buf_printf(&out, ": %d =", (int)r->participants);
	for (i = 0; i <= r->max; i++)
		buf_printf(&out, " %d", (int)r->counts[i]);
	buf_char(&out, '\n');
	return OK;
}

static enum err
put_class(void *arg, const struct class_row *r, struct error *err)
{
	buf_printf(&out, "  %s: %d (-%d) %d %d\n", r->name, (int)r->participants, (int)r->absent,
	    (int)r->sum, (int)r->squares);
	return OK;
}

static void
put_problems(const struct problems *problems)
{
	size_t i;

	for (i = 0; i < problems->count; i++) {
		const struct problem *p = &problems->items[i];

		buf_printf(&out, "%s%d:%d %s\n", p->severity == SEVERITY_ERROR ? "E" : "W",
		    (int)p->place.row, p->place.column, tr_error(ctx, LANG_EN, &p->what));
	}
}

static void
read_fit(struct sheet *sheet, const struct layout_fit *fit, int year)
{
	const struct layout_sink sink = {
	    NULL, put_result, put_list, NULL, put_comparison, put_distribution, put_class};
	struct problems *problems = problems_new(ctx);
	struct layout_facts facts = {&procedures, &scales, year};
	struct layout_counts counts;

	assert_int_equal(layout_read(ctx, sheet, fit, &facts, problems, &sink, &counts, NULL), OK);
	put_problems(problems);
}

/* The layout that fits @sheet best. */
static struct layout_fit *
best_fit(const struct layout_head *head)
{
	struct layout_fit *best = NULL, *fit;
	size_t i;

	for (i = 0; i < layouts.count; i++) {
		fit = layout_fit(ctx, layouts.items[i], head);
		if (best == NULL || fit->confidence > best->confidence)
			best = fit;
	}
	return best;
}

/* "NAME\n", the rows, the problems. */
static const char *
read_sheet(struct sheet *sheet, const struct cell_range *merges, size_t nmerges, int year)
{
	struct layout_head *head;
	struct layout_fit *fit;

	out = buf_new(ctx, 1 << 20);
	assert_int_equal(layout_head_read(ctx, sheet, merges, nmerges, NULL, &head, NULL), OK);
	fit = best_fit(head);
	if (!fit->fits || fit->confidence < LAYOUT_SURE)
		buf_printf(&out, "(%s %d) ", fit->layout->name, fit->confidence);
	else
		buf_printf(&out, "%s\n", fit->layout->name);
	if (fit->fits)
		read_fit(sheet, fit, year);
	return out.bytes;
}

static const char *
read_csv(const char *text)
{
	struct sheet *sheet;

	assert_int_equal(sheet_open_csv(ctx, "f.csv", text, strlen(text), &sheet, NULL), OK);
	return read_sheet(sheet, NULL, 0, 0);
}

/* clang-format off */
#define F3_HEAD \
	"Статистика по отметкам;;;;;;\n\nВПР 2024 Математика 4 класс;;;;;;\nПредмет:;Математика\n" \
	"Максимальный первичный балл:;20\nДата:;22.05.2024\n\n" \
	"Группы участников;Кол-во ОО;Кол-во участников;2;3;4;5\n"
/* clang-format on */

TEST(statistics_of_marks_becomes_counts_of_schools)
{
	assert_string_equal(
	    read_csv(F3_HEAD "Вся выборка;38000;1500000;2,5;20,5;40;37\n"
			     "Учебная область;600;9000;3;22;40;35\n"
			     "Учебный муниципальный район(reg20_m012);20;300;5;25;40;30\n"
			     "Учебная школа № 1 (edu203389);;13;7,69;30,77;46,15;15,38\n"
			     "Учебная школа № 2 (sch205);;3;33,33;33,33;33,33;0\n"
			     "Учебная школа-интернат № 3 (ksh11);;0;0;0;0;0\n"),
	    "fisoko-marks\n"
	    "12 edu203389 VPR4_MA main 2024: 13 1 | 1 4 6 2\n"
	    "13 sch205 VPR4_MA main 2024: 3 1 | 1 1 1 0\n");
}

TEST(statistics_of_marks_must_add_up)
{
	assert_string_equal(read_csv(F3_HEAD "Учебная школа № 1 (edu1);;13;7,69;30,77;46,15;15,50\n"
					     "Учебная школа № 2 (edu2);;10;10;40;40;5\n"
					     "Учебная школа № 3 (edu3);;;10;40;40;10\n"
					     "Учебная школа № 4 (edu4);;1О;10;40;40;10\n"),
	    "fisoko-marks\n"
	    "W9:7 Column \"5\": of 13 participants no whole number makes 15.5 %. The nearest was "
	    "taken: 2. Check both figures.\n"
	    "E9:0 The percentages of the row add up to 100.11, but must make 100.\n"
	    "W10:7 Column \"5\": of 10 participants no whole number makes 5 %. The nearest was "
	    "taken: 1. Check both figures.\n"
	    "E10:0 The percentages of the row add up to 95, but must make 100.\n"
	    "E11:3 The number of participants of VPR4_MA is not there. Without it shares can't be "
	    "counted.\n"
	    "E12:3 Column \"Кол-во участников\": \"1О\" is not a number. Write it like 12,5 or "
	    "leave the cell empty.\n");
}

/* clang-format off */
#define JOURNAL_HEAD "Сравнение отметок с отметками по журналу\n\nВПР 2024 Русский язык 5 класс\n\n"
/* clang-format on */

TEST(comparison_with_the_journal_is_read_from_one_header_row)
{
	assert_string_equal(
	    read_csv(JOURNAL_HEAD
		"Группы участников;Кол-во участников (всего);Понизили, %;Понизили, кол-во;"
		"Подтвердили, %;Подтвердили, кол-во;Повысили, %;Повысили, кол-во\n"
		"Вся выборка;1000;37,2;372;60,7;607;2,1;21\n"
		"Учебная школа № 1 (edu1);40;25;10;70;28;5;2\n"
		"Учебная школа № 2 (edu2);40;25;10;70;28;5;3\n"),
	    "fisoko-journal\n"
	    "edu1 VPR5_RU main 2024: 40 = 10 + 28 + 2\n"
	    "E8:7 The percentage does not agree with the count 3 of 40 participants.\n");
}

TEST(comparison_with_the_journal_is_read_from_a_head_of_two_rows)
{
	assert_string_equal(
	    read_csv(JOURNAL_HEAD
		"Группы участников;Кол-во участников;Понизили;;Подтвердили;;Повысили;\n"
		";;%;кол-во;%;кол-во;%;кол-во\n"
		"Учебная школа № 1 (edu1);40;25;10;70;28;5;2\n"),
	    "fisoko-journal\n"
	    "edu1 VPR5_RU main 2024: 40 = 10 + 28 + 2\n");
}

TEST(older_comparison_with_the_journal_is_read_from_rows)
{
	assert_string_equal(
	    read_csv(JOURNAL_HEAD "Группы участников;Кол-во участников;%\n"
				  "Учебный муниципальный район(reg20_m012);;\n"
				  "Понизили (Отметка < Отметка по журналу);100;50\n"
				  "Подтвердили;90;45\nПовысили;10;5\nВсего;200;100\n"
				  "Учебная школа № 1 (edu1);;\n"
				  "Понизили (Отметка < Отметка по журналу);10;25\n"
				  "Подтвердили;28;70\nПовысили;2;5\nВсего;40;100\n"
				  "Учебная школа № 2 (edu2);;\n"
				  "Понизили;1;10\nПодтвердили;8;80\nПовысили;2;10\nВсего;10;100\n"),
	    "fisoko-journal-rows\n"
	    "edu1 VPR5_RU main 2024: 40 = 10 + 28 + 2\n"
	    "E17:0 Lowered, confirmed and raised make 11, but the number of participants is 10.\n");
}

TEST(distribution_of_scores_becomes_counts)
{
	assert_string_equal(
	    read_csv("Распределение первичных баллов\n\nВПР 2024 Математика 6 класс\n\n"
		     "Группы участников;Кол-во участников;0;1;2;3;4;5;6;7;8;9\n"
		     "Вся выборка;100;10;10;10;10;10;10;10;10;10;10\n"
		     "Учебная школа № 1 (edu1);8;0;0;12,5;0;25;12,5;0;37,5;12,5;0\n"
		     "Учебная школа № 2 (edu2);8;0;0;12,5;0;25;12,5;0;37,5;0;0\n"),
	    "fisoko-scores\n"
	    "edu1 VPR6_MA main 2024: 8 = 0 0 1 0 2 1 0 3 1 0\n"
	    "E8:0 The percentages of the row add up to 87.5, but must make 100.\n");
}

/* clang-format off */
#define F1_HEAD \
	"Индивидуальные результаты\n\nВПР 2023 Математика 4 класс\n\n" \
	";;;;;;Б;Б;П;;;\n" \
	"ОО;Муниципалитет;Название ОО;Код участника;Класс;Вариант;1 (1б);2(1) (2б);4К1 (3б);" \
	"Первичный балл;Отметка;Отметка по журналу\n"
/* clang-format on */

TEST(individual_results_are_added_up_by_school_and_class)
{
	assert_string_equal(
	    read_csv(F1_HEAD "школа;Кол-во участников: 4\n"
			     "edu1;Учебный;Учебная школа № 1;40001;4А;1;1;2;3;6;3;4\n"
			     "edu1;Учебный;Учебная школа № 1;40002;4А;2;Х;1,0;0;1;2;3\n"
			     "edu1;Учебный;Учебная школа № 1;40003;4Б;1;X;2;3;5;2;нет отметки\n"
			     "edu1;Учебный;Учебная школа № 1;40004;4Б;отсутствовал;;;;;;4\n"
			     "школа;Кол-во участников: 1\n"
			     "sch2;Учебный;Учебная школа № 2;40001;4;1;1;2;3;6;3;4\n"),
	    "fisoko-pupils\n"
	    "  4А: 2 (-0) 7 37\n"
	    "  4Б: 1 (-1) 5 25\n"
	    "8 edu1 VPR4_MA main 2023: 3 2 | 2 1 0 0 ~4\n"
	    "edu1 VPR4_MA main 2023: 3 = 0 1 0 0 0 1 1\n"
	    "  4: 1 (-0) 6 36\n"
	    "13 sch2 VPR4_MA main 2023: 1 0 | 0 1 0 0 ~6\n"
	    "sch2 VPR4_MA main 2023: 1 = 0 0 0 0 0 0 1\n");
}

TEST(points_must_add_up_and_declared_numbers_must_hold)
{
	assert_string_equal(
	    read_csv(F1_HEAD "школа;Кол-во участников: 3\n"
			     "edu1;Учебный;Учебная школа № 1;40001;4А;1;1;2;3;5;3;4\n"
			     "edu1;Учебный;Учебная школа № 1;40002;4А;1;2;2;2;6;3;4\n"
			     "edu1;Учебный;Учебная школа № 1;Планте-Имя;4А;Планте-Имя;Планте-Имя;"
			     "2;2;6;7;4\n"
			     "edu1;Учебный;Учебная школа № 1;40003;4А;1;1;2;2;5;7;4\n"),
	    "fisoko-pupils\n"
	    "E8:10 The points of the tasks add up to 6, but the sum is given as 5.\n"
	    "E9:7 Column \"1 (1б)\": the number \"2\" is more than 1.\n"
	    "E10:7 Column \"1 (1б)\": \"…\" is not a number. Write it like 12,5 or leave the cell "
	    "empty.\n"
	    "E10:11 Column \"Отметка\": the mark must be 2, 3, 4 or 5.\n"
	    "E11:11 Column \"Отметка\": the mark must be 2, 3, 4 or 5.\n"
	    "E0:0 The table declares 3 participants, but has 4 rows of them. Perhaps it was cut "
	    "off.\n");
}

TEST(form_without_marks_uses_the_scale_of_its_year)
{
	assert_string_equal(
	    read_csv("Пользователь;Код региона;Регион;Муниципалитет;Школа;Дата загрузки;Код;"
		     "Вариант;1;2;3;Наименование класса;Пол;Отметка;Итого\n"
		     ";;;;;;;;;;;;;;\n"
		     "sch1;20;Учебная область;Учебный;Учебная школа № 1;01.04.2022;5001;1;6;1;не "
		     "пройд.;5А;м;4;7\n"),
	    "vpr-form-2022\n"
	    "E3:0 The table does not say of which procedure it is. Ask for a mapping with --layout "
	    "ask, write the procedure under `set` and load with --map.\n");
	assert_string_equal(
	    read_csv("ВПР 2022 Математика 5 класс\n"
		     "Пользователь;Код региона;Регион;Муниципалитет;Школа;Дата загрузки;Код;"
		     "Вариант;1;2;3;Наименование класса;Пол;Отметка;Итого\n"
		     "sch1;20;Учебная область;Учебный;Учебная школа № 1;01.04.2022;5001;1;6;1;не "
		     "пройд.;5А;м;4;7\n"
		     "sch1;20;Учебная область;Учебный;Учебная школа № 1;01.04.2022;5002;1;2;1;1;5А;"
		     "м;4;4\n"
		     "sch2;20;Учебная область;Учебный;Учебная школа № 2;01.10.2022;5002;1;9;3;3;6А;"
		     "м;4;15\n"),
	    "vpr-form-2022\n"
	    "  5А: 2 (-0) 11 65\n"
	    "3 sch1 VPR5_MA main 2022: 2 1 | 1 1 0 0 ~5.5\n"
	    "sch1 VPR5_MA main 2022: 2 = 0 0 0 0 1 0 0 1\n"
	    "  6А: 1 (-0) 15 225\n"
	    "5 sch2 VPR5_MA autumn 2022: 1 0 | 0 0 0 1 ~15 class 6\n"
	    "sch2 VPR5_MA autumn 2022: 1 = 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 1\n"
	    "W3:0 The table has no marks: the scale of VPR5_MA for 2022 was used, which is "
	    "assumed, not verified.\n");
}

TEST(form_of_an_unknown_scale_is_refused_with_what_to_do)
{
	assert_string_equal(
	    read_csv("ВПР 2026 Русский язык 4 класс\n"
		     "логин школы;регион;номер;код обучающегося;отметка за предыдущую четверть;пол;"
		     "класс;вариант;всего баллов;балл за 1;балл за 2\n"
		     "edu1;20;1;4001;5;м;4А;1;10;5;5\nedu1;20;2;4002;5;м;4А;1;9;5;4\n"),
	    "vpr-form-2021\n"
	    "  4А: 0 (-0) 0 0\n"
	    "E3:0 The table has no marks, and the catalogue has no scale of VPR4_RU for 2026. Load "
	    "a table with marks (for VPR: the statistics of marks).\n");
}

TEST(forms_of_2020_and_2021_are_known_by_their_columns)
{
	assert_string_equal(
	    read_csv("ВПР 2021 Русский язык 4 класс\n"
		     "логин школы;регион;номер;код обучающегося;отметка за предыдущую четверть;пол;"
		     "класс;вариант;всего баллов;балл за 1;балл за 2\n"
		     "edu1;20;1;4001;5;м;4А;1;14;9;5\nedu1;20;2;4002;5;м;4А;1;13;9;4\n"
		     "edu1;20;3;4003;5;м;4А;отсутствовал;;;\n"),
	    "vpr-form-2021\n"
	    "  4А: 2 (-1) 27 365\n"
	    "3 edu1 VPR4_RU main 2021: 2 1 | 1 1 0 0 ~13.5\n"
	    "edu1 VPR4_RU main 2021: 2 = 0 0 0 0 0 0 0 0 0 0 0 0 0 1 1\n");
	assert_string_equal(read_csv("groups;user;id;code;otc;gender;klass;var-1;var-2;sum;"
				     "a-1-grade;a-2-grade\n"
				     "g;sch1;1;5001;4;m;6A;1;2;7;3;4\n"),
	    "vpr-form-2020\n"
	    "E2:0 The table does not say of which procedure it is. Ask for a mapping with --layout "
	    "ask, write the procedure under `set` and load with --map.\n");
}

/* clang-format off */
#define OGE_COLUMNS \
	"№;Код ОО;Класс;Код ППЭ;Аудитория;Фамилия;Имя;Отчество;Серия;Номер;Краткий " \
	"ответ;Первичный балл;Оценка\n"
/* clang-format on */

TEST(protocol_of_oge_holds_several_exams)
{
	assert_string_equal(
	    read_csv("01 - Русский язык 2025.05.30\n" OGE_COLUMNS
		     "1;100001;9А;500;1;Планте-Имя;Планте-Имя;Планте-Имя;2020;123456;+-+;14;2\n"
		     "2;100001;9Б;500;1;Планте-Имя;Планте-Имя;;2020;123457;+++;30;4\n"
		     "3;100002;9;500;1;Планте-Имя;Планте-Имя;;2020;123458;+++;35;5\n"
		     "\n52 - Математика 2025.06.03\n\n" OGE_COLUMNS
		     "1;100001;9А;500;1;Планте-Имя;Планте-Имя;;2020;123456;+-+;5;3\n"
		     "02 - Математика 2025.06.03\n" OGE_COLUMNS
		     "1;100002;9;500;1;Планте-Имя;Планте-Имя;;2020;123458;+;9;2\n"
		     "2;100002;9;500;1;Планте-Имя;Планте-Имя;;2020;123459;+;9;3\n"
		     "07 - География 2025.06.10\n" OGE_COLUMNS
		     "1;100002;9;500;1;Планте-Имя;Планте-Имя;;2020;123458;+;20;4\n"),
	    "gia-oge\n"
	    "  9А: 1 (-0) 14 196\n"
	    "  9Б: 1 (-0) 30 900\n"
	    "3 100001 OGE_RU main 2025: 2 1 | 1 0 1 0 ~22\n"
	    "100001 OGE_RU main 2025: 2 = 0 0 0 0 0 0 0 0 0 0 0 0 0 0 1 0 0 0 0 0 0 0 0 0 0 0 0 0 "
	    "0 0 1\n"
	    "  9: 1 (-0) 35 1225\n"
	    "5 100002 OGE_RU main 2025: 1 0 | 0 0 0 1 ~35\n"
	    "100002 OGE_RU main 2025: 1 = 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 "
	    "0 0 0 0 0 0 0 1\n"
	    "  9А: 1 (-0) 5 25\n"
	    "10 100001 OGE_MA gve 2025: 1 0 | 0 1 0 0 ~5\n"
	    "100001 OGE_MA gve 2025: 1 = 0 0 0 0 0 1\n"
	    "  9: 2 (-0) 18 162\n"
	    "13 100002 OGE_MA main 2025: 2 1 | 1 1 0 0 ~9\n"
	    "100002 OGE_MA main 2025: 2 = 0 0 0 0 0 0 0 0 0 2\n"
	    "W17:0 There is no procedure «География» in the catalogue; its rows were not read.\n");
}

TEST(oge_without_a_mark_is_not_judged_by_the_sum_alone)
{
	assert_string_equal(
	    read_csv("02 - Математика 2024.06.06\n" OGE_COLUMNS
		     "1;100001;9А;500;1;Планте-Имя;Планте-Имя;;2020;123456;+-+;7;\n"
		     "2;100002;9А;500;1;Планте-Имя;Планте-Имя;;2020;123456;+-+;9;\n"),
	    "gia-oge\n"
	    "  9А: 1 (-0) 7 49\n"
	    "3 100001 OGE_MA main 2024: 1 1 | 1 0 0 0 ~7\n"
	    "100001 OGE_MA main 2024: 1 = 0 0 0 0 0 0 0 1\n"
	    "  9А: 1 (-0) 9 81\n"
	    "100002 OGE_MA main 2024: 1 = 0 0 0 0 0 0 0 0 0 1\n"
	    "E4:0 Of 1 participants of OGE_MA the table does not say whether they reached the "
	    "minimum: the sum of points is not enough, marks are needed.\n");
}

TEST(protocol_of_ege_counts_those_below_the_minimum)
{
	assert_string_equal(
	    read_csv("01 - Русский язык 2024.05.28\n"
		     "№;Код ППЭ;;Код МСУ;Код ОО;Класс;Фамилия;Имя;Отчество;Вариант;Код "
		     "участника;Отв. кратк.;Отв. разв.;Первичный балл;Тестовый балл\n"
		     "1;1;;77;100001;11;Планте-Имя;Планте-Имя;Планте-Имя;301;9;+-;1(1)2(3);10;23\n"
		     "2;1;;77;100001;11;Планте-Имя;Планте-Имя;Планте-Имя;301;9;+-;1(1)2(3);11;24\n"
		     "22 - Математика базовая 2024.05.31\n"
		     "№;Код ППЭ;;Код МСУ;Код ОО;Класс;Фамилия;Имя;Отчество;Вариант;Код "
		     "участника;Отв. кратк.;Отв. разв.;Первичный балл;Тестовый балл;Оценка\n"
		     "1;1;;77;100001;11;Планте-Имя;Планте-Имя;Планте-Имя;301;9;+-;;6;;2\n"
		     "2;1;;77;100001;11;Планте-Имя;Планте-Имя;Планте-Имя;301;9;+-;;20;;5\n"),
	    "gia-ege\n"
	    "  11: 2 (-0) 47 1105\n"
	    "3 100001 EGE_RU main 2024: 2 1 | -1 -1 -1 -1 ~23.5\n"
	    "100001 EGE_RU main 2024: 2 = 0 0 0 0 0 0 0 0 0 0 1 1\n"
	    "  11: 2 (-0) 26 436\n"
	    "7 100001 EGE_MAB main 2024: 2 1 | 1 0 0 1 ~13\n"
	    "100001 EGE_MAB main 2024: 2 = 0 0 0 0 0 0 1 0 0 0 0 0 0 0 0 0 0 0 0 0 1\n"
	    "W3:0 The table has no marks: the scale of EGE_RU for 2024 was used, which is assumed, "
	    "not verified.\n");
}

TEST(appeals_are_recognised_by_their_caption)
{
	assert_string_equal(read_csv("Математика(2024.06.02)\n"
				     "№;Код ОО;Фамилия;Имя;Отчество;Решение по апелляции;Первичный "
				     "балл;Оценка\n"
				     "1;100001;Планте-Имя;Планте-Имя;;удовлетворена;9;3\n"),
	    "gia-appeals\n"
	    "3 100001 OGE_MA main 2024: 1 0 | 0 1 0 0 ~9\n"
	    "100001 OGE_MA main 2024: 1 = 0 0 0 0 0 0 0 0 0 1\n");
}

TEST(federal_list_of_signs_is_read_with_its_sum)
{
	assert_string_equal(
	    read_csv("Логин;Наименование ОО;4 РУ;4 МА;5 РУ;5 МА;Количество маркеров\n"
		     "edu1;Учебная школа № 1;1;0;0;1;2\nsch2;Учебная школа № 2;1;;;;1\n"
		     "sch3;Учебная школа № 3;1;1;0;0;3\n"),
	    "bias-list\n"
	    "2 edu1 «Учебная школа № 1» 4 РУ=1 4 МА=0 5 РУ=0 5 МА=1 2\n"
	    "3 sch2 «Учебная школа № 2» 4 РУ=1 4 МА=0 5 РУ=0 5 МА=0 1\n"
	    "E4:7 The markers of the row add up to 2, but their number is given as 3.\n");
}

TEST(list_received_by_letter_is_read_down_to_its_notes)
{
	assert_string_equal(read_csv("Список школ для адресной помощи;;\n\n"
				     "№ п/п;Муниципалитет;Наименование ОО\n1;2;3\n"
				     "1;Учебный;МБОУ «Учебная школа № 3»\n"
				     "2;Учебный;Учебная школа № 4\nИтого: 2\n"
				     "Исп. отдел оценки качества\n9;a;b\n"),
	    "school-list\n"
	    "5 - «МБОУ «Учебная школа № 3»» -1\n"
	    "6 - «Учебная школа № 4» -1\n");
}

/* The bytes of a file of ../shared, opened; NULL = not there. */
static struct workbook *
shared_workbook(const char *name)
{
	char *path = shared_file(ctx, name), *bytes;
	struct workbook *wb;
	size_t len;

	if (path == NULL)
		return NULL;
	assert_int_equal(file_read(ctx, path, (size_t)1 << 26, &bytes, &len, NULL), OK);
	assert_int_equal(workbook_open(ctx, "f.xlsx", bytes, len, &wb, NULL), OK);
	return wb;
}

/* As read_sheet, by one layout written here. */
static const char *
read_by(struct sheet *sheet, const char *yaml, struct problems *problems)
{
	struct sheet_layout *layout =
	    layout_file_read(ctx, "m.yaml", yaml, strlen(yaml), true, &layouts, problems);
	struct layout_head *head;
	struct layout_fit *fit;

	out = buf_new(ctx, 1 << 20);
	if (layout == NULL) {
		put_problems(problems);
		return out.bytes;
	}
	assert_int_equal(layout_head_read(ctx, sheet, NULL, 0, NULL, &head, NULL), OK);
	fit = layout_fit(ctx, layout, head);
	if (fit->fits)
		read_fit(sheet, fit, 0);
	else
		buf_printf(&out, "missing: %s\n", fit->missing[0]);
	return out.bytes;
}

/* 18 filled rows whose points add up, two absent: ../shared/data/README.md. */
TEST(form_of_fisoko_has_eighteen_right_sums_on_both_sheets)
{
	struct workbook *wb = shared_workbook("data/ru-exams/vpr_form_ma4_fisoko.xlsx");
	struct sheet *sheet;
	size_t i;

	if (wb == NULL)
		skip();
	for (i = 0; i < 2; i++) {
		assert_int_equal(workbook_sheet_open(ctx, wb, i, &sheet, NULL), OK);
		assert_string_equal(read_by(sheet,
					"base: vpr-form-2026\n"
					"set: {year: 2021, procedure: VPR4_MA, school: edu1}\n",
					problems_new(ctx)),
		    "  1: 9 (-0) 150 2552\n"
		    "  2: 9 (-0) 136 2100\n"
		    "2 edu1 VPR4_MA main 2021: 18 0 | 0 1 2 15 ~15.889\n"
		    "edu1 VPR4_MA main 2021: 18 = 0 0 0 0 0 0 0 0 0 1 0 0 0 2 0 3 6 1 3 1 1\n");
	}
}

/* clang-format off */
#define WIDE \
	"Результаты школ Учебного района;;;;;;\n" \
	"Школа;ВПР рус. 5 кл.;;;;Матем. ЕГЭ профиль 2023/24;\n" \
	";2023;;2024;;кол-во уч.;ниже порога\n" \
	";писали;% двоек;писали;% двоек;;\n" \
	"Учебная школа № 1;40;12,5;38;31,58;11;2\nУчебная школа № 2;10;30;-;;;\n" \
	"Среднее;25;20;;;;\n"
/* clang-format on */

TEST(wide_table_is_proposed_and_its_mapping_reads_the_same)
{
	struct sheet *sheet;
	struct layout_head *head;
	struct layout_fit *fit;
	struct buf mapping = buf_new(ctx, 1 << 20);
	char *first;

	assert_int_equal(sheet_open_csv(ctx, "f.csv", WIDE, strlen(WIDE), &sheet, NULL), OK);
	first = mem_strdup(ctx, read_sheet(sheet, NULL, 0, 0));
	assert_string_equal(first, "wide\n"
				   "5 Учебная школа № 1 VPR5_RU main 2023: 40 5 | -1 -1 -1 -1\n"
				   "5 Учебная школа № 1 VPR5_RU main 2024: 38 12 | -1 -1 -1 -1\n"
				   "5 Учебная школа № 1 EGE_MAP main 2024: 11 2 | -1 -1 -1 -1\n"
				   "6 Учебная школа № 2 VPR5_RU main 2023: 10 3 | -1 -1 -1 -1\n");
	assert_int_equal(layout_head_read(ctx, sheet, NULL, 0, NULL, &head, NULL), OK);
	fit = best_fit(head);
	layout_print(&mapping, fit, head, false);
	assert_string_equal(
	    read_by(sheet, mapping.bytes, problems_new(ctx)), strchr(first, '\n') + 1);
}

TEST(mapping_may_derive_words_from_a_code)
{
	struct sheet *sheet;
	const char *csv = "Код;Класс;Писали;Двоек\n20V5001;5;10;1\n20A6001;6;20;2\n";

	assert_int_equal(sheet_open_csv(ctx, "f.csv", csv, strlen(csv), &sheet, NULL), OK);
	assert_string_equal(
	    read_by(sheet,
		"kind: results\nset: {kind: vpr, subject: MA, year: 2024}\n"
		"words: {wave: {V: main, A: sample}}\n"
		"columns:\n  - {is: school, names: [Код], need: true}\n"
		"  - {is: participants, names: [Писали], need: true}\n"
		"  - {is: low, names: [Двоек], need: true}\n"
		"rows:\n  - {in: school, like: '^\\d\\d(?<wave>[VA])(?<grade>\\d)', take: data}\n",
		problems_new(ctx)),
	    "2 20V5001 VPR5_MA main 2024: 10 1 | -1 -1 -1 -1\n"
	    "3 20A6001 VPR6_MA sample 2024: 20 2 | -1 -1 -1 -1\n");
}

TEST(mistakes_of_a_layout_are_told_with_their_places)
{
	assert_string_equal(
	    read_by(NULL,
		"kind: table\nhead: ['(']\nrows: [{like: '(?<nonsense>a)', take: all}]\n"
		"words: {subjects: {a: b}}\n"
		"columns:\n  - {is: pupil, names: [a]}\n  - {is: low}\n  - {is: low, at: '*'}\n",
		problems_new(ctx)),
	    "E1:7 unknown word «table»\n"
	    "E2:9 this is no pattern that can be used\n"
	    "E6:10 the word «pupil» is not known here; docs/layouts.md has the list\n"
	    "E7:5 a column needs one of the keys names, like, at: how else is it found?\n"
	    "E8:20 a column is named by its letter in the sheet (C) or its number (3)\n"
	    "E8:5 a column needs one of the keys names, like, at: how else is it found?\n"
	    "E3:16 the word «nonsense» is not known here; docs/layouts.md has the list\n"
	    "E3:39 unknown word «all»\n"
	    "E4:9 the word «subjects» is not known here; docs/layouts.md has the list\n");
}

TEST(words_of_percent_and_count_are_told_apart_in_titles)
{
	assert_string_equal(
	    layout_title(ctx, "Кол-во участников (всего)"), "кол-во участников всего");
	assert_string_equal(layout_title(ctx, "Понизили, %"), "понизили %");
	assert_string_equal(layout_title(ctx, "  «2» "), "2");
	assert_string_equal(layout_title(ctx, "№ п/п"), "№ п п");
	assert_string_equal(layout_title(ctx, "9.1. k1"), "9.1 k1");
	assert_string_equal(layout_title(ctx, "Кол‑во  учащихся, сдавших ОГЭ – ёлка"),
	    "кол-во учащихся сдавших огэ - елка");
}

static const char *
read_workbook(const char *bytes, size_t len)
{
	struct workbook *wb;
	struct cell_range *merges;
	struct sheet *sheet;
	char *all = mem_strdup(ctx, "");
	size_t i, n;

	assert_int_equal(workbook_open(ctx, "f.xlsx", bytes, len, &wb, NULL), OK);
	for (i = 0; i < wb->nsheets; i++) {
		assert_int_equal(workbook_sheet_open(ctx, wb, i, &sheet, NULL), OK);
		assert_int_equal(workbook_sheet_merges(ctx, wb, i, &merges, &n, NULL), OK);
		all = mem_printf(ctx, "%s%s", all, read_sheet(sheet, merges, n, 2024));
	}
	return all;
}

static void
put_row(lxw_worksheet *sheet, int row, const char *label, int n, const double marks[4])
{
	int i;

	worksheet_write_string(sheet, (lxw_row_t)row, 0, label, NULL);
	worksheet_write_number(sheet, (lxw_row_t)row, 2, n, NULL);
	for (i = 0; i < 4; i++)
		worksheet_write_number(sheet, (lxw_row_t)row, (lxw_col_t)(3 + i), marks[i], NULL);
}

/* A sheet's name is cut at 31 characters, and says the subject where no caption does. */
TEST(statistics_of_marks_is_read_from_sheets_of_a_workbook)
{
	static const char *const titles[] = {
	    "Группы участников", "Кол-во ОО", "Кол-во участников", "2", "3", "4", "5"};
	static const char *const names[] = {
	    "РУ 4 Статистика по отметкам", "МА 4 Статистика по отметкам"};
	const char *file = "test_layouts.xlsx";
	lxw_workbook *wb = workbook_new(file);
	lxw_worksheet *sheet;
	char *bytes;
	size_t len;
	int i, k;

	for (k = 0; k < 2; k++) {
		sheet = workbook_add_worksheet(wb, names[k]);
		worksheet_write_string(sheet, 0, 0, "Статистика по отметкам", NULL);
		for (i = 0; i < 7; i++)
			worksheet_write_string(sheet, 7, (lxw_col_t)i, titles[i], NULL);
		put_row(sheet, 8, "Вся выборка", 1000, (double[]){1, 2, 3, 4});
		put_row(sheet, 9, "Учебная школа № 1 (edu1)", 3, (double[]){33.33, 0, 66.67, 0});
	}
	assert_int_equal(workbook_close(wb), LXW_NO_ERROR);
	assert_int_equal(file_read(ctx, file, 1 << 20, &bytes, &len, NULL), OK);
	remove(file);
	assert_string_equal(read_workbook(bytes, len),
	    "fisoko-marks\n10 edu1 VPR4_RU main 2024: 3 1 | 1 0 2 0\n"
	    "fisoko-marks\n10 edu1 VPR4_MA main 2024: 3 1 | 1 0 2 0\n");
}

#define TEXT_CELL(place, n) "<c r='" place "' t='s'><v>" #n "</v></c>"

TEST(merged_heads_of_a_wide_table_are_read_from_a_workbook)
{
	static const struct xlsx_parts parts = {
	    .rows = "<row r='2'>" TEXT_CELL("A2", 0) TEXT_CELL("B2",
		1) "</row>"
		   "<row r='3'>" TEXT_CELL("B3", 2) TEXT_CELL("D3",
		       3) "</row>"
			  "<row r='4'>" TEXT_CELL("B4", 4) TEXT_CELL("C4", 5) TEXT_CELL("D4", 4)
			      TEXT_CELL("E4",
				  5) "</row>"
				     "<row r='5'>" TEXT_CELL("A5",
					 6) "<c r='B5'><v>40</v></c><c r='C5'><v>12.5</v></c>"
					    "<c r='D5'><v>20</v></c><c r='E5'><v>5</v></c></row>",
	    .after = "<mergeCells count='4'><mergeCell ref='A2:A4'/><mergeCell ref='B2:E2'/>"
		     "<mergeCell ref='B3:C3'/><mergeCell ref='D3:E3'/></mergeCells>",
	    .strings =
		"<sst " XLSX_NS "><si><t>Код ОО</t></si><si><r><t>ВПР, </t></r><r><t>русский "
		"язык</t></r></si><si><t>5 класс, 2023</t></si><si><t>6 класс, "
		"2024</t></si><si><t>участников</t></si><si><t>% «2»</t></si>"
		"<si><t>edu1</t></si></sst>",
	};
	size_t len;
	char *bytes = xlsx_of(ctx, &len, parts);

	assert_string_equal(read_workbook(bytes, len),
	    "wide\n5 edu1 VPR5_RU main 2023: 40 5 | -1 -1 -1 -1\n"
	    "5 edu1 VPR6_RU main 2024: 20 1 | -1 -1 -1 -1\n");
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(statistics_of_marks_becomes_counts_of_schools),
	    cmocka_unit_test(statistics_of_marks_must_add_up),
	    cmocka_unit_test(comparison_with_the_journal_is_read_from_one_header_row),
	    cmocka_unit_test(comparison_with_the_journal_is_read_from_a_head_of_two_rows),
	    cmocka_unit_test(older_comparison_with_the_journal_is_read_from_rows),
	    cmocka_unit_test(distribution_of_scores_becomes_counts),
	    cmocka_unit_test(individual_results_are_added_up_by_school_and_class),
	    cmocka_unit_test(points_must_add_up_and_declared_numbers_must_hold),
	    cmocka_unit_test(form_without_marks_uses_the_scale_of_its_year),
	    cmocka_unit_test(form_of_an_unknown_scale_is_refused_with_what_to_do),
	    cmocka_unit_test(forms_of_2020_and_2021_are_known_by_their_columns),
	    cmocka_unit_test(protocol_of_oge_holds_several_exams),
	    cmocka_unit_test(oge_without_a_mark_is_not_judged_by_the_sum_alone),
	    cmocka_unit_test(protocol_of_ege_counts_those_below_the_minimum),
	    cmocka_unit_test(appeals_are_recognised_by_their_caption),
	    cmocka_unit_test(federal_list_of_signs_is_read_with_its_sum),
	    cmocka_unit_test(list_received_by_letter_is_read_down_to_its_notes),
	    cmocka_unit_test(form_of_fisoko_has_eighteen_right_sums_on_both_sheets),
	    cmocka_unit_test(wide_table_is_proposed_and_its_mapping_reads_the_same),
	    cmocka_unit_test(mapping_may_derive_words_from_a_code),
	    cmocka_unit_test(mistakes_of_a_layout_are_told_with_their_places),
	    cmocka_unit_test(words_of_percent_and_count_are_told_apart_in_titles),
	    cmocka_unit_test(statistics_of_marks_is_read_from_sheets_of_a_workbook),
	    cmocka_unit_test(merged_heads_of_a_wide_table_are_read_from_a_workbook),
	};

	ctx = talloc_new(NULL);
	load();
	return cmocka_run_group_tests(tests, NULL, NULL);
}
