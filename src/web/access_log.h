/*
 * The log of requests: one JSON object a line.
 *
 *   {"at":"2026-11-25T21:02:14.301Z","peer":"127.0.0.1","method":"GET","path":"/schools",
 *    "status":200,"bytes":5120,"ms":3,"wait_ms":0,"actor":"district"}
 *
 * Never a query, a body, a header, a cookie or a token: they hold what nobody may read later.
 */
#ifndef WEB_ACCESS_LOG_H
#define WEB_ACCESS_LOG_H

#include <stdint.h>
#include <stdio.h>
#include <talloc.h>

struct access_line {
	const char *peer;
	const char *method;
	const char *path; /* "" if it was refused */
	int status;       /* 0: the client left before an answer */
	uint64_t bytes;   /* of the answer's body */
	int64_t ms;       /* from the request line to the end */
	int64_t wait_ms;  /* of them, in the queue */
	const char *actor;
	size_t refused; /* headers a handler may not set */
};

void access_log(FILE *log, const struct access_line *line);

#endif
