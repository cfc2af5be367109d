#include "intake/corrected.h"

#include "base/mem.h"
#include "base/text.h"

#include <stdlib.h>
#include <string.h>

static int
by_place(const void *a, const void *b)
{
	const struct correction *x = a, *y = b;
	int order = strcmp(x->sheet, y->sheet);

	if (order != 0)
		return order;
	if (x->row != y->row)
		return x->row < y->row ? -1 : 1;
	return (x->column > y->column) - (x->column < y->column);
}

/* Cells of rows that are left out go: in order a row stands before its cells. */
static void
drop_left_out(struct corrections *list)
{
	const struct correction *row = NULL;
	size_t i, n = 0;

	for (i = 0; i < list->count; i++) {
		struct correction one = list->items[i];

		if (row != NULL && row->row == one.row && strcmp(row->sheet, one.sheet) == 0)
			continue;
		list->items[n] = one;
		row = one.column == 0 ? &list->items[n] : NULL;
		n++;
	}
	list->count = n;
}

void
corrections_sort(struct corrections *list)
{
	struct correction *items = list->items;
	size_t i, k, n = 0;

	/* stable, unlike qsort(): the last of a cell has to be known; a list is short */
	for (i = 0; i < list->count; i++) {
		struct correction one = items[i];

		for (k = n; k > 0 && by_place(&items[k - 1], &one) > 0; k--)
			;
		if (k > 0 && by_place(&items[k - 1], &one) == 0) {
			items[k - 1] = one;
			continue;
		}
		memmove(items + k + 1, items + k, (n - k) * sizeof *items);
		items[k] = one;
		n++;
	}
	list->count = n;
	drop_left_out(list);
}

struct corrections
corrections_copy(TALLOC_CTX *ctx, const struct corrections *list)
{
	struct corrections copy = {list->count, mem_array(ctx, struct correction, list->count + 1)};

	if (list->count > 0)
		memcpy(copy.items, list->items, list->count * sizeof *copy.items);
	return copy;
}

/* ---- the cursor ---- */

struct corrected {
	struct sheet *inner;
	struct correction *items; /* of this sheet */
	size_t count, at;         /* at: the first that is not behind */
	struct cell *cells;       /* of a row with corrections */
	size_t room;
};

/* The first letters of @text, which is clean. */
static const char *
shortened(TALLOC_CTX *ctx, char *text)
{
	size_t cut, n;

	if (text_length(text) <= CORRECTION_LETTERS)
		return text;
	for (cut = n = 0; n < CORRECTION_LETTERS; cut++)
		n += ((unsigned char)text[cut + 1] & 0xc0) != 0x80;
	return mem_printf(ctx, "%.*s…", (int)cut, text);
}

static char *
cell_said(TALLOC_CTX *ctx, const struct sheet_row *row, int32_t column)
{
	if ((size_t)column > row->count)
		return mem_strdup(ctx, "");
	return text_clean(ctx, row->cells[column - 1].text, row->cells[column - 1].len);
}

/* A row that is left out, as one reads it. */
static const char *
row_said(TALLOC_CTX *ctx, const struct sheet_row *row)
{
	char *all = mem_strdup(ctx, "");
	int32_t i;

	for (i = 1; (size_t)i <= row->count && text_length(all) <= CORRECTION_LETTERS; i++) {
		const char *one = cell_said(ctx, row, i);

		if (one[0] != '\0')
			all = mem_printf(ctx, "%s%s%s", all, all[0] == '\0' ? "" : "; ", one);
	}
	return shortened(ctx, all);
}

/* The cells of @row in room of our own, at least @width of them. */
static void
take_cells(struct corrected *c, struct sheet_row *row, size_t width)
{
	size_t count = row->count > width ? row->count : width;
	struct cell *cells = c->room < count ? mem_array(c, struct cell, count) : c->cells;

	if (row->count > 0)
		memmove(cells, row->cells, row->count * sizeof *cells);
	if (count > row->count)
		memset(cells + row->count, 0, (count - row->count) * sizeof *cells);
	if (cells != c->cells) {
		talloc_free(c->cells);
		c->cells = cells;
		c->room = count;
	}
	row->cells = cells;
	row->count = count;
}

/* Applies what there is for @row; true when it is left out. */
static bool
apply(struct corrected *c, struct sheet_row *row)
{
	struct sheet_row file = *row;

	while (c->at < c->count && c->items[c->at].row < row->number)
		c->at++;
	for (; c->at < c->count && c->items[c->at].row == row->number; c->at++) {
		struct correction *one = &c->items[c->at];

		if (one->was == NULL)
			one->was = one->column == 0
				       ? row_said(c, &file)
				       : shortened(c, cell_said(c, &file, one->column));
		if (one->column == 0)
			return true;
		if (row->cells != c->cells || row->count < (size_t)one->column)
			take_cells(c, row, (size_t)one->column);
		c->cells[one->column - 1] = (struct cell){one->text, strlen(one->text)};
	}
	return false;
}

static enum err
next(struct sheet *sheet, struct sheet_row *row, bool *more, struct error *err)
{
	struct corrected *c = sheet->data;
	enum err e;

	while ((e = sheet_next(c->inner, row, more, err)) == OK && *more) {
		if (!apply(c, row))
			break;
	}
	return e;
}

static enum err
rewind_(struct sheet *sheet, struct error *err)
{
	struct corrected *c = sheet->data;

	c->at = 0;
	return sheet_rewind(c->inner, err);
}

enum err
corrected_sheet_open(TALLOC_CTX *ctx, struct workbook *wb, size_t index, struct corrections *list,
    struct sheet **out, struct error *err)
{
	const char *name = wb->sheets[index].name;
	struct sheet *inner, *sheet;
	struct corrected *c;
	size_t i, n;
	enum err e = workbook_sheet_open(ctx, wb, index, &inner, err);

	if (e != OK)
		return e;
	for (i = 0; i < list->count && strcmp(list->items[i].sheet, name) < 0; i++)
		;
	for (n = 0; i + n < list->count && strcmp(list->items[i + n].sheet, name) == 0; n++)
		;
	if (n == 0) {
		*out = inner;
		return OK;
	}
	sheet = mem_new(ctx, struct sheet);
	c = mem_new(sheet, struct corrected);
	*c = (struct corrected){talloc_steal(c, inner), list->items + i, n, 0, NULL, 0};
	*sheet = (struct sheet){inner->file, inner->name, c, next, rewind_};
	*out = sheet;
	return OK;
}
