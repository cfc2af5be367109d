#include "document/table_csv.h"

#include "base/mem.h"

#include <string.h>

#define BOM "\xEF\xBB\xBF"

static void
put_text(struct buf *out, const char *s)
{
	bool formula = strchr("=+-@\t\r", s[0]) != NULL && s[0] != '\0';

	if (!formula && s[strcspn(s, ";\"\r\n")] == '\0' && s[0] != ' ') {
		buf_text(out, s);
		return;
	}
	buf_char(out, '"');
	if (formula)
		buf_char(out, ' ');
	for (; *s != '\0'; s++) {
		if (*s == '"')
			buf_char(out, '"');
		buf_char(out, *s);
	}
	buf_char(out, '"');
}

/* At most nine decimals, as figures are stored; a comma for Excel. */
static void
put_decimal(struct buf *out, double n)
{
	char text[64];
	size_t len;

	snprintf(text, sizeof text, "%.9f", n);
	len = strlen(text);
	while (len > 1 && text[len - 1] == '0')
		text[--len] = '\0';
	if (text[len - 1] == '.')
		text[--len] = '\0';
	for (len = 0; text[len] != '\0'; len++)
		buf_char(out, text[len] == '.' ? ',' : text[len]);
}

static void
put_cell(struct buf *out, const struct doc_cell *c)
{
	char day[DAY_TEXT_SIZE];

	switch (c->type) {
	case DOC_EMPTY:
		break;
	case DOC_TEXT:
		put_text(out, c->text);
		break;
	case DOC_INTEGER:
		buf_int(out, c->integer);
		break;
	case DOC_DECIMAL:
		put_decimal(out, c->number);
		break;
	case DOC_PERCENT:
		put_decimal(out, c->number * 100);
		break;
	case DOC_DAY:
		day_text(c->day, day);
		buf_text(out, day);
		break;
	}
}

void
table_csv_row(struct buf *out, const struct doc_cell *cells, size_t n)
{
	size_t i;

	for (i = 0; i < n; i++) {
		if (i > 0)
			buf_char(out, ';');
		put_cell(out, &cells[i]);
	}
	buf_text(out, "\r\n");
}

void
table_csv_header(struct buf *out, const struct csv_table *table)
{
	size_t i;

	buf_text(out, BOM);
	for (i = 0; i < table->nfields; i++) {
		if (i > 0)
			buf_char(out, ';');
		buf_text(out, table->fields[i].name);
	}
	buf_text(out, "\r\n");
}

static void
put_words(struct json *j, const char *key, const char *const *words)
{
	json_array(j, key);
	for (; *words != NULL; words++)
		json_text(j, NULL, *words);
	json_end(j);
}

static void
put_field(struct json *j, const struct csv_field *f)
{
	json_object(j, NULL);
	json_text(j, "name", f->name);
	json_text(j, "type", f->type);
	json_text(j, "title", f->title);
	if (strcmp(f->type, "number") == 0) {
		json_text(j, "decimalChar", ",");
		json_bool(j, "bareNumber", true);
	}
	if (strcmp(f->type, "boolean") == 0) {
		put_words(j, "trueValues", (const char *const[]){"1", NULL});
		put_words(j, "falseValues", (const char *const[]){"0", NULL});
	}
	if (f->required || f->values != NULL) {
		json_object(j, "constraints");
		if (f->required)
			json_bool(j, "required", true);
		if (f->values != NULL)
			put_words(j, "enum", f->values);
		json_end(j);
	}
	json_end(j);
}

static void
put_schema(struct json *j, const struct csv_table *t)
{
	size_t i;

	json_object(j, "schema");
	json_array(j, "fields");
	for (i = 0; i < t->nfields; i++)
		put_field(j, &t->fields[i]);
	json_end(j);
	put_words(j, "missingValues", (const char *const[]){"", NULL});
	put_words(j, "primaryKey", t->key);
	if (t->reference[0] != NULL) {
		json_array(j, "foreignKeys");
		json_object(j, NULL);
		json_text(j, "fields", t->reference[0]);
		json_object(j, "reference");
		json_text(j, "resource", t->reference[1]);
		json_text(j, "fields", t->reference[2]);
		json_end(j);
		json_end(j);
		json_end(j);
	}
	json_end(j);
}

static void
put_resource(struct json *j, const struct csv_table *t)
{
	char *path = mem_printf(NULL, "%s.csv", t->name),
	     *hash = mem_printf(NULL, "sha256:%s", t->sha256);

	json_object(j, NULL);
	json_text(j, "name", t->name);
	json_text(j, "title", t->title);
	json_text(j, "path", path);
	json_text(j, "profile", "tabular-data-resource");
	json_text(j, "format", "csv");
	json_text(j, "mediatype", "text/csv");
	json_text(j, "encoding", "utf-8");
	json_object(j, "dialect");
	json_text(j, "delimiter", ";");
	json_text(j, "lineTerminator", "\r\n");
	json_text(j, "quoteChar", "\"");
	json_bool(j, "doubleQuote", true);
	json_bool(j, "header", true);
	json_end(j);
	json_int(j, "rows", t->rows);
	json_int(j, "bytes", (int64_t)t->bytes);
	json_text(j, "hash", hash);
	put_schema(j, t);
	json_end(j);
	talloc_free(path);
	talloc_free(hash);
}

void
table_csv_package(struct json *j, const struct csv_table *tables, size_t n, const char *created)
{
	size_t i;

	json_object(j, NULL);
	json_text(j, "profile", "tabular-data-package");
	json_text(j, "name", "opora-export");
	json_text(j, "created", created);
	json_array(j, "resources");
	for (i = 0; i < n; i++)
		put_resource(j, &tables[i]);
	json_end(j);
	json_end(j);
}
