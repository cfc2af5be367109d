/*
 * The first page: where the work of the year stands. At first «what to begin with» in five steps;
 * and the management cycle by its positions (domain/cycle.h), each with what is there, what is
 * missing and the next step. Every state is computed from facts of the database, none is typed.
 */
#ifndef APP_BOARD_H
#define APP_BOARD_H

#include "app/board_figures.h"
#include "domain/cycle.h"

struct board_params {
	int year;          /* 0: the newest with figures, else the school year of today */
	const char *cycle; /* NULL: "nine" */
};
extern const struct choice board_cycles[];

/* From worst to best as they are counted together. */
enum board_state {
	BOARD_NOT_KEPT, /* this version has no tool for it */
	BOARD_AHEAD,    /* nothing of it is there yet */
	BOARD_WORK,     /* something is there, something is missing */
	BOARD_SIGN,     /* all is there but the order */
	BOARD_DONE,
};

/* "not_kept", "ahead", "work", "sign", "done"; and a message id: «в работе». */
const char *board_state_code(enum board_state state);
const char *board_state_words(enum board_state state);

/* What to do next, and where; label NULL: nothing. */
struct board_step {
	const char *label; /* a message id: a verb */
	enum action_id action;
	int64_t list; /* its field of that name; 0 = none */
};

struct board_fact {
	enum cycle_fact kind;
	enum board_state state;
	struct error said; /* a sentence with its figures; its kind is OK */
	struct board_step step;
};

struct board_position {
	const struct cycle_position *position;
	enum board_state state;
	size_t nfacts;
	const struct board_fact *facts[CYCLE_FACTS];
	struct board_step step; /* of the first fact that is not done */
};

#define BOARD_START 5
struct board_start {
	const char *title; /* a message id */
	const struct board_fact *fact;
};

struct board_view {
	int year;
	const struct cycle *cycle;
	struct error lead; /* the finding of the year, or the first step */
	bool own; /* the actor's scope is an authority, which makes lists; else schools below one */
	const char *school; /* the code of the one the actor's role is given for; NULL: of none */
	bool begun;         /* the first steps are over, or are not his: the cycle comes first */
	struct board_fact facts[CYCLE_FACTS];
	struct board_start start[BOARD_START];
	size_t nstart_done;
	size_t npositions, ndone;
	struct board_position *positions;
	const struct board_figures *figures; /* until the next use of the application */
};

enum err board_run(
    TALLOC_CTX *ctx, struct app *app, const void *params, void **view, struct error *err);
void board_json(struct json *j, const void *view);

#endif
