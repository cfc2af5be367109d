#include "web/typing.h"

#include "base/mem.h"
#include "web/data.h"
#include "web/said.h"
#include "web/templates/templates.h"

#include <string.h>

const struct typing_status *
typing_statuses(struct page *pg)
{
	static const struct typing_status words[] = {
	    {"not_tested", MSG("did not take part")},
	    {"not_offered", MSG("no such level in the school")},
	    {"not_held", MSG("was not held")},
	    {"withheld", MSG("withheld")},
	};
	size_t i, n = sizeof words / sizeof *words;
	struct typing_status *out = mem_array(pg->ctx, struct typing_status, n + 1);

	for (i = 0; i < n; i++)
		out[i] = (struct typing_status){words[i].value, tr(pg->lang, words[i].text)};
	return out;
}

const char *
typing_title(const struct page *pg, enum typing_cell cell)
{
	static const char *const titles[TYPING_CELLS] = {MSG("participants"), MSG("low results"),
	    MSG("«2»"), MSG("«3»"), MSG("«4»"), MSG("«5»"), MSG("why there are none")};

	return tr(pg->lang, titles[cell]);
}

const char *
typing_label(struct page *pg, const struct typing_row *row, enum typing_cell cell)
{
	return mem_printf(pg->ctx, "%s, %s", row->name, typing_title(pg, cell));
}

const char *
typing_value(const struct typing_row *row, enum typing_cell cell)
{
	return row->typed[cell] != NULL ? row->typed[cell] : row->live[cell];
}

const char *
typing_said(struct page *pg, const struct error *error)
{
	static const char *const columns[TYPING_CELLS] = {
	    MSG("participants"), MSG("low results"), "2", "3", "4", "5", MSG("why there are none")};
	struct error other = *error;
	struct arg args[ERROR_ARGS + 1];
	int c;

	error_args(error, args);
	for (c = 0; c < TYPING_CELLS && args[0].type == ARG_TEXT; c++) {
		if (strcmp(args[0].text, typing_cell_code((enum typing_cell)c)) == 0)
			other.args[0] = arg_msg(columns[c]);
	}
	if (strcmp(error->id,
		MSG("The number of participants is empty. Write it, or say in the column status "
		    "why there are no figures (not_tested, not_offered, not_held, withheld).")) ==
	    0)
		other.id = MSG("The number of participants is empty. Write it, or choose in the "
			       "last column why there are no figures.");
	return said_error(pg, &other);
}

void
typing_page(struct page *pg, const void *view)
{
	const struct typing_view *v = view;

	pg->nav = NAV_DATA;
	if (pg->error != NULL && v->typed && v->whole == NULL) {
		size_t i;

		for (i = 0; i < v->count && v->rows[i].nmistakes == 0; i++)
			;
		if (i < v->count)
			pg->error = NULL; /* the rows say it */
	}
	tmpl_typing(pg, v);
}
