/*
 * Tables as CSV for Excel (UTF-8 with BOM, «;», decimal comma), and the description beside them:
 * datapackage.json with a Table Schema (Frictionless).
 */
#ifndef DOCUMENT_TABLE_CSV_H
#define DOCUMENT_TABLE_CSV_H

#include "base/buf.h"
#include "base/json.h"
#include "document/cells.h"

/* A field of a table: what Table Schema says of it. */
struct csv_field {
	const char *name;
	const char *type;  /* string, integer, number, boolean, date, year */
	const char *title; /* for people */
	bool required;
	const char *const *values; /* the words allowed, ends with NULL; or NULL */
};

struct csv_table {
	const char *name; /* "results": the file is results.csv */
	const char *title;
	const struct csv_field *fields;
	size_t nfields;
	const char *const *key;   /* of a row, ends with NULL */
	const char *reference[3]; /* field, other table, its field; or NULL */
	int64_t rows;
	size_t bytes;
	const char *sha256;
};

/* The BOM and the header row. */
void table_csv_header(struct buf *out, const struct csv_table *table);

/*
 * One row. A text that a spreadsheet program would take for a formula (= + - @ at its start) gets
 * a space before it, which every reader of ours drops.
 */
void table_csv_row(struct buf *out, const struct doc_cell *cells, size_t n);

/* datapackage.json for @tables; @created: ISO instant. */
void table_csv_package(
    struct json *j, const struct csv_table *tables, size_t n, const char *created);

#endif
