#include "cli/text.h"

#include "app/batches.h"
#include "app/import.h"
#include "app/import_fixes.h"
#include "app/template.h"
#include "app/typing.h"
#include "base/mem.h"

#include <string.h>

#define CORRECTIONS_SHOWN 100

/* «результаты», «ФИС ОКО: статистика по отметкам (Ф3)», "schools+results" */
static const char *
layout_words(struct out *o, const struct import_file *f)
{
	if (strcmp(f->layout, "schools") == 0)
		return tr(o->lang, MSG("list of schools"));
	if (strcmp(f->layout, "results") == 0)
		return tr(o->lang, MSG("results of procedures"));
	if (f->title.ru == NULL || strchr(f->layout, '+') != NULL)
		return f->layout;
	return o->lang == LANG_EN && f->title.en != NULL ? f->title.en : f->title.ru;
}

static void
put_candidate(struct out *o, const struct import_candidate *c)
{
	const char *title = o->lang == LANG_EN && c->title.en != NULL ? c->title.en : c->title.ru;
	size_t i;

	put_line(o, MSG("  {0} — {1}: confidence {2} of 100"), arg_text(c->layout),
	    arg_text(title == NULL ? c->layout : title), arg_int(c->confidence));
	for (i = 0; i < c->nmissing; i++)
		put_line(o, MSG("    missing: {0}"), arg_text(c->missing[i]));
}

/* The surest candidate column by column, and the mapping to start from. */
static void
put_sheet(struct out *o, const struct import_sheet *s)
{
	struct table *t = table_new(o, "rll");
	size_t i;

	if (s->name[0] != '\0')
		put_line(o, s->hidden ? MSG("sheet «{0}» (hidden)") : MSG("sheet «{0}»"),
		    arg_text(s->name));
	if (s->remembered)
		put_line(o, MSG("  a mapping is remembered for this head"));
	if (s->count == 0)
		put_line(o, MSG("  like no known table"));
	for (i = 0; i < s->count; i++)
		put_candidate(o, &s->candidates[i]);
	if (s->count == 0 || s->candidates[0].ncolumns == 0)
		return;
	put_line(o, MSG("Columns as «{0}»:"), arg_text(s->candidates[0].layout));
	for (i = 0; i < s->candidates[0].ncolumns; i++) {
		const struct import_column *c = &s->candidates[0].columns[i];

		table_row(o, t, mem_printf(o->ctx, "%d", c->number), c->title,
		    mem_printf(o->ctx, "%s%s", c->is, c->percent ? ", %" : ""));
	}
	table_print(o, t, "  ");
	if (s->mapping == NULL)
		return;
	put_line(
	    o, MSG("A mapping to start from: save it to a file, correct it, load with --map:"));
	fputs(s->mapping, o->file);
}

/* «Лист1!C12», or of a row «Лист1!12». */
static char *
place_text(struct out *o, const struct correction *c)
{
	return mem_printf(o->ctx, "%s%s%s%lld", c->sheet, c->sheet[0] == '\0' ? "" : "!",
	    import_column_letters(o->ctx, c->column), (long long)c->row);
}

static void
put_corrections(struct out *o, const struct corrections *list)
{
	size_t i;

	for (i = 0; i < list->count && i < CORRECTIONS_SHOWN; i++) {
		const struct correction *c = &list->items[i];
		const char *was = c->was == NULL ? "" : c->was;

		if (c->column == 0)
			put_line(o, MSG("  left out by hand: row {0}: {1}"),
			    arg_text(place_text(o, c)), arg_text(was));
		else if (c->text == NULL)
			put_line(o,
			    MSG("  corrected by hand: {0}; texts of a table of persons are not "
				"kept"),
			    arg_text(place_text(o, c)));
		else
			put_line(o, MSG("  corrected by hand: {0}: in the file «{1}», here «{2}»"),
			    arg_text(place_text(o, c)), arg_text(was), arg_text(c->text));
	}
	if (i < list->count)
		put_line(o,
		    MSG_N("  … and {0} more; --json gives all of them",
			"  … and {0} more; --json gives all of them"),
		    arg_int((int64_t)(list->count - i)));
}

static void
put_file(struct out *o, const struct import_view *v, const struct import_file *f)
{
	if (f->layout != NULL)
		put_line(o, MSG("{0} ({1}): rows read: {2}"), arg_text(f->name),
		    arg_text(layout_words(o, f)), arg_int(f->rows_read));
	if (v->stored) {
		put_line(o, MSG("  batch {0}; rows stored: {1}; already there: {2}; replaced: {3}"),
		    arg_year(f->batch), arg_int(f->rows_stored), arg_int(f->rows_same),
		    arg_int(f->rows_replaced));
		put_line(o, MSG("  to undo it: opora undo {0}"), arg_year(f->batch));
	}
	if (f->problems->errors + f->problems->warnings > 0)
		put_line(o, MSG("  mistakes: {0}; warnings: {1}"),
		    arg_int((int64_t)f->problems->errors), arg_int((int64_t)f->problems->warnings));
	put_corrections(o, &f->fixes);
	put_problems(o, f->problems);
}

void
text_import(struct out *o, const void *view)
{
	const struct import_view *v = view;
	size_t i, k;

	for (i = 0; v->asked && i < v->count; i++) {
		fprintf(o->file, "%s\n", v->files[i].name);
		for (k = 0; k < v->files[i].nsheets; k++)
			put_sheet(o, &v->files[i].sheets[k]);
	}
	for (i = 0; i < v->count; i++) {
		if (v->files[i].rows_read > 0 || v->files[i].problems->errors > 0)
			put_file(o, v, &v->files[i]);
	}
	if (v->problems != NULL)
		put_line(o, MSG("your table with the mistakes beside its rows: {0}"),
		    arg_text(v->problems));
	if (v->dry_run && !v->asked)
		put_line(o, MSG("Dry run: nothing was stored"));
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
		    text_instant(o->ctx, o->lang, b->at),
		    text_instant(o->ctx, o->lang, b->undone_at));
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

void
text_batch(struct out *o, const void *view)
{
	const struct batch_view *v = view;

	put_line(o, MSG("Batch {0}: {1}, {2} rows, {3}"), arg_year(v->batch), arg_text(v->name),
	    arg_int(v->rows), arg_text(text_instant(o->ctx, o->lang, v->at)));
	if (v->undone_at > 0)
		put_line(o, MSG("It was undone {0}"),
		    arg_text(text_instant(o->ctx, o->lang, v->undone_at)));
	else
		put_line(o,
		    MSG("Undoing it takes out {0} figures and {1} schools, and brings back {2} "
			"figures"),
		    arg_int(v->figures), arg_int(v->schools), arg_int(v->back));
	if (!v->whole)
		put_line(o, MSG("All this is of your schools only; the batch was loaded outside "
				"of your organisation"));
	if (v->beyond > 0)
		put_line(o,
		    MSG_N("It is also about {0} organisation outside of yours: it can't be undone "
			  "from here",
			"It is also about {0} organisations outside of yours: it can't be undone "
			"from here"),
		    arg_int(v->beyond));
	put_corrections(o, &v->corrections);
	put_problems(o, v->warnings);
}

void
text_forms(struct out *o, const void *view)
{
	const struct forms_view *v = view;
	struct table *t = table_new(o, "lll");
	size_t i;

	for (i = 0; i < v->count; i++)
		table_row(o, t, v->kinds[i].kind, tr(o->lang, v->kinds[i].title),
		    tr(o->lang, v->kinds[i].what));
	table_print(o, t, "");
}

void
text_typing(struct out *o, const void *view)
{
	const struct typing_view *v = view;
	struct table *t = table_new(o, "llrrrrrrl");
	size_t i, k;

	for (i = 0; i < v->count; i++) {
		const struct typing_row *r = &v->rows[i];

		table_row(o, t, r->code, r->name, r->live[0], r->live[1], r->live[2], r->live[3],
		    r->live[4], r->live[5], r->live[6]);
	}
	if (!v->typed)
		table_print(o, t, "");
	for (i = 0; i < v->count; i++) {
		for (k = 0; k < v->rows[i].nmistakes; k++)
			put_line(o, MSG("{0}: {1}"), arg_text(v->rows[i].code),
			    arg_text(tr_error(o->ctx, o->lang, v->rows[i].mistakes[k])));
	}
	if (v->batch > 0)
		put_line(o, MSG("Stored as batch {0}"), arg_year(v->batch));
}
