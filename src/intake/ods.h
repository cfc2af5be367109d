/* The parts of an ODS file shared by its reader's two files (inner to intake). */
#ifndef INTAKE_ODS_H
#define INTAKE_ODS_H

#include "intake/workbook.h"
#include "intake/xml.h"

struct ods {
	struct archive *archive; /* or, flat, */
	const char *bytes;
	size_t len;
};

/* Where the tables stand: content.xml, or the flat file. */
enum err ods_source(TALLOC_CTX *ctx, const struct ods *ods, struct source **out, struct error *err);

enum ods_space { ODS_TABLE, ODS_OFFICE, ODS_TEXT, ODS_STYLE, ODS_OTHER };

/* The local part of "uri|local" and which of OpenDocument's name spaces the uri is. */
const char *ods_name(const char *name, enum ods_space *space);

/* The attribute @local of @space, or NULL. */
const char *ods_attribute(const char **attributes, enum ods_space space, const char *local);

enum err ods_sheet_open(
    TALLOC_CTX *ctx, struct workbook *wb, size_t index, struct sheet **out, struct error *err);
enum err ods_merges(TALLOC_CTX *ctx, struct workbook *wb, size_t index, struct cell_range **out,
    size_t *count, struct error *err);

#endif
