/* Making small old Excel files in tests: records, texts, the container around them. */
#ifndef TESTS_BIFF_H
#define TESTS_BIFF_H

#include "base/buf.h"
#include "base/mem.h"

#include <stdint.h>
#include <string.h>

/* A record of @type: the bytes @...; each argument is one byte, lists end with -1. */
static inline void
biff_bytes(struct buf *b, unsigned type, const void *bytes, size_t len)
{
	const char head[4] = {(char)type, (char)(type >> 8), (char)len, (char)(len >> 8)};

	buf_add(b, head, 4);
	buf_add(b, bytes, len);
}

static inline void
put16(struct buf *b, unsigned n)
{
	buf_char(b, (char)n);
	buf_char(b, (char)(n >> 8));
}

static inline void
put32(struct buf *b, uint32_t n)
{
	put16(b, n & 0xffff);
	put16(b, n >> 16);
}

static inline void
put_double(struct buf *b, double x)
{
	buf_add(b, &x, sizeof x);
}

/* A record whose body is built in @body, which is emptied. */
static inline void
biff_record(struct buf *b, unsigned type, struct buf *body)
{
	biff_bytes(b, type, body->bytes, body->len);
	buf_clear(body);
}

/* The head of every cell: row and column from 0, cell format. */
static inline void
put_cell(struct buf *body, unsigned row, unsigned column, unsigned format)
{
	put16(body, row);
	put16(body, column);
	put16(body, format);
}

/* BOF of BIFF8 (0x600) or BIFF5 (0x500): 5 = workbook, 0x10 = sheet, 0x20 = chart. */
static inline void
biff_bof(struct buf *b, unsigned version, unsigned kind)
{
	const char body[16] = {
	    0, (char)(version >> 8), (char)kind, (char)(kind >> 8), 1, 2, 3, 4, 5};

	biff_bytes(b, 0x809, body, version == 0x600 ? 16 : 8);
}

static inline void
biff_eof(struct buf *b)
{
	biff_bytes(b, 0x0a, "", 0);
}

/*
 * The compound file around @stream: header, one sector of the table, one of the folder, the
 * stream in 512-byte sectors. Streams up to 60 KiB.
 */
static inline char *
cfb_of(TALLOC_CTX *ctx, const char *stream, size_t len, size_t *out_len)
{
	size_t size = len < 4096 ? 4096 : len, n = (size + 511) / 512, i;
	unsigned char *f = (unsigned char *)mem_array(ctx, char, 512 * (3 + n));
	unsigned char *fat = f + 512, *folder = f + 1024;
	static const unsigned char head[] = {0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1};
	const char *names[] = {"Root Entry", "Workbook"};
	uint32_t x;

#define AT32(p, v) (x = (uint32_t)(v), memcpy(p, &x, 4))
	memcpy(f, head, sizeof head);
	f[24] = 0x3e;
	f[26] = 3;
	f[28] = 0xfe;
	f[29] = 0xff;
	f[30] = 9;
	f[32] = 6;
	AT32(f + 44, 1);
	AT32(f + 48, 1); /* the folder's sector */
	AT32(f + 56, 4096);
	AT32(f + 60, 0xfffffffe);
	AT32(f + 68, 0xfffffffe);
	memset(f + 76, 0xff, 436);
	AT32(f + 76, 0); /* the table's sector */
	memset(fat, 0xff, 512);
	AT32(fat, 0xfffffffd);
	AT32(fat + 4, 0xfffffffe);
	for (i = 0; i < n; i++)
		AT32(fat + 8 + i * 4, i + 1 == n ? 0xfffffffe : i + 3);
	for (i = 0; i < 2; i++) {
		unsigned char *e = folder + i * 128;
		size_t k;

		for (k = 0; names[i][k] != '\0'; k++)
			e[k * 2] = (unsigned char)names[i][k];
		e[64] = (unsigned char)((k + 1) * 2);
		e[66] = i == 0 ? 5 : 2;
		AT32(e + 116, i == 0 ? 0xfffffffe : 2);
		AT32(e + 120, i == 0 ? 0 : size);
	}
	memcpy(f + 1536, stream, len);
#undef AT32
	*out_len = 512 * (3 + n);
	return (char *)f;
}

#endif
