#include "web/watch.h"

#include "base/mem.h"
#include "web/response.h"

#include <netinet/in.h>
#include <pthread.h>
#include <signal.h>
#include <string.h>
#include <time.h>

struct watched {
	struct watched *next, *before;
	int fd;
	enum watch_state state;
	int64_t deadline; /* of watch_now() */
	bool cut;
	unsigned char address[16]; /* IPv4 as IPv6 has it */
};

struct watch {
	pthread_mutex_t lock; /* of all below */
	pthread_cond_t end;
	pthread_t thread;
	struct watched *first;
	int tick_ms;
	bool stopping;
	bool cut_idle;
	uint64_t timeouts;
	char *last_words; /* the answer 408 */
};

int64_t
watch_now(void)
{
	struct timespec t;

	clock_gettime(CLOCK_MONOTONIC, &t);
	return (int64_t)t.tv_sec * 1000 + t.tv_nsec / 1000000;
}

static void
address_bytes(const struct sockaddr *address, unsigned char out[16])
{
	memset(out, 0, 16);
	if (address->sa_family == AF_INET6) {
		memcpy(out, &((const struct sockaddr_in6 *)address)->sin6_addr, 16);
	} else if (address->sa_family == AF_INET) {
		out[10] = out[11] = 0xff;
		memcpy(out + 12, &((const struct sockaddr_in *)address)->sin_addr, 4);
	}
}

/* While a request is coming nothing of an answer was sent, so the last words can't land in one. */
static void
cut(struct watch *watch, struct watched *c)
{
	if (c->state == WATCH_HEAD || c->state == WATCH_BODY)
		(void)!send(c->fd, watch->last_words, strlen(watch->last_words),
		    MSG_DONTWAIT | MSG_NOSIGNAL);
	shutdown(c->fd, SHUT_RDWR);
	c->cut = true;
}

static void
look(struct watch *watch, int64_t now)
{
	struct watched *c;

	for (c = watch->first; c != NULL; c = c->next) {
		if (c->cut || c->state == WATCH_RUN || c->deadline > now)
			continue;
		cut(watch, c);
		watch->timeouts++;
	}
}

static void *
run(void *arg)
{
	struct watch *watch = arg;
	struct timespec until;

	pthread_mutex_lock(&watch->lock);
	while (!watch->stopping) {
		look(watch, watch_now());
		clock_gettime(CLOCK_MONOTONIC, &until);
		until.tv_nsec += watch->tick_ms * 1000000L;
		until.tv_sec += until.tv_nsec / 1000000000;
		until.tv_nsec %= 1000000000;
		pthread_cond_timedwait(&watch->end, &watch->lock, &until);
	}
	pthread_mutex_unlock(&watch->lock);
	return NULL;
}

struct watch *
watch_start(TALLOC_CTX *ctx, int tick_ms)
{
	struct watch *watch = mem_new(ctx, struct watch);
	pthread_condattr_t monotonic;
	sigset_t all, old;
	int code;

	watch->tick_ms = tick_ms;
	watch->last_words = response_last_words(watch, 408);
	pthread_mutex_init(&watch->lock, NULL);
	pthread_condattr_init(&monotonic);
	pthread_condattr_setclock(&monotonic, CLOCK_MONOTONIC);
	pthread_cond_init(&watch->end, &monotonic);
	pthread_condattr_destroy(&monotonic);
	sigfillset(&all);
	pthread_sigmask(SIG_SETMASK, &all, &old);
	code = pthread_create(&watch->thread, NULL, run, watch);
	pthread_sigmask(SIG_SETMASK, &old, NULL);
	return code == 0 ? watch : NULL;
}

size_t
watch_count(struct watch *watch, const struct sockaddr *address)
{
	unsigned char bytes[16];
	struct watched *c;
	size_t n = 0;

	address_bytes(address, bytes);
	pthread_mutex_lock(&watch->lock);
	for (c = watch->first; c != NULL; c = c->next)
		n += memcmp(c->address, bytes, 16) == 0;
	pthread_mutex_unlock(&watch->lock);
	return n;
}

struct watched *
watch_add(struct watch *watch, int fd, const struct sockaddr *address, int64_t ms)
{
	/* Not under @watch: this is the thread that moves bytes, that context another's. */
	struct watched *c = mem_new(NULL, struct watched);

	c->fd = fd;
	c->deadline = watch_now() + ms;
	address_bytes(address, c->address);
	pthread_mutex_lock(&watch->lock);
	c->next = watch->first;
	if (c->next != NULL)
		c->next->before = c;
	watch->first = c;
	if (watch->cut_idle)
		cut(watch, c);
	pthread_mutex_unlock(&watch->lock);
	return c;
}

void
watch_set(struct watch *watch, struct watched *c, enum watch_state state, int64_t ms)
{
	pthread_mutex_lock(&watch->lock);
	c->state = state;
	c->deadline = watch_now() + ms;
	if (state == WATCH_IDLE && watch->cut_idle && !c->cut)
		cut(watch, c);
	pthread_mutex_unlock(&watch->lock);
}

void
watch_remove(struct watch *watch, struct watched *c)
{
	pthread_mutex_lock(&watch->lock);
	if (c->before != NULL)
		c->before->next = c->next;
	else
		watch->first = c->next;
	if (c->next != NULL)
		c->next->before = c->before;
	pthread_mutex_unlock(&watch->lock);
	talloc_free(c);
}

void
watch_cut_idle(struct watch *watch)
{
	struct watched *c;

	pthread_mutex_lock(&watch->lock);
	watch->cut_idle = true;
	for (c = watch->first; c != NULL; c = c->next) {
		if (c->state == WATCH_IDLE && !c->cut)
			cut(watch, c);
	}
	pthread_mutex_unlock(&watch->lock);
}

uint64_t
watch_timeouts(struct watch *watch)
{
	uint64_t n;

	pthread_mutex_lock(&watch->lock);
	n = watch->timeouts;
	pthread_mutex_unlock(&watch->lock);
	return n;
}

void
watch_stop(struct watch *watch)
{
	pthread_mutex_lock(&watch->lock);
	watch->stopping = true;
	pthread_cond_signal(&watch->end);
	pthread_mutex_unlock(&watch->lock);
	pthread_join(watch->thread, NULL);
	pthread_cond_destroy(&watch->end);
	pthread_mutex_destroy(&watch->lock);
}
