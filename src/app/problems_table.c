#include "app/problems_table.h"

#include "base/mem.h"
#include "document/problems_sheet.h"
#include "intake/workbook.h"

#include <stdlib.h>
#include <string.h>

struct writing {
	TALLOC_CTX *ctx;
	enum lang lang;
	struct table_xlsx *x;
	bool active; /* a sheet is shown first already */
};

/* The problems of one sheet's rows in the order of rows. */
struct row_problems {
	const struct problem **items;
	size_t count, at;
};

static int
by_row(const void *a, const void *b)
{
	const struct problem *x = *(const struct problem *const *)a,
			     *y = *(const struct problem *const *)b;

	if (x->place.row != y->place.row)
		return x->place.row < y->place.row ? -1 : 1;
	return x < y ? -1 : x > y;
}

static struct row_problems
problems_of(TALLOC_CTX *ctx, const struct problems *list, const char *sheet)
{
	struct row_problems out = {0};
	size_t i;

	for (i = 0; i < list->count; i++) {
		const struct problem *p = &list->items[i];

		if (p->place.row > 0 &&
		    strcmp(p->place.sheet == NULL ? "" : p->place.sheet, sheet) == 0)
			mem_push(ctx, out.items, out.count) = p;
	}
	if (out.count > 1)
		qsort(out.items, out.count, sizeof *out.items, by_row);
	return out;
}

/* All that is wrong in @row, or NULL; *errors: one of them is an error. Rows come rising. */
static char *
row_text(TALLOC_CTX *ctx, enum lang lang, struct row_problems *list, int64_t row, bool *errors)
{
	char *s = NULL, *one;

	*errors = false;
	while (list->at < list->count && list->items[list->at]->place.row < row)
		list->at++;
	for (; list->at < list->count && list->items[list->at]->place.row == row; list->at++) {
		one = problems_sheet_text(ctx, lang, list->items[list->at]);
		s = s == NULL ? one : mem_printf(ctx, "%s; %s", s, one);
		*errors |= list->items[list->at]->severity == SEVERITY_ERROR;
	}
	return s;
}

/*
 * A whole or decimal number as a spreadsheet shows it: what has zeros before it is a code and stays
 * a text, and so does what would lose digits.
 */
static bool
plain_number(const char *s, struct doc_cell *out)
{
	const char *p = s + (*s == '-');
	size_t whole = strspn(p, "0123456789"), part = 0;

	if (whole == 0 || whole > 15 || (p[0] == '0' && whole > 1))
		return false;
	if (p[whole] == '.') {
		part = strspn(p + whole + 1, "0123456789");
		if (part == 0 || whole + part > 15 || p[whole + part] == '0')
			return false;
		part++;
	}
	if (p[whole + part] != '\0')
		return false;
	*out = part > 0 ? doc_decimal(strtod(s, NULL)) : doc_integer(strtoll(s, NULL, 10));
	return true;
}

/* Readers of spreadsheets give days and percents as text of a fixed form: workbook.h. */
static bool
spreadsheet_value(const char *s, struct doc_cell *out)
{
	size_t len = strlen(s);
	char number[32];
	struct day day;

	if (len == 10 && s[4] == '-' && s[7] == '-' && day_parse(s, len, &day)) {
		*out = doc_day(day);
		return true;
	}
	if (len < 2 || len > sizeof number || s[len - 1] != '%')
		return false;
	memcpy(number, s, len - 1);
	number[len - 1] = '\0';
	if (!plain_number(number, out))
		return false;
	*out = doc_percent(strtod(number, NULL) / 100);
	return true;
}

static struct doc_cell
cell_of(TALLOC_CTX *ctx, enum workbook_kind kind, const struct cell *cell)
{
	char *s = mem_strndup(ctx, cell->text, cell->len);
	struct doc_cell out;

	if (plain_number(s, &out) || (kind != WORKBOOK_CSV && spreadsheet_value(s, &out)))
		return out;
	return doc_text(s);
}

/* The width of the widest row, and the first row of all. */
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
	if (*width > TABLE_XLSX_COLUMNS_MAX - 1)
		*width = TABLE_XLSX_COLUMNS_MAX - 1;
	return e == OK ? sheet_rewind(sheet, err) : e;
}

/* The cells of @row that may go out, padded to @width, and the column of problems. */
static size_t
fill_cells(TALLOC_CTX *ctx, const struct problems_rules *rules, enum workbook_kind kind,
    const struct sheet_row *row, size_t width, struct doc_cell *cells)
{
	size_t i, n = rules->personal ? rules->nkept : width, at;

	for (i = 0; i < n; i++) {
		at = rules->personal ? (size_t)(rules->kept[i] - 1) : i;
		cells[i] = at < row->count ? cell_of(ctx, kind, &row->cells[at]) : doc_text(NULL);
	}
	return n;
}

static enum err
copy_rows(struct writing *w, const struct problems_rules *rules, enum workbook_kind kind,
    struct sheet *sheet, struct row_problems *list, size_t width, int64_t header, struct error *err)
{
	struct doc_cell *cells = mem_array(w->ctx, struct doc_cell, width + rules->nkept + 1);
	struct sheet_row row;
	bool more, marked, room = true;
	enum err e;

	while ((e = sheet_next(sheet, &row, &more, err)) == OK && more && room) {
		TALLOC_CTX *local = mem_check(talloc_new(NULL));
		size_t n = fill_cells(local, rules, kind, &row, width, cells);
		char *text = row_text(local, w->lang, list, row.number, &marked);

		if (row.number == header)
			text = mem_strdup(local, problems_sheet_title(w->lang));
		cells[n] = doc_text(text);
		table_xlsx_skip_to(w->x, row.number);
		if (!rules->personal || row.number >= header)
			room = table_xlsx_row(w->x, cells, n + (text != NULL), marked);
		talloc_free(local);
	}
	talloc_free(cells);
	return e;
}

static enum err
copy_sheet(struct writing *w, const struct problems_file *file, struct workbook *wb, size_t index,
    struct error *err)
{
	TALLOC_CTX *local = mem_check(talloc_new(w->ctx));
	const char *name = wb->sheets[index].name;
	struct row_problems list = problems_of(local, file->problems, name);
	struct corrections none = {0}, fixes = corrections_copy(
					   local, file->fixes == NULL ? &none : file->fixes);
	struct doc_sheet out = {.name = wb->kind == WORKBOOK_CSV ? file->name : name};
	struct sheet *sheet;
	size_t width;
	int64_t first;
	enum err e = OK;

	if (list.count > 0 || !file->rules.personal) {
		out.active = list.count > 0 && !w->active;
		w->active |= out.active;
		e = corrected_sheet_open(local, wb, index, &fixes, &sheet, err);
		if (e == OK)
			e = measure(sheet, &width, &first, err);
		if (e == OK) {
			table_xlsx_sheet(w->x, &out);
			if (file->rules.header_row > 0)
				first = file->rules.header_row;
			e = copy_rows(w, &file->rules, wb->kind, sheet, &list, width, first, err);
		}
	}
	talloc_free(local);
	return e;
}

/* What can't be read has been told already, in the list. */
static void
copy_file(struct writing *w, const struct problems_file *file)
{
	struct workbook *wb;
	size_t i;

	if (workbook_open(w->ctx, file->name, file->bytes, file->len, &wb, NULL) != OK)
		return;
	for (i = 0; i < wb->nsheets; i++)
		copy_sheet(w, file, wb, i, NULL);
}

static enum err
compose(struct writing *w, const char *tmp, int64_t now, const struct problems_file *files,
    size_t n, struct error *err)
{
	const struct problems **lists = mem_array(w->ctx, const struct problems *, n + 1);
	size_t i;
	enum err e = table_xlsx_new(w->ctx, tmp, now, &w->x, err);

	for (i = 0; i < n; i++)
		lists[i] = files[i].problems;
	if (e != OK)
		return e;
	problems_sheet_add(w->x, w->lang, lists, n);
	for (i = 0; i < n; i++)
		copy_file(w, &files[i]);
	return OK;
}

enum err
problems_table_write(TALLOC_CTX *ctx, enum lang lang, const char *tmp, int64_t now,
    const struct problems_file *files, size_t n, const char *path, struct error *err)
{
	struct writing w = {mem_check(talloc_new(ctx)), lang, NULL, false};
	enum err e = compose(&w, tmp, now, files, n, err);

	if (e == OK)
		e = table_xlsx_finish(w.x, path, err);
	talloc_free(w.ctx);
	return e;
}

enum err
problems_table_bytes(TALLOC_CTX *ctx, enum lang lang, const char *tmp, int64_t now,
    const struct problems_file *files, size_t n, char **bytes, size_t *len, struct error *err)
{
	struct writing w = {mem_check(talloc_new(ctx)), lang, NULL, false};
	enum err e = compose(&w, tmp, now, files, n, err);

	if (e == OK)
		e = table_xlsx_take(ctx, w.x, bytes, len, err);
	talloc_free(w.ctx);
	return e;
}
