/*
 * The only file that knows libmicrohttpd.
 *
 * One epoll thread of the library moves bytes. When a request is whole its connection is
 * suspended and the exchange goes to a worker (web/pool.h); the worker reads the form, calls the
 * handler and resumes the connection; the epoll thread then sends. So an exchange belongs to one
 * thread at a time, and the pool's and the library's locks hand it over.
 *
 *   uri_log → begin (head checked, refused early) → bytes of the body → hand_over → worker →
 *   answer → completed
 */
#include "web/http.h"

#include "base/mem.h"
#include "web/access_log.h"
#include "web/pool.h"
#include "web/request.h"
#include "web/response.h"
#include "web/watch.h"

#include <arpa/inet.h>
#include <errno.h>
#include <microhttpd.h>
#include <netdb.h>
#include <netinet/in.h>
#include <signal.h>
#include <stdatomic.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#define SMALL_BODY ((size_t)64 << 10) /* never refused for want of memory: people can log in */
#define CONNECTION_MEMORY (96u << 10) /* the library's, above all our limits of a head */
#define STRICT (MHD_VERSION < 0x01000000 ? 0 : 1) /* lines_are_strict() tells why */
#define LAST_ANSWERS_MS 500                       /* to send what was answered after the grace */

const int http_bucket_ms[HTTP_BUCKETS] = {1, 2, 5, 10, 20, 50, 100, 200, 500, 1000, 2000, 5000};

struct http_server {
	struct http_server_options options;
	struct MHD_Daemon *daemon;
	struct pool *pool;
	struct watch *watch;
	int listener;
	int port;
	atomic_bool stopping; /* connections end with their request */
	atomic_bool hurry;    /* the grace is over: no handler begins */
	atomic_size_t in_flight;
	atomic_size_t upload_bytes;
	atomic_uint_fast64_t connections, open, refused, bytes_in, bytes_out, latency_ms;
	atomic_uint_fast64_t requests[6], latency[HTTP_BUCKETS + 1];
};

/* One request and its response. Is its own talloc root, for it wanders between threads. */
struct exchange {
	struct pool_job job; /* the first member */
	struct http_server *server;
	struct MHD_Connection *connection;
	const char *target_at; /* where the library keeps it: see lines_are_strict() */
	struct http_request *request;
	struct http_response response;
	bool begun, whole, answered;
	bool close;
	struct buf body;
	size_t reserved;
	int64_t began, queued, taken;
};

static struct watched *
watched_of(struct MHD_Connection *connection)
{
	return MHD_get_connection_info(connection, MHD_CONNECTION_INFO_SOCKET_CONTEXT)
	    ->socket_context;
}

static const struct sockaddr *
address_of(struct MHD_Connection *connection)
{
	return MHD_get_connection_info(connection, MHD_CONNECTION_INFO_CLIENT_ADDRESS)->client_addr;
}

/* The IPv4 address in @address, also when it is mapped into IPv6; NULL if there is none. */
static const void *
ipv4_of(const struct sockaddr *address)
{
	const struct in6_addr *six;

	if (address->sa_family == AF_INET)
		return &((const struct sockaddr_in *)address)->sin_addr;
	six = &((const struct sockaddr_in6 *)address)->sin6_addr;
	return IN6_IS_ADDR_V4MAPPED(six) ? six->s6_addr + 12 : NULL;
}

static bool
is_loopback(const struct sockaddr *address)
{
	const unsigned char *four = ipv4_of(address);

	if (four != NULL)
		return four[0] == 127;
	return IN6_IS_ADDR_LOOPBACK(&((const struct sockaddr_in6 *)address)->sin6_addr);
}

static void
address_text(const struct sockaddr *address, char out[INET6_ADDRSTRLEN])
{
	const void *four = ipv4_of(address);

	if (four != NULL)
		inet_ntop(AF_INET, four, out, INET6_ADDRSTRLEN);
	else
		inet_ntop(AF_INET6, &((const struct sockaddr_in6 *)address)->sin6_addr, out,
		    INET6_ADDRSTRLEN);
}

static enum MHD_Result
accept_policy(void *cls, const struct sockaddr *address, socklen_t len)
{
	struct http_server *server = cls;

	if (server->options.trust_proxy && is_loopback(address))
		return MHD_YES; /* the proxy speaks for everybody */
	if (watch_count(server->watch, address) < (size_t)server->options.connections_per_address)
		return MHD_YES;
	server->refused++;
	return MHD_NO;
}

static void
connection_changed(void *cls, struct MHD_Connection *connection, void **context,
    enum MHD_ConnectionNotificationCode code)
{
	struct http_server *server = cls;

	if (code == MHD_CONNECTION_NOTIFY_STARTED) {
		server->connections++;
		server->open++;
		*context = watch_add(server->watch,
		    MHD_get_connection_info(connection, MHD_CONNECTION_INFO_CONNECTION_FD)
			->connect_fd,
		    address_of(connection), server->options.header_ms);
	} else {
		server->open--;
		watch_remove(server->watch, *context);
	}
}

/* The request line came: the exchange begins, and with it the time for the headers. */
static void *
uri_log(void *cls, const char *target, struct MHD_Connection *connection)
{
	struct http_server *server = cls;
	struct exchange *x = mem_new(NULL, struct exchange);

	x->server = server;
	x->connection = connection;
	x->target_at = target;
	x->request = request_new(x, target == NULL ? "" : target);
	x->began = x->queued = x->taken = watch_now();
	response_init(x, &x->response);
	server->in_flight++;
	watch_set(server->watch, watched_of(connection), WATCH_HEAD, server->options.header_ms);
	return x;
}

/* How long @len bytes may be on their way. */
static int64_t
time_for(const struct http_server *server, uint64_t len)
{
	return server->options.body_ms + (int64_t)(len * 1000 / (uint64_t)server->options.rate_min);
}

static struct MHD_Response *
make_response(struct exchange *x)
{
	const struct http_response *r = &x->response;
	bool bodiless = r->status == 204 || r->status == 304;
	const void *bytes = r->fixed != NULL ? r->fixed : r->body.bytes;
	size_t i, len = bodiless ? 0 : r->fixed != NULL ? r->fixed_len : r->body.len;
	struct MHD_Response *out =
	    mem_check(MHD_create_response_from_buffer(len, (void *)bytes, MHD_RESPMEM_PERSISTENT));

	for (i = 0; response_always[i].name != NULL; i++)
		MHD_add_response_header(out, response_always[i].name, response_always[i].value);
	for (i = 0; i < r->nheaders; i++)
		MHD_add_response_header(out, r->headers[i].name, r->headers[i].value);
	if (!response_has(r, "Cache-Control"))
		MHD_add_response_header(out, "Cache-Control", "no-store");
	if (!bodiless && r->type != NULL)
		MHD_add_response_header(out, "Content-Type", r->type);
	if (x->close)
		MHD_add_response_header(out, "Connection", "close");
	return out;
}

static size_t
length_of(const struct exchange *x)
{
	if (x->request->method == HTTP_HEAD)
		return 0;
	return x->response.fixed != NULL ? x->response.fixed_len : x->response.body.len;
}

/* Queues the response. Data it points to live in @x until completed(). */
static enum MHD_Result
answer(struct exchange *x)
{
	struct http_server *server = x->server;
	struct http_response *r = &x->response;
	struct MHD_Response *out;
	enum MHD_Result result;

	if (r->body.full || r->status < 200 || r->status > 599)
		response_refuse(x, r, 500);
	if (r->close || server->stopping)
		x->close = true;
	out = make_response(x);
	x->answered = true;
	watch_set(
	    server->watch, watched_of(x->connection), WATCH_SEND, time_for(server, length_of(x)));
	result = MHD_queue_response(x->connection, (unsigned)r->status, out);
	MHD_destroy_response(out);
	return result;
}

/* An answer while the body is not read: the connection can't go on. */
static enum MHD_Result
refuse_early(struct exchange *x, int status)
{
	x->close = true;
	response_refuse(x, &x->response, status);
	return answer(x);
}

struct lines {
	struct exchange *x;
	const char *next; /* where the next line must begin */
	bool strict;
	int status;
};

static enum MHD_Result
take_header(void *cls, enum MHD_ValueKind kind, const char *name, size_t name_len,
    const char *value, size_t value_len)
{
	struct lines *lines = cls;

	if (value == NULL)
		value = "";
	lines->strict = lines->strict && name == lines->next;
	lines->next = value + value_len + 2;
	lines->status = request_add_header(lines->x->request, name, name_len, value, value_len);
	return lines->status == 0 ? MHD_YES : MHD_NO;
}

/*
 * Every line of the head ended with CR LF, none was folded, none holds a NUL.
 *
 * libmicrohttpd before 1.0 takes a bare LF for a line's end, joins folded lines and ends a value
 * at a NUL, each of which a proxy may read otherwise (request smuggling), and has no option
 * against it. But it leaves the lines where they were received: if they follow each other two
 * bytes apart and fill the head, they ended with CR LF. Later versions refuse all three when
 * MHD_OPTION_STRICT_FOR_CLIENT is set.
 */
static bool
lines_are_strict(const struct lines *lines, const char *method)
{
#if MHD_VERSION < 0x01000000
	const struct exchange *x = lines->x;
	const union MHD_ConnectionInfo *size =
	    MHD_get_connection_info(x->connection, MHD_CONNECTION_INFO_REQUEST_HEADER_SIZE);

	return lines->strict && x->target_at == method + strlen(method) + 1 && size != NULL &&
	       lines->next + 2 == method + size->header_size;
#else
	return true;
#endif
}

static int
take_headers(struct exchange *x, const char *method, const char *version)
{
	struct lines lines = {.x = x, .next = version + strlen(version) + 2};

	lines.strict =
	    x->target_at != NULL && version == x->target_at + strlen(x->request->inner->target) + 1;
	MHD_get_connection_values_n(x->connection, MHD_HEADER_KIND, take_header, &lines);
	if (lines.status != 0)
		return lines.status;
	return lines_are_strict(&lines, method) ? 0 : 400;
}

static size_t
body_limit(const struct exchange *x)
{
	const struct http_server_options *o = &x->server->options;
	const struct http_request *r = x->request;
	bool upload = strcmp(r->content_type, "multipart/form-data") == 0;
	size_t cap = upload ? o->upload_max : o->body_max;
	size_t limit =
	    o->body_limit == NULL ? o->body_max : o->body_limit(o->arg, r->method, r->path);

	return limit < cap ? limit : cap;
}

/* A place in memory for a body of @len bytes, before the first of them is read. */
static bool
reserve(struct exchange *x, size_t len)
{
	struct http_server *server = x->server;

	if (len > SMALL_BODY) {
		if (atomic_fetch_add(&server->upload_bytes, len) + len >
		    server->options.upload_total) {
			server->upload_bytes -= len;
			return false;
		}
		x->reserved = len;
	}
	x->body = buf_new(x, len + 1);
	return true;
}

/* The head is here. */
static enum MHD_Result
begin(struct exchange *x, const char *method, const char *version)
{
	struct http_server *server = x->server;
	const struct sockaddr *address = address_of(x->connection);
	char peer[INET6_ADDRSTRLEN] = "";
	uint64_t len = 0;
	int status = take_headers(x, method, version);

	x->begun = true;
	if (status == 0)
		status = request_check_head(x->request, method, version, &len);
	address_text(address, peer);
	request_set_peer(x->request, peer, server->options.trust_proxy && is_loopback(address));
	if (status != 0)
		return refuse_early(x, status);
	if (len > body_limit(x))
		return refuse_early(x, 413);
	if (!reserve(x, (size_t)len))
		return refuse_early(x, 503);
	x->close = strcmp(version, "HTTP/1.0") == 0;
	watch_set(server->watch, watched_of(x->connection), WATCH_BODY, time_for(server, len));
	return MHD_YES;
}

/* The request is whole. */
static enum MHD_Result
hand_over(struct exchange *x)
{
	struct http_server *server = x->server;

	x->whole = true;
	x->queued = watch_now();
	watch_set(server->watch, watched_of(x->connection), WATCH_RUN, 0);
	MHD_suspend_connection(x->connection); /* first: a worker may be done before we return */
	if (pool_push(server->pool, &x->job))
		return MHD_YES;
	x->taken = watch_now();
	response_refuse(x, &x->response, 503);
	MHD_resume_connection(x->connection);
	return MHD_YES;
}

/* In a worker. After the connection is resumed @job may be gone. */
static void
run_job(void *owner, void *worker, struct pool_job *job)
{
	struct http_server *server = owner;
	struct exchange *x = (struct exchange *)job;
	int status = 503;

	x->taken = watch_now();
	if (!server->hurry)
		status = request_read_body(x->request, x->body.bytes, x->body.len);
	if (status != 0)
		response_refuse(x, &x->response, status);
	else
		server->options.handler(x, worker, x->request, &x->response);
	MHD_resume_connection(x->connection);
}

static enum MHD_Result
on_request(void *cls, struct MHD_Connection *connection, const char *url, const char *method,
    const char *version, const char *bytes, size_t *len, void **context)
{
	struct exchange *x = *context;

	if (!x->begun)
		return begin(x, method, version);
	if (*len > 0) {
		buf_add(&x->body, bytes, *len);
		x->server->bytes_in += *len;
		*len = 0;
		return MHD_YES;
	}
	return x->whole ? answer(x) : hand_over(x);
}

static void
count(struct http_server *server, int status, size_t bytes, int64_t ms)
{
	size_t i = 0;

	while (i < HTTP_BUCKETS && ms > http_bucket_ms[i])
		i++;
	server->latency[i]++;
	server->latency_ms += (uint64_t)ms;
	server->requests[status >= 100 && status <= 599 ? status / 100 : 0]++;
	server->bytes_out += bytes;
}

static void
log_exchange(const struct exchange *x, int status, size_t bytes, int64_t ms)
{
	static const char *const methods[] = {[HTTP_GET] = "GET",
	    [HTTP_HEAD] = "HEAD",
	    [HTTP_POST] = "POST",
	    [HTTP_PUT] = "PUT",
	    [HTTP_DELETE] = "DELETE",
	    [HTTP_OTHER] = "?"};

	if (x->server->options.log == NULL)
		return;
	access_log(x->server->options.log, &(struct access_line){.peer = x->request->peer,
					       .method = methods[x->request->method],
					       .path = x->request->path,
					       .status = status,
					       .bytes = bytes,
					       .ms = ms,
					       .wait_ms = x->taken - x->queued,
					       .actor = x->response.actor,
					       .refused = x->response.refused});
}

/* The response was sent, or the connection is lost. */
static void
completed(void *cls, struct MHD_Connection *connection, void **context,
    enum MHD_RequestTerminationCode code)
{
	struct http_server *server = cls;
	struct exchange *x = *context;
	/* the library answers what it can't read by itself */
	const union MHD_ConnectionInfo *own =
	    MHD_get_connection_info(connection, MHD_CONNECTION_INFO_HTTP_STATUS);
	int64_t ms;
	size_t bytes;
	int status;

	if (x == NULL)
		return;
	status = x->answered ? x->response.status : own != NULL ? (int)own->http_status : 0;
	bytes = x->answered ? length_of(x) : 0;
	ms = watch_now() - x->began;
	count(server, status, bytes, ms);
	log_exchange(x, status, bytes, ms);
	server->upload_bytes -= x->reserved;
	talloc_free(x);
	*context = NULL;
	watch_set(server->watch, watched_of(connection), WATCH_IDLE, server->options.idle_ms);
	server->in_flight--;
}

/* Escapes are ours to decode (web/form.h). */
static size_t
leave_escaped(void *cls, struct MHD_Connection *connection, char *s)
{
	return strlen(s);
}

static void
set_default(int *value, int standard)
{
	if (*value <= 0)
		*value = standard;
}

static void
set_default_size(size_t *value, size_t standard)
{
	if (*value == 0)
		*value = standard;
}

static void
fill_options(TALLOC_CTX *ctx, struct http_server_options *o)
{
	o->address = mem_strdup(ctx, o->address == NULL ? "127.0.0.1" : o->address);
	set_default(&o->workers, 4);
	set_default(&o->header_ms, 10000);
	set_default(&o->body_ms, 30000);
	set_default(&o->rate_min, 32768);
	set_default(&o->idle_ms, 60000);
	set_default(&o->queue_max, 64);
	set_default(&o->connections_max, 1000);
	set_default(&o->connections_per_address, 64);
	set_default_size(&o->body_max, (size_t)1 << 20);
	set_default_size(&o->upload_max, (size_t)50 << 20);
	set_default_size(&o->upload_total, (size_t)256 << 20);
	if (o->upload_max >= BUF_MAX)
		o->upload_max = BUF_MAX - 1;
}

static enum err
listen_at(struct http_server *server, const struct addrinfo *to, struct error *err)
{
	struct sockaddr_storage bound = {0};
	socklen_t len = sizeof bound;
	int yes = 1;

	server->listener = socket(to->ai_family, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0);
	if (server->listener < 0 ||
	    setsockopt(server->listener, SOL_SOCKET, SO_REUSEADDR, &yes, sizeof yes) != 0 ||
	    bind(server->listener, to->ai_addr, to->ai_addrlen) != 0 ||
	    listen(server->listener, SOMAXCONN) != 0 ||
	    getsockname(server->listener, (struct sockaddr *)&bound, &len) != 0)
		return fail(err, ERR_IO, MSG("no server can be started at {0}, port {1}: {2}"),
		    arg_text(server->options.address), arg_year(server->options.port),
		    arg_errno(errno));
	server->port =
	    ntohs(bound.ss_family == AF_INET6 ? ((const struct sockaddr_in6 *)&bound)->sin6_port
					      : ((const struct sockaddr_in *)&bound)->sin_port);
	return OK;
}

static enum err
open_listener(struct http_server *server, struct error *err)
{
	struct addrinfo how = {.ai_socktype = SOCK_STREAM, .ai_flags = AI_NUMERICHOST | AI_PASSIVE};
	struct addrinfo *found;
	char port[12];
	enum err code;

	snprintf(port, sizeof port, "%d", server->options.port);
	if (server->options.port > 65535 ||
	    getaddrinfo(server->options.address, port, &how, &found) != 0)
		return fail(err, ERR_USAGE, MSG("{0}, port {1} is no address to listen at"),
		    arg_text(server->options.address), arg_year(server->options.port));
	code = listen_at(server, found, err);
	freeaddrinfo(found);
	return code;
}

/* Signals are for the main thread. */
static bool
start_daemon(struct http_server *server)
{
	sigset_t all, old;

	sigfillset(&all);
	pthread_sigmask(SIG_SETMASK, &all, &old);
	server->daemon = MHD_start_daemon(MHD_USE_EPOLL_INTERNAL_THREAD | MHD_ALLOW_SUSPEND_RESUME,
	    0, accept_policy, server, on_request, server, MHD_OPTION_LISTEN_SOCKET,
	    server->listener, MHD_OPTION_CONNECTION_LIMIT,
	    (unsigned)server->options.connections_max, MHD_OPTION_CONNECTION_MEMORY_LIMIT,
	    (size_t)CONNECTION_MEMORY, MHD_OPTION_STRICT_FOR_CLIENT, STRICT,
	    MHD_OPTION_URI_LOG_CALLBACK, uri_log, server, MHD_OPTION_UNESCAPE_CALLBACK,
	    leave_escaped, server, MHD_OPTION_NOTIFY_COMPLETED, completed, server,
	    MHD_OPTION_NOTIFY_CONNECTION, connection_changed, server, MHD_OPTION_END);
	pthread_sigmask(SIG_SETMASK, &old, NULL);
	return server->daemon != NULL;
}

static int
tick_of(const struct http_server_options *o)
{
	int least = o->header_ms < o->body_ms ? o->header_ms : o->body_ms;

	least = (o->idle_ms < least ? o->idle_ms : least) / 8;
	return least < 10 ? 10 : least > 250 ? 250 : least;
}

static enum err
start_parts(struct http_server *server, struct error *err)
{
	const struct http_server_options *o = &server->options;
	struct pool_options pool = {.workers = o->workers,
	    .queue_max = (size_t)o->queue_max,
	    .worker_new = o->worker_new,
	    .arg = o->arg,
	    .run = run_job,
	    .owner = server};
	enum err code = open_listener(server, err);

	if (code == OK)
		code = pool_start(server, &pool, &server->pool, err);
	if (code != OK)
		return code;
	server->watch = watch_start(server, tick_of(o));
	if (server->watch == NULL || !start_daemon(server))
		return fail(err, ERR_INTERNAL, MSG("the server's threads could not be started"));
	return OK;
}

/* Ends what was started, in the order in which it leans on each other. */
static void
stop_parts(struct http_server *server)
{
	if (server->daemon != NULL)
		MHD_stop_daemon(server->daemon);
	if (server->pool != NULL)
		pool_stop(server->pool);
	if (server->watch != NULL)
		watch_stop(server->watch);
	if (server->listener >= 0)
		close(server->listener);
	talloc_free(server);
}

enum err
http_server_start(TALLOC_CTX *ctx, const struct http_server_options *options,
    struct http_server **out, struct error *err)
{
	/* Not under @ctx: its lock must outlive whatever the caller frees. */
	struct http_server *server = mem_new(NULL, struct http_server);
	enum err code;

	server->options = *options;
	server->listener = -1;
	fill_options(server, &server->options);
	code = start_parts(server, err);
	if (code != OK) {
		stop_parts(server);
		return code;
	}
	*out = server;
	return OK;
}

int
http_server_port(const struct http_server *server)
{
	return server->port;
}

static void
wait_for_answers(struct http_server *server, int ms)
{
	static const struct timespec moment = {.tv_nsec = 5000000};
	int64_t until = watch_now() + ms;

	while (server->in_flight > 0 && watch_now() < until)
		nanosleep(&moment, NULL);
}

void
http_server_stop(struct http_server *server, int grace_ms)
{
	server->stopping = true;
	MHD_quiesce_daemon(server->daemon);
	close(server->listener);
	server->listener = -1;
	watch_cut_idle(server->watch);
	wait_for_answers(server, grace_ms);
	server->hurry = true;
	pool_stop(server->pool); /* what the library still hands over is refused */
	wait_for_answers(server, LAST_ANSWERS_MS);
	stop_parts(server);
}

void
http_server_metrics(const struct http_server *server, struct http_metrics *out)
{
	size_t i;

	*out = (struct http_metrics){.stopping = server->hurry      ? 2
						 : server->stopping ? 1
								    : 0,
	    .workers = server->options.workers,
	    .connections = server->connections,
	    .connections_open = server->open,
	    .connections_refused = server->refused,
	    .timeouts = watch_timeouts(server->watch),
	    .queue = pool_waiting(server->pool),
	    .in_flight = server->in_flight,
	    .upload_bytes = server->upload_bytes,
	    .bytes_in = server->bytes_in,
	    .bytes_out = server->bytes_out,
	    .latency_ms = server->latency_ms};
	for (i = 0; i < 6; i++)
		out->requests[i] = server->requests[i];
	for (i = 0; i <= HTTP_BUCKETS; i++)
		out->latency[i] = server->latency[i];
}
