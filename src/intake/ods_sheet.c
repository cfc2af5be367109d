/*
 * The cells of one ODS table, row by row. Repeated rows are given again, not kept; repeated cells
 * share their text; repeats of nothing cost nothing, as a million of them end most sheets.
 */
#include "intake/number.h"
#include "intake/ods.h"
#include "intake/row_build.h"

#include "base/mem.h"

enum state {
	OUTSIDE,
	IN_TABLE, /* or in a group of rows */
	IN_ROW,
	IN_CELL,
	IN_TEXT
};

struct reader {
	struct xml xml;
	struct row row;
	struct ods *ods;
	size_t index; /* of our table */
	enum state state;
	int text_depth;
	int64_t number, repeat; /* of the current row */
	int64_t left;           /* how many times the row is yet to be given again */
	int64_t column, column_repeat;
	bool valued, space, done;
	size_t paragraphs, text_at;
	bool want_merges;
	struct cell_range *merges;
	size_t nmerges;
};

static int64_t
count_attribute(const char *value)
{
	int64_t n;

	if (!xml_whole(value, strlen(value), INT32_MAX, &n))
		return INT32_MAX;
	return n < 1 ? 1 : n;
}

static void
table_start(struct reader *r)
{
	r->state = IN_TABLE;
	r->number = 0;
	r->repeat = 1;
}

static void
row_start(struct reader *r, const char **attributes)
{
	const char *repeated = ods_attribute(r->ods, attributes, ODS_TABLE, "number-rows-repeated");

	r->number++;
	r->repeat = repeated == NULL ? 1 : count_attribute(repeated);
	r->column = 0;
	row_begin(&r->row);
	r->state = IN_ROW;
}

/* What the attributes of a cell say of its value. */
struct value {
	const char *type, *value, *date, *time, *boolean, *string, *inner_type;
	int64_t columns, rows; /* spanned */
};

static void
table_attribute(struct reader *r, const char *name, const char *s, struct value *v)
{
	if (strcmp(name, "number-columns-repeated") == 0)
		r->column_repeat = count_attribute(s);
	else if (strcmp(name, "number-columns-spanned") == 0)
		v->columns = count_attribute(s);
	else if (strcmp(name, "number-rows-spanned") == 0)
		v->rows = count_attribute(s);
}

static void
office_attribute(const char *name, const char *s, struct value *v)
{
	static const struct {
		const char *name;
		size_t at;
	} known[] = {{"value-type", offsetof(struct value, type)},
	    {"value", offsetof(struct value, value)}, {"date-value", offsetof(struct value, date)},
	    {"time-value", offsetof(struct value, time)},
	    {"boolean-value", offsetof(struct value, boolean)},
	    {"string-value", offsetof(struct value, string)}};
	size_t i;

	for (i = 0; i < sizeof known / sizeof *known; i++)
		if (strcmp(name, known[i].name) == 0)
			*(const char **)((char *)v + known[i].at) = s;
}

static void
read_attributes(struct reader *r, const char **attributes, struct value *v)
{
	enum ods_space space;
	const char *name;

	for (; *attributes != NULL; attributes += 2) {
		name = ods_name(r->ods, attributes[0], &space);
		if (space == ODS_TABLE)
			table_attribute(r, name, attributes[1], v);
		else if (space == ODS_OFFICE)
			office_attribute(name, attributes[1], v);
		else if (space == ODS_OTHER && strcmp(name, "value-type") == 0)
			v->inner_type = attributes[1]; /* LibreOffice's own: "error" */
	}
}

/* The cell's text from its typed value; false if it has none and its paragraphs count. */
static bool
take_value(struct reader *r, const struct value *v)
{
	enum number_kind kind = NUMBER_PLAIN;
	char text[NUMBER_TEXT_SIZE];
	const char *s;
	bool made;
	size_t n;

	if (v->type == NULL || (v->inner_type != NULL && strcmp(v->inner_type, "error") == 0))
		return false;
	if (strcmp(v->type, "percentage") == 0)
		kind = NUMBER_PERCENT;
	if ((s = v->value) != NULL && strcmp(v->type, "string") != 0) {
		made = number_cell_text(s, strlen(s), kind, false, text, &n);
	} else if ((s = v->date) != NULL) {
		made = iso_date_text(s, strlen(s), text, &n);
	} else if ((s = v->time) != NULL) {
		made = iso_duration_text(s, strlen(s), text, &n);
	} else if ((s = v->boolean) != NULL) {
		s = strcmp(s, "true") == 0 ? "TRUE" : "FALSE";
		made = false;
	} else {
		s = v->string;
		if (s == NULL || *s == '\0')
			return false;
		made = false;
	}
	row_text_add(&r->row, made ? text : s, made ? n : strlen(s));
	return true;
}

static void
add_merge(struct reader *r, const struct value *v)
{
	if (v->columns == 1 && v->rows == 1)
		return;
	if (r->column + v->columns > SHEET_CELLS_MAX || r->number + v->rows > SHEET_ROWS_MAX) {
		xml_damaged(&r->xml);
		return;
	}
	if (r->nmerges == WORKBOOK_MERGES_MAX) {
		xml_fail(&r->xml, MSG("the sheet holds more than {0} merged cells"),
		    arg_int(WORKBOOK_MERGES_MAX));
		return;
	}
	mem_push(r, r->merges, r->nmerges) = (struct cell_range){r->number, r->number + v->rows - 1,
	    (int32_t)r->column + 1, (int32_t)(r->column + v->columns)};
}

static void
cell_start(struct reader *r, const char **attributes, bool covered)
{
	struct value v = {.columns = 1, .rows = 1};

	r->column_repeat = 1;
	read_attributes(r, attributes, &v);
	row_text_begin(&r->row);
	r->paragraphs = 0;
	if (r->want_merges && !covered)
		add_merge(r, &v);
	/* What a merged cell covers is not seen by people. */
	r->valued = covered || take_value(r, &v);
	r->state = IN_CELL;
}

static void
text_start(struct reader *r)
{
	if (r->valued) {
		xml_skip(&r->xml);
		return;
	}
	if (r->paragraphs++ > 0)
		row_text_add(&r->row, "\n", 1);
	r->text_at = r->row.used - r->row.start;
	r->space = true;
	r->text_depth = r->xml.depth;
	r->state = IN_TEXT;
}

static void
spaces(struct reader *r, const char **attributes)
{
	const char *c = ods_attribute(r->ods, attributes, ODS_TEXT, "c");
	int64_t n = c == NULL ? 1 : count_attribute(c);

	if (n > (int64_t)SHEET_CELL_BYTES_MAX)
		n = (int64_t)SHEET_CELL_BYTES_MAX + 1; /* told as a text too long */
	for (; n > 0 && r->xml.failed == OK; n--)
		row_text_add(&r->row, " ", 1);
	r->space = false;
}

/* An element inside a paragraph. Most (span, a, fields) only wrap text. */
static void
inline_start(struct reader *r, const char *name, enum ods_space space, const char **attributes)
{
	if (space == ODS_TEXT && strcmp(name, "s") == 0) {
		spaces(r, attributes);
	} else if (space == ODS_TEXT && strcmp(name, "tab") == 0) {
		row_text_add(&r->row, "\t", 1);
		r->space = false;
	} else if (space == ODS_TEXT && strcmp(name, "line-break") == 0) {
		row_text_add(&r->row, "\n", 1);
		r->space = true;
	} else if (space != ODS_TEXT || strcmp(name, "note") == 0 ||
		   strcmp(name, "ruby-text") == 0) {
		xml_skip(&r->xml); /* annotations, drawings, … */
	}
}

static bool
is_group(const char *name)
{
	return strcmp(name, "table-row-group") == 0 || strcmp(name, "table-header-rows") == 0 ||
	       strcmp(name, "table-rows") == 0;
}

static void XMLCALL
on_start(void *data, const char *name, const char **attributes)
{
	struct reader *r = data;
	enum ods_space space;

	if (!xml_enter(&r->xml))
		return;
	name = ods_name(r->ods, name, &space);
	if (r->state == IN_TEXT)
		inline_start(r, name, space, attributes);
	else if (r->state == IN_CELL && space == ODS_TEXT && strcmp(name, "p") == 0)
		text_start(r);
	else if (r->state == IN_ROW && space == ODS_TABLE && strcmp(name, "table-cell") == 0)
		cell_start(r, attributes, false);
	else if (r->state == IN_ROW && space == ODS_TABLE &&
		 strcmp(name, "covered-table-cell") == 0)
		cell_start(r, attributes, true);
	else if (r->state == IN_TABLE && space == ODS_TABLE && strcmp(name, "table-row") == 0)
		row_start(r, attributes);
	else if (r->state == IN_TABLE && space == ODS_TABLE && is_group(name))
		;
	else if (r->state == OUTSIDE && r->xml.depth == 1)
		table_start(r); /* the content was opened here */
	else
		xml_skip(&r->xml);
}

static void
cell_end(struct reader *r)
{
	size_t len = r->row.used - r->row.start;
	int64_t i, n = r->column_repeat;

	r->state = IN_ROW;
	if (r->column + n > SHEET_CELLS_MAX && len > 0) {
		xml_fail(&r->xml, MSG("row {0} of the sheet holds more than {1} cells"),
		    arg_int(r->number), arg_int(SHEET_CELLS_MAX));
		return;
	}
	for (i = 0; i < n && len > 0; i++)
		row_set(&r->row, (size_t)(r->column + i), r->row.block + r->row.start, len);
	r->column += n;
	if (r->column > SHEET_CELLS_MAX)
		r->column = SHEET_CELLS_MAX;
}

static void
row_end(struct reader *r)
{
	int64_t again = r->repeat - 1;
	size_t i, bytes = 0;

	r->state = IN_TABLE;
	if (r->row.filled == 0) {
		r->number += again;
		return;
	}
	if (r->number > SHEET_ROWS_MAX - again) {
		xml_fail(
		    &r->xml, MSG("the sheet holds more than {0} rows"), arg_int(SHEET_ROWS_MAX));
		return;
	}
	for (i = 0; i < r->row.filled && again > 0; i++)
		bytes += r->row.cells[i].len;
	r->row.cells_seen += again * (int64_t)r->row.filled;
	r->row.text_seen += (uint64_t)again * bytes;
	r->row.text_before = r->row.text_seen; /* only a single row counts as a row */
	if (r->row.cells_seen > WORKBOOK_CELLS_MAX || r->row.text_seen > WORKBOOK_TEXT_MAX) {
		row_limit(&r->row);
		return;
	}
	r->left = again;
	xml_pause(&r->xml);
}

static void
text_end(struct reader *r)
{
	/* White space at a paragraph's end does not count either. */
	if (r->space && r->row.used - r->row.start > r->text_at &&
	    r->row.block[r->row.used - 1] == ' ')
		r->row.used--;
	r->state = IN_CELL;
}

static void XMLCALL
on_end(void *data, const char *name)
{
	struct reader *r = data;
	int depth = r->xml.depth;

	if (!xml_leave(&r->xml))
		return;
	if (r->state == IN_TEXT && depth == r->text_depth) {
		text_end(r);
	} else if (r->state == IN_CELL) {
		cell_end(r);
	} else if (r->state == IN_ROW) {
		row_end(r);
	} else if (r->state == IN_TABLE && depth == 1) {
		r->state = OUTSIDE;
		r->done = true;
		xml_pause(&r->xml);
	}
}

/* White space of any kind and length is one space (part 3, 6.1.2). */
static void XMLCALL
on_text(void *data, const char *s, int len)
{
	const char *end = s + len, *run;
	struct reader *r = data;

	if (r->state != IN_TEXT || r->xml.skip != 0)
		return;
	while (s < end) {
		for (run = s; s < end && *s != ' ' && *s != '\t' && *s != '\n' && *s != '\r'; s++)
			;
		if (s > run) {
			row_text_add(&r->row, run, (size_t)(s - run));
			r->space = false;
		}
		if (s < end && !r->space) {
			row_text_add(&r->row, " ", 1);
			r->space = true;
		}
		s += s < end;
	}
}

static enum err
next(struct sheet *sheet, struct sheet_row *row, bool *more, struct error *err)
{
	struct reader *r = sheet->data;
	bool paused = true;
	enum err e;

	if (r->left > 0) {
		r->left--;
		r->number++;
	} else if (!r->done) {
		e = xml_run(&r->xml, &paused, err);
		if (e != OK)
			return e;
		r->done = r->done || !paused;
	}
	*more = !r->done;
	if (!r->done)
		*row = (struct sheet_row){r->number, r->row.filled, r->row.cells};
	return OK;
}

static enum err
start(struct reader *r, struct error *err)
{
	struct source *source;
	enum err e = ods_source(r, r->ods, r->index, &source, err);

	if (e != OK)
		return e;
	xml_open(&r->xml, r, source, on_start, on_end, on_text);
	r->state = OUTSIDE;
	r->left = 0;
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

enum err
ods_sheet_open(
    TALLOC_CTX *ctx, struct workbook *wb, size_t index, struct sheet **out, struct error *err)
{
	struct sheet *sheet = mem_new(ctx, struct sheet);
	struct reader *r = mem_new(sheet, struct reader);
	enum err e;

	*sheet = (struct sheet){wb->file, wb->sheets[index].name, r, next, rewind_sheet};
	r->ods = wb->data;
	r->index = index;
	row_open(&r->row, r, &r->xml);
	e = start(r, err);
	if (e == OK)
		*out = sheet;
	else
		talloc_free(sheet);
	return e;
}

enum err
ods_merges(TALLOC_CTX *ctx, struct workbook *wb, size_t index, struct cell_range **out,
    size_t *count, struct error *err)
{
	struct sheet_row row;
	struct sheet *sheet;
	struct reader *r;
	bool more = true;
	enum err e = ods_sheet_open(ctx, wb, index, &sheet, err);

	if (e != OK)
		return e;
	r = sheet->data;
	r->want_merges = true;
	while (e == OK && more) {
		r->left = 0;
		e = next(sheet, &row, &more, err);
	}
	if (e == OK) {
		*out = r->merges == NULL ? NULL : talloc_steal(ctx, r->merges);
		*count = r->nmerges;
	}
	talloc_free(sheet);
	return e;
}
