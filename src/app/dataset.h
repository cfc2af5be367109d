/*
 * Figures of all schools of a scope, in memory for one run of a method: a plain array sorted by
 * school, from which the method's inputs are answered.
 */
#ifndef APP_DATASET_H
#define APP_DATASET_H

#include "app/app.h"
#include "domain/method/method.h"

/* How many years before the run's year are read. */
#define DATASET_YEARS 12

struct figure {
	int32_t participants, low, low_regional, marks[4]; /* marks 2..5; -1 = unknown */
	int16_t year;
	uint16_t procedure; /* index into procedures */
	uint8_t wave;       /* index into wave_codes */
	uint8_t status;     /* enum absence; ABSENCE_NONE: there are counts */
	int32_t batch, row;
	const char *sheet;
	const char *mean; /* NULL = unknown */
};

struct dataset_fact {
	const char *attribute, *since, *value;
};

struct dataset_school {
	int64_t id, municipality;
	const char *code, *name, *short_name, *name_key, *municipality_name;
	int levels;              /* bits of domain/level.h; 0 = not said */
	size_t figure, nfigures; /* its slice of figures */
	size_t fact, nfacts;     /* its slice of facts */
};

struct dataset {
	int year;
	const struct procedures *procedures;
	size_t nschools, nfigures, nfacts;
	struct dataset_school *schools; /* by id */
	struct figure *figures;         /* by school, year, procedure, wave */
	struct dataset_fact *facts;
};

#define WAVE_COUNT 5
extern const char *const wave_codes[WAVE_COUNT]; /* "main" first */
int wave_parse(const char *code);                /* -1 if unknown */

/*
 * Loads the schools of @scope with their live figures of the years up to @year. A school closed
 * before 1 September of @year - 1 or opened after 31 August of @year did not exist in the school
 * year @year and is left out.
 */
enum err dataset_load(TALLOC_CTX *ctx, struct app *app, struct db_scope scope, int year,
    struct dataset **out, struct error *err);

/*
 * Binds @method's inputs to @data: the source answers evaluator_new(). ERR_INVALID names an input
 * that figures can't answer. The source hangs under @ctx.
 */
enum err dataset_bind(TALLOC_CTX *ctx, const struct dataset *data, const struct method *method,
    struct method_source **out, struct error *err);

/*
 * The figure behind @procedure and @year of @school: of the first of @waves that has counts, else
 * of the first that has a status, else NULL.
 */
const struct figure *dataset_figure(const struct dataset *data, size_t school, int procedure,
    int year, const uint8_t *waves, size_t nwaves);

/* Why there is no figure: not held, not offered, or no data. */
enum absence dataset_absence(const struct dataset *data, size_t school, int procedure, int year);

#endif
