#include "spreadsheet.h"

#include "base/buf.h"
#include "base/tr.h"

#include <zip.h>

#define MAIN_TYPE "http://schemas.openxmlformats.org/officeDocument/2006/relationships/"

static void
add(zip_t *zip, const char *name, const char *bytes, size_t len)
{
	zip_int64_t i = zip_file_add(zip, name, zip_source_buffer(zip, bytes, len, 0), 0);

	assert_true(i >= 0);
	zip_set_file_compression(zip, (zip_uint64_t)i, ZIP_CM_STORE, 0);
}

static char *
finish(TALLOC_CTX *ctx, zip_t *zip, zip_source_t *to, size_t *len)
{
	struct zip_stat st;
	char *out;

	zip_source_keep(to);
	assert_int_equal(zip_close(zip), 0);
	zip_source_stat(to, &st);
	out = mem_check(talloc_size(ctx, st.size));
	zip_source_open(to);
	assert_int_equal(zip_source_read(to, out, st.size), st.size);
	zip_source_close(to);
	zip_source_free(to);
	*len = st.size;
	return out;
}

static void
add_all(zip_t *zip, va_list ap)
{
	const char *name, *content;

	while ((name = va_arg(ap, const char *)) != NULL) {
		content = va_arg(ap, const char *);
		add(zip, name, content, strlen(content));
	}
}

char *
zip_of(TALLOC_CTX *ctx, size_t *len, ...)
{
	zip_source_t *to = zip_source_buffer_create(NULL, 0, 0, NULL);
	zip_t *zip = zip_open_from_source(to, ZIP_TRUNCATE, NULL);
	va_list ap;

	va_start(ap, len);
	add_all(zip, ap);
	va_end(ap);
	return finish(ctx, zip, to, len);
}

char *
zip_with_large(TALLOC_CTX *ctx, size_t *len, const char *name, const char *head,
    const char *pattern, size_t times, const char *tail, ...)
{
	zip_source_t *to = zip_source_buffer_create(NULL, 0, 0, NULL);
	zip_t *zip = zip_open_from_source(to, ZIP_TRUNCATE, NULL);
	size_t n = strlen(pattern), i, room = strlen(head) + n * times + strlen(tail) + 1;
	char *large = malloc(room), *p = large, *out;
	zip_int64_t at;
	va_list ap;

	p = stpcpy(p, head);
	for (i = 0; i < times; i++)
		p = (char *)memcpy(p, pattern, n) + n;
	p = stpcpy(p, tail);
	at = zip_file_add(zip, name, zip_source_buffer(zip, large, (size_t)(p - large), 0), 0);
	zip_set_file_compression(zip, (zip_uint64_t)at, ZIP_CM_DEFLATE, 6);
	va_start(ap, tail);
	add_all(zip, ap);
	va_end(ap);
	out = finish(ctx, zip, to, len);
	free(large);
	return out;
}

static const char * or (const char *given, const char *usual)
{
	return given != NULL ? given : usual;
}

char *
xlsx_of(TALLOC_CTX *ctx, size_t *len, struct xlsx_parts p)
{
	char *sheet =
	    mem_printf(ctx, "<worksheet " XLSX_NS "><sheetData>%s</sheetData>%s</worksheet>",
		p.rows, or (p.after, ""));

	return zip_of(ctx, len, "_rels/.rels",
	    "<Relationships><Relationship Id=\"rId1\" Type=\"" MAIN_TYPE
	    "officeDocument\" Target=\"xl/workbook.xml\"/></Relationships>",
	    "xl/workbook.xml",
	    or (p.workbook, "<workbook " XLSX_NS " xmlns:r=\"r\"><sheets><sheet name=\"Лист1\" "
			    "sheetId=\"1\" r:id=\"rId1\"/></sheets></workbook>"),
	    "xl/_rels/workbook.xml.rels",
	    or (p.relations,
		   "<Relationships><Relationship Id=\"rId1\" Type=\"" MAIN_TYPE
		   "worksheet\" Target=\"worksheets/sheet1.xml\"/><Relationship Id=\"rId2\" "
		   "Type=\"" MAIN_TYPE
		   "sharedStrings\" Target=\"sharedStrings.xml\"/><Relationship Id=\"rId3\" "
		   "Type=\"" MAIN_TYPE "styles\" Target=\"styles.xml\"/></Relationships>"),
	    "xl/sharedStrings.xml", or (p.strings, "<sst " XLSX_NS "/>"), "xl/styles.xml",
	    or (p.styles, "<styleSheet " XLSX_NS "/>"), "xl/worksheets/sheet1.xml", sheet, NULL);
}

char *
ods_of(TALLOC_CTX *ctx, size_t *len, const char *tables)
{
	static const char spaces[] =
	    "xmlns:office=\"urn:oasis:names:tc:opendocument:xmlns:office:1.0\" "
	    "xmlns:table=\"urn:oasis:names:tc:opendocument:xmlns:table:1.0\" "
	    "xmlns:text=\"urn:oasis:names:tc:opendocument:xmlns:text:1.0\" "
	    "xmlns:style=\"urn:oasis:names:tc:opendocument:xmlns:style:1.0\"";
	char *content = mem_printf(ctx,
	    "<office:document-content %s><office:automatic-styles><style:style style:name=\"ta2\" "
	    "style:family=\"table\"><style:table-properties table:display=\"false\"/>"
	    "</style:style></office:automatic-styles><office:body><office:spreadsheet>%s"
	    "</office:spreadsheet></office:body></office:document-content>",
	    spaces, tables);

	return zip_of(ctx, len, "mimetype", "application/vnd.oasis.opendocument.spreadsheet",
	    "content.xml", content, NULL);
}

static enum err
sheet_text(struct sheet *sheet, struct buf *out, struct error *err)
{
	struct sheet_row row;
	bool more = true;
	enum err e;
	size_t i;

	for (;;) {
		e = sheet_next(sheet, &row, &more, err);
		if (e != OK || !more)
			return e;
		buf_printf(out, "%ld:", (long)row.number);
		for (i = 0; i < row.count; i++) {
			if (i > 0)
				buf_char(out, '|');
			buf_add(out, row.cells[i].text, row.cells[i].len);
		}
		buf_char(out, '\n');
	}
}

static enum err
workbook_text(TALLOC_CTX *ctx, const char *bytes, size_t len, struct buf *out, struct error *err)
{
	struct workbook *wb;
	struct sheet *sheet;
	enum err e = workbook_open(ctx, "test", bytes, len, &wb, err);
	size_t i;

	for (i = 0; e == OK && i < wb->nsheets; i++) {
		buf_printf(
		    out, "[%s%s]\n", wb->sheets[i].name, wb->sheets[i].hidden ? " hidden" : "");
		e = workbook_sheet_open(ctx, wb, i, &sheet, err);
		if (e == OK)
			e = sheet_text(sheet, out, err);
	}
	return e;
}

char *
read_text(TALLOC_CTX *ctx, const char *bytes, size_t len)
{
	struct buf out = buf_new(ctx, BUF_MAX);
	TALLOC_CTX *inner = talloc_new(ctx);
	struct error err;

	buf_text(&out, "");
	if (workbook_text(inner, bytes, len, &out, &err) != OK)
		buf_printf(&out, "! %s\n", tr_error(inner, LANG_EN, &err));
	talloc_free(inner);
	return out.bytes;
}

const char *
refusal(const char *bytes, size_t len)
{
	TALLOC_CTX *ctx = talloc_new(NULL);
	struct sheet_row row;
	struct workbook *wb;
	struct sheet *sheet;
	struct error err = {.id = ""};
	bool more;
	size_t i;
	enum err e = workbook_open(ctx, "test", bytes, len, &wb, &err);

	for (i = 0; e == OK && i < wb->nsheets; i++) {
		e = workbook_sheet_open(ctx, wb, i, &sheet, &err);
		more = true;
		while (e == OK && more)
			e = sheet_next(sheet, &row, &more, &err);
	}
	talloc_free(ctx);
	return e == OK ? "" : err.id;
}
