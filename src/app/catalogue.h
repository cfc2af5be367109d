/* The catalogue that comes inside the program: procedures and methods as data. */
#ifndef APP_CATALOGUE_H
#define APP_CATALOGUE_H

#include "app/app.h"
#include "domain/calendar.h"
#include "domain/cycle.h"
#include "domain/scale.h"
#include "domain/suppression.h"
#include "intake/layout_file.h"

/* All procedures of the catalogue, under @ctx. */
enum err catalogue_procedures(TALLOC_CTX *ctx, const struct procedures **out, struct error *err);

/* All scales of the catalogue: read at the first call, kept with @app. */
enum err catalogue_scales(struct app *app, const struct scales **out, struct error *err);

/* All layouts of the catalogue, under @ctx. */
enum err catalogue_layouts(TALLOC_CTX *ctx, const struct layouts **out, struct error *err);

/* The calendar of working days, under @ctx. */
enum err catalogue_calendar(TALLOC_CTX *ctx, const struct calendar **out, struct error *err);
/* From how many participants on a breakdown of a class or school is shown. */
enum err catalogue_suppression(TALLOC_CTX *ctx, struct suppression *out, struct error *err);

/* All cycles of the catalogue (domain/cycle.h), under @ctx: "nine" first. */
enum err catalogue_cycles(TALLOC_CTX *ctx, const struct cycle ***out, size_t *n, struct error *err);

/* Puts procedures and methods of the catalogue into the database, inside the open transaction. */
enum err catalogue_store(struct app *app, int64_t *methods_added, struct error *err);

#endif
