#include "app/org_rename.h"

#include "app/people.h"
#include "base/buf.h"
#include "base/mem.h"
#include "base/text.h"
#include "store/statements.h"

#include <string.h>

static enum err
find_place(TALLOC_CTX *ctx, struct app *app, const char *said, struct org_said *out,
    int64_t *parent, struct error *err)
{
	struct db_org_place place = {0};
	bool found;
	enum err e = org_find(ctx, app, said, out, err);

	if (e == OK && strcmp(out->kind, "municipality") != 0 && strcmp(out->kind, "region") != 0)
		return fail(err, ERR_USAGE,
		    MSG("«{0}» is neither a municipality nor a region; a school gets its name "
			"from the list of schools"),
		    arg_text(out->name));
	if (e == OK)
		e = db_org_place(ctx, app->db, out->id, &place, &found, err);
	*parent = place.parent;
	return e;
}

/* Two of one kind under one roof with one name could not be told apart in a file. */
static enum err
check_free(TALLOC_CTX *ctx, struct app *app, const struct org_said *org, int64_t parent,
    const char *name, struct error *err)
{
	struct db_org_by_fold *rows;
	size_t n, i;
	enum err e =
	    db_org_by_fold(ctx, app->db, org->kind, parent, text_fold(ctx, name), &rows, &n, err);

	for (i = 0; e == OK && i < n; i++) {
		if (rows[i].id != org->id)
			return fail(err, ERR_CONFLICT,
			    MSG("another organisation is or was called «{0}»; to join the two "
				"move its schools: opora school move"),
			    arg_text(name));
	}
	return e;
}

struct newest {
	TALLOC_CTX *ctx;
	const char *since, *name;
};

/* They come by their day. */
static enum err
take_name(void *arg, const struct db_org_names *row, struct error *err)
{
	struct newest *newest = arg;

	(void)err;
	newest->since = mem_strdup(newest->ctx, row->since);
	newest->name = mem_strdup(newest->ctx, row->name);
	return OK;
}

/* From the day on which it got its present name it is corrected; from a later one it is renamed. */
static enum err
put_name(TALLOC_CTX *ctx, struct app *app, int64_t org, const struct newest *now,
    const struct org_rename_view *v, struct error *err)
{
	const char *fold = text_fold(ctx, v->name), *key = text_key(ctx, v->name);

	if (strcmp(v->since, now->since) < 0)
		return fail(err, ERR_CONFLICT,
		    MSG("«{0}» has its present name since {1}; the next one begins later"),
		    arg_text(now->name), arg_text(now->since));
	if (strcmp(v->since, now->since) == 0)
		return db_org_name_correct(app->db, org, v->since, v->name, fold, key, err);
	return db_org_name_add(app->db, org, v->since, v->name, v->name, fold, key, 0, err);
}

static void
put_facts(struct json *j, const struct org_rename_view *v)
{
	json_text(j, "was", v->was);
	json_text(j, "name", v->name);
	json_text(j, "since", v->since);
}

static void
leave_audit(struct org_rename_view *v, struct app *app, int64_t org, const char *document)
{
	struct buf out = buf_new(v, 1 << 16);
	struct json *j = json_new(v, json_to_buf, &out);

	json_object(j, NULL);
	put_facts(j, v);
	if (document != NULL)
		json_text(j, "document", document);
	json_end(j);
	app_audit(app, "org", org, out.bytes);
}

enum err
org_rename_run(TALLOC_CTX *ctx, struct app *app, const void *params, void **view, struct error *err)
{
	const struct org_rename_params *p = params;
	struct org_rename_view *v = mem_new(ctx, struct org_rename_view);
	struct newest now = {.ctx = v, .since = "", .name = ""};
	char *since = mem_array(v, char, DAY_TEXT_SIZE);
	struct org_said org;
	int64_t parent = 0;
	enum err e;

	if (!text_has_letter(p->name))
		return fail(err, ERR_USAGE, MSG("a name has letters"));
	if (p->since.year != 0 && day_cmp(p->since, app->today) > 0)
		return fail(err, ERR_USAGE, MSG("a name holds from today at the latest"));
	day_text(p->since.year == 0 ? app->today : p->since, since);
	e = app_begin(app, err); /* what is looked at must not change before it is written */
	if (e == OK)
		e = find_place(v, app, p->org, &org, &parent, err);
	if (e == OK)
		e = check_free(v, app, &org, parent, p->name, err);
	if (e == OK)
		e = db_org_names(app->db, org.id, take_name, &now, err);
	*v = (struct org_rename_view){now.name, p->name, since};
	if (e == OK && strcmp(now.name, p->name) == 0)
		return fail(
		    err, ERR_CONFLICT, MSG("it is called «{0}» already"), arg_text(p->name));
	if (e == OK)
		e = put_name(v, app, org.id, &now, v, err);
	if (e != OK)
		return e;
	leave_audit(v, app, org.id, p->document);
	*view = v;
	return OK;
}

void
org_rename_json(struct json *j, const void *view)
{
	json_object(j, NULL);
	put_facts(j, view);
	json_end(j);
}
