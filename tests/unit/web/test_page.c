/* What pages are made of: typed output, links, routes, fields, JSON bodies, the throttle. */
#include "check.h"

#include "app/app.h"
#include "web/fields.h"
#include "web/json_in.h"
#include "web/link.h"
#include "web/put.h"
#include "web/route.h"
#include "web/throttle.h"

struct params {
	const char *school;
	int year;
	struct texts words;
	bool flag;
	const char *path;
};

static const struct field fields[] = {
    {"school", FIELD_TEXT, true, true, offsetof(struct params, school), 0, 20, "SCHOOL", "help"},
    {"year", FIELD_YEAR, false, true, offsetof(struct params, year), 2000, 2100, "YEAR", "help"},
    {"word", FIELD_TEXTS, false, false, offsetof(struct params, words), 0, 2, "WORD", "help"},
    {"flag", FIELD_FLAG, false, false, offsetof(struct params, flag), 0, 1, NULL, "help"},
    {"path", FIELD_TEXT, false, false, offsetof(struct params, path), 0, 0, "PATH", "help",
	.local = true},
};

static const struct action table[] = {
    {.id = 0,
	.command = "show",
	.fields = fields,
	.nfields = 5,
	.params_size = sizeof(struct params),
	.verb = VERB_GET,
	.path = "/schools/{school}"},
    {.id = 1, .command = "new", .verb = VERB_GET, .path = "/schools/new"},
    {.id = 2,
	.command = "change",
	.fields = fields,
	.nfields = 5,
	.params_size = sizeof(struct params),
	.verb = VERB_POST,
	.path = "/schools/{school}/change"},
    {.id = 3, .command = "inner"},
};

static const char *
no_header(const struct http_request *r, const char *name)
{
	return NULL;
}

/* A page of a request for @path with the one value @name=@value in its query. */
static struct page
page_of(TALLOC_CTX *ctx, struct buf *out, const char *path, const char *name, const char *value)
{
	struct http_request *r = mem_new(ctx, struct http_request);
	struct http_pair *pair = mem_new(ctx, struct http_pair);

	web_set_table(&(struct web_table){.actions = table, .count = 4});
	*out = buf_new(ctx, 100000);
	*pair = (struct http_pair){name, value};
	r->path = path;
	r->raw_query = "";
	r->query = pair;
	r->nquery = name != NULL;
	r->header = no_header;
	return (struct page){.ctx = ctx, .out = out, .request = r, .lang = LANG_RU};
}

TEST(text_and_attributes_escape_what_html_would_read)
{
	TALLOC_CTX *ctx = talloc_new(NULL);
	struct buf out;
	struct page pg = page_of(ctx, &out, "/", NULL, NULL);

	put_text(&pg, (const char *)"\"><script>'&");
	assert_string_equal(out.bytes, "&quot;&gt;&lt;script&gt;&#39;&amp;");
	buf_clear(&out);
	put_attr(&pg, (const char *)"\" onload='x'");
	assert_string_equal(out.bytes, "&quot; onload=&#39;x&#39;");
	talloc_free(ctx);
}

TEST(words_of_the_data_keep_their_direction_and_say_their_language)
{
	TALLOC_CTX *ctx = talloc_new(NULL);
	struct buf out;
	struct page pg = page_of(ctx, &out, "/", NULL, NULL);

	put_text(&pg, own("<b>"));
	assert_string_equal(out.bytes, "<bdi>&lt;b&gt;</bdi>");
	buf_clear(&out);
	pg.lang = LANG_EN;
	put_text(&pg, own("x"));
	assert_string_equal(out.bytes, "<bdi lang=\"ru\">x</bdi>");
	buf_clear(&out);
	put_text(&pg, ((struct bilingual){"ru", NULL}));
	assert_string_equal(out.bytes, "<bdi lang=\"ru\">ru</bdi>");
	buf_clear(&out);
	put_text(&pg, ((struct bilingual){"ru", "en"}));
	assert_string_equal(out.bytes, "en");
	talloc_free(ctx);
}

TEST(numbers_are_written_for_people_in_text_and_for_machines_in_attributes)
{
	TALLOC_CTX *ctx = talloc_new(NULL);
	struct buf out;
	struct page pg = page_of(ctx, &out, "/", NULL, NULL);

	put_text(&pg, 12345);
	put_attr(&pg, 12345);
	put_text(&pg, plain(2023));
	assert_string_equal(out.bytes, "12\xc2\xa0"
				       "345123452023");
	talloc_free(ctx);
}

TEST(a_link_fills_the_words_of_the_path_and_puts_the_rest_into_the_query)
{
	TALLOC_CTX *ctx = talloc_new(NULL);
	struct buf out;
	struct page pg = page_of(ctx, &out, "/", NULL, NULL);

	assert_string_equal(
	    link_to(&pg, 0, "school", "a/b?c", "word", "x y&z", "flag", NULL, NULL).text,
	    "/schools/a%2Fb%3Fc?word=x%20y%26z");
	pg.year = 2023;
	assert_string_equal(link_to(&pg, 0, "school", "a", NULL).text, "/schools/a?year=2023");
	assert_string_equal(
	    link_to(&pg, 0, "school", "a", "year", "2021", NULL).text, "/schools/a?year=2021");
	assert_string_equal(link_to(&pg, 1, NULL).text, "/schools/new");
	talloc_free(ctx);
}

TEST(this_page_again_keeps_its_query_but_for_what_is_changed)
{
	TALLOC_CTX *ctx = talloc_new(NULL);
	struct buf out;
	struct page pg = page_of(ctx, &out, "/schools/\xd1\x88", "sort", "name");

	assert_string_equal(
	    link_here(&pg, "page", "2", NULL).text, "/schools/%D1%88?sort=name&page=2");
	assert_string_equal(link_here(&pg, "sort", NULL, NULL).text, "/schools/%D1%88");
	talloc_free(ctx);
}

TEST(only_a_path_of_this_application_is_gone_to)
{
	assert_true(link_is_local("/schools?year=2023"));
	assert_false(link_is_local("//evil.example/"));
	assert_false(link_is_local("/\\evil.example/"));
	assert_false(link_is_local("https://evil.example/"));
	assert_false(link_is_local("/x\r\nSet-Cookie: a=b"));
	assert_false(link_is_local("/x\ty"));
	assert_false(link_is_local(""));
	assert_false(link_is_local(NULL));
}

TEST(a_path_of_fixed_words_is_preferred_to_one_with_braces)
{
	TALLOC_CTX *ctx = talloc_new(NULL);
	struct route r;
	bool known;

	web_set_table(&(struct web_table){.actions = table, .count = 4});
	assert_true(route_find(ctx, HTTP_GET, "/schools/new", &r, &known));
	assert_int_equal(r.action->id, 1);
	assert_true(route_find(ctx, HTTP_GET, "/schools/edu1", &r, &known));
	assert_int_equal(r.action->id, 0);
	assert_string_equal(r.words[0].name, "school");
	assert_string_equal(r.words[0].value, "edu1");
	talloc_free(ctx);
}

TEST(get_of_a_path_that_writes_is_its_form)
{
	TALLOC_CTX *ctx = talloc_new(NULL);
	struct route r;
	bool known;

	web_set_table(&(struct web_table){.actions = table, .count = 4});
	assert_true(route_find(ctx, HTTP_GET, "/schools/a/change", &r, &known));
	assert_true(r.form);
	assert_true(route_find(ctx, HTTP_POST, "/schools/a/change", &r, &known));
	assert_false(r.form);
	assert_false(route_find(ctx, HTTP_POST, "/schools/a", &r, &known));
	assert_true(known);
	assert_false(route_find(ctx, HTTP_GET, "/schools//change", &r, &known));
	assert_false(known);
	talloc_free(ctx);
}

/* A use case that writes at once, as one whose field "save" was set. */
static enum err
write_run(TALLOC_CTX *ctx, struct app *app, const void *params, void **view, struct error *err)
{
	return app_begin(app, err);
}

/* What asking for such an action by @verb says. */
static enum err
ask_to_write(enum action_verb verb, struct app *app, struct error *err)
{
	const struct action a = {.command = "write",
	    .permission = PERMIT_ANYONE,
	    .audit = AUDIT_WRITE,
	    .run = write_run,
	    .verb = verb};
	void *view;

	return route_dispatch(NULL, app, &a, NULL, &view, err);
}

TEST(what_is_asked_by_get_writes_nothing_whatever_it_was_told)
{
	struct app app = {.permissions = ~0u};
	struct error err;

	assert_int_equal(ask_to_write(VERB_GET, &app, &err), ERR_DENIED);
	assert_non_null(strstr(err.id, "changes nothing"));
	assert_false(app.asked);
}

TEST(a_key_that_only_reads_sends_no_post)
{
	struct app app = {.permissions = ~0u, .read_only = true};
	struct error err;

	assert_int_equal(ask_to_write(VERB_POST, &app, &err), ERR_DENIED);
	assert_non_null(strstr(err.id, "this key only reads"));
}

TEST(all_mistakes_of_a_form_are_told_at_once)
{
	TALLOC_CTX *ctx = talloc_new(NULL);
	struct http_pair pairs[] = {
	    {"school", ""}, {"year", "abc"}, {"word", "a"}, {"word", "b"}, {"word", "c"}};
	struct field_source source = {.npairs = 5, .pairs = pairs};
	struct field_error *errors;
	struct params p = {0};

	assert_int_equal(fields_parse(ctx, &table[0], &source, &p, &errors), 3);
	assert_string_equal(errors[0].field->name, "school");
	assert_string_equal(errors[1].field->name, "year");
	assert_string_equal(errors[2].field->name, "word");
	talloc_free(ctx);
}

TEST(a_field_of_this_machine_is_never_taken_from_outside)
{
	TALLOC_CTX *ctx = talloc_new(NULL);
	struct http_pair pairs[] = {{"school", "a"}, {"year", "2023"}, {"path", "/etc/passwd"}};
	struct field_source source = {.npairs = 3, .pairs = pairs};
	struct field_error *errors;
	struct params p = {0};

	assert_int_equal(fields_parse(ctx, &table[0], &source, &p, &errors), 0);
	assert_null(p.path);
	assert_string_equal(p.school, "a");
	assert_int_equal(p.year, 2023);
	talloc_free(ctx);
}

TEST(each_of_several_values_may_have_a_control_of_its_own)
{
	static const struct field cells[] = {
	    {"cell", FIELD_TEXTS, false, false, 0, 0, 9, .blanks = true},
	    {"cells", FIELD_TEXTS, false, false, sizeof(struct texts), 0, 9}};
	const struct action a = {.nfields = 2, .fields = cells};
	TALLOC_CTX *ctx = talloc_new(NULL);
	struct http_pair pairs[] = {{"cell.A1", "x"}, {"cell[]", "B1=y"}, {"cell.C1", ""},
	    {"cell", "D1=z"}, {"cells.A1", ""}, {"cells[]x", "v"}};
	struct field_source source = {.npairs = 6, .pairs = pairs};
	struct field_error *errors;
	struct texts p[2] = {{0}};

	assert_int_equal(fields_parse(ctx, &a, &source, p, &errors), 0);
	assert_int_equal(p[0].count, 4);
	assert_string_equal(p[0].items[0], "A1=x");
	assert_string_equal(p[0].items[1], "B1=y");
	assert_string_equal(p[0].items[2], "C1=");
	assert_string_equal(p[0].items[3], "D1=z");
	assert_int_equal(p[1].count, 0); /* an empty one counts only where blanks do */
	talloc_free(ctx);
}

TEST(a_text_longer_than_its_field_is_refused)
{
	TALLOC_CTX *ctx = talloc_new(NULL);
	/* 20 letters of two bytes each pass, 21 do not */
	struct http_pair pairs[] = {{"school", "школашколашколашкола"}, {"year", "2023"}};
	struct field_source source = {.npairs = 2, .pairs = pairs};
	struct field_error *errors;
	struct params p = {0};

	assert_int_equal(fields_parse(ctx, &table[0], &source, &p, &errors), 0);
	pairs[0].value = "школашколашколашколаш";
	assert_int_equal(fields_parse(ctx, &table[0], &source, &p, &errors), 1);
	talloc_free(ctx);
}

static enum err
read_json(TALLOC_CTX *ctx, const char *text, struct http_pair **pairs, size_t *n)
{
	struct error err;

	return json_in(ctx, text, strlen(text), pairs, n, &err);
}

TEST(a_json_body_becomes_the_pairs_of_a_form)
{
	TALLOC_CTX *ctx = talloc_new(NULL);
	struct http_pair *p;
	size_t n;

	assert_int_equal(
	    read_json(ctx,
		"{\"a\":\"x\",\"n\":7,\"t\":true,\"f\":false,\"no\":null,\"l\":[\"1\",2]}", &p, &n),
	    OK);
	assert_int_equal(n, 6);
	assert_string_equal(p[0].value, "x");
	assert_string_equal(p[1].value, "7");
	assert_string_equal(p[2].value, "1");
	assert_string_equal(p[3].value, "");
	assert_string_equal(p[4].name, "l");
	assert_string_equal(p[5].value, "2");
	assert_int_equal(read_json(ctx, "", &p, &n), OK);
	assert_int_equal(n, 0);
	talloc_free(ctx);
}

TEST(a_json_body_of_another_shape_is_refused)
{
	TALLOC_CTX *ctx = talloc_new(NULL);
	struct http_pair *p;
	size_t n;

	assert_int_equal(read_json(ctx, "[1]", &p, &n), ERR_INVALID);
	assert_int_equal(read_json(ctx, "{\"a\":{\"b\":1}}", &p, &n), ERR_INVALID);
	assert_int_equal(read_json(ctx, "{\"a\":[[1]]}", &p, &n), ERR_INVALID);
	assert_int_equal(read_json(ctx, "{\"a\":1,\"a\":2}", &p, &n), ERR_INVALID);
	assert_int_equal(read_json(ctx, "{\"a\":1", &p, &n), ERR_INVALID);
	assert_int_equal(read_json(ctx, "{\"a\":\"\\u0000\"}", &p, &n), ERR_INVALID);
	talloc_free(ctx);
}

TEST(an_address_that_guesses_is_stopped_and_others_are_not)
{
	int i;

	throttle_clear();
	for (i = 0; i < THROTTLE_TRIES; i++)
		assert_true(throttle_try("192.0.2.1", 1000 + i));
	assert_false(throttle_try("192.0.2.1", 2000));
	assert_true(throttle_try("192.0.2.2", 2000));
	assert_true(throttle_try("192.0.2.1", 2000 + THROTTLE_MS));
	throttle_clear();
}

TEST(tries_that_did_not_fail_are_given_back)
{
	int i;

	throttle_clear();
	for (i = 0; i < 10 * THROTTLE_TRIES; i++) {
		assert_true(throttle_try("192.0.2.1", 1000));
		throttle_forgive("192.0.2.1", 1);
	}
	for (i = 0; i < THROTTLE_TRIES; i++)
		assert_true(throttle_try("192.0.2.1", 1000));
	assert_false(throttle_try("192.0.2.1", 1000));
	throttle_forgive("192.0.2.9", 100); /* somebody who never tried */
	assert_false(throttle_try("192.0.2.1", 1000));
	throttle_clear();
}

TEST(a_network_of_ipv6_is_one_address)
{
	char address[64];
	int i;

	throttle_clear();
	for (i = 0; i < THROTTLE_TRIES; i++) {
		snprintf(address, sizeof address, "2001:db8:1:2:%x::%x", i + 1, i);
		assert_true(throttle_try(address, 1000));
	}
	assert_false(throttle_try("2001:DB8:1:2:ffff::1", 1000));
	assert_true(throttle_try("2001:db8:1:3::1", 1000));
	for (i = 0; i < THROTTLE_TRIES; i++)
		assert_true(throttle_try("::ffff:192.0.2.7", 1000));
	assert_false(throttle_try("192.0.2.7", 1000));
	throttle_clear();
}

RUN(cmocka_unit_test(text_and_attributes_escape_what_html_would_read),
    cmocka_unit_test(words_of_the_data_keep_their_direction_and_say_their_language),
    cmocka_unit_test(numbers_are_written_for_people_in_text_and_for_machines_in_attributes),
    cmocka_unit_test(a_link_fills_the_words_of_the_path_and_puts_the_rest_into_the_query),
    cmocka_unit_test(this_page_again_keeps_its_query_but_for_what_is_changed),
    cmocka_unit_test(only_a_path_of_this_application_is_gone_to),
    cmocka_unit_test(a_path_of_fixed_words_is_preferred_to_one_with_braces),
    cmocka_unit_test(get_of_a_path_that_writes_is_its_form),
    cmocka_unit_test(what_is_asked_by_get_writes_nothing_whatever_it_was_told),
    cmocka_unit_test(a_key_that_only_reads_sends_no_post),
    cmocka_unit_test(all_mistakes_of_a_form_are_told_at_once),
    cmocka_unit_test(a_field_of_this_machine_is_never_taken_from_outside),
    cmocka_unit_test(each_of_several_values_may_have_a_control_of_its_own),
    cmocka_unit_test(a_text_longer_than_its_field_is_refused),
    cmocka_unit_test(a_json_body_becomes_the_pairs_of_a_form),
    cmocka_unit_test(a_json_body_of_another_shape_is_refused),
    cmocka_unit_test(an_address_that_guesses_is_stopped_and_others_are_not),
    cmocka_unit_test(tries_that_did_not_fail_are_given_back),
    cmocka_unit_test(a_network_of_ipv6_is_one_address))
