/*
 * A list of problems: what is wrong, where, and how bad. Whoever reads foreign input goes on
 * after a mistake and reports all of them at once.
 */
#ifndef BASE_PROBLEM_H
#define BASE_PROBLEM_H

#include "base/error.h"

enum severity { SEVERITY_ERROR, SEVERITY_WARNING };

/* What the numbers of a place count: rows and columns of a table, or lines and characters. */
struct place {
	const char *file;  /* not owned; lives as long as the list; may be NULL */
	const char *sheet; /* likewise */
	int64_t row;       /* 1-based row of a table or line of a text; 0 = whole file */
	int32_t column;    /* 1-based; 0 = whole row */
};

struct problem {
	enum severity severity;
	struct place place;
	struct error what;
};

struct problems {
	struct problem *items;
	size_t count;    /* how many are kept */
	size_t errors;   /* how many errors were met, kept or not */
	size_t warnings; /* how many warnings were met, kept or not */
	size_t max;      /* no more than this are kept */
};

#define PROBLEMS_MAX 10000

/* An empty list under @ctx that keeps at most PROBLEMS_MAX. */
struct problems *problems_new(TALLOC_CTX *ctx);

/* Usage: problem_add(list, SEVERITY_ERROR, place, MSG("…"), arg_text(x)). */
#define problem_add(list, severity, place, ...) problem_add_(list, severity, place, __VA_ARGS__)
#define problem_add_(list, severity, place, msg, ...)                                              \
	problems_add(list, severity, place, msg,                                                   \
	    (struct arg[]){__VA_ARGS__ __VA_OPT__(, ){.type = ARG_NONE}})

void problems_add(struct problems *list, enum severity severity, struct place place, const char *id,
    const struct arg *args);

#endif
