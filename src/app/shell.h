/* What stands around every page: the years there are figures of. */
#ifndef APP_SHELL_H
#define APP_SHELL_H

#include "app/app.h"

/* The newest school year with a live figure; 0 if there is none. */
enum err shell_newest_year(TALLOC_CTX *ctx, struct app *app, int *year, struct error *err);

#endif
