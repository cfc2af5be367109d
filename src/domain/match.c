#include "domain/match.h"

#include "base/error.h"

#include <string.h>

/* What a difference leaves of the score. Ours: chosen so that the pairs of test_match.c order. */
#define OTHER_NUMBER 0.1
#define NUMBER_IN_ONE 0.6
#define OTHER_PLACE 0.25
#define PLACE_IN_ONE 0.93
#define OTHER_DISTRICT 0.3
#define DISTRICT_IN_ONE 0.98
#define OTHER_OWN 0.5
#define OWN_IN_ONE 0.97
#define OTHER_WORDS 0.5
#define WORDS_IN_ONE 0.9
#define OTHER_KIND 0.75
#define KIND_NOT_SAID 0.96
#define ONE_IS_BRANCH 0.35
#define NOTHING_IN_COMMON 0.4
#define NEARLY 0.99

static void
say_reason(struct match *m, double factor, const char *reason)
{
	m->score *= factor;
	if (m->nreasons < MATCH_REASONS)
		m->reasons[m->nreasons++] = reason;
}

static size_t
letters(const char *s, size_t len)
{
	size_t n = 0, i;

	for (i = 0; i < len; i++)
		n += ((unsigned char)s[i] & 0xC0) != 0x80;
	return n;
}

/*
 * The same word in another case or as an adjective: «Ивановка», «Ивановке»; with @loose
 * «Ивановская».
 */
static bool
same_word(const char *a, const char *b, bool loose)
{
	size_t common = 0, na = letters(a, strlen(a)), nb = letters(b, strlen(b)), n, longer;

	while (a[common] != '\0' && a[common] == b[common])
		common++;
	if (a[common] == '\0' && b[common] == '\0')
		return true;
	n = letters(a, common);
	if (((unsigned char)a[common] & 0xC0) == 0x80 || ((unsigned char)b[common] & 0xC0) == 0x80)
		n--; /* the letters differ in their second byte */
	longer = na > nb ? na : nb;
	if (loose)
		return n >= 4 && longer <= n + 5;
	return n >= 3 && longer <= n + (n >= 4 ? 3 : 2); /* -ый, -ого */
}

static bool
has_word(const struct school_words *words, const char *word, bool loose)
{
	size_t i;

	for (i = 0; i < words->count; i++) {
		if (same_word(words->items[i], word, loose))
			return true;
	}
	return false;
}

static bool
all_in(const struct school_words *a, const struct school_words *b, bool loose)
{
	size_t i;

	for (i = 0; i < a->count; i++) {
		if (!has_word(b, a->items[i], loose))
			return false;
	}
	return true;
}

/* All words of the shorter stand in the longer; of two as long, each in the other. */
static bool
same_words(const struct school_words *a, const struct school_words *b, bool loose)
{
	return (a->count > b->count || all_in(a, b, loose)) &&
	       (b->count > a->count || all_in(b, a, loose));
}

/* 1: the same number, both said; 0: nothing to compare or differing. */
static int
compare_number(struct match *m, const struct school_name *a, const struct school_name *b)
{
	if (a->number == NULL && b->number == NULL)
		return 0;
	if (a->number == NULL || b->number == NULL) {
		say_reason(m, NUMBER_IN_ONE, MSG("one of them has no number"));
		return 0;
	}
	if (strcmp(a->number, b->number) != 0) {
		say_reason(m, OTHER_NUMBER, MSG("another number"));
		return 0;
	}
	say_reason(m, 1, MSG("the same number"));
	return 1;
}

/* What it is called by where: «Ивановская школа» is the school of Ивановка. */
static bool
adjective_of_place(const struct school_name *a, const struct school_name *b)
{
	return a->settlement.count == 0 && a->others.count > 0 && b->settlement.count > 0 &&
	       same_words(&a->others, &b->settlement, true);
}

static int
compare_place(struct match *m, const struct school_name *a, const struct school_name *b)
{
	int same = 0;

	if (adjective_of_place(a, b) || adjective_of_place(b, a)) {
		say_reason(m, PLACE_IN_ONE, MSG("the name of the place"));
		same = 1;
	} else if (a->settlement.count > 0 && b->settlement.count > 0) {
		same = same_words(&a->settlement, &b->settlement, false);
		say_reason(
		    m, same ? 1 : OTHER_PLACE, same ? MSG("the same place") : MSG("another place"));
	} else if (a->settlement.count + b->settlement.count > 0) {
		say_reason(m, PLACE_IN_ONE, MSG("the place is said in one of them only"));
	}
	if (a->district.count > 0 && b->district.count > 0) {
		if (!same_words(&a->district, &b->district, false))
			say_reason(m, OTHER_DISTRICT, MSG("another district"));
	} else if (a->district.count + b->district.count > 0) {
		m->score *= DISTRICT_IN_ONE;
	}
	return same;
}

static int
compare_own(struct match *m, const struct school_name *a, const struct school_name *b)
{
	bool same;

	if (a->own.count == 0 && b->own.count == 0)
		return 0;
	if (a->own.count == 0 || b->own.count == 0) {
		say_reason(m, OWN_IN_ONE, MSG("the memorial name is said in one of them only"));
		return 0;
	}
	same = same_words(&a->own, &b->own, false);
	say_reason(m, same ? 1 : OTHER_OWN,
	    same ? MSG("the same memorial name") : MSG("another memorial name"));
	return same;
}

static int
compare_others(struct match *m, const struct school_name *a, const struct school_name *b)
{
	bool same;

	if ((a->others.count == 0 && b->others.count == 0) || adjective_of_place(a, b) ||
	    adjective_of_place(b, a))
		return 0;
	if (a->others.count == 0 || b->others.count == 0) {
		m->score *= WORDS_IN_ONE;
		return 0;
	}
	same = same_words(&a->others, &b->others, false);
	say_reason(m, same ? 1 : OTHER_WORDS, same ? MSG("the same words") : MSG("other words"));
	return same;
}

static void
compare_kind(struct match *m, const struct school_name *a, const struct school_name *b)
{
	if (a->kind == b->kind)
		return;
	if (a->kind <= SCHOOL_PLAIN || b->kind <= SCHOOL_PLAIN)
		m->score *= KIND_NOT_SAID;
	else
		say_reason(m, OTHER_KIND, MSG("another kind of school"));
}

struct match
match_names(const struct school_name *a, const struct school_name *b)
{
	struct match m = {.score = 1};
	int alike;

	if (strcmp(a->fold, b->fold) == 0 && a->fold[0] != '\0') {
		say_reason(&m, 1, MSG("the same text"));
		return m;
	}
	m.score = NEARLY;
	alike = compare_number(&m, a, b);
	alike += compare_place(&m, a, b);
	alike += compare_own(&m, a, b);
	alike += compare_others(&m, a, b);
	compare_kind(&m, a, b);
	if (a->branch != b->branch)
		say_reason(&m, ONE_IS_BRANCH, MSG("one of them is a branch"));
	if (alike == 0)
		say_reason(&m, NOTHING_IN_COMMON, MSG("neither number nor place in common"));
	return m;
}

/* The better of the full name and the short one. */
static struct match
match_candidate(const struct school_name *name, const struct match_candidate *c)
{
	struct match full = match_names(name, &c->name), brief = match_names(name, &c->short_name);

	return brief.score > full.score ? brief : full;
}

size_t
match_propose(const struct school_name *name, const struct match_candidate *candidates, size_t n,
    struct match_proposal *out, size_t max)
{
	size_t count = 0, i, at;
	struct match m;

	for (i = 0; i < n; i++) {
		m = match_candidate(name, &candidates[i]);
		if (m.score < MATCH_LEAST)
			continue;
		for (at = count; at > 0 && out[at - 1].match.score < m.score; at--) {
			if (at < max)
				out[at] = out[at - 1];
		}
		if (at >= max)
			continue;
		out[at] = (struct match_proposal){i, m};
		count += count < max;
	}
	return count;
}
