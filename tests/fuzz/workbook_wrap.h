/*
 * For the fuzz targets of workbooks: a zip of stored entries made quickly, and a pass over all
 * sheets that holds the promises of sheet.h against what comes out.
 */
#ifndef FUZZ_WORKBOOK_WRAP_H
#define FUZZ_WORKBOOK_WRAP_H

#include "base/buf.h"
#include "base/mem.h"
#include "base/text.h"
#include "base/tr.h"
#include "intake/workbook.h"

#include <stdlib.h>
#include <string.h>

struct part {
	const char *name;
	const char *bytes;
	size_t len;
};

#define PART(name, text)                                                                           \
	{                                                                                          \
		name, text, sizeof text - 1                                                        \
	}

static inline void
need(bool truth)
{
	if (!truth)
		abort();
}

static inline uint32_t
checksum(const char *s, size_t len)
{
	uint32_t crc = 0xffffffff;
	int bit;

	for (; len > 0; len--) {
		crc ^= (unsigned char)*s++;
		for (bit = 0; bit < 8; bit++)
			crc = crc >> 1 ^ (0xedb88320 & -(crc & 1));
	}
	return ~crc;
}

static inline void
put(struct buf *b, uint32_t n, int bytes)
{
	for (; bytes > 0; bytes--, n >>= 8)
		buf_char(b, (char)(n & 255));
}

/* What the local header and the directory say alike of @p. */
static inline void
put_entry(struct buf *b, const struct part *p)
{
	put(b, 20, 2); /* version */
	put(b, 0, 2);  /* flags */
	put(b, 0, 2);  /* stored */
	put(b, 0x21 << 16, 4);
	put(b, checksum(p->bytes, p->len), 4);
	put(b, (uint32_t)p->len, 4);
	put(b, (uint32_t)p->len, 4);
	put(b, (uint32_t)strlen(p->name), 2);
	put(b, 0, 2); /* extra */
}

static inline struct buf
wrap(TALLOC_CTX *ctx, const struct part *parts, size_t n)
{
	struct buf b = buf_new(ctx, BUF_MAX), directory = buf_new(ctx, BUF_MAX);
	size_t i, start;

	for (i = 0; i < n; i++) {
		start = b.len;
		buf_add(&b, "PK\3\4", 4);
		put_entry(&b, &parts[i]);
		buf_text(&b, parts[i].name);
		buf_add(&b, parts[i].bytes, parts[i].len);
		buf_add(&directory, "PK\1\2\24\0", 6);
		put_entry(&directory, &parts[i]);
		put(&directory, 0, 4); /* comment, disk */
		put(&directory, 0, 2);
		put(&directory, 0, 4);
		put(&directory, (uint32_t)start, 4);
		buf_text(&directory, parts[i].name);
	}
	start = b.len;
	buf_add(&b, directory.bytes, directory.len);
	buf_add(&b, "PK\5\6\0\0\0\0", 8);
	put(&b, (uint32_t)n, 2);
	put(&b, (uint32_t)n, 2);
	put(&b, (uint32_t)directory.len, 4);
	put(&b, (uint32_t)start, 4);
	put(&b, 0, 2);
	return b;
}

static inline void
need_said(enum err e, const struct error *err)
{
	TALLOC_CTX *ctx = talloc_new(NULL);

	need(e == ERR_INVALID && *tr_error(ctx, LANG_RU, err) != '\0');
	talloc_free(ctx);
}

/* Repeated rows are taken at most so often, or a few bytes would keep a run busy for seconds. */
#define ROWS_TAKEN 3000

/* A number that differs where the rows differ. */
static inline uint64_t
read_sheet(struct sheet *sheet)
{
	struct error err = {0};
	struct sheet_row row;
	int64_t last = 0, taken = 0;
	uint64_t sum = 0;
	bool more = true;
	size_t i;
	enum err e = OK;

	while (taken++ < ROWS_TAKEN && (e = sheet_next(sheet, &row, &more, &err)) == OK && more) {
		need(row.number > last && row.number <= SHEET_ROWS_MAX);
		need(row.count > 0 && row.count <= SHEET_CELLS_MAX);
		need(row.cells[row.count - 1].len > 0);
		last = row.number;
		for (i = 0; i < row.count; i++) {
			need(row.cells[i].len <= SHEET_CELL_BYTES_MAX);
			need(text_valid(row.cells[i].text, row.cells[i].len));
			sum = sum * 31 + row.cells[i].len;
		}
		sum = sum * 31 + (uint64_t)row.number;
	}
	if (e != OK)
		need_said(e, &err);
	if (e == OK && !more)
		need(sheet_next(sheet, &row, &more, NULL) == OK && !more);
	if (e != OK)
		need(sheet_next(sheet, &row, &more, NULL) == e);
	return sum * 2 + (e == OK);
}

static inline void
read_all(const char *bytes, size_t len)
{
	TALLOC_CTX *ctx = talloc_new(NULL);
	struct cell_range *merges;
	struct error err = {0};
	struct workbook *wb;
	struct sheet *sheet;
	uint64_t first;
	size_t i, count;
	enum err e = workbook_open(ctx, "f", bytes, len, &wb, &err);

	if (e != OK)
		need_said(e, &err);
	for (i = 0; e == OK && i < wb->nsheets && i < 4; i++) {
		need(text_valid(wb->sheets[i].name, strlen(wb->sheets[i].name)));
		if (wb->kind == WORKBOOK_CSV)
			break;
		if (workbook_sheet_open(ctx, wb, i, &sheet, &err) != OK)
			continue;
		first = read_sheet(sheet);
		if (sheet_rewind(sheet, &err) == OK)
			need(read_sheet(sheet) == first);
		if (workbook_sheet_merges(ctx, wb, i, &merges, &count, &err) == OK)
			need(count <= WORKBOOK_MERGES_MAX);
	}
	talloc_free(ctx);
}

#endif
