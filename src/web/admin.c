#include "web/admin.h"

#include "base/mem.h"
#include "web/templates/templates.h"

#include <string.h>

#define CSV_MAX ((size_t)64 << 20)

static const struct http_server *the_server;

static const struct {
	enum action_id id;
	const char *text;
} tabs[] = {
    {ACTION_USER_LIST, MSG("Accounts")},
    {ACTION_POST_LIST, MSG("Posts")},
    {ACTION_BODY_LIST, MSG("Bodies")},
    {ACTION_PERMISSIONS, MSG("Permissions")},
    {ACTION_AUDIT, MSG("Audit")},
    {ACTION_STATUS, MSG("System")},
    {ACTION_BACKUPS, MSG("Backups")},
    {ACTION_SETTING_LIST, MSG("Settings")},
};

size_t
admin_tabs(struct page *pg, struct admin_tab out[ADMIN_TABS])
{
	size_t i, n = 0;

	for (i = 0; i < sizeof tabs / sizeof tabs[0]; i++) {
		if (page_may(pg, tabs[i].id))
			out[n++] = (struct admin_tab){tr(pg->lang, tabs[i].text),
			    link_to(pg, tabs[i].id, NULL),
			    pg->action != NULL && pg->action->id == tabs[i].id};
	}
	return n;
}

const char *
admin_size(struct page *pg, int64_t bytes)
{
	if (bytes < 0)
		return tr(pg->lang, MSG("not known"));
	return say(pg->ctx, pg->lang, MSG("{0} MiB"), arg_int((bytes >> 20) + (bytes > 0)));
}

void
admin_set_server(const struct http_server *server)
{
	the_server = server;
}

bool
admin_metrics(struct http_metrics *out)
{
	if (the_server == NULL)
		return false;
	http_server_metrics(the_server, out);
	return true;
}

void
audit_page(struct page *pg, const void *view)
{
	pg->nav = NAV_ADMIN;
	tmpl_audit(pg, view);
}

bool
audit_file(struct page *pg, const void *view, struct download *out)
{
	struct buf csv = buf_new(pg->ctx, CSV_MAX);
	struct error err;

	if (audit_csv(view, &csv, &err) != OK)
		return false;
	*out = (struct download){"audit.csv", "text/csv; charset=utf-8", csv.bytes, csv.len};
	return true;
}

void
status_page(struct page *pg, const void *view)
{
	struct http_metrics metrics;

	pg->nav = NAV_ADMIN;
	tmpl_status(pg, view, admin_metrics(&metrics) ? &metrics : NULL);
}

void
settings_page(struct page *pg, const void *view)
{
	pg->nav = NAV_ADMIN;
	tmpl_settings(pg, view);
}

void
backups_page(struct page *pg, const void *view)
{
	pg->nav = NAV_ADMIN;
	tmpl_backups(pg, view);
}

void
backup_page(struct page *pg, const void *view)
{
	pg->nav = NAV_ADMIN;
	page_crumb(pg, tr(pg->lang, MSG("Backups")), link_to(pg, ACTION_BACKUPS, NULL));
	tmpl_backup(pg, view);
}

bool
backup_file(struct page *pg, const void *view, struct download *out)
{
	const struct backup_bytes *v = view;

	*out =
	    (struct download){mem_strdup(pg->ctx, v->name), "application/x-tar", v->bytes, v->len};
	return true;
}
