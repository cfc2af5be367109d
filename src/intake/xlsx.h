/*
 * The parts of an XLSX file that its sheets lean on (inner to intake).
 *
 * ECMA-376 part 1, 18.4 (shared strings), 18.8 (styles), 18.2 (workbook). Elements are known by
 * their local names, so that every prefix and the strict variant are read.
 */
#ifndef INTAKE_XLSX_H
#define INTAKE_XLSX_H

#include "intake/number.h"
#include "intake/workbook.h"
#include "intake/xml.h"

/*
 * Shared strings: blocks of bytes and blocks of pointers into them, because one talloc block ends
 * at 256 MiB. A string is its length (4 bytes) and its bytes.
 */
#define STRINGS_PER_BLOCK ((size_t)1 << 16)

struct strings {
	size_t count;
	const char **blocks[WORKBOOK_STRINGS_MAX / (1 << 16) + 1];
};

static inline struct cell
strings_get(const struct strings *s, size_t i)
{
	const char *at = s->blocks[i / STRINGS_PER_BLOCK][i % STRINGS_PER_BLOCK];
	struct cell c = {.text = at + sizeof(uint32_t)};
	uint32_t len;

	memcpy(&len, at, sizeof len);
	c.len = len;
	return c;
}

enum err strings_read(
    TALLOC_CTX *ctx, struct source *source, struct strings **out, struct error *err);

/* For each cell format (the attribute s of a cell) how it shows a number: enum number_kind. */
struct styles {
	size_t count;
	unsigned char *kinds;
};

enum err styles_read(
    TALLOC_CTX *ctx, struct source *source, struct styles **out, struct error *err);

struct xlsx {
	struct archive *archive;
	char **parts; /* the path of each sheet in the archive */
	bool epoch1904;
	char *strings_part, *styles_part; /* NULL = none */
	/* Read when the first sheet is opened. */
	struct strings *strings;
	struct styles *styles;
};

/* A relationship (part 2, 9.3): what @id points to, as a path in the archive. */
struct relation {
	char *id, *type, *target; /* type: the last word of its URI */
};

struct relations {
	struct relation *items;
	size_t count;
};

/* Those of the part @part ("" = of the package). None if it has none. */
enum err relations_read(TALLOC_CTX *ctx, struct archive *archive, const char *part,
    struct relations *out, struct error *err);

/* "_x000D_" and the like decoded in place (22.9.2.19), NUL left out; gives the new length. */
size_t xlsx_unescape(char *s, size_t len);

/*
 * The column (1-based) of a reference like "BC12" and where its row begins; 0 if there is none or
 * it is beyond SHEET_CELLS_MAX.
 */
static inline int32_t
xlsx_column(const char *ref, const char **row)
{
	int32_t n = 0;

	for (; *ref >= 'A' && *ref <= 'Z'; ref++) {
		n = n * 26 + (*ref - 'A' + 1);
		if (n > SHEET_CELLS_MAX)
			return 0;
	}
	*row = ref;
	return n;
}

/* Where the text without white space around it begins; *@len becomes its length. */
size_t xlsx_trim(const char *s, size_t *len);

enum err xlsx_sheet_open(
    TALLOC_CTX *ctx, struct workbook *wb, size_t index, struct sheet **out, struct error *err);
enum err xlsx_merges(TALLOC_CTX *ctx, struct workbook *wb, size_t index, struct cell_range **out,
    size_t *count, struct error *err);

#endif
