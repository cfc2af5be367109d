#include "cli/text.h"
#include "cli/text_method.h"

#include "app/config.h"
#include "app/copy.h"
#include "app/installation.h"
#include "app/methods.h"
#include "base/mem.h"

static const char *
status_word(enum method_status status)
{
	return status == STATUS_VERIFIED ? MSG("verified")
	       : status == STATUS_LOCAL  ? MSG("local")
					 : MSG("assumed");
}

void
text_init(struct out *o, const void *view)
{
	const struct init_view *v = view;

	if (!v->created)
		return;
	put_line(o, MSG("The database {0} is made; methods in it: {1}"), arg_text(v->path),
	    arg_int(v->methods));
	put_line(o, MSG("Next: opora import schools.csv results.csv"));
}

void
text_migrate(struct out *o, const void *view)
{
	const struct init_view *v = view;

	if (v->from == v->to)
		put_line(o, MSG("The schema is up to date ({0}); methods added: {1}"),
		    arg_int(v->to), arg_int(v->methods));
	else if (v->backup == NULL)
		put_line(
		    o, MSG("The schema went from {0} to {1}"), arg_int(v->from), arg_int(v->to));
	else
		put_line(o, MSG("The schema went from {0} to {1}; the backup made before: {2}"),
		    arg_int(v->from), arg_int(v->to), arg_text(v->backup));
}

static char *
basis_text(struct out *o, const struct method *m)
{
	const char *word = tr(o->lang, status_word(m->basis_status));

	if (m->basis_document == NULL)
		return mem_strdup(o->ctx, word);
	return mem_printf(o->ctx, "%s (%s)", m->basis_document, word);
}

void
text_method_list(struct out *o, const void *view)
{
	const struct methods_view *v = view;
	struct table *t = table_new(o, "lrll");
	size_t i;

	for (i = 0; i < v->count; i++) {
		const struct method *m = v->rows[i].method;

		table_row(o, t, m->id, mem_printf(o->ctx, "%d", m->version),
		    bilingual_get(m->title, o->lang), basis_text(o, m));
	}
	table_print(o, t, "");
}

void
text_method_show(struct out *o, const void *view)
{
	const struct method_row *v = view;
	const struct method *m = v->method;
	struct table *t = table_new(o, "llll");
	size_t i;

	put_line(o, MSG("Method {0}, version {1}: {2}"), arg_text(m->id), arg_year(m->version),
	    arg_text(bilingual_get(m->title, o->lang)));
	if (m->basis_document != NULL)
		put_line(o, MSG("Basis: {0} ({1})"), arg_text(m->basis_document),
		    arg_msg(status_word(m->basis_status)));
	for (i = 0; i < m->nparams; i++)
		table_row(o, t, m->params[i].name, value_words(o, &m->params[i].value),
		    tr(o->lang, status_word(m->params[i].status)),
		    m->params[i].note.ru == NULL ? "" : bilingual_get(m->params[i].note, o->lang));
	table_print(o, t, "  ");
	fprintf(o->file, "\n%s", v->text);
}

void
text_method_check(struct out *o, const void *view)
{
	const struct method_check_view *v = view;

	put_problems(o, v->problems);
	if (v->method == NULL)
		return;
	put_line(o, MSG("{0}: method {1}, version {2}, has no mistakes"), arg_text(v->file),
	    arg_text(v->method->id), arg_year(v->method->version));
	if (v->added)
		put_line(o, MSG("It is added; run it with --method {0}@{1}"),
		    arg_text(v->method->id), arg_year(v->method->version));
}

void
text_config(struct out *o, const void *view)
{
	const struct config *v = view;
	struct table *t = table_new(o, "lll");
	size_t i;

	for (i = 0; i < CONFIG_COUNT; i++)
		table_row(o, t, v->entries[i].name, v->entries[i].value,
		    tr(o->lang, config_origin_word(&v->entries[i])));
	table_print(o, t, "");
}

void
text_check(struct out *o, const void *view)
{
	const struct check_view *v = view;
	size_t i;

	for (i = 0; i < v->count; i++)
		fprintf(o->file, "  %s\n", tr_error(o->ctx, o->lang, &v->findings[i].what));
	for (i = 0; i < v->norphans; i++)
		put_line(o,
		    MSG("{0}: no import knows this file, as after one that was killed; it may be "
			"deleted when no import runs"),
		    arg_text(v->orphans[i]));
	if (v->swept > 0)
		put_line(o, MSG("Old working files deleted: {0}"), arg_int(v->swept));
	put_line(o,
	    MSG("Looked at: batches {0}, files {1}, saved runs {2}, lists {3}, audit rows {4}, "
		"second factors {5}"),
	    arg_int(v->batches), arg_int(v->files), arg_int(v->runs), arg_int(v->lists),
	    arg_int(v->audit_rows), arg_int(v->factors));
	if (v->count == 0)
		put_line(o, MSG("Everything is in order"));
}

void
text_copy(struct out *o, const void *view)
{
	const struct copy_view *v = view;

	put_line(o, MSG("{0} was copied to {1}: rows {2}, each compared; files {3}"),
	    arg_text(v->from), arg_text(v->to), arg_int(v->rows), arg_int(v->files));
	put_line(o, MSG("To work with the copy name it in opora.ini: database = …, or with "
			"--data DIR"));
}
