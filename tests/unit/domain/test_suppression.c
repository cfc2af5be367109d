/* Groups too small to be shown, and what gives them away. */
#include "check.h"

#include "base/embedded.h"
#include "domain/suppression.h"

static const struct suppression ten = {.minimum = 10};

/* "x" hidden, "." shown. */
static const char *
parts(const int64_t *participants, size_t n)
{
	static char out[16];
	bool hidden[16];
	size_t i, count = suppression_parts(&ten, participants, n, hidden), seen = 0;

	for (i = 0; i < n; i++) {
		out[i] = hidden[i] ? 'x' : '.';
		seen += hidden[i];
	}
	out[n] = '\0';
	assert_int_equal(count, seen);
	return out;
}

#define PARTS(...) parts((const int64_t[]){__VA_ARGS__}, sizeof((const int64_t[]){__VA_ARGS__}) / 8)

TEST(a_group_below_the_minimum_is_never_shown)
{
	assert_false(suppression_shows(&ten, 1));
	assert_false(suppression_shows(&ten, 9));
	assert_true(suppression_shows(&ten, 10));
	assert_false(suppression_shows(&ten, -1));
}

TEST(a_single_hidden_class_takes_the_next_smallest_with_it)
{
	assert_string_equal(PARTS(1, 25, 24), "x.x");
	assert_string_equal(PARTS(25, 9, 10), ".xx");
}

TEST(hidden_classes_that_reach_the_minimum_together_need_no_other)
{
	assert_string_equal(PARTS(6, 7, 25), "xx.");
	assert_string_equal(PARTS(10, 25), "..");
}

TEST(all_are_hidden_where_nothing_is_left_to_hide_behind)
{
	assert_string_equal(PARTS(3), "x");
	assert_string_equal(PARTS(3, 4), "xx");
	assert_string_equal(PARTS(3, -1, 0), "xx.");
}

/* What is hidden, found from the whole, is never fewer than the minimum unless all is hidden. */
TEST(the_whole_less_what_is_shown_is_never_below_the_minimum)
{
	int64_t p[4];
	bool hidden[4];
	size_t i, n, count;

	for (n = 0; n < 40 * 40 * 40; n++) {
		int64_t together = 0;

		p[0] = (int64_t)(n % 40);
		p[1] = (int64_t)(n / 40 % 40);
		p[2] = (int64_t)(n / 1600);
		p[3] = 12;
		count = suppression_parts(&ten, p, 4, hidden);
		for (i = 0; i < 4; i++) {
			together += hidden[i] ? p[i] : 0;
			assert_true(hidden[i] || p[i] == 0 || p[i] >= 10);
		}
		assert_true(count == 0 || together >= 10);
	}
}

TEST(the_catalogue_says_the_minimum_with_its_status)
{
	TALLOC_CTX *ctx = talloc_new(NULL);
	struct problems *problems = problems_new(ctx);
	struct suppression s = {0};
	const struct embedded *f;

	for (f = catalogue_files; f->name != NULL; f++) {
		if (strcmp(f->name, "display/small-groups.yaml") == 0)
			assert_true(suppression_read(
			    ctx, f->name, (const char *)f->bytes, f->size, &s, problems));
	}
	assert_int_equal(s.minimum, 10);
	assert_int_equal(s.provenance.status, STATUS_ASSUMED);
	assert_false(suppression_read(ctx, "f", "minimum: 0\n", 11, &s, problems));
	assert_false(suppression_read(ctx, "f", "status: local\n", 14, &s, problems));
	assert_int_equal(s.minimum, 10);
	talloc_free(ctx);
}

RUN(cmocka_unit_test(a_group_below_the_minimum_is_never_shown),
    cmocka_unit_test(a_single_hidden_class_takes_the_next_smallest_with_it),
    cmocka_unit_test(hidden_classes_that_reach_the_minimum_together_need_no_other),
    cmocka_unit_test(all_are_hidden_where_nothing_is_left_to_hide_behind),
    cmocka_unit_test(the_whole_less_what_is_shown_is_never_below_the_minimum),
    cmocka_unit_test(the_catalogue_says_the_minimum_with_its_status))
