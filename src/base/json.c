#include "base/json.h"

#include "base/buf.h"
#include "base/mem.h"

#include <inttypes.h>
#include <math.h>
#include <stdio.h>
#include <string.h>

#define JSON_DEPTH 64
#define JSON_WAITING ((size_t)4096) /* tokens are short: they go out together */

struct json {
	json_write *write;
	void *to;
	bool failed;
	int depth;
	char closing[JSON_DEPTH];
	bool filled[JSON_DEPTH + 1];
	char waiting[JSON_WAITING];
	size_t used;
};

int
json_to_file(void *to, const char *bytes, size_t len)
{
	return fwrite(bytes, 1, len, to) == len ? 0 : -1;
}

int
json_to_buf(void *to, const char *bytes, size_t len)
{
	struct buf *b = to;

	buf_add(b, bytes, len);
	return b->full ? -1 : 0;
}

struct json *
json_new(TALLOC_CTX *ctx, json_write *write, void *to)
{
	struct json *j = mem_new(ctx, struct json);

	j->write = write;
	j->to = to;
	return j;
}

static void
flush(struct json *j)
{
	if (!j->failed && j->used > 0 && j->write(j->to, j->waiting, j->used) != 0)
		j->failed = true;
	j->used = 0;
}

static void
put(struct json *j, const char *bytes, size_t len)
{
	if (len > JSON_WAITING - j->used)
		flush(j);
	if (len > JSON_WAITING) {
		if (!j->failed && j->write(j->to, bytes, len) != 0)
			j->failed = true;
		return;
	}
	memcpy(j->waiting + j->used, bytes, len);
	j->used += len;
}

static void
put_string(struct json *j, const char *s)
{
	const char *from = s;
	char code[8];

	put(j, "\"", 1);
	for (; *s != '\0'; s++) {
		if ((unsigned char)*s >= ' ' && *s != '"' && *s != '\\' && *s != 0x7f)
			continue;
		put(j, from, (size_t)(s - from));
		if (*s == '"' || *s == '\\')
			snprintf(code, sizeof code, "\\%c", *s);
		else if (*s == '\n')
			snprintf(code, sizeof code, "\\n");
		else
			snprintf(code, sizeof code, "\\u%04x", (unsigned char)*s);
		put(j, code, strlen(code));
		from = s + 1;
	}
	put(j, from, (size_t)(s - from));
	put(j, "\"", 1);
}

static void
begin(struct json *j, const char *key)
{
	if (j->filled[j->depth])
		put(j, ",", 1);
	j->filled[j->depth] = true;
	if (key != NULL) {
		put_string(j, key);
		put(j, ":", 1);
	}
}

static void
nest(struct json *j, const char *key, const char *open, char close)
{
	begin(j, key);
	put(j, open, 1);
	if (j->depth == JSON_DEPTH) {
		j->failed = true;
		return;
	}
	j->closing[j->depth++] = close;
	j->filled[j->depth] = false;
}

void
json_object(struct json *j, const char *key)
{
	nest(j, key, "{", '}');
}

void
json_array(struct json *j, const char *key)
{
	nest(j, key, "[", ']');
}

void
json_end(struct json *j)
{
	if (j->depth > 0)
		put(j, &j->closing[--j->depth], 1);
	if (j->depth == 0) /* a whole value: who writes into a buffer looks at it now */
		flush(j);
}

void
json_text(struct json *j, const char *key, const char *s)
{
	if (s == NULL) {
		json_null(j, key);
		return;
	}
	begin(j, key);
	put_string(j, s);
}

static void
put_plain(struct json *j, const char *key, const char *s)
{
	begin(j, key);
	put(j, s, strlen(s));
}

void
json_raw(struct json *j, const char *key, const char *json)
{
	put_plain(j, key, json);
}

void
json_int(struct json *j, const char *key, int64_t n)
{
	json_rational(j, key, rational_int(n), 0);
}

void
json_bool(struct json *j, const char *key, bool b)
{
	put_plain(j, key, b ? "true" : "false");
}

void
json_null(struct json *j, const char *key)
{
	put_plain(j, key, "null");
}

void
json_rational(struct json *j, const char *key, struct rational n, int digits)
{
	char text[RATIONAL_TEXT_SIZE];

	rational_write(text, n, digits);
	put_plain(j, key, text);
}

void
json_double(struct json *j, const char *key, double n, int digits)
{
	char text[64];
	size_t len;

	if (!isfinite(n) || fabs(n) > 1e15) {
		json_null(j, key);
		return;
	}
	len = (size_t)snprintf(text, sizeof text, "%.*f", digits, n);
	if (digits > 0) {
		while (text[len - 1] == '0')
			text[--len] = '\0';
		if (text[len - 1] == '.')
			text[len - 1] = '\0';
	}
	put_plain(j, key, strcmp(text, "-0") == 0 ? "0" : text);
}

enum err
json_finish(struct json *j, struct error *err)
{
	while (j->depth > 0)
		json_end(j);
	put(j, "\n", 1);
	flush(j);
	/* a full disk shows only when the last buffered bytes go out */
	if (j->write == json_to_file && fflush(j->to) != 0)
		j->failed = true;
	if (j->failed)
		return fail(err, ERR_IO, MSG("the output could not be written"));
	return OK;
}
