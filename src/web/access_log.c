#include "web/access_log.h"

#include "base/buf.h"
#include "base/json.h"
#include "base/mem.h"

#include <string.h>
#include <time.h>

static void
put_now(TALLOC_CTX *ctx, struct json *j)
{
	struct timespec t;
	struct tm tm;
	char day[40];

	clock_gettime(CLOCK_REALTIME, &t);
	gmtime_r(&t.tv_sec, &tm);
	strftime(day, sizeof day, "%Y-%m-%dT%H:%M:%S", &tm);
	json_text(j, "at", mem_printf(ctx, "%s.%03ldZ", day, t.tv_nsec / 1000000));
}

/* Who reads the log must not get in: what stands behind /join/ opens an account. */
static const char *
without_token(const char *path)
{
	return strncmp(path, "/join/", 6) == 0 ? "/join/…" : path;
}

/* The whole line goes out in one write: several programs may share the file. */
void
access_log(FILE *log, const struct access_line *line)
{
	TALLOC_CTX *ctx = mem_check(talloc_new(NULL));
	struct buf text = buf_new(ctx, 1 << 16);
	struct json *j = json_new(ctx, json_to_buf, &text);

	json_object(j, NULL);
	put_now(ctx, j);
	json_text(j, "peer", line->peer);
	json_text(j, "method", line->method);
	json_text(j, "path", without_token(line->path));
	json_int(j, "status", line->status);
	json_int(j, "bytes", (int64_t)line->bytes);
	json_int(j, "ms", line->ms);
	json_int(j, "wait_ms", line->wait_ms);
	if (line->actor != NULL)
		json_text(j, "actor", line->actor);
	if (line->refused > 0)
		json_int(j, "refused_headers", (int64_t)line->refused);
	json_end(j);
	if (json_finish(j, NULL) == OK) {
		fwrite(text.bytes, 1, text.len, log);
		fflush(log);
	}
	talloc_free(ctx);
}
