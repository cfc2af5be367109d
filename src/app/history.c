#include "app/history.h"

enum err
history_find(TALLOC_CTX *ctx, struct app *app, const char *kind, int64_t id, struct history *out,
    struct error *err)
{
	return db_audit_about(
	    ctx, app->db, kind, id, "", HISTORY_MOST, &out->rows, &out->count, err);
}

void
history_json(struct json *j, const struct history *history)
{
	size_t i;

	json_array(j, "history");
	for (i = 0; i < history->count; i++) {
		const struct db_audit_about *r = &history->rows[i];

		json_object(j, NULL);
		json_int(j, "row", r->id);
		json_int(j, "at", r->at);
		json_text(j, "actor", r->actor);
		json_text(j, "post", r->post);
		json_text(j, "action", r->action);
		json_end(j);
	}
	json_end(j);
}
