/*
 * Running a method over schools: which are listed, by which condition, and from which figures.
 */
#ifndef APP_IDENTIFY_H
#define APP_IDENTIFY_H

#include "app/dataset.h"
#include "domain/uncertainty.h"
#include "intake/corrected.h"

struct identify_params {
	int year;
	const char *method; /* id or id@version; NULL = the federal one */
	struct texts param; /* name=value, what-if */
	bool save;
	const char *on; /* a day: names and facts as they were; NULL = as known now */
};

/* One cell of the explanation: what a share is of, and where its figures come from. */
struct identify_cell { /* there are millions: the large members stand first */
	struct rational threshold;
	const char *sheet;
	int32_t count, of;
	int32_t batch, row; /* source; batch 0 = no row */
	uint16_t procedure; /* index into procedures; NO_PROCEDURE if the key is none */
	int16_t year;
	uint8_t wave;
	uint8_t absence; /* enum absence of the figure; ABSENCE_NONE: counts above are known */
	int8_t is_low;   /* 1, 0, -1 = can't be said (too few, no data) */
	bool inclusive;
	bool counted; /* count and of are known whole numbers */
	bool threshold_known;
};
#define NO_PROCEDURE UINT16_MAX

struct identify_item {
	size_t school; /* index into data->schools */
	struct named_value *results, *conditions;
	bool settled, with_data;
	int8_t listed; /* 1, 0, -1 = undecided; by the result `listed` */
	size_t ncells;
	struct identify_cell *cells; /* sorted by procedure code, year */
	size_t nfailed;
	const char **failed_checks;
};

/* A cell that was corrected by hand when its batch was loaded. */
struct identify_corrected {
	int64_t batch;
	struct correction what;
};

struct identify_view {
	const struct method *method;
	const struct value *params; /* in order of method->params */
	int year;
	int64_t run;   /* 0 = not saved */
	size_t nwaves; /* of the input under the share, in order of preference */
	uint8_t waves[WAVE_COUNT];
	bool decides;   /* the method has the result `listed` */
	int warn_below; /* parameter n_warn, 0 = none: «малая выборка» */
	const struct dataset *data;
	size_t count;
	struct identify_item *items; /* all schools of the scope, sorted by code */
	size_t with_data, listed, undecided, unsettled; /* among items with data */
	/* Cells corrected by hand in rows of these figures; of one school, where it was asked for.
	 */
	size_t ncorrections;
	struct identify_corrected *corrections;
};

/* How one run is made. */
struct identify_request {
	const char *method;
	struct texts param;
	int year;
	int since; /* of identify_read(): figures from this year on; 0 = all that a run may ask for
		    */
	bool save;
	size_t nonly; /* of the actor's schools these, in order of id; 0 = all of them */
	const struct db_scope *only;
	/* A run of a later year, whose method, parameters and figures are asked about an earlier
	 * one without reading them again; NULL = read them. It must outlive the view. What the
	 * later year takes for another school's figures (app/reorganised.h) stays away. */
	const struct identify_view *later;
	const char *on; /* an ISO day, or NULL; see dataset_load() */
};

/* Reads what a run would need, and decides about no school: the view's results stay empty. */
enum err identify_read(TALLOC_CTX *ctx, struct app *app, const struct identify_request *request,
    struct identify_view **out, struct error *err);

/* Runs the method and fills the view under @ctx. With `save`, inside a transaction it opens. */
enum err identify_schools(TALLOC_CTX *ctx, struct app *app, const struct identify_request *request,
    struct identify_view **out, struct error *err);

/*
 * A view of the one school of @data as @d decides about it, from figures that are in @data. All of
 * them are borrowed.
 */
struct identify_view *identify_decided(TALLOC_CTX *ctx, const struct method *method,
    const struct value *params, struct dataset *data, const struct decision *d);

/* What the run says of the school with that id; NULL when it is not in the run. */
const struct identify_item *identify_item(const struct identify_view *v, int64_t school);

/* Name of the file of a batch, or "". */
const char *identify_batch_name(const struct identify_view *v, int64_t batch);

/* Fills v->corrections for the school of the scope @only. */
enum err identify_load_corrections(
    struct identify_view *v, struct app *app, struct db_scope only, struct error *err);

/* The next of them, from *@at on, in the row that @c comes from, or NULL; *@at is behind it then.
 */
const struct correction *identify_correction(
    const struct identify_view *v, const struct identify_cell *c, size_t *at);

/* How sure a cell's share is: false when there is no share or no threshold. */
bool identify_cell_interval(const struct identify_cell *c, struct interval *interval, bool *stable,
    struct distance *distance);

/* True when the conclusion about @c rests on fewer participants than the method warns below. */
bool identify_cell_small(const struct identify_view *v, const struct identify_cell *c);

enum err identify_run(
    TALLOC_CTX *ctx, struct app *app, const void *params, void **view, struct error *err);
void identify_json(struct json *j, const void *view);

/* Parts of the JSON form that explain shares. */
void identify_item_json(
    struct json *j, const struct identify_view *v, const struct identify_item *item);
void named_values_json(struct json *j, const char *key, const struct named_value *values, size_t n);

#endif
