/* What the child of xls.h wrote, read with the same distrust as the file itself. */
#include "intake/biff.h"
#include "intake/xls.h"

#include "base/mem.h"
#include "base/text.h"

#include <string.h>

struct part {
	const char *rows; /* the sheet's records */
	size_t len;
	size_t nmerges;
};

struct stream {
	struct part *parts; /* of each sheet */
};

struct cursor {
	const struct part *part;
	size_t at;
	struct cell cells[SHEET_CELLS_MAX];
};

/* A record of the stream. */
struct message {
	char kind;
	const char *body;
	size_t len;
};

enum err
xls_damaged(struct error *err)
{
	return fail(err, ERR_INVALID,
	    MSG("the .xls file is damaged and could not be read to its end; open it in a "
		"spreadsheet program, save it as .xlsx and load that"));
}

static uint32_t
number(const char *p)
{
	uint32_t n;

	memcpy(&n, p, sizeof n);
	return n;
}

/* The next record at *@at; false if it is not all there. */
static bool
next_message(const char *bytes, size_t len, size_t *at, struct message *m)
{
	if (len - *at < 5)
		return false;
	*m = (struct message){bytes[*at], bytes + *at + 5, number(bytes + *at + 1)};
	if (len - *at - 5 < m->len)
		return false;
	*at += 5 + m->len;
	return true;
}

/* The cells of a row; false if lengths do not fit or a text is none. */
static bool
read_cells(const struct message *m, struct cell *cells, size_t *count)
{
	size_t n = number(m->body + 4), at = 8, i;

	for (i = 0; i < n; i++) {
		if (m->len - at < 4)
			return false;
		cells[i] = (struct cell){m->body + at + 4, number(m->body + at)};
		if (cells[i].len > SHEET_CELL_BYTES_MAX || m->len - at - 4 < cells[i].len)
			return false;
		at += 4 + cells[i].len;
	}
	*count = n;
	return at == m->len;
}

static bool
row_is_right(const struct message *m, int64_t after, struct cell *cells, int64_t *row)
{
	size_t n, i;

	if (m->len < 8 || m->len > SHEET_ROW_BYTES_MAX + 8 + 4 * SHEET_CELLS_MAX)
		return false;
	*row = number(m->body);
	n = number(m->body + 4);
	if (*row <= after || *row > SHEET_ROWS_MAX || n == 0 || n > SHEET_CELLS_MAX)
		return false;
	if (!read_cells(m, cells, &n) || cells[n - 1].len == 0)
		return false;
	for (i = 0; i < n; i++)
		if (!text_valid(cells[i].text, cells[i].len))
			return false;
	return true;
}

static bool
merge_is_right(const struct message *m)
{
	uint32_t row1, row2, column1, column2;

	if (m->len != 16)
		return false;
	row1 = number(m->body);
	row2 = number(m->body + 4);
	column1 = number(m->body + 8);
	column2 = number(m->body + 12);
	return row1 >= 1 && row1 <= row2 && row2 <= SHEET_ROWS_MAX && column1 >= 1 &&
	       column1 <= column2 && column2 <= SHEET_CELLS_MAX;
}

static enum err
failure(const struct message *m, struct error *err)
{
	switch (m->len == 1 ? m->body[0] : XLS_DAMAGED) {
	case XLS_PASSWORD:
		return fail(err, ERR_INVALID,
		    MSG("the file is protected by a password: save it without one and load it "
			"again"));
	case XLS_TOO_OLD:
		return fail(err, ERR_INVALID,
		    MSG("the file is of the first versions of Excel: open it in a spreadsheet "
			"program, save it as .xlsx and load that"));
	case XLS_NO_SHEET:
		return fail(err, ERR_INVALID, MSG("the file holds no sheet with cells"));
	case XLS_MANY_SHEETS:
		return fail(err, ERR_INVALID, MSG("the file holds more than {0} sheets"),
		    arg_int(WORKBOOK_SHEETS_MAX));
	case XLS_MANY_MERGES:
		return fail(err, ERR_INVALID,
		    MSG("a sheet of the .xls file holds more than {0} merged places"),
		    arg_int(WORKBOOK_MERGES_MAX));
	case XLS_LONG_ROW:
		return fail(err, ERR_INVALID, MSG("the texts of one row take more than {0} MiB"),
		    arg_int((int64_t)(SHEET_ROW_BYTES_MAX >> 20)));
	case XLS_MUCH_TEXT:
		return fail(err, ERR_INVALID,
		    MSG("the texts of the .xls file take more than {0} MiB; divide it into "
			"several"),
		    arg_int((int64_t)(XLS_STREAM_MAX >> 20)));
	default:
		return xls_damaged(err);
	}
}

/* ---- the workbook ---- */

static enum err
next(struct sheet *sheet, struct sheet_row *row, bool *more, struct error *err)
{
	struct cursor *c = sheet->data;
	struct message m;

	*more = false;
	while (!*more && next_message(c->part->rows, c->part->len, &c->at, &m)) {
		if (m.kind != 'R')
			continue;
		if (!read_cells(&m, c->cells, &row->count))
			return xls_damaged(err);
		row->number = number(m.body);
		row->cells = c->cells;
		*more = true;
	}
	return OK;
}

static enum err
rewind_sheet(struct sheet *sheet, struct error *err)
{
	struct cursor *c = sheet->data;

	c->at = 0;
	return OK;
}

static enum err
sheet_open(
    TALLOC_CTX *ctx, struct workbook *wb, size_t index, struct sheet **out, struct error *err)
{
	const struct stream *s = wb->data;
	struct sheet *sheet = mem_new(ctx, struct sheet);
	struct cursor *c = mem_new(sheet, struct cursor);

	c->part = &s->parts[index];
	*sheet = (struct sheet){wb->file, wb->sheets[index].name, c, next, rewind_sheet};
	*out = sheet;
	return OK;
}

static enum err
merges(TALLOC_CTX *ctx, struct workbook *wb, size_t index, struct cell_range **out, size_t *count,
    struct error *err)
{
	const struct part *p = &((const struct stream *)wb->data)->parts[index];
	struct message m;
	size_t at = 0;

	*out = mem_array(ctx, struct cell_range, p->nmerges + 1);
	*count = 0;
	while (*count < p->nmerges && next_message(p->rows, p->len, &at, &m))
		if (m.kind == 'M')
			(*out)[(*count)++] = (struct cell_range){number(m.body), number(m.body + 4),
			    (int32_t)number(m.body + 8), (int32_t)number(m.body + 12)};
	return OK;
}

static const struct workbook_reader reader = {sheet_open, merges};

/* ---- the whole stream, once ---- */

struct check {
	struct workbook *wb;
	struct stream *stream;
	struct cell *cells;
	int64_t last; /* row */
};

static bool
sheet_begins(struct check *c, const struct message *m, const char *rows)
{
	struct workbook *wb = c->wb;
	size_t n = wb->nsheets;

	if (n == WORKBOOK_SHEETS_MAX || m->len < 1 || m->len > SHEET_CELL_BYTES_MAX ||
	    !text_valid(m->body + 1, m->len - 1))
		return false;
	mem_push(wb, c->stream->parts, n) = (struct part){.rows = rows};
	mem_push(wb, wb->sheets, wb->nsheets) =
	    (struct workbook_sheet){mem_strndup(wb, m->body + 1, m->len - 1), m->body[0] != 0};
	c->last = 0;
	return true;
}

/* False: a message that none of ours is. */
static bool
check_message(struct check *c, const struct message *m)
{
	struct part *part;

	if (m->kind == 'S')
		return sheet_begins(c, m, m->body + m->len);
	if (c->wb->nsheets == 0)
		return false;
	part = &c->stream->parts[c->wb->nsheets - 1];
	if (m->kind == 'M' && (!merge_is_right(m) || part->nmerges++ == WORKBOOK_MERGES_MAX))
		return false;
	if (m->kind == 'R' && !row_is_right(m, c->last, c->cells, &c->last))
		return false;
	part->len = (size_t)(m->body + m->len - part->rows);
	return m->kind == 'M' || m->kind == 'R';
}

enum err
xls_stream_open(
    struct workbook *wb, const char *bytes, size_t len, bool *complete, struct error *err)
{
	struct check c = {.wb = wb, .stream = mem_new(wb, struct stream)};
	struct message m;
	size_t at = 0;
	bool ok;

	*complete = false;
	c.cells = mem_array(wb, struct cell, SHEET_CELLS_MAX);
	wb->data = c.stream;
	wb->reader = &reader;
	while ((ok = next_message(bytes, len, &at, &m)) && m.kind != 'F' && m.kind != 'E')
		if (!check_message(&c, &m))
			break;
	talloc_free(c.cells);
	*complete = ok && at == len && (m.kind == 'F' || m.kind == 'E');
	if (*complete && m.kind == 'F')
		return failure(&m, err);
	if (!*complete || m.len != 0 || wb->nsheets == 0)
		return xls_damaged(err);
	return OK;
}
