/*
 * XLSX: the first byte says which part of an otherwise sound file the rest is, so that mutation
 * works on XML and not on checksums; 'z' takes the rest as a whole file.
 */
#include "workbook_wrap.h"

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size);

#define OFFICE "http://schemas.openxmlformats.org/officeDocument/2006/relationships/"

static const struct part sound[] = {
    PART("xl/worksheets/sheet1.xml",
	"<worksheet><sheetData><row r='1'><c r='A1' t='s'><v>0</v></c><c r='B1' s='1'><v>45170</v>"
	"</c><c s='2'><v>0.5</v></c><c t='s'><v>1</v></c></row></sheetData></worksheet>"),
    PART("xl/sharedStrings.xml", "<sst><si><t>a</t></si><si><r><t>b</t></r></si></sst>"),
    PART("xl/styles.xml", "<styleSheet><cellXfs><xf/><xf numFmtId='14'/><xf numFmtId='9'/>"
			  "</cellXfs></styleSheet>"),
    PART("xl/workbook.xml",
	"<workbook xmlns:r='r'><sheets><sheet name='S' sheetId='1' r:id='a'/></sheets></workbook>"),
    PART("xl/_rels/workbook.xml.rels",
	"<Relationships><Relationship Id='a' Type='" OFFICE
	"worksheet' Target='worksheets/sheet1.xml'/><Relationship Id='b' Type='" OFFICE
	"sharedStrings' Target='sharedStrings.xml'/><Relationship Id='c' Type='" OFFICE
	"styles' Target='/xl/styles.xml'/></Relationships>"),
};

#define PARTS (sizeof sound / sizeof *sound)

int
LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size)
{
	struct part parts[PARTS];
	TALLOC_CTX *ctx;
	struct buf zip;

	if (size == 0)
		return 0;
	if (*bytes == 'z') {
		read_all((const char *)bytes + 1, size - 1);
		return 0;
	}
	memcpy(parts, sound, sizeof parts);
	parts[*bytes % PARTS].bytes = (const char *)bytes + 1;
	parts[*bytes % PARTS].len = size - 1;
	ctx = talloc_new(NULL);
	zip = wrap(ctx, parts, PARTS);
	read_all(zip.bytes, zip.len);
	talloc_free(ctx);
	return 0;
}
