/* A school by what a person calls it. */
#ifndef APP_FIND_SCHOOL_H
#define APP_FIND_SCHOOL_H

#include "app/app.h"

/*
 * The school of app->scope with the code @said, else with that whole name, else the only one with
 * @said in its name. *@only is the school alone, for reading its figures. ERR_NOT_FOUND names those
 * that it might have been.
 */
enum err find_school(TALLOC_CTX *ctx, struct app *app, const char *said, int64_t *id,
    struct db_scope *only, struct error *err);

#endif
