/*
 * web/form, multipart, request: the first line chooses the reader, the rest is foreign bytes.
 *
 *   multipart/… → a form with that header Content-Type;  a line «/…» → the target of a request,
 *   with the rest as its Cookie;  anything else → an urlencoded form.
 */
#include "base/mem.h"
#include "base/text.h"
#include "web/form.h"
#include "web/multipart.h"
#include "web/request.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size);

static void
must(bool truth)
{
	if (!truth)
		abort();
}

static void
check_pairs(const struct http_pair *pairs, size_t count)
{
	size_t i;

	must(count <= HTTP_FIELDS_MAX);
	for (i = 0; i < count; i++) {
		must(pairs[i].name[0] != '\0' && strlen(pairs[i].name) <= HTTP_FIELD_NAME_MAX);
		must(text_valid(pairs[i].name, strlen(pairs[i].name)));
		must(text_valid(pairs[i].value, strlen(pairs[i].value)));
	}
}

static void
try_multipart(TALLOC_CTX *ctx, const char *type, const char *body, size_t len)
{
	struct multipart m;
	size_t i;

	if (multipart_read(ctx, type, body, len, &m) != 0)
		return;
	check_pairs(m.fields, m.nfields);
	must(m.nfiles <= HTTP_FILES_MAX);
	for (i = 0; i < m.nfiles; i++) {
		must(m.files[i].bytes >= body && m.files[i].bytes + m.files[i].len <= body + len);
		must(strpbrk(m.files[i].filename, "/\\\r\n") == NULL);
		must(text_valid(m.files[i].filename, strlen(m.files[i].filename)));
	}
}

static void
try_target(TALLOC_CTX *ctx, const char *target, const char *cookie, size_t len)
{
	struct http_request *r = request_new(ctx, target);
	char value[32];
	uint64_t body_len;

	must(request_add_header(r, "Host", 4, "opora", 5) == 0);
	if (request_add_header(r, "Cookie", 6, cookie, len) == 0 &&
	    http_cookie(r, "session", value, sizeof value))
		must(strlen(value) < sizeof value && strchr(value, ';') == NULL);
	if (request_check_head(r, "GET", "HTTP/1.1", &body_len) != 0)
		return;
	must(r->path[0] == '/' && text_valid(r->path, strlen(r->path)));
	must(strstr(r->path, "/../") == NULL && strstr(r->path, "//") == NULL);
	must(strstr(r->path, "/./") == NULL && strchr(r->path, '\\') == NULL);
	check_pairs(r->query, r->nquery);
}

int
LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size)
{
	TALLOC_CTX *ctx = mem_check(talloc_new(NULL));
	const char *s = (const char *)bytes, *end = size == 0 ? NULL : memchr(s, '\n', size);
	size_t first = end == NULL ? size : (size_t)(end - s);
	const char *body = end == NULL ? s + size : end + 1;
	size_t len = size - (size_t)(body - s), count = 0;
	char *line = mem_strndup(ctx, s == NULL ? "" : s, first);
	struct http_pair *pairs = NULL;

	if (strncmp(line, "multipart/", 10) == 0) {
		try_multipart(ctx, line, body, len);
	} else if (line[0] == '/') {
		try_target(ctx, line, body, len);
	} else if (size > 0 && form_fields(ctx, s, size, &pairs, &count) == 0) {
		check_pairs(pairs, count);
	}
	talloc_free(ctx);
	return 0;
}
