/*
 * OpenDocument spreadsheets (OASIS 1.3 part 3, chapter 9): which sheets there are.
 */
#include "intake/ods.h"

#include "base/mem.h"

#include <stdio.h>

#define HIDDEN_STYLES_MAX 10000
#define STYLE_NAME_MAX 1000

enum state { OUTSIDE, IN_DOCUMENT, IN_STYLES, IN_STYLE, IN_BODY, IN_SPREADSHEET };

struct reader {
	struct xml xml;
	struct workbook *wb;
	struct ods *ods;
	enum state state;
	char *style;   /* the table style being read */
	char **hidden; /* table styles with display = false */
	size_t nhidden;
};

/* --- names --- */

static void
set_prefix(struct ods *ods, const char *prefix, enum ods_space space)
{
	struct ods_prefix p = {.space = space};
	size_t i;

	p.len = (size_t)snprintf(p.text, sizeof p.text, "%s:", prefix);
	if (p.len >= sizeof p.text)
		return; /* no program has one of this length */
	for (i = 0; i < ods->nprefixes && strcmp(ods->prefixes[i].text, p.text) != 0; i++)
		;
	if (i == ODS_PREFIXES_MAX)
		return;
	ods->prefixes[i] = p;
	ods->nprefixes += i == ods->nprefixes;
}

static void
usual_prefixes(struct ods *ods)
{
	set_prefix(ods, "table", ODS_TABLE);
	set_prefix(ods, "office", ODS_OFFICE);
	set_prefix(ods, "text", ODS_TEXT);
	set_prefix(ods, "style", ODS_STYLE);
}

static enum ods_space
space_of(const char *uri)
{
	static const char opendocument[] = "urn:oasis:names:tc:opendocument:xmlns:";
	static const struct {
		const char *word;
		enum ods_space space;
	} known[] = {{"table:", ODS_TABLE}, {"office:", ODS_OFFICE}, {"text:", ODS_TEXT},
	    {"style:", ODS_STYLE}};
	size_t i;

	if (strncmp(uri, opendocument, sizeof opendocument - 1) != 0)
		return ODS_OTHER;
	uri += sizeof opendocument - 1;
	for (i = 0; i < sizeof known / sizeof *known; i++) {
		if (strncmp(uri, known[i].word, strlen(known[i].word)) == 0)
			return known[i].space;
	}
	return ODS_OTHER;
}

/* Only prefixes that mean something to us, or would be mistaken for one that does. */
static void
declare(struct ods *ods, const char **attributes)
{
	enum ods_space space, had;

	for (; *attributes != NULL; attributes += 2) {
		if (strncmp(attributes[0], "xmlns:", 6) != 0)
			continue;
		space = space_of(attributes[1]);
		ods_name(ods, mem_printf(ods, "%s:", attributes[0] + 6), &had);
		if (space != had)
			set_prefix(ods, attributes[0] + 6, space);
	}
}

const char *
ods_attribute(
    const struct ods *ods, const char **attributes, enum ods_space space, const char *local)
{
	enum ods_space found;

	for (; *attributes != NULL; attributes += 2)
		if (strcmp(ods_name(ods, attributes[0], &found), local) == 0 && found == space)
			return attributes[1];
	return NULL;
}

/* --- the content --- */

/* Reads and forgets what stands before a table. */
static enum err
pass(struct ods *ods, struct source *source, uint64_t bytes, struct error *err)
{
	char *room = mem_check(talloc_size(source, XML_CHUNK));
	size_t got = 1;
	enum err e = OK;

	ods->passed += bytes;
	if (ods->passed > ODS_PASSED_MAX)
		return fail(err, ERR_INVALID,
		    MSG("the file holds too many large sheets: to reach each of them more than "
			"{0} MiB would have to be unpacked. Save it as .xlsx, or leave only the "
			"sheets that are to be loaded."),
		    arg_int((int64_t)(ODS_PASSED_MAX >> 20)));
	while (e == OK && bytes > 0 && got > 0) {
		e = source_read(
		    source, room, bytes < XML_CHUNK ? (size_t)bytes : XML_CHUNK, &got, err);
		bytes -= e == OK ? got : 0;
	}
	talloc_free(room);
	return e;
}

enum err
ods_source(TALLOC_CTX *ctx, struct ods *ods, size_t index, struct source **out, struct error *err)
{
	uint64_t at = ods->at == NULL ? 0 : ods->at[index];
	struct source *source;
	enum err e;

	if (ods->archive == NULL) {
		*out = source_memory(ctx, ods->bytes + at, ods->len - (size_t)at);
		return OK;
	}
	e = archive_entry(ctx, ods->archive, "content.xml", &source, err);
	if (e != OK)
		return e;
	e = pass(ods, source, at, err);
	if (e == OK)
		*out = source;
	else
		talloc_free(source);
	return e;
}

/* Unpacks a content that may stay. */
static enum err
keep_content(struct ods *ods, struct error *err)
{
	struct source *source;
	size_t room, len = 0, got = 1;
	char *bytes;
	enum err e = archive_entry(ods, ods->archive, "content.xml", &source, err);

	if (e != OK || source_left(source) > ODS_KEPT_MAX)
		return e;
	room = (size_t)source_left(source) + 1;
	bytes = mem_check(talloc_size(ods, room));
	while (e == OK && got > 0 && len < room) {
		e = source_read(source, bytes + len, room - len, &got, err);
		len += e == OK ? got : 0;
	}
	talloc_free(source);
	if (e != OK)
		return e;
	ods->archive = NULL;
	ods->bytes = bytes;
	ods->len = len;
	return OK;
}

/* --- the sheets --- */

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
	const char *name = ods_attribute(r->ods, attributes, ODS_TABLE, "name");
	const char *style = ods_attribute(r->ods, attributes, ODS_TABLE, "style-name");
	int64_t at = XML_GetCurrentByteIndex(r->xml.parser);
	struct workbook *wb = r->wb;
	size_t n = wb->nsheets;

	if (name != NULL && strlen(name) > WORKBOOK_NAME_MAX) {
		xml_damaged(&r->xml);
		return;
	}
	if (wb->nsheets == WORKBOOK_SHEETS_MAX) {
		xml_fail(&r->xml, MSG("the file holds more than {0} sheets"),
		    arg_int(WORKBOOK_SHEETS_MAX));
		return;
	}
	mem_push(r->ods, r->ods->at, n) = at < 0 ? 0 : (uint64_t)at;
	mem_push(wb, wb->sheets, wb->nsheets) =
	    (struct workbook_sheet){mem_strdup(wb, name == NULL ? "" : name), is_hidden(r, style)};
}

static void
style_start(struct reader *r, const char **attributes)
{
	const char *family = ods_attribute(r->ods, attributes, ODS_STYLE, "family");
	const char *name = ods_attribute(r->ods, attributes, ODS_STYLE, "name");

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
	const char *display = ods_attribute(r->ods, attributes, ODS_TABLE, "display");

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
	if (r->state != IN_STYLES && r->state != IN_STYLE)
		declare(r->ods, attributes);
	name = ods_name(r->ods, name, &space);
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
list_sheets(struct workbook *wb, struct ods *ods, struct error *err)
{
	struct reader *r = mem_new(wb, struct reader);
	struct source *source;
	enum err e;

	r->wb = wb;
	r->ods = ods;
	usual_prefixes(ods);
	e = ods_source(r, ods, 0, &source, err);
	if (e == OK)
		e = xml_read(&r->xml, r, source, on_start, on_end, NULL, err);
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
	if (e == OK)
		e = keep_content(ods, err);
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
