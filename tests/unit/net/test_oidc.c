/* What is believed of a provider: its document, and each claim of its ID token. */
#include "check.h"

#include "base/base64.h"
#include "base/hash.h"
#include "base/tr.h"
#include "net/http_client.h"
#include "net/oidc.h"

#define ISSUER "https://id.example/realm"
#define NOW 1700000000

static TALLOC_CTX *ctx;
static struct error err;

static int
begin(void **state)
{
	hash_start();
	ctx = talloc_new(NULL);
	return 0;
}

static int
end(void **state)
{
	talloc_free(ctx);
	return 0;
}

/* @json as a token: head and signature are not looked at. */
static char *
token_of(const char *json)
{
	return mem_printf(
	    ctx, "eyJhbGciOiJSUzI1NiJ9.%s.c2lnbmF0dXJl", base64url(ctx, json, strlen(json)));
}

static enum err
read(const char *json, struct oidc_claims *out)
{
	static const struct oidc_expected expected = {
	    ISSUER, "opora", "n-1", NOW, "preferred_username", "gold"};

	return oidc_read_token(ctx, &expected, token_of(json), out, &err);
}

/* A good token but for one claim, with whatever follows it. */
#define SAYS(iss, aud, exp, iat, nonce, sub)                                                       \
	"{\"iss\":" iss ",\"aud\":" aud ",\"exp\":" exp ",\"iat\":" iat ",\"nonce\":" nonce        \
	",\"sub\":" sub "}"
#define ISS "\"" ISSUER "\""
#define AUD "\"opora\""
#define EXP "1700000300"
#define IAT "1699999000"
#define NONCE "\"n-1\""
#define BY_ISS(x) SAYS(x, AUD, EXP, IAT, NONCE, "\"s\"")
#define BY_AUD(x) SAYS(ISS, x, EXP, IAT, NONCE, "\"s\"")
#define BY_EXP(x) SAYS(ISS, AUD, x, IAT, NONCE, "\"s\"")
#define BY_IAT(x) SAYS(ISS, AUD, EXP, x, NONCE, "\"s\"")
#define BY_NONCE(x) SAYS(ISS, AUD, EXP, IAT, x, "\"s\"")
#define BY_SUB(x) SAYS(ISS, AUD, EXP, IAT, NONCE, x)

static const struct {
	const char *claim; /* that is refused; NULL: all is well */
	const char *json;
} tokens[] = {
    {NULL, BY_ISS(ISS)},
    {"iss", BY_ISS("\"https://id.example\"")},
    {"iss", BY_ISS("\"https://id.example/realm/\"")},
    {"iss", BY_ISS("[" ISS "]")},
    {NULL, BY_AUD("[\"opora\"]")},
    {NULL, BY_AUD("[\"opora\",\"b\"],\"azp\":\"opora\"")},
    {NULL, BY_AUD("\"opora\",\"azp\":\"opora\"")},
    {"aud", BY_AUD("\"other\"")},
    {"aud", BY_AUD("[]")},
    {"aud", BY_AUD("null")},
    {"aud", BY_AUD("[\"opora\",\"b\"]")},
    {"aud", BY_AUD("[\"opora\",\"b\"],\"azp\":\"b\"")},
    {"aud", BY_AUD("\"opora\",\"azp\":\"b\"")},
    {"aud", BY_AUD("\"opora\",\"azp\":7")},
    /* 60 s of leeway, to the second */
    {NULL, BY_EXP("1699999941")},
    {"exp", BY_EXP("1699999940")},
    {"exp", BY_EXP("\"1700000300\"")},
    {"exp", BY_EXP("-1")},
    {"exp", BY_EXP("9223372036854775807")},
    {NULL, BY_EXP("1700000300.5")},
    {NULL, BY_IAT("1700000060")},
    {"iat", BY_IAT("1700000061")},
    {"iat", BY_IAT("null")},
    {NULL, BY_IAT("1699999990,\"nbf\":1700000060")},
    {"nbf", BY_IAT("1699999990,\"nbf\":1700000061")},
    {"nonce", BY_NONCE("\"n-2\"")},
    {"nonce", BY_NONCE("null")},
    {"sub", BY_SUB("\"\"")},
    {"sub", BY_SUB("12")},
};

TEST(each_claim_that_is_not_as_expected_is_refused_by_its_name)
{
	struct oidc_claims claims;
	size_t i;

	for (i = 0; i < sizeof tokens / sizeof tokens[0]; i++) {
		enum err e = read(tokens[i].json, &claims);
		const char *said = e == OK ? "" : tr_error(ctx, LANG_EN, &err);

		if ((tokens[i].claim == NULL) != (e == OK))
			print_error("%s: %s\n", tokens[i].json, said);
		assert_int_equal(e, tokens[i].claim == NULL ? OK : ERR_DENIED);
		if (tokens[i].claim != NULL)
			assert_non_null(strstr(said, mem_printf(ctx, " %s ", tokens[i].claim)));
	}
}

TEST(a_subject_has_at_most_255_bytes)
{
	struct oidc_claims claims;
	char sub[OIDC_SUBJECT_MAX + 2];
	const char *json = "{\"iss\":" ISS ",\"aud\":\"opora\",\"exp\":1700000300,"
			   "\"iat\":1700000000,\"nonce\":\"n-1\",\"sub\":\"%s\"}";

	memset(sub, 'a', sizeof sub);
	sub[OIDC_SUBJECT_MAX] = '\0';
	assert_int_equal(read(mem_printf(ctx, json, sub), &claims), OK);
	assert_string_equal(claims.subject, sub);
	sub[OIDC_SUBJECT_MAX] = 'a';
	sub[OIDC_SUBJECT_MAX + 1] = '\0';
	assert_int_equal(read(mem_printf(ctx, json, sub), &claims), ERR_DENIED);
}

TEST(what_is_no_token_is_invalid)
{
	static const struct oidc_expected expected = {ISSUER, "opora", "n-1", NOW, NULL, NULL};
	static const char *const wrong[] = {"", ".", "..", "a.b", "a.!!.c", "a.e30.c.d",
	    "a.W10.c" /* [] */, "a.e30=.c", "a.eyJhIjoxLCJhIjoyfQ.c" /* a name twice */};
	struct oidc_claims claims;
	size_t i;

	for (i = 0; i < sizeof wrong / sizeof wrong[0]; i++)
		assert_int_equal(
		    oidc_read_token(ctx, &expected, wrong[i], &claims, &err), ERR_INVALID);
	/* {} is a token, and says nothing */
	assert_int_equal(oidc_read_token(ctx, &expected, "a.e30.c", &claims, &err), ERR_DENIED);
}

static struct oidc_claims
with(const char *claim, const char *more)
{
	struct oidc_expected expected = {ISSUER, "opora", "n-1", NOW, claim, "gold"};
	struct oidc_claims claims;
	const char *json = mem_printf(ctx,
	    "{\"iss\":" ISS ",\"aud\":\"opora\",\"exp\":1700000300,\"iat\":1700000000,"
	    "\"nonce\":\"n-1\",\"sub\":\"s\"%s}",
	    more);

	assert_int_equal(oidc_read_token(ctx, &expected, token_of(json), &claims, &err), OK);
	return claims;
}

TEST(an_address_is_verified_only_when_the_provider_says_true)
{
	const char *yes = ",\"email\":\"a@b.example\",\"email_verified\":true";

	assert_true(with("email", yes).name_verified);
	assert_string_equal(with("email", yes).name, "a@b.example");
	assert_false(with("email", ",\"email\":\"a@b.example\"").name_verified);
	assert_false(
	    with("email", ",\"email\":\"a@b.example\",\"email_verified\":\"true\"").name_verified);
	assert_null(with("email", ",\"email_verified\":true").name);
	assert_false(with("email", ",\"email_verified\":true").name_verified);
	assert_null(with(NULL, yes).name);
	assert_false(with("upn", ",\"upn\":\"anna\",\"email_verified\":true").name_verified);
}

TEST(two_factors_are_believed_by_mfa_or_by_the_agreed_acr)
{
	assert_true(with(NULL, ",\"amr\":[\"pwd\",\"mfa\"]").two_factors);
	assert_false(with(NULL, ",\"amr\":[\"pwd\"]").two_factors);
	assert_false(with(NULL, ",\"amr\":[\"pwd\",\"otp\"]").two_factors);
	assert_true(with(NULL, ",\"acr\":\"gold\"").two_factors);
	assert_false(with(NULL, ",\"acr\":\"silver\"").two_factors);
	assert_false(with(NULL, "").two_factors);
}

TEST(the_challenge_is_that_of_RFC_7636_appendix_B)
{
	char challenge[OIDC_CHALLENGE_SIZE];

	oidc_challenge("dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk", challenge);
	assert_string_equal(challenge, "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM");
}

TEST(the_address_of_the_provider_carries_everything_encoded)
{
	struct oidc_client client = {ISSUER, "a b&c", NULL, "https://o.example/back?x=1", NULL};
	struct oidc_provider provider = {.authorization = "https://id.example/auth?tenant=1"};

	assert_string_equal(oidc_authorization_url(ctx, &client, &provider, "st", "no",
				"dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk"),
	    "https://id.example/auth?tenant=1&response_type=code&client_id=a%20b%26c"
	    "&redirect_uri=https%3A%2F%2Fo.example%2Fback%3Fx%3D1"
	    "&scope=openid%20profile%20email&state=st&nonce=no"
	    "&code_challenge=E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM"
	    "&code_challenge_method=S256");
}

#define DOCUMENT(issuer, auth, token, types, methods, more)                                        \
	"{\"issuer\":\"" issuer "\",\"authorization_endpoint\":\"" auth                            \
	"\",\"token_endpoint\":\"" token "\",\"response_types_supported\":" types                  \
	",\"code_challenge_methods_supported\":" methods more "}"
#define AUTH "https://id.example/auth"
#define TOKEN "https://id.example/token"
#define CODE "[\"code\",\"code id_token\"]"
#define S256 "[\"plain\",\"S256\"]"

static enum err
document(const char *json, struct oidc_provider *out)
{
	return oidc_read_provider(ctx, ISSUER, json, strlen(json), out, &err);
}

TEST(a_document_of_the_provider_gives_its_endpoints)
{
	struct oidc_provider p;

	assert_int_equal(document(DOCUMENT(ISSUER, AUTH, TOKEN, CODE, S256, ""), &p), OK);
	assert_string_equal(p.authorization, AUTH);
	assert_string_equal(p.token, TOKEN);
	assert_false(p.post); /* Basic is the default */
	assert_false(p.says_issuer);
	assert_int_equal(
	    document(DOCUMENT(ISSUER, AUTH, TOKEN, CODE, S256,
			 ",\"token_endpoint_auth_methods_supported\":[\"client_secret_post\"],"
			 "\"authorization_response_iss_parameter_supported\":true"),
		&p),
	    OK);
	assert_true(p.post);
	assert_true(p.says_issuer);
}

TEST(a_document_that_is_not_as_it_must_be_is_refused)
{
	/* clang-format off */
	static const char *const wrong[] = {
	    "", "[]", "{}",
	    DOCUMENT("https://other.example/realm", AUTH, TOKEN, CODE, S256, ""),
	    DOCUMENT(ISSUER "/", AUTH, TOKEN, CODE, S256, ""),
	    DOCUMENT(ISSUER, "http://id.example/auth", TOKEN, CODE, S256, ""),
	    DOCUMENT(ISSUER, AUTH, "http://id.example/token", CODE, S256, ""),
	    DOCUMENT(ISSUER, "https:///auth", TOKEN, CODE, S256, ""),
	    DOCUMENT(ISSUER, "https://id.example/a\\r\\nX: y", TOKEN, CODE, S256, ""),
	    DOCUMENT(ISSUER, "javascript:alert(1)", TOKEN, CODE, S256, ""),
	    DOCUMENT(ISSUER, AUTH, TOKEN, "[\"id_token\"]", S256, ""),
	    DOCUMENT(ISSUER, AUTH, TOKEN, CODE, "[\"plain\"]", ""),
	    DOCUMENT(ISSUER, AUTH, TOKEN, CODE, "null", ""),
	};
	/* clang-format on */
	struct oidc_provider p;
	size_t i;

	for (i = 0; i < sizeof wrong / sizeof wrong[0]; i++) {
		if (document(wrong[i], &p) != ERR_INVALID)
			print_error("taken: %s\n", wrong[i]);
		assert_int_equal(document(wrong[i], &p), ERR_INVALID);
	}
}

TEST(only_https_is_asked)
{
	struct http_call call = {.url = "http://127.0.0.1:9/"};
	struct http_answer answer;

	assert_int_equal(http_call(ctx, &call, &answer, &err), ERR_INVALID);
	call.url = "file:///etc/passwd";
	assert_int_equal(http_call(ctx, &call, &answer, &err), ERR_INVALID);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(each_claim_that_is_not_as_expected_is_refused_by_its_name),
	    cmocka_unit_test(a_subject_has_at_most_255_bytes),
	    cmocka_unit_test(what_is_no_token_is_invalid),
	    cmocka_unit_test(an_address_is_verified_only_when_the_provider_says_true),
	    cmocka_unit_test(two_factors_are_believed_by_mfa_or_by_the_agreed_acr),
	    cmocka_unit_test(the_challenge_is_that_of_RFC_7636_appendix_B),
	    cmocka_unit_test(the_address_of_the_provider_carries_everything_encoded),
	    cmocka_unit_test(a_document_of_the_provider_gives_its_endpoints),
	    cmocka_unit_test(a_document_that_is_not_as_it_must_be_is_refused),
	    cmocka_unit_test(only_https_is_asked),
	};

	return cmocka_run_group_tests(tests, begin, end);
}
