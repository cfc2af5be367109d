/* Layouts as data: each of the catalogue on a small table of its form. */
#include "check.h"

#include "base/buf.h"
#include "base/embedded.h"
#include "base/file.h"
#include "base/tr.h"
#include "intake/layout_print.h"
#include "intake/layout_read.h"

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
				scales_read(ctx, f->name, bytes, f->size, &procedures, &scales,
				    problems);
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
	    NULL, put_result, put_list, put_comparison, put_distribution, put_class};
	struct problems *problems = problems_new(ctx);
	struct layout_facts facts = {&procedures, &scales, year};
	struct layout_counts counts;

	assert_int_equal(
	    layout_read(ctx, sheet, fit, &facts, problems, &sink, &counts, NULL), OK);
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
	assert_int_equal(layout_head_read(ctx, sheet, merges, nmerges, &head, NULL), OK);
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

#define F3_HEAD                                                                                    \
	"Статистика по отметкам;;;;;;\n\nВПР 2024 Математика 4 класс;;;;;;\nПредмет:;Математика\n" \
	"Максимальный первичный балл:;20\nДата:;22.05.2024\n\n"                                    \
	"Группы участников;Кол-во ОО;Кол-во участников;2;3;4;5\n"

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

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(statistics_of_marks_becomes_counts_of_schools),
	    cmocka_unit_test(statistics_of_marks_must_add_up),
	};

	ctx = talloc_new(NULL);
	load();
	return cmocka_run_group_tests(tests, NULL, NULL);
}
