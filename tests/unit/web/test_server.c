/*
 * web/server: raw bytes over sockets against a handler that tells what it was given.
 *
 * Deadlines are short here and what they must not exceed is generous: no verdict hangs on how busy
 * the machine is.
 */
#include "check.h"

#include "base/json.h"
#include "base/tr.h"
#include "web/http.h"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <poll.h>
#include <pthread.h>
#include <stdatomic.h>
#include <sys/socket.h>
#include <time.h>
#include <unistd.h>

#define PATIENCE_MS 20000 /* no answer within this is a failure, whatever the machine does */
#define ANSWER_MAX ((size_t)4 << 20)
#define HOST "Host: opora\r\n"
#define CLOSE "Connection: close\r\n"

static const char plenty[32 << 20]; /* more than the buffers of a socket take */

/* Where the handler of /gate waits until the test opens it. */
static struct {
	pthread_mutex_t lock;
	pthread_cond_t moved;
	int inside;
	bool open;
} gate = {.lock = PTHREAD_MUTEX_INITIALIZER, .moved = PTHREAD_COND_INITIALIZER};

static void
gate_wait(void)
{
	pthread_mutex_lock(&gate.lock);
	gate.inside++;
	pthread_cond_broadcast(&gate.moved);
	while (!gate.open)
		pthread_cond_wait(&gate.moved, &gate.lock);
	gate.inside--;
	pthread_mutex_unlock(&gate.lock);
}

static void
gate_set(bool open)
{
	pthread_mutex_lock(&gate.lock);
	gate.open = open;
	pthread_cond_broadcast(&gate.moved);
	pthread_mutex_unlock(&gate.lock);
}

static void
gate_until_inside(int n)
{
	pthread_mutex_lock(&gate.lock);
	while (gate.inside < n)
		pthread_cond_wait(&gate.moved, &gate.lock);
	pthread_mutex_unlock(&gate.lock);
}

/* Everything of the lower rooms that keeps something per process or thread. */
static void
work(TALLOC_CTX *ctx, const struct http_request *request, struct http_response *response)
{
	const char *name = http_query(request, "name");
	struct json *j = json_new(ctx, json_to_buf, &response->body);

	json_object(j, NULL);
	json_text(j, "key", text_key(ctx, name));
	json_text(j, "fold", text_fold(ctx, name));
	json_text(j, "said",
	    say(ctx, LANG_RU, MSG("{0}, port {1} is no address to listen at"), arg_text(name),
		arg_int(12345)));
	json_end(j);
	json_finish(j, NULL);
	response->type = "application/json";
}

static void
tell_pairs(struct buf *to, const char *what, const struct http_pair *pairs, size_t n)
{
	size_t i;

	for (i = 0; i < n; i++)
		buf_printf(to, "%s %s=%s\n", what, pairs[i].name, pairs[i].value);
}

static void
tell(const struct http_request *r, struct buf *to)
{
	static const char *const methods[] = {"GET", "HEAD", "POST", "PUT", "DELETE", "OTHER"};
	char cookie[16];
	size_t i;

	buf_printf(to, "%s %s\n", methods[r->method], r->path);
	buf_printf(to, "peer %s%s\n", r->peer, r->secure ? " secure" : "");
	tell_pairs(to, "query", r->query, r->nquery);
	tell_pairs(to, "form", r->form, r->nform);
	for (i = 0; i < r->nfiles; i++)
		buf_printf(to, "file %s=%s (%s) %zu:%.*s\n", r->files[i].name, r->files[i].filename,
		    r->files[i].type, r->files[i].len,
		    r->files[i].len > 40 ? 40 : (int)r->files[i].len, r->files[i].bytes);
	if (r->body_len > 0)
		buf_printf(to, "body %s %zu\n", r->content_type, r->body_len);
	if (http_cookie(r, "session", cookie, sizeof cookie))
		buf_printf(to, "cookie %s\n", cookie);
}

static void
handle(TALLOC_CTX *ctx, void *worker, const struct http_request *request,
    struct http_response *response)
{
	if (strcmp(request->path, "/gate") == 0)
		gate_wait();
	if (strcmp(request->path, "/work") == 0) {
		work(ctx, request, response);
		return;
	}
	if (strcmp(request->path, "/fixed") == 0) {
		response->fixed = "fixed bytes";
		response->fixed_len = 11;
		http_header(response, "Cache-Control", "public, max-age=60");
		return;
	}
	if (strcmp(request->path, "/big") == 0) {
		response->fixed = plenty;
		response->fixed_len = sizeof plenty;
		return;
	}
	if (strcmp(request->path, "/inject") == 0) {
		http_header(response, "X-A", "a\r\nX-Planted: yes");
		http_header(response, "X-B\r\nX-Planted", "yes");
		http_header(response, "Content-Security-Policy", "default-src *");
		http_header(response, "Content-Length", "3");
		http_header(response, "Set-Cookie", "a=1");
		http_header(response, "Set-Cookie", "b=2");
	}
	if (strcmp(request->path, "/actor") == 0)
		response->actor = "district";
	response->type = "text/plain; charset=utf-8";
	tell(request, &response->body);
}

static struct http_server *
serve(struct http_server_options options)
{
	struct http_server *server = NULL;
	struct error err = {0};

	gate_set(false);
	options.handler = handle;
	assert_int_equal(http_server_start(NULL, &options, &server, &err), OK);
	return server;
}

static int
dial(const struct http_server *server)
{
	struct sockaddr_in to = {.sin_family = AF_INET,
	    .sin_port = htons((uint16_t)http_server_port(server)),
	    .sin_addr.s_addr = htonl(INADDR_LOOPBACK)};
	int fd = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);

	if (fd < 0 || connect(fd, (struct sockaddr *)&to, sizeof to) != 0) {
		close(fd);
		return -1;
	}
	return fd;
}

/* All bytes, as far as the server takes them. */
static void
put(int fd, const void *bytes, size_t len)
{
	const char *p = bytes;
	ssize_t n;

	while (len > 0 && (n = send(fd, p, len, MSG_NOSIGNAL)) > 0) {
		p += n;
		len -= (size_t)n;
	}
}

static void
say_to(int fd, const char *text)
{
	put(fd, text, strlen(text));
}

/* One more piece into @out; false at the end, or when patience is. */
static bool
more(int fd, struct buf *out)
{
	struct pollfd p = {.fd = fd, .events = POLLIN};
	char piece[65536];
	ssize_t n;

	if (poll(&p, 1, PATIENCE_MS) != 1)
		return false;
	n = recv(fd, piece, sizeof piece, 0);
	if (n <= 0)
		return false;
	buf_add(out, piece, (size_t)n);
	return true;
}

/* What comes until the server closes. */
static char *
rest(TALLOC_CTX *ctx, int fd)
{
	struct buf out = buf_new(ctx, ANSWER_MAX);

	while (more(fd, &out))
		;
	close(fd);
	return out.bytes == NULL ? mem_strdup(ctx, "") : out.bytes;
}

static char *
ask_bytes(TALLOC_CTX *ctx, const struct http_server *server, const char *bytes, size_t len)
{
	int fd = dial(server);

	put(fd, bytes, len);
	return rest(ctx, fd);
}

static char *
ask(TALLOC_CTX *ctx, const struct http_server *server, const char *text)
{
	return ask_bytes(ctx, server, text, strlen(text));
}

static char *
get(TALLOC_CTX *ctx, const struct http_server *server, const char *target)
{
	return ask(ctx, server, mem_printf(ctx, "GET %s HTTP/1.1\r\n" HOST CLOSE "\r\n", target));
}

static char *
post(TALLOC_CTX *ctx, const struct http_server *server, const char *type, const char *body,
    size_t len)
{
	struct buf b = buf_new(ctx, (size_t)100 << 20);

	buf_printf(&b,
	    "POST /upload HTTP/1.1\r\n" HOST CLOSE
	    "Content-Type: %s\r\nContent-Length: %zu\r\n\r\n",
	    type, len);
	buf_add(&b, body, len);
	return ask_bytes(ctx, server, b.bytes, b.len);
}

static int
status_of(const char *answer)
{
	return strncmp(answer, "HTTP/1.1 ", 9) == 0 ? atoi(answer + 9) : 0;
}

static bool
has(const char *answer, const char *piece)
{
	return strstr(answer, piece) != NULL;
}

static int
times(const char *answer, const char *piece)
{
	int n = 0;

	for (; (answer = strstr(answer, piece)) != NULL; answer += strlen(piece))
		n++;
	return n;
}

/* Each request of the list that ends with NULL gets @status, alone. */
static void
each_gets(int status, const char *const list[])
{
	TALLOC_CTX *ctx = mem_check(talloc_new(NULL));
	struct http_server *server = serve((struct http_server_options){0});
	const char *answer;

	for (; *list != NULL; list++) {
		answer = ask(ctx, server, *list);
		if (status_of(answer) != status || times(answer, "\r\nDate: ") != 1)
			print_message("# %s\n# got: %s\n", *list, answer);
		assert_int_equal(status_of(answer), status);
		assert_int_equal(times(answer, "\r\nDate: "), 1);
	}
	http_server_stop(server, 1000);
	talloc_free(ctx);
}

#define EACH_GETS(status, ...) each_gets(status, (const char *const[]){__VA_ARGS__, NULL})

TEST(a_request_reaches_the_handler_decoded_and_its_answer_carries_the_security_headers)
{
	TALLOC_CTX *ctx = mem_check(talloc_new(NULL));
	struct http_server *server = serve((struct http_server_options){0});
	const char *a = get(ctx, server, "/%D1%88?a=1+2&a=%26&b");

	assert_int_equal(status_of(a), 200);
	assert_true(has(a, "GET /ш\n"));
	assert_true(has(a, "query a=1 2\nquery a=&\nquery b=\n"));
	assert_true(has(a, "peer 127.0.0.1\n"));
	assert_true(has(a, "X-Content-Type-Options: nosniff\r\n"));
	assert_true(has(a, "Referrer-Policy: same-origin\r\n"));
	assert_true(has(a, "Cross-Origin-Opener-Policy: same-origin\r\n"));
	assert_true(has(a, "Cross-Origin-Resource-Policy: same-origin\r\n"));
	assert_true(has(a, "Content-Security-Policy: default-src 'none'; style-src 'self';"));
	assert_true(has(a, "Cache-Control: no-store\r\n"));
	assert_true(has(a, "Connection: close\r\n"));
	a = get(ctx, server, "/fixed");
	assert_true(has(a, "\r\n\r\nfixed bytes"));
	assert_true(has(a, "Cache-Control: public, max-age=60\r\n"));
	assert_false(has(a, "no-store"));
	http_server_stop(server, 1000);
	talloc_free(ctx);
}

TEST(an_urlencoded_form_keeps_order_and_repeated_names)
{
	TALLOC_CTX *ctx = mem_check(talloc_new(NULL));
	struct http_server *server = serve((struct http_server_options){0});
	const char *body = "b=%D1%91%0D%0A&a=1&b=+";
	const char *a = post(
	    ctx, server, "application/x-www-form-urlencoded; charset=utf-8", body, strlen(body));

	assert_int_equal(status_of(a), 200);
	assert_true(has(a, "form b=ё\r\n\nform a=1\nform b= \n"));
	a = post(ctx, server, "application/json", "{}", 2);
	assert_true(has(a, "body application/json 2\n"));
	http_server_stop(server, 1000);
	talloc_free(ctx);
}

TEST(head_gives_the_headers_of_get_and_no_body)
{
	TALLOC_CTX *ctx = mem_check(talloc_new(NULL));
	struct http_server *server = serve((struct http_server_options){0});
	const char *a = ask(ctx, server, "HEAD /fixed HTTP/1.1\r\n" HOST CLOSE "\r\n");

	assert_int_equal(status_of(a), 200);
	assert_true(has(a, "Content-Length: 11\r\n"));
	assert_string_equal(strstr(a, "\r\n\r\n"), "\r\n\r\n");
	http_server_stop(server, 1000);
	talloc_free(ctx);
}

TEST(pipelined_requests_are_answered_in_order_on_one_connection)
{
	TALLOC_CTX *ctx = mem_check(talloc_new(NULL));
	struct http_server *server = serve((struct http_server_options){0});
	const char *a = ask(ctx, server,
	    "GET /one HTTP/1.1\r\n" HOST "\r\nPOST /two HTTP/1.1\r\n" HOST
	    "Content-Length: 2\r\n\r\n{}GET /three HTTP/1.1\r\n" HOST CLOSE "\r\n");

	assert_int_equal(times(a, "HTTP/1.1 200"), 3);
	assert_true(strstr(a, "GET /one\n") < strstr(a, "POST /two\n"));
	assert_true(strstr(a, "POST /two\n") < strstr(a, "GET /three\n"));
	http_server_stop(server, 1000);
	talloc_free(ctx);
}

TEST(a_client_of_http_1_0_gets_one_answer_and_the_end)
{
	TALLOC_CTX *ctx = mem_check(talloc_new(NULL));
	struct http_server *server = serve((struct http_server_options){0});
	const char *a = ask(ctx, server,
	    "GET /one HTTP/1.0\r\nConnection: keep-alive\r\n\r\nGET /two HTTP/1.0\r\n\r\n");

	assert_true(has(a, " 200 "));
	assert_true(has(a, "Connection: close\r\n"));
	assert_false(has(a, "/two"));
	http_server_stop(server, 1000);
	talloc_free(ctx);
}

TEST(two_readings_of_one_request_are_refused)
{
	EACH_GETS(400,
	    "POST / HTTP/1.1\r\n" HOST "Content-Length: 1\r\nContent-Length: 2\r\n\r\nab",
	    "POST / HTTP/1.1\r\n" HOST "Content-Length: 1\r\nContent-Length: 1\r\n\r\na",
	    "POST / HTTP/1.1\r\n" HOST
	    "Content-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
	    "POST / HTTP/1.1\r\n" HOST
	    "Transfer-Encoding: chunked\r\nTransfer-Encoding: x\r\n\r\n0\r\n\r\n",
	    "POST / HTTP/1.1\r\n" HOST "Content-Length : 5\r\n\r\nhello",
	    "POST / HTTP/1.1\r\n" HOST "Content-Length\t: 5\r\n\r\nhello",
	    "GET / HTTP/1.1\r\n" HOST "X-A: a\r\n folded\r\n\r\n",
	    "GET / HTTP/1.1\r\n" HOST " X-A: begins with a space\r\n\r\n",
	    "GET / HTTP/1.1\r\n" HOST "X-A: a\nX-B: b\r\n\r\n", "GET / HTTP/1.1\n" HOST "\r\n",
	    "GET / HTTP/1.1\r\n" HOST "\n", "GET / HTTP/1.1\r\nHost: opora\n\r\n",
	    "GET / HTTP/1.1\r\n" HOST "X-A: a\rX-B: b\r\n\r\n",
	    "GET / HTTP/1.1\r\n" HOST "X-A: a\x01\r\n\r\n", "GET  / HTTP/1.1\r\n" HOST "\r\n",
	    "GET / HTTP/1.1\r\n" HOST "Content-Length: 3\r\n\r\nabc",
	    "GET / HTTP/1.1\r\n" HOST "Authorization: a\r\nAuthorization: b\r\n\r\n",
	    "GET / HTTP/1.1\r\n" HOST "Cookie: a=1\r\nCookie: a=2\r\n\r\n");
}

/* libmicrohttpd 0.9.75 says its own 400 to these, the header twice; what counts is the end. */
TEST(a_malformed_length_ends_the_connection_before_any_handler)
{
	static const char *const bad[] = {"1, 1", "+1", "0x1", "-1", "", "1a", "a",
	    "99999999999999999999999", "18446744073709551617"};
	TALLOC_CTX *ctx = mem_check(talloc_new(NULL));
	struct http_server *server = serve((struct http_server_options){0});
	struct http_metrics metrics;
	const char *a;
	size_t i;

	for (i = 0; i < sizeof bad / sizeof bad[0]; i++) {
		a = ask(ctx, server,
		    mem_printf(ctx,
			"POST / HTTP/1.1\r\n" HOST "Content-Length: %s\r\n\r\n"
			"GET /smuggled HTTP/1.1\r\n" HOST "\r\n",
			bad[i]));
		assert_int_equal(status_of(a) / 100, 4);
		assert_false(has(a, "peer"));
	}
	http_server_metrics(server, &metrics);
	assert_int_equal(metrics.requests[2], 0);
	http_server_stop(server, 1000);
	talloc_free(ctx);
}

TEST(a_nul_in_a_header_is_refused)
{
	static const char bytes[] = "GET / HTTP/1.1\r\n" HOST "X-A: a\0b\r\n\r\n";
	TALLOC_CTX *ctx = mem_check(talloc_new(NULL));
	struct http_server *server = serve((struct http_server_options){0});

	assert_int_equal(status_of(ask_bytes(ctx, server, bytes, sizeof bytes - 1)), 400);
	http_server_stop(server, 1000);
	talloc_free(ctx);
}

TEST(a_body_of_unknown_length_is_refused)
{
	EACH_GETS(411, "POST / HTTP/1.1\r\n" HOST "Transfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
	    "POST / HTTP/1.1\r\n" HOST "Transfer-Encoding: chunked\r\n\r\nffffffffffffffffff\r\n");
}

TEST(an_unknown_coding_or_method_is_refused)
{
	EACH_GETS(501, "POST / HTTP/1.1\r\n" HOST "Transfer-Encoding: gzip, chunked\r\n\r\n",
	    "BREW /pot HTTP/1.1\r\n" HOST "\r\n", "get / HTTP/1.1\r\n" HOST "\r\n");
	EACH_GETS(405, "TRACE / HTTP/1.1\r\n" HOST "\r\n", "OPTIONS * HTTP/1.1\r\n" HOST "\r\n",
	    "CONNECT a:1 HTTP/1.1\r\n" HOST "\r\n");
}

TEST(a_missing_double_or_foreign_host_is_refused)
{
	EACH_GETS(400, "GET / HTTP/1.1\r\n\r\n", "GET / HTTP/1.1\r\nHost: \r\n\r\n",
	    "GET / HTTP/1.1\r\n" HOST HOST "\r\n", "GET / HTTP/1.1\r\nHost: a/b\r\n\r\n",
	    "GET / HTTP/1.1\r\nHost: a@b\r\n\r\n", "GET http://other/ HTTP/1.1\r\n" HOST "\r\n",
	    "GET ftp://opora/ HTTP/1.1\r\n" HOST "\r\n");
	EACH_GETS(200, "GET http://opora/a HTTP/1.1\r\n" HOST CLOSE "\r\n");
}

TEST(a_path_that_wanders_or_is_no_text_is_refused)
{
	EACH_GETS(400, "GET /../etc HTTP/1.1\r\n" HOST "\r\n", "GET /a/.. HTTP/1.1\r\n" HOST "\r\n",
	    "GET /a/./b HTTP/1.1\r\n" HOST "\r\n", "GET //a HTTP/1.1\r\n" HOST "\r\n",
	    "GET /%2e%2e/etc HTTP/1.1\r\n" HOST "\r\n", "GET /a%2f..%2fb HTTP/1.1\r\n" HOST "\r\n",
	    "GET /..%5cb HTTP/1.1\r\n" HOST "\r\n", "GET /%00 HTTP/1.1\r\n" HOST "\r\n",
	    "GET /%c0%ae%c0%ae/ HTTP/1.1\r\n" HOST "\r\n", "GET /%ff HTTP/1.1\r\n" HOST "\r\n",
	    "GET /%2 HTTP/1.1\r\n" HOST "\r\n", "GET /%zz HTTP/1.1\r\n" HOST "\r\n",
	    "GET /a%0d%0ab HTTP/1.1\r\n" HOST "\r\n", "GET /?a=%00 HTTP/1.1\r\n" HOST "\r\n",
	    "GET /?a=%c0%80 HTTP/1.1\r\n" HOST "\r\n", "GET /\xd1\x88 HTTP/1.1\r\n" HOST "\r\n",
	    "GET /a#b HTTP/1.1\r\n" HOST "\r\n");
}

/* A request with @count lines «X-N: …» of @size bytes each. */
static char *
with_headers(TALLOC_CTX *ctx, int count, size_t size)
{
	struct buf b = buf_new(ctx, (size_t)1 << 20);
	int i;
	size_t k;

	buf_text(&b, "GET / HTTP/1.1\r\n" HOST CLOSE);
	for (i = 0; i < count; i++) {
		buf_printf(&b, "X-%d: ", i);
		for (k = 0; k < size; k++)
			buf_char(&b, 'a');
		buf_text(&b, "\r\n");
	}
	buf_text(&b, "\r\n");
	return b.bytes;
}

TEST(a_head_within_the_limits_is_taken_and_one_beyond_is_refused)
{
	TALLOC_CTX *ctx = mem_check(talloc_new(NULL));

	EACH_GETS(200, with_headers(ctx, 98, 10), with_headers(ctx, 4, 7900));
	EACH_GETS(431, with_headers(ctx, 99, 10), with_headers(ctx, 1, 8200),
	    with_headers(ctx, 5, 7900), with_headers(ctx, 20, 8000));
	talloc_free(ctx);
}

TEST(a_target_beyond_8_kib_is_refused)
{
	TALLOC_CTX *ctx = mem_check(talloc_new(NULL));
	char *path = mem_array(ctx, char, 8400);

	memset(path, 'a', 8399);
	EACH_GETS(414, mem_printf(ctx, "GET /%s HTTP/1.1\r\n" HOST "\r\n", path));
	path[8000] = '\0';
	EACH_GETS(200, mem_printf(ctx, "GET /%s HTTP/1.1\r\n" HOST CLOSE "\r\n", path));
	talloc_free(ctx);
}

TEST(a_body_field_or_name_beyond_its_limit_is_refused)
{
	TALLOC_CTX *ctx = mem_check(talloc_new(NULL));
	struct http_server *server = serve((struct http_server_options){.body_max = 3 << 20});
	const char *form = "application/x-www-form-urlencoded";
	struct buf b = buf_new(ctx, (size_t)8 << 20);
	char *big = mem_array(ctx, char, (4 << 20) + 1);
	int i;

	memset(big, 'a', 4 << 20);
	assert_int_equal(status_of(post(ctx, server, "text/plain", big, 3 << 20)), 200);
	assert_int_equal(status_of(post(ctx, server, "text/plain", big, (3 << 20) + 1)), 413);
	buf_printf(&b, "a=%.*s", (1 << 20) + 1, big);
	assert_int_equal(status_of(post(ctx, server, form, b.bytes, b.len)), 413);
	assert_int_equal(status_of(post(ctx, server, form, b.bytes, b.len - 1)), 200);
	assert_int_equal(status_of(post(ctx, server, form, big, 101)), 413);
	assert_int_equal(status_of(post(ctx, server, form, big, 100)), 200);
	buf_clear(&b);
	for (i = 0; i < HTTP_FIELDS_MAX; i++)
		buf_text(&b, "a=1&");
	assert_int_equal(status_of(post(ctx, server, form, b.bytes, b.len)), 200);
	buf_text(&b, "a=1");
	assert_int_equal(status_of(post(ctx, server, form, b.bytes, b.len)), 413);
	assert_int_equal(status_of(post(ctx, server, form, "a=%00", 5)), 400);
	assert_int_equal(status_of(post(ctx, server, form, "a=\xff", 3)), 400);
	http_server_stop(server, 1000);
	talloc_free(ctx);
}

#define MULTI "multipart/form-data; boundary=cut"
#define PART_HEAD(head) "--cut\r\nContent-Disposition: form-data; " head "\r\n\r\n"
#define PART(head, body) PART_HEAD(head) body "\r\n"

TEST(a_multipart_form_gives_its_fields_and_files)
{
	static const char body[] = PART("name=\"a\"", "ё\r\n") PART("name=a", "")
	    PART("name=\"f\"; filename=\"C:\\docs\\%22t%22.csv\"\r\nContent-Type: text/csv", "1;2")
		PART("name=\"none\"; filename=\"\"", "") "--cut--\r\n";
	TALLOC_CTX *ctx = mem_check(talloc_new(NULL));
	struct http_server *server = serve((struct http_server_options){0});
	const char *a = post(ctx, server, MULTI, body, sizeof body - 1);

	assert_int_equal(status_of(a), 200);
	assert_true(has(a, "form a=ё\r\n\nform a=\nfile f=\"t\".csv (text/csv) 3:1;2\n"));
	assert_false(has(a, "none="));
	a = post(ctx, server, "multipart/form-data; boundary=\"cut\"", body, sizeof body - 1);
	assert_int_equal(status_of(a), 200);
	http_server_stop(server, 1000);
	talloc_free(ctx);
}

TEST(a_malformed_multipart_form_is_refused)
{
	static const char *const bad[] = {"", "--cut", "--cut\r\n", "--cut--x", "--cut--\r\nmore",
	    PART("name=\"a\"", "cut short"), "--cut\r\nContent-Disposition: form-data; name=\"a\"",
	    "--cut\r\n\r\nno name\r\n--cut--\r\n", "preamble\r\n" PART("name=\"a\"", "b") "--cut--",
	    PART("name=\"\"", "b") "--cut--", PART("name=\"a\"; name=\"b\"", "b") "--cut--",
	    PART("name=\"a", "b") "--cut--", PART("name=\"a\"; filename=\"x\r\ny\"", "b") "--cut--",
	    PART("name=\"a\"; filename=\"x\ny\"", "b") "--cut--",
	    PART("name=\"a\"\r\nContent-Type: multipart/mixed; boundary=in", "b") "--cut--",
	    PART("name=\"a\"\r\nContent-Transfer-Encoding: base64", "b") "--cut--",
	    PART("name=\"a\"\r\nContent-Disposition: form-data; name=\"b\"", "b") "--cut--",
	    PART("name=\"a\"\r\n folded", "b") "--cut--", PART("name=\"a\"", "\xff") "--cut--",
	    PART("name=\"\xff\"", "b") "--cut--", "--other\r\n"};
	static const char nul[] = PART("name=\"a\0b\"", "b") "--cut--";
	TALLOC_CTX *ctx = mem_check(talloc_new(NULL));
	struct http_server *server = serve((struct http_server_options){0});
	const char *good = PART("name=\"a\"", "b") "--cut--";
	size_t i;

	for (i = 0; i < sizeof bad / sizeof bad[0]; i++) {
		if (status_of(post(ctx, server, MULTI, bad[i], strlen(bad[i]))) != 400)
			print_message("# taken: %s\n", bad[i]);
		assert_int_equal(status_of(post(ctx, server, MULTI, bad[i], strlen(bad[i]))), 400);
	}
	assert_int_equal(status_of(post(ctx, server, MULTI, nul, sizeof nul - 1)), 400);
	assert_int_equal(
	    status_of(post(ctx, server, "multipart/form-data", good, strlen(good))), 400);
	assert_int_equal(
	    status_of(post(ctx, server, MULTI "; boundary=b", good, strlen(good))), 400);
	assert_int_equal(status_of(post(ctx, server, MULTI, good, strlen(good))), 200);
	http_server_stop(server, 1000);
	talloc_free(ctx);
}

/* @count parts, the first @size bytes of a name in each. */
static int
status_of_parts(
    TALLOC_CTX *ctx, const struct http_server *server, int count, const char *head, size_t size)
{
	struct buf b = buf_new(ctx, (size_t)8 << 20);
	char *name = mem_array(ctx, char, size + 1);
	int i;

	memset(name, 'n', size);
	for (i = 0; i < count; i++)
		buf_printf(
		    &b, "--cut\r\nContent-Disposition: form-data; %s%s\"\r\n\r\n1\r\n", head, name);
	buf_text(&b, "--cut--\r\n");
	return status_of(post(ctx, server, MULTI, b.bytes, b.len));
}

TEST(too_many_or_too_long_parts_are_refused)
{
	TALLOC_CTX *ctx = mem_check(talloc_new(NULL));
	struct http_server *server = serve((struct http_server_options){.body_max = 8 << 20});

	assert_int_equal(status_of_parts(ctx, server, HTTP_FIELDS_MAX, "name=\"", 3), 200);
	assert_int_equal(status_of_parts(ctx, server, HTTP_FIELDS_MAX + 1, "name=\"", 3), 413);
	assert_int_equal(status_of_parts(ctx, server, 10000, "name=\"", 3), 413);
	assert_int_equal(status_of_parts(ctx, server, 20, "name=\"f\"; filename=\"", 9), 200);
	assert_int_equal(status_of_parts(ctx, server, 21, "name=\"f\"; filename=\"", 9), 413);
	assert_int_equal(status_of_parts(ctx, server, 1, "name=\"f\"; filename=\"", 255), 200);
	assert_int_equal(status_of_parts(ctx, server, 1, "name=\"f\"; filename=\"", 256), 413);
	assert_int_equal(status_of_parts(ctx, server, 1, "name=\"f\"; filename=\"", 100000), 413);
	assert_int_equal(status_of_parts(ctx, server, 1, "name=\"", 101), 413);
	http_server_stop(server, 1000);
	talloc_free(ctx);
}

TEST(a_handler_can_neither_plant_headers_nor_loosen_the_policy)
{
	TALLOC_CTX *ctx = mem_check(talloc_new(NULL));
	FILE *log = tmpfile();
	struct http_server *server = serve((struct http_server_options){.log = log});
	const char *a = get(ctx, server, "/inject");
	char line[1024];

	assert_int_equal(status_of(a), 200);
	assert_false(has(a, "Planted"));
	assert_false(has(a, "default-src *"));
	assert_int_equal(times(a, "Content-Length"), 1);
	assert_int_equal(times(a, "Content-Security-Policy"), 1);
	assert_true(has(a, "Set-Cookie: a=1\r\n") && has(a, "Set-Cookie: b=2\r\n"));
	http_server_stop(server, 1000);
	rewind(log);
	assert_non_null(fgets(line, sizeof line, log));
	assert_true(has(line, "\"refused_headers\":4"));
	fclose(log);
	talloc_free(ctx);
}

TEST(the_log_tells_who_and_what_but_no_query_cookie_or_body)
{
	TALLOC_CTX *ctx = mem_check(talloc_new(NULL));
	FILE *log = tmpfile();
	struct http_server *server = serve((struct http_server_options){.log = log});
	char text[4096];
	size_t n;

	ask(ctx, server,
	    "POST /actor?secret=1 HTTP/1.1\r\n" HOST CLOSE
	    "Cookie: session=secret\r\nAuthorization: secret\r\nContent-Length: 6\r\n\r\nsecret");
	http_server_stop(server, 1000);
	rewind(log);
	n = fread(text, 1, sizeof text - 1, log);
	text[n] = '\0';
	assert_true(has(text, "\"method\":\"POST\",\"path\":\"/actor\",\"status\":200"));
	assert_true(has(text, "\"peer\":\"127.0.0.1\""));
	assert_true(has(text, "\"actor\":\"district\""));
	assert_false(has(text, "secret"));
	assert_int_equal(times(text, "\n"), 1);
	fclose(log);
	talloc_free(ctx);
}

TEST(slow_headers_are_cut_though_bytes_keep_coming)
{
	TALLOC_CTX *ctx = mem_check(talloc_new(NULL));
	struct http_server *server = serve((struct http_server_options){.header_ms = 200});
	const struct timespec moment = {.tv_nsec = 20000000};
	struct http_metrics metrics;
	int i, fd = dial(server);
	const char *a;

	say_to(fd, "GET / HTTP/1.1\r\n" HOST "X-A: ");
	for (i = 0; i < 500 && send(fd, "a", 1, MSG_NOSIGNAL | MSG_DONTWAIT) == 1; i++)
		nanosleep(&moment, NULL);
	assert_true(i < 500);
	a = rest(ctx, fd);
	assert_true(status_of(a) == 408 || a[0] == '\0');
	http_server_metrics(server, &metrics);
	assert_int_equal(metrics.timeouts, 1);
	http_server_stop(server, 1000);
	talloc_free(ctx);
}

TEST(a_slow_body_is_cut_with_408)
{
	TALLOC_CTX *ctx = mem_check(talloc_new(NULL));
	struct http_server *server = serve((struct http_server_options){.body_ms = 200});
	const char *a =
	    ask(ctx, server, "POST / HTTP/1.1\r\n" HOST "Content-Length: 10\r\n\r\nhalf");

	assert_int_equal(status_of(a), 408);
	http_server_stop(server, 1000);
	talloc_free(ctx);
}

TEST(a_client_that_does_not_take_its_answer_is_cut)
{
	struct http_server *server =
	    serve((struct http_server_options){.body_ms = 200, .rate_min = 1 << 30});
	const struct timespec moment = {.tv_nsec = 20000000};
	struct http_metrics metrics = {0};
	int i, fd = dial(server);

	say_to(fd, "GET /big HTTP/1.1\r\n" HOST "\r\n");
	for (i = 0; i < PATIENCE_MS / 20 && metrics.timeouts == 0; i++) {
		nanosleep(&moment, NULL);
		http_server_metrics(server, &metrics);
	}
	assert_int_equal(metrics.timeouts, 1);
	close(fd);
	http_server_stop(server, 1000);
}

TEST(a_client_that_asks_before_it_sends_is_told_to_go_on_or_not_to)
{
	static const char head[] =
	    "POST / HTTP/1.1\r\n" HOST CLOSE "Expect: 100-continue\r\nContent-Length: ";
	TALLOC_CTX *ctx = mem_check(talloc_new(NULL));
	struct http_server *server = serve((struct http_server_options){0});
	struct buf answer = buf_new(ctx, 4096);
	int fd = dial(server);

	say_to(fd, mem_printf(ctx, "%s2\r\n\r\n", head));
	assert_true(more(fd, &answer));
	assert_int_equal(status_of(answer.bytes), 100);
	say_to(fd, "{}");
	assert_true(has(rest(ctx, fd), "HTTP/1.1 200"));
	assert_int_equal(
	    status_of(ask(ctx, server, mem_printf(ctx, "%s2000000\r\n\r\n", head))), 413);
	http_server_stop(server, 1000);
	talloc_free(ctx);
}

TEST(a_silent_connection_is_closed)
{
	TALLOC_CTX *ctx = mem_check(talloc_new(NULL));
	struct http_server *server =
	    serve((struct http_server_options){.header_ms = 200, .idle_ms = 200});

	assert_string_equal(ask(ctx, server, ""), "");
	assert_int_equal(
	    times(ask(ctx, server, "GET / HTTP/1.1\r\n" HOST "\r\n"), "HTTP/1.1 200"), 1);
	http_server_stop(server, 1000);
	talloc_free(ctx);
}

/* Two requests to the gate of a server with one worker: one is inside, one waits for it. */
static void
send_two(const struct http_server *server, int fds[2])
{
	static const char request[] = "GET /gate HTTP/1.1\r\n" HOST CLOSE "\r\n";
	const struct timespec moment = {.tv_nsec = 5000000};
	struct http_metrics metrics = {0};
	int i;

	for (i = 0; i < 2; i++) {
		fds[i] = dial(server);
		say_to(fds[i], request);
		gate_until_inside(1);
	}
	for (i = 0; i < PATIENCE_MS / 5 && metrics.queue == 0; i++) {
		http_server_metrics(server, &metrics);
		nanosleep(&moment, NULL);
	}
	assert_int_equal(metrics.queue, 1);
}

TEST(a_full_queue_gives_503_at_once)
{
	TALLOC_CTX *ctx = mem_check(talloc_new(NULL));
	struct http_server *server =
	    serve((struct http_server_options){.workers = 1, .queue_max = 1});
	const char *a;
	int fds[2];

	send_two(server, fds);
	a = get(ctx, server, "/third");
	assert_int_equal(status_of(a), 503);
	assert_true(has(a, "Retry-After: 2\r\n"));
	gate_set(true);
	assert_int_equal(status_of(rest(ctx, fds[0])), 200);
	assert_int_equal(status_of(rest(ctx, fds[1])), 200);
	http_server_stop(server, 1000);
	talloc_free(ctx);
}

TEST(one_address_has_only_so_many_connections)
{
	TALLOC_CTX *ctx = mem_check(talloc_new(NULL));
	struct http_server *server =
	    serve((struct http_server_options){.connections_per_address = 2});
	int first = dial(server), second;
	struct http_metrics metrics;
	struct buf answer = buf_new(ctx, 4096);

	say_to(first, "GET / HTTP/1.1\r\n" HOST "\r\n");
	assert_true(more(first, &answer));
	second = dial(server);
	say_to(second, "GET / HTTP/1.1\r\n" HOST "\r\n");
	assert_true(more(second, &answer));
	assert_string_equal(get(ctx, server, "/third"), "");
	http_server_metrics(server, &metrics);
	assert_int_equal(metrics.connections_refused, 1);
	assert_int_equal(metrics.connections_open, 2);
	close(first);
	close(second);
	http_server_stop(server, 1000);
	talloc_free(ctx);
}

TEST(bodies_in_memory_have_a_budget_that_small_ones_pass_by)
{
	TALLOC_CTX *ctx = mem_check(talloc_new(NULL));
	struct http_server *server = serve((struct http_server_options){.upload_total = 720000});
	char *big = mem_array(ctx, char, 700001);
	struct http_metrics metrics;
	int fd = dial(server);
	char *head = mem_printf(ctx, "POST /gate HTTP/1.1\r\n" HOST CLOSE
				     "Content-Type: text/plain\r\nContent-Length: 700000\r\n\r\n");

	memset(big, 'a', 700000);
	say_to(fd, head);
	say_to(fd, big);
	gate_until_inside(1);
	assert_int_equal(status_of(post(ctx, server, "text/plain", big, 700000)), 503);
	assert_int_equal(status_of(post(ctx, server, "text/plain", big, 60000)), 200);
	gate_set(true);
	assert_int_equal(status_of(rest(ctx, fd)), 200);
	assert_int_equal(status_of(post(ctx, server, "text/plain", big, 700000)), 200);
	http_server_metrics(server, &metrics);
	assert_int_equal(metrics.requests[5], 1);
	http_server_stop(server, 1000);
	talloc_free(ctx);
}

static size_t
limit_of(void *arg, enum http_method method, const char *path)
{
	return strcmp(path, "/upload") == 0 ? (size_t)50 << 20 : 1000;
}

TEST(only_a_path_that_allows_uploads_takes_them_and_whole)
{
	const size_t size = (size_t)40 << 20;
	TALLOC_CTX *ctx = mem_check(talloc_new(NULL));
	struct http_server *server = serve((struct http_server_options){.body_limit = limit_of});
	struct buf b = buf_new(ctx, size + 1000);
	char *large = mem_array(ctx, char, size + 1);
	const char *a;

	memset(large, 'a', size);
	buf_text(&b, PART_HEAD("name=\"f\"; filename=\"f\""));
	buf_add(&b, large, size);
	buf_text(&b, "\r\n--cut--");
	a = post(ctx, server, MULTI, b.bytes, b.len);
	assert_int_equal(status_of(a), 200);
	assert_true(has(a, "file f=f () 41943040:aaaa"));
	assert_int_equal(status_of(post(ctx, server, "application/json", large, 2 << 20)), 413);
	assert_int_equal(status_of(ask(ctx, server,
			     "POST /other HTTP/1.1\r\n" HOST "Content-Length: 1001\r\n\r\n")),
	    413);
	http_server_stop(server, 1000);
	talloc_free(ctx);
}

static void *
stop_server(void *server)
{
	http_server_stop(server, PATIENCE_MS);
	return NULL;
}

TEST(a_graceful_stop_takes_nothing_new_and_lets_begun_requests_finish)
{
	TALLOC_CTX *ctx = mem_check(talloc_new(NULL));
	struct http_server *server = serve((struct http_server_options){.workers = 1});
	int fds[2], idle = dial(server), i, fd = 0;
	const struct timespec moment = {.tv_nsec = 5000000};
	pthread_t thread;
	const char *a;

	send_two(server, fds);
	pthread_create(&thread, NULL, stop_server, server);
	assert_string_equal(rest(ctx, idle), "");
	/* the server lives until the gate opens */
	for (i = 0; i < PATIENCE_MS / 5 && (fd = dial(server)) >= 0; i++) {
		close(fd);
		nanosleep(&moment, NULL);
	}
	assert_int_equal(fd, -1);
	gate_set(true);
	a = rest(ctx, fds[0]);
	assert_int_equal(status_of(a), 200);
	assert_true(has(a, "GET /gate\n"));
	assert_true(has(a, "Connection: close\r\n"));
	assert_int_equal(status_of(rest(ctx, fds[1])), 200);
	pthread_join(thread, NULL);
	talloc_free(ctx);
}

/* While the gate is shut somebody is inside, and the server lives. */
static void *
open_gate_after_grace(void *server)
{
	const struct timespec moment = {.tv_nsec = 5000000};
	struct http_metrics metrics = {0};

	while (metrics.stopping < 2) {
		nanosleep(&moment, NULL);
		http_server_metrics(server, &metrics);
	}
	gate_set(true);
	return NULL;
}

TEST(after_the_grace_only_what_runs_is_waited_for)
{
	TALLOC_CTX *ctx = mem_check(talloc_new(NULL));
	struct http_server *server = serve((struct http_server_options){.workers = 1});
	pthread_t thread;
	int fds[2];

	send_two(server, fds);
	pthread_create(&thread, NULL, open_gate_after_grace, server);
	http_server_stop(server, 1);
	assert_int_equal(status_of(rest(ctx, fds[0])), 200);
	assert_int_equal(status_of(rest(ctx, fds[1])), 503);
	pthread_join(thread, NULL);
	talloc_free(ctx);
}

/* One client of many: asks for what only it asks for. */
struct client {
	pthread_t thread;
	const struct http_server *server;
	int number;
	int right;
};

#define CLIENTS 64
#define ROUNDS 10

static void *
be_client(void *arg)
{
	struct client *c = arg;
	TALLOC_CTX *ctx = mem_check(talloc_new(NULL));
	int i;

	for (i = 0; i < ROUNDS; i++) {
		char *name = mem_printf(ctx, "School%dof%d", i, c->number);
		char *a = get(ctx, c->server, mem_printf(ctx, "/work?name=%s", name));
		char *fold = mem_printf(ctx, "\"fold\":\"school%dof%d\"", i, c->number);
		char *key = mem_printf(ctx, "\"key\":\"%s\"", text_key(ctx, name));

		c->right += status_of(a) == 200 && has(a, fold) && has(a, key) &&
			    has(a, mem_printf(ctx, "\"said\":\"%s", name)) && has(a, "12\u00A0345");
	}
	talloc_free(ctx);
	return NULL;
}

TEST(many_clients_at_once_get_each_their_own_answers)
{
	struct http_server *server = serve((struct http_server_options){
	    .connections_per_address = 2 * CLIENTS, .queue_max = CLIENTS});
	struct client clients[CLIENTS];
	struct http_metrics metrics;
	uint64_t measured = 0;
	int i, right = 0;

	for (i = 0; i < CLIENTS; i++) {
		clients[i] = (struct client){.server = server, .number = i};
		pthread_create(&clients[i].thread, NULL, be_client, &clients[i]);
	}
	for (i = 0; i < CLIENTS; i++) {
		pthread_join(clients[i].thread, NULL);
		right += clients[i].right;
	}
	assert_int_equal(right, CLIENTS * ROUNDS);
	http_server_metrics(server, &metrics);
	for (i = 0; i <= HTTP_BUCKETS; i++)
		measured += metrics.latency[i];
	assert_true(metrics.connections == CLIENTS * ROUNDS);
	assert_true(measured <= CLIENTS * ROUNDS && metrics.requests[2] == measured);
	http_server_stop(server, 1000);
}

TEST(a_proxy_is_believed_only_when_trusted_and_only_its_own_word)
{
	static const char request[] =
	    "GET / HTTP/1.1\r\n" HOST CLOSE "X-Forwarded-For: 10.0.0.1, 192.0.2.7\r\n"
	    "X-Forwarded-Proto: https\r\n\r\n";
	TALLOC_CTX *ctx = mem_check(talloc_new(NULL));
	struct http_server *server = serve((struct http_server_options){0});

	assert_true(has(ask(ctx, server, request), "peer 127.0.0.1\n"));
	http_server_stop(server, 1000);
	server = serve((struct http_server_options){.trust_proxy = true});
	assert_true(has(ask(ctx, server, request), "peer 192.0.2.7 secure\n"));
	assert_true(
	    has(ask(ctx, server, "GET / HTTP/1.1\r\n" HOST CLOSE "X-Forwarded-For: <b>\r\n\r\n"),
		"peer 127.0.0.1\n"));
	http_server_stop(server, 1000);
	talloc_free(ctx);
}

TEST(a_cookie_is_given_once_whole_or_not_at_all)
{
	TALLOC_CTX *ctx = mem_check(talloc_new(NULL));
	struct http_server *server = serve((struct http_server_options){0});

#define COOKIE(text) ask(ctx, server, "GET / HTTP/1.1\r\n" HOST CLOSE "Cookie: " text "\r\n\r\n")
	assert_true(has(COOKIE("a=1; session=abc; b=2"), "cookie abc\n"));
	assert_true(has(COOKIE("session=; b=2"), "cookie \n"));
	assert_true(has(COOKIE("session=123456789012345"), "cookie 123456789012345\n"));
	assert_false(has(COOKIE("session=1234567890123456"), "cookie "));
	assert_false(has(COOKIE("session=a; session=b"), "cookie "));
	assert_false(has(COOKIE("asession=a; sessio=b; session"), "cookie "));
	http_server_stop(server, 1000);
	talloc_free(ctx);
}

TEST(a_server_listens_on_ipv6_too)
{
	static const char request[] = "GET / HTTP/1.1\r\nHost: [::1]\r\n" CLOSE "\r\n";
	TALLOC_CTX *ctx = mem_check(talloc_new(NULL));
	struct http_server_options options = {.handler = handle, .address = "::1"};
	struct sockaddr_in6 to = {.sin6_family = AF_INET6, .sin6_addr = IN6ADDR_LOOPBACK_INIT};
	struct http_server *server;
	int fd = socket(AF_INET6, SOCK_STREAM, 0);

	if (http_server_start(NULL, &options, &server, NULL) != OK) {
		close(fd);
		talloc_free(ctx);
		skip(); /* no IPv6 here */
	}
	to.sin6_port = htons((uint16_t)http_server_port(server));
	assert_int_equal(connect(fd, (struct sockaddr *)&to, sizeof to), 0);
	say_to(fd, request);
	assert_true(has(rest(ctx, fd), "peer ::1\n"));
	http_server_stop(server, 1000);
	talloc_free(ctx);
}

static void *
no_worker(TALLOC_CTX *ctx, void *arg, struct error *err)
{
	error_set(err, ERR_DATABASE, "no database", (struct arg[]){{.type = ARG_NONE}});
	return NULL;
}

TEST(a_start_that_fails_says_why_and_leaves_nothing)
{
	struct http_server_options options = {.handler = handle, .worker_new = no_worker};
	struct http_server *server = serve((struct http_server_options){0}), *second = NULL;
	struct error err = {0};

	assert_int_equal(http_server_start(NULL, &options, &second, &err), ERR_DATABASE);
	assert_string_equal(err.id, "no database");
	options = (struct http_server_options){.handler = handle, .port = http_server_port(server)};
	assert_int_equal(http_server_start(NULL, &options, &second, &err), ERR_IO);
	options = (struct http_server_options){.handler = handle, .address = "not an address"};
	assert_int_equal(http_server_start(NULL, &options, &second, &err), ERR_USAGE);
	assert_null(second);
	http_server_stop(server, 1000);
}

#define T(name) cmocka_unit_test(name)

RUN(T(a_request_reaches_the_handler_decoded_and_its_answer_carries_the_security_headers),
    T(an_urlencoded_form_keeps_order_and_repeated_names),
    T(head_gives_the_headers_of_get_and_no_body),
    T(pipelined_requests_are_answered_in_order_on_one_connection),
    T(a_client_of_http_1_0_gets_one_answer_and_the_end), T(two_readings_of_one_request_are_refused),
    T(a_malformed_length_ends_the_connection_before_any_handler), T(a_nul_in_a_header_is_refused),
    T(a_body_of_unknown_length_is_refused), T(an_unknown_coding_or_method_is_refused),
    T(a_missing_double_or_foreign_host_is_refused), T(a_path_that_wanders_or_is_no_text_is_refused),
    T(a_head_within_the_limits_is_taken_and_one_beyond_is_refused),
    T(a_target_beyond_8_kib_is_refused), T(a_body_field_or_name_beyond_its_limit_is_refused),
    T(a_multipart_form_gives_its_fields_and_files), T(a_malformed_multipart_form_is_refused),
    T(too_many_or_too_long_parts_are_refused),
    T(a_handler_can_neither_plant_headers_nor_loosen_the_policy),
    T(the_log_tells_who_and_what_but_no_query_cookie_or_body),
    T(slow_headers_are_cut_though_bytes_keep_coming), T(a_slow_body_is_cut_with_408),
    T(a_client_that_does_not_take_its_answer_is_cut),
    T(a_client_that_asks_before_it_sends_is_told_to_go_on_or_not_to),
    T(a_silent_connection_is_closed), T(a_full_queue_gives_503_at_once),
    T(one_address_has_only_so_many_connections),
    T(bodies_in_memory_have_a_budget_that_small_ones_pass_by),
    T(only_a_path_that_allows_uploads_takes_them_and_whole),
    T(a_graceful_stop_takes_nothing_new_and_lets_begun_requests_finish),
    T(after_the_grace_only_what_runs_is_waited_for),
    T(many_clients_at_once_get_each_their_own_answers),
    T(a_proxy_is_believed_only_when_trusted_and_only_its_own_word),
    T(a_cookie_is_given_once_whole_or_not_at_all), T(a_server_listens_on_ipv6_too),
    T(a_start_that_fails_says_why_and_leaves_nothing))
