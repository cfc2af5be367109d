/*
 * What takes long to count and is asked for again and again, counted once for a state of the
 * database and read by all workers: the index of schools, the figures of the first page, what waits
 * for somebody.
 *
 * Nothing on the shelf is ever stale: who asks names the state he sees (the number of the newest
 * row of the audit that matters), and gets what was made in that state. One worker makes a thing,
 * the others that want it wait. What lies there is never changed; it goes when a newer one has
 * come and nobody reads it any more, or when there is no room and others were wanted later.
 */
#ifndef APP_SHELF_H
#define APP_SHELF_H

#include "app/app.h"

/* Shared by the applications of one process; outlives every context that has something of it. */
struct shelf *shelf_new(TALLOC_CTX *ctx);

/* Makes the thing under @ctx, and everything it needs too. */
typedef enum err shelf_make(
    TALLOC_CTX *ctx, struct app *app, int year, const void **out, struct error *err);

/*
 * The thing called @key, made in @state; it stays until @ctx goes. @key names everything but the
 * state that the thing depends on; @year is handed to @make.
 */
enum err shelf_get(TALLOC_CTX *ctx, struct app *app, const char *key, int64_t state, int year,
    shelf_make *make, const void **out, struct error *err);

/* The same for what depends on the data (db_data_state), the actor's scope and the year. */
enum err shelf_get_of_data(TALLOC_CTX *ctx, struct app *app, const char *kind, int year,
    shelf_make *make, const void **out, struct error *err);

#endif
