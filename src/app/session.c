#include "app/session.h"

#include "app/role.h"
#include "base/hash.h"
#include "base/mem.h"

#include <string.h>

#define SEEN_EVERY 60000 /* ms */

static const struct db_scope nowhere = {"0", "0"};

static enum err
refuse(struct error *err)
{
	return fail(
	    err, ERR_DENIED, MSG("you are not signed in, or your session is over: sign in"));
}

static bool
holds(const struct db_grants_of *g, const char *today)
{
	return strcmp(g->since, today) <= 0 && (g->until == NULL || strcmp(g->until, today) >= 0) &&
	       role_find(g->role) != NULL;
}

enum err
session_grants(TALLOC_CTX *ctx, struct app *app, int64_t account, struct db_grants_of **out,
    size_t *n, struct error *err)
{
	char today[DAY_TEXT_SIZE];
	struct db_grants_of *all;
	size_t i, count;
	enum err e = db_grants_of(ctx, app->db, account, &all, &count, err);

	if (e != OK)
		return e;
	day_text(app->today, today);
	*n = 0;
	for (i = 0; i < count; i++) {
		if (holds(&all[i], today))
			all[(*n)++] = all[i];
	}
	*out = all;
	return OK;
}

bool
session_must_enrol(
    const struct db_account_get *account, const struct db_grants_of *grants, size_t n)
{
	size_t i;

	if (account->demo || strcmp(account->totp_state, "on") == 0)
		return false;
	for (i = 0; i < n; i++) {
		if (role_find(grants[i].role)->second_factor)
			return true;
	}
	return false;
}

/* The permissions and scope of the role @acts_as, if it holds today. */
static void
take_role(TALLOC_CTX *ctx, struct session_view *s, int64_t acts_as)
{
	size_t i;

	for (i = 0; i < s->ngrants; i++) {
		const struct db_grants_of *g = &s->grants[i];

		if (g->id != acts_as)
			continue;
		s->acts_as = g->id;
		s->org = g->org;
		s->role = g->role;
		s->org_name = g->org_name;
		s->permissions = role_find(g->role)->permissions;
		s->scope = g->path == NULL ? db_scope_all() : db_scope_below(ctx, g->path);
	}
}

/* Fills what the account and its roles say. Refuses an account that is shut. */
static enum err
take_account(TALLOC_CTX *ctx, struct app *app, int64_t account, int64_t acts_as,
    struct session_view *s, struct error *err)
{
	struct db_account_get a;
	bool found;
	enum err e = db_account_get(ctx, app->db, account, &a, &found, err);

	if (e == OK && (!found || a.disabled))
		return refuse(err);
	if (e == OK)
		e = session_grants(ctx, app, account, &s->grants, &s->ngrants, err);
	if (e != OK)
		return e;
	s->account = a.id;
	s->actor = mem_printf(ctx, "account:%lld", (long long)a.id);
	s->login = a.login;
	s->name = a.name;
	s->post = a.post;
	s->language = a.language;
	s->theme = a.theme;
	s->permissions = PERMISSIONS_SIGNED;
	s->scope = nowhere;
	s->must_enrol = !s->two_factors && session_must_enrol(&a, s->grants, s->ngrants);
	if (s->needs_code)
		s->permissions = PERMISSIONS_NOBODY;
	else if (!s->must_enrol)
		take_role(ctx, s, acts_as);
	return OK;
}

/* Another writer may hold the database for long: then it is noted the next time. */
static void
note_use(struct app *app, enum err (*note)(struct db *, int64_t, int64_t, struct error *),
    int64_t id, int64_t seen)
{
	struct error ignored;

	if (app->now - seen < SEEN_EVERY || db_begin(app->db, &ignored) != OK)
		return;
	if (note(app->db, id, app->now, &ignored) != OK || db_commit(app->db, &ignored) != OK)
		db_rollback(app->db);
}

enum err
session_find(TALLOC_CTX *ctx, struct app *app, const char *token, struct session_view *out,
    struct error *err)
{
	char hash[SHA256_TEXT_SIZE];
	struct db_session_by_hash row;
	struct session_view s = {0};
	bool found;
	enum err e;

	sha256_of(token, strlen(token), hash);
	e = db_session_by_hash(ctx, app->db, hash, &row, &found, err);
	if (e == OK && (!found || row.expires <= app->now || row.seen + SESSION_IDLE <= app->now))
		return refuse(err);
	if (e != OK)
		return e;
	s.id = row.id;
	s.since = row.created;
	s.needs_code = strcmp(row.state, "code") == 0;
	s.two_factors = row.two_factors != 0;
	e = take_account(ctx, app, row.account, row.acts_as, &s, err);
	if (e != OK)
		return e;
	note_use(app, db_session_seen, row.id, row.seen);
	*out = s;
	return OK;
}

enum err
session_of_key(
    TALLOC_CTX *ctx, struct app *app, const char *key, struct session_view *out, struct error *err)
{
	char hash[SHA256_TEXT_SIZE];
	struct db_token_by_hash row;
	struct session_view s = {0};
	bool found;
	enum err e;

	sha256_of(key, strlen(key), hash);
	e = db_token_by_hash(ctx, app->db, hash, &row, &found, err);
	if (e == OK && (!found || row.expires <= app->now))
		return fail(err, ERR_DENIED, MSG("there is no such key, or its time is over"));
	if (e == OK)
		e = take_account(ctx, app, row.account, row.acts_as, &s, err);
	if (e != OK)
		return e;
	s.read_only = !row.writes;
	s.permissions &= ~(1u << PERMIT_SIGNED); /* no key makes keys or changes a password */
	note_use(app, db_token_seen, row.id, row.seen);
	*out = s;
	return OK;
}

void
session_enter(struct app *app, const struct session_view *s)
{
	session_leave(app);
	app->actor = s->actor;
	app->account = s->account;
	app->permissions = s->permissions;
	app->scope = s->scope;
	app->org = s->org;
	app->acts_as = s->acts_as;
	app->session = s->id;
	app->session_since = s->since;
	app->session_code = s->needs_code;
	app->session_two_factors = s->two_factors;
	app->read_only = s->read_only;
}

void
session_leave(struct app *app)
{
	app->actor = APP_NOBODY;
	app->account = 0;
	app->permissions = PERMISSIONS_NOBODY;
	app->scope = nowhere;
	app->org = 0;
	app->acts_as = 0;
	app->session = 0;
	app->session_since = 0;
	app->session_code = false;
	app->session_two_factors = false;
	app->read_only = false;
}

/* What a browser calls itself, shortened, with nothing in it but printable ASCII. */
static char *
agent_of(TALLOC_CTX *ctx, const char *said)
{
	char *agent = mem_strndup(ctx, said == NULL ? "" : said, SESSION_AGENT_MAX), *c;

	for (c = agent; *c != '\0'; c++)
		*c = *c < ' ' || *c > '~' ? '?' : *c;
	return agent;
}

enum err
session_open(struct app *app, int64_t account, int64_t acts_as, bool code, struct error *err)
{
	char token[TOKEN_SIZE], hash[SHA256_TEXT_SIZE];
	TALLOC_CTX *local = mem_check(talloc_new(NULL));
	struct db_session_add row;
	bool found;
	int64_t from = app->session == 0 ? app->now : app->session_since;
	enum err e = db_sessions_expired(app->db, app->now, app->now - SESSION_IDLE, err);

	token_new(token);
	sha256_of(token, strlen(token), hash);
	if (e == OK && app->session != 0)
		e = session_close(app, app->session, err);
	if (e == OK)
		e = db_session_add(local, app->db, hash, account, acts_as, code ? "code" : "full",
		    from, app->now, from + (code ? SESSION_CODE_WAITS : SESSION_LONGEST),
		    agent_of(local, app->agent), app->session_two_factors, &row, &found, err);
	if (e == OK)
		memcpy(app->new_token, token, sizeof token);
	talloc_free(local);
	return e;
}

enum err
session_open_first(struct app *app, int64_t account, struct error *err)
{
	TALLOC_CTX *local = mem_check(talloc_new(NULL));
	struct db_grants_of *grants;
	size_t n;
	enum err e = session_grants(local, app, account, &grants, &n, err);

	if (e == OK)
		e = session_open(app, account, n == 0 ? 0 : grants[0].id, false, err);
	talloc_free(local);
	return e;
}

enum err
session_close(struct app *app, int64_t id, struct error *err)
{
	enum err e = db_session_end(app->db, id, err);

	if (e == OK && id == app->session)
		app->session_over = true;
	return e;
}

void
session_csrf(const char *token, char out[TOKEN_SIZE])
{
	secret_derive(token, "form", out);
}

bool
session_csrf_right(const char *token, const char *said)
{
	char want[TOKEN_SIZE];

	session_csrf(token, want);
	return token_equal(want, said);
}
