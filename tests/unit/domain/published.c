#include "published.h"

#include "base/file.h"
#include "base/text.h"
#include "intake/workbook.h"

#include <regex.h>

struct table {
	size_t ncolumns;
	const char **columns;
};

struct record {
	const char *code;
	int year; /* 0: of any year */
	size_t table;
	const char **cells; /* as many as the table has columns */
};

struct tables {
	size_t ntables, nrecords, nschools;
	struct table *tables;
	struct record *records; /* by code */
	size_t *first;          /* of each school and, after the last, nrecords */
};

struct tables *
tables_new(TALLOC_CTX *ctx)
{
	return mem_new(ctx, struct tables);
}

/* ---- reading ---- */

static const char *
cell_text(TALLOC_CTX *ctx, const struct sheet_row *row, size_t column)
{
	const char *text;

	if (column >= row->count || row->cells[column].len == 0)
		return "";
	text = text_clean(ctx, row->cells[column].text, row->cells[column].len);
	return strcmp(text, "NaN") == 0 ? "" : text;
}

static void
read_header(struct tables *t, struct table *table, const struct sheet_row *row)
{
	size_t i;

	table->ncolumns = row->count;
	table->columns = mem_array(t, const char *, row->count + 2);
	for (i = 0; i < row->count; i++)
		table->columns[i] = cell_text(t, row, i);
}

/* A lower header names the columns of each merged cell of the upper one. */
static void
read_second_header(struct tables *t, struct table *table, const struct sheet_row *row)
{
	struct table upper = *table;
	const char *above = "", *lower;
	size_t i;

	table->ncolumns = row->count > upper.ncolumns ? row->count : upper.ncolumns;
	table->columns = mem_array(t, const char *, table->ncolumns + 2);
	for (i = 0; i < table->ncolumns; i++) {
		if (i < upper.ncolumns && upper.columns[i][0] != '\0')
			above = upper.columns[i];
		lower = cell_text(t, row, i);
		table->columns[i] =
		    lower[0] == '\0' ? above : mem_printf(t, "%s / %s", above, lower);
	}
}

static int
column_of(const struct table *table, const char *name)
{
	size_t i;

	for (i = 0; name != NULL && i < table->ncolumns; i++) {
		if (strcmp(table->columns[i], name) == 0)
			return (int)i;
	}
	return -1;
}

static const char *
field_of(const struct table *table, const struct record *record, const char *name)
{
	int i = column_of(table, name);

	return i < 0 ? "" : record->cells[i];
}

static void
take_row(struct tables *t, const struct table *table, const struct table_form *form,
    const regex_t *pattern, const struct sheet_row *row)
{
	struct record r = {.table = t->ntables - 1};
	const char *code, *sub;
	size_t i, n = table->ncolumns - (form->derived != NULL);

	r.cells = mem_array(t, const char *, table->ncolumns + 1);
	for (i = 0; i < n; i++)
		r.cells[i] = cell_text(r.cells, row, i);
	if (form->only != NULL && strcmp(field_of(table, &r, form->only), form->is) != 0) {
		talloc_free(r.cells);
		return;
	}
	code = field_of(table, &r, form->code);
	sub = field_of(table, &r, form->sub);
	r.code = mem_printf(r.cells, "%s%s", code, sub);
	r.year = form->year == NULL ? 0 : (int)strtol(field_of(table, &r, form->year), NULL, 10);
	if (form->derived != NULL)
		r.cells[n] = regexec(pattern, r.code, 0, NULL, 0) == 0 ? "TRUE" : "FALSE";
	if (code[0] != '\0')
		mem_push(t, t->records, t->nrecords) = r;
}

static void
read_rows(struct tables *t, const struct table_form *form, struct sheet *sheet)
{
	struct table *table = &mem_push(t, t->tables, t->ntables);
	int header = form->header == 0 ? 1 : form->header;
	struct sheet_row row;
	struct error err;
	bool more = true;
	regex_t pattern;

	*table = (struct table){0};
	assert_int_equal(
	    regcomp(&pattern, form->pattern == NULL ? "" : form->pattern, REG_EXTENDED | REG_NOSUB),
	    0);
	while (sheet_next(sheet, &row, &more, &err) == OK && more) {
		if (row.number == header)
			read_header(t, table, &row);
		else if (form->second != 0 && row.number == form->second)
			read_second_header(t, table, &row);
		else if (row.number > header)
			take_row(t, table, form, &pattern, &row);
		if (form->derived != NULL && row.number == header)
			table->columns[table->ncolumns++] = form->derived;
	}
	assert_false(more);
	assert_true(column_of(table, form->code) >= 0);
	regfree(&pattern);
}

bool
tables_add(struct tables *t, const struct table_form *form)
{
	TALLOC_CTX *local = talloc_new(NULL);
	char *path = shared_file(local, mem_printf(local, "data/accountability/%s", form->file));
	struct workbook *wb = NULL;
	struct sheet *sheet = NULL;
	struct error err;
	char *bytes;
	size_t len;

	if (path != NULL) {
		assert_int_equal(
		    file_read(local, path, WORKBOOK_BYTES_MAX, &bytes, &len, &err), OK);
		assert_int_equal(workbook_open(local, form->file, bytes, len, &wb, &err), OK);
		assert_true(form->sheet < wb->nsheets);
		assert_int_equal(workbook_sheet_open(local, wb, form->sheet, &sheet, &err), OK);
		read_rows(t, form, sheet);
	}
	talloc_free(local);
	return path != NULL;
}

static int
by_code(const void *a, const void *b)
{
	return strcmp(((const struct record *)a)->code, ((const struct record *)b)->code);
}

void
tables_finish(struct tables *t)
{
	size_t i;

	qsort(t->records, t->nrecords, sizeof *t->records, by_code);
	t->first = mem_array(t, size_t, t->nrecords + 1);
	for (i = 0; i < t->nrecords; i++) {
		if (i == 0 || by_code(&t->records[i - 1], &t->records[i]) != 0)
			t->first[t->nschools++] = i;
	}
	t->first[t->nschools] = t->nrecords;
}

size_t
tables_count(const struct tables *t)
{
	return t->nschools;
}

const char *
tables_code(const struct tables *t, size_t school)
{
	return t->records[t->first[school]].code;
}

const char *
tables_text(const struct tables *t, size_t school, int year, const char *column)
{
	size_t i;

	for (i = t->first[school]; i < t->first[school + 1]; i++) {
		const struct record *r = &t->records[i];
		const char *text = field_of(&t->tables[r->table], r, column);

		if ((r->year == 0 || r->year == year) && text[0] != '\0')
			return text;
	}
	return "";
}

/* ---- the source of a method ---- */

static bool
truth_of(const char *s, bool *out)
{
	static const char *const words[] = {"Y", "Yes", "TRUE", "N", "No", "FALSE"};
	size_t i;

	for (i = 0; i < 6 && strcmp(s, words[i]) != 0; i++)
		;
	*out = i < 3;
	return i < 6;
}

static struct value
text_as(const struct method *m, enum value_type type, const char *s)
{
	struct rational n;
	size_t i;
	bool yes;

	if (type == VALUE_TEXT && s[0] != '\0') {
		for (i = 0; i < m->natoms && strcmp(m->atoms[i], s) != 0; i++)
			;
		return value_text(s, i < m->natoms ? (int32_t)i : -1);
	}
	if (type == VALUE_TRUTH && truth_of(s, &yes))
		return value_truth(yes);
	if (type == VALUE_NUMBER && rational_parse(s, strlen(s), &n))
		return value_number(n);
	return value_nodata(ABSENCE_NO_DATA);
}

/* A key that is a year chooses the row, a text the column: «key / field», else «key». */
static struct value
read_table(void *data, size_t school, size_t input, const struct value *keys)
{
	const struct judging *j = data;
	const struct method_input *in = &j->method->inputs[input];
	const char *column = in->field, *text;
	int year = j->year;
	char both[300];
	size_t i;

	for (i = 0; i < in->nkeys; i++) {
		if (keys[i].type == VALUE_NUMBER) {
			year = (int)keys[i].number.num;
		} else {
			snprintf(both, sizeof both, "%s / %s", keys[i].text, in->field);
			text = tables_text(j->tables, school, year, both);
			column = text[0] != '\0' ? both : keys[i].text;
		}
	}
	return text_as(j->method, in->type, tables_text(j->tables, school, year, column));
}

/* All schools are one region. */
static size_t
read_group(void *data, size_t school, enum method_group group, const size_t **members)
{
	struct judging *j = data;
	size_t i, n = tables_count(j->tables), *all = mem_array(j, size_t, n);

	for (i = 0; i < n; i++)
		all[i] = i;
	*members = all;
	return n;
}

static struct method *
read_method(TALLOC_CTX *ctx, const char *id)
{
	struct problems *problems = problems_new(ctx);
	char *path = mem_printf(ctx, "%s/tests/methods/%s.yaml", getenv("OPORA_SOURCE"), id);
	struct method *m;
	struct error err;
	char *bytes;
	size_t len, i;

	assert_int_equal(file_read(ctx, path, 1 << 20, &bytes, &len, &err), OK);
	m = method_read(ctx, path, bytes, len, problems);
	for (i = 0; i < problems->count; i++)
		print_error("%s:%d: %s\n", id, (int)problems->items[i].place.row,
		    problems->items[i].what.id);
	assert_non_null(m);
	assert_string_equal(m->id, id);
	return m;
}

struct judging *
judging_new(TALLOC_CTX *ctx, const char *id, const struct tables *tables, int year)
{
	struct judging *j = mem_new(ctx, struct judging);
	struct value *params;
	struct error err;

	j->tables = tables;
	j->year = year;
	j->method = read_method(j, id);
	j->source = (struct method_source){read_table, read_group, j};
	assert_int_equal(method_params(j, j->method, NULL, 0, &params, &err), OK);
	j->evaluator = evaluator_new(j, j->method, params, year, &j->source);
	return j;
}

struct decision *
judging_decide(TALLOC_CTX *ctx, struct judging *j, size_t school)
{
	struct decision *d = NULL;
	struct error err;
	enum err e = evaluator_decide(ctx, j->evaluator, school, false, &d, &err);

	if (e != OK)
		print_error("%s: %s\n", tables_code(j->tables, school), err.id);
	assert_int_equal(e, OK);
	return d;
}

/* ---- comparison ---- */

/* To nine decimals: some figures were published as doubles with all their digits. */
static bool
same_number(struct rational ours, const char *published)
{
	struct rational n;

	return rational_parse(published, strlen(published), &n) &&
	       rational_round_half_up(n, 9, &n) && rational_round_half_up(ours, 9, &ours) &&
	       rational_cmp(n, ours) == 0;
}

static bool
agrees(const struct value *v, const char *published)
{
	bool yes;

	if (v->type == VALUE_TRUTH)
		return truth_of(published, &yes) && yes == v->truth;
	if (v->type == VALUE_TEXT)
		return strcmp(v->text, published) == 0;
	return v->type == VALUE_NUMBER && same_number(v->number, published) &&
	       same_number(v->high, published);
}

static void
count_answer(struct agreement *a, const struct value *v, const char *published)
{
	bool known = v->type != VALUE_NODATA, same = known && agrees(v, published),
	     yes = v->type == VALUE_TRUTH && v->truth;

	a->same += same;
	a->yes += same && yes;
	a->claims += !same && yes;
	a->differ += known && !same && published[0] != '\0';
	a->only_ours += known && published[0] == '\0';
	a->only_published += !known && published[0] != '\0';
	a->neither += !known && published[0] == '\0';
}

struct agreement
judging_compare(struct judging *j, const char *result, const char *column)
{
	struct agreement a = {0};
	size_t i;

	for (i = 0; i < tables_count(j->tables); i++) {
		TALLOC_CTX *local = talloc_new(NULL);
		struct decision *d = judging_decide(local, j, i);
		const struct value *v = decision_result(d, result);
		const char *published = tables_text(j->tables, i, j->year, column);

		assert_non_null(v);
		count_answer(&a, v, published);
		a.failed += d->nfailed > 0;
		if (a.differ > 0 && a.differ <= 5 && v->type != VALUE_NODATA &&
		    published[0] != '\0' && !agrees(v, published))
			print_message("# %s: %s, published %s\n", tables_code(j->tables, i),
			    value_print(local, v), published);
		talloc_free(local);
	}
	return a;
}
