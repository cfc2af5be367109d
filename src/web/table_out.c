#include "web/table_out.h"

#include "base/mem.h"
#include "document/table_csv.h"
#include "document/table_xlsx.h"
#include "web/work_page.h"

#include <string.h>

bool
table_out_wanted(const struct page *pg)
{
	const char *format = http_query(pg->request, "format");

	return format != NULL && (strcmp(format, "csv") == 0 || strcmp(format, "xlsx") == 0);
}

void
table_out_note(struct table_out *table, const char *note)
{
	if (table->nnotes < TABLE_OUT_NOTES)
		table->notes[table->nnotes++] = note;
}

const char *
table_out_method(struct page *pg, const struct method *method)
{
	return say(pg->ctx, pg->lang, MSG("Method: {0}, version {1} ({2})"),
	    arg_text(bilingual_get(method->title, pg->lang)), arg_year(method->version),
	    arg_text(method->id));
}

static const char *
made(struct page *pg)
{
	return say(pg->ctx, pg->lang, MSG("Made {0}"),
	    arg_text(text_instant(pg->ctx, pg->lang, pg->app->now)));
}

/* ---- CSV ---- */

static void
write_csv(struct page *pg, const struct table_out *t)
{
	struct csv_field *fields = mem_array(pg->ctx, struct csv_field, t->ncolumns);
	struct csv_table head = {.fields = fields, .nfields = t->ncolumns};
	struct doc_cell note;
	size_t i;

	for (i = 0; i < t->ncolumns; i++)
		fields[i].name = t->columns[i].title;
	table_csv_header(pg->out, &head);
	for (i = 0; i < t->nrows; i++)
		table_csv_row(pg->out, t->cells + i * t->ncolumns, t->ncolumns);
	buf_text(pg->out, "\r\n");
	for (i = 0; i <= t->nnotes + 1; i++) {
		note = doc_text(i == 0 ? t->title : i <= t->nnotes ? t->notes[i - 1] : made(pg));
		table_csv_row(pg->out, &note, 1);
	}
	pg->type = "text/csv; charset=utf-8";
}

/* ---- XLSX ---- */

static void
write_notes(struct page *pg, const struct table_out *t, struct table_xlsx *x)
{
	const struct doc_column column = {.type = DOC_TEXT, .width = 100};
	const struct doc_sheet sheet = {
	    .name = tr(pg->lang, MSG("About the table")), .ncolumns = 1, .columns = &column};
	struct doc_cell cell = doc_text(t->title);
	size_t i;

	table_xlsx_sheet(x, &sheet);
	table_xlsx_row(x, &cell, 1, false);
	for (i = 0; i < t->nnotes; i++) {
		cell = doc_text(t->notes[i]);
		table_xlsx_row(x, &cell, 1, false);
	}
	cell = doc_text(made(pg));
	table_xlsx_row(x, &cell, 1, false);
}

static enum err
make_xlsx(struct page *pg, const struct table_out *t, char **bytes, size_t *len, struct error *err)
{
	const struct doc_sheet sheet = {.name = t->title,
	    .ncolumns = t->ncolumns,
	    .columns = t->columns,
	    .header = true,
	    .active = true};
	struct table_xlsx *x;
	size_t i;
	enum err e = table_xlsx_new(
	    pg->ctx, mem_printf(pg->ctx, "%s/tmp", pg->app->dir), pg->app->now, &x, err);

	if (e != OK)
		return e;
	table_xlsx_sheet(x, &sheet);
	for (i = 0; i < t->nrows; i++)
		table_xlsx_row(x, t->cells + i * t->ncolumns, t->ncolumns, false);
	write_notes(pg, t, x);
	e = table_xlsx_take(pg->ctx, x, bytes, len, err);
	talloc_free(x);
	return e;
}

static void
write_xlsx(struct page *pg, const struct table_out *t)
{
	struct error err;
	char *bytes = NULL;
	size_t len = 0;
	enum err e = make_xlsx(pg, t, &bytes, &len, &err);

	if (e != OK) {
		handle_error(pg, e, &err);
		return;
	}
	buf_add(pg->out, bytes, len);
	pg->type = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";
}

void
table_out_write(struct page *pg, const struct table_out *table)
{
	const char *format = http_query(pg->request, "format");

	if (strcmp(format, "csv") == 0)
		write_csv(pg, table);
	else
		write_xlsx(pg, table);
	if (pg->type != NULL)
		pg->file_name = mem_printf(pg->ctx, "%s.%s", table->name, format);
}
