/* The section «Данные»: its tabs, the list of loads, undoing one, the forms to fill in. */
#ifndef WEB_DATA_H
#define WEB_DATA_H

#include "app/batches.h"
#include "app/template.h"
#include "web/import.h"
#include "web/page.h"

enum data_tab { DATA_LOADS, DATA_IMPORT, DATA_TYPING, DATA_MATCHING, DATA_FORMS, DATA_TABS };

struct data_link {
	const char *text;
	struct url url;
};

/* A tab the reader may open; text NULL otherwise. */
struct data_link data_tab_link(struct page *pg, enum data_tab tab);

/* The field @name of the import, for its own form. */
const struct field *field_of_import(const char *name);

/* Sets section and way of a page under «Данные». */
void data_frame(struct page *pg);

/* A load with the warnings it was stored with. */
struct data_batch {
	const struct batch_view *view;
	const char **where; /* beside its corrections */
	struct import_lines warnings;
};

/* A load beside its words. */
struct data_load {
	const struct db_batches *row;
	const char *layout;
};

struct data_loads {
	size_t count;
	struct data_load *items;
};

web_page imports_page, batch_page, undo_form, forms_page;
web_file template_file;

#endif
