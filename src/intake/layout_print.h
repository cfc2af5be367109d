/* A recognised sheet as a mapping to start from: YAML of the same vocabulary as layouts. */
#ifndef INTAKE_LAYOUT_PRINT_H
#define INTAKE_LAYOUT_PRINT_H

#include "base/buf.h"
#include "intake/layout_fit.h"

#define LAYOUT_PRINT_MAX ((size_t)1 << 20)

/*
 * Writes the mapping of @fit: what captions said, places to fill in for what nobody said, and what
 * each column was taken for; for a table that has a layout of its own the columns are a comment.
 * @named: the mapping is for the sheet of this name only. layout_file_read(own) reads it back to
 * the same fit.
 */
void layout_print(
    struct buf *out, const struct layout_fit *fit, const struct layout_head *head, bool named);

#endif
