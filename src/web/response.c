#include "web/response.h"

#include "base/mem.h"
#include "base/text.h"
#include "base/tr.h"
#include "web/request.h"

#include <string.h>
#include <strings.h>

const struct http_pair response_always[] = {
    {"X-Content-Type-Options", "nosniff"},
    {"Referrer-Policy", "same-origin"},
    {"Cross-Origin-Opener-Policy", "same-origin"},
    {"Cross-Origin-Resource-Policy", "same-origin"},
    {"Content-Security-Policy",
	"default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self'; "
	"font-src 'self'; connect-src 'self'; form-action 'self'; frame-ancestors 'none'; "
	"base-uri 'none'"},
    {NULL, NULL},
};

void
response_init(TALLOC_CTX *ctx, struct http_response *response)
{
	*response = (struct http_response){
	    .status = 200, .type = "text/html; charset=utf-8", .body = buf_new(ctx, BUF_MAX)};
}

static bool
is_servers_own(const char *name)
{
	static const char *const names[] = {"Content-Length", "Content-Type", "Transfer-Encoding",
	    "Connection", "Keep-Alive", "Upgrade", "Trailer", "Date",
	    "Content-Security-Policy-Report-Only"};
	size_t i;

	for (i = 0; i < sizeof names / sizeof names[0]; i++) {
		if (strcasecmp(name, names[i]) == 0)
			return true;
	}
	for (i = 0; response_always[i].name != NULL; i++) {
		if (strcasecmp(name, response_always[i].name) == 0)
			return true;
	}
	return false;
}

static bool
value_is_sound(const char *value)
{
	const char *p;

	for (p = value; *p != '\0'; p++) {
		if (((unsigned char)*p < ' ' && *p != '\t') || *p == 0x7f)
			return false;
	}
	return text_valid(value, strlen(value));
}

void
http_header(struct http_response *response, const char *name, const char *value)
{
	TALLOC_CTX *ctx = response->body.ctx;

	if (!request_is_token(name, strlen(name)) || !value_is_sound(value) ||
	    is_servers_own(name)) {
		response->refused++;
		return;
	}
	mem_push(ctx, response->headers, response->nheaders) =
	    (struct http_pair){.name = mem_strdup(ctx, name), .value = mem_strdup(ctx, value)};
}

bool
response_has(const struct http_response *response, const char *name)
{
	size_t i;

	for (i = 0; i < response->nheaders; i++) {
		if (strcasecmp(response->headers[i].name, name) == 0)
			return true;
	}
	return false;
}

static const char *
words_of(int status)
{
	switch (status) {
	case 405:
	case 501:
		return MSG("This kind of request is not served here.");
	case 408:
		return MSG("The request took too long to arrive. Please try again.");
	case 411:
		return MSG("The length of the request is not told.");
	case 413:
		return MSG("The data sent are too large.");
	case 414:
	case 431:
		return MSG("The address or the headers of the request are too long.");
	case 500:
		return MSG("The program has made a mistake; it is in the log.");
	case 503:
		return MSG("Too many requests at once. Please try again in a few seconds.");
	}
	return MSG("The request is malformed.");
}

void
response_refuse(TALLOC_CTX *ctx, struct http_response *response, int status)
{
	const char *actor = response->actor;
	size_t refused = response->refused;

	response_init(ctx, response);
	response->status = status;
	response->type = "text/plain; charset=utf-8";
	response->actor = actor;
	response->refused = refused;
	buf_printf(&response->body, "%d\n%s\n", status, tr(LANG_RU, words_of(status)));
	if (status == 503)
		http_header(response, "Retry-After", "2");
	if (status == 405)
		http_header(response, "Allow", "GET, HEAD, POST, PUT, DELETE");
}

char *
response_last_words(TALLOC_CTX *ctx, int status)
{
	const char *words = tr(LANG_RU, words_of(status));

	return mem_printf(ctx,
	    "HTTP/1.1 %d Refused\r\nContent-Type: text/plain; charset=utf-8\r\n"
	    "X-Content-Type-Options: nosniff\r\nCache-Control: no-store\r\nConnection: close\r\n"
	    "Content-Length: %zu\r\n\r\n%s\n",
	    status, strlen(words) + 1, words);
}
