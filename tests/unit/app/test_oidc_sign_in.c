/* Signing in through another system by a clock the test holds: the flow, and who is who. */
#include "check.h"

#include "app/config.h"
#include "app/oidc_flow.h"
#include "app/oidc_int.h"
#include "app/people.h"
#include "app/role.h"
#include "app/session.h"
#include "app/sign_in_int.h"
#include "base/file.h"
#include "base/hash.h"
#include "base/tr.h"

#include <sys/stat.h>
#include <unistd.h>

#define SECOND ((int64_t)1000)
#define ISSUER "https://id.example"

static TALLOC_CTX *ctx;
static struct app *app;
static struct error err;
static char secret_path[] = "/tmp/opora-secret-XXXXXX";

static void
ok(enum err e)
{
	if (e != OK)
		print_error("%s\n", tr_error(ctx, LANG_EN, &err));
	assert_int_equal(e, OK);
}

static int64_t
add_account(const char *login, const char *email, const char *role)
{
	struct user_add_params p = {login, "Методист", "методист", email, role, NULL};
	struct user_view *v;

	ok(user_add_run(ctx, app, &p, (void **)&v, &err));
	ok(db_commit(app->db, &err));
	return v->account;
}

static void
configure(const char *claim)
{
	const char *const options[CONFIG_COUNT] = {[CONFIG_DATA] = "/nowhere",
	    [CONFIG_OIDC_ISSUER] = ISSUER,
	    [CONFIG_OIDC_CLIENT_ID] = "opora",
	    [CONFIG_OIDC_SECRET_FILE] = secret_path,
	    [CONFIG_OIDC_CLAIM] = claim};
	struct config *config = mem_new(ctx, struct config);

	ok(config_read(ctx, options, config, &err));
	app->config = config;
}

static int
setup(void **state)
{
	hash_start();
	ctx = talloc_new(NULL);
	ok(app_new(ctx, "/nowhere", &app, &err));
	ok(db_open_sqlite(app, ":memory:", true, &app->db, &err));
	ok(db_migrate(app->db, 1, &err));
	app->now = 3600000 * SECOND;
	app->today = day_from_number(41);
	add_account("kot", "kot@edu.example", "methodist");
	add_account("first", "same@edu.example", NULL);
	add_account("second", "SAME@edu.example", NULL);
	configure(NULL);
	session_leave(app);
	return 0;
}

static int
teardown(void **state)
{
	return talloc_free(ctx);
}

/* ---- The flow ---- */

TEST(a_flow_comes_back_as_it_went)
{
	struct oidc_flow a, b;
	const char *cookie;

	oidc_flow_new(ctx, 1234567, "/users?x=1", &a, &cookie);
	assert_true(strlen(cookie) < OIDC_FLOW_SIZE);
	assert_true(oidc_flow_read(ctx, cookie, &b));
	assert_string_equal(b.back, "/users?x=1");
	assert_int_equal(b.began, 1234567);
	assert_string_equal(a.state, b.state);
	assert_string_equal(a.nonce, b.nonce);
	assert_string_equal(a.verifier, b.verifier);
	assert_string_not_equal(a.state, a.nonce);
	assert_string_not_equal(a.nonce, a.verifier);
	assert_null(strstr(cookie, a.state));
}

TEST(another_moment_or_page_has_another_state)
{
	struct oidc_flow a, b;
	const char *cookie, *other;

	oidc_flow_new(ctx, 1111111, "/", &a, &cookie);
	other = mem_printf(ctx, "%.64s.1111112.Lw", cookie);
	assert_true(oidc_flow_read(ctx, other, &b));
	assert_string_not_equal(a.state, b.state);
	other = mem_printf(ctx, "%.64s.1111111.L3g", cookie);
	assert_true(oidc_flow_read(ctx, other, &b));
	assert_string_not_equal(a.state, b.state);
}

TEST(what_is_no_cookie_of_ours_is_none)
{
	char hex[] = "0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef";
	static const char *const tails[] = {
	    "", ".", ".1", ".1.!", ".x.Lw", "..Lw", ".1234567890123456.Lw", ".1.Lw=", ".1.AA"};
	struct oidc_flow f;
	size_t i;

	assert_true(oidc_flow_read(ctx, mem_printf(ctx, "%s.1.Lw", hex), &f));
	assert_false(oidc_flow_read(ctx, NULL, &f));
	for (i = 0; i < sizeof tails / sizeof tails[0]; i++)
		assert_false(oidc_flow_read(ctx, mem_printf(ctx, "%s%s", hex, tails[i]), &f));
	hex[10] = 'X';
	assert_false(oidc_flow_read(ctx, mem_printf(ctx, "%s.1.Lw", hex), &f));
}

TEST(a_page_longer_than_the_cookie_takes_is_left_out)
{
	char back[OIDC_FLOW_BACK_MAX + 2];
	struct oidc_flow f;
	const char *cookie;

	memset(back, '/', sizeof back);
	back[sizeof back - 1] = '\0';
	oidc_flow_new(ctx, INT64_C(999999999999999), back, &f, &cookie);
	assert_string_equal(f.back, "/");
	back[sizeof back - 2] = '\0';
	oidc_flow_new(ctx, INT64_C(999999999999999), back, &f, &cookie);
	assert_string_equal(f.back, back);
	assert_true(strlen(cookie) < OIDC_FLOW_SIZE);
}

/* Comes back after @ms; what the audit says of why not. */
static const char *
why_not_after(int64_t ms)
{
	struct oidc_back_params p = {.code = "c"};
	struct oidc_flow flow;
	void *view;

	oidc_flow_new(ctx, app->now, "/", &flow, &app->flow);
	p.state = flow.state;
	app->now += ms;
	assert_int_not_equal(oidc_back_run(ctx, app, &p, &view, &err), OK);
	assert_null(view);
	db_rollback(app->db);
	assert_true(app->audit_refusal);
	assert_string_equal(app->new_flow, "");
	return app->audit_changes;
}

TEST(an_answer_is_taken_for_ten_minutes)
{
	/* the file of the secret isn't there: in time, that is what stops it */
	assert_non_null(strstr(why_not_after(599 * SECOND), "\"provider\""));
	assert_non_null(strstr(why_not_after(600 * SECOND), "\"state\""));
	assert_non_null(strstr(why_not_after(-1), "\"state\""));
}

/* ---- The secret ---- */

TEST(a_secret_is_taken_only_of_a_file_that_is_its_owners_alone)
{
	struct oidc_client client;
	int fd;

	strcpy(secret_path + strlen(secret_path) - 6, "XXXXXX");
	fd = mkstemp(secret_path);
	assert_true(fd >= 0);
	assert_int_equal(write(fd, "a b\r\n", 5), 5);
	close(fd);
	ok(oidc_client_of(ctx, app, &client, &err));
	assert_string_equal(client.secret, "a b");
	chmod(secret_path, 0640);
	assert_int_equal(oidc_client_of(ctx, app, &client, &err), ERR_INVALID);
	chmod(secret_path, 0604);
	assert_int_equal(oidc_client_of(ctx, app, &client, &err), ERR_INVALID);
	unlink(secret_path);
	assert_int_equal(oidc_client_of(ctx, app, &client, &err), ERR_NOT_FOUND);
	app->config = NULL;
	assert_int_equal(oidc_client_of(ctx, app, &client, &err), ERR_NOT_FOUND);
}

/* ---- Who is who ---- */

/* The login that is let in by @claim, "" when nobody is. */
static const char *
let_in(const char *claim, const char *subject, const char *name, bool verified)
{
	struct oidc_claims claims = {subject, name, verified, false};
	struct sign_in_view v = {0};
	enum err e;

	configure(claim);
	app->audit_refusal = false;
	ok(db_begin(app->db, &err));
	e = oidc_let_in(ctx, app, &claims, &v, &err);
	assert_true(e == OK || app->audit_refusal);
	ok(db_commit(app->db, &err));
	return e == OK ? v.login : "";
}

TEST(nobody_is_let_in_by_a_name_unless_the_setting_says_so)
{
	assert_string_equal(let_in(NULL, "s-1", "kot", true), "");
	assert_string_equal(let_in("sub", "s-1", "kot", true), "");
}

TEST(a_name_is_compared_with_logins_in_ascii)
{
	assert_string_equal(let_in("upn", "s-1", "\u212Aot", false), ""); /* K of Kelvin */
	assert_string_equal(let_in("upn", "s-1", "kot ", false), "");
	assert_string_equal(let_in("upn", "s-1", NULL, false), "");
	assert_string_equal(let_in("upn", "s-1", "KOT", false), "kot");
}

TEST(an_address_must_be_verified_and_of_one_account)
{
	assert_string_equal(let_in("email", "s-1", "kot@edu.example", false), "");
	assert_string_equal(let_in("email", "s-1", "same@edu.example", true), "");
	assert_string_equal(let_in("email", "s-1", "kot", true), "");
	assert_string_equal(let_in("email", "s-1", "Kot@EDU.example", true), "kot");
}

TEST(what_was_linked_stays_whatever_is_claimed_later)
{
	assert_string_equal(let_in("upn", "s-1", "kot", false), "kot");
	assert_string_equal(let_in("upn", "s-1", "first", false), "kot");
	assert_string_equal(let_in("upn", "s-1", NULL, false), "kot");
	assert_string_equal(let_in("upn", "s-2", "kot", false), ""); /* another with that name */
	assert_string_equal(let_in("upn", "s-1", "kot", false), "kot");
}

/* ---- The second factor ---- */

static struct session_view
signed_in(const struct db_account_get *a, bool two_factors)
{
	struct sign_in_view v = {0};
	struct session_view s;

	ok(db_begin(app->db, &err));
	ok(sign_in_let_in(ctx, app, a, two_factors, &v, &err));
	ok(db_commit(app->db, &err));
	ok(session_find(ctx, app, app->new_token, &s, &err));
	assert_int_equal(v.must_enrol, s.must_enrol);
	return s;
}

TEST(two_factors_shown_elsewhere_stay_with_the_session_and_go_with_it)
{
	struct db_account_get a;
	struct session_view s;
	int64_t admin;

	app->permissions = ~0u;
	app->scope = db_scope_all();
	admin = add_account("chief", NULL, "admin");
	session_leave(app);
	ok(account_of_id(ctx, app, admin, &a, &err));
	assert_true(signed_in(&a, false).must_enrol);
	s = signed_in(&a, true);
	assert_false(s.must_enrol);
	session_enter(app, &s);
	assert_true(app_permitted(app, PERMIT_ADMIN));
	/* another token for the same session, as of another role */
	ok(db_begin(app->db, &err));
	ok(session_open_first(app, admin, &err));
	ok(db_commit(app->db, &err));
	ok(session_find(ctx, app, app->new_token, &s, &err));
	assert_false(s.must_enrol);
	/* signing in anew by a password, in the browser of that session */
	session_enter(app, &s);
	assert_true(signed_in(&a, false).must_enrol);
}

#define EACH(test) cmocka_unit_test_setup_teardown(test, setup, teardown)

RUN(EACH(a_flow_comes_back_as_it_went), EACH(another_moment_or_page_has_another_state),
    EACH(what_is_no_cookie_of_ours_is_none), EACH(a_page_longer_than_the_cookie_takes_is_left_out),
    EACH(an_answer_is_taken_for_ten_minutes),
    EACH(a_secret_is_taken_only_of_a_file_that_is_its_owners_alone),
    EACH(nobody_is_let_in_by_a_name_unless_the_setting_says_so),
    EACH(a_name_is_compared_with_logins_in_ascii),
    EACH(an_address_must_be_verified_and_of_one_account),
    EACH(what_was_linked_stays_whatever_is_claimed_later),
    EACH(two_factors_shown_elsewhere_stay_with_the_session_and_go_with_it))
