/* Words that several pages share: of a run of a method and its figures. */
#ifndef WEB_WORDS_H
#define WEB_WORDS_H

#include "app/identify.h"
#include "web/page.h"

/* Why there is no figure; how sure a method or a parameter is: in the reader's language. */
const char *words_absence(const struct page *pg, enum absence absence);
const char *words_status(const struct page *pg, enum method_status status);
/* «да», «нет», «нельзя сказать». */
const char *words_truth(const struct page *pg, const struct value *v);
/* A result of a method. */
const char *words_value(struct page *pg, const struct value *v);
/* The procedure of a cell, and its short name; "?" when it has none. */
struct bilingual words_procedure(const struct identify_view *v, const struct identify_cell *c);
/* "5 of 14". */
const char *words_count(struct page *pg, int64_t k, int64_t n);
/* Both ends of an interval rounded to a percent: «16–61 %». */
const char *words_interval(struct page *pg, const struct interval *interval);
/* The wave of a cell where it is not the main one; NULL otherwise. */
const char *words_wave(
    struct page *pg, const struct identify_view *v, const struct identify_cell *c);
/* Those of @n parts that are not empty or NULL, with « · » between them. */
const char *words_joined(struct page *pg, const char *const *parts, size_t n);
/* The names of the conditions that are met, «A, B»; NULL when none is. @all ends with a NULL name.
 */
const char *words_conditions_met(struct page *pg, const struct named_value *all);
/* The text of a named condition of a method: its note, else its formula. */
struct bilingual words_condition(const struct method *m, const char *name);

#endif
