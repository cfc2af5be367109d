#include "web/request.h"

#include "base/mem.h"
#include "base/text.h"
#include "web/form.h"
#include "web/multipart.h"

#include <arpa/inet.h>
#include <string.h>
#include <strings.h>

static const char *
find_header(const struct http_request *request, const char *name)
{
	const struct http_inner *inner = request->inner;
	size_t i;

	for (i = 0; i < inner->nheaders; i++) {
		if (strcmp(inner->headers[i].name, name) == 0)
			return inner->headers[i].value;
	}
	return NULL;
}

struct http_request *
request_new(TALLOC_CTX *ctx, const char *target)
{
	struct http_request *r = mem_new(ctx, struct http_request);

	r->inner = mem_new(r, struct http_inner);
	r->inner->target = mem_strdup(r, target);
	r->method = HTTP_OTHER;
	r->path = r->raw_query = r->content_type = r->body = r->peer = "";
	r->header = find_header;
	return r;
}

bool
request_is_token(const char *s, size_t len)
{
	size_t i;

	for (i = 0; i < len; i++) {
		if (s[i] <= ' ' || s[i] >= 0x7f || strchr("()<>@,;:\\\"/[]?={}", s[i]) != NULL)
			return false;
	}
	return len > 0;
}

/* Two of these would let two readers of the same bytes see two different requests. */
static bool
is_single(const char *name)
{
	static const char *const names[] = {"host", "content-length", "content-type",
	    "transfer-encoding", "authorization", "cookie"};
	size_t i;

	for (i = 0; i < sizeof names / sizeof names[0]; i++) {
		if (strcmp(name, names[i]) == 0)
			return true;
	}
	return false;
}

static char *
lower(TALLOC_CTX *ctx, const char *s, size_t len)
{
	char *out = mem_strndup(ctx, s, len), *p;

	for (p = out; *p != '\0'; p++) {
		if (*p >= 'A' && *p <= 'Z')
			*p = (char)(*p + 'a' - 'A');
	}
	return out;
}

int
request_add_header(struct http_request *request, const char *name, size_t name_len,
    const char *value, size_t value_len)
{
	struct http_inner *inner = request->inner;
	size_t i, size = name_len + value_len + 4;
	struct http_pair header;

	while (value_len > 0 && (value[value_len - 1] == ' ' || value[value_len - 1] == '\t'))
		value_len--;
	inner->head += size;
	if (inner->nheaders == HTTP_HEADERS_MAX || size > HTTP_LINE_MAX ||
	    inner->head > HTTP_HEAD_MAX)
		return 431;
	if (!request_is_token(name, name_len) || !text_valid(value, value_len))
		return 400;
	for (i = 0; i < value_len; i++) {
		if (((unsigned char)value[i] < ' ' && value[i] != '\t') || value[i] == 0x7f)
			return 400;
	}
	header.name = lower(request, name, name_len);
	header.value = mem_strndup(request, value, value_len);
	if (is_single(header.name) && find_header(request, header.name) != NULL)
		return 400;
	inner->headers[inner->nheaders++] = header;
	return 0;
}

static int
take_method(struct http_request *request, const char *method)
{
	static const char *const known[] = {[HTTP_GET] = "GET",
	    [HTTP_HEAD] = "HEAD",
	    [HTTP_POST] = "POST",
	    [HTTP_PUT] = "PUT",
	    [HTTP_DELETE] = "DELETE"};
	static const char *const refused[] = {"PATCH", "OPTIONS", "TRACE", "CONNECT"};
	size_t i;

	for (i = 0; i < sizeof known / sizeof known[0]; i++) {
		if (strcmp(method, known[i]) == 0) {
			request->method = (enum http_method)i;
			return 0;
		}
	}
	for (i = 0; i < sizeof refused / sizeof refused[0]; i++) {
		if (strcmp(method, refused[i]) == 0)
			return 405;
	}
	return request_is_token(method, strlen(method)) ? 501 : 400;
}

static bool
host_is_sound(const char *host)
{
	static const char letters[] = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ"
				      "0123456789.-_:[]";

	return host[0] != '\0' && strlen(host) <= 255 && host[strspn(host, letters)] == '\0';
}

/* The path of «http://host/path», where the host must be that of the header. */
static const char *
origin_of(const char *target, const char *host)
{
	size_t len;

	if (strncasecmp(target, "http://", 7) == 0)
		target += 7;
	else if (strncasecmp(target, "https://", 8) == 0)
		target += 8;
	else
		return NULL;
	len = strcspn(target, "/?#");
	if (host == NULL || strlen(host) != len || strncasecmp(target, host, len) != 0)
		return NULL;
	return target + len;
}

static int
take_target(struct http_request *request, const char *host)
{
	const char *target = request->inner->target, *p;
	size_t len;

	for (p = target; *p != '\0'; p++) {
		if (*p <= ' ' || *p >= 0x7f || *p == '#')
			return 400;
	}
	if (target[0] != '/')
		target = origin_of(target, host);
	if (target == NULL)
		return 400;
	len = strcspn(target, "?");
	request->path = form_path(request, len == 0 ? "/" : target, len == 0 ? 1 : len);
	request->raw_query = target[len] == '?' ? target + len + 1 : "";
	if (request->path == NULL) {
		request->path = "";
		return 400;
	}
	return form_fields(request, request->raw_query, strlen(request->raw_query),
	    (struct http_pair **)&request->query, &request->nquery);
}

static int
take_length(const struct http_request *request, uint64_t *out)
{
	const char *length = find_header(request, "content-length");
	const char *coding = find_header(request, "transfer-encoding");

	*out = 0;
	if (coding != NULL && length != NULL)
		return 400;
	if (coding != NULL)
		return strcasecmp(coding, "chunked") == 0 ? 411 : 501;
	if (length == NULL)
		return 0;
	if (length[0] == '\0' || length[strspn(length, "0123456789")] != '\0')
		return 400;
	if (strlen(length) > 15)
		return 413;
	for (; *length != '\0'; length++)
		*out = *out * 10 + (uint64_t)(*length - '0');
	/* A body that no reader expects is the other half of smuggling. */
	return *out > 0 && request->method <= HTTP_HEAD ? 400 : 0;
}

static int
take_version(const char *version, const char *host)
{
	if (strcmp(version, "HTTP/1.0") == 0)
		return host == NULL || host_is_sound(host) ? 0 : 400;
	if (strcmp(version, "HTTP/1.1") == 0)
		return host != NULL && host_is_sound(host) ? 0 : 400;
	return strncmp(version, "HTTP/", 5) == 0 ? 505 : 400;
}

int
request_check_head(
    struct http_request *request, const char *method, const char *version, uint64_t *body_len)
{
	const char *host = find_header(request, "host");
	const char *type = find_header(request, "content-type");
	const char *expect = find_header(request, "expect");
	int status;

	if (strlen(request->inner->target) > HTTP_LINE_MAX)
		return 414;
	status = take_method(request, method);
	if (status == 0)
		status = take_version(version, host);
	if (status == 0)
		status = take_target(request, host);
	if (status == 0)
		status = take_length(request, body_len);
	if (status == 0 && expect != NULL && strcasecmp(expect, "100-continue") != 0)
		status = 417;
	if (type != NULL)
		request->content_type = lower(request, type, strcspn(type, "; \t"));
	return status;
}

/* The last of «client, proxy, …»: the only one our own proxy has written. */
static const char *
last_forwarded(const struct http_request *request)
{
	const struct http_inner *inner = request->inner;
	const char *value = NULL, *comma;
	unsigned char address[16];
	size_t i;

	for (i = 0; i < inner->nheaders; i++) {
		if (strcmp(inner->headers[i].name, "x-forwarded-for") == 0)
			value = inner->headers[i].value;
	}
	if (value == NULL)
		return NULL;
	comma = strrchr(value, ',');
	if (comma != NULL)
		value = comma + 1;
	value += strspn(value, " \t");
	if (inet_pton(AF_INET, value, address) != 1 && inet_pton(AF_INET6, value, address) != 1)
		return NULL;
	return value;
}

void
request_set_peer(struct http_request *request, const char *peer, bool trusted)
{
	const char *told = trusted ? last_forwarded(request) : NULL;
	const char *proto = trusted ? find_header(request, "x-forwarded-proto") : NULL;

	request->peer = mem_strdup(request, told != NULL ? told : peer);
	request->secure = proto != NULL && strcasecmp(proto, "https") == 0;
}

static int
read_multipart(struct http_request *request, const char *bytes, size_t len)
{
	struct multipart parts;
	int status =
	    multipart_read(request, find_header(request, "content-type"), bytes, len, &parts);

	if (status != 0)
		return status;
	request->nform = parts.nfields;
	request->form = parts.fields;
	request->nfiles = parts.nfiles;
	request->files = parts.files;
	return 0;
}

int
request_read_body(struct http_request *request, const char *bytes, size_t len)
{
	if (strcmp(request->content_type, "multipart/form-data") == 0)
		return read_multipart(request, bytes, len);
	if (strcmp(request->content_type, "application/x-www-form-urlencoded") == 0)
		return form_fields(
		    request, bytes, len, (struct http_pair **)&request->form, &request->nform);
	request->body = bytes;
	request->body_len = len;
	return 0;
}

static const char *
find_pair(const struct http_pair *pairs, size_t count, const char *name)
{
	size_t i;

	for (i = 0; i < count; i++) {
		if (strcmp(pairs[i].name, name) == 0)
			return pairs[i].value;
	}
	return NULL;
}

const char *
http_query(const struct http_request *request, const char *name)
{
	return find_pair(request->query, request->nquery, name);
}

const char *
http_form(const struct http_request *request, const char *name)
{
	return find_pair(request->form, request->nform, name);
}

bool
http_cookie(const struct http_request *request, const char *name, char *value, size_t size)
{
	const char *s = find_header(request, "cookie"), *found = NULL;
	size_t len, name_len = strlen(name), found_len = 0, times = 0;

	for (; s != NULL && *s != '\0'; s += s[len] == ';' ? len + 1 : len) {
		s += strspn(s, " \t");
		len = strcspn(s, ";");
		if (len > name_len && strncmp(s, name, name_len) == 0 && s[name_len] == '=') {
			found = s + name_len + 1;
			found_len = len - name_len - 1;
			times++;
		}
	}
	value[0] = '\0';
	if (times != 1 || found_len >= size)
		return false;
	memcpy(value, found, found_len);
	value[found_len] = '\0';
	return true;
}
