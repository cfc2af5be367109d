/* The installation on a terminal: how it is, its settings, its backups, its years. */
#include "cli/text.h"

#include "app/backups.h"
#include "app/settings.h"
#include "app/shell.h"
#include "app/status.h"
#include "base/mem.h"

static const char *
mebibytes(struct out *o, int64_t bytes)
{
	if (bytes < 0)
		return tr(o->lang, MSG("not known"));
	return say(o->ctx, o->lang, MSG("{0} MiB"), arg_int((bytes >> 20) + (bytes > 0)));
}

void
text_status(struct out *o, const void *view)
{
	const struct status_view *v = view;

	put_line(o, MSG("Version: {0}; schema of the database: {1}"), arg_text(v->version),
	    arg_int(v->schema));
	put_line(o, MSG("Database: {0} ({1})"), arg_text(v->database),
	    arg_text(mebibytes(o, v->database_bytes)));
	put_line(o, MSG("Free disk: {0}"), arg_text(mebibytes(o, v->disk_free)));
	if (v->newest == NULL)
		put_line(o, MSG("There is no backup in the folder backups"));
	else
		put_line(o, MSG("Newest backup: {0}, {1}"), arg_text(v->newest->name),
		    arg_text(text_instant(o->ctx, o->lang, v->newest->made)));
	put_line(o, MSG("Schools: {0}; figures: {1}; imports: {2}"), arg_int(v->counts.schools),
	    arg_int(v->counts.figures), arg_int(v->counts.batches));
	put_line(o, MSG("Accounts: {0}; open sessions: {1}; rows of the audit: {2}"),
	    arg_int(v->counts.accounts), arg_int(v->counts.sessions),
	    arg_int(v->counts.audit_rows));
	if (v->verified != 0)
		put_line(o, MSG("The audit was found whole on {0}, with {1} rows"),
		    arg_text(text_instant(o->ctx, o->lang, v->verified)),
		    arg_int(v->verified_rows));
	else
		put_line(o, MSG("The audit was never checked: opora audit verify"));
	if (v->factors.wrong)
		fprintf(o->file, "%s\n", tr_error(o->ctx, o->lang, &v->factors.what));
	if (v->demo)
		put_line(o, MSG("This is the demonstration: keep no real data in it"));
}

void
text_settings(struct out *o, const void *view)
{
	const struct settings_view *v = view;
	struct table *t = table_new(o, "lll");
	size_t i;

	for (i = 0; i < settings_count; i++)
		table_row(o, t, settings[i].key,
		    v->values[i] == NULL ? tr(o->lang, MSG("not set")) : v->values[i],
		    tr(o->lang, settings[i].label));
	table_print(o, t, "");
}

void
text_backups(struct out *o, const void *view)
{
	const struct backups_view *v = view;
	struct table *t = table_new(o, "llr");
	size_t i;

	put_line(o, MSG("Backups in {0}: {1}"), arg_text(v->folder), arg_int((int64_t)v->count));
	for (i = 0; i < v->count; i++)
		table_row(o, t, v->files[i].name, text_instant(o->ctx, o->lang, v->files[i].made),
		    mebibytes(o, v->files[i].bytes));
	table_print(o, t, "");
}

void
text_years(struct out *o, const void *view)
{
	const struct years_view *v = view;
	size_t i;

	for (i = 0; i < v->count; i++)
		put_line(o, MSG("{0}: schools {1}, figures {2}"),
		    arg_text(text_school_year(o->ctx, (int)v->rows[i].year)),
		    arg_int(v->rows[i].schools), arg_int(v->rows[i].figures));
}
