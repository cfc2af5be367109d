/*
 * Why a saved run said what it said of a school: what it read, with the file and row of each
 * figure, decided about again. No figure of today is looked at.
 */
#ifndef APP_RUN_KEPT_H
#define APP_RUN_KEPT_H

#include "app/saved_run.h"

/*
 * The school @org, which the caller found in the actor's scope, as a view of one item like those of
 * identify_schools(). @schools has its code and name, and what is known of it besides.
 * ERR_NOT_FOUND: the run did not know it. ERR_CONFLICT: what is stored does not give the stored
 * outcome any more.
 */
enum err run_kept_find(TALLOC_CTX *ctx, struct app *app, const struct saved_run *run, int64_t org,
    const struct dataset *schools, struct identify_view **out, struct error *err);

#endif
