#include "document/template.h"

#include "base/mem.h"
#include "base/tr.h"

#define MORE_ROWS 200 /* rows below the schools where the rules of cells still hold */
#define COLUMNS(a) (sizeof(a) / sizeof((a)[0]))

/* Titles and words are names that intake/results.c and intake/schools.c read: both languages. */
struct title {
	const char *ru, *en;
};

static const char *
in(enum lang lang, struct title t)
{
	return lang == LANG_RU ? t.ru : t.en;
}

static const char *const statuses[][6] = {
    [LANG_RU] = {"не участвовала", "нет уровня", "не проводилась", "скрыто", NULL},
    [LANG_EN] = {"not_tested", "not_offered", "not_held", "withheld", NULL}};
static const char *const truths[][3] = {
    [LANG_RU] = {"да", "нет", NULL}, [LANG_EN] = {"yes", "no", NULL}};
static const char *const levels[] = {
    "НОО", "НОО,ООО", "НОО,ООО,СОО", "ООО", "ООО,СОО", "СОО", NULL};

enum {
	T_YEAR,
	T_PROCEDURE,
	T_PROCEDURE_NAME,
	T_CODE,
	T_NAME,
	T_PARTICIPANTS,
	T_LOW,
	T_MARK2,
	T_MARK3,
	T_MARK4,
	T_MARK5,
	T_MEAN,
	T_STATUS,
	T_HELD,
	T_BASIS,
	T_COUNT
};

static void
fill_result_columns(const struct template_data *d, struct doc_column c[T_COUNT])
{
	static const struct title titles[T_COUNT] = {{"Год", "year"}, {"Процедура", "procedure"},
	    {"Наименование процедуры", "procedure_name"}, {"Код школы", "school"},
	    {"Школа", "school_name"}, {"Участников", "participants"}, {"Ниже порога", "low"},
	    {"Отметок 2", "mark2"}, {"Отметок 3", "mark3"}, {"Отметок 4", "mark4"},
	    {"Отметок 5", "mark5"}, {"Средний балл", "mean"}, {"Статус", "status"},
	    {"Дата", "held"}, {"Основание", "basis"}};
	static const double widths[T_COUNT] = {
	    6, 12, 30, 14, 36, 12, 10, 10, 10, 10, 10, 10, 18, 12, 30};
	int i;

	for (i = 0; i < T_COUNT; i++) {
		c[i] = (struct doc_column){.title = in(d->lang, titles[i]),
		    .width = widths[i],
		    .type = DOC_TEXT,
		    .given = i <= T_NAME};
		if (i >= T_PARTICIPANTS && i <= T_MARK5) {
			c[i].type = DOC_INTEGER;
			c[i].rule = i == T_PARTICIPANTS ? DOC_COUNT : DOC_COUNT_UP_TO;
			c[i].limit = T_PARTICIPANTS;
			c[i].hint =
			    tr(d->lang, MSG("A count of participants: a whole number, not "
					    "above the number of participants of the row."));
		}
	}
	c[T_YEAR].type = DOC_INTEGER;
	c[T_YEAR].rule = DOC_RANGE;
	c[T_YEAR].least = c[T_YEAR].most = d->year;
	c[T_YEAR].hint = tr(d->lang, MSG("The year in which the school year ends."));
	c[T_PARTICIPANTS].hint = tr(
	    d->lang, MSG("How many pupils took part: a whole number. Leave the row empty where you "
			 "have no data."));
	c[T_LOW].hint = tr(d->lang, MSG("How many did not reach the threshold (in VPR: how many "
					"have the mark 2). Not above "
					"the number of participants."));
	c[T_MEAN].type = DOC_DECIMAL;
	c[T_STATUS].rule = DOC_LIST;
	c[T_STATUS].list = statuses[d->lang];
	c[T_STATUS].hint =
	    tr(d->lang, MSG("Why there are no figures. Leave it empty where there are figures."));
	c[T_HELD].type = DOC_DAY;
	c[T_HELD].rule = DOC_DATE;
	c[T_HELD].hint = tr(d->lang, MSG("The day of the procedure, if you know it."));
	c[T_BASIS].hint = tr(d->lang, MSG("The act by which these results may be used, if there is "
					  "one."));
}

static bool
in_form(const struct template_data *d, const struct template_school *s, const struct procedure *p)
{
	return procedure_held(p, d->year) && procedure_offered(p, s->levels) &&
	       (s->closed.year == 0 || s->closed.year >= d->year);
}

static int64_t
count_rows(const struct template_data *d)
{
	int64_t n = 0;
	size_t i, k;

	for (i = 0; i < d->nschools; i++) {
		for (k = 0; k < d->procedures->count; k++)
			n += in_form(d, &d->schools[i], &d->procedures->items[k]);
	}
	return n;
}

/* The second sheet: how to fill the first one. */
static void
add_help(struct table_xlsx *x, enum lang lang, const char *const *lines, size_t n)
{
	struct doc_column column = {.title = "", .type = DOC_TEXT, .width = 80};
	struct doc_sheet sheet = {
	    .name = tr(lang, MSG("How to fill it in")), .ncolumns = 1, .columns = &column};
	struct doc_cell cell;
	size_t i;

	table_xlsx_sheet(x, &sheet);
	for (i = 0; i < n; i++) {
		cell = doc_text(tr(lang, lines[i]));
		table_xlsx_row(x, &cell, 1, false);
	}
}

static const char *const results_help[] = {
    MSG("1. Each row is one school in one procedure of one year. The grey columns are filled in "
	"already."),
    MSG("2. Write the number of participants and how many are below the threshold; in VPR that is "
	"the number of marks 2. Counts, not percentages."),
    MSG("3. If you know all four marks, write them: their sum must be the number of participants."),
    MSG("4. A school that took no part, has no such level, or whose figures are withheld: choose a "
	"status and leave the figures empty."),
    MSG("5. No data: leave the row as it is. Such rows are left out; nothing is counted as zero."),
    MSG("6. Do not rename the columns and do not merge cells. Rows may be removed or added."),
    MSG("7. No names of pupils, please: this form needs none."),
    MSG("8. Save the file and load it: opora import FILE.xlsx"),
};

enum err
template_results(
    struct table_xlsx *x, const struct template_data *d, int64_t *rows, struct error *err)
{
	struct doc_column columns[T_COUNT];
	struct doc_cell cells[T_COUNT] = {0};
	struct doc_sheet sheet = {.name = tr(d->lang, MSG("Results")),
	    .ncolumns = T_COUNT,
	    .columns = columns,
	    .header = true,
	    .active = true};
	size_t i, k;

	*rows = count_rows(d);
	if (*rows + MORE_ROWS + 1 > TABLE_XLSX_ROWS_MAX)
		return fail(err, ERR_INVALID,
		    MSG("the form would have {0} rows, more than a sheet holds"), arg_int(*rows));
	fill_result_columns(d, columns);
	sheet.typed_to = *rows + MORE_ROWS + 1;
	table_xlsx_sheet(x, &sheet);
	for (i = 0; i < d->nschools; i++) {
		const struct template_school *s = &d->schools[i];

		for (k = 0; k < d->procedures->count; k++) {
			const struct procedure *p = &d->procedures->items[k];

			if (!in_form(d, s, p))
				continue;
			cells[T_YEAR] = doc_integer(d->year);
			cells[T_PROCEDURE] = doc_text(p->code);
			cells[T_PROCEDURE_NAME] = doc_text(bilingual_get(p->title, d->lang));
			cells[T_CODE] = doc_text(s->code);
			cells[T_NAME] = doc_text(s->short_name);
			table_xlsx_row(x, cells, T_COUNT, false);
		}
	}
	add_help(x, d->lang, results_help, COLUMNS(results_help));
	return OK;
}

enum {
	C_CODE,
	C_NAME,
	C_SHORT_NAME,
	C_MUNICIPALITY,
	C_REGION,
	C_KIND,
	C_LEVELS,
	C_RURAL,
	C_OPENED,
	C_CLOSED,
	C_PARENT,
	C_CODES,
	C_SUCCESSOR,
	C_COUNT
};

static void
fill_school_columns(const struct template_data *d, struct doc_column c[C_COUNT])
{
	static const struct title titles[C_COUNT] = {{"Код школы", "code"},
	    {"Наименование", "name"}, {"Краткое наименование", "short_name"},
	    {"Муниципалитет", "municipality"}, {"Регион", "region"}, {"Вид", "kind"},
	    {"Уровни", "levels"}, {"Сельская", "rural"}, {"Открыта", "opened"},
	    {"Закрыта", "closed"}, {"Головная организация", "parent"}, {"Другие коды", "codes"},
	    {"Преемник", "successor"}};
	static const double widths[C_COUNT] = {14, 50, 28, 24, 20, 16, 16, 10, 12, 12, 16, 20, 16};
	int i;

	for (i = 0; i < C_COUNT; i++)
		c[i] = (struct doc_column){.title = in(d->lang, titles[i]),
		    .width = widths[i],
		    .type = i == C_OPENED || i == C_CLOSED ? DOC_DAY : DOC_TEXT,
		    .rule = i == C_OPENED || i == C_CLOSED ? DOC_DATE : DOC_ANY};
	c[C_CODE].hint = tr(d->lang, MSG("The login in FIS OKO or any code that stays the same. "
					 "Each school needs one."));
	c[C_LEVELS].rule = DOC_LIST;
	c[C_LEVELS].list = levels;
	c[C_LEVELS].hint = tr(d->lang, MSG("Which levels the school teaches."));
	c[C_RURAL].rule = DOC_LIST;
	c[C_RURAL].list = truths[d->lang];
	c[C_RURAL].hint = tr(d->lang, MSG("Does the school stand in the countryside?"));
	c[C_PARENT].hint =
	    tr(d->lang, MSG("Of a branch: the code or the name of its head organisation."));
}

static void
fill_school(TALLOC_CTX *ctx, const struct template_data *d, const struct template_school *s,
    struct doc_cell c[C_COUNT])
{
	c[C_CODE] = doc_text(s->code);
	c[C_NAME] = doc_text(s->name);
	c[C_SHORT_NAME] = doc_text(s->short_name);
	c[C_MUNICIPALITY] = doc_text(s->municipality);
	c[C_REGION] = doc_text(s->region);
	c[C_KIND] = doc_text(s->kind);
	c[C_LEVELS] = doc_text(levels_code(s->levels));
	c[C_RURAL] = doc_text(s->rural < 0 ? NULL : truths[d->lang][s->rural ? 0 : 1]);
	c[C_OPENED] = doc_day(s->opened);
	c[C_CLOSED] = doc_day(s->closed);
	c[C_PARENT] = doc_text(s->parent);
	c[C_CODES] = doc_text(s->codes);
	c[C_SUCCESSOR] = doc_text(s->successor);
}

static const char *const schools_help[] = {
    MSG("1. Each row is one school. Only the code and the name are required; write what you know."),
    MSG("2. Dates are written like 22.11.2026."),
    MSG("3. Do not rename the columns and do not merge cells. Rows may be added."),
    MSG("4. Save the file and load it: opora import FILE.xlsx. What differs from the list that is "
	"stored is shown; to put it in its place add --replace."),
};

/* The columns of @which, in their order, of every school. */
static int64_t
put_schools(struct table_xlsx *x, const struct template_data *d, const char *name, const int *which,
    size_t n, int more)
{
	struct doc_column all[C_COUNT], columns[C_COUNT];
	struct doc_cell cells[C_COUNT], picked[C_COUNT];
	struct doc_sheet sheet = {
	    .name = name, .ncolumns = n, .columns = columns, .header = true, .active = true};
	TALLOC_CTX *local = mem_check(talloc_new(NULL));
	size_t i, k;

	fill_school_columns(d, all);
	for (k = 0; k < n; k++) {
		columns[k] = all[which[k]];
		columns[k].given = more == 0 && k < 2;
	}
	sheet.typed_to = (int64_t)d->nschools + more + 1;
	table_xlsx_sheet(x, &sheet);
	for (i = 0; i < d->nschools; i++) {
		fill_school(local, d, &d->schools[i], cells);
		for (k = 0; k < n; k++)
			picked[k] = cells[which[k]];
		table_xlsx_row(x, picked, n, false);
	}
	talloc_free(local);
	add_help(x, d->lang, schools_help, COLUMNS(schools_help));
	return (int64_t)d->nschools;
}

int64_t
template_schools(struct table_xlsx *x, const struct template_data *d)
{
	static const int which[] = {C_CODE, C_NAME, C_SHORT_NAME, C_MUNICIPALITY, C_REGION, C_KIND,
	    C_LEVELS, C_RURAL, C_OPENED, C_CLOSED, C_PARENT, C_CODES, C_SUCCESSOR};

	return put_schools(x, d, tr(d->lang, MSG("Schools")), which, COLUMNS(which), MORE_ROWS);
}

int64_t
template_context(struct table_xlsx *x, const struct template_data *d)
{
	static const int which[] = {C_CODE, C_NAME, C_LEVELS, C_RURAL, C_KIND, C_OPENED, C_CLOSED};

	return put_schools(x, d, tr(d->lang, MSG("Circumstances")), which, COLUMNS(which), 0);
}
