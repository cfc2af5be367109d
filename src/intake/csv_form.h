/*
 * What kind of CSV some bytes are: encoding, separator, where the rows begin. Only csv.c and its
 * tests need this.
 */
#ifndef INTAKE_CSV_FORM_H
#define INTAKE_CSV_FORM_H

#include "base/error.h"

struct csv_form {
	const char *start;  /* the first row that is data or header: after BOM and "sep=;" */
	const char *end;    /* one past the last byte: before a final Ctrl-Z */
	const char *broken; /* the first byte that is no text in any accepted encoding, or NULL */
	bool cp1251;        /* the bytes are Windows-1251, else UTF-8 */
	bool marked;        /* Excel's line "sep=;" was skipped */
	char separator;     /* ; , or tab */
};

/* ERR_INVALID for UTF-16 and for archives (XLSX named .csv), saying what to do. */
enum err csv_form_find(const char *bytes, size_t len, struct csv_form *out, struct error *err);

/* Length of the UTF-8 character at @p (NUL is one), 0 if it is broken. @p < @end. */
size_t csv_utf8_length(const unsigned char *p, const unsigned char *end);

#endif
