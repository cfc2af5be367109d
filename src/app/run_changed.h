/* Which figures that a saved run read are others now: its stored inputs beside live figures. */
#ifndef APP_RUN_CHANGED_H
#define APP_RUN_CHANGED_H

#include "app/app.h"
#include "domain/method/method.h"

/* A figure that a run read and that is another now. */
struct run_changed {
	const char *school;    /* code */
	const char *input;     /* «low VPR5_MA 2023» */
	const char *was, *now; /* "" = no data */
};
#define RUN_CHANGED 1000 /* so many are told; all are counted */

struct run_changes {
	size_t count;
	struct run_changed *items; /* the first RUN_CHANGED of them */
};

/*
 * The changes of run @run of @method in @year, under @ctx: of the schools of @scope, which lies in
 * the actor's, or with @org != 0 of that school, which is all of @scope.
 */
enum err run_changed_find(TALLOC_CTX *ctx, struct app *app, int64_t run,
    const struct method *method, int year, struct db_scope scope, int64_t org,
    struct run_changes *out, struct error *err);

#endif
