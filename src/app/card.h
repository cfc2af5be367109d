/* The card of a school: what it is, its figures by year, what the method says, where all comes
 * from. */
#ifndef APP_CARD_H
#define APP_CARD_H

#include "app/listing.h"
#include "app/outcome.h"

struct card_params {
	const char *school; /* a code, or a name that fits one school */
	int year;
};

/* Why a year can't be compared with the one before it. */
enum card_break {
	CARD_NO_BREAK,
	CARD_BREAK_WAVE,  /* held in another season, by pupils a class older */
	CARD_BREAK_SCALE, /* another maximum or minimum of the scale */
	CARD_BREAK_SCHOOL /* earlier figures are another school's: app/reorganised.h */
};

/* A procedure in a year. */
struct card_cell {
	struct pooled count; /* n = 0: see absence */
	enum absence absence;
	uint8_t wave; /* index into wave_codes */
	enum card_break before;
	const char *file, *sheet; /* where the figure stands; file NULL = none */
	int32_t row;
};

struct card_line {
	const struct procedure *procedure;
	int8_t low, low_before; /* by the method in the year and the one before: 1, 0, -1 unknown */
	struct card_cell *cells; /* card->nyears */
};

struct card_name {
	const char *since, *name, *short_name; /* since: ISO day, "" = from the beginning */
};

struct card_successor {
	const char *code, *name, *day;
};

/* What happened to the school in lists, oldest first. */
struct card_event {
	struct day day;
	const char
	    *kind; /* for programs: acquainted, objected, accepted, rejected, listed, left_out */
	const char *text; /* a message id */
	int64_t listing;
	int year; /* of the list */
};

struct card_file {
	const char *name;
	int64_t batch, at; /* at: ms UTC of its loading */
	int64_t corrected; /* cells of rows of this school corrected by hand then */
};

struct card_view {
	const struct identify_view *run;
	const struct identify_item *item;
	const struct dataset_school *school;
	const char *kind;
	enum outcome outcome, before;
	int first_year; /* of the cells */
	size_t nyears;  /* the last is run->year */
	size_t nlines;
	struct card_line *lines; /* in the method's order of procedures */
	size_t nnames, nsuccessors, nfiles, nevents;
	struct card_name *names; /* the newest first */
	struct card_successor *successors;
	struct card_file *files;
	struct card_event *events;
	struct listing_standing standing; /* in the lists of results of the year */
	size_t nfacts;
	const struct dataset_fact *facts; /* by attribute and day */
};

/* The outcome of the default method for one school in app->scope; ERR_NOT_FOUND as opora explain.
 */
enum err card_run(
    TALLOC_CTX *ctx, struct app *app, const void *params, void **view, struct error *err);
void card_json(struct json *j, const void *view);

/* The figure of @procedure (index into the catalogue) in @year, without @before. */
struct card_cell card_cell_of(
    const struct identify_view *v, size_t school, int procedure, int year);

/* Why @now of @year can't be compared with @then of the year before; no break without figures. */
struct scales;
enum card_break card_break_between(const struct scales *scales, const struct dataset_school *school,
    const struct procedure *procedure, int year, const struct card_cell *now,
    const struct card_cell *then);

/* "wave", "scale", "school", as in JSON; "" for no break. */
const char *card_break_code(enum card_break why);

/* A message id: why the year can't be compared with the one before. */
const char *card_break_words(enum card_break why);

#endif
