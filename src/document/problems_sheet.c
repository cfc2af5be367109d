#include "document/problems_sheet.h"

#include "base/mem.h"
#include "base/tr.h"

const char *
problems_sheet_title(enum lang lang)
{
	return lang == LANG_RU ? "Ошибка" : "mistake"; /* both are names that intake knows */
}

char *
problems_sheet_text(TALLOC_CTX *ctx, enum lang lang, const struct problem *p)
{
	char *s = tr_error(ctx, lang, &p->what);

	if (p->severity == SEVERITY_ERROR)
		return s;
	return mem_printf(ctx, "%s%s", tr(lang, MSG("warning: ")), s);
}

static void
add_problem(struct table_xlsx *x, enum lang lang, const struct problem *p)
{
	TALLOC_CTX *local = mem_check(talloc_new(NULL));
	const struct doc_cell cells[] = {doc_text(p->place.file), doc_text(p->place.sheet),
	    doc_count(p->place.row > 0 ? p->place.row : -1),
	    doc_count(p->place.column > 0 ? p->place.column : -1),
	    doc_text(problems_sheet_text(local, lang, p))};

	table_xlsx_row(x, cells, 5, false);
	talloc_free(local);
}

static void
add_rest(struct table_xlsx *x, enum lang lang, const struct problems *list)
{
	TALLOC_CTX *local = mem_check(talloc_new(NULL));
	int64_t left = (int64_t)(list->errors + list->warnings - list->count);
	struct doc_cell cells[5] = {0};

	cells[4] = doc_text(say(local, lang,
	    MSG_N("and {0} more, not kept: correct these first", "and {0} more, not kept: correct "
								 "these first"),
	    arg_int(left)));
	if (left > 0)
		table_xlsx_row(x, cells, 5, false);
	talloc_free(local);
}

void
problems_sheet_add(
    struct table_xlsx *x, enum lang lang, const struct problems *const *lists, size_t n)
{
	const struct doc_column columns[] = {
	    {.title = tr(lang, MSG("File")), .type = DOC_TEXT, .width = 24},
	    {.title = tr(lang, MSG("Sheet")), .type = DOC_TEXT, .width = 16},
	    {.title = tr(lang, MSG("Row")), .type = DOC_INTEGER, .width = 8},
	    {.title = tr(lang, MSG("Column")), .type = DOC_INTEGER, .width = 8},
	    {.title = tr(lang, MSG("What is wrong")), .type = DOC_TEXT, .width = 80}};
	const struct doc_sheet sheet = {
	    .name = tr(lang, MSG("Mistakes")), .ncolumns = 5, .columns = columns, .header = true};
	size_t i, k, round;

	table_xlsx_sheet(x, &sheet);
	for (round = 0; round < 2; round++) {
		for (i = 0; i < n; i++) {
			for (k = 0; k < lists[i]->count; k++) {
				if ((lists[i]->items[k].place.row > 0) == (round == 1))
					add_problem(x, lang, &lists[i]->items[k]);
			}
			if (round == 1)
				add_rest(x, lang, lists[i]);
		}
	}
}
