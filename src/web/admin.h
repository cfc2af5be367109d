/* Pages of who keeps the installation: audit, how it is, backups, settings; and the tabs between.
 */
#ifndef WEB_ADMIN_H
#define WEB_ADMIN_H

#include "app/audit.h"
#include "app/backups.h"
#include "app/settings.h"
#include "app/status.h"
#include "web/http.h"
#include "web/link.h"
#include "web/page.h"

web_page audit_page;
web_page status_page;
web_page settings_page;
web_page backups_page;
web_page backup_page; /* one that was made or checked */

/* The audit as CSV; a backup itself. */
web_file audit_file;
web_file backup_file;

/* What the command of a row does; the command itself when the program has it no more. */
const char *audit_action_words(struct page *pg, const char *command);
/* Whose deed a row is: the post, or what there is instead of one. */
const char *audit_who(struct page *pg, const struct db_audit_about *row);

/* So many rows of a history stand open, the others are folded. */
#define HISTORY_OPEN 8

/* The page of what the row is about; text NULL: there is none for this reader. */
struct url audit_object_url(struct page *pg, const struct db_audit_newest *row);

/* A tab of the part «administration» that the reader may see. */
struct admin_tab {
	const char *text;
	struct url url;
	bool current;
};
#define ADMIN_TABS 10
size_t admin_tabs(struct page *pg, struct admin_tab out[ADMIN_TABS]);

/* "12 MiB", or that it isn't known. */
const char *admin_size(struct page *pg, int64_t bytes);

/* The server this process runs, for its page: set when it has started. */
void admin_set_server(const struct http_server *server);
/* False: there is none. */
bool admin_metrics(struct http_metrics *out);

#endif
