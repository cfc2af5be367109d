#include "web/pool.h"

#include "base/mem.h"

#include <pthread.h>
#include <signal.h>

struct pool {
	struct pool_options options;
	pthread_mutex_t lock;
	pthread_cond_t work;  /* a job came, or the pool stops */
	pthread_cond_t ready; /* a worker has begun or failed */
	struct pool_job *first;
	struct pool_job **last;
	size_t waiting;
	int begun; /* workers that are ready or failed */
	bool stopping;
	enum err failure; /* of the first worker that failed */
	struct error why;
	int nthreads;
	pthread_t *threads;
};

static int
pool_free(struct pool *pool)
{
	pthread_cond_destroy(&pool->work);
	pthread_cond_destroy(&pool->ready);
	pthread_mutex_destroy(&pool->lock);
	return 0;
}

/* Each worker has a context of its own: talloc knows no locks. */
static void *
begin(struct pool *pool, TALLOC_CTX *ctx)
{
	const struct pool_options *o = &pool->options;
	struct error err = {.kind = ERR_INTERNAL, .id = MSG("a worker could not start")};
	void *worker = o->worker_new == NULL ? NULL : o->worker_new(ctx, o->arg, &err);

	pthread_mutex_lock(&pool->lock);
	if (o->worker_new != NULL && worker == NULL && pool->failure == OK) {
		pool->failure = err.kind;
		pool->why = err;
	}
	pool->begun++;
	pthread_cond_signal(&pool->ready);
	pthread_mutex_unlock(&pool->lock);
	return worker;
}

/* The next job; NULL when the pool stops and nothing is left. */
static struct pool_job *
take(struct pool *pool)
{
	struct pool_job *job;

	pthread_mutex_lock(&pool->lock);
	while (pool->first == NULL && !pool->stopping)
		pthread_cond_wait(&pool->work, &pool->lock);
	job = pool->first;
	if (job != NULL) {
		pool->first = job->next;
		if (pool->first == NULL)
			pool->last = &pool->first;
		pool->waiting--;
	}
	pthread_mutex_unlock(&pool->lock);
	return job;
}

static void *
work(void *arg)
{
	struct pool *pool = arg;
	TALLOC_CTX *ctx = mem_check(talloc_new(NULL));
	void *worker = begin(pool, ctx);
	struct pool_job *job;

	while ((job = take(pool)) != NULL)
		pool->options.run(pool->options.owner, worker, job);
	talloc_free(ctx);
	return NULL;
}

/* Signals are for the main thread. */
static int
start_threads(struct pool *pool)
{
	sigset_t all, old;
	int code = 0;

	sigfillset(&all);
	pthread_sigmask(SIG_SETMASK, &all, &old);
	while (code == 0 && pool->nthreads < pool->options.workers) {
		code = pthread_create(&pool->threads[pool->nthreads], NULL, work, pool);
		if (code == 0)
			pool->nthreads++;
	}
	pthread_sigmask(SIG_SETMASK, &old, NULL);
	return code;
}

enum err
pool_start(
    TALLOC_CTX *ctx, const struct pool_options *options, struct pool **out, struct error *err)
{
	struct pool *pool = mem_new(ctx, struct pool);
	int code;

	pool->options = *options;
	pool->last = &pool->first;
	pthread_mutex_init(&pool->lock, NULL);
	pthread_cond_init(&pool->work, NULL);
	pthread_cond_init(&pool->ready, NULL);
	talloc_set_destructor(pool, pool_free);
	pool->threads = mem_array(pool, pthread_t, (size_t)options->workers);
	code = start_threads(pool);
	pthread_mutex_lock(&pool->lock);
	while (pool->begun < pool->nthreads)
		pthread_cond_wait(&pool->ready, &pool->lock);
	pthread_mutex_unlock(&pool->lock);
	if (code == 0 && pool->failure == OK) {
		*out = pool;
		return OK;
	}
	pool_stop(pool);
	if (code != 0)
		fail(err, ERR_INTERNAL, MSG("a worker could not start"));
	else if (err != NULL)
		*err = pool->why;
	code = code != 0 ? ERR_INTERNAL : (int)pool->failure;
	talloc_free(pool);
	return (enum err)code;
}

bool
pool_push(struct pool *pool, struct pool_job *job)
{
	bool taken;

	pthread_mutex_lock(&pool->lock);
	taken = !pool->stopping && pool->waiting < pool->options.queue_max;
	if (taken) {
		job->next = NULL;
		*pool->last = job;
		pool->last = &job->next;
		pool->waiting++;
		pthread_cond_signal(&pool->work);
	}
	pthread_mutex_unlock(&pool->lock);
	return taken;
}

size_t
pool_waiting(struct pool *pool)
{
	size_t n;

	pthread_mutex_lock(&pool->lock);
	n = pool->waiting;
	pthread_mutex_unlock(&pool->lock);
	return n;
}

void
pool_stop(struct pool *pool)
{
	int i;

	pthread_mutex_lock(&pool->lock);
	pool->stopping = true;
	pthread_cond_broadcast(&pool->work);
	pthread_mutex_unlock(&pool->lock);
	for (i = 0; i < pool->nthreads; i++)
		pthread_join(pool->threads[i], NULL);
	pool->nthreads = 0;
}
