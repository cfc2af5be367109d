/*
 * Absolute deadlines of connections, and their number per address.
 *
 * libmicrohttpd's timeout is of inactivity: a byte every few seconds keeps a connection for
 * ever. Here each state of a connection has an end; a thread shuts the socket of those that are
 * over (libmicrohttpd then sees its end and closes it).
 */
#ifndef WEB_WATCH_H
#define WEB_WATCH_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <sys/socket.h>
#include <talloc.h>

enum watch_state {
	WATCH_IDLE, /* nothing of a request is here */
	WATCH_HEAD, /* the request line came */
	WATCH_BODY,
	WATCH_RUN, /* waits or is worked on: no deadline */
	WATCH_SEND
};

struct watch;
struct watched; /* one connection */

/* Looks at deadlines every @tick_ms; NULL if no thread can be started. */
struct watch *watch_start(TALLOC_CTX *ctx, int tick_ms);

/* Number of connections from @address. */
size_t watch_count(struct watch *watch, const struct sockaddr *address);

/* A new connection: WATCH_IDLE for @ms. */
struct watched *watch_add(struct watch *watch, int fd, const struct sockaddr *address, int64_t ms);

/* The connection is in @state for at most @ms from now. */
void watch_set(struct watch *watch, struct watched *connection, enum watch_state state, int64_t ms);

/* Before its socket is closed. */
void watch_remove(struct watch *watch, struct watched *connection);

/* Cuts those that are WATCH_IDLE now and, from now on, those that become so. */
void watch_cut_idle(struct watch *watch);

uint64_t watch_timeouts(struct watch *watch);

/* Ends the thread; connections are left alone. */
void watch_stop(struct watch *watch);

/* Milliseconds of a clock that only goes forward. */
int64_t watch_now(void);

#endif
