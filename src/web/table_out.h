/*
 * A page's table as a file to take away: every page of a table answers ?format=csv (UTF-8 with BOM,
 * «;») and ?format=xlsx with the same rows it would show.
 *
 *   if (table_out_wanted(pg)) {
 *   	table_out_write(pg, &table);
 *   	return;
 *   }
 *
 * The format is no field of an action: it changes nothing of what is asked, only how it is written.
 */
#ifndef WEB_TABLE_OUT_H
#define WEB_TABLE_OUT_H

#include "document/cells.h"
#include "web/page.h"

#define TABLE_OUT_NOTES 12

struct table_out {
	const char *name;  /* of the file, plain letters: "schools-2023" */
	const char *title; /* in the reader's language */
	size_t ncolumns;
	const struct doc_column *columns; /* titles in the reader's language */
	size_t nrows;
	const struct doc_cell *cells; /* nrows × ncolumns */
	/* What the reader of the file must know: what was filtered, year, method with its version.
	 * The moment is added. They stand below the table in CSV, on a second sheet in XLSX. */
	size_t nnotes;
	const char *notes[TABLE_OUT_NOTES];
};

/* Did the reader ask for a file? */
bool table_out_wanted(const struct page *pg);

/* Writes the file instead of a page. */
void table_out_write(struct page *pg, const struct table_out *table);

/* Adds a note. */
void table_out_note(struct table_out *table, const char *note);

/* "id@version" of the method, for a note. */
const char *table_out_method(struct page *pg, const struct method *method);

#endif
