/* What the texts about one run of a method share: its head, and words for cells and values. */
#ifndef CLI_TEXT_METHOD_H
#define CLI_TEXT_METHOD_H

#include "app/identify.h"
#include "app/run_changed.h"
#include "cli/cli.h"

/* The rule, its act with how sure it is, and parameters that differ from the method's own. */
void put_method(struct out *o, const struct identify_view *v);

/* «да», «нет», «нельзя определить» as a message id. */
const char *truth_word(const struct value *v);

/* Why there is no figure, as a message id. */
const char *absence_word(enum absence absence);

/* A result of a method for people. */
char *value_words(struct out *o, const struct value *v);

/* The procedure's name in the reader's language, «?» when the cell has none. */
const char *cell_procedure(
    const struct out *o, const struct identify_view *v, const struct identify_cell *c);

/* Both ends rounded to a tenth of a percent: «26,3–56,5 %». */
char *interval_text(struct out *o, const struct interval *interval);

/* Figures that a saved run read and that are others now, the first twenty; nothing without any. */
void put_changes(struct out *o, const struct run_changes *c);

/* «вывод неустойчив, малая выборка» or "". */
char *cell_remarks(struct out *o, const struct identify_view *v, const struct identify_cell *c);

#endif
