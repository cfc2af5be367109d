/*
 * Groups too small to be shown (small-number suppression): with a few participants, counts of marks
 * tell the mark of each. Whoever shows a breakdown of a class or school asks here first.
 */
#ifndef DOMAIN_SUPPRESSION_H
#define DOMAIN_SUPPRESSION_H

#include "domain/catalogue.h"

struct suppression {
	int64_t minimum; /* participants from which a breakdown is shown */
	struct provenance provenance;
};

/* Reads catalogue/display/small-groups.yaml; mistakes go to @problems, false with one. */
bool suppression_read(TALLOC_CTX *ctx, const char *name, const char *bytes, size_t len,
    struct suppression *out, struct problems *problems);

/* May the counts of a group of @participants be shown? Of an unknown number, never. */
bool suppression_shows(const struct suppression *s, int64_t participants);

/*
 * Which of @n parts of a whole that is shown (classes of a school) must be hidden: those below the
 * minimum, and then the smallest others until all hidden ones together reach it, because the whole
 * less what is shown gives away what is hidden. @hidden gets @n answers. A part with nobody in it
 * hides nothing. Returns how many are hidden.
 */
size_t suppression_parts(
    const struct suppression *s, const int64_t *participants, size_t n, bool *hidden);

#endif
