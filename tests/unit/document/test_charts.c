#include "check.h"

#include "document/chart.h"
#include "document/label.h"

#include "parsed.h"

#include <math.h>

#define HOSTILE "\"><script>alert(1)</script>"

static const struct rational thirty = {3, 10};
static const char *const years[] = {"2022", "2023", "2024", "2025", "2026"};

static struct parsed *
parse(struct buf *out)
{
	struct parsed *p;

	assert_false(out->full);
	assert_null(strstr(out->bytes, "style="));
	assert_null(strstr(out->bytes, "<script"));
	p = parsed_svg(out->ctx, out->bytes);
	assert_non_null(p);
	assert_string_equal(p->elements[0].name, "svg");
	assert_string_equal(parsed_attribute(&p->elements[0], "role"), "img");
	assert_string_equal(p->elements[1].name, "title");
	return p;
}

/* --- miniatures --- */

static struct parsed *
interval(TALLOC_CTX *ctx, int64_t k, int64_t n)
{
	struct buf out = buf_new(ctx, 1 << 20);
	struct chart_interval c = {"Доля " HOSTILE, {k, n}, thirty, 0.8};

	chart_interval(&out, &c);
	return parse(&out);
}

/* The scale runs from 5 to 117: 30 of 80 % are at 47. */
TEST(an_interval_stands_on_the_scale_of_its_column)
{
	TALLOC_CTX *ctx = talloc_new(NULL);
	struct parsed *p = interval(ctx, 0, 10);

	assert_float_equal(
	    parsed_number(parsed_find(p, "line", "threshold-mini", 0), "x1"), 47, 0.01);
	assert_float_equal(parsed_number(parsed_find(p, "circle", "dot", 0), "cx"), 5, 0.01);
	/* Wilson's upper end of 0 of 10 is 0.2775 */
	assert_float_equal(
	    parsed_number(parsed_find(p, "line", "ci", 0), "x2"), 5 + 0.2775 / 0.8 * 112, 0.02);
	talloc_free(ctx);
}

TEST(a_share_at_the_threshold_is_a_diamond_and_one_below_a_circle)
{
	TALLOC_CTX *ctx = talloc_new(NULL);
	struct parsed *p = interval(ctx, 3, 10);

	assert_int_equal(parsed_count(p, "path", "dot-list"), 1);
	assert_int_equal(parsed_count(p, "circle", "dot"), 0);
	p = interval(ctx, 299, 1000);
	assert_int_equal(parsed_count(p, "path", "dot-list"), 0);
	assert_int_equal(parsed_count(p, "circle", "dot"), 1);
	talloc_free(ctx);
}

TEST(no_data_is_a_scale_without_a_mark_and_not_a_zero)
{
	TALLOC_CTX *ctx = talloc_new(NULL);
	struct parsed *p = interval(ctx, 0, 0);

	assert_int_equal(parsed_count(p, "circle", "dot"), 0);
	assert_int_equal(parsed_count(p, "line", "ci"), 0);
	assert_int_equal(parsed_count(p, "line", "track"), 1);
	talloc_free(ctx);
}

TEST(a_share_beyond_the_scale_is_an_arrow_at_its_end)
{
	TALLOC_CTX *ctx = talloc_new(NULL);
	struct parsed *p = interval(ctx, 9, 10);

	assert_string_equal(
	    parsed_attribute(parsed_find(p, "path", "dot-list", 0), "d"), "M121 11L113 7L113 15Z");
	assert_float_equal(parsed_number(parsed_find(p, "line", "ci-list", 0), "x2"), 117, 0.01);
	talloc_free(ctx);
}

static struct parsed *
spark(TALLOC_CTX *ctx, const struct chart_count *counts, size_t n)
{
	struct buf out = buf_new(ctx, 1 << 20);
	struct chart_spark c = {"По годам", counts, n, thirty, 0.5};

	chart_spark(&out, &c);
	return parse(&out);
}

/* The scale runs from y = 25 (0) to 5 (50 %), years from x = 5 to 99. */
TEST(a_sparkline_runs_through_its_years_and_ends_in_a_dot)
{
	TALLOC_CTX *ctx = talloc_new(NULL);
	const struct chart_count counts[] = {{0, 10}, {5, 10}, {1, 4}};
	struct parsed *p = spark(ctx, counts, 3);

	assert_string_equal(
	    parsed_attribute(parsed_find(p, "path", "spark", 0), "d"), "M5 25L52 5L99 15");
	assert_float_equal(parsed_number(parsed_find(p, "circle", "dot-last", 0), "cy"), 15, 0.01);
	assert_float_equal(
	    parsed_number(parsed_find(p, "line", "threshold-mini", 0), "y1"), 13, 0.01);
	talloc_free(ctx);
}

TEST(a_missing_year_breaks_a_sparkline_into_two)
{
	TALLOC_CTX *ctx = talloc_new(NULL);
	const struct chart_count counts[] = {{1, 10}, {2, 10}, {0, 0}, {2, 10}, {1, 10}};
	struct parsed *p = spark(ctx, counts, 5);

	assert_int_equal(parsed_count(p, "path", "spark"), 2);
	talloc_free(ctx);
}

TEST(a_year_between_missing_ones_is_a_dot_and_a_missing_last_year_has_none)
{
	TALLOC_CTX *ctx = talloc_new(NULL);
	const struct chart_count counts[] = {{0, 0}, {2, 10}, {0, 0}};
	struct parsed *p = spark(ctx, counts, 3);

	assert_int_equal(parsed_count(p, "path", "spark"), 0);
	assert_int_equal(parsed_count(p, "circle", "dot"), 1);
	assert_int_equal(parsed_count(p, "circle", "dot-last"), 0);
	p = spark(ctx, counts, 0);
	assert_int_equal(parsed_count(p, "circle", "dot"), 0);
	talloc_free(ctx);
}

/* --- columns --- */

TEST(columns_are_in_proportion_and_a_zero_differs_from_no_data)
{
	TALLOC_CTX *ctx = talloc_new(NULL);
	struct buf out = buf_new(ctx, 1 << 20);
	const struct chart_bar bars[] = {{"2023", {0, 0}, false}, {"2024", {0, 18}, false},
	    {"2025", {5, 18}, false}, {"2026", {10, 18}, true}};
	struct parsed *p;

	chart_bars(&out, &(struct chart_bars){LANG_RU, "Школ в списке", bars, 4});
	p = parse(&out);
	assert_int_equal(parsed_count(p, "rect", "bar"), 2);
	assert_float_equal(parsed_number(parsed_find(p, "rect", "bar", 0), "height"), 0, 0);
	assert_float_equal(parsed_number(parsed_find(p, "rect", "bar", 1), "height") * 2,
	    parsed_number(parsed_find(p, "rect", "bar-current", 0), "height"), 0.01);
	assert_non_null(parsed_text(p, "?"));
	assert_non_null(parsed_text(p, "0"));
	assert_non_null(parsed_text(p, "55,6\u00A0%"));
	assert_true(parsed_has_class(parsed_text(p, "2026"), "strong"));
	talloc_free(ctx);
}

/* --- lines of years --- */

static struct parsed *
lines(TALLOC_CTX *ctx, enum chart_size size, const struct chart_series *series, size_t n,
    const struct chart_break *breaks, size_t nbreaks)
{
	struct buf out = buf_new(ctx, 1 << 20);
	struct chart_years c = {.lang = LANG_RU,
	    .size = size,
	    .title = "Доля " HOSTILE,
	    .years = years,
	    .nyears = 5,
	    .series = series,
	    .nseries = n,
	    .breaks = breaks,
	    .nbreaks = nbreaks,
	    .threshold = thirty,
	    .threshold_words = "30 % и выше"};

	chart_years(&out, &c);
	return parse(&out);
}

static double
baseline(const struct parsed *p)
{
	return parsed_number(parsed_find(p, "line", "axis", 0), "y1");
}

TEST(zero_lies_on_the_baseline_and_thirty_percent_on_the_threshold)
{
	TALLOC_CTX *ctx = talloc_new(NULL);
	const struct chart_count zero[5] = {{0, 50}, {0, 50}, {0, 50}, {0, 50}, {0, 50}};
	const struct chart_count at[5] = {{3, 10}, {3, 10}, {3, 10}, {3, 10}, {30, 100}};
	const struct chart_series series[] = {
	    {"ноль", CHART_OTHERS, zero}, {"порог", CHART_WE, at}};
	struct parsed *p = lines(ctx, CHART_WIDE, series, 2, NULL, 0);
	double threshold = parsed_number(parsed_find(p, "line", "threshold", 0), "y1"), y, x;

	assert_float_equal(
	    parsed_number(parsed_find(p, "circle", "dot", 0), "cy"), baseline(p), 0.01);
	/* the last mark is a diamond, whose first corner is above its middle */
	assert_int_equal(sscanf(parsed_attribute(parsed_find(p, "path", "series-we", 0), "d"),
			     "M%lf %lf", &x, &y),
	    2);
	assert_float_equal(y, threshold, 0.01);
	assert_int_equal(parsed_count(p, "path", "dot-we"), 1);
	assert_non_null(parsed_text(p, "30 % и выше"));
	talloc_free(ctx);
}

TEST(a_missing_year_gives_two_lines_and_two_bands)
{
	TALLOC_CTX *ctx = talloc_new(NULL);
	const struct chart_count gap[5] = {{1, 50}, {2, 50}, {0, 0}, {3, 50}, {4, 50}};
	const struct chart_series series[] = {{"школа", CHART_WE, gap}};
	struct parsed *p = lines(ctx, CHART_NARROW, series, 1, NULL, 0);

	assert_int_equal(parsed_count(p, "path", "series-we"), 2);
	assert_int_equal(parsed_count(p, "path", "band-we"), 2);
	talloc_free(ctx);
}

TEST(a_break_of_series_parts_the_line_and_is_a_gap_with_its_words)
{
	TALLOC_CTX *ctx = talloc_new(NULL);
	const struct chart_count whole[5] = {{1, 50}, {2, 50}, {2, 50}, {3, 50}, {4, 50}};
	const struct chart_series series[] = {{"школа", CHART_LIST, whole}};
	const struct chart_break breaks[] = {{3, "новая шкала"}};
	struct parsed *p = lines(ctx, CHART_WIDE, series, 1, breaks, 1);
	double x = parsed_number(parsed_find(p, "line", "break", 0), "x1");
	double before = parsed_number(parsed_text(p, "2024"), "x");
	double after = parsed_number(parsed_text(p, "2025"), "x");

	assert_int_equal(parsed_count(p, "path", "series-list"), 2);
	assert_non_null(parsed_text(p, "новая шкала"));
	assert_float_equal(x, (before + after) / 2, 0.01);
	assert_float_equal(
	    after - before, before - parsed_number(parsed_text(p, "2023"), "x") + 30, 0.02);
	talloc_free(ctx);
}

TEST(a_last_value_of_an_earlier_year_says_its_year_and_no_values_a_question_mark)
{
	TALLOC_CTX *ctx = talloc_new(NULL);
	const struct chart_count early[5] = {{1, 50}, {2, 50}, {5, 50}, {0, 0}, {0, 0}};
	const struct chart_count none[5] = {{0, 0}};
	const struct chart_series series[] = {
	    {"прежде", CHART_WE, early}, {"никогда", CHART_LIST, none}};
	struct parsed *p = lines(ctx, CHART_WIDE, series, 2, NULL, 0);

	assert_non_null(parsed_text(p, "10,0\u00A0% (2024)"));
	assert_non_null(parsed_text(p, "?"));
	assert_non_null(parsed_text(p, "никогда"));
	assert_int_equal(parsed_count(p, "path", "series-list"), 0);
	talloc_free(ctx);
}

TEST(names_at_line_ends_keep_apart_where_lines_meet)
{
	TALLOC_CTX *ctx = talloc_new(NULL);
	const struct chart_count same[5] = {{1, 50}, {2, 50}, {2, 50}, {3, 50}, {4, 50}};
	const struct chart_series series[] = {{"первая", CHART_WE, same},
	    {"вторая", CHART_LIST, same}, {"третья", CHART_OTHERS, same}};
	struct parsed *p = lines(ctx, CHART_NARROW, series, 3, NULL, 0);
	double first = parsed_number(parsed_text(p, "первая"), "y");
	double second = parsed_number(parsed_text(p, "вторая"), "y");
	double third = parsed_number(parsed_text(p, "третья"), "y");

	assert_true(fabs(first - second) >= 36 - 0.01);
	assert_true(fabs(second - third) >= 36 - 0.01);
	assert_true(third <= baseline(p) + 40);
	talloc_free(ctx);
}

TEST(only_the_uppermost_number_of_the_scale_bears_the_unit)
{
	TALLOC_CTX *ctx = talloc_new(NULL);
	const struct chart_count counts[5] = {{18, 50}, {2, 50}, {2, 50}, {3, 50}, {4, 50}};
	const struct chart_series series[] = {{"школа", CHART_WE, counts}};
	struct parsed *p = lines(ctx, CHART_WIDE, series, 1, NULL, 0);

	assert_non_null(parsed_text(p, "50\u00A0%")); /* the interval of 18 of 50 ends at 49.9 */
	assert_non_null(parsed_text(p, "40"));
	assert_non_null(parsed_text(p, "0"));
	talloc_free(ctx);
}

/* --- control limits --- */

static struct parsed *
funnel(TALLOC_CTX *ctx, enum chart_size size, const struct chart_point *points, size_t n,
    struct rational mean, size_t names)
{
	struct buf out = buf_new(ctx, 1 << 20);
	struct chart_funnel c = {LANG_RU, size, "Доля " HOSTILE, points, n, mean, "район",
	    "Участников (корневая шкала)", names};

	chart_funnel(&out, &c);
	return parse(&out);
}

TEST(a_school_outside_is_a_bold_diamond_and_one_inside_a_hollow_circle)
{
	TALLOC_CTX *ctx = talloc_new(NULL);
	const struct chart_point points[] = {{"внутри", {20, 100}}, {"выше", {28, 100}},
	    {"ниже", {12, 100}}, {"на границе", {27, 100}}, {"нет данных", {0, 0}},
	    {HOSTILE, {60, 300}}};
	struct parsed *p = funnel(ctx, CHART_WIDE, points, 6, (struct rational){1, 5}, 10);

	assert_int_equal(parsed_count(p, "circle", "dot-hollow"), 3);
	assert_non_null(parsed_text(p, HOSTILE));
	assert_int_equal(parsed_count(p, "path", "dot-list"), 1);
	assert_int_equal(parsed_count(p, "path", "dot-we"), 1);
	assert_true(parsed_has_class(parsed_text(p, "выше"), "strong"));
	assert_true(parsed_has_class(parsed_text(p, "ниже"), "strong"));
	assert_false(parsed_has_class(parsed_text(p, "внутри"), "strong"));
	assert_null(parsed_text(p, "нет данных"));
	talloc_free(ctx);
}

TEST(participants_stand_on_a_square_root_scale)
{
	TALLOC_CTX *ctx = talloc_new(NULL);
	const struct chart_point points[] = {{"а", {20, 100}}, {"б", {5, 25}}, {"в", {80, 400}}};
	struct parsed *p = funnel(ctx, CHART_WIDE, points, 3, (struct rational){1, 5}, 10);
	double a = parsed_number(parsed_find(p, "circle", "dot-hollow", 0), "cx");
	double b = parsed_number(parsed_find(p, "circle", "dot-hollow", 1), "cx");
	double c = parsed_number(parsed_find(p, "circle", "dot-hollow", 2), "cx");

	/* roots 5, 10, 20 */
	assert_float_equal((c - a) / (a - b), 2, 0.01);
	assert_non_null(parsed_text(p, "Участников (корневая шкала)"));
	talloc_free(ctx);
}

/* The height of the uppermost vertex of a path at @x; NAN without one. */
static double
height_at(const char *d, double x)
{
	double at, y, best = NAN;
	int len;

	for (; sscanf(d, "%*1[ML]%lf %lf%n", &at, &y, &len) == 2; d += len)
		if (fabs(at - x) < 0.02)
			best = fmin(best, y); /* fmin leaves a NAN */
	return best;
}

TEST(a_limit_line_runs_between_the_last_count_inside_and_the_first_outside)
{
	TALLOC_CTX *ctx = talloc_new(NULL);
	/* 95 % limits of 20 participants at one half: 6 to 14 */
	const struct chart_point points[] = {
	    {"внутри", {14, 20}}, {"выше", {15, 20}}, {"в", {50, 100}}};
	struct parsed *p = funnel(ctx, CHART_WIDE, points, 3, (struct rational){1, 2}, 0);
	const struct element *inside = parsed_find(p, "circle", "dot-hollow", 0);
	const char *line = parsed_attribute(parsed_find(p, "path", "limit95", 0), "d");
	double y = height_at(line, parsed_number(inside, "cx"));
	double step =
	    (parsed_number(parsed_find(p, "line", "axis", 0), "y1") - parsed_number(inside, "cy")) /
	    14;

	assert_true(y < parsed_number(inside, "cy"));
	assert_true(y > parsed_number(inside, "cy") - step);
	/* at the change from exact to normal a new piece begins */
	assert_non_null(strchr(line + 1, 'M'));
	talloc_free(ctx);
}

TEST(no_more_names_than_asked_and_those_outside_first)
{
	TALLOC_CTX *ctx = talloc_new(NULL);
	const struct chart_point points[] = {
	    {"внутри", {20, 100}}, {"второй", {8, 40}}, {"выше", {40, 100}}};
	struct parsed *p = funnel(ctx, CHART_WIDE, points, 3, (struct rational){1, 5}, 2);

	assert_non_null(parsed_text(p, "выше"));
	assert_non_null(parsed_text(p, "внутри"));
	assert_null(parsed_text(p, "второй"));
	talloc_free(ctx);
}

TEST(a_picture_without_points_or_with_a_mean_of_zero_is_still_a_picture)
{
	TALLOC_CTX *ctx = talloc_new(NULL);
	const struct chart_point one[] = {{"школа", {1, 1}}};

	funnel(ctx, CHART_WIDE, NULL, 0, (struct rational){1, 5}, 10);
	funnel(ctx, CHART_WIDE, one, 1, (struct rational){0, 1}, 10);
	funnel(ctx, CHART_NARROW, one, 1, (struct rational){1, 1}, 10);
	talloc_free(ctx);
}

TEST(a_key_is_hidden_from_readers_and_bears_the_class_of_its_mark)
{
	TALLOC_CTX *ctx = talloc_new(NULL);
	struct buf out = buf_new(ctx, 1 << 20);
	struct parsed *p;

	chart_key(&out, CHART_MARK_OUTSIDE);
	p = parsed_svg(ctx, out.bytes);
	assert_non_null(p);
	assert_string_equal(parsed_attribute(&p->elements[0], "aria-hidden"), "true");
	assert_null(parsed_attribute(&p->elements[0], "role"));
	assert_int_equal(parsed_count(p, "path", "dot"), 1);
	buf_clear(&out);
	chart_key(&out, CHART_MARK_LIMIT998);
	p = parsed_svg(ctx, out.bytes);
	assert_int_equal(parsed_count(p, "line", "limit998"), 1);
	talloc_free(ctx);
}

/* --- names that keep apart --- */

#define CROWD 45

static int64_t
next(uint32_t *state, int64_t below)
{
	*state = *state * 1664525 + 1013904223;
	return (int64_t)(*state >> 8) % below;
}

static struct box
text_box(const struct element *e)
{
	double x = parsed_number(e, "x"), y = parsed_number(e, "y");

	return (struct box){x, y - 0.78 * LABEL_SIZE,
	    x + label_width(e->text, LABEL_SIZE, parsed_has_class(e, "strong")),
	    y + 0.24 * LABEL_SIZE};
}

/* Names are the texts with a halo. Returns how many. */
static size_t
assert_names_apart(const struct parsed *p)
{
	const struct element *name, *other, *dot;
	size_t i, j;

	for (i = 0; (name = parsed_find(p, "text", "halo", i)) != NULL; i++) {
		struct box box = text_box(name);

		for (j = 0; j < i; j++) {
			other = parsed_find(p, "text", "halo", j);
			assert_false(box_overlaps(box, text_box(other)));
		}
		for (j = 0; (dot = parsed_find(p, "circle", "dot-hollow", j)) != NULL; j++) {
			double x = parsed_number(dot, "cx"), y = parsed_number(dot, "cy");

			assert_false(box_overlaps(box, (struct box){x - 4, y - 4, x + 4, y + 4}));
		}
	}
	return i;
}

TEST(names_of_45_schools_cover_neither_each_other_nor_a_dot)
{
	uint32_t seed;
	size_t i, named = 0;

	for (seed = 1; seed <= 20; seed++) {
		TALLOC_CTX *ctx = talloc_new(NULL);
		struct chart_point points[CROWD];
		uint32_t random = seed;

		for (i = 0; i < CROWD; i++) {
			int64_t n = 4 + next(&random, 160), k = next(&random, n * 2 / 5 + 1);

			points[i] =
			    (struct chart_point){mem_printf(ctx, "Учебная № %zu", i + 1), {k, n}};
		}
		named += assert_names_apart(
		    funnel(ctx, CHART_WIDE, points, CROWD, (struct rational){1, 5}, CROWD));
		assert_names_apart(
		    funnel(ctx, CHART_NARROW, points, CROWD, (struct rational){1, 5}, CROWD));
		talloc_free(ctx);
	}
	/* most find a place: a placer that gives up early would pass above */
	assert_true(named >= (size_t)20 * CROWD * 7 / 10);
}

TEST(a_name_moved_away_has_a_leader_to_its_dot)
{
	struct label labels[] = {{.x = 100, .y = 100, .r = 4, .text = "школа"},
	    {.x = 116, .y = 100, .r = 4}, {.x = 84, .y = 100, .r = 4}, {.x = 100, .y = 84, .r = 4},
	    {.x = 100, .y = 116, .r = 4}};

	label_place(labels, 5, (struct box){0, 0, 200, 200}, NULL, 0);
	assert_true(labels[0].placed);
	assert_true(labels[0].leader);
	assert_float_equal(
	    hypot(labels[0].line.x1 - 100, labels[0].line.y1 - 100), labels[0].r, 0.01);
	assert_false(labels[1].placed);
	label_place(labels, 1, (struct box){95, 95, 105, 105}, NULL, 0); /* no room at all */
	assert_false(labels[0].placed);
}

TEST(a_long_name_is_cut_with_an_ellipsis_between_letters)
{
	TALLOC_CTX *ctx = talloc_new(NULL);
	char *cut = label_fit(ctx, "Учебная школа № 7", 12, false, 60);

	assert_true(label_width(cut, 12, false) <= 60);
	assert_string_equal(cut + strlen(cut) - strlen("…"), "…");
	assert_true(text_valid(cut, strlen(cut)));
	assert_string_equal(label_fit(ctx, "округ", 12, false, 60), "округ");
	assert_int_equal(label_line("Учебная школа № 7", 12, false, 70), strlen("Учебная"));
	assert_int_equal(label_line("округ", 12, false, 70), strlen("округ"));
	talloc_free(ctx);
}

RUN(cmocka_unit_test(an_interval_stands_on_the_scale_of_its_column),
    cmocka_unit_test(a_share_at_the_threshold_is_a_diamond_and_one_below_a_circle),
    cmocka_unit_test(no_data_is_a_scale_without_a_mark_and_not_a_zero),
    cmocka_unit_test(a_share_beyond_the_scale_is_an_arrow_at_its_end),
    cmocka_unit_test(a_sparkline_runs_through_its_years_and_ends_in_a_dot),
    cmocka_unit_test(a_missing_year_breaks_a_sparkline_into_two),
    cmocka_unit_test(a_year_between_missing_ones_is_a_dot_and_a_missing_last_year_has_none),
    cmocka_unit_test(columns_are_in_proportion_and_a_zero_differs_from_no_data),
    cmocka_unit_test(zero_lies_on_the_baseline_and_thirty_percent_on_the_threshold),
    cmocka_unit_test(a_missing_year_gives_two_lines_and_two_bands),
    cmocka_unit_test(a_break_of_series_parts_the_line_and_is_a_gap_with_its_words),
    cmocka_unit_test(a_last_value_of_an_earlier_year_says_its_year_and_no_values_a_question_mark),
    cmocka_unit_test(names_at_line_ends_keep_apart_where_lines_meet),
    cmocka_unit_test(only_the_uppermost_number_of_the_scale_bears_the_unit),
    cmocka_unit_test(a_school_outside_is_a_bold_diamond_and_one_inside_a_hollow_circle),
    cmocka_unit_test(participants_stand_on_a_square_root_scale),
    cmocka_unit_test(a_limit_line_runs_between_the_last_count_inside_and_the_first_outside),
    cmocka_unit_test(no_more_names_than_asked_and_those_outside_first),
    cmocka_unit_test(a_picture_without_points_or_with_a_mean_of_zero_is_still_a_picture),
    cmocka_unit_test(a_key_is_hidden_from_readers_and_bears_the_class_of_its_mark),
    cmocka_unit_test(names_of_45_schools_cover_neither_each_other_nor_a_dot),
    cmocka_unit_test(a_name_moved_away_has_a_leader_to_its_dot),
    cmocka_unit_test(a_long_name_is_cut_with_an_ellipsis_between_letters))
