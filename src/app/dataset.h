/*
 * Figures of all schools of a scope, in memory for one run of a method: a plain array sorted by
 * school, from which the method's inputs are answered.
 */
#ifndef APP_DATASET_H
#define APP_DATASET_H

#include "app/app.h"
#include "domain/method/method.h"

#define DAY_LAST "9999-12-31" /* after every day: the newest name */

/* How many years before the run's year a method may ask about. */
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
	int64_t id, municipality, head; /* head: of a branch its school, else 0 */
	const char *path, *code, *name, *short_name, *name_key, *municipality_name;
	int levels;          /* bits of domain/level.h, the newest; 0 = not said */
	bool levels_changed; /* they were others before */
	int16_t
	    compared_from; /* figures of earlier years are another school's; 0 = all are its own */
	size_t figure, nfigures; /* its slice of figures */
	size_t fact, nfacts;     /* its slice of facts */
};

/* A choice: the figures of a predecessor stand for those of its successor in years before one. */
struct dataset_join {
	size_t school; /* index into schools */
	int64_t predecessor;
	const char *code; /* the predecessor's main code */
	int year;
};

/* A load from which figures come. */
struct dataset_batch {
	int64_t id, at;
	const char *name; /* of its file */
};

struct dataset {
	int year, since; /* figures of these years and those between */
	const char *on;  /* as things were on this ISO day; NULL: as they are known now */
	const struct procedures *procedures;
	size_t nschools, nfigures, nfacts;
	struct dataset_school *schools; /* by id */
	struct figure *figures;         /* by school, year, procedure, wave */
	struct dataset_fact *facts;
	size_t njoins;
	struct dataset_join *joins; /* by school */
	size_t nbatches;
	struct dataset_batch *batches; /* of its figures, by id */
};

#define WAVE_COUNT 5
extern const char *const wave_codes[WAVE_COUNT]; /* "main" first */
int wave_parse(const char *code);                /* -1 if unknown */

/*
 * Loads the schools of @scopes with their live figures of the years @since (0: DATASET_YEARS before
 * @year, which is what dataset_bind() wants) to @year. A school closed
 * before 1 September of @year - 1 or opened after 31 August of @year did not exist in the school
 * year @year and is left out. With @on (an ISO day, else NULL) names and facts are those of that
 * day, and schools that were not there on it are left out. Several scopes must not meet and stand
 * in the order of their schools' ids: single schools by id.
 */
enum err dataset_load(TALLOC_CTX *ctx, struct app *app, const struct db_scope *scopes,
    size_t nscopes, int since, int year, const char *on, struct dataset **out, struct error *err);

/*
 * Figures of the organisation @org, which stands at @path, of the years @from to @until, whether it
 * is among the schools of @data or not.
 */
enum err dataset_figures_of(struct dataset *data, struct app *app, int64_t org, const char *path,
    int from, int until, struct figure **out, size_t *n, struct error *err);

/* The school with that id, or NULL. */
const struct dataset_school *dataset_school(const struct dataset *data, int64_t id);

/* The batch with that id, of which @data has figures; else NULL. */
const struct dataset_batch *dataset_batch(const struct dataset *data, int64_t id);

/*
 * Binds @method's inputs to @data: the source answers evaluator_new(). An input by procedure (and
 * year) reads the figure `field`. An input without procedure reads a fact of the school: without
 * keys the attribute `field`; by one key, whatever it is called, the attribute named by the key's
 * value, or «field.value» where `field` is written. ERR_INVALID names an input that neither can
 * answer. The source hangs under @ctx.
 */
enum err dataset_bind(TALLOC_CTX *ctx, const struct dataset *data, const struct method *method,
    struct method_source **out, struct error *err);

/*
 * OK while @source, which dataset_bind() made, was asked for figures of loaded years only; else
 * ERR_INVALID names the year: «no data» would be a lie about it.
 */
enum err dataset_bind_check(const struct method_source *source, struct error *err);

/*
 * The figure behind @procedure and @year of @school: of the first of @waves that has counts, else
 * of the first that has a status, else NULL.
 */
const struct figure *dataset_figure(const struct dataset *data, size_t school, int procedure,
    int year, const uint8_t *waves, size_t nwaves);

/* Which fact is asked for, and as what. */
struct fact_query {
	const char *field, *name; /* the attribute is @name or, with @field, «field.name» */
	int year;
	bool of_year; /* said of that very year, else the newest that holds in it */
	enum value_type type;
};

/*
 * The fact of @school; no data when there is none or its text is no value of the type. A fact
 * without a day holds from the beginning and is of no year. Truths are stored as 1 and 0.
 */
struct value dataset_fact(
    const struct dataset *data, size_t school, const struct fact_query *query);

/* Why there is no figure: not held, not offered, or no data. */
enum absence dataset_absence(const struct dataset *data, size_t school, int procedure, int year);

#endif
