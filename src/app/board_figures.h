/*
 * The figures of the first page: schools of the actor's scope, those with data, and over five years
 * how many meet the conditions of the default method and what share of results is below the
 * threshold.
 *
 * They stand on the shelf (app/shelf.h). Running the method over five years of more than
 * BOARD_CHARTED schools takes too long for a first page: then there are counts and no years.
 */
#ifndef APP_BOARD_FIGURES_H
#define APP_BOARD_FIGURES_H

#include "app/app.h"

#define BOARD_YEARS 5
#define BOARD_CHARTED 3000 /* schools */

/* @k low results of @n; n = 0: no data. */
struct board_count {
	int64_t k, n;
};

struct board_year {
	int year;
	int64_t with_data, meets;
	/* of the schools that meet the conditions in the newest year, and of all others */
	struct board_count those, others;
};

struct board_figures {
	int year;
	int64_t schools, with_data; /* with_data: in the year */
	int64_t before;             /* with data in the year before */
	const char *method;         /* id of the method */
	int version;
	bool verified; /* the method is checked against its act */
	bool charted;
	struct board_year years[BOARD_YEARS]; /* oldest first */
};

/* The figures of app->scope and @year; they stay until @ctx goes. */
enum err board_figures_get(TALLOC_CTX *ctx, struct app *app, int year,
    const struct board_figures **out, struct error *err);

#endif
