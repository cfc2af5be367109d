#include "web/work.h"

#include "app/field.h"
#include "base/mem.h"

#include <pthread.h>
#include <string.h>
#include <time.h>

#define ITEMS_MAX 60
#define WAITING_MAX 5 /* of one account */
#define BYTES_MAX ((size_t)512 << 20)
#define KEPT_SECONDS 3600
#define THREADS_MAX 8

struct item {
	struct item *next;
	struct work_look look;
	int64_t account;
	const char *actor;
	unsigned permissions;
	struct db_scope scope;
	int64_t org, acts_as;
	size_t bytes;
	time_t ended;
	int held; /* pages that look at it now */
	struct error error;
};

static pthread_mutex_t mutex = PTHREAD_MUTEX_INITIALIZER;
static pthread_cond_t changed;
static struct item *items; /* the newest first */
static int64_t last_id;
static bool stopping;
static pthread_t threads[THREADS_MAX];
static int nthreads;
static struct app *(*new_app)(TALLOC_CTX *ctx, void *arg);
static void *new_app_arg;

/* ---- copying parameters by their fields ---- */

static void
copy_texts(TALLOC_CTX *ctx, struct texts *t)
{
	const char **from = t->items;
	size_t i;

	t->items = mem_array(ctx, const char *, t->count + 1);
	for (i = 0; i < t->count; i++)
		t->items[i] = mem_strdup(ctx, from[i]);
}

static size_t
copy_inputs(TALLOC_CTX *ctx, struct inputs *in)
{
	struct input *from = in->items;
	size_t i, bytes = 0;
	char *copy;

	in->items = mem_array(ctx, struct input, in->count + 1);
	for (i = 0; i < in->count; i++) {
		copy = mem_array(ctx, char, from[i].len + 1);
		if (from[i].len > 0)
			memcpy(copy, from[i].bytes, from[i].len);
		in->items[i] =
		    (struct input){NULL, mem_strdup(ctx, from[i].name), copy, from[i].len};
		bytes += from[i].len;
	}
	return bytes;
}

/* A copy of @params under @ctx; returns the bytes of its files. */
static size_t
copy_params(TALLOC_CTX *ctx, const struct action *a, const void *params, void **out)
{
	size_t i, bytes = 0;

	*out = mem_check(talloc_zero_size(ctx, a->params_size + 1));
	memcpy(*out, params, a->params_size);
	for (i = 0; i < a->nfields; i++) {
		void *at = (char *)*out + a->fields[i].offset;

		switch (a->fields[i].type) {
		case FIELD_TEXT:
		case FIELD_LONG:
		case FIELD_SECRET:
			*(const char **)at = mem_strdup(ctx, *(const char **)at);
			break;
		case FIELD_TEXTS:
		case FIELD_METHODS:
			copy_texts(ctx, at);
			break;
		case FIELD_FILES:
			bytes += copy_inputs(ctx, at);
			break;
		case FIELD_INT:
		case FIELD_YEAR:
		case FIELD_FLAG:
		case FIELD_DAY:
		case FIELD_CHOICE: /* one of the table's own texts */
			break;
		}
	}
	return bytes;
}

/* ---- the list; all below under the mutex ---- */

static struct item *
find(int64_t id)
{
	struct item *i;

	for (i = items; i != NULL && i->look.id != id; i = i->next)
		;
	return i;
}

/* In another role the same person may see less. */
static bool
is_own(const struct item *i, const struct app *app)
{
	return i->account == app->account && i->acts_as == app->acts_as;
}

static struct item *
find_own(int64_t id, const struct app *app)
{
	struct item *i = find(id);

	return i != NULL && is_own(i, app) ? i : NULL;
}

static size_t
total(size_t *count)
{
	const struct item *i;
	size_t bytes = 0;

	*count = 0;
	for (i = items; i != NULL; i = i->next) {
		bytes += i->bytes;
		(*count)++;
	}
	return bytes;
}

/* Drops the oldest ended item that is not looked at, or only one whose time is over. */
static bool
drop_one(bool only_old)
{
	struct item **at, **oldest = NULL, *gone;
	time_t now = time(NULL);

	for (at = &items; *at != NULL; at = &(*at)->next) {
		if ((*at)->look.state == WORK_ENDED && (*at)->held == 0 &&
		    (!only_old || (*at)->ended + KEPT_SECONDS < now))
			oldest = at;
	}
	if (oldest == NULL)
		return false;
	gone = *oldest;
	*oldest = gone->next;
	talloc_free(gone);
	return true;
}

static bool
make_room(size_t bytes)
{
	size_t count;

	while (drop_one(true))
		;
	while (total(&count) + bytes > BYTES_MAX || count >= ITEMS_MAX) {
		if (!drop_one(false))
			return false;
	}
	return true;
}

static size_t
waiting_of(int64_t account)
{
	const struct item *i;
	size_t n = 0;

	for (i = items; i != NULL; i = i->next)
		n += i->account == account && i->look.state != WORK_ENDED;
	return n;
}

/* ---- doing it ---- */

static bool
take_progress(void *arg, const char *what, int64_t done, int64_t of)
{
	struct item *i = arg;
	bool cancel;

	pthread_mutex_lock(&mutex);
	i->look.what = what;
	i->look.done = done;
	i->look.total = of;
	cancel = i->look.cancelled || stopping;
	pthread_mutex_unlock(&mutex);
	return cancel;
}

static void
do_item(struct app *app, struct item *i)
{
	void *view = NULL;
	enum err e;

	app->actor = i->actor;
	app->account = i->account;
	app->permissions = i->permissions;
	app->scope = i->scope;
	app->org = i->org;
	app->acts_as = i->acts_as;
	app->progress = take_progress;
	app->progress_arg = i;
	e = app_dispatch(i, app, i->look.action, i->look.params, &view, &i->error);
	pthread_mutex_lock(&mutex);
	i->look.result = e;
	i->look.error = e == OK ? NULL : &i->error;
	i->look.view = view;
	i->look.state = WORK_ENDED;
	i->ended = time(NULL);
	pthread_cond_broadcast(&changed);
	pthread_mutex_unlock(&mutex);
}

/* The oldest that waits. */
static struct item *
next_item(void)
{
	struct item *i, *found = NULL;

	for (i = items; i != NULL; i = i->next) {
		if (i->look.state == WORK_WAITING)
			found = i;
	}
	return found;
}

static void *
run(void *arg)
{
	TALLOC_CTX *ctx = mem_check(talloc_new(NULL));
	struct app *app = new_app(ctx, new_app_arg);
	struct item *i;

	pthread_mutex_lock(&mutex);
	while (!stopping && app != NULL) {
		i = next_item();
		if (i == NULL) {
			pthread_cond_wait(&changed, &mutex);
			continue;
		}
		i->look.state = WORK_RUNNING;
		pthread_mutex_unlock(&mutex);
		do_item(app, i);
		pthread_mutex_lock(&mutex);
	}
	pthread_mutex_unlock(&mutex);
	talloc_free(ctx);
	return NULL;
}

enum err
work_start(
    int count, struct app *(*worker_new)(TALLOC_CTX *ctx, void *arg), void *arg, struct error *err)
{
	pthread_condattr_t attr;

	pthread_condattr_init(&attr);
	pthread_condattr_setclock(&attr, CLOCK_MONOTONIC);
	pthread_cond_init(&changed, &attr);
	pthread_condattr_destroy(&attr);
	new_app = worker_new;
	new_app_arg = arg;
	stopping = false;
	for (nthreads = 0; nthreads < count && nthreads < THREADS_MAX; nthreads++) {
		if (pthread_create(&threads[nthreads], NULL, run, NULL) != 0)
			return fail(err, ERR_INTERNAL, MSG("a thread can't be started"));
	}
	return OK;
}

void
work_stop(void)
{
	int k;

	pthread_mutex_lock(&mutex);
	stopping = true;
	pthread_cond_broadcast(&changed);
	pthread_mutex_unlock(&mutex);
	for (k = 0; k < nthreads; k++)
		pthread_join(threads[k], NULL);
	nthreads = 0;
	while (items != NULL) {
		struct item *next = items->next;

		talloc_free(items);
		items = next;
	}
}

static void
remember_actor(struct item *i, const struct app *app)
{
	i->account = app->account;
	i->org = app->org;
	i->acts_as = app->acts_as;
	i->actor = mem_strdup(i, app->actor);
	i->permissions = app->permissions;
	i->scope.from = mem_strdup(i, app->scope.from);
	i->scope.to = mem_strdup(i, app->scope.to);
}

static size_t
keep_form(struct item *i, const struct http_request *r)
{
	struct http_pair *form = mem_array(i, struct http_pair, r->nform + 1);
	size_t n, bytes = 0;

	for (n = 0; n < r->nform; n++) {
		const struct http_pair *p = &r->form[n];
		const struct field *f = field_find(i->look.action, p->name, strlen(p->name));

		if (strcmp(p->name, "csrf") == 0 || (f != NULL && f->type == FIELD_SECRET))
			continue;
		form[i->look.nform++] =
		    (struct http_pair){mem_strdup(i, p->name), mem_strdup(i, p->value)};
		bytes += strlen(p->name) + strlen(p->value) + sizeof *p;
	}
	i->look.path = mem_strdup(i, r->path);
	i->look.form = form;
	return bytes;
}

enum err
work_add(struct app *app, const struct action *action, const void *params,
    const struct http_request *request, int64_t *id, struct error *err)
{
	struct item *i = mem_new(NULL, struct item);
	void *copy;
	enum err e = OK;

	i->bytes = copy_params(i, action, params, &copy);
	i->look.params = copy;
	i->look.action = action;
	i->bytes += keep_form(i, request);
	remember_actor(i, app);
	pthread_mutex_lock(&mutex);
	if (waiting_of(i->account) >= WAITING_MAX)
		e = fail(err, ERR_CONFLICT,
		    MSG("so much of your work is under way already; wait until some of it has "
			"ended"));
	else if (!make_room(i->bytes))
		e = fail(err, ERR_CONFLICT,
		    MSG("the server is busy with other files; try again in a few minutes"));
	if (e == OK) {
		*id = i->look.id = ++last_id;
		i->next = items;
		items = i;
		pthread_cond_broadcast(&changed);
	}
	pthread_mutex_unlock(&mutex);
	if (e != OK)
		talloc_free(i);
	return e;
}

void
work_wait(int64_t id, int ms)
{
	struct timespec until;
	struct item *i;

	clock_gettime(CLOCK_MONOTONIC, &until);
	until.tv_nsec += (long)(ms % 1000) * 1000000;
	until.tv_sec += ms / 1000 + until.tv_nsec / 1000000000;
	until.tv_nsec %= 1000000000;
	pthread_mutex_lock(&mutex);
	for (i = find(id); i != NULL && i->look.state != WORK_ENDED; i = find(id)) {
		if (pthread_cond_timedwait(&changed, &mutex, &until) != 0)
			break;
	}
	pthread_mutex_unlock(&mutex);
}

bool
work_look(int64_t id, const struct app *app, struct work_look *out)
{
	struct item *i;

	pthread_mutex_lock(&mutex);
	i = find_own(id, app);
	if (i != NULL) {
		*out = i->look;
		i->held++;
	}
	pthread_mutex_unlock(&mutex);
	return i != NULL;
}

void
work_release(int64_t id)
{
	struct item *i;

	pthread_mutex_lock(&mutex);
	i = find(id);
	if (i != NULL)
		i->held--;
	pthread_mutex_unlock(&mutex);
}

void
work_cancel(int64_t id, const struct app *app)
{
	struct item *i;

	pthread_mutex_lock(&mutex);
	i = find_own(id, app);
	if (i != NULL)
		i->look.cancelled = true;
	pthread_mutex_unlock(&mutex);
}

size_t
work_recent(const struct app *app, int64_t *ids, size_t max)
{
	const struct item *i;
	size_t n = 0;

	pthread_mutex_lock(&mutex);
	for (i = items; i != NULL && n < max; i = i->next) {
		if (is_own(i, app))
			ids[n++] = i->look.id;
	}
	pthread_mutex_unlock(&mutex);
	return n;
}

void
work_counts(size_t *waiting, size_t *running)
{
	const struct item *i;

	*waiting = *running = 0;
	pthread_mutex_lock(&mutex);
	for (i = items; i != NULL; i = i->next) {
		*waiting += i->look.state == WORK_WAITING;
		*running += i->look.state == WORK_RUNNING;
	}
	pthread_mutex_unlock(&mutex);
}

const struct inputs *
work_given(const struct work_look *look)
{
	const struct action *a = look->action;
	size_t i;

	for (i = 0; i < a->nfields; i++) {
		if (a->fields[i].type == FIELD_FILES)
			return (const void *)((const char *)look->params + a->fields[i].offset);
	}
	return NULL;
}

bool
work_files(
    TALLOC_CTX *ctx, int64_t id, const struct app *app, struct inputs *out, const char *field)
{
	const struct field *f = NULL;
	struct work_look look;

	if (!work_look(id, app, &look))
		return false;
	f = field_find(look.action, field, strlen(field));
	if (f != NULL && f->type == FIELD_FILES) {
		*out =
		    *(const struct inputs *)(const void *)((const char *)look.params + f->offset);
		copy_inputs(ctx, out);
	}
	work_release(id);
	return f != NULL && out->count > 0;
}
