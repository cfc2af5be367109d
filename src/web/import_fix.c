/*
 * «Исправить в Опоре»: the fields of a page that correct the file it is about.
 *
 * All of them belong to one form, whichever button is pressed: each cell that may be corrected is a
 * field fix.PLACE (one that nobody changed says what the file says, and is dropped); what was
 * corrected before and is not such a field is a checkbox, so that it can be taken back.
 */
#include "web/import.h"

#include "app/import_fixes.h"
#include "base/mem.h"
#include "web/http.h"

#include <string.h>

/* Mistakes of two rows that say the same: which of their arguments is the other row. */
static const struct {
	const char *id;
	int arg;
} twins[] = {
    {MSG("the same school, procedure, year and wave stand in row {0} already"), 0},
    {MSG("The code \"{0}\" stands twice: in row {1} and in row {2}. Leave one of them."), 1},
};

static int64_t
twin_of(const struct import_row *row)
{
	struct arg args[ERROR_ARGS + 1];
	size_t i, k;

	for (i = 0; i < row->nproblems; i++) {
		for (k = 0; k < sizeof twins / sizeof *twins; k++) {
			if (strcmp(row->problems[i]->what.id, twins[k].id) != 0)
				continue;
			error_args(&row->problems[i]->what, args);
			if (args[twins[k].arg].integer != row->number)
				return args[twins[k].arg].integer;
		}
	}
	return 0;
}

static const struct correction *
correction_at(const struct corrections *list, const char *sheet, int64_t row, int32_t column)
{
	size_t i;

	for (i = 0; i < list->count; i++) {
		const struct correction *one = &list->items[i];

		if (one->row == row && one->column == column && strcmp(one->sheet, sheet) == 0)
			return one;
	}
	return NULL;
}

/* NULL where the cell is too long to be shown whole, or its sheet's name for a field's name. */
static const char *
field_name(
    struct page *pg, size_t file, const char *sheet, int64_t row, int32_t column, const char *cell)
{
	const char *name =
	    mem_printf(pg->ctx, "fix.%s", import_fix_place(pg->ctx, file, sheet, row, column));

	if (text_length(cell) > IMPORT_ROWS_LETTERS || strlen(name) > HTTP_FIELD_NAME_MAX)
		return NULL;
	return name;
}

int
import_field_size(const char *cell)
{
	size_t n = text_length(cell) + 1;

	return n < 5 ? 5 : n > 40 ? 40 : (int)n;
}

void
import_fix_row(struct page *pg, const struct import_shown *s, size_t file,
    const struct import_rows *rows, struct import_line_row *line)
{
	const struct import_file *f = &s->view->files[file];
	const struct import_row *row = line->row;
	const struct correction *one;
	size_t i;

	line->fields = mem_array(pg->ctx, struct import_field, rows->ncolumns + 1);
	for (i = 0; i < rows->ncolumns; i++) {
		one = correction_at(&f->fixes, rows->sheet, row->number, rows->columns[i]);
		line->fields[i].name =
		    field_name(pg, file, rows->sheet, row->number, rows->columns[i], row->cells[i]);
		line->fields[i].was = one == NULL ? NULL : one->was;
		line->noff += line->off[i] && line->fields[i].name != NULL;
		line->nrest += !line->off[i] && line->fields[i].name != NULL;
	}
	line->leave_out = import_fix_place(pg->ctx, file, rows->sheet, row->number, 0);
	/* of several sheets nobody said in which the other row stands */
	line->twin = f->nparts == 1 ? twin_of(row) : 0;
	if (line->twin != 0)
		line->leave_twin = import_fix_place(pg->ctx, file, rows->sheet, line->twin, 0);
}

/* Is this correction a field of a row on the page? */
static bool
is_field(const struct import_shown *s, size_t file, const struct correction *one)
{
	size_t t, i, k;

	for (t = 0; t < s->ntables; t++) {
		const struct import_rows *rows = s->tables[t].rows;

		if (s->tables[t].file != file || strcmp(rows->sheet, one->sheet) != 0)
			continue;
		for (i = 0; i < rows->count; i++) {
			const struct import_line_row *line = &s->tables[t].lines[i];

			for (k = 0; line->fields != NULL && rows->rows[i].number == one->row &&
				    k < rows->ncolumns;
			     k++) {
				if (rows->columns[k] == one->column && line->fields[k].name != NULL)
					return true;
			}
		}
	}
	return false;
}

static struct import_fixed
fixed_of(struct page *pg, const struct import_shown *s, size_t file, const struct correction *one)
{
	const struct import_file *f = &s->view->files[file];
	const char *place = import_fix_place(pg->ctx, file, one->sheet, one->row, one->column);
	struct place where = {f->name, f->nparts == 1 ? NULL : one->sheet, one->row, one->column};

	return (struct import_fixed){.what = one,
	    .where = import_where(pg, &where, s->view->count > 1),
	    .was = f->layout == NULL ? NULL : one->was,
	    .field = one->column == 0 ? "leave-out[]" : "fix[]",
	    .value = one->column == 0 ? place : mem_printf(pg->ctx, "%s=%s", place, one->text)};
}

void
import_fixed(struct page *pg, struct import_shown *s)
{
	size_t i, k;

	for (i = 0; i < s->view->count; i++) {
		const struct corrections *list = &s->view->files[i].fixes;

		for (k = 0; k < list->count; k++) {
			struct import_fixed one = fixed_of(pg, s, i, &list->items[k]);

			one.here = is_field(s, i, &list->items[k]);
			s->nfixed_here += one.here;
			mem_push(pg->ctx, s->fixed, s->nfixed) = one;
		}
	}
}
