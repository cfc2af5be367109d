/* Between the files of the import: one file on its way in. */
#ifndef APP_IMPORT_INT_H
#define APP_IMPORT_INT_H

#include "app/import.h"
#include "app/known.h"
#include "base/hash.h"
#include "domain/suppression.h"
#include "intake/layout_read.h"
#include "intake/rows.h"
#include "intake/workbook.h"

/* A region or municipality that rows of this file stand under; asked once. */
struct known_place {
	char *region, *municipality; /* as the rows have it, maybe NULL */
	int64_t id;
	char *path;
};
#define KNOWN_PLACES_MAX 1000

/* A sheet that is read, and how. */
struct import_part {
	struct sheet *sheet;
	bool own; /* by one of our own layouts */
	enum layout layout;
	const struct layout_fit *fit; /* else by this one */
	const char *fingerprint;      /* to remember the mapping by; NULL = don't */
};

/* What comes with the program and serves every file of a call. */
struct import_tools {
	const struct layouts *layouts;
	const struct scales *scales;
	struct suppression suppression; /* of what messages say of classes */
	const struct sheet_layout *map; /* of --map or --point, or NULL */
	const char *map_name, *map_text;
	bool map_once; /* it says what is of this table only: not to be remembered */
};

/* The organisation of the role in which the actor loads: new schools stand under it. */
struct import_home {
	int64_t id;
	const char *path, *kind;
	const char *fold; /* its name, folded */
};

/* One file while it is checked (store = false) and then stored (store = true). */
struct importing {
	TALLOC_CTX *ctx;
	struct app *app;
	const struct import_params *params;
	struct import_file *file;
	const struct import_tools *tools;
	size_t nparts;
	struct import_part *parts;
	bool personal;       /* some part holds rows of persons: no original is kept */
	struct sheet *sheet; /* of the part being read; NULL between them */
	struct known *known;
	struct problems *problems; /* of this pass: the second pass throws its own away */
	bool listing;              /* only a list of schools is looked for: import_list() */
	bool from_nothing;         /* no schools before this call and no file of them in it */
	bool store;
	const struct import_home
	    *home; /* the actor's organisation; NULL = the whole installation */
	struct known_place *places;
	size_t nplaces;
	int64_t batch;
	int64_t done;
	char kept[SHA256_TEXT_SIZE]; /* the original, new in the data folder; "" = none */
};

/* The home of the actor of @app; *@out NULL when that is the whole installation. */
enum err import_home_load(
    TALLOC_CTX *ctx, struct app *app, const struct import_home **out, struct error *err);

/* Whether a row may make a school in this region and municipality (either may be NULL). */
bool import_home_has(const struct importing *im, const char *region, const char *municipality);

/*
 * Where a new school of the actor stands: the home, with *@municipality NULL when that is the
 * municipality itself.
 */
enum err import_home_place(const struct importing *im, TALLOC_CTX *ctx, const char **municipality,
    int64_t *id, char **path);

/* Tells that a row is about a school outside of the actor's scope. */
void import_tell_foreign(struct importing *im, int64_t row, const char *said);

struct place import_place(const struct importing *im, int64_t row, int column);

/* Loads layouts, scales and the mapping of --map, whose mistakes go to @problems. */
enum err import_tools_load(TALLOC_CTX *ctx, struct app *app, const struct import_params *params,
    struct import_tools *out, struct problems *problems, struct error *err);

/*
 * Opens the file and finds how each visible sheet is to be read: im->parts. With --layout ask
 * im->file->sheets is filled instead. What is left out is told as a warning; ERR_INVALID with
 * candidates when nothing fits.
 */
enum err import_open(struct importing *im, const struct input *src, struct error *err);

/*
 * Corrections of params->fix and leave_out, each to its file. ERR_USAGE when one of them can't be
 * understood.
 */
enum err import_fixes_read(struct importing *all, size_t n, struct error *err);
/* Finds the sheets they are of, once the file is open; ERR_USAGE when there is none such. */
enum err import_fixes_place(struct importing *im, const struct workbook *wb, struct error *err);
/*
 * After the check has read the file: what changes nothing is dropped, what met no row is told as a
 * mistake.
 */
void import_fixes_settle(struct importing *im);
/* What of them is kept: of a table of persons no texts. */
struct corrections import_fixes_kept(TALLOC_CTX *ctx, const struct import_file *file);
/* Stores that with the batch. */
enum err import_fixes_store(struct importing *im, struct error *err);

/* What was recognised, for machines. */
void import_ask_json(struct json *j, const struct import_view *view);

/* Remembers the mapping of --map for the heads it served. */
enum err import_remember(struct importing *im, struct error *err);

/* One pass over the file: checking, or storing what the check passed. */
enum err import_schools(struct importing *im, struct error *err);
enum err import_results(struct importing *im, struct error *err);

/*
 * The school that @said (a code or a name, in @column of @row, 0 = not known) means. NULL when it
 * has to be asked: told as a mistake with the schools that are alike.
 */
struct known_code *import_find_school(
    struct importing *im, int64_t row, int column, const char *said);

/* Of any row about a procedure: tells what is wrong; the index of the procedure or -1. */
int import_find_procedure(struct importing *im, const struct result_row *row);
void import_check_year(struct importing *im, const struct result_row *row, int procedure);
void import_check_name(
    struct importing *im, const struct result_row *row, const struct known_code *school);

/* Counts beside the figures: one live row a cell, as with figures. */
struct stats_pass *stats_pass_new(struct importing *im);
/* Whether the rows to come were added up from pupils, whose school brings a figure as well. */
void stats_derived(struct stats_pass *p, bool derived);
enum err stats_take_comparison(
    struct stats_pass *p, const struct comparison_row *row, struct error *err);
enum err stats_take_distribution(
    struct stats_pass *p, const struct distribution_row *row, struct error *err);
enum err stats_take_class(struct stats_pass *p, const struct class_row *row, struct error *err);

/* What else is known of schools: one live value a school, fact and year. */
struct facts_pass *facts_pass_new(struct importing *im);
enum err facts_take(struct facts_pass *p, const struct facts_row *row, struct error *err);
/* Tells once that the table must say its year. */
void facts_tell_year(struct facts_pass *p, int64_t row);
/* Lists of signs of bias are facts of a year. */
enum err signs_take(
    struct importing *im, struct facts_pass *p, const struct list_row *row, struct error *err);

/* A new school known by its code only, under the first region; its name is the code for now. */
enum err school_add_bare(struct importing *im, const char *code, int64_t *org, struct error *err);

/* Tells progress every so often; ERR_CONFLICT when the user cancelled. */
enum err import_tick(struct importing *im, struct error *err);

#endif
