/*
 * HTTP for the web application: a request comes in whole and checked, a response goes out whole.
 *
 * One thread moves bytes (web/server.c, the only file that knows libmicrohttpd); each complete
 * request waits in a bounded queue for one of a few worker threads, which calls the handler. What
 * a handler sees is valid: UTF-8 without NUL, decoded once, within the limits below. Whatever
 * isn't gets a short plain answer from the server and never reaches a handler.
 *
 * A request and all its data live in one talloc context, freed when the response was sent. That
 * context belongs to the worker while the handler runs, and to nobody else.
 */
#ifndef WEB_HTTP_H
#define WEB_HTTP_H

#include "base/buf.h"
#include "base/error.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <talloc.h>

#define HTTP_HEADERS_MAX 100          /* lines */
#define HTTP_LINE_MAX ((size_t)8192)  /* bytes of a header line, of a target */
#define HTTP_HEAD_MAX ((size_t)32768) /* bytes of all header lines */
#define HTTP_FIELDS_MAX 4000          /* of a form; of a query: a grid of 300 schools is one */
#define HTTP_FIELD_NAME_MAX 100       /* bytes */
#define HTTP_FIELD_MAX ((size_t)1 << 20)
#define HTTP_FILES_MAX 20
#define HTTP_FILE_NAME_MAX 255 /* bytes */

/* HTTP_OTHER never reaches a handler: the server answers 405 or 501. */
enum http_method { HTTP_GET, HTTP_HEAD, HTTP_POST, HTTP_PUT, HTTP_DELETE, HTTP_OTHER };

/* Both valid UTF-8, percent-decoded, without NUL; @value is never NULL. */
struct http_pair {
	const char *name;
	const char *value;
};

/*
 * A file of a form. @filename has no folder (what stood before / or \ is cut); @type is what the
 * browser says, "" if nothing. A field where no file was chosen doesn't appear. @bytes are as
 * they came, not NUL-ended.
 */
struct http_file {
	const char *name;
	const char *filename;
	const char *type;
	const char *bytes;
	size_t len;
};

struct http_inner; /* web/request.h */

struct http_request {
	enum http_method method;
	/* Starts with '/', decoded once; no "//", no segment "." or "..", no control, no '\'. */
	const char *path;
	const char *raw_query; /* as it came, without '?'; may be "" */
	size_t nquery;
	const struct http_pair *query;
	size_t nform; /* urlencoded or multipart, in order; repeated names stay */
	const struct http_pair *form;
	size_t nfiles;
	const struct http_file *files;
	const char *body; /* the body when it is no form, NUL-ended after body_len bytes */
	size_t body_len;
	const char *content_type; /* without parameters, lower case; "" if none */
	/*
	 * The client's address as text. X-Forwarded-For (its last address) and X-Forwarded-Proto
	 * are believed only with trust_proxy and from a loopback connection.
	 */
	const char *peer;
	bool secure; /* X-Forwarded-Proto: https under the same condition */
	/*
	 * A header by its lower-case name, NULL if absent; the first when there are several, but
	 * Host, Content-Length, Content-Type, Authorization and Cookie are never several.
	 */
	const char *(*header)(const struct http_request *request, const char *name);
	struct http_inner *inner;
};

/* The first field of the query, or of the form, with that name; NULL if absent. */
const char *http_query(const struct http_request *request, const char *name);
const char *http_form(const struct http_request *request, const char *name);

/*
 * Copies the cookie @name into @value, which has room for @size bytes with the NUL. False, and ""
 * in @value, if it is absent, longer, or there twice (somebody planted a second one).
 */
bool http_cookie(const struct http_request *request, const char *name, char *value, size_t size);

struct http_response {
	int status;       /* 200 unless changed */
	const char *type; /* "text/html; charset=utf-8" unless changed */
	struct buf body;  /* what doesn't fit makes the answer a 500 */
	/* Instead of body, if not NULL: bytes that outlive every response, such as static files. */
	const void *fixed;
	size_t fixed_len;
	const char *actor; /* the account, for the log; NULL if nobody; under the request's ctx */
	bool close;        /* end the connection after this response */
	/* Filled by http_header(). */
	size_t nheaders;
	struct http_pair *headers;
	size_t refused; /* headers dropped; the log tells */
};

/*
 * Adds a header (several of the same name stay, as Set-Cookie needs). Dropped and told in the
 * log: CR, LF, NUL or another control in @value, a @name that is no token, and the names that are
 * the server's own: lengths, connection, and the security headers, which a handler can't loosen.
 */
void http_header(struct http_response *response, const char *name, const char *value);

/*
 * Answers @request; runs in a worker thread. @ctx is freed when the response was sent. @worker
 * is what worker_new made for this thread. HEAD is answered like GET; the server drops the body.
 */
typedef void http_handler(TALLOC_CTX *ctx, void *worker, const struct http_request *request,
    struct http_response *response);

/* Every 0 or NULL means the default that stands behind. Times in milliseconds, sizes in bytes. */
struct http_server_options {
	const char *address; /* numeric; 127.0.0.1 */
	int port;            /* 0: any free one, see http_server_port() */
	int workers;         /* 4 */
	/* Once per worker, in its thread, under a context that lives as long as the thread. */
	void *(*worker_new)(TALLOC_CTX *ctx, void *arg, struct error *err);
	http_handler *handler; /* must be there */
	void *arg;             /* given to worker_new and body_limit */
	bool trust_proxy;
	int header_ms;       /* 10 s from the connection or the request line to the last header */
	int body_ms;         /* 30 s for the body, or for the client to take an answer, and … */
	int rate_min;        /* … the time its bytes take at 32768 a second */
	int idle_ms;         /* 60 s between requests of a connection */
	int queue_max;       /* 64 waiting requests; beyond 503 */
	int connections_max; /* 1000; beyond they wait to be accepted */
	int connections_per_address; /* 64; not counted for a trusted proxy */
	size_t body_max;             /* 1 MiB: forms and JSON; beyond 413 */
	size_t upload_max;           /* 50 MiB: multipart */
	size_t upload_total; /* 256 MiB: all bodies over 64 KiB in memory at once; beyond 503 */
	/* How large a body a path may have, before the caps above; NULL: body_max everywhere.
	 * Runs in the thread that moves bytes: no waiting. */
	size_t (*body_limit)(void *arg, enum http_method method, const char *path);
	FILE *log; /* a JSON object a line (web/access_log.h); NULL: none */
};

struct http_server;

/*
 * Listens and answers until http_server_stop(). The options are copied. ERR_IO if the address
 * can't be had, ERR_USAGE if it is no address, or what worker_new failed with (it returned NULL).
 * Freeing @ctx doesn't stop the server.
 */
enum err http_server_start(TALLOC_CTX *ctx, const struct http_server_options *options,
    struct http_server **out, struct error *err);

int http_server_port(const struct http_server *server);

/*
 * Takes no new connections, ends idle ones, lets requests under way finish for at most @grace_ms;
 * then those not yet begun get 503. A handler that runs is always waited for. Frees @server.
 */
void http_server_stop(struct http_server *server, int grace_ms);

#define HTTP_BUCKETS 12
extern const int http_bucket_ms[HTTP_BUCKETS]; /* upper bounds of the histogram */

struct http_metrics {
	int stopping; /* 0: serves; 1: the grace of http_server_stop() runs; 2: it is over */
	int workers;
	uint64_t connections; /* since the start */
	uint64_t connections_open;
	uint64_t connections_refused;       /* too many of one address */
	uint64_t timeouts;                  /* connections cut by a deadline */
	uint64_t requests[6];               /* by class of status: [2] counts 200..299 */
	uint64_t queue;                     /* waiting for a worker now */
	uint64_t in_flight;                 /* begun and not yet answered */
	uint64_t upload_bytes;              /* of bodies in memory now */
	uint64_t bytes_in;                  /* of bodies */
	uint64_t bytes_out;                 /* of bodies */
	uint64_t latency[HTTP_BUCKETS + 1]; /* requests by time from the request line to the end */
	uint64_t latency_ms;                /* sum */
};

/* The counts now; may be called from any thread, also by a handler. */
void http_server_metrics(const struct http_server *server, struct http_metrics *out);

#endif
