/*
 * The inside of the method language: nodes, what reading carries along, and the pieces of
 * evaluation that stand in files of their own.
 *
 * Reading: yaml -> fields (read*.c) -> tokens (lex.c) -> nodes (parse.c) -> names and types
 * (check.c, types.c). Evaluation: eval.c walks nodes, over.c quantifiers, group.c keeps what is
 * the same for all schools of a group, trace.c what was looked at.
 */
#ifndef DOMAIN_METHOD_METHOD_INT_H
#define DOMAIN_METHOD_METHOD_INT_H

#include "base/yaml.h"
#include "domain/method/method.h"

#define METHOD_ENTRIES 1000  /* params, inputs, sets, lets, results, bands, checks: each */
#define METHOD_ITEMS 10000   /* items of one set, steps of one band */
#define METHOD_TEXT 16384    /* bytes of one expression */
#define METHOD_ARGS 8        /* arguments of a let */
#define METHOD_NESTING 1000  /* nodes below one another, through all lets called */
#define METHOD_GROUP_DEPTH 4 /* schools(…) inside schools(…) */
#define METHOD_YEARS 100     /* items of years(a .. b) */
#define METHOD_ROUND 12      /* decimals of round_half_up(x, n) at most, and of sqrt and sd */
#define METHOD_NEED 1000000  /* greatest number after `need` */

enum node_kind {
	NODE_LITERAL,
	NODE_YEAR,
	/* As parsed; the checker turns each into one of the four below it. */
	NODE_NAME,
	NODE_CALL,
	NODE_INDEX,
	NODE_PARAM,
	NODE_LOCAL,
	NODE_LET,
	NODE_INPUT,
	NODE_NOT,
	NODE_NEGATE,
	NODE_AND,
	NODE_OR,
	NODE_ADD,
	NODE_SUBTRACT,
	NODE_MULTIPLY,
	NODE_DIVIDE,
	NODE_LESS,
	NODE_LESS_EQUAL,
	NODE_GREATER,
	NODE_GREATER_EQUAL,
	NODE_EQUAL,
	NODE_NOT_EQUAL,
	NODE_IN,
	NODE_IF,
	NODE_KNOWN,
	NODE_DEFAULT,
	NODE_ROUND_HALF_UP,
	NODE_ROUND_HALF_EVEN,
	NODE_FLOOR,
	NODE_CEIL,
	NODE_ABS,
	NODE_SQRT,
	NODE_BAND,
	NODE_OVER
};

enum over_kind {
	OVER_COUNT,
	OVER_ANY,
	OVER_ALL,
	OVER_SUM,
	OVER_MEAN,
	OVER_MIN,
	OVER_MAX,
	OVER_SHARE,
	OVER_SD,
	OVER_QUANTILE,
	OVER_RANK
};

enum over_range { RANGE_SET, RANGE_YEARS, RANGE_SCHOOLS };

/* What a quantifier goes over and how. */
struct over {
	enum over_kind kind;
	enum over_range range;
	bool skip;   /* `missing skip`; else `missing unknown` */
	bool closed; /* over schools, and its items do not depend on local names */
	enum method_group group;
	int64_t need;
	uint32_t slot; /* of the variable in the frame */
	uint32_t set;  /* index into method->sets */
	uint32_t variable_at, set_at;
	const char *variable, *set_name;
	struct node *body, *where, *from, *to, *q; /* NULL when not given */
};

struct node {
	enum node_kind kind;
	uint32_t at;    /* byte of the expression where it starts */
	uint32_t index; /* of param, let, input, band; slot of a local; digits of rounding */
	uint32_t nkids;
	struct node **kids;
	const char *name; /* as written: names, calls, indices */
	struct value literal;
	struct over *over;
};

/* A step function: the first step whose from <= x gives its text; the last has no from. */
struct method_band {
	const char *name;
	size_t count;
	struct rational *from; /* count - 1 are meant */
	struct value *is;
};

struct method_check {
	const char *text;
	struct node *body;
};

/* One expression of a file with the place it stands at. */
struct expr {
	const struct yaml *yaml;
	struct node *root; /* NULL after a mistake */
};

#define NODE_CHUNK 128

struct reader {
	TALLOC_CTX *tmp; /* goes when reading ends */
	struct method *m;
	const char *file;
	const char *bytes;
	size_t len;
	struct problems *problems;
	size_t *lines; /* where each line of the file starts */
	size_t nlines;
	struct node *chunk; /* the arena: NODE_CHUNK nodes at a time */
	size_t nodes;
	int32_t *atom_table; /* open addressing over m->atoms, -1 = free */
	size_t atom_room;
	/* One for each of m->lets, m->results, m->checks. */
	struct expr *lets, *results, *checks;
	const struct yaml **let_keys;
};

/* The place of byte @at of the scalar @node in the file, line folding and escapes considered. */
struct place reader_place(struct reader *r, const struct yaml *node, size_t at);

/* Report a mistake at a node of the tree, or at byte @at of a scalar. */
#define mistake(r, yaml, ...)                                                                      \
	problem_add((r)->problems, SEVERITY_ERROR, yaml_place((r)->file, yaml), __VA_ARGS__)
#define mistake_at(r, yaml, at, ...)                                                               \
	problem_add((r)->problems, SEVERITY_ERROR, reader_place(r, yaml, at), __VA_ARGS__)

/* The index of @s in method->atoms, entered when new. */
int32_t reader_atom(struct reader *r, const char *s);

/* Fields of the file (read_fields.c, read_figures.c). Each reports its mistakes. */
void read_head(struct reader *r, const struct yaml *root);
void read_params(struct reader *r, const struct yaml *map);
void read_inputs(struct reader *r, const struct yaml *map);
void read_sets(struct reader *r, const struct yaml *map);
void read_bands(struct reader *r, const struct yaml *map);
void read_expressions(struct reader *r, const struct yaml *root);

/* Small words of reading (fields.c). */
bool read_keys(struct reader *r, const struct yaml *map, const char *const *allowed);
const char *read_text(struct reader *r, const struct yaml *map, const char *key);
bool read_status(struct reader *r, const struct yaml *map, enum method_status *out);
struct bilingual read_bilingual(struct reader *r, const struct yaml *map, const char *key);
bool read_name(struct reader *r, const struct yaml *key);
/* Reports a @name that a param, input, set or let has already. */
void read_claim(struct reader *r, const struct yaml *key, const char *name);
bool read_is_map(struct reader *r, const struct yaml *node, const char *key);

/* lex.c */
enum token_kind { TOKEN_END, TOKEN_NUMBER, TOKEN_TEXT, TOKEN_NAME, TOKEN_SIGN, TOKEN_WRONG };

struct token {
	enum token_kind kind;
	uint32_t at, len;
	struct rational number;
	const char *text;  /* TOKEN_NAME, TOKEN_TEXT without quotes; under the method */
	const char *wrong; /* TOKEN_WRONG: the message, with the token as its argument */
};

/* The token of @text at or after @from. Names and texts are copied under @ctx. */
struct token lex_next(TALLOC_CTX *ctx, const char *text, size_t from);

enum number_scan { SCAN_NONE, SCAN_NUMBER, SCAN_TOO_LARGE };

/* A number at the start of @s: digits [. digits]; *used = its bytes. No sign, no percent. */
enum number_scan lex_number(const char *s, size_t *used, struct rational *out);

/* The whole of @s as a number with an optional minus and percent sign: "30 %" is 3/10. */
enum number_scan lex_quantity(const char *s, struct rational *out);

bool lex_is_name(const char *s);

/* A word of the language that can't be a name at all, or (function) a function's. */
bool lex_is_keyword(const char *s);
bool lex_is_function(const char *s);
bool lex_is_over(const char *s, enum over_kind *out);
bool lex_function(const char *s, enum node_kind *kind, uint32_t *nargs);

/* An ISO day and nothing else. */
bool lex_day(const char *s, struct day *out);

/* parse.c: the expression in @yaml, or NULL when its first mistake was reported. */
struct node *parse_expression(struct reader *r, const struct yaml *yaml);

/* "name" or "name(a, b)" in the key of a let. False when a mistake was reported. */
bool parse_let_head(struct reader *r, const struct yaml *key, struct method_let *let);

/* check.c: names and types of everything; mistakes are reported. */
void check_method(struct reader *r);

/* types.c: types as numbers; 0 = not known because of a mistake; variables from TYPE_VARS on. */
enum { TYPE_WRONG = 0, TYPE_VARS = 8 };
enum { TYPE_KEY = 1 /* number or text */, TYPE_ORDERED = 2 /* number or day */ };

struct types {
	int32_t *parent;
	uint8_t *rules;
	size_t count;
};

void types_init(TALLOC_CTX *ctx, struct types *t);
int32_t types_new(TALLOC_CTX *ctx, struct types *t);
int32_t types_find(struct types *t, int32_t type);
/* Make both the same, or add a rule. False when that is impossible. */
bool types_unify(struct types *t, int32_t a, int32_t b);
bool types_demand(struct types *t, int32_t a, uint8_t rule);
/* The name of @type as a message id. */
const char *type_name(enum value_type type);

/* shape.c: does @n use a local of a slot below @slot; the share of the method. */
bool shape_uses_local(const struct node *n, uint32_t slot);
void shape_find_share(struct method *m);
bool shape_compares_quotient(const struct node *n);
void shape_find_groups(struct method *m);

/* exact.c: sqrt(num / den) and the sample standard deviation, 12 decimals, half up. */
bool exact_sqrt(struct rational x, struct rational *out);
bool exact_sd(const struct rational *values, size_t count, struct rational *out);

/* kleene.c: operations on values. An overflow gives false and leaves *out alone. */
bool absence_gone(enum absence a);
bool value_is_interval(const struct value *v);
enum absence absence_strict(const struct value *a, const struct value *b);
struct value kleene_and(const struct value *a, const struct value *b);
struct value kleene_or(const struct value *a, const struct value *b);
struct value value_compare(enum node_kind op, const struct value *a, const struct value *b);
bool value_arithmetic(
    enum node_kind op, const struct value *a, const struct value *b, struct value *out);

/* What went over the items of a quantifier. */
struct tally {
	size_t known, yes, unknown, skipped, gone;
	enum absence first_missing, first_gone;
	enum absence nothing; /* the range itself could not be told: why */
	bool interval;
	struct rational low, high; /* sum */
	struct rational min, max;
	struct rational *values; /* sd, quantile, rank: sorted */
	size_t nvalues;
	bool sd_known; /* counted already, for all schools of a group */
	struct rational sd;
};

struct memo {
	uint64_t stamp;
	struct value value;
};

struct group_entry {
	const struct node *node;
	const size_t *members;
	size_t count, first, last;
	bool unknown;
	bool skipped;
	const char *failure, *failed_in;
	struct tally tally;
};

struct evaluator {
	const struct method *m;
	const struct value *params;
	struct value year;
	struct method_source source;
	struct value *stack, *base, *top, *limit;
	size_t school; /* whose figures are read now */
	size_t level;  /* 0 = the school decided about, else inside schools(…) */
	struct memo *memos[METHOD_GROUP_DEPTH + 1];
	uint64_t stamps[METHOD_GROUP_DEPTH + 1];
	uint64_t stamp;
	int64_t steps;
	bool unknown;        /* the second evaluation: skip is read as unknown */
	bool skipped;        /* something was skipped in this evaluation */
	const char *owner;   /* the let or result being evaluated */
	const char *failure; /* message id; sticky until the next school */
	const char *failed_in;
	/* What was looked at (trace.c); NULL without a trace. */
	struct decision *trace;
	/* The comparison of a quotient evaluated last, and in whose frame: what a cell explains. */
	const struct node *quotient;
	const struct value *quotient_base;
	uint32_t *seen; /* open addressing over trace->reads */
	uint32_t *seen_stamp;
	size_t seen_room;
	uint32_t seen_now;
	/* Quantifiers over schools that are the same for all members (group.c). */
	struct group_entry **groups;
	size_t ngroups, group_room;
};

struct value eval_node(struct evaluator *ev, const struct node *n);
struct value eval_over(struct evaluator *ev, const struct node *n);
struct value eval_fail(struct evaluator *ev, const char *id);

/* One item, whose variable is already in its slot, into @t (over.c). */
void over_visit(struct evaluator *ev, const struct over *over, struct tally *t);
void over_sort(struct tally *t);

/* All members of the school's group into @t (group.c). */
void group_tally(struct evaluator *ev, const struct node *n, struct tally *t);

void trace_read(
    struct evaluator *ev, size_t input, const struct value *keys, const struct value *value);
/* The cell of a call with its arguments at ev->base, or NULL when it is known already. */
struct method_cell *trace_cell(struct evaluator *ev);
void trace_begin(struct evaluator *ev, struct decision *d);

#endif
