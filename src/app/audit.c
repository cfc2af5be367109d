#include "app/audit.h"

#include "base/mem.h"
#include "store/statements.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#define HEAD_KEY "audit.head" /* the setting that holds the newest hash */

/* What a row's hash is of; lengths part the texts, so that nothing can be moved between them. */
static void
row_hash(const char *prev, int64_t at, const char *actor, const char *action, const char *kind,
    int64_t id, const char *digest, char out[SHA256_TEXT_SIZE])
{
	struct sha256 s;
	char numbers[128];
	const char *texts[] = {prev, actor, action, kind, digest};
	size_t i;

	sha256_begin(&s);
	snprintf(numbers, sizeof numbers, "%" PRId64 " %" PRId64, at, id);
	sha256_add(&s, numbers, strlen(numbers) + 1);
	for (i = 0; i < sizeof texts / sizeof texts[0]; i++)
		sha256_add(&s, texts[i], strlen(texts[i]) + 1);
	sha256_end(&s, out);
}

enum err
audit_append(struct app *app, const char *action, struct error *err)
{
	TALLOC_CTX *local = mem_check(talloc_new(NULL));
	const char *changes = app->audit_changes == NULL ? "{}" : app->audit_changes;
	char digest[SHA256_TEXT_SIZE], hash[SHA256_TEXT_SIZE];
	struct db_audit_last last = {0, ""};
	struct db_audit_add added;
	const char *prev;
	bool found;
	enum err e = db_audit_last(local, app->db, &last, &found, err);

	prev = found ? last.hash : "";
	sha256_of(changes, strlen(changes), digest);
	row_hash(prev, app->now, app->actor, action, app->audit_kind, app->audit_id, digest, hash);
	if (e == OK)
		e = db_audit_add(local, app->db, app->now, app->actor, action, app->audit_kind,
		    app->audit_id, digest, prev, hash, &added, &found, err);
	if (e == OK)
		e = db_audit_detail_add(app->db, added.id, changes, err);
	if (e == OK)
		e = db_setting_put(app->db, HEAD_KEY, hash, err);
	talloc_free(local);
	return e;
}

struct walk {
	char prev[SHA256_TEXT_SIZE];
	int64_t bad, count;
};

static enum err
walk_row(void *arg, const struct db_audit_all *row, struct error *err)
{
	struct walk *w = arg;
	char hash[SHA256_TEXT_SIZE], digest[SHA256_TEXT_SIZE];
	bool right;

	w->count++;
	row_hash(w->prev, row->at, row->actor, row->action, row->object_kind, row->object_id,
	    row->digest, hash);
	right = strcmp(row->prev, w->prev) == 0 && strcmp(row->hash, hash) == 0;
	if (row->changes != NULL) {
		sha256_of(row->changes, strlen(row->changes), digest);
		right = right && strcmp(digest, row->digest) == 0;
	}
	if (!right && w->bad == 0)
		w->bad = row->id;
	snprintf(w->prev, sizeof w->prev, "%s", row->hash);
	return OK;
}

/* A database of before the head was kept has none until its next row. */
static enum err
look_at_head(struct app *app, const struct walk *w, bool *cut, struct error *err)
{
	TALLOC_CTX *local = mem_check(talloc_new(NULL));
	struct db_setting_get head;
	bool found;
	enum err e = db_setting_get(local, app->db, HEAD_KEY, &head, &found, err);

	*cut = e == OK && found && strcmp(head.value, w->prev) != 0;
	talloc_free(local);
	return e;
}

enum err
audit_verify(struct app *app, struct audit_state *state, struct error *err)
{
	struct walk w = {"", 0, 0};
	bool cut = false;
	enum err e = db_audit_all(app->db, walk_row, &w, err);

	if (e == OK)
		e = look_at_head(app, &w, &cut, err);
	*state = (struct audit_state){w.bad, w.count, cut};
	return e;
}

enum err
audit_complaint(const struct audit_state *state, struct error *err)
{
	if (state->bad != 0)
		return fail(err, ERR_DATABASE,
		    MSG("the audit chain is broken at row {0}: it or a row before it was changed"),
		    arg_int(state->bad));
	if (state->cut)
		return fail(err, ERR_DATABASE,
		    MSG("the audit chain lacks its last rows: it ends after {0}, but more were "
			"written"),
		    arg_int(state->count));
	return OK;
}
