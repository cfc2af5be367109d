#include "app/import_rows.h"

#include "base/mem.h"
#include "base/text.h"
#include "intake/workbook.h"

#include <stdlib.h>
#include <string.h>

/* One sheet while it is read. */
struct reading {
	TALLOC_CTX *ctx;
	const struct import_file *file;
	struct corrections fixes;
	struct import_rows *out;
	const struct problem **wrong; /* its errors by row */
	size_t nwrong, at;
	int64_t last; /* the last row whose errors are shown */
	struct import_row before;
	bool keep_next; /* the row before had an error */
	int64_t put;    /* the last row that was put */
};

static int
by_row(const void *a, const void *b)
{
	const struct problem *x = *(const struct problem *const *)a,
			     *y = *(const struct problem *const *)b;

	if (x->place.row != y->place.row)
		return x->place.row < y->place.row ? -1 : 1;
	return (x > y) - (x < y);
}

static void
collect(struct reading *r)
{
	const struct problems *list = r->file->problems;
	size_t i;

	for (i = 0; i < list->count; i++) {
		const struct problem *p = &list->items[i];

		if (p->severity == SEVERITY_ERROR && p->place.row > 0 &&
		    strcmp(p->place.sheet == NULL ? "" : p->place.sheet, r->out->sheet) == 0)
			mem_push(r->ctx, r->wrong, r->nwrong) = p;
	}
	if (r->nwrong > 1)
		qsort(r->wrong, r->nwrong, sizeof *r->wrong, by_row);
}

/* Of the rows with errors the first *most are shown, the others counted. */
static void
limit(struct reading *r, size_t *most)
{
	size_t i;

	for (i = 0; i < r->nwrong; i++) {
		if (i > 0 && r->wrong[i]->place.row == r->wrong[i - 1]->place.row)
			continue;
		if (*most == 0) {
			r->out->left++;
			continue;
		}
		(*most)--;
		r->last = r->wrong[i]->place.row;
	}
}

static bool
has_error_at(const struct reading *r, int32_t column)
{
	size_t i;

	for (i = 0; i < r->nwrong && r->wrong[i]->place.row <= r->last; i++) {
		if (r->wrong[i]->place.column == column)
			return true;
	}
	return false;
}

/* The columns that are shown: those that may be, and of too many the first and the wrong ones. */
static void
choose_columns(struct reading *r, size_t width)
{
	const struct problems_rules *rules = &r->file->rules;
	size_t all = rules->personal ? rules->nkept : width, i, n = 0, wrong = 0;
	int32_t *columns = mem_array(r->ctx, int32_t, all + 1);

	for (i = 0; i < all; i++) {
		columns[i] = rules->personal ? rules->kept[i] : (int32_t)i + 1;
		wrong += has_error_at(r, columns[i]);
	}
	if (wrong > IMPORT_ROWS_COLUMNS)
		wrong = IMPORT_ROWS_COLUMNS;
	for (i = 0; i < all && n < IMPORT_ROWS_COLUMNS; i++) {
		bool is_wrong = has_error_at(r, columns[i]);

		if (!is_wrong && all > IMPORT_ROWS_COLUMNS && n + wrong >= IMPORT_ROWS_COLUMNS)
			continue;
		wrong -= is_wrong && wrong > 0;
		columns[n++] = columns[i];
	}
	r->out->ncolumns = n;
	r->out->columns = columns;
}

static const char *
cell_text(TALLOC_CTX *ctx, const struct sheet_row *row, int32_t column)
{
	const struct cell *cell;
	char *s;
	size_t cut, n;

	if ((size_t)column > row->count)
		return "";
	cell = &row->cells[column - 1];
	s = text_clean(ctx, cell->text, cell->len);
	if (text_length(s) <= IMPORT_ROWS_LETTERS)
		return s;
	for (cut = n = 0; n < IMPORT_ROWS_LETTERS; cut++)
		n += ((unsigned char)s[cut + 1] & 0xc0) != 0x80;
	return mem_printf(ctx, "%.*s…", (int)cut, s);
}

static const char **
cells_of(struct reading *r, const struct sheet_row *row)
{
	const char **cells = mem_array(r->ctx, const char *, r->out->ncolumns + 1);
	size_t i;

	for (i = 0; i < r->out->ncolumns; i++)
		cells[i] = cell_text(r->ctx, row, r->out->columns[i]);
	return cells;
}

static void
put(struct reading *r, struct import_row row)
{
	row.gap = r->put > 0 && row.number > r->put + 1;
	mem_push(r->ctx, r->out->rows, r->out->count) = row;
	r->put = row.number;
}

/* Errors of @number; the cursor stands behind them after. */
static void
take_problems(struct reading *r, struct import_row *row)
{
	while (r->at < r->nwrong && r->wrong[r->at]->place.row < row->number)
		r->at++;
	row->problems = r->wrong + r->at;
	while (r->at < r->nwrong && r->wrong[r->at]->place.row == row->number) {
		row->nproblems++;
		r->at++;
	}
}

static void
take_row(struct reading *r, const struct sheet_row *row, int64_t head)
{
	struct import_row here = {.number = row->number, .cells = cells_of(r, row)};

	if (row->number == head) {
		r->out->titles = here.cells;
		r->put = head;
		return;
	}
	take_problems(r, &here);
	if (here.nproblems > 0 && here.number > r->last)
		return; /* counted among those that are left */
	if (here.nproblems > 0 && r->before.cells != NULL && r->before.number > r->put)
		put(r, r->before);
	if (here.nproblems > 0 || r->keep_next)
		put(r, here);
	r->keep_next = here.nproblems > 0;
	r->before = here;
}

/* The widest row, and the first one with text. */
static enum err
measure(struct sheet *sheet, size_t *width, int64_t *first, struct error *err)
{
	struct sheet_row row;
	bool more;
	enum err e;

	*width = 0;
	*first = 0;
	while ((e = sheet_next(sheet, &row, &more, err)) == OK && more) {
		*width = row.count > *width ? row.count : *width;
		if (*first == 0 && row.count > 0)
			*first = row.number;
	}
	return e == OK ? sheet_rewind(sheet, err) : e;
}

/* The last row of the head of this sheet; 0 = nobody said. */
static int64_t
head_of(const struct reading *r)
{
	size_t i;

	for (i = 0; i < r->file->nparts; i++) {
		if (strcmp(r->file->parts[i].sheet, r->out->sheet) == 0)
			return r->file->parts[i].head;
	}
	return r->file->rules.header_row;
}

static enum err
read_sheet(struct reading *r, struct sheet *sheet, struct error *err)
{
	int64_t head = head_of(r), first;
	struct sheet_row row;
	size_t width;
	bool more;
	enum err e = measure(sheet, &width, &first, err);

	if (e != OK)
		return e;
	if (head == 0)
		head = first;
	choose_columns(r, width);
	while ((e = sheet_next(sheet, &row, &more, err)) == OK && more) {
		if (row.number >= head && row.count > 0)
			take_row(r, &row, head);
		if (row.number > r->last)
			break;
	}
	return e;
}

enum err
import_rows_read(TALLOC_CTX *ctx, const struct import_file *file, const struct input *source,
    size_t most, struct import_rows **out, size_t *count, struct error *err)
{
	struct workbook *wb;
	struct sheet *sheet;
	struct import_rows *all;
	size_t i, n = 0;
	enum err e = workbook_open(ctx, file->name, source->bytes, source->len, &wb, err);

	if (e != OK)
		return e;
	all = mem_array(ctx, struct import_rows, wb->nsheets + 1);
	for (i = 0; e == OK && i < wb->nsheets; i++) {
		struct reading r = {.ctx = ctx,
		    .file = file,
		    .fixes = corrections_copy(ctx, &file->fixes),
		    .out = &all[n]};

		all[n] = (struct import_rows){.sheet = wb->sheets[i].name};
		collect(&r);
		limit(&r, &most);
		if (r.last == 0) {
			n += all[n].left > 0;
			continue;
		}
		e = corrected_sheet_open(ctx, wb, i, &r.fixes, &sheet, err);
		if (e == OK)
			e = read_sheet(&r, sheet, err);
		n++;
	}
	if (e != OK)
		return e;
	*out = all;
	*count = n;
	return OK;
}

static enum err
first_rows(struct reading *r, struct workbook *wb, size_t index, size_t most, struct error *err)
{
	struct sheet *sheet;
	struct sheet_row row;
	int64_t first;
	size_t width = 0;
	bool more;
	enum err e = workbook_sheet_open(r->ctx, wb, index, &sheet, err);

	if (e == OK)
		e = measure(sheet, &width, &first, err);
	choose_columns(r, width);
	while (e == OK && r->out->count < most && (e = sheet_next(sheet, &row, &more, err)) == OK &&
	       more) {
		if (row.count > 0)
			put(r,
			    (struct import_row){.number = row.number, .cells = cells_of(r, &row)});
	}
	return e;
}

enum err
import_rows_first(TALLOC_CTX *ctx, const char *name, const struct input *source, size_t most,
    size_t sheets, struct import_rows **out, size_t *count, struct error *err)
{
	static const struct import_file plain;
	struct workbook *wb;
	struct import_rows *all;
	size_t i, n = 0;
	enum err e = workbook_open(ctx, name, source->bytes, source->len, &wb, err);

	if (e != OK)
		return e;
	all = mem_array(ctx, struct import_rows, wb->nsheets + 1);
	for (i = 0; e == OK && i < wb->nsheets && n < sheets; i++) {
		struct reading r = {.ctx = ctx, .file = &plain, .out = &all[n]};

		if (wb->sheets[i].hidden)
			continue;
		all[n++] = (struct import_rows){.sheet = wb->sheets[i].name};
		e = first_rows(&r, wb, i, most, err);
	}
	if (e != OK)
		return e;
	*out = all;
	*count = n;
	return OK;
}
