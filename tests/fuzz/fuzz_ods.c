/*
 * ODS: the first byte says what the rest is: the children of office:spreadsheet, a whole
 * content.xml, the manifest, a flat file, or ('z') a whole zip.
 */
#include "workbook_wrap.h"

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size);

#define SPACE "urn:oasis:names:tc:opendocument:xmlns:"

static const char head[] =
    "<office:document-content xmlns:office='" SPACE "office:1.0' xmlns:table='" SPACE
    "table:1.0' xmlns:text='" SPACE "text:1.0' xmlns:style='" SPACE
    "style:1.0'><office:automatic-styles><style:style style:name='h' style:family='table'>"
    "<style:table-properties table:display='false'/></style:style></office:automatic-styles>"
    "<office:body><office:spreadsheet>";
static const char tail[] = "</office:spreadsheet></office:body></office:document-content>";

int
LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size)
{
	struct part parts[] = {PART("mimetype", "application/vnd.oasis.opendocument.spreadsheet"),
	    PART("META-INF/manifest.xml", "<manifest/>"), PART("content.xml", "<x/>")};
	const char *rest = (const char *)bytes + 1;
	struct buf content, zip;
	TALLOC_CTX *ctx;

	if (size == 0)
		return 0;
	if (*bytes == 'z' || *bytes == 'f') {
		read_all(rest, size - 1);
		return 0;
	}
	ctx = talloc_new(NULL);
	content = buf_new(ctx, BUF_MAX);
	if (*bytes % 2 == 0)
		buf_text(&content, head);
	buf_add(&content, rest, size - 1);
	if (*bytes % 2 == 0)
		buf_text(&content, tail);
	parts[2].bytes = content.bytes;
	parts[2].len = content.len;
	if (*bytes == 'm') {
		parts[1].bytes = rest;
		parts[1].len = size - 1;
	}
	zip = wrap(ctx, parts, 3);
	read_all(zip.bytes, zip.len);
	talloc_free(ctx);
	return 0;
}
