#include "app/stored.h"

#include <string.h>

const char *
stored_text(const struct stored *s, const char *name)
{
	size_t i;

	for (i = 0; s != NULL && i < s->nvalues; i++) {
		if (strcmp(s->values[i].field, name) == 0)
			return s->values[i].value;
	}
	return NULL;
}

/* Each change counts rev by one and leaves one row, so that many rows are as many changes. */
enum err
stored_changes(TALLOC_CTX *ctx, struct app *app, const struct stored *s, int64_t seen,
    struct db_audit_about **rows, size_t *count, struct error *err)
{
	int64_t last = s->rev - seen;

	last = last < 0 ? 0 : last > STORED_CHANGES ? STORED_CHANGES : last;
	return db_audit_about(ctx, app->db, s->kind, s->id, s->action == NULL ? "" : s->action,
	    last, rows, count, err);
}

enum err
stored_refuse_stale(struct error *err)
{
	return fail(err, ERR_CONFLICT,
	    MSG("somebody has changed it meanwhile; look at it again and repeat"));
}
