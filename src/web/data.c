#include "web/data.h"

#include "app/field.h"
#include "base/mem.h"
#include "web/import.h"
#include "web/route.h"
#include "web/table_out.h"
#include "web/templates/templates.h"
#include "web/work_page.h"

#include <string.h>

static const struct {
	enum action_id id;
	const char *text;
} tabs[DATA_TABS] = {
    [DATA_LOADS] = {ACTION_IMPORTS, MSG("What was loaded")},
    [DATA_IMPORT] = {ACTION_IMPORT, MSG("Load")},
    [DATA_TYPING] = {ACTION_TYPING, MSG("Type into a table")},
    [DATA_MATCHING] = {ACTION_MATCHING, MSG("Names of schools")},
    [DATA_FORMS] = {ACTION_FORMS, MSG("Forms")},
};

struct data_link
data_tab_link(struct page *pg, enum data_tab tab)
{
	enum action_id id = tabs[tab].id;

	if (page_action(id)->path == NULL || !page_may(pg, id))
		return (struct data_link){NULL};
	return (struct data_link){
	    tr(pg->lang, tabs[tab].text), link_to(pg, id, "year", NULL, NULL)};
}

void
data_frame(struct page *pg)
{
	pg->nav = NAV_DATA;
	page_crumb(pg, tr(pg->lang, MSG("Data")), link_to(pg, ACTION_IMPORTS, NULL));
}

const struct field *
field_of_import(const char *name)
{
	return field_find(page_action(ACTION_IMPORT), name, strlen(name));
}

/* ---- loads ---- */

static struct doc_cell
moment(struct page *pg, int64_t ms)
{
	return doc_text(text_instant(pg->ctx, pg->lang, ms));
}

static void
write_loads(struct page *pg, const struct imports_view *v)
{
	enum { COLUMNS = 9 };
	const struct doc_column columns[COLUMNS] = {
	    {.title = tr(pg->lang, MSG("Batch")), .type = DOC_INTEGER, .width = 8},
	    {.title = tr(pg->lang, MSG("File")), .type = DOC_TEXT, .width = 40},
	    {.title = tr(pg->lang, MSG("Layout")), .type = DOC_TEXT, .width = 24},
	    {.title = tr(pg->lang, MSG("Rows")), .type = DOC_INTEGER, .width = 10},
	    {.title = tr(pg->lang, MSG("Warnings")), .type = DOC_INTEGER, .width = 14},
	    {.title = tr(pg->lang, MSG("Corrected by hand")), .type = DOC_INTEGER, .width = 14},
	    {.title = tr(pg->lang, MSG("Loaded")), .type = DOC_TEXT, .width = 18},
	    {.title = tr(pg->lang, MSG("by whom")), .type = DOC_TEXT, .width = 20},
	    {.title = tr(pg->lang, MSG("Undone")), .type = DOC_TEXT, .width = 18},
	};
	struct doc_cell *cells = mem_array(pg->ctx, struct doc_cell, v->count * COLUMNS + 1);
	const struct table_out table = {.name = "loads",
	    .title = tr(pg->lang, MSG("What was loaded")),
	    .ncolumns = COLUMNS,
	    .columns = columns,
	    .nrows = v->count,
	    .cells = cells};
	size_t i;

	for (i = 0; i < v->count; i++) {
		const struct db_batches *b = &v->rows[i];
		const struct doc_cell row[COLUMNS] = {doc_integer(b->id), doc_text(b->name),
		    doc_text(b->layout), doc_integer(b->rows), doc_integer(b->warnings),
		    doc_integer(b->corrections), moment(pg, b->at), doc_text(b->login),
		    moment(pg, b->undone_at)};

		memcpy(&cells[i * COLUMNS], row, sizeof row);
	}
	table_out_write(pg, &table);
}

void
imports_page(struct page *pg, const void *view)
{
	const struct imports_view *v = view;
	struct data_loads *loads = mem_new(pg->ctx, struct data_loads);
	size_t i;

	if (table_out_wanted(pg)) {
		write_loads(pg, v);
		return;
	}

	loads->items = mem_array(pg->ctx, struct data_load, v->count + 1);
	for (i = 0; i < v->count; i++)
		loads->items[i] = (struct data_load){&v->rows[i],
		    import_layout_words(pg, v->rows[i].layout, (struct bilingual){NULL})};
	loads->count = v->count;
	pg->nav = NAV_DATA;
	tmpl_imports(pg, loads);
}

void
undo_form(struct page *pg, const void *view)
{
	struct batch_params params = {0};
	struct rational n;
	struct error err;
	void *found = NULL;
	const char *said = page_value(pg, "batch");
	enum err e;

	(void)view;
	data_frame(pg);
	if (rational_parse(said, strlen(said), &n) && n.den == 1)
		params.batch = n.num;
	e = route_dispatch(pg->ctx, pg->app, page_action(ACTION_BATCH), &params, &found, &err);
	if (e != OK)
		handle_error(pg, e, &err);
	else
		tmpl_undo(pg, found);
}

void
batch_page(struct page *pg, const void *view)
{
	const struct batch_view *v = view;

	struct data_batch *b = mem_new(pg->ctx, struct data_batch);
	size_t i;

	data_frame(pg);
	pg->title = v->name;
	pg->title_own = true;
	b->view = v;
	import_lines_add(pg, &b->warnings, v->warnings);
	b->where = mem_array(pg->ctx, const char *, v->corrections.count + 1);
	for (i = 0; i < v->corrections.count; i++) {
		const struct correction *c = &v->corrections.items[i];
		const struct place place = {v->name, c->sheet, c->row, c->column};

		b->where[i] = import_where(pg, &place, false);
	}
	tmpl_batch(pg, b);
}

/* ---- forms ---- */

void
forms_page(struct page *pg, const void *view)
{
	pg->nav = NAV_DATA;
	pg->lead =
	    tr(pg->lang, MSG("Fill them in and load them as they are: the second sheet says how."));
	tmpl_forms(pg, view);
}

bool
template_file(struct page *pg, const void *view, struct download *out)
{
	const struct template_view *v = view;

	(void)pg;
	*out = (struct download){.name = v->path,
	    .type = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
	    .bytes = v->bytes,
	    .len = v->len};
	return v->bytes != NULL;
}
