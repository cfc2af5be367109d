/*
 * Errors as facts: a kind, a message id and up to six typed arguments.
 *
 * A function that can fail returns enum err and fills its last parameter. The id is the English
 * sentence with {0}..{5} in it; it becomes a sentence in the reader's language only in web, cli
 * and document (base/tr.h). The struct owns copies of its texts, so it outlives every context
 * and can be kept in lists of thousands (about 700 bytes each).
 */
#ifndef BASE_ERROR_H
#define BASE_ERROR_H

#include "base/day.h"
#include "base/rational.h"

enum err {
	OK = 0,
	ERR_INVALID,   /* the input has problems */
	ERR_USAGE,     /* the call itself is wrong */
	ERR_NOT_FOUND, /* no such thing */
	ERR_DENIED,    /* not allowed */
	ERR_CONFLICT,  /* somebody or something else stands in the way */
	ERR_IO,        /* file or network */
	ERR_DATABASE,  /* the database */
	ERR_INTERNAL   /* our own mistake */
};

enum arg_type { ARG_NONE, ARG_TEXT, ARG_INT, ARG_NUMBER, ARG_PERCENT, ARG_DAY, ARG_MSG, ARG_YEAR };

/* One typed argument of a message. */
struct arg {
	enum arg_type type;
	union {
		const char *text;       /* ARG_TEXT as it is; ARG_MSG a message id to translate */
		int64_t integer;        /* ARG_INT; ARG_YEAR without digit grouping */
		struct rational number; /* ARG_NUMBER; ARG_PERCENT a share 0..1 shown in percent */
		struct day day;
	};
};

struct arg arg_text(const char *s);
struct arg arg_int(int64_t n);
struct arg arg_year(int64_t year);
struct arg arg_number(struct rational n);
struct arg arg_percent(struct rational share);
struct arg arg_day(struct day d);
struct arg arg_msg(const char *id);
struct arg arg_errno(int code); /* why a call of the system failed, in the reader's language */

#define ERROR_ARGS 6
#define ERROR_TEXT 400 /* bytes for all text arguments together; longer ones are cut with … */

struct error {
	enum err kind;
	const char *id; /* a literal marked MSG() or MSG_N(); never freed */
	struct arg args[ERROR_ARGS + 1];
	uint16_t text_at[ERROR_ARGS]; /* where each ARG_TEXT starts in texts, plus one */
	char texts[ERROR_TEXT];
};

/* Mark a message for xgettext. MSG_N has a plural; the first ARG_INT argument chooses it. */
#define MSG(id) (id)
#define MSG_N(one, many) (one)

/*
 * Fill @e (may be NULL) and return @kind:
 *   return fail(err, ERR_INVALID, MSG("no such year: {0}"), arg_int(y));
 */
#define fail(e, kind, ...) fail_(e, kind, __VA_ARGS__)
#define fail_(e, kind, msg, ...)                                                                   \
	error_set(e, kind, msg, (struct arg[]){__VA_ARGS__ __VA_OPT__(, ){.type = ARG_NONE}})

enum err error_set(struct error *e, enum err kind, const char *id, const struct arg *args);

/* The arguments of @e, ending with ARG_NONE, texts pointing into @e itself. @out has room for all.
 */
void error_args(const struct error *e, struct arg out[ERROR_ARGS + 1]);

#endif
