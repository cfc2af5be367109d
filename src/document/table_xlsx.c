#include "document/table_xlsx.h"

#include "base/file.h"
#include "base/hash.h"
#include "base/mem.h"

#include <errno.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include <xlsxwriter.h>

#define NAME_CHARS 31
#define FILE_MAX ((size_t)200 << 20)
#define WIDTH_MAX 80

/* One format for each look of a cell. */
enum look { LOOK_PLAIN, LOOK_GIVEN, LOOK_MARKED, LOOKS };

struct table_xlsx {
	char *tmp, *path;
	lxw_workbook *book;
	lxw_worksheet *sheet;
	lxw_format *header, *formats[LOOKS][DOC_DAY + 1];
	const struct doc_column *columns; /* of this sheet */
	size_t ncolumns;
	lxw_row_t row;
	int sheets;
	lxw_error error; /* the first one */
};

static void
note(struct table_xlsx *x, lxw_error e)
{
	if (x->error == LXW_NO_ERROR)
		x->error = e;
}

static int
free_table(struct table_xlsx *x)
{
	if (x->book != NULL)
		lxw_workbook_free(x->book);
	if (x->path != NULL)
		unlink(x->path);
	return 0;
}

static lxw_format *
add_format(struct table_xlsx *x, enum look look, enum doc_type type)
{
	static const char *const patterns[] = {[DOC_EMPTY] = NULL,
	    [DOC_TEXT] = "@",
	    [DOC_INTEGER] = "0",
	    [DOC_DECIMAL] = NULL,
	    [DOC_PERCENT] = "0.00%",
	    [DOC_DAY] = "dd.mm.yyyy"};
	lxw_format *f = mem_check(workbook_add_format(x->book));

	if (patterns[type] != NULL)
		format_set_num_format(f, patterns[type]);
	format_set_align(f, LXW_ALIGN_VERTICAL_TOP);
	if (look == LOOK_GIVEN)
		format_set_bg_color(f, 0xF2F2F2);
	if (look == LOOK_MARKED)
		format_set_bg_color(f, 0xFFF2CC);
	return f;
}

static void
add_formats(struct table_xlsx *x)
{
	int look, type;

	x->header = mem_check(workbook_add_format(x->book));
	format_set_bold(x->header);
	format_set_text_wrap(x->header);
	format_set_align(x->header, LXW_ALIGN_VERTICAL_TOP);
	format_set_bottom(x->header, LXW_BORDER_THIN);
	format_set_bg_color(x->header, 0xDDEBF7);
	for (look = 0; look < LOOKS; look++) {
		for (type = 0; type <= DOC_DAY; type++)
			x->formats[look][type] = add_format(x, look, type);
	}
}

enum err
table_xlsx_new(
    TALLOC_CTX *ctx, const char *tmp, int64_t now, struct table_xlsx **out, struct error *err)
{
	struct table_xlsx *x = mem_new(ctx, struct table_xlsx);
	lxw_workbook_options options = {.constant_memory = LXW_TRUE};
	lxw_doc_properties properties = {.created = (time_t)(now / 1000)};
	char uid[UID_TEXT_SIZE];

	if (mkdir(tmp, 0700) != 0 && errno != EEXIST) {
		talloc_free(x);
		return fail(err, ERR_IO, MSG("{0}: {1}"), arg_text(tmp), arg_text(strerror(errno)));
	}
	uid_new(uid);
	x->tmp = mem_strdup(x, tmp);
	options.tmpdir = x->tmp;
	x->path = mem_printf(x, "%s/%s.xlsx", tmp, uid);
	talloc_set_destructor(x, free_table);
	x->book = mem_check(workbook_new_opt(x->path, &options));
	workbook_set_properties(x->book, &properties);
	add_formats(x);
	*out = x;
	return OK;
}

/* The first @chars characters of @s. */
static char *
first_chars(TALLOC_CTX *ctx, const char *s, size_t chars)
{
	size_t n = 0, i;

	for (i = 0; s[i] != '\0'; i++) {
		if (((unsigned char)s[i] & 0xC0) != 0x80 && n++ == chars)
			break;
	}
	return mem_strndup(ctx, s, i);
}

/* A sheet's name has at most 31 characters, none of []:*?/\, and no other sheet has it. */
static lxw_worksheet *
add_sheet(struct table_xlsx *x, const char *wanted)
{
	char *name = first_chars(x, wanted, NAME_CHARS - 5), *p;
	lxw_worksheet *sheet;
	int i;

	for (p = name; *p != '\0'; p++) {
		if (strchr("[]:*?/\\'", *p) != NULL)
			*p = ' ';
	}
	if (name[strspn(name, " ")] == '\0')
		name = mem_printf(x, "%d", x->sheets + 1);
	p = name;
	for (i = 2; i < 1000 && workbook_validate_sheet_name(x->book, p) != LXW_NO_ERROR; i++)
		p = mem_printf(x, "%s %d", name, i);
	sheet = workbook_add_worksheet(x->book, p);
	if (sheet == NULL)
		sheet = mem_check(workbook_add_worksheet(x->book, NULL));
	x->sheets++;
	return sheet;
}

static void
set_limits(struct table_xlsx *x, lxw_data_validation *v, const struct doc_column *c, lxw_row_t from)
{
	char column[16];

	v->validate = LXW_VALIDATION_TYPE_INTEGER;
	v->criteria = LXW_VALIDATION_CRITERIA_GREATER_THAN_OR_EQUAL_TO;
	v->value_number = 0;
	if (c->rule == DOC_COUNT)
		return;
	v->criteria = LXW_VALIDATION_CRITERIA_BETWEEN;
	v->minimum_number = (double)c->least;
	v->maximum_number = (double)c->most;
	if (c->rule == DOC_RANGE)
		return;
	lxw_col_to_name(column, (lxw_col_t)c->limit, true);
	v->validate = LXW_VALIDATION_TYPE_INTEGER_FORMULA;
	v->minimum_formula = mem_strdup(x, "=0");
	v->maximum_formula = mem_printf(x, "=%s%u", column, from + 1);
}

static void
add_rule(struct table_xlsx *x, lxw_col_t column, const struct doc_column *c, lxw_row_t to)
{
	lxw_data_validation v = {.ignore_blank = LXW_VALIDATION_ON,
	    .show_input = LXW_VALIDATION_ON,
	    .show_error = LXW_VALIDATION_ON,
	    .validate = LXW_VALIDATION_TYPE_ANY};
	lxw_row_t from = 1;

	if (c->rule == DOC_LIST) {
		v.validate = LXW_VALIDATION_TYPE_LIST;
		v.value_list = (char **)(uintptr_t)c->list;
	} else if (c->rule == DOC_DATE) {
		v.validate = LXW_VALIDATION_TYPE_DATE;
		v.criteria = LXW_VALIDATION_CRITERIA_GREATER_THAN_OR_EQUAL_TO;
		v.value_datetime = (lxw_datetime){.year = 1900, .month = 1, .day = 1};
	} else if (c->rule != DOC_ANY) {
		set_limits(x, &v, c, from);
	}
	if (c->hint != NULL) {
		v.input_title = first_chars(x, c->title, 30);
		v.input_message = first_chars(x, c->hint, 250);
		v.error_title = v.input_title;
		v.error_message = first_chars(x, c->hint, 220);
	}
	if (c->rule != DOC_ANY || c->hint != NULL)
		note(x, worksheet_data_validation_range(x->sheet, from, column, to, column, &v));
}

static void
write_header(struct table_xlsx *x, const struct doc_sheet *sheet)
{
	lxw_col_t i;

	for (i = 0; i < sheet->ncolumns; i++) {
		note(x, worksheet_write_string(x->sheet, 0, i, sheet->columns[i].title, x->header));
		if (sheet->typed_to > 1)
			add_rule(x, i, &sheet->columns[i], (lxw_row_t)sheet->typed_to - 1);
	}
	worksheet_freeze_panes(x->sheet, 1, 0);
	worksheet_repeat_rows(x->sheet, 0, 0);
	x->row = 1;
}

void
table_xlsx_sheet(struct table_xlsx *x, const struct doc_sheet *sheet)
{
	size_t i;
	double width;

	x->sheet = add_sheet(x, sheet->name);
	x->row = 0;
	x->columns = sheet->columns;
	x->ncolumns = sheet->ncolumns;
	for (i = 0; i < sheet->ncolumns; i++) {
		const struct doc_column *c = &sheet->columns[i];

		width = c->width > WIDTH_MAX ? WIDTH_MAX : c->width;
		if (width > 0) /* the format serves cells that are still to be typed */
			note(x, worksheet_set_column(x->sheet, (lxw_col_t)i, (lxw_col_t)i, width,
				    sheet->typed_to > 0 ? x->formats[LOOK_PLAIN][c->type] : NULL));
	}
	worksheet_set_landscape(x->sheet);
	worksheet_fit_to_pages(x->sheet, 1, 0);
	if (sheet->active)
		worksheet_activate(x->sheet);
	if (sheet->header)
		write_header(x, sheet);
}

static void
write_text(struct table_xlsx *x, lxw_col_t at, const char *s, lxw_format *f)
{
	char *cut;

	if (strlen(s) <= TABLE_XLSX_TEXT_MAX) {
		note(x, worksheet_write_string(x->sheet, x->row, at, s, f));
		return;
	}
	cut = first_chars(x, s, TABLE_XLSX_TEXT_MAX);
	cut = mem_printf(x, "%s%s", cut, strlen(cut) < strlen(s) ? "…" : "");
	note(x, worksheet_write_string(x->sheet, x->row, at, cut, f));
	talloc_free(cut);
}

static void
write_cell(struct table_xlsx *x, lxw_col_t at, const struct doc_cell *c, lxw_format *f)
{
	lxw_datetime day;

	switch (c->type) {
	case DOC_EMPTY:
		note(x, worksheet_write_blank(x->sheet, x->row, at, f));
		return;
	case DOC_TEXT:
		write_text(x, at, c->text, f);
		return;
	case DOC_INTEGER:
		note(x, worksheet_write_number(x->sheet, x->row, at, (double)c->integer, f));
		return;
	case DOC_DECIMAL:
	case DOC_PERCENT:
		note(x, worksheet_write_number(x->sheet, x->row, at, c->number, f));
		return;
	case DOC_DAY:
		day = (lxw_datetime){c->day.year, c->day.month, c->day.day, 0, 0, 0};
		note(x, worksheet_write_datetime(x->sheet, x->row, at, &day, f));
		return;
	}
}

bool
table_xlsx_row(struct table_xlsx *x, const struct doc_cell *cells, size_t n, bool marked)
{
	enum doc_type type;
	enum look look;
	size_t i;

	if (x->row >= TABLE_XLSX_ROWS_MAX)
		return false;
	for (i = 0; i < n && i < TABLE_XLSX_COLUMNS_MAX; i++) {
		look = marked ? LOOK_MARKED : LOOK_PLAIN;
		type = cells[i].type;
		if (!marked && i < x->ncolumns && x->columns[i].given)
			look = LOOK_GIVEN;
		if (type == DOC_EMPTY && i < x->ncolumns)
			type = x->columns[i].type;
		write_cell(x, (lxw_col_t)i, &cells[i], x->formats[look][type]);
	}
	x->row++;
	return true;
}

void
table_xlsx_skip_to(struct table_xlsx *x, int64_t row)
{
	if (row - 1 > x->row)
		x->row = row > TABLE_XLSX_ROWS_MAX ? TABLE_XLSX_ROWS_MAX : (lxw_row_t)(row - 1);
}

enum err
table_xlsx_take(TALLOC_CTX *ctx, struct table_xlsx *x, char **bytes, size_t *len, struct error *err)
{
	lxw_error closed = workbook_close(x->book);
	enum err e;

	x->book = NULL; /* freed by closing, well or not */
	note(x, closed);
	if (x->error != LXW_NO_ERROR)
		return fail(err, ERR_IO, MSG("the workbook could not be written: {0}"),
		    arg_text(lxw_strerror(x->error)));
	e = file_read(ctx, x->path, FILE_MAX, bytes, len, err);
	unlink(x->path);
	return e;
}

enum err
table_xlsx_finish(struct table_xlsx *x, const char *path, struct error *err)
{
	char *bytes;
	size_t len;
	enum err e = table_xlsx_take(x, x, &bytes, &len, err);

	return e == OK ? file_write(path, bytes, len, err) : e;
}
