/* Foreign JSON and base64url: what is taken, and what is refused. */
#include "check.h"

#include "base/base64.h"
#include "base/json_read.h"

static enum err
read(TALLOC_CTX *ctx, const char *json, struct json_value *out)
{
	return json_read(ctx, json, strlen(json), out, NULL);
}

TEST(values_keep_their_kind_and_place)
{
	TALLOC_CTX *ctx = talloc_new(NULL);
	struct json_value v;

	assert_int_equal(read(ctx, "{\"a\":[\"x\",-7,1.5,true,null],\"b\":\"ж\"}", &v), OK);
	assert_int_equal(v.count, 2);
	assert_string_equal(json_member_text(&v, "b"), "ж");
	assert_null(json_member_text(&v, "a"));
	assert_null(json_member(&v, "c"));
	assert_null(json_member(NULL, "a"));
	assert_int_equal(json_member(&v, "a")->items[1].whole, -7);
	assert_true(json_member(&v, "a")->items[2].real == 1.5);
	assert_true(json_member(&v, "a")->items[3].truth);
	assert_int_equal(json_member(&v, "a")->items[4].kind, JSON_IS_NULL);
	assert_true(json_has_text(json_member(&v, "a"), "x"));
	assert_true(json_has_text(json_member(&v, "b"), "ж"));
	assert_false(json_has_text(json_member(&v, "a"), "true"));
	talloc_free(ctx);
}

TEST(what_is_no_json_or_too_deep_is_refused)
{
	static const char *const wrong[] = {"", "{", "{\"a\":1,\"a\":2}", "\"\\u0000\"", "\"\xff\"",
	    "[[[[[[[[[[[[[[[[[1]]]]]]]]]]]]]]]]]"};
	TALLOC_CTX *ctx = talloc_new(NULL);
	struct json_value v;
	size_t i;

	for (i = 0; i < sizeof wrong / sizeof wrong[0]; i++)
		assert_int_equal(read(ctx, wrong[i], &v), ERR_INVALID);
	assert_int_equal(read(ctx, "[[[[[[[[[[[[[[[[1]]]]]]]]]]]]]]]]", &v), OK);
	talloc_free(ctx);
}

/* RFC 4648, section 10, without the padding. */
TEST(base64url_gives_the_known_answers)
{
	static const char *const known[][2] = {{"", ""}, {"f", "Zg"}, {"fo", "Zm8"},
	    {"foo", "Zm9v"}, {"foob", "Zm9vYg"}, {"fooba", "Zm9vYmE"}, {"foobar", "Zm9vYmFy"},
	    {"\xfb\xff\xfe", "-__-"}};
	TALLOC_CTX *ctx = talloc_new(NULL);
	size_t i, len;

	for (i = 0; i < sizeof known / sizeof known[0]; i++) {
		assert_string_equal(base64url(ctx, known[i][0], strlen(known[i][0])), known[i][1]);
		assert_string_equal(
		    base64url_read(ctx, known[i][1], strlen(known[i][1]), &len), known[i][0]);
		assert_int_equal(len, strlen(known[i][0]));
	}
	talloc_free(ctx);
}

TEST(a_text_that_is_no_base64url_gives_nothing)
{
	static const char *const wrong[] = {
	    "Z", "Zg==", "Zm9vY", "Zh" /* a bit too many */, "Zm9+", "Zm9/", "Zm 9"};
	TALLOC_CTX *ctx = talloc_new(NULL);
	size_t i, len;

	for (i = 0; i < sizeof wrong / sizeof wrong[0]; i++)
		assert_null(base64url_read(ctx, wrong[i], strlen(wrong[i]), &len));
	talloc_free(ctx);
}

RUN(cmocka_unit_test(values_keep_their_kind_and_place),
    cmocka_unit_test(what_is_no_json_or_too_deep_is_refused),
    cmocka_unit_test(base64url_gives_the_known_answers),
    cmocka_unit_test(a_text_that_is_no_base64url_gives_nothing))
