/* The parts of an ODS file shared by its reader's two files (inner to intake). */
#ifndef INTAKE_ODS_H
#define INTAKE_ODS_H

#include "intake/workbook.h"
#include "intake/xml.h"

/*
 * Up to so many bytes of content.xml stay unpacked, so that each table is read from where it
 * begins. In a larger one what stands before a table is unpacked again and thrown away, up to
 * ODS_PASSED_MAX bytes for the whole file: else a thousand tables would take their square.
 */
#define ODS_KEPT_MAX ((uint64_t)128 << 20)
#define ODS_PASSED_MAX ((uint64_t)512 << 20)

#define ODS_PREFIXES_MAX 40

enum ods_space { ODS_TABLE, ODS_OFFICE, ODS_TEXT, ODS_STYLE, ODS_OTHER };

/* A prefix of names, with its colon: "table:". */
struct ods_prefix {
	char text[32];
	size_t len;
	enum ods_space space;
};

struct ods {
	struct archive *archive; /* where the content is packed, else */
	const char *bytes;       /* the content, or the flat file */
	size_t len;
	uint64_t passed; /* bytes thrown away so far */
	uint64_t *at;    /* where each sheet begins in the content */
	/* Those declared by the tables and what they stand in; before that the usual ones. */
	size_t nprefixes;
	struct ods_prefix prefixes[ODS_PREFIXES_MAX];
};

/* The content from sheet @index on. */
enum err ods_source(
    TALLOC_CTX *ctx, struct ods *ods, size_t index, struct source **out, struct error *err);

/* The local part of "prefix:local" and which of OpenDocument's name spaces the prefix is. */
static inline const char *
ods_name(const struct ods *ods, const char *name, enum ods_space *space)
{
	const struct ods_prefix *p = ods->prefixes, *end = p + ods->nprefixes;

	for (; p < end; p++) {
		if (strncmp(name, p->text, p->len) == 0) {
			*space = p->space;
			return name + p->len;
		}
	}
	*space = ODS_OTHER;
	return xml_local(name);
}

/* The attribute @local of @space, or NULL. */
const char *ods_attribute(
    const struct ods *ods, const char **attributes, enum ods_space space, const char *local);

enum err ods_sheet_open(
    TALLOC_CTX *ctx, struct workbook *wb, size_t index, struct sheet **out, struct error *err);
enum err ods_merges(TALLOC_CTX *ctx, struct workbook *wb, size_t index, struct cell_range **out,
    size_t *count, struct error *err);

#endif
