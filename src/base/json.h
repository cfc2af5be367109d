/*
 * Streaming JSON writer: nothing is kept but the nesting, so memory stays flat.
 *
 *   struct json *j = json_new(ctx, json_to_file, stdout);
 *   json_object(j, NULL); json_text(j, "name", s); json_end(j); json_finish(j);
 *
 * Inside an object every call has a key; inside an array the key is NULL. Writing errors are
 * kept and returned once by json_finish().
 */
#ifndef BASE_JSON_H
#define BASE_JSON_H

#include "base/error.h"

#include <stddef.h>
#include <talloc.h>

/* Takes @len bytes; 0 on success. */
typedef int json_write(void *to, const char *bytes, size_t len);

struct json;

json_write json_to_file; /* @to is a FILE * */
json_write json_to_buf;  /* @to is a struct buf * */

struct json *json_new(TALLOC_CTX *ctx, json_write *write, void *to);
void json_object(struct json *j, const char *key);
void json_array(struct json *j, const char *key);
void json_end(struct json *j); /* of the innermost object or array */

void json_text(struct json *j, const char *key, const char *s);   /* NULL gives null */
void json_raw(struct json *j, const char *key, const char *json); /* JSON already, as it is */
void json_int(struct json *j, const char *key, int64_t n);
void json_bool(struct json *j, const char *key, bool b);
void json_null(struct json *j, const char *key);
/* Decimal with at most @digits after the point. */
void json_rational(struct json *j, const char *key, struct rational n, int digits);
void json_double(struct json *j, const char *key, double n, int digits); /* not finite: null */

/* Ends with a newline. ERR_IO if anything could not be written. */
enum err json_finish(struct json *j, struct error *err);

#endif
