#include "check.h"

#include "base/buf.h"
#include "base/json.h"

TEST(objects_arrays_and_texts_are_escaped)
{
	TALLOC_CTX *ctx = talloc_new(NULL);
	struct buf out = buf_new(ctx, 1000);
	struct json *j = json_new(ctx, json_to_buf, &out);
	struct rational share;

	rational_make(3, 10, &share);
	json_object(j, NULL);
	json_text(j, "na\"me", "Школа \\ \n\x01");
	json_array(j, "cells");
	json_int(j, NULL, -5);
	json_bool(j, NULL, true);
	json_null(j, NULL);
	json_rational(j, NULL, share, 6);
	json_double(j, NULL, 0.10779, 3);
	json_end(j);
	json_object(j, "empty");
	assert_int_equal(json_finish(j, NULL), OK);
	assert_string_equal(out.bytes,
	    "{\"na\\\"me\":\"Школа \\\\ "
	    "\\n\\u0001\",\"cells\":[-5,true,null,0.3,0.108],\"empty\":{}}\n");
	talloc_free(ctx);
}

TEST(a_full_target_is_told_at_the_end)
{
	TALLOC_CTX *ctx = talloc_new(NULL);
	struct buf out = buf_new(ctx, 4);
	struct json *j = json_new(ctx, json_to_buf, &out);

	json_array(j, NULL);
	json_text(j, NULL, "longer than four");
	assert_int_equal(json_finish(j, NULL), ERR_IO);
	talloc_free(ctx);
}

TEST(a_full_disk_is_told_at_the_end)
{
	TALLOC_CTX *ctx = talloc_new(NULL);
	FILE *full = fopen("/dev/full", "w");
	struct json *j;

	if (full == NULL)
		skip();
	j = json_new(ctx, json_to_file, full);
	json_text(j, NULL, "short enough to wait in the buffer");
	assert_int_equal(json_finish(j, NULL), ERR_IO);
	fclose(full);
	talloc_free(ctx);
}

TEST(doubles_have_no_minus_zero_and_no_infinity)
{
	TALLOC_CTX *ctx = talloc_new(NULL);
	struct buf out = buf_new(ctx, 1000);
	struct json *j = json_new(ctx, json_to_buf, &out);

	json_array(j, NULL);
	json_double(j, NULL, -0.001, 2);
	json_double(j, NULL, -0.25, 1);
	json_double(j, NULL, 1.0 / 0.0, 2);
	json_finish(j, NULL);
	assert_string_equal(out.bytes, "[0,-0.2,null]\n");
	talloc_free(ctx);
}

RUN(cmocka_unit_test(a_full_disk_is_told_at_the_end),
    cmocka_unit_test(doubles_have_no_minus_zero_and_no_infinity),
    cmocka_unit_test(objects_arrays_and_texts_are_escaped),
    cmocka_unit_test(a_full_target_is_told_at_the_end))
