#include "web/admin.h"

#include "base/mem.h"
#include "base/text.h"
#include "web/table_out.h"
#include "web/templates/templates.h"
#include "web/users.h"

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

const char *
audit_action_words(struct page *pg, const char *command)
{
	size_t i;

	for (i = 0; i < pg->app->nactions; i++) {
		if (strcmp(pg->app->actions[i].command, command) == 0)
			return text_capital(pg->ctx, tr(pg->lang, pg->app->actions[i].summary));
	}
	return command;
}

const char *
audit_who(struct page *pg, const struct db_audit_about *row)
{
	if (row->post != NULL && row->post[0] != '\0')
		return row->post;
	return row->login != NULL ? row->login : users_actor(pg, row->actor);
}

struct url
audit_object_url(struct page *pg, const struct db_audit_newest *row)
{
	static const struct {
		const char *kind, *field; /* NULL: the page is of all of them */
		enum action_id id;
	} pages[] = {{"batch", "batch", ACTION_BATCH}, {"list", "list", ACTION_LIST_SHOW},
	    {"run", "run", ACTION_RUN_SHOW}, {"post", NULL, ACTION_POST_LIST},
	    {"org", NULL, ACTION_BODY_LIST}, {"setting", NULL, ACTION_SETTING_LIST},
	    {"backup", NULL, ACTION_BACKUPS}, {"method", NULL, ACTION_METHOD_LIST}};
	size_t i;

	if (row->object_login != NULL && page_may(pg, ACTION_USER_SHOW))
		return link_to(pg, ACTION_USER_SHOW, "login", row->object_login, NULL);
	for (i = 0; i < sizeof pages / sizeof pages[0]; i++) {
		if (strcmp(pages[i].kind, row->object_kind) != 0 || !page_may(pg, pages[i].id))
			continue;
		if (pages[i].field == NULL)
			return link_to(pg, pages[i].id, "year", NULL, NULL);
		return link_to(
		    pg, pages[i].id, pages[i].field, link_number(pg, row->object_id), NULL);
	}
	return (struct url){NULL};
}

enum { AUDIT_COLUMNS = 7 };

static void
write_audit(struct page *pg, const struct audit_view *v)
{
	const struct doc_column columns[AUDIT_COLUMNS] = {
	    {.title = tr(pg->lang, MSG("Row")), .type = DOC_INTEGER, .width = 8},
	    {.title = tr(pg->lang, MSG("When")), .type = DOC_TEXT, .width = 18},
	    {.title = tr(pg->lang, MSG("Who")), .type = DOC_TEXT, .width = 20},
	    {.title = tr(pg->lang, MSG("Post")), .type = DOC_TEXT, .width = 28},
	    {.title = tr(pg->lang, MSG("Action")), .type = DOC_TEXT, .width = 40},
	    {.title = tr(pg->lang, MSG("About")), .type = DOC_TEXT, .width = 16},
	    {.title = tr(pg->lang, MSG("What changed")), .type = DOC_TEXT, .width = 60}};
	struct doc_cell *cells = mem_array(pg->ctx, struct doc_cell, v->count * AUDIT_COLUMNS + 1);
	struct table_out out = {.name = "audit",
	    .title = pg->title,
	    .ncolumns = AUDIT_COLUMNS,
	    .columns = columns,
	    .nrows = v->count,
	    .cells = cells};
	static const char *const asked[] = {"actor", "action", "object", "since", "until"};
	size_t i;

	for (i = 0; i < v->count; i++) {
		const struct db_audit_newest *r = &v->rows[i];
		const struct doc_cell row[AUDIT_COLUMNS] = {doc_integer(r->id),
		    doc_text(text_instant(pg->ctx, pg->lang, r->at)),
		    doc_text(r->login == NULL ? r->actor : r->login), doc_text(r->post),
		    doc_text(audit_action_words(pg, r->action)),
		    doc_text(users_object(pg, r->object_kind, r->object_id)), doc_text(r->changes)};

		memcpy(cells + i * AUDIT_COLUMNS, row, sizeof row);
	}
	for (i = 0; i < sizeof asked / sizeof asked[0]; i++) {
		if (page_value(pg, asked[i])[0] != '\0')
			table_out_note(&out,
			    mem_printf(pg->ctx, "%s: %s", asked[i], page_value(pg, asked[i])));
	}
	table_out_write(pg, &out);
}

/* CSV is audit_file(): with hashes, as opora audit --csv writes it. */
void
audit_page(struct page *pg, const void *view)
{
	const struct audit_view *v = view;

	pg->nav = NAV_ADMIN;
	if (!v->verified && table_out_wanted(pg))
		write_audit(pg, v);
	else
		tmpl_audit(pg, v);
}

bool
audit_file(struct page *pg, const void *view, struct download *out)
{
	struct buf csv = buf_new(pg->ctx, CSV_MAX);
	const char *format = http_query(pg->request, "format");
	struct error err;

	if (format == NULL || strcmp(format, "csv") != 0)
		return false;
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
