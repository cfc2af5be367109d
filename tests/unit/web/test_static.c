/* Files for the browser are whole, named by their content, and name each other rightly. */
#include "check.h"

#include <zlib.h>

#include "web/static.h"

static const struct static_file *
named(const char *name)
{
	const char *url = static_url(name);

	return url == NULL ? NULL : static_by_path(url);
}

TEST(every_file_is_found_by_the_path_of_its_name)
{
	size_t i;

	assert_true(static_file_count >= 8);
	for (i = 0; i < static_file_count; i++)
		assert_ptr_equal(named(static_files[i].name), &static_files[i]);
}

TEST(an_unknown_path_or_name_gives_nothing)
{
	assert_null(static_by_path("/static/app.css"));
	assert_null(static_by_path(""));
	assert_null(static_url("app"));
}

TEST(a_path_carries_the_hash_that_is_the_etag)
{
	const struct static_file *css = named("app.css");
	char *hash = mem_printf(NULL, "%.*s", (int)strlen(css->etag) - 2, css->etag + 1);
	char *path = mem_printf(hash, "/static/app.%s.css", hash);

	assert_int_equal(strlen(hash), 16);
	assert_string_equal(css->path, path);
	talloc_free(hash);
}

TEST(the_compressed_bytes_are_the_same_file_and_fewer)
{
	unsigned char *out = talloc_size(NULL, 1 << 20);
	size_t i;

	for (i = 0; i < static_file_count; i++) {
		const struct static_file *file = &static_files[i];
		z_stream z = {0};

		if (file->gzip == NULL)
			continue;
		assert_true(file->gzip_len < file->len || file->len < 200);
		z.next_in = (unsigned char *)file->gzip;
		z.avail_in = (uInt)file->gzip_len;
		z.next_out = out;
		z.avail_out = 1 << 20;
		assert_int_equal(inflateInit2(&z, 15 + 16), Z_OK);
		assert_int_equal(inflate(&z, Z_FINISH), Z_STREAM_END);
		assert_int_equal(z.total_out, file->len);
		assert_memory_equal(out, file->bytes, file->len);
		inflateEnd(&z);
	}
	talloc_free(out);
}

/* Cuts the next url(…) of @css out under @ctx as a path beside the style sheet. */
static char *
next_url(TALLOC_CTX *ctx, const char **css)
{
	const char *at = strstr(*css, "url("), *end;

	if (at == NULL)
		return NULL;
	at += strlen("url(");
	end = strchr(at, ')');
	*css = end;
	return mem_printf(ctx, "/static/%.*s", (int)(end - at), at);
}

TEST(the_style_sheet_names_files_by_paths_that_exist)
{
	const struct static_file *css = named("app.css");
	TALLOC_CTX *ctx = talloc_new(NULL);
	const char *rest = mem_printf(ctx, "%.*s", (int)css->len, (const char *)css->bytes);
	char *path;
	int urls = 0;

	while ((path = next_url(ctx, &rest)) != NULL) {
		assert_non_null(static_by_path(path));
		urls++;
	}
	assert_int_equal(urls, 4); /* three fonts, the arrow of a select */
	talloc_free(ctx);
}

TEST(fonts_are_woff2_and_small)
{
	static const char *const fonts[] = {"inter.woff2", "serif.woff2", "serif-bold.woff2"};
	size_t i;

	for (i = 0; i < 3; i++) {
		assert_memory_equal(named(fonts[i])->bytes, "wOF2", 4);
		assert_in_range(named(fonts[i])->len, 20000, 80000);
	}
}

TEST(the_sprite_has_our_mark_and_an_icon_of_each_state)
{
	static const char *const ids[] = {"mark", "node-half", "node-ahead", "life-preserver",
	    "box-arrow-up-right", "binoculars-fill", "dash", "circle", "circle-half",
	    "check-circle", "check-circle-fill", "x-octagon-fill", "exclamation-triangle-fill",
	    "slash-circle", "pencil", "send", "search", "arrow-return-left", "check", "pen-fill",
	    "chat-left-text-fill", "hourglass-split", "x", "patch-check", "question-circle",
	    "triangle-fill", "triangle-half", "triangle", "question", "dash-circle-fill",
	    "hourglass"};
	const struct static_file *icons = named("icons.svg");
	TALLOC_CTX *ctx = talloc_new(NULL);
	const char *text = mem_printf(ctx, "%.*s", (int)icons->len, (const char *)icons->bytes);
	size_t i;

	for (i = 0; i < sizeof(ids) / sizeof(ids[0]); i++)
		assert_non_null(strstr(text, mem_printf(ctx, "<symbol id=\"%s\"", ids[i])));
	talloc_free(ctx);
}

TEST(the_licences_of_fonts_and_icons_are_shipped)
{
	const struct static_file *file = named("licences.txt");
	char *text = mem_printf(NULL, "%.*s", (int)file->len, (const char *)file->bytes);

	assert_non_null(strstr(text, "OFL-1.1"));
	assert_non_null(strstr(text, "ParaType-Free-Font-License"));
	assert_non_null(strstr(text, "The Bootstrap Authors"));
	talloc_free(text);
}

RUN(cmocka_unit_test(every_file_is_found_by_the_path_of_its_name),
    cmocka_unit_test(an_unknown_path_or_name_gives_nothing),
    cmocka_unit_test(a_path_carries_the_hash_that_is_the_etag),
    cmocka_unit_test(the_compressed_bytes_are_the_same_file_and_fewer),
    cmocka_unit_test(the_style_sheet_names_files_by_paths_that_exist),
    cmocka_unit_test(fonts_are_woff2_and_small),
    cmocka_unit_test(the_sprite_has_our_mark_and_an_icon_of_each_state),
    cmocka_unit_test(the_licences_of_fonts_and_icons_are_shipped))
