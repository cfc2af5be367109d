/*
 * Long work that a browser asked for: an import of a hundred thousand rows. The browser sees its
 * progress, may cancel it, and finds the result at the same address.
 *
 * It lives in this process only, files and all: nothing of a file with personal data reaches the
 * disk, and after a restart there is nothing half done, because the work was one transaction.
 * An item is dropped an hour after its end, or when newer work needs the room.
 */
#ifndef WEB_WORK_H
#define WEB_WORK_H

#include "app/app.h"
#include "web/http.h"

enum work_state { WORK_WAITING, WORK_RUNNING, WORK_ENDED };

/* What a page shows of an item. Valid until work_release(). */
struct work_look {
	int64_t id;
	enum work_state state;
	const struct action *action;
	const void *params;
	const char *what; /* a message id: what is counted; NULL = nothing yet */
	int64_t done, total;
	bool cancelled;
	enum err result; /* of a work that ended */
	const struct error *error;
	const void *view; /* what the action found; may be there beside an error */
	/* Where its form stands and what was typed into it, but secrets: a refusal shows it again.
	 */
	const char *path;
	size_t nform;
	const struct http_pair *form;
};

/*
 * Starts @threads threads; @worker_new makes the application of each, in it. Once per process.
 * ERR_INTERNAL when a thread can't be made.
 */
enum err work_start(int threads, struct app *(*worker_new)(TALLOC_CTX *ctx, void *arg), void *arg,
    struct error *err);

/* Cancels what runs, waits for it, drops everything. */
void work_stop(void);

/*
 * Queues @action with copies of @params and of the form in @request, to be done as the actor of
 * @app. ERR_CONFLICT when this account has too much of it waiting already, or there is no room.
 */
enum err work_add(struct app *app, const struct action *action, const void *params,
    const struct http_request *request, int64_t *id, struct error *err);

/* Waits until the work has ended, at most @ms. */
void work_wait(int64_t id, int ms);

/*
 * The item @id of the actor of @app, begun in the role he acts in now; false if there is none. Each
 * look is given back by work_release().
 */
bool work_look(int64_t id, const struct app *app, struct work_look *out);
void work_release(int64_t id);

void work_cancel(int64_t id, const struct app *app);

/* The numbers of such works, the newest first; how many of at most @max. */
size_t work_recent(const struct app *app, int64_t *ids, size_t max);

/* The files it was given, or NULL. */
const struct inputs *work_given(const struct work_look *look);

/* How much waits and runs now, of all accounts. */
void work_counts(size_t *waiting, size_t *running);

/* The files an earlier work of the actor was given, copied under @ctx: to do it again otherwise. */
bool work_files(
    TALLOC_CTX *ctx, int64_t id, const struct app *app, struct inputs *out, const char *field);

#endif
