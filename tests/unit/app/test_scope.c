/*
 * Every action in every role, asked about the schools of another municipality: what it says holds
 * nothing of them, and nothing of theirs changes.
 */
#include "unit/store/fresh.h"

#include "actions.h"
#include "app/funnel.h"
#include "app/schools.h"
#include "app/card.h"
#include "app/access.h"
#include "app/config.h"
#include "app/compare.h"
#include "app/explain.h"
#include "app/export.h"
#include "app/identify.h"
#include "app/import.h"
#include "app/installation.h"
#include "app/listing.h"
#include "app/batches.h"
#include "app/board.h"
#include "app/search.h"
#include "app/matching.h"
#include "app/methods.h"
#include "app/oidc.h"
#include "app/person.h"
#include "app/pick.h"
#include "app/posts.h"
#include "app/org_rename.h"
#include "app/reorganise.h"
#include "app/school_move.h"
#include "app/role.h"
#include "app/saved_run.h"
#include "app/session.h"
#include "app/sign_in.h"
#include "app/template.h"
#include "app/typing.h"
#include "base/buf.h"
#include "base/file.h"
#include "base/hash.h"
#include "base/tr.h"
#include "store/statements.h"

#include <unistd.h>

static const char schools_csv[] = "code;name;short_name;municipality;region;codes\n"
				  "own1;Своя школа № 1;;Свой район;Своя область;\n"
				  "own2;Своя школа № 2;;Свой район;Своя область;\n"
				  "far1;Дальняя школа № 1;;Дальний район;Дальняя область;farther1\n"
				  "far2;Дальняя школа № 2;;Дальний район;Дальняя область;\n";
static const char results_csv[] = "year;procedure;school;participants;low\n"
				  "2023;VPR5_MA;own1;10;6\n2023;VPR6_MA;own1;10;7\n"
				  "2023;VPR5_MA;far1;10;6\n2023;VPR6_MA;far1;10;7\n";

static TALLOC_CTX *ctx;
static struct app *app;
static struct error err;
static char folder[64];
static int outputs;
static int64_t own_region, own_org, own_school, far_org, far_run, far_batch, far_post, far_session,
    far_key, far_grant, far_list, far_draft, far_objection, far_member;

static void
ok(enum err e)
{
	if (e != OK)
		print_error("%s\n", tr_error(ctx, LANG_EN, &err));
	assert_int_equal(e, OK);
}

static enum err
dispatch(enum action_id id, const void *params, void **view)
{
	void *v = NULL;
	enum err e = app_dispatch(ctx, app, &actions[id], params, &v, &err);

	if (view != NULL)
		*view = v;
	return e;
}

static int64_t
load(const char *name, const char *bytes)
{
	struct input input = {NULL, name, bytes, strlen(bytes)};
	struct import_params p = {.files = {1, &input}};
	struct import_view *v;

	ok(dispatch(ACTION_IMPORT, &p, (void **)&v));
	return v->files[0].batch;
}

static int64_t
org_of(const char *name)
{
	struct org_said org;

	ok(org_find(ctx, app, name, &org, &err));
	return org.id;
}

/* The actor in @role for the organisation of the own side. */
static void
act_as(const struct role *role)
{
	struct session_view s = {.account = 1000, .actor = "account:1000", .since = 1};
	struct db_org_path row;
	bool found;
	int64_t org = strcmp(role->code, "school") == 0   ? own_school
		      : strcmp(role->code, "region") == 0 ? own_region
							  : own_org;

	session_leave(app);
	s.permissions = role->permissions;
	s.scope = db_scope_all();
	s.id = 1000;
	if (strcmp(role->code, "admin") != 0) {
		ok(db_org_path(ctx, app->db, org, &row, &found, &err));
		s.scope = db_scope_below(ctx, row.path);
		s.org = org;
	}
	session_enter(app, mem_check(talloc_memdup(ctx, &s, sizeof s)));
}

/* As the command line. */
static void
act_as_all(void)
{
	session_leave(app);
	app->actor = "cli:0";
	app->permissions = ~0u;
	app->scope = db_scope_all();
}

static void
add_far_people(void)
{
	struct user_add_params user = {
	    "faruser", "Методист", "методист", NULL, "coordinator", "Дальний район"};
	struct post_add_params post = {"директор", "Дальний район"};
	struct key_add_params key = {.name = "ключ", .login = "faruser"};
	struct db_session_add session;
	struct user_view *u;
	struct made_view *m;
	struct key_view *k;
	bool found;

	ok(dispatch(ACTION_USER_ADD, &user, (void **)&u));
	far_grant = u->grant;
	ok(dispatch(ACTION_POST_ADD, &post, (void **)&m));
	far_post = m->number;
	ok(dispatch(ACTION_BODY_ADD, &(struct body_add_params){"Дальний совет", "Дальний район"},
	    (void **)&m));
	ok(dispatch(ACTION_BODY_MEMBER,
	    &(struct body_member_params){
		"Дальний совет", NULL, far_post, "член", {0, 0, 0}, {0, 0, 0}},
	    (void **)&m));
	far_member = m->number;
	ok(dispatch(ACTION_TOKEN_ADD, &key, (void **)&k));
	far_key = k->number;
	ok(db_session_add(ctx, app->db, "hash", u->account, u->grant, "full", app->now, app->now,
	    app->now + 3600000, "", 0, &session, &found, &err));
	far_session = session.id;
}

static struct inputs
table_of(const char *bytes)
{
	struct input *in = mem_new(ctx, struct input);

	*in = (struct input){NULL, "letter.csv", bytes, strlen(bytes)};
	return (struct inputs){1, in};
}

/* A list of the other municipality and a draft of it that its school objects to. */
static void
add_far_lists(void)
{
	struct listing_receive_params letter = {.kind = "results",
	    .year = 2023,
	    .file = table_of("school\nfar1\n"),
	    .number = "1",
	    .day = {2023, 9, 1},
	    .from = "Дальняя область"};
	struct listing_draft_params draft = {0};
	struct run_make_params rule = {.year = 2023};
	struct identify_view *run;
	struct listing_object_params objection = {
	    .school = "far1", .about = "figure", .text = "Дальняя причина", .day = {2023, 9, 5}};
	struct listing_acquaint_params told = {
	    .school = "far1", .how = "letter", .day = {2023, 9, 4}};
	struct listing_done *done;
	struct db_org_path row;
	bool found;

	ok(db_org_path(ctx, app->db, far_org, &row, &found, &err));
	app->scope = db_scope_below(ctx, row.path);
	ok(dispatch(ACTION_RUN_MAKE, &rule, (void **)&run));
	far_run = run->run;
	ok(dispatch(ACTION_LIST_RECEIVE, &letter, (void **)&done));
	far_list = draft.from = done->list;
	ok(dispatch(ACTION_LIST_DRAFT, &draft, (void **)&done));
	far_draft = objection.list = told.list = done->list;
	ok(dispatch(ACTION_LIST_ACQUAINT, &told, NULL));
	ok(dispatch(ACTION_LIST_OBJECT, &objection, (void **)&done));
	far_objection = done->objection;
	app->scope = db_scope_all();
}

/* Settings with another system, so that accounts can be linked to it. */
static const struct config *
outside(void)
{
	const char *const options[CONFIG_COUNT] = {
	    [CONFIG_OIDC_ISSUER] = "https://id.example", [CONFIG_DATA] = folder};
	struct config *config = mem_new(ctx, struct config);

	ok(config_read(ctx, options, config, &err));
	return config;
}

static void
begin(enum db_dialect which)
{
	actions_collect();
	hash_start();
	ctx = talloc_new(NULL);
	snprintf(folder, sizeof folder, "/tmp/opora-scope-XXXXXX");
	assert_non_null(mkdtemp(folder));
	ok(app_new(ctx, folder, &app, &err));
	app->config = outside();
	app->actions = actions;
	app->nactions = ACTION_COUNT;
	app->db = empty(app, which, NULL);
	ok(dispatch(ACTION_INIT, NULL, NULL));
	load("schools.csv", schools_csv);
	far_batch = load("results.csv", results_csv);
	own_region = org_of("Своя область");
	own_org = org_of("Свой район");
	own_school = org_of("own1");
	far_org = org_of("Дальний район");
	add_far_people();
	add_far_lists();
}

static void
end(void)
{
	char *command = mem_printf(ctx, "rm -rf %s", folder);

	assert_int_equal(system(command), 0);
	talloc_free(ctx);
}

/* ---- what the other side has ---- */

static enum err
take_result(void *arg, const struct db_result_table *r, struct error *e)
{
	buf_printf(
	    arg, "%s %s %d %d\n", r->school, r->procedure, (int)r->participants, (int)r->low);
	return OK;
}

static enum err
take_school(void *arg, const struct db_schools *r, struct error *e)
{
	buf_printf(arg, "%d %s %s %d\n", (int)r->id, r->code, r->name, (int)r->municipality);
	return OK;
}

static enum err
take_fact(void *arg, const struct db_facts *r, struct error *e)
{
	buf_printf(arg, "%d %s %s\n", (int)r->org, r->attribute, r->value);
	return OK;
}

static void
put_people(struct buf *b, struct db_scope far)
{
	struct db_accounts *users;
	struct db_grants_of *grants;
	struct db_sessions_of *sessions;
	struct db_tokens_of *keys;
	struct db_posts *posts;
	size_t n, m, i, k;

	ok(db_accounts(ctx, app->db, far, 0, 0, &users, &n, &err));
	for (i = 0; i < n; i++) {
		buf_printf(
		    b, "%s %d %d\n", users[i].login, (int)users[i].disabled, (int)users[i].invited);
		ok(db_grants_of(ctx, app->db, users[i].id, &grants, &m, &err));
		for (k = 0; k < m; k++)
			buf_printf(b, "%s %s\n", grants[k].role,
			    grants[k].until == NULL ? "" : grants[k].until);
		ok(db_sessions_of(ctx, app->db, users[i].id, &sessions, &m, &err));
		buf_printf(b, "%d sessions\n", (int)m);
		ok(db_tokens_of(ctx, app->db, users[i].id, &keys, &m, &err));
		buf_printf(b, "%d keys\n", (int)m);
	}
	ok(db_posts(ctx, app->db, far, &posts, &n, &err));
	for (i = 0; i < n; i++)
		buf_printf(
		    b, "%s %s\n", posts[i].title, posts[i].person == NULL ? "" : posts[i].person);
}

/* The lists of the other municipality with all that was done to them. */
static void
put_lists(struct buf *b, struct db_scope far)
{
	struct db_listings *lists;
	struct db_listing_items *items;
	struct db_objections *objections;
	size_t n, m, i, k;

	ok(db_listings(ctx, app->db, app->scope, 0, &lists, &n, &err));
	for (i = 0; i < n; i++) {
		if (lists[i].id != far_list && lists[i].id != far_draft)
			continue;
		buf_printf(b, "list %d %s\n", (int)lists[i].id, lists[i].state);
		ok(db_listing_items(ctx, app->db, far, lists[i].id, 0, &items, &m, &err));
		for (k = 0; k < m; k++)
			buf_printf(b, "%s %d %s\n", items[k].code, (int)items[k].included,
			    items[k].day == NULL ? "" : items[k].day);
		ok(db_objections(ctx, app->db, far, lists[i].id, &objections, &m, &err));
		for (k = 0; k < m; k++)
			buf_printf(b, "%s %s\n", objections[k].text, objections[k].state);
	}
}

static char *
far_side(void)
{
	struct buf b = buf_new(ctx, 1 << 20);
	struct db_batches *batch;
	size_t n;
	struct db_org_path row;
	struct db_scope far;
	bool found;

	ok(db_org_path(ctx, app->db, far_org, &row, &found, &err));
	far = db_scope_below(ctx, row.path);
	ok(db_schools(app->db, far, DAY_LAST, take_school, &b, &err));
	ok(db_result_table(app->db, far, take_result, &b, &err));
	ok(db_facts(app->db, far, take_fact, &b, &err));
	ok(db_batches(ctx, app->db, db_scope_all(), 1, 0, far_batch, &batch, &n, &err));
	buf_printf(&b, "batch %d\n", (int)(batch->undone_at != 0));
	put_people(&b, far);
	put_lists(&b, far);
	return b.bytes;
}

/* ---- asking ---- */

struct question {
	enum action_id action;
	const void *params;
	const char *file; /* an action that writes a file: searched too */
};

static const char *const far_words[] = {"far1", "far2", "farther1", "Дальн", "faruser", NULL};

/* Words of the other side that the question did not say itself. */
static const char *
leaked(const char *said, const char *question)
{
	int i;

	for (i = 0; far_words[i] != NULL; i++) {
		if (strstr(said, far_words[i]) != NULL && strstr(question, far_words[i]) == NULL)
			return far_words[i];
	}
	return NULL;
}

static char *
as_json(enum action_id id, const void *view)
{
	struct buf b = buf_new(ctx, 1 << 22);
	struct json *j;

	buf_text(&b, "");
	if (view != NULL && actions[id].json != NULL) {
		j = json_new(ctx, json_to_buf, &b);
		actions[id].json(j, view);
		ok(json_finish(j, &err));
	}
	return b.bytes;
}

/* @params as text, for what the question said itself: its strings, wherever they lie. */
static char *
as_said(const struct action *a, const void *params)
{
	char *said = mem_strdup(ctx, "");
	size_t i, k;

	for (i = 0; params != NULL && i < a->nfields; i++) {
		const void *at = (const char *)params + a->fields[i].offset;
		const struct inputs *files = at;
		enum field_type type = a->fields[i].type;

		if ((type == FIELD_TEXT || type == FIELD_CHOICE || type == FIELD_SECRET) &&
		    *(const char *const *)at != NULL)
			said = mem_printf(ctx, "%s %s", said, *(const char *const *)at);
		for (k = 0; type == FIELD_FILES && k < files->count; k++)
			said = mem_printf(ctx, "%s %s", said, files->items[k].bytes);
	}
	return said;
}

static void
expect_nothing(const char *what, const char *said, const struct action *a, const char *question,
    const struct role *role)
{
	const char *word = leaked(said, question);

	if (word != NULL)
		print_error(
		    "%s as %s: %s holds «%s»: %s\n", a->command, role->code, what, word, said);
	assert_null(word);
}

static void
ask(const struct question *q, const struct role *role)
{
	const struct action *a = &actions[q->action];
	bool may = (role->permissions & 1u << a->permission) != 0;
	char *before, *question = as_said(a, q->params), *bytes;
	void *view = NULL;
	size_t len;
	enum err e;

	act_as_all();
	before = far_side();
	act_as(role);
	err.id = NULL;
	e = dispatch(q->action, q->params, &view);
	if (!may)
		assert_int_equal(e, ERR_DENIED);
	if (e != OK)
		expect_nothing("the error", tr_error(ctx, LANG_EN, &err), a, question, role);
	if (strcmp(role->code, "admin") != 0 || a->permission == PERMIT_READ)
		expect_nothing("JSON", as_json(q->action, view), a, question, role);
	if (e == OK && q->file != NULL) {
		ok(file_read(ctx, q->file, 1 << 20, &bytes, &len, &err));
		expect_nothing("the file", bytes, a, question, role);
		unlink(q->file);
	}
	act_as_all();
	if (strcmp(role->code, "admin") != 0)
		assert_string_equal(before, far_side());
}

static struct texts
texts(const char *a, const char *b)
{
	struct texts t = {b == NULL ? 1 : 2, mem_array(ctx, const char *, 2)};

	t.items[0] = a;
	t.items[1] = b;
	return t;
}

/* Parameters of struct @type under ctx. */
#define PARAMS(type, ...) keep(&(const struct type)__VA_ARGS__, sizeof(struct type))

static const void *
keep(const void *params, size_t size)
{
	return mem_check(talloc_memdup(ctx, params, size));
}

static const struct import_params *
import_of(const char *name, const char *bytes, bool replace)
{
	struct input *in = mem_new(ctx, struct input);

	*in = (struct input){NULL, name, bytes, strlen(bytes)};
	return PARAMS(
	    import_params, {.files = {1, in}, .replace = replace, .add_schools = replace});
}

/* Why an action is asked nothing here; NULL = it is. */
static const char *
exempt(enum action_id id)
{
	if (actions[id].permission == PERMIT_ADMIN)
		return "the administrator's, of the installation; see the next test";
	switch (id) {
	case ACTION_CONFIG:
	case ACTION_METHOD_CHECK:
	case ACTION_PERMISSIONS:
	case ACTION_YEAR: /* keeps a number in the browser */
	case ACTION_MANUAL:
	case ACTION_MANUAL_PAGE:
		return "knows no data";
	case ACTION_SIGN_IN:
	case ACTION_SIGN_IN_CODE:
	case ACTION_OIDC_START:
	case ACTION_OIDC_BACK:
	case ACTION_SIGN_OUT:
	case ACTION_JOIN:
	case ACTION_ACT_AS:
	case ACTION_PASSWORD:
	case ACTION_LOOK:
	case ACTION_ME:
	case ACTION_FACTOR_OFFER:
	case ACTION_FACTOR_CONFIRM:
		return "of one's own account only: test_account";
	case ACTION_METHOD_LIST:
	case ACTION_METHOD_SHOW:
	case ACTION_METHOD_ADD:
		return "rules are everybody's";
	default:
		return NULL;
	}
}

static const char *far_codes[] = {"far1"};

static size_t
questions(struct question *q)
{
	const char *csv = mem_printf(ctx, "%s/out%d", folder, ++outputs);
	struct day none = {0};
	size_t n = 0;

	q[n++] = (struct question){ACTION_IMPORT,
	    import_of(
		"a.csv", "year;procedure;school;participants;low\n2022;VPR5_MA;far1;10;6\n", true)};
	q[n++] = (struct question){ACTION_IMPORT,
	    import_of("b.csv",
		"year;procedure;school;participants;low\n2022;VPR5_MA;Дальняя школа № 1;10;6\n",
		false)};
	q[n++] = (struct question){ACTION_IMPORT,
	    import_of("c.csv",
		"year;procedure;school;participants;low\n2022;VPR5_MA;farther1;10;6\n", false)};
	q[n++] = (struct question){ACTION_IMPORT,
	    import_of(
		"d.csv", "code;name;municipality\nfar1;Переименованная школа;Свой район\n", true)};
	q[n++] = (struct question){ACTION_IMPORT, import_of("e.csv",
						      "code;name;municipality;region\nnew1;Новая "
						      "школа № 5;Дальний район;Дальняя область\n",
						      true)};
	q[n++] = (struct question){ACTION_IMPORT,
	    import_of(
		"f.csv", "code;name;municipality;parent\nnew2;Новая школа № 6;;far1\n", true)};
	q[n++] = (struct question){ACTION_IMPORT, import_of("g.csv", results_csv, false)};
	q[n++] = (struct question){ACTION_MATCH, PARAMS(match_params, {.find = "школа"})};
	q[n++] = (struct question){ACTION_IMPORTS, NULL};
	q[n++] = (struct question){ACTION_UNDO, PARAMS(undo_params, {.batch = far_batch})};
	q[n++] = (struct question){ACTION_BATCH, PARAMS(batch_params, {.batch = far_batch})};
	q[n++] = (struct question){ACTION_MATCHING, NULL};
	q[n++] = (struct question){
	    ACTION_TYPING, PARAMS(typing_params, {.year = 2023, .procedure = "VPR5_MA"})};
	q[n++] = (struct question){ACTION_TYPE,
	    PARAMS(type_params,
		{.of = {.year = 2023, .procedure = "VPR5_MA"}, .schools = {1, far_codes}})};
	q[n++] = (struct question){ACTION_FORMS, NULL};
	q[n++] =
	    (struct question){ACTION_MATCH, PARAMS(match_params, {.name = "Дальняя школа № 1"})};
	q[n++] = (struct question){
	    ACTION_MATCH, PARAMS(match_params, {.name = "школа № 1 дальняя", .code = "far1"})};
	q[n++] = (struct question){ACTION_MATCH, PARAMS(match_params, {.name = "школа № 1"})};
	q[n++] = (struct question){ACTION_MATCH, PARAMS(match_params, {.list = true})};
	q[n++] = (struct question){ACTION_TEMPLATE,
	    PARAMS(template_params, {"schools", 0, mem_printf(ctx, "%s.xlsx", csv)})};
	q[n++] = (struct question){ACTION_EXPORT,
	    PARAMS(export_params, {.tables = texts("results", "schools"), .out = csv}),
	    mem_printf(ctx, "%s/results.csv", csv)};
	csv = mem_printf(ctx, "%s/out%d", folder, ++outputs);
	q[n++] = (struct question){ACTION_EXPORT,
	    PARAMS(export_params, {.tables = texts("results", "schools"), .out = csv}),
	    mem_printf(ctx, "%s/schools.csv", csv)};
	q[n++] = (struct question){ACTION_IDENTIFY, PARAMS(identify_params, {.year = 2023})};
	q[n++] = (struct question){
	    ACTION_IDENTIFY, PARAMS(identify_params, {.year = 2023, .save = true})};
	q[n++] = (struct question){
	    ACTION_IDENTIFY, PARAMS(identify_params, {.year = 2023, .method = "leader-schools"})};
	q[n++] = (struct question){
	    ACTION_EXPLAIN, PARAMS(explain_params, {.year = 2023, .school = "far1"})};
	q[n++] = (struct question){
	    ACTION_EXPLAIN, PARAMS(explain_params, {.year = 2023, .school = "школа"})};
	q[n++] = (struct question){
	    ACTION_EXPLAIN, PARAMS(explain_params, {.year = 2023, .school = "Дальняя школа № 1"})};
	q[n++] = (struct question){
	    ACTION_EXPLAIN, PARAMS(explain_params, {.school = "far1", .run = far_run})};
	q[n++] = (struct question){
	    ACTION_EXPLAIN, PARAMS(explain_params, {.school = "own1", .run = far_run})};
	q[n++] = (struct question){ACTION_SCHOOLS, PARAMS(schools_params, {.year = 2023})};
	q[n++] = (struct question){ACTION_SCHOOLS,
	    PARAMS(schools_params, {.year = 2023, .municipality = "Дальний район"})};
	q[n++] =
	    (struct question){ACTION_SCHOOL, PARAMS(card_params, {.school = "far1", .year = 2023})};
	q[n++] = (struct question){
	    ACTION_SCHOOL_REPORT, PARAMS(card_params, {.school = "far1", .year = 2023})};
	q[n++] = (struct question){ACTION_TABLE, PARAMS(schools_params, {.year = 2023})};
	q[n++] = (struct question){ACTION_FUNNEL, PARAMS(funnel_params, {.year = 2023})};
	q[n++] = (struct question){
	    ACTION_COMPARE, PARAMS(compare_params,
				{2023, texts("rosobrnadzor-847", "rosobrnadzor-847-min10"), {0}})};
	q[n++] =
	    (struct question){ACTION_COMPARE, PARAMS(compare_params, {.runs = texts("1", "1")})};
	q[n++] = (struct question){ACTION_RUNS, PARAMS(runs_params, {0})};
	q[n++] = (struct question){ACTION_RUN_SHOW, PARAMS(run_params, {far_run})};
	q[n++] = (struct question){ACTION_RUN_MAKE, PARAMS(run_make_params, {.year = 2023})};
	q[n++] = (struct question){
	    ACTION_SCHOOL_JOIN, PARAMS(school_join_params, {"far1", "far1", 2023})};
	q[n++] =
	    (struct question){ACTION_SCHOOL_PART, PARAMS(school_join_params, {"far1", "far1", 0})};
	q[n++] = (struct question){
	    ACTION_ORG_RENAME, PARAMS(org_rename_params, {"Дальний район", "Округ", none, NULL})};
	q[n++] = (struct question){
	    ACTION_SCHOOL_MOVE, PARAMS(school_move_params, {"far1", "Дальний район", NULL})};
	q[n++] = (struct question){
	    ACTION_USER_ADD, PARAMS(user_add_params,
				 {"newuser", "Методист", "методист", NULL, NULL, "Дальний район"})};
	q[n++] = (struct question){ACTION_USER_ADD,
	    PARAMS(user_add_params, {"newuser2", "Методист", "методист", NULL, "control", "far1"})};
	q[n++] = (struct question){ACTION_BOARD, PARAMS(board_params, {.year = 2023})};
	q[n++] = (struct question){ACTION_INBOX, NULL};
	q[n++] = (struct question){ACTION_SEARCH, PARAMS(search_params, {"дальняя"})};
	q[n++] = (struct question){ACTION_SEARCH, PARAMS(search_params, {"far1"})};
	q[n++] = (struct question){ACTION_USER_LIST, PARAMS(user_list_params, {NULL})};
	q[n++] = (struct question){ACTION_USER_SHOW, PARAMS(user_params, {"faruser", NULL})};
	q[n++] = (struct question){
	    ACTION_USER_EDIT, PARAMS(user_edit_params, {"faruser", "Имя", NULL, NULL, 0})};
	q[n++] = (struct question){ACTION_USER_GRANT,
	    PARAMS(user_grant_params, {"faruser", "control", NULL, NULL, none, none})};
	q[n++] = (struct question){
	    ACTION_USER_REVOKE, PARAMS(user_revoke_params, {"faruser", far_grant})};
	q[n++] = (struct question){ACTION_USER_DISABLE, PARAMS(user_params, {"faruser", NULL})};
	q[n++] = (struct question){ACTION_USER_ENABLE, PARAMS(user_params, {"faruser", NULL})};
	q[n++] = (struct question){
	    ACTION_USER_PASSWD, PARAMS(user_passwd_params, {"faruser", "синий трактор едет"})};
	q[n++] = (struct question){ACTION_USER_RESET, PARAMS(user_params, {"faruser", NULL})};
	q[n++] =
	    (struct question){ACTION_USER_RESET_2FA, PARAMS(user_params, {"faruser", "потерян"})};
	q[n++] = (struct question){ACTION_USER_LINK, PARAMS(user_link_params, {"faruser", "s-1"})};
	q[n++] = (struct question){ACTION_USER_UNLINK, PARAMS(user_params, {"faruser", NULL})};
	q[n++] = (struct question){ACTION_SESSION_LIST, PARAMS(access_params, {NULL})};
	q[n++] = (struct question){ACTION_SESSION_LIST, PARAMS(access_params, {"faruser"})};
	q[n++] = (struct question){ACTION_SESSION_END, PARAMS(access_end_params, {far_session})};
	q[n++] = (struct question){ACTION_SESSION_END_OTHERS, PARAMS(access_end_params, {0})};
	q[n++] = (struct question){
	    ACTION_TOKEN_ADD, PARAMS(key_add_params, {.name = "ключ", .login = "faruser"})};
	q[n++] = (struct question){ACTION_TOKEN_LIST, PARAMS(access_params, {NULL})};
	q[n++] = (struct question){ACTION_TOKEN_LIST, PARAMS(access_params, {"faruser"})};
	q[n++] = (struct question){ACTION_TOKEN_END, PARAMS(access_end_params, {far_key})};
	q[n++] = (struct question){
	    ACTION_POST_ADD, PARAMS(post_add_params, {"секретарь", "Дальний район"})};
	q[n++] = (struct question){ACTION_POST_LIST, NULL};
	q[n++] = (struct question){
	    ACTION_HOLDER_SET, PARAMS(holder_set_params, {far_post, "faruser", none, NULL, false})};
	q[n++] = (struct question){
	    ACTION_HAND_OVER, PARAMS(holder_set_params, {far_post, "faruser", none, NULL, false})};
	q[n++] =
	    (struct question){ACTION_BODY_ADD, PARAMS(body_add_params, {"Совет", "Дальний район"})};
	q[n++] = (struct question){ACTION_BODY_MEMBER,
	    PARAMS(body_member_params, {"Совет", NULL, far_post, "член", none, none})};
	q[n++] =
	    (struct question){ACTION_BODY_LEAVE, PARAMS(body_leave_params, {far_member, none})};
	q[n++] = (struct question){ACTION_BODY_LIST, NULL};
	q[n++] = (struct question){ACTION_YEARS, NULL};
	return n;
}

/* Lists of the other municipality by their number, and its schools in lists of one's own. */
static size_t
questions_of_lists(struct question *q)
{
	const struct day day = {2023, 9, 20};
	size_t n = 0;

	q[n++] = (struct question){ACTION_LISTS, PARAMS(listings_params, {0})};
	q[n++] = (struct question){ACTION_LIST_SHOW, PARAMS(listing_params, {far_list})};
	q[n++] = (struct question){ACTION_LIST_SHOW, PARAMS(listing_params, {far_draft})};
	q[n++] = (struct question){
	    ACTION_LIST_MAKE, PARAMS(listing_make_params, {.kind = "results", .year = 2023})};
	q[n++] = (struct question){ACTION_LIST_RECEIVE,
	    PARAMS(listing_receive_params, {.kind = "results",
					       .year = 2023,
					       .file = table_of("school\nfar1\n"),
					       .number = "1",
					       .from = "x",
					       .day = day})};
	q[n++] = (struct question){ACTION_LIST_DRAFT, PARAMS(listing_draft_params, {far_list, 0})};
	q[n++] = (struct question){ACTION_LIST_INCLUDE,
	    PARAMS(listing_change_params, {far_draft, "far2", "x", "1", day, NULL, 0})};
	q[n++] = (struct question){ACTION_LIST_EXCLUDE,
	    PARAMS(listing_change_params, {far_draft, "far1", "x", "1", day, NULL, 0})};
	q[n++] = (struct question){ACTION_LIST_ACQUAINT,
	    PARAMS(listing_acquaint_params, {far_draft, "far1", false, day, "letter", NULL})};
	q[n++] = (struct question){ACTION_LIST_ACQUAINT,
	    PARAMS(listing_acquaint_params, {far_draft, NULL, true, day, "letter", NULL})};
	q[n++] = (struct question){ACTION_LIST_OBJECT,
	    PARAMS(listing_object_params, {far_draft, "far1", "figure", "x", day, NULL, day})};
	q[n++] = (struct question){ACTION_LIST_DECIDE,
	    PARAMS(listing_decide_params, {far_objection, "rejected", "x", day, "1", 0})};
	q[n++] = (struct question){ACTION_LIST_APPROVE,
	    PARAMS(listing_approve_params, {far_draft, "1", day, "x", "x", "x", 0})};
	q[n++] = (struct question){
	    ACTION_LIST_COMPARE, PARAMS(listing_compare_params, {far_list, far_draft})};
	q[n++] = (struct question){ACTION_LIST_VERIFY, PARAMS(listing_params, {far_list})};
	return n;
}

static void
nothing_of_another_municipality(void **state)
{
	struct question q[160];
	bool asked[ACTION_COUNT] = {false};
	size_t n, i, r;

	SKIP_IF_ABSENT();
	begin(dialect(state));
	for (r = 0; r < roles_count; r++) {
		n = questions(q);
		n += questions_of_lists(q + n);
		assert_true(n < 100);
		for (i = 0; i < n; i++) {
			asked[q[i].action] = true;
			ask(&q[i], &roles[r]);
		}
	}
	for (i = 0; i < ACTION_COUNT; i++) {
		if (!asked[i] && exempt((enum action_id)i) == NULL)
			print_error("%s is asked nothing\n", actions[i].command);
		assert_true(asked[i] || exempt((enum action_id)i) != NULL);
	}
	end();
}

/* Each role is refused every action that it does not hold, with whatever parameters. */
static void
what_a_role_does_not_hold_is_denied(void **state)
{
	char params[4096] = {0};
	size_t r, i, denied = 0;
	void *view;

	SKIP_IF_ABSENT();
	begin(dialect(state));
	for (r = 0; r < roles_count; r++) {
		for (i = 0; i < ACTION_COUNT; i++) {
			if (roles[r].permissions & 1u << actions[i].permission)
				continue;
			act_as(&roles[r]);
			assert_int_equal(dispatch((enum action_id)i, params, &view), ERR_DENIED);
			assert_null(view);
			denied++;
		}
	}
	assert_true(denied > 100);
	end();
}

/* What forms offer to choose from is what one may see; the same asked by everybody has it. */
static void
nothing_of_another_municipality_is_offered(void **state)
{
	static const enum pick picks[] = {
	    PICK_ACCOUNT, PICK_POST, PICK_BODY, PICK_ORG, PICK_PLACE, PICK_SCHOOL};
	struct pick_row *rows;
	size_t i, k, n;
	bool many, there;

	SKIP_IF_ABSENT();
	begin(dialect(state));
	for (i = 0; i < sizeof picks / sizeof picks[0]; i++) {
		act_as(role_find("coordinator"));
		ok(pick_rows(ctx, app, picks[i], &rows, &n, &many, &err));
		for (k = 0; k < n; k++) {
			assert_null(strstr(rows[k].label, "Дальн"));
			assert_null(strstr(rows[k].value, "far"));
		}
		act_as_all();
		ok(pick_rows(ctx, app, picks[i], &rows, &n, &many, &err));
		for (there = false, k = 0; k < n; k++)
			there = there || strstr(rows[k].label, "Дальн") != NULL ||
				strstr(rows[k].value, "far") != NULL;
		assert_true(there);
	}
	end();
}

static enum err
import_as(const char *role, const char *bytes)
{
	enum err e;

	act_as(role_find(role));
	e = dispatch(ACTION_IMPORT, import_of("n.csv", bytes, false), NULL);
	act_as_all();
	return e;
}

static void
ones_own_schools_are_read_and_written(void **state)
{
	struct identify_params p = {.year = 2023};
	struct identify_view *v;
	struct imports_view *imports;

	SKIP_IF_ABSENT();
	begin(dialect(state));
	act_as(role_find("coordinator"));
	ok(dispatch(ACTION_IDENTIFY, &p, (void **)&v));
	assert_int_equal(v->count, 2);
	assert_int_equal(v->listed, 1);
	act_as(role_find("school"));
	ok(dispatch(ACTION_IDENTIFY, &p, (void **)&v));
	assert_int_equal(v->count, 1);
	ok(import_as(
	    "methodist", "year;procedure;school;participants;low\n2022;VPR5_MA;own1;10;6\n"));
	ok(import_as("coordinator", "code;name\nown3;Своя школа № 3\n"));
	ok(import_as("coordinator", "code;name;municipality\nown4;Своя школа № 4;СВОЙ район\n"));
	act_as(role_find("coordinator"));
	ok(dispatch(ACTION_IDENTIFY, &p, (void **)&v));
	assert_int_equal(v->count, 4);
	ok(dispatch(ACTION_IMPORTS, NULL, (void **)&imports));
	assert_int_equal(imports->count, 5);
	assert_true(imports->rows[0].whole && imports->rows[2].whole);
	/* those of the command line in so far as they are about the role's schools */
	assert_false(imports->rows[3].whole || imports->rows[4].whole);
	ok(dispatch(ACTION_UNDO, PARAMS(undo_params, {.batch = imports->rows[0].id}), NULL));
	end();
}

/* A run is of the authority of its schools; from below it is seen when a list seen rests on it. */
static void
a_saved_run_is_its_authoritys(void **state)
{
	struct listing_make_params make = {.kind = "results", .year = 2023};
	struct listing_draft_params draft = {0};
	struct run_make_params rule = {.year = 2023};
	struct runs_view *runs;
	struct run_view *one;
	struct listing_done *done;
	struct identify_view *run;

	SKIP_IF_ABSENT();
	begin(dialect(state));
	act_as(role_find("coordinator"));
	ok(dispatch(ACTION_RUN_MAKE, &rule, (void **)&run));
	ok(dispatch(ACTION_RUNS, &(struct runs_params){0}, (void **)&runs));
	assert_int_equal(runs->count, 1);
	assert_int_equal(runs->rows[0].row->id, run->run);
	assert_string_equal(runs->rows[0].row->actor, "account:1000");
	assert_int_equal(runs->rows[0].counts.schools, 2);
	assert_int_equal(runs->rows[0].counts.listed, 1);
	assert_int_equal(
	    dispatch(ACTION_RUN_SHOW, &(struct run_params){far_run}, (void **)&one), ERR_NOT_FOUND);
	ok(dispatch(ACTION_LIST_MAKE, &make, (void **)&done));
	draft.from = done->list;
	ok(dispatch(ACTION_LIST_DRAFT, &draft, (void **)&done));
	act_as(role_find("school"));
	ok(dispatch(ACTION_RUNS, &(struct runs_params){0}, (void **)&runs));
	assert_int_equal(runs->count, 0);
	act_as(role_find("coordinator"));
	ok(dispatch(ACTION_LIST_ACQUAINT,
	    &(struct listing_acquaint_params){
		.list = done->list, .school = "own1", .how = "letter", .day = {2023, 9, 4}},
	    NULL));
	act_as(role_find("school"));
	ok(dispatch(ACTION_RUNS, &(struct runs_params){0}, (void **)&runs));
	assert_int_equal(runs->count, 1);
	assert_int_equal(runs->rows[0].counts.schools, 1); /* its own alone */
	ok(dispatch(ACTION_RUN_SHOW, &(struct run_params){runs->rows[0].row->id}, (void **)&one));
	assert_int_equal(one->said->count, 1);
	end();
}

/* A batch of the command line that was corrected by hand and has warnings, on both sides. */
static int64_t
load_corrected(void)
{
	static const char bytes[] = "year;procedure;school;participants;low\n"
				    "2023;VPR5_MA;own1;10;6\n2023;VPR5_MA;far1;10;6\n"
				    "2022;VPR5_MA;own1;10;16\n2022;VPR5_MA;far1;10;17\n";
	struct input input = {NULL, "mixed.csv", bytes, sizeof bytes - 1};
	struct import_params p = {.files = {1, &input}, .fix = texts("E4=6", "E5=7")};
	struct import_view *v;

	ok(dispatch(ACTION_IMPORT, &p, (void **)&v));
	return v->files[0].batch;
}

static struct batch_view *
batch_seen(int64_t batch)
{
	struct batch_view *v;

	ok(dispatch(ACTION_BATCH, PARAMS(batch_params, {.batch = batch}), (void **)&v));
	return v;
}

static void
of_a_common_batch_one_sees_what_is_of_ones_schools(void **state)
{
	struct imports_view *imports;
	struct batch_view *v;
	int64_t mixed;

	SKIP_IF_ABSENT();
	begin(dialect(state));
	mixed = load_corrected();
	v = batch_seen(mixed);
	assert_true(v->whole);
	assert_int_equal(v->rows, 2);
	assert_int_equal(v->corrections.count, 2);
	assert_int_equal(v->warnings->count, 2);
	assert_int_equal(v->history.count, 1);
	act_as(role_find("coordinator"));
	ok(dispatch(ACTION_IMPORTS, NULL, (void **)&imports));
	assert_int_equal(imports->count, 3);
	assert_int_equal(imports->rows[0].id, mixed);
	assert_int_equal(imports->rows[0].rows, 1);
	assert_int_equal(imports->rows[0].corrections, 1);
	assert_int_equal(imports->rows[1].rows, 2); /* figures of results.csv */
	assert_int_equal(imports->rows[2].rows, 2); /* schools of schools.csv */
	v = batch_seen(mixed);
	assert_false(v->whole);
	assert_int_equal(v->figures, 1);
	assert_int_equal(v->corrections.count, 1);
	assert_int_equal(v->corrections.items[0].row, 4);
	assert_int_equal(v->history.count, 0); /* who loaded what of others is theirs */
	assert_true(v->beyond > 0);
	assert_int_equal(
	    dispatch(ACTION_UNDO, PARAMS(undo_params, {.batch = mixed}), NULL), ERR_DENIED);
	act_as_all();
	assert_int_equal(batch_seen(mixed)->undone_at, 0);
	end();
}

static void
a_batch_with_nothing_of_ones_schools_is_not_there(void **state)
{
	struct imports_view *imports;
	int64_t batch;
	void *view;

	SKIP_IF_ABSENT();
	begin(dialect(state));
	batch = load("far.csv", "year;procedure;school;participants;low\n2022;VPR5_MA;far1;10;6\n");
	act_as(role_find("coordinator"));
	ok(dispatch(ACTION_IMPORTS, NULL, (void **)&imports));
	assert_int_equal(imports->count, 2);
	assert_int_equal(
	    dispatch(ACTION_BATCH, PARAMS(batch_params, {.batch = batch}), &view), ERR_NOT_FOUND);
	assert_int_equal(
	    dispatch(ACTION_UNDO, PARAMS(undo_params, {.batch = batch}), &view), ERR_NOT_FOUND);
	end();
}

static void
what_is_of_ones_schools_only_can_be_undone_whoever_loaded_it(void **state)
{
	struct imports_view *imports;
	int64_t batch;

	SKIP_IF_ABSENT();
	begin(dialect(state));
	batch = load("own.csv", "year;procedure;school;participants;low\n2022;VPR5_MA;own1;10;6\n");
	act_as(role_find("coordinator"));
	assert_int_equal(batch_seen(batch)->beyond, 0);
	ok(dispatch(ACTION_UNDO, PARAMS(undo_params, {.batch = batch}), NULL));
	/* nothing of it is there any more, and still one sees that one has undone it */
	ok(dispatch(ACTION_IMPORTS, NULL, (void **)&imports));
	assert_int_equal(imports->rows[0].id, batch);
	assert_true(imports->rows[0].undone_at > 0);
	end();
}

static void
both_municipalities_may_call_their_schools_alike(void **state)
{
	struct match_params p = {.name = "Школа у реки", .code = "own1"};
	struct match_view *v;

	SKIP_IF_ABSENT();
	begin(dialect(state));
	ok(dispatch(
	    ACTION_MATCH, &(struct match_params){.name = "Школа у реки", .code = "far1"}, NULL));
	act_as(role_find("coordinator"));
	ok(dispatch(ACTION_MATCH, &p, (void **)&v));
	assert_int_equal(v->done, MATCH_REMEMBERED);
	ok(import_as("coordinator",
	    "year;procedure;school;participants;low\n2022;VPR5_MA;Школа у реки;10;6\n"));
	end();
}

int
main(void)
{
	const struct CMUnitTest tests[] = {ON_BOTH(nothing_of_another_municipality),
	    ON_BOTH(what_a_role_does_not_hold_is_denied),
	    ON_BOTH(nothing_of_another_municipality_is_offered),
	    ON_BOTH(ones_own_schools_are_read_and_written), ON_BOTH(a_saved_run_is_its_authoritys),
	    ON_BOTH(of_a_common_batch_one_sees_what_is_of_ones_schools),
	    ON_BOTH(a_batch_with_nothing_of_ones_schools_is_not_there),
	    ON_BOTH(what_is_of_ones_schools_only_can_be_undone_whoever_loaded_it),
	    ON_BOTH(both_municipalities_may_call_their_schools_alike)};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
