/*
 * The management cycle of a year as data (catalogue/cycles): its positions, and by which facts of
 * Opora each is shown. Nine positions of the federal assessment and six steps of one city are two
 * files over the same facts.
 */
#ifndef DOMAIN_CYCLE_H
#define DOMAIN_CYCLE_H

#include "domain/catalogue.h"

/* What Opora knows of a year. A position without facts is not kept in this version. */
enum cycle_fact {
	CYCLE_METHOD,     /* the rule that is run */
	CYCLE_SCHOOLS,    /* the schools there are */
	CYCLE_RESULTS,    /* figures of the year */
	CYCLE_COMPUTED,   /* the list by the method */
	CYCLE_RECEIVED,   /* the list that came with a letter */
	CYCLE_TREND,      /* figures of the year before, to compare with */
	CYCLE_ACQUAINTED, /* schools that learned of the draft */
	CYCLE_OBJECTIONS,
	CYCLE_APPROVED, /* the list by order */
	CYCLE_FACTS
};

/* As they stand in the files. */
extern const char *const cycle_fact_words[CYCLE_FACTS + 1];

struct cycle_position {
	const char *id;
	struct bilingual title;
	size_t nfacts;
	enum cycle_fact facts[CYCLE_FACTS];
};

struct cycle {
	const char *id; /* "nine", "six" */
	struct bilingual title;
	struct provenance provenance;
	size_t count;
	struct cycle_position *positions;
};

/*
 * Reads a file of catalogue/cycles. All mistakes go to @problems with line and column; NULL when
 * there was an error. The cycle hangs under @ctx.
 */
struct cycle *cycle_read(
    TALLOC_CTX *ctx, const char *name, const char *bytes, size_t len, struct problems *problems);

#endif
