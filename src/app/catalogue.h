/* The catalogue that comes inside the program: procedures and methods as data. */
#ifndef APP_CATALOGUE_H
#define APP_CATALOGUE_H

#include "app/app.h"

/* All procedures of the catalogue, under @ctx. */
enum err catalogue_procedures(TALLOC_CTX *ctx, const struct procedures **out, struct error *err);

/* Puts procedures and methods of the catalogue into the database, inside the open transaction. */
enum err catalogue_store(struct app *app, int64_t *methods_added, struct error *err);

#endif
