/*
 * The cells of one sheet. Excel writes rows in their order, other programs do not always: a first
 * pass notes where the cells of which row stand, the second tells rows in order.
 */
#include "intake/biff.h"
#include "intake/cfb.h"
#include "intake/number.h"

#include "base/mem.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

enum { FORMULA_TEXT, FORMULA_BOOL, FORMULA_ERROR, FORMULA_EMPTY };

/* A record of cells: its row and where it stands. */
struct spot {
	uint32_t row, at;
};

struct reader {
	const struct biff *b;
	const struct biff_output *out;
	TALLOC_CTX *ctx;
	struct spot *spots;
	size_t nspots, nmerges;
	/* The row being built: texts one after another, cell i at starts[i]. */
	struct buf text;
	struct cell cells[SHEET_CELLS_MAX];
	size_t starts[SHEET_CELLS_MAX];
	size_t count;
	enum xls_failure failed;
};

static bool
holds_cells(unsigned type)
{
	switch (type) {
	case REC_FORMULA:
	case REC_FORMULA3:
	case REC_FORMULA4:
	case REC_NUMBER:
	case REC_LABEL:
	case REC_BOOLERR:
	case REC_RK:
	case REC_MULRK:
	case REC_LABELSST:
	case REC_RSTRING:
		return true;
	default:
		return false;
	}
}

static void
read_merges(struct reader *r, const struct record_at *rec)
{
	size_t n = rec->left >= 2 ? get16(rec->data) : 0, i;
	const unsigned char *p = rec->data + 2;

	for (i = 0; i < n && (i + 1) * 8 + 2 <= rec->left; i++, p += 8) {
		struct cell_range m = {
		    get16(p) + 1, get16(p + 2) + 1, get16(p + 4) + 1, get16(p + 6) + 1};

		if (m.row1 > m.row2 || m.column1 > m.column2 || m.column2 > SHEET_CELLS_MAX)
			continue;
		if (r->nmerges++ == WORKBOOK_MERGES_MAX) {
			r->failed = XLS_MANY_MERGES;
			return;
		}
		r->out->merge(r->out->data, &m);
	}
}

/* Charts stand inside a sheet, from their own "beginning" to their own "end". */
static void
find_cells(struct reader *r, size_t at)
{
	struct record_at rec;
	int depth = 0;

	for (;; at = rec.next) {
		if (!record_read(&rec, r->b->bytes, r->b->len, at)) {
			r->failed = XLS_DAMAGED;
			return;
		}
		if (rec.type == REC_BOF || rec.type == REC_BOF3 || rec.type == REC_BOF4)
			depth++;
		else if (depth == 0)
			break;
		else if (rec.type == REC_EOF && --depth == 0)
			return;
		else if (depth > 1)
			continue;
		else if (rec.type == REC_MERGEDCELLS)
			read_merges(r, &rec);
		else if (holds_cells(rec.type) && rec.left >= 6)
			mem_push(r->ctx, r->spots, r->nspots) =
			    (struct spot){get16(rec.data), (uint32_t)at};
		if (r->failed != XLS_OK)
			return;
	}
	r->failed = XLS_DAMAGED; /* no sheet begins where the workbook says so */
}

static int
by_row(const void *a, const void *b)
{
	const struct spot *x = a, *y = b;

	if (x->row != y->row)
		return x->row < y->row ? -1 : 1;
	return (x->at > y->at) - (x->at < y->at);
}

static void
sort(struct reader *r)
{
	size_t i;

	for (i = 1; i < r->nspots; i++)
		if (r->spots[i - 1].row > r->spots[i].row) {
			qsort(r->spots, r->nspots, sizeof *r->spots, by_row);
			return;
		}
}

/* ---- one cell ---- */

/* The text of cell @column is what is added to r->text until the next call. */
static bool
begin(struct reader *r, size_t column)
{
	if (column >= SHEET_CELLS_MAX) {
		r->failed = XLS_DAMAGED;
		return false;
	}
	while (r->count <= column) {
		r->cells[r->count] = (struct cell){"", 0};
		r->starts[r->count++] = 0;
	}
	r->starts[column] = r->text.len;
	return true;
}

static void
end(struct reader *r, size_t column)
{
	r->cells[column].len = r->text.len - r->starts[column];
	if (r->text.full)
		r->failed = XLS_LONG_ROW;
}

static void
add_number(struct reader *r, double x, unsigned format)
{
	enum number_kind kind =
	    format < r->b->nkinds ? (enum number_kind)r->b->kinds[format] : NUMBER_PLAIN;
	char text[40], out[NUMBER_TEXT_SIZE];
	size_t len, n;

	if (!isfinite(x)) {
		buf_text(&r->text, "#NUM!");
		return;
	}
	if (fabs(x) < 1e9 && x == (int)x)
		len = (size_t)snprintf(text, sizeof text, "%d", (int)x);
	else
		len = (size_t)snprintf(text, sizeof text, "%.17g", x);
	if (number_cell_text(text, len, kind, r->b->epoch1904, out, &n))
		buf_add(&r->text, out, n);
	else
		buf_add(&r->text, text, len);
}

static void
add_bool_or_error(struct reader *r, unsigned value, bool is_error)
{
	if (!is_error)
		buf_text(&r->text, value != 0 ? "TRUE" : "FALSE");
	else if (value == 0x00)
		buf_text(&r->text, "#NULL!");
	else if (value == 0x07)
		buf_text(&r->text, "#DIV/0!");
	else if (value == 0x17)
		buf_text(&r->text, "#REF!");
	else if (value == 0x1d)
		buf_text(&r->text, "#NAME?");
	else if (value == 0x24)
		buf_text(&r->text, "#NUM!");
	else if (value == 0x2a)
		buf_text(&r->text, "#N/A");
	else
		buf_text(&r->text, "#VALUE!");
}

static double
get_double(const unsigned char *p)
{
	uint64_t bits = (uint64_t)get32(p) | (uint64_t)get32(p + 4) << 32;
	double x;

	memcpy(&x, &bits, sizeof x);
	return x;
}

/* A number in 30 bits, whole or the upper part of a double, perhaps a hundredth. */
static double
get_rk(const unsigned char *p)
{
	uint32_t rk = get32(p);
	uint64_t bits = (uint64_t)(rk & ~3u) << 32;
	double x;

	if (rk & 2)
		x = (int32_t)rk >> 2;
	else
		memcpy(&x, &bits, sizeof x);
	return rk & 1 ? x / 100 : x;
}

/* The text of a formula stands in a record of its own, after those that say how it is shared. */
static bool
add_formula_text(struct reader *r, const struct record_at *formula)
{
	struct record_at rec;
	size_t at = formula->next, i;

	for (i = 0; i < 64; i++, at = rec.next) {
		if (!record_read(&rec, r->b->bytes, r->b->len, at) || rec.type == REC_EOF)
			return false;
		if (rec.type == REC_STRING)
			return record_text(r->b, &rec, 2, &r->text);
		if (holds_cells(rec.type))
			return true; /* none is kept: as if empty */
	}
	return false;
}

/* False: the value is not there. */
static bool
add_formula(struct reader *r, const struct record_at *rec, unsigned format)
{
	const unsigned char *p = rec->data + 6;

	if (rec->left < 14)
		return false;
	if (get16(p + 6) != 0xffff) {
		add_number(r, get_double(p), format);
		return true;
	}
	if (p[0] == FORMULA_TEXT)
		return add_formula_text(r, rec);
	if (p[0] == FORMULA_BOOL || p[0] == FORMULA_ERROR)
		add_bool_or_error(r, p[2], p[0] == FORMULA_ERROR);
	return p[0] <= FORMULA_EMPTY;
}

static bool
add_shared(struct reader *r, uint32_t i)
{
	const struct biff *b = r->b;
	size_t from;

	if (i >= b->nstrings)
		return false;
	from = i == 0 ? 0 : b->ends[i - 1];
	buf_add(&r->text, b->strings.bytes + from, b->ends[i] - from);
	return true;
}

static bool
add_cell(struct reader *r, struct record_at *rec)
{
	const unsigned char *p = rec->data + 6;
	unsigned format = get16(rec->data + 4);
	size_t left = rec->left - 6;

	switch (rec->type) {
	case REC_NUMBER:
		if (left >= 8)
			add_number(r, get_double(p), format);
		return left >= 8;
	case REC_RK:
		if (left >= 4)
			add_number(r, get_rk(p), format);
		return left >= 4;
	case REC_BOOLERR:
		if (left >= 2)
			add_bool_or_error(r, p[0], p[1] != 0);
		return left >= 2;
	case REC_LABELSST:
		return left >= 4 && add_shared(r, get32(p));
	case REC_LABEL:
	case REC_RSTRING:
		rec->data = p;
		rec->left = left;
		return record_text(r->b, rec, 2, &r->text);
	default:
		return add_formula(r, rec, format);
	}
}

/* Several numbers side by side, 6 bytes each, then the last column. */
static bool
add_numbers(struct reader *r, const struct record_at *rec)
{
	size_t column = get16(rec->data + 2), i;

	for (i = 4; i + 6 <= rec->left - 2; i += 6, column++) {
		if (!begin(r, column))
			return false;
		add_number(r, get_rk(rec->data + i + 2), get16(rec->data + i));
		end(r, column);
	}
	return true;
}

/* ---- rows ---- */

static void
tell_row(struct reader *r, uint32_t number)
{
	struct sheet_row row = {(int64_t)number + 1, r->count, r->cells};
	size_t i;

	while (row.count > 0 && r->cells[row.count - 1].len == 0)
		row.count--;
	for (i = 0; i < row.count; i++)
		r->cells[i].text = r->text.bytes + r->starts[i];
	if (row.count > 0 && !r->out->row(r->out->data, &row))
		r->failed = XLS_MUCH_TEXT;
	r->count = 0;
	buf_clear(&r->text);
}

static void
read_spot(struct reader *r, const struct spot *spot)
{
	struct record_at rec;
	size_t column;
	bool ok;

	record_read(&rec, r->b->bytes, r->b->len, spot->at);
	if (rec.type == REC_MULRK) {
		ok = add_numbers(r, &rec);
	} else {
		column = get16(rec.data + 2);
		ok = begin(r, column) && add_cell(r, &rec);
		if (ok)
			end(r, column);
	}
	if (!ok && r->failed == XLS_OK)
		r->failed = XLS_DAMAGED;
}

enum xls_failure
biff_cells(TALLOC_CTX *ctx, const struct biff *b, uint32_t offset, const struct biff_output *out)
{
	struct reader *r = mem_new(ctx, struct reader);
	enum xls_failure f;
	size_t i;

	r->b = b;
	r->out = out;
	r->ctx = r;
	r->text = buf_new(r, SHEET_ROW_BYTES_MAX);
	find_cells(r, offset);
	if (r->failed == XLS_OK)
		sort(r);
	for (i = 0; i < r->nspots && r->failed == XLS_OK; i++) {
		if (i > 0 && r->spots[i].row != r->spots[i - 1].row)
			tell_row(r, r->spots[i - 1].row);
		if (r->failed == XLS_OK)
			read_spot(r, &r->spots[i]);
	}
	if (r->failed == XLS_OK && r->nspots > 0)
		tell_row(r, r->spots[r->nspots - 1].row);
	f = r->failed;
	talloc_free(r);
	return f;
}
