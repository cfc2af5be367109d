/* Methods: the list, one read, mistakes of a file, a run over the schools, two compared. */
#ifndef WEB_METHODS_H
#define WEB_METHODS_H

#include "app/compare.h"
#include "app/methods.h"
#include "web/page.h"

/* A school of a run or a comparison. */
struct run_line {
	const struct dataset_school *school;
	const char *conditions; /* «A, B», or NULL */
	bool cells;             /* its figures are known: of a saved run they are not read again */
	int64_t low, with_data; /* procedures of the year */
	struct url why;
};

struct run_part {
	const char *title, *hint;
	size_t count;
	struct run_line *lines;
};
#define RUN_PARTS 3

struct identify_page {
	const struct identify_view *run;
	const struct methods_view *methods; /* to choose from */
	bool what_if;                       /* parameters differ from the method's own */
	struct run_part parts[RUN_PARTS];   /* meets, undecided, unsettled */
	struct url keep;                    /* makes a computed list of it; text NULL: not here */
};

/* One school by both methods: what each read and said is the reason. */
struct compare_line {
	struct run_line first, second;
};

struct compare_part {
	const char *title;
	size_t count;
	struct compare_line *lines;
};

struct compare_page {
	const struct compare_view *view;
	const struct methods_view *methods;
	bool saved;                 /* two saved runs, not two methods of today */
	const char *first, *second; /* heads of the columns: message ids */
	struct compare_part enters, leaves, unclear;
};

/* A line of a method's file with what is wrong there. */
struct method_text_line {
	size_t number;
	const char *text;
	size_t nmistakes;
	const struct problem **mistakes;
};

struct method_check_page {
	const struct method_check_view *view;
	size_t nlines;
	struct method_text_line *lines;
};

/* The page of this version of a method. */
struct url method_url(struct page *pg, const struct method *m);

/* The value of parameter @i as people read it; how sure it is. */
const char *method_param_words(struct page *pg, const struct method *m, size_t i);

/* All methods to choose from; none when they can't be read. */
const struct methods_view *methods_all(struct page *pg);

web_page methods_page, method_page, method_checked_page, method_added_page, identify_page,
    compare_page;
web_file method_file;

#endif
