#include "store/postgres_copy.h"

#include <endian.h>
#include <string.h>

static void
put_16(struct buf *out, int n)
{
	uint16_t bits = htobe16((uint16_t)n);

	buf_add(out, &bits, sizeof bits);
}

static void
put_32(struct buf *out, int64_t n)
{
	uint32_t bits = htobe32((uint32_t)n);

	buf_add(out, &bits, sizeof bits);
}

uint64_t
copy_bits(const struct db_value *v)
{
	uint64_t bits = 0;

	if (v->type == DB_INT)
		bits = (uint64_t)v->integer;
	else if (v->type == DB_REAL)
		memcpy(&bits, &v->real, sizeof bits);
	return htobe64(bits);
}

void
copy_put_head(struct buf *out)
{
	static const char signature[11] = "PGCOPY\n\377\r\n";

	buf_add(out, signature, sizeof signature);
	put_32(out, 0); /* no flags */
	put_32(out, 0); /* no extension */
}

void
copy_put_row(struct buf *out, const struct db_value *values, int n)
{
	uint64_t bits;
	size_t len;
	int i;

	put_16(out, n);
	for (i = 0; i < n; i++) {
		const struct db_value *v = &values[i];

		if (v->type == DB_NULL) {
			put_32(out, -1);
		} else if (v->type == DB_TEXT) {
			len = strlen(v->text);
			put_32(out, (int64_t)len);
			buf_add(out, v->text, len);
		} else {
			bits = copy_bits(v);
			put_32(out, sizeof bits);
			buf_add(out, &bits, sizeof bits);
		}
	}
}

void
copy_put_end(struct buf *out)
{
	put_16(out, -1);
}
