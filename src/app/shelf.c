#include "app/shelf.h"

#include "base/mem.h"
#include "store/statements.h"

#include <malloc.h>
#include <pthread.h>
#include <string.h>

#define SHELF_BYTES ((size_t)256 << 20)
#define SHELF_THINGS 1024

/* One thing, a talloc context of its own: it is made in one thread and freed in another. */
struct thing {
	struct thing *next; /* of the shelf, the last asked for first */
	struct shelf *shelf;
	char *key;
	int64_t state;
	const void *made; /* NULL while it is being made */
	size_t bytes;
	int readers;
	bool off; /* taken off the shelf: goes with its last reader */
};

struct shelf {
	pthread_mutex_t lock;
	pthread_cond_t changed; /* something was made, or could not be */
	struct thing *first;
	size_t count, bytes;
};

/* What a context holds of the shelf. */
struct loan {
	struct thing *thing;
};

static int
shelf_free(struct shelf *s)
{
	struct thing *t, *next;

	for (t = s->first; t != NULL; t = next) {
		next = t->next;
		talloc_free(t);
	}
	pthread_cond_destroy(&s->changed);
	pthread_mutex_destroy(&s->lock);
	return 0;
}

struct shelf *
shelf_new(TALLOC_CTX *ctx)
{
	struct shelf *s = mem_new(ctx, struct shelf);

	pthread_mutex_init(&s->lock, NULL);
	pthread_cond_init(&s->changed, NULL);
	talloc_set_destructor(s, shelf_free);
	return s;
}

/* Under the lock, as everything that follows up to end_loan(). */
static void
take_off(struct shelf *s, struct thing *t)
{
	struct thing **at;

	for (at = &s->first; *at != t; at = &(*at)->next)
		;
	*at = t->next;
	s->count--;
	s->bytes -= t->bytes;
	t->off = true;
	if (t->readers == 0)
		talloc_free(t);
}

static void
put_first(struct shelf *s, struct thing *t)
{
	t->next = s->first;
	s->first = t;
	s->count++;
	s->bytes += t->bytes;
}

/* The thing called @key, brought to the front. */
static struct thing *
find(struct shelf *s, const char *key)
{
	struct thing **at, *t;

	for (at = &s->first; *at != NULL && strcmp((*at)->key, key) != 0; at = &(*at)->next)
		;
	t = *at;
	if (t != NULL) {
		*at = t->next;
		t->next = s->first;
		s->first = t;
	}
	return t;
}

/* Takes off what was asked for longest ago and is made, while there is too much. */
static void
make_room(struct shelf *s)
{
	struct thing *t, *last;

	while (s->bytes > SHELF_BYTES || s->count > SHELF_THINGS) {
		last = NULL;
		for (t = s->first->next; t != NULL; t = t->next)
			last = t->made != NULL ? t : last;
		if (last == NULL)
			return;
		take_off(s, last);
	}
}

static int
end_loan(struct loan *loan)
{
	struct thing *t = loan->thing;
	struct shelf *s = t->shelf;

	pthread_mutex_lock(&s->lock);
	if (--t->readers == 0 && t->off)
		talloc_free(t);
	pthread_mutex_unlock(&s->lock);
	return 0;
}

/* Has been counted as a reader under the lock. */
static const void *
lend(TALLOC_CTX *ctx, struct thing *t)
{
	struct loan *loan = mem_new(ctx, struct loan);

	loan->thing = t;
	talloc_set_destructor(loan, end_loan);
	return t->made;
}

static struct thing *
new_thing(struct shelf *s, const char *key, int64_t state)
{
	struct thing *t = mem_new(NULL, struct thing);

	t->shelf = s;
	t->key = mem_strdup(t, key);
	t->state = state;
	return t;
}

/*
 * Waits while somebody makes it. True: *@out is it, as a reader. False: *@out is one to be made, or
 * NULL when the shelf has a newer one already, so that the asker makes his own.
 */
static bool
find_or_begin(struct shelf *s, const char *key, int64_t state, struct thing **out)
{
	struct thing *t;

	while ((t = find(s, key)) != NULL && t->made == NULL)
		pthread_cond_wait(&s->changed, &s->lock);
	*out = NULL;
	if (t != NULL && t->state > state)
		return false;
	if (t != NULL && t->state == state) {
		t->readers++;
		*out = t;
		return true;
	}
	if (t != NULL)
		take_off(s, t);
	*out = new_thing(s, key, state);
	put_first(s, *out);
	return false;
}

/* The making left far more behind than the thing: threads keep freed memory, unless told. */
static void
finish(struct shelf *s, struct thing *t, const void *made)
{
	size_t bytes = made == NULL ? 0 : talloc_total_size(t);

	if (bytes > SHELF_BYTES / 64)
		malloc_trim(0);
	pthread_mutex_lock(&s->lock);
	if (made == NULL) {
		take_off(s, t);
	} else {
		t->made = made;
		t->bytes = bytes;
		t->readers++;
		s->bytes += bytes;
		make_room(s);
	}
	pthread_cond_broadcast(&s->changed);
	pthread_mutex_unlock(&s->lock);
}

enum err
shelf_get(TALLOC_CTX *ctx, struct app *app, const char *key, int64_t state, int year,
    shelf_make *make, const void **out, struct error *err)
{
	struct shelf *s = app->shelf;
	const void *made = NULL;
	struct thing *t;
	bool there;
	enum err e;

	pthread_mutex_lock(&s->lock);
	there = find_or_begin(s, key, state, &t);
	pthread_mutex_unlock(&s->lock);
	if (there) {
		*out = lend(ctx, t);
		return OK;
	}
	if (t == NULL)
		return make(ctx, app, year, out, err);
	e = make(t, app, year, &made, err);
	finish(s, t, e == OK ? made : NULL);
	if (e == OK)
		*out = lend(ctx, t);
	return e;
}

enum err
shelf_get_of_data(TALLOC_CTX *ctx, struct app *app, const char *kind, int year, shelf_make *make,
    const void **out, struct error *err)
{
	struct db_data_state row = {0};
	bool found;
	/* first the number, then the figures: a change between the two shows at the next use */
	enum err e = db_data_state(ctx, app->db, &row, &found, err);

	if (e != OK)
		return e;
	return shelf_get(ctx, app,
	    mem_printf(ctx, "%s %d %s %s", kind, year, app->scope.from, app->scope.to), row.n, year,
	    make, out, err);
}
