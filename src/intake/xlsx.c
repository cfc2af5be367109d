#include "intake/xlsx.h"

#include "base/mem.h"

/*
 * workbook.xml: which sheets there are, in which order, under which names.
 */
struct reader {
	struct xml xml;
	struct workbook *wb;
	struct xlsx *x;
	const struct relations *relations;
	bool in_sheets;
};

static const struct relation *
by_id(const struct relations *list, const char *id)
{
	size_t i;

	for (i = 0; i < list->count; i++)
		if (strcmp(list->items[i].id, id) == 0)
			return &list->items[i];
	return NULL;
}

static const struct relation *
by_type(const struct relations *list, const char *type)
{
	size_t i;

	for (i = 0; i < list->count; i++)
		if (strcmp(list->items[i].type, type) == 0)
			return &list->items[i];
	return NULL;
}

/* The attribute "id" with a prefix (r:id), not sheetId. */
static const char *
relation_id(const char **attributes)
{
	for (; *attributes != NULL; attributes += 2) {
		const char *local = xml_local(attributes[0]);

		if (local != attributes[0] && strcmp(local, "id") == 0)
			return attributes[1];
	}
	return NULL;
}

static void
add_sheet(struct reader *r, const char **attributes)
{
	const char *name = xml_attribute(attributes, "name");
	const char *state = xml_attribute(attributes, "state");
	const char *id = relation_id(attributes);
	const struct relation *rel = id == NULL ? NULL : by_id(r->relations, id);
	struct workbook *wb = r->wb;
	size_t n = wb->nsheets;

	if (rel != NULL && strcmp(rel->type, "worksheet") != 0)
		return; /* chart, dialog, macro: no cells */
	if (rel == NULL || name == NULL || strlen(name) > WORKBOOK_NAME_MAX) {
		xml_damaged(&r->xml);
		return;
	}
	if (n == WORKBOOK_SHEETS_MAX) {
		xml_fail(&r->xml, MSG("the file holds more than {0} sheets"),
		    arg_int(WORKBOOK_SHEETS_MAX));
		return;
	}
	mem_push(wb, wb->sheets, wb->nsheets) = (struct workbook_sheet){
	    mem_strdup(wb, name), state != NULL && strcmp(state, "visible") != 0};
	mem_push(r->x, r->x->parts, n) = rel->target;
}

static void XMLCALL
on_start(void *data, const char *name, const char **attributes)
{
	struct reader *r = data;
	const char *epoch;

	if (!xml_enter(&r->xml))
		return;
	name = xml_local(name);
	if (r->xml.depth == 1)
		return;
	if (r->xml.depth == 2 && strcmp(name, "workbookPr") == 0) {
		epoch = xml_attribute(attributes, "date1904");
		r->x->epoch1904 =
		    epoch != NULL && (strcmp(epoch, "1") == 0 || strcmp(epoch, "true") == 0);
	}
	if (r->xml.depth == 2 && strcmp(name, "sheets") == 0) {
		r->in_sheets = true;
		return;
	}
	if (r->xml.depth == 3 && r->in_sheets && strcmp(name, "sheet") == 0)
		add_sheet(r, attributes);
	xml_skip(&r->xml);
}

static void XMLCALL
on_end(void *data, const char *name)
{
	struct reader *r = data;

	if (xml_leave(&r->xml) && r->xml.depth == 1)
		r->in_sheets = false;
}

/* A part that is not there is as good as none: some programs name one they never wrote. */
static char *
part_of_type(const struct xlsx *x, const struct relations *list, const char *type)
{
	const struct relation *rel = by_type(list, type);

	return rel != NULL && archive_has(x->archive, rel->target) ? rel->target : NULL;
}

static enum err
read_workbook(struct workbook *wb, struct xlsx *x, const char *part, struct error *err)
{
	struct reader *r = mem_new(x, struct reader);
	struct relations relations;
	struct source *source;
	enum err e;

	r->wb = wb;
	r->x = x;
	r->relations = &relations;
	e = relations_read(x, x->archive, part, &relations, err);
	if (e == OK)
		e = archive_entry(r, x->archive, part, &source, err);
	if (e == OK)
		e = xml_read(&r->xml, r, source, on_start, on_end, NULL, err);
	if (e == OK) {
		x->strings_part = part_of_type(x, &relations, "sharedStrings");
		x->styles_part = part_of_type(x, &relations, "styles");
	}
	talloc_free(r);
	return e;
}

static const struct workbook_reader reader = {xlsx_sheet_open, xlsx_merges};

enum err
xlsx_open(struct workbook *wb, struct archive *archive, struct error *err)
{
	struct xlsx *x = mem_new(wb, struct xlsx);
	const struct relation *main_part;
	struct relations package = {0};
	enum err e;

	x->archive = archive;
	wb->data = x;
	wb->reader = &reader;
	/* A broken list does no harm where the usual name leads to the workbook. */
	e = relations_read(x, archive, "", &package, err);
	if (e != OK && !archive_has(archive, "xl/workbook.xml"))
		return e;
	main_part = by_type(&package, "officeDocument");
	e = read_workbook(wb, x, main_part == NULL ? "xl/workbook.xml" : main_part->target, err);
	if (e == OK && wb->nsheets == 0)
		return fail(err, ERR_INVALID, MSG("the file holds no sheet with cells"));
	return e;
}
