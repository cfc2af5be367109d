#include "web/conflict.h"

#include "app/field.h"
#include "base/mem.h"
#include "web/templates/templates.h"

#include <string.h>

int64_t
conflict_seen(const struct action *a, const void *params)
{
	const struct field *f = field_find(a, "rev", 3);
	int64_t seen = 0;

	if (f != NULL && params != NULL)
		memcpy(&seen, (const char *)params + f->offset, sizeof seen);
	return seen;
}

bool
conflict_page(struct page *pg, const struct action *a)
{
	int64_t seen = conflict_seen(a, pg->params);
	struct stored *stored = mem_new(pg->ctx, struct stored);
	struct conflict c = {.action = a};
	struct db_audit_about *rows;
	struct error err;

	if (a->stored == NULL || seen == 0 ||
	    a->stored(pg->ctx, pg->app, pg->params, stored, &err) != OK || stored->rev == seen ||
	    stored_changes(pg->ctx, pg->app, stored, seen, &rows, &c.nchanges, &err) != OK)
		return false;
	pg->stored = stored;
	pg->rev = stored->rev;
	c.changes = rows;
	c.stored = a->then == NULL ? link_path(pg, "/") : link_then(pg, a->then);
	pg->nav = a->permission == PERMIT_PEOPLE ? NAV_ADMIN : NAV_IDENTIFY; /* accounts, lists */
	link_crumb_then(pg, a);
	tmpl_conflict(pg, &c);
	return true;
}

bool
conflict_compares(const struct page *pg, const struct field *f)
{
	size_t i;

	for (i = 0; i < pg->stored->nvalues; i++) {
		if (strcmp(pg->stored->values[i].field, f->name) == 0)
			return true;
	}
	return false;
}

bool
conflict_differs(const struct page *pg, const struct field *f)
{
	const char *stored = stored_text(pg->stored, f->name);

	return strcmp(stored == NULL ? "" : stored, page_value(pg, f->name)) != 0;
}
