#include "app/pick.h"

#include "app/account.h"
#include "app/methods.h"
#include "app/role.h"
#include "app/session.h"
#include "base/mem.h"
#include "base/text.h"

#include <stdlib.h>
#include <string.h>

struct picking {
	TALLOC_CTX *ctx;
	struct app *app;
	size_t count;
	struct pick_row *rows;
};

static void
add(struct picking *p, const char *value, const char *said, const char *label)
{
	mem_push(p->ctx, p->rows, p->count) = (struct pick_row){value, said, label};
}

static const char *
number(struct picking *p, int64_t n)
{
	return mem_printf(p->ctx, "%lld", (long long)n);
}

/* «Имя, должность» — who is the same person twice shows by the login. */
static const char *
person(struct picking *p, const char *name, const char *post, const char *login)
{
	return mem_printf(p->ctx, "%s, %s (%s)", name, post, login);
}

static enum err
accounts(struct picking *p, struct error *err)
{
	struct db_accounts *rows;
	struct db_account_get a;
	struct error no;
	size_t n = 0, i;
	enum err e = db_accounts(
	    p->ctx, p->app->db, p->app->scope, db_scope_is_all(p->app->scope), 0, &rows, &n, err);

	if (n > PICK_MOST) {
		p->count = n;
		return e;
	}
	for (i = 0; e == OK && i < n; i++) {
		if (!rows[i].disabled &&
		    account_to_manage(p->ctx, p->app, rows[i].login, &a, &no) == OK)
			add(p, rows[i].login, NULL,
			    person(p, rows[i].name, rows[i].post, rows[i].login));
	}
	return e;
}

static enum err
colleagues(struct picking *p, struct error *err)
{
	struct db_colleagues *rows;
	struct db_account_get own;
	size_t n = 0, i;
	enum err e = account_of_id(p->ctx, p->app, p->app->account, &own, err);

	if (e == OK)
		e = db_colleagues(p->ctx, p->app->db, own.org, own.person, &rows, &n, err);
	for (i = 0; e == OK && i < n; i++)
		add(p, rows[i].login, NULL, person(p, rows[i].name, rows[i].post, rows[i].login));
	return e;
}

static enum err
posts(struct picking *p, struct error *err)
{
	struct db_posts *rows;
	size_t n = 0, i;
	enum err e = db_posts(p->ctx, p->app->db, p->app->scope, &rows, &n, err);

	for (i = 0; e == OK && i < n; i++) {
		if (i == 0 || rows[i].id != rows[i - 1].id) /* a row a holder */
			add(p, number(p, rows[i].id), NULL,
			    mem_printf(p->ctx, "%s, %s", rows[i].title, rows[i].org_name));
	}
	return e;
}

static enum err
bodies(struct picking *p, struct error *err)
{
	struct db_bodies *rows;
	size_t n = 0, i;
	enum err e = db_bodies(p->ctx, p->app->db, p->app->scope, &rows, &n, err);

	for (i = 0; e == OK && i < n; i++) {
		if (i == 0 || rows[i].id != rows[i - 1].id) /* a row a member */
			add(p, rows[i].name, NULL, rows[i].name);
	}
	return e;
}

static enum err
orgs(struct picking *p, enum pick pick, struct error *err)
{
	struct db_orgs_to_pick *rows;
	size_t n = 0, i;
	enum err e =
	    db_orgs_to_pick(p->ctx, p->app->db, p->app->scope, PICK_MOST + 1, &rows, &n, err);

	for (i = 0; e == OK && i < n; i++) {
		bool school = strcmp(rows[i].kind, "school") == 0;

		if (school && rows[i].code != NULL && pick != PICK_PLACE)
			add(p, rows[i].code, NULL,
			    mem_printf(p->ctx, "%s (%s)", rows[i].name, rows[i].code));
		else if (!school && pick != PICK_SCHOOL &&
			 (pick != PICK_PLACE || strcmp(rows[i].kind, "centre") != 0))
			add(p, rows[i].name, NULL, rows[i].name);
	}
	return e;
}

static enum err
own_roles(struct picking *p, struct error *err)
{
	struct db_grants_of *rows;
	size_t n = 0, i;
	enum err e = session_grants(p->ctx, p->app, p->app->account, &rows, &n, err);

	for (i = 0; e == OK && i < n; i++) {
		const struct role *role = role_find(rows[i].role);

		add(p, number(p, rows[i].id), role == NULL ? NULL : role->label,
		    role == NULL ? rows[i].role : rows[i].org_name);
	}
	return e;
}

static enum err
methods(struct picking *p, bool deciding_only, struct error *err)
{
	const struct methods_view *all;
	void *view;
	size_t i;
	enum err e = method_list_run(p->ctx, p->app, NULL, &view, err);

	if (e != OK)
		return e;
	all = view;
	for (i = 0; i < all->count; i++) {
		const struct method *m = all->rows[i].method;
		const char *name = method_name(p->ctx, m->id, m->version);

		if (!deciding_only || method_decides(m))
			add(p, name, NULL, mem_printf(p->ctx, "%s (%s)", m->title.ru, name));
	}
	return OK;
}

static enum err
collect(struct picking *p, enum pick pick, struct error *err)
{
	switch (pick) {
	case PICK_ACCOUNT:
		return accounts(p, err);
	case PICK_COLLEAGUE:
		return colleagues(p, err);
	case PICK_POST:
		return posts(p, err);
	case PICK_BODY:
		return bodies(p, err);
	case PICK_ORG:
	case PICK_PLACE:
	case PICK_SCHOOL:
		return orgs(p, pick, err);
	case PICK_OWN_ROLE:
		return own_roles(p, err);
	case PICK_METHOD:
	case PICK_DECIDING:
		return methods(p, pick == PICK_DECIDING, err);
	case PICK_NONE:
		break;
	}
	return OK;
}

struct keyed {
	const char *key;
	struct pick_row row;
};

static int
by_key(const void *a, const void *b)
{
	return strcmp(((const struct keyed *)a)->key, ((const struct keyed *)b)->key);
}

static void
sort(struct picking *p)
{
	struct keyed *keyed = mem_array(p->ctx, struct keyed, p->count + 1);
	size_t i;

	for (i = 0; i < p->count; i++) {
		const char *label = p->rows[i].label == NULL ? "" : p->rows[i].label;

		keyed[i] = (struct keyed){text_key(p->ctx, label), p->rows[i]};
	}
	qsort(keyed, p->count, sizeof *keyed, by_key);
	for (i = 0; i < p->count; i++)
		p->rows[i] = keyed[i].row;
}

enum err
pick_rows(TALLOC_CTX *ctx, struct app *app, enum pick pick, struct pick_row **rows, size_t *count,
    bool *many, struct error *err)
{
	struct picking p = {.ctx = ctx, .app = app};
	enum err e = collect(&p, pick, err);

	if (e != OK)
		return e;
	*many = p.count > PICK_MOST;
	if (*many)
		p.count = 0;
	sort(&p);
	*rows = p.rows;
	*count = p.count;
	return OK;
}
