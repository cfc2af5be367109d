/*
 * A bounded queue and the threads that work on it. What a job is, its owner knows: it embeds
 * struct pool_job, gives it away with pool_push() and gets it back in its run function.
 */
#ifndef WEB_POOL_H
#define WEB_POOL_H

#include "base/error.h"

#include <stdbool.h>
#include <stddef.h>
#include <talloc.h>

struct pool_job {
	struct pool_job *next;
};

/* Runs in a worker's thread. @worker is what worker_new made there. */
typedef void pool_run(void *owner, void *worker, struct pool_job *job);

struct pool_options {
	int workers;
	size_t queue_max;
	void *(*worker_new)(TALLOC_CTX *ctx, void *arg, struct error *err); /* may be NULL */
	void *arg;
	pool_run *run;
	void *owner;
};

struct pool;

/* Returns when every worker is ready; the error of the first that isn't ends them all. */
enum err pool_start(
    TALLOC_CTX *ctx, const struct pool_options *options, struct pool **out, struct error *err);

/* False, at once, if the queue is full or the pool stops; the job is then still the caller's. */
bool pool_push(struct pool *pool, struct pool_job *job);

size_t pool_waiting(struct pool *pool);

/* Runs what is in the queue to its end and joins the threads. A second call does nothing. */
void pool_stop(struct pool *pool);

#endif
