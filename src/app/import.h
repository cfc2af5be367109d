/*
 * Loading files: everything is checked first and every mistake told; then all is stored or nothing.
 */
#ifndef APP_IMPORT_H
#define APP_IMPORT_H

#include "app/app.h"
#include "app/import_points.h"
#include "app/problems_table.h"
#include "base/problem.h"
#include "domain/catalogue.h"
#include "intake/corrected.h"

#define IMPORT_MAX ((size_t)200 << 20) /* bytes of one file */
#define IMPORT_PROPOSALS 3
#define IMPORT_UNKNOWN_MAX 50 /* texts with proposals */
#define IMPORT_MISSING_MAX 20 /* schools that are named as missing */
#define IMPORT_FIXES_MAX 4000 /* told: a form tells cells that nobody changed, too */
#define IMPORT_FIXED_MAX 1000 /* in force: who has more to correct corrects the file */

struct import_params {
	struct inputs files;
	bool dry_run, replace, add_schools;
	const char *layout;   /* NULL = recognise; "ask" = say what was recognised, load nothing */
	const char *map;      /* path of a mapping, NULL = none */
	int year;             /* 0 = the file says */
	const char *problems; /* write the files back with their problems; NULL = do not */
	struct import_points points; /* instead of a mapping: what the columns of the table mean */
	/*
	 * Corrections by hand (app/import_fixes.h): "Sheet!C12=45" a cell, "Sheet!12" a row that is
	 * left out. The bytes stay as they came.
	 */
	struct texts fix, leave_out;
};

/* What a sheet may be, and what its columns were taken for. */
struct import_candidate {
	const char *layout;
	struct bilingual title; /* ru NULL for our own layouts */
	int confidence;         /* 0..100 */
	bool fits, personal;    /* personal: its rows are of persons */
	int64_t head;           /* the last row of the head; 0 = not known */
	size_t ncolumns, nmissing;
	struct import_column {
		int number; /* 1-based */
		const char *title, *is;
		bool percent;
		const char *procedure; /* its code, where the title says it; else NULL */
		int year;              /* 0 = the title does not say */
	} * columns;
	const char **missing;
};

struct import_sheet {
	const char *name;
	bool hidden, remembered; /* by a mapping of earlier */
	size_t count;
	struct import_candidate *candidates; /* the surest first */
	const char *mapping;                 /* YAML to start from; NULL = none needed */
};

/* A sheet that was read, and as what. */
struct import_read {
	const char *sheet;      /* "" for CSV */
	const char *layout;     /* "results", "fis-oko-marks" */
	struct bilingual title; /* ru NULL for our own layouts */
	int64_t head;           /* last row of its head; 0 = the first row with text */
};

/* A text that means no school we know, and the schools it may mean. */
struct import_unknown {
	const char *said;
	size_t count;
	struct import_proposal {
		const char *code, *name;
		double score; /* 0..1 */
	} proposals[IMPORT_PROPOSALS];
};

/* What became of one file. */
struct import_file {
	const char *path, *name;
	const char *layout;     /* names joined by + */
	struct bilingual title; /* of the layout, where there is one */
	bool schools;           /* holds a list of schools: loaded first */
	size_t nsheets;         /* when asked */
	struct import_sheet *sheets;
	int64_t batch;     /* 0 = not stored */
	int64_t rows_read; /* without mistakes */
	int64_t rows_stored, rows_same, rows_replaced, schools_added;
	struct problems *problems;
	struct problems_rules rules; /* what of it may be written back: said by its layout */
	struct corrections fixes;    /* in force, in order of sheet, row, column */
	size_t nparts;
	struct import_read *parts;
	int year_first, year_last; /* of figures; 0 = none */
	/* Of a file of figures: how many of the schools there are it names, and some it doesn't. */
	size_t schools_named, schools_known, nmissing;
	const char **missing;
	size_t nunknown;
	struct import_unknown *unknown;
};

struct import_view {
	bool dry_run, stored, asked;
	const char *problems; /* the file written with problems; NULL = none */
	size_t count;
	struct import_file *files;
};

/* Loads @n files, given as bytes, as one whole inside one transaction, schools before results. */
enum err import_sources(TALLOC_CTX *ctx, struct app *app, const struct input *sources, size_t n,
    const struct import_params *p, struct import_view **out, struct error *err);

enum err import_run(
    TALLOC_CTX *ctx, struct app *app, const void *params, void **view, struct error *err);
void import_json(struct json *j, const void *view);

#endif
