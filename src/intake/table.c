#include "intake/table.h"

#include "base/mem.h"
#include "base/text.h"

#include <string.h>

/* So many warnings are kept of one table: the list must keep room for errors. */
#define WARNINGS_KEPT 1000

/* --- problems --- */

/* @number: 1-based column of the sheet, 0 = the whole row. */
static void
report_at(
    struct table *t, enum severity severity, int number, const char *id, const struct arg *args)
{
	struct place place = {t->sheet->file, t->sheet->name, t->row.number, number};

	if (severity == SEVERITY_ERROR) {
		t->bad = true;
	} else if (++t->warnings > WARNINGS_KEPT) {
		t->problems->warnings++;
		return;
	}
	problems_add(t->problems, severity, place, id, args);
}

void
table_report(
    struct table *t, enum severity severity, int column, const char *id, const struct arg *args)
{
	report_at(t, severity, column < 0 ? 0 : t->at[column] + 1, id, args);
}

/* --- the header row --- */

static bool
same_name(const char *folded, const char *name)
{
	for (; *folded != '\0' && *name != '\0'; folded++, name++) {
		if (*folded != *name && !(*folded == ' ' && *name == '_') &&
		    !(*folded == '_' && *name == ' '))
			return false;
	}
	return *folded == *name;
}

/* The column that @title names, or -1. */
static int
find_column(TALLOC_CTX *ctx, const struct table_column *columns, int count, const char *title)
{
	char *folded = text_fold(ctx, title);
	int i, k, found = -1;

	for (i = 0; i < count && found < 0; i++) {
		for (k = 0; columns[i].names[k] != NULL && found < 0; k++) {
			if (same_name(folded, columns[i].names[k]))
				found = i;
		}
	}
	talloc_free(folded);
	return found;
}

void
table_match(TALLOC_CTX *ctx, const struct table_column *columns, int count,
    const struct sheet_row *header, int *at)
{
	char *title;
	size_t i;
	int column;

	for (column = 0; column < count; column++)
		at[column] = -1;
	for (i = 0; i < header->count; i++) {
		title = text_clean(ctx, header->cells[i].text, header->cells[i].len);
		column = find_column(ctx, columns, count, title);
		if (column >= 0 && at[column] < 0)
			at[column] = (int)i;
		talloc_free(title);
	}
}

static void
take_title(struct table *t, size_t i)
{
	const char *title = t->titles[i];
	int column;

	if (*title == '\0') {
		t->gaps = true;
		return;
	}
	column = find_column(t, t->columns, t->count, title);
	if (column < 0)
		report_at(t, SEVERITY_WARNING, (int)i + 1,
		    MSG("The column \"{0}\" is not known; it was not read."),
		    (struct arg[]){arg_text(title), {.type = ARG_NONE}});
	else if (t->at[column] >= 0)
		report_at(t, SEVERITY_ERROR, (int)i + 1,
		    MSG("The column \"{0}\" means the same as column {1}, \"{2}\". Leave one of "
			"them."),
		    (struct arg[]){arg_text(title), arg_int(t->at[column] + 1),
			arg_text(t->titles[t->at[column]]), {.type = ARG_NONE}});
	else
		t->at[column] = (int)i;
}

static void
read_header(struct table *t)
{
	size_t i;

	t->header_row = t->row.number;
	t->width = t->row.count;
	t->titles = mem_array(t, char *, t->width + 1);
	for (i = 0; i < t->width; i++)
		t->titles[i] = text_clean(t->titles, t->row.cells[i].text, t->row.cells[i].len);
	for (i = 0; i < t->width; i++)
		take_title(t, i);
}

enum err
table_open(TALLOC_CTX *ctx, struct sheet *sheet, struct problems *problems,
    const struct table_column *columns, int count, struct table **out, struct error *err)
{
	struct table *t = mem_new(ctx, struct table);
	bool more;
	enum err e;
	int i;

	t->sheet = sheet;
	t->problems = problems;
	t->columns = columns;
	t->count = count;
	for (i = 0; i < TABLE_COLUMNS_MAX; i++)
		t->at[i] = -1;
	t->scratch = mem_check(talloc_new(t));
	e = sheet_rewind(sheet, err);
	if (e == OK)
		e = table_next_filled(sheet, &t->row, &more, err);
	if (e != OK) {
		talloc_free(t);
		return e;
	}
	if (more)
		read_header(t);
	else
		table_error(t, -1, MSG("The file is empty."));
	*out = t;
	return OK;
}

void
table_need(struct table *t, int column)
{
	if (t->at[column] < 0)
		table_error(t, -1, MSG("The column \"{0}\" is missing. Add it to the header row."),
		    arg_text(t->columns[column].names[0]));
}

/* --- rows --- */

static bool
is_blank(const struct cell *cell)
{
	size_t i;
	char *clean;
	bool blank;

	for (i = 0; i < cell->len; i++) {
		if (cell->text[i] > ' ' && cell->text[i] < 0x7F)
			return false;
	}
	if (cell->len == 0)
		return true;
	clean = text_clean(NULL, cell->text, cell->len);
	blank = *clean == '\0';
	talloc_free(clean);
	return blank;
}

enum err
table_next_filled(struct sheet *sheet, struct sheet_row *row, bool *more, struct error *err)
{
	enum err e;
	size_t i;

	for (;;) {
		e = sheet_next(sheet, row, more, err);
		if (e != OK || !*more)
			return e;
		for (i = 0; i < row->count; i++) {
			if (!is_blank(&row->cells[i]))
				return OK;
		}
	}
}

static void
check_extra(struct table *t)
{
	size_t i;

	if (t->row.count <= t->width && !t->gaps)
		return;
	for (i = 0; i < t->row.count; i++) {
		if ((i < t->width && *t->titles[i] != '\0') || is_blank(&t->row.cells[i]))
			continue;
		report_at(t, SEVERITY_ERROR, (int)i + 1,
		    MSG("The cell \"{0}\" has no column name above it. Check the separators and "
			"quote marks of this row."),
		    (struct arg[]){
			arg_text(text_clean(t->scratch, t->row.cells[i].text, t->row.cells[i].len)),
			{.type = ARG_NONE}});
		t->scratched = true;
		return;
	}
}

/* Room for the texts of all known cells, each with its NUL. */
static void
make_room(struct table *t)
{
	size_t need = 0;
	int i;

	for (i = 0; i < t->count; i++) {
		if (t->at[i] >= 0 && (size_t)t->at[i] < t->row.count)
			need += t->row.cells[t->at[i]].len + 1;
	}
	if (need > t->room) {
		talloc_free(t->texts);
		t->room = need * 2;
		t->texts = mem_check(talloc_size(t, t->room));
	}
	t->used = 0;
	if (t->scratched)
		talloc_free_children(t->scratch);
	t->scratched = false;
}

enum err
table_next(struct table *t, bool *more, struct error *err)
{
	enum err e = table_next_filled(t->sheet, &t->row, more, err);

	t->bad = false;
	if (e != OK)
		return e;
	if (!*more) {
		t->row = (struct sheet_row){0};
		if (t->rows == 0)
			table_error(t, -1, MSG("The file has no row with data."));
		return OK;
	}
	t->rows++;
	make_room(t);
	check_extra(t);
	return OK;
}

bool
table_has(const struct table *t, int column)
{
	return t->at[column] >= 0;
}

const char *
table_title(const struct table *t, int column)
{
	return t->at[column] < 0 ? t->columns[column].names[0] : t->titles[t->at[column]];
}

struct cell
table_cell(const struct table *t, int column)
{
	struct cell cell;

	if (t->at[column] < 0 || (size_t)t->at[column] >= t->row.count)
		return (struct cell){"", 0};
	cell = t->row.cells[t->at[column]];
	while (cell.len > 0 && *cell.text == ' ') {
		cell.text++;
		cell.len--;
	}
	while (cell.len > 0 && cell.text[cell.len - 1] == ' ')
		cell.len--;
	return cell;
}
