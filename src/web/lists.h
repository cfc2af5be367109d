/* Lists of schools: all of a year, one with its process, two compared, a seal looked at. */
#ifndef WEB_LISTS_H
#define WEB_LISTS_H

#include "app/listing.h"
#include "web/page.h"

#define LISTS_ORIGINS 3 /* computed, received, approved */

/* A list as a card of a column. */
/* The chip of a list's state. */
struct list_state {
	const char *word, *tone, *icon;
};

struct lists_card {
	const struct db_listings *row;
	const char *title; /* «Перечень 3: низкие результаты» */
	struct list_state state;
	const char *document; /* «приказ № 212 от 15.09.2023», or NULL */
	struct url url;
};

/* Two newest lists of one kind and year that are worth comparing. */
struct lists_pair {
	const char *text;
	struct url url;
};

struct lists_page {
	int year; /* 0: of all years */
	size_t count[LISTS_ORIGINS];
	struct lists_card *cards[LISTS_ORIGINS];
	size_t npairs;
	struct lists_pair *pairs;
};

/* One school of a list. */
struct list_line {
	const struct listing_item *item;
	const char *by;       /* how it came or left */
	const char *outcome;  /* what the method says, or NULL */
	const char *document; /* of the decision or letter, or NULL */
	const char *how;      /* of the acquaintance, or NULL */
	struct day told;
	bool included;
	struct url why, include, exclude, acquaint, object; /* text NULL: not for this reader */
};

struct list_objection {
	const struct db_objections *row;
	const char *about, *state, *tone, *icon;
	const char *school;  /* its name */
	const char *entered; /* «внесено по письму № … от …», or NULL */
	const char *answer;  /* document of the decision, or NULL */
	struct day day, due;
	bool open;
	struct url decide; /* text NULL: not for this reader */
};

struct list_page {
	const struct listing *list;
	const char *kind;
	struct list_state state;
	const char *document;
	size_t nlines;
	struct list_line *lines;
	size_t nobjections;
	struct list_objection *objections;
	bool open;
	size_t nhinder;
	struct url
	    tell_all; /* who is not acquainted yet; text NULL: nobody, or not for this reader */
	const char *hinder[4]; /* what stands in the way of the order */
	bool blocked;          /* no reason helps: an objection is open */
	struct url approve, draft, verify, include, run;
};

/* The section has four places; @now is the current one. */
struct place_link {
	const char *text;
	struct url url;
	bool now;
};
#define LISTS_PLACES 4
size_t lists_places(struct page *pg, enum action_id now, struct place_link out[LISTS_PLACES]);

/* Names of the columns: origins of lists. */
const char *lists_origin(struct page *pg, size_t origin);

/*
 * The form of the school's objection to @list, if the reader may give one; else text NULL. @list 0
 * is none.
 */
struct url lists_objection(struct page *pg, int64_t list, const char *school);
/* What its button says: a school files its own, a coordinator enters one that came. */
const char *lists_objection_words(struct page *pg);

/* The school in whose role the reader acts, by name; NULL when he acts for another body. */
const char *lists_own_school(const struct page *pg);

web_page objection_form, list_made_page;
web_page lists_page, list_page, list_compare_page, list_verify_page;

#endif
