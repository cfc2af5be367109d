/* The chain of who did what: each row's hash covers the row before it. */
#ifndef APP_AUDIT_H
#define APP_AUDIT_H

#include "app/app.h"

/* Appends the row that app_audit() prepared for @action, inside the open transaction. */
enum err audit_append(struct app *app, const char *action, struct error *err);

/*
 * Walks the whole chain. *@bad is the id of the first row that doesn't fit (0 = whole), *@count the
 * number of rows.
 */
enum err audit_verify(struct app *app, int64_t *bad, int64_t *count, struct error *err);

#endif
