#include "intake/xlsx.h"

#include "base/mem.h"

/*
 * The pool of a file: at most this, and more only in proportion to the packed part, so that a
 * small file can't take much memory.
 */
#define POOL_SMALL ((uint64_t)64 << 20)
#define POOL_PER_PACKED 64
#define POOL_BLOCK ((size_t)4 << 20)

enum state { OUTSIDE, IN_TABLE, IN_ITEM, IN_RUN, IN_TEXT, IN_RUN_TEXT };

struct reader {
	struct xml xml;
	struct strings *out;
	enum state state;
	bool keep_space, table_keeps_space;
	uint64_t pool_max, pool_used;
	char *block; /* the current block of bytes */
	size_t used, room;
	size_t at;      /* where the current string's length stands in it */
	size_t text_at; /* where the current <t> began */
};

static int
hex(const char *s)
{
	int i, n = 0;

	for (i = 0; i < 4; i++) {
		if (s[i] >= '0' && s[i] <= '9')
			n = n * 16 + s[i] - '0';
		else if (s[i] >= 'A' && s[i] <= 'F')
			n = n * 16 + s[i] - 'A' + 10;
		else if (s[i] >= 'a' && s[i] <= 'f')
			n = n * 16 + s[i] - 'a' + 10;
		else
			return -1;
	}
	return n;
}

/* The UTF-16 unit of an escape at @s, or -1. */
static int
escape(const char *s, const char *end)
{
	if (end - s < 7 || s[0] != '_' || s[1] != 'x' || s[6] != '_')
		return -1;
	return hex(s + 2);
}

static char *
put_utf8(char *to, int c)
{
	if (c < 0x80) {
		*to++ = (char)c;
	} else if (c < 0x800) {
		*to++ = (char)(0xc0 | c >> 6);
		*to++ = (char)(0x80 | (c & 63));
	} else if (c < 0x10000) {
		*to++ = (char)(0xe0 | c >> 12);
		*to++ = (char)(0x80 | (c >> 6 & 63));
		*to++ = (char)(0x80 | (c & 63));
	} else {
		*to++ = (char)(0xf0 | c >> 18);
		*to++ = (char)(0x80 | (c >> 12 & 63));
		*to++ = (char)(0x80 | (c >> 6 & 63));
		*to++ = (char)(0x80 | (c & 63));
	}
	return to;
}

size_t
xlsx_unescape(char *s, size_t len)
{
	const char *from = memchr(s, '_', len), *end = s + len;
	char *to;
	int c, low;

	if (from == NULL)
		return len;
	to = s + (from - s);
	while (from < end) {
		c = escape(from, end);
		if (c < 0) {
			*to++ = *from++;
			continue;
		}
		from += 7;
		low = escape(from, end);
		if (c >= 0xd800 && c <= 0xdbff && low >= 0xdc00 && low <= 0xdfff) {
			c = 0x10000 + ((c - 0xd800) << 10) + (low - 0xdc00);
			from += 7;
		} else if (c >= 0xd800 && c <= 0xdfff) {
			c = 0xfffd;
		}
		if (c != 0)
			to = put_utf8(to, c);
	}
	return (size_t)(to - s);
}

/* Room for @more bytes after the current string, which moves to a new block when it must. */
static bool
reserve(struct reader *r, size_t more)
{
	size_t have = r->used - r->at;
	char *block;

	if (have + more > SHEET_CELL_BYTES_MAX + sizeof(uint32_t)) {
		xml_fail(&r->xml, MSG("a cell holds a text longer than {0} MiB; shorten it"),
		    arg_int((int64_t)(SHEET_CELL_BYTES_MAX >> 20)));
		return false;
	}
	if (r->used + more <= r->room)
		return true;
	if (r->pool_used + POOL_BLOCK > r->pool_max) {
		xml_fail(&r->xml, MSG("the texts of the file take more than {0} MiB"),
		    arg_int((int64_t)(r->pool_max >> 20)));
		return false;
	}
	block = mem_check(talloc_size(r->out, POOL_BLOCK));
	r->pool_used += POOL_BLOCK;
	if (have > 0)
		memcpy(block, r->block + r->at, have);
	r->block = block;
	r->text_at -= r->at;
	r->at = 0;
	r->used = have;
	r->room = POOL_BLOCK;
	return true;
}

static void
item_begin(struct reader *r)
{
	r->at = r->used;
	if (!reserve(r, sizeof(uint32_t)))
		return;
	r->used += sizeof(uint32_t);
	r->state = IN_ITEM;
}

static void
item_end(struct reader *r)
{
	size_t start = r->at + sizeof(uint32_t), block = r->out->count / STRINGS_PER_BLOCK;
	uint32_t len;

	if (r->out->count == WORKBOOK_STRINGS_MAX) {
		xml_fail(&r->xml, MSG("the file holds more than {0} different texts"),
		    arg_int(WORKBOOK_STRINGS_MAX));
		return;
	}
	len = (uint32_t)xlsx_unescape(r->block + start, r->used - start);
	r->used = start + len;
	memcpy(r->block + r->at, &len, sizeof len);
	if (r->out->blocks[block] == NULL)
		r->out->blocks[block] =
		    mem_check(talloc_array(r->out, const char *, STRINGS_PER_BLOCK));
	r->out->blocks[block][r->out->count++ % STRINGS_PER_BLOCK] = r->block + r->at;
	r->state = IN_TABLE;
}

static bool
keeps_space(const char **attributes, bool inherited)
{
	const char *space = xml_attribute(attributes, "space");

	return space == NULL ? inherited : strcmp(space, "preserve") == 0;
}

static void XMLCALL
on_start(void *data, const char *name, const char **attributes)
{
	struct reader *r = data;

	if (!xml_enter(&r->xml))
		return;
	name = xml_local(name);
	if (r->state == OUTSIDE && strcmp(name, "sst") == 0) {
		r->state = IN_TABLE;
		r->table_keeps_space = keeps_space(attributes, false);
	} else if (r->state == IN_TABLE && strcmp(name, "si") == 0) {
		item_begin(r);
	} else if (r->state == IN_ITEM && strcmp(name, "r") == 0) {
		r->state = IN_RUN;
	} else if ((r->state == IN_ITEM || r->state == IN_RUN) && strcmp(name, "t") == 0) {
		r->state = r->state == IN_RUN ? IN_RUN_TEXT : IN_TEXT;
		r->keep_space = keeps_space(attributes, r->table_keeps_space);
		r->text_at = r->used;
	} else {
		xml_skip(&r->xml); /* rPh, phoneticPr, rPr, extLst */
	}
}

size_t
xlsx_trim(const char *s, size_t *len)
{
	size_t from = 0;

	while (*len > 0 && strchr(" \t\r\n", s[*len - 1]) != NULL)
		(*len)--;
	while (from < *len && strchr(" \t\r\n", s[from]) != NULL)
		from++;
	*len -= from;
	return from;
}

/* White space around a text counts only where xml:space says so. */
static void
text_end(struct reader *r)
{
	size_t len = r->used - r->text_at, from;

	if (!r->keep_space) {
		from = xlsx_trim(r->block + r->text_at, &len);
		memmove(r->block + r->text_at, r->block + r->text_at + from, len);
		r->used = r->text_at + len;
	}
	r->state = r->state == IN_RUN_TEXT ? IN_RUN : IN_ITEM;
}

static void XMLCALL
on_end(void *data, const char *name)
{
	struct reader *r = data;

	if (!xml_leave(&r->xml))
		return;
	if (r->state == IN_TEXT || r->state == IN_RUN_TEXT)
		text_end(r);
	else if (r->state == IN_RUN)
		r->state = IN_ITEM;
	else if (r->state == IN_ITEM)
		item_end(r);
	else
		r->state = OUTSIDE;
}

static void XMLCALL
on_text(void *data, const char *s, int len)
{
	struct reader *r = data;

	if ((r->state != IN_TEXT && r->state != IN_RUN_TEXT) || r->xml.skip != 0 ||
	    !reserve(r, (size_t)len))
		return;
	memcpy(r->block + r->used, s, (size_t)len);
	r->used += (size_t)len;
}

enum err
strings_read(TALLOC_CTX *ctx, struct source *source, struct strings **out, struct error *err)
{
	struct reader *r = mem_new(ctx, struct reader);
	enum err e;

	r->out = mem_new(ctx, struct strings);
	r->pool_max = POOL_SMALL + source_packed(source) * POOL_PER_PACKED;
	if (r->pool_max > WORKBOOK_STRINGS_BYTES_MAX)
		r->pool_max = WORKBOOK_STRINGS_BYTES_MAX;
	e = xml_read(&r->xml, r, source, on_start, on_end, on_text, err);
	if (e == OK)
		*out = r->out;
	else
		talloc_free(r->out);
	talloc_free(r);
	return e;
}
