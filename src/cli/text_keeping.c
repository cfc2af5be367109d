/* The chain of audit and backups on a terminal. */
#include "cli/text.h"

#include "app/audit.h"
#include "app/backup.h"
#include "base/mem.h"

void
text_audit(struct out *o, const void *view)
{
	const struct audit_view *v = view;
	struct table *t = table_new(o, "rllll");
	size_t i;

	if (v->verified) {
		if (v->state.bad == 0 && !v->state.cut)
			put_line(o, MSG("The audit chain is whole; rows in it: {0}"),
			    arg_int(v->state.count));
		return;
	}
	if (v->file != NULL) {
		put_line(o, MSG("{0}: rows {1}"), arg_text(v->file), arg_int((int64_t)v->count));
		return;
	}
	for (i = 0; i < v->count; i++) {
		const struct db_audit_newest *r = &v->rows[i];

		table_row(o, t, mem_printf(o->ctx, "%lld", (long long)r->id),
		    text_instant(o->ctx, o->lang, r->at),
		    r->login == NULL ? r->actor : mem_printf(o->ctx, "%s (%s)", r->login, r->post),
		    r->action,
		    mem_printf(o->ctx, "%s %lld", r->object_kind, (long long)r->object_id));
	}
	table_print(o, t, "");
	if (v->before != 0)
		put_line(o, MSG("Earlier ones: opora audit --before {0}"), arg_year(v->before));
}

void
text_backup(struct out *o, const void *view)
{
	const struct backup_view *v = view;

	put_line(o,
	    v->made ? MSG("The backup {0} is made: the database and files {1}, MiB {2}")
		    : MSG("The backup {0} is whole: the database and files {1}, MiB {2}"),
	    arg_text(v->file), arg_int(v->facts.files), arg_int((v->facts.bytes >> 20) + 1));
	if (!v->made)
		put_line(o, MSG("It was made on {0}"),
		    arg_text(text_instant(o->ctx, o->lang, v->facts.created)));
}

void
text_restore(struct out *o, const void *view)
{
	const struct backup_view *v = view;

	put_line(o, MSG("{0} is restored to {1}: the database and files {2}"), arg_text(v->file),
	    arg_text(v->dir), arg_int(v->facts.files));
	if (v->older)
		put_line(o, MSG("The database is of an older version: next run opora migrate"));
	if (v->factors.wrong)
		fprintf(o->file, "%s\n", tr_error(o->ctx, o->lang, &v->factors.what));
}
