#include "cli/text.h"

#include "app/batches.h"
#include "app/import.h"
#include "base/mem.h"

#include <time.h>

static void
put_file(struct out *o, const struct import_view *v, const struct import_file *f)
{
	const char *layout =
	    f->layout == LAYOUT_SCHOOLS ? MSG("list of schools") : MSG("results of procedures");

	put_line(o, MSG("{0} ({1}): rows read: {2}"), arg_text(f->name), arg_msg(layout),
	    arg_int(f->rows_read));
	if (v->stored) {
		put_line(o, MSG("  batch {0}; rows stored: {1}; already there: {2}; replaced: {3}"),
		    arg_year(f->batch), arg_int(f->rows_stored), arg_int(f->rows_same),
		    arg_int(f->rows_replaced));
		put_line(o, MSG("  to undo it: opora undo {0}"), arg_year(f->batch));
	}
	if (f->problems->errors + f->problems->warnings > 0)
		put_line(o, MSG("  mistakes: {0}; warnings: {1}"),
		    arg_int((int64_t)f->problems->errors), arg_int((int64_t)f->problems->warnings));
	put_problems(o, f->problems);
}

void
text_import(struct out *o, const void *view)
{
	const struct import_view *v = view;
	size_t i;

	for (i = 0; i < v->count; i++) {
		if (v->files[i].rows_read > 0 || v->files[i].problems->errors > 0)
			put_file(o, v, &v->files[i]);
	}
	if (v->problems != NULL)
		put_line(o, MSG("your table with the mistakes beside its rows: {0}"),
		    arg_text(v->problems));
	if (v->dry_run)
		put_line(o, MSG("Dry run: nothing was stored"));
}

static char *
instant(TALLOC_CTX *ctx, int64_t ms)
{
	time_t t = (time_t)(ms / 1000);
	struct tm tm;

	if (ms == 0 || localtime_r(&t, &tm) == NULL)
		return mem_strdup(ctx, "");
	return mem_printf(ctx, "%02d.%02d.%04d %02d:%02d", tm.tm_mday, tm.tm_mon + 1,
	    tm.tm_year + 1900, tm.tm_hour, tm.tm_min);
}

void
text_imports(struct out *o, const void *view)
{
	const struct imports_view *v = view;
	struct table *t = table_new(o, "rlrrll");
	size_t i;

	if (v->count == 0) {
		put_line(o, MSG("Nothing has been loaded yet. Load a file: opora import FILE"));
		return;
	}
	table_row(o, t, tr(o->lang, MSG("batch")), tr(o->lang, MSG("file")),
	    tr(o->lang, MSG("rows")), tr(o->lang, MSG("warnings")), tr(o->lang, MSG("loaded")),
	    tr(o->lang, MSG("undone")));
	for (i = 0; i < v->count; i++) {
		const struct db_batches *b = &v->rows[i];

		table_row(o, t, mem_printf(o->ctx, "%lld", (long long)b->id), b->name,
		    text_number(o->ctx, o->lang, rational_int(b->rows), 0),
		    text_number(o->ctx, o->lang, rational_int(b->warnings), 0),
		    instant(o->ctx, b->at), instant(o->ctx, b->undone_at));
	}
	table_print(o, t, "");
}

void
text_undo(struct out *o, const void *view)
{
	const struct undo_view *v = view;

	put_line(o,
	    MSG("Batch {0} ({1}) is undone. Rows taken out: {2}; what it had replaced is back"),
	    arg_year(v->batch), arg_text(v->name), arg_int(v->rows));
}
