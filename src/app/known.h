/*
 * What schools are known by before the rows of a file are looked at: codes, names, and answers that
 * were remembered with `opora match`. Nothing is guessed: a text means a school when it is one of
 * its codes, was answered before, or is a whole name that fits one school only.
 */
#ifndef APP_KNOWN_H
#define APP_KNOWN_H

#include "app/app.h"

#include <uthash.h>

/* The scheme of org_code under which answers stand: the code is the folded name. */
#define KNOWN_NAME_SCHEME "name"
/* Each organisation has its own answers: "name" or "name/ORG". */
const char *known_name_scheme(TALLOC_CTX *ctx, const struct app *app);

/* A code schools are known by. */
struct known_code {
	char *code;
	int64_t org;    /* 0 = not stored yet */
	int32_t row;    /* row of this file that brings it; 0 = of the database */
	bool foreign;   /* of a school outside of the actor's scope: to be refused, never shown */
	uint32_t index; /* dense number of the school for keys of cells: one for all its codes */
	bool named;     /* of the main code: a row of figures has named the school */
	UT_hash_handle hh, hh_org;
};

/* A folded name. */
struct known_name {
	char *fold;
	struct known_code *school; /* one of its codes; NULL: look it up by org */
	int64_t org;
	bool several;  /* it fits more than one school */
	bool answered; /* remembered, not read from the list of schools */
	UT_hash_handle hh;
};

/* A school for proposals. */
struct known_school {
	int64_t org;
	const char *code, *name, *short_name;
};

struct known {
	struct known_code *by_code, *by_org; /* hashes */
	struct known_name *by_name;          /* hash */
	struct known_miss *misses;           /* hash: texts that fit nothing, with proposals */
	struct known_school *schools;
	size_t nschools;
	struct match_candidate *candidates; /* beside schools, made on first need */
	uint32_t count;
};

/*
 * Loads all codes of the database, so that one of a foreign school is known as such, and names and
 * answers of the actor's scope.
 */
enum err known_load(TALLOC_CTX *ctx, struct app *app, struct known **out, struct error *err);

/* By a code of any scheme only. */
struct known_code *known_find(const struct known *known, const char *code);
/* By code, remembered answer, or a whole name that fits one school; NULL = ask. */
struct known_code *known_match(const struct known *known, const char *text);
/* The answer or name behind a folded text (school_name_fold), or NULL. */
struct known_name *known_name_find(const struct known *known, const char *fold);

struct known_code *known_add(struct known *known, const char *code, int64_t org, int64_t row);
/* A name of the school behind @code, from a file's row. */
void known_add_name(struct known *known, const char *name, struct known_code *code);

/* Any code of the school, the main one where there is one. */
struct known_code *known_of_org(const struct known *known, int64_t org);
const struct known_school *known_school_of(const struct known *known, int64_t org);

/*
 * Schools that @text may mean: «Учебная школа № 3 (demo03, 92 %), …», at most three; "" = none.
 * Found once for each text; after the first KNOWN_MISSES texts nothing is proposed any more.
 */
#define KNOWN_MISSES 300
const char *known_similar(struct known *known, const char *text);

struct match_proposal;
/* As match_propose() over the schools of the database; candidates are indices of known->schools. */
size_t known_propose(struct known *known, const char *text, struct match_proposal *out, size_t max);

#endif
