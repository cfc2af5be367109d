#include "intake/cfb.h"

#include "base/mem.h"

#include <string.h>
#include <strings.h>

#define HEADER 512
#define ENTRY 128
#define SECTOR_MAX 0xfffffffau /* above are marks: end of chain, free, … */
#define HEADER_FATS 109

enum { TYPE_STREAM = 2, TYPE_ROOT = 5 };

struct cfb {
	const unsigned char *bytes;
	size_t len;
	unsigned shift, mini_shift; /* of the sizes of sectors */
	size_t nsectors;            /* the last one may be cut short */
	uint32_t *fat;              /* nsectors of them */
};

struct entry {
	uint32_t start;
	size_t size;
};

bool
cfb_is(const unsigned char *bytes, size_t len)
{
	return len >= HEADER && memcmp(bytes, "\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", 8) == 0;
}

static bool
open_header(struct cfb *c, const unsigned char *bytes, size_t len)
{
	if (!cfb_is(bytes, len))
		return false;
	*c = (struct cfb){bytes, len, get16(bytes + 30), get16(bytes + 32)};
	if ((c->shift != 9 && c->shift != 12) || c->mini_shift < 4 || c->mini_shift >= c->shift)
		return false;
	c->nsectors = len >> c->shift;
	if (c->nsectors > 0)
		c->nsectors -= 1; /* the header takes the place of one */
	if ((len & (((size_t)1 << c->shift) - 1)) != 0)
		c->nsectors++;
	return c->nsectors > 0 && c->nsectors < SECTOR_MAX;
}

/* The bytes of sector @i that the file holds; their number in *@have. */
static const unsigned char *
sector(const struct cfb *c, uint32_t i, size_t *have)
{
	size_t at = ((size_t)i + 1) << c->shift, size = (size_t)1 << c->shift;

	if (i >= c->nsectors || at >= c->len)
		return NULL;
	*have = c->len - at < size ? c->len - at : size;
	return c->bytes + at;
}

/* Takes the table's part in sector @i as the entries from @first on. */
static bool
add_fat(struct cfb *c, uint32_t i, size_t first)
{
	size_t have, k;
	const unsigned char *p = sector(c, i, &have);

	if (p == NULL)
		return false;
	for (k = 0; k + 4 <= have && first + k / 4 < c->nsectors; k += 4)
		c->fat[first + k / 4] = get32(p + k);
	return true;
}

/* Takes @n sectors of the table; after the first mark of "none" only such marks may follow. */
static bool
add_fats(struct cfb *c, const unsigned char *list, size_t n, size_t *first, bool *ended)
{
	size_t per = (size_t)1 << (c->shift - 2), i;

	for (i = 0; i < n; i++) {
		uint32_t at = get32(list + i * 4);

		if (at >= SECTOR_MAX)
			*ended = true;
		else if (*ended || !add_fat(c, at, *first))
			return false;
		*first += per;
	}
	return true;
}

/* The list of the table's sectors: some in the header, then in sectors that are chained. */
static bool
read_fat(struct cfb *c, TALLOC_CTX *ctx)
{
	size_t per = (size_t)1 << (c->shift - 2), first = 0, have;
	const unsigned char *list = c->bytes + 76;
	uint32_t next = get32(c->bytes + 68);
	bool ended = false;

	c->fat = mem_array(ctx, uint32_t, c->nsectors);
	memset(c->fat, 0xff, c->nsectors * sizeof *c->fat);
	if (!add_fats(c, list, HEADER_FATS, &first, &ended))
		return false;
	while (!ended && next < SECTOR_MAX && first < c->nsectors) {
		list = sector(c, next, &have);
		if (list == NULL || have < per * 4 || !add_fats(c, list, per - 1, &first, &ended))
			return false;
		next = get32(list + (per - 1) * 4);
	}
	return true;
}

/*
 * Copies the chain from @start, at most @max bytes. A chain that leaves the file or turns in
 * circles is damaged; one that ends early gives what it has.
 */
static bool
read_chain(
    struct cfb *c, TALLOC_CTX *ctx, uint32_t start, size_t max, unsigned char **out, size_t *len)
{
	size_t size = (size_t)1 << c->shift, have, used = 0;
	const unsigned char *p;

	if (max > c->nsectors << c->shift)
		max = c->nsectors << c->shift;
	*out = mem_check(talloc_size(ctx, max + 1));
	while (used < max && start < SECTOR_MAX) {
		p = sector(c, start, &have);
		if (p == NULL)
			return false;
		if (have > max - used)
			have = max - used;
		memcpy(*out + used, p, have);
		used += have;
		if (have < size)
			break;
		start = c->fat[start];
	}
	*len = used;
	return true;
}

/* Small streams lie in sectors of 64 bytes inside the root entry's stream. */
static bool
read_mini(struct cfb *c, TALLOC_CTX *ctx, const struct entry *root, const struct entry *stream,
    unsigned char **out, size_t *len)
{
	size_t size = (size_t)1 << c->mini_shift, blocks_len, table_len, used = 0, n;
	unsigned char *blocks, *table;
	uint32_t at = stream->start;

	if (!read_chain(c, ctx, root->start, root->size, &blocks, &blocks_len) ||
	    !read_chain(c, ctx, get32(c->bytes + 60), SIZE_MAX, &table, &table_len))
		return false;
	*out = mem_check(talloc_size(ctx, stream->size + 1));
	while (used < stream->size && at < SECTOR_MAX) {
		if ((size_t)at << c->mini_shift >= blocks_len || (size_t)at * 4 + 4 > table_len)
			return false;
		n = blocks_len - ((size_t)at << c->mini_shift);
		if (n > size)
			n = size;
		if (n > stream->size - used)
			n = stream->size - used;
		memcpy(*out + used, blocks + ((size_t)at << c->mini_shift), n);
		used += n;
		at = get32(table + (size_t)at * 4);
	}
	*len = used;
	talloc_free(blocks);
	talloc_free(table);
	return true;
}

static bool
name_is(const unsigned char *entry, const char *name)
{
	size_t n = strlen(name), i;
	char text[32];

	if (get16(entry + 64) != (n + 1) * 2)
		return false;
	for (i = 0; i < n; i++) {
		if (entry[i * 2 + 1] != 0)
			return false;
		text[i] = (char)entry[i * 2];
	}
	text[n] = '\0';
	return strcasecmp(text, name) == 0;
}

static struct entry
entry_of(const struct cfb *c, const unsigned char *p)
{
	struct entry e = {get32(p + 116), get32(p + 120)};

	if (e.size > c->len)
		e.size = c->len;
	return e;
}

bool
cfb_stream(TALLOC_CTX *ctx, const unsigned char *bytes, size_t len, const char *name,
    unsigned char **out, size_t *out_len)
{
	TALLOC_CTX *scratch = talloc_new(ctx);
	struct entry root = {0}, found = {0};
	bool ok, there = false;
	unsigned char *folder;
	size_t size, i;
	struct cfb c;

	ok = open_header(&c, bytes, len) && read_fat(&c, scratch) &&
	     read_chain(&c, scratch, get32(bytes + 48), SIZE_MAX, &folder, &size);
	for (i = 0; ok && i + ENTRY <= size; i += ENTRY) {
		if (i == 0 && folder[i + 66] == TYPE_ROOT)
			root = entry_of(&c, folder + i);
		if (there || folder[i + 66] != TYPE_STREAM || !name_is(folder + i, name))
			continue;
		found = entry_of(&c, folder + i);
		there = true;
	}
	ok = ok && there;
	if (ok && found.size < get32(bytes + 56))
		ok = read_mini(&c, scratch, &root, &found, out, out_len);
	else if (ok)
		ok = read_chain(&c, scratch, found.start, found.size, out, out_len);
	if (ok)
		talloc_steal(ctx, *out);
	talloc_free(scratch);
	return ok;
}
