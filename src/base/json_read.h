/* Foreign JSON as a tree of values: read whole, with limits, before anybody looks into it. */
#ifndef BASE_JSON_READ_H
#define BASE_JSON_READ_H

#include "base/error.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <talloc.h>

#define JSON_READ_DEPTH 16
#define JSON_READ_VALUES 100000 /* in all */

enum json_kind {
	JSON_IS_NULL,
	JSON_IS_BOOL,
	JSON_IS_INT,
	JSON_IS_REAL,
	JSON_IS_TEXT,
	JSON_IS_LIST,
	JSON_IS_OBJECT
};

struct json_value {
	enum json_kind kind;
	const char *name; /* in an object */
	bool truth;
	int64_t whole;
	double real;
	const char *text; /* valid UTF-8 without NUL */
	size_t count;
	struct json_value *items; /* of a list, or the members of an object in their order */
};

/*
 * Reads @len bytes into *@out under @ctx. ERR_INVALID says where it is no JSON; names that come
 * twice, NUL in texts, deeper or larger than the limits are refused, too.
 */
enum err json_read(
    TALLOC_CTX *ctx, const char *bytes, size_t len, struct json_value *out, struct error *err);

/* The member @name of @object; NULL when there is none, or @object (may be NULL) is no object. */
const struct json_value *json_member(const struct json_value *object, const char *name);

/* The text of the member @name; NULL when there is none, or it is no text. */
const char *json_member_text(const struct json_value *object, const char *name);

/* Whether @value (may be NULL) is the text @text, or a list where it stands. */
bool json_has_text(const struct json_value *value, const char *text);

#endif
