/* «Почему школа в списке»: one sheet that a school can check with a calculator. */
#ifndef WEB_WHY_H
#define WEB_WHY_H

#include "app/explain.h"
#include "document/chart.h"
#include "web/page.h"

/* A procedure in the year of the run, with the years before in a word. */
struct why_row {
	const struct identify_cell *cell; /* NULL: the method did not look at the year */
	struct bilingual procedure;
	const char *wave; /* NULL: the main one */
	bool low, counted, stable, small, decided;
	int64_t participants, count, need; /* need: so many would make it low */
	struct rational share;
	const char *absent; /* why there is no figure, when not counted */
	const char *interval;
	struct chart_interval picture;
	const char *file, *sheet;
	bool there; /* the same file and sheet as in the row above */
	size_t ncorrected;
	const char **corrected; /* what of the row was corrected by hand, each a sentence */
	int64_t row, batch;
	const char *before; /* «16 из 39 (41 %)», NULL when no earlier year was read */
	bool low_before;    /* in any of them */
	const char *change; /* what would make the figure other than low, or low: a sentence */
};

/* A condition with what was counted for it. */
struct why_condition {
	const struct named_value *value;
	const char *title;
	struct bilingual words;
	const char *number, *counted; /* «2», «процедуры, нужно 2: …»; NULL: nothing to count */
	const char *sum; /* both without the names of procedures, or NULL */
};

/* The explanation is of a saved run: what became of it since. */
struct why_since {
	const char *head;     /* which run it is of: a sentence */
	struct url run;       /* its page */
	const char *verdicts; /* then and now: a sentence; NULL: the method lists nobody */
	bool turned;          /* they are two */
	const struct explain_since *since;
	struct url now; /* the same of today; text NULL: no such school, or other parameters */
};

struct why {
	const struct why_since *since; /* NULL: it is of today */
	const struct identify_view *run;
	const struct identify_item *item;
	const struct dataset_school *school;
	const struct method *method;
	const char *answer; /* a sentence */
	size_t nrows;
	struct why_row *rows; /* in the method's order of procedures */
	size_t nlow;          /* low figures of the year, for the calculator */
	struct why_row **low;
	size_t nconditions;
	struct why_condition *conditions;
	const char *unstable; /* a sentence, or NULL */
	const char *chance;   /* how likely chance alone lists such a school: a sentence, or NULL */
	const char *sentence; /* of the families whose results were read: what they may be used for;
				 or NULL */
	struct rational threshold;
	bool threshold_known, inclusive;
	size_t nsaid;
	const struct run_said *said; /* what saved runs of the year said of the school */
	struct url object;           /* where the school may object now; text NULL: nowhere */
};

/*
 * How many procedures of the year a condition asks for: the N of a let written
 * «count(SHARE(p, year) for …) >= N», SHARE being the let of the method's share. Of another form:
 * false.
 */
bool why_need(const struct method *method, const char *condition, int64_t *need);

/* The page of ACTION_EXPLAIN. */
web_page why_page;

#endif
