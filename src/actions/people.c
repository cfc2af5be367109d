/* People: signing in, accounts and roles. */
#include "actions/parts.h"

#include "app/access.h"
#include "app/bodies.h"
#include "app/me.h"
#include "app/oidc.h"
#include "app/people.h"
#include "app/person.h"
#include "app/posts.h"
#include "app/role.h"
#include "app/shell.h"
#include "app/sign_in.h"
#include "cli/text.h"
#include "web/me.h"
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

/* While it is set up there is no recovery code yet. */
static const struct field first_code_fields[] = {
    {"code", FIELD_SECRET, false, true, offsetof(struct code_params, code), 0, 32, MSG("CODE"),
	MSG("six digits that the authenticator shows now"), MSG("Code")},
};

static const struct field oidc_start_fields[] = {
    {"back", FIELD_TEXT, false, false, offsetof(struct oidc_start_params, back), 0, 0, MSG("PATH"),
	MSG("the page to go to afterwards")},
};

/* What OpenID Connect calls them. */
static const struct field oidc_back_fields[] = {
    {"code", FIELD_TEXT, false, false, offsetof(struct oidc_back_params, code), 0, 0, MSG("CODE"),
	MSG("the code that stands for the person")},
    {"state", FIELD_TEXT, false, false, offsetof(struct oidc_back_params, state), 0, 0,
	MSG("TOKEN"), MSG("what was sent along at the start")},
    {"error", FIELD_TEXT, false, false, offsetof(struct oidc_back_params, error), 0, 0,
	MSG("REASON"), MSG("why nobody was let in")},
    {"iss", FIELD_TEXT, false, false, offsetof(struct oidc_back_params, issuer), 0, 0, MSG("NAME"),
	MSG("the system that answers")},
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
	MSG("PASSWORD"), MSG("so that nobody changes it in a browser left open"),
	MSG("Present password")},
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
	    "you see yourself"),
	MSG("Organisation"), .pick = PICK_ORG},
};

static const struct field user_grant_fields[] = {
    LOGIN_FIELD(struct user_grant_params, true),
    {"role", FIELD_CHOICE, false, true, offsetof(struct user_grant_params, role), 0, 0, MSG("ROLE"),
	MSG("what the person may do; opora permissions shows it"), NULL, role_choices},
    {"org", FIELD_TEXT, false, false, offsetof(struct user_grant_params, org), 0, 400, MSG("ORG"),
	MSG("where: the code of a school or the name of an organisation; without it everything "
	    "you see yourself"),
	MSG("Organisation"), .pick = PICK_ORG},
    {"since", FIELD_DAY, false, false, offsetof(struct user_grant_params, since), 0, 0, MSG("DAY"),
	MSG("the first day; without it today"), MSG("First day")},
    {"until", FIELD_DAY, false, false, offsetof(struct user_grant_params, until), 0, 0, MSG("DAY"),
	MSG("the last day; without it there is no term"), MSG("Last day")},
    {"document", FIELD_TEXT, false, false, offsetof(struct user_grant_params, document), 0, 400,
	MSG("DOCUMENT"), MSG("on what basis: kind, day and number of the paper"), MSG("Basis")},
};

static const struct field user_revoke_fields[] = {
    LOGIN_FIELD(struct user_revoke_params, true),
    {"role", FIELD_INT, true, true, offsetof(struct user_revoke_params, role), 1, INT32_MAX,
	MSG("NUMBER"), MSG("the number of the role, from opora user list")},
};

static const struct field user_fields[] = {LOGIN_FIELD(struct user_params, true)};

static const struct field user_edit_fields[] = {
    LOGIN_FIELD(struct user_edit_params, true),
    {"name", FIELD_TEXT, false, false, offsetof(struct user_edit_params, name), 0, 200, MSG("NAME"),
	MSG("the name of the person, as in papers"), MSG("Name"), .blanks = true},
    {"post", FIELD_TEXT, false, false, offsetof(struct user_edit_params, post), 0, 200, MSG("POST"),
	MSG("the post of the person, as in papers"), MSG("Post"), .blanks = true},
    {"email", FIELD_TEXT, false, false, offsetof(struct user_edit_params, email), 0, 200,
	MSG("ADDRESS"), MSG("the address for letters; an empty one takes it away"),
	MSG("Address for letters"), .blanks = true},
    REV_FIELD(struct user_edit_params),
};

static const struct field user_passwd_fields[] = {
    LOGIN_FIELD(struct user_passwd_params, true),
    {"password", FIELD_SECRET, false, true, offsetof(struct user_passwd_params, password), 0, 128,
	MSG("PASSWORD"), PASSWORD_HELP},
};

static const struct field user_reset_2fa_fields[] = {
    LOGIN_FIELD(struct user_params, true),
    {"reason", FIELD_TEXT, false, true, offsetof(struct user_params, reason), 0, 400, MSG("REASON"),
	MSG("how you made sure who asks, and why; it stands in the audit")},
    OWN_PASSWORD_FIELD(
	struct user_params, MSG("your own once more: the account is weaker without it")),
};

static const struct field user_link_fields[] = {
    LOGIN_FIELD(struct user_link_params, true),
    {"subject", FIELD_TEXT, false, true, offsetof(struct user_link_params, subject), 0, 255,
	MSG("NUMBER"),
	MSG("the number by which the other system knows the person, its claim sub; who was refused "
	    "reads it on the page"),
	MSG("Number in the other system")},
};

static const struct field access_fields[] = {
    {"login", FIELD_TEXT, false, false, offsetof(struct access_params, login), 0, 64, MSG("LOGIN"),
	MSG("whose; without it your own, on the command line everybody's")},
};

static const struct field session_end_fields[] = {
    {"number", FIELD_INT, true, true, offsetof(struct access_end_params, number), 1, INT32_MAX,
	MSG("NUMBER"), MSG("the number of the session, from opora session list")},
    OWN_PASSWORD_FIELD(struct access_end_params,
	MSG("your own once more: so that a browser left open ends no others")),
};

static const struct field session_end_others_fields[] = {
    OWN_PASSWORD_FIELD(struct access_end_params,
	MSG("your own once more: so that a browser left open ends no others")),
};

static const struct field token_add_fields[] = {
    {"name", FIELD_TEXT, true, true, offsetof(struct key_add_params, name), 0, 100, MSG("NAME"),
	MSG("what the key is for"), MSG("Name of the key")},
    {"login", FIELD_TEXT, false, false, offsetof(struct key_add_params, login), 0, 64, MSG("LOGIN"),
	MSG("whose key; needed on the command line"), .local = true},
    {"role", FIELD_INT, false, false, offsetof(struct key_add_params, role), 1, INT32_MAX,
	MSG("NUMBER"), MSG("in which role it acts, if there are several"), MSG("Role"),
	.pick = PICK_OWN_ROLE},
    {"days", FIELD_INT, false, false, offsetof(struct key_add_params, days), 1, 366, MSG("NUMBER"),
	MSG("how many days it works; without it 90"), MSG("Term in days")},
    {"write", FIELD_FLAG, false, false, offsetof(struct key_add_params, write), 0, 1, NULL,
	MSG("it may also write; without it, only read")},
};

static const struct field token_end_fields[] = {
    {"number", FIELD_INT, true, true, offsetof(struct access_end_params, number), 1, INT32_MAX,
	MSG("NUMBER"), MSG("the number of the key, from opora token list")},
};

#define ORG_FIELD(type)                                                                            \
	{                                                                                          \
		"org", FIELD_TEXT, false, false, offsetof(type, org), 0, 400, MSG("ORG"),          \
		    MSG("the code of a school or the name of an organisation; without it the one " \
			"of your role"),                                                           \
		    MSG("Organisation"), .pick = PICK_ORG                                          \
	}

static const struct field post_add_fields[] = {
    {"title", FIELD_TEXT, true, true, offsetof(struct post_add_params, title), 0, 200, MSG("TITLE"),
	MSG("the title of the post, as in papers"), MSG("Post")},
    ORG_FIELD(struct post_add_params),
};

static const struct field holder_set_fields[] = {
    {"post", FIELD_INT, true, true, offsetof(struct holder_set_params, post), 1, INT32_MAX,
	MSG("NUMBER"), MSG("the number of the post, from opora post list")},
    {"login", FIELD_TEXT, true, true, offsetof(struct holder_set_params, login), 0, 64,
	MSG("LOGIN"), MSG("who holds it from then on: the person of an account"), MSG("To whom"),
	.pick = PICK_ACCOUNT},
    {"since", FIELD_DAY, false, false, offsetof(struct holder_set_params, since), 0, 0, MSG("DAY"),
	MSG("the first day; without it today"), MSG("First day")},
    {"acting", FIELD_FLAG, false, false, offsetof(struct holder_set_params, acting), 0, 1, NULL,
	MSG("acting only")},
    {"document", FIELD_TEXT, false, false, offsetof(struct holder_set_params, document), 0, 400,
	MSG("DOCUMENT"), MSG("on what basis: kind, day and number of the paper"), MSG("Basis")},
};

static const struct field hand_over_fields[] = {
    {"post", FIELD_INT, true, true, offsetof(struct holder_set_params, post), 1, INT32_MAX,
	MSG("NUMBER"), MSG("the number of the post")},
    {"login", FIELD_TEXT, true, true, offsetof(struct holder_set_params, login), 0, 64,
	MSG("LOGIN"), MSG("a colleague of your organisation"), MSG("To whom"),
	.pick = PICK_COLLEAGUE},
    {"since", FIELD_DAY, false, false, offsetof(struct holder_set_params, since), 0, 0, MSG("DAY"),
	MSG("the first day of the colleague, today or later; without it today"), MSG("First day")},
    {"acting", FIELD_FLAG, false, false, offsetof(struct holder_set_params, acting), 0, 1, NULL,
	MSG("acting only"), MSG("The colleague is acting only")},
    {"document", FIELD_TEXT, false, false, offsetof(struct holder_set_params, document), 0, 400,
	MSG("DOCUMENT"), MSG("on what basis: kind, day and number of the paper"), MSG("Basis")},
};

static const struct field body_add_fields[] = {
    {"name", FIELD_TEXT, true, true, offsetof(struct body_add_params, name), 0, 400, MSG("NAME"),
	MSG("the name of the council, group or association"), MSG("Name of the body")},
    ORG_FIELD(struct body_add_params),
};

static const struct field body_member_fields[] = {
    {"body", FIELD_TEXT, true, true, offsetof(struct body_member_params, body), 0, 400, MSG("BODY"),
	MSG("the name of the body"), MSG("Body"), .pick = PICK_BODY},
    {"login", FIELD_TEXT, false, false, offsetof(struct body_member_params, login), 0, 64,
	MSG("LOGIN"), MSG("who: the person of an account"), MSG("Person"), .pick = PICK_ACCOUNT},
    {"holder-of", FIELD_INT, false, false, offsetof(struct body_member_params, post), 1, INT32_MAX,
	MSG("NUMBER"), MSG("or a post, whoever holds it"), MSG("Post"), .pick = PICK_POST},
    {"role", FIELD_TEXT, false, true, offsetof(struct body_member_params, role), 0, 200,
	MSG("TITLE"), MSG("as what: chair, secretary, member"), MSG("As what")},
    {"since", FIELD_DAY, false, false, offsetof(struct body_member_params, since), 0, 0, MSG("DAY"),
	MSG("the first day; without it today"), MSG("First day")},
    {"until", FIELD_DAY, false, false, offsetof(struct body_member_params, until), 0, 0, MSG("DAY"),
	MSG("the last day; without it there is no term"), MSG("Last day")},
};

static const struct field body_leave_fields[] = {
    {"member", FIELD_INT, true, true, offsetof(struct body_leave_params, member), 1, INT32_MAX,
	MSG("NUMBER"), MSG("the number of the member, from opora body list")},
    {"until", FIELD_DAY, false, false, offsetof(struct body_leave_params, until), 0, 0, MSG("DAY"),
	MSG("the last day; without it today"), MSG("Last day")},
};

static const struct field permissions_fields[] = {
    {"part", FIELD_CHOICE, false, false, offsetof(struct permissions_params, part), 0, 0,
	MSG("PART"), MSG("only this part of the work"), NULL, permission_parts},
};

static const struct choice user_states[] = {
    {"works", MSG("works")}, {"invited", MSG("invited")}, {"shut", MSG("shut")}, {NULL}};

static const struct field user_list_fields[] = {
    {"search", FIELD_TEXT, false, false, offsetof(struct user_list_params, search), 0, 100,
	MSG("TEXT"), MSG("only those with this in login, name or post")},
    {"role", FIELD_CHOICE, false, false, offsetof(struct user_list_params, role), 0, 0, MSG("ROLE"),
	MSG("only those with this role"), NULL, role_choices},
    {"state", FIELD_CHOICE, false, false, offsetof(struct user_list_params, state), 0, 0,
	MSG("STATE"), MSG("only those that stand so"), NULL, user_states},
};

static const struct field year_fields[] = {YEAR_FIELD(struct year_params)};

const struct action_row action_rows_people[] = {
    {{ACTION_ME, "me", MSG("my own settings"), NULL, NULL, PERMIT_SIGNED, AUDIT_NONE,
	 NEEDS_DATABASE, NULL, 0, 0, me_run, me_json, VERB_GET, "/me", NULL, true,
	 .title = MSG("My settings")},
	NULL, me_page},
    {{ACTION_YEARS, "years", MSG("school years there are figures of"), NULL, NULL, PERMIT_READ,
	 AUDIT_NONE, NEEDS_DATABASE, NULL, 0, 0, years_run, years_json, VERB_GET, "/year",
	 .title = MSG("School year")},
	text_years, years_page},
    {{ACTION_YEAR, "year", MSG("stay in a school year"), NULL, NULL, PERMIT_READ, AUDIT_NONE,
	 NEEDS_DATABASE, year_fields, COUNT(year_fields), sizeof(struct year_params), year_run,
	 NULL, VERB_POST, "/year", NULL, true},
	NULL, year_kept_page},
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
    {{ACTION_OIDC_START, "sign-in oidc", MSG("sign in through another system"), NULL, NULL,
	 PERMIT_ANYONE, AUDIT_WRITE, NEEDS_DATABASE, oidc_start_fields, COUNT(oidc_start_fields),
	 sizeof(struct oidc_start_params), oidc_start_run, NULL, VERB_GET, "/sign-in/oidc", NULL,
	 true, .comes_back = true, .title = MSG("Signing in")},
	NULL, oidc_start_page},
    {{ACTION_OIDC_BACK, "sign-in oidc back", MSG("come back from the other system"), NULL, NULL,
	 PERMIT_ANYONE, AUDIT_WRITE, NEEDS_DATABASE, oidc_back_fields, COUNT(oidc_back_fields),
	 sizeof(struct oidc_back_params), oidc_back_run, NULL, VERB_GET, OIDC_BACK_PATH, NULL, true,
	 .comes_back = true, .title = MSG("Signing in")},
	NULL, signed_in_page},
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
	 .done = MSG(
	     "The new password holds. Your other sessions and your keys of programs are over.")},
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
	 AUDIT_WRITE, NEEDS_DATABASE, first_code_fields, COUNT(first_code_fields),
	 sizeof(struct code_params), factor_confirm_run, NULL, VERB_POST, "/me/second-factor/code",
	 NULL, true, .title = MSG("The first code of the second factor"),
	 .button = MSG("Turn it on")},
	NULL, recovery_page, factor_code_form},
    {{ACTION_USER_ADD, "user add", MSG("an account for a person, with a link to choose a password"),
	 MSG("The link works once and for seven days; give it to the person yourself."),
	 "opora user add ivanova --name \"Методист\" --post методист --role methodist --org "
	 "\"Учебный район\"",
	 PERMIT_PEOPLE, AUDIT_WRITE, NEEDS_DATABASE, user_add_fields, COUNT(user_add_fields),
	 sizeof(struct user_add_params), user_add_run, user_json, VERB_POST, "/users/add", NULL,
	 .title = MSG("A new account"), .button = MSG("Add and show the link")},
	text_user, user_page, people_form},
    {{ACTION_USER_LIST, "user list", MSG("accounts and their roles"), NULL, NULL, PERMIT_PEOPLE,
	 AUDIT_NONE, NEEDS_DATABASE, user_list_fields, COUNT(user_list_fields),
	 sizeof(struct user_list_params), user_list_run, users_json, VERB_GET, "/users",
	 .title = MSG("Accounts")},
	text_users, users_page},
    {{ACTION_USER_SHOW, "user show", MSG("an account: its person, roles and what it holds"), NULL,
	 "opora user show metodist", PERMIT_PEOPLE, AUDIT_NONE, NEEDS_DATABASE, user_fields,
	 COUNT(user_fields), sizeof(struct user_params), user_show_run, user_show_json, VERB_GET,
	 "/users/{login}", .title = MSG("An account")},
	text_user_show, user_show_page},
    {{ACTION_USER_EDIT, "user edit", MSG("name, post and address of the person of an account"),
	 NULL, "opora user edit metodist --post \"старший методист\"", PERMIT_PEOPLE, AUDIT_WRITE,
	 NEEDS_DATABASE, user_edit_fields, COUNT(user_edit_fields), sizeof(struct user_edit_params),
	 user_edit_run, user_edit_json, VERB_POST, "/users/{login}/edit", "/users/{login}",
	 .title = MSG("Person of an account"), .button = MSG("Keep"),
	 .done = MSG("The change is kept."), .stored = user_edit_stored},
	text_user_edit, NULL, user_form},
    {{ACTION_USER_GRANT, "user grant", MSG("give an account a role"),
	 MSG("You can give what you may do yourself, where you may do it; the administrator gives "
	     "any role."),
	 "opora user grant metodist --role coordinator --org \"Учебный район\" --until 2027-08-31",
	 PERMIT_PEOPLE, AUDIT_WRITE, NEEDS_DATABASE, user_grant_fields, COUNT(user_grant_fields),
	 sizeof(struct user_grant_params), user_grant_run, user_json, VERB_POST,
	 "/users/{login}/grant", "/users/{login}", .title = MSG("Give a role"),
	 .button = MSG("Give the role"), .done = MSG("The role holds from its first day.")},
	text_user, NULL, user_form},
    {{ACTION_USER_REVOKE, "user revoke", MSG("take a role back, at once"), NULL,
	 "opora user revoke metodist 3", PERMIT_PEOPLE, AUDIT_WRITE, NEEDS_DATABASE,
	 user_revoke_fields, COUNT(user_revoke_fields), sizeof(struct user_revoke_params),
	 user_revoke_run, user_json, VERB_POST, "/users/{login}/revoke", "/users/{login}",
	 .title = MSG("Take a role back"), .button = MSG("Take it back"),
	 .done = MSG("The role holds no more.")},
	text_user, NULL, revoke_form},
    {{ACTION_USER_DISABLE, "user disable", MSG("shut an account: nobody signs in to it"), NULL,
	 NULL, PERMIT_PEOPLE, AUDIT_WRITE, NEEDS_DATABASE, user_fields, COUNT(user_fields),
	 sizeof(struct user_params), user_disable_run, user_json, VERB_POST,
	 "/users/{login}/disable", "/users/{login}", .title = MSG("Shut an account"),
	 .button = MSG("Shut it"), .done = MSG("The account is shut; its sessions are over.")},
	text_user, NULL, user_form},
    {{ACTION_USER_ENABLE, "user enable", MSG("open a shut account again"), NULL, NULL,
	 PERMIT_PEOPLE, AUDIT_WRITE, NEEDS_DATABASE, user_fields, COUNT(user_fields),
	 sizeof(struct user_params), user_enable_run, user_json, VERB_POST, "/users/{login}/enable",
	 "/users/{login}", .title = MSG("Open a shut account"), .button = MSG("Open it"),
	 .done = MSG("The account is open.")},
	text_user, NULL, user_form},
    {{ACTION_USER_PASSWD, "user passwd", MSG("set the password of an account"),
	 MSG("It is asked on the terminal or read from standard input; all its sessions and keys "
	     "end."),
	 "opora user passwd metodist", PERMIT_PEOPLE, AUDIT_WRITE, NEEDS_DATABASE,
	 user_passwd_fields, COUNT(user_passwd_fields), sizeof(struct user_passwd_params),
	 user_passwd_run, user_json, VERB_NONE},
	text_user},
    {{ACTION_USER_RESET, "user reset", MSG("a new link for who forgot the password"),
	 MSG("The old password, all sessions and all keys of programs end at once."),
	 "opora user reset metodist", PERMIT_PEOPLE, AUDIT_WRITE, NEEDS_DATABASE, user_fields,
	 COUNT(user_fields), sizeof(struct user_params), user_reset_run, user_json, VERB_POST,
	 "/users/{login}/reset", NULL, .title = MSG("A new link for a password"),
	 .button = MSG("Make the link")},
	text_user, user_page, user_form},
    {{ACTION_USER_RESET_2FA, "user reset-2fa", MSG("take a lost second factor off an account"),
	 MSG("Make sure first who asks. All its sessions end; the reason stands in the audit."),
	 "opora user reset-2fa metodist --reason \"служебная записка № 4\"", PERMIT_PEOPLE,
	 AUDIT_WRITE, NEEDS_DATABASE, user_reset_2fa_fields, COUNT(user_reset_2fa_fields),
	 sizeof(struct user_params), user_reset_2fa_run, user_json, VERB_POST,
	 "/users/{login}/reset-2fa", "/users/{login}", .title = MSG("Take the second factor off"),
	 .button = MSG("Take it off"), .done = MSG("The second factor is off.")},
	text_user, NULL, user_form},
    {{ACTION_USER_LINK, "user link", MSG("link an account to a person of the other system"),
	 MSG("The person then signs in through it, without the password of this installation."),
	 "opora user link metodist --subject 7c1f", PERMIT_PEOPLE, AUDIT_WRITE, NEEDS_DATABASE,
	 user_link_fields, COUNT(user_link_fields), sizeof(struct user_link_params), user_link_run,
	 user_json, VERB_POST, "/users/{login}/link", "/users/{login}",
	 .title = MSG("Link to the other system"), .button = MSG("Link"),
	 .done = MSG("The account is linked.")},
	text_user, NULL, user_form},
    {{ACTION_USER_UNLINK, "user unlink", MSG("take the link to the other system off an account"),
	 MSG("All its sessions end."), "opora user unlink metodist", PERMIT_PEOPLE, AUDIT_WRITE,
	 NEEDS_DATABASE, user_fields, COUNT(user_fields), sizeof(struct user_params),
	 user_unlink_run, user_json, VERB_POST, "/users/{login}/unlink", "/users/{login}",
	 .title = MSG("Take the link off"), .button = MSG("Take it off"),
	 .done = MSG("The account is linked no more.")},
	text_user, NULL, user_form},
    {{ACTION_SESSION_LIST, "session list", MSG("browsers that are signed in"), NULL, NULL,
	 PERMIT_SIGNED, AUDIT_NONE, NEEDS_DATABASE, access_fields, COUNT(access_fields),
	 sizeof(struct access_params), session_list_run, sessions_json, VERB_GET, "/sessions",
	 .title = MSG("Open sessions")},
	text_sessions, sessions_page},
    {{ACTION_SESSION_END, "session end", MSG("sign a browser out"), NULL, "opora session end 7",
	 PERMIT_SIGNED, AUDIT_WRITE, NEEDS_DATABASE, session_end_fields, COUNT(session_end_fields),
	 sizeof(struct access_end_params), session_end_run, ended_json, VERB_POST,
	 "/sessions/{number}/end", "/sessions", .title = MSG("End a session"),
	 .button = MSG("End it"), .done = MSG("The session is over.")},
	text_ended, NULL, session_form},
    {{ACTION_SESSION_END_OTHERS, "session end-others",
	 MSG("sign out everywhere but in this browser"), NULL, NULL, PERMIT_SIGNED, AUDIT_WRITE,
	 NEEDS_DATABASE, session_end_others_fields, COUNT(session_end_others_fields),
	 sizeof(struct access_end_params), session_end_others_run, NULL, VERB_POST,
	 "/sessions/end-others", "/sessions", true, .title = MSG("End all other sessions"),
	 .button = MSG("End them"), .done = MSG("Your other sessions are over.")},
	NULL, NULL, session_form},
    {{ACTION_TOKEN_ADD, "token add", MSG("a key with which a program works for an account"),
	 MSG("It is shown once. It acts in one role, reads only unless you say otherwise, and has "
	     "a term."),
	 "opora token add \"журнал\" --login metodist", PERMIT_SIGNED, AUDIT_WRITE, NEEDS_DATABASE,
	 token_add_fields, COUNT(token_add_fields), sizeof(struct key_add_params), token_add_run,
	 key_json, VERB_POST, "/keys/add", NULL, .title = MSG("A key for a program"),
	 .button = MSG("Make the key")},
	text_token, key_page, key_form},
    {{ACTION_TOKEN_LIST, "token list", MSG("keys of programs"), NULL, NULL, PERMIT_SIGNED,
	 AUDIT_NONE, NEEDS_DATABASE, access_fields, COUNT(access_fields),
	 sizeof(struct access_params), token_list_run, keys_json, VERB_GET, "/keys",
	 .title = MSG("Keys of programs")},
	text_tokens, keys_page},
    {{ACTION_TOKEN_END, "token end", MSG("take a key away"), NULL, "opora token end 2",
	 PERMIT_SIGNED, AUDIT_WRITE, NEEDS_DATABASE, token_end_fields, COUNT(token_end_fields),
	 sizeof(struct access_end_params), token_end_run, ended_json, VERB_POST,
	 "/keys/{number}/end", "/keys", .button = MSG("Take it away"),
	 .done = MSG("The key works no more.")},
	text_ended},
    {{ACTION_POST_ADD, "post add", MSG("a post of an organisation"), NULL,
	 "opora post add \"методист\" --org \"Учебный район\"", PERMIT_PEOPLE, AUDIT_WRITE,
	 NEEDS_DATABASE, post_add_fields, COUNT(post_add_fields), sizeof(struct post_add_params),
	 post_add_run, made_json, VERB_POST, "/posts/add", "/posts", .title = MSG("A new post"),
	 .button = MSG("Add"), .done = MSG("The post is there.")},
	text_made, NULL, people_form},
    {{ACTION_POST_LIST, "post list", MSG("posts and who holds them"), NULL, NULL, PERMIT_PEOPLE,
	 AUDIT_NONE, NEEDS_DATABASE, NULL, 0, 0, post_list_run, posts_json, VERB_GET, "/posts",
	 .title = MSG("Posts")},
	text_posts, posts_page},
    {{ACTION_HOLDER_SET, "holder set", MSG("hand a post over"),
	 MSG("One step: who held the post ends the day before."),
	 "opora holder set 1 metodist --since 2026-12-01", PERMIT_PEOPLE, AUDIT_WRITE,
	 NEEDS_DATABASE, holder_set_fields, COUNT(holder_set_fields),
	 sizeof(struct holder_set_params), holder_set_run, made_json, VERB_POST,
	 "/posts/{post}/holder", "/posts", .title = MSG("Hand a post over"),
	 .button = MSG("Hand over"), .done = MSG("The post is handed over.")},
	text_made, NULL, people_form},
    {{ACTION_HAND_OVER, "hand-over", MSG("hand your own post over to a colleague"),
	 MSG("You hold the post until the day before; what belongs to it stays with the post."),
	 NULL, PERMIT_SIGNED, AUDIT_WRITE, NEEDS_DATABASE, hand_over_fields,
	 COUNT(hand_over_fields), sizeof(struct holder_set_params), hand_over_run, made_json,
	 VERB_POST, "/me/posts/{post}/hand-over", "/me", true, .title = MSG("Hand your post over"),
	 .button = MSG("Hand over"), .done = MSG("The post is handed over.")},
	NULL},
    {{ACTION_BODY_ADD, "body add", MSG("a council, working group or association"), NULL,
	 "opora body add \"Координационный совет\" --org \"Учебный район\"", PERMIT_PEOPLE,
	 AUDIT_WRITE, NEEDS_DATABASE, body_add_fields, COUNT(body_add_fields),
	 sizeof(struct body_add_params), body_add_run, made_json, VERB_POST, "/bodies/add",
	 "/posts", .title = MSG("A new body"), .button = MSG("Add"),
	 .done = MSG("The body is there.")},
	text_made, NULL, people_form},
    {{ACTION_BODY_MEMBER, "body member", MSG("a member of a body: a person or a post"), NULL,
	 "opora body member \"Координационный совет\" --holder-of 1 --role председатель",
	 PERMIT_PEOPLE, AUDIT_WRITE, NEEDS_DATABASE, body_member_fields, COUNT(body_member_fields),
	 sizeof(struct body_member_params), body_member_run, made_json, VERB_POST, "/bodies/member",
	 "/bodies", .title = MSG("A member of a body"), .button = MSG("Add"),
	 .done = MSG("The member is there.")},
	text_made, NULL, people_form},
    {{ACTION_BODY_LEAVE, "body leave", MSG("a member leaves a body"),
	 MSG("The member stays in the history of the body with the last day."),
	 "opora body leave 1 --until 2027-08-31", PERMIT_PEOPLE, AUDIT_WRITE, NEEDS_DATABASE,
	 body_leave_fields, COUNT(body_leave_fields), sizeof(struct body_leave_params),
	 body_leave_run, made_json, VERB_POST, "/bodies/members/{member}/leave", "/bodies",
	 .title = MSG("A member leaves a body"), .button = MSG("Keep the last day"),
	 .done = MSG("The last day is kept.")},
	text_made, NULL, people_form},
    {{ACTION_BODY_LIST, "body list", MSG("bodies and who is in them"), NULL, NULL, PERMIT_PEOPLE,
	 AUDIT_NONE, NEEDS_DATABASE, NULL, 0, 0, body_list_run, bodies_json, VERB_GET, "/bodies",
	 .title = MSG("Bodies")},
	text_bodies, bodies_page},
    {{ACTION_PERMISSIONS, "permissions", MSG("which role may do what"), NULL, NULL, PERMIT_ANYONE,
	 AUDIT_NONE, NEEDS_NOTHING, permissions_fields, COUNT(permissions_fields),
	 sizeof(struct permissions_params), permissions_run, permissions_json, VERB_GET,
	 "/permissions", .title = MSG("Which role may do what")},
	text_permissions, permissions_page},
};
const size_t action_rows_people_count = COUNT(action_rows_people);
