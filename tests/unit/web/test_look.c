/*
 * Colours of src/web/static/app.css: contrast by WCAG 2.2 (relative luminance), for the light and
 * the dark theme, against the figures the design was approved with; and what the file must not do.
 */
#include "check.h"

#include <ctype.h>
#include <math.h>

#include "base/file.h"

#define MAX_LINES 900
#define TEXT 4.5
#define EDGE 3.0

static const struct pair {
	const char *front, *back;
	double minimum, light, dark;
} pairs[] = {
    {"ink", "surface", TEXT, 16.4, 14.5},
    {"ink", "ground", TEXT, 15.1, 15.8},
    {"ink-2", "surface", TEXT, 7.9, 9.1},
    {"ink-2", "sunken", TEXT, 7.0, 8.1},
    {"ink-3", "surface", TEXT, 5.6, 6.5},
    {"ink-3", "ground", TEXT, 5.1, 7.1},
    {"ink-3", "sunken", TEXT, 4.9, 5.8},
    {"accent", "surface", TEXT, 7.8, 8.5},
    {"accent", "accent-soft", TEXT, 6.6, 6.5},
    {"on-accent", "accent", TEXT, 7.8, 8.3},
    {"control", "surface", EDGE, 3.9, 5.4},
    {"focus", "surface", EDGE, 4.7, 10.7},
    {"focus", "ground", EDGE, 4.3, 11.7},
    {"ok", "ok-soft", TEXT, 6.0, 7.6},
    {"warn", "warn-soft", TEXT, 6.5, 8.1},
    {"bad", "bad-soft", TEXT, 6.3, 7.2},
    {"bad", "surface", TEXT, 7.5, 8.4},
    {"obj", "obj-soft", TEXT, 6.9, 7.5},
    {"neu", "neu-soft", TEXT, 6.8, 7.1},
    {"copper", "copper-soft", TEXT, 4.9, 6.8},
    {"copper", "surface", TEXT, 6.2, 8.1},
    {"hi0", "h0", TEXT, 15.4, 14.2},
    {"hi0", "h1", TEXT, 13.5, 12.6},
    {"hi0", "h2", TEXT, 11.2, 9.1},
    {"hi3", "h3", TEXT, 5.3, 5.7},
    {"hi3", "h4", TEXT, 7.9, 8.6},
    {"hi3", "h5", TEXT, 12.1, 13.0},
    {"h3", "h2", EDGE, 3.6, 3.2},
    {"axis", "surface", EDGE, 3.9, 5.4},
};

/* The style sheet as it stands, allocated under @ctx. */
static char *
read_css(TALLOC_CTX *ctx)
{
	struct error err = {0};
	const char *path = mem_printf(ctx, "%s/src/web/static/app.css", getenv("OPORA_SOURCE"));
	size_t len;
	char *css;

	assert_int_equal(file_read(ctx, path, 1 << 20, &css, &len, &err), OK);
	return css;
}

/* What stands in the braces behind the first @selector of @css. */
static char *
block(TALLOC_CTX *ctx, const char *css, const char *selector)
{
	const char *at = strstr(css, selector), *from, *end;

	assert_non_null(at);
	from = strchr(at, '{');
	end = strchr(from, '}');
	return mem_printf(ctx, "%.*s", (int)(end - from - 1), from + 1);
}

/* The colour of token @name in @theme; false if it has none there. */
static bool
colour(TALLOC_CTX *ctx, const char *theme, const char *name, unsigned int *rgb)
{
	const char *key = mem_printf(ctx, "--%s: #", name), *at = strstr(theme, key);

	return at != NULL && sscanf(at + strlen(key), "%6x;", rgb) == 1;
}

static double
linear(unsigned int part)
{
	double c = part / 255.0;

	return c <= 0.04045 ? c / 12.92 : pow((c + 0.055) / 1.055, 2.4);
}

static double
luminance(unsigned int rgb)
{
	return 0.2126 * linear(rgb >> 16 & 255) + 0.7152 * linear(rgb >> 8 & 255) +
	       0.0722 * linear(rgb & 255);
}

static double
contrast(TALLOC_CTX *ctx, const char *theme, const struct pair *pair)
{
	unsigned int front, back;
	double a, b;

	assert_true(colour(ctx, theme, pair->front, &front));
	assert_true(colour(ctx, theme, pair->back, &back));
	a = luminance(front) + 0.05;
	b = luminance(back) + 0.05;
	return a > b ? a / b : b / a;
}

static void
check_theme(const char *selector, bool dark)
{
	TALLOC_CTX *ctx = talloc_new(NULL);
	char *theme = block(ctx, read_css(ctx), selector);
	size_t i;

	for (i = 0; i < sizeof(pairs) / sizeof(pairs[0]); i++) {
		double expected = dark ? pairs[i].dark : pairs[i].light;
		double found = contrast(ctx, theme, &pairs[i]);

		if (found < pairs[i].minimum || fabs(found - expected) > 0.06) {
			print_message("# %s on %s: %.2f, expected %.1f, at least %.1f\n",
			    pairs[i].front, pairs[i].back, found, expected, pairs[i].minimum);
			assert_true(false);
		}
	}
	talloc_free(ctx);
}

TEST(black_on_white_is_twenty_one_as_wcag_says)
{
	assert_true(fabs((luminance(0xFFFFFF) + 0.05) / (luminance(0) + 0.05) - 21.0) < 1e-9);
}

TEST(contrast_of_the_light_theme_is_as_approved)
{
	check_theme(":root {", false);
}

TEST(contrast_of_the_dark_theme_is_as_approved)
{
	check_theme("[data-theme=dark] {", true);
}

/* @theme without blanks: two blocks differ by their indent. */
static char *
squeezed(TALLOC_CTX *ctx, const char *theme)
{
	char *out = mem_printf(ctx, "%s", theme), *to = out;

	for (; *theme != '\0'; theme++) {
		if (!isspace((unsigned char)*theme))
			*to++ = *theme;
	}
	*to = '\0';
	return out;
}

TEST(the_dark_theme_chosen_and_that_of_the_system_are_the_same)
{
	TALLOC_CTX *ctx = talloc_new(NULL);
	char *css = read_css(ctx);

	assert_string_equal(squeezed(ctx, block(ctx, css, "[data-theme=dark] {")),
	    squeezed(ctx, block(ctx, css, ":root:not([data-theme]) {")));
	talloc_free(ctx);
}

TEST(every_token_has_a_dark_value)
{
	TALLOC_CTX *ctx = talloc_new(NULL);
	char *css = read_css(ctx), *dark = block(ctx, css, "[data-theme=dark] {");
	char *light = block(ctx, css, ":root {");
	const char *at = light;
	unsigned int rgb;
	int tokens = 0;

	while ((at = strstr(at, "--")) != NULL) {
		const char *name = mem_printf(ctx, "%.*s", (int)strcspn(at + 2, ":"), at + 2);

		if (!colour(ctx, light, name, &rgb) || !colour(ctx, dark, name, &rgb)) {
			print_message("# --%s lacks a colour in one of the themes\n", name);
			assert_true(false);
		}
		at += 2;
		tokens++;
	}
	assert_int_equal(tokens, 36);
	talloc_free(ctx);
}

TEST(a_token_that_is_used_is_a_token_that_exists)
{
	TALLOC_CTX *ctx = talloc_new(NULL);
	char *css = read_css(ctx), *light = block(ctx, css, ":root {");
	const char *at = css;
	unsigned int rgb;

	while ((at = strstr(at, "var(--")) != NULL) {
		const char *name = mem_printf(ctx, "%.*s", (int)strcspn(at + 6, ",)"), at + 6);

		/* the two that a tone sets for the component it stands on */
		if (strcmp(name, "tone") != 0 && strcmp(name, "soft") != 0 &&
		    !colour(ctx, light, name, &rgb)) {
			print_message("# --%s is no token\n", name);
			assert_true(false);
		}
		at += 6;
	}
	talloc_free(ctx);
}

TEST(the_style_sheet_is_short_and_asks_nothing_of_other_places)
{
	TALLOC_CTX *ctx = talloc_new(NULL);
	char *css = read_css(ctx);
	const char *at;
	int lines = 0;

	for (at = css; *at != '\0'; at++)
		lines += *at == '\n';
	assert_in_range(lines, 1, MAX_LINES);
	assert_null(strstr(css, "@import"));
	/* a name of our own beside it: no scheme, no folder, no data: */
	at = css;
	while ((at = strstr(at, "url(")) != NULL) {
		at += strlen("url(");
		assert_true(at[strcspn(at, "\"':/)")] == ')');
	}
	talloc_free(ctx);
}

RUN(cmocka_unit_test(black_on_white_is_twenty_one_as_wcag_says),
    cmocka_unit_test(contrast_of_the_light_theme_is_as_approved),
    cmocka_unit_test(contrast_of_the_dark_theme_is_as_approved),
    cmocka_unit_test(the_dark_theme_chosen_and_that_of_the_system_are_the_same),
    cmocka_unit_test(every_token_has_a_dark_value),
    cmocka_unit_test(a_token_that_is_used_is_a_token_that_exists),
    cmocka_unit_test(the_style_sheet_is_short_and_asks_nothing_of_other_places))
