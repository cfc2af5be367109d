#include "check.h"

#include "document/svg.h"

#include "parsed.h"

#include <math.h>

#define HOSTILE "\"><script>alert('x')</script>&\x01"

static struct buf
empty(TALLOC_CTX *ctx)
{
	return buf_new(ctx, 1 << 20);
}

TEST(numbers_have_at_most_two_decimals_and_a_point)
{
	TALLOC_CTX *ctx = talloc_new(NULL);
	struct buf out = empty(ctx);

	svg_line(&out, "grid", 1.0 / 3, -0.001, 12.50, 100);
	assert_string_equal(
	    out.bytes, "<line class=\"grid\" x1=\"0.33\" y1=\"0\" x2=\"12.5\" y2=\"100\"/>");
	buf_clear(&out);
	svg_circle(&out, "dot", NAN, INFINITY, -2.999);
	assert_string_equal(out.bytes, "<circle class=\"dot\" cx=\"0\" cy=\"0\" r=\"-3\"/>");
	talloc_free(ctx);
}

TEST(a_hostile_text_stays_text_in_words_titles_and_classes)
{
	TALLOC_CTX *ctx = talloc_new(NULL);
	struct buf out = empty(ctx);
	struct parsed *p;

	svg_begin(&out, "chart " HOSTILE, 10, 20, false, HOSTILE);
	svg_text(&out, "", 1, 2, HOSTILE);
	svg_end(&out);
	assert_null(strstr(out.bytes, "<script"));
	p = parsed_svg(ctx, out.bytes);
	assert_non_null(p);
	assert_int_equal(p->count, 3);
	assert_string_equal(p->elements[1].name, "title");
	assert_string_equal(p->elements[1].text, "\"><script>alert('x')</script>&\uFFFD");
	assert_string_equal(p->elements[2].text, "\"><script>alert('x')</script>&\uFFFD");
	talloc_free(ctx);
}

TEST(a_picture_has_the_role_of_an_image_and_its_size_in_the_view_box)
{
	TALLOC_CTX *ctx = talloc_new(NULL);
	struct buf out = empty(ctx);
	struct parsed *p;

	svg_begin(&out, "mini", 122, 22, true, "Доля");
	svg_end(&out);
	p = parsed_svg(ctx, out.bytes);
	assert_non_null(p);
	assert_string_equal(parsed_attribute(&p->elements[0], "role"), "img");
	assert_string_equal(parsed_attribute(&p->elements[0], "viewBox"), "0 0 122 22");
	assert_string_equal(parsed_attribute(&p->elements[0], "width"), "122");
	buf_clear(&out);
	svg_begin(&out, "chart", 640, 300, false, "Доля");
	svg_end(&out);
	p = parsed_svg(ctx, out.bytes);
	assert_null(parsed_attribute(&p->elements[0], "width"));
	talloc_free(ctx);
}

TEST(shapes_are_paths_with_their_corners)
{
	TALLOC_CTX *ctx = talloc_new(NULL);
	struct buf out = empty(ctx);

	svg_diamond(&out, "dot", 10, 20, 5);
	assert_string_equal(out.bytes, "<path class=\"dot\" d=\"M10 15L15 20L10 25L5 20Z\"/>");
	buf_clear(&out);
	svg_arrow(&out, "dot", 10, 20, 4, 1, 0);
	assert_string_equal(out.bytes, "<path class=\"dot\" d=\"M14 20L6 16L6 24Z\"/>");
	buf_clear(&out);
	svg_arrow(&out, "dot", 10, 20, 4, 0, -1);
	assert_string_equal(out.bytes, "<path class=\"dot\" d=\"M10 16L14 24L6 24Z\"/>");
	talloc_free(ctx);
}

RUN(cmocka_unit_test(numbers_have_at_most_two_decimals_and_a_point),
    cmocka_unit_test(a_hostile_text_stays_text_in_words_titles_and_classes),
    cmocka_unit_test(a_picture_has_the_role_of_an_image_and_its_size_in_the_view_box),
    cmocka_unit_test(shapes_are_paths_with_their_corners))
