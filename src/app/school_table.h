/* The list of schools as a table, for forms and exports. */
#ifndef APP_SCHOOL_TABLE_H
#define APP_SCHOOL_TABLE_H

#include "app/app.h"
#include "document/template.h"

/*
 * All schools by code with what is known of them; with @on (an ISO day, else NULL) those that were
 * there on that day, with their names and facts of it.
 */
enum err school_table_load(TALLOC_CTX *ctx, struct app *app, const char *on,
    struct template_school **out, size_t *count, struct error *err);

#endif
