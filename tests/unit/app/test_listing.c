/* Lists: who sees them, what they say of a school, the lock, and what a seal holds. */
#include "check.h"

#include "app/catalogue.h"
#include "app/listing.h"
#include "app/methods.h"
#include "app/school_find.h"
#include "base/mem.h"
#include "base/tr.h"

#include <string.h>

static TALLOC_CTX *ctx;
static struct app *app;
static struct error err;
static int64_t region, municipalities[2], schools[8], batch;
static int nschools;

/* ---- a small installation: a region, two municipalities ---- */

static void
ok(enum err e)
{
	if (e != OK)
		print_error("%s\n", tr_error(ctx, LANG_EN, &err));
	assert_int_equal(e, OK);
}

static char *
path_of(int64_t org)
{
	struct db_org_path row;
	bool found;

	ok(db_org_path(ctx, app->db, org, &row, &found, &err));
	return mem_strdup(ctx, row.path);
}

static int64_t
add_org(const char *kind, int64_t parent, const char *name)
{
	const char *above = parent == 0 ? "/" : path_of(parent);
	struct db_org_add row;
	bool found;

	ok(db_org_add(ctx, app->db, mem_printf(ctx, "%s %s", kind, name), kind, parent, 0, &row,
	    &found, &err));
	ok(db_org_path_set(
	    app->db, row.id, mem_printf(ctx, "%s%lld/", above, (long long)row.id), &err));
	ok(db_org_name_add(app->db, row.id, "", name, name, name, name, 0, &err));
	return row.id;
}

static int
add_school(int municipality)
{
	char *code = mem_printf(ctx, "s%d", nschools);

	schools[nschools] = add_org("school", municipalities[municipality], code);
	ok(db_org_code_add(app->db, "school", code, schools[nschools], 0, &err));
	return nschools++;
}

static void
result(int school, int participants)
{
	ok(db_result_add(app->db, batch, schools[school], "VPR5_MA", 2023, "main", participants, 0,
	    -1, -1, -1, -1, -1, NULL, NULL, 0, NULL, NULL, "", 1, &err));
}

static void
store_method(const char *id, const char *listed)
{
	const char *text = mem_printf(ctx,
	    "id: %s\nversion: 1\ntitle: {ru: \"Правило\"}\nbasis: {status: local}\nlevel: school\n"
	    "inputs:\n  participants: {of: [procedure, year], unit: person}\n"
	    "result:\n  listed: %s\n",
	    id, listed);
	struct problems *problems = problems_new(ctx);
	bool added;

	ok(method_store(app, "m.yaml", text, strlen(text), problems, &added, &err));
}

static int
setup(void **state)
{
	struct db_batch_add row;
	int64_t added;
	bool found;

	ctx = talloc_new(NULL);
	ok(app_new(ctx, "/nowhere", &app, &err));
	app->now = 1;
	app->today = (struct day){2023, 9, 1};
	ok(db_open_sqlite(app, ":memory:", true, &app->db, &err));
	ok(db_migrate(app->db, 1, &err));
	ok(db_begin(app->db, &err));
	ok(catalogue_store(app, &added, &err));
	ok(db_file_put(app->db, "0", 1, 0, &err));
	ok(db_batch_add(ctx, app->db, "0", "f.csv", "results", 0, 0, 1, 0, 0, &row, &found, &err));
	batch = row.id;
	nschools = 0;
	region = add_org("region", 0, "region");
	municipalities[0] = add_org("municipality", region, "first");
	municipalities[1] = add_org("municipality", region, "second");
	store_method("ten", "participants['VPR5_MA', year] >= 10");
	return 0;
}

static int
teardown(void **state)
{
	db_rollback(app->db);
	return talloc_free(ctx);
}

/* From now on the actor sees what stands below @org. */
static void
see(int64_t org)
{
	app->scope = org == 0 ? db_scope_all() : db_scope_below(ctx, path_of(org));
}

/* ---- the use cases in short ---- */

static struct listing_done *
done(listing_use_case *run, const void *params)
{
	void *view = NULL;

	ok(run(ctx, app, params, &view, &err));
	assert_non_null(view);
	return view;
}

static enum err
fails(listing_use_case *run, const void *params)
{
	void *view = NULL;

	return run(ctx, app, params, &view, &err);
}

static int64_t
make(const char *method)
{
	return done(list_make_run,
	    &(struct listing_make_params){.kind = "results", .year = 2023, .method = method})
	    ->list;
}

static int64_t
receive(const char *school, const char *another)
{
	const char *said[] = {school, another};

	return done(list_receive_run, &(struct listing_receive_params){.kind = "results",
					  .year = 2023,
					  .schools = {another == NULL ? 1 : 2, said},
					  .number = "1",
					  .from = "region",
					  .day = {2023, 9, 1}})
	    ->list;
}

static int64_t
draft(int64_t from)
{
	return done(list_draft_run, &(struct listing_draft_params){.from = from})->list;
}

static struct listing_change_params
change(int64_t list, const char *school, int64_t rev)
{
	return (struct listing_change_params){.list = list,
	    .school = school,
	    .reason = "why",
	    .number = "4",
	    .day = {2023, 9, 2},
	    .rev = rev};
}

static struct listing_acquaint_params
acquaint(int64_t list, const char *school)
{
	return (struct listing_acquaint_params){
	    .list = list, .school = school, .how = "letter", .day = {2023, 9, 1}};
}

static struct listing_approve_params
approve(int64_t list)
{
	return (struct listing_approve_params){.list = list,
	    .number = "9",
	    .day = {2023, 9, 20},
	    .title = "order",
	    .basis = "act",
	    .hurry = "reason"};
}

static struct listing *
show(int64_t list)
{
	void *view = NULL;

	ok(list_show_run(ctx, app, &(struct listing_params){list}, &view, &err));
	return view;
}

static enum listing_word
word(int school)
{
	struct listing_standing s;

	ok(listing_status(ctx, app, schools[school], 2023, "results", &s, &err));
	return s.word;
}

/* s0 meets the conditions, s1 does not, s2 has no data; all of the first municipality. */
static void
three_schools(void)
{
	add_school(0);
	add_school(0);
	add_school(0);
	result(0, 10);
	result(1, 9);
}

/* ---- what is said of a school ---- */

TEST(without_lists_nothing_is_said_of_a_school)
{
	three_schools();
	assert_int_equal(word(0), STANDING_NO_LISTS);
}

TEST(before_the_order_the_computation_and_the_letter_are_told_apart)
{
	three_schools();
	make("ten");
	assert_int_equal(word(0), STANDING_MEETS);
	assert_int_equal(word(1), STANDING_OUT);
	assert_int_equal(word(2), STANDING_UNDECIDED);
	receive("s1", "s2");
	assert_int_equal(word(0), STANDING_MEETS_NOT_NAMED);
	assert_int_equal(word(1), STANDING_NAMED_NOT_MET);
	assert_int_equal(word(2), STANDING_NAMED_UNDECIDED);
	receive("s0", NULL); /* a later letter is the one that counts */
	assert_int_equal(word(0), STANDING_MEETS_AND_NAMED);
	assert_int_equal(word(1), STANDING_OUT);
}

TEST(a_letter_alone_names_schools_of_which_nothing_was_computed)
{
	three_schools();
	receive("s1", NULL);
	assert_int_equal(word(1), STANDING_NAMED);
	assert_int_equal(word(0), STANDING_OUT);
}

TEST(the_order_is_said_before_all_else_and_a_draft_never)
{
	struct listing_change_params out;
	struct listing_approve_params order;
	int64_t list;

	three_schools();
	make("ten");
	list = draft(receive("s0", "s1"));
	out = change(list, "s1", 0);
	done(list_exclude_run, &out);
	assert_int_equal(word(1), STANDING_NAMED_NOT_MET);
	order = approve(list);
	done(list_approve_run, &order);
	assert_int_equal(word(0), STANDING_APPROVED);
	assert_int_equal(word(1), STANDING_EXCLUDED);
	assert_int_equal(word(2), STANDING_NOT_APPROVED);
}

TEST(every_word_has_a_text_of_its_own)
{
	int i, k;

	for (i = 0; i < STANDING_COUNT; i++) {
		assert_non_null(listing_word_text((enum listing_word)i));
		for (k = 0; k < i; k++)
			assert_string_not_equal(listing_word_text((enum listing_word)i),
			    listing_word_text((enum listing_word)k));
	}
}

/* ---- whose list it is ---- */

TEST(a_list_belongs_to_the_lowest_authority_over_its_schools)
{
	three_schools();
	assert_int_equal(show(make("ten"))->row->scope, municipalities[0]);
	add_school(1);
	assert_int_equal(show(make("ten"))->row->scope, region);
	see(municipalities[0]);
	assert_int_equal(show(make("ten"))->row->scope, municipalities[0]);
}

TEST(a_foreign_municipality_finds_no_list)
{
	struct listings_params all = {0};
	struct listings_view *lists;
	struct listing_change_params in;
	int64_t list;

	three_schools();
	add_school(1);
	see(municipalities[0]);
	list = draft(make("ten"));
	see(municipalities[1]);
	assert_int_equal(fails(list_show_run, &(struct listing_params){list}), ERR_NOT_FOUND);
	assert_int_equal(fails(list_verify_run, &(struct listing_params){1}), ERR_NOT_FOUND);
	in = change(list, "s3", 0);
	assert_int_equal(fails(list_include_run, &in), ERR_NOT_FOUND);
	lists = (struct listings_view *)done(lists_run, &all);
	assert_int_equal(lists->count, 0);
	see(municipalities[0]);
	in = change(list, "s3", 0);
	assert_int_equal(fails(list_include_run, &in), ERR_NOT_FOUND); /* a foreign school */
	lists = (struct listings_view *)done(lists_run, &all);
	assert_int_equal(lists->count, 2);
}

TEST(a_school_sees_of_a_draft_itself_only_and_only_when_it_was_sent)
{
	struct listing_acquaint_params told;
	struct listing_approve_params order;
	struct listing_change_params in;
	int64_t list;

	three_schools();
	list = draft(receive("s0", "s1"));
	see(schools[0]);
	assert_int_equal(fails(list_show_run, &(struct listing_params){list}), ERR_NOT_FOUND);
	see(municipalities[0]);
	told = acquaint(list, "s0");
	done(list_acquaint_run, &told);
	see(schools[0]);
	assert_int_equal(show(list)->count, 1);
	done(list_object_run, &(struct listing_object_params){
				  .list = list, .school = "s0", .about = "figure", .text = "no"});
	assert_int_equal(show(list)->nobjections, 1);
	in = change(list, "s0", 0);
	assert_int_equal(fails(list_exclude_run, &in), ERR_DENIED);
	order = approve(list);
	assert_int_equal(fails(list_approve_run, &order), ERR_DENIED);
	see(schools[1]);
	assert_int_equal(show(list)->nobjections, 0);
}

TEST(a_letter_that_names_a_foreign_school_is_refused)
{
	static const char *const said[] = {"s3"};
	struct listing_receive_params p = {.kind = "results",
	    .year = 2023,
	    .schools = {1, (const char **)said},
	    .number = "1",
	    .from = "region",
	    .day = {2023, 9, 1}};

	three_schools();
	add_school(1);
	see(municipalities[0]);
	assert_int_equal(fails(list_receive_run, &p), ERR_NOT_FOUND);
}

/* ---- the lock ---- */

TEST(of_two_changes_of_one_state_the_second_is_refused)
{
	struct listing_change_params first, second;
	struct listing_acquaint_params told;
	struct listing_approve_params order;
	int64_t list;

	three_schools();
	list = draft(make("ten"));
	first = change(list, "s1", 1);
	second = change(list, "s2", 1);
	assert_int_equal(done(list_include_run, &first)->rev, 2);
	assert_int_equal(fails(list_include_run, &second), ERR_CONFLICT);
	second.rev = 2;
	assert_int_equal(done(list_include_run, &second)->rev, 3);
	told = acquaint(list, "s1");
	assert_int_equal(done(list_acquaint_run, &told)->rev, 4);
	order = approve(list);
	order.rev = 3;
	assert_int_equal(fails(list_approve_run, &order), ERR_CONFLICT);
}

/* ---- terms ---- */

TEST(the_term_of_the_order_counts_working_days_from_the_day_after)
{
	struct listing_draft_params ten = {.from = 0, .term = 10};
	struct listing_acquaint_params told;
	struct listing_done *d;

	three_schools();
	ten.from = make("ten");
	told = acquaint(draft(ten.from), "s0"); /* Friday, 1 September 2023 */
	d = done(list_acquaint_run, &told);
	assert_int_equal(day_cmp(d->due, (struct day){2023, 9, 8}), 0);
	told = acquaint(done(list_draft_run, &ten)->list, "s0");
	d = done(list_acquaint_run, &told);
	assert_int_equal(day_cmp(d->due, (struct day){2023, 9, 15}), 0);
}

/* ---- seals and what changed since ---- */

static enum err
count_fault(void *arg, int64_t list, const char *what, struct error *unused)
{
	(*(int *)arg)++;
	return OK;
}

static int
faults(void)
{
	int64_t lists;
	int n = 0;

	ok(listings_verify(ctx, app, 0, count_fault, &n, &lists, &err));
	return n;
}

TEST(a_renamed_school_breaks_no_seal_and_a_school_taken_out_does)
{
	struct db_document_add paper;
	bool found;

	three_schools();
	make("ten");
	ok(db_document_add(
	    ctx, app->db, 0, "decision", "1", "2023-09-01", "", "", NULL, 1, &paper, &found, &err));
	ok(db_org_name_add(app->db, schools[0], "2024-01-01", "new", "new", "new", "new", 0, &err));
	assert_int_equal(faults(), 0);
	ok(db_listing_item_put(app->db, 1, schools[0], 0, "", paper.id, &err));
	assert_int_equal(faults(), 1);
}

TEST(a_method_over_groups_says_which_school_of_the_group_changed)
{
	struct listing *list;
	int64_t id;

	three_schools();
	store_method("group",
	    "participants['VPR5_MA', year] >= mean(participants['VPR5_MA', year] for s in "
	    "schools(municipality) missing skip)");
	id = make("group");
	assert_int_equal(show(id)->changes.count, 0);
	assert_int_equal(show(id)->included, 1);
	ok(db_result_replace(app->db, schools[1], 2023, "VPR5_MA", "main", batch, &err));
	list = show(id);
	assert_int_equal(list->changes.count, 1);
	assert_string_equal(list->changes.items[0].school, "s1");
	assert_string_equal(list->changes.items[0].input, "participants VPR5_MA 2023");
	assert_string_equal(list->changes.items[0].was, "9");
	assert_string_equal(list->changes.items[0].now, "");
}

TEST(schools_with_signs_of_bias_are_a_list_of_their_kind)
{
	struct listing_make_params p = {
	    .kind = "bias", .year = 2023, .method = "bias-signs-fioko-2019"};
	struct listing *list;

	three_schools();
	ok(db_fact_add(app->db, schools[1], "bias.RU4", "2023-01-01", "1", 0, &err));
	list = show(done(list_make_run, &p)->list);
	assert_int_equal(list->included, 1);
	assert_string_equal(list->items[0].row->code, "s1");
	assert_int_equal(word(1), STANDING_NO_LISTS); /* of low results there is none */
}

TEST(a_method_without_results_that_need_a_basis_is_approved_without_one)
{
	struct listing_make_params p = {
	    .kind = "bias", .year = 2023, .method = "bias-signs-fioko-2019"};
	struct listing_approve_params order;
	struct listing *list;

	three_schools();
	ok(db_fact_add(app->db, schools[1], "bias.RU4", "2023-01-01", "1", 0, &err));
	order = approve(draft(done(list_make_run, &p)->list));
	order.basis = NULL;
	done(list_approve_run, &order);
	list = show(order.list);
	assert_int_equal(list->nsentences, 1);
	order = approve(draft(make("ten")));
	order.basis = NULL;
	assert_int_equal(fails(list_approve_run, &order), ERR_INVALID);
	assert_int_equal(show(order.list)->nsentences, 2);
}

#define EACH(test) cmocka_unit_test_setup_teardown(test, setup, teardown)

RUN(EACH(without_lists_nothing_is_said_of_a_school),
    EACH(before_the_order_the_computation_and_the_letter_are_told_apart),
    EACH(a_letter_alone_names_schools_of_which_nothing_was_computed),
    EACH(the_order_is_said_before_all_else_and_a_draft_never),
    EACH(every_word_has_a_text_of_its_own),
    EACH(a_list_belongs_to_the_lowest_authority_over_its_schools),
    EACH(a_foreign_municipality_finds_no_list),
    EACH(a_school_sees_of_a_draft_itself_only_and_only_when_it_was_sent),
    EACH(a_letter_that_names_a_foreign_school_is_refused),
    EACH(of_two_changes_of_one_state_the_second_is_refused),
    EACH(the_term_of_the_order_counts_working_days_from_the_day_after),
    EACH(a_renamed_school_breaks_no_seal_and_a_school_taken_out_does),
    EACH(a_method_over_groups_says_which_school_of_the_group_changed),
    EACH(schools_with_signs_of_bias_are_a_list_of_their_kind),
    EACH(a_method_without_results_that_need_a_basis_is_approved_without_one))
