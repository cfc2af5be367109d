/* What layout.c knows of each layout to tell them apart. Inside the room only. */
#ifndef INTAKE_LAYOUTS_H
#define INTAKE_LAYOUTS_H

#include "intake/table.h"

/*
 * Does the header row have what a file of the layout can't do without? @known: so many of its
 * columns are known.
 */
bool schools_fits(const struct sheet_row *header, int *known);
bool results_fits(const struct sheet_row *header, int *known);

#endif
