/*
 * Records and the texts in them. A text longer than its record goes on in CONTINUE records, each
 * of which begins with a byte that says anew whether characters are of 8 or 16 bits.
 */
#include "intake/biff.h"
#include "intake/cfb.h"

#include "base/text.h"

enum { WIDE = 1, PHONETIC = 4, RICH = 8 };

bool
record_read(struct record_at *r, const unsigned char *bytes, size_t len, size_t at)
{
	size_t size;

	if (at > len || len - at < 4)
		return false;
	size = get16(bytes + at + 2);
	if (len - at - 4 < size)
		return false;
	*r = (struct record_at){bytes, len, at + 4 + size, get16(bytes + at), bytes + at + 4, size};
	return true;
}

static bool
take_up(struct record_at *r)
{
	struct record_at next;

	if (!record_read(&next, r->bytes, r->len, r->next) || next.type != REC_CONTINUE)
		return false;
	r->next = next.next;
	r->data = next.data;
	r->left = next.left;
	return true;
}

static bool
take_byte(struct record_at *r, unsigned *out)
{
	while (r->left == 0)
		if (!take_up(r))
			return false;
	*out = *r->data++;
	r->left--;
	return true;
}

static bool
take(struct record_at *r, int bytes, uint32_t *out)
{
	unsigned byte;
	int i;

	*out = 0;
	for (i = 0; i < bytes; i++) {
		if (!take_byte(r, &byte))
			return false;
		*out |= (uint32_t)byte << (i * 8);
	}
	return true;
}

static bool
skip(struct record_at *r, size_t n)
{
	while (n > r->left) {
		n -= r->left;
		if (!take_up(r))
			return false;
	}
	r->data += n;
	r->left -= n;
	return true;
}

static void
put(struct buf *out, uint32_t c)
{
	char s[4];

	if (c == 0)
		return;
	if (c < 0x80) {
		buf_char(out, (char)c);
		return;
	}
	if (c < 0x800) {
		s[0] = (char)(0xc0 | c >> 6);
		s[1] = (char)(0x80 | (c & 0x3f));
		buf_add(out, s, 2);
	} else if (c < 0x10000) {
		s[0] = (char)(0xe0 | c >> 12);
		s[1] = (char)(0x80 | (c >> 6 & 0x3f));
		s[2] = (char)(0x80 | (c & 0x3f));
		buf_add(out, s, 3);
	} else {
		s[0] = (char)(0xf0 | c >> 18);
		s[1] = (char)(0x80 | (c >> 12 & 0x3f));
		s[2] = (char)(0x80 | (c >> 6 & 0x3f));
		s[3] = (char)(0x80 | (c & 0x3f));
		buf_add(out, s, 4);
	}
}

/* One unit of UTF-16; halves without their other half become U+FFFD. */
static void
put_unit(struct record_at *r, struct buf *out, uint32_t unit)
{
	if (unit >= 0xdc00 && unit < 0xe000 && r->high != 0) {
		put(out, 0x10000 + ((r->high - 0xd800) << 10) + (unit - 0xdc00));
		r->high = 0;
		return;
	}
	if (r->high != 0)
		put(out, 0xfffd);
	r->high = 0;
	if (unit >= 0xd800 && unit < 0xdc00)
		r->high = unit;
	else
		put(out, unit >= 0xdc00 && unit < 0xe000 ? 0xfffd : unit);
}

bool
record_text16(struct record_at *r, size_t chars, bool wide, struct buf *out)
{
	unsigned flags;

	r->high = 0;
	while (chars > 0) {
		if (r->left == 0) {
			if (!take_up(r) || !take_byte(r, &flags))
				return false;
			wide = flags & WIDE;
			continue;
		}
		if (wide && r->left < 2)
			return false;
		put_unit(r, out, wide ? get16(r->data) : *r->data);
		r->data += 1 + wide;
		r->left -= 1 + wide;
		chars--;
	}
	if (r->high != 0)
		put(out, 0xfffd);
	return true;
}

/* The character of a byte from 0x80 on in the code page of the file. */
static uint32_t
western(unsigned byte)
{
	static const uint16_t low[32] = {0x20ac, 0xfffd, 0x201a, 0x0192, 0x201e, 0x2026, 0x2020,
	    0x2021, 0x02c6, 0x2030, 0x0160, 0x2039, 0x0152, 0xfffd, 0x017d, 0xfffd, 0xfffd, 0x2018,
	    0x2019, 0x201c, 0x201d, 0x2022, 0x2013, 0x2014, 0x02dc, 0x2122, 0x0161, 0x203a, 0x0153,
	    0xfffd, 0x017e, 0x0178};

	return byte < 0xa0 ? low[byte - 0x80] : byte;
}

static uint32_t
dos_russian(unsigned byte)
{
	if (byte < 0xb0)
		return 0x410 + (byte - 0x80);
	if (byte >= 0xe0 && byte < 0xf0)
		return 0x440 + (byte - 0xe0);
	if (byte == 0xf0 || byte == 0xf1)
		return byte == 0xf0 ? 0x401 : 0x451;
	return byte == 0xfc ? 0x2116 : 0xfffd;
}

/*
 * Texts of before Excel 97. A file that does not name its code page is taken for Russian; letters
 * of code pages we do not know become U+FFFD.
 */
static bool
text8(const struct biff *b, struct record_at *r, size_t chars, struct buf *out)
{
	char *s;
	size_t i, n;

	if (r->left < chars)
		return false;
	if (b->codepage == 0 || b->codepage == 1251) {
		s = text_from_cp1251(NULL, (const char *)r->data, chars, &n);
		for (i = 0; i < n; i++)
			if (s[i] != '\0')
				buf_char(out, s[i]);
		talloc_free(s);
	} else {
		for (i = 0; i < chars; i++) {
			unsigned c = r->data[i];

			if (c < 0x80)
				put(out, c);
			else if (b->codepage == 1252 || b->codepage == 0x8001)
				put(out, western(c));
			else
				put(out, b->codepage == 866 ? dos_russian(c) : 0xfffd);
		}
	}
	return skip(r, chars);
}

bool
record_text(const struct biff *b, struct record_at *r, int size, struct buf *out)
{
	uint32_t chars, runs = 0, more = 0;
	unsigned flags;

	if (!take(r, size, &chars))
		return false;
	if (b->version < 8)
		return text8(b, r, chars, out);
	if (chars == 0 && r->left == 0)
		return true; /* some programs leave out the flags of an empty text */
	if (!take_byte(r, &flags))
		return false;
	if ((flags & RICH) && !take(r, 2, &runs))
		return false;
	if ((flags & PHONETIC) && !take(r, 4, &more))
		return false;
	return record_text16(r, chars, flags & WIDE, out) && skip(r, (size_t)runs * 4 + more);
}
