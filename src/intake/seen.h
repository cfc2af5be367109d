/* Which texts were met, and in which row first. */
#ifndef INTAKE_SEEN_H
#define INTAKE_SEEN_H

#include <stdint.h>
#include <talloc.h>

struct seen;

/* An empty set under @ctx. */
struct seen *seen_new(TALLOC_CTX *ctx);

/* Adds @text with @row (> 0) and gives 0, or, if it is there already, gives its row. */
int64_t seen_add(struct seen *set, const char *text, int64_t row);

size_t seen_count(const struct seen *set);

#endif
