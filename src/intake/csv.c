/*
 * CSV bytes as a sheet.
 *
 * Nothing is copied: a cell points into the input, unless it holds doubled quotes or Windows-1251
 * letters; such cells of a row are rewritten together into one buffer that serves all rows. Lines
 * are not counted while reading: an error counts them, once.
 */
#include "intake/sheet.h"

#include "base/mem.h"
#include "base/text.h"
#include "intake/csv_form.h"

#include <string.h>

struct csv {
	struct csv_form form;
	const char *begin; /* of the file, for counting lines */
	const char *at;    /* where the next row begins */
	int64_t row;       /* number of the last row read */
	/* The row being read. */
	struct cell *cells;
	bool *doubled; /* beside cells: the cell holds doubled quotes */
	size_t count, room;
	bool rewrite; /* some cell of the row is doubled */
	char *scratch;
	size_t scratch_room;
	/* UTF-8 of Windows-1251's upper half. */
	struct {
		char bytes[3];
		uint8_t len;
	} high[128];
};

/* --- scanning --- */

#define ONES 0x0101010101010101u
#define TOPS 0x8080808080808080u

/*
 * The first byte in @p..@end that is a control character (< 0x20) or @mark, or @end. Eight bytes
 * at once: each test sets the top bit of a byte that meets it; a borrow can only spoil bytes
 * above a true one, and the lowest is taken.
 */
static const char *
find_special(const char *p, const char *end, char mark)
{
	const uint64_t marks = ONES * (unsigned char)mark;
	uint64_t w, x, hit;

	while (end - p >= 8) {
		memcpy(&w, p, 8);
#if __BYTE_ORDER__ == __ORDER_BIG_ENDIAN__
		w = __builtin_bswap64(w);
#endif
		x = w ^ marks;
		hit = (((w - ONES * 0x20) & ~w) | ((x - ONES) & ~x)) & TOPS;
		if (hit != 0)
			return p + (__builtin_ctzll(hit) >> 3);
		p += 8;
	}
	while (p < end && (unsigned char)*p >= 0x20 && *p != mark)
		p++;
	return p;
}

/* Control characters that texts hold: tab, vertical tab, form feed, and 0x1E, 0x1F, which Word
 * uses for its hyphens. Cleaning removes them. */
static bool
is_text_control(char c)
{
	return c == '\t' || c == '\v' || c == '\f' || c == 0x1E || c == 0x1F;
}

/* --- errors --- */

static int64_t
line_of(const struct csv *c, const char *where)
{
	const char *p;
	int64_t line = 1;

	for (p = c->begin; p < where; p++) {
		if (*p == '\n' || (*p == '\r' && (p + 1 == c->form.end || p[1] != '\n')))
			line++;
	}
	return line;
}

/* An error of the row being read; @what is a message id without arguments. */
static enum err
fail_at(const struct csv *c, const char *where, const char *what, struct error *err)
{
	int64_t row = c->row + 1, line = line_of(c, where);

	if (line == row)
		return fail(err, ERR_INVALID, MSG("Row {0}, column {1}: {2}"), arg_year(row),
		    arg_int((int64_t)c->count + 1), arg_msg(what));
	return fail(err, ERR_INVALID, MSG("Row {0} (line {1} of the file), column {2}: {3}"),
	    arg_year(row), arg_year(line), arg_int((int64_t)c->count + 1), arg_msg(what));
}

/* A few characters from @p on, for a message. */
static char *
excerpt(TALLOC_CTX *ctx, const struct csv *c, const char *p)
{
	const char *end = find_special(p, c->form.end, c->form.separator);
	size_t n = (size_t)(end - p);
	char *text;

	if (n > 40) {
		n = 40;
		while (!c->form.cp1251 && n > 0 && ((unsigned char)p[n] & 0xC0) == 0x80)
			n--;
	}
	if (!c->form.cp1251)
		return text_clean(ctx, p, n);
	text = text_from_cp1251(ctx, p, n, &n);
	return text_clean(ctx, text, n);
}

static enum err
fail_after_quote(const struct csv *c, const char *where, struct error *err)
{
	int64_t row = c->row + 1, line = line_of(c, where);
	TALLOC_CTX *local = mem_check(talloc_new(NULL));
	char *found = excerpt(local, c, where);
	enum err e;

	if (line == row)
		e = fail(err, ERR_INVALID,
		    MSG("Row {0}, column {1}: the cell begins with a quote mark, and after the "
			"closing one stands \"{2}\". A quote mark inside such a cell must be "
			"doubled (\"\")."),
		    arg_year(row), arg_int((int64_t)c->count + 1), arg_text(found));
	else
		e = fail(err, ERR_INVALID,
		    MSG("Row {0} (line {1} of the file), column {2}: the cell begins with a "
			"quote mark, and after the closing one stands \"{3}\". A quote mark "
			"inside such a cell must be doubled (\"\")."),
		    arg_year(row), arg_year(line), arg_int((int64_t)c->count + 1), arg_text(found));
	talloc_free(local);
	return e;
}

static enum err
fail_binary(const struct csv *c, const char *where, struct error *err)
{
	return fail_at(c, where,
	    MSG("there is a byte here that no text holds. The file is damaged or is not CSV: "
		"save it again with the type \"CSV UTF-8\"."),
	    err);
}

static enum err
fail_long_cell(const struct csv *c, const char *where, struct error *err)
{
	return fail_at(c, where,
	    MSG("the cell is longer than one megabyte. Check whether a closing quote mark is "
		"missing."),
	    err);
}

/* --- one row --- */

static void
more_room(struct csv *c)
{
	size_t room = c->room == 0 ? 32 : c->room * 2;

	c->cells = mem_check(talloc_realloc(c, c->cells, struct cell, room));
	c->doubled = mem_check(talloc_realloc(c, c->doubled, bool, room));
	c->room = room;
}

/* Reads the cell at *@at, which begins with a quote; moves *@at to what follows it. */
static enum err
read_quoted(struct csv *c, const char **at, struct cell *cell, bool *doubled, struct error *err)
{
	const char *open = *at, *end = c->form.end, *p = open + 1;

	for (;;) {
		p = find_special(p, end, '"');
		if (p == end)
			return fail_at(c, open,
			    MSG("a quote mark is opened here and never closed. Add the closing "
				"quote mark, or double the ones inside the text (\"\")."),
			    err);
		if (*p != '"') {
			if (*p != '\n' && *p != '\r' && !is_text_control(*p))
				return fail_binary(c, p, err);
			p++;
			continue;
		}
		if (p + 1 == end || p[1] != '"')
			break;
		*doubled = true;
		p += 2;
	}
	*cell = (struct cell){open + 1, (size_t)(p - open - 1)};
	p++;
	while (p < end && *p == ' ')
		p++;
	if (p < end && *p != c->form.separator && *p != '\n' && *p != '\r')
		return fail_after_quote(c, p, err);
	*at = p;
	return OK;
}

static enum err
read_plain(struct csv *c, const char **at, struct cell *cell, struct error *err)
{
	const char *start = *at, *end = c->form.end, *p = start;

	for (;;) {
		p = find_special(p, end, c->form.separator);
		if (p == end || *p == c->form.separator || *p == '\n' || *p == '\r')
			break;
		if (!is_text_control(*p))
			return fail_binary(c, p, err);
		p++;
	}
	*cell = (struct cell){start, (size_t)(p - start)};
	*at = p;
	return OK;
}

/* Reads the cells of the row at c->at; *@after is where the next row begins. */
static enum err
read_row(struct csv *c, const char **after, struct error *err)
{
	const char *p = c->at, *end = c->form.end, *from;
	enum err e;

	c->count = 0;
	c->rewrite = c->form.cp1251;
	for (;;) {
		if (c->count == c->room)
			more_room(c);
		if (c->count == SHEET_CELLS_MAX)
			return fail(err, ERR_INVALID, MSG("Row {0} has more than {1} cells."),
			    arg_year(c->row + 1), arg_int(SHEET_CELLS_MAX));
		from = p;
		c->doubled[c->count] = false;
		if (p < end && *p == '"')
			e = read_quoted(c, &p, &c->cells[c->count], &c->doubled[c->count], err);
		else
			e = read_plain(c, &p, &c->cells[c->count], err);
		if (e != OK)
			return e;
		if (c->cells[c->count].len > SHEET_CELL_BYTES_MAX)
			return fail_long_cell(c, from, err);
		c->rewrite |= c->doubled[c->count++];
		if (p == end || *p != c->form.separator)
			break;
		p++;
	}
	if (p < end)
		p += *p == '\r' && p + 1 < end && p[1] == '\n' ? 2 : 1;
	*after = p;
	return OK;
}

/* Copies @cell to @to as UTF-8 with single quotes; the new end. */
static char *
rewrite_cell(const struct csv *c, const struct cell *cell, bool doubled, char *to)
{
	const char *p = cell->text, *end = p + cell->len;
	unsigned char b;

	for (; p < end; p++) {
		b = (unsigned char)*p;
		if (b >= 0x80 && c->form.cp1251) {
			memcpy(to, c->high[b - 0x80].bytes, 3);
			to += c->high[b - 0x80].len;
			continue;
		}
		*to++ = *p;
		if (b == '"' && doubled)
			p++; /* the second of the pair */
	}
	return to;
}

static bool
has_high(const struct cell *cell)
{
	size_t i;

	for (i = 0; i < cell->len; i++) {
		if ((unsigned char)cell->text[i] >= 0x80)
			return true;
	}
	return false;
}

/* Rewrites the cells that can't be shown as they stand in the file. @bytes: length of the row. */
static enum err
rewrite_row(struct csv *c, size_t bytes, struct error *err)
{
	size_t need = bytes * (c->form.cp1251 ? 3 : 1) + 3, i;
	struct cell *cell;
	char *to, *start;

	if (c->scratch_room < need) {
		talloc_free(c->scratch);
		c->scratch_room = need * 2;
		c->scratch = mem_check(talloc_size(c, c->scratch_room));
	}
	to = c->scratch;
	for (i = 0; i < c->count; i++) {
		cell = &c->cells[i];
		if (!c->doubled[i] && (!c->form.cp1251 || !has_high(cell)))
			continue;
		start = to;
		to = rewrite_cell(c, cell, c->doubled[i], to);
		if ((size_t)(to - start) > SHEET_CELL_BYTES_MAX) {
			c->count = i;
			return fail_long_cell(c, c->at, err);
		}
		*cell = (struct cell){start, (size_t)(to - start)};
	}
	return OK;
}

static enum err
check_row(const struct csv *c, const char *after, struct error *err)
{
	if (c->form.broken != NULL && c->form.broken < after) {
		int64_t row = c->row + 1, line = line_of(c, c->form.broken);

		return fail(err, ERR_INVALID,
		    MSG("Row {0} (line {1} of the file): the letters are neither in UTF-8 nor "
			"in Windows-1251. Open the file in Excel and save it with the type "
			"\"CSV UTF-8\"."),
		    arg_year(row), arg_year(line));
	}
	if (c->row >= SHEET_ROWS_MAX)
		return fail(err, ERR_INVALID,
		    MSG("The file has more than {0} rows. Load it in parts."),
		    arg_int(SHEET_ROWS_MAX));
	if ((size_t)(after - c->at) > SHEET_ROW_BYTES_MAX)
		return fail(err, ERR_INVALID,
		    MSG("Row {0} is longer than {1} bytes. Check whether a closing quote mark "
			"is missing."),
		    arg_year(c->row + 1), arg_int((int64_t)SHEET_ROW_BYTES_MAX));
	return OK;
}

/* --- the sheet --- */

static enum err
csv_next(struct sheet *sheet, struct sheet_row *row, bool *more, struct error *err)
{
	struct csv *c = sheet->data;
	const char *after = c->at;
	bool blank;
	enum err e;

	if (c->at == c->form.end) {
		*more = false;
		return OK;
	}
	e = read_row(c, &after, err);
	if (e == OK)
		e = check_row(c, after, err);
	if (e == OK && c->rewrite)
		e = rewrite_row(c, (size_t)(after - c->at), err);
	if (e != OK)
		return e;
	blank = c->count == 1 && c->cells[0].len == 0 && *c->at != '"';
	c->at = after;
	*row = (struct sheet_row){++c->row, blank ? 0 : c->count, c->cells};
	*more = true;
	return OK;
}

static enum err
csv_rewind(struct sheet *sheet, struct error *err)
{
	struct csv *c = sheet->data;

	(void)err;
	c->at = c->form.start;
	c->row = c->form.marked ? 1 : 0;
	return OK;
}

static void
fill_high(struct csv *c)
{
	size_t i, n;
	char byte, *text;

	for (i = 0; i < 128; i++) {
		byte = (char)(0x80 + i);
		text = text_from_cp1251(c, &byte, 1, &n);
		memcpy(c->high[i].bytes, text, n);
		c->high[i].len = (uint8_t)n;
		talloc_free(text);
	}
}

enum err
sheet_open_csv(TALLOC_CTX *ctx, const char *file, const char *bytes, size_t len, struct sheet **out,
    struct error *err)
{
	struct csv_form form;
	struct sheet *sheet;
	struct csv *c;
	enum err e;

	if (len == 0)
		bytes = ""; /* may have been NULL */
	e = csv_form_find(bytes, len, &form, err);
	if (e != OK)
		return e;
	sheet = mem_new(ctx, struct sheet);
	c = mem_new(sheet, struct csv);
	c->form = form;
	c->begin = bytes;
	if (form.cp1251)
		fill_high(c);
	*sheet = (struct sheet){file, "", c, csv_next, csv_rewind};
	*out = sheet;
	return sheet_rewind(sheet, err);
}
