/* Saved runs of methods: all of a year, one with its schools, and what is said of them elsewhere.
 */
#ifndef WEB_RUNS_H
#define WEB_RUNS_H

#include "app/outcome.h"
#include "app/saved_run.h"
#include "web/methods.h"
#include "web/page.h"

/* A list that rests on the run, or another run beside it. */
struct run_link {
	const char *text;
	struct url url;
};

struct run_card {
	const struct saved_run *run;
	const char *params; /* «share = 0,2», "" when they are the method's own */
	const char *who;    /* the post, or that it was the command line; NULL = not known */
	const char *listed; /* «5 из 13», NULL when the method lists nobody */
	size_t nlists;
	struct run_link *lists;
	struct url url;
};

struct runs_page {
	const struct runs_view *view;
	size_t count;
	struct run_card *cards;
};

/* A school by what the run said of it. */
struct run_outcome_line {
	const struct dataset_school *school;
	const char *outcome;
	enum outcome is;
	const char *conditions; /* «A, B», or NULL */
	struct url why;         /* by the figures that the run read */
};

struct run_page {
	const struct run_view *view;
	struct run_card card;
	size_t nlines;
	struct run_outcome_line *lines; /* who meets the conditions first, by name */
	size_t nothers;
	struct run_link *others; /* runs to compare with, of the same year first */
	struct url make_list;    /* a computed list of the same method; text NULL: not here */
};

/* What a run said of one school, in words. */
const char *run_said_words(const struct page *pg, const struct run_said *said);

web_page runs_page, run_page, run_made_page;

#endif
