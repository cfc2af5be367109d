/* What is said of the workbook as a whole: sheets, number formats, shared strings. */
#include "intake/biff.h"
#include "intake/cfb.h"
#include "intake/number.h"

#include "base/mem.h"

#include <string.h>

enum { BOF_GLOBALS = 5, BOF_SHEET = 0x10, SHEET_CELLS = 0 };

struct format {
	unsigned id;
	enum number_kind kind;
};

struct reader {
	struct biff *b;
	struct format *formats; /* of the file's own */
	size_t nformats;
	uint16_t *ids; /* the format of each cell format */
	size_t nids;
	struct buf text;
	enum xls_failure failed;
};

static void
read_format(struct reader *r, struct record_at *rec)
{
	struct biff *b = r->b;
	struct format f = {.id = (unsigned)r->nformats};

	if (b->version >= 4) {
		if (rec->left < 2)
			return;
		if (b->version >= 5)
			f.id = get16(rec->data);
		rec->data += 2;
		rec->left -= 2;
	}
	buf_clear(&r->text);
	if (!record_text(b, rec, b->version == 8 ? 2 : 1, &r->text))
		return; /* the number is shown plain: no reason to refuse the file */
	f.kind = number_kind_code(r->text.bytes);
	mem_push(b, r->formats, r->nformats) = f;
}

static void
read_xf(struct reader *r, const struct record_at *rec)
{
	uint16_t id = 0;

	if (r->b->version >= 5 && rec->left >= 4)
		id = get16(rec->data + 2);
	else if (r->b->version < 5 && rec->left >= 2)
		id = rec->data[1];
	mem_push(r->b, r->ids, r->nids) = id;
}

static void
read_bound(struct reader *r, struct record_at *rec)
{
	struct biff *b = r->b;
	unsigned hidden;
	uint32_t offset;
	size_t n = b->nsheets;

	if (rec->left < 7) {
		r->failed = XLS_DAMAGED;
		return;
	}
	offset = get32(rec->data);
	hidden = rec->data[4] & 3;
	if (rec->data[5] != SHEET_CELLS)
		return; /* a chart or macros */
	if (n == WORKBOOK_SHEETS_MAX) {
		r->failed = XLS_MANY_SHEETS;
		return;
	}
	rec->data += 6;
	rec->left -= 6;
	buf_clear(&r->text);
	if (!record_text(b, rec, 1, &r->text)) {
		r->failed = XLS_DAMAGED;
		return;
	}
	mem_push(b, b->names, n) = mem_strndup(b, r->text.bytes, r->text.len);
	n = b->nsheets;
	mem_push(b, b->hidden, n) = hidden != 0;
	mem_push(b, b->sheets, b->nsheets) = (struct biff_sheet){offset};
}

/* Strings that the table announces and does not hold are missed only where a cell wants them. */
static void
read_strings(struct reader *r, struct record_at *rec)
{
	struct biff *b = r->b;
	uint32_t count;

	if (rec->left < 8) {
		r->failed = XLS_DAMAGED;
		return;
	}
	count = get32(rec->data + 4);
	rec->data += 8;
	rec->left -= 8;
	while (b->nstrings < count && record_text(b, rec, 2, &b->strings)) {
		if (b->strings.full || b->nstrings == WORKBOOK_STRINGS_MAX) {
			r->failed = XLS_MUCH_TEXT;
			return;
		}
		mem_push(b, b->ends, b->nstrings) = (uint32_t)b->strings.len;
	}
}

static void
read_record(struct reader *r, struct record_at *rec)
{
	switch (rec->type) {
	case REC_FILEPASS:
		r->failed = XLS_PASSWORD;
		break;
	case REC_DATEMODE:
		r->b->epoch1904 = rec->left >= 2 && get16(rec->data) == 1;
		break;
	case REC_CODEPAGE:
		if (rec->left >= 2)
			r->b->codepage = get16(rec->data);
		break;
	case REC_FORMAT:
	case REC_FORMAT3:
		read_format(r, rec);
		break;
	case REC_XF:
	case REC_XF3:
	case REC_XF4:
		read_xf(r, rec);
		break;
	case REC_BOUNDSHEET:
		if (r->b->version >= 5)
			read_bound(r, rec);
		break;
	case REC_SST:
		read_strings(r, rec);
		break;
	default:
		break;
	}
}

/* The last format of an id counts, as the file's own stand for built-in ones. */
static enum number_kind
kind_of(const struct reader *r, const unsigned char *own, unsigned id)
{
	if (own[id] != 0)
		return (enum number_kind)(own[id] - 1);
	return r->b->version >= 5 ? number_kind_builtin((int)id) : NUMBER_PLAIN;
}

static void
join(struct reader *r)
{
	unsigned char *own = mem_array(r->b, unsigned char, 65536);
	size_t i;

	for (i = 0; i < r->nformats; i++)
		if (r->formats[i].id < 65536)
			own[r->formats[i].id] = (unsigned char)(r->formats[i].kind + 1);
	r->b->kinds = mem_array(r->b, unsigned char, r->nids + 1);
	for (i = 0; i < r->nids; i++)
		r->b->kinds[i] = (unsigned char)kind_of(r, own, r->ids[i]);
	r->b->nkinds = r->nids;
	talloc_free(own);
}

/* By the first record: which version, and whether a lone sheet or a workbook stands here. */
static enum xls_failure
read_version(struct biff *b, bool *lone)
{
	struct record_at rec;
	unsigned kind;

	if (!record_read(&rec, b->bytes, b->len, 0) || rec.left < 4)
		return XLS_DAMAGED;
	kind = get16(rec.data + 2);
	if (rec.type == REC_BOF3 || rec.type == REC_BOF4) {
		b->version = rec.type == REC_BOF3 ? 3 : 4;
		*lone = true;
		return kind == BOF_SHEET ? XLS_OK : XLS_TOO_OLD;
	}
	if (rec.type != REC_BOF)
		return rec.type == 9 ? XLS_TOO_OLD : XLS_DAMAGED;
	if (get16(rec.data) != 0x500 && get16(rec.data) != 0x600)
		return XLS_TOO_OLD;
	b->version = get16(rec.data) == 0x600 ? 8 : 5;
	*lone = kind == BOF_SHEET;
	return *lone || kind == BOF_GLOBALS ? XLS_OK : XLS_NO_SHEET;
}

enum xls_failure
biff_globals(TALLOC_CTX *ctx, struct biff *b)
{
	struct reader r = {.b = b};
	struct record_at rec;
	bool lone;
	size_t at, n = 0;

	b->strings = buf_new(b, XLS_STRINGS_BYTES_MAX);
	r.text = buf_new(ctx, (size_t)1 << 20);
	r.failed = read_version(b, &lone);
	if (r.failed != XLS_OK)
		return r.failed;
	for (at = 0;; at = rec.next) {
		if (!record_read(&rec, b->bytes, b->len, at))
			return XLS_DAMAGED;
		if (rec.type == REC_EOF)
			break;
		read_record(&r, &rec);
		if (r.failed != XLS_OK)
			return r.failed;
	}
	join(&r);
	if (lone && b->nsheets == 0) {
		mem_push(b, b->names, n) = mem_strdup(b, "");
		n = 0;
		mem_push(b, b->hidden, n) = false;
		mem_push(b, b->sheets, b->nsheets) = (struct biff_sheet){0};
	}
	return b->nsheets == 0 ? XLS_NO_SHEET : XLS_OK;
}

static enum xls_failure
read_workbook(TALLOC_CTX *ctx, struct biff *b, const struct biff_output *out)
{
	enum xls_failure f = biff_globals(ctx, b);
	size_t i;

	for (i = 0; f == XLS_OK && i < b->nsheets; i++) {
		out->sheet(out->data, b->names[i], strlen(b->names[i]), b->hidden[i]);
		f = biff_cells(ctx, b, b->sheets[i].offset, out);
	}
	return f;
}

enum xls_failure
biff_read(TALLOC_CTX *ctx, const unsigned char *bytes, size_t len, const struct biff_output *out)
{
	TALLOC_CTX *inner = talloc_new(ctx);
	struct biff *b = mem_new(inner, struct biff);
	enum xls_failure f = XLS_DAMAGED;
	unsigned char *stream;

	b->bytes = bytes;
	b->len = len;
	if (!cfb_is(bytes, len)) {
		f = read_workbook(inner, b, out);
	} else if (cfb_stream(inner, bytes, len, "Workbook", &stream, &b->len) ||
		   cfb_stream(inner, bytes, len, "Book", &stream, &b->len)) {
		b->bytes = stream;
		f = read_workbook(inner, b, out);
	}
	talloc_free(inner);
	return f;
}
