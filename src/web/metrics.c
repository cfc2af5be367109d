#include "web/metrics.h"

#include "app/session.h"
#include "web/admin.h"
#include "web/work.h"

#include <inttypes.h>
#include <string.h>

/* From this machine itself: behind a proxy every client seems to be that, so its headers count. */
static bool
is_local(const struct http_request *r)
{
	static const char *const proxy[] = {
	    "forwarded", "via", "x-forwarded-for", "x-forwarded-host", "x-real-ip"};
	size_t i;

	for (i = 0; i < sizeof proxy / sizeof proxy[0]; i++) {
		if (r->header(r, proxy[i]) != NULL)
			return false;
	}
	return strcmp(r->peer, "127.0.0.1") == 0 || strcmp(r->peer, "::1") == 0;
}

/* "Authorization: Bearer KEY" of an administrator. */
static bool
has_key(TALLOC_CTX *ctx, struct app *app, const struct http_request *r)
{
	const char *said = r->header(r, "authorization");
	struct session_view s;
	struct error err;
	bool may;

	if (said == NULL || strncmp(said, "Bearer ", 7) != 0)
		return false;
	app_clock(app);
	if (session_of_key(ctx, app, said + 7, &s, &err) != OK)
		return false;
	session_enter(app, &s);
	may = app_permitted(app, PERMIT_ADMIN);
	session_leave(app);
	return may;
}

static void
put(struct buf *b, const char *name, const char *type, uint64_t value)
{
	buf_printf(b, "# TYPE opora_%s %s\nopora_%s %" PRIu64 "\n", name, type, name, value);
}

static void
put_latency(struct buf *b, const struct http_metrics *m)
{
	uint64_t sum = 0;
	int i;

	buf_text(b, "# TYPE opora_request_seconds histogram\n");
	for (i = 0; i < HTTP_BUCKETS; i++) {
		sum += m->latency[i];
		buf_printf(b, "opora_request_seconds_bucket{le=\"%d.%03d\"} %" PRIu64 "\n",
		    http_bucket_ms[i] / 1000, http_bucket_ms[i] % 1000, sum);
	}
	sum += m->latency[HTTP_BUCKETS];
	buf_printf(b, "opora_request_seconds_bucket{le=\"+Inf\"} %" PRIu64 "\n", sum);
	buf_printf(b, "opora_request_seconds_sum %" PRIu64 ".%03d\n", m->latency_ms / 1000,
	    (int)(m->latency_ms % 1000));
	buf_printf(b, "opora_request_seconds_count %" PRIu64 "\n", sum);
}

static void
put_all(struct buf *b)
{
	struct http_metrics m = {0};
	size_t waiting, running;
	int i;

	admin_metrics(&m);
	work_counts(&waiting, &running);
	buf_text(b, "# TYPE opora_requests_total counter\n");
	for (i = 1; i < 6; i++)
		buf_printf(
		    b, "opora_requests_total{class=\"%dxx\"} %" PRIu64 "\n", i, m.requests[i]);
	put(b, "connections_total", "counter", m.connections);
	put(b, "connections_open", "gauge", m.connections_open);
	put(b, "connections_refused_total", "counter", m.connections_refused);
	put(b, "timeouts_total", "counter", m.timeouts);
	put(b, "queue", "gauge", m.queue);
	put(b, "in_flight", "gauge", m.in_flight);
	put(b, "upload_bytes", "gauge", m.upload_bytes);
	put(b, "received_bytes_total", "counter", m.bytes_in);
	put(b, "sent_bytes_total", "counter", m.bytes_out);
	put(b, "work_waiting", "gauge", waiting);
	put(b, "work_running", "gauge", running);
	put_latency(b, &m);
}

static void
answer_health(struct app *app, struct http_response *response)
{
	struct error err;
	int schema;

	response->type = "text/plain; charset=utf-8";
	if (db_schema(app->db, &schema, &err) == OK) {
		buf_text(&response->body, "ok\n");
		return;
	}
	response->status = 503;
	buf_text(&response->body, "the database does not answer\n");
}

bool
metrics_answer(
    TALLOC_CTX *ctx, struct app *app, const struct http_request *r, struct http_response *response)
{
	if (strcmp(r->path, "/health") == 0) {
		answer_health(app, response);
		return true;
	}
	if (strcmp(r->path, "/metrics") != 0)
		return false;
	response->type = "text/plain; version=0.0.4; charset=utf-8";
	if (is_local(r) || has_key(ctx, app, r)) {
		put_all(&response->body);
		return true;
	}
	response->status = 403;
	response->type = "text/plain; charset=utf-8";
	buf_text(&response->body, "from this machine, or with the key of an administrator\n");
	return true;
}
