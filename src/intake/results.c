/* results.csv: one row per school, procedure, year (formats.md). */
#include "intake/results.h"

#include "base/mem.h"
#include "intake/layouts.h"
#include "intake/script.h"

#include <string.h>

/* Codes with look-alike letters are told once each, and no more of them are remembered. */
#define LOOKALIKES_MAX 1000

/* school, code, school_id are the same by formats.md; the Russian names are ours. */
static const struct table_column columns[R_COUNT] = {
    [R_YEAR] = {{"year", "год"}},
    [R_PROCEDURE] = {{"procedure", "процедура", "код процедуры"}},
    [R_SCHOOL] = {{"school", "code", "school_id", "код школы", "код оо", "логин"}},
    [R_PARTICIPANTS] = {{"participants", "участников", "участники", "количество участников",
	"кол-во участников", "число участников"}},
    [R_LOW] = {{"low", "ниже порога", "не преодолели порог"}},
    [R_LOW_PERCENT] = {{"low_percent", "процент ниже порога", "доля ниже порога, %",
	"ниже порога, %"}},
    [R_LOW_REGIONAL] = {{"low_regional", "ниже регионального порога"}},
    [R_MARK2] = {{"mark2", "отметок 2", "количество отметок 2"}},
    [R_MARK3] = {{"mark3", "отметок 3", "количество отметок 3"}},
    [R_MARK4] = {{"mark4", "отметок 4", "количество отметок 4"}},
    [R_MARK5] = {{"mark5", "отметок 5", "количество отметок 5"}},
    [R_MEAN] = {{"mean", "среднее", "средний балл"}},
    [R_STATUS] = {{"status", "статус"}},
    [R_WAVE] = {{"wave", "волна"}},
    [R_HELD] = {{"held", "дата", "дата проведения"}},
    [R_PUPIL_GRADE] = {{"pupil_grade", "класс участников"}},
    [R_BASIS] = {{"basis", "основание"}},
    [R_SCHOOL_NAME] = {{"school_name", "школа", "наименование школы", "наименование оо",
	"образовательная организация", "оо"}},
    [R_PROCEDURE_NAME] = {{"procedure_name", "наименование процедуры"}},
    [R_MISTAKE] = {{"mistake", "ошибка"}},
};

static const struct table_word statuses[] = {
    {{"not_tested", "не участвовала"}},
    {{"not_offered", "нет уровня"}},
    {{"not_held", "не проводилась"}},
    {{"withheld", "скрыто"}},
};

static const struct table_word waves[] = {
    {{"main", "основная"}},
    {{"autumn", "осень"}},
    {{"retake", "пересдача"}},
    {{"sample", "выборка"}},
    {{"gve", "гвэ"}},
};

bool
results_fits(const struct sheet_row *header, int *known)
{
	TALLOC_CTX *local = mem_check(talloc_new(NULL));
	int at[R_COUNT], i;

	table_match(local, columns, R_COUNT, header, at);
	talloc_free(local);
	for (*known = i = 0; i < R_COUNT; i++)
		*known += at[i] >= 0;
	return at[R_PROCEDURE] >= 0 && (at[R_SCHOOL] >= 0 || at[R_SCHOOL_NAME] >= 0) &&
	       (at[R_PARTICIPANTS] >= 0 || at[R_LOW] >= 0 || at[R_MARK2] >= 0 ||
		   at[R_LOW_PERCENT] >= 0 || at[R_STATUS] >= 0);
}

static int
read_year(struct table *t, int default_year)
{
	struct cell cell = table_cell(t, R_YEAR);
	const char *found;
	int year = 0, i;

	if (!table_has(t, R_YEAR))
		return default_year;
	for (i = 0; i < 4 && cell.len == 4 && cell.text[i] >= '0' && cell.text[i] <= '9'; i++)
		year = year * 10 + (cell.text[i] - '0');
	if (i == 4 && year >= RESULT_YEAR_MIN && year <= RESULT_YEAR_MAX)
		return year;
	found = table_found(t, R_YEAR);
	if (*found == '\0')
		table_error(t, R_YEAR,
		    MSG("The year is empty. Write the year in which the school year ends: 2021 "
			"for 2020/21."));
	else
		table_error(t, R_YEAR,
		    MSG("The year \"{0}\" is not accepted. Write the four digits of the year in "
			"which the school year ends (2021 for 2020/21), from {1} to {2}."),
		    arg_text(found), arg_year(RESULT_YEAR_MIN), arg_year(RESULT_YEAR_MAX));
	return 0;
}

static const char *
read_procedure(struct table *t)
{
	char *code = table_text(t, R_PROCEDURE, CODE_MAX);
	struct script_letter letter;

	if (code == NULL) {
		table_error(t, R_PROCEDURE,
		    MSG("The procedure is empty. Write its code, such as VPR5_MA or OGE_RU."));
		return NULL;
	}
	script_upper(code);
	if (!script_mixed(code, &letter))
		return code;
	table_error(t, R_PROCEDURE,
	    MSG("The code of the procedure, \"{0}\", has Latin and Russian letters: \"{1}\" "
		"(character {2}) is Russian. Type the code anew in Latin letters."),
	    arg_text(code), arg_text(letter.text), arg_int((int64_t)letter.position));
	return NULL;
}

/* The code, else the name. A name may stand in the column of codes as well. */
static const char *
read_school(struct table *t, struct seen *warned, const char *name)
{
	const char *code = table_text(t, R_SCHOOL, NAME_MAX_CHARS);
	struct script_letter letter;

	if (code == NULL && name != NULL)
		return name;
	if (code == NULL)
		table_error(t, table_has(t, R_SCHOOL) ? R_SCHOOL : R_SCHOOL_NAME,
		    MSG("The code of the school is empty."));
	else if (strchr(code, ' ') == NULL && seen_count(warned) < LOOKALIKES_MAX &&
		 script_lookalike(code, &letter) && seen_add(warned, code, t->row.number) == 0)
		table_warn_code(t, R_SCHOOL, code);
	return code;
}

static const char *
read_wave(struct table *t)
{
	int word = table_word(t, R_WAVE, waves, sizeof waves / sizeof *waves);

	if (word == -2)
		table_error(t, R_WAVE,
		    MSG("The wave \"{0}\" is not known. Write main, autumn, retake, sample or "
			"gve, or leave the cell empty (main)."),
		    arg_text(table_found(t, R_WAVE)));
	return waves[word < 0 ? 0 : word].names[0];
}

/* As table_word: -1 without status, -2 with a wrong one (reported). */
static int
read_status(struct table *t)
{
	int word = table_word(t, R_STATUS, statuses, sizeof statuses / sizeof *statuses);

	if (word == -2)
		table_error(t, R_STATUS,
		    MSG("The status \"{0}\" is not known. Write not_tested, not_offered, "
			"not_held or withheld, or leave the cell empty where there are "
			"figures."),
		    arg_text(table_found(t, R_STATUS)));
	return word;
}

static int
read_grade(struct table *t)
{
	int64_t grade = table_count(t, R_PUPIL_GRADE);

	if (grade != COUNT_UNKNOWN && grade != COUNT_BAD && (grade < 1 || grade > 11))
		table_error(t, R_PUPIL_GRADE,
		    MSG("Column \"{0}\": there is no class {1}. Write a number from 1 to 11."),
		    arg_text(table_title(t, R_PUPIL_GRADE)), arg_int(grade));
	return grade < 1 ? 0 : (int)grade;
}

static struct percent
read_percent(struct table *t)
{
	struct percent percent = {0};
	bool bad = t->bad;

	t->bad = false;
	percent.known =
	    table_decimal(t, R_LOW_PERCENT, true, 100, &percent.value, &percent.decimals);
	percent.bad = t->bad;
	t->bad |= bad;
	return percent;
}

static void
read_result(struct table *t, int default_year, struct seen *warned, struct result_row *row)
{
	struct percent percent = read_percent(t);
	const char *name = table_text(t, R_SCHOOL_NAME, NAME_MAX_CHARS);
	int status = read_status(t), decimals;

	*row = (struct result_row){
	    .row = t->row.number,
	    .year = read_year(t, default_year),
	    .procedure = read_procedure(t),
	    .school = read_school(t, warned, name),
	    .school_name = name,
	    .participants = table_count(t, R_PARTICIPANTS),
	    .low = table_count(t, R_LOW),
	    .low_regional = table_count(t, R_LOW_REGIONAL),
	    .mark2 = table_count(t, R_MARK2),
	    .mark3 = table_count(t, R_MARK3),
	    .mark4 = table_count(t, R_MARK4),
	    .mark5 = table_count(t, R_MARK5),
	    .held = table_day(t, R_HELD),
	    .pupil_grade = read_grade(t),
	    .basis = table_text(t, R_BASIS, NAME_MAX_CHARS),
	};
	row->mean_known = table_decimal(t, R_MEAN, false, COUNT_MAX, &row->mean, &decimals);
	row->wave = read_wave(t);
	row->status = status < 0 ? NULL : statuses[status].names[0];
	if (status != -2)
		results_check(t, &percent, row);
}

/*
 * A form with all schools and procedures in it (opora template) comes back with rows nobody filled:
 * they say nothing. Only a form has both the code and the name of the school.
 */
static bool
not_filled(const struct table *t)
{
	static const int filled[] = {R_PARTICIPANTS, R_LOW, R_LOW_PERCENT, R_LOW_REGIONAL, R_MARK2,
	    R_MARK3, R_MARK4, R_MARK5, R_MEAN, R_STATUS};
	size_t i;

	if (!table_has(t, R_SCHOOL) || !table_has(t, R_SCHOOL_NAME))
		return false;
	for (i = 0; i < sizeof filled / sizeof *filled; i++) {
		if (table_cell(t, filled[i]).len > 0)
			return false;
	}
	return true;
}

static void
tell_not_filled(struct table *t, int64_t rows)
{
	struct place whole = {.file = t->sheet->file, .sheet = t->sheet->name};

	if (rows > 0)
		problem_add(t->problems, SEVERITY_WARNING, whole,
		    MSG_N("{0} row has neither figures nor a status: it was left out",
			"{0} rows have neither figures nor a status: they were left out"),
		    arg_int(rows));
}

static enum err
read_all(struct table *t, int default_year,
    enum err (*each)(void *, const struct result_row *, struct error *), void *arg,
    struct error *err)
{
	struct seen *warned = seen_new(t);
	struct result_row row;
	int64_t left_out = 0;
	bool more;
	enum err e;

	for (;;) {
		e = table_next(t, &more, err);
		if (e != OK || !more)
			break;
		if (not_filled(t)) {
			left_out++;
			continue;
		}
		read_result(t, default_year, warned, &row);
		row.broken = t->bad;
		e = each(arg, &row, err);
		if (e != OK)
			break;
	}
	tell_not_filled(t, left_out);
	return e;
}

static void
check_header(struct table *t, int default_year)
{
	if (t->width == 0)
		return; /* an empty file, reported */
	if (default_year == 0 && !table_has(t, R_YEAR))
		table_error(t, -1, INTAKE_NO_YEAR);
	table_need(t, R_PROCEDURE);
	if (!table_has(t, R_SCHOOL_NAME))
		table_need(t, R_SCHOOL);
	if (table_has(t, R_STATUS))
		return; /* all its rows may be absences */
	table_need(t, R_PARTICIPANTS);
	if (!table_has(t, R_LOW) && !table_has(t, R_MARK2) && !table_has(t, R_LOW_PERCENT))
		table_error(t, -1,
		    MSG("None of the columns low, mark2, low_percent is there. Add the one you "
			"know: the count below the threshold, the count of marks 2, or the "
			"percentage."));
}

enum err
results_read(TALLOC_CTX *ctx, struct sheet *sheet, int default_year, struct problems *problems,
    enum err (*each)(void *arg, const struct result_row *row, struct error *err), void *arg,
    struct error *err)
{
	struct table *t;
	enum err e;

	if (default_year != 0 && (default_year < RESULT_YEAR_MIN || default_year > RESULT_YEAR_MAX))
		return fail(err, ERR_USAGE, MSG("The year {0} is not between {1} and {2}."),
		    arg_year(default_year), arg_year(RESULT_YEAR_MIN), arg_year(RESULT_YEAR_MAX));
	e = table_open(ctx, sheet, problems, columns, R_COUNT, &t, err);
	if (e != OK)
		return e;
	check_header(t, default_year);
	if (!t->bad)
		e = read_all(t, default_year, each, arg, err);
	talloc_free(t);
	return e;
}
