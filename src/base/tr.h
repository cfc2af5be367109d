/*
 * From message ids to sentences. The table is made at build from the catalogues in po/ by
 * tools/poc; ids are the English sentences themselves, so English needs no table except for
 * plurals.
 */
#ifndef BASE_TR_H
#define BASE_TR_H

#include "base/error.h"
#include "base/text.h"

/* The translation of @id, or @id itself. Never freed. */
const char *tr(enum lang lang, const char *id);

/* The plural form of @id for @n: tr_plural(LANG_RU, "{0} school", 5) gives «{0} школ». */
const char *tr_plural(enum lang lang, const char *id, struct rational n);

/* The sentence of @id with {0}..{5} replaced by @args (ended by ARG_NONE), formatted for @lang. */
char *tr_format(TALLOC_CTX *ctx, enum lang lang, const char *id, const struct arg *args);

/* Usage: say(ctx, lang, MSG_N("{0} school", "{0} schools"), arg_int(n)). */
#define say(ctx, lang, ...) say_(ctx, lang, __VA_ARGS__)
#define say_(ctx, lang, msg, ...)                                                                  \
	tr_format(ctx, lang, msg, (struct arg[]){__VA_ARGS__ __VA_OPT__(, ){.type = ARG_NONE}})

/* The sentence of an error. */
char *tr_error(TALLOC_CTX *ctx, enum lang lang, const struct error *e);

/* One row of the generated table, sorted by id with strcmp. */
struct tr_row {
	const char *id;
	const char *plural;   /* English plural or NULL */
	const char *forms[3]; /* Russian: one form, or three for a plural; NULL = not translated */
};

extern const struct tr_row tr_table[];
extern const size_t tr_table_count;

#endif
