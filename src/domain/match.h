/*
 * How alike two names of schools are, and which known schools a name may mean.
 *
 * The score orders proposals for a person; nothing is ever taken because of it. Its factors are
 * our own estimate, no rule of the field.
 */
#ifndef DOMAIN_MATCH_H
#define DOMAIN_MATCH_H

#include "domain/school_name.h"

#define MATCH_REASONS 8
/* Below this a school is not proposed. */
#define MATCH_LEAST 0.5

struct match {
	double score; /* 0..1; 1 only for the same folded text */
	/* Message ids: what speaks for it and against it. */
	size_t nreasons;
	const char *reasons[MATCH_REASONS];
};

/* Compares two names; the order does not matter. */
struct match match_names(const struct school_name *a, const struct school_name *b);

/* A school that a name may mean. */
struct match_candidate {
	struct school_name name, short_name;
};

struct match_proposal {
	size_t candidate; /* index */
	struct match match;
};

/*
 * The at most @max candidates nearest to @name with a score of MATCH_LEAST or more, best first,
 * the earlier candidate first where scores are equal. Returns their number.
 */
size_t match_propose(const struct school_name *name, const struct match_candidate *candidates,
    size_t n, struct match_proposal *out, size_t max);

#endif
