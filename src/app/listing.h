/*
 * Lists of schools (перечни) with due process. Three lists are kept apart and never mixed: the
 * computed one by a method, the received one with its letter, the approved one with its order. A
 * draft of the last begins as a copy of a list; schools enter and leave it by decision only, each
 * with a reason and a document; schools are acquainted, may object within the term of the order,
 * are answered; the order freezes it.
 *
 * Every list but a draft is sealed: a snapshot as canonical JSON with its SHA-256, after which
 * nothing of it changes. What a run read may change later: the list then says so.
 *
 * A list belongs to the lowest authority that has all its schools under it. An actor sees the lists
 * of authorities in his scope whole; of a list of an authority above him, once it was sent or
 * approved, the schools of his scope. Every other list is not found.
 */
#ifndef APP_LISTING_H
#define APP_LISTING_H

#include "app/history.h"
#include "app/identify.h"
#include "app/run_changed.h"
#include "store/statements.h"

#define LISTING_TERM 5       /* working days to object; the order may set another */
#define LISTING_SCHOOLS 5000 /* in one received list */

/* ---- parameters of the use cases ---- */

struct listing_make_params {
	const char *kind;
	int year;
	const char *method;
	struct texts param;
};

struct listing_receive_params {
	const char *kind;
	int year;
	struct inputs file;   /* one table that a layout of lists reads, or none */
	struct texts schools; /* codes or names */
	const char *number;   /* of the letter */
	struct day day;       /* of the letter */
	const char *from;     /* who sent it */
	const char *title;    /* NULL = none */
};

struct listing_draft_params {
	int64_t from;
	int64_t term; /* 0 = LISTING_TERM */
};

/* list include, list exclude */
struct listing_change_params {
	int64_t list;
	const char *school; /* a code, or a name that fits one school */
	const char *reason;
	const char *number; /* of the document */
	struct day day;     /* of the document */
	const char *title;  /* of the document; NULL = none */
	int64_t rev;        /* as it was seen; 0 = whatever it is now */
};

struct listing_acquaint_params {
	int64_t list;
	const char *school; /* NULL: with @all */
	bool all;           /* every school of the list that is not acquainted yet */
	struct day day;     /* year 0 = today */
	const char *how;    /* letter, signature, meeting, system */
	const char *number; /* of the letter; NULL = none */
};

struct listing_object_params {
	int64_t list;
	const char *school, *about, *text;
	struct day day;        /* when it came; year 0 = today */
	const char *number;    /* of the school's letter; NULL: entered by the school itself */
	struct day letter_day; /* of that letter */
};

struct listing_decide_params {
	int64_t objection;
	const char *decision; /* accepted, rejected */
	const char *reason;
	struct day day;     /* year 0 = today */
	const char *number; /* of the answer in writing */
	int64_t rev;        /* as it was seen; 0 = whatever it is now */
};

struct listing_approve_params {
	int64_t list;
	const char *number; /* of the order */
	struct day day;     /* of the order */
	const char *title;
	const char *basis; /* «основание использования»: needed when the method read such results */
	const char *hurry; /* why the order does not wait for acquaintance and terms; or NULL */
	int64_t rev;       /* as it was seen; 0 = whatever it is now */
};

/* What include, exclude and approve would change; what decide would. */
enum err listing_stored(
    TALLOC_CTX *ctx, struct app *app, const void *params, struct stored *out, struct error *err);
enum err listing_objection_stored(
    TALLOC_CTX *ctx, struct app *app, const void *params, struct stored *out, struct error *err);

struct listing_params { /* list show, list verify */
	int64_t list;
};

struct listings_params {
	int year; /* 0 = all */
};

struct listing_compare_params {
	int64_t first, second;
};

/* ---- one list ---- */

enum listing_outcome {
	LISTED_NOT_COMPUTED, /* nothing was computed for this school */
	LISTED_NO,           /* the conditions are not met */
	LISTED_YES, /* they are met: «соответствует условиям методики» */
	LISTED_UNDECIDED, /* the method could not say */
};

struct listing_item {
	const struct db_listing_items *row;
	enum listing_outcome outcome; /* what the method said, whatever was decided */
	bool acquainted;
	struct day due; /* last day to object; year 0 = not acquainted */
};

struct listing {
	const struct db_listing_get *row;
	bool own;                               /* its authority stands in the actor's scope */
	const struct method *method;            /* of its run; NULL = nothing was computed */
	const char *run_inputs;                 /* digest of all the run read, or NULL */
	const struct db_document_get *document; /* letter or order, or NULL */
	size_t count, included;
	struct listing_item *items; /* schools of the actor's scope, by name */
	size_t nobjections;
	struct db_objections *objections;
	struct history history;     /* of an authority's own list only */
	struct run_changes changes; /* figures that its run read and that are others now */
	size_t nsentences;
	struct bilingual *sentences; /* that every print carries: purpose, use of results */
	const struct calendar *calendar;
};

/* What a use case that changes one list or school leaves. */
struct listing_done {
	int64_t list;
	const char *state;
	int64_t rev;
	const char *school, *name; /* NULL = it is about the whole list */
	int64_t objection;         /* 0 = none */
	struct day due;            /* list object, acquaint: last day of the term; year 0 = none */
	bool late;                 /* the objection came after it */
	const char *decision;      /* list decide: accepted or rejected */
	size_t included;           /* schools in the list now */
	size_t acquainted;         /* list acquaint: so many by this act */
	const char *sha256;        /* of the seal; NULL = not sealed */
	struct problems *problems; /* of a received table, or NULL */
};

/* May its schools be changed by decision? */
bool listing_is_open(const struct db_listing_get *list);

/* ---- the seam for tables that come with a letter ---- */

/* A school of a received table, resolved. */
struct listing_received {
	int64_t org;
	const char *reason; /* what the letter gives; NULL = nothing */
	const char *sheet;  /* where it stood; "" and 0 = in no table */
	int64_t row;
};

struct listing_letter {
	const char *kind;
	int year;
	const char *number, *from, *title;
	struct day day;
	const char *file; /* SHA-256 of a table that is kept already (table `file`), or NULL */
};

/*
 * Stores a received list of @n schools, each once, inside the open transaction, seals it and leaves
 * the audit row. Schools outside the actor's scope are ERR_NOT_FOUND.
 */
enum err listing_store_received(TALLOC_CTX *ctx, struct app *app,
    const struct listing_letter *letter, const struct listing_received *rows, size_t n,
    struct listing_done *done, struct error *err);

/* ---- what pages show of one school ---- */

enum listing_word {
	STANDING_NO_LISTS,        /* there is no list of this kind and year */
	STANDING_OUT,             /* in none of the lists there are */
	STANDING_MEETS,           /* meets the conditions; no decision yet */
	STANDING_MEETS_NOT_NAMED, /* meets them, the region's list does not name it */
	STANDING_MEETS_AND_NAMED, /* meets them and is named; no decision yet */
	STANDING_NAMED,           /* in the region's list, nothing was computed */
	STANDING_NAMED_NOT_MET,   /* in the region's list, by the computation not */
	STANDING_NAMED_UNDECIDED, /* in the region's list, the method could not say */
	STANDING_UNDECIDED,       /* the method could not say */
	STANDING_APPROVED,        /* in the list by order */
	STANDING_EXCLUDED,        /* taken out by decision before the order */
	STANDING_NOT_APPROVED,    /* the order does not name it */
	STANDING_COUNT
};

struct listing_standing {
	enum listing_word word;
	/* the newest lists that cover the school; 0 = there is none */
	int64_t computed, received, draft, approved;
	int64_t objectable; /* @draft, when it was sent and the school stands in it; else 0 */
	enum listing_outcome outcome;
};

/*
 * Where @org of the actor's scope stands in the lists of @kind in @year that the actor sees.
 * Deterministic: the newest list of each origin counts, an order before all others, and a draft
 * never.
 */
enum err listing_status(TALLOC_CTX *ctx, struct app *app, int64_t org, int year, const char *kind,
    struct listing_standing *out, struct error *err);

/* The word as a message id: «в перечне по приказу». */
const char *listing_word_text(enum listing_word word);

/* ---- differences of two lists ---- */

struct listing_difference {
	int64_t org;
	const char *code, *name;
	bool first;               /* it is in the first list, else in the second */
	const char *in;           /* why it is in the one: a message id */
	const char *out;          /* why it is not in the other: a message id */
	const char *reason;       /* of a decision behind either, or "" */
	const char *number, *day; /* the document of that decision, or NULL */
	bool explained;
};

struct listing_compare_view {
	const struct listing *first, *second;
	size_t both, count, unexplained;
	struct listing_difference *items;
};

struct listings_view {
	int year;
	size_t count;
	struct db_listings *rows;
};

/* One thing found wrong with a sealed list. */
struct listing_fault {
	int64_t list;
	const char *what; /* a message id */
};

struct listing_verify_view {
	int64_t list;
	const char *sha256;
	size_t count;
	struct listing_fault *faults;
};

/*
 * Looks at all sealed lists, or at @only (0 = all): the snapshot has its digest, and what is stored
 * is what was sealed. @each is told of every fault. *@lists counts what was looked at.
 */
enum err listings_verify(TALLOC_CTX *ctx, struct app *app, int64_t only,
    enum err (*each)(void *arg, int64_t list, const char *what, struct error *err), void *arg,
    int64_t *lists, struct error *err);

/* ---- use cases ---- */

typedef enum err listing_use_case(
    TALLOC_CTX *ctx, struct app *app, const void *params, void **view, struct error *err);
listing_use_case list_make_run, list_receive_run, list_draft_run, list_include_run,
    list_exclude_run, list_acquaint_run, list_object_run, list_decide_run, list_approve_run,
    list_show_run, lists_run, list_compare_run, list_verify_run;

void listing_json(struct json *j, const void *view);         /* struct listing */
void listing_done_json(struct json *j, const void *view);    /* struct listing_done */
void lists_json(struct json *j, const void *view);           /* struct listings_view */
void listing_compare_json(struct json *j, const void *view); /* struct listing_compare_view */
void listing_verify_json(struct json *j, const void *view);  /* struct listing_verify_view */

#endif
