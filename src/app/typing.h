/*
 * Figures typed into a grid: schools down, the numbers of one procedure and year across. What was
 * typed goes the way of every file, as results.csv, so that it is checked, kept as a batch and
 * undone like any other.
 */
#ifndef APP_TYPING_H
#define APP_TYPING_H

#include "app/import.h"

#define TYPING_ROWS 300    /* schools on one page */
#define TYPING_LETTERS 100 /* of one cell */

/* The columns of the grid. */
enum typing_cell {
	TYPING_PARTICIPANTS,
	TYPING_LOW,
	TYPING_MARK2,
	TYPING_MARK3,
	TYPING_MARK4,
	TYPING_MARK5,
	TYPING_STATUS,
	TYPING_CELLS
};

struct typing_params {
	int year;
	const char *procedure; /* NULL: only what may be chosen */
	const char *place;     /* a municipality; NULL = the first */
};

/* A row for each school, all of one length; "" is no data. */
struct type_params {
	struct typing_params of;
	bool replace;
	struct texts schools, cells[TYPING_CELLS];
};

struct typing_row {
	const char *code, *name;
	bool offered;                    /* the school has the level of the procedure */
	const char *live[TYPING_CELLS];  /* as it is stored; "" = nothing */
	const char *typed[TYPING_CELLS]; /* NULL = as stored */
	bool wrong[TYPING_CELLS];
	size_t nmistakes;
	const struct error **mistakes;
};

struct typing_view {
	int year;
	const struct procedure *procedure; /* NULL = not chosen yet */
	const char *place;
	size_t nplaces;
	const char **places;
	size_t count;
	struct typing_row *rows;
	size_t left;               /* schools that had no room */
	const struct error *whole; /* a mistake of no row; NULL = none */
	bool typed;                /* something was to be stored */
	size_t changed;            /* rows that differ from what is stored */
	int64_t batch;             /* that was stored; 0 = none */
};

enum err typing_run(
    TALLOC_CTX *ctx, struct app *app, const void *params, void **view, struct error *err);
enum err type_run(
    TALLOC_CTX *ctx, struct app *app, const void *params, void **view, struct error *err);
void typing_json(struct json *j, const void *view);

/* "participants", "mark2": the name of a column in results.csv and in a form. */
const char *typing_cell_code(enum typing_cell cell);

#endif
