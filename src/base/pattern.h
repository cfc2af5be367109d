/*
 * Patterns of text (ICU regular expressions) with named groups: «(?<school>edu\w+)».
 *
 * A pattern searches anywhere in a text, without regard to case, with ё as е. Matching is bounded
 * in time and memory, so that a foreign pattern can't hang the program. A pattern belongs to one
 * thread and holds its last match.
 */
#ifndef BASE_PATTERN_H
#define BASE_PATTERN_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <talloc.h>

#define PATTERN_MAX 500       /* bytes of a pattern */
#define PATTERN_TEXT_MAX 4000 /* bytes of a text; longer ones never match */
#define PATTERN_GROUPS 16

struct pattern;

/* NULL when @source is no pattern, is too long, or names too many groups. @source is UTF-8. */
struct pattern *pattern_new(TALLOC_CTX *ctx, const char *source);

/* Is there a match in @text of @len bytes (UTF-8)? */
bool pattern_find(struct pattern *p, const char *text, size_t len);

/*
 * What the last pattern_find() cost: the text's length and, from 10,000 on, the steps of the
 * search. The same on every machine.
 */
int64_t pattern_cost(const struct pattern *p);

/* The named groups in their order. */
size_t pattern_groups(const struct pattern *p);
const char *pattern_group_name(const struct pattern *p, size_t i);

/* What group @i holds in the last match, NULL if nothing. */
char *pattern_group(TALLOC_CTX *ctx, struct pattern *p, size_t i);

/* The source as given. */
const char *pattern_source(const struct pattern *p);

#endif
