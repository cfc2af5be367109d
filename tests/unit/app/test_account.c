/* Signing in by a clock the test holds: passwords, locks, the second factor, sessions. */
#include "check.h"

#include "app/access.h"
#include "app/account.h"
#include "app/password.h"
#include "app/people.h"
#include "app/role.h"
#include "app/session.h"
#include "app/factor_key.h"
#include "app/recovery.h"
#include "app/sign_in.h"
#include "base/file.h"
#include "base/hash.h"
#include "base/tr.h"

#include <sys/stat.h>
#include <unistd.h>

#define MINUTE ((int64_t)60 * 1000)
#define HOUR (60 * MINUTE)
#define RFC_SECRET "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ" /* "12345678901234567890" in base32 */
#define GOOD "синий трактор едет"

static TALLOC_CTX *ctx;
static struct app *app;
static struct error err;
static int64_t account;
static char folder[64];

static void
ok(enum err e)
{
	if (e != OK)
		print_error("%s\n", tr_error(ctx, LANG_EN, &err));
	assert_int_equal(e, OK);
}

static void
at(int64_t ms)
{
	app->now = ms;
	app->today = day_from_number((int32_t)(ms / 1000 / 86400));
}

/* A use case as the dispatcher runs it, but by the clock of the test. */
static enum err
act(enum err (*run)(TALLOC_CTX *, struct app *, const void *, void **, struct error *),
    const void *params, void **view)
{
	void *v = NULL;
	enum err e;

	app->audit_refusal = false;
	app->new_token[0] = '\0';
	app->session_over = false;
	e = run(ctx, app, params, &v, &err);
	if (app->db->writing && (e == OK || app->audit_refusal))
		assert_int_equal(db_commit(app->db, NULL), OK);
	db_rollback(app->db);
	if (view != NULL)
		*view = v;
	return e;
}

static int64_t
add_account(const char *login, const char *password, const char *role)
{
	char secret[SECRET_HASH_SIZE];
	struct db_person_add person;
	struct db_account_add row;
	struct db_grant_add grant;
	bool found;

	secret_hash(password, secret);
	ok(db_begin(app->db, &err));
	ok(db_person_add(ctx, app->db, 0, "Методист", "методист", NULL, &person, &found, &err));
	ok(db_account_add(ctx, app->db, person.id, login, login, 0, app->now, &row, &found, &err));
	ok(db_account_password(app->db, row.id, secret, &err));
	if (role != NULL)
		ok(db_grant_add(
		    ctx, app->db, row.id, role, 0, "1970-01-01", NULL, NULL, &grant, &found, &err));
	ok(db_commit(app->db, &err));
	return row.id;
}

static int
setup(void **state)
{
	hash_start();
	ctx = talloc_new(NULL);
	snprintf(folder, sizeof folder, "/tmp/opora-account-XXXXXX");
	assert_non_null(mkdtemp(folder));
	ok(app_new(ctx, folder, &app, &err));
	ok(db_open_sqlite(app, ":memory:", true, &app->db, &err));
	ok(db_migrate(app->db, 1, &err));
	at(1000 * HOUR);
	session_leave(app);
	account = add_account("metodist", GOOD, "methodist");
	return 0;
}

static int
teardown(void **state)
{
	unlink(mem_printf(ctx, "%s/" FACTOR_KEY_FILE, folder));
	rmdir(folder);
	return talloc_free(ctx);
}

static enum err
sign_in(const char *login, const char *password)
{
	struct sign_in_params p = {login, password};

	session_leave(app);
	return act(sign_in_run, &p, NULL);
}

/* The session of @token becomes the actor. */
static enum err
enter(const char *token)
{
	struct session_view *s = mem_new(ctx, struct session_view);
	enum err e = session_find(ctx, app, token, s, &err);

	if (e == OK)
		session_enter(app, s);
	return e;
}

static char *
signed_in(void)
{
	ok(sign_in("metodist", GOOD));
	return mem_strdup(ctx, app->new_token);
}

static enum err
give_code(const char *code)
{
	struct code_params p = {code};

	return act(sign_in_code_run, &p, NULL);
}

/* Turns the second factor on with the known secret of RFC 6238. */
static void
with_second_factor(void)
{
	ok(db_begin(app->db, &err));
	ok(db_account_totp(app->db, account, RFC_SECRET, "on", 0, &err));
	ok(factor_seal_open_ones(ctx, app, &err));
	ok(db_commit(app->db, &err));
}

/* ---- codes by time ---- */

TEST(codes_are_those_of_rfc_6238)
{
	static const struct {
		int64_t seconds;
		const char *code; /* the last six digits of appendix B, SHA-1 */
	} vectors[] = {{59, "287082"}, {1111111109, "081804"}, {1111111111, "050471"},
	    {1234567890, "005924"}, {2000000000, "279037"}, {20000000000, "353130"}};
	int64_t step;
	size_t i;

	for (i = 0; i < sizeof vectors / sizeof vectors[0]; i++) {
		assert_true(totp_right(RFC_SECRET, vectors[i].code, vectors[i].seconds, 0, &step));
		assert_int_equal(step, vectors[i].seconds / 30);
	}
}

TEST(a_code_holds_one_step_early_and_late_and_no_longer)
{
	int64_t step;

	assert_true(totp_right(RFC_SECRET, "287082", 59 - 30, 0, &step));
	assert_true(totp_right(RFC_SECRET, "287082", 59 + 30, 0, &step));
	assert_false(totp_right(RFC_SECRET, "287082", 59 + 31, 0, &step));
	assert_false(totp_right(RFC_SECRET, "28708", 59, 0, &step));
	assert_false(totp_right(RFC_SECRET, "2870820", 59, 0, &step));
}

TEST(a_new_secret_is_160_bits_of_base32_that_make_codes)
{
	char *a = totp_secret(ctx), *b = totp_secret(ctx), code[8];
	int64_t step;
	int i, hits = 0;

	assert_int_equal(strlen(a), 32);
	assert_int_equal(strspn(a, "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567"), 32);
	assert_string_not_equal(a, b);
	for (i = 0; i < 1000000 && hits == 0; i += 997) { /* it decodes: some code fits soon */
		snprintf(code, sizeof code, "%06d", i);
		hits = totp_right(a, code, i * (int64_t)30, 0, &step);
	}
	assert_string_equal(totp_url(ctx, "AB", "me@школа"),
	    "otpauth://totp/Opora:me%40%D1%88%D0%BA%D0%BE%D0%BB%D0%B0?secret=AB&issuer=Opora");
}

TEST(the_picture_of_an_address_is_a_square_with_three_corners)
{
	struct qr qr;
	int n;

	ok(qr_of(ctx, "otpauth://totp/Opora:metodist?secret=" RFC_SECRET, &qr, &err));
	n = qr.size;
	assert_int_equal((n - 17) % 4, 0); /* ISO/IEC 18004: versions are 17 + 4v modules wide */
	assert_true(qr.dark[0] && qr.dark[n - 1] && qr.dark[n * (n - 1)]);
	assert_true(strncmp(qr_path(ctx, &qr), "M0 0h1v1h-1zM1 0", 16) == 0);
}

/* ---- passwords ---- */

static bool
good(const char *password)
{
	static const char *const known[] = {"Пересветова А. Б.", "главный специалист",
	    "Управление образования", "Учебный район", NULL};

	return password_check(ctx, "metodist", known, password, &err) == OK;
}

TEST(a_password_is_long_and_not_what_is_tried_first)
{
	assert_true(good(GOOD));
	assert_true(good("пароль от сейфа не тут"));
	assert_false(good("одиннадцать"));
	assert_true(good("двенадцатьбу"));
	assert_false(good("aaaaaaaaaaaaaaaa"));
	assert_false(good("abcdefghijklmnop"));
	assert_false(good("9876543210987654"));
	assert_false(good("password12345"));
	assert_false(good("Пароль!12345"));
	assert_false(good("my METODIST horse battery"));
	assert_false(good("управление образования 7"));
	assert_false(good("bad \xff bytes in here"));
	assert_false(good(mem_printf(ctx, "%0129d", 7)));
}

TEST(a_password_is_not_made_of_what_is_known_of_the_person_or_the_office)
{
	assert_false(good("Пересветова-17"));
	assert_false(good("Специалист№1!!"));
	assert_false(good("учебный район 35"));
	assert_false(good("gthtcdtnjdf17")); /* the name typed in the Latin layout */
	assert_true(good("Пересветова и синий кит"));
	assert_true(good("район зелёных слонов"));
}

TEST(rows_of_keys_years_and_what_comes_again_make_no_password)
{
	static const char *const weak[] = {"qwertyuiop12", "1qaz2wsx3edc", "q1w2e3r4t5y6",
	    "qazxswedcvfr2", "йцукенгшщзхъ", "ЙфяЦычУвс2026", "qwe123rty456", "abcabcabcabc",
	    "кот пёс кот пёс", "gfhjkmgfhjkm", "весна2026лето", "!@#$%^&*()_+", "111222333444"};
	size_t i;

	for (i = 0; i < sizeof weak / sizeof weak[0]; i++) {
		if (good(weak[i]))
			print_error("%s is let through\n", weak[i]);
		assert_false(good(weak[i]));
	}
	assert_true(good("кот пёс ёж сидят"));
	assert_true(good("7Gx!wq-Lm2pZ"));
}

/* Those of 12 letters and more among the 199 most used ones of 2025 (SecLists, 2025-199_most_used),
 * but for one of five words, which no rule knows. */
TEST(long_ones_among_the_most_used_passwords_are_refused)
{
	assert_false(good("admintelecom"));
	assert_false(good("Password@123"));
	assert_false(good("administrator"));
	assert_false(good("Aa@123456789"));
	assert_false(good("qwerty123456"));
}

TEST(a_password_is_kept_as_argon2id_and_nobody_has_none)
{
	char hash[SECRET_HASH_SIZE];

	secret_hash(GOOD, hash);
	assert_true(strncmp(hash, "$argon2id$", 10) == 0);
	assert_true(secret_right(hash, GOOD));
	assert_false(secret_right(hash, "синий трактор"));
	assert_false(secret_right(NULL, ""));
}

/* ---- signing in ---- */

TEST(right_and_wrong_passwords_part_and_unknown_logins_look_like_wrong_ones)
{
	const char *wrong;

	assert_int_equal(sign_in("metodist", "wrong"), ERR_DENIED);
	wrong = err.id;
	assert_string_equal(app->new_token, "");
	assert_int_equal(sign_in("nobody", GOOD), ERR_DENIED);
	assert_string_equal(err.id, wrong);
	ok(sign_in("METODIST", GOOD));
	assert_int_equal(strlen(app->new_token), TOKEN_SIZE - 1);
}

TEST(five_wrong_passwords_lock_for_a_minute_and_each_more_for_twice_as_long)
{
	const char *wrong;
	int i;

	assert_int_equal(account_lock_time(4), 0);
	assert_int_equal(account_lock_time(5), MINUTE);
	assert_int_equal(account_lock_time(6), 2 * MINUTE);
	assert_int_equal(account_lock_time(11), HOUR);
	assert_int_equal(account_lock_time(1000000), HOUR);
	for (i = 0; i < FAILURES_FREE; i++)
		assert_int_equal(sign_in("metodist", "wrong"), ERR_DENIED);
	wrong = tr_error(ctx, LANG_EN, &err);
	assert_int_equal(sign_in("metodist", GOOD), ERR_DENIED); /* locked: it is not said so */
	assert_string_equal(tr_error(ctx, LANG_EN, &err), wrong);
	assert_int_equal(sign_in("nobody", GOOD), ERR_DENIED);
	assert_string_equal(tr_error(ctx, LANG_EN, &err), wrong);
	at(app->now + MINUTE);
	assert_int_equal(sign_in("metodist", "wrong"), ERR_DENIED);
	at(app->now + MINUTE);
	assert_int_equal(sign_in("metodist", GOOD), ERR_DENIED);
	at(app->now + MINUTE);
	ok(sign_in("metodist", GOOD));
	assert_int_equal(sign_in("metodist", "wrong"), ERR_DENIED); /* counted from nothing again */
	ok(sign_in("metodist", GOOD));
}

TEST(with_a_second_factor_the_password_opens_nothing_but_the_question_for_the_code)
{
	char *half;

	with_second_factor();
	at((int64_t)1111111109 * 1000);
	half = signed_in();
	ok(enter(half));
	assert_true(app->session_code);
	assert_int_equal(app->permissions, 1u << PERMIT_ANYONE);
	assert_int_equal(give_code("000000"), ERR_DENIED);
	ok(give_code("081804"));
	assert_string_not_equal(app->new_token, half);
	assert_int_equal(enter(half), ERR_DENIED);
	ok(enter(app->new_token));
	assert_false(app->session_code);
	assert_true(app_permitted(app, PERMIT_READ));
}

TEST(a_code_works_once)
{
	with_second_factor();
	at((int64_t)1111111109 * 1000);
	ok(enter(signed_in()));
	ok(give_code("081804"));
	ok(enter(signed_in()));
	assert_int_equal(give_code("081804"), ERR_DENIED);
}

TEST(wrong_codes_lock_like_wrong_passwords_which_a_right_password_does_not_undo)
{
	char *half;
	int i;

	with_second_factor();
	at((int64_t)1111111109 * 1000);
	for (i = 0; i < FAILURES_FREE; i++) {
		half = signed_in();
		ok(enter(half));
		assert_int_equal(give_code("000000"), ERR_DENIED);
	}
	assert_int_equal(give_code("081804"), ERR_DENIED);
	assert_int_equal(sign_in("metodist", GOOD), ERR_DENIED);
}

TEST(the_question_for_the_code_waits_ten_minutes)
{
	char *half;

	with_second_factor();
	half = signed_in();
	at(app->now + 10 * MINUTE - 1);
	ok(enter(half));
	at(app->now + 1);
	assert_int_equal(enter(half), ERR_DENIED);
}

TEST(a_second_factor_is_set_up_with_its_first_code_and_gives_ten_codes_that_work_once)
{
	struct factor_view *offer, *done;
	struct code_params p;
	struct sign_in_view *v;
	char code[TOTP_DIGITS + 1];
	int64_t step;
	int i;

	ok(enter(signed_in()));
	ok(act(factor_offer_run, NULL, (void **)&offer));
	p.code = "000000";
	for (i = 0; totp_right(offer->secret, p.code, app->now / 1000, 0, &step); i++)
		p.code = i % 2 ? "000000" : "111111";
	assert_int_equal(act(factor_confirm_run, &p, NULL), ERR_INVALID);
	for (i = 0; i < 1000000; i++) {
		snprintf(code, sizeof code, "%06d", i);
		if (totp_right(offer->secret, code, app->now / 1000, 0, &step))
			break;
	}
	p.code = code;
	ok(act(factor_confirm_run, &p, (void **)&done));
	assert_int_equal(done->ncodes, RECOVERY_CODES);
	ok(enter(signed_in()));
	assert_int_equal(give_code(code), ERR_DENIED); /* spent by setting up */
	p.code = mem_printf(ctx, "%.5s-%s ", done->codes[3], done->codes[3] + 5);
	ok(act(sign_in_code_run, &p, (void **)&v));
	assert_int_equal(v->recovery_left, RECOVERY_CODES - 1);
	ok(enter(signed_in()));
	assert_int_equal(give_code(done->codes[3]), ERR_DENIED);
	ok(give_code(done->codes[4]));
}

/* What a database before schema 7 has: SHA-256 of «NUMBER code». */
TEST(codes_kept_by_a_fast_hash_become_slow_and_open_still)
{
	char old[2][SHA256_TEXT_SIZE], *text;
	static const char *const codes[] = {"abcdefghjk", "23456789ab"};
	struct db_recovery_all *rows;
	size_t n, i;

	with_second_factor();
	ok(db_begin(app->db, &err));
	for (i = 0; i < 2; i++) {
		text = mem_printf(ctx, "%lld %s", (long long)account, codes[i]);
		sha256_of(text, strlen(text), old[i]);
		ok(db_recovery_add(app->db, old[i], account, &err));
	}
	ok(recovery_strengthen(ctx, app, &err));
	ok(recovery_strengthen(ctx, app, &err)); /* a second time changes nothing */
	ok(db_commit(app->db, &err));
	ok(db_recovery_all(ctx, app->db, &rows, &n, &err));
	assert_int_equal(n, 2);
	for (i = 0; i < n; i++)
		assert_memory_equal(rows[i].hash, "argon2id8$", 10);
	ok(enter(signed_in()));
	assert_int_equal(give_code("abcdefghjj"), ERR_DENIED);
	ok(give_code("ABCDE-FGHJK"));
	ok(enter(signed_in()));
	assert_int_equal(give_code("abcdefghjk"), ERR_DENIED); /* spent */
	ok(give_code("23456789ab"));
}

TEST(the_key_of_a_second_factor_lies_sealed_and_opens_for_its_account_alone)
{
	struct db_account_get a;
	const char *other, *secret;

	with_second_factor();
	ok(account_of_id(ctx, app, account, &a, &err));
	assert_memory_equal(a.totp_secret, "x1$", 3);
	assert_null(strstr(a.totp_secret, RFC_SECRET));
	ok(factor_unseal(ctx, app, account, a.totp_secret, &secret, &err));
	assert_string_equal(secret, RFC_SECRET);
	assert_int_equal(
	    factor_unseal(ctx, app, account + 1, a.totp_secret, &secret, &err), ERR_DENIED);
	ok(factor_seal(ctx, app, account, RFC_SECRET, &other, &err));
	assert_string_not_equal(other, a.totp_secret); /* another nonce each time */
	a.totp_secret = mem_strdup(ctx, a.totp_secret);
	((char *)(uintptr_t)a.totp_secret)[60] ^= 1;
	assert_int_equal(
	    factor_unseal(ctx, app, account, a.totp_secret, &secret, &err), ERR_DENIED);
	assert_int_equal(factor_unseal(ctx, app, account, "x1$", &secret, &err), ERR_DENIED);
	assert_int_equal(factor_unseal(ctx, app, account, RFC_SECRET, &secret, &err), ERR_DENIED);
}

TEST(without_the_file_of_the_key_codes_are_refused_with_a_sentence_and_recovery_codes_open)
{
	char *path = mem_printf(ctx, "%s/" FACTOR_KEY_FILE, folder);
	struct recovery_codes *codes = recovery_make(ctx, account);
	struct stat st;

	with_second_factor();
	ok(db_begin(app->db, &err));
	ok(recovery_put(app, account, codes, &err));
	ok(db_commit(app->db, &err));
	assert_int_equal(stat(path, &st), 0);
	assert_int_equal(st.st_mode & 0777, 0600);
	at((int64_t)1111111109 * 1000);
	assert_int_equal(chmod(path, 0640), 0);
	ok(enter(signed_in()));
	assert_int_equal(give_code("081804"), ERR_IO);
	assert_non_null(strstr(tr_error(ctx, LANG_EN, &err), "chmod 600"));
	assert_int_equal(unlink(path), 0);
	assert_int_equal(give_code("081804"), ERR_DENIED);
	assert_non_null(strstr(tr_error(ctx, LANG_EN, &err), "secret.key"));
	ok(give_code(codes->codes[0]));
}

/* What `opora check` and the page of the system say of the key; NULL: nothing is wrong. */
static const char *
said_of_key(void)
{
	struct factor_state state;

	ok(factor_verify(ctx, app, &state, &err));
	return state.wrong ? tr_error(ctx, LANG_EN, &state.what) : NULL;
}

static void
write_key(const char *path, const char *text)
{
	ok(file_write(path, text, strlen(text), &err));
	assert_int_equal(chmod(path, 0600), 0);
}

TEST(a_key_that_is_lost_open_to_others_cut_or_another_one_is_told)
{
	char *path = mem_printf(ctx, "%s/" FACTOR_KEY_FILE, folder), *key;
	size_t len;

	assert_null(said_of_key()); /* nobody has a second factor: no key is needed */
	with_second_factor();
	assert_null(said_of_key());
	ok(file_read(ctx, path, 100, &key, &len, &err));
	assert_int_equal(chmod(path, 0640), 0);
	assert_non_null(strstr(said_of_key(), "chmod 600"));
	assert_int_equal(unlink(path), 0);
	assert_non_null(strstr(said_of_key(), "is not there, and codes of 1 second factor can't"));
	write_key(path, "0123\n");
	assert_non_null(strstr(said_of_key(), "is no key of Opora"));
	write_key(path, mem_printf(ctx, "%s%s", key, key));
	assert_non_null(strstr(said_of_key(), "is no key of Opora"));
	key[0] = key[0] == '0' ? '1' : '0';
	write_key(path, key);
	assert_non_null(strstr(said_of_key(), "(opora user reset-2fa): metodist"));
	ok(db_begin(app->db, &err));
	ok(db_account_totp(app->db, account, NULL, "none", 0, &err));
	ok(db_commit(app->db, &err));
	assert_null(said_of_key()); /* taken off, it is needed no more */
}

TEST(a_role_that_asks_for_a_second_factor_opens_nothing_without_it)
{
	account = add_account("boss", "кот сидит на крыше", "admin");
	ok(sign_in("boss", "кот сидит на крыше"));
	ok(enter(app->new_token));
	assert_int_equal(app->permissions, PERMISSIONS_SIGNED);
	with_second_factor();
	at((int64_t)1111111109 * 1000);
	ok(sign_in("boss", "кот сидит на крыше"));
	ok(enter(app->new_token));
	ok(give_code("081804"));
	ok(enter(app->new_token));
	assert_true(app_permitted(app, PERMIT_PEOPLE));
	assert_false(app_permitted(app, PERMIT_READ));
}

/* ---- sessions ---- */

TEST(a_session_is_over_after_two_hours_without_use_and_twelve_after_signing_in)
{
	char *token = signed_in();
	int64_t start = app->now;
	int i;

	at(start + 2 * HOUR - 1);
	ok(enter(token));
	for (i = 3; i < 12; i++) {
		at(start + i * HOUR);
		ok(enter(token));
	}
	at(start + 12 * HOUR - 1);
	ok(enter(token));
	at(start + 12 * HOUR);
	assert_int_equal(enter(token), ERR_DENIED);
	token = signed_in();
	at(app->now + 2 * HOUR);
	assert_int_equal(enter(token), ERR_DENIED);
}

TEST(another_role_gets_another_token_and_no_longer_life)
{
	struct act_as_params p;
	struct db_grant_add grant;
	char *token = signed_in(), *other;
	int64_t start = app->now;
	bool found;

	ok(db_grant_add(
	    ctx, app->db, account, "control", 0, "1970-01-01", NULL, NULL, &grant, &found, &err));
	at(start + HOUR);
	ok(enter(token));
	assert_true(app_permitted(app, PERMIT_IMPORT));
	p.role = grant.id;
	ok(act(act_as_run, &p, NULL));
	other = mem_strdup(ctx, app->new_token);
	assert_int_equal(enter(token), ERR_DENIED);
	ok(enter(other));
	assert_false(app_permitted(app, PERMIT_IMPORT));
	at(start + 3 * HOUR - 1);
	ok(enter(other));
	at(start + 5 * HOUR - 2);
	ok(enter(other));
	p.role = grant.id + 1;
	assert_int_equal(act(act_as_run, &p, NULL), ERR_NOT_FOUND);
	for (int i = 6; i < 12; i++) {
		at(start + i * HOUR);
		ok(enter(other));
	}
	at(start + 12 * HOUR);
	assert_int_equal(enter(other), ERR_DENIED);
}

TEST(a_role_holds_from_its_first_to_its_last_day)
{
	struct db_grant_add grant;
	int64_t day = 24 * HOUR;
	bool found;

	account = add_account("guest", GOOD, NULL);
	ok(db_grant_add(ctx, app->db, account, "control", 0, "1970-02-15", "1970-02-16", NULL,
	    &grant, &found, &err));
	at(45 * day - 1);
	ok(sign_in("guest", GOOD));
	ok(enter(app->new_token));
	assert_false(app_permitted(app, PERMIT_READ));
	at(45 * day);
	ok(sign_in("guest", GOOD));
	ok(enter(app->new_token));
	assert_true(app_permitted(app, PERMIT_READ));
	at(47 * day - 1);
	ok(sign_in("guest", GOOD));
	ok(enter(app->new_token));
	assert_true(app_permitted(app, PERMIT_READ));
	at(47 * day);
	ok(enter(app->new_token)); /* the session lives, the role does not */
	assert_false(app_permitted(app, PERMIT_READ));
}

TEST(another_password_ends_all_sessions_and_gives_this_one_a_new_token)
{
	char *elsewhere = signed_in(), *here;
	struct password_params p = {"wrong", "жёлтый экскаватор стоит", "жёлтый экскаватор стоит"};

	here = signed_in();
	ok(enter(here));
	assert_int_equal(act(password_run, &p, NULL), ERR_DENIED);
	p.old = GOOD;
	ok(act(password_run, &p, NULL));
	assert_int_equal(enter(here), ERR_DENIED);
	assert_int_equal(enter(elsewhere), ERR_DENIED);
	ok(enter(app->new_token));
	assert_int_equal(sign_in("metodist", GOOD), ERR_DENIED);
	ok(sign_in("metodist", p.password));
}

TEST(a_link_chooses_a_password_once_within_seven_days)
{
	struct join_params p = {"", "жёлтый экскаватор стоит", "жёлтый экскаватор стоит"};
	char *path, *late;
	int round;

	for (round = 0; round < 2; round++) {
		ok(db_begin(app->db, &err));
		ok(account_invite(ctx, app, account, round == 0 ? &path : &late, &err));
		ok(db_commit(app->db, &err));
		if (round == 0) {
			p.token = path + strlen("/join/");
			ok(act(join_run, &p, NULL));
			assert_int_equal(act(join_run, &p, NULL), ERR_DENIED);
			ok(sign_in("metodist", p.password));
		}
	}
	p.token = late + strlen("/join/");
	at(app->now + 7 * 24 * HOUR);
	assert_int_equal(act(join_run, &p, NULL), ERR_DENIED);
}

TEST(a_form_is_of_its_session_only)
{
	char a[TOKEN_SIZE], b[TOKEN_SIZE], form[TOKEN_SIZE];

	token_new(a);
	token_new(b);
	session_csrf(a, form);
	assert_true(session_csrf_right(a, form));
	assert_false(session_csrf_right(b, form));
	assert_false(session_csrf_right(a, a));
	assert_false(session_csrf_right(a, ""));
	form[0] ^= 1;
	assert_false(session_csrf_right(a, form));
}

TEST(an_account_of_the_demonstration_is_refused_elsewhere)
{
	struct db_person_add person;
	struct db_account_add row;
	char secret[SECRET_HASH_SIZE];
	bool found;

	secret_hash(GOOD, secret);
	ok(db_person_add(ctx, app->db, 0, "Школа", "школа", NULL, &person, &found, &err));
	ok(db_account_add(ctx, app->db, person.id, "demo", "demo", 1, 1, &row, &found, &err));
	ok(db_account_password(app->db, row.id, secret, &err));
	assert_int_equal(sign_in("demo", GOOD), ERR_DENIED);
	ok(db_setting_put(app->db, "demo", "1", &err));
	ok(sign_in("demo", GOOD));
}

TEST(the_first_start_makes_an_administrator_with_a_link_and_later_starts_none)
{
	char *link, *again;
	struct join_params p = {NULL, "жёлтый экскаватор стоит", "жёлтый экскаватор стоит"};

	ok(app_first_start(ctx, app, &link, &err));
	assert_null(link); /* there is an account already */
	talloc_free(app->db);
	ok(db_open_sqlite(app, ":memory:", true, &app->db, &err));
	ok(db_migrate(app->db, 1, &err));
	ok(app_first_start(ctx, app, &link, &err));
	assert_non_null(link);
	ok(app_first_start(ctx, app, &again, &err));
	assert_null(again);
	p.token = link + strlen("/join/");
	ok(act(join_run, &p, NULL));
	ok(sign_in("admin", p.password));
	ok(enter(app->new_token));
	assert_int_equal(app->permissions, PERMISSIONS_SIGNED); /* the second factor comes first */
}

TEST(a_key_acts_in_one_role_till_its_term_and_makes_no_keys_itself)
{
	struct key_add_params p = {.name = "журнал", .days = 2};
	struct session_view s;
	struct key_view *key;

	ok(enter(signed_in()));
	ok(act(token_add_run, &p, (void **)&key));
	ok(session_of_key(ctx, app, key->key, &s, &err));
	session_enter(app, &s);
	assert_true(app_permitted(app, PERMIT_READ));
	assert_false(app_permitted(app, PERMIT_SIGNED));
	assert_int_equal(app_begin(app, &err), ERR_DENIED); /* it only reads */
	at(app->now + 48 * HOUR);
	assert_int_equal(session_of_key(ctx, app, key->key, &s, &err), ERR_DENIED);
	assert_int_equal(session_of_key(ctx, app, "", &s, &err), ERR_DENIED);
}

#define EACH(test) cmocka_unit_test_setup_teardown(test, setup, teardown)

RUN(EACH(codes_are_those_of_rfc_6238), EACH(a_code_holds_one_step_early_and_late_and_no_longer),
    EACH(a_new_secret_is_160_bits_of_base32_that_make_codes),
    EACH(the_picture_of_an_address_is_a_square_with_three_corners),
    EACH(a_password_is_long_and_not_what_is_tried_first),
    EACH(a_password_is_not_made_of_what_is_known_of_the_person_or_the_office),
    EACH(rows_of_keys_years_and_what_comes_again_make_no_password),
    EACH(long_ones_among_the_most_used_passwords_are_refused),
    EACH(a_password_is_kept_as_argon2id_and_nobody_has_none),
    EACH(right_and_wrong_passwords_part_and_unknown_logins_look_like_wrong_ones),
    EACH(five_wrong_passwords_lock_for_a_minute_and_each_more_for_twice_as_long),
    EACH(with_a_second_factor_the_password_opens_nothing_but_the_question_for_the_code),
    EACH(a_code_works_once),
    EACH(wrong_codes_lock_like_wrong_passwords_which_a_right_password_does_not_undo),
    EACH(the_question_for_the_code_waits_ten_minutes),
    EACH(a_second_factor_is_set_up_with_its_first_code_and_gives_ten_codes_that_work_once),
    EACH(codes_kept_by_a_fast_hash_become_slow_and_open_still),
    EACH(the_key_of_a_second_factor_lies_sealed_and_opens_for_its_account_alone),
    EACH(without_the_file_of_the_key_codes_are_refused_with_a_sentence_and_recovery_codes_open),
    EACH(a_key_that_is_lost_open_to_others_cut_or_another_one_is_told),
    EACH(a_role_that_asks_for_a_second_factor_opens_nothing_without_it),
    EACH(a_session_is_over_after_two_hours_without_use_and_twelve_after_signing_in),
    EACH(another_role_gets_another_token_and_no_longer_life),
    EACH(a_role_holds_from_its_first_to_its_last_day),
    EACH(another_password_ends_all_sessions_and_gives_this_one_a_new_token),
    EACH(a_link_chooses_a_password_once_within_seven_days), EACH(a_form_is_of_its_session_only),
    EACH(an_account_of_the_demonstration_is_refused_elsewhere),
    EACH(the_first_start_makes_an_administrator_with_a_link_and_later_starts_none),
    EACH(a_key_acts_in_one_role_till_its_term_and_makes_no_keys_itself))
