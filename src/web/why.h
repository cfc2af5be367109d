/* «Почему школа в списке»: one sheet that a school can check with a calculator. */
#ifndef WEB_WHY_H
#define WEB_WHY_H

#include "app/explain.h"
#include "web/page.h"

/* One figure of the sheet. */
struct why_row {
	struct bilingual procedure;
	const char *wave; /* NULL: the main one */
	bool low, counted, stable, small, decided;
	int64_t participants, count, need; /* need: so many would make it low */
	struct rational share;
	const char *absent; /* why there is no figure, when not counted */
	const char *interval;
	struct html picture;
	const char *file, *sheet;
	int64_t row, batch;
};

/* The figures of one school year, the newest year first. */
struct why_year {
	int year;
	size_t count;
	struct why_row *rows;
};

struct why {
	const struct identify_view *run;
	const struct identify_item *item;
	const struct dataset_school *school;
	const struct method *method;
	const char *answer; /* a sentence */
	size_t nyears;
	struct why_year *years;
	size_t nlow; /* low figures of the newest year, for the calculator */
	struct why_row **low;
	const char *unstable; /* a sentence, or NULL */
	const char *sentence; /* of the families whose results were read: what they may be used for;
				 or NULL */
	struct rational threshold;
	bool threshold_known, inclusive;
};

/* The page of ACTION_EXPLAIN. */
web_page why_page;

#endif
