#include "net/http_client.h"

#include "base/buf.h"
#include "base/mem.h"

#include <curl/curl.h>
#include <pthread.h>
#include <string.h>

static pthread_once_t once = PTHREAD_ONCE_INIT;

static void
start(void)
{
	if (curl_global_init(CURL_GLOBAL_DEFAULT) != CURLE_OK)
		mem_exhausted();
}

/* libcurl gives up when fewer bytes are taken than came. */
static size_t
take(char *bytes, size_t size, size_t n, void *to)
{
	struct buf *b = to;

	buf_add(b, bytes, size * n);
	return b->full ? 0 : size * n;
}

static void
set_limits(CURL *curl)
{
	curl_easy_setopt(curl, CURLOPT_PROTOCOLS_STR, "https");
	curl_easy_setopt(curl, CURLOPT_FOLLOWLOCATION, 0L);
	curl_easy_setopt(curl, CURLOPT_SSL_VERIFYPEER, 1L);
	curl_easy_setopt(curl, CURLOPT_SSL_VERIFYHOST, 2L);
	curl_easy_setopt(curl, CURLOPT_SSLVERSION, (long)CURL_SSLVERSION_TLSv1_2);
	curl_easy_setopt(curl, CURLOPT_TIMEOUT_MS, HTTP_CALL_MS);
	curl_easy_setopt(curl, CURLOPT_CONNECTTIMEOUT_MS, HTTP_CALL_MS / 2);
	curl_easy_setopt(curl, CURLOPT_MAXFILESIZE, (long)HTTP_CALL_MAX);
	curl_easy_setopt(curl, CURLOPT_NOSIGNAL, 1L); /* threads */
}

static void
set_call(CURL *curl, const struct http_call *call, struct buf *body)
{
	curl_easy_setopt(curl, CURLOPT_URL, call->url);
	curl_easy_setopt(curl, CURLOPT_USERAGENT, "Opora/" OPORA_VERSION);
	curl_easy_setopt(curl, CURLOPT_WRITEFUNCTION, take);
	curl_easy_setopt(curl, CURLOPT_WRITEDATA, body);
	if (call->ca_file != NULL) {
		curl_easy_setopt(curl, CURLOPT_CAINFO, call->ca_file);
		curl_easy_setopt(curl, CURLOPT_CAPATH, NULL); /* these and no others */
	}
	if (call->user != NULL) {
		curl_easy_setopt(curl, CURLOPT_HTTPAUTH, (long)CURLAUTH_BASIC);
		curl_easy_setopt(curl, CURLOPT_USERNAME, call->user);
		curl_easy_setopt(curl, CURLOPT_PASSWORD, call->password);
	}
	if (call->form != NULL)
		curl_easy_setopt(curl, CURLOPT_POSTFIELDS, call->form);
}

/* "https://host:port" of @url: what may be said of it; a query may hold what is nobody's business.
 */
static char *
server_of(TALLOC_CTX *ctx, const char *url)
{
	size_t n = strlen("https://");

	return mem_strndup(ctx, url, n + strcspn(url + n, "/?#"));
}

enum err
http_call(TALLOC_CTX *ctx, const struct http_call *call, struct http_answer *out, struct error *err)
{
	struct buf body = buf_new(ctx, HTTP_CALL_MAX);
	CURLcode code;
	CURL *curl;
	long status = 0;

	if (strncmp(call->url, "https://", 8) != 0)
		return fail(err, ERR_INVALID, MSG("{0}: only addresses of https:// are asked"),
		    arg_text(call->url));
	pthread_once(&once, start);
	curl = curl_easy_init();
	if (curl == NULL)
		mem_exhausted();
	set_limits(curl);
	set_call(curl, call, &body);
	code = curl_easy_perform(curl);
	curl_easy_getinfo(curl, CURLINFO_RESPONSE_CODE, &status);
	curl_easy_cleanup(curl);
	if (code != CURLE_OK)
		return fail(err, ERR_IO, MSG("{0} gave no answer: {1}"),
		    arg_text(server_of(ctx, call->url)), arg_text(curl_easy_strerror(code)));
	buf_text(&body, "");
	*out = (struct http_answer){(int)status, body.bytes == NULL ? "" : body.bytes, body.len};
	return OK;
}

char *
http_encode(TALLOC_CTX *ctx, const char *text)
{
	static const char plain[] =
	    "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~";
	struct buf b = buf_new(ctx, strlen(text) * 3 + 1);

	for (; *text != '\0'; text++) {
		if (strchr(plain, *text) != NULL)
			buf_char(&b, *text);
		else
			buf_printf(&b, "%%%02X", (unsigned char)*text);
	}
	return b.len == 0 ? mem_strdup(ctx, "") : b.bytes;
}

char *
http_pair_add(TALLOC_CTX *ctx, const char *form, const char *name, const char *value)
{
	return mem_printf(ctx, "%s%s%s=%s", form == NULL ? "" : form, form == NULL ? "" : "&",
	    http_encode(ctx, name), http_encode(ctx, value));
}
