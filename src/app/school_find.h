/* The school that somebody means. */
#ifndef APP_SCHOOL_FIND_H
#define APP_SCHOOL_FIND_H

#include "app/app.h"

/*
 * A school of the actor's scope by code, else by its whole name, else by a part of a name that fits
 * one school only. ERR_NOT_FOUND when there is none or several, which are named.
 */
enum err school_find(
    TALLOC_CTX *ctx, struct app *app, const char *said, int64_t *id, struct error *err);

/* The school @id alone, for reading its figures. */
enum err school_find_scope(
    TALLOC_CTX *ctx, struct app *app, int64_t id, struct db_scope *scope, struct error *err);

#endif
