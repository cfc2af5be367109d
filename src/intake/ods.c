/*
 * OpenDocument spreadsheets (OASIS 1.3 part 3, chapter 9): which sheets there are.
 */
#include "intake/ods.h"

#include "base/mem.h"

#define HIDDEN_STYLES_MAX 10000
#define STYLE_NAME_MAX 1000

enum state { OUTSIDE, IN_DOCUMENT, IN_STYLES, IN_STYLE, IN_BODY, IN_SPREADSHEET };

struct reader {
	struct xml xml;
	struct workbook *wb;
	enum state state;
	char *style;   /* the table style being read */
	char **hidden; /* table styles with display = false */
	size_t nhidden;
};

const char *
ods_name(const char *name, enum ods_space *space)
{
	static const char uri[] = "urn:oasis:names:tc:opendocument:xmlns:";
	const char *bar = strrchr(name, '|'), *word = name + sizeof uri - 1;

	*space = ODS_OTHER;
	if (bar == NULL)
		return name;
	if (strncmp(name, uri, sizeof uri - 1) == 0) {
		if (strncmp(word, "table:", 6) == 0)
			*space = ODS_TABLE;
		else if (strncmp(word, "office:", 7) == 0)
			*space = ODS_OFFICE;
		else if (strncmp(word, "text:", 5) == 0)
			*space = ODS_TEXT;
		else if (strncmp(word, "style:", 6) == 0)
			*space = ODS_STYLE;
	}
	return bar + 1;
}

const char *
ods_attribute(const char **attributes, enum ods_space space, const char *local)
{
	enum ods_space found;

	for (; *attributes != NULL; attributes += 2)
		if (strcmp(ods_name(attributes[0], &found), local) == 0 && found == space)
			return attributes[1];
	return NULL;
}

enum err
ods_source(TALLOC_CTX *ctx, const struct ods *ods, struct source **out, struct error *err)
{
	if (ods->archive != NULL)
		return archive_entry(ctx, ods->archive, "content.xml", out, err);
	*out = source_memory(ctx, ods->bytes, ods->len);
	return OK;
}

static bool
is_hidden(const struct reader *r, const char *style)
{
	size_t i;

	for (i = 0; style != NULL && i < r->nhidden; i++)
		if (strcmp(r->hidden[i], style) == 0)
			return true;
	return false;
}

static void
add_sheet(struct reader *r, const char **attributes)
{
	const char *name = ods_attribute(attributes, ODS_TABLE, "name");
	const char *style = ods_attribute(attributes, ODS_TABLE, "style-name");
	struct workbook *wb = r->wb;

	if (name != NULL && strlen(name) > WORKBOOK_NAME_MAX) {
		xml_damaged(&r->xml);
		return;
	}
	if (wb->nsheets == WORKBOOK_SHEETS_MAX) {
		xml_fail(&r->xml, MSG("the file holds more than {0} sheets"),
		    arg_int(WORKBOOK_SHEETS_MAX));
		return;
	}
	mem_push(wb, wb->sheets, wb->nsheets) =
	    (struct workbook_sheet){mem_strdup(wb, name == NULL ? "" : name), is_hidden(r, style)};
}

static void
style_start(struct reader *r, const char **attributes)
{
	const char *family = ods_attribute(attributes, ODS_STYLE, "family");
	const char *name = ods_attribute(attributes, ODS_STYLE, "name");

	if (family == NULL || strcmp(family, "table") != 0 || name == NULL ||
	    strlen(name) > STYLE_NAME_MAX) {
		xml_skip(&r->xml);
		return;
	}
	talloc_free(r->style);
	r->style = mem_strdup(r, name);
	r->state = IN_STYLE;
}

static void
properties_start(struct reader *r, const char **attributes)
{
	const char *display = ods_attribute(attributes, ODS_TABLE, "display");

	if (display != NULL && strcmp(display, "false") == 0 && r->style != NULL &&
	    r->nhidden < HIDDEN_STYLES_MAX) {
		mem_push(r, r->hidden, r->nhidden) = r->style;
		r->style = NULL;
	}
	xml_skip(&r->xml);
}

static bool
is_document(const char *name)
{
	return strcmp(name, "document-content") == 0 || strcmp(name, "document") == 0;
}

static void XMLCALL
on_start(void *data, const char *name, const char **attributes)
{
	struct reader *r = data;
	enum ods_space space;

	if (!xml_enter(&r->xml))
		return;
	name = ods_name(name, &space);
	if (r->state == OUTSIDE && space == ODS_OFFICE && is_document(name)) {
		r->state = IN_DOCUMENT;
	} else if (r->state == IN_DOCUMENT && strcmp(name, "automatic-styles") == 0) {
		r->state = IN_STYLES;
	} else if (r->state == IN_DOCUMENT && strcmp(name, "body") == 0) {
		r->state = IN_BODY;
	} else if (r->state == IN_BODY && strcmp(name, "spreadsheet") == 0) {
		r->state = IN_SPREADSHEET;
	} else if (r->state == IN_STYLES && strcmp(name, "style") == 0) {
		style_start(r, attributes);
	} else if (r->state == IN_STYLE && strcmp(name, "table-properties") == 0) {
		properties_start(r, attributes);
	} else {
		if (r->state == IN_SPREADSHEET && space == ODS_TABLE && strcmp(name, "table") == 0)
			add_sheet(r, attributes);
		xml_skip(&r->xml);
	}
}

static void XMLCALL
on_end(void *data, const char *name)
{
	static const enum state above[] = {
	    OUTSIDE, OUTSIDE, IN_DOCUMENT, IN_STYLES, IN_DOCUMENT, IN_BODY};
	struct reader *r = data;

	if (xml_leave(&r->xml))
		r->state = above[r->state];
}

static const struct workbook_reader reader = {ods_sheet_open, ods_merges};

static enum err
list_sheets(struct workbook *wb, const struct ods *ods, struct error *err)
{
	struct reader *r = mem_new(wb, struct reader);
	struct source *source;
	enum err e;

	r->wb = wb;
	e = ods_source(r, ods, &source, err);
	if (e == OK)
		e = xml_read(&r->xml, r, source, true, on_start, on_end, NULL, err);
	talloc_free(r);
	if (e == OK && wb->nsheets == 0)
		return fail(err, ERR_INVALID, MSG("the file holds no sheet with cells"));
	return e;
}

#define MANIFEST_MAX ((size_t)1 << 20)

/*
 * Encrypted entries look damaged; only the list of files says why. It is searched as bytes:
 * OpenOffice.org wrote a DTD into it, which our XML reader refuses.
 */
static enum err
check_encryption(TALLOC_CTX *ctx, struct archive *archive, struct error *err)
{
	static const char name[] = "META-INF/manifest.xml", word[] = "encryption-data";
	struct source *source;
	size_t len = 0, got = 1;
	bool encrypted;
	char *bytes;
	enum err e;

	if (!archive_has(archive, name))
		return OK;
	e = archive_entry(ctx, archive, name, &source, err);
	if (e != OK)
		return e;
	bytes = mem_check(talloc_size(source, MANIFEST_MAX));
	while (e == OK && got > 0 && len < MANIFEST_MAX) {
		e = source_read(source, bytes + len, MANIFEST_MAX - len, &got, err);
		len += e == OK ? got : 0;
	}
	encrypted = memmem(bytes, len, word, sizeof word - 1) != NULL;
	talloc_free(source);
	if (encrypted)
		return fail(err, ERR_INVALID,
		    MSG("the file is protected by a password: save it without one and load it "
			"again"));
	return e;
}

enum err
ods_open(struct workbook *wb, struct archive *archive, struct error *err)
{
	struct ods *ods = mem_new(wb, struct ods);
	enum err e = check_encryption(wb, archive, err);

	ods->archive = archive;
	wb->data = ods;
	wb->reader = &reader;
	return e == OK ? list_sheets(wb, ods, err) : e;
}

enum err
fods_open(struct workbook *wb, const char *bytes, size_t len, struct error *err)
{
	struct ods *ods = mem_new(wb, struct ods);

	ods->bytes = bytes;
	ods->len = len;
	wb->data = ods;
	wb->reader = &reader;
	return list_sheets(wb, ods, err);
}
