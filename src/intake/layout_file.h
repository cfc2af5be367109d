/*
 * Layouts as data (catalogue/layouts, or a user's mapping): how a table of a known origin says
 * what it says. The vocabulary is described in docs/layouts.md; layout_fit.h recognises a sheet by
 * it, layout_read.h reads one.
 */
#ifndef INTAKE_LAYOUT_FILE_H
#define INTAKE_LAYOUT_FILE_H

#include "base/pattern.h"
#include "domain/catalogue.h"
#include "intake/layout_field.h"

#define LAYOUT_WITHIN_MAX 60 /* the header row stands among so many first rows */
#define LAYOUT_HEAD_ROWS 4   /* and has at most so many rows */

/* What the rows of a table are. */
enum layout_kind {
	LAYOUT_KIND_RESULTS,      /* one school, one or several procedures */
	LAYOUT_KIND_PUPILS,       /* one pupil: added up on reading, never kept */
	LAYOUT_KIND_COMPARISON,   /* with the marks of the journal, by school */
	LAYOUT_KIND_DISTRIBUTION, /* of primary scores, by school */
	LAYOUT_KIND_LIST,         /* schools named by somebody, perhaps with signs */
	LAYOUT_KIND_FACTS,        /* one school, what else is known of it */
	LAYOUT_KIND_COUNT
};
const char *layout_kind_code(enum layout_kind kind);

/* «subject: RU» */
struct layout_set {
	enum layout_field field;
	const char *value;
};

struct layout_sets {
	size_t count;
	struct layout_set *items;
};

struct layout_column {
	enum layout_field is;
	bool percent; /* figures are percentages of the participants */
	/* Without it the table is another one: "true", or a word that columns of which one is
	 * enough share; NULL = may be absent. */
	const char *need;
	bool many;         /* several columns may match */
	int least;         /* so many must, where many */
	int at;            /* stands in this column, 1-based; 0 = found by title */
	const char *fact;  /* the name of the fact in it, for SAYS_FACT */
	const char *title; /* which has this title, where `at` says it; NULL = any */
	size_t nnames;
	const char **names;      /* as layout_title() makes them */
	struct pattern *pattern; /* of the title; its groups are fields; may be NULL */
	struct layout_sets set;
};

/* A piece of a title in a table whose head must be taken apart (a hand-made one). */
struct layout_part {
	struct pattern *pattern;
	enum layout_field is; /* SAYS_NONE: only sets */
	bool percent;
	struct layout_sets set;
};

enum layout_take {
	LAYOUT_TAKE_DATA,  /* the row is read */
	LAYOUT_TAKE_GROUP, /* the row says something about those below */
	LAYOUT_TAKE_PART,  /* the row holds one figure of its group: rule.as */
	LAYOUT_TAKE_SKIP,  /* a total, a note */
	LAYOUT_TAKE_END    /* nothing below is data */
};

struct layout_rule {
	enum layout_field in; /* look at this column; SAYS_NONE = at every cell */
	struct pattern *pattern;
	enum layout_take take;
	enum layout_field as;
};

#define LAYOUT_DERIVED_MAX 20
#define LAYOUT_FACT_NAME_MAX 60

/* A fact that another column holds inside its text: «charter» by the third letter of a code. */
struct layout_derived {
	const char *fact;
	enum layout_field from;
	struct pattern *pattern;
	const char *value;     /* where it matches; NULL: its group «value» */
	const char *otherwise; /* where it does not; NULL = no fact */
};

/* What a word means in this layout: exam 51 is {procedure: EGE_RU, wave: gve}. */
struct layout_word {
	enum layout_field field;
	const char *word; /* as layout_title() makes it */
	struct layout_sets set;
};

struct sheet_layout {
	const char *name; /* latin letters, digits, - */
	struct bilingual title;
	enum layout_kind kind;
	bool personal; /* rows of persons: no original is kept, texts of cells are never told */
	bool stored;   /* false: recognised and read, with nowhere to keep it yet */
	bool asked;    /* never taken by itself: only when named or mapped */
	bool own;      /* a mapping of a user: its `set` outweighs captions */
	bool blocks;   /* several tables under one another, each with a caption and a header */
	int within, rows;
	int row; /* the last row of the header, where a mapping says it; else 0 */
	struct layout_sets set;
	size_t nsheets, nheads, ncolumns, nparts, nrules, nwords, nderived;
	struct pattern **sheets; /* of the sheet's name */
	struct pattern **heads;  /* of cells above a header */
	struct layout_column *columns;
	struct layout_part *parts;
	struct layout_rule *rules;
	struct layout_word *words;
	struct layout_derived *derived;
	struct provenance provenance;
};

struct layouts {
	size_t count;
	struct sheet_layout **items;
};

/*
 * Reads one layout under @ctx. All mistakes go to @problems with @file, line and column; NULL with
 * one. A mapping (@own) may say `base: NAME` of one in @base (may be NULL): what it does not say
 * itself is taken from there.
 */
struct sheet_layout *layout_file_read(TALLOC_CTX *ctx, const char *file, const char *bytes,
    size_t len, bool own, const struct layouts *base, struct problems *problems);

const struct sheet_layout *layout_find(const struct layouts *list, const char *name);

/*
 * A title for comparing: folded, letters, digits, %, № and what stands between digits kept, all
 * other signs one space: «Кол-во участников (всего)» and «Кол-во участников, всего» are the same.
 */
char *layout_title(TALLOC_CTX *ctx, const char *text);

/* The value of @field in @sets, or NULL. */
const char *layout_set_value(const struct layout_sets *sets, enum layout_field field);

#endif
