/* People: signing in, accounts and roles. */
#include "actions/parts.h"

#include "app/people.h"
#include "app/role.h"
#include "app/sign_in.h"
#include "cli/text.h"
#include "web/sign_in.h"
#include "web/users.h"

static const struct choice languages[] = {{"ru", MSG("Russian")}, {"en", MSG("English")}, {NULL}};
static const struct choice themes[] = {{"auto", MSG("as the device")}, {"light", MSG("light")},
    {"dark", MSG("dark")}, {"contrast", MSG("contrast")}, {NULL}};

#define PASSWORD_HELP MSG("12 to 128 letters; several words that don't belong together")
#define LOGIN_FIELD(type, words)                                                                   \
	{                                                                                          \
		"login", FIELD_TEXT, words, true, offsetof(type, login), 0, 64, MSG("LOGIN"),      \
		    MSG("the name with which the person signs in"), MSG("Login")                   \
	}

static const struct field sign_in_fields[] = {
    LOGIN_FIELD(struct sign_in_params, false),
    {"password", FIELD_SECRET, false, true, offsetof(struct sign_in_params, password), 0, 128,
	MSG("PASSWORD"), MSG("the password of the account"), MSG("Password")},
};

static const struct field code_fields[] = {
    {"code", FIELD_SECRET, false, true, offsetof(struct code_params, code), 0, 32, MSG("CODE"),
	MSG("six digits that the authenticator shows now, or a recovery code"), MSG("Code")},
};

static const struct field join_fields[] = {
    {"token", FIELD_SECRET, false, true, offsetof(struct join_params, token), 0, 64, MSG("TOKEN"),
	MSG("the end of the link")},
    {"password", FIELD_SECRET, false, true, offsetof(struct join_params, password), 0, 128,
	MSG("PASSWORD"), PASSWORD_HELP, MSG("New password")},
    {"again", FIELD_SECRET, false, true, offsetof(struct join_params, again), 0, 128,
	MSG("PASSWORD"), MSG("the same once more, so that a slip of the finger shows"),
	MSG("New password again")},
};

static const struct field act_as_fields[] = {
    {"role", FIELD_INT, false, true, offsetof(struct act_as_params, role), 1, INT32_MAX,
	MSG("NUMBER"), MSG("the number of one of your roles")},
};

static const struct field password_fields[] = {
    {"old", FIELD_SECRET, false, true, offsetof(struct password_params, old), 0, 128,
	MSG("PASSWORD"), MSG("the password that holds now"), MSG("Present password")},
    {"password", FIELD_SECRET, false, true, offsetof(struct password_params, password), 0, 128,
	MSG("PASSWORD"), PASSWORD_HELP, MSG("New password")},
    {"again", FIELD_SECRET, false, true, offsetof(struct password_params, again), 0, 128,
	MSG("PASSWORD"), MSG("the same once more, so that a slip of the finger shows"),
	MSG("New password again")},
};

static const struct field look_fields[] = {
    {"language", FIELD_CHOICE, false, false, offsetof(struct look_params, language), 0, 0,
	MSG("LANGUAGE"), MSG("the language of the pages"), NULL, languages},
    {"theme", FIELD_CHOICE, false, false, offsetof(struct look_params, theme), 0, 0, MSG("THEME"),
	MSG("the colours of the pages"), NULL, themes},
};

static const struct field user_add_fields[] = {
    LOGIN_FIELD(struct user_add_params, true),
    {"name", FIELD_TEXT, false, true, offsetof(struct user_add_params, name), 0, 200, MSG("NAME"),
	MSG("the name of the person, as in papers")},
    {"post", FIELD_TEXT, false, true, offsetof(struct user_add_params, post), 0, 200, MSG("POST"),
	MSG("the post of the person, as in papers")},
    {"email", FIELD_TEXT, false, false, offsetof(struct user_add_params, email), 0, 200,
	MSG("ADDRESS"), MSG("the address for letters")},
    {"role", FIELD_CHOICE, false, false, offsetof(struct user_add_params, role), 0, 0, MSG("ROLE"),
	MSG("what the person may do; opora permissions shows it"), NULL, role_choices},
    {"org", FIELD_TEXT, false, false, offsetof(struct user_add_params, org), 0, 400, MSG("ORG"),
	MSG("where: the code of a school or the name of an organisation; without it everything "
	    "you see yourself")},
};

static const struct field user_grant_fields[] = {
    LOGIN_FIELD(struct user_grant_params, true),
    {"role", FIELD_CHOICE, false, true, offsetof(struct user_grant_params, role), 0, 0, MSG("ROLE"),
	MSG("what the person may do; opora permissions shows it"), NULL, role_choices},
    {"org", FIELD_TEXT, false, false, offsetof(struct user_grant_params, org), 0, 400, MSG("ORG"),
	MSG("where: the code of a school or the name of an organisation; without it everything "
	    "you see yourself")},
    {"since", FIELD_DAY, false, false, offsetof(struct user_grant_params, since), 0, 0, MSG("DAY"),
	MSG("the first day; without it today")},
    {"until", FIELD_DAY, false, false, offsetof(struct user_grant_params, until), 0, 0, MSG("DAY"),
	MSG("the last day; without it there is no term")},
    {"document", FIELD_TEXT, false, false, offsetof(struct user_grant_params, document), 0, 400,
	MSG("DOCUMENT"), MSG("on what basis: kind, day and number of the paper")},
};

static const struct field user_revoke_fields[] = {
    LOGIN_FIELD(struct user_revoke_params, true),
    {"role", FIELD_INT, true, true, offsetof(struct user_revoke_params, role), 1, INT32_MAX,
	MSG("NUMBER"), MSG("the number of the role, from opora user list")},
};

static const struct field user_fields[] = {LOGIN_FIELD(struct user_params, true)};

static const struct field user_passwd_fields[] = {
    LOGIN_FIELD(struct user_passwd_params, true),
    {"password", FIELD_SECRET, false, true, offsetof(struct user_passwd_params, password), 0, 128,
	MSG("PASSWORD"), PASSWORD_HELP},
};

static const struct field user_reset_2fa_fields[] = {
    LOGIN_FIELD(struct user_params, true),
    {"reason", FIELD_TEXT, false, true, offsetof(struct user_params, reason), 0, 400, MSG("REASON"),
	MSG("how you made sure who asks, and why; it stands in the audit")},
};

const struct action_row action_rows_people[] = {
    {{ACTION_SIGN_IN, "sign-in", MSG("sign in"), NULL, NULL, PERMIT_ANYONE, AUDIT_WRITE,
	 NEEDS_DATABASE, sign_in_fields, COUNT(sign_in_fields), sizeof(struct sign_in_params),
	 sign_in_run, NULL, VERB_POST, "/sign-in", "/", true, .title = MSG("Signing in"),
	 .button = MSG("Sign in")},
	NULL, signed_in_page, sign_in_form},
    {{ACTION_SIGN_IN_CODE, "sign-in code", MSG("the code of the second factor"), NULL, NULL,
	 PERMIT_ANYONE, AUDIT_WRITE, NEEDS_DATABASE, code_fields, COUNT(code_fields),
	 sizeof(struct code_params), sign_in_code_run, NULL, VERB_POST, "/sign-in/code", "/", true,
	 .title = MSG("The second factor"), .button = MSG("Go on")},
	NULL, signed_in_page, code_form},
    {{ACTION_SIGN_OUT, "sign-out", MSG("sign out"), NULL, NULL, PERMIT_ANYONE, AUDIT_WRITE,
	 NEEDS_DATABASE, NULL, 0, 0, sign_out_run, NULL, VERB_POST, "/sign-out", "/sign-in", true,
	 .title = MSG("Sign out"), .button = MSG("Sign out"), .done = MSG("You are signed out.")},
	NULL},
    {{ACTION_JOIN, "join", MSG("choose a password by a link"), NULL, NULL, PERMIT_ANYONE,
	 AUDIT_WRITE, NEEDS_DATABASE, join_fields, COUNT(join_fields), sizeof(struct join_params),
	 join_run, NULL, VERB_POST, "/join/{token}", "/sign-in", true,
	 .title = MSG("Choose a password"), .button = MSG("Keep the password"),
	 .done = MSG("The password is kept. Sign in with it.")},
	NULL, NULL, join_form},
    {{ACTION_ACT_AS, "act-as", MSG("act in another of your roles"), NULL, NULL, PERMIT_SIGNED,
	 AUDIT_WRITE, NEEDS_DATABASE, act_as_fields, COUNT(act_as_fields),
	 sizeof(struct act_as_params), act_as_run, NULL, VERB_POST, "/me/role", "/", true,
	 .done = MSG("You act in the other role now.")},
	NULL},
    {{ACTION_PASSWORD, "password", MSG("another password of your own"), NULL, NULL, PERMIT_SIGNED,
	 AUDIT_WRITE, NEEDS_DATABASE, password_fields, COUNT(password_fields),
	 sizeof(struct password_params), password_run, NULL, VERB_POST, "/me/password", "/me", true,
	 .title = MSG("Another password"), .button = MSG("Keep the password"),
	 .done = MSG("The new password holds. Your other sessions are over.")},
	NULL},
    {{ACTION_LOOK, "look", MSG("language and theme"), NULL, NULL, PERMIT_SIGNED, AUDIT_WRITE,
	 NEEDS_DATABASE, look_fields, COUNT(look_fields), sizeof(struct look_params), look_run,
	 NULL, VERB_POST, "/me/look", NULL, true},
	NULL},
    {{ACTION_FACTOR_OFFER, "second-factor offer", MSG("set up the second factor"), NULL, NULL,
	 PERMIT_SIGNED, AUDIT_WRITE, NEEDS_DATABASE, NULL, 0, 0, factor_offer_run, NULL, VERB_POST,
	 "/me/second-factor", NULL, true, .title = MSG("The second factor")},
	NULL, factor_page, factor_form},
    {{ACTION_FACTOR_CONFIRM, "second-factor confirm",
	 MSG("turn the second factor on with its first code"), NULL, NULL, PERMIT_SIGNED,
	 AUDIT_WRITE, NEEDS_DATABASE, code_fields, COUNT(code_fields), sizeof(struct code_params),
	 factor_confirm_run, NULL, VERB_POST, "/me/second-factor/code", NULL, true,
	 .title = MSG("The first code of the second factor"), .button = MSG("Turn it on")},
	NULL, recovery_page, factor_code_form},
    {{ACTION_USER_ADD, "user add", MSG("an account for a person, with a link to choose a password"),
	 MSG("The link works once and for seven days; give it to the person yourself."),
	 "opora user add ivanova --name \"Методист\" --post методист --role methodist --org "
	 "\"Учебный район\"",
	 PERMIT_PEOPLE, AUDIT_WRITE, NEEDS_DATABASE, user_add_fields, COUNT(user_add_fields),
	 sizeof(struct user_add_params), user_add_run, user_json, VERB_POST, "/users/add", NULL,
	 .title = MSG("A new account"), .button = MSG("Add and show the link")},
	text_user, user_page},
    {{ACTION_USER_LIST, "user list", MSG("accounts and their roles"), NULL, NULL, PERMIT_PEOPLE,
	 AUDIT_NONE, NEEDS_DATABASE, NULL, 0, 0, user_list_run, users_json, VERB_GET, "/users",
	 .title = MSG("Accounts")},
	text_users, users_page},
    {{ACTION_USER_GRANT, "user grant", MSG("give an account a role"),
	 MSG("You can give what you may do yourself, where you may do it; the administrator gives "
	     "any role."),
	 "opora user grant metodist --role coordinator --org \"Учебный район\" --until 2027-08-31",
	 PERMIT_PEOPLE, AUDIT_WRITE, NEEDS_DATABASE, user_grant_fields, COUNT(user_grant_fields),
	 sizeof(struct user_grant_params), user_grant_run, user_json, VERB_POST,
	 "/users/{login}/grant", "/users"},
	text_user},
    {{ACTION_USER_REVOKE, "user revoke", MSG("take a role back, at once"), NULL,
	 "opora user revoke metodist 3", PERMIT_PEOPLE, AUDIT_WRITE, NEEDS_DATABASE,
	 user_revoke_fields, COUNT(user_revoke_fields), sizeof(struct user_revoke_params),
	 user_revoke_run, user_json, VERB_POST, "/users/{login}/revoke", "/users"},
	text_user},
    {{ACTION_USER_DISABLE, "user disable", MSG("shut an account: nobody signs in to it"), NULL,
	 NULL, PERMIT_PEOPLE, AUDIT_WRITE, NEEDS_DATABASE, user_fields, COUNT(user_fields),
	 sizeof(struct user_params), user_disable_run, user_json, VERB_POST,
	 "/users/{login}/disable", "/users"},
	text_user},
    {{ACTION_USER_ENABLE, "user enable", MSG("open a shut account again"), NULL, NULL,
	 PERMIT_PEOPLE, AUDIT_WRITE, NEEDS_DATABASE, user_fields, COUNT(user_fields),
	 sizeof(struct user_params), user_enable_run, user_json, VERB_POST, "/users/{login}/enable",
	 "/users"},
	text_user},
    {{ACTION_USER_PASSWD, "user passwd", MSG("set the password of an account"),
	 MSG("It is asked on the terminal or read from standard input; all its sessions end."),
	 "opora user passwd metodist", PERMIT_PEOPLE, AUDIT_WRITE, NEEDS_DATABASE,
	 user_passwd_fields, COUNT(user_passwd_fields), sizeof(struct user_passwd_params),
	 user_passwd_run, user_json, VERB_NONE},
	text_user},
    {{ACTION_USER_RESET, "user reset", MSG("a new link for who forgot the password"),
	 MSG("The old password and all sessions end at once."), "opora user reset metodist",
	 PERMIT_PEOPLE, AUDIT_WRITE, NEEDS_DATABASE, user_fields, COUNT(user_fields),
	 sizeof(struct user_params), user_reset_run, user_json, VERB_POST, "/users/{login}/reset",
	 NULL, .title = MSG("A new link for a password"), .button = MSG("Make the link")},
	text_user, user_page},
    {{ACTION_USER_RESET_2FA, "user reset-2fa", MSG("take a lost second factor off an account"),
	 MSG("Make sure first who asks. All its sessions end; the reason stands in the audit."),
	 "opora user reset-2fa metodist --reason \"служебная записка № 4\"", PERMIT_PEOPLE,
	 AUDIT_WRITE, NEEDS_DATABASE, user_reset_2fa_fields, COUNT(user_reset_2fa_fields),
	 sizeof(struct user_params), user_reset_2fa_run, user_json, VERB_POST,
	 "/users/{login}/reset-2fa", "/users"},
	text_user},
    {{ACTION_PERMISSIONS, "permissions", MSG("which role may do what"), NULL, NULL, PERMIT_ANYONE,
	 AUDIT_NONE, NEEDS_NOTHING, NULL, 0, 0, permissions_run, permissions_json, VERB_GET,
	 "/permissions", .title = MSG("Which role may do what")},
	text_permissions, permissions_page},
};
const size_t action_rows_people_count = COUNT(action_rows_people);
