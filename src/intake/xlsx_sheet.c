/*
 * The cells of one XLSX sheet (ECMA-376 part 1, 18.3), row by row.
 *
 * These handlers run for each of millions of elements: names are told apart by their first
 * letters, texts are copied once, shared strings not at all.
 */
#include "intake/row_build.h"
#include "intake/xlsx.h"

#include "base/mem.h"

enum state {
	OUTSIDE,
	IN_SHEET,
	IN_DATA,
	IN_ROW,
	IN_CELL,
	IN_INLINE,
	IN_RUN,
	/* from here on text is collected */
	IN_VALUE,
	IN_TEXT,
	IN_RUN_TEXT
};

/* The attribute t of a cell; all but the long words by their letter. */
enum type {
	TYPE_NUMBER = 'n',
	TYPE_SHARED = 's',
	TYPE_BOOL = 'b',
	TYPE_ERROR = 'e',
	TYPE_DATE = 'd',
	TYPE_STRING = 'S',
	TYPE_INLINE = 'I'
};

struct reader {
	struct xml xml;
	struct row row;
	const struct xlsx *x;
	const char *part;
	int64_t number; /* of the current row */
	enum state state;
	char prefix[32]; /* of the root element, with its colon */
	size_t prefix_len;
	size_t column; /* of the current cell, from 0 */
	char type;
	unsigned char kind;
	bool keep_space, done;
	size_t text_at; /* where the current <t> began in the cell's text */
};

static void
bad_reference(struct reader *r, const char *ref)
{
	xml_fail(&r->xml,
	    MSG("the sheet names the place of a cell as «{0}»; a sheet may have {1} columns and "
		"{2} rows"),
	    arg_text(ref), arg_int(SHEET_CELLS_MAX), arg_int(SHEET_ROWS_MAX));
}

static void
row_start(struct reader *r, const char **attributes)
{
	int64_t number = r->number + 1;

	for (; *attributes != NULL; attributes += 2) {
		if (strcmp(attributes[0], "r") != 0)
			continue;
		if (!xml_whole(attributes[1], strlen(attributes[1]), SHEET_ROWS_MAX, &number) ||
		    number == 0) {
			bad_reference(r, attributes[1]);
			return;
		}
		break;
	}
	if (number <= r->number) {
		xml_fail(&r->xml,
		    MSG("row {0} of the sheet stands after row {1}; save the file again in a "
			"spreadsheet program"),
		    arg_int(number), arg_int(r->number));
		return;
	}
	if (number > SHEET_ROWS_MAX) {
		xml_fail(
		    &r->xml, MSG("the sheet holds more than {0} rows"), arg_int(SHEET_ROWS_MAX));
		return;
	}
	r->number = number;
	r->column = (size_t)-1;
	row_begin(&r->row);
	r->state = IN_ROW;
}

static char
cell_type(const char *t)
{
	if (t[0] == '\0' || t[1] == '\0')
		return t[0] == '\0' ? TYPE_NUMBER : t[0];
	if (strcmp(t, "str") == 0)
		return TYPE_STRING;
	return strcmp(t, "inlineStr") == 0 ? TYPE_INLINE : TYPE_NUMBER;
}

static void
cell_start(struct reader *r, const char **attributes)
{
	const struct styles *styles = r->x->styles;
	size_t column = r->column + 1;
	const char *name, *value, *rest;
	int64_t style;

	r->type = TYPE_NUMBER;
	r->kind = NUMBER_PLAIN;
	for (; (name = attributes[0]) != NULL; attributes += 2) {
		if (name[1] != '\0')
			continue;
		value = attributes[1];
		if (name[0] == 'r') {
			column = (size_t)xlsx_column(value, &rest) - 1;
			if (column == (size_t)-1) {
				bad_reference(r, value);
				return;
			}
		} else if (name[0] == 's') {
			if (xml_whole(value, strlen(value), INT32_MAX, &style) &&
			    (size_t)style < styles->count)
				r->kind = styles->kinds[style];
		} else if (name[0] == 't') {
			r->type = cell_type(value);
		}
	}
	if (column >= SHEET_CELLS_MAX) {
		xml_fail(&r->xml, MSG("row {0} of the sheet holds more than {1} cells"),
		    arg_int(r->number), arg_int(SHEET_CELLS_MAX));
		return;
	}
	r->column = column;
	row_text_begin(&r->row);
	r->state = IN_CELL;
}

static void
text_start(struct reader *r, enum state next, const char **attributes)
{
	const char *space = xml_attribute(attributes, "space");

	r->keep_space = space != NULL && strcmp(space, "preserve") == 0;
	r->text_at = r->row.used - r->row.start;
	r->state = next;
}

static void
root_start(struct reader *r, const char *name)
{
	const char *local = xml_local(name);

	r->prefix_len = (size_t)(local - name);
	if (strcmp(local, "worksheet") != 0 || r->prefix_len >= sizeof r->prefix) {
		xml_damaged(&r->xml);
		return;
	}
	memcpy(r->prefix, name, r->prefix_len);
	r->state = IN_SHEET;
}

static void XMLCALL
on_start(void *data, const char *name, const char **attributes)
{
	struct reader *r = data;

	if (!xml_enter(&r->xml))
		return;
	if (r->prefix_len > 0) {
		if (strncmp(name, r->prefix, r->prefix_len) != 0) {
			xml_skip(&r->xml);
			return;
		}
		name += r->prefix_len;
	}
	if (r->state == IN_CELL && name[0] == 'v' && name[1] == '\0')
		r->state = IN_VALUE;
	else if (r->state == IN_ROW && name[0] == 'c' && name[1] == '\0')
		cell_start(r, attributes);
	else if (r->state == IN_DATA && strcmp(name, "row") == 0)
		row_start(r, attributes);
	else if (r->state == IN_CELL && strcmp(name, "is") == 0)
		r->state = IN_INLINE;
	else if (r->state == IN_INLINE && strcmp(name, "t") == 0)
		text_start(r, IN_TEXT, attributes);
	else if (r->state == IN_INLINE && strcmp(name, "r") == 0)
		r->state = IN_RUN;
	else if (r->state == IN_RUN && strcmp(name, "t") == 0)
		text_start(r, IN_RUN_TEXT, attributes);
	else if (r->state == IN_SHEET && strcmp(name, "sheetData") == 0)
		r->state = IN_DATA;
	else if (r->state == OUTSIDE && r->xml.depth == 1)
		root_start(r, name);
	else
		xml_skip(&r->xml);
}

static void
shared_end(struct reader *r, const char *s, size_t len)
{
	struct cell text;
	int64_t i;

	s += xlsx_trim(s, &len);
	if (len == 0)
		return;
	if (!xml_whole(s, len, WORKBOOK_STRINGS_MAX, &i) || (size_t)i >= r->x->strings->count) {
		xml_fail(&r->xml,
		    MSG("a cell of row {0} refers to a text that the file does not hold; save "
			"the file again in a spreadsheet program"),
		    arg_int(r->number));
		return;
	}
	text = strings_get(r->x->strings, (size_t)i);
	r->row.used = r->row.start;
	row_set(&r->row, r->column, text.text, text.len);
}

/* The text of the cell becomes what number.h made of it. */
static void
replace(struct reader *r, const char *s, size_t len)
{
	r->row.used = r->row.start;
	row_text_add(&r->row, s, len);
}

static void
convert(struct reader *r, const char *s, size_t len)
{
	char text[NUMBER_TEXT_SIZE];
	size_t n;

	switch (r->type) {
	case TYPE_STRING:
	case TYPE_INLINE:
		r->row.used = r->row.start + xlsx_unescape(r->row.block + r->row.start, len);
		break;
	case TYPE_BOOL:
		s += xlsx_trim(s, &len);
		if (len > 0 && (s[0] == '1' || s[0] == 't'))
			replace(r, "TRUE", 4);
		else
			replace(r, "FALSE", 5);
		break;
	case TYPE_DATE:
		if (iso_date_text(s, len, text, &n))
			replace(r, text, n);
		break;
	case TYPE_ERROR:
		break;
	default:
		if (number_cell_text(s, len, r->kind, r->x->epoch1904, text, &n))
			replace(r, text, n);
		break;
	}
}

static void
cell_end(struct reader *r)
{
	const char *s = r->row.block + r->row.start;
	size_t len = r->row.used - r->row.start;

	r->state = IN_ROW;
	if (len == 0) {
		row_set(&r->row, r->column, "", 0);
		return;
	}
	if (r->type == TYPE_SHARED) {
		shared_end(r, s, len);
		return;
	}
	convert(r, s, len);
	row_set(&r->row, r->column, r->row.block + r->row.start, r->row.used - r->row.start);
}

static void
text_end(struct reader *r)
{
	char *text = r->row.block + r->row.start + r->text_at;
	size_t len = r->row.used - r->row.start - r->text_at;

	if (!r->keep_space) {
		memmove(text, text + xlsx_trim(text, &len), len);
		r->row.used = r->row.start + r->text_at + len;
	}
	r->state = r->state == IN_TEXT ? IN_INLINE : IN_RUN;
}

static void XMLCALL
on_end(void *data, const char *name)
{
	struct reader *r = data;

	if (!xml_leave(&r->xml))
		return;
	switch (r->state) {
	case IN_VALUE:
		r->state = IN_CELL;
		break;
	case IN_CELL:
		cell_end(r);
		break;
	case IN_ROW:
		r->state = IN_DATA;
		if (r->row.filled > 0)
			xml_pause(&r->xml);
		break;
	case IN_TEXT:
	case IN_RUN_TEXT:
		text_end(r);
		break;
	case IN_RUN:
		r->state = IN_INLINE;
		break;
	case IN_INLINE:
		r->type = TYPE_INLINE;
		r->state = IN_CELL;
		break;
	case IN_DATA:
		r->state = IN_SHEET;
		break;
	case IN_SHEET:
	case OUTSIDE:
		r->state = OUTSIDE;
		break;
	}
}

static void XMLCALL
on_text(void *data, const char *s, int len)
{
	struct reader *r = data;

	if (r->state >= IN_VALUE && r->xml.skip == 0)
		row_text_add(&r->row, s, (size_t)len);
}

static enum err
next(struct sheet *sheet, struct sheet_row *row, bool *more, struct error *err)
{
	struct reader *r = sheet->data;
	bool paused = false;
	enum err e;

	if (!r->done) {
		e = xml_run(&r->xml, &paused, err);
		if (e != OK)
			return e;
		r->done = !paused;
	}
	*more = paused;
	if (paused)
		*row = (struct sheet_row){r->number, r->row.filled, r->row.cells};
	return OK;
}

static enum err
start(struct reader *r, struct error *err)
{
	struct source *source;
	enum err e = archive_entry(r, r->x->archive, r->part, &source, err);

	if (e != OK)
		return e;
	xml_open(&r->xml, r, source, on_start, on_end, on_text);
	r->number = 0;
	r->state = OUTSIDE;
	r->prefix_len = 0;
	r->done = false;
	r->row.cells_seen = 0;
	r->row.text_seen = 0;
	return OK;
}

static enum err
rewind_sheet(struct sheet *sheet, struct error *err)
{
	struct reader *r = sheet->data;

	xml_close(&r->xml);
	return start(r, err);
}

/* Shared strings and styles, once for all sheets. */
static enum err
load_shared(struct xlsx *x, struct error *err)
{
	struct source *source;
	enum err e = OK;

	if (x->styles == NULL && x->styles_part != NULL) {
		e = archive_entry(x, x->archive, x->styles_part, &source, err);
		if (e == OK)
			e = styles_read(x, source, &x->styles, err);
	} else if (x->styles == NULL) {
		x->styles = mem_new(x, struct styles);
	}
	if (e != OK)
		return e;
	if (x->strings == NULL && x->strings_part != NULL) {
		e = archive_entry(x, x->archive, x->strings_part, &source, err);
		if (e == OK)
			e = strings_read(x, source, &x->strings, err);
	} else if (x->strings == NULL) {
		x->strings = mem_new(x, struct strings);
	}
	return e;
}

enum err
xlsx_sheet_open(
    TALLOC_CTX *ctx, struct workbook *wb, size_t index, struct sheet **out, struct error *err)
{
	struct xlsx *x = wb->data;
	struct sheet *sheet;
	struct reader *r;
	enum err e = load_shared(x, err);

	if (e != OK)
		return e;
	sheet = mem_new(ctx, struct sheet);
	r = mem_new(sheet, struct reader);
	*sheet = (struct sheet){wb->file, wb->sheets[index].name, r, next, rewind_sheet};
	r->x = x;
	r->part = x->parts[index];
	row_open(&r->row, r, &r->xml);
	e = start(r, err);
	if (e == OK)
		*out = sheet;
	else
		talloc_free(sheet);
	return e;
}
