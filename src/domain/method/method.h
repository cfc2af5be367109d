/*
 * A method: a versioned rule that decides about schools, read from YAML with expressions in text.
 *
 * The language is described in docs/methods.md. Reading checks everything and reports all
 * mistakes with line and column; what was read without a mistake can be evaluated for any school
 * with no failure but overflow and the limit of steps.
 */
#ifndef DOMAIN_METHOD_METHOD_H
#define DOMAIN_METHOD_METHOD_H

#include "base/hash.h"
#include "base/problem.h"
#include "base/text.h"
#include "domain/value.h"

#include <talloc.h>

#define METHOD_KEYS 4        /* an input has at most so many keys: input[a, b, c, d] */
#define METHOD_NODES 10000   /* nodes of all expressions of a file */
#define METHOD_DEPTH 64      /* depth of an expression */
#define METHOD_STEPS 1000000 /* nodes visited for one school */

/* A text in two languages; en may be NULL, then ru is shown. */
struct bilingual {
	const char *ru;
	const char *en;
};
const char *bilingual_get(struct bilingual text, enum lang lang);

enum method_status { STATUS_ASSUMED, STATUS_VERIFIED, STATUS_LOCAL };

struct method_param {
	const char *name;
	struct value value; /* number, truth, text or day */
	enum method_status status;
	const char *source;    /* may be NULL */
	struct bilingual note; /* ru may be NULL */
};

struct method_input {
	const char *name;
	enum value_type type; /* VALUE_NUMBER unless `type:` says truth, text or day */
	size_t nkeys;
	const char *keys[METHOD_KEYS]; /* "procedure", "year", "indicator", … as in `of:` */
	const char *unit;              /* may be NULL */
	const char *field;             /* `field:`, else the input's name: which figure is read */
	bool field_given;              /* `field:` is written */
	size_t nwaves;
	const char **waves; /* `waves:` in order of preference; {"main"} when not given */
	bool ranged;
	struct rational min, max; /* `range: [min, max]` */
};

struct method_set {
	const char *name;
	size_t count;
	const struct value *items; /* all texts or all numbers */
};

struct method_let {
	const char *name;
	size_t nargs;
	const char *const *args;
	enum value_type type;
	const char *text;      /* the expression as written */
	struct node *body;     /* method-private */
	bool condition;        /* no arguments and a truth: shown among the conditions */
	struct bilingual note; /* `notes:` — what it means to people; ru may be NULL */
};

struct method_result {
	const char *name; /* "listed", "total", "rating", … */
	enum value_type type;
	const char *text;
	struct node *body;
	struct bilingual note; /* as of a let */
};

/*
 * The first let with arguments whose body compares a quotient with something that does not depend
 * on its arguments («low[p, y] / participants[p, y] >= share»). Each call of it is one cell of the
 * explanation: numerator of denominator against a threshold. let == NULL: the method has none.
 */
struct method_share {
	const struct method_let *let;
	const struct node *numerator, *denominator, *threshold;
	bool inclusive; /* `>=` */
};

struct method {
	const char *id; /* [a-z0-9-]{1,64} */
	int version;    /* 1.. */
	struct bilingual title;
	const char *basis_document; /* may be NULL: a method of one's own */
	enum method_status basis_status;
	struct bilingual basis_note; /* ru may be NULL */
	struct day since, until;     /* year 0 = not said */
	const char *level;           /* "school" */
	size_t nparams, ninputs, nsets, nlets, nresults, nbands, nchecks, natoms;
	struct method_param *params;
	struct method_input *inputs;
	struct method_set *sets;
	struct method_let *lets; /* in the file's order */
	struct method_result *results;
	struct method_band *bands;   /* method-private */
	struct method_check *checks; /* method-private: conditions the data must meet */
	const char **atoms;          /* every text the method names, each once */
	struct method_share share;
	bool uses_groups;              /* looks at other schools: schools(…) stands in it */
	char sha256[SHA256_TEXT_SIZE]; /* of the file's bytes */
};

/*
 * Reads and checks @bytes of @len. All mistakes go to @problems with @file, line and column;
 * NULL when there was an error. The method hangs under @ctx.
 */
struct method *method_read(
    TALLOC_CTX *ctx, const char *file, const char *bytes, size_t len, struct problems *problems);

const struct method_param *method_find_param(const struct method *method, const char *name);

/* Can it say who is listed: has it the result `listed`, true or false? */
bool method_decides(const struct method *method);

/*
 * Values for all parameters: the method's own with @overrides ("name=value", as on a command
 * line, at most @n) put over them. *@out has nparams values. ERR_NOT_FOUND names an unknown
 * parameter, ERR_INVALID a value of another type.
 */
enum err method_params(TALLOC_CTX *ctx, const struct method *method, const char *const *overrides,
    size_t n, struct value **out, struct error *err);

/* Which schools a method may look at together with the one it decides about. */
enum method_group { GROUP_MUNICIPALITY, GROUP_LIST, GROUP_REGION };

/* Where figures come from. Pure callbacks: the same call gives the same answer. */
struct method_source {
	/* @input of @school at @keys (as many as the input has). */
	struct value (*read)(void *data, size_t school, size_t input, const struct value *keys);
	/* The members of @school's @group, itself included, in *@members; returns how many. NULL
	 * when the source has no groups; then schools(…) gives an empty set. */
	size_t (*group)(void *data, size_t school, enum method_group group, const size_t **members);
	void *data;
};

struct named_value {
	const char *name;
	struct value value;
};

/* One input that was looked at. */
struct method_read_trace {
	size_t input;
	struct value keys[METHOD_KEYS];
	struct value value;
};

/* One call of method->share.let: what stands behind a share. */
struct method_cell {
	size_t nkeys;
	struct value keys[METHOD_KEYS];    /* the arguments, named by share.let->args */
	struct value count, of, threshold; /* numbers or no data */
	bool inclusive;                    /* the threshold itself is low (`>=`) */
	struct value is;                   /* the let's value: a truth or no data */
};

/* What a method says of one school; everything hangs under the decision's context. */
struct decision {
	size_t nresults, nconditions, nreads, ncells, nfailed;
	struct named_value *results;    /* in the file's order */
	struct named_value *conditions; /* lets with `condition`, in the file's order */
	bool settled; /* every result is the same, and known, when each `skip` is read as `unknown`
		       */
	struct method_read_trace
	    *reads;                 /* each input at each key once, in order of first reading */
	struct method_cell *cells;  /* each call of share.let once, in order of first call */
	const char **failed_checks; /* texts of `checks` that came out false */
};

/*
 * Evaluates a method for schools of one @source in one @year. Under @ctx; borrows @method,
 * @params (of method_params) and @source.
 */
struct evaluator *evaluator_new(TALLOC_CTX *ctx, const struct method *method,
    const struct value *params, int year, const struct method_source *source);

/*
 * Decides about @school and hangs the decision under @ctx. With @trace false reads and cells stay
 * empty. ERR_INVALID on overflow or too many steps, naming the expression.
 */
enum err evaluator_decide(TALLOC_CTX *ctx, struct evaluator *ev, size_t school, bool trace,
    struct decision **out, struct error *err);

/* The result @name of @d, or NULL. */
const struct value *decision_result(const struct decision *d, const char *name);

#endif
