#include "web/form.h"

#include "base/mem.h"
#include "base/text.h"

#include <string.h>

static int
hex(char c)
{
	if (c >= '0' && c <= '9')
		return c - '0';
	if (c >= 'A' && c <= 'F')
		return c - 'A' + 10;
	if (c >= 'a' && c <= 'f')
		return c - 'a' + 10;
	return -1;
}

char *
form_decode(TALLOC_CTX *ctx, const char *s, size_t len, bool plus)
{
	char *out = mem_check(talloc_size(ctx, len + 1)), *to = out;
	const char *end = s + len;

	for (; s < end; s++) {
		if (*s == '%') {
			if (end - s < 3 || hex(s[1]) < 0 || hex(s[2]) < 0)
				break;
			*to++ = (char)(hex(s[1]) << 4 | hex(s[2]));
			s += 2;
		} else {
			*to++ = plus && *s == '+' ? ' ' : *s;
		}
	}
	*to = '\0';
	if (s < end || !text_valid(out, (size_t)(to - out))) {
		talloc_free(out);
		return NULL;
	}
	return out;
}

static int
take_field(TALLOC_CTX *ctx, const char *s, size_t len, struct http_pair *out)
{
	const char *equals = memchr(s, '=', len);
	size_t name_len = equals == NULL ? len : (size_t)(equals - s);

	out->name = form_decode(ctx, s, name_len, true);
	out->value = equals == NULL ? mem_strdup(ctx, "")
				    : form_decode(ctx, equals + 1, len - name_len - 1, true);
	if (out->name == NULL || out->value == NULL || out->name[0] == '\0')
		return 400;
	if (strlen(out->name) > HTTP_FIELD_NAME_MAX || strlen(out->value) > HTTP_FIELD_MAX)
		return 413;
	return 0;
}

int
form_fields(TALLOC_CTX *ctx, const char *s, size_t len, struct http_pair **out, size_t *count)
{
	const char *end = s + len, *next;
	struct http_pair *fields = NULL, field;
	size_t n = 0;
	int status;

	for (; s < end; s = next + 1) {
		next = memchr(s, '&', (size_t)(end - s));
		if (next == NULL)
			next = end;
		if (next == s)
			continue;
		if (n == HTTP_FIELDS_MAX)
			return 413;
		status = take_field(ctx, s, (size_t)(next - s), &field);
		if (status != 0)
			return status;
		mem_push(ctx, fields, n) = field;
	}
	*out = fields;
	*count = n;
	return 0;
}

/* Two slashes together, or a segment that means this or the upper folder. */
static bool
wanders(const char *path)
{
	const char *s;

	for (s = strchr(path, '/'); s != NULL; s = strchr(s + 1, '/')) {
		if (s[1] == '/')
			return true;
		if (s[1] == '.' && (s[2] == '/' || s[2] == '\0'))
			return true;
		if (s[1] == '.' && s[2] == '.' && (s[3] == '/' || s[3] == '\0'))
			return true;
	}
	return false;
}

char *
form_path(TALLOC_CTX *ctx, const char *s, size_t len)
{
	char *path = form_decode(ctx, s, len, false), *p;

	if (path == NULL || path[0] != '/' || wanders(path))
		return NULL;
	for (p = path; *p != '\0'; p++) {
		if ((unsigned char)*p < ' ' || *p == 0x7f || *p == '\\')
			return NULL;
	}
	return path;
}
