/* The chain of audit as people look through it: filtered, on a page or as CSV. */
#include "app/audit.h"

#include "base/file.h"
#include "base/mem.h"
#include "base/text.h"
#include "document/table_csv.h"

#include <string.h>

#define DAY_MS ((int64_t)24 * 3600 * 1000)
#define CSV_MAX ((size_t)64 << 20)

/* A login becomes the actor of its rows; "cli:0" and who has not signed in stand as they are. */
static enum err
actor_of(TALLOC_CTX *ctx, struct app *app, const char *said, const char **out, struct error *err)
{
	struct db_account_by_login row;
	bool found = false;
	enum err e;

	*out = said == NULL ? "" : said;
	if (said == NULL || strchr(said, ':') != NULL || strcmp(said, APP_NOBODY) == 0)
		return OK;
	e = db_account_by_login(ctx, app->db, text_fold(ctx, said), &row, &found, err);
	if (e == OK && !found)
		return fail(err, ERR_NOT_FOUND,
		    MSG("there is no account «{0}»; opora user list shows them"), arg_text(said));
	if (e == OK)
		*out = mem_printf(ctx, "account:%lld", (long long)row.id);
	return e;
}

/* «batch», «batch 3». */
static enum err
object_of(TALLOC_CTX *ctx, const char *said, const char **kind, int64_t *number, struct error *err)
{
	const char *blank = said == NULL ? NULL : strchr(said, ' ');
	struct rational n = {0, 1};

	*kind = said == NULL    ? ""
		: blank == NULL ? said
				: mem_strndup(ctx, said, (size_t)(blank - said));
	if (blank != NULL && (!rational_parse(blank + 1, strlen(blank + 1), &n) || n.den != 1))
		return fail(err, ERR_USAGE,
		    MSG("an object is a kind and a number, as «batch 3»; not «{0}»"),
		    arg_text(said));
	*number = n.num;
	return OK;
}

static enum err
list_rows(struct audit_view *v, struct app *app, const struct audit_params *p, struct error *err)
{
	const char *actor = "", *kind = "";
	int64_t number = 0, since, until, last = p->last > 0 ? p->last : AUDIT_LAST;
	enum err e = actor_of(v, app, p->actor, &actor, err);

	since = p->since.year == 0 ? INT64_MIN : day_number(p->since) * DAY_MS;
	until = p->until.year == 0 ? 0 : (day_number(p->until) + 1) * DAY_MS;
	if (e == OK)
		e = object_of(v, p->object, &kind, &number, err);
	if (e == OK) /* one more shows whether there are earlier ones */
		e = db_audit_newest(v, app->db, last + 1, p->before, actor,
		    p->action == NULL ? "" : p->action, since, until, kind, number, &v->rows,
		    &v->count, err);
	if (e == OK && v->count > (size_t)last) {
		v->count = (size_t)last;
		v->before = v->rows[last - 1].id;
	}
	return e;
}

/* ISO 8601 in UTC. */
static char *
instant(TALLOC_CTX *ctx, int64_t ms)
{
	char day[DAY_TEXT_SIZE];

	day_text(day_from_number((int32_t)(ms / DAY_MS)), day);
	return mem_printf(ctx, "%sT%02d:%02d:%02dZ", day, (int)(ms / 3600000 % 24),
	    (int)(ms / 60000 % 60), (int)(ms / 1000 % 60));
}

enum err
audit_csv(const struct audit_view *v, struct buf *out, struct error *err)
{
	struct csv_field fields[] = {{"row", "integer", NULL}, {"at", "string", NULL},
	    {"actor", "string", NULL}, {"login", "string", NULL}, {"post", "string", NULL},
	    {"action", "string", NULL}, {"kind", "string", NULL}, {"object", "integer", NULL},
	    {"changes", "string", NULL}, {"hash", "string", NULL}};
	struct csv_table table = {
	    .name = "audit", .fields = fields, .nfields = sizeof fields / sizeof fields[0]};
	size_t i;

	table_csv_header(out, &table);
	for (i = 0; i < v->count; i++) {
		const struct db_audit_newest *r = &v->rows[i];
		struct doc_cell cells[] = {doc_integer(r->id), doc_text(instant(out->ctx, r->at)),
		    doc_text(r->actor), doc_text(r->login), doc_text(r->post), doc_text(r->action),
		    doc_text(r->object_kind), doc_integer(r->object_id), doc_text(r->changes),
		    doc_text(r->hash)};

		table_csv_row(out, cells, sizeof cells / sizeof cells[0]);
	}
	if (out->full)
		return fail(err, ERR_INVALID, MSG("too many rows for one file; take fewer days"));
	return OK;
}

static enum err
write_csv(struct audit_view *v, struct app *app, const char *path, struct error *err)
{
	struct buf out = buf_new(v, CSV_MAX);
	enum err e = audit_csv(v, &out, err);

	if (e == OK)
		e = file_write(path, out.bytes, out.len, err);
	if (e == OK)
		v->file = path;
	return e;
}

enum err
audit_run(TALLOC_CTX *ctx, struct app *app, const void *params, void **view, struct error *err)
{
	const struct audit_params *p = params;
	struct audit_view *v = mem_new(ctx, struct audit_view);
	enum err e;

	v->verified = p->verify;
	if (p->verify)
		e = audit_verify(app, &v->state, err);
	else
		e = list_rows(v, app, p, err);
	if (e == OK && p->csv != NULL && !p->verify)
		e = write_csv(v, app, p->csv, err);
	if (e == OK)
		*view = v;
	if (e == OK && p->verify)
		e = audit_complaint(&v->state, err);
	return e;
}

enum err
audit_verify_run(
    TALLOC_CTX *ctx, struct app *app, const void *params, void **view, struct error *err)
{
	struct audit_view *v = mem_new(ctx, struct audit_view);
	enum err e = audit_verify(app, &v->state, err);

	(void)params;
	v->verified = true;
	if (e != OK)
		return e;
	*view = v;
	e = audit_complaint(&v->state, err);
	if (e == OK)
		e = app_begin(app, err);
	if (e == OK)
		app_audit(app, "audit", v->state.count,
		    mem_printf(v, "{\"whole\":true,\"rows\":%lld}", (long long)v->state.count));
	return e;
}

static void
rows_json(struct json *j, const struct audit_view *v)
{
	size_t i;

	json_array(j, "rows");
	for (i = 0; i < v->count; i++) {
		const struct db_audit_newest *r = &v->rows[i];

		json_object(j, NULL);
		json_int(j, "row", r->id);
		json_int(j, "at", r->at);
		json_text(j, "actor", r->actor);
		json_text(j, "login", r->login);
		json_text(j, "post", r->post);
		json_text(j, "action", r->action);
		json_text(j, "kind", r->object_kind);
		json_int(j, "object", r->object_id);
		json_text(j, "hash", r->hash);
		json_text(j, "changes", r->changes);
		json_end(j);
	}
	json_end(j);
}

void
audit_json(struct json *j, const void *view)
{
	const struct audit_view *v = view;

	json_object(j, NULL);
	if (v->verified) {
		json_bool(j, "whole", v->state.bad == 0 && !v->state.cut);
		json_int(j, "rows", v->state.count);
		if (v->state.bad != 0)
			json_int(j, "broken_at", v->state.bad);
		else
			json_null(j, "broken_at");
		json_bool(j, "cut", v->state.cut);
	} else {
		rows_json(j, v);
		if (v->before != 0)
			json_int(j, "before", v->before);
		else
			json_null(j, "before");
	}
	json_end(j);
}
