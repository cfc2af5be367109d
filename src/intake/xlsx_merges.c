#include "intake/xlsx.h"

#include "base/mem.h"

struct reader {
	struct xml xml;
	TALLOC_CTX *ctx;
	struct cell_range *ranges;
	size_t count;
	bool in_merges;
};

/* "B3" and what follows it. */
static bool
parse_place(const char *s, int64_t *row, int32_t *column, const char **rest)
{
	size_t len;

	*column = xlsx_column(s, &s);
	if (*column == 0)
		return false;
	len = strspn(s, "0123456789");
	*rest = s + len;
	return xml_whole(s, len, SHEET_ROWS_MAX, row) && *row > 0;
}

static void
add(struct reader *r, const char *ref)
{
	struct cell_range range;
	const char *rest = ref;

	if (ref != NULL && strchr(ref, ':') == NULL)
		return; /* a single cell is not merged with anything */
	if (ref == NULL || !parse_place(ref, &range.row1, &range.column1, &rest) || *rest != ':' ||
	    !parse_place(rest + 1, &range.row2, &range.column2, &rest) || *rest != '\0' ||
	    range.row2 < range.row1 || range.column2 < range.column1) {
		xml_damaged(&r->xml);
		return;
	}
	if (r->count == WORKBOOK_MERGES_MAX) {
		xml_fail(&r->xml, MSG("the sheet holds more than {0} merged cells"),
		    arg_int(WORKBOOK_MERGES_MAX));
		return;
	}
	mem_push(r->ctx, r->ranges, r->count) = range;
}

static void XMLCALL
on_start(void *data, const char *name, const char **attributes)
{
	struct reader *r = data;

	if (!xml_enter(&r->xml) || r->xml.depth == 1)
		return;
	if (r->xml.depth == 2 && strcmp(xml_local(name), "mergeCells") == 0) {
		r->in_merges = true;
		return;
	}
	if (r->in_merges && strcmp(xml_local(name), "mergeCell") == 0)
		add(r, xml_attribute(attributes, "ref"));
	xml_skip(&r->xml);
}

static void XMLCALL
on_end(void *data, const char *name)
{
	struct reader *r = data;

	if (xml_leave(&r->xml) && r->xml.depth == 1)
		r->in_merges = false;
}

enum err
xlsx_merges(TALLOC_CTX *ctx, struct workbook *wb, size_t index, struct cell_range **out,
    size_t *count, struct error *err)
{
	const struct xlsx *x = wb->data;
	struct reader *r = mem_new(ctx, struct reader);
	struct source *source;
	enum err e = archive_entry(r, x->archive, x->parts[index], &source, err);

	r->ctx = r;
	if (e == OK)
		e = xml_read(&r->xml, r, source, on_start, on_end, NULL, err);
	if (e == OK) {
		*out = r->ranges == NULL ? NULL : talloc_steal(ctx, r->ranges);
		*count = r->count;
	}
	talloc_free(r);
	return e;
}
